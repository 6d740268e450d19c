//! Knows: the body of a message as an application sends it, and every limit on it.
//! Never: looks at the world; what depends on rooms and permissions is settled elsewhere.

use std::sync::Arc;

use serde_json::{Map, Value, json};
use twilight_model::channel::message::component::Component;
use twilight_model::channel::message::{AllowedMentions, Embed};
use twilight_validate::message::MessageValidationErrorType as Fault;

use crate::world::components::{Seen, cut_texts, texts};
use crate::world::mention;
use crate::world::message::{
    IS_COMPONENTS_V2, IS_VOICE_MESSAGE, SUPPRESS_EMBEDS, SUPPRESS_NOTIFICATIONS,
};
use crate::world::refusal::{Faults, NOT_IMPLEMENTED, Refusal};

/// Characters all embeds of a message may hold together (Discord docs, resources/message, "Embed Limits").
const EMBED_CHARS_MAX: usize = 6000;
/// Characters of a nonce (Discord docs, resources/message, "Create Message").
const NONCE_CHARS_MAX: usize = 25;
/// Components of one message, nested ones too (Discord docs, components/reference).
const COMPONENTS_MAX: usize = 40;
/// Characters of all texts among a message's components. The description gives it for one text (OpenAPI,
/// TextDisplayComponentForMessageRequest); that it holds for all together is what Discord has been seen to answer.
const COMPONENT_TEXT_CHARS_MAX: usize = 4000;
/// Files of one message (Discord docs, resources/message).
const FILES_MAX: usize = 10;
/// Flags that an application may set on a message it sends (Discord docs, resources/message).
const SETTABLE: u64 =
    SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | IS_VOICE_MESSAGE | IS_COMPONENTS_V2;

/// A file as it was uploaded, under `files[index]`.
#[derive(Clone, Debug)]
pub struct Upload {
    pub index: u64,
    pub name: String,
    pub content_type: Option<String>,
    pub bytes: Arc<[u8]>,
}

/// One entry of a form's `attachments`: a file to keep or words about an upload.
#[derive(Clone, Debug)]
pub struct Listed {
    pub id: u64,
    pub description: Option<String>,
    pub name: Option<String>,
}

/// The message another one replies to.
#[derive(Clone, Copy, Debug)]
pub struct Reply {
    pub message: u64,
    pub fails_if_gone: bool,
}

/// A body that has passed all checks that need no world; absent fields are `None`.
#[derive(Clone, Debug, Default)]
pub struct Form {
    pub content: Option<String>,
    pub embeds: Option<Vec<Value>>,
    pub components: Option<Vec<Value>>,
    pub allowed_mentions: Option<AllowedMentions>,
    /// As sent, unsettable ones too.
    pub flags: u64,
    pub tts: bool,
    pub listed: Option<Vec<Listed>>,
    pub nonce: Option<Value>,
    pub enforces_nonce: bool,
    pub reply: Option<Reply>,
    pub uploads: Vec<Upload>,
}

impl Form {
    /// Reads a body; `prefix` is where it stands in the request (`data.` in an interaction callback).
    pub fn read(body: &Value, uploads: Vec<Upload>, prefix: &str) -> Result<Form, Refusal> {
        let empty = Map::new();
        let fields = body.as_object().unwrap_or(&empty);
        let has = |name: &str| {
            fields
                .get(name)
                .is_some_and(|it| !it.is_null() && *it != json!([]))
        };
        if has("poll") || has("sticker_ids") {
            return Err(NOT_IMPLEMENTED);
        }
        let mut reader = Reader {
            fields,
            prefix,
            faults: Faults::default(),
        };
        let form = Form {
            content: reader.content(),
            embeds: reader.embeds(),
            components: reader.components(),
            allowed_mentions: reader.allowed_mentions(),
            flags: fields.get("flags").and_then(Value::as_u64).unwrap_or(0),
            tts: fields.get("tts").and_then(Value::as_bool).unwrap_or(false),
            listed: reader.listed(),
            nonce: reader.nonce(),
            enforces_nonce: fields
                .get("enforce_nonce")
                .and_then(Value::as_bool)
                .unwrap_or(false),
            reply: reader.reply(),
            uploads,
        };
        reader.check_together(&form);
        reader.faults.settle()?;
        Ok(form)
    }

    /// The flags a sent message really gets.
    pub fn settable_flags(&self) -> u64 {
        self.flags & SETTABLE
    }
}

struct Reader<'a> {
    fields: &'a Map<String, Value>,
    prefix: &'a str,
    faults: Faults,
}

impl Reader<'_> {
    fn fault(&mut self, path: &str, code: &str, message: impl Into<String>) {
        self.faults
            .add(&format!("{}{path}", self.prefix), code, message);
    }

    fn is_v2(&self) -> bool {
        self.fields
            .get("flags")
            .and_then(Value::as_u64)
            .unwrap_or(0)
            & IS_COMPONENTS_V2
            != 0
    }

    fn content(&mut self) -> Option<String> {
        let content = match self.fields.get("content")? {
            Value::Null => String::new(),
            Value::String(content) => content.trim().to_owned(),
            other => other.to_string(),
        };
        if twilight_validate::message::content(&content).is_err() {
            self.fault(
                "content",
                "BASE_TYPE_MAX_LENGTH",
                "Must be 2000 or fewer in length.",
            );
        }
        Some(content)
    }

    fn embeds(&mut self) -> Option<Vec<Value>> {
        let value = self.fields.get("embeds")?;
        let mut embeds = Vec::new();
        for (index, value) in list(value).iter().enumerate() {
            let mut value = value.clone();
            if let Some(fields) = value.as_object_mut() {
                // An application's embed is always "rich", whatever it says (Discord docs, resources/message).
                fields.insert("type".into(), "rich".into());
            }
            match serde_json::from_value::<Embed>(value) {
                Ok(embed) => embeds.push(embed),
                Err(error) => self.fault(
                    &format!("embeds.{index}"),
                    "MODEL_TYPE_CONVERT",
                    error.to_string(),
                ),
            }
        }
        let chars: usize = embeds.iter().map(twilight_validate::embed::chars).sum();
        if EMBED_CHARS_MAX < chars {
            let message = "Embed size exceeds maximum size of 6000";
            self.fault("embeds", "MAX_EMBED_SIZE_EXCEEDED", message);
        } else if let Err(error) = twilight_validate::message::embeds(&embeds) {
            let path = match error.kind() {
                Fault::EmbedInvalid { idx, .. } => format!("embeds.{idx}"),
                _ => String::from("embeds"),
            };
            self.fault(&path, "BASE_TYPE_BAD_LENGTH", error.to_string());
        }
        Some(
            embeds
                .iter()
                .filter_map(|embed| serde_json::to_value(embed).ok())
                .collect(),
        )
    }

    fn components(&mut self) -> Option<Vec<Value>> {
        let value = self.fields.get("components")?;
        let mut components = Vec::new();
        for (index, value) in list(value).iter().enumerate() {
            match serde_json::from_value::<Component>(value.clone()) {
                Ok(component) => components.push(component),
                Err(error) => self.fault(
                    &format!("components.{index}"),
                    "MODEL_TYPE_CONVERT",
                    error.to_string(),
                ),
            }
        }
        let mut shortened = components.clone();
        cut_texts(&mut shortened);
        if let Err(error) = twilight_validate::message::components(&shortened, self.is_v2()) {
            let path = match error.kind() {
                Fault::ComponentInvalid { idx, .. } => format!("components.{idx}"),
                _ => String::from("components"),
            };
            self.fault(&path, "COMPONENT_LAYOUT_INVALID", error.to_string());
        }
        let mut tree: Vec<Value> = components
            .iter()
            .filter_map(|it| serde_json::to_value(it).ok())
            .collect();
        let mut seen = Seen::default();
        tree.iter_mut().for_each(|component| seen.walk(component));
        let chars: usize = texts(&tree).iter().map(|it| it.chars().count()).sum();
        if COMPONENT_TEXT_CHARS_MAX < chars {
            let code = "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED";
            let message = "The texts of all components exceed 4000 characters together";
            self.fault("components", code, message);
        }
        if seen.has_duplicate {
            self.fault(
                "components",
                "COMPONENT_CUSTOM_ID_DUPLICATED",
                "Component custom id cannot be duplicated",
            );
        }
        if COMPONENTS_MAX < seen.count {
            self.fault(
                "components",
                "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
                "Must have at most 40 components.",
            );
        }
        Some(tree)
    }

    fn allowed_mentions(&mut self) -> Option<AllowedMentions> {
        let value = self
            .fields
            .get("allowed_mentions")
            .filter(|value| !value.is_null())?;
        match serde_json::from_value::<AllowedMentions>(value.clone()) {
            Ok(allowed) => {
                mention::check(&allowed, &mut self.faults);
                Some(allowed)
            }
            Err(error) => {
                self.fault("allowed_mentions", "MODEL_TYPE_CONVERT", error.to_string());
                None
            }
        }
    }

    fn listed(&mut self) -> Option<Vec<Listed>> {
        let value = self.fields.get("attachments")?;
        let mut listed = Vec::new();
        for (index, entry) in list(value).iter().enumerate() {
            // Discord takes the id as a string and as a number.
            let Some(id) = number(&entry["id"]) else {
                self.fault(
                    &format!("attachments.{index}.id"),
                    "BASE_TYPE_REQUIRED",
                    "This field is required",
                );
                continue;
            };
            let description = entry["description"].as_str().map(str::to_owned);
            if description
                .as_deref()
                .is_some_and(|it| twilight_validate::message::attachment_description(it).is_err())
            {
                let path = format!("attachments.{index}.description");
                self.fault(
                    &path,
                    "BASE_TYPE_MAX_LENGTH",
                    "Must be 1024 or fewer in length.",
                );
            }
            listed.push(Listed {
                id,
                description,
                name: entry["filename"].as_str().map(str::to_owned),
            });
        }
        Some(listed)
    }

    fn nonce(&mut self) -> Option<Value> {
        let nonce = self
            .fields
            .get("nonce")
            .filter(|value| !value.is_null())?
            .clone();
        if nonce
            .as_str()
            .is_some_and(|text| NONCE_CHARS_MAX < text.chars().count())
        {
            self.fault(
                "nonce",
                "NONCE_TYPE_TOO_LONG",
                "Must be 25 or fewer in length.",
            );
        }
        Some(nonce)
    }

    fn reply(&mut self) -> Option<Reply> {
        let reference = self
            .fields
            .get("message_reference")
            .filter(|value| !value.is_null())?;
        let Some(message) = number(&reference["message_id"]) else {
            self.fault(
                "message_reference.message_id",
                "BASE_TYPE_REQUIRED",
                "This field is required",
            );
            return None;
        };
        Some(Reply {
            message,
            fails_if_gone: reference["fail_if_not_exists"].as_bool().unwrap_or(true),
        })
    }

    fn check_together(&mut self, form: &Form) {
        let has = |list: &Option<Vec<Value>>| list.as_ref().is_some_and(|list| !list.is_empty());
        if self.is_v2() {
            let legacy = "The 'content' and 'embeds' fields cannot be used when using MessageFlags.IS_COMPONENTS_V2";
            if form
                .content
                .as_ref()
                .is_some_and(|content| !content.is_empty())
            {
                self.fault(
                    "content",
                    "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                    legacy,
                );
            }
            if has(&form.embeds) {
                self.fault(
                    "embeds",
                    "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                    legacy,
                );
            }
        }
        if FILES_MAX < form.uploads.len() {
            self.fault(
                "attachments",
                "BASE_TYPE_MAX_LENGTH",
                "Must be 10 or fewer in length.",
            );
        }
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// A snowflake or index that may be written as a string or as a number.
pub fn number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}
