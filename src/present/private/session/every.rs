//! Everything that one person can be told about a session, each at its longest, to be measured.
//!
//! Must never leave one out: a card that nobody measured is one that Discord may refuse.

mod pressed;

use std::sync::Arc;

use super::super::every::{clearance, most, now};
use super::super::schedule::every::full;
use super::super::{PrivateCard, Signet, told};
use super::{OwnCue, breathe_whisper, host_news, whisper};
use crate::domain::{
    Before, Clearance, Did, Here, Language, Library, Limits, Listing, LogLine, Outcome, Panel,
    Permit, Phase, Reach, Refused, RoomId, SessionId, SessionTold, Stance, Theirs, Timeline, Told,
    UserId, adapt,
};
use crate::present::room::every::{phases, session};

/// The longest number that anything on Discord can have.
const ID_LONGEST: u64 = u64::MAX;
/// A cue behind which no routine gets.
const PLACE_LONGEST: usize = 999;
/// As many lines as are kept before a host.
const LOG_LINES: usize = 10;
/// More sessions than fit on a card.
const SESSIONS: usize = 100;

/// Every card, with its name.
pub(in crate::present) fn cards(library: &Library) -> Vec<(String, PrivateCard)> {
    let signet = Signet::new([0; 32]);
    let user = UserId::new(ID_LONGEST);
    let mut all: Vec<(String, SessionTold)> = plain(library);
    all.extend(pressed::cards(library));
    let mut cards = Vec::new();
    for routine in library.routines.values() {
        let timeline = Timeline::compile(library, routine);
        all.extend(seated(library, &timeline));
        all.extend(panels(library, &timeline));
        cards.extend(whispers(library, &timeline));
        cards.extend(
            panels(library, &timeline)
                .into_iter()
                .filter_map(|(name, it)| {
                    let SessionTold::Panel(panel) = it else {
                        return None;
                    };
                    let stopped = [user; LOG_LINES];
                    let news = host_news(library, &panel, &stopped);
                    Some((format!("the news in {name}"), news))
                }),
        );
    }
    all.iter().for_each(|(_, told)| known(told));
    let asked = questions(library).into_iter();
    let told_of = all.into_iter().map(|(name, it)| (name, Told::Session(it)));
    let told_of = told_of.chain(asked);
    cards.extend(told_of.map(|(name, it)| (name, told(library, &signet, user, &it))));
    cards
}

fn id() -> SessionId {
    SessionId::new(ID_LONGEST)
}

/// What somebody is asked before a session.
fn questions(library: &Library) -> Vec<(String, Told)> {
    let (before, limits) = (Before::Session(id()), most(library));
    let healing = Told::Healing { before, limits };
    vec![
        (
            "the question for news before a session".to_owned(),
            Told::News(Before::Session(id())),
        ),
        (
            "the question whether it is over before a session".to_owned(),
            healing,
        ),
    ]
}

/// Every outcome after which somebody may be at a session.
fn outcomes(library: &Library) -> Vec<Clearance> {
    let outcomes = [Outcome::Clear, Outcome::Limits, Outcome::Hold];
    let all = outcomes.map(|it| clearance(library, it, Limits::default()));
    all.into()
}

fn plain(library: &Library) -> Vec<(String, SessionTold)> {
    let all = [
        ("a session that is over", SessionTold::IsOver),
        ("no session", SessionTold::NoSession),
        ("left", SessionTold::Left),
        ("not in", SessionTold::WasNotIn),
        ("mentioned", SessionTold::Mentioned),
        ("told to the host", SessionTold::HostTold { reached: true }),
        (
            "told to the host later",
            SessionTold::HostTold { reached: false },
        ),
        ("how to, off", SessionTold::HowToOff),
        ("only hosts", SessionTold::OnlyHosts),
        ("which channel", SessionTold::WhichRoom),
        (
            "a channel that is taken",
            SessionTold::RoomTaken {
                room: RoomId::new(ID_LONGEST),
            },
        ),
        (
            "what is missing",
            SessionTold::Lacks {
                room: RoomId::new(ID_LONGEST),
                missing: vec![
                    Permit::View,
                    Permit::Connect,
                    Permit::Send,
                    Permit::Embed,
                    Permit::ReadAloud,
                ],
            },
        ),
        (
            "only watching",
            SessionTold::OnlyWatch {
                session: id(),
                clearance: clearance(library, Outcome::NotToday, Limits::default()),
            },
        ),
    ];
    let mut all: Vec<_> = all.map(|(name, it)| (name.to_owned(), it)).into();
    for screened in outcomes(library) {
        let name = format!("after {:?}", screened.outcome);
        let waits = SessionTold::Waits {
            session: id(),
            before: PLACE_LONGEST,
            screened: Some(screened.clone()),
        };
        let full = SessionTold::Full {
            screened: Some(screened),
        };
        all.push((format!("waiting {name}"), waits));
        all.push((format!("no seat left {name}"), full));
    }
    all
}

/// Everybody who sits down, at each cue and before the first.
fn seated(library: &Library, timeline: &Timeline) -> Vec<(String, SessionTold)> {
    let screening = &library.screening;
    let limits = [
        Limits::default(),
        screening.go_gentle.clone(),
        screening.after_ok.clone(),
        most(library),
    ];
    let cues = timeline.cues.iter().enumerate();
    let longest = cues.max_by_key(|(_, it)| it.text.chars().count());
    let place = longest.map_or(0, |(place, _)| place);
    let heres = [None, Some(now())].map(|until| Here { place, until });
    let timelines = Arc::new([(Language::English, timeline.clone())].into());
    let seat = |stance, limits, phase, here, screened| Theirs {
        session: session(timeline, phase),
        timelines: Arc::clone(&timelines),
        language: Language::English,
        stance,
        limits,
        here,
        reach: Reach::ThenNot,
        mention: false,
        screened,
    };
    let lobby = Phase::Lobby { starts_at: now() };
    let mut all = Vec::new();
    for limits in limits {
        for screened in outcomes(library) {
            for here in heres {
                let rolls = seat(
                    Stance::Rolls,
                    limits.clone(),
                    lobby,
                    Some(here),
                    Some(screened.clone()),
                );
                all.push(rolls);
            }
        }
    }
    for screened in outcomes(library) {
        let none = Limits::default();
        let breathes = seat(
            Stance::Breathes,
            none,
            lobby,
            Some(heres[0]),
            Some(screened),
        );
        all.push(Theirs {
            reach: Reach::ThenDirect,
            ..breathes.clone()
        });
        all.push(Theirs {
            stance: Stance::Watches,
            ..breathes.clone()
        });
        all.push(breathes);
    }
    let named = |it: Theirs| {
        let name = format!(
            "the seat of one who {:?} in `{}`",
            it.stance, it.session.routine
        );
        (name, SessionTold::Seated(Box::new(it)))
    };
    all.into_iter().map(named).collect()
}

/// What a host has before them, in every phase, with the longest lines in the log, and lists of sessions.
fn panels(library: &Library, timeline: &Timeline) -> Vec<(String, SessionTold)> {
    let mut all = Vec::new();
    let user = UserId::new(ID_LONGEST);
    for (name, phase) in phases(timeline) {
        let session = session(timeline, phase);
        let panel = |did, refused| Panel {
            session: session.clone(),
            name: timeline.name.clone(),
            did: Some(did),
            refused,
            log: vec![
                LogLine {
                    at: now(),
                    who: Some(user),
                    did,
                };
                LOG_LINES
            ],
        };
        let of = |what: String| format!("{what} of `{}`, {name}", timeline.routine);
        let is_middle = matches!(
            phase,
            Phase::Rolling { cued: 2.., .. } | Phase::Paused { cued: 2.., .. }
        );
        // One cue stands for all: nothing of it is on a panel but its number.
        if is_middle {
            continue;
        }
        for (what, did) in Did::ALL {
            let told = SessionTold::Panel(Box::new(panel(*did, None)));
            all.push((of(format!("the panel, {what},")), told));
        }
        for refused in [
            Refused::NotBegun,
            Refused::IsHeld,
            Refused::NotHeld,
            Refused::IsOver,
        ] {
            let told = SessionTold::Panel(Box::new(panel(Did::Opened, Some(refused))));
            all.push((of(format!("the panel, {refused:?},")), told));
        }
        let listing = Listing {
            session: session.clone(),
            name: timeline.name.clone(),
        };
        for (count, choose) in [(0, false), (1, false), (SESSIONS, false), (SESSIONS, true)] {
            let sessions = vec![listing.clone(); count];
            let told = |series| SessionTold::Listed {
                sessions: sessions.clone(),
                series,
                choose,
            };
            all.push((of(format!("the list of {count}")), told(Vec::new())));
            let series = full(library);
            let name = format!("the list of {count} and of {} to come", series.len());
            all.push((of(name), told(series)));
        }
    }
    all
}

/// Each cue as somebody does it, whatever is off for them.
fn whispers(library: &Library, timeline: &Timeline) -> Vec<(String, PrivateCard)> {
    let screening = &library.screening;
    let mut all = Vec::new();
    for limits in [
        Limits::default(),
        screening.go_gentle.clone(),
        screening.after_ok.clone(),
        most(library),
    ] {
        let adapted = adapt(timeline, &limits);
        for (place, _) in timeline.cues.iter().enumerate() {
            let name = format!("cue {} of `{}` for one", place + 1, timeline.routine);
            let steps: Vec<_> = adapted.during(place).collect();
            let own = OwnCue {
                session: id(),
                timeline,
                place,
                until: now(),
                dms_failed: true,
            };
            all.push((name.clone(), whisper(library, own, &steps)));
            all.push((name, breathe_whisper(library, own)));
        }
    }
    all
}

/// Does nothing, and stops compiling when something to tell is added: then add it to [`cards`] too.
fn known(told: &SessionTold) {
    match told {
        SessionTold::Seated(_)
        | SessionTold::Waits { .. }
        | SessionTold::Full { .. }
        | SessionTold::IsOver
        | SessionTold::NoSession
        | SessionTold::OnlyWatch { .. }
        | SessionTold::Left
        | SessionTold::WasNotIn
        | SessionTold::Mentioned
        | SessionTold::TooMuch(_)
        | SessionTold::Signs { .. }
        | SessionTold::Help(_)
        | SessionTold::Advice(_)
        | SessionTold::AreaOff { .. }
        | SessionTold::WhichArea { .. }
        | SessionTold::HostTold { .. }
        | SessionTold::HowToOff
        | SessionTold::HowTo(_)
        | SessionTold::CheckIn { .. }
        | SessionTold::CheckInNotKept { .. }
        | SessionTold::OnlyHosts
        | SessionTold::Panel(_)
        | SessionTold::RoomTaken { .. }
        | SessionTold::Lacks { .. }
        | SessionTold::WhichRoom
        | SessionTold::Listed { .. } => {}
    }
}
