//! What reminders cost while none is due, when some are, and what a burst of them costs cues:
//! `cargo bench --bench reminders`. 1,000,000 members who are reminded, database on disk; then 100,000 reminders
//! that are due at one moment beside 60 sessions. `-- burst` and `-- wake` run one of them alone; `MEMBERS=100000`
//! takes fewer.

#![allow(clippy::disallowed_methods, reason = "a bench is a clock")]
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a bench that fails says so"
)]

mod burst;

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta};
use unknot::app::Conductor;
use unknot::domain::{
    Change, Language, Member, Occasion, Reminder, Reminders, Span, ThroughDay, TimeOfDay,
    Timestamp, UserId, Zone,
};
use unknot::store::{DataFolder, Key, Store};

/// How many members are reminded, unless `MEMBERS` says another number of thousands.
const MEMBERS: u64 = 1_000_000;
/// How many are kept in one transaction.
const AT_ONCE: u64 = 1_000;
/// How many reminders are weighed in one turn, as the bot does it.
const BATCH: usize = 64;
/// How often each question is asked.
const TIMES: usize = 1_000;

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    // Asks for the memory of a process of its own: what is left of inserting is not in it.
    if let Some(at) = arguments.iter().position(|it| it == "idle") {
        return idle(Path::new(&arguments[at + 1])).await;
    }
    let is_asked = |part: &str| arguments.iter().any(|it| it == part);
    if !is_asked("burst") {
        wake().await;
    }
    if !is_asked("wake") {
        burst::run().await;
    }
}

async fn wake() {
    let folder = tempfile::tempdir().unwrap();
    let (empty, full) = (folder.path().join("empty"), folder.path().join("full"));
    drop(store(&empty));
    let members = std::env::var("MEMBERS").map_or(MEMBERS, |it| it.parse().unwrap());
    let store = filled(&full, now(), members, |id| {
        // Over a day, a minute apart.
        now() + TimeDelta::hours(1) + TimeDelta::minutes((id % 1_440).cast_signed())
    })
    .await;
    println!("| figure | value |");
    println!("|---|---|");
    let bytes = std::fs::metadata(full.join("unknot.db")).unwrap().len();
    println!("| database, MiB | {:.1} |", bytes as f64 / 1_048_576.0);
    for (figure, took) in questions(&full, store).await {
        println!("| {figure}, µs | {:.1} |", took.as_secs_f64() * 1e6);
    }
    for (which, data) in [("none", &empty), ("all", &full)] {
        let memory = asked(data);
        println!("| resident memory with {which} of them, MiB | {memory} |");
    }
}

pub(crate) fn store(data: &Path) -> Store {
    let key = Key::from_hex(&"5e".repeat(32)).unwrap();
    DataFolder::open(data).unwrap().store(Some(&key)).unwrap()
}

fn now() -> Timestamp {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000)
}

/// A folder with so many members who were heard of just now and are reminded through the day, each with a
/// reminder due then.
pub(crate) async fn filled(
    data: &Path,
    now: Timestamp,
    members: u64,
    due: impl Fn(u64) -> Timestamp,
) -> Store {
    let store = store(data);
    let started = Instant::now();
    for from in (0..members).step_by(AT_ONCE as usize) {
        let kept = (from..from + AT_ONCE).flat_map(|id| {
            let user = UserId::new(1 + id);
            let reminder = Reminder {
                occasion: Occasion::ThroughDay,
                at: due(id),
                session: None,
            };
            [
                Change::Keep {
                    user,
                    member: member(),
                },
                Change::Remind { user, reminder },
            ]
        });
        store.commit(now, kept.collect()).await.unwrap();
    }
    let took = started.elapsed().as_secs_f64();
    eprintln!("{members} members kept in {took:.1} s");
    store
}

/// Reminded at any time of day: nothing is quiet.
fn member() -> Member {
    let time = |minutes| TimeOfDay::from_minutes(minutes).unwrap();
    Member {
        zone: Zone::named("UTC"),
        reminders: Some(Reminders {
            through_day: Some(ThroughDay {
                every_minutes: 180,
                from: time(0),
                to: time(21 * 60),
            }),
            quiet: Span {
                from: time(0),
                to: time(0),
            },
            ..Reminders::none(Language::English)
        }),
        ..Member::default()
    }
}

/// What is asked, and how long the answer takes.
async fn questions(data: &Path, store: Store) -> Vec<(String, Duration)> {
    let mut asked = Vec::new();
    let mut took = Vec::new();
    for _ in 0..TIMES {
        let started = Instant::now();
        assert!(store.next_reminder().await.unwrap().is_some());
        took.push(started.elapsed());
    }
    asked.push((
        "whether any is due, each second".to_owned(),
        median(&mut took),
    ));
    let soon = now() + TimeDelta::hours(3);
    for (when, due, expected) in [("none", now(), 0), ("many", soon, BATCH)] {
        took.clear();
        for _ in 0..TIMES {
            let started = Instant::now();
            let found = store.due_reminders(due, BATCH).await.unwrap();
            took.push(started.elapsed());
            assert_eq!(found.len(), expected);
        }
        let figure = format!("which are due, no more than {BATCH}, where {when} are");
        asked.push((figure, median(&mut took)));
    }
    drop(store);
    let conductor = Conductor::new(self::store(data));
    took.clear();
    for _ in 0..TIMES / 10 {
        let started = Instant::now();
        let (notes, _) = conductor
            .remind(now() + TimeDelta::minutes(75))
            .await
            .unwrap();
        took.push(started.elapsed());
        assert_eq!(notes.len(), BATCH);
    }
    asked.push((
        format!("a turn that weighs and keeps {BATCH}"),
        median(&mut took),
    ));
    asked
}

/// What the process with this folder takes, having looked often.
fn asked(data: &Path) -> String {
    let this = std::env::current_exe().unwrap();
    let output = Command::new(this).arg("idle").arg(data).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

async fn idle(data: &Path) {
    let store = store(data);
    for _ in 0..TIMES {
        store.next_reminder().await.unwrap();
        assert!(store.due_reminders(now(), BATCH).await.unwrap().is_empty());
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|it| it.starts_with("VmRSS:")).unwrap();
    let kib: f64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
    println!("{:.1}", kib / 1024.0);
}

pub(crate) fn median<T: Ord + Copy>(values: &mut [T]) -> T {
    values.sort_unstable();
    values[values.len() / 2]
}
