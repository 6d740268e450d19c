//! Knows: the chat page's HTTP: its files, the views of each person, and who may ask at all.
//! Never: serves anybody but a browser on this machine that has the page itself open.

mod act;
mod events;
mod view;

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use include_dir::{Dir, include_dir};
use serde_json::{Value, json};

use crate::hub::Hub;
use crate::world::beginnings::PEOPLE;

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/page");

/// The page as a service at this address.
pub fn router(hub: Arc<Hub>, addr: SocketAddr) -> Router {
    Router::new()
        .route("/", get(async || file("index.html")))
        .route("/favicon.ico", get(async || file("knot.svg")))
        .route(
            "/page/{file}",
            get(async |Path(name): Path<String>| file(&name)),
        )
        .route("/people", get(view::people))
        .route("/view", get(view::view))
        .route("/rooms/{room}/messages", get(view::messages))
        .route("/act", post(act::act))
        .route("/attachments/{room}/{id}/{name}", get(attachment))
        .route("/events", get(events::events))
        .with_state(hub)
        .layer(middleware::from_fn_with_state(addr, only_own_page))
}

/// Turns away other hosts' names (a foreign site's name may be made to point here) and other sites' scripts.
async fn only_own_page(State(addr): State<SocketAddr>, request: Request, next: Next) -> Response {
    let port = addr.port();
    let own = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
    let headers = request.headers();
    let text = |name| {
        headers
            .get(name)
            .map(|value: &HeaderValue| value.to_str().unwrap_or_default())
    };
    let is_host = text(header::HOST).is_some_and(|host| own.iter().any(|own| own == host));
    let is_origin = text(header::ORIGIN).is_none_or(|origin| {
        origin
            .strip_prefix("http://")
            .is_some_and(|host| own.iter().any(|own| own == host))
    });
    match is_host && is_origin {
        true => next.run(request).await,
        false => refuse(
            StatusCode::FORBIDDEN,
            "Only the rehearsal's own page may ask this.",
        ),
    }
}

fn file(name: &str) -> Response {
    let Some(file) = FILES.get_file(name) else {
        return refuse(StatusCode::NOT_FOUND, "There is no such file.");
    };
    let kind = match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    bytes(kind, Body::from(file.contents()))
}

async fn attachment(
    State(hub): State<Arc<Hub>>,
    Path((room, id, _)): Path<(u64, u64, String)>,
) -> Response {
    let found = hub.look(|world| {
        let file = world
            .shelf
            .room(room)
            .flat_map(|message| &message.files)
            .find(|file| file.id == id)?;
        Some((file.content_type.clone(), file.bytes.clone()))
    });
    let Some((kind, contents)) = found.filter(|(_, contents)| !contents.is_empty()) else {
        return refuse(StatusCode::NOT_FOUND, "That file is gone.");
    };
    // Only pictures are shown; anything else could be a page that acts in a person's name.
    let kind = kind.filter(|kind| kind.starts_with("image/") && !kind.contains("svg"));
    bytes(
        kind.as_deref().unwrap_or("application/octet-stream"),
        Body::from(contents.to_vec()),
    )
}

fn bytes(kind: &str, body: Body) -> Response {
    let mut response = Response::new(body);
    let headers: &mut HeaderMap = response.headers_mut();
    let kind =
        HeaderValue::from_str(kind).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::CONTENT_TYPE, kind);
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

fn refuse(status: StatusCode, sentence: &str) -> Response {
    (status, axum::Json(json!({"error": sentence}))).into_response()
}

fn answer(body: Value) -> Response {
    axum::Json(body).into_response()
}

/// Who asks, from `?as=`; one of the people of the page.
fn person(Query(query): &Query<HashMap<String, String>>) -> Option<u64> {
    let id = query.get("as")?.parse().ok()?;
    PEOPLE.iter().any(|(person, _)| *person == id).then_some(id)
}

fn nobody() -> Response {
    refuse(
        StatusCode::BAD_REQUEST,
        "Nobody by that name is in the rehearsal.",
    )
}
