//! Finds routines in people's own words, by the same rules as techniques.

use super::index::{Entry, FOUND, Index, SUGGESTED, names};
use super::phrase::{Reading, Vocabulary};
use crate::domain::{Library, RoutineId, fold};

/// Every phrase that finds a routine.
#[derive(Debug)]
pub(super) struct RoutineIndex(Index<RoutineId>);

impl RoutineIndex {
    /// Takes ids, names and aliases.
    pub(super) fn new(library: &Library) -> Self {
        let mut words = Vocabulary::new(&library.search_words);
        let entries = library.routines.values().map(|routine| {
            let own = names(routine.id.as_str(), &routine.name, &routine.aliases);
            let phrases = own.map(|text| words.phrase(text, 1.0)).collect();
            Entry::new(routine.id.clone(), phrases)
        });
        let entries = entries.collect();
        Self(Index::new(words, entries))
    }

    /// The routine that was meant, where no other is as likely.
    pub(super) fn find(&self, asked: &str) -> Option<&RoutineId> {
        let matched = self.0.matched(asked, Reading::Whole);
        if matched.asked.is_cut {
            return None;
        }
        let (best, likely) = matched.best(Entry::meant);
        match likely.as_slice() {
            [id] if FOUND <= best => Some(id),
            _ => matched.of_id(),
        }
    }

    /// All routines, the likeliest first.
    pub(super) fn nearest(&self, asked: &str) -> impl Iterator<Item = &RoutineId> {
        self.0
            .ranked(asked, Entry::likely)
            .into_iter()
            .map(|(_, id)| id)
    }

    /// What fits a name that is still being typed; everything while nothing has been typed.
    pub(super) fn suggest(&self, typed: &str) -> impl Iterator<Item = &RoutineId> {
        let least = match fold(typed).is_empty() {
            true => 0.0,
            false => SUGGESTED,
        };
        let ranked = self.0.ranked(typed, Entry::likely).into_iter();
        ranked
            .filter(move |(score, _)| least <= *score)
            .map(|(_, id)| id)
    }
}
