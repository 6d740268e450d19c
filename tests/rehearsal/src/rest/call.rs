//! Knows: how a request's query, JSON and files are read.
//! Never: knows what they are for.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Instant;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Query, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use serde_json::Value;

use crate::world::form::Upload;
use crate::world::locale::Locale;
use crate::world::refusal::{ENTITY_TOO_LARGE, NOT_JSON, Refusal, bad_form};

/// Bytes of a request (Discord docs, resources/message, "Create Message").
const BODY_BYTES_MAX: usize = 25 << 20;

/// Bytes of one file (Discord docs, reference, "Uploading Files").
const FILE_BYTES_MAX: usize = 10 << 20;

/// What a handler gives back.
pub(super) type Answered = Result<Reply, Refusal>;

/// An answer that is no refusal.
#[derive(Debug)]
pub(super) struct Reply {
    pub status: u16,
    pub body: Option<Value>,
}

/// A request, read.
#[derive(Debug)]
pub(super) struct Call {
    /// When the request reached this API, before anything of its body was read.
    pub at: Instant,
    pub query: HashMap<String, String>,
    /// The language that the headers ask for.
    pub locale: Option<Locale>,
    pub json: Value,
    pub uploads: Vec<Upload>,
}

/// Reads a body to its end.
pub(super) async fn read_body(body: Body) -> Result<Bytes, Refusal> {
    to_bytes(body, BODY_BYTES_MAX)
        .await
        .map_err(|_| ENTITY_TOO_LARGE)
}

impl Call {
    /// Makes sense of a request whose body has been read.
    pub(super) async fn read(at: Instant, parts: Parts, bytes: Bytes) -> Result<Call, Refusal> {
        let query =
            Query::try_from_uri(&parts.uri).map_or_else(|_| HashMap::new(), |Query(query)| query);
        let locale = asked_locale(&parts.headers);
        let content_type = parts
            .headers
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        if content_type.is_some_and(|it| it.starts_with("multipart/form-data")) {
            let mut request = Request::from_parts(parts, Body::from(bytes));
            // The whole was measured already, and axum's own limit of 2 MB is not Discord's.
            DefaultBodyLimit::disable().apply(&mut request);
            let (json, uploads) = read_multipart(request).await?;
            return Ok(Call {
                at,
                query,
                locale,
                json,
                uploads,
            });
        }
        let json = match bytes.is_empty() {
            true => Value::Null,
            false => serde_json::from_slice(&bytes).map_err(|_| NOT_JSON)?,
        };
        Ok(Call {
            at,
            query,
            locale,
            json,
            uploads: Vec::new(),
        })
    }

    /// A query parameter that says yes.
    pub(super) fn says(&self, name: &str) -> bool {
        self.query
            .get(name)
            .is_some_and(|value| ["true", "True", "1"].contains(&value.as_str()))
    }

    /// A query parameter that is a number.
    pub(super) fn number(&self, name: &str) -> Option<u64> {
        self.query.get(name)?.parse().ok()
    }
}

/// Discord docs, interactions/application-commands, "Retrieving localized commands": its own header, then the browser's.
fn asked_locale(headers: &HeaderMap) -> Option<Locale> {
    let first = |name: &str| {
        let value = headers.get(name)?.to_str().ok()?;
        let first = value.split([',', ';']).next()?;
        Locale::named(first.trim())
    };
    first("x-discord-locale").or_else(|| first("accept-language"))
}

/// Discord docs, reference, "Uploading Files": `payload_json` beside `files[n]`.
async fn read_multipart(request: Request) -> Result<(Value, Vec<Upload>), Refusal> {
    let broken = |_| {
        bad_form(
            "",
            "MULTIPART_TYPE_PARSE",
            "The multipart body could not be read.",
        )
    };
    let mut multipart = Multipart::from_request(request, &()).await.map_err(|_| {
        bad_form(
            "",
            "MULTIPART_TYPE_PARSE",
            "The multipart body has no boundary.",
        )
    })?;
    let (mut json, mut uploads) = (Value::Null, Vec::new());
    while let Some(field) = multipart.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().map(str::to_owned);
        let content_type = field.content_type().map(str::to_owned);
        let bytes = field.bytes().await.map_err(broken)?;
        if name == "payload_json" {
            json = serde_json::from_slice(&bytes).map_err(|_| NOT_JSON)?;
            continue;
        }
        let index = name
            .strip_prefix("files[")
            .and_then(|rest| rest.strip_suffix(']')?.parse().ok());
        let Some(index) = index else {
            continue;
        };
        if FILE_BYTES_MAX < bytes.len() {
            return Err(ENTITY_TOO_LARGE);
        }
        let name = file_name.unwrap_or_else(|| String::from("unknown"));
        uploads.push(Upload {
            index,
            name,
            content_type,
            bytes: Arc::from(bytes.as_ref()),
        });
    }
    Ok((json, uploads))
}

/// A snowflake in a path.
pub(super) fn id(segment: &str) -> Result<u64, Refusal> {
    segment.parse().map_err(|_| {
        bad_form(
            "",
            "NUMBER_TYPE_COERCE",
            format!("Value \"{segment}\" is not snowflake."),
        )
    })
}
