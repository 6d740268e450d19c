//! Forms that an application opens: their limits, and how they are filled in.

use serde_json::{Value, json};
use unknot_rehearsal::world::modal;

use super::raw::Raw;

fn labelled(label: &str, component: Value) -> Value {
    json!({"title": "t", "custom_id": "f", "components": [
        {"type": 18, "label": label, "component": component},
    ]})
}

#[test]
fn the_limits_of_a_form_hold_without_discords_description() {
    let input = json!({"type": 4, "style": 1, "custom_id": "why"});
    let with = |field: &str, value: Value| {
        let mut input = input.clone();
        input[field] = value;
        labelled("Why", input)
    };
    let good = [
        labelled(&"l".repeat(45), input.clone()),
        with("placeholder", json!("p".repeat(100))),
        with("value", json!("v".repeat(4000))),
        with("custom_id", json!("c".repeat(100))),
    ];
    for form in good {
        assert!(modal::read(&form).is_ok(), "{form}");
    }
    let bad = [
        labelled(&"l".repeat(46), input.clone()),
        labelled("", input.clone()),
        with("placeholder", json!("p".repeat(101))),
        with("value", json!("v".repeat(4001))),
        with("custom_id", json!("")),
        with("label", json!("a second label")),
        labelled(
            "Why",
            json!({"type": 3, "custom_id": "m", "options": [
                {"label": "l".repeat(101), "value": "v"},
            ]}),
        ),
        labelled(
            "Why",
            json!({"type": 2, "style": 1, "custom_id": "b", "label": "Go"}),
        ),
    ];
    for form in bad {
        assert_eq!(modal::read(&form).unwrap_err().code, 50035, "{form}");
    }
    // What nobody could fill in here is not taken, so that nobody waits for it.
    let radio = json!({"type": 21, "custom_id": "r", "options": [{"label": "a", "value": "a"}]});
    assert_eq!(
        modal::read(&labelled("Why", radio)).unwrap_err().status,
        501
    );
}

#[tokio::test]
async fn a_menu_in_a_form_is_held_to_its_choices_and_their_number() {
    let raw = Raw::begin().await;
    let mia = raw.rehearsal.member(0);
    let used = raw.roll(&mia, raw.rehearsal.text_room());
    let option = |value: &str| json!({"label": value, "value": value});
    let options = json!([option("foot"), option("calf"), option("hip")]);
    let menu = json!({"type": 3, "custom_id": "where", "min_values": 1, "max_values": 2, "options": options});
    let form = json!({"type": 9, "data": labelled("Where", menu)});
    assert_eq!(raw.respond(&used, form).await.0, 200);
    let submit = |values: Value| {
        let sent = raw
            .rehearsal
            .change(|world| world.submit_modal(mia.id(), used.id, &json!({"where": values})));
        sent.map(|_| ()).map_err(|objection| objection.0)
    };
    assert_eq!(submit(json!([])).unwrap_err(), "Where must be filled in.");
    assert_eq!(
        submit(json!(["foot", "calf", "hip"])).unwrap_err(),
        "Where takes between 1 and 2 choices, not 3."
    );
    assert_eq!(
        submit(json!(["elbow"])).unwrap_err(),
        "Where has no choice elbow."
    );
    assert_eq!(submit(json!(["foot", "hip"])), Ok(()));
}
