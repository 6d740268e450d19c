//! Knows: what people do with scheduled events on the page: say that they are interested, change them, delete them.
//! Never: judges or softens; what the world refuses is said as an application would read it.

use serde_json::{Value, json};

use crate::world::World;
use crate::world::command::Objection;
use crate::world::form::number;
use crate::world::refusal::{Refusal, UNKNOWN_EVENT};

/// Somebody is interested in an event, or no longer.
pub(super) fn follow(world: &mut World, me: u64, deed: &Value) -> Result<Value, Objection> {
    let (_, event) = meant(world, deed)?;
    let is_interested = deed["is_interested"].as_bool().unwrap_or(true);
    done(world.set_interest(me, event, is_interested))
}

/// Somebody changes an event, its status included; `changes` is what Discord's REST takes.
pub(super) fn reschedule(world: &mut World, me: u64, deed: &Value) -> Result<Value, Objection> {
    let (guild, event) = meant(world, deed)?;
    if !deed["changes"].is_object() {
        return Err(Objection(String::from("Nothing was changed.")));
    }
    done(world.reschedule(me, guild, event, &deed["changes"]))
}

/// Somebody deletes an event.
pub(super) fn unschedule(world: &mut World, me: u64, deed: &Value) -> Result<Value, Objection> {
    let (guild, event) = meant(world, deed)?;
    done(world.unschedule(me, guild, event))
}

/// The guild and the id of the event that is meant.
fn meant(world: &World, deed: &Value) -> Result<(u64, u64), Objection> {
    let event = number(&deed["event"]).and_then(|id| world.events.get(&id));
    match event {
        Some(event) => Ok((event.guild, event.id)),
        None => Err(said(&UNKNOWN_EVENT)),
    }
}

fn done<T>(done: Result<T, Refusal>) -> Result<Value, Objection> {
    match done {
        Ok(_) => Ok(json!({"ok": true})),
        Err(refusal) => Err(said(&refusal)),
    }
}

fn said(refusal: &Refusal) -> Objection {
    Objection(refusal.sentence())
}
