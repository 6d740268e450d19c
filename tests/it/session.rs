//! One group run of one routine, by example.

mod after;
mod core;
pub(crate) mod group;
mod press;
mod reminded;
mod safety;
mod seats;
mod severe;
mod turns;

use chrono::TimeDelta;
use unknot::domain::{
    Effect, Ending, Held, Input, Language, Loss, Phase, RoomId, RoutineId, ServerId, Session,
    SessionId, Timestamp,
};

/// Six cues, of five minutes in all: they begin at 0, 60, 90, 120, 180 and 240 seconds.
const PLAN: [u32; 6] = [60, 30, 30, 60, 60, 60];

const GONE: Input = Input::Lost(Loss::RoomGone);
const REMOVED: Input = Input::Lost(Loss::Removed);
const SHUT: Input = Input::Lost(Loss::Shut { unsaid: None });

/// The room was shut when this cue was to be said.
fn unsaid(place: usize) -> Input {
    let unsaid = Some(place);
    Input::Lost(Loss::Shut { unsaid })
}

/// A time of the evening: `19:05`, `19:05:30` or `19:05:30.001`.
fn at(time: &str) -> Timestamp {
    let whole = match time.len() {
        5 => format!("2026-01-05T{time}:00Z"),
        _ => format!("2026-01-05T{time}Z"),
    };
    whole.parse().unwrap()
}

fn session(phase: Phase) -> Session {
    Session {
        id: SessionId::new(1),
        server: ServerId::new(2),
        room: RoomId::new(3),
        language: Language::English,
        routine: RoutineId::new("example"),
        plan: PLAN.to_vec(),
        phase,
    }
}

/// The first cue is due at 19:00.
pub(crate) fn lobby() -> Phase {
    Phase::Lobby {
        starts_at: at("19:00"),
    }
}

/// Begun at 19:00, with so many cues said.
fn rolling(cued: usize) -> Phase {
    Phase::Rolling {
        anchor: at("19:00"),
        cued,
    }
}

/// Held by a host until 19:30, so many seconds in, with so many cues said.
fn paused(seconds: i64, cued: usize) -> Phase {
    Phase::Paused {
        elapsed: TimeDelta::seconds(seconds),
        cued,
        resume_by: at("19:30"),
        why: Held::ByHost,
    }
}

fn over() -> Phase {
    Phase::Over {
        ending: Ending::Done,
        at: at("19:05"),
        cued: 4,
        rolled: TimeDelta::seconds(300),
    }
}

/// What is said, and where it stands then.
fn hear(phase: Phase, time: &str, input: Input) -> String {
    let mut session = session(phase);
    let said = match session.step(at(time), input) {
        Ok(effects) => effects.iter().map(say).collect::<String>(),
        Err(refused) => format!("refused: {refused:?}"),
    };
    match session.phase == phase {
        true => said,
        false => format!("{said}, then {}", stand(session.phase)),
    }
}

fn say(effect: &Effect) -> String {
    match effect {
        Effect::Cue {
            place,
            missed,
            due,
            until,
        } => format!(
            "cue {place} from {} to {}, missed {missed}",
            clock(*due),
            clock(*until)
        ),
        Effect::Held(why) => format!("held {why:?}"),
        Effect::Resumed { until } => format!("goes on until {}", clock(*until)),
        Effect::Over(ending) => format!("over {ending:?}"),
    }
}

fn stand(phase: Phase) -> String {
    match phase {
        Phase::Lobby { starts_at } => format!("lobby until {}", clock(starts_at)),
        Phase::Rolling { anchor, cued } => format!("{cued} said since {}", clock(anchor)),
        Phase::Paused {
            elapsed,
            cued,
            resume_by,
            why,
        } => {
            let (ms, by) = (elapsed.num_milliseconds(), clock(resume_by));
            format!("{why:?} at {ms} ms with {cued} said, until {by}")
        }
        Phase::Over { ending, at, .. } => format!("{ending:?} at {}", clock(at)),
    }
}

fn clock(time: Timestamp) -> String {
    time.format("%H:%M:%S%.f").to_string()
}

fn hold(table: &[(Phase, &str, Input, &str)]) {
    for (phase, time, input, expected) in table {
        let heard = hear(*phase, time, *input);
        assert_eq!(heard, *expected, "{phase:?} at {time}: {input:?}");
    }
}
