//! Sessions in made-up worlds, thousands of them, each drawn from its own seed.
//!
//! `SEED=…` plays one world again, `WORLDS=…` plays more of them.

mod dice;
mod groups;
mod house;
mod marks;

/// The seeds of so many worlds; the one that was asked for, where one was.
fn seeds(worlds: u64) -> impl Iterator<Item = u64> {
    let asked = number("SEED");
    let (from, to) = match asked {
        Some(seed) => (seed, seed + 1),
        None => (1, worlds + 1),
    };
    from..to
}

/// How many worlds are played.
fn worlds(usually: u64) -> u64 {
    number("WORLDS").unwrap_or(usually)
}

#[allow(clippy::disallowed_methods, reason = "somebody replays a world")]
fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}
