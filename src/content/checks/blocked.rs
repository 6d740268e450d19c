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
    let mut look = Look::of(draft, found);
    for sheet in &draft.techniques {
        // A mistake may be called by its name, so that people know it.
        let said = spoken(&sheet.value).into_iter();
        for (field, text) in said.filter(|(field, _)| *field != "mistakes") {
            look.at(&Said::at(sheet, field, text), 0);
        }
    }
    for sheet in &draft.routines {
        for (field, text) in routines::spoken(&sheet.value) {
            look.at(&Said::at(sheet, field, text), 0);
        }
    }
    for it in shelf(draft) {
        look.at(&it, 0);
    }
    let denials = topics::denials(draft, look.promises.denials);
    for it in topics::said(draft) {
        let from = match denials.contains(&(it.file, it.line)) {
            true => look.promises.deniable,
            false => 0,
        };
        look.at(&it, from);
    }
    for (key, text) in draft.words.value.values().flatten() {
        look.at(&Said::at(&draft.words, key.get_ref(), text), 0);
    }
}

/// Looks for the promises of a language.
struct Look<'a, 'f> {
    promises: &'static Promises,
    /// For each promise its forms, and what stands in a text that holds them.
    needles: Vec<Vec<(&'static str, String)>>,
    found: &'a mut Findings<'f>,
}

impl<'a, 'f> Look<'a, 'f> {
    fn of(draft: &Draft, found: &'a mut Findings<'f>) -> Self {
        let promises = promises(draft.language);
        let needle = |form: &&'static str| match form.strip_suffix('*') {
            Some(beginning) => (*form, format!(" {beginning}")),
            None => (*form, format!(" {form} ")),
        };
        let needles = promises.blocked.iter();
        Self {
            promises,
            needles: needles
                .map(|forms| forms.iter().map(needle).collect())
                .collect(),
            found,
        }
    }

    /// Looks for what is blocked, from this place in the list on.
    fn at(&mut self, it: &Said<'_>, from: usize) {
        let text = self.promises.promising(it.text);
        for forms in &self.needles[from..] {
            let said = forms.iter().find(|(_, needle)| text.contains(needle));
            if let Some((form, _)) = said {
                let says = format!("`{}` says “{form}”", it.field);
                let right = "Say what may be felt, for a while, and promise nothing.";
                self.found.push(it.file, it.line, says, right);
            }
        }
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
