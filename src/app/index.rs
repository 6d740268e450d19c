//! Things of one kind and their names, so that a question is matched against those only that it may mean.

use std::collections::{BTreeMap, BTreeSet};

use super::likeness::Known;
use super::phrase::{Asked, Phrase, Reading, Vocabulary};

/// From this score on it is what was meant. Two words out of three are not enough of a phrase.
pub(super) const FOUND: f64 = 0.7;
/// From this score on a thing is worth a suggestion.
pub(super) const SUGGESTED: f64 = 0.4;
/// Scores this close are equally likely.
pub(super) const TIE: f64 = 0.01;
/// What it counts when it takes several phrases to account for a question.
const WEIGHT_TOGETHER: f64 = 0.85;

/// What it counts for a suggestion that a phrase stands in a question whole, by its share of it.
const WEIGHT_SAID: f64 = 0.1;

/// Every phrase that finds something.
#[derive(Debug)]
pub(super) struct Index<T> {
    /// Each word once, however many phrases have it: likeness is worked out once a word.
    pub(super) vocabulary: Vocabulary,
    entries: Vec<Entry<T>>,
    /// For each word, the entries that have it.
    by_word: Vec<Vec<usize>>,
    /// What phrases of several words are without their spaces, and the entries that have them.
    in_one: BTreeMap<String, (Known, Vec<usize>)>,
}

/// What is found, and by which phrases.
#[derive(Debug)]
pub(super) struct Entry<T> {
    pub(super) target: T,
    /// Whether naming it at all is enough: nothing is taught there, or only after a caution. Then no
    /// other card may come in its place.
    pub(super) is_held_back: bool,
    /// The id first.
    phrases: Vec<Phrase>,
    /// The words of all its phrases.
    words: Vec<usize>,
}

/// A question that was matched against an index, and the entries that it may mean.
pub(super) struct Matched<'a, T> {
    pub(super) asked: Asked,
    pub(super) entries: Vec<&'a Entry<T>>,
}

impl<T> Index<T> {
    pub(super) fn new(vocabulary: Vocabulary, entries: Vec<Entry<T>>) -> Self {
        let mut by_word = vec![Vec::new(); vocabulary.len()];
        let mut in_one = BTreeMap::new();
        for (i, entry) in entries.iter().enumerate() {
            entry.words.iter().for_each(|word| by_word[*word].push(i));
            for phrase in entry.phrases.iter().filter(|it| 1 < it.words.len()) {
                let squeezed = phrase.squeezed.text.clone();
                let known = Known::new(squeezed.clone());
                let (_, found) = in_one.entry(squeezed).or_insert((known, Vec::new()));
                found.push(i);
            }
        }
        Self {
            vocabulary,
            entries,
            by_word,
            in_one,
        }
    }

    /// Every entry, in the order in which they were taken in.
    pub(super) fn entries(&self) -> &[Entry<T>] {
        &self.entries
    }

    /// Reads a question, and leaves out the entries that it has nothing in common with.
    pub(super) fn matched(&self, asked: &str, reading: Reading) -> Matched<'_, T> {
        let asked = self.vocabulary.asked(asked, reading);
        let with_words = asked.touched().flat_map(|word| &self.by_word[word]);
        let mut may_mean: BTreeSet<usize> = with_words.copied().collect();
        may_mean.extend(self.squeezed(&asked));
        let entries = may_mean.into_iter().map(|i| &self.entries[i]);
        Matched {
            entries: entries.collect(),
            asked,
        }
    }

    /// The entries that fit with other spaces: "it band" is "itband", and the other way round.
    fn squeezed<'a>(&'a self, asked: &'a Asked) -> impl Iterator<Item = usize> + 'a {
        let as_word = self.vocabulary.place_of(&asked.squeezed);
        let as_word = as_word.into_iter().flat_map(|word| &self.by_word[word]);
        let very = self.in_one.get(&asked.squeezed).into_iter();
        let nearly = self.in_one.values();
        let nearly = nearly.filter(|(squeezed, _)| 0.0 < asked.in_one(squeezed));
        let in_one = very.chain(nearly).flat_map(|(_, entries)| entries);
        as_word.chain(in_one).copied()
    }

    /// All of them with how well they fit what is being typed, the likeliest first.
    pub(super) fn ranked(
        &self,
        typed: &str,
        score: impl Fn(&Entry<T>, &Asked) -> f64,
    ) -> Vec<(f64, &T)> {
        let matched = self.matched(typed, Reading::Typing);
        let mut fitting = matched.entries.iter().peekable();
        let scored = self.entries.iter().map(|entry| {
            let fits = fitting.next_if(|it| std::ptr::eq(**it, entry)).is_some();
            let score = if fits {
                score(entry, &matched.asked)
            } else {
                0.0
            };
            (score, &entry.target)
        });
        let mut ranked: Vec<(f64, &T)> = scored.collect();
        ranked.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        ranked
    }
}

impl<'a, T> Matched<'a, T> {
    /// The best score there is, and what has it or as good as has it.
    pub(super) fn best(&self, score: impl Fn(&Entry<T>, &Asked) -> f64) -> (f64, Vec<&'a T>) {
        let scored = self
            .entries
            .iter()
            .map(|it| (score(it, &self.asked), &it.target));
        let scored: Vec<(f64, &T)> = scored.filter(|(score, _)| 0.0 < *score).collect();
        let best = scored.iter().map(|(score, _)| *score).fold(0.0, f64::max);
        let likely = scored.into_iter().filter(|(score, _)| best - score < TIE);
        (best, likely.map(|(_, target)| target).collect())
    }

    /// What has this very id.
    pub(super) fn of_id(&self) -> Option<&'a T> {
        let is_id = |it: &&&Entry<T>| it.phrases[0].folded == self.asked.folded;
        self.entries.iter().find(is_id).map(|it| &it.target)
    }

    /// What is called exactly that.
    pub(super) fn of_name(&self) -> Option<&'a T> {
        let is_name = |it: &&&Entry<T>| it.phrases.iter().any(|it| it.folded == self.asked.folded);
        self.entries.iter().find(is_name).map(|it| &it.target)
    }
}

impl<T> Entry<T> {
    pub(super) fn new(target: T, phrases: Vec<Phrase>) -> Self {
        let words: BTreeSet<usize> = phrases.iter().flat_map(|it| it.words.clone()).collect();
        Self {
            target,
            is_held_back: false,
            phrases,
            words: words.into_iter().collect(),
        }
    }

    /// The same, where naming it at all is enough.
    pub(super) fn held_back(self, is_held_back: bool) -> Self {
        Self {
            is_held_back,
            ..self
        }
    }

    /// How surely this was meant by one phrase.
    pub(super) fn meant_by_one(&self, asked: &Asked) -> f64 {
        let best = |score: f64, phrase: &Phrase| score.max(phrase.meant(asked));
        self.phrases.iter().fold(0.0, best)
    }

    /// How surely this was meant: by one phrase, or by several that account for every word of the
    /// question, as in "the arch of my foot".
    pub(super) fn meant(&self, asked: &Asked) -> f64 {
        let by_phrase = self.meant_by_one(asked);
        let said = self.said_phrases(asked).flat_map(|it| &it.words);
        let said: Vec<usize> = said.copied().collect();
        match asked.has_only(&said) {
            true => by_phrase.max(WEIGHT_TOGETHER * asked.fit(&said)),
            false => by_phrase,
        }
    }

    /// How much of the question is a whole phrase of this one.
    pub(super) fn said(&self, asked: &Asked) -> f64 {
        let best = |score: f64, phrase: &Phrase| score.max(asked.fit(&phrase.words));
        self.said_phrases(asked).fold(0.0, best)
    }

    fn said_phrases(&self, asked: &Asked) -> impl Iterator<Item = &Phrase> {
        self.phrases.iter().filter(|it| it.is_said(asked))
    }

    /// How well the best phrase fits while words are being typed.
    pub(super) fn likely_by_one(&self, asked: &Asked) -> f64 {
        let best = |score: f64, phrase: &Phrase| score.max(phrase.likely(asked));
        self.phrases.iter().fold(0.0, best)
    }

    /// How well the best phrase fits, or all of them together, while words are being typed. A whole
    /// phrase in a long story is worth a suggestion, whatever else the story says.
    pub(super) fn likely(&self, asked: &Asked) -> f64 {
        let by_phrase = match self.said(asked) {
            0.0 => self.likely_by_one(asked),
            said => self
                .likely_by_one(asked)
                .max(SUGGESTED + said * WEIGHT_SAID),
        };
        match asked.touches(&self.words) {
            true => by_phrase.max(WEIGHT_TOGETHER * asked.fit(&self.words)),
            false => by_phrase,
        }
    }
}

/// The id first, then the name as a whole, its parts ("Outer thigh roll (IT band area)" is also the
/// outer thigh roll), and the aliases.
pub(super) fn names<'a>(
    id: &'a str,
    name: &'a str,
    aliases: &'a [String],
) -> impl Iterator<Item = &'a str> {
    let parts = name.split(['(', ')', ',']).map(str::trim);
    let parts = parts.filter(move |part| !part.is_empty() && *part != name);
    let aliases = aliases.iter().map(String::as_str);
    [id, name].into_iter().chain(parts).chain(aliases)
}
