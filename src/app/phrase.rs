//! Holds a question against the phrases of an index, word by word.
//!
//! Knows which words a phrase has and how much of them was asked for; never what it stands for.

use std::collections::BTreeMap;

use super::likeness::{AskedWord, BEGINS_FROM_FIRST, Known, WEIGHT_BEGINNING};
use crate::domain::{SearchWords, fold};

/// What is read of a question; nobody's sore spot has a longer name.
const ASKED_CHARS_MAX: usize = 100;
/// How many words of a question are looked at.
const ASKED_WORDS_MAX: usize = 12;
/// What the same words count when they are not the very text.
const WEIGHT_LOOSE: f64 = 0.98;
/// For suggestions, how much it counts that every word of the question is in the phrase; the rest
/// is how much of the phrase was asked for, which puts "foot" before "ball roll for the foot".
const WEIGHT_ASKED: f64 = 0.8;

#[derive(Debug)]
pub(super) struct Phrase {
    pub(super) folded: String,
    pub(super) words: Vec<usize>,
    /// The words without spaces, for "itband".
    pub(super) squeezed: Known,
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
    pub(super) squeezed: String,
    /// Whether there was more than is read. Then nobody knows what the rest says.
    pub(super) is_cut: bool,
    /// Whether all of it may be one word with a slip in it.
    may_slip: bool,
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
            _ if self.squeezed.text == asked.squeezed => 1.0,
            _ if 1 < self.words.len() => asked.in_one(&self.squeezed),
            _ => 0.0,
        }
    }

    /// Whether all of it stands in the question.
    pub(super) fn is_said(&self, asked: &Asked) -> bool {
        !self.words.is_empty() && self.words.iter().all(|word| 0.0 < asked.best(*word))
    }

    /// Whether all of it stands in the question without a slip.
    pub(super) fn is_said_rightly(&self, asked: &Asked) -> bool {
        let is_right = |word: &usize| WEIGHT_BEGINNING <= asked.best(*word);
        !self.words.is_empty() && self.words.iter().all(is_right)
    }
}

impl Asked {
    fn new(asked: &str, vocabulary: &Vocabulary, reading: Reading) -> Self {
        let mut chars = asked.trim().chars();
        let read: String = chars.by_ref().take(ASKED_CHARS_MAX).collect();
        let folded = fold(&read);
        let words = vocabulary.telling(&folded);
        let held = |(place, asked): (usize, &&str)| {
            // One letter says something only behind a word: "lower b".
            let begins_from = if place == 0 { BEGINS_FROM_FIRST } else { 1 };
            let asked = AskedWord::new(asked, begins_from, vocabulary.may_slip(asked));
            let known = vocabulary.words.iter();
            known.map(|it| asked.likeness(it, reading)).collect()
        };
        let asked_words = words.iter().take(ASKED_WORDS_MAX).enumerate();
        let likenesses: Vec<Vec<f64>> = asked_words.map(held).collect();
        let best = |word: usize| likenesses.iter().map(|it| it[word]).fold(0.0, f64::max);
        Self {
            reading,
            may_slip: vocabulary.may_slip(&words.concat()),
            squeezed: words.concat(),
            best: (0..vocabulary.words.len()).map(best).collect(),
            is_cut: chars.next().is_some() || ASKED_WORDS_MAX < words.len(),
            likenesses,
            folded,
        }
    }

    /// The words of the vocabulary that are in the question.
    pub(super) fn touched(&self) -> impl Iterator<Item = usize> {
        let best = self.best.iter().enumerate();
        best.filter(|(_, fit)| 0.0 < **fit).map(|(word, _)| word)
    }

    /// How well it fits several words without their spaces, where it is one word.
    pub(super) fn in_one(&self, squeezed: &Known) -> f64 {
        match self.likenesses.len() {
            1 if self.may_reach(&squeezed.text) => {
                let asked = AskedWord::new(&self.squeezed, BEGINS_FROM_FIRST, self.may_slip);
                asked.likeness(squeezed, self.reading)
            }
            _ => 0.0,
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

/// Every word of the phrases of an index, and the words that are read past.
#[derive(Debug)]
pub(super) struct Vocabulary {
    words: Vec<Known>,
    places: BTreeMap<String, usize>,
    filler: Vec<String>,
    aside: Vec<String>,
    unlike: Vec<String>,
}

impl Vocabulary {
    pub(super) fn new(words: &SearchWords) -> Self {
        let folded = |words: &[String]| words.iter().map(|word| fold(word)).collect();
        Self {
            words: Vec::new(),
            places: BTreeMap::new(),
            filler: folded(&words.filler),
            aside: folded(&words.aside),
            unlike: folded(&words.unlike),
        }
    }

    /// Takes the words of a phrase in.
    pub(super) fn phrase(&mut self, text: &str, weight: f64) -> Phrase {
        let folded = fold(text);
        let words: Vec<String> = (self.telling(&folded).into_iter())
            .map(str::to_owned)
            .collect();
        Phrase {
            squeezed: Known::new(words.concat()),
            words: words.into_iter().map(|word| self.place(word)).collect(),
            weight,
            folded,
        }
    }

    /// Holds a question against all words.
    pub(super) fn asked(&self, asked: &str, reading: Reading) -> Asked {
        Asked::new(asked, self, reading)
    }

    /// Where a word has its place, if it is one.
    pub(super) fn place_of(&self, word: &str) -> Option<usize> {
        self.places.get(word).copied()
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The question without the words that may be left out, if there are any and something stays.
    pub(super) fn without_asides(&self, asked: &str) -> Option<String> {
        let folded = fold(asked);
        let words = self.telling(&folded);
        let stays = words.iter().copied();
        let stays: Vec<&str> = stays.filter(|it| !is_among(it, &self.aside)).collect();
        (!stays.is_empty() && stays.len() < words.len()).then(|| stays.join(" "))
    }

    /// Whether a word may be another one with a slip in it.
    fn may_slip(&self, word: &str) -> bool {
        !is_among(word, &self.unlike)
    }

    /// The words that say something; "roll" alone is a question too.
    fn telling<'a>(&self, folded: &'a str) -> Vec<&'a str> {
        let all: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        let telling = all.iter().copied();
        let telling: Vec<&str> = telling.filter(|it| !is_among(it, &self.filler)).collect();
        if telling.is_empty() { all } else { telling }
    }

    fn place(&mut self, word: String) -> usize {
        *self.places.entry(word).or_insert_with_key(|word| {
            self.words.push(Known::new(word.clone()));
            self.words.len() - 1
        })
    }
}

fn is_among(word: &str, words: &[String]) -> bool {
    words.iter().any(|it| it == word)
}
