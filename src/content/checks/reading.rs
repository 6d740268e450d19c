//! The check on how hard a cue is to read: it is read on the floor, while something hurts a little.

mod spanish;

use super::super::schema::Draft;
use super::{Findings, Said, screening, spoken, topics};
use crate::domain::Language;

/// The highest reading grade of a cue: years of school (dossier 7.4).
const CUE_GRADE_MAX: f64 = 4.0;
/// The highest reading grade of what explains (same section).
const TEXT_GRADE_MAX: f64 = 8.0;
/// The fields of a technique that explain it in sentences.
const EXPLAINING: &[&str] = &["easier", "harder", "intro", "start", "steps", "too_painful"];

pub(super) fn cue_grade(draft: &Draft, found: &mut Findings<'_>) {
    for sheet in &draft.techniques {
        // `text` is the small move.
        let cues = spoken(&sheet.value).into_iter();
        for (field, text) in cues.filter(|(field, _)| ["cue", "text"].contains(field)) {
            hard(
                found,
                draft.language,
                &Said::at(sheet, field, text),
                CUE_GRADE_MAX,
            );
        }
    }
    for sheet in &draft.routines {
        let cues = sheet.value.cues.iter();
        for text in cues.filter_map(|it| it.get_ref().text.as_ref()) {
            hard(
                found,
                draft.language,
                &Said::at(sheet, "text", text),
                CUE_GRADE_MAX,
            );
        }
    }
}

/// What explains is read before or after, and may be a little harder.
pub(super) fn text_grade(draft: &Draft, found: &mut Findings<'_>) {
    for sheet in &draft.techniques {
        let texts = spoken(&sheet.value).into_iter();
        let explains = |field: &str| EXPLAINING.contains(&field);
        for (field, text) in texts.filter(|(field, _)| explains(field)) {
            hard(
                found,
                draft.language,
                &Said::at(sheet, field, text),
                TEXT_GRADE_MAX,
            );
        }
    }
    // A name alone says nothing about how a text reads.
    let screening = screening::said(draft).into_iter();
    for it in screening.filter(|it| it.field != "name") {
        hard(found, draft.language, &it, TEXT_GRADE_MAX);
    }
    for it in topics::said(draft) {
        if ["intro", "text"].contains(&it.field) {
            hard(found, draft.language, &it, TEXT_GRADE_MAX);
        }
    }
}

fn hard(found: &mut Findings<'_>, language: Language, it: &Said<'_>, grade_max: f64) {
    let grade = grade(language, it.text);
    if grade_max < grade {
        let says = format!("`{}` reads at grade {grade:.1}", it.field);
        let right = format!(
            "Grade {grade_max} at most: shorter sentences, and words of one or two syllables."
        );
        found.push(it.file, it.line, says, right);
    }
}

/// The reading grade, 0 at least, of a text without what stands in brackets (dossier 7.4). Short texts
/// score unevenly, and below 0.
fn grade(language: Language, text: &str) -> f64 {
    let text = without_brackets(text);
    let grade = match language {
        // Flesch-Kincaid.
        Language::English => textstat::flesch_kincaid_grade(&text),
        Language::Spanish => spanish::crawford(&text),
    };
    grade.max(0.0)
}

fn without_brackets(text: &str) -> String {
    let mut kept = String::new();
    let mut depth = 0_u32;
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}
