//! The check on how hard a cue is to read: it is read on the floor, while something hurts a little.

mod spanish;

use super::super::schema::Draft;
use super::{Findings, Said, spoken, topics};
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

/// The reading grade, 0 at least. Short texts score unevenly, and below 0 (dossier 7.4).
fn grade(language: Language, text: &str) -> f64 {
    let grade = match language {
        // Flesch-Kincaid.
        Language::English => textstat::flesch_kincaid_grade(text),
        Language::Spanish => spanish::crawford(text),
    };
    grade.max(0.0)
}
