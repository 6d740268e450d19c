//! Holds a question against the phrases of the index, word by word.
//!
//! Knows how alike words are; never what a phrase stands for. `strsim` counts the slips: words here
//! are short and few, the limit is two slips, and a swap of neighbours has to count as one, which
//! `nucleo-matcher` (subsequences, for file pickers) does not know and `rapidfuzz` does no better.

use std::collections::BTreeMap;

use crate::domain::fold;

/// What is read of a question; nobody's sore spot has a longer name.
const ASKED_CHARS_MAX: usize = 100;
/// How many words of a question are looked at.
const ASKED_WORDS_MAX: usize = 12;
/// What the same words count when they are not the very text.
const WEIGHT_LOOSE: f64 = 0.98;
/// What the beginning of a word counts while it is being typed, and a plural always.
const WEIGHT_BEGINNING: f64 = 0.9;
/// For suggestions, how much it counts that every word of the question is in the phrase; the rest
/// is how much of the phrase was asked for, which puts "foot" before "ball roll for the foot".
const WEIGHT_ASKED: f64 = 0.8;
/// What each slip of the finger costs.
const SLIP_COSTS: f64 = 0.15;
/// Small words that say nothing about where it is sore. Never "pain", "numb" or "broken": with such
/// a word the question is another one.
const FILLER: &[&str] = &[
    "a", "an", "and", "are", "area", "can", "do", "feel", "feels", "for", "how", "i", "in", "is",
    "left", "me", "my", "of", "on", "please", "press", "right", "roll", "rolling", "should",
    "sore", "stiff", "the", "tight", "to",
];

/// Words that may stand beside a sore spot without being part of its name: what is felt there without
/// alarm, and what was done. They count where a phrase has them ("knots in my shoulders", "wrist
/// muscles"), and are left out where nothing is found with them.
const ASIDE: &[&str] = &[
    "after", "from", "heavy", "knot", "knots", "muscle", "muscles", "running", "sitting", "squats",
    "tired", "typing",
];

#[derive(Debug)]
pub(super) struct Phrase {
    pub(super) folded: String,
    pub(super) words: Vec<usize>,
    /// The words without spaces, for "itband".
    squeezed: String,
    weight: f64,
}

/// How a question is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// It stands there whole, and a word is a word.
    Whole,
    /// It is still being typed, so the beginning of a word may become the word.
    Typing,
}

/// A question, held against every word of the index.
pub(super) struct Asked {
    reading: Reading,
    pub(super) folded: String,
    squeezed: String,
    /// Whether there was more than is read. Then nobody knows what the rest says.
    pub(super) is_cut: bool,
    /// For each word of the question, its likeness to each word of the index.
    likenesses: Vec<Vec<f64>>,
    /// For each word of the index, its likeness to the likeliest word of the question.
    best: Vec<f64>,
}

impl Phrase {
    /// How surely this phrase was meant, 0 to 1: the question holds nothing else, and enough of it.
    pub(super) fn meant(&self, asked: &Asked) -> f64 {
        if !asked.folded.is_empty() && self.folded == asked.folded {
            return self.weight;
        }
        let by_words = match asked.has_only(&self.words) {
            true => asked.fit(&self.words).min(self.covered(asked)),
            false => 0.0,
        };
        WEIGHT_LOOSE * self.weight * by_words.max(self.in_one(asked))
    }

    /// How well this phrase fits what is being typed, 0 to 1.
    pub(super) fn likely(&self, asked: &Asked) -> f64 {
        let by_words = match asked.touches(&self.words) {
            true => {
                WEIGHT_ASKED * asked.fit(&self.words) + (1.0 - WEIGHT_ASKED) * self.covered(asked)
            }
            false => 0.0,
        };
        self.weight * by_words.max(self.in_one(asked))
    }

    /// How much of this phrase was asked for.
    fn covered(&self, asked: &Asked) -> f64 {
        let fits: f64 = self.words.iter().map(|word| asked.best(*word)).sum();
        fits / self.words.len().max(1) as f64
    }

    /// How well it fits when spaces are left out or put in.
    fn in_one(&self, asked: &Asked) -> f64 {
        match asked.likenesses.len() {
            0 => 0.0,
            _ if self.squeezed == asked.squeezed => 1.0,
            1 if 1 < self.words.len() && asked.may_reach(&self.squeezed) => {
                likeness(&asked.squeezed, &self.squeezed, asked.reading, 2)
            }
            _ => 0.0,
        }
    }
}

impl Asked {
    pub(super) fn new(asked: &str, known: &[String], reading: Reading) -> Self {
        let mut chars = asked.trim().chars();
        let read: String = chars.by_ref().take(ASKED_CHARS_MAX).collect();
        let folded = fold(&read);
        let words = telling(&folded);
        let held = |(place, asked): (usize, &&str)| {
            // One letter says something only behind a word: "lower b".
            let begins_from = if place == 0 { 2 } else { 1 };
            let likenesses = known
                .iter()
                .map(|it| likeness(asked, it, reading, begins_from));
            likenesses.collect()
        };
        let asked_words = words.iter().take(ASKED_WORDS_MAX).enumerate();
        let likenesses: Vec<Vec<f64>> = asked_words.map(held).collect();
        let best = |word: usize| likenesses.iter().map(|it| it[word]).fold(0.0, f64::max);
        Self {
            reading,
            squeezed: words.concat(),
            best: (0..known.len()).map(best).collect(),
            is_cut: chars.next().is_some() || ASKED_WORDS_MAX < words.len(),
            likenesses,
            folded,
        }
    }

    /// How much of the question is among these words, a slip counting for less.
    pub(super) fn fit(&self, known: &[usize]) -> f64 {
        let fits: f64 = self.likenesses.iter().map(|it| best_of(it, known)).sum();
        fits / self.likenesses.len().max(1) as f64
    }

    /// Whether every word of the question is among these.
    pub(super) fn has_only(&self, known: &[usize]) -> bool {
        self.likenesses.iter().all(|it| 0.0 < best_of(it, known))
    }

    /// Whether it may be a phrase without its spaces. What is missing may be a word: "letter" is not
    /// "letter P".
    fn may_reach(&self, squeezed: &str) -> bool {
        self.reading == Reading::Typing || squeezed.len() <= self.squeezed.len()
    }

    /// How well the likeliest word of the question fits this one.
    pub(super) fn best(&self, known: usize) -> f64 {
        self.best[known]
    }

    /// Whether any of these words is in the question at all.
    pub(super) fn touches(&self, known: &[usize]) -> bool {
        known.iter().any(|word| 0.0 < self.best[*word])
    }
}

fn best_of(likenesses: &[f64], known: &[usize]) -> f64 {
    let fits = known.iter().map(|word| likenesses[*word]);
    fits.fold(0.0, f64::max)
}

/// Words with their places in the index, while it is made.
#[derive(Default)]
pub(super) struct Words {
    places: BTreeMap<String, usize>,
}

impl Words {
    pub(super) fn phrase(&mut self, text: &str, weight: f64) -> Phrase {
        let folded = fold(text);
        let words = telling(&folded);
        Phrase {
            squeezed: words.concat(),
            words: words.iter().map(|word| self.place(word)).collect(),
            weight,
            folded,
        }
    }

    fn place(&mut self, word: &str) -> usize {
        let next = self.places.len();
        *self.places.entry(word.to_owned()).or_insert(next)
    }

    pub(super) fn in_order(self) -> Vec<String> {
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

/// The question without the words that may be left out, if there are any and something stays.
pub(super) fn without_asides(asked: &str) -> Option<String> {
    let folded = fold(asked);
    let words = telling(&folded);
    let stays: Vec<&str> = (words.iter().copied())
        .filter(|word| !ASIDE.contains(word))
        .collect();
    (!stays.is_empty() && stays.len() < words.len()).then(|| stays.join(" "))
}

/// How alike two words are: 1 the same, less for a plural, a beginning or a slip, 0 for another word.
fn likeness(asked: &str, known: &str, reading: Reading, begins_from: usize) -> f64 {
    if asked == known {
        return 1.0;
    }
    let chars = asked.chars().count();
    let begins = reading == Reading::Typing && begins_from <= chars && known.starts_with(asked);
    if begins || is_plural(asked, known) || is_plural(known, asked) {
        return WEIGHT_BEGINNING;
    }
    // Short words lie close together ("hand", "band"), so the first letter has to be right there,
    // and of four letters every one ("food", "foot").
    let (slips_max, first_counts) = match chars {
        0..=3 => return 0.0,
        4 if reading == Reading::Whole && strsim::hamming(asked, known) == Ok(1) => return 0.0,
        4..=7 => (1, true),
        _ => (2, false),
    };
    if first_counts && asked.chars().next() != known.chars().next() {
        return 0.0;
    }
    match slips(asked, chars, known, slips_max, reading) {
        Some(slips) => 1.0 - SLIP_COSTS * slips as f64,
        None => 0.0,
    }
}

/// A bit for each letter that is there; letters that share one are only held apart less.
fn letters(word: &str) -> u64 {
    word.chars().fold(0, |all, it| all | 1 << (it as u32 % 64))
}

fn is_plural(many: &str, one: &str) -> bool {
    let ending = many.strip_prefix(one).unwrap_or_default();
    3 <= one.len() && ["s", "es"].contains(&ending)
}

/// How many slips lie between two words, if not too many. A word that is still being typed is held
/// against the beginning of the known one.
fn slips(
    asked: &str,
    asked_chars: usize,
    known: &str,
    slips_max: usize,
    reading: Reading,
) -> Option<usize> {
    // A slip brings in one letter at most, so most words are out before their slips are counted.
    let missing = letters(asked) & !letters(known);
    if slips_max < missing.count_ones() as usize {
        return None;
    }
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
    let is_begun = reading == Reading::Typing && begun.len() < known.len();
    let begun = is_begun.then(|| strsim::osa_distance(asked, begun) + 1);
    whole
        .into_iter()
        .chain(begun)
        .min()
        .filter(|slips| *slips <= slips_max)
}
