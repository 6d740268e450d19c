//! Knows: what a person's page shows when it opens: people, rooms, commands, events, messages.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde_json::{Value, json};

use crate::hub::Hub;
use crate::page::{answer, may_manage, nobody, person};
use crate::world::World;
use crate::world::beginnings::{PEOPLE, ids};
use crate::world::form::number;
use crate::world::locale::localized;
use crate::world::place::{Channel, Kind};
use crate::world::scheduled::{ScheduledEvent, Status};

/// Messages a page gets at once. Ours, as many as Discord gives of a channel (resources/message, "Get Channel Messages").
const MESSAGES_MAX: usize = 100;
/// One colour for each of the people. Ours.
const COLORS: [&str; 5] = ["#e0b040", "#3fa66b", "#5b8def", "#c76bb8", "#d9694f"];

pub(super) async fn people() -> Response {
    answer(all_people())
}

fn all_people() -> Value {
    PEOPLE
        .iter()
        .zip(COLORS)
        .map(|(one, color)| one_person(one, color))
        .collect()
}

fn one_person((id, name): &(u64, &str), color: &str) -> Value {
    let role = match *id {
        ids::OWNER => "owner",
        ids::HOST => "host",
        _ => "member",
    };
    json!({"id": id.to_string(), "name": name, "role": role, "color": color})
}

pub(super) async fn view(
    State(hub): State<Arc<Hub>>,
    query: Query<HashMap<String, String>>,
) -> Response {
    let Some(me) = person(&query) else {
        return nobody();
    };
    let is_online = hub.gateway.sessions() != 0;
    let people = all_people();
    let own = people
        .as_array()
        .into_iter()
        .flatten()
        .find(|it| number(&it["id"]) == Some(me))
        .cloned();
    answer(hub.look(|world| {
        let bot = world.user(world.bot);
        json!({
            "now_ms": world.clock.now_ms(),
            "speed": world.clock.speed(),
            "me": own,
            "locale": world.user(me).locale.name(),
            "guild": club(world, me),
            "app": {"id": world.application.to_string(), "name": bot.shown_as},
            "people": people,
            "roles": roles(world),
            "commands": commands(world, me),
            "bot_online": is_online,
            "rooms": rooms(world, me),
            "events": events(world, me),
        })
    }))
}

fn roles(world: &World) -> Value {
    let guilds = world.guilds.get(&ids::GUILD).into_iter();
    let roles = guilds.flat_map(|guild| guild.roles.iter().map(|role| (guild.id, role)));
    roles
        .map(|(guild, role)| json!({"id": role.id.to_string(), "name": role.name, "guild_id": guild.to_string()}))
        .collect()
}

/// The club as a server with a language, and whether this person may change that.
fn club(world: &World, me: u64) -> Value {
    let Some(guild) = world.guilds.get(&ids::GUILD) else {
        return Value::Null;
    };
    json!({
        "id": guild.id.to_string(),
        "name": guild.name,
        "locale": guild.locale.name(),
        "can_manage": may_manage(world, guild.id, me),
    })
}

/// The commands in the language of the person who looks at them.
fn commands(world: &World, me: u64) -> Value {
    let locales = world.user(me).locale.read_in();
    world
        .commands
        .around(Some(ids::GUILD))
        .map(|command| localized(&command.json, &locales))
        .collect()
}

fn rooms(world: &World, me: u64) -> Value {
    let mut rooms: Vec<&Channel> = world
        .channels
        .values()
        .filter(|channel| {
            channel.guild().is_none_or(|guild| guild == ids::GUILD) && world.can_see(me, channel.id)
        })
        .collect();
    rooms.sort_by_key(|channel| (group(channel), channel.position, channel.id));
    rooms
        .iter()
        .map(|channel| room(world, channel, me))
        .collect()
}

/// The guild's rooms come first, then the bot, whom the page is there for, then other people.
fn group(channel: &Channel) -> u8 {
    match channel.kind {
        Kind::Text { .. } | Kind::Voice { .. } => 0,
        Kind::Direct { .. } => 1,
        Kind::Private { .. } => 2,
    }
}

fn room(world: &World, channel: &Channel, me: u64) -> Value {
    let guild = channel.guild().and_then(|id| world.guilds.get(&id));
    let commands: Vec<String> = world
        .commands
        .around(channel.guild())
        .filter(|command| world.may_use(command, me, channel).is_ok())
        .map(|command| command.id.to_string())
        .collect();
    let (kind, name) = match channel.kind {
        Kind::Text { .. } => ("text", channel.name.clone()),
        Kind::Voice { .. } => ("voice", channel.name.clone()),
        Kind::Direct { .. } => ("dm", world.user(world.bot).shown_as.clone()),
        Kind::Private { people } => {
            let other = people.into_iter().find(|id| *id != me).unwrap_or(me);
            ("private", world.user(other).shown_as.clone())
        }
    };
    json!({
        "id": channel.id.to_string(),
        "kind": kind,
        "name": name,
        "guild": guild.map(|guild| &guild.name),
        "guild_id": guild.map(|guild| guild.id.to_string()),
        "can_use_commands": !commands.is_empty(),
        "commands": commands,
        "voice": world.people_in(channel.id).iter().map(u64::to_string).collect::<Vec<_>>(),
    })
}

/// The club's events as this person sees them, and whether they would be let change them.
fn events(world: &World, me: u64) -> Value {
    let event = |event: &ScheduledEvent| {
        json!({
            "id": event.id.to_string(),
            "name": event.name,
            "description": event.description,
            "channel": event.channel.map(|id| id.to_string()),
            "location": event.location,
            "starts_at_ms": event.starts_at_ms,
            "status": match event.status {
                Status::Scheduled => "scheduled",
                Status::Active => "active",
                Status::Completed => "completed",
                Status::Canceled => "cancelled",
            },
            "interested": event.interested.len(),
            "is_interested": event.interested.contains(&me),
            "can_change": world.may_change(me, event),
        })
    };
    let shown = world.events_shown(me, ids::GUILD);
    shown.into_iter().map(event).collect()
}

pub(super) async fn messages(
    State(hub): State<Arc<Hub>>,
    Path(room): Path<u64>,
    query: Query<HashMap<String, String>>,
) -> Response {
    let Some(me) = person(&query) else {
        return nobody();
    };
    answer(hub.look(|world| {
        let seen = world
            .shelf
            .room(room)
            .rev()
            .filter(|message| message.is_for(me));
        let mut messages: Vec<Value> = match world.can_read(me, room) {
            true => seen
                .take(MESSAGES_MAX)
                .map(|message| world.message_json(message))
                .collect(),
            false => Vec::new(),
        };
        messages.reverse();
        json!({"messages": messages})
    }))
}
