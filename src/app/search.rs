//! Finds techniques in people's own words: any case, any accents, a slip of the finger or two.

use std::collections::BTreeMap;

use crate::domain::{Library, TechniqueId, fold};

/// What is read of a question; nobody's sore spot has a longer name.
const ASKED_CHARS_MAX: usize = 100;
/// How many words of a question are looked at.
const ASKED_WORDS_MAX: usize = 12;
/// From this score on a technique is what was meant.
const FOUND: f64 = 0.7;
/// From this score on a technique is worth a suggestion.
const SUGGESTED: f64 = 0.4;
/// How much it counts that every word of the question is in the phrase; the rest is how much of the
/// phrase was asked for, which puts "foot" before "ball roll for the foot".
const WEIGHT_ASKED: f64 = 0.8;
/// What a region's words count beside a technique's own.
const WEIGHT_REGION: f64 = 0.95;
/// What it counts that every word of the question is in some phrase, though none has them all.
const WEIGHT_TOGETHER: f64 = 0.85;
/// What the beginning of a word counts.
const WEIGHT_BEGINNING: f64 = 0.9;
/// What each slip of the finger costs.
const SLIP_COSTS: f64 = 0.15;
/// Small words that say nothing about where it is sore.
const FILLER: &[&str] = &[
    "a", "an", "and", "for", "how", "i", "in", "is", "me", "my", "of", "on", "roll", "sore", "the",
    "tight", "to",
];

/// Every phrase that finds a technique, folded.
#[derive(Debug)]
pub struct Index {
    /// Each word once, however many phrases have it: likeness is worked out once a word.
    words: Vec<String>,
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    technique: TechniqueId,
    phrases: Vec<Phrase>,
    /// The words of all its phrases.
    words: Vec<usize>,
}

#[derive(Debug)]
struct Phrase {
    words: Vec<usize>,
    /// The words without spaces, for "itband".
    squeezed: String,
    weight: f64,
}

/// A question, held against every word of the index.
struct Asked {
    squeezed: String,
    /// For each word of the question, its likeness to each word of the index.
    likenesses: Vec<Vec<f64>>,
}

impl Index {
    /// Takes ids, names, aliases, and the names and aliases of regions.
    pub fn new(library: &Library) -> Self {
        let mut words = Words::default();
        let mut entries = Vec::new();
        for technique in library.techniques.values() {
            let own = [technique.id.as_str(), &technique.name].into_iter();
            let own = own.chain(technique.aliases.iter().map(String::as_str));
            let region = library.regions.get(&technique.region).into_iter();
            let region = region.flat_map(|it| std::iter::once(&it.name).chain(&it.aliases));
            let mut phrases: Vec<Phrase> = own.map(|text| words.phrase(text, 1.0)).collect();
            phrases.extend(region.map(|text| words.phrase(text, WEIGHT_REGION)));
            let mut all: Vec<usize> = phrases
                .iter()
                .flat_map(|it| it.words.iter().copied())
                .collect();
            all.sort_unstable();
            all.dedup();
            entries.push(Entry {
                technique: technique.id.clone(),
                phrases,
                words: all,
            });
        }
        Self {
            words: words.in_order(),
            entries,
        }
    }

    /// The technique that was meant, if one clearly was.
    pub fn find(&self, asked: &str) -> Option<&TechniqueId> {
        let ranked = self.ranked(asked);
        ranked
            .first()
            .filter(|(score, _)| FOUND <= *score)
            .map(|(_, id)| *id)
    }

    /// All techniques, the likeliest first.
    pub fn nearest(&self, asked: &str) -> impl Iterator<Item = &TechniqueId> {
        self.ranked(asked).into_iter().map(|(_, id)| id)
    }

    /// What fits a question that is still being typed; everything while nothing has been typed.
    pub fn suggest(&self, typed: &str) -> impl Iterator<Item = &TechniqueId> {
        let nothing = fold(typed).is_empty();
        let ranked = self.ranked(typed).into_iter();
        ranked
            .filter(move |(score, _)| nothing || SUGGESTED <= *score)
            .map(|(_, id)| id)
    }

    fn ranked(&self, asked: &str) -> Vec<(f64, &TechniqueId)> {
        let asked = self.hold_against(asked);
        let scored = self
            .entries
            .iter()
            .map(|entry| (entry.score(&asked), &entry.technique));
        let mut ranked: Vec<_> = scored.collect();
        ranked.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        ranked
    }

    fn hold_against(&self, asked: &str) -> Asked {
        let read: String = asked.chars().take(ASKED_CHARS_MAX).collect();
        let folded = fold(&read);
        let words = telling(&folded);
        let likenesses = words.iter().take(ASKED_WORDS_MAX);
        let likenesses = likenesses.map(|asked| {
            self.words
                .iter()
                .map(|known| likeness(asked, known))
                .collect()
        });
        Asked {
            squeezed: words.concat(),
            likenesses: likenesses.collect(),
        }
    }
}

impl Entry {
    /// How well the best phrase fits, or all of them together for "the arch of my foot".
    fn score(&self, asked: &Asked) -> f64 {
        let best = |score: f64, phrase: &Phrase| score.max(phrase.score(asked));
        let by_phrase = self.phrases.iter().fold(0.0, best);
        by_phrase
            .max(WEIGHT_TOGETHER * asked.fit(&self.words) / asked.likenesses.len().max(1) as f64)
    }
}

impl Phrase {
    /// How well this phrase fits what was asked, 0 to 1.
    fn score(&self, asked: &Asked) -> f64 {
        if asked.likenesses.is_empty() || self.words.is_empty() {
            return 0.0;
        }
        if self.squeezed == asked.squeezed {
            return self.weight;
        }
        let fits = asked.fit(&self.words);
        let of_asked = fits / asked.likenesses.len() as f64;
        let of_phrase = (fits / self.words.len() as f64).min(1.0);
        let by_words = WEIGHT_ASKED * of_asked + (1.0 - WEIGHT_ASKED) * of_phrase;
        let in_one = asked.likenesses.len() == 1 && 1 < self.words.len();
        let whole = if in_one {
            likeness(&asked.squeezed, &self.squeezed)
        } else {
            0.0
        };
        self.weight * by_words.max(whole)
    }
}

impl Asked {
    /// How many words of the question are among these, a slip counting for less.
    fn fit(&self, known: &[usize]) -> f64 {
        let best = |likenesses: &Vec<f64>| {
            known
                .iter()
                .map(|word| likenesses[*word])
                .fold(0.0, f64::max)
        };
        self.likenesses.iter().map(best).sum()
    }
}

/// Words with their places in the index, while it is made.
#[derive(Default)]
struct Words {
    places: BTreeMap<String, usize>,
}

impl Words {
    fn phrase(&mut self, text: &str, weight: f64) -> Phrase {
        let folded = fold(text);
        let words = telling(&folded);
        Phrase {
            squeezed: words.concat(),
            words: words.iter().map(|word| self.place(word)).collect(),
            weight,
        }
    }

    fn place(&mut self, word: &str) -> usize {
        let next = self.places.len();
        *self.places.entry(word.to_owned()).or_insert(next)
    }

    fn in_order(self) -> Vec<String> {
        let mut words: Vec<(usize, String)> = self
            .places
            .into_iter()
            .map(|(word, place)| (place, word))
            .collect();
        words.sort_unstable();
        words.into_iter().map(|(_, word)| word).collect()
    }
}

/// The words that say something; "roll" alone is a question too.
fn telling(folded: &str) -> Vec<&str> {
    let all: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let telling: Vec<&str> = all
        .iter()
        .filter(|word| !FILLER.contains(word))
        .copied()
        .collect();
    if telling.is_empty() { all } else { telling }
}

/// How alike two words are: 1 the same, less for a beginning or a slip, 0 for another word.
fn likeness(asked: &str, known: &str) -> f64 {
    let chars = asked.chars().count();
    if asked == known {
        return 1.0;
    }
    if 2 <= chars && known.starts_with(asked) {
        return WEIGHT_BEGINNING;
    }
    // Short words lie close together ("hand", "band"), so the first letter has to be right there.
    let (slips_max, first_counts) = match chars {
        0..=3 => return 0.0,
        4..=7 => (1, chars == 4),
        _ => (2, false),
    };
    if first_counts && asked.chars().next() != known.chars().next() {
        return 0.0;
    }
    match slips(asked, chars, known, slips_max) {
        Some(slips) => 1.0 - SLIP_COSTS * slips as f64,
        None => 0.0,
    }
}

/// How many slips lie between two words, if not too many. A word that is still being typed is held
/// against the beginning of the known one.
fn slips(asked: &str, asked_chars: usize, known: &str, slips_max: usize) -> Option<usize> {
    let known_chars = known.chars().count();
    // A word shorter by more than the slips cannot be reached.
    if known_chars + slips_max < asked_chars {
        return None;
    }
    let begun = known
        .char_indices()
        .nth(asked_chars)
        .map_or(known, |(end, _)| &known[..end]);
    let whole =
        (known_chars <= asked_chars + slips_max).then(|| strsim::osa_distance(asked, known));
    let begun = (begun.len() < known.len()).then(|| strsim::osa_distance(asked, begun) + 1);
    whole
        .into_iter()
        .chain(begun)
        .min()
        .filter(|slips| *slips <= slips_max)
}
