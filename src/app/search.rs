//! Finds techniques in people's own words: any case, any accents, a slip of the finger or two.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::domain::{Library, TechniqueId};

/// What is read of a question; nobody's sore spot has a longer name.
const ASKED_CHARS_MAX: usize = 100;
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
/// Small words that say nothing about where it is sore.
const FILLER: &[&str] = &[
    "a", "an", "and", "for", "how", "i", "in", "is", "me", "my", "of", "on", "roll", "sore", "the",
    "tight", "to",
];

/// Every phrase that finds a technique, folded.
#[derive(Debug)]
pub struct Index {
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    technique: TechniqueId,
    phrases: Vec<Phrase>,
}

#[derive(Debug)]
struct Phrase {
    words: Vec<String>,
    /// The words without spaces, for "itband".
    squeezed: String,
    weight: f64,
}

impl Index {
    /// Takes ids, names, aliases, and the names and aliases of regions.
    pub fn new(library: &Library) -> Self {
        let entries = library.techniques.values().map(|technique| {
            let own = [technique.id.as_str(), technique.name.as_str()].into_iter();
            let own = own
                .chain(technique.aliases.iter().map(String::as_str))
                .map(|text| Phrase::new(text, 1.0));
            let region = library.regions.get(&technique.region);
            let of_region = region.into_iter().flat_map(|region| {
                std::iter::once(&region.name)
                    .chain(&region.aliases)
                    .map(|text| Phrase::new(text, WEIGHT_REGION))
            });
            Entry {
                technique: technique.id.clone(),
                phrases: own.chain(of_region).collect(),
            }
        });
        Self {
            entries: entries.collect(),
        }
    }

    /// The technique that was meant, if one clearly was.
    pub fn find(&self, asked: &str) -> Option<&TechniqueId> {
        self.ranked(asked)
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
        let asked = Phrase::new(
            &asked.chars().take(ASKED_CHARS_MAX).collect::<String>(),
            1.0,
        );
        let scored = self
            .entries
            .iter()
            .map(|entry| (entry.score(&asked), &entry.technique));
        let mut ranked: Vec<_> = scored.collect();
        ranked.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        ranked
    }
}

impl Entry {
    /// How well the best phrase fits, or all of them together for "the arch of my foot".
    fn score(&self, asked: &Phrase) -> f64 {
        let best = |score: f64, phrase: &Phrase| score.max(phrase.score(asked));
        let by_phrase = self.phrases.iter().fold(0.0, best);
        let known = || self.phrases.iter().flat_map(|phrase| &phrase.words);
        by_phrase.max(WEIGHT_TOGETHER * asked.fit(known) / asked.words.len().max(1) as f64)
    }
}

impl Phrase {
    fn new(text: &str, weight: f64) -> Self {
        let folded = fold(text);
        let all: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        let telling: Vec<&str> = all
            .iter()
            .filter(|word| !FILLER.contains(word))
            .copied()
            .collect();
        // "roll" alone is a question too.
        let words = if telling.is_empty() { all } else { telling };
        Self {
            squeezed: words.concat(),
            words: words.into_iter().map(str::to_owned).collect(),
            weight,
        }
    }

    /// How many of these words are known, a slip counting for less.
    fn fit<'a, Known: Iterator<Item = &'a String>>(&self, known: impl Fn() -> Known) -> f64 {
        let best = |word: &String| {
            known()
                .map(|known| likeness(word, known))
                .fold(0.0, f64::max)
        };
        self.words.iter().map(best).sum()
    }

    /// How well this phrase fits what was asked, 0 to 1.
    fn score(&self, asked: &Phrase) -> f64 {
        if asked.words.is_empty() || self.words.is_empty() {
            return 0.0;
        }
        if self.squeezed == asked.squeezed {
            return self.weight;
        }
        let fits = asked.fit(|| self.words.iter());
        let of_asked = fits / asked.words.len() as f64;
        let of_phrase = (fits / self.words.len() as f64).min(1.0);
        let by_words = WEIGHT_ASKED * of_asked + (1.0 - WEIGHT_ASKED) * of_phrase;
        let whole = if asked.words.len() == 1 {
            likeness(&asked.squeezed, &self.squeezed)
        } else {
            0.0
        };
        self.weight * by_words.max(whole)
    }
}

/// How alike two words are: 1 the same, less for a beginning or a slip, 0 for another word.
fn likeness(asked: &str, known: &str) -> f64 {
    let chars = asked.chars().count();
    if asked == known {
        1.0
    } else if 2 <= chars && known.starts_with(asked) {
        0.9
    } else {
        // Short words lie close together ("hand", "band"), so the first letter has to be right there.
        let (slips_max, first_counts) = match chars {
            0..=3 => return 0.0,
            4..=7 => (1, chars == 4),
            _ => (2, false),
        };
        let same_first = asked.chars().next() == known.chars().next();
        let slips = strsim::osa_distance(asked, known);
        // A word still being typed is held against the beginning of the known one.
        let begun: String = known.chars().take(chars).collect();
        let slips = slips.min(strsim::osa_distance(asked, &begun) + usize::from(begun != known));
        match slips <= slips_max && (same_first || !first_counts) {
            true => 1.0 - 0.15 * slips as f64,
            false => 0.0,
        }
    }
}

/// Lower case, without accents, letters and digits only, one space between words.
pub(super) fn fold(text: &str) -> String {
    let plain = text
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase);
    let spaced: String = plain
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}
