//! How many cues so many sessions ask for, and how late they have to be at 50 requests a second, whoever sends
//! them: `cargo bench --bench sessions -- demand`. Virtual time; the lanes are the bot's own, and nothing but
//! cues is in them.

use std::collections::VecDeque;

use chrono::{DateTime, TimeDelta};
use unknot::app::{Lanes, Next, REQUESTS_MAX};
use unknot::domain::{Parcel, RoomId, RoutineId, SessionId, Timeline, Timestamp, What};

use crate::crowd::{MEASURED, ROUTINES, SPREAD};

/// How many sessions.
const SESSIONS: &[u64] = &[450, 600, 650, 700, 800, 900, 970];

pub(crate) fn print() {
    println!("| sessions | cues | in the busiest second | late p50 ms | p99 | max |");
    println!("|---|---|---|---|---|---|");
    let plans = plans();
    for sessions in SESSIONS {
        let due = due(*sessions, &plans);
        let busiest = busiest(&due);
        let late = late_ms(&due);
        let at = |share: f64| late[((late.len() - 1) as f64 * share) as usize];
        println!(
            "| {sessions} | {} | {busiest} | {} | {} | {} |",
            late.len(),
            at(0.5),
            at(0.99),
            at(1.0)
        );
    }
}

/// When the cues of each routine are due, in milliseconds from the first.
fn plans() -> Vec<Vec<u64>> {
    let files = unknot::content::embedded();
    let mut libraries = unknot::content::load(&files).unwrap();
    let (_, library) = libraries.pop_first().unwrap();
    let plan = |name: &&str| {
        let routine = &library.routines[&RoutineId::new(*name)];
        let timeline = Timeline::compile(&library, routine);
        timeline
            .starts()
            .map(|(second, _)| u64::from(second) * 1_000)
            .collect()
    };
    ROUTINES.iter().map(plan).collect()
}

/// Every cue that is due until it has been measured, with its session, in their order.
fn due(sessions: u64, plans: &[Vec<u64>]) -> VecDeque<(u64, u64)> {
    let spread = SPREAD.as_millis() as u64;
    let until = spread + MEASURED.as_millis() as u64;
    let mut due = Vec::new();
    for session in 0..sessions {
        let begun = spread * session / sessions;
        let plan = &plans[session as usize % plans.len()];
        let cues = plan.iter().map(|it| (begun + it, session));
        due.extend(cues.filter(|(at, _)| *at < until));
    }
    due.sort_unstable();
    due.into()
}

/// The most that are due within a second.
fn busiest(due: &VecDeque<(u64, u64)>) -> usize {
    let mut within = VecDeque::new();
    let counts = due.iter().map(|(at, _)| {
        within.push_back(*at);
        while within.front().is_some_and(|it| it + 1_000 <= *at) {
            within.pop_front();
        }
        within.len()
    });
    counts.max().unwrap_or_default()
}

/// How late each of them leaves, sorted.
fn late_ms(due: &VecDeque<(u64, u64)>) -> Vec<u64> {
    let mut due = due.clone();
    let mut lanes = Lanes::new(REQUESTS_MAX);
    let mut late = Vec::new();
    let (mut ms, mut number) = (0, 0);
    while !due.is_empty() || !lanes.is_empty() {
        while due.front().is_some_and(|(at, _)| *at <= ms) {
            let (at, session) = due.pop_front().unwrap();
            number += 1;
            lanes.add(cue(session, number, moment(at)));
        }
        while let Next::Deliver(parcel, _) = lanes.next(moment(ms), ms) {
            late.push((moment(ms) - parcel.due).num_milliseconds().unsigned_abs());
            lanes.done(&parcel, ms);
        }
        ms += 1;
    }
    late.sort_unstable();
    late
}

fn moment(ms: u64) -> Timestamp {
    DateTime::UNIX_EPOCH + TimeDelta::milliseconds(ms.cast_signed())
}

fn cue(session: u64, number: u32, due: Timestamp) -> Parcel {
    Parcel {
        session: SessionId::new(session),
        number,
        room: RoomId::new(session),
        what: What::Cue {
            place: 0,
            missed: 0,
        },
        due,
        until: due + TimeDelta::hours(1),
    }
}
