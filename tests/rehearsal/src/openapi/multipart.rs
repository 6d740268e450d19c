//! A multipart body read as the description means it: one JSON object, and files beside it.
//!
//! It knows RFC 7578 as far as bots use it; it never keeps a file's bytes.

use serde_json::Value;

/// How many files a message may carry.
///
/// Discord docs, reference, "Uploading Files"; the description names `files[0]` to `files[9]`.
const FILES_MAX: usize = 10;

/// The object in `payload_json` with an empty text for each `files[n]`, or what is wrong.
pub(super) fn read(content_type: &str, body: &[u8]) -> Result<Value, String> {
    let boundary = boundary(content_type).ok_or("multipart without a boundary")?;
    let mut payload = Value::Object(serde_json::Map::new());
    let mut files = Vec::new();
    for part in parts(body, &boundary)? {
        match part.name.as_str() {
            "payload_json" => {
                payload = serde_json::from_slice(part.bytes)
                    .map_err(|error| format!("payload_json is not JSON: {error}"))?;
            }
            name if is_file(name) => files.push(part.name),
            name => return Err(format!("an unknown part {name:?}")),
        }
    }
    for file in files {
        payload
            .as_object_mut()
            .ok_or("payload_json is not an object")?
            .insert(file, Value::String(String::new()));
    }
    Ok(payload)
}

struct Part<'a> {
    name: String,
    bytes: &'a [u8],
}

fn is_file(name: &str) -> bool {
    name.strip_prefix("files[")
        .and_then(|rest| rest.strip_suffix(']'))
        .and_then(|number| number.parse::<usize>().ok())
        .is_some_and(|number| number < FILES_MAX)
}

fn boundary(content_type: &str) -> Option<String> {
    parameter(content_type, "boundary")
}

/// The value of `name=value` or `name="value"` among the parameters of a header.
fn parameter(header: &str, name: &str) -> Option<String> {
    header.split(';').skip(1).find_map(|pair| {
        let (key, value) = pair.split_once('=')?;
        let is_it = key.trim().eq_ignore_ascii_case(name);
        is_it.then(|| value.trim().trim_matches('"').to_owned())
    })
}

fn parts<'a>(body: &'a [u8], boundary: &str) -> Result<Vec<Part<'a>>, String> {
    let opening = format!("--{boundary}").into_bytes();
    let between = format!("\r\n--{boundary}").into_bytes();
    let mut rest = body
        .strip_prefix(opening.as_slice())
        .ok_or("multipart does not begin with its boundary")?;
    let mut parts = Vec::new();
    while !rest.starts_with(b"--") {
        let end = position(rest, &between).ok_or("multipart does not end with its boundary")?;
        parts.push(part(&rest[..end]).ok_or("a part without a name")?);
        rest = &rest[end + between.len()..];
    }
    Ok(parts)
}

/// A part is a line end, headers, an empty line, and the bytes.
fn part(whole: &[u8]) -> Option<Part<'_>> {
    let gap = position(whole, b"\r\n\r\n")?;
    let headers = std::str::from_utf8(&whole[..gap]).ok()?;
    let disposition = headers.lines().find(|line| {
        line.to_ascii_lowercase()
            .starts_with("content-disposition:")
    })?;
    Some(Part {
        name: unescape(&parameter(disposition, "name")?),
        bytes: &whole[gap + 4..],
    })
}

/// Clients write the brackets of `files[0]` plainly or as percent signs.
fn unescape(name: &str) -> String {
    name.replace("%5B", "[").replace("%5D", "]")
}

fn position(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack
        .windows(needle.len())
        .position(|window| window == needle)
}
