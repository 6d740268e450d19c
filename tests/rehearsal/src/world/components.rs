//! Knows: how to go through the components of a message, however they are nested.
//! Never: knows what they do.

use std::collections::HashSet;

use serde_json::{Map, Value, json};
use twilight_model::channel::message::component::{Component, TextDisplay};
use twilight_validate::component::TEXT_DISPLAY_CONTENT_LENGTH_MAX;

/// A button or menu by its `custom_id`, wherever it is nested.
pub fn find_component<'a>(components: &'a [Value], custom_id: &str) -> Option<&'a Value> {
    components.iter().find_map(|component| {
        if component["custom_id"] == custom_id {
            return Some(component);
        }
        let nested = component["components"]
            .as_array()
            .map_or(&[][..], Vec::as_slice);
        let accessory = std::slice::from_ref(&component["accessory"]);
        find_component(nested, custom_id).or_else(|| match accessory[0].is_object() {
            true => find_component(accessory, custom_id),
            false => None,
        })
    })
}

/// The texts among the components, in reading order.
pub fn texts(components: &[Value]) -> Vec<&str> {
    let mut found = Vec::new();
    for component in components {
        // 10 text display (Discord docs, components/reference).
        if component["type"] == 10 {
            found.extend(component["content"].as_str());
        }
        found.extend(
            component["components"]
                .as_array()
                .map_or_else(Vec::new, |it| texts(it)),
        );
    }
    found
}

/// Cuts the texts among the components to what twilight-validate takes of one, which is less than Discord does.
pub(super) fn cut_texts(components: &mut [Component]) {
    for component in components {
        match component {
            Component::TextDisplay(text) => cut(text),
            Component::Section(section) => cut_texts(&mut section.components),
            Component::Container(container) => cut_texts(&mut container.components),
            _ => {}
        }
    }
}

fn cut(text: &mut TextDisplay) {
    let end = text
        .content
        .char_indices()
        .nth(TEXT_DISPLAY_CONTENT_LENGTH_MAX);
    if let Some((end, _)) = end {
        text.content.truncate(end);
    }
}

/// Adds what Discord answers for the fields that an application left out (its OpenAPI description, the
/// `…ComponentResponse` of each type; components/reference for the values).
fn fill_in(component: &mut Map<String, Value>) {
    let defaults = match component["type"].as_u64() {
        Some(3 | 5..=8) => json!({"min_values": 1, "max_values": 1}),
        Some(11) => json!({"description": null, "spoiler": false}),
        Some(14) => json!({"spacing": 1, "divider": true}),
        Some(17) => json!({"accent_color": null, "spoiler": false}),
        _ => return,
    };
    for (name, value) in defaults.as_object().into_iter().flatten() {
        component.entry(name).or_insert_with(|| value.clone());
    }
}

/// What a walk over the components has met.
#[derive(Default)]
pub(super) struct Seen {
    custom_ids: HashSet<String>,
    pub(super) has_duplicate: bool,
    pub(super) count: usize,
}

impl Seen {
    /// Counts components and gives each without an `id` the next one, as Discord does (components/reference).
    pub(super) fn walk(&mut self, value: &mut Value) {
        match value {
            Value::Array(list) => list.iter_mut().for_each(|value| self.walk(value)),
            Value::Object(fields) => {
                if fields.get("type").is_some_and(Value::is_number) {
                    self.count += 1;
                    let id = self.count;
                    fields.entry("id").or_insert_with(|| id.into());
                    fill_in(fields);
                }
                if let Some(Value::String(custom_id)) = fields.get("custom_id") {
                    self.has_duplicate |= !self.custom_ids.insert(custom_id.clone());
                }
                for (_, value) in fields.iter_mut().filter(|(name, _)| {
                    ["components", "accessory", "component"].contains(&name.as_str())
                }) {
                    self.walk(value);
                }
            }
            _ => {}
        }
    }
}
