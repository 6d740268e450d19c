//! Knows: how to go through the components of a message, however they are nested.
//! Never: knows what they do.

use std::collections::HashSet;

use serde_json::Value;

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
