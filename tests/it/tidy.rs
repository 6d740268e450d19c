//! The rules of the house that a compiler does not keep.

use std::path::{Path, PathBuf};

use unknot::settings::NAMES;

/// The longest file, in lines. A longer one has two reasons to change.
const FILE_LINES_MAX: usize = 400;

/// Which rooms of `src` each room may import. What is not here may import nothing.
const LAYERS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("content", &["domain"]),
    ("draw", &["domain"]),
    ("present", &["domain"]),
    (
        "app",
        &["domain", "present", "draw", "store", "clock", "dice"],
    ),
    ("discord", &["domain", "present", "app"]),
    ("settings", &["app", "discord", "store"]),
    ("store", &["domain", "dice"]),
    ("clock", &["domain"]),
    ("dice", &[]),
];

/// Words that stand in one room of `src` only.
const HOMES: &[(&str, &str)] = &[
    ("serenity", "discord"),
    ("poise", "discord"),
    ("reqwest", "discord"),
    ("SELECT ", "store"),
    ("rusqlite", "store"),
    ("getrandom", "dice"),
    ("strsim::osa", "app"),
    ("resvg", "draw"),
    ("plotters", "draw"),
];

/// Words that stand nowhere. Built of pieces, so that this file keeps its own rule.
const NOWHERE: &[&str] = &[
    concat!("FIX", "ME"),
    concat!("TO", "DO"),
    concat!("todo", "!("),
    concat!("unimplemented", "!("),
    concat!("#[", "ignore"),
    concat!("mod ", "utils"),
];

#[test]
fn rooms_import_only_what_lies_below_them() {
    for file in sources("src") {
        let room = room(&file);
        let allowed = LAYERS.iter().find(|(name, _)| *name == room);
        let allowed = allowed.map_or([].as_slice(), |(_, allowed)| allowed);
        for imported in imported(&read(&file), depth(&file)) {
            let is_room = LAYERS.iter().any(|(name, _)| *name == imported);
            assert!(
                !is_room || imported == room || allowed.contains(&imported.as_str()),
                "{} is in `{room}` and may not import `{imported}`; it may import {allowed:?}",
                file.display()
            );
        }
    }
}

#[test]
fn a_way_around_through_super_is_seen() {
    let names = |text: &str| imported(text, 2);
    assert_eq!(names("use crate::store::View;"), ["store"]);
    assert_eq!(names("use super::super::discord;"), ["discord"]);
    assert_eq!(names("use super::sibling;"), [""; 0], "stays in the room");
}

/// The names right below the crate's root that a file of this depth says: behind `crate::`, and
/// behind enough `super::` to get there.
fn imported(text: &str, depth: usize) -> Vec<String> {
    let name = |behind: &str| {
        behind
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect()
    };
    let mut names: Vec<String> = text.split("crate::").skip(1).map(name).collect();
    let up = "super::".repeat(depth);
    names.extend(text.split(&up).skip(1).map(name));
    names
}

/// How many modules deep a file lies below the crate's root.
fn depth(file: &Path) -> usize {
    let below = file.strip_prefix(root().join("src")).unwrap();
    below.components().count() - usize::from(below.ends_with("mod.rs"))
}

#[test]
fn every_room_has_its_layer() {
    for file in sources("src") {
        let room = room(&file);
        let of_the_binary = [
            "main",
            "lib",
            "environment",
            "loading",
            "logging",
            "rehearse",
            "stop",
        ]
        .contains(&room.as_str());
        let known = LAYERS.iter().any(|(name, _)| *name == room);
        assert!(
            known || of_the_binary,
            "`{room}` has no line in the table of layers"
        );
    }
}

#[test]
fn words_stay_at_home() {
    for file in sources("src") {
        let room = room(&file);
        // Lines of prose may speak of anything, and logging names the libraries it silences.
        let code: Vec<String> = (read(&file).lines())
            .filter(|line| !line.trim_start().starts_with("//"))
            .map(str::to_owned)
            .collect();
        let silenced =
            |word: &str| room == "logging" && ["serenity", "poise", "reqwest"].contains(&word);
        let elsewhere = HOMES
            .iter()
            .filter(|(word, home)| *home != room && !silenced(word));
        for (word, home) in elsewhere {
            let found = code.iter().find(|line| line.contains(word));
            assert_eq!(
                found,
                None,
                "`{word}` belongs in `{home}`, not in {}",
                file.display()
            );
        }
    }
}

#[test]
fn nothing_is_left_open() {
    for file in sources("src")
        .into_iter()
        .chain(sources("tests"))
        .chain(sources("benches"))
    {
        let text = read(&file);
        for word in NOWHERE {
            assert!(!text.contains(word), "{} says {word}", file.display());
        }
    }
}

#[test]
fn files_stay_short_and_say_what_they_are() {
    for file in sources("src")
        .into_iter()
        .chain(sources("tests"))
        .chain(sources("benches"))
    {
        let text = read(&file);
        let lines = text.lines().count();
        assert!(
            lines <= FILE_LINES_MAX,
            "{} has {lines} lines; at most {FILE_LINES_MAX}",
            file.display()
        );
        assert!(
            text.starts_with("//!"),
            "{} does not open with what it is",
            file.display()
        );
    }
}

#[test]
fn the_example_environment_names_every_setting_and_no_other() {
    let example = read(&root().join(".env.example"));
    let names: Vec<&str> = (example.lines())
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('='))
        .map(|(name, _)| name)
        .collect();
    assert_eq!(names, NAMES);
}

#[test]
fn the_rehearsal_imports_nothing_of_the_bot() {
    for file in sources("tests/rehearsal") {
        let text = read(&file);
        assert!(
            !text.contains("unknot::"),
            "{} imports the bot",
            file.display()
        );
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(file: &Path) -> String {
    std::fs::read_to_string(file).unwrap()
}

/// The Rust files below a folder of the repository.
fn sources(folder: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() && path.file_name().is_some_and(|name| name != "target") {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    assert!(
        !files.is_empty() || folder == "benches",
        "no sources below {folder}"
    );
    files
}

/// The folder or file right below `src`.
fn room(file: &Path) -> String {
    let below = file.strip_prefix(root().join("src")).unwrap();
    let first = below
        .components()
        .next()
        .unwrap()
        .as_os_str()
        .to_string_lossy()
        .into_owned();
    first.trim_end_matches(".rs").to_owned()
}
