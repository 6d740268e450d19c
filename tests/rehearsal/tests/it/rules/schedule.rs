//! Scheduled events on the page: who sees what, who may do what, and what is said to whom.

use serde_json::{Value, json};
use twilight_model::guild::Permissions;

use super::page::Page;
use super::raw::Raw;
use crate::stage::soon;

/// Hana schedules an event with these fields beside the usual ones.
fn scheduled(raw: &Raw, more: Value) -> String {
    let mut body = json!({
        "name": "Roll", "privacy_level": 2, "entity_type": 2,
        "channel_id": raw.rehearsal.voice_room().0.to_string(),
        "scheduled_start_time": "2040-01-01T10:00:00Z",
    });
    for (field, value) in more.as_object().unwrap() {
        body[field] = value.clone();
    }
    let made = raw
        .rehearsal
        .host()
        .schedule_event(raw.rehearsal.guild(), body);
    made.unwrap()["id"].as_str().unwrap().to_owned()
}

fn in_the_park() -> Value {
    json!({
        "name": "Picnic", "entity_type": 3, "channel_id": null, "entity_metadata": {"location": "The park"},
        "scheduled_start_time": "2039-01-01T10:00:00Z", "scheduled_end_time": "2039-01-01T11:00:00Z",
    })
}

fn page(raw: &Raw, name: &str) -> Page {
    let people = &raw.rehearsal;
    let person = match name {
        "Ola" => people.owner(),
        "Hana" => people.host(),
        "Mia" => people.member(0),
        "Noor" => people.member(1),
        other => panic!("nobody here is called {other}"),
    };
    Page::open(raw, person.id())
}

/// One field of every event that this page shows, in the order in which they stand there.
async fn shown(page: &Page, field: &str) -> Vec<Value> {
    let view = page.get("/view").await;
    let events = view["events"].as_array().unwrap();
    events.iter().map(|event| event[field].clone()).collect()
}

fn no(sentence: &str) -> (u16, Value) {
    (422, json!({"error": sentence}))
}

fn yes() -> (u16, Value) {
    (200, json!({"ok": true}))
}

fn reschedule(event: &str, changes: Value) -> Value {
    json!({"do": "reschedule", "event": event, "changes": changes})
}

#[tokio::test]
async fn everybody_sees_what_is_planned_where_they_may_look() {
    let raw = Raw::begin().await;
    let (mia, noor) = (page(&raw, "Mia"), page(&raw, "Noor"));
    let later = scheduled(&raw, json!({"description": "Bring a roller."}));
    scheduled(&raw, in_the_park());
    let events = &mia.get("/view").await["events"];
    // The soonest stands first, whichever was planned first.
    assert_eq!(events[0]["name"], "Picnic");
    assert_eq!(events[0]["location"], "The park");
    let known = json!({
        "id": later, "name": "Roll", "description": "Bring a roller.",
        "channel": raw.rehearsal.voice_room().0.to_string(), "location": null,
        "starts_at_ms": 2_209_024_800_000_u64, "status": "scheduled",
        "interested": 0, "is_interested": false, "can_change": false,
    });
    assert_eq!(events[1], known);
    // Without CONNECT a voice channel is seen, and its events with it; without VIEW_CHANNEL neither is.
    let (room, person) = (raw.rehearsal.voice_room(), raw.rehearsal.member(1));
    raw.rehearsal
        .deny_person(room, &person, Permissions::CONNECT);
    assert_eq!(shown(&noor, "name").await, ["Picnic", "Roll"]);
    raw.rehearsal
        .deny_person(room, &person, Permissions::VIEW_CHANNEL);
    assert_eq!(shown(&noor, "name").await, ["Picnic"]);
    assert_eq!(shown(&mia, "name").await, ["Picnic", "Roll"]);
}

#[tokio::test]
async fn only_who_may_manage_events_changes_those_of_others() {
    let raw = Raw::begin().await;
    let event = scheduled(&raw, json!({}));
    let renamed = reschedule(&event, json!({"name": "Mine"}));
    let deleted = json!({"do": "unschedule", "event": event});
    let mia = page(&raw, "Mia");
    assert_eq!(shown(&mia, "can_change").await, [false]);
    assert_eq!(mia.act(renamed.clone()).await, no("Missing Permissions"));
    assert_eq!(mia.act(deleted.clone()).await, no("Missing Permissions"));
    assert_eq!(shown(&mia, "name").await, ["Roll"]);
    for name in ["Ola", "Hana"] {
        let page = page(&raw, name);
        assert_eq!(shown(&page, "can_change").await, [true], "{name}");
        assert_eq!(page.act(renamed.clone()).await, yes(), "{name}");
    }
    // A voice event is only for those to change who may enter.
    let (room, host) = (raw.rehearsal.voice_room(), raw.rehearsal.host());
    raw.rehearsal.deny_person(room, &host, Permissions::CONNECT);
    let hana = page(&raw, "Hana");
    assert_eq!(shown(&hana, "can_change").await, [false]);
    assert_eq!(hana.act(deleted.clone()).await, no("Missing Access"));
    let ola = page(&raw, "Ola");
    assert_eq!(ola.act(deleted.clone()).await, yes());
    assert_eq!(ola.act(deleted).await, no("Unknown Guild Scheduled Event"));
}

#[tokio::test]
async fn what_is_changed_is_seen_and_what_is_over_leaves() {
    let raw = Raw::begin().await;
    let hana = page(&raw, "Hana");
    let (begun, called_off, deleted) = (
        scheduled(&raw, json!({})),
        scheduled(&raw, json!({})),
        scheduled(&raw, json!({})),
    );
    let changes = json!({
        "name": " Slow roll ", "description": "Bring a towel.",
        "scheduled_start_time": "2039-06-01T10:00:00.000Z",
    });
    assert_eq!(hana.act(reschedule(&begun, changes)).await, yes());
    let first = &hana.get("/view").await["events"][0];
    assert_eq!(
        (&first["name"], &first["description"]),
        (&json!("Slow roll"), &json!("Bring a towel."))
    );
    assert_eq!(first["starts_at_ms"], 2_190_535_200_000_u64);
    let status = |event: &str, status: u8| reschedule(event, json!({"status": status}));
    assert_eq!(hana.act(status(&begun, 2)).await, yes());
    let statuses = shown(&hana, "status").await;
    assert_eq!(statuses, ["active", "scheduled", "scheduled"]);
    assert_eq!(hana.act(status(&called_off, 4)).await, yes());
    let deed = json!({"do": "unschedule", "event": deleted});
    assert_eq!(hana.act(deed).await, yes());
    assert_eq!(shown(&hana, "id").await, [json!(begun)]);
    // One that is under way ends, and cannot be called off.
    let refused = "status: Invalid Guild Scheduled Event Status Update";
    assert_eq!(hana.act(status(&begun, 4)).await, no(refused));
    assert_eq!(hana.act(status(&begun, 3)).await, yes());
    assert_eq!(shown(&hana, "id").await, [""; 0]);
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_by_its_field_and_changes_nothing() {
    let raw = Raw::begin().await;
    let hana = page(&raw, "Hana");
    let event = scheduled(&raw, json!({}));
    let before = hana.get("/view").await["events"].clone();
    let lounge = raw.rehearsal.text_room().0.to_string();
    let start = |value: Value| json!({"scheduled_start_time": value});
    for (changes, refusal) in [
        (
            start(json!("2020-01-01T10:00:00Z")),
            "scheduled_start_time: Cannot schedule event in the past.",
        ),
        (
            start(json!("soon")),
            "scheduled_start_time: Could not parse soon. Should be ISO8601.",
        ),
        (
            start(json!(2_209_024_800_000_u64)),
            "scheduled_start_time: Could not parse 2209024800000. Should be ISO8601.",
        ),
        (
            json!({"name": " ", "description": "x".repeat(1001)}),
            "description: Must be between 1 and 1000 in length. name: Must be between 1 and 100 in length.",
        ),
        (json!({"channel_id": "7"}), "Unknown Channel"),
        (
            json!({"channel_id": lounge}),
            "channel_id: The channel does not fit the entity type.",
        ),
        (
            json!({"entity_type": 3, "channel_id": null, "scheduled_end_time": "2041-01-01T10:00:00Z"}),
            "entity_metadata.location: This field is required",
        ),
        (json!("sooner"), "Nothing was changed."),
    ] {
        let refused = hana.act(reschedule(&event, changes.clone())).await;
        assert_eq!(refused, no(refusal), "{changes}");
    }
    assert_eq!(hana.get("/view").await["events"], before);
    for unknown in [json!("7"), json!("soon"), Value::Null] {
        for deed in ["follow", "reschedule", "unschedule"] {
            let deed = json!({"do": deed, "event": unknown, "changes": {}});
            let refused = hana.act(deed.clone()).await;
            assert_eq!(refused, no("Unknown Guild Scheduled Event"), "{deed}");
        }
    }
}

#[tokio::test]
async fn interest_is_each_persons_own_and_only_where_they_may_look() {
    let raw = Raw::begin().await;
    let (mia, noor) = (page(&raw, "Mia"), page(&raw, "Noor"));
    let event = scheduled(&raw, json!({}));
    let follow = |is: bool| json!({"do": "follow", "event": event, "is_interested": is});
    assert_eq!(mia.act(follow(true)).await, yes());
    assert_eq!(mia.act(follow(true)).await, yes());
    for (page, is_interested) in [(&mia, true), (&noor, false)] {
        assert_eq!(shown(page, "interested").await, [1]);
        assert_eq!(shown(page, "is_interested").await, [is_interested]);
    }
    let (room, person) = (raw.rehearsal.voice_room(), raw.rehearsal.member(1));
    raw.rehearsal
        .deny_person(room, &person, Permissions::VIEW_CHANNEL);
    assert_eq!(noor.act(follow(true)).await, no("Missing Access"));
    assert_eq!(shown(&mia, "interested").await, [1]);
    assert_eq!(mia.act(follow(false)).await, yes());
    assert_eq!(shown(&mia, "interested").await, [0]);
}

#[tokio::test]
async fn every_open_page_hears_that_something_is_planned_anew() {
    let raw = Raw::begin().await;
    let (hana, noor) = (page(&raw, "Hana"), page(&raw, "Noor"));
    let event = scheduled(&raw, json!({}));
    let renamed = reschedule(&event, json!({"name": "Slow roll"}));
    for deed in [
        json!({"do": "follow", "event": event, "is_interested": true}),
        renamed,
        json!({"do": "unschedule", "event": event}),
    ] {
        let does = async { assert_eq!(hana.act(deed.clone()).await, yes()) };
        let news = soon(noor.hear("schedule", does)).await;
        // Who may not look learns nothing of it but that something happened.
        assert_eq!(news, json!({"type": "schedule"}), "{deed}");
    }
    let plans = async { drop(scheduled(&raw, in_the_park())) };
    soon(noor.hear("schedule", plans)).await;
    assert_eq!(shown(&noor, "name").await, ["Picnic"]);
}
