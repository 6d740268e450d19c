//! Checks on the texts themselves: what they promise, and whether they fit.

use super::super::schema::{Draft, Texts};
use super::super::sheet::Sheet;
use super::super::texts::gaps;
use super::lengths::{
    BUTTON_CHARS_MAX, FIELD_CHARS_MAX, HEADING_CHARS_MAX, NAME_CHARS_MAX, chars_max_of,
};
use super::{Findings, Said, each, routines, screening, shelf, spoken, topics};
use crate::domain::{Word, fold};

/// The longest cue in a session, in characters (dossier 7.4: under 120).
const CUE_CHARS_MAX: usize = 119;
/// The longest line that a source may have, so that a card holds the list of them.
const CITE_CHARS_MAX: usize = 200;

pub(super) fn empty_text(draft: &Draft, found: &mut Findings<'_>) {
    let mut look = |it: &Said<'_>| {
        if it.text.trim().is_empty() {
            let says = format!("`{}` has an empty text", it.field);
            let right = "Write the text, or take the entry out.";
            found.push(it.file, it.line, says, right);
        }
    };
    for sheet in &draft.techniques {
        let it = &sheet.value;
        let sources = each(&it.sources).map(|source| ("sources", source));
        for (field, text) in spoken(it).into_iter().chain(sources) {
            look(&Said::at(sheet, field, text));
        }
    }
    for sheet in &draft.routines {
        let it = &sheet.value;
        let sources = each(&it.sources).map(|source| ("sources", source));
        for (field, text) in routines::spoken(it).into_iter().chain(sources) {
            look(&Said::at(sheet, field, text));
        }
    }
    // A move without pressure need not have a note.
    let shelf = shelf(draft).into_iter().filter(|it| it.field != "note");
    shelf.for_each(|it| look(&it));
    screening::said(draft).iter().for_each(&mut look);
    let topics = topics::said(draft).into_iter();
    let topics = topics.chain(topics::cited(draft));
    (topics.chain(topics::keys(draft))).for_each(|it| look(&it));
    let names = aliases(draft).into_iter().chain(search_words(draft));
    for alias in names.filter(|it| fold(it.text).is_empty()) {
        let says = format!(
            "`{}` has an entry that search reads as nothing",
            alias.field
        );
        let right = "Write a word with letters or digits, or take the entry out.";
        found.push(alias.file, alias.line, says, right);
    }
}

/// Other words for techniques, regions and routines.
fn aliases(draft: &Draft) -> Vec<Said<'_>> {
    let of_techniques = (draft.techniques.iter())
        .flat_map(|sheet| each(&sheet.value.aliases).map(|it| Said::at(sheet, "aliases", it)));
    let regions = &draft.regions;
    let of_regions = (regions.value.regions.iter()).flat_map(|region| {
        each(&region.get_ref().aliases).map(|it| Said::at(regions, "aliases", it))
    });
    let of_routines = (draft.routines.iter())
        .flat_map(|sheet| each(&sheet.value.aliases).map(|it| Said::at(sheet, "aliases", it)));
    (of_techniques.chain(of_regions))
        .chain(of_routines)
        .chain(topics::aliases(draft))
        .collect()
}

/// The words that search has to know.
fn search_words(draft: &Draft) -> Vec<Said<'_>> {
    let (sheet, it) = (&draft.search, &draft.search.value);
    let lists = [
        ("filler", &it.filler),
        ("aside", &it.aside),
        ("unlike", &it.unlike),
        ("emergency", &it.emergency),
    ];
    let groups = it.leading().map(|group| ("names", &group.names));
    let lists = lists.into_iter().chain(groups);
    let words = lists.flat_map(|(field, list)| each(list).map(move |it| (field, it)));
    words
        .map(|(field, it)| Said::at(sheet, field, it))
        .collect()
}

pub(super) fn empty_list(draft: &Draft, found: &mut Findings<'_>) {
    for sheet in &draft.techniques {
        let it = &sheet.value;
        let lists = [
            (&it.aliases, "aliases", "Name at least one word for it."),
            (
                &it.steps,
                "steps",
                "Say what to do, one short sentence a step.",
            ),
            (
                &it.mistakes,
                "mistakes",
                "Name at least one thing that people get wrong.",
            ),
        ];
        for (list, field, right) in lists {
            none_in(found, sheet, list, field, right);
        }
    }
    for sheet in &draft.routines {
        let right = "Name at least one word for it.";
        none_in(found, sheet, &sheet.value.aliases, "aliases", right);
    }
    for sheet in &draft.topics {
        let right = "Name at least one word for it.";
        none_in(found, sheet, &sheet.value.aliases, "aliases", right);
    }
    for region in draft.regions.value.regions.iter().map(|it| it.get_ref()) {
        let right = "Name at least one everyday word for it.";
        none_in(found, &draft.regions, &region.aliases, "aliases", right);
    }
    let search = &draft.search;
    let right = "Name what people type who need help now.";
    none_in(found, search, &search.value.emergency, "emergency", right);
    for group in search.value.leading() {
        let right = "Name at least one word for them.";
        none_in(found, search, &group.names, "names", right);
        let right = "Name the areas that it may mean.";
        none_in(found, search, &group.regions, "regions", right);
    }
}

fn none_in<T>(
    found: &mut Findings<'_>,
    sheet: &Sheet<T>,
    list: &Texts,
    field: &str,
    right: &'static str,
) {
    for list in list.iter().filter(|list| list.get_ref().is_empty()) {
        found.at(sheet, list, format!("`{field}` is empty"), right);
    }
}

pub(super) fn cue_length(draft: &Draft, found: &mut Findings<'_>) {
    for sheet in &draft.techniques {
        for (_, cue) in spoken(&sheet.value)
            .into_iter()
            .filter(|(field, _)| *field == "cue")
        {
            longer(found, &Said::at(sheet, "cue", cue), CUE_CHARS_MAX);
        }
    }
    for sheet in &draft.routines {
        let cues = sheet.value.cues.iter();
        for text in cues.filter_map(|it| it.get_ref().text.as_ref()) {
            longer(found, &Said::at(sheet, "text", text), CUE_CHARS_MAX);
        }
    }
}

pub(super) fn card_length(draft: &Draft, found: &mut Findings<'_>) {
    for sheet in &draft.techniques {
        for (field, text) in spoken(&sheet.value) {
            let chars_max = match field {
                "name" => NAME_CHARS_MAX,
                _ => FIELD_CHARS_MAX,
            };
            longer(found, &Said::at(sheet, field, text), chars_max);
        }
        let lists = [
            ("steps", &sheet.value.steps),
            ("keep_off", &sheet.value.keep_off),
            ("mistakes", &sheet.value.mistakes),
        ];
        for (field, list) in lists {
            // Each entry gets a mark and a line of its own.
            let chars: usize = each(list)
                .map(|text| text.get_ref().chars().count() + 4)
                .sum();
            if let (true, Some(list)) = (FIELD_CHARS_MAX < chars, list) {
                let says = format!("`{field}` has about {chars} characters in all");
                let right = format!("At most {FIELD_CHARS_MAX} fit on a card.");
                found.at(sheet, list, says, right);
            }
        }
    }
    for sheet in &draft.routines {
        for (field, text) in routines::spoken(&sheet.value) {
            let chars_max = match field {
                "name" => NAME_CHARS_MAX,
                // `cue-length` has looked at it.
                "text" => continue,
                _ => FIELD_CHARS_MAX,
            };
            longer(found, &Said::at(sheet, field, text), chars_max);
        }
    }
    for it in shelf(draft) {
        let chars_max = match (it.file == draft.tools.file, it.field) {
            // A tool's name is the second line of a menu's entry; a position's has no reason to be
            // longer.
            (true, "name") => NAME_CHARS_MAX,
            (true, "short") => BUTTON_CHARS_MAX,
            _ => FIELD_CHARS_MAX,
        };
        longer(found, &it, chars_max);
    }
    for it in topics::said(draft) {
        let chars_max = match it.field {
            // They are choices too while somebody types.
            "title" | "heading" => NAME_CHARS_MAX,
            _ => FIELD_CHARS_MAX,
        };
        longer(found, &it, chars_max);
    }
    for it in screening::said(draft) {
        let chars_max = match it.field {
            "heading" => HEADING_CHARS_MAX,
            "name" | "label" => NAME_CHARS_MAX,
            _ => FIELD_CHARS_MAX,
        };
        longer(found, &it, chars_max);
    }
    for cite in topics::cited(draft) {
        longer(found, &cite, CITE_CHARS_MAX);
    }
    for alias in aliases(draft) {
        longer(found, &alias, NAME_CHARS_MAX);
    }
    words_length(draft, found);
}

fn words_length(draft: &Draft, found: &mut Findings<'_>) {
    for (table, texts) in &draft.words.value {
        for (key, text) in texts {
            let key = key.get_ref();
            let word = known_word(table.get_ref(), key);
            let said = Said::at(&draft.words, key, text);
            longer(found, &said, word.map_or(FIELD_CHARS_MAX, chars_max_of));
        }
    }
}

fn longer(found: &mut Findings<'_>, it: &Said<'_>, chars_max: usize) {
    let chars = it.text.chars().count();
    if chars_max < chars {
        let says = format!("`{}` has {chars} characters", it.field);
        found.push(it.file, it.line, says, format!("At most {chars_max}."));
    }
}

fn known_word(table: &str, key: &str) -> Option<Word> {
    let is = |word: &&Word| word.key().split_once('.') == Some((table, key));
    Word::ALL.iter().find(is).copied()
}

pub(super) fn words(draft: &Draft, found: &mut Findings<'_>) {
    let sheet = &draft.words;
    for (table, texts) in &sheet.value {
        for (key, text) in texts {
            let Some(word) = known_word(table.get_ref(), key.get_ref()) else {
                let says = format!(
                    "the program never says `{}.{}`",
                    table.get_ref(),
                    key.get_ref()
                );
                found.at(sheet, key, says, "Take it out, or mend its name.");
                continue;
            };
            for gap in gaps(text.get_ref()).filter(|gap| !word.gaps().contains(gap)) {
                let right = match word.gaps() {
                    [] => "This text has no gaps.".to_owned(),
                    gaps => format!("Its gaps are: {{{}}}.", gaps.join("}, {")),
                };
                found.at(
                    sheet,
                    text,
                    format!("`{}` has no gap {{{gap}}}", word.key()),
                    right,
                );
            }
            if text.get_ref().trim().is_empty() {
                found.at(
                    sheet,
                    text,
                    format!("`{}` is empty", word.key()),
                    "Write the text.",
                );
            }
        }
    }
    if !sheet.is_read {
        return;
    }
    let is_there = |word: &Word| {
        let (table, key) = word.key().split_once('.').unwrap_or_default();
        let mut tables = sheet
            .value
            .iter()
            .filter(|(name, _)| name.get_ref() == table);
        tables.any(|(_, texts)| texts.keys().any(|name| name.get_ref() == key))
    };
    for word in Word::ALL.iter().filter(|word| !is_there(word)) {
        let (table, key) = word.key().split_once('.').unwrap_or_default();
        found.push(
            &sheet.file,
            0,
            format!("`{}` has no text", word.key()),
            format!("Add `{key} = \"…\"` under `[{table}]`."),
        );
    }
}
