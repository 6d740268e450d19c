//! Holds the languages against each other: a member must read the same, whatever language they read.
//!
//! Texts differ, of course; their numbers and gaps do not, and nothing else does. The first language is
//! the pattern.

use std::collections::BTreeSet;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::lines::Lines;
use super::texts::{gaps, numbers};
use super::{ContentFault, Files};
use crate::domain::Language;

const FILES: &str = "language-files";
const FIELDS: &str = "language-fields";
const VALUES: &str = "language-values";
const NUMBERS: &str = "language-numbers";
const GAPS: &str = "language-gaps";

/// What has to be the same in every language: the name of each check, and what it asks for. All of them
/// look at content that is faultless by itself.
pub const LANGUAGE_CHECKS: &[(&str, &str)] = &[
    (FILES, "every language has the same files"),
    (FIELDS, "every language has the same fields and entries"),
    (VALUES, "what is not text is the same in every language"),
    (
        NUMBERS,
        "a text holds the same numbers in the same order, in digits or in words up to ten",
    ),
    (GAPS, "a text has the same gaps in every language"),
];

/// Fields that hold text for people, which every language has its own words for.
const TEXTS: &[&str] = &[
    "another_way",
    "between",
    "caution",
    "cue",
    "easier",
    "goal",
    "harder",
    "heading",
    "intro",
    "keep_off",
    "kit",
    "label",
    "mistakes",
    "name",
    "not_sure",
    "note",
    "short",
    "start",
    "steps",
    "text",
    "title",
    "too_painful",
    "why",
];
/// Files that hold nothing but text.
const ALL_TEXT: &[&str] = &["words.toml", "sources.toml"];
/// Fields that each language fills as it needs: what people call things, and who has reviewed the text.
const OWN: &[&str] = &["aliases", "names", "reviewed_by"];
/// The same in `search.toml`. Which areas a joint leads to is the same in all.
const OWN_IN_SEARCH: &[&str] = &["aside", "emergency", "filler", "groups", "unlike"];

/// Every difference, in the files that are not the pattern.
pub(super) fn faults(files: &Files, languages: &[Language]) -> Vec<ContentFault> {
    let mut faults = Vec::new();
    let Some((pattern, others)) = languages.split_first() else {
        return faults;
    };
    for language in others {
        faults.extend(lacking(files, *pattern, *language));
        faults.extend(lacking(files, *language, *pattern));
        for (below, text) in of(files, *pattern) {
            let file = format!("{}/{below}", language.code());
            if let Some(other) = files.texts.get(&file) {
                let walk = Walk {
                    language: *language,
                    pattern: *pattern,
                    file: &file,
                    lines: Lines::of(other),
                    pattern_file: &format!("{}/{below}", pattern.code()),
                    pattern_lines: Lines::of(text),
                    faults: &mut faults,
                };
                walk.compare(text, other);
            }
        }
    }
    faults
}

/// The files of a language, by their path below its folder.
fn of(files: &Files, language: Language) -> impl Iterator<Item = (&str, &str)> {
    let texts = files.texts.iter();
    texts.filter_map(move |(path, text)| {
        let below = path.strip_prefix(language.code())?.strip_prefix('/')?;
        Some((below, text.as_str()))
    })
}

/// The files of one language that another has not.
fn lacking(files: &Files, there: Language, other: Language) -> Vec<ContentFault> {
    let pairs = of(files, there).map(|(below, _)| {
        let file = |language: Language| format!("{}/{below}", language.code());
        (file(there), file(other))
    });
    let lacking = pairs.filter(|(_, file)| !files.texts.contains_key(file));
    lacking
        .map(|(beside, file)| missing(&file, &beside))
        .collect()
}

fn missing(file: &str, beside: &str) -> ContentFault {
    ContentFault {
        file: file.to_owned(),
        line: 0,
        check: FILES,
        says: format!("this file is missing, and {beside} is there"),
        right: "Write it in this language too, or leave the language's folder out altogether."
            .to_owned(),
    }
}

/// Two files side by side.
struct Walk<'a> {
    language: Language,
    /// The language that it is compared with.
    pattern: Language,
    file: &'a str,
    lines: Lines,
    pattern_file: &'a str,
    pattern_lines: Lines,
    faults: &'a mut Vec<ContentFault>,
}

impl Walk<'_> {
    fn compare(mut self, pattern: &str, other: &str) {
        // Neither fails here: a file that is not TOML is a fault by itself.
        if let (Ok(pattern), Ok(other)) = (DeTable::parse(pattern), DeTable::parse(other)) {
            self.tables("", pattern.get_ref(), other.get_ref(), 0..0, 0..0);
        }
    }

    /// Two tables; `place` is where the other one stands.
    fn tables(
        &mut self,
        name: &str,
        pattern: &DeTable<'_>,
        other: &DeTable<'_>,
        pattern_place: std::ops::Range<usize>,
        place: std::ops::Range<usize>,
    ) {
        for (key, value) in pattern {
            let key = key.get_ref().as_ref();
            if self.is_own(key) {
                continue;
            }
            let name = joined(name, key);
            match other.get(key) {
                Some(other) => self.values(&name, key, value, other),
                None => {
                    let line = self.pattern_lines.at(value.span().start);
                    let says = format!("`{name}` is missing");
                    self.fault(FIELDS, place.start, says, line);
                }
            }
        }
        for (key, value) in other {
            let key = key.get_ref().as_ref();
            if pattern.get(key).is_none() && !self.is_own(key) {
                let line = self.pattern_lines.at(pattern_place.start);
                let says = format!("`{}` stands here only", joined(name, key));
                self.fault(FIELDS, value.span().start, says, line);
            }
        }
    }

    fn values(
        &mut self,
        name: &str,
        key: &str,
        pattern: &Spanned<DeValue<'_>>,
        other: &Spanned<DeValue<'_>>,
    ) {
        let line = self.pattern_lines.at(pattern.span().start);
        match (pattern.get_ref(), other.get_ref()) {
            (DeValue::Table(a), DeValue::Table(b)) => {
                self.tables(name, a, b, pattern.span(), other.span());
            }
            (DeValue::Array(a), DeValue::Array(b)) => self.lists((name, key), (a, line), b, other),
            (DeValue::String(a), DeValue::String(b)) if self.is_text(key) => {
                self.texts(name, (a, line), b, other);
            }
            (a, b) => {
                let (a, b) = (written(a), written(b));
                if a != b {
                    let says = format!("`{name}` is {b}, and {a} in the other language");
                    self.fault(VALUES, other.span().start, says, line);
                }
            }
        }
    }

    fn lists(
        &mut self,
        (name, key): (&str, &str),
        (pattern, line): (&DeArray<'_>, usize),
        other: &DeArray<'_>,
        place: &Spanned<DeValue<'_>>,
    ) {
        if pattern.len() != other.len() {
            let (count, there) = (other.len(), pattern.len());
            let says = format!("`{name}` has {count} entries, and {there} in the other language");
            return self.fault(FIELDS, place.span().start, says, line);
        }
        for (i, (a, b)) in pattern.iter().zip(other.iter()).enumerate() {
            self.values(&format!("{name} {}", i + 1), key, a, b);
        }
    }

    fn texts(
        &mut self,
        name: &str,
        (pattern, line): (&str, usize),
        other: &str,
        place: &Spanned<DeValue<'_>>,
    ) {
        let at = place.span().start;
        let there = numbers(self.pattern, pattern);
        let here = numbers(self.language, other);
        if there != here {
            let (here, there) = (listed(&here), listed(&there));
            let says =
                format!("`{name}` has the numbers {here}, and {there} in the other language");
            self.fault(NUMBERS, at, says, line);
        }
        let (there, here) = (gaps_once(pattern), gaps_once(other));
        if there != here {
            let (here, there) = (listed(&here), listed(&there));
            let says = format!("`{name}` has the gaps {here}, and {there} in the other language");
            self.fault(GAPS, at, says, line);
        }
    }

    fn is_own(&self, key: &str) -> bool {
        let in_search = self.file_name() == "search.toml" && OWN_IN_SEARCH.contains(&key);
        OWN.contains(&key) && !self.is_all_text() || in_search
    }

    fn is_text(&self, key: &str) -> bool {
        TEXTS.contains(&key) || self.is_all_text()
    }

    fn is_all_text(&self) -> bool {
        ALL_TEXT.contains(&self.file_name())
    }

    fn file_name(&self) -> &str {
        self.file.rsplit('/').next().unwrap_or_default()
    }

    fn fault(&mut self, check: &'static str, at: usize, says: String, pattern_line: usize) {
        self.faults.push(ContentFault {
            file: self.file.to_owned(),
            line: self.lines.at(at),
            check,
            says,
            right: format!("Compare {}:{pattern_line}.", self.pattern_file),
        });
    }
}

fn joined(name: &str, key: &str) -> String {
    match name {
        "" => key.to_owned(),
        _ => format!("{name}.{key}"),
    }
}

/// A value that is no list, as it is written.
fn written(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("\"{text}\""),
        DeValue::Integer(number) => number.as_str().to_owned(),
        DeValue::Float(number) => number.as_str().to_owned(),
        DeValue::Boolean(is) => is.to_string(),
        DeValue::Datetime(when) => when.to_string(),
        DeValue::Array(_) | DeValue::Table(_) => value.type_str().to_owned(),
    }
}

/// The gaps of a text, each once, whatever their order.
fn gaps_once(text: &str) -> Vec<String> {
    let gaps: BTreeSet<&str> = gaps(text).collect();
    gaps.into_iter().map(str::to_owned).collect()
}

fn listed(all: &[String]) -> String {
    match all {
        [] => "none".to_owned(),
        _ => all.join(", "),
    }
}
