//! The check on what no text may say, in all its forms.

use super::super::schema::Draft;
use super::{Findings, Said, routines, shelf, spoken, topics};
use crate::domain::fold;

/// What no text may say (dossier 7.6): the evidence does not carry it, or it hurts somebody. Each
/// with every form of it, as search would read them; the first is its name.
///
/// "Correction" counts, because posture correction is the promise meant; "correctly" does not.
pub const BLOCKED: &[&[&str]] = &[
    &["toxin", "toxins", "toxic"],
    &[
        "detox",
        "detoxes",
        "detoxed",
        "detoxing",
        "detoxify",
        "detoxifies",
        "detoxified",
        "detoxifying",
        "detoxification",
    ],
    &["flush", "flushes", "flushed", "flushing"],
    &["lactic acid"],
    &["adhesion", "adhesions"],
    &["scar tissue", "scar tissues"],
    &[
        "break up",
        "breaks up",
        "breaking up",
        "broke up",
        "broken up",
    ],
    &["lengthen", "lengthens", "lengthened", "lengthening"],
    &["cure", "cures", "cured", "curing", "curative"],
    &["fix", "fixes", "fixed", "fixing"],
    &[
        "treat",
        "treats",
        "treated",
        "treating",
        "treatment",
        "treatments",
    ],
    &["heal", "heals", "healed", "healing"],
    &[
        "diagnose",
        "diagnoses",
        "diagnosed",
        "diagnosing",
        "diagnosis",
        "diagnostic",
    ],
    &["you are cleared", "you re cleared"],
    &["guaranteed", "guarantee", "guarantees", "guaranteeing"],
    &["no pain no gain"],
    &["good pain", "good pains"],
    &[
        "push through",
        "pushes through",
        "pushed through",
        "pushing through",
    ],
    &["worth the pain"],
    &["worth it"],
    &["dramatically", "dramatic"],
    &[
        "realign",
        "realigns",
        "realigned",
        "realigning",
        "realignment",
        "realignments",
        "re align",
        "re aligns",
        "re aligned",
        "re aligning",
        "re alignment",
    ],
    &[
        "correct",
        "corrects",
        "corrected",
        "correcting",
        "correction",
        "corrections",
        "corrective",
    ],
    &["crack", "cracks", "cracked", "cracking"],
    &["pop", "pops", "popped", "popping"],
    &["deeper is better"],
    &["as hard as you can"],
    &[
        "normal to bruise",
        "bruising is normal",
        "bruises are normal",
    ],
];

/// How many of them, from the first, a myth may name that denies them (dossier 7.6: the words for
/// toxins, for tissue that breaks, and for muscle that gets longer).
const DENIABLE: usize = 8;

/// What is no promise, though a blocked word stands in it: to treat one thing like another, and to
/// wait for skin to close (dossier 3.8).
const NO_PROMISE: &[&str] = &[
    "treat as",
    "treat it as",
    "treat this as",
    "treat that as",
    "treat them as",
    "treated as",
    "until it heals",
    "until it has healed",
    // A warning on the neck (dossier 4.3, card 23).
    "turning or cracking",
];

pub(super) fn blocked_word(draft: &Draft, found: &mut Findings<'_>) {
    for sheet in &draft.techniques {
        // A mistake may be called by its name, so that people know it.
        let said = spoken(&sheet.value).into_iter();
        for (field, text) in said.filter(|(field, _)| *field != "mistakes") {
            blocked_in(found, &Said::at(sheet, field, text));
        }
    }
    for sheet in &draft.routines {
        for (field, text) in routines::spoken(&sheet.value) {
            blocked_in(found, &Said::at(sheet, field, text));
        }
    }
    for it in shelf(draft) {
        blocked_in(found, &it);
    }
    let denials = topics::denials(draft);
    for it in topics::said(draft) {
        let forms = match denials.contains(&(it.file, it.line)) {
            true => &BLOCKED[DENIABLE..],
            false => BLOCKED,
        };
        blocked_among(found, &it, forms);
    }
    for (key, text) in draft.words.value.values().flatten() {
        blocked_in(found, &Said::at(&draft.words, key.get_ref(), text));
    }
}

fn blocked_in(found: &mut Findings<'_>, it: &Said<'_>) {
    blocked_among(found, it, BLOCKED);
}

fn blocked_among(found: &mut Findings<'_>, it: &Said<'_>, blocked: &[&[&'static str]]) {
    let folded = fold(it.text);
    let words = promising(&folded);
    let said = |forms: &&[&'static str]| forms.iter().find(|form| says(&words, form)).copied();
    for form in blocked.iter().filter_map(said) {
        let says = format!("`{}` says “{form}”", it.field);
        let right = "Say what may be felt, for a while, and promise nothing.";
        found.push(it.file, it.line, says, right);
    }
}

/// The words of a folded text, with a gap for each phrase that is no promise.
fn promising(folded: &str) -> Vec<&str> {
    let mut words: Vec<&str> = folded.split(' ').collect();
    for phrase in NO_PROMISE {
        let phrase: Vec<&str> = phrase.split(' ').collect();
        for start in 0..words.len() {
            let end = start + phrase.len();
            // "Treats it as well" is a promise still.
            if words.get(start..end) == Some(phrase.as_slice()) && words.get(end) != Some(&"well") {
                words[start..end].fill("");
            }
        }
    }
    words
}

fn says(words: &[&str], form: &str) -> bool {
    let form: Vec<&str> = form.split(' ').collect();
    words.windows(form.len()).any(|said| said == form)
}
