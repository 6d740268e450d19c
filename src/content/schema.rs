//! The shape of every content file, field by field, and the whole of them as one draft.
//!
//! Every field may be missing here: the assembly says all that are, at once.

mod screening;

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::sheet::Sheet;
use super::{ContentFault, Files};
use crate::domain::Language;
pub(super) use screening::{Off, Place, Screening, Suits};

/// A value and its place in the file, or nothing where the field is missing.
pub(super) type Field<T> = Option<Spanned<T>>;
/// Texts with their places.
pub(super) type Texts = Option<Spanned<Vec<Spanned<String>>>>;

/// The words: a table for each place, a text for each key.
pub(super) type WordTables = BTreeMap<Spanned<String>, BTreeMap<Spanned<String>, Spanned<String>>>;

/// The sources: a line for each key.
pub(super) type SourceLines = BTreeMap<Spanned<String>, Spanned<String>>;

/// The content of one language as it was read, faults and all.
pub(super) struct Draft {
    pub(super) language: Language,
    pub(super) regions: Sheet<Regions>,
    pub(super) tools: Sheet<Tools>,
    pub(super) swaps: Sheet<Swaps>,
    pub(super) words: Sheet<WordTables>,
    pub(super) techniques: Vec<Sheet<Technique>>,
    pub(super) routines: Vec<Sheet<Routine>>,
    pub(super) topics: Vec<Sheet<Topic>>,
    pub(super) sources: Sheet<SourceLines>,
    pub(super) search: Sheet<Search>,
    pub(super) screening: Sheet<Screening>,
}

impl Draft {
    /// Reads every file of a language and says which are missing or stray.
    pub(super) fn read(files: &Files, language: Language, faults: &mut Vec<ContentFault>) -> Draft {
        let code = language.code();
        let whole = [
            "regions",
            "tools",
            "swaps",
            "words",
            "sources",
            "search",
            "screening",
        ];
        let whole = whole.map(|name| format!("{code}/{name}.toml"));
        let [techniques, routines, topics] =
            ["techniques", "routines", "topics"].map(|name| format!("{code}/{name}/"));
        let folders = [&techniques, &routines, &topics];
        let of_language = |path: &&String| path.starts_with(&format!("{code}/"));
        for path in files.texts.keys().filter(of_language) {
            if !whole.contains(path) && !folders.iter().any(|it| is_right_below(it, path)) {
                let right = format!(
                    "Techniques belong in `{techniques}`, routines in `{routines}`, topics in `{topics}`."
                );
                faults.push(not_read(path, &right));
            }
        }
        let needed = [
            (&techniques, "there is no technique"),
            (&routines, "there is no routine"),
            (&topics, "there is no topic"),
        ];
        for (folder, says) in needed {
            if !files.texts.keys().any(|path| is_right_below(folder, path)) {
                let right = "Add at least one file here.";
                faults.push(file_fault(folder, says, right));
            }
        }
        let [regions, tools, swaps, words, sources, search, screening] = whole;
        Draft {
            language,
            regions: read_whole(files, &regions, faults),
            tools: read_whole(files, &tools, faults),
            swaps: read_whole(files, &swaps, faults),
            words: read_whole(files, &words, faults),
            techniques: read_folder(files, &techniques, faults),
            routines: read_folder(files, &routines, faults),
            topics: read_folder(files, &topics, faults),
            sources: read_whole(files, &sources, faults),
            search: read_whole(files, &search, faults),
            screening: read_whole(files, &screening, faults),
        }
    }
}

fn is_right_below(folder: &str, path: &str) -> bool {
    let name = path.strip_prefix(folder);
    name.is_some_and(|name| !name.contains('/'))
}

fn read_folder<T: serde::de::DeserializeOwned + Default>(
    files: &Files,
    folder: &str,
    faults: &mut Vec<ContentFault>,
) -> Vec<Sheet<T>> {
    let texts = files.texts.iter();
    let texts = texts.filter(|(path, _)| is_right_below(folder, path));
    texts
        .map(|(path, text)| Sheet::read(path, text, faults))
        .collect()
}

fn read_whole<T: serde::de::DeserializeOwned + Default>(
    files: &Files,
    path: &str,
    faults: &mut Vec<ContentFault>,
) -> Sheet<T> {
    let text = files.texts.get(path);
    if text.is_none() {
        let right = "Take it from the content the program came with.";
        faults.push(file_fault(path, "this file is missing", right));
    }
    Sheet::read(path, text.map_or("", String::as_str), faults)
}

/// A file that stands where nothing is read.
pub(super) fn not_read(path: &str, right: &str) -> ContentFault {
    file_fault(path, "this file is not read", right)
}

fn file_fault(file: &str, says: &str, right: &str) -> ContentFault {
    ContentFault {
        file: file.to_owned(),
        line: 0,
        check: "file-place",
        says: says.to_owned(),
        right: right.to_owned(),
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Regions {
    pub(super) regions: Vec<Spanned<Region>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Region {
    pub(super) id: Field<String>,
    pub(super) name: Field<String>,
    pub(super) aliases: Texts,
    pub(super) neighbours: Texts,
    pub(super) caution: Field<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Tools {
    pub(super) tools: Vec<Spanned<Tool>>,
    pub(super) positions: Vec<Spanned<Position>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Tool {
    pub(super) id: Field<String>,
    pub(super) name: Field<String>,
    pub(super) short: Field<String>,
    pub(super) offered: Field<bool>,
    pub(super) why: Field<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Position {
    pub(super) id: Field<String>,
    pub(super) name: Field<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Swaps {
    pub(super) swaps: Vec<Spanned<Swap>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Swap {
    pub(super) id: Field<String>,
    pub(super) name: Field<String>,
    pub(super) text: Field<String>,
    pub(super) note: Field<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Technique {
    pub(super) id: Field<String>,
    pub(super) name: Field<String>,
    pub(super) aliases: Texts,
    pub(super) region: Field<String>,
    pub(super) sides: Field<String>,
    pub(super) opt_in: Field<bool>,
    pub(super) intro: Field<String>,
    pub(super) start: Field<String>,
    pub(super) steps: Texts,
    pub(super) keep_off: Texts,
    pub(super) easier: Field<String>,
    pub(super) harder: Field<String>,
    pub(super) too_painful: Field<String>,
    pub(super) mistakes: Texts,
    pub(super) swap: Field<String>,
    pub(super) sources: Texts,
    pub(super) reviewed_by: Field<String>,
    pub(super) path: Field<Path>,
    pub(super) hold: Field<Hold>,
    #[serde(rename = "move")]
    pub(super) small_move: Field<Move>,
    pub(super) ways: Vec<Spanned<Way>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Path {
    pub(super) between: Field<String>,
    pub(super) inches: Field<u32>,
    pub(super) pass_seconds: Field<u32>,
    pub(super) passes: Field<u32>,
    pub(super) cue: Field<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Hold {
    pub(super) seconds: Field<u32>,
    pub(super) cue: Field<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Move {
    pub(super) seconds: Field<u32>,
    pub(super) text: Field<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Way {
    pub(super) name: Field<String>,
    pub(super) level: Field<String>,
    pub(super) start: Field<String>,
    pub(super) positions: Texts,
    pub(super) tools: Texts,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Routine {
    pub(super) id: Field<String>,
    pub(super) name: Field<String>,
    pub(super) aliases: Texts,
    pub(super) goal: Field<String>,
    pub(super) kit: Field<String>,
    pub(super) positions: Texts,
    pub(super) mode: Field<String>,
    pub(super) note: Field<String>,
    pub(super) seconds: Field<u32>,
    pub(super) sources: Texts,
    pub(super) reviewed_by: Field<String>,
    pub(super) cues: Vec<Spanned<Cue>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Cue {
    pub(super) kind: Field<String>,
    pub(super) seconds: Field<u32>,
    pub(super) technique: Field<String>,
    pub(super) side: Field<String>,
    pub(super) text: Field<String>,
    pub(super) another_way: Field<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Topic {
    pub(super) id: Field<String>,
    pub(super) title: Field<String>,
    pub(super) place: Field<u32>,
    pub(super) aliases: Texts,
    pub(super) kind: Field<String>,
    pub(super) intro: Field<String>,
    pub(super) reviewed_by: Field<String>,
    pub(super) parts: Vec<Spanned<Part>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Part {
    pub(super) heading: Field<String>,
    pub(super) aliases: Texts,
    pub(super) text: Field<String>,
    pub(super) carries: Texts,
    pub(super) sources: Texts,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Search {
    pub(super) filler: Texts,
    pub(super) aside: Texts,
    pub(super) unlike: Texts,
    pub(super) emergency: Texts,
    pub(super) groups: Vec<Spanned<Group>>,
    pub(super) joints: Vec<Spanned<Group>>,
}

impl Search {
    /// Every word that leads to regions.
    pub(super) fn leading(&self) -> impl Iterator<Item = &Group> {
        let all = self.groups.iter().chain(&self.joints);
        all.map(Spanned::get_ref)
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Group {
    pub(super) names: Texts,
    pub(super) regions: Texts,
}
