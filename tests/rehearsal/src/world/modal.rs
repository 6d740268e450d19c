//! Knows: a form that an application opens, what it may hold, and how it comes back filled in.
//! Never: opens or answers one.

use std::sync::Arc;

use serde_json::{Value, json};
use twilight_model::channel::message::component::Component;
use twilight_validate::component as validate;

use crate::world::command::Objection;
use crate::world::refusal::{Faults, NOT_IMPLEMENTED, Refusal};

/// Characters of a form's title (Discord docs, interactions/receiving-and-responding, "Modal").
const TITLE_CHARS_MAX: usize = 45;
/// Components at the top of a form (same place; Discord's OpenAPI description says 40).
const COMPONENTS_MAX: usize = 5;
/// Characters of a text input (Discord docs, components/reference, "Text Input").
const TEXT_CHARS_MAX: u64 = 4000;

/// An open form.
#[derive(Clone, Debug)]
pub struct Modal {
    /// The id of the interaction it answers.
    pub id: u64,
    pub person: u64,
    pub room: u64,
    pub custom_id: String,
    /// The message whose button opened it.
    pub pressed: Option<u64>,
    pub owners: Arc<Value>,
    /// Title, custom id and components, as the page shows them.
    pub json: Arc<Value>,
}

/// Reads the `data` of a callback of type 9, with every fault noted.
pub fn read(data: &Value) -> Result<(String, Value), Refusal> {
    let mut faults = Faults::default();
    let custom_id = data["custom_id"].as_str().unwrap_or_default();
    if !(1..=100).contains(&custom_id.chars().count()) {
        faults.add(
            "data.custom_id",
            "BASE_TYPE_BAD_LENGTH",
            "Must be between 1 and 100 in length.",
        );
    }
    let title = data["title"].as_str().unwrap_or_default();
    if !(1..=TITLE_CHARS_MAX).contains(&title.chars().count()) {
        faults.add(
            "data.title",
            "BASE_TYPE_BAD_LENGTH",
            "Must be between 1 and 45 in length.",
        );
    }
    let components = data["components"].as_array().map_or(&[][..], Vec::as_slice);
    if !(1..=COMPONENTS_MAX).contains(&components.len()) {
        faults.add(
            "data.components",
            "BASE_TYPE_BAD_LENGTH",
            "Must be between 1 and 5 in length.",
        );
    }
    if components.iter().any(|it| !is_played(it)) {
        return Err(NOT_IMPLEMENTED);
    }
    let mut custom_ids = Vec::new();
    for (index, component) in components.iter().enumerate() {
        check_component(
            component,
            &format!("data.components.{index}"),
            &mut custom_ids,
            &mut faults,
        );
    }
    faults.settle()?;
    Ok((
        custom_id.to_owned(),
        json!({"title": title, "custom_id": custom_id, "components": components}),
    ))
}

/// Whether a person could fill it in here: under a label the stand-in plays text inputs and menus of own choices.
fn is_played(component: &Value) -> bool {
    let under_label = &component["component"]["type"];
    // 5 to 8 other menus, 19 file upload, 21 to 23 radio buttons and boxes to tick (Discord docs, components/reference).
    component["type"] != 18 || !matches!(under_label.as_u64(), Some(5..=8 | 19 | 21..=23))
}

fn check_component(
    component: &Value,
    path: &str,
    custom_ids: &mut Vec<String>,
    faults: &mut Faults,
) {
    let model = match serde_json::from_value::<Component>(component.clone()) {
        Ok(model) => model,
        Err(error) => return faults.add(path, "MODEL_TYPE_CONVERT", error.to_string()),
    };
    let judged = match &model {
        Component::Label(label) => validate::label(label).map_err(|error| error.to_string()),
        Component::ActionRow(row) => row.components.iter().try_for_each(check_in_row),
        Component::TextDisplay(_) => Ok(()),
        _ => {
            let message = "Value of field \"type\" must be one of (1, 10, 18).";
            return faults.add(path, "UNION_TYPE_CHOICES", message);
        }
    };
    if let Err(error) = judged {
        faults.add(path, "COMPONENT_LAYOUT_INVALID", error);
    }
    let is_row = matches!(model, Component::ActionRow(_));
    for input in inputs(component) {
        let custom_id = input["custom_id"].as_str().unwrap_or_default().to_owned();
        if custom_id.is_empty() {
            let message = "Must be between 1 and 100 in length.";
            faults.add(
                &format!("{path}.custom_id"),
                "BASE_TYPE_BAD_LENGTH",
                message,
            );
        }
        if custom_ids.contains(&custom_id) {
            let message = "Component custom id cannot be duplicated";
            faults.add(path, "COMPONENT_CUSTOM_ID_DUPLICATED", message);
        }
        custom_ids.push(custom_id);
        let label = match is_row {
            true => &input["label"],
            false => &component["label"],
        };
        if label.as_str().is_none_or(str::is_empty) {
            let path = format!("{path}.label");
            faults.add(&path, "BASE_TYPE_REQUIRED", "This field is required");
        }
        let longest = input["max_length"].as_u64().unwrap_or(TEXT_CHARS_MAX);
        if longest < input["min_length"].as_u64().unwrap_or(0) {
            let message = "max_length should not be less than min_length.";
            faults.add(&format!("{path}.max_length"), "NUMBER_TYPE_MAX", message);
        }
    }
}

/// In a form a row holds text inputs only (Discord docs, components/reference, "Action Row").
fn check_in_row(inside: &Component) -> Result<(), String> {
    match inside {
        Component::TextInput(input) => {
            validate::text_input(input, true).map_err(|error| error.to_string())
        }
        _ => Err(String::from("A row of a form holds text inputs only.")),
    }
}

/// What can be filled in below a top component.
fn inputs(component: &Value) -> Vec<&Value> {
    match component["type"].as_u64() {
        Some(1) => component["components"]
            .as_array()
            .into_iter()
            .flatten()
            .collect(),
        Some(18) => vec![&component["component"]],
        _ => Vec::new(),
    }
}

impl Modal {
    /// The components as Discord sends them back, or what the person must mend first.
    pub fn filled_in(&self, values: &Value) -> Result<Value, Objection> {
        let mut serial = 0;
        let mut rows = Vec::new();
        for component in self.json["components"].as_array().into_iter().flatten() {
            serial += 1;
            let id = serial;
            let mut filled = Vec::new();
            for input in inputs(component) {
                serial += 1;
                let label = [&component["label"], &input["label"], &input["custom_id"]];
                let label = label.into_iter().find_map(Value::as_str);
                filled.push(fill(input, label.unwrap_or_default(), serial, values)?);
            }
            match component["type"].as_u64() {
                Some(1) => rows.push(json!({"type": 1, "id": id, "components": filled})),
                Some(18) => rows.push(json!({"type": 18, "id": id, "component": filled.first()})),
                _ => rows.push(json!({"type": component["type"], "id": id})),
            }
        }
        Ok(Value::Array(rows))
    }
}

/// One input as Discord sends it back; `label` is what the person reads beside it.
fn fill(input: &Value, label: &str, id: u64, values: &Value) -> Result<Value, Objection> {
    let custom_id = input["custom_id"].as_str().unwrap_or_default();
    let given = &values[custom_id];
    // 3 string select inside a label: its values travel as a list.
    if input["type"] == 3 {
        let chosen = choose(input, label, given)?;
        return Ok(json!({"type": 3, "id": id, "custom_id": custom_id, "values": chosen}));
    }
    let text = given
        .as_str()
        .or(input["value"].as_str())
        .unwrap_or_default();
    let chars = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
    if chars == 0 && input["required"].as_bool().unwrap_or(true) {
        return Err(Objection(format!("{label} must be filled in.")));
    }
    let least = input["min_length"].as_u64().unwrap_or(0);
    if 0 < chars && chars < least {
        return Err(Objection(format!(
            "{label} is too short: {chars} characters, and at least {least}."
        )));
    }
    let most = input["max_length"].as_u64().unwrap_or(TEXT_CHARS_MAX);
    if most < chars {
        return Err(Objection(format!(
            "{label} is too long: {chars} characters, and at most {most}."
        )));
    }
    Ok(json!({"type": 4, "id": id, "custom_id": custom_id, "value": text}))
}

/// What was chosen from a menu, as far as it offers that (Discord docs, components/reference, "String Select").
fn choose(menu: &Value, label: &str, given: &Value) -> Result<Vec<String>, Objection> {
    let chosen: Vec<String> = match given {
        Value::Array(list) => list
            .iter()
            .filter_map(|it| it.as_str().map(str::to_owned))
            .collect(),
        Value::String(one) if !one.is_empty() => vec![one.clone()],
        _ => Vec::new(),
    };
    if chosen.is_empty() {
        return match menu["required"].as_bool().unwrap_or(true) {
            true => Err(Objection(format!("{label} must be filled in."))),
            false => Ok(chosen),
        };
    }
    let least = menu["min_values"].as_u64().unwrap_or(1);
    let most = menu["max_values"].as_u64().unwrap_or(1);
    let count = u64::try_from(chosen.len()).unwrap_or(u64::MAX);
    if !(least..=most).contains(&count) {
        return Err(Objection(format!(
            "{label} takes between {least} and {most} choices, not {count}."
        )));
    }
    let options = menu["options"].as_array().map_or(&[][..], Vec::as_slice);
    let is_offered = |value: &&String| options.iter().any(|option| option["value"] == **value);
    match chosen.iter().find(|value| !is_offered(value)) {
        Some(value) => Err(Objection(format!("{label} has no choice {value}."))),
        None => Ok(chosen),
    }
}
