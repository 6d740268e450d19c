//! The check on what no text may say, in all its forms.

mod english;
mod spanish;

use super::super::schema::Draft;
use super::{Findings, Said, routines, shelf, spoken, topics};
use crate::domain::{Language, fold};

/// What the evidence does not carry, or what hurts somebody, in the words of one language (dossier 7.6).
struct Promises {
    /// Each promise with every form of it, as search would read them; the first is its name.
    blocked: &'static [&'static [&'static str]],
    /// How many of them, from the first, a myth may name that denies them (dossier 7.6: the words for
    /// toxins, for tissue that breaks, and for muscle that gets longer).
    deniable: usize,
    /// What is no promise, though a blocked word stands in it: to treat one thing like another, and to
    /// wait for skin to close (dossier 3.8).
    no_promise: &'static [&'static str],
    /// Words behind which that is a promise after all.
    and_more: &'static [&'static str],
    /// Words that deny.
    denials: &'static [&'static str],
}

fn promises(language: Language) -> &'static Promises {
    match language {
        Language::English => &english::ENGLISH,
        Language::Spanish => &spanish::SPANISH,
    }
}

/// What no text may say in this language, each with every form of it. A star stands for any ending.
pub fn blocked(language: Language) -> &'static [&'static [&'static str]] {
    promises(language).blocked
}

pub(super) fn blocked_word(draft: &Draft, found: &mut Findings<'_>) {
    let promises = promises(draft.language);
    for sheet in &draft.techniques {
        // A mistake may be called by its name, so that people know it.
        let said = spoken(&sheet.value).into_iter();
        for (field, text) in said.filter(|(field, _)| *field != "mistakes") {
            blocked_in(found, &Said::at(sheet, field, text), promises, 0);
        }
    }
    for sheet in &draft.routines {
        for (field, text) in routines::spoken(&sheet.value) {
            blocked_in(found, &Said::at(sheet, field, text), promises, 0);
        }
    }
    for it in shelf(draft) {
        blocked_in(found, &it, promises, 0);
    }
    let denials = topics::denials(draft, promises.denials);
    for it in topics::said(draft) {
        let from = match denials.contains(&(it.file, it.line)) {
            true => promises.deniable,
            false => 0,
        };
        blocked_in(found, &it, promises, from);
    }
    for (key, text) in draft.words.value.values().flatten() {
        let it = Said::at(&draft.words, key.get_ref(), text);
        blocked_in(found, &it, promises, 0);
    }
}

/// Looks for what is blocked, from this place in the list on.
fn blocked_in(found: &mut Findings<'_>, it: &Said<'_>, promises: &Promises, from: usize) {
    let text = promises.promising(it.text);
    let said = |forms: &&[&'static str]| forms.iter().find(|form| says(&text, form)).copied();
    for form in promises.blocked[from..].iter().filter_map(said) {
        let says = format!("`{}` says “{form}”", it.field);
        let right = "Say what may be felt, for a while, and promise nothing.";
        found.push(it.file, it.line, says, right);
    }
}

impl Promises {
    /// The folded text with a space on either side, and a gap for each phrase that is no promise.
    fn promising(&self, text: &str) -> String {
        let mut text = format!(" {} ", fold(text));
        for phrase in self.no_promise {
            let phrase = format!(" {phrase} ");
            let mut from = 0;
            while let Some(at) = text[from..].find(&phrase).map(|at| from + at) {
                let behind = at + phrase.len();
                let next = text[behind..].split(' ').next().unwrap_or_default();
                // "Treats it as well" is a promise still.
                if !self.and_more.contains(&next) {
                    text.replace_range(at..behind, GAP);
                }
                from = at + 1;
            }
        }
        text
    }
}

/// Keeps the words on either side apart, as no word does.
const GAP: &str = " - ";

/// Whether a text, with a space on either side, holds these words.
fn says(text: &str, form: &str) -> bool {
    match form.strip_suffix('*') {
        Some(beginning) => text.contains(&format!(" {beginning}")),
        None => text.contains(&format!(" {form} ")),
    }
}
