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

/// Whoever is told to use a command has to find it.
pub(super) fn command_mention(draft: &Draft, found: &mut Findings<'_>) {
    let sheet = &draft.words;
    let table = sheet.value.iter().find(|(key, _)| key.get_ref() == "name");
    let names = table.into_iter().flat_map(|(_, names)| names);
    let names: BTreeMap<&str, &str> = names
        .map(|(key, name)| (key.get_ref().as_str(), name.get_ref().as_str()))
        .collect();
    let all = commands(&names);
    for (key, text) in sheet.value.values().flatten() {
        for mention in mentions(text.get_ref()) {
            // Behind the name stand options and what somebody may type.
            let is_meant = |it: &String| {
                let rest = mention.strip_prefix(it.as_str());
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
            };
            if !all.iter().any(is_meant) {
                let says = format!(
                    "`{}` names a command that is not there: {mention}",
                    key.get_ref()
                );
                let right = format!("There are: {}.", all.join(", "));
                found.at(sheet, text, says, right);
            }
        }
    }
}

/// Every command as it is typed: `/help`, `/routine list`.
fn commands(names: &BTreeMap<&str, &str>) -> Vec<String> {
    let typed = |key: &str| names.get(key).copied().unwrap_or_default();
    let alone = [
        "help",
        "learn",
        "library",
        "progress",
        "settings",
        "technique",
        "timezone",
    ]
    .map(|key| format!("/{}", typed(key)));
    let below = [
        ("routine", "list"),
        ("routine", "show"),
        ("screening", "start"),
        ("screening", "status"),
        ("screening", "forget"),
        ("privacy", "show"),
        ("privacy", "export"),
        ("privacy", "delete"),
        ("hydration", "on"),
        ("hydration", "off"),
        ("hydration", "status"),
        ("hydration", "log"),
        ("session", "start"),
        ("session", "schedule"),
        ("session", "list"),
        ("session", "cancel"),
        ("session", "move"),
        ("session", "change"),
        ("session", "calendar"),
        ("session", "panel"),
        ("session", "pause"),
        ("session", "resume"),
        ("session", "skip"),
        ("session", "stop"),
    ];
    let below = below.map(|(command, own)| {
        let own = typed(&format!("{command}_{own}"));
        format!("/{} {own}", typed(command))
    });
    alone.into_iter().chain(below).collect()
}

/// What stands between backticks and begins with a stroke.
fn mentions(text: &str) -> impl Iterator<Item = &str> {
    let quoted = text.split('`').skip(1).step_by(2);
    quoted.filter(|it| it.starts_with('/'))
}

/// As Discord's pattern has it (same page, application command naming).
fn is_well_formed(name: &str) -> bool {
    let fits = |c: char| matches!(c, '-' | '_' | '\'') || c.is_alphanumeric();
    let is_small = name.to_lowercase() == name;
    (1..=NAME_CHARS_MAX).contains(&name.chars().count()) && name.chars().all(fits) && is_small
}
