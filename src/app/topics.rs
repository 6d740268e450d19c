//! Finds topics in people's own words: by title, by alias, by what a part is about.
//!
//! Reading cannot hurt as a wrong technique can, so a whole phrase inside a longer question is
//! enough here.

use super::index::{Entry, FOUND, Index, Matched, SUGGESTED};
use super::phrase::{Asked, Reading, Vocabulary};
use crate::domain::{Library, TopicId, fold};

/// What a part's words count beside those of a whole topic.
const WEIGHT_PART: f64 = 0.97;

/// Every phrase that finds a topic or a part of one.
#[derive(Debug)]
pub(super) struct TopicIndex(Index<Place>);

/// A topic, or one part of it.
pub(super) type Place = (TopicId, Option<usize>);

impl TopicIndex {
    /// Takes ids, titles, headings and aliases.
    pub(super) fn new(library: &Library) -> Self {
        let mut words = Vocabulary::new(&library.search_words);
        let mut entries = Vec::new();
        for topic in library.topics_in_order() {
            let own = [topic.id.as_str(), &topic.title].into_iter();
            let own = own.chain(topic.aliases.iter().map(String::as_str));
            let phrases = own.map(|text| words.phrase(text, 1.0)).collect();
            entries.push(Entry::new((topic.id.clone(), None), phrases));
            for (i, part) in topic.parts.iter().enumerate() {
                let own = std::iter::once(&part.heading).chain(&part.aliases);
                let phrases = own.map(|text| words.phrase(text, WEIGHT_PART)).collect();
                entries.push(Entry::new((topic.id.clone(), Some(i)), phrases));
            }
        }
        Self(Index::new(words, entries))
    }

    /// What was meant, if it is clear: the whole question first, then a phrase that stands in it.
    pub(super) fn find(&self, asked: &str) -> Option<&Place> {
        let matched = self.0.matched(asked, Reading::Whole);
        // No two things have the same name, so the very name settles it.
        if let Some(place) = matched.of_name() {
            return Some(place);
        }
        match best(&matched, Entry::meant_by_one) {
            Some((score, place)) if FOUND <= score => Some(place),
            _ => best(&matched, Entry::said).map(|(_, place)| place),
        }
    }

    /// The topics, the likeliest first.
    pub(super) fn nearest(&self, asked: &str) -> Vec<&TopicId> {
        let mut nearest: Vec<&TopicId> = Vec::new();
        for (_, (topic, _)) in self.0.ranked(asked, Entry::likely_by_one) {
            if !nearest.contains(&topic) {
                nearest.push(topic);
            }
        }
        nearest
    }

    /// What fits a question that is still being typed; every topic while nothing has been typed.
    pub(super) fn suggest(&self, typed: &str) -> Vec<&Place> {
        if fold(typed).is_empty() {
            let places = self.0.entries().iter().map(|entry| &entry.target);
            return places.filter(|(_, part)| part.is_none()).collect();
        }
        let ranked = self.0.ranked(typed, Entry::likely_by_one).into_iter();
        let likely = ranked.filter(|(score, _)| SUGGESTED <= *score);
        likely.map(|(_, place)| place).collect()
    }
}

/// The best place, or nothing where none fits or two topics fit as well.
fn best<'a>(
    matched: &Matched<'a, Place>,
    score: impl Fn(&Entry<Place>, &Asked) -> f64,
) -> Option<(f64, &'a Place)> {
    let (best, likely) = matched.best(score);
    let first = *likely.first()?;
    let is_one_topic = likely.len() == 1 || likely[1..].iter().all(|(topic, _)| *topic == first.0);
    is_one_topic.then_some((best, first))
}
