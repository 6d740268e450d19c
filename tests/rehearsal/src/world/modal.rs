//! Knows: a form that an application opens, what it may hold, and how it comes back filled in.
//! Never: opens or answers one.

use std::sync::Arc;

use serde_json::{Value, json};
use twilight_model::channel::message::component::Component;

use crate::world::command::Objection;
use crate::world::refusal::{Faults, Refusal};

/// Characters of a form's title (Discord docs, interactions/receiving-and-responding, "Modal").
const TITLE_CHARS_MAX: usize = 45;
/// Components at the top of a form (same place).
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

fn check_component(
    component: &Value,
    path: &str,
    custom_ids: &mut Vec<String>,
    faults: &mut Faults,
) {
    if let Err(error) = serde_json::from_value::<Component>(component.clone()) {
        faults.add(path, "MODEL_TYPE_CONVERT", error.to_string());
        return;
    }
    // 1 action row, 10 text display, 18 label (Discord docs, components/reference).
    let kind = component["type"].as_u64().unwrap_or(0);
    if ![1, 10, 18].contains(&kind) {
        faults.add(
            path,
            "UNION_TYPE_CHOICES",
            "Value of field \"type\" must be one of (1, 10, 18).",
        );
    }
    for input in inputs(component) {
        let custom_id = input["custom_id"].as_str().unwrap_or_default().to_owned();
        if custom_ids.contains(&custom_id) {
            faults.add(
                path,
                "COMPONENT_CUSTOM_ID_DUPLICATED",
                "Component custom id cannot be duplicated",
            );
        }
        custom_ids.push(custom_id);
        if input["type"] != 4 {
            continue;
        }
        let has_label = kind == 18
            || input["label"]
                .as_str()
                .is_some_and(|it| (1..=45).contains(&it.chars().count()));
        if !has_label {
            faults.add(
                &format!("{path}.label"),
                "BASE_TYPE_BAD_LENGTH",
                "Must be between 1 and 45 in length.",
            );
        }
        let longest = input["max_length"].as_u64().unwrap_or(TEXT_CHARS_MAX);
        if TEXT_CHARS_MAX < longest || longest < input["min_length"].as_u64().unwrap_or(0) {
            faults.add(
                &format!("{path}.max_length"),
                "NUMBER_TYPE_MAX",
                "int value should be less than or equal to 4000.",
            );
        }
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
                filled.push(fill(input, serial, values)?);
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

fn fill(input: &Value, id: u64, values: &Value) -> Result<Value, Objection> {
    let custom_id = input["custom_id"].as_str().unwrap_or_default();
    let label = input["label"].as_str().unwrap_or(custom_id);
    let given = &values[custom_id];
    // 3 string select inside a label: its values travel as a list.
    if input["type"] == 3 {
        let chosen = match given {
            Value::Array(_) => given.clone(),
            Value::String(one) if !one.is_empty() => json!([one]),
            _ => json!([]),
        };
        return Ok(json!({"type": 3, "id": id, "custom_id": custom_id, "values": chosen}));
    }
    if input["type"] != 4 {
        return Err(Objection(format!(
            "{label} is of a kind that the stand-in does not offer."
        )));
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
