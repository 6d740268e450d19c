//! Knows: what Discord's client lets a person enter for a command's options.
//! Never: knows the people and rooms an option may name; those come as questions.

use serde_json::{Map, Value, json};
use twilight_model::application::command::{
    CommandOption, CommandOptionChoiceValue, CommandOptionType as Kind, CommandOptionValue as Bound,
};

use crate::world::command::Objection;

/// Characters of a string option where the command sets no limit (Discord docs, interactions/application-commands).
const STRING_CHARS_MAX: usize = 6000;

/// Turns `{"name": value}` into the list Discord sends, going down `path` of subcommands.
pub fn from_named(
    definitions: &[CommandOption],
    path: &[&str],
    named: &Value,
) -> Result<Value, Objection> {
    if let Some((first, rest)) = path.split_first() {
        let found = definitions.iter().find(|it| it.name == *first);
        let Some(definition) = found else {
            return Err(Objection(format!("There is no subcommand {first}.")));
        };
        let nested = from_named(definition.options.as_deref().unwrap_or(&[]), rest, named)?;
        return Ok(json!([{"name": first, "type": definition.kind as u8, "options": nested}]));
    }
    let mut list = Vec::new();
    for (name, value) in named.as_object().into_iter().flatten() {
        list.push(json!({"name": name, "value": value}));
    }
    Ok(Value::Array(list))
}

/// Checks a list of options and gives it back as Discord would send it.
///
/// `is_whole` is false while a person is still typing: then nothing is required yet.
pub fn check(
    definitions: &[CommandOption],
    given: &Value,
    is_whole: bool,
) -> Result<Vec<Value>, Objection> {
    let empty = Vec::new();
    let given = given.as_array().unwrap_or(&empty);
    let mut checked = Vec::new();
    for option in given {
        let name = option["name"].as_str().unwrap_or_default();
        let Some(definition) = definitions.iter().find(|it| it.name == name) else {
            return Err(Objection(format!("There is no option {name}.")));
        };
        checked.push(check_one(definition, option, is_whole)?);
    }
    let is_branch =
        |it: &CommandOption| matches!(it.kind, Kind::SubCommand | Kind::SubCommandGroup);
    if definitions.iter().any(is_branch) {
        return match checked.len() {
            1 => Ok(checked),
            _ => Err(Objection(String::from("Choose one of the subcommands."))),
        };
    }
    let missing = definitions
        .iter()
        .find(|it| it.required == Some(true) && !given.iter().any(|o| o["name"] == it.name));
    match missing {
        Some(missing) if is_whole => Err(Objection(format!(
            "The option {} is required.",
            missing.name
        ))),
        Some(_) | None => Ok(checked),
    }
}

fn check_one(
    definition: &CommandOption,
    option: &Value,
    is_whole: bool,
) -> Result<Value, Objection> {
    let name = &definition.name;
    let mut checked = Map::new();
    checked.insert("name".into(), json!(name));
    checked.insert("type".into(), json!(definition.kind as u8));
    if let Kind::SubCommand | Kind::SubCommandGroup = definition.kind {
        let nested = check(
            definition.options.as_deref().unwrap_or(&[]),
            &option["options"],
            is_whole,
        )?;
        checked.insert("options".into(), Value::Array(nested));
        return Ok(Value::Object(checked));
    }
    let value = &option["value"];
    if option["focused"] == true {
        // What is being typed travels as text whatever the type (Discord docs, "Autocomplete").
        let typed = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        checked.insert("value".into(), json!(typed));
        checked.insert("focused".into(), json!(true));
        return Ok(Value::Object(checked));
    }
    checked.insert("value".into(), check_value(definition, value)?);
    Ok(Value::Object(checked))
}

fn check_value(definition: &CommandOption, value: &Value) -> Result<Value, Objection> {
    let name = &definition.name;
    let object = |what: String| Err(Objection(format!("The option {name} {what}.")));
    let value = match definition.kind {
        Kind::String => {
            let Some(text) = value.as_str() else {
                return object("must be text".into());
            };
            let chars = text.chars().count();
            let least = usize::from(definition.min_length.unwrap_or(0));
            if chars < least {
                return object(format!(
                    "is too short: {chars} characters, and at least {least}"
                ));
            }
            let most = definition.max_length.map_or(STRING_CHARS_MAX, usize::from);
            if most < chars {
                return object(format!(
                    "is too long: {chars} characters, and at most {most}"
                ));
            }
            json!(text)
        }
        Kind::Integer => match value.as_i64().or_else(|| value.as_str()?.parse().ok()) {
            Some(number) if number.unsigned_abs() <= 1 << 53 => json!(number),
            _ => return object("must be a whole number".into()),
        },
        Kind::Number => match value.as_f64().or_else(|| value.as_str()?.parse().ok()) {
            Some(number) => json!(number),
            None => return object("must be a number".into()),
        },
        Kind::Boolean => match value.as_bool() {
            Some(yes) => json!(yes),
            None => return object("must be yes or no".into()),
        },
        Kind::User | Kind::Channel | Kind::Role | Kind::Mentionable => {
            match value.as_u64().or_else(|| value.as_str()?.parse().ok()) {
                Some(id) => json!(id.to_string()),
                None => return object("must be chosen from the list".into()),
            }
        }
        _ => return object("is of a kind that the stand-in does not offer".into()),
    };
    check_bounds(definition, &value)?;
    check_choice(definition, &value)?;
    Ok(value)
}

fn check_bounds(definition: &CommandOption, value: &Value) -> Result<(), Objection> {
    let Some(number) = value.as_f64() else {
        return Ok(());
    };
    let name = &definition.name;
    let bound = |bound: Option<Bound>| match bound? {
        // Bounds are at most 2^53, which a double holds exactly.
        Bound::Integer(bound) => Some(bound as f64),
        Bound::Number(bound) => Some(bound),
    };
    if let Some(least) = bound(definition.min_value).filter(|least| number < *least) {
        return Err(Objection(format!(
            "The option {name} is too small: {number}, and at least {least}."
        )));
    }
    if let Some(most) = bound(definition.max_value).filter(|most| *most < number) {
        return Err(Objection(format!(
            "The option {name} is too large: {number}, and at most {most}."
        )));
    }
    Ok(())
}

fn check_choice(definition: &CommandOption, value: &Value) -> Result<(), Objection> {
    let choices = definition.choices.as_deref().unwrap_or(&[]);
    let is_listed = choices.iter().any(|choice| match &choice.value {
        CommandOptionChoiceValue::String(text) => value == text,
        CommandOptionChoiceValue::Integer(number) => value.as_i64() == Some(*number),
        CommandOptionChoiceValue::Number(number) => value.as_f64() == Some(*number),
    });
    match choices.is_empty() || is_listed {
        true => Ok(()),
        false => Err(Objection(format!(
            "The option {} must be one of its choices.",
            definition.name
        ))),
    }
}

/// The option that has the cursor, wherever it is nested.
pub fn focused(options: &[Value]) -> Option<&Value> {
    options
        .iter()
        .find_map(|option| match option["focused"] == true {
            true => Some(option),
            false => focused(option["options"].as_array()?),
        })
}

/// Every id that options of one of these kinds name.
pub fn named_ids(options: &[Value], kinds: &[u8]) -> Vec<u64> {
    let mut ids = Vec::new();
    for option in options {
        if option["type"]
            .as_u64()
            .is_some_and(|kind| kinds.iter().any(|it| u64::from(*it) == kind))
        {
            ids.extend(
                option["value"]
                    .as_str()
                    .and_then(|id| id.parse::<u64>().ok()),
            );
        }
        if let Some(nested) = option["options"].as_array() {
            ids.extend(named_ids(nested, kinds));
        }
    }
    ids
}
