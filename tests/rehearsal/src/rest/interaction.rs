//! Knows: the two roads by which interactions are answered: the callback, and the webhook afterwards.

use axum::http::Method;

use crate::hub::Hub;
use crate::rest::call::{Answered, Call, id};
use crate::rest::{no_content, ok};
use crate::world::form::Form;
use crate::world::refusal::NOT_IMPLEMENTED;

pub(super) fn route(hub: &Hub, method: &Method, segments: &[&str], call: &Call) -> Answered {
    match (method.as_str(), segments) {
        ("POST", ["interactions", interaction, token, "callback"]) => {
            let interaction = id(interaction)?;
            let (uploads, is_wanted) = (call.uploads.clone(), call.says("with_response"));
            let resource = hub.change(|world| {
                world.respond(call.at, interaction, token, &call.json, uploads, is_wanted)
            })?;
            match resource {
                Some(resource) => ok(resource),
                None => no_content(),
            }
        }
        ("POST", ["webhooks", application, token]) => {
            let application = id(application)?;
            let form = Form::read(&call.json, call.uploads.clone(), "")?;
            hub.change(|world| world.follow_up(application, token, form))
                .and_then(ok)
        }
        (_, ["webhooks", application, token, "messages", message]) => {
            let application = id(application)?;
            let message = match *message {
                "@original" => None,
                message => Some(id(message)?),
            };
            match method.as_str() {
                "GET" => hub
                    .look(|world| world.read_by_webhook(application, token, message))
                    .and_then(ok),
                "PATCH" => {
                    let form = Form::read(&call.json, call.uploads.clone(), "")?;
                    hub.change(|world| world.change_by_webhook(application, token, message, form))
                        .and_then(ok)
                }
                "DELETE" => {
                    hub.change(|world| world.delete_by_webhook(application, token, message))?;
                    no_content()
                }
                _ => Err(NOT_IMPLEMENTED),
            }
        }
        _ => Err(NOT_IMPLEMENTED),
    }
}
