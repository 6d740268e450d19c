//! Knows: how messages are sent, changed and deleted, and what the bot must be allowed for each.
//! Never: answers interactions; those have rules of their own.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use twilight_model::gateway::Intents;
use twilight_model::guild::Permissions;
use twilight_validate::message::MESSAGE_CONTENT_LENGTH_MAX;

use crate::clock::made_at_ms;
use crate::world::World;
use crate::world::command::Objection;
use crate::world::components::texts;
use crate::world::form::Form;
use crate::world::happening::{PageEvent, To};
use crate::world::mention::default_allowance;
use crate::world::message::{IS_COMPONENTS_V2, LOADING, Message, SUPPRESS_EMBEDS};
use crate::world::place::{Channel, Kind};
use crate::world::refusal::{
    CLOSED_TO_YOU, EMPTY_MESSAGE, MISSING_ACCESS, MISSING_PERMISSIONS, NO_MUTUAL_GUILDS, NOT_BULK,
    NOT_THE_AUTHOR, REPLY_NEEDS_HISTORY, Refusal, TOO_OLD_TO_BULK_DELETE, UNKNOWN_MESSAGE,
    bad_form,
};

/// How long a nonce is remembered. Discord says "the past few minutes" (resources/message, "Create Message"); five are ours.
const NONCE_REMEMBERED: Duration = Duration::from_secs(5 * 60);
/// How old a message may be for a bulk deletion (Discord docs, resources/message, "Bulk Delete Messages").
const BULK_AGE_MAX_MS: u64 = 14 * 24 * 60 * 60 * 1000;

impl World {
    /// The bot sends a message to a channel.
    pub fn send(&mut self, room: u64, form: Form) -> Result<Value, Refusal> {
        let (channel, granted) = self.channel_for_bot(room)?;
        self.check_direct(&channel)?;
        check_send(&channel, granted, &form)?;
        if let Some(reply) = form.reply {
            if channel.guild().is_some() && !granted.contains(Permissions::READ_MESSAGE_HISTORY) {
                return Err(REPLY_NEEDS_HISTORY);
            }
            let is_there = self
                .shelf
                .get(room, reply.message)
                .is_some_and(|message| message.only_for.is_none());
            if !is_there && reply.fails_if_gone {
                return Err(bad_form(
                    "message_reference",
                    "REPLIES_UNKNOWN_MESSAGE",
                    "Unknown message",
                ));
            }
        }
        if let Some(earlier) = self.earlier_with_nonce(room, &form) {
            return Ok(earlier);
        }
        let wakes_replied = form
            .allowed_mentions
            .as_ref()
            .is_none_or(|allowed| allowed.replied_user);
        let mut message = self.draft(&channel, self.bot, form, granted)?;
        let replied = message.reply_to.and_then(|id| self.shelf.get(room, id));
        message.reply_to = replied.map(|replied| replied.id);
        if let Some(replied) = replied.filter(|_| wakes_replied)
            && !message.mentions.users.contains(&replied.author)
        {
            message.mentions.users.push(replied.author);
        }
        Ok(self.publish(message))
    }

    fn check_direct(&self, channel: &Channel) -> Result<(), Refusal> {
        let Kind::Direct { person } = channel.kind else {
            return Ok(());
        };
        if !self.has_mutual_guild(person) {
            return Err(NO_MUTUAL_GUILDS);
        }
        match self.user(person).is_closed_to_bots {
            true => Err(CLOSED_TO_YOU),
            false => Ok(()),
        }
    }

    fn earlier_with_nonce(&self, room: u64, form: &Form) -> Option<Value> {
        let nonce = form.nonce.as_ref().filter(|_| form.enforces_nonce)?;
        let earlier = self.shelf.room(room).rev().find(|message| {
            message.nonce.as_ref() == Some(nonce)
                && message.author == self.bot
                && message.made.elapsed() < NONCE_REMEMBERED
        })?;
        Some(self.message_json(earlier))
    }

    /// Makes a message out of a checked form, without publishing it.
    pub fn draft(
        &mut self,
        channel: &Channel,
        author: u64,
        mut form: Form,
        granted: Permissions,
    ) -> Result<Message, Refusal> {
        if channel.guild().is_some() && !granted.contains(Permissions::EMBED_LINKS) {
            let had_embeds = form.embeds.take().is_some_and(|embeds| !embeds.is_empty());
            let has_nothing_else =
                form.content.as_ref().is_none_or(String::is_empty) && form.uploads.is_empty();
            if had_embeds && has_nothing_else {
                return Err(MISSING_PERMISSIONS);
            }
        }
        let mut message = Message {
            id: self.next_id(),
            room: channel.id,
            author,
            content: String::new(),
            embeds: Vec::new(),
            components: Vec::new(),
            files: Vec::new(),
            flags: form.settable_flags(),
            mentions: Default::default(),
            tts: form.tts,
            edited_ms: None,
            reply_to: form.reply.map(|reply| reply.message),
            origin: None,
            nonce: form.nonce.take(),
            only_for: None,
            made: Instant::now(),
        };
        self.apply(&mut message, form, channel, false)?;
        Ok(message)
    }

    /// Lays a form's fields over a message, and refuses if nothing is left to show.
    pub fn apply(
        &mut self,
        message: &mut Message,
        form: Form,
        channel: &Channel,
        is_interaction: bool,
    ) -> Result<(), Refusal> {
        let is_v2 = (message.flags | form.flags) & IS_COMPONENTS_V2 != 0;
        let has_legacy = form
            .content
            .as_ref()
            .is_some_and(|content| !content.is_empty())
            || form
                .embeds
                .as_ref()
                .is_some_and(|embeds| !embeds.is_empty());
        if is_v2 && has_legacy {
            let code = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2";
            return Err(bad_form(
                "content",
                code,
                "Components V2 messages hold components only",
            ));
        }
        message.flags |= form.flags & (IS_COMPONENTS_V2 | SUPPRESS_EMBEDS);
        let allowed = form
            .allowed_mentions
            .clone()
            .unwrap_or_else(|| default_allowance(is_interaction));
        self.apply_files(message, &form);
        let has_words = form.content.is_some() || form.components.is_some();
        if let Some(content) = form.content {
            message.content = content;
        }
        if let Some(components) = form.components {
            message.components = components;
        }
        if has_words {
            // A text among components wakes people as content does (Discord docs, components/reference, "Text Display").
            let mut words = texts(&message.components);
            words.push(&message.content);
            message.mentions =
                self.mentions_in(&words.join("\n"), channel, message.author, &allowed);
        }
        if let Some(embeds) = form.embeds {
            message.embeds = embeds;
        }
        self.point_embeds_at_files(message);
        let is_empty = message.content.is_empty()
            && message.embeds.is_empty()
            && message.components.is_empty()
            && message.files.is_empty();
        match is_empty {
            true => Err(EMPTY_MESSAGE),
            false => Ok(()),
        }
    }

    /// Puts a new message in its room and tells everybody it is for.
    pub fn publish(&mut self, message: Message) -> Value {
        let json = self.message_json(&message);
        self.tell_message("MESSAGE_CREATE", &message);
        self.shelf.put(message);
        json
    }

    /// Puts a changed message back and tells everybody it is for.
    pub fn republish(&mut self, mut message: Message) -> Value {
        if message.flags & LOADING == 0 {
            message.edited_ms = Some(self.clock.now_ms());
        }
        let json = self.message_json(&message);
        self.tell_message("MESSAGE_UPDATE", &message);
        self.shelf.put(message);
        json
    }

    fn tell_message(&mut self, event: &'static str, message: &Message) {
        self.tell_page(PageEvent::Message {
            room: message.room,
            message: message.id,
            only_for: message.only_for,
        });
        let Some(channel) = self.channels.get(&message.room) else {
            return;
        };
        // Ephemeral messages, and those of rooms the bot does not read, are not on its gateway.
        if message.only_for.is_some() || !self.can_read(self.bot, message.room) {
            return;
        }
        let guild = channel.guild();
        let mut data = self.message_dispatch_json(message);
        let names_bot = message.mentions.users.contains(&self.bot);
        if guild.is_some() && message.author != self.bot && !names_bot {
            // What a bot sees without the privileged MESSAGE_CONTENT (Discord docs, events/gateway, "Message Content Intent").
            data["content"] = json!("");
            for field in ["embeds", "attachments", "components"] {
                data[field] = json!([]);
            }
        }
        self.tell_gateway(event, To::with(guild, message_intents(guild)), &data);
    }

    /// A person writes a message.
    pub fn say(&mut self, person: u64, room: u64, content: &str) -> Result<Value, Objection> {
        let gone = |_| Objection(String::from("That room is gone."));
        let channel = self.channel(room).map_err(gone)?.clone();
        let granted = self.permissions(person, &channel);
        if !granted.contains(Permissions::VIEW_CHANNEL | Permissions::SEND_MESSAGES) {
            return Err(Objection(String::from("You may not write here.")));
        }
        let content = content.trim();
        let length = content.chars().count();
        if length == 0 {
            return Err(Objection(String::from("There is nothing to send.")));
        }
        if MESSAGE_CONTENT_LENGTH_MAX < length {
            return Err(Objection(format!(
                "That is too long: {length} characters, and a message holds at most {MESSAGE_CONTENT_LENGTH_MAX}."
            )));
        }
        let form = Form {
            content: Some(content.to_owned()),
            ..Form::default()
        };
        let message = self
            .draft(&channel, person, form, granted)
            .map_err(|refusal| Objection(refusal.message.to_owned()))?;
        Ok(self.publish(message))
    }

    /// The bot changes one of its messages.
    pub fn change(&mut self, room: u64, id: u64, form: Form) -> Result<Value, Refusal> {
        let (channel, granted) = self.channel_for_bot(room)?;
        let found = self
            .shelf
            .get(room, id)
            .filter(|message| message.only_for.is_none());
        let mut message = found.ok_or(UNKNOWN_MESSAGE)?.clone();
        if message.author != self.bot {
            return Err(NOT_THE_AUTHOR);
        }
        if !form.uploads.is_empty() && !granted.contains(Permissions::ATTACH_FILES) {
            return Err(MISSING_PERMISSIONS);
        }
        let mut form = form;
        if !granted.contains(Permissions::EMBED_LINKS) {
            form.embeds = form.embeds.map(|_| Vec::new());
        }
        let is_interaction = message.origin.is_some();
        self.apply(&mut message, form, &channel, is_interaction)?;
        Ok(self.republish(message))
    }

    /// The bot deletes a message: its own, or with MANAGE_MESSAGES anybody's.
    pub fn delete(&mut self, room: u64, id: u64) -> Result<(), Refusal> {
        let (channel, granted) = self.channel_for_bot(room)?;
        let found = self
            .shelf
            .get(room, id)
            .filter(|message| message.only_for.is_none());
        let message = found.ok_or(UNKNOWN_MESSAGE)?;
        if message.author != self.bot {
            if channel.guild().is_none() {
                return Err(NOT_THE_AUTHOR);
            }
            if !granted.contains(Permissions::MANAGE_MESSAGES) {
                return Err(MISSING_PERMISSIONS);
            }
        }
        self.remove(room, id);
        Ok(())
    }

    /// The bot deletes 2 to 100 messages at once.
    pub fn delete_many(&mut self, room: u64, ids: &[u64]) -> Result<(), Refusal> {
        let (channel, granted) = self.channel_for_bot(room)?;
        if channel.guild().is_none() {
            return Err(MISSING_ACCESS);
        }
        if !granted.contains(Permissions::MANAGE_MESSAGES) {
            return Err(MISSING_PERMISSIONS);
        }
        if !(2..=100).contains(&ids.len()) {
            return Err(NOT_BULK);
        }
        let now = self.clock.now_ms();
        if ids
            .iter()
            .any(|id| BULK_AGE_MAX_MS < now.saturating_sub(made_at_ms(*id)))
        {
            return Err(TOO_OLD_TO_BULK_DELETE);
        }
        for id in ids {
            self.shelf.take(room, *id);
            self.tell_page(PageEvent::Gone {
                room,
                message: *id,
                only_for: None,
            });
        }
        let guild = channel.guild();
        let data = json!({
            "ids": ids.iter().map(u64::to_string).collect::<Vec<_>>(),
            "channel_id": room.to_string(),
            "guild_id": guild.map(|id| id.to_string()),
        });
        self.tell_gateway(
            "MESSAGE_DELETE_BULK",
            To::with(guild, Intents::GUILD_MESSAGES),
            &data,
        );
        Ok(())
    }

    /// Takes a message away and tells everybody it was for.
    pub fn remove(&mut self, room: u64, id: u64) {
        let Some(message) = self.shelf.take(room, id) else {
            return;
        };
        self.tell_page(PageEvent::Gone {
            room,
            message: id,
            only_for: message.only_for,
        });
        if message.only_for.is_some() || !self.can_read(self.bot, room) {
            return;
        }
        let guild = self.channels.get(&room).and_then(Channel::guild);
        let mut data = json!({"id": id.to_string(), "channel_id": room.to_string()});
        if let Some(guild) = guild {
            data["guild_id"] = json!(guild.to_string());
        }
        self.tell_gateway(
            "MESSAGE_DELETE",
            To::with(guild, message_intents(guild)),
            &data,
        );
    }
}

fn message_intents(guild: Option<u64>) -> Intents {
    match guild {
        Some(_) => Intents::GUILD_MESSAGES,
        None => Intents::DIRECT_MESSAGES,
    }
}

fn check_send(channel: &Channel, granted: Permissions, form: &Form) -> Result<(), Refusal> {
    if channel.guild().is_none() {
        return Ok(());
    }
    let needs = [
        (true, Permissions::SEND_MESSAGES),
        (!form.uploads.is_empty(), Permissions::ATTACH_FILES),
        (form.tts, Permissions::SEND_TTS_MESSAGES),
    ];
    match needs
        .iter()
        .any(|(is_needed, permission)| *is_needed && !granted.contains(*permission))
    {
        true => Err(MISSING_PERMISSIONS),
        false => Ok(()),
    }
}
