//! Who sees what, and who may press it.

use serde_json::json;
use twilight_model::guild::Permissions;

use super::raw::Raw;

fn go() -> serde_json::Value {
    json!([{"type": 1, "components": [
        {"type": 2, "style": 1, "label": "Go", "custom_id": "go"},
        {"type": 2, "style": 1, "label": "Off", "custom_id": "off", "disabled": true},
    ]}])
}

#[tokio::test]
async fn an_ephemeral_answer_is_seen_and_pressed_by_one_person() {
    let raw = Raw::begin().await;
    let (mia, noor, room) = (
        raw.rehearsal.member(0),
        raw.rehearsal.member(1),
        raw.rehearsal.text_room(),
    );
    let used = raw.roll(&mia, room);
    let data = json!({"content": "psst", "flags": 64, "components": go()});
    raw.respond(&used, json!({"type": 4, "data": data})).await;
    let seen = mia.sees(room).pop().unwrap();
    assert!(seen.is_ephemeral());
    assert_eq!(noor.sees(room).len(), 0);
    assert_eq!(
        noor.press(&seen, "Go").await.objection(),
        Some("That message is gone.")
    );
    assert_eq!(
        mia.press(&seen, "Off").await.objection(),
        Some("That button or menu is switched off.")
    );
    let started = raw
        .rehearsal
        .change(|world| world.use_component(mia.id(), room.0, seen.id(), "go", None))
        .unwrap();
    let pressed = raw.used(started.id, started.arrival);
    let update = json!({"type": 7, "data": {"content": "done", "components": []}});
    assert_eq!(raw.respond(&pressed, update).await.0, 200);
    let seen = mia.sees(room).pop().unwrap();
    assert_eq!((seen.content(), seen.buttons().len()), ("done", 0));
    // A bot reads back no ephemeral message in the channel.
    assert_eq!(raw.get(&raw.lounge()).await.1, json!([]));
}

#[tokio::test]
async fn anybody_who_sees_a_message_may_press_it() {
    let raw = Raw::begin().await;
    let (noor, room) = (raw.rehearsal.member(1), raw.rehearsal.text_room());
    raw.post(
        &raw.lounge(),
        json!({"content": "join", "components": go()}),
    )
    .await;
    let seen = noor.sees(room).pop().unwrap();
    assert!(
        raw.rehearsal
            .change(|world| world.use_component(noor.id(), room.0, seen.id(), "go", None))
            .is_ok()
    );
    raw.rehearsal
        .deny_person(room, &noor, Permissions::VIEW_CHANNEL);
    assert_eq!(noor.sees(room).len(), 0);
    assert_eq!(
        noor.press(&seen, "Go").await.objection(),
        Some("You cannot see that room.")
    );
}

#[tokio::test]
async fn a_conversation_of_two_is_closed_to_a_third() {
    let raw = Raw::begin().await;
    let room = raw.rehearsal.private_room();
    assert!(raw.rehearsal.member(0).say(room, "hi").is_ok());
    assert!(raw.rehearsal.member(2).say(room, "hi").is_err());
    assert_eq!(raw.rehearsal.member(1).sees(room).len(), 1);
    assert_eq!(raw.rehearsal.member(2).sees(room).len(), 0);
    assert_eq!(
        raw.post(&raw.messages(room), json!({"content": "a"}))
            .await
            .0,
        403
    );
}

#[tokio::test]
async fn who_may_not_connect_neither_reads_nor_presses_in_a_voice_channels_chat() {
    let raw = Raw::begin().await;
    let (noor, room) = (raw.rehearsal.member(1), raw.rehearsal.voice_room());
    let body = json!({"content": "join", "components": go()});
    raw.post(&raw.messages(room), body).await;
    let seen = noor.sees(room).pop().unwrap();
    raw.rehearsal.deny_person(room, &noor, Permissions::CONNECT);
    // The room is still on the list, with who is in voice; its chat is not for Noor.
    assert!(raw.rehearsal.look(|world| world.can_see(noor.id(), room.0)));
    assert_eq!(noor.sees(room).len(), 0);
    assert!(noor.look_at(room, seen.id()).is_none());
    assert_eq!(
        noor.press(&seen, "Go").await.objection(),
        Some("You cannot see that room.")
    );
    let url = format!("{}/rooms/{}/messages", raw.rehearsal.page_url(), room.0);
    let page: serde_json::Value = reqwest::get(format!("{url}?as={}", noor.id()))
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(page["messages"], json!([]));
}

#[tokio::test]
async fn an_app_that_is_no_guest_of_the_guild_answers_in_private_where_it_must() {
    let raw = Raw::begin().await;
    let (mia, room) = (raw.rehearsal.member(0), raw.rehearsal.text_room());
    let answer = async || {
        let used = raw.roll(&mia, room);
        let data = json!({"content": "rolls"});
        raw.respond(&used, json!({"type": 4, "data": data})).await;
        mia.sees(room).pop().unwrap().is_ephemeral()
    };
    let outside = Permissions::USE_EXTERNAL_APPS;
    raw.rehearsal.deny_person(room, &mia, outside);
    // The app is in the guild too, so the permission is not asked for.
    assert!(!answer().await);
    raw.rehearsal.remove_bot(raw.rehearsal.guild());
    assert!(answer().await);
    raw.rehearsal.deny_person(room, &mia, Permissions::empty());
    assert!(!answer().await);
}
