//! Knows: Discord's REST API as far as it is played, and the order in which a request is judged.
//! Never: answers a route it does not know with anything but 501.

mod application;
mod call;
mod channel;
mod guild;
mod interaction;
mod user;

use std::io;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use serde_json::Value;

use crate::faults::RestFault;
use crate::hub::Hub;
use crate::ledger;
use crate::rest::call::{Answered, Call, Reply};
use crate::world::refusal::{INVALID_API_VERSION, NOT_IMPLEMENTED, Refusal, UNAUTHORIZED};

/// The whole API as a service.
pub fn router(hub: Arc<Hub>) -> Router {
    Router::new().fallback(answer).with_state(hub)
}

async fn answer(State(hub): State<Arc<Hub>>, request: Request) -> Response {
    let method = request.method().clone();
    let whole_path = request.uri().path().to_owned();
    let fault = hub.faults.take_rest(method.as_str(), &whole_path);
    match fault {
        Some(RestFault::CutOff { after_handling }) => {
            if after_handling {
                handle(&hub, method, &whole_path, request).await;
            }
            cut_off()
        }
        Some(RestFault::Slow(pause)) => {
            tokio::time::sleep(pause).await;
            handle(&hub, method, &whole_path, request).await
        }
        Some(fault) => match fault.answer() {
            Some(answer) => {
                let segments = segments(&whole_path).unwrap_or_default();
                note(&hub, &method, &segments, answer.status, None);
                played(answer)
            }
            None => handle(&hub, method, &whole_path, request).await,
        },
        None => handle(&hub, method, &whole_path, request).await,
    }
}

async fn handle(hub: &Hub, method: Method, whole_path: &str, request: Request) -> Response {
    let is_authorized = is_authorized(hub, &request);
    let segments = match segments(whole_path) {
        Ok(segments) => segments,
        Err(refusal) => return refused(hub, &method, &[], &refusal),
    };
    if !is_authorized && needs_token(&segments) {
        return refused(hub, &method, &segments, &UNAUTHORIZED);
    }
    let call = match Call::read(request).await {
        Ok(call) => call,
        Err(refusal) => return refused(hub, &method, &segments, &refusal),
    };
    match route(hub, &method, &segments, &call) {
        Ok(reply) => {
            note(hub, &method, &segments, reply.status, None);
            json_response(reply.status, reply.body)
        }
        Err(refusal) => refused(hub, &method, &segments, &refusal),
    }
}

/// The path below `/api` or `/api/v10`, in pieces.
fn segments(path: &str) -> Result<Vec<&str>, Refusal> {
    let mut segments: Vec<&str> = path
        .split('/')
        .filter(|segment| !segment.is_empty())
        .collect();
    if segments.first() == Some(&"api") {
        segments.remove(0);
    }
    if let Some(version) = segments
        .first()
        .and_then(|first| first.strip_prefix('v')?.parse::<u8>().ok())
    {
        if version != 10 {
            return Err(INVALID_API_VERSION);
        }
        segments.remove(0);
    }
    Ok(segments)
}

fn is_authorized(hub: &Hub, request: &Request) -> bool {
    let given = request
        .headers()
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    let token = given.and_then(|value| value.strip_prefix("Bot "));
    token.is_some_and(|token| hub.look(|world| world.token == token))
}

/// Interactions and their webhooks carry their secret in the path; `GET /gateway` has none.
fn needs_token(segments: &[&str]) -> bool {
    !matches!(segments, ["interactions" | "webhooks", ..] | ["gateway"])
}

fn route(hub: &Hub, method: &Method, segments: &[&str], call: &Call) -> Answered {
    match segments {
        ["gateway", ..] | ["oauth2", ..] | ["applications", ..] => {
            application::route(hub, method, segments, call)
        }
        ["interactions" | "webhooks", ..] => interaction::route(hub, method, segments, call),
        ["channels", id, rest @ ..] => channel::route(hub, method, call::id(id)?, rest, call),
        ["guilds", id, rest @ ..] => guild::route(hub, method, call::id(id)?, rest, call),
        ["users", ..] => user::route(hub, method, segments, call),
        _ => Err(NOT_IMPLEMENTED),
    }
}

fn refused(hub: &Hub, method: &Method, segments: &[&str], refusal: &Refusal) -> Response {
    note(hub, method, segments, refusal.status, Some(refusal.code));
    json_response(refusal.status, Some(refusal.body()))
}

fn note(hub: &Hub, method: &Method, segments: &[&str], status: u16, code: Option<u32>) {
    let (path, route) = ledger::path_and_route(segments);
    let at_ms = hub.look(|world| world.clock.now_ms());
    hub.ledger().add(ledger::Request {
        method: method.to_string(),
        path,
        route,
        status,
        code,
        at_ms,
    });
}

fn json_response(status: u16, body: Option<Value>) -> Response {
    let mut response = match body {
        Some(body) => Response::new(Body::from(body.to_string())),
        None => Response::new(Body::empty()),
    };
    *response.status_mut() =
        StatusCode::from_u16(status).expect("every status here is written by hand");
    if status != 204 {
        response.headers_mut().insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/json"),
        );
    }
    response
}

/// An answer that a fault dictates.
fn played(answer: crate::faults::Answer) -> Response {
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() =
        StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in answer.headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// Ends the connection before a byte of an answer: the server drops it when the body fails at once.
fn cut_off() -> Response {
    let failure = futures_util::stream::once(async {
        Err::<Bytes, _>(io::Error::other("cut off on request"))
    });
    Response::new(Body::from_stream(failure))
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
