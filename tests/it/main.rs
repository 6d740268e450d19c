//! Everything that is tested from outside, in one program.

#![allow(clippy::unwrap_used, missing_docs)]

mod adaptation;
mod browser;
mod cards;
mod charts;
mod checklist;
mod command_line;
mod command_line_data;
mod content;
mod draw;
mod lanes;
mod learn;
mod library;
mod limits;
mod own;
mod presses;
mod reminding;
mod routines;
mod scheduling;
mod screening;
mod search;
mod session;
mod settings;
mod simulation;
mod stage;
mod store;
mod surface;
mod tidy;
mod words;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use unknot::app::{Asked, Came, Lookup};
use unknot::content::{Files, embedded, load};
use unknot::domain::{Badge, Language, Library, Role, ServerId, UserId};
use unknot::present::Request;

/// The content built in, as the bot has it.
fn libraries() -> BTreeMap<Language, Library> {
    load(&embedded()).expect("the content built in has no fault")
}

/// The content built in, in English.
fn library() -> Library {
    in_english(embedded())
}

/// The content of these files, which have no fault, in English alone.
fn in_english(mut files: Files) -> Library {
    keep_english(&mut files);
    let mut libraries = load(&files).expect("the content has no fault");
    libraries.remove(&Language::English).unwrap()
}

/// Takes out what is in other languages, so that it need not be changed too.
fn keep_english(files: &mut Files) {
    files.texts.retain(|path, _| path.starts_with("en/"));
}

/// What somebody asks for who may lead nothing.
fn asked(user: UserId, server: Option<ServerId>, request: Request) -> Asked {
    asked_as(Role::Member, user, server, request)
}

/// What somebody asks for who may do so much in the server.
fn asked_as(role: Role, user: UserId, server: Option<ServerId>, request: Request) -> Asked {
    let badge = Badge {
        role,
        roles: Vec::new(),
    };
    let came = Came {
        token: "token".to_owned(),
        language: Language::English,
        badge,
    };
    Asked {
        user,
        server,
        came,
        request,
    }
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
