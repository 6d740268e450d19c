//! People asking, one at a time or many, and how long they wait.

use std::fmt;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::time::MissedTickBehavior;
use unknot_rehearsal::Rehearsal;
use unknot_rehearsal::people::Callback;

use crate::bot::Bot;

/// How many wait at once in a closed loop.
const WAITING: usize = 32;
/// How often a rate is kept up with.
const TICK: Duration = Duration::from_millis(1);

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Ask {
    Command,
    Autocomplete,
}

impl fmt::Display for Ask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Ask::Command => "/technique",
            Ask::Autocomplete => "autocomplete",
        })
    }
}

/// From the dispatch on the gateway to the callback at REST, as Discord would time it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Latency {
    pub(crate) p50: f64,
    pub(crate) p99: f64,
    pub(crate) cpu_ms_per_1000: f64,
}

fn fire(rehearsal: &Rehearsal, ask: Ask) -> (Instant, Callback) {
    let (person, room) = (rehearsal.member(0), rehearsal.text_room());
    let options: Value = json!({ "name": "it band" });
    let start = Instant::now();
    let fired = match ask {
        Ask::Command => rehearsal.fire_command(room, &person, "technique", &options),
        Ask::Autocomplete => {
            rehearsal.fire_autocomplete(room, &person, "technique", "name", &options)
        }
    };
    (
        start,
        fired
            .unwrap_or_else(|objection| panic!("{}", objection.0))
            .1,
    )
}

async fn waited(start: Instant, callback: Callback) -> f64 {
    let arrival = callback.await.expect("every interaction is answered");
    arrival.at.duration_since(start).as_secs_f64() * 1e6
}

pub(crate) async fn singly(rehearsal: &Rehearsal, ask: Ask, count: usize, bot: &Bot) -> Latency {
    let cpu = bot.cpu_ms();
    let mut times = Vec::with_capacity(count);
    for _ in 0..count {
        let (start, callback) = fire(rehearsal, ask);
        times.push(waited(start, callback).await);
    }
    latency(times, bot.cpu_ms() - cpu)
}

pub(crate) async fn at_rate(
    rehearsal: &Rehearsal,
    ask: Ask,
    per_second: u32,
    seconds: u32,
    bot: &Bot,
) -> Latency {
    let cpu = bot.cpu_ms();
    let mut ticks = tokio::time::interval(TICK);
    // Late ticks are made up for, so that the rate is kept.
    ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let mut waiting = Vec::new();
    let mut owed = 0.0;
    let all = (per_second * seconds) as usize;
    while waiting.len() < all {
        ticks.tick().await;
        owed += f64::from(per_second) * TICK.as_secs_f64();
        while 1.0 <= owed {
            owed -= 1.0;
            let (start, callback) = fire(rehearsal, ask);
            waiting.push(tokio::spawn(waited(start, callback)));
        }
    }
    let mut times = Vec::with_capacity(all);
    for waited in waiting {
        times.push(waited.await.unwrap());
    }
    latency(times, bot.cpu_ms() - cpu)
}

/// As many as can be answered, a few at a time.
pub(crate) async fn closed_loop(rehearsal: &Rehearsal, count: usize) {
    let mut waiting = std::collections::VecDeque::new();
    for n in 0..count {
        let ask = if n % 2 == 0 {
            Ask::Command
        } else {
            Ask::Autocomplete
        };
        let (start, callback) = fire(rehearsal, ask);
        waiting.push_back(waited(start, callback));
        if WAITING <= waiting.len()
            && let Some(first) = waiting.pop_front()
        {
            first.await;
        }
    }
    for waited in waiting {
        waited.await;
    }
}

fn latency(mut times: Vec<f64>, cpu_ms: f64) -> Latency {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    Latency {
        p50: at(0.5),
        p99: at(0.99),
        cpu_ms_per_1000: cpu_ms * 1e3 / times.len() as f64,
    }
}
