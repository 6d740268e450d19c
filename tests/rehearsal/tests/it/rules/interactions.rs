//! Interactions: answered once, in time, in the ways their kind allows, and afterwards while the token lives.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use unknot_rehearsal::faults::RestFault;
use unknot_rehearsal::world::interaction::Deed;

use super::raw::{Raw, code};

#[tokio::test]
async fn an_interaction_is_answered_once() {
    let raw = Raw::begin().await;
    let used = raw.roll(&raw.rehearsal.member(0), raw.rehearsal.text_room());
    let answered = raw
        .respond(&used, json!({"type": 4, "data": {"content": "hi"}}))
        .await;
    assert_eq!(answered.0, 200);
    assert_eq!(answered.1["resource"]["message"]["content"], "hi");
    let again = raw
        .respond(&used, json!({"type": 4, "data": {"content": "hi"}}))
        .await;
    assert_eq!(code(&again), (400, 40060));
    assert_eq!(used.callback.await.unwrap().kind, 4);
}

#[tokio::test]
async fn an_answer_after_three_seconds_meets_nobody() {
    let raw = Raw::begin().await;
    let used = raw.roll(&raw.rehearsal.member(0), raw.rehearsal.text_room());
    raw.rehearsal
        .change(|world| world.sweep(Instant::now() + Duration::from_millis(2900)));
    assert_eq!(
        raw.rehearsal
            .look(|world| format!("{:?}", world.interactions.get(used.id).unwrap().stage)),
        "Waiting"
    );
    raw.rehearsal
        .change(|world| world.sweep(Instant::now() + Duration::from_secs(3)));
    let late = raw
        .respond(&used, json!({"type": 4, "data": {"content": "hi"}}))
        .await;
    assert_eq!(code(&late), (404, 10062));
    assert!(used.callback.await.is_err());
}

#[tokio::test]
async fn a_wrong_token_opens_nothing() {
    let raw = Raw::begin().await;
    let mut used = raw.roll(&raw.rehearsal.member(0), raw.rehearsal.text_room());
    let good = std::mem::replace(&mut used.token, String::from("wrong"));
    assert_eq!(
        code(&raw.respond(&used, json!({"type": 5})).await),
        (404, 10062)
    );
    assert_eq!(
        code(
            &raw.get(&format!("{}/messages/@original", raw.webhook(&used)))
                .await
        ),
        (401, 50027)
    );
    used.token = good;
    assert_eq!(raw.respond(&used, json!({"type": 5})).await.0, 200);
}

#[tokio::test]
async fn each_kind_of_deed_takes_only_its_own_answers() {
    let raw = Raw::begin().await;
    let used = raw.roll(&raw.rehearsal.member(0), raw.rehearsal.text_room());
    for kind in [1, 6, 7, 8, 10, 12] {
        let refused = raw
            .respond(
                &used,
                json!({"type": kind, "data": {"content": "a", "choices": []}}),
            )
            .await;
        assert_eq!(code(&refused), (400, 50035), "type {kind}");
    }
    let deferral = raw
        .respond(&used, json!({"type": 5, "data": {"flags": 1 << 15}}))
        .await;
    assert_eq!(code(&deferral), (400, 50035));
    assert_eq!(
        raw.respond(&used, json!({"type": 5, "data": {"flags": 64}}))
            .await
            .0,
        200
    );
}

#[tokio::test]
async fn the_first_follow_up_after_a_deferral_fills_the_loading_message() {
    let raw = Raw::begin().await;
    let (mia, room) = (raw.rehearsal.member(0), raw.rehearsal.text_room());
    let used = raw.roll(&mia, room);
    assert_eq!(
        code(
            &raw.post(&raw.webhook(&used), json!({"content": "early"}))
                .await
        ),
        (404, 10015)
    );
    raw.respond(&used, json!({"type": 5})).await;
    let loading = mia.sees(room).pop().unwrap();
    assert_eq!(loading.json()["flags"], 128);
    let filled = raw
        .post(&raw.webhook(&used), json!({"content": "here", "flags": 64}))
        .await
        .1;
    assert_eq!(
        (&filled["id"], &filled["flags"]),
        (&loading.json()["id"], &json!(0))
    );
    let more = raw
        .post(&raw.webhook(&used), json!({"content": "more", "flags": 64}))
        .await
        .1;
    assert_ne!(more["id"], filled["id"]);
    assert_eq!(more["flags"], 64);
}

#[tokio::test]
async fn answers_are_read_changed_and_deleted_through_the_webhook() {
    let raw = Raw::begin().await;
    let used = raw.roll(&raw.rehearsal.member(0), raw.rehearsal.text_room());
    raw.respond(&used, json!({"type": 4, "data": {"content": "one"}}))
        .await;
    let original = format!("{}/messages/@original", raw.webhook(&used));
    assert_eq!(
        raw.patch(&original, json!({"content": "two"})).await.1["content"],
        "two"
    );
    assert_eq!(raw.get(&original).await.1["content"], "two");
    let follow_up = raw
        .post(&raw.webhook(&used), json!({"content": "three"}))
        .await
        .1;
    let by_id = format!(
        "{}/messages/{}",
        raw.webhook(&used),
        follow_up["id"].as_str().unwrap()
    );
    assert_eq!(raw.delete(&by_id).await.0, 204);
    assert_eq!(code(&raw.get(&by_id).await), (404, 10008));
    let foreign = raw
        .rehearsal
        .member(1)
        .say(raw.rehearsal.text_room(), "mine")
        .unwrap();
    let foreign = format!("{}/messages/{}", raw.webhook(&used), foreign.id());
    assert_eq!(code(&raw.get(&foreign).await), (404, 10008));
}

#[tokio::test]
async fn a_token_lives_for_fifteen_minutes() {
    let raw = Raw::begin().await;
    let used = raw.roll(&raw.rehearsal.member(0), raw.rehearsal.text_room());
    raw.respond(&used, json!({"type": 4, "data": {"content": "one"}}))
        .await;
    let original = format!("{}/messages/@original", raw.webhook(&used));
    let age = |seconds: u64| {
        raw.rehearsal.change(|world| {
            let now = world.clock.now_ms();
            world.interactions.get_mut(used.id).unwrap().made_ms = now - seconds * 1000;
        });
    };
    age(15 * 60 - 30);
    assert_eq!(raw.get(&original).await.0, 200);
    age(15 * 60);
    assert_eq!(code(&raw.get(&original).await), (401, 50027));
}

#[tokio::test]
async fn without_a_guild_behind_it_five_follow_ups_are_the_end() {
    let raw = Raw::begin().await;
    let used = raw.roll(&raw.rehearsal.member(0), raw.rehearsal.private_room());
    raw.respond(&used, json!({"type": 4, "data": {"content": "one"}}))
        .await;
    let follow = |n: u8| {
        raw.rehearsal
            .change(|world| world.interactions.get_mut(used.id).unwrap().followups = n);
    };
    follow(4);
    assert_eq!(
        raw.post(&raw.webhook(&used), json!({"content": "five"}))
            .await
            .0,
        200
    );
    follow(5);
    assert_eq!(
        code(
            &raw.post(&raw.webhook(&used), json!({"content": "six"}))
                .await
        ),
        (400, 40094)
    );
}

#[tokio::test]
async fn a_form_opens_goes_back_and_opens_no_other() {
    let raw = Raw::begin().await;
    let mia = raw.rehearsal.member(0);
    let used = raw.roll(&mia, raw.rehearsal.text_room());
    let input = json!({"type": 4, "style": 1, "custom_id": "why", "label": "Why", "max_length": 5});
    let form = |title: &str| {
        let rows = json!([{"type": 1, "components": [input]}]);
        json!({"type": 9, "data": {"title": title, "custom_id": "f", "components": rows}})
    };
    assert_eq!(
        code(&raw.respond(&used, form(&"t".repeat(46))).await),
        (400, 50035)
    );
    assert_eq!(raw.respond(&used, form(&"t".repeat(45))).await.0, 200);
    let submit = |text: &str| {
        raw.rehearsal
            .change(|world| world.submit_modal(mia.id(), used.id, &json!({"why": text})))
    };
    assert_eq!(
        submit("").unwrap_err().to_string(),
        "Why must be filled in."
    );
    assert_eq!(
        submit("longer").unwrap_err().to_string(),
        "Why is too long: 6 characters, and at most 5."
    );
    let sent = submit("short").unwrap();
    let sent = raw.used(sent.id, sent.arrival);
    assert_eq!(code(&raw.respond(&sent, form("t")).await), (400, 50035));
    assert_eq!(
        raw.respond(&sent, json!({"type": 4, "data": {"content": "thanks"}}))
            .await
            .0,
        200
    );
}

#[tokio::test]
async fn suggestions_fit_their_option_and_are_twenty_five_at_most() {
    let raw = Raw::begin().await;
    let (mia, room) = (raw.rehearsal.member(0), raw.rehearsal.text_room());
    let option = json!({"type": 3, "name": "name", "description": "a", "autocomplete": true});
    let set = json!([{"name": "technique", "description": "a", "options": [option]}]);
    raw.put(&raw.commands_path(), set).await;
    let started = raw
        .rehearsal
        .change(|world| {
            let command = world.commands.global[0].clone();
            let typed = json!([{"name": "name", "value": "it", "focused": true}]);
            world.use_command(mia.id(), room.0, &command, &typed, Deed::Autocomplete)
        })
        .unwrap();
    let used = raw.used(started.id, started.arrival);
    let offer = |count: usize, value: Value| {
        let choices = vec![json!({"name": "it band", "value": value}); count];
        json!({"type": 8, "data": {"choices": choices}})
    };
    assert_eq!(
        code(&raw.respond(&used, offer(26, json!("a"))).await),
        (400, 50035)
    );
    assert_eq!(
        code(&raw.respond(&used, offer(1, json!(1))).await),
        (400, 50035)
    );
    assert_eq!(
        code(&raw.respond(&used, offer(1, json!("a".repeat(101)))).await),
        (400, 50035)
    );
    assert_eq!(raw.respond(&used, offer(25, json!("a"))).await.0, 200);
    assert_eq!(used.callback.await.unwrap().choices.len(), 25);
}

#[tokio::test]
async fn an_answer_has_arrived_when_it_reaches_the_door_not_when_it_is_read() {
    let raw = Raw::begin().await;
    let used = raw.roll(&raw.rehearsal.member(0), raw.rehearsal.text_room());
    let faults = raw.rehearsal.faults();
    // A fault that changes nothing tells, by being taken, that the request is at the door.
    faults.plan_rest("POST", "/callback", RestFault::Slow(Duration::ZERO), 1);
    let body = json!({"type": 4, "data": {"content": "hi"}}).to_string();
    let mut socket = TcpStream::connect(raw.rehearsal.plain_addr())
        .await
        .unwrap();
    let head = format!(
        "POST /api/v10/interactions/{}/{}/callback HTTP/1.1\r\nhost: discord.com\r\n\
         content-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        used.id,
        used.token,
        body.len()
    );
    socket.write_all(head.as_bytes()).await.unwrap();
    while faults.outstanding() != 0 {
        tokio::task::yield_now().await;
    }
    let before_the_body = Instant::now();
    socket.write_all(body.as_bytes()).await.unwrap();
    let mut answer = String::new();
    socket.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 204"), "{answer}");
    assert!(used.callback.await.unwrap().at <= before_the_body);
}
