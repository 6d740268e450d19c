//! What an answer costs: `cargo bench --bench answers`, and `cargo bench --bench answers -- soak` for memory
//! over a million interactions.
//!
//! The bot runs as a process of its own against the stand-in; beside it, in the same run and over the same
//! TLS, a bare twilight bot that answers a fixed text. Figures are for comparing, so each comes as a ratio.

#![allow(clippy::disallowed_methods, reason = "a bench is a clock")]
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a bench that fails says so"
)]

mod bare;
mod bot;
mod load;
#[path = "../support/process.rs"]
mod process;
mod table;

use std::time::{Duration, Instant};

use unknot::domain::Question;
use unknot_rehearsal::{Options, Rehearsal};

use crate::bot::{Bot, Kind};
use crate::load::{Ask, Latency};
use crate::process::register_commands;
use crate::table::Table;

/// Answers timed one at a time.
const SINGLY: usize = 3_000;
/// Answers asked for in a second, and for how long.
const PER_SECOND: u32 = 1_000;
const SECONDS: u32 = 20;
/// Starts that are timed; the median is shown.
const STARTS: usize = 7;
/// Guilds beside the first one, for memory.
const GUILDS: usize = 10_000;
/// Interactions of a soak, and how often memory is looked at.
const SOAK: usize = 1_000_000;
const SOAK_STEP: usize = 100_000;

fn main() {
    if std::env::var_os(bare::MARK).is_some() {
        return bare::run();
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    if std::env::args().any(|argument| argument == "soak") {
        runtime.block_on(soak());
    } else {
        runtime.block_on(compare());
    }
}

async fn compare() {
    let mut table = Table::new(["unknot", "bare twilight"]);
    in_process(&mut table);
    let mut starts = Vec::new();
    for kind in Kind::BOTH {
        starts.push(start_up(kind).await);
    }
    table.row(
        "start to READY, ms (median)",
        &starts.iter().map(|it| it.ready).collect::<Vec<_>>(),
        1,
    );
    table.row(
        "start to commands checked, ms (median)",
        &[starts[0].checked],
        1,
    );
    for ask in [Ask::Command, Ask::Autocomplete] {
        let mut singly = Vec::new();
        let mut at_rate = Vec::new();
        for kind in Kind::BOTH {
            let (alone, together) = latencies(kind, ask).await;
            singly.push(alone);
            at_rate.push(together);
        }
        latency_rows(&mut table, &format!("{ask}, one at a time"), &singly);
        latency_rows(
            &mut table,
            &format!("{ask}, {PER_SECOND}/s for {SECONDS} s"),
            &at_rate,
        );
    }
    for guilds in [0, GUILDS] {
        let mut memory = Vec::new();
        for kind in Kind::BOTH {
            memory.push(resident(kind, guilds).await);
        }
        table.row(
            &format!("resident memory with {} guilds, MiB", guilds + 1),
            &memory,
            1,
        );
    }
    table.print();
}

fn latency_rows(table: &mut Table, what: &str, latencies: &[Latency]) {
    let column = |of: fn(&Latency) -> f64| latencies.iter().map(of).collect::<Vec<_>>();
    table.row(&format!("{what}: p50, µs"), &column(|it| it.p50), 0);
    table.row(&format!("{what}: p99, µs"), &column(|it| it.p99), 0);
    table.row(
        &format!("{what}: CPU ms per 1,000"),
        &column(|it| it.cpu_ms_per_1000),
        0,
    );
}

/// What our own code costs, without a process or a socket.
fn in_process(table: &mut Table) {
    let files = unknot::content::embedded();
    let load = || unknot::content::load(&files).unwrap();
    table.row(
        "content load and check, ms (median)",
        &[median_us(200, load) / 1e3],
        2,
    );
    let (_, library) = load().pop_first().unwrap();
    let lookup = unknot::app::Lookup::new(library);
    let question = Question::Technique {
        name: "it band".to_owned(),
        tool: None,
    };
    table.row(
        "card found and worded, µs (median)",
        &[median_us(5_000, || lookup.card(&question))],
        1,
    );
    let suggest = || lookup.suggestions("it ban").len();
    table.row(
        "suggestions found, µs (median)",
        &[median_us(5_000, suggest)],
        1,
    );
}

fn median_us<T>(times: usize, mut work: impl FnMut() -> T) -> f64 {
    let timed = |_| {
        let start = Instant::now();
        std::hint::black_box(work());
        start.elapsed().as_secs_f64() * 1e6
    };
    let mut times: Vec<f64> = (0..times).map(timed).collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

struct StartUp {
    ready: f64,
    checked: f64,
}

async fn start_up(kind: Kind) -> StartUp {
    let (mut ready, mut checked) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        // A Discord of its own for each start: it lets a bot identify every 5 seconds only.
        let rehearsal = Rehearsal::start().await.unwrap();
        register_commands(&rehearsal).await;
        let start = Instant::now();
        let mut bot = Bot::start(kind, &rehearsal);
        rehearsal.gateway().ready().await;
        ready.push(start.elapsed().as_secs_f64() * 1e3);
        bot.until_ready().await;
        checked.push(start.elapsed().as_secs_f64() * 1e3);
    }
    let median = |times: &mut Vec<f64>| {
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    };
    StartUp {
        ready: median(&mut ready),
        checked: median(&mut checked),
    }
}

async fn latencies(kind: Kind, ask: Ask) -> (Latency, Latency) {
    let rehearsal = Rehearsal::start().await.unwrap();
    let bot = Bot::open(kind, &rehearsal).await;
    load::singly(&rehearsal, ask, SINGLY / 10, &bot).await; // Warms caches and connections.
    let alone = load::singly(&rehearsal, ask, SINGLY, &bot).await;
    let together = load::at_rate(&rehearsal, ask, PER_SECOND, SECONDS, &bot).await;
    (alone, together)
}

async fn resident(kind: Kind, guilds: usize) -> f64 {
    let options = Options {
        guilds,
        ..Options::default()
    };
    let rehearsal = Rehearsal::start_with(options).await.unwrap();
    let bot = Bot::open(kind, &rehearsal).await;
    bot.settled_mib().await
}

async fn soak() {
    let rehearsal = Rehearsal::start().await.unwrap();
    let bot = Bot::open(Kind::Unknot, &rehearsal).await;
    println!("{:>12} {:>10} {:>10}", "interactions", "MiB", "per second");
    let mut done = 0;
    while done < SOAK {
        let start = Instant::now();
        load::closed_loop(&rehearsal, SOAK_STEP).await;
        done += SOAK_STEP;
        let per_second =
            SOAK_STEP as f64 / start.elapsed().max(Duration::from_millis(1)).as_secs_f64();
        println!("{done:>12} {:>10.1} {per_second:>10.0}", bot.mib());
    }
}
