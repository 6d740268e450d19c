//! Every message that a room can get, each at its longest, to be measured.
//!
//! Must never leave one out: a cue that nobody measured is one that Discord may refuse, and a room that
//! hears nothing.

use chrono::{DateTime, TimeDelta};

use super::{RoomMessage, Says, room};
use crate::domain::{
    Board, Ending, Held, Language, Library, Line, Manner, Origin, Phase, RoomId, SEATS_MAX,
    ServerId, Session, SessionId, Timeline, Timestamp, UserId, WAITING_MAX,
};

/// A moment with as many digits as they have until the year 2286, in seconds since 1970.
const NOW_LONGEST: i64 = 9_999_999_999;
/// The longest number that anything on Discord can have.
const ID_LONGEST: u64 = u64::MAX;
/// Longer than any session: minutes with four digits.
const THERE_SECONDS: u32 = 9_999 * 60;
/// More than are ever missed: two minutes of them hold a session.
const MISSED: usize = 99;

/// Every message, with its name.
pub(in crate::present) fn messages(library: &Library) -> Vec<(String, RoomMessage)> {
    let timelines = library.routines.values();
    let timelines = timelines.map(|it| Timeline::compile(library, it));
    timelines
        .flat_map(|timeline| of_routine(library, &timeline))
        .collect()
}

fn of_routine(library: &Library, timeline: &Timeline) -> Vec<(String, RoomMessage)> {
    let of = |name: &str| format!("{name} of a session of `{}`", timeline.routine);
    let mut all = Vec::new();
    for (name, phase) in phases(timeline) {
        let said = says(library, timeline, phase, &Says::Card);
        all.push((of(&format!("the card, {name},")), said));
    }
    for (place, _) in timeline.cues.iter().enumerate() {
        let cued = place + 1;
        let rolling = rolling(cued);
        let cue = Says::Cue {
            place,
            missed: MISSED,
            until: now(),
        };
        let cue = says(library, timeline, rolling, &cue);
        all.push((of(&format!("cue {cued}")), cue));
        let resumed = Says::Line(Line::Resumed { until: now() });
        let resumed = says(library, timeline, rolling, &resumed);
        all.push((of(&format!("going on at cue {cued}")), resumed));
    }
    for (name, why) in Held::ALL {
        let (why, resume_by) = (*why, now());
        let held = Says::Line(Line::Held { why, resume_by });
        let held = says(library, timeline, rolling(1), &held);
        all.push((of(&format!("the line that it is held, {name},")), held));
    }
    for (name, ending) in Ending::ALL {
        let recap = says(library, timeline, over(timeline, *ending), &Says::Recap);
        all.push((of(&format!("the end, {name},")), recap));
    }
    all.iter().for_each(|(_, it)| known(it));
    all
}

/// Every phase that has a card of its own.
pub(in crate::present) fn phases(timeline: &Timeline) -> Vec<(String, Phase)> {
    let lobby = Phase::Lobby { starts_at: now() };
    let mut all = vec![("in the lobby".to_owned(), lobby)];
    all.extend((0..=timeline.cues.len()).map(|cued| (format!("{cued} said"), rolling(cued))));
    all.extend(Held::ALL.iter().flat_map(|(name, why)| {
        (0..=timeline.cues.len()).map(move |cued| {
            let held = Phase::Paused {
                elapsed: TimeDelta::zero(),
                cued,
                resume_by: now(),
                why: *why,
            };
            (format!("held {name}, {cued} said"), held)
        })
    }));
    let over = |(name, ending): &(&str, Ending)| (format!("over {name}"), over(timeline, *ending));
    all.extend(Ending::ALL.iter().map(over));
    all
}

/// A session of a routine, in this phase.
pub(in crate::present) fn session(timeline: &Timeline, phase: Phase) -> Session {
    Session {
        id: SessionId::new(ID_LONGEST),
        server: ServerId::new(ID_LONGEST),
        room: RoomId::new(ID_LONGEST),
        language: Language::English,
        routine: timeline.routine.clone(),
        plan: timeline.cues.iter().map(|it| it.seconds).collect(),
        phase,
    }
}

/// With every seat taken, everybody mentioned, and the waiting list full.
fn says(library: &Library, timeline: &Timeline, phase: Phase, says: &Says) -> RoomMessage {
    let session = session(timeline, phase);
    let user = UserId::new(ID_LONGEST);
    let board = Board {
        session: &session,
        timeline,
        manner: Manner {
            read_aloud: true,
            tidy: true,
            origin: Origin::SeriesLate,
        },
        lead: Some(user),
        with_us: vec![(user, THERE_SECONDS); SEATS_MAX],
        waiting: WAITING_MAX,
        mentioned: vec![user; SEATS_MAX],
    };
    room(library, &board, says)
}

fn now() -> Timestamp {
    DateTime::from_timestamp(NOW_LONGEST, 0).unwrap_or_default()
}

fn rolling(cued: usize) -> Phase {
    let anchor = now();
    Phase::Rolling { anchor, cued }
}

fn over(timeline: &Timeline, ending: Ending) -> Phase {
    Phase::Over {
        ending,
        at: now(),
        cued: timeline.cues.len(),
        // Odd, so that the seconds are named too.
        rolled: TimeDelta::seconds(i64::from(THERE_SECONDS) - 1),
    }
}

/// Does nothing, and stops compiling when something is added to a message: then measure it too.
fn known(message: &RoomMessage) {
    let RoomMessage {
        content: _,
        card: _,
        rows: _,
        read_aloud: _,
        mentions: _,
    } = message;
}
