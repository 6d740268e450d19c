//! How alike two words are: 1 the same, less for a plural, a beginning or a slip, 0 for another word.
//!
//! `strsim` counts the slips: words here are short and few, the limit is two slips, and a swap of
//! neighbours has to count as one, which `nucleo-matcher` (subsequences, for file pickers) does not
//! know and `rapidfuzz` does no better.

use super::phrase::Reading;

/// What the beginning of a word counts while it is being typed, and a plural always.
pub(super) const WEIGHT_BEGINNING: f64 = 0.9;
/// What each slip of the finger costs.
const SLIP_COSTS: f64 = 0.15;
/// How many letters of a first word say something.
pub(super) const BEGINS_FROM_FIRST: usize = 2;

/// A word, or several without their spaces, that phrases are made of.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) text: String,
    chars: usize,
    letters: u64,
}

impl Known {
    pub(super) fn new(text: String) -> Self {
        Self {
            chars: text.chars().count(),
            letters: letters(&text),
            text,
        }
    }
}

/// A word that was asked for.
pub(super) struct AskedWord<'a> {
    text: &'a str,
    chars: usize,
    letters: u64,
    /// From how many letters on it may be the beginning of a word.
    begins_from: usize,
    /// Whether it may be another word with a slip in it.
    may_slip: bool,
}

impl<'a> AskedWord<'a> {
    pub(super) fn new(text: &'a str, begins_from: usize, may_slip: bool) -> Self {
        Self {
            text,
            chars: text.chars().count(),
            letters: letters(text),
            begins_from,
            may_slip,
        }
    }

    pub(super) fn likeness(&self, known: &Known, reading: Reading) -> f64 {
        if self.text == known.text {
            return 1.0;
        }
        // A slip brings in one letter at most, so most words are out before anything is counted.
        let missing = (self.letters & !known.letters).count_ones() as usize;
        if SLIPS_MAX < missing {
            return 0.0;
        }
        let (asked, text) = (self.text, known.text.as_str());
        let is_begun = reading == Reading::Typing && self.begins_from <= self.chars;
        if is_begun && text.starts_with(asked) || is_plural(asked, text) || is_plural(text, asked) {
            return WEIGHT_BEGINNING;
        }
        if !self.may_slip {
            return 0.0;
        }
        // Short words lie close together ("hand", "band"), so the first letter has to be right there,
        // and of four letters every one ("food", "foot").
        let (slips_max, first_counts) = match self.chars {
            0..=3 => return 0.0,
            4 if reading == Reading::Whole && strsim::hamming(asked, text) == Ok(1) => return 0.0,
            4..=7 => (1, true),
            _ => (SLIPS_MAX, false),
        };
        if slips_max < missing || first_counts && asked.chars().next() != text.chars().next() {
            return 0.0;
        }
        match self.slips(known, slips_max, reading) {
            Some(slips) => 1.0 - SLIP_COSTS * slips as f64,
            None => 0.0,
        }
    }

    /// How many slips lie between two words, if not too many. A word that is still being typed is held
    /// against the beginning of the known one.
    fn slips(&self, known: &Known, slips_max: usize, reading: Reading) -> Option<usize> {
        // A word shorter by more than the slips cannot be reached.
        if known.chars + slips_max < self.chars {
            return None;
        }
        let text = known.text.as_str();
        let begun = (text.char_indices().nth(self.chars)).map_or(text, |(end, _)| &text[..end]);
        let is_whole = known.chars <= self.chars + slips_max;
        let whole = is_whole.then(|| strsim::osa_distance(self.text, text));
        let is_begun = reading == Reading::Typing && begun.len() < text.len();
        let begun = is_begun.then(|| strsim::osa_distance(self.text, begun) + 1);
        let slips = whole.into_iter().chain(begun).min();
        slips.filter(|slips| *slips <= slips_max)
    }
}

/// The most slips in a word.
const SLIPS_MAX: usize = 2;

/// A bit for each letter that is there; letters that share one are only held apart less.
fn letters(word: &str) -> u64 {
    word.chars().fold(0, |all, it| all | 1 << (it as u32 % 64))
}

fn is_plural(many: &str, one: &str) -> bool {
    let ending = many.strip_prefix(one).unwrap_or_default();
    3 <= one.len() && ["s", "es"].contains(&ending)
}
