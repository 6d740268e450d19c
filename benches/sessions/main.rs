//! How punctual cues are: `cargo bench --bench sessions` for many sessions at once, and
//! `cargo bench --bench sessions -- kills` for three ten-minute ones through twenty kills; `-- demand` says at once
//! how punctual they can be at all.
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
#[path = "../support/cue.rs"]
mod cue;
mod demand;
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
    if asked("demand") {
        demand::print();
    } else if asked("kills") {
        runtime.block_on(kills::run(kills::KILLS));
    } else if asked("calm") {
        runtime.block_on(kills::run(0));
    } else {
        runtime.block_on(crowd::compare());
    }
}
