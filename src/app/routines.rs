//! Finds routines in people's own words, by the same rules as techniques.

use super::phrase::{Asked, Reading, Words};
use super::search::{Entry, FOUND, SUGGESTED, TIE, names};
use crate::domain::{Library, RoutineId, fold};

/// Every phrase that finds a routine.
#[derive(Debug)]
pub(super) struct RoutineIndex {
    words: Vec<String>,
    entries: Vec<Entry<RoutineId>>,
}

impl RoutineIndex {
    /// Takes ids, names and aliases.
    pub(super) fn new(library: &Library) -> Self {
        let mut words = Words::default();
        let mut entries = Vec::new();
        for routine in library.routines.values() {
            let own = names(routine.id.as_str(), &routine.name, &routine.aliases);
            let phrases = own.map(|text| words.phrase(text, 1.0)).collect();
            entries.push(Entry::new(routine.id.clone(), false, phrases));
        }
        Self {
            words: words.in_order(),
            entries,
        }
    }

    /// The routine that was meant, where no other is as likely.
    pub(super) fn find(&self, asked: &str) -> Option<&RoutineId> {
        let asked = Asked::new(asked, &self.words, Reading::Whole);
        if asked.is_cut {
            return None;
        }
        // The id is the first phrase, and means its routine alone.
        let is_id = |it: &&Entry<RoutineId>| it.phrases[0].folded == asked.folded;
        if let Some(entry) = self.entries.iter().find(is_id) {
            return Some(&entry.target);
        }
        let scored = self.entries.iter().map(|it| (it.meant(&asked), &it.target));
        let scored: Vec<(f64, &RoutineId)> = scored.collect();
        let best = scored.iter().map(|(score, _)| *score).fold(0.0, f64::max);
        let mut likely = scored.iter().filter(|(score, _)| best - score < TIE);
        match (likely.next(), likely.next()) {
            (Some((_, id)), None) if FOUND <= best => Some(id),
            _ => None,
        }
    }

    /// All routines, the likeliest first.
    pub(super) fn nearest(&self, asked: &str) -> impl Iterator<Item = &RoutineId> {
        self.ranked(asked).into_iter().map(|(_, id)| id)
    }

    /// What fits a name that is still being typed; everything while nothing has been typed.
    pub(super) fn suggest(&self, typed: &str) -> impl Iterator<Item = &RoutineId> {
        let least = match fold(typed).is_empty() {
            true => 0.0,
            false => SUGGESTED,
        };
        let ranked = self.ranked(typed).into_iter();
        ranked
            .filter(move |(score, _)| least <= *score)
            .map(|(_, id)| id)
    }

    fn ranked(&self, asked: &str) -> Vec<(f64, &RoutineId)> {
        let asked = Asked::new(asked, &self.words, Reading::Typing);
        let scored = self
            .entries
            .iter()
            .map(|it| (it.likely(&asked), &it.target));
        let mut ranked: Vec<(f64, &RoutineId)> = scored.collect();
        ranked.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        ranked
    }
}
