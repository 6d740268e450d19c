//! Many sessions at once, each in a server of its own, with Discord's limit and without.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::json;
use unknot_rehearsal::{Options, Rehearsal};

use crate::lateness::{Punctuality, Wall, left};
use crate::process::{Process, register_commands, unknot};

/// The routines that are rolled, in turn: all there are.
pub(crate) const ROUTINES: &[&str] = &[
    "ball_only_7",
    "desk_upper_8",
    "first_time_10",
    "full_body_20",
    "hips_glutes_10",
    "primer_6",
    "runners_legs_15",
    "sore_feet_5",
];
/// Over how long the starts are spread.
pub(crate) const SPREAD: Duration = Duration::from_secs(20);
/// How long before its first cue a session opens: every lobby card is there by then.
const LOBBY_SECONDS: u64 = 60;
/// How long it is measured from the last first cue on.
pub(crate) const MEASURED: Duration = Duration::from_secs(120);
/// Which channel of a server is a voice channel.
const VOICE: u64 = 18;

/// How many servers the stand-in has beside those of the crowd.
const HOME: u64 = 1;
/// How many servers the stand-in recommends for a shard.
const A_SHARD: u64 = 1_000;

/// How many, and whether Discord's limit of 50 requests a second counts.
const RUNS: &[(u64, bool)] = &[
    (1, true),
    (100, true),
    (450, true),
    (600, true),
    (700, true),
    (800, true),
    (900, true),
    (1_000, true),
    (1_000, false),
    (1_500, false),
];

pub(crate) async fn compare() {
    println!(
        "| sessions | limit | cues | late p50 ms | p99 | max | over 1 s | missing | twice | cards per cue | 429 | CPU % | MiB | database MiB |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
    // Some of them, where they are named, such as `1000:off`.
    let named: Vec<String> = std::env::args().filter(|it| it.contains(':')).collect();
    for (sessions, limited) in RUNS {
        let name = format!("{sessions}:{}", if *limited { "on" } else { "off" });
        if named.is_empty() || named.contains(&name) {
            run(*sessions, *limited).await;
        }
    }
}

async fn run(sessions: u64, limited: bool) {
    let options = Options {
        guilds: usize::try_from(sessions).unwrap(),
        global_limit: limited,
        ..Options::default()
    };
    let rehearsal = Rehearsal::start_with(options).await.unwrap();
    register_commands(&rehearsal).await;
    let folder = tempfile::tempdir().unwrap();
    let mut command = unknot(&rehearsal, folder.path());
    if !limited {
        command.env("REQUESTS_A_SECOND", "100000");
    }
    let mut bot = Process::start(command);
    bot.until_ready().await;
    // Each shard is let in 5 s behind the one before it (Discord docs, events/gateway, "Rate Limiting").
    let shards = (sessions + HOME).div_ceil(A_SHARD);
    let mut tally = rehearsal.gateway().subscribe_tally();
    let all = tally.wait_for(|it| it.online as u64 == shards).await;
    all.expect("the stand-in runs");
    let wall = Wall::look();
    open_all(&rehearsal, sessions).await;
    tokio::time::sleep(Duration::from_secs(LOBBY_SECONDS)).await;
    let (cpu_ms, begun) = (bot.cpu_ms(), Instant::now());
    let edited = edits(&rehearsal);
    let posted = rehearsal.posts().len();
    tokio::time::sleep(MEASURED).await;
    let until_ms = wall.ms(Instant::now());
    let cpu = (bot.cpu_ms() - cpu_ms) / begun.elapsed().as_secs_f64() / 10.0;
    let cards = edits(&rehearsal) - edited;
    let cues = rehearsal.posts().len() - posted;
    let mib = bot.mib();
    // What is due this very second may be on its way still.
    tokio::time::sleep(Duration::from_secs(2)).await;
    bot.child.kill().await.unwrap();
    let data = folder.path().join("data");
    let database = database_mib(&data);
    let servers: Vec<u64> = rehearsal.look(|world| world.population.ids().collect());
    let gatherings = left(&data, &servers).await;
    assert_eq!(gatherings.len() as u64, sessions);
    let it = Punctuality::of(&rehearsal, &gatherings, &wall, until_ms);
    let refused = rehearsal.by_status().get(&429).copied().unwrap_or_default();
    println!(
        "| {sessions} | {} | {} | {:.1} | {:.1} | {:.1} | {} | {} | {} | {:.2} | {refused} | {cpu:.0} | {mib:.0} | {database:.1} |",
        if limited { "on" } else { "off" },
        it.count(),
        it.late_ms(0.5),
        it.late_ms(0.99),
        it.late_ms(1.0),
        it.later_than(1_000.0),
        it.missing,
        it.twice,
        cards as f64 / cues as f64,
    );
}

/// Opens one session in each server.
async fn open_all(rehearsal: &Rehearsal, sessions: u64) {
    let begun = Instant::now();
    let mut answers = Vec::new();
    for n in 0..sessions {
        let due = SPREAD.mul_f64(n as f64 / sessions as f64);
        tokio::time::sleep(due.saturating_sub(begun.elapsed())).await;
        let (room, host) = (rehearsal.crowd_room(n, VOICE), rehearsal.crowd_member(n, 0));
        let routine = ROUTINES[usize::try_from(n).unwrap() % ROUTINES.len()];
        let options = json!({
            "routine": routine,
            "channel": room.0.to_string(),
            "in": LOBBY_SECONDS,
        });
        let fired = rehearsal.fire_command(room, &host, "session start", &options);
        answers.push(fired.unwrap_or_else(|it| panic!("{}", it.0)).1);
    }
    let mut unanswered = Vec::new();
    for (n, answer) in answers.into_iter().enumerate() {
        if answer.await.is_err() {
            unanswered.push(n);
        }
    }
    assert!(
        unanswered.is_empty(),
        "not answered in time: {unanswered:?}"
    );
}

/// How often a card was shown anew in its place.
fn edits(rehearsal: &Rehearsal) -> u64 {
    let by_route = rehearsal.by_route();
    let edits = by_route
        .iter()
        .filter(|(route, _)| route.starts_with("PATCH /channels/"));
    edits.map(|(_, count)| count).sum()
}

fn database_mib(data: &Path) -> f64 {
    let files = ["unknot.db", "unknot.db-wal"].map(|name| data.join(name));
    let bytes = files
        .iter()
        .filter_map(|it| std::fs::metadata(it).ok())
        .map(|it| it.len());
    bytes.sum::<u64>() as f64 / 1_048_576.0
}
