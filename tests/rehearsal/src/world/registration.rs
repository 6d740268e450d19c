//! Knows: what a command has to be like for Discord to take it.
//! Never: keeps one.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::{Value, json};
use twilight_model::application::command::{
    Command as Definition, CommandOption, CommandOptionChoice, CommandOptionChoiceValue,
    CommandType,
};
use twilight_validate::command::command_characters;

use crate::world::locale::Locale;
use crate::world::refusal::Faults;

/// Characters of all words of a command together, in each of them the longest language
/// (Discord docs, interactions/application-commands, "Slash Commands").
const COMMAND_CHARS_MAX: usize = 8000;

/// Options of a command or subcommand, and choices of an option (same docs, "Application Command Structure").
const LIST_MAX: usize = 25;

/// Characters of a name, and of everything longer: descriptions, and names and values of choices (same docs).
const NAME_CHARS_MAX: usize = 32;
const TEXT_CHARS_MAX: usize = 100;

/// What names of chat commands and of options are made of (same docs, "Application Command Naming").
///
/// twilight-validate knows no apostrophe and no vowel signs of Devanagari and Thai.
static NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$").expect("the pattern is Discord's")
});

/// Texts by the name of their language.
type Localizations = HashMap<String, String>;

/// A text of a command, by what may stand in it.
#[derive(Clone, Copy)]
enum Text {
    /// The name of a chat command or of an option.
    Name,
    /// The name of a command in a menu of people or messages.
    MenuName,
    /// A description, or the name of a choice.
    Free,
}

impl Text {
    /// What is wrong with a text, as code and message.
    fn fault(self, text: &str) -> Option<(&'static str, String)> {
        let most = match self {
            Text::Name | Text::MenuName => NAME_CHARS_MAX,
            Text::Free => TEXT_CHARS_MAX,
        };
        if !(1..=most).contains(&text.chars().count()) {
            let message = format!("Must be between 1 and {most} in length.");
            return Some(("BASE_TYPE_BAD_LENGTH", message));
        }
        let is_name = || NAME.is_match(text) && text.chars().all(is_lower_if_it_can_be);
        match self {
            Text::Name if !is_name() => Some((
                "APPLICATION_COMMAND_INVALID_NAME",
                String::from("Command name is invalid"),
            )),
            Text::Name | Text::MenuName | Text::Free => None,
        }
    }
}

fn is_lower_if_it_can_be(letter: char) -> bool {
    letter.to_lowercase().eq([letter])
}

/// Reads one definition, noting what is wrong with it under `prefix`; nothing where it cannot be read at all.
pub fn read(body: &Value, prefix: &str, faults: &mut Faults) -> Option<Definition> {
    let mut body = body.clone();
    let Some(fields) = body.as_object_mut() else {
        let message = "Only dictionaries may be used in a DictType";
        faults.add(prefix, "DICT_TYPE_CONVERT", message);
        return None;
    };
    for (name, value) in [
        ("type", json!(1)),
        ("description", json!("")),
        ("version", json!("1")),
    ] {
        fields.entry(name).or_insert(value);
    }
    for name in ["default_member_permissions", "options"] {
        if fields.get(name).is_some_and(Value::is_null) {
            fields.remove(name);
        }
    }
    let definition = match serde_json::from_value::<Definition>(body) {
        Ok(definition) => definition,
        Err(error) => {
            faults.add(prefix, "MODEL_TYPE_CONVERT", error.to_string());
            return None;
        }
    };
    check(&definition, prefix, faults);
    Some(definition)
}

fn check(definition: &Definition, at: &str, faults: &mut Faults) {
    let names = definition.name_localizations.as_ref();
    let descriptions = definition.description_localizations.as_ref();
    let description = &definition.description;
    match definition.kind {
        CommandType::ChatInput => {
            check_text(Text::Name, &definition.name, names, at, "name", faults);
            if description.is_empty() {
                let at = format!("{at}description");
                faults.add(&at, "BASE_TYPE_REQUIRED", "This field is required");
            } else {
                let field = "description";
                check_text(Text::Free, description, descriptions, at, field, faults);
            }
        }
        _ => {
            check_text(Text::MenuName, &definition.name, names, at, "name", faults);
            if !description.is_empty() || descriptions.is_some_and(|it| !it.is_empty()) {
                let message = "Only chat commands are described";
                faults.add(
                    &format!("{at}description"),
                    "APPLICATION_COMMAND_INVALID",
                    message,
                );
            }
        }
    }
    check_options(&definition.options, at, faults);
    if COMMAND_CHARS_MAX < command_characters(definition) {
        let message = "Command exceeds maximum size (8000)";
        faults.add(at, "APPLICATION_COMMAND_TOO_LARGE", message);
    }
}

fn check_options(options: &[CommandOption], at: &str, faults: &mut Faults) {
    check_length(options.len(), &format!("{at}options"), faults);
    let mut has_optional = false;
    for (index, option) in options.iter().enumerate() {
        let here = format!("{at}options.{index}.");
        check_option(option, &here, faults);
        let is_required = option.required == Some(true);
        if is_required && has_optional {
            let code = "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID";
            let message = "Required options must be placed before non-required options";
            faults.add(&here, code, message);
        }
        has_optional |= !is_required;
        for earlier in &options[..index] {
            for field in clashes(Named::of_option(option), Named::of_option(earlier)) {
                // Discord's page says that it is refused, not how; the code is ours.
                let code = "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS";
                let message = "Option names must be unique";
                faults.add(&format!("{here}{field}"), code, message);
            }
        }
    }
}

fn check_option(option: &CommandOption, at: &str, faults: &mut Faults) {
    let names = option.name_localizations.as_ref();
    check_text(Text::Name, &option.name, names, at, "name", faults);
    let descriptions = option.description_localizations.as_ref();
    let description = &option.description;
    check_text(
        Text::Free,
        description,
        descriptions,
        at,
        "description",
        faults,
    );
    let choices = option.choices.as_deref().unwrap_or(&[]);
    check_length(choices.len(), &format!("{at}choices"), faults);
    for (index, choice) in choices.iter().enumerate() {
        check_choice(choice, &format!("{at}choices.{index}."), faults);
    }
    check_options(option.options.as_deref().unwrap_or(&[]), at, faults);
}

fn check_choice(choice: &CommandOptionChoice, at: &str, faults: &mut Faults) {
    let names = choice.name_localizations.as_ref();
    check_text(Text::Free, &choice.name, names, at, "name", faults);
    if let CommandOptionChoiceValue::String(value) = &choice.value {
        check_text(Text::Free, value, None, at, "value", faults);
    }
}

fn check_length(length: usize, at: &str, faults: &mut Faults) {
    if LIST_MAX < length {
        let message = format!("Must be {LIST_MAX} or fewer in length.");
        faults.add(at, "BASE_TYPE_MAX_LENGTH", message);
    }
}

/// Looks at a text and at what it is in other languages.
fn check_text(
    text: Text,
    default: &str,
    localizations: Option<&Localizations>,
    at: &str,
    field: &str,
    faults: &mut Faults,
) {
    if let Some((code, message)) = text.fault(default) {
        faults.add(&format!("{at}{field}"), code, message);
    }
    check_localizations(text, localizations, at, field, faults);
}

fn check_localizations(
    text: Text,
    localizations: Option<&Localizations>,
    at: &str,
    field: &str,
    faults: &mut Faults,
) {
    for (locale, localized) in in_order(localizations) {
        let at = format!("{at}{field}_localizations");
        if Locale::named(locale).is_none() {
            // At the dictionary, since such a key may hold anything, dots too.
            let message = format!("Value \"{locale}\" is not a valid enum value.");
            faults.add(&at, "ENUM_TYPE_COERCE", message);
        } else if let Some((code, message)) = text.fault(localized) {
            faults.add(&format!("{at}.{locale}"), code, message);
        }
    }
}

fn in_order(localizations: Option<&Localizations>) -> Vec<(&String, &String)> {
    let mut list: Vec<_> = localizations.into_iter().flatten().collect();
    list.sort();
    list
}

/// Something with a name, in several languages perhaps.
#[derive(Clone, Copy)]
pub struct Named<'a> {
    name: &'a str,
    localizations: Option<&'a Localizations>,
}

impl<'a> Named<'a> {
    /// A command by its name.
    pub fn of_command(command: &'a Definition) -> Named<'a> {
        Named {
            name: &command.name,
            localizations: command.name_localizations.as_ref(),
        }
    }

    fn of_option(option: &'a CommandOption) -> Named<'a> {
        Named {
            name: &option.name,
            localizations: option.name_localizations.as_ref(),
        }
    }

    fn in_language(self, locale: &str) -> Option<&'a String> {
        self.localizations?.get(locale)
    }
}

/// The fields in which `new` is called what its sibling `old` is called.
///
/// Discord docs, same page, "Localization": a localized name differs from all other default names, and from all other
/// names in that language. The page says so of options; of commands it only says that their names are unique.
pub fn clashes(new: Named<'_>, old: Named<'_>) -> Vec<String> {
    let mut fields = Vec::new();
    let is_taken = |(_, name): &(&String, &String)| *name == new.name;
    if new.name == old.name || in_order(old.localizations).iter().any(is_taken) {
        fields.push(String::from("name"));
    }
    for (locale, name) in in_order(new.localizations) {
        if name == old.name || old.in_language(locale) == Some(name) {
            fields.push(format!("name_localizations.{locale}"));
        }
    }
    fields
}
