//! Ten-minute routines in real time, and a bot that dies twenty times meanwhile. `SEED=…` replays when.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde_json::json;
use unknot_rehearsal::{Options, Rehearsal};

use crate::lateness::{Punctuality, Wall, left};
use crate::process::{Process, register_commands, unknot};

/// How often it dies.
pub(crate) const KILLS: u64 = 20;
/// The routines, each in a server of its own.
const ROUTINES: &[&str] = &["first_time_10", "hips_glutes_10", "first_time_10"];
/// How long they take.
const SECONDS: u64 = 600;
/// How long before the end it dies for the last time, to be asked when everything was due: within the last
/// cue of each routine.
const LAST_SECONDS: u64 = 8;
const LOBBY_SECONDS: u64 = 10;
const VOICE: u64 = 18;

pub(crate) async fn run(kills: u64) {
    let options = Options {
        guilds: ROUTINES.len(),
        ..Options::default()
    };
    let rehearsal = Rehearsal::start_with(options).await.unwrap();
    register_commands(&rehearsal).await;
    let folder = tempfile::tempdir().unwrap();
    let start = || Process::start(unknot(&rehearsal, folder.path()));
    let mut bot = start();
    rehearsal.gateway().ready().await;
    bot.until_ready().await;
    let wall = Wall::look();
    for (n, routine) in (0..).zip(ROUTINES) {
        let (room, host) = (rehearsal.crowd_room(n, VOICE), rehearsal.crowd_member(n, 0));
        let options = json!({
            "routine": routine,
            "channel": room.0.to_string(),
            "in": LOBBY_SECONDS,
        });
        let answer = host.command(room, "session start", options).await;
        assert!(!answer.failed(), "{}", answer.text());
    }
    let begun = Instant::now();
    let seed = seed();
    println!("SEED={seed}, {kills} kills");
    let last = LOBBY_SECONDS + SECONDS - LAST_SECONDS;
    for at in moments(seed, kills, last) {
        tokio::time::sleep(at.saturating_sub(begun.elapsed())).await;
        bot.child.kill().await.unwrap();
        bot = start();
    }
    tokio::time::sleep(Duration::from_secs(last).saturating_sub(begun.elapsed())).await;
    let until_ms = wall.ms(Instant::now());
    bot.child.kill().await.unwrap();
    let data = folder.path().join("data");
    let servers: Vec<u64> = rehearsal.look(|world| world.population.ids().collect());
    let gatherings = left(&data, &servers).await;
    assert_eq!(
        gatherings.len(),
        ROUTINES.len(),
        "all are there until the end"
    );
    let it = Punctuality::of(&rehearsal, &gatherings, &wall, until_ms);
    let refused = rehearsal.by_status().get(&429).copied().unwrap_or_default();
    println!("| kills | cues | late p50 ms | p99 | max | missing | twice | 429 |");
    println!("|---|---|---|---|---|---|---|---|");
    println!(
        "| {kills} | {} | {:.1} | {:.1} | {:.1} | {} | {} | {refused} |",
        it.count(),
        it.late_ms(0.5),
        it.late_ms(0.99),
        it.late_ms(1.0),
        it.missing,
        it.twice,
    );
}

/// From the environment, or another one each time.
fn seed() -> u64 {
    let named = std::env::var("SEED").ok().and_then(|it| it.parse().ok());
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    named.unwrap_or(now.as_secs())
}

/// So many moments up to the last one, in order.
fn moments(seed: u64, count: u64, last_seconds: u64) -> Vec<Duration> {
    let mut state = seed;
    let mut moments: Vec<Duration> = (0..count)
        .map(|_| {
            // Knuth's multiplier for 64 bits (TAOCP 3.3.4): good enough to be anywhere.
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            Duration::from_millis((state >> 33) % (last_seconds * 1_000))
        })
        .collect();
    moments.sort();
    moments
}
