//! A database in a folder: how long what is asked of it takes, and what a process takes that has it open.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta};
use unknot::domain::Timestamp;
use unknot::store::{DataFolder, Key, Store};

/// How often each question is asked.
pub(crate) const TIMES: usize = 1_000;

pub(crate) fn store(data: &Path) -> Store {
    let key = Key::from_hex(&"5e".repeat(32)).unwrap();
    DataFolder::open(data).unwrap().store(Some(&key)).unwrap()
}

/// When everything was kept.
pub(crate) fn now() -> Timestamp {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000)
}

/// What this takes as often, at the median.
pub(crate) async fn timed(times: usize, mut question: impl AsyncFnMut()) -> Duration {
    let mut took = Vec::new();
    for _ in 0..times {
        let started = Instant::now();
        question().await;
        took.push(started.elapsed());
    }
    took.sort_unstable();
    took[took.len() / 2]
}

/// Prints what was asked of the folder with everything, and what processes of their own take with either.
pub(crate) fn report(empty: &Path, full: &Path, asked: Vec<(String, Duration)>) {
    println!("| figure | value |");
    println!("|---|---|");
    let bytes = std::fs::metadata(full.join("unknot.db")).unwrap().len();
    println!("| database, MiB | {:.1} |", bytes as f64 / 1_048_576.0);
    for (figure, took) in asked {
        println!("| {figure}, µs | {:.1} |", took.as_secs_f64() * 1e6);
    }
    for (which, data) in [("none", empty), ("all", full)] {
        let this = std::env::current_exe().unwrap();
        let output = Command::new(this).arg("idle").arg(data).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        let mib = String::from_utf8(output.stdout).unwrap();
        println!(
            "| resident memory with {which} of them, MiB | {} |",
            mib.trim()
        );
    }
}

/// The folder of which this process is to say what it takes: what is left of inserting is not in it.
pub(crate) fn idle_with() -> Option<PathBuf> {
    let mut arguments = std::env::args().skip_while(|it| it != "idle");
    arguments.nth(1).map(PathBuf::from)
}

/// Says what this process takes, in MiB.
pub(crate) fn say_memory() {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|it| it.starts_with("VmRSS:")).unwrap();
    let kib: f64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
    println!("{:.1}", kib / 1024.0);
}
