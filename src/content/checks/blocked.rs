//! The check on what no text may say, in all its forms.

mod english;
mod spanish;

use super::super::schema::Draft;
use super::{Findings, Said, routines, screening, shelf, spoken, topics};
use crate::domain::{Language, fold};

/// What the evidence does not carry, or what hurts somebody, in the words of one language (dossier 7.6).
struct Promises {
    /// What a myth may name that denies it (dossier 7.6: the words for toxins, for tissue that breaks,
    /// and for muscle that gets longer). Each promise with every form of it, as search would read them;
    /// the first is its name, and a star stands for any ending.
    deniable: &'static [&'static [&'static str]],
    /// What nothing may say, in the same way.
    never: &'static [&'static [&'static str]],
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

/// What no text may say in this language, each promise with every form of it: those that a myth may
/// deny, and the others. A star stands for any ending.
pub fn blocked(language: Language) -> [&'static [&'static [&'static str]]; 2] {
    let promises = promises(language);
    [promises.deniable, promises.never]
}

pub(super) fn blocked_word(draft: &Draft, found: &mut Findings<'_>) {
    let mut look = Look::of(draft, found);
    for sheet in &draft.techniques {
        // A mistake may be called by its name, so that people know it.
        let said = spoken(&sheet.value).into_iter();
        for (field, text) in said.filter(|(field, _)| *field != "mistakes") {
            look.at(&Said::at(sheet, field, text));
        }
    }
    for sheet in &draft.routines {
        for (field, text) in routines::spoken(&sheet.value) {
            look.at(&Said::at(sheet, field, text));
        }
    }
    for it in shelf(draft) {
        look.at(&it);
    }
    for it in screening::said(draft) {
        look.at(&it);
    }
    let denials = topics::denials(draft, look.promises.denials);
    for it in topics::said(draft) {
        match denials.contains(&(it.file, it.line)) {
            true => look.at_denial(&it),
            false => look.at(&it),
        }
    }
    for (key, text) in draft.words.value.values().flatten() {
        look.at(&Said::at(&draft.words, key.get_ref(), text));
    }
}

/// Looks for the promises of a language.
struct Look<'a, 'f> {
    promises: &'static Promises,
    deniable: Vec<Needle>,
    never: Vec<Needle>,
    found: &'a mut Findings<'f>,
}

/// The forms of a promise, each with what stands in a text that holds it.
type Needle = Vec<(&'static str, String)>;

impl<'a, 'f> Look<'a, 'f> {
    fn of(draft: &Draft, found: &'a mut Findings<'f>) -> Self {
        let promises = promises(draft.language);
        Self {
            promises,
            deniable: needles(promises.deniable),
            never: needles(promises.never),
            found,
        }
    }

    fn at(&mut self, it: &Said<'_>) {
        let text = self.promises.promising(it.text);
        let all = self.deniable.iter().chain(&self.never);
        Self::report(self.found, it, &text, all);
    }

    /// Leaves out what is denied here.
    fn at_denial(&mut self, it: &Said<'_>) {
        let text = self.promises.promising(it.text);
        Self::report(self.found, it, &text, self.never.iter());
    }

    fn report<'n>(
        found: &mut Findings<'_>,
        it: &Said<'_>,
        text: &str,
        needles: impl Iterator<Item = &'n Needle>,
    ) {
        for forms in needles {
            let said = forms.iter().find(|(_, needle)| text.contains(needle));
            if let Some((form, _)) = said {
                let says = format!("`{}` says “{form}”", it.field);
                let right = "Say what may be felt, for a while, and promise nothing.";
                found.push(it.file, it.line, says, right);
            }
        }
    }
}

fn needles(promises: &[&'static [&'static str]]) -> Vec<Needle> {
    let needle = |form: &&'static str| match form.strip_suffix('*') {
        Some(beginning) => (*form, format!(" {beginning}")),
        None => (*form, format!(" {form} ")),
    };
    let forms = |forms: &&'static [&'static str]| forms.iter().map(needle).collect();
    promises.iter().map(forms).collect()
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
