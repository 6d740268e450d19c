//! Knows: what a person sees of a message and of an answer.
//! Never: sees what is not theirs to see; that was settled before.

use std::time::Instant;

use serde_json::Value;
use twilight_model::channel::Message;

use crate::people::Room;
use crate::world::command::Objection;
use crate::world::interaction::Arrival;
use crate::world::message::EPHEMERAL;

/// A message as it was when it was looked at.
#[derive(Clone, Debug)]
pub struct Seen {
    room: Room,
    json: Value,
}

/// A button on a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    /// The words on it, or its emoji.
    pub label: String,
    /// None for links.
    pub custom_id: Option<String>,
    /// Shown, but not to be pressed.
    pub is_disabled: bool,
}

/// Something that autocomplete offers.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// What the person reads.
    pub name: String,
    /// What the application gets.
    pub value: Value,
}

impl Seen {
    pub(crate) fn new(room: Room, json: Value) -> Seen {
        Seen { room, json }
    }

    /// Where it is.
    pub fn room(&self) -> Room {
        self.room
    }

    /// The message's id.
    pub fn id(&self) -> u64 {
        self.json["id"]
            .as_str()
            .and_then(|id| id.parse().ok())
            .expect("every message has an id")
    }

    /// The message object, as Discord's REST gives it.
    pub fn json(&self) -> &Value {
        &self.json
    }

    /// The message as twilight reads it.
    pub fn model(&self) -> Message {
        serde_json::from_value(self.json.clone())
            .expect("twilight reads every message that is made here")
    }

    /// The text.
    pub fn content(&self) -> &str {
        self.json["content"].as_str().unwrap_or_default()
    }

    /// Whether only one person sees it.
    pub fn is_ephemeral(&self) -> bool {
        self.json["flags"].as_u64().unwrap_or(0) & EPHEMERAL != 0
    }

    /// The embeds, as JSON.
    pub fn embeds(&self) -> &[Value] {
        self.json["embeds"].as_array().map_or(&[], Vec::as_slice)
    }

    /// Everything there is to read: text, embeds, and the texts of components.
    pub fn text(&self) -> String {
        let mut texts = vec![self.content().to_owned()];
        for embed in self.embeds() {
            for pointer in ["/author/name", "/title", "/description"] {
                texts.extend(
                    embed
                        .pointer(pointer)
                        .and_then(Value::as_str)
                        .map(str::to_owned),
                );
            }
            for field in embed["fields"].as_array().into_iter().flatten() {
                let part = |name: &str| field[name].as_str().unwrap_or_default().to_owned();
                texts.extend([part("name"), part("value")]);
            }
            texts.extend(
                embed
                    .pointer("/footer/text")
                    .and_then(Value::as_str)
                    .map(str::to_owned),
            );
        }
        // 10 text display (Discord docs, components/reference).
        for component in all_components(&self.json["components"])
            .into_iter()
            .filter(|it| it["type"] == 10)
        {
            texts.extend(component["content"].as_str().map(str::to_owned));
        }
        texts.retain(|text| !text.is_empty());
        texts.join("\n")
    }

    /// The buttons, in reading order.
    pub fn buttons(&self) -> Vec<Button> {
        let components = all_components(&self.json["components"]);
        let buttons = components
            .into_iter()
            .filter(|component| component["type"] == 2);
        buttons
            .map(|button| Button {
                label: label_of(button),
                custom_id: button["custom_id"].as_str().map(str::to_owned),
                is_disabled: button["disabled"] == true,
            })
            .collect()
    }

    /// The menus, as JSON, in reading order.
    pub fn menus(&self) -> Vec<&Value> {
        let is_menu = |component: &&Value| matches!(component["type"].as_u64(), Some(3 | 5..=8));
        all_components(&self.json["components"])
            .into_iter()
            .filter(is_menu)
            .collect()
    }

    /// Who the message woke, by user id.
    pub fn mentions(&self) -> Vec<u64> {
        let users = self.json["mentions"].as_array().into_iter().flatten();
        users
            .filter_map(|user| user["id"].as_str()?.parse().ok())
            .collect()
    }

    /// Whether the message woke everybody.
    pub fn pinged_everyone(&self) -> bool {
        self.json["mention_everyone"] == true
    }

    /// Where the attached files are served; embeds' pictures are not among them.
    pub fn attachments(&self) -> &[Value] {
        self.json["attachments"]
            .as_array()
            .map_or(&[], Vec::as_slice)
    }

    /// The custom id of the button or menu with this label, placeholder or custom id.
    pub(crate) fn custom_id_of(&self, name: &str) -> Option<String> {
        let components = all_components(&self.json["components"]);
        let is_named = |it: &&Value| {
            it["custom_id"] == name || it["placeholder"] == name || label_of(it) == name
        };
        let found = components.into_iter().find(is_named)?;
        found["custom_id"].as_str().map(str::to_owned)
    }
}

impl AsRef<Seen> for Seen {
    fn as_ref(&self) -> &Seen {
        self
    }
}

/// A button without words shows its emoji.
fn label_of(button: &Value) -> String {
    let label = button["label"]
        .as_str()
        .or(button.pointer("/emoji/name").and_then(Value::as_str));
    label.unwrap_or_default().to_owned()
}

fn all_components(list: &Value) -> Vec<&Value> {
    let mut all = Vec::new();
    for component in list.as_array().into_iter().flatten() {
        all.push(component);
        all.extend(all_components(&component["components"]));
        if component["accessory"].is_object() {
            all.push(&component["accessory"]);
        }
    }
    all
}

/// What came of something a person did.
#[derive(Debug)]
pub struct Answer {
    room: Room,
    interaction: Option<u64>,
    arrival: Option<Arrival>,
    seen: Option<Seen>,
    modal: Option<Value>,
    objection: Option<Objection>,
}

impl Answer {
    pub(crate) fn objected(room: Room, objection: Objection) -> Answer {
        let objection = Some(objection);
        Answer {
            room,
            interaction: None,
            arrival: None,
            seen: None,
            modal: None,
            objection,
        }
    }

    pub(crate) fn missed(room: Room, interaction: u64) -> Answer {
        let interaction = Some(interaction);
        Answer {
            room,
            interaction,
            arrival: None,
            seen: None,
            modal: None,
            objection: None,
        }
    }

    pub(crate) fn arrived(
        room: Room,
        interaction: u64,
        arrival: Arrival,
        seen: Option<Seen>,
        modal: Option<Value>,
    ) -> Answer {
        let (interaction, arrival) = (Some(interaction), Some(arrival));
        Answer {
            room,
            interaction,
            arrival,
            seen,
            modal,
            objection: None,
        }
    }

    /// Where it was done.
    pub fn room(&self) -> Room {
        self.room
    }

    /// The interaction's id, unless Discord's client forbade it.
    pub fn interaction(&self) -> Option<u64> {
        self.interaction
    }

    /// Why Discord's client did not let the person do it.
    pub fn objection(&self) -> Option<&str> {
        self.objection
            .as_ref()
            .map(|objection| objection.0.as_str())
    }

    /// "The application did not respond."
    pub fn failed(&self) -> bool {
        self.arrival.is_none() && self.objection.is_none()
    }

    /// When the callback came.
    pub fn at(&self) -> Option<Instant> {
        self.arrival.as_ref().map(|arrival| arrival.at)
    }

    /// Discord's number for the callback's type, where one came.
    pub fn kind(&self) -> Option<u8> {
        self.arrival.as_ref().map(|arrival| arrival.kind)
    }

    /// Whether there is a message to look at.
    pub fn has_message(&self) -> bool {
        self.seen.is_some()
    }

    /// The message that came or changed.
    ///
    /// # Panics
    /// If there is none.
    pub fn message(&self) -> &Seen {
        match &self.seen {
            Some(seen) => seen,
            None => panic!("no message came: {self:#?}"),
        }
    }

    /// The text of the message.
    pub fn content(&self) -> &str {
        self.message().content()
    }

    /// Everything there is to read in the message.
    pub fn text(&self) -> String {
        self.message().text()
    }

    /// Whether only the person sees it.
    pub fn is_ephemeral(&self) -> bool {
        self.message().is_ephemeral()
    }

    /// The message's embeds.
    pub fn embeds(&self) -> &[Value] {
        self.message().embeds()
    }

    /// The message's buttons.
    pub fn buttons(&self) -> Vec<Button> {
        self.message().buttons()
    }

    /// The form that opened: `{title, custom_id, components}`.
    pub fn modal(&self) -> Option<&Value> {
        self.modal.as_ref()
    }

    /// What autocomplete offered.
    pub fn choices(&self) -> Vec<Choice> {
        let choices = self.arrival.iter().flat_map(|arrival| &arrival.choices);
        choices
            .map(|choice| Choice {
                name: choice["name"].as_str().unwrap_or_default().to_owned(),
                value: choice["value"].clone(),
            })
            .collect()
    }
}

impl AsRef<Seen> for Answer {
    fn as_ref(&self) -> &Seen {
        self.message()
    }
}
