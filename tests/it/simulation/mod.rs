//! Many worlds, each drawn from a seed: what has to be true in every one of them.
//!
//! `SEED=…` replays one world, `WORLDS=…` draws as many. Every message of a failure names its seed.

mod core;
mod group;
mod groups;
mod house;
mod scheduled;
mod seats;
mod stopwatch;
mod weather;

use std::collections::BTreeMap;
use std::ops::Range;

/// How many worlds are drawn unless somebody asks for more.
const WORLDS: u64 = 10_000;

/// Numbers that look random and are the same for the same seed: SplitMix64.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut it = self.0;
        it = (it ^ (it >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        it ^ (it >> 31)
    }

    /// A number below this, which is not 0.
    fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap();
        usize::try_from(self.roll() % end).unwrap()
    }

    /// A number from the first to the last, both included.
    fn between(&mut self, first: i64, last: i64) -> i64 {
        let count = usize::try_from(last - first + 1).unwrap();
        first + i64::try_from(self.below(count)).unwrap()
    }

    fn is_one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    fn pick<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())].clone()
    }
}

/// Interesting places, and how often each was reached.
struct Marks(BTreeMap<&'static str, u64>);

impl Marks {
    fn new(names: &[&'static str]) -> Self {
        Self(names.iter().map(|name| (*name, 0)).collect())
    }

    fn reach(&mut self, name: &str) {
        let count = self.0.get_mut(name);
        *count.unwrap_or_else(|| panic!("no mark is called “{name}”")) += 1;
    }

    fn reach_if(&mut self, is: bool, name: &str) {
        if is {
            self.reach(name);
        }
    }

    /// A run that never came to an interesting place has shown nothing about it.
    fn were_all_reached(&self) {
        let never = self.0.iter().filter(|(_, count)| **count == 0);
        let never: Vec<&str> = never.map(|(name, _)| *name).collect();
        assert!(never.is_empty(), "never reached: {never:?}");
    }
}

/// Runs every world. As many as there are by default reach every mark together, or it fails.
fn every_world(names: &[&'static str], mut run: impl FnMut(u64, &mut Marks)) {
    let mut marks = Marks::new(names);
    let seeds = seeds();
    let are_enough = seeds.start + WORLDS <= seeds.end;
    for seed in seeds {
        let world = Named(seed);
        run(seed, &mut marks);
        drop(world);
    }
    if are_enough {
        marks.were_all_reached();
    }
}

/// A world that says which one it is if something panics in it that does not know.
struct Named(u64);

impl Drop for Named {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("SEED={} replays it", self.0);
        }
    }
}

/// The seeds of the worlds to run.
fn seeds() -> Range<u64> {
    seeds_of(WORLDS)
}

/// The same where so many are drawn unless somebody asks for more.
fn seeds_of(usually: u64) -> Range<u64> {
    match (asked("SEED"), asked("WORLDS")) {
        (Some(seed), _) => seed..seed + 1,
        (None, worlds) => 0..worlds.unwrap_or(usually),
    }
}

/// A number that whoever runs the tests has asked for.
fn asked(name: &str) -> Option<u64> {
    #[expect(
        clippy::disallowed_methods,
        reason = "no setting of the bot: it says which worlds are run"
    )]
    let text = std::env::var(name).ok()?;
    let number = text.parse();
    Some(number.unwrap_or_else(|_| panic!("{name}={text} is no number")))
}
