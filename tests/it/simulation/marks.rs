//! Interesting places: a run that never came to one of them has proved nothing about it.

use std::collections::BTreeMap;

/// Which places were reached, and how often.
#[derive(Default)]
pub(super) struct Marks(BTreeMap<&'static str, u64>);

impl Marks {
    pub(super) fn reach(&mut self, place: &'static str) {
        *self.0.entry(place).or_default() += 1;
    }

    /// All of these were reached. One world alone, played again, need not reach them.
    pub(super) fn hold(&self, places: &[&str]) {
        if super::number("SEED").is_some() {
            return;
        }
        let missed: Vec<_> = places
            .iter()
            .filter(|it| !self.0.contains_key(*it))
            .collect();
        assert!(
            missed.is_empty(),
            "never reached: {missed:?}; reached: {:?}",
            self.0
        );
    }
}
