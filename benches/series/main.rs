//! What scheduled sessions cost while nothing is due, and when something is:
//! `cargo bench --bench series`. 100,000 weekly series in ten time zones, database on disk.

#![allow(clippy::disallowed_methods, reason = "a bench is a clock")]
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a bench that fails says so"
)]

#[path = "../support/kept.rs"]
mod kept;

use std::path::Path;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use unknot::app::{Conductor, Lookups};
use unknot::domain::{
    Change, LOBBY_LEAD, Language, Plan, Repeat, RoomId, RoutineId, Rule, Series, SeriesId,
    ServerId, Zone,
};
use unknot::draw::Figures;
use unknot::store::Store;

use self::kept::{TIMES, now, store, timed};

/// How many series.
const SERIES: u64 = 100_000;
/// How many of them in one server; fewer than [`unknot::domain::SERIES_MAX`].
const IN_A_SERVER: u64 = 20;
/// How many are kept in one transaction.
const AT_ONCE: u64 = 1_000;
/// How many are looked at in one go, as the bot does it.
const BATCH: usize = 64;
/// Those of the tests over every change of clocks.
const ZONES: &[&str] = &[
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Africa/Casablanca",
    "America/Sao_Paulo",
    "Pacific/Apia",
    "Asia/Kathmandu",
    "UTC",
];

#[tokio::main(flavor = "current_thread")]
async fn main() {
    if let Some(data) = kept::idle_with() {
        return idle(&data).await;
    }
    let folder = tempfile::tempdir().unwrap();
    let (empty, full) = (folder.path().join("empty"), folder.path().join("full"));
    drop(store(&empty));
    let store = filled(&full).await;
    kept::report(&empty, &full, questions(&full, store).await);
}

/// Weekly, at whole minutes over the whole week.
fn series(id: u64) -> Series {
    let zone = Zone::named(ZONES[(id % ZONES.len() as u64) as usize]).unwrap();
    let minutes = TimeDelta::minutes((id % (7 * 24 * 60)).cast_signed());
    let plan = Plan {
        server: ServerId::new(1 + id / IN_A_SERVER),
        room: RoomId::new(1_000_000 + id),
        language: Language::English,
        routine: RoutineId::new("sore_feet_5"),
        rule: Rule::new(
            zone,
            now().naive_utc() + TimeDelta::days(1) + minutes,
            Repeat::Weekly,
        ),
    };
    Series::new(SeriesId::new(1 + id), plan, now(), LOBBY_LEAD).unwrap()
}

/// A folder with all of them.
async fn filled(data: &Path) -> Store {
    let store = store(data);
    let started = Instant::now();
    for from in (0..SERIES).step_by(AT_ONCE as usize) {
        let put = (from..from + AT_ONCE).map(|it| Change::PutSeries(Box::new(series(it))));
        store.commit(now(), put.collect()).await.unwrap();
    }
    let took = started.elapsed().as_secs_f64();
    eprintln!("{SERIES} series kept in {took:.1} s");
    store
}

/// What is asked, and how long the answer takes.
async fn questions(data: &Path, store: Store) -> Vec<(String, Duration)> {
    let next = timed(TIMES, async || {
        assert!(store.next_wake().await.unwrap().is_some());
    });
    let mut asked = vec![("when the next one is".to_owned(), next.await)];
    let soon = now() + TimeDelta::days(3);
    for (when, due, expected) in [("none", now(), 0), ("many", soon, BATCH)] {
        let took = timed(TIMES, async || {
            let found = store.due_series(due, BATCH).await.unwrap();
            assert_eq!(found.len(), expected);
        });
        let figure = format!("which are due, no more than {BATCH}, where {when} are");
        asked.push((figure, took.await));
    }
    drop(store);
    asked.push(turn(data).await);
    asked
}

/// One turn in which as many lobbies open as one turn opens.
async fn turn(data: &Path) -> (String, Duration) {
    let libraries = unknot::content::load(&unknot::content::embedded()).unwrap();
    let lookups = Lookups::new(libraries, Figures::default());
    let conductor = Conductor::new(store(data));
    let first = conductor.next_wake().await.unwrap().unwrap();
    // Behind it until one batch is due, and not so far that one was missed.
    let then = first + TimeDelta::minutes(10);
    let started = Instant::now();
    let parcels = conductor.wake_series(&lookups, then).await.unwrap();
    let took = started.elapsed();
    let opened = parcels.len();
    (
        format!("a turn that opens lobbies and has {opened} parcels sent"),
        took,
    )
}

/// Says what the process with this folder takes, having been woken often.
async fn idle(data: &Path) {
    let store = store(data);
    for _ in 0..TIMES {
        store.next_wake().await.unwrap();
        assert!(store.due_series(now(), BATCH).await.unwrap().is_empty());
    }
    kept::say_memory();
}
