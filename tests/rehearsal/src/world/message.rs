//! Knows: a message, and how Discord writes it in JSON.
//! Never: decides who may send one.

use std::sync::Arc;
use std::time::Instant;

use serde_json::{Value, json};

use crate::clock::{iso, made_at_ms};
use crate::world::World;

/// Seen only by the person who asked (Discord docs, resources/message, "Message Flags").
pub const EPHEMERAL: u64 = 1 << 6;
/// The bot is "thinking".
pub const LOADING: u64 = 1 << 7;
/// Embeds are hidden.
pub const SUPPRESS_EMBEDS: u64 = 1 << 2;
/// No push notification.
pub const SUPPRESS_NOTIFICATIONS: u64 = 1 << 12;
/// A voice message.
pub const IS_VOICE_MESSAGE: u64 = 1 << 13;
/// The body is made of components.
pub const IS_COMPONENTS_V2: u64 = 1 << 15;

/// A file that came with a message.
#[derive(Clone, Debug)]
pub struct File {
    pub id: u64,
    pub name: String,
    pub description: Option<String>,
    pub content_type: Option<String>,
    /// Width and height, where it is a picture that says so.
    pub size: Option<(u32, u32)>,
    pub bytes: Arc<[u8]>,
    /// An embed shows it, so it is not listed beside the message.
    pub is_in_embed: bool,
}

/// Which interaction a message answers.
#[derive(Clone, Debug)]
pub struct Origin {
    pub interaction: u64,
    /// Discord's number for the interaction's type.
    pub kind: u8,
    pub person: u64,
    /// The command's name, where it was one.
    pub name: Option<String>,
    /// The message whose component was used, where it was one.
    pub pressed: Option<u64>,
    /// The original answer, where this message came after it.
    pub original: Option<u64>,
    /// What opened the form, where this answers one.
    pub triggered_by: Option<Box<Origin>>,
    pub owners: Arc<Value>,
}

/// Who a message may wake.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mentions {
    pub users: Vec<u64>,
    pub roles: Vec<u64>,
    pub everyone: bool,
}

/// A message.
#[derive(Clone, Debug)]
pub struct Message {
    pub id: u64,
    pub room: u64,
    pub author: u64,
    pub content: String,
    pub embeds: Vec<Value>,
    pub components: Vec<Value>,
    pub files: Vec<File>,
    pub flags: u64,
    pub mentions: Mentions,
    pub tts: bool,
    pub edited_ms: Option<u64>,
    /// The message this one replies to.
    pub reply_to: Option<u64>,
    pub origin: Option<Origin>,
    pub nonce: Option<Value>,
    /// Whose eyes it is for, when ephemeral.
    pub only_for: Option<u64>,
    /// In real time, whatever the clock's speed.
    pub made: Instant,
}

impl Message {
    /// Whether a person sees it, given that they see the room.
    pub fn is_for(&self, person: u64) -> bool {
        self.only_for.is_none_or(|owner| owner == person)
    }

    /// Discord's number for the type (Discord docs, resources/message, "Message Types").
    fn kind_number(&self) -> u8 {
        match (&self.origin, self.reply_to) {
            (Some(origin), _) if origin.kind == 2 && origin.original.is_none() => 20,
            (_, Some(_)) => 19,
            (Some(origin), _) if origin.original.is_some() => 19,
            (Some(_) | None, None) => 0,
        }
    }
}

impl World {
    /// The message object as REST answers it (Discord docs, resources/message, "Message Object").
    pub fn message_json(&self, message: &Message) -> Value {
        let mut json = self.basic_message_json(message);
        let referred = message
            .reply_to
            .or(message.origin.as_ref().and_then(|origin| origin.original));
        if let Some(referred) = referred {
            json["message_reference"] = json!({
                "type": 0,
                "message_id": referred.to_string(),
                "channel_id": message.room.to_string(),
            });
            json["referenced_message"] = match self.shelf.get(message.room, referred) {
                Some(earlier) => self.basic_message_json(earlier),
                None => Value::Null,
            };
        }
        json
    }

    /// The message object with `guild_id` and `member`, as the gateway sends it (Discord docs, events/gateway-events).
    pub fn message_dispatch_json(&self, message: &Message) -> Value {
        let mut json = self.message_json(message);
        let guild = self
            .channels
            .get(&message.room)
            .and_then(|channel| channel.guild());
        if let Some(guild) = guild.and_then(|id| self.guilds.get(&id)) {
            json["guild_id"] = json!(guild.id.to_string());
            if let Some(mut member) = guild.member_json(self.user(message.author)) {
                if let Some(fields) = member.as_object_mut() {
                    fields.remove("user");
                }
                json["member"] = member;
            }
        }
        json
    }

    fn basic_message_json(&self, message: &Message) -> Value {
        let mut json = json!({
            "id": message.id.to_string(),
            "channel_id": message.room.to_string(),
            "author": self.user(message.author).json(),
            "content": message.content,
            "timestamp": iso(made_at_ms(message.id)),
            "edited_timestamp": message.edited_ms.map(iso),
            "tts": message.tts,
            "mention_everyone": message.mentions.everyone,
            "mentions": message.mentions.users.iter().map(|id| self.user(*id).json()).collect::<Vec<_>>(),
            "mention_roles": message.mentions.roles.iter().map(u64::to_string).collect::<Vec<_>>(),
            "attachments": message.files.iter().filter(|file| !file.is_in_embed)
                .map(|file| self.attachment_json(message, file)).collect::<Vec<_>>(),
            "embeds": message.embeds,
            "components": message.components,
            "pinned": false,
            "type": message.kind_number(),
            "flags": message.flags,
        });
        if let Some(nonce) = &message.nonce {
            json["nonce"] = nonce.clone();
        }
        if let Some(origin) = &message.origin {
            json["application_id"] = json!(self.application.to_string());
            json["webhook_id"] = json!(self.application.to_string());
            json["interaction_metadata"] = self.origin_json(origin);
        }
        json
    }

    /// Discord docs, resources/message, "Message Interaction Metadata Object".
    fn origin_json(&self, origin: &Origin) -> Value {
        let mut json = json!({
            "id": origin.interaction.to_string(),
            "type": origin.kind,
            "user": self.user(origin.person).json(),
            "authorizing_integration_owners": *origin.owners,
        });
        if let Some(name) = &origin.name {
            // Sent by Discord, and named in its docs for application commands.
            json["name"] = json!(name);
            json["command_type"] = json!(1);
        }
        if let Some(pressed) = origin.pressed.filter(|_| origin.kind == 3) {
            json["interacted_message_id"] = json!(pressed.to_string());
        }
        if let Some(trigger) = &origin.triggered_by {
            json["triggering_interaction_metadata"] = self.origin_json(trigger);
        }
        if let Some(original) = origin.original {
            json["original_response_message_id"] = json!(original.to_string());
        }
        json
    }

    /// Discord docs, resources/message, "Attachment Object".
    fn attachment_json(&self, message: &Message, file: &File) -> Value {
        let url = file_url(&self.files_at, message.room, file);
        let mut json = json!({
            "id": file.id.to_string(),
            "filename": file.name,
            "size": file.bytes.len(),
            "url": url,
            "proxy_url": url,
        });
        if let Some(description) = &file.description {
            json["description"] = json!(description);
        }
        if let Some(content_type) = &file.content_type {
            json["content_type"] = json!(content_type);
        }
        if let Some((width, height)) = file.size {
            json["width"] = json!(width);
            json["height"] = json!(height);
        }
        if message.only_for.is_some() {
            json["ephemeral"] = json!(true);
        }
        json
    }
}

/// Where a page can load a file from.
pub fn file_url(files_at: &str, room: u64, file: &File) -> String {
    format!("{files_at}/attachments/{room}/{}/{}", file.id, file.name)
}
