//! Reads the files in `content/` and makes the library of them, or says everything that is wrong.
//!
//! Must never let a faulty file through: what is loaded here is said to people on the floor.

mod assemble;
mod checks;
mod fault;
mod files;
mod schema;
mod sheet;

pub use checks::{BLOCKED, CHECKS, Check, ROUTINE_CHECKS};
pub use fault::ContentFault;
pub use files::{Files, embedded, from_dir};

use crate::domain::Library;
use schema::Draft;

/// The language whose files are read; its folder in `content/`.
const LANGUAGE: &str = "en";

/// Makes the library.
///
/// # Errors
/// Every fault in every file at once, in the order of files and lines.
pub fn load(files: &Files) -> Result<Library, Vec<ContentFault>> {
    let mut faults = Vec::new();
    let draft = Draft::read(files, LANGUAGE, &mut faults);
    for check in CHECKS.iter().chain(ROUTINE_CHECKS) {
        (check.run)(&draft, &mut checks::Findings::new(check.name, &mut faults));
    }
    let library = assemble::library(&draft, &mut faults);
    faults.sort();
    faults.dedup();
    match library {
        Some(library) if faults.is_empty() => Ok(library),
        _ => Err(faults),
    }
}
