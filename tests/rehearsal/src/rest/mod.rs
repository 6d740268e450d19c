//! Knows: Discord's REST API as far as it is played, one file for each resource.
//! Never: answers a route it does not know with anything but 501.

mod application;
mod call;
mod channel;
mod guild;
mod interaction;
mod judge;
mod user;

use std::sync::Arc;

use axum::Router;
use axum::http::Method;
use serde_json::Value;

use crate::hub::Hub;
use crate::rest::call::{Answered, Call, Reply};
use crate::world::form::Form;
use crate::world::refusal::{NOT_IMPLEMENTED, Refusal};

/// The whole API as a service.
pub fn router(hub: Arc<Hub>) -> Router {
    Router::new().fallback(judge::answer).with_state(hub)
}

fn route(hub: &Hub, method: &Method, segments: &[&str], call: &Call) -> Answered {
    match segments {
        ["gateway" | "oauth2" | "applications", ..] => {
            application::route(hub, method, segments, call)
        }
        ["interactions" | "webhooks", ..] => interaction::route(hub, method, segments, call),
        ["channels", id, rest @ ..] => channel::route(hub, method, call::id(id)?, rest, call),
        ["guilds", id, rest @ ..] => guild::route(hub, method, call::id(id)?, rest, call),
        ["users", ..] => user::route(hub, method, segments, call),
        _ => Err(NOT_IMPLEMENTED),
    }
}

/// What is wrong with a request's message, found without touching the world.
fn fault_of_message(segments: &[&str], call: &Call) -> Option<Refusal> {
    let (body, prefix) = match segments {
        ["interactions", _, _, "callback"] => (&call.json["data"], "data."),
        ["webhooks", ..] | ["channels", _, "messages", ..] => (&call.json, ""),
        _ => return None,
    };
    Form::read(body, call.uploads.clone(), prefix).err()
}

/// What several resources answer with.
fn no_content() -> Answered {
    Ok(Reply {
        status: 204,
        body: None,
    })
}

fn ok(body: Value) -> Answered {
    Ok(Reply {
        status: 200,
        body: Some(body),
    })
}
