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
#[path = "../support/cue.rs"]
mod cue;
#[path = "../support/kept.rs"]
mod kept;

use std::path::Path;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use unknot::app::Conductor;
use unknot::domain::{
    Change, Language, Member, Occasion, Reminder, Reminders, Span, ThroughDay, TimeOfDay,
    Timestamp, UserId, Zone,
};
use unknot::store::Store;

use self::kept::{TIMES, now, store, timed};

/// How many members are reminded, unless `MEMBERS` says another number of thousands.
const MEMBERS: u64 = 1_000_000;
/// How many are kept in one transaction.
const AT_ONCE: u64 = 1_000;
/// How many reminders are weighed in one turn, as the bot does it.
const BATCH: usize = 64;

#[tokio::main]
async fn main() {
    if let Some(data) = kept::idle_with() {
        return idle(&data).await;
    }
    let is_asked = |part: &str| std::env::args().any(|it| it == part);
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
    kept::report(&empty, &full, questions(&full, store).await);
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
    let next = timed(TIMES, async || {
        assert!(store.next_reminder().await.unwrap().is_some());
    });
    let mut asked = vec![("whether any is due, each second".to_owned(), next.await)];
    let soon = now() + TimeDelta::hours(3);
    for (when, due, expected) in [("none", now(), 0), ("many", soon, BATCH)] {
        let took = timed(TIMES, async || {
            let found = store.due_reminders(due, BATCH).await.unwrap();
            assert_eq!(found.len(), expected);
        });
        let figure = format!("which are due, no more than {BATCH}, where {when} are");
        asked.push((figure, took.await));
    }
    drop(store);
    let conductor = Conductor::new(self::store(data));
    let took = timed(TIMES / 10, async || {
        let due = now() + TimeDelta::minutes(75);
        let (notes, _) = conductor.remind(due).await.unwrap();
        assert_eq!(notes.len(), BATCH);
    });
    asked.push((format!("a turn that weighs and keeps {BATCH}"), took.await));
    asked
}

/// Says what the process with this folder takes, having looked often.
async fn idle(data: &Path) {
    let store = store(data);
    for _ in 0..TIMES {
        store.next_reminder().await.unwrap();
        assert!(store.due_reminders(now(), BATCH).await.unwrap().is_empty());
    }
    kept::say_memory();
}
