//! Messages made of components.

use serde_json::{Value, json};

use super::raw::Raw;

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
