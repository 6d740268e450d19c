//! Scheduled events: their fields, their limits and their lives.

use serde_json::{Value, json};
use twilight_model::guild::Permissions;

use super::raw::{Raw, code};

fn path(raw: &Raw) -> String {
    format!("/guilds/{}/scheduled-events", raw.rehearsal.guild())
}

fn voice(raw: &Raw) -> Value {
    json!({
        "name": "Roll",
        "privacy_level": 2,
        "entity_type": 2,
        "channel_id": raw.rehearsal.voice_room().0.to_string(),
        "scheduled_start_time": "2040-01-01T10:00:00Z",
    })
}

fn with(mut body: Value, field: &str, value: Value) -> Value {
    body[field] = value;
    body
}

#[tokio::test]
async fn a_voice_event_needs_a_voice_channel_and_a_future() {
    let raw = Raw::begin().await;
    let base = voice(&raw);
    let lounge = raw.rehearsal.text_room().0.to_string();
    let bad = [
        with(base.clone(), "channel_id", Value::Null),
        with(base.clone(), "channel_id", json!(lounge)),
        with(
            base.clone(),
            "scheduled_start_time",
            json!("2020-01-01T10:00:00Z"),
        ),
        with(base.clone(), "name", json!("x".repeat(101))),
        with(base.clone(), "description", json!("x".repeat(1001))),
        with(
            base.clone(),
            "scheduled_end_time",
            json!("2039-01-01T10:00:00Z"),
        ),
    ];
    for body in bad {
        assert_eq!(
            code(&raw.post(&path(&raw), body.clone()).await),
            (400, 50035),
            "{body}"
        );
    }
    let made = raw.post(&path(&raw), base).await;
    assert_eq!((made.0, &made.1["status"]), (200, &json!(1)));
    assert_eq!(raw.get(&path(&raw)).await.1[0]["id"], made.1["id"]);
}

#[tokio::test]
async fn the_right_to_create_is_not_the_right_to_change_others() {
    let raw = Raw::begin().await;
    let by_hand = raw
        .rehearsal
        .host()
        .schedule_event(raw.rehearsal.guild(), voice(&raw))
        .unwrap();
    let other = format!("{}/{}", path(&raw), by_hand["id"].as_str().unwrap());
    assert_eq!(
        code(&raw.patch(&other, json!({"name": "Mine"})).await),
        (403, 50013)
    );
    let own = raw.post(&path(&raw), voice(&raw)).await.1;
    let own = format!("{}/{}", path(&raw), own["id"].as_str().unwrap());
    assert_eq!(
        raw.patch(&own, json!({"name": "Mine"})).await.1["name"],
        "Mine"
    );
    raw.rehearsal
        .deny_bot(raw.rehearsal.voice_room(), Permissions::CONNECT);
    assert_eq!(
        code(&raw.post(&path(&raw), voice(&raw)).await),
        (403, 50001)
    );
    raw.rehearsal
        .deny_bot(raw.rehearsal.voice_room(), Permissions::CREATE_EVENTS);
    assert_eq!(
        code(&raw.post(&path(&raw), voice(&raw)).await),
        (403, 50013)
    );
}

#[tokio::test]
async fn a_status_goes_only_forward() {
    let raw = Raw::begin().await;
    let made = raw.post(&path(&raw), voice(&raw)).await.1;
    let event = format!("{}/{}", path(&raw), made["id"].as_str().unwrap());
    assert_eq!(
        code(&raw.patch(&event, json!({"status": 3})).await),
        (400, 50035)
    );
    assert_eq!(raw.patch(&event, json!({"status": 2})).await.1["status"], 2);
    assert_eq!(
        code(&raw.patch(&event, json!({"status": 4})).await),
        (400, 50035)
    );
    assert_eq!(raw.patch(&event, json!({"status": 3})).await.1["status"], 3);
    assert_eq!(code(&raw.get(&event).await), (404, 10070));
}

#[tokio::test]
async fn a_hundred_events_are_enough() {
    let raw = Raw::begin().await;
    let hana = raw.rehearsal.host();
    for _ in 0..99 {
        hana.schedule_event(raw.rehearsal.guild(), voice(&raw))
            .unwrap();
    }
    assert_eq!(raw.post(&path(&raw), voice(&raw)).await.0, 200);
    assert_eq!(
        code(&raw.post(&path(&raw), voice(&raw)).await),
        (400, 30038)
    );
}

#[tokio::test]
async fn a_weekly_event_has_one_day_and_at_most_every_other_week() {
    let raw = Raw::begin().await;
    let weekly = |days: Value, interval: u8| json!({"start": "2040-01-01T10:00:00Z", "frequency": 2, "interval": interval, "by_weekday": days});
    for (rule, is_good) in [
        (weekly(json!([2]), 1), true),
        (weekly(json!([2]), 2), true),
        (weekly(json!([2]), 3), false),
        (weekly(json!([2, 4]), 1), false),
    ] {
        let body = with(voice(&raw), "recurrence_rule", rule.clone());
        let made = raw
            .rehearsal
            .host()
            .schedule_event(raw.rehearsal.guild(), body);
        assert_eq!(made.is_ok(), is_good, "{rule}");
    }
}

#[tokio::test]
async fn interest_is_listed_page_by_page() {
    let raw = Raw::begin().await;
    let made = raw.post(&path(&raw), voice(&raw)).await.1;
    let id: u64 = made["id"].as_str().unwrap().parse().unwrap();
    let (mia, noor) = (raw.rehearsal.member(0), raw.rehearsal.member(1));
    mia.follow_event(id, true).unwrap();
    noor.follow_event(id, true).unwrap();
    let users = format!("{}/{id}/users", path(&raw));
    let first = raw.get(&format!("{users}?limit=1")).await.1;
    assert_eq!(first[0]["user_id"], mia.id().to_string());
    let rest = raw.get(&format!("{users}?after={}", mia.id())).await.1;
    assert_eq!(
        (rest.as_array().unwrap().len(), &rest[0]["user_id"]),
        (1, &json!(noor.id().to_string()))
    );
    noor.follow_event(id, false).unwrap();
    assert_eq!(
        raw.get(&format!("{}/{id}?with_user_count=true", path(&raw)))
            .await
            .1["user_count"],
        1
    );
}
