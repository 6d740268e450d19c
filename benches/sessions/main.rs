//! How punctual cues are: `cargo bench --bench sessions` for many sessions at once, and
//! `cargo bench --bench sessions -- kills` for three ten-minute ones through twenty kills.
//!
//! The bot runs as a process of its own against the stand-in, which writes down when each request came.
//! When a cue was due is read from what the bot keeps, once it is dead.

#![allow(clippy::disallowed_methods, reason = "a bench is a clock")]
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a bench that fails says so"
)]

mod crowd;
mod kills;
mod lateness;
#[path = "../support/process.rs"]
mod process;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    let asked = |word: &str| std::env::args().any(|argument| argument == word);
    match (asked("kills"), asked("calm")) {
        (true, _) => runtime.block_on(kills::run(kills::KILLS)),
        (_, true) => runtime.block_on(kills::run(0)),
        _ => runtime.block_on(crowd::compare()),
    }
}
