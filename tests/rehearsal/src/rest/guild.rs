//! Knows: guilds, their members, voice states and scheduled events.

use axum::http::Method;
use serde_json::{Value, json};

use crate::hub::Hub;
use crate::rest::call::{Answered, Call, id};
use crate::rest::{no_content, ok};
use crate::world::World;
use crate::world::place::Role;
use crate::world::refusal::{NOT_IMPLEMENTED, Refusal, UNKNOWN_MEMBER, bad_form};

pub(super) fn route(
    hub: &Hub,
    method: &Method,
    guild: u64,
    rest: &[&str],
    call: &Call,
) -> Answered {
    match (method.as_str(), rest) {
        ("GET", []) => hub
            .change(|world| whole(world, guild, call.says("with_counts")))
            .and_then(ok),
        ("GET", ["channels"]) => hub.change(|world| channels(world, guild)).and_then(ok),
        ("GET", ["roles"]) => hub.change(|world| {
            let guild = world.guild_for_bot(guild)?;
            ok(guild.roles.iter().map(Role::json).collect())
        }),
        ("GET", ["members", who]) => {
            let who = user(hub, who)?;
            hub.change(|world| member(world, guild, who)).and_then(ok)
        }
        ("GET", ["voice-states", who]) => {
            let who = user(hub, who)?;
            hub.change(|world| world.voice_of(guild, who)).and_then(ok)
        }
        (_, ["scheduled-events", rest @ ..]) => events(hub, method, guild, rest, call),
        _ => Err(NOT_IMPLEMENTED),
    }
}

fn user(hub: &Hub, segment: &str) -> Result<u64, Refusal> {
    match segment {
        "@me" => Ok(hub.look(|world| world.bot)),
        other => id(other),
    }
}

fn whole(world: &mut World, guild: u64, with_counts: bool) -> Result<Value, Refusal> {
    let guild = world.guild_for_bot(guild)?;
    let mut json = guild.json();
    if with_counts {
        json["approximate_member_count"] = json!(guild.members.len());
        json["approximate_presence_count"] = json!(guild.members.len());
    }
    Ok(json)
}

fn channels(world: &mut World, guild: u64) -> Result<Value, Refusal> {
    let ids = world.guild_for_bot(guild)?.channels.clone();
    let channels = ids.iter().filter_map(|id| world.channels.get(id));
    Ok(channels
        .map(|channel| world.channel_json(channel))
        .collect())
}

fn member(world: &mut World, guild: u64, who: u64) -> Result<Value, Refusal> {
    world.guild_for_bot(guild)?;
    let user = world.users.get(&who).ok_or(UNKNOWN_MEMBER)?;
    world
        .guilds
        .get(&guild)
        .and_then(|guild| guild.member_json(user))
        .ok_or(UNKNOWN_MEMBER)
}

fn events(hub: &Hub, method: &Method, guild: u64, rest: &[&str], call: &Call) -> Answered {
    let with_count = call.says("with_user_count");
    let bot = hub.look(|world| world.bot);
    match (method.as_str(), rest) {
        ("GET", []) => hub
            .change(|world| world.events_json(guild, with_count))
            .and_then(ok),
        ("POST", []) => hub
            .change(|world| world.schedule(bot, guild, &call.json))
            .and_then(ok),
        ("GET", [event]) => {
            let event = id(event)?;
            hub.change(|world| world.event_for_bot(guild, event, with_count))
                .and_then(ok)
        }
        ("PATCH", [event]) => {
            let event = id(event)?;
            hub.change(|world| world.reschedule(bot, guild, event, &call.json))
                .and_then(ok)
        }
        ("DELETE", [event]) => {
            let event = id(event)?;
            hub.change(|world| world.unschedule(bot, guild, event))?;
            no_content()
        }
        ("GET", [event, "users"]) => {
            let event = id(event)?;
            let limit = call.number("limit").unwrap_or(100);
            // A page holds at most 100 (Discord docs, resources/guild-scheduled-event).
            if !(1..=100).contains(&limit) {
                return Err(bad_form(
                    "limit",
                    "NUMBER_TYPE_MAX",
                    "int value should be between 1 and 100.",
                ));
            }
            let limit = usize::try_from(limit).expect("at most 100");
            let after = call.number("after").unwrap_or(0);
            let with_member = call.says("with_member");
            hub.change(|world| world.event_users(guild, event, after, limit, with_member))
                .and_then(ok)
        }
        _ => Err(NOT_IMPLEMENTED),
    }
}
