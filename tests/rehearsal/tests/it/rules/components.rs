//! Messages made of components.

use serde_json::{Value, json};

use super::raw::{Raw, code};

#[tokio::test]
async fn the_texts_of_a_message_of_components_hold_four_thousand_characters_together() {
    let raw = Raw::begin().await;
    let of = |lengths: &[usize]| {
        let texts: Vec<Value> = lengths
            .iter()
            .map(|length| json!({"type": 10, "content": "é".repeat(*length)}))
            .collect();
        json!({"flags": 1 << 15, "components": texts})
    };
    assert_eq!(raw.post(&raw.lounge(), of(&[4000])).await.0, 200);
    assert_eq!(raw.post(&raw.lounge(), of(&[2500, 1500])).await.0, 200);
    let refused = raw.post(&raw.lounge(), of(&[2500, 1501])).await;
    assert_eq!(code(&refused), (400, 50035));
}

#[tokio::test]
async fn a_text_among_components_wakes_whom_it_names_if_it_may() {
    let raw = Raw::begin().await;
    let mia = raw.rehearsal.member(0).id();
    let body = |allowed: Value| {
        let text = json!({"type": 10, "content": format!("<@{mia}> rolls")});
        let inside = json!({"type": 17, "components": [text]});
        json!({"flags": 1 << 15, "components": [inside], "allowed_mentions": allowed})
    };
    let woken = async |allowed: Value| {
        let said = raw.post(&raw.lounge(), body(allowed)).await.1;
        said["mentions"].as_array().unwrap().len()
    };
    assert_eq!(woken(json!({"parse": ["users"]})).await, 1);
    assert_eq!(woken(json!({"parse": []})).await, 0);
}

#[tokio::test]
async fn what_an_application_leaves_out_of_a_component_is_filled_in() {
    let raw = Raw::begin().await;
    let menu = json!({"type": 5, "custom_id": "who"});
    let inside = json!([
        {"type": 10, "content": "Who rolls?"},
        {"type": 14},
        {"type": 1, "components": [menu]},
    ]);
    let body = json!({"flags": 1 << 15, "components": [{"type": 17, "components": inside}]});
    let (status, said) = raw.post(&raw.lounge(), body).await;
    assert_eq!(status, 200);
    let container = &said["components"][0];
    assert_eq!(
        (&container["accent_color"], &container["spoiler"]),
        (&Value::Null, &json!(false))
    );
    assert!(container.as_object().unwrap().contains_key("accent_color"));
    let separator = &container["components"][1];
    assert_eq!(
        (&separator["spacing"], &separator["divider"]),
        (&json!(1), &json!(true))
    );
    let menu = &container["components"][2]["components"][0];
    assert_eq!(
        (&menu["min_values"], &menu["max_values"]),
        (&json!(1), &json!(1))
    );
}
