//! Finds topics in people's own words: by title, by alias, by what a part is about.
//!
//! Reading cannot hurt as a wrong technique can, so a whole phrase inside a longer question is
//! enough here.

use super::phrase::{Asked, Phrase, Reading, Words};
use super::search::{FOUND, SUGGESTED, TIE};
use crate::domain::{Library, TopicId, fold};

/// What a part's words count beside those of a whole topic.
const WEIGHT_PART: f64 = 0.97;

/// Every phrase that finds a topic or a part of one, folded.
#[derive(Debug)]
pub(super) struct TopicIndex {
    /// Each word once, however many phrases have it.
    words: Vec<String>,
    entries: Vec<Entry>,
}

/// A topic, or one part of it.
pub(super) type Place = (TopicId, Option<usize>);

#[derive(Debug)]
struct Entry {
    place: Place,
    phrases: Vec<Phrase>,
}

impl TopicIndex {
    /// Takes ids, titles, headings and aliases.
    pub(super) fn new(library: &Library) -> Self {
        let mut words = Words::default();
        let mut entries = Vec::new();
        for topic in library.topics.values() {
            let own = [topic.id.as_str(), &topic.title].into_iter();
            let own = own.chain(topic.aliases.iter().map(String::as_str));
            let phrases = own.map(|text| words.phrase(text, 1.0)).collect();
            let place = (topic.id.clone(), None);
            entries.push(Entry { place, phrases });
            for (i, part) in topic.parts.iter().enumerate() {
                let own = std::iter::once(&part.heading).chain(&part.aliases);
                let phrases = own.map(|text| words.phrase(text, WEIGHT_PART)).collect();
                let place = (topic.id.clone(), Some(i));
                entries.push(Entry { place, phrases });
            }
        }
        Self {
            words: words.in_order(),
            entries,
        }
    }

    /// What was meant, if it is clear: the whole question first, then a phrase that stands in it.
    pub(super) fn find(&self, asked: &str) -> Option<&Place> {
        let asked = Asked::new(asked, &self.words, Reading::Whole);
        // No two things have the same name, so the very name settles it.
        let is_named = |entry: &&Entry| entry.phrases.iter().any(|it| it.folded == asked.folded);
        if let Some(entry) = self.entries.iter().find(is_named) {
            return Some(&entry.place);
        }
        let meant = self.best(|entry| entry.meant(&asked));
        match meant {
            Some((score, place)) if FOUND <= score => Some(place),
            _ => self
                .best(|entry| entry.said(&asked))
                .map(|(_, place)| place),
        }
    }

    /// The topics, the likeliest first.
    pub(super) fn nearest(&self, asked: &str) -> Vec<&TopicId> {
        let mut nearest: Vec<&TopicId> = Vec::new();
        for (_, (topic, _)) in self.ranked(asked) {
            if !nearest.contains(&topic) {
                nearest.push(topic);
            }
        }
        nearest
    }

    /// What fits a question that is still being typed; every topic while nothing has been typed.
    pub(super) fn suggest(&self, typed: &str) -> Vec<&Place> {
        if fold(typed).is_empty() {
            let places = self.entries.iter().map(|entry| &entry.place);
            return places.filter(|(_, part)| part.is_none()).collect();
        }
        let ranked = self.ranked(typed).into_iter();
        let likely = ranked.filter(|(score, _)| SUGGESTED <= *score);
        likely.map(|(_, place)| place).collect()
    }

    /// The best entry, or nothing where none fits or two topics fit as well.
    fn best(&self, score: impl Fn(&Entry) -> f64) -> Option<(f64, &Place)> {
        let scored: Vec<(f64, &Place)> = (self.entries.iter())
            .map(|entry| (score(entry), &entry.place))
            .filter(|(score, _)| 0.0 < *score)
            .collect();
        let best = scored.iter().map(|(score, _)| *score).fold(0.0, f64::max);
        let mut likely = scored.into_iter().filter(|(score, _)| best - score < TIE);
        let (score, first) = likely.next()?;
        let mut others = likely.map(|(_, place)| place).peekable();
        match others.peek() {
            None => Some((score, first)),
            Some(_) => others
                .all(|(topic, _)| *topic == first.0)
                .then_some((score, first)),
        }
    }

    fn ranked(&self, asked: &str) -> Vec<(f64, &Place)> {
        let asked = Asked::new(asked, &self.words, Reading::Typing);
        let mut ranked: Vec<(f64, &Place)> = (self.entries.iter())
            .map(|entry| (entry.likely(&asked), &entry.place))
            .collect();
        ranked.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        ranked
    }
}

impl Entry {
    fn meant(&self, asked: &Asked) -> f64 {
        let best = |score: f64, phrase: &Phrase| score.max(phrase.meant(asked));
        self.phrases.iter().fold(0.0, best)
    }

    /// How much of the question is a whole phrase of this one.
    fn said(&self, asked: &Asked) -> f64 {
        let said = |it: &&Phrase| {
            !it.words.is_empty() && it.words.iter().all(|word| 0.0 < asked.best(*word))
        };
        let said = self.phrases.iter().filter(said);
        said.fold(0.0, |score: f64, it| score.max(asked.fit(&it.words)))
    }

    fn likely(&self, asked: &Asked) -> f64 {
        let best = |score: f64, phrase: &Phrase| score.max(phrase.likely(asked));
        self.phrases.iter().fold(0.0, best)
    }
}
