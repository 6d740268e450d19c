//! Knows: channels and the messages in them.

use axum::http::Method;
use serde_json::{Value, json};
use twilight_model::gateway::Intents;
use twilight_model::guild::Permissions;

use crate::hub::Hub;
use crate::ledger::Post;
use crate::rest::call::{Answered, Call, id};
use crate::rest::{no_content, ok};
use crate::world::World;
use crate::world::form::{Form, number};
use crate::world::happening::{PageEvent, To};
use crate::world::refusal::{
    MISSING_PERMISSIONS, NOT_IMPLEMENTED, Refusal, UNKNOWN_MESSAGE, bad_form,
};

pub(super) fn route(hub: &Hub, method: &Method, room: u64, rest: &[&str], call: &Call) -> Answered {
    match (method.as_str(), rest) {
        ("GET", []) => hub.change(|world| {
            let (channel, _) = world.channel_for_bot(room)?;
            ok(world.channel_json(&channel))
        }),
        ("DELETE", []) => hub.change(|world| delete_channel(world, room)).and_then(ok),
        ("POST", ["typing"]) => {
            hub.change(|world| type_in(world, room))?;
            no_content()
        }
        ("GET", ["messages"]) => hub.change(|world| list(world, room, call)).and_then(ok),
        ("POST", ["messages"]) => {
            let form = Form::read(&call.json, call.uploads.clone(), "")?;
            let sent = hub.change(|world| world.send(room, form))?;
            hub.ledger().add_post(Post {
                room,
                nonce: call.json["nonce"].as_str().map(str::to_owned),
                at: call.at,
                content: call.json["content"].as_str().unwrap_or_default().to_owned(),
                message: number(&sent["id"]).unwrap_or_default(),
            });
            ok(sent)
        }
        ("POST", ["messages", "bulk-delete"]) => {
            let ids = call.json["messages"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(number)
                .collect::<Vec<_>>();
            hub.change(|world| world.delete_many(room, &ids))?;
            no_content()
        }
        ("GET", ["messages", message]) => {
            let message = id(message)?;
            hub.change(|world| read(world, room, message)).and_then(ok)
        }
        ("PATCH", ["messages", message]) => {
            let message = id(message)?;
            let form = Form::read(&call.json, call.uploads.clone(), "")?;
            hub.change(|world| world.change(room, message, form))
                .and_then(ok)
        }
        ("DELETE", ["messages", message]) => {
            let message = id(message)?;
            hub.change(|world| world.delete(room, message))?;
            no_content()
        }
        _ => Err(NOT_IMPLEMENTED),
    }
}

fn delete_channel(world: &mut World, room: u64) -> Result<Value, Refusal> {
    let (channel, granted) = world.channel_for_bot(room)?;
    match channel.guild().is_none() || granted.contains(Permissions::MANAGE_CHANNELS) {
        // Closing a direct conversation only hides it; the stand-in has nothing to hide it from.
        true if channel.guild().is_none() => Ok(world.channel_json(&channel)),
        true => world.remove_channel(room),
        false => Err(MISSING_PERMISSIONS),
    }
}

fn type_in(world: &mut World, room: u64) -> Result<(), Refusal> {
    let (channel, granted) = world.channel_for_bot(room)?;
    if channel.guild().is_some() && !granted.contains(Permissions::SEND_MESSAGES) {
        return Err(MISSING_PERMISSIONS);
    }
    let bot = world.bot;
    world.show_typing(room, bot);
    Ok(())
}

impl World {
    /// Somebody is typing (Discord docs, events/gateway-events, "Typing Start").
    pub fn show_typing(&mut self, room: u64, user: u64) {
        let guild = self.channels.get(&room).and_then(|channel| channel.guild());
        let mut data = json!({
            "channel_id": room.to_string(),
            "user_id": user.to_string(),
            "timestamp": self.clock.now_ms() / 1000,
        });
        let intents = match guild {
            Some(_) => Intents::GUILD_MESSAGE_TYPING,
            None => Intents::DIRECT_MESSAGE_TYPING,
        };
        if let Some(guild) = guild.and_then(|id| self.guilds.get(&id)) {
            data["guild_id"] = json!(guild.id.to_string());
            data["member"] = guild.member_json(self.user(user)).unwrap_or(Value::Null);
        }
        if self.can_read(self.bot, room) {
            self.tell_gateway("TYPING_START", To::with(guild, intents), &data);
        }
        self.tell_page(PageEvent::Typing { room, person: user });
    }
}

fn read(world: &mut World, room: u64, message: u64) -> Result<Value, Refusal> {
    let (channel, granted) = world.channel_for_bot(room)?;
    let may_read = channel.guild().is_none() || granted.contains(Permissions::READ_MESSAGE_HISTORY);
    if !may_read {
        return Err(MISSING_PERMISSIONS);
    }
    let found = world
        .shelf
        .get(room, message)
        .filter(|message| message.only_for.is_none());
    Ok(world.message_json(found.ok_or(UNKNOWN_MESSAGE)?))
}

/// Newest first, as Discord lists them (Discord docs, resources/message, "Get Channel Messages").
fn list(world: &mut World, room: u64, call: &Call) -> Result<Value, Refusal> {
    let (channel, granted) = world.channel_for_bot(room)?;
    let limit = call.number("limit").unwrap_or(50);
    if !(1..=100).contains(&limit) {
        return Err(bad_form(
            "limit",
            "NUMBER_TYPE_MAX",
            "int value should be between 1 and 100.",
        ));
    }
    // Without the history a bot reads an empty room.
    if channel.guild().is_some() && !granted.contains(Permissions::READ_MESSAGE_HISTORY) {
        return Ok(json!([]));
    }
    let limit = usize::try_from(limit).expect("at most 100");
    let public = || {
        world
            .shelf
            .room(room)
            .filter(|message| message.only_for.is_none())
    };
    let mut messages: Vec<_> = if let Some(after) = call.number("after") {
        public()
            .filter(|message| after < message.id)
            .take(limit)
            .collect()
    } else if let Some(around) = call.number("around") {
        let all: Vec<_> = public().collect();
        let middle = all.partition_point(|message| message.id < around);
        all.into_iter()
            .skip(middle.saturating_sub(limit / 2))
            .take(limit)
            .collect()
    } else {
        let before = call.number("before").unwrap_or(u64::MAX);
        let mut newest: Vec<_> = public()
            .rev()
            .filter(|message| message.id < before)
            .take(limit)
            .collect();
        newest.reverse();
        newest
    };
    messages.reverse();
    Ok(messages
        .into_iter()
        .map(|message| world.message_json(message))
        .collect())
}
