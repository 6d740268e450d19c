//! Everything that is tested from outside, in one program.

#![allow(clippy::unwrap_used, missing_docs)]

mod browser;
mod cards;
mod checklist;
mod command_line;
mod content;
mod draw;
mod learn;
mod library;
mod limits;
mod presses;
mod routines;
mod search;
mod settings;
mod stage;
mod surface;
mod tidy;
mod words;

use std::path::{Path, PathBuf};

use unknot::app::Lookup;
use unknot::domain::Library;

/// The content built in, as the bot has it.
fn library() -> Library {
    unknot::content::load(&unknot::content::embedded()).expect("the content built in has no fault")
}

fn lookup() -> Lookup {
    Lookup::new(library())
}

/// A copy of the content folder, to break.
fn copy_of_content() -> tempfile::TempDir {
    fn copy(from: &Path, to: &Path) {
        std::fs::create_dir_all(to).unwrap();
        for entry in std::fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            let target = to.join(entry.file_name());
            if entry.path().is_dir() {
                copy(&entry.path(), &target);
            } else {
                std::fs::copy(entry.path(), target).unwrap();
            }
        }
    }
    let folder = tempfile::tempdir().unwrap();
    copy(
        &PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("content"),
        folder.path(),
    );
    folder
}

/// Changes one text in a copy of the content.
fn edit(folder: &Path, file: &str, from: &str, to: &str) {
    let path = folder.join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} says {from}");
    std::fs::write(path, text.replacen(from, to, 1)).unwrap();
}
