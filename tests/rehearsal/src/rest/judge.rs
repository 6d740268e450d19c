//! Knows: the order in which a request is judged: planned faults, limits, token, Discord's description, then the route.
//! Never: knows what a route does.

use std::io;
use std::sync::Arc;
use std::time::Instant;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use serde_json::{Value, json};

use crate::faults::RestFault;
use crate::hub::Hub;
use crate::ledger;
use crate::limits::Verdict;
use crate::rest::call::{self, Call};
use crate::rest::{fault_of_message, route};
use crate::world::refusal::{INVALID_API_VERSION, Refusal, UNAUTHORIZED};

/// What is to be sent back, before it is a response.
struct Outcome {
    status: u16,
    code: Option<u32>,
    /// Empty for 204.
    body: String,
    headers: Vec<(&'static str, String)>,
}

pub(super) async fn answer(State(hub): State<Arc<Hub>>, request: Request) -> Response {
    // First of all: what the stand-in itself takes over a request is no delay of the bot's.
    let at = Instant::now();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let fault = hub.faults.take_rest(method.as_str(), &path);
    let outcome = match fault {
        None => handle(&hub, at, &method, &path, request).await,
        Some(RestFault::CutOff { after_handling }) => {
            if after_handling {
                let outcome = handle(&hub, at, &method, &path, request).await;
                note(&hub, &method, &path, &outcome);
            }
            return cut_off();
        }
        Some(RestFault::Slow(pause)) => {
            tokio::time::sleep(pause).await;
            handle(&hub, at, &method, &path, request).await
        }
        Some(fault) => match fault.answer() {
            Some(played) => Outcome {
                status: played.status,
                code: None,
                body: played.body,
                headers: played.headers,
            },
            None => handle(&hub, at, &method, &path, request).await,
        },
    };
    note(&hub, &method, &path, &outcome);
    respond(outcome)
}

async fn handle(hub: &Hub, at: Instant, method: &Method, path: &str, request: Request) -> Outcome {
    let authorization = authorization(hub, request.headers());
    let Verdict { headers, refused } = {
        let now_ms = hub.look(|world| world.clock.real_now_ms());
        hub.limits()
            .take(now_ms, method.as_str(), path, authorization)
    };
    let mut outcome = match refused {
        Some(retry) => Outcome {
            status: 429,
            code: Some(0),
            body: retry.body().to_string(),
            headers: Vec::new(),
        },
        None => match judge(hub, at, method, path, authorization, request).await {
            Ok(outcome) => outcome,
            Err(refusal) => Outcome {
                status: refusal.status,
                code: Some(refusal.code),
                body: refusal.body().to_string(),
                headers: Vec::new(),
            },
        },
    };
    outcome.headers.extend(headers);
    check_answer(hub, method, path, &outcome);
    outcome
}

async fn judge(
    hub: &Hub,
    at: Instant,
    method: &Method,
    path: &str,
    is_authorized: bool,
    request: Request,
) -> Result<Outcome, Refusal> {
    let segments = segments(path)?;
    if !is_authorized && needs_token(&segments) {
        return Err(UNAUTHORIZED);
    }
    let (parts, body) = request.into_parts();
    let bytes = call::read_body(body).await?;
    let violations = check_request(hub, method, path, &parts.headers, &bytes);
    let call = Call::read(at, parts, bytes).await?;
    // A route that Discord has never heard of is none of the stand-in's either, which the routes say: 501.
    let is_described = (hub.description.as_ref())
        .is_none_or(|description| description.knows(method.as_str(), path));
    if is_described && !violations.is_empty() {
        return Err(
            fault_of_message(&segments, &call).unwrap_or_else(|| described_otherwise(&violations))
        );
    }
    if leaves_pings_to_default(method, &segments, &call.json) {
        hub.ledger().add_unguarded();
    }
    let reply = route(hub, method, &segments, &call)?;
    let body = reply.body.map_or_else(String::new, |body| body.to_string());
    Ok(Outcome {
        status: reply.status,
        code: None,
        body,
        headers: Vec::new(),
    })
}

/// Whether a message does not say whom it may ping: then Discord's default decides, which for plain messages is
/// everyone who is mentioned (Discord docs, resources/message, allowed mentions object).
fn leaves_pings_to_default(method: &Method, segments: &[&str], body: &Value) -> bool {
    let message = match segments {
        ["channels", _, "messages", ..] | ["webhooks", ..] => body,
        // A message, or a change of the one the component is on.
        ["interactions", _, _, "callback"]
            if [4, 7].contains(&body["type"].as_u64().unwrap_or_default()) =>
        {
            &body["data"]
        }
        _ => return false,
    };
    let writes = [Method::POST, Method::PATCH].contains(method) && message.is_object();
    writes && message.get("allowed_mentions").is_none_or(Value::is_null)
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
    let version = segments
        .first()
        .and_then(|first| first.strip_prefix('v')?.parse::<u8>().ok());
    match version {
        Some(10) => {
            segments.remove(0);
            Ok(segments)
        }
        Some(_) => Err(INVALID_API_VERSION),
        None => Ok(segments),
    }
}

fn authorization(hub: &Hub, headers: &HeaderMap) -> bool {
    let given = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    let token = given.and_then(|value| value.strip_prefix("Bot "));
    token.is_some_and(|token| hub.look(|world| world.token == token))
}

/// Interactions and their webhooks carry their secret in the path; `GET /gateway` has none.
fn needs_token(segments: &[&str]) -> bool {
    !matches!(segments, ["interactions" | "webhooks", ..] | ["gateway"])
}

fn check_request(
    hub: &Hub,
    method: &Method,
    path: &str,
    headers: &HeaderMap,
    body: &[u8],
) -> Vec<String> {
    let Some(description) = &hub.description else {
        return Vec::new();
    };
    let content_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let violations = description.check_request(method.as_str(), path, content_type, body);
    violations
        .iter()
        .for_each(|violation| hub.ledger().add_violation(violation.clone()));
    violations
}

fn check_answer(hub: &Hub, method: &Method, path: &str, outcome: &Outcome) {
    let Some(description) = &hub.description else {
        return;
    };
    for violation in description.check_answer(
        method.as_str(),
        path,
        outcome.status,
        outcome.body.as_bytes(),
    ) {
        hub.ledger().add_violation(violation);
    }
}

/// A form that Discord's own description does not allow, where no rule of the stand-in says it better.
fn described_otherwise(violations: &[String]) -> Refusal {
    let faults: Vec<_> = violations
        .iter()
        .map(|violation| json!({"code": "DESCRIPTION_VIOLATED", "message": violation}))
        .collect();
    Refusal {
        status: 400,
        code: 50035,
        message: "Invalid Form Body",
        errors: Some(json!({"_errors": faults})),
    }
}

fn note(hub: &Hub, method: &Method, path: &str, outcome: &Outcome) {
    let (path, route) = ledger::path_and_route(&segments(path).unwrap_or_default());
    let (at_ms, real_ms) = hub.look(|world| (world.clock.now_ms(), world.clock.real_now_ms()));
    hub.limits().count_answer(real_ms, outcome.status);
    let request = ledger::Request {
        method: method.to_string(),
        path,
        route,
        status: outcome.status,
        code: outcome.code,
        at_ms,
    };
    hub.ledger().add(request);
}

fn respond(outcome: Outcome) -> Response {
    let mut response = Response::new(Body::from(outcome.body));
    *response.status_mut() =
        StatusCode::from_u16(outcome.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    if outcome.status != 204 {
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/json"),
        );
    }
    for (name, value) in outcome.headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_that_does_not_say_whom_it_pings_is_noticed() {
        let leaves =
            |segments: &[&str], body| leaves_pings_to_default(&Method::POST, segments, &body);
        let (message, callback) = (
            ["channels", "1", "messages"],
            ["interactions", "1", "t", "callback"],
        );
        assert!(leaves(&message, json!({"content": "hi"})));
        assert!(!leaves(
            &message,
            json!({"content": "hi", "allowed_mentions": {"parse": []}})
        ));
        assert!(leaves(
            &callback,
            json!({"type": 4, "data": {"content": "hi"}})
        ));
        assert!(!leaves(
            &callback,
            json!({"type": 4, "data": {"content": "hi", "allowed_mentions": {"parse": []}}})
        ));
        assert!(
            !leaves(&callback, json!({"type": 8, "data": {"choices": []}})),
            "choices ping nobody"
        );
        assert!(!leaves(&["channels", "1", "typing"], json!({})));
    }
}
