//! Scheduled events: their fields, their limits and their lives.

use serde_json::{Value, json};
use twilight_model::guild::Permissions;
use unknot_rehearsal::world::scheduled::ScheduledEvent;

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

#[tokio::test]
async fn managing_events_is_not_creating_them() {
    let raw = Raw::begin().await;
    let (hana, guild, room) = (
        raw.rehearsal.host(),
        raw.rehearsal.guild(),
        raw.rehearsal.voice_room(),
    );
    let own = hana.schedule_event(guild, voice(&raw)).unwrap();
    let own: u64 = own["id"].as_str().unwrap().parse().unwrap();
    raw.rehearsal
        .deny_person(room, &hana, Permissions::CREATE_EVENTS);
    let refused = hana.schedule_event(guild, voice(&raw)).unwrap_err();
    assert_eq!((refused.status, refused.code), (403, 50013));
    assert!(hana.edit_event(guild, own, json!({"name": "Mine"})).is_ok());
}

#[tokio::test]
async fn an_event_in_a_channel_the_bot_cannot_see_is_hidden_from_it() {
    let raw = Raw::begin().await;
    let made = raw.post(&path(&raw), voice(&raw)).await.1;
    let event = format!("{}/{}", path(&raw), made["id"].as_str().unwrap());
    let room = raw.rehearsal.voice_room();
    raw.rehearsal.deny_bot(room, Permissions::CONNECT);
    assert_eq!(raw.get(&event).await.0, 200);
    raw.rehearsal.deny_bot(room, Permissions::VIEW_CHANNEL);
    assert_eq!(raw.get(&path(&raw)).await.1, json!([]));
    assert_ne!(raw.get(&event).await.0, 200);
}

#[tokio::test]
async fn an_external_event_begins_and_ends_by_itself_and_a_voice_event_does_not_begin() {
    let raw = Raw::begin().await;
    let by_voice = raw.post(&path(&raw), voice(&raw)).await.1;
    let mut outside = voice(&raw);
    outside["entity_type"] = json!(3);
    outside["channel_id"] = Value::Null;
    outside["entity_metadata"] = json!({"location": "The park"});
    outside["scheduled_end_time"] = json!("2040-01-01T11:00:00Z");
    let outside = raw.post(&path(&raw), outside).await.1;
    let id = |event: &Value| event["id"].as_str().unwrap().parse::<u64>().unwrap();
    let ids = [id(&by_voice), id(&outside)];
    let status = |change: fn(&mut ScheduledEvent, u64)| {
        raw.rehearsal.change(|world| {
            let now = world.clock.now_ms();
            for event in world.events.values_mut() {
                change(event, now);
            }
            world.sweep_events();
            ids.map(|id| world.events.get(&id).map(|event| event.status as u8))
        })
    };
    assert_eq!(status(|_, _| {}), [Some(1), Some(1)]);
    let begun = status(|event, now| event.starts_at_ms = now - 1);
    assert_eq!(begun, [Some(1), Some(2)]);
    let over = status(|event, now| event.ends_at_ms = event.ends_at_ms.map(|_| now - 1));
    assert_eq!(over, [Some(1), None]);
}
