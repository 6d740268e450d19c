//! Where a session is, what has to be sent and what was done, each as a line of text, and back.
//!
//! What does not read back exactly is no such thing: nothing is guessed.

use std::str::SplitAsciiWhitespace;

use chrono::{SecondsFormat, TimeDelta};

use crate::domain::{Did, Ending, Held, Line, Phase, Timestamp, What};

/// Where a session is.
pub(super) fn phase(it: &Phase) -> String {
    match it {
        Phase::Lobby { starts_at } => format!("lobby {}", time(*starts_at)),
        Phase::Rolling { anchor, cued } => format!("rolling {} {cued}", time(*anchor)),
        Phase::Paused {
            elapsed,
            cued,
            resume_by,
            why,
        } => {
            let elapsed = elapsed.num_nanoseconds().unwrap_or(i64::MAX);
            let (resume_by, why) = (time(*resume_by), name(Held::ALL, *why));
            format!("paused {elapsed} {cued} {resume_by} {why}")
        }
        Phase::Over { ending, at } => {
            format!("over {} {}", name(Ending::ALL, *ending), time(*at))
        }
    }
}

/// The phase of that text.
pub(super) fn read_phase(text: &str) -> Option<Phase> {
    let mut words = text.split_ascii_whitespace();
    let read = match words.next()? {
        "lobby" => Phase::Lobby {
            starts_at: read_time(&mut words)?,
        },
        "rolling" => Phase::Rolling {
            anchor: read_time(&mut words)?,
            cued: words.next()?.parse().ok()?,
        },
        "paused" => Phase::Paused {
            elapsed: TimeDelta::nanoseconds(words.next()?.parse().ok()?),
            cued: words.next()?.parse().ok()?,
            resume_by: read_time(&mut words)?,
            why: named(Held::ALL, words.next()?)?,
        },
        "over" => Phase::Over {
            ending: named(Ending::ALL, words.next()?)?,
            at: read_time(&mut words)?,
        },
        _ => return None,
    };
    (phase(&read) == text).then_some(read)
}

/// What has to be sent.
pub(super) fn what(it: What) -> String {
    match it {
        What::Cue { place, missed } => format!("cue {place} {missed}"),
        What::Whispers { place } => format!("whispers {place}"),
        What::Line(Line::Held { why, resume_by }) => {
            format!("held {} {}", name(Held::ALL, why), time(resume_by))
        }
        What::Line(Line::Resumed { until }) => format!("resumed {}", time(until)),
        What::Recap => "recap".to_owned(),
        What::Card => CARD.to_owned(),
        What::MovedUp => "moved_up".to_owned(),
        What::HostNews => "host_news".to_owned(),
        What::Tidy => "tidy".to_owned(),
    }
}

/// What a card is, of which a session has one to be sent at most.
pub(super) const CARD: &str = "card";

/// What is sent by that text.
pub(super) fn read_what(text: &str) -> Option<What> {
    let mut words = text.split_ascii_whitespace();
    let read = match words.next()? {
        "cue" => What::Cue {
            place: words.next()?.parse().ok()?,
            missed: words.next()?.parse().ok()?,
        },
        "whispers" => What::Whispers {
            place: words.next()?.parse().ok()?,
        },
        "held" => What::Line(Line::Held {
            why: named(Held::ALL, words.next()?)?,
            resume_by: read_time(&mut words)?,
        }),
        "resumed" => What::Line(Line::Resumed {
            until: read_time(&mut words)?,
        }),
        "recap" => What::Recap,
        CARD => What::Card,
        "moved_up" => What::MovedUp,
        "host_news" => What::HostNews,
        "tidy" => What::Tidy,
        _ => return None,
    };
    (what(read) == text).then_some(read)
}

/// What was done to a session.
pub(super) fn did(it: Did) -> String {
    match it {
        Did::Held(why) => format!("held {}", name(Held::ALL, why)),
        Did::Ended(ending) => format!("ended {}", name(Ending::ALL, ending)),
        other => name(DONE, other).to_owned(),
    }
}

/// What was done by that text.
pub(super) fn read_did(text: &str) -> Option<Did> {
    match text.split_once(' ') {
        Some(("held", why)) => Some(Did::Held(named(Held::ALL, why)?)),
        Some(("ended", ending)) => Some(Did::Ended(named(Ending::ALL, ending)?)),
        Some(_) => None,
        None => named(DONE, text),
    }
}

/// What somebody does to a session, with its name.
const DONE: &[(&str, Did)] = &[
    ("opened", Did::Opened),
    ("paused", Did::Paused),
    ("resumed", Did::Resumed),
    ("skipped", Did::Skipped),
    ("stopped", Did::Stopped),
    ("told_of_stopping", Did::ToldOfStopping),
];

/// What something is called in a table of names.
pub(super) fn name<T: Copy + PartialEq>(all: &[(&'static str, T)], it: T) -> &'static str {
    let named = all.iter().find(|(_, known)| *known == it);
    named.expect("the table names everything").0
}

/// What is called that.
pub(super) fn named<T: Copy>(all: &[(&str, T)], name: &str) -> Option<T> {
    let found = all.iter().find(|(known, _)| *known == name);
    found.map(|(_, it)| *it)
}

fn time(at: Timestamp) -> String {
    at.to_rfc3339_opts(SecondsFormat::Nanos, true)
}

fn read_time(words: &mut SplitAsciiWhitespace<'_>) -> Option<Timestamp> {
    words.next()?.parse().ok()
}
