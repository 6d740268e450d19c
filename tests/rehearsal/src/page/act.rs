//! Knows: how a deed from the page becomes a deed of a person.

mod schedule;

use std::collections::HashMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};

use crate::hub::Hub;
use crate::page::{answer, may_manage, nobody, person, refuse};
use crate::world::World;
use crate::world::command::Objection;
use crate::world::form::number;
use crate::world::interaction::Deed;
use crate::world::invocation::Started;
use crate::world::locale::localized;

pub(super) async fn act(
    State(hub): State<Arc<Hub>>,
    query: Query<HashMap<String, String>>,
    Json(deed): Json<Value>,
) -> Response {
    let Some(me) = person(&query) else {
        return nobody();
    };
    let done = match deed["do"].as_str().unwrap_or_default() {
        "command" => started(hub.change(|world| command(world, me, &deed, Deed::Command))),
        "autocomplete" => autocomplete(&hub, me, &deed).await,
        "press" | "select" => started(hub.change(|world| component(world, me, &deed))),
        "submit" => started(hub.change(|world| {
            let modal =
                number(&deed["modal"]).ok_or(Objection(String::from("That form is closed.")))?;
            world.submit_modal(me, modal, &deed["values"])
        })),
        "say" => hub.change(|world| {
            world
                .say(
                    me,
                    room(&deed)?,
                    deed["content"].as_str().unwrap_or_default(),
                )
                .map(|_| json!({"ok": true}))
        }),
        "voice" => hub.change(|world| {
            world
                .move_voice(me, number(&deed["room"]))
                .map(|()| json!({"ok": true}))
        }),
        "speak" => hub.change(|world| speak(world, me, &deed)),
        "follow" => hub.change(|world| schedule::follow(world, me, &deed)),
        "reschedule" => hub.change(|world| schedule::reschedule(world, me, &deed)),
        "unschedule" => hub.change(|world| schedule::unschedule(world, me, &deed)),
        "typing" => hub.change(|world| {
            let room = room(&deed)?;
            if world.can_read(me, room) {
                world.show_typing(room, me);
            }
            Ok(json!({"ok": true}))
        }),
        other => Err(Objection(format!(
            "The rehearsal does not know how to do {other:?}."
        ))),
    };
    match done {
        Ok(body) => answer(body),
        Err(objection) => refuse(StatusCode::UNPROCESSABLE_ENTITY, &objection.0),
    }
}

fn room(deed: &Value) -> Result<u64, Objection> {
    number(&deed["room"]).ok_or(Objection(String::from("No room was named.")))
}

fn started(started: Result<Started, Objection>) -> Result<Value, Objection> {
    started.map(|started| json!({"interaction": started.id.to_string()}))
}

fn command(world: &mut World, me: u64, deed: &Value, kind: Deed) -> Result<Started, Objection> {
    let gone = || Objection(String::from("That command is gone."));
    let room = room(deed)?;
    let id = number(&deed["command"]).ok_or_else(gone)?;
    let guild = world
        .channel(room)
        .map_err(|_| Objection(String::from("That room is gone.")))?
        .guild();
    let command = world
        .commands
        .around(guild)
        .find(|command| command.id == id)
        .cloned()
        .ok_or_else(gone)?;
    world.use_command(me, room, &command, &deed["options"], kind)
}

/// A person sets their own language, or a server's where Discord would let them.
fn speak(world: &mut World, me: u64, deed: &Value) -> Result<Value, Objection> {
    let locale = deed["locale"].as_str().unwrap_or_default();
    match number(&deed["guild"]) {
        None => world.speak(me, locale)?,
        Some(guild) if may_manage(world, guild, me) => world.speak_in_guild(guild, locale)?,
        Some(_) => {
            return Err(Objection(String::from(
                "Only those who manage the server choose its language.",
            )));
        }
    }
    Ok(json!({"ok": true}))
}

async fn autocomplete(hub: &Hub, me: u64, deed: &Value) -> Result<Value, Objection> {
    let started = hub.change(|world| command(world, me, deed, Deed::Autocomplete))?;
    // The sweep closes the channel after three seconds.
    match started.arrival.await {
        Ok(arrival) => {
            let locales = hub.look(|world| world.user(me).locale.read_in());
            let choices = arrival.choices.iter().map(|it| localized(it, &locales));
            Ok(json!({"choices": choices.collect::<Value>()}))
        }
        Err(_) => Ok(json!({"choices": [], "error": "Loading options failed"})),
    }
}

fn component(world: &mut World, me: u64, deed: &Value) -> Result<Started, Objection> {
    let message =
        number(&deed["message"]).ok_or(Objection(String::from("That message is gone.")))?;
    let values: Option<Vec<String>> = deed["values"].as_array().map(|values| {
        values
            .iter()
            .filter_map(|value| value.as_str().map(str::to_owned))
            .collect()
    });
    let custom_id = deed["custom_id"].as_str().unwrap_or_default();
    world.use_component(me, room(deed)?, message, custom_id, values.as_deref())
}
