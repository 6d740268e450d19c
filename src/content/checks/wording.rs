//! Checks on the texts themselves: what they promise, and whether they fit.

use super::super::schema::Draft;
use super::super::sheet::Sheet;
use super::{Findings, each, spoken};
use crate::domain::Word;

/// The longest cue in a session, in characters (dossier 7.4: under 120).
const CUE_CHARS_MAX: usize = 119;
/// The longest value of an embed's field, in characters (Discord docs, resources/message, embed limits).
const FIELD_CHARS_MAX: usize = 1024;
/// The longest name of a choice, in characters (Discord docs, interactions/application-commands).
const NAME_CHARS_MAX: usize = 100;
/// The longest description of a command or option, in characters (same page).
const COMMAND_CHARS_MAX: usize = 100;
/// The longest label on a button, in characters (Discord docs, components/reference).
const BUTTON_CHARS_MAX: usize = 80;

pub(super) fn empty_text(draft: &Draft, found: &mut Findings<'_>) {
    for sheet in &draft.techniques {
        let names = each(&sheet.value.aliases).map(|alias| ("aliases", alias));
        for (field, text) in spoken(&sheet.value).into_iter().chain(names) {
            if text.get_ref().trim().is_empty() {
                found.at(
                    sheet,
                    text,
                    format!("`{field}` has an empty text"),
                    "Write the text, or take the entry out.",
                );
            }
        }
    }
}

pub(super) fn cue_length(draft: &Draft, found: &mut Findings<'_>) {
    for sheet in &draft.techniques {
        for (_, cue) in spoken(&sheet.value)
            .into_iter()
            .filter(|(field, _)| *field == "cue")
        {
            longer(found, sheet, "cue", cue, CUE_CHARS_MAX);
        }
    }
}

pub(super) fn card_length(draft: &Draft, found: &mut Findings<'_>) {
    for sheet in &draft.techniques {
        for (field, text) in spoken(&sheet.value) {
            longer(
                found,
                sheet,
                field,
                text,
                if field == "name" {
                    NAME_CHARS_MAX
                } else {
                    FIELD_CHARS_MAX
                },
            );
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
                found.at(
                    sheet,
                    list,
                    says,
                    format!("At most {FIELD_CHARS_MAX} fit on a card."),
                );
            }
        }
    }
    for (table, texts) in &draft.words.value {
        let chars_max = match table.get_ref().as_str() {
            "command" => COMMAND_CHARS_MAX,
            "button" => BUTTON_CHARS_MAX,
            _ => FIELD_CHARS_MAX,
        };
        texts
            .iter()
            .for_each(|(key, text)| longer(found, &draft.words, key.get_ref(), text, chars_max));
    }
    for tool in draft
        .tools
        .value
        .tools
        .iter()
        .flat_map(|it| &it.get_ref().short)
    {
        longer(found, &draft.tools, "short", tool, BUTTON_CHARS_MAX);
    }
}

fn longer<T>(
    found: &mut Findings<'_>,
    sheet: &Sheet<T>,
    field: &str,
    text: &toml::Spanned<String>,
    chars_max: usize,
) {
    let chars = text.get_ref().chars().count();
    if chars_max < chars {
        found.at(
            sheet,
            text,
            format!("`{field}` has {chars} characters"),
            format!("At most {chars_max}."),
        );
    }
}

pub(super) fn words(draft: &Draft, found: &mut Findings<'_>) {
    let sheet = &draft.words;
    let known = |table: &str, key: &str| {
        Word::ALL
            .iter()
            .find(|word| word.key().split_once('.') == Some((table, key)))
    };
    for (table, texts) in &sheet.value {
        for (key, text) in texts {
            let Some(word) = known(table.get_ref(), key.get_ref()) else {
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

/// The names between braces.
fn gaps(text: &str) -> impl Iterator<Item = &str> {
    text.split('{')
        .skip(1)
        .map(|behind| behind.split_once('}').map_or(behind, |(gap, _)| gap))
}
