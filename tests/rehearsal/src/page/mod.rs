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
use twilight_model::guild::Permissions;

use crate::hub::Hub;
use crate::world::World;
use crate::world::beginnings::PEOPLE;
use crate::world::permission;
use crate::world::place::Guild;

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

/// Nobody shows the page in a frame. As a header, since the page's own `<meta>` cannot speak of frames.
const PAGE_POLICY: &str = "frame-ancestors 'none'";

/// What a file may do when it is opened by itself: nothing.
const FILE_POLICY: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

/// Turns away other hosts' names (a foreign site's name may be made to point here), other sites' scripts, and
/// whatever another site would load or frame.
async fn only_own_page(State(addr): State<SocketAddr>, request: Request, next: Next) -> Response {
    let port = addr.port();
    let own = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
    let headers = request.headers();
    let text = |name: &str| {
        headers
            .get(name)
            .map(|value: &HeaderValue| value.to_str().unwrap_or_default())
    };
    let is_host = text("host").is_some_and(|host| own.iter().any(|own| own == host));
    let is_origin = text("origin").is_none_or(|origin| {
        origin
            .strip_prefix("http://")
            .is_some_and(|host| own.iter().any(|own| own == host))
    });
    // Browsers say who asks (W3C, Fetch Metadata); what is no browser says nothing, and has no page to protect.
    let is_link =
        text("sec-fetch-mode") == Some("navigate") && text("sec-fetch-dest") == Some("document");
    let is_site = text("sec-fetch-site").is_none_or(|it| ["none", "same-origin"].contains(&it));
    let mut response = match is_host && is_origin && (is_site || is_link) {
        true => next.run(request).await,
        false => refuse(
            StatusCode::FORBIDDEN,
            "Only the rehearsal's own page may ask this.",
        ),
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static(PAGE_POLICY));
    response
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

/// The kinds of pictures that hold no script.
const PICTURES: [&str; 4] = ["image/png", "image/jpeg", "image/gif", "image/webp"];

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
    // Only pictures are shown; anything else (an SVG, any XML) could be a page that acts in a person's name.
    let kind = kind.filter(|kind| PICTURES.contains(&kind.as_str()));
    let kind = kind.as_deref().unwrap_or("application/octet-stream");
    let mut response = bytes(kind, Body::from(contents.to_vec()));
    response.headers_mut().insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(FILE_POLICY),
    );
    response
}

fn bytes(kind: &str, body: Body) -> Response {
    let mut response = Response::new(body);
    let headers: &mut HeaderMap = response.headers_mut();
    let kind =
        HeaderValue::from_str(kind).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::CONTENT_TYPE, kind);
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

/// Whether a person may change a guild's settings.
fn may_manage(world: &World, guild: u64, person: u64) -> bool {
    let granted = |guild: &Guild| permission::in_guild(guild, person);
    world
        .guilds
        .get(&guild)
        .is_some_and(|guild| granted(guild).contains(Permissions::MANAGE_GUILD))
}

fn nobody() -> Response {
    refuse(
        StatusCode::BAD_REQUEST,
        "Nobody by that name is in the rehearsal.",
    )
}
