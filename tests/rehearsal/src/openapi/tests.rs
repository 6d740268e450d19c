//! The mechanism on a small description made here, and the real one where it is at hand.

use std::{io::Write, sync::Once};

use serde_json::{Value, json};

use crate::openapi::{Description, DescriptionFault};

/// A description of three routes with the shapes that make Discord's hard to read.
fn small() -> Description {
    let document = json!({
        "openapi": "3.1.0",
        "paths": {
            "/rooms/{room_id}/notes": {
                "post": {
                    "requestBody": {
                        "required": true,
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/Note"}},
                            "multipart/form-data": {"schema": {"allOf": [
                                {"$ref": "#/components/schemas/Note"},
                                {"type": "object", "properties": {"files[0]": {"type": "string"}}}
                            ]}}
                        }
                    },
                    "responses": {
                        "200": {"content": {"application/json": {"schema": {
                            "type": "object",
                            "properties": {"id": {"$ref": "#/components/schemas/Snowflake"}},
                            "required": ["id"]
                        }}}},
                        "204": {},
                        "4XX": {"$ref": "#/components/responses/Refusal"}
                    }
                }
            },
            "/people/{person_id}": {"get": {"responses": {"204": {}}}},
            "/people/@me": {"get": {"responses": {"200": {}}}}
        },
        "components": {
            "responses": {"Refusal": {"content": {"application/json": {"schema": {
                "type": "object",
                "properties": {"code": {"type": "integer", "format": "int32"}},
                "required": ["code"]
            }}}}},
            "schemas": {
                "Snowflake": {"type": "string", "format": "snowflake"},
                "Note": {"type": "object", "properties": {
                    "text": {"type": ["string", "null"], "maxLength": 5},
                    "nonce": {"oneOf": [
                        {"type": "null"},
                        {"type": "integer"},
                        {"type": "string", "format": "nonce"}
                    ]},
                    "attachments": {"type": "array", "items": {
                        "type": "object",
                        "properties": {"id": {"$ref": "#/components/schemas/Snowflake"}}
                    }},
                    "parts": {"type": "array", "items": {"oneOf": [
                        {"type": "object", "required": ["type", "label"], "properties": {
                            "type": {"type": "integer", "enum": [1]},
                            "label": {"type": "string", "maxLength": 3}
                        }},
                        {"type": "object", "required": ["type", "a", "b", "c"], "properties": {
                            "type": {"type": "integer", "enum": [2]}
                        }}
                    ]}}
                }}
            }
        }
    });
    Description::parse(document).unwrap()
}

const NOTES: &str = "/api/v10/rooms/7/notes?wait=true";

fn faults(note: &Value) -> Vec<String> {
    let body = note.to_string();
    let json = Some("application/json");
    small().check_request("POST", NOTES, json, body.as_bytes())
}

fn only_fault(note: &Value) -> String {
    match faults(note).as_slice() {
        [fault] => fault.clone(),
        other => panic!("expected one fault, got {other:?}"),
    }
}

#[test]
fn a_body_that_fits_is_let_pass_and_one_that_does_not_is_told() {
    assert!(faults(&json!({"text": "12345"})).is_empty());
    let fault = only_fault(&json!({"text": "123456"}));
    assert!(
        fault.starts_with("POST /rooms/{room_id}/notes request: at \"/text\""),
        "{fault}"
    );
}

#[test]
fn a_nonce_may_have_25_characters_and_not_one_more() {
    assert!(faults(&json!({"nonce": "n".repeat(25)})).is_empty());
    assert!(faults(&json!({"nonce": null})).is_empty());
    let fault = only_fault(&json!({"nonce": "n".repeat(26)}));
    assert!(fault.contains("nonce"), "{fault}");
}

#[test]
fn a_fault_in_a_union_is_told_of_the_branch_that_was_meant() {
    assert!(faults(&json!({"parts": [{"type": 1, "label": "abc"}]})).is_empty());
    let fault = only_fault(&json!({"parts": [{"type": 1, "label": "abcd"}]}));
    assert!(fault.contains("at \"/parts/0/label\""), "{fault}");
    // The other branch has fewer faults, but it is of another type.
    assert_eq!(faults(&json!({"parts": [{"type": 2}]})).len(), 3);
    let fault = only_fault(&json!({"parts": [{"type": 3}]}));
    assert!(fault.contains("at \"/parts/0\": fits no kind"), "{fault}");
}

#[test]
fn an_exempt_fault_is_let_pass_and_its_neighbour_is_not() {
    assert!(faults(&json!({"attachments": [{"id": 0}]})).is_empty());
    let fault = only_fault(&json!({"attachments": [{"id": "zero"}]}));
    assert!(fault.contains("at \"/attachments/0/id\""), "{fault}");
}

#[test]
fn a_multipart_body_is_its_payload_with_files_beside_it() {
    let multipart = |json: &str, file: &str| {
        let body = [
            "--cut\r\ncontent-disposition: form-data; name=\"payload_json\"\r\n\r\n",
            json,
            "\r\n--cut\r\nContent-Disposition: form-data; name=\"",
            file,
            "\"; filename=\"a.png\"\r\ncontent-type: image/png\r\n\r\n\u{1}\r\n--c\r\n--cut--\r\n",
        ]
        .concat();
        let kind = Some("multipart/form-data; boundary=cut");
        small().check_request("POST", NOTES, kind, body.as_bytes())
    };
    assert!(multipart("{\"text\": \"abc\"}", "files[0]").is_empty());
    assert!(multipart("{\"text\": \"abc\"}", "files[9]").is_empty());
    assert_eq!(multipart("{\"text\": \"abc\"}", "files[10]").len(), 1);
    assert_eq!(multipart("{\"text\": \"abcdef\"}", "files[0]").len(), 1);
    assert_eq!(multipart("text", "files[0]").len(), 1);
}

#[test]
fn a_body_that_is_missing_or_of_another_kind_is_told() {
    let small = small();
    assert_eq!(small.check_request("POST", NOTES, None, b"").len(), 1);
    let kind = Some("text/plain");
    assert_eq!(small.check_request("POST", NOTES, kind, b"hm").len(), 1);
    assert!(
        small
            .check_request("GET", "/people/1", None, b"")
            .is_empty()
    );
}

#[test]
fn an_answer_is_held_to_its_status() {
    let small = small();
    let answer = |status, body: &str| small.check_answer("POST", NOTES, status, body.as_bytes());
    assert!(answer(200, "{\"id\": \"18446744073709551615\"}").is_empty());
    assert_eq!(answer(200, "{\"id\": \"18446744073709551616\"}").len(), 1);
    assert!(answer(204, "").is_empty());
    assert_eq!(answer(204, "{}").len(), 1);
    assert_eq!(answer(201, "{}").len(), 1);
    assert!(answer(404, "{\"code\": 2147483647}").is_empty());
    assert_eq!(answer(404, "{\"code\": 2147483648}").len(), 1);
    assert!(answer(502, "<html>").is_empty());
}

#[test]
fn a_named_segment_beats_an_open_one() {
    let small = small();
    assert!(
        small
            .check_answer("GET", "/people/@me", 200, b"")
            .is_empty()
    );
    assert_eq!(small.check_answer("GET", "/people/5", 200, b"").len(), 1);
}

#[test]
fn a_route_that_is_not_described_is_told() {
    assert_eq!(
        small()
            .check_request("GET", "/rooms/7/notes", None, b"")
            .len(),
        1
    );
    assert_eq!(small().check_answer("GET", "/lobby", 200, b"").len(), 1);
}

#[test]
fn what_is_no_description_is_refused() {
    let swagger = Description::parse(json!({"swagger": "2.0", "paths": {}}));
    assert!(matches!(swagger, Err(DescriptionFault::Foreign)));
    let pathless = Description::parse(json!({"openapi": "3.1.0"}));
    assert!(matches!(pathless, Err(DescriptionFault::Foreign)));
    assert!(matches!(
        Description::load("no/such/file"),
        Err(DescriptionFault::Reading(_))
    ));
}

/// Discord's description, or one line that says why nothing can be checked against it.
fn real() -> Option<Description> {
    static SAID: Once = Once::new();
    let Some(path) = std::env::var_os("DISCORD_OPENAPI") else {
        SAID.call_once(|| {
            // Written past the test harness, which would keep it to itself when all goes well.
            let line = "DISCORD_OPENAPI is not set: nothing was checked against Discord's own description\n";
            let _ = std::io::stderr().write_all(line.as_bytes());
        });
        return None;
    };
    Some(Description::load(path).unwrap())
}

#[test]
fn the_real_description_tells_good_messages_from_bad_ones() {
    let Some(real) = real() else { return };
    let path = "/api/v10/channels/1/messages";
    let check = |body: Value| {
        let body = body.to_string();
        real.check_request("POST", path, Some("application/json"), body.as_bytes())
    };
    assert_eq!(check(json!({"content": "roll"})), [""; 0]);
    let button = json!({"type": 2, "style": 1, "label": "Join", "custom_id": "join"});
    let row = |button: &Value| json!({"components": [{"type": 1, "components": [button]}]});
    assert_eq!(check(row(&button)), [""; 0]);
    let mut long = button.clone();
    long["label"] = json!("x".repeat(81));
    let faults = check(row(&long));
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(
        faults[0].contains("/components/0/components/0/label"),
        "{faults:?}"
    );
    assert_eq!(check(json!({"embeds": vec![json!({}); 11]})).len(), 1);
}

#[test]
fn the_real_description_knows_interaction_callbacks_by_their_type() {
    let Some(real) = real() else { return };
    let path = "/interactions/1/token/callback";
    let check = |body: Value| {
        let body = body.to_string();
        real.check_request("POST", path, Some("application/json"), body.as_bytes())
    };
    assert_eq!(
        check(json!({"type": 4, "data": {"content": "roll"}})),
        [""; 0]
    );
    assert_eq!(check(json!({"type": 5})), [""; 0]);
    let faults = check(json!({"type": 4, "data": {"content": "x".repeat(2001)}}));
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(faults[0].contains("/data/content"), "{faults:?}");
    let choices = vec![json!({"name": "a", "value": "a"}); 26];
    let faults = check(json!({"type": 8, "data": {"choices": choices}}));
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(faults[0].contains("/data/choices"), "{faults:?}");
}

#[test]
fn the_real_description_takes_a_refusal_as_discord_writes_it() {
    let Some(real) = real() else { return };
    let check = |body: Value| {
        let body = body.to_string();
        real.check_answer("POST", "/channels/1/messages", 400, body.as_bytes())
    };
    let fault = json!({"code": "BASE_TYPE_REQUIRED", "message": "This field is required"});
    let refusal = json!({"code": 50035, "message": "Invalid Form Body",
        "errors": {"embeds": {"0": {"title": {"_errors": [fault]}}}}});
    assert_eq!(check(refusal), [""; 0]);
    assert_eq!(check(json!({"message": "Invalid Form Body"})).len(), 1);
}

#[test]
fn the_real_description_takes_a_rate_limit_as_discord_writes_it() {
    let Some(real) = real() else { return };
    let check = |status, body: Value| {
        let body = body.to_string();
        real.check_answer("POST", "/channels/1/messages", status, body.as_bytes())
    };
    let refused = json!({"message": "Slow down.", "retry_after": 0.5, "global": false});
    assert_eq!(check(429, refused.clone()), [""; 0]);
    assert_eq!(
        check(429, json!({"message": "Slow down.", "global": false})).len(),
        1
    );
    assert_eq!(check(403, refused).len(), 1);
}
