//! Knows: users, and how a direct conversation is opened.

use axum::http::Method;
use serde_json::{Value, json};

use crate::hub::Hub;
use crate::rest::call::{Answered, Call, id};
use crate::rest::ok;
use crate::world::World;
use crate::world::form::number;
use crate::world::refusal::{CLOSED_TO_YOU, NOT_IMPLEMENTED, Refusal, UNKNOWN_USER, bad_form};

pub(super) fn route(hub: &Hub, method: &Method, segments: &[&str], call: &Call) -> Answered {
    match (method.as_str(), segments) {
        ("GET", ["users", "@me"]) => ok(hub.look(World::current_user_json)),
        ("POST", ["users", "@me", "channels"]) => {
            hub.change(|world| open(world, &call.json)).and_then(ok)
        }
        ("GET", ["users", user]) => {
            let user = id(user)?;
            hub.look(|world| world.users.get(&user).map(|user| user.json()))
                .ok_or(UNKNOWN_USER)
                .and_then(ok)
        }
        _ => Err(NOT_IMPLEMENTED),
    }
}

/// Opening always works; whether anything may be sent is judged when it is (Discord docs, resources/user, "Create DM").
fn open(world: &mut World, body: &Value) -> Result<Value, Refusal> {
    let Some(recipient) = number(&body["recipient_id"]) else {
        return Err(bad_form(
            "recipient_id",
            "BASE_TYPE_REQUIRED",
            "This field is required",
        ));
    };
    let Some(user) = world.users.get(&recipient) else {
        return Err(Refusal {
            status: 400,
            code: 50033,
            message: "Invalid Recipient(s)",
            errors: None,
        });
    };
    if user.is_bot {
        return Err(CLOSED_TO_YOU);
    }
    let room = world.direct_room(recipient);
    let channel = world.channels.get(&room).expect("the room was just opened");
    let mut json = world.channel_json(channel);
    json["flags"] = json!(0);
    Ok(json)
}
