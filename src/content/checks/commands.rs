//! The check on what commands and their options are called.

use std::collections::BTreeMap;

use super::super::schema::Draft;
use super::Findings;

/// The longest name of a command or option, in characters (Discord docs, interactions/application-commands).
const NAME_CHARS_MAX: usize = 32;

pub(super) fn command_name(draft: &Draft, found: &mut Findings<'_>) {
    let sheet = &draft.words;
    let table = sheet.value.iter().find(|(key, _)| key.get_ref() == "name");
    // By what they stand in and what they are called.
    let mut taken: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (key, name) in table.into_iter().flat_map(|(_, names)| names) {
        let (key, text) = (key.get_ref(), name.get_ref().as_str());
        // An empty one is for `words` to say.
        if !text.trim().is_empty() && !is_well_formed(text) {
            let says = format!("`name.{key}` cannot be typed as a command: “{text}”");
            let right = format!(
                "One word of 1 to {NAME_CHARS_MAX} small letters, digits, `-` or `_`, as Discord wants it."
            );
            found.at(sheet, name, says, right);
        }
        let stands_in = key.rsplit_once('_').map_or("", |(before, _)| before);
        if let Some(line) = taken.insert((stands_in, text), sheet.line(name)) {
            let says = format!("`name.{key}` is called “{text}” like another beside it");
            let right = format!(
                "It stands at {}:{line}. Choose another word here.",
                sheet.file
            );
            found.at(sheet, name, says, right);
        }
    }
}

/// As Discord's pattern has it (same page, application command naming).
fn is_well_formed(name: &str) -> bool {
    let fits = |c: char| matches!(c, '-' | '_' | '\'') || c.is_alphanumeric();
    let is_small = name.to_lowercase() == name;
    (1..=NAME_CHARS_MAX).contains(&name.chars().count()) && name.chars().all(fits) && is_small
}
