//! Reads the files in `content/` and makes a library of each language, or says everything that is wrong.
//!
//! Must never let a faulty file through: what is loaded here is said to people on the floor.

mod assemble;
mod checks;
mod compare;
mod fault;
mod files;
mod lines;
mod schema;
mod sheet;
mod texts;

use std::collections::BTreeMap;

pub use checks::{CHECKS, Check, ROUTINE_CHECKS, SCREENING_CHECKS, blocked};
pub use compare::LANGUAGE_CHECKS;
pub use fault::ContentFault;
pub use files::{Files, embedded, from_dir};

use crate::domain::{Language, Library};
use schema::Draft;

/// Makes the library of each language that has a folder.
///
/// # Errors
/// Every fault in every file at once, in the order of files and lines. Languages are held against each
/// other only where each is faultless by itself: what differs may follow from the fault.
pub fn load(files: &Files) -> Result<BTreeMap<Language, Library>, Vec<ContentFault>> {
    let mut faults = stray(files);
    let languages = languages(files);
    let mut libraries = BTreeMap::new();
    for language in &languages {
        let draft = Draft::read(files, *language, &mut faults);
        let checks = CHECKS.iter().chain(ROUTINE_CHECKS).chain(SCREENING_CHECKS);
        for check in checks {
            (check.run)(&draft, &mut checks::Findings::new(check.name, &mut faults));
        }
        libraries.extend(assemble::library(&draft, &mut faults).map(|it| (*language, it)));
    }
    if faults.is_empty() {
        faults = compare::faults(files, &languages);
    }
    faults.sort();
    faults.dedup();
    match faults.as_slice() {
        [] => Ok(libraries),
        _ => Err(faults),
    }
}

/// The languages that there is a folder for; the first of all where there is none, so that what is
/// missing is named.
fn languages(files: &Files) -> Vec<Language> {
    let is_there = |it: &Language| files.texts.keys().any(|path| is_in(*it, path));
    let there = Language::ALL.iter().copied().filter(is_there);
    let there: Vec<Language> = there.collect();
    match there.as_slice() {
        [] => Language::ALL[..1].to_vec(),
        _ => there,
    }
}

/// Files that are in no language's folder.
fn stray(files: &Files) -> Vec<ContentFault> {
    let in_none = |path: &&String| !Language::ALL.iter().any(|it| is_in(*it, path));
    let codes: Vec<&str> = Language::ALL.iter().map(|it| it.code()).collect();
    let right = format!(
        "Texts stand in a folder for their language: `{}`.",
        codes.join("` or `")
    );
    let stray = files.texts.keys().filter(in_none);
    stray.map(|path| schema::not_read(path, &right)).collect()
}

fn is_in(language: Language, path: &str) -> bool {
    let below = path.strip_prefix(language.code());
    below.is_some_and(|below| below.starts_with('/'))
}
