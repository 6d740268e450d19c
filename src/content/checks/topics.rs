//! Checks on the topics and the sources, and their texts for the checks on all texts.

use std::collections::BTreeMap;

use toml::Spanned;

use super::super::schema::{Draft, Part, Topic};
use super::super::sheet::{Sheet, meant};
use super::{Findings, Said, each};

/// The words that `kind` may be.
pub(in crate::content) const KINDS: &[&str] = &["lesson", "myths", "glossary"];
/// The most topics there may be: a menu holds as many (Discord docs, components/reference).
const TOPICS_MAX: usize = 25;

pub(super) fn topic_count(draft: &Draft, found: &mut Findings<'_>) {
    if let Some(sheet) = draft.topics.get(TOPICS_MAX) {
        let says = format!("there are {} topics", draft.topics.len());
        let right = format!("At most {TOPICS_MAX} fit a menu.");
        found.push(&sheet.file, 0, says, right);
    }
}

pub(super) fn topic_place(draft: &Draft, found: &mut Findings<'_>) {
    let mut taken: BTreeMap<u32, &str> = BTreeMap::new();
    for sheet in &draft.topics {
        for place in sheet.value.place.iter() {
            if let Some(file) = taken.insert(*place.get_ref(), &sheet.file) {
                let says = format!("the place {} is taken", place.get_ref());
                let right = format!("{file} has it. Choose another number.");
                found.at(sheet, place, says, right);
            }
        }
    }
}

pub(super) fn known_source(draft: &Draft, found: &mut Findings<'_>) {
    let known: Vec<&str> = (draft.sources.value.keys())
        .map(|key| key.get_ref().as_str())
        .collect();
    let mut named: Vec<(&str, usize, &str)> = Vec::new();
    for sheet in &draft.techniques {
        let keys = each(&sheet.value.sources);
        named
            .extend(keys.map(|key| (sheet.file.as_str(), sheet.line(key), key.get_ref().as_str())));
    }
    for sheet in &draft.routines {
        let keys = each(&sheet.value.sources);
        named
            .extend(keys.map(|key| (sheet.file.as_str(), sheet.line(key), key.get_ref().as_str())));
    }
    for (sheet, part) in parts(draft) {
        let keys = each(&part.carries).chain(each(&part.sources));
        named
            .extend(keys.map(|key| (sheet.file.as_str(), sheet.line(key), key.get_ref().as_str())));
    }
    // An empty key is for `empty-text` to say.
    let missing =
        |key: &str| !key.trim().is_empty() && !known.contains(&key) && draft.sources.is_read;
    for (file, line, key) in named.into_iter().filter(|(.., key)| missing(key)) {
        let says = format!("there is no source `{key}`");
        found.push(file, line, says, nearest(key, &known, &draft.sources.file));
    }
}

/// A hint at what may have been meant. There are too many sources to list them all.
fn nearest(key: &str, known: &[&str], file: &str) -> String {
    let all = meant(key, known);
    let hint = all
        .split_once(" There are:")
        .map(|(hint, _)| format!("{hint} "));
    format!("{}They stand in `{file}`.", hint.unwrap_or_default())
}

/// A topic without a source is a topic that nobody can check.
pub(super) fn source(draft: &Draft, found: &mut Findings<'_>) {
    for (sheet, part) in parts(draft) {
        let sources = part.sources.iter();
        let carries_none = each(&part.carries).next().is_none();
        for list in sources.filter(|list| list.get_ref().is_empty() && carries_none) {
            let right = "Name the item or the study it comes from.";
            found.at(sheet, list, "no source is named".to_owned(), right);
        }
    }
}

/// Every text of the topics that a member reads.
pub(super) fn said(draft: &Draft) -> Vec<Said<'_>> {
    let of_topics = draft.topics.iter().flat_map(|sheet| {
        let it = &sheet.value;
        let texts = [("title", &it.title), ("intro", &it.intro)];
        let texts = texts.into_iter();
        texts.filter_map(move |(field, text)| Some(Said::at(sheet, field, text.as_ref()?)))
    });
    let of_parts = parts(draft).flat_map(|(sheet, part)| {
        let texts = [("heading", &part.heading), ("text", &part.text)];
        let texts = texts.into_iter();
        texts.filter_map(move |(field, text)| Some(Said::at(sheet, field, text.as_ref()?)))
    });
    of_topics.chain(of_parts).collect()
}

/// What a source is called, as a member reads it.
pub(super) fn cited(draft: &Draft) -> Vec<Said<'_>> {
    let sheet = &draft.sources;
    let cites = sheet.value.values();
    cites.map(|cite| Said::at(sheet, "cite", cite)).collect()
}

/// The keys of sources as they are named.
pub(super) fn keys(draft: &Draft) -> Vec<Said<'_>> {
    let keys = parts(draft).flat_map(|(sheet, part)| {
        let carries = each(&part.carries).map(|key| Said::at(sheet, "carries", key));
        carries.chain(each(&part.sources).map(|key| Said::at(sheet, "sources", key)))
    });
    keys.collect()
}

/// Other words for topics and their parts.
pub(super) fn aliases(draft: &Draft) -> Vec<Said<'_>> {
    let of_topics = (draft.topics.iter())
        .flat_map(|sheet| each(&sheet.value.aliases).map(|it| Said::at(sheet, "aliases", it)));
    let of_parts = parts(draft)
        .flat_map(|(sheet, part)| each(&part.aliases).map(|it| Said::at(sheet, "aliases", it)));
    of_topics.chain(of_parts).collect()
}

/// What finds a topic: its own names, and those of its parts.
pub(super) fn names(topic: &Topic) -> impl Iterator<Item = &Spanned<String>> {
    let of_parts = topic.parts.iter().flat_map(|part| {
        let part = part.get_ref();
        part.heading.iter().chain(each(&part.aliases))
    });
    each(&topic.aliases).chain(of_parts)
}

/// Heading and text of a part that names a myth and denies it (dossier 7.6). What does not deny it
/// spreads it.
pub(super) fn denials<'a>(draft: &'a Draft, denying: &[&str]) -> Vec<(&'a str, usize)> {
    let mut places = Vec::new();
    for (sheet, part) in parts(draft) {
        let is_myth = sheet
            .value
            .kind
            .as_ref()
            .is_some_and(|it| it.get_ref() == "myths");
        let denies = part
            .text
            .as_ref()
            .is_some_and(|text| denies(text.get_ref(), denying));
        if is_myth && denies {
            let texts = part.heading.iter().chain(&part.text);
            places.extend(texts.map(|text| (sheet.file.as_str(), sheet.line(text))));
        }
    }
    places
}

fn denies(text: &str, denying: &[&str]) -> bool {
    let folded = crate::domain::fold(text);
    let mut words = folded.split(' ');
    words.any(|word| denying.contains(&word))
}

fn parts(draft: &Draft) -> impl Iterator<Item = (&Sheet<Topic>, &Part)> {
    let sheets = draft.topics.iter();
    sheets.flat_map(|sheet| {
        sheet
            .value
            .parts
            .iter()
            .map(move |part| (sheet, part.get_ref()))
    })
}
