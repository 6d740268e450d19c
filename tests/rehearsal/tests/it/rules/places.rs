//! Guilds, channels, direct messages and voice.

use serde_json::json;
use unknot_rehearsal::{Options, Rehearsal};

use super::raw::{Raw, code};

#[tokio::test]
async fn direct_messages_reach_those_who_are_open_and_share_a_guild() {
    let raw = Raw::begin().await;
    let mia = raw.rehearsal.member(0);
    let opened = raw
        .post(
            "/users/@me/channels",
            json!({"recipient_id": mia.id().to_string()}),
        )
        .await
        .1;
    let path = format!("/channels/{}/messages", opened["id"].as_str().unwrap());
    assert_eq!(raw.post(&path, json!({"content": "a"})).await.0, 200);
    raw.rehearsal.close_dms(&mia, true);
    assert_eq!(
        code(&raw.post(&path, json!({"content": "a"})).await),
        (403, 50007)
    );
    raw.rehearsal.close_dms(&mia, false);
    raw.rehearsal.remove_bot(raw.rehearsal.guild());
    assert_eq!(
        code(&raw.post(&path, json!({"content": "a"})).await),
        (403, 50278)
    );
    raw.rehearsal.invite_bot(raw.rehearsal.guild());
    assert_eq!(raw.post(&path, json!({"content": "a"})).await.0, 200);
    let nobody = raw
        .post("/users/@me/channels", json!({"recipient_id": "7"}))
        .await;
    assert_eq!(code(&nobody), (400, 50033));
}

#[tokio::test]
async fn what_is_gone_is_unknown() {
    let raw = Raw::begin().await;
    let room = raw.rehearsal.voice_room();
    raw.rehearsal.member(0).join_voice(room).unwrap();
    assert_eq!(raw.get(&format!("/channels/{}", room.0)).await.0, 200);
    raw.rehearsal.delete_channel(room);
    assert_eq!(
        code(&raw.get(&format!("/channels/{}", room.0)).await),
        (404, 10003)
    );
    let guild = format!("/guilds/{}", raw.rehearsal.guild());
    assert_eq!(
        raw.get(&format!("{guild}/channels"))
            .await
            .1
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let mia = raw.rehearsal.member(0).id();
    assert_eq!(
        code(&raw.get(&format!("{guild}/voice-states/{mia}")).await),
        (404, 10065)
    );
    raw.rehearsal.remove_bot(raw.rehearsal.guild());
    assert_eq!(code(&raw.get(&guild).await), (404, 10004));
}

#[tokio::test]
async fn a_voice_state_says_where_somebody_is() {
    let raw = Raw::begin().await;
    let (mia, room) = (raw.rehearsal.member(0), raw.rehearsal.voice_room());
    let path = format!(
        "/guilds/{}/voice-states/{}",
        raw.rehearsal.guild(),
        mia.id()
    );
    assert_eq!(code(&raw.get(&path).await), (404, 10065));
    assert!(mia.join_voice(raw.rehearsal.text_room()).is_err());
    mia.join_voice(room).unwrap();
    assert_eq!(raw.get(&path).await.1["channel_id"], room.0.to_string());
    mia.leave_voice().unwrap();
    assert_eq!(code(&raw.get(&path).await), (404, 10065));
}

#[tokio::test]
async fn members_and_roles_are_those_of_the_club() {
    let raw = Raw::begin().await;
    let guild = format!("/guilds/{}", raw.rehearsal.guild());
    let hana = raw
        .get(&format!("{guild}/members/{}", raw.rehearsal.host().id()))
        .await
        .1;
    let roles = raw.get(&format!("{guild}/roles")).await.1;
    let host = roles
        .as_array()
        .unwrap()
        .iter()
        .find(|role| role["name"] == "Host")
        .unwrap();
    assert_eq!(hana["roles"], json!([host["id"]]));
    assert_eq!(
        code(&raw.get(&format!("{guild}/members/7")).await),
        (404, 10007)
    );
}

#[tokio::test]
async fn an_unknown_route_is_not_guessed_at_and_a_bad_token_opens_nothing() {
    let raw = Raw::begin().await;
    assert_eq!(
        raw.get(&format!("/guilds/{}/emojis", raw.rehearsal.guild()))
            .await
            .0,
        501
    );
    let bare = format!("http://{}/api/v10/users/@me", raw.rehearsal.plain_addr());
    assert_eq!(reqwest::get(bare).await.unwrap().status().as_u16(), 401);
    let counted = raw.rehearsal.by_status();
    assert_eq!((counted.get(&501), counted.get(&401)), (Some(&1), Some(&1)));
    let last = raw.rehearsal.requests().pop().unwrap();
    assert_eq!((last.route.as_str(), last.status), ("/users/@me", 401));
}

#[tokio::test]
async fn a_crowd_takes_no_memory_until_it_is_touched() {
    let rehearsal = Rehearsal::start_with(Options {
        guilds: 10_000,
        ..Options::default()
    })
    .await
    .unwrap();
    let counted =
        |world: &unknot_rehearsal::world::World| (world.guild_ids().len(), world.guilds.len());
    assert_eq!(rehearsal.look(counted), (10_001, 1));
    let room = rehearsal.crowd_room(9_999, 3);
    assert!(rehearsal.crowd_member(9_999, 7).say(room, "hello").is_ok());
    assert_eq!(rehearsal.look(counted), (10_001, 2));
}

#[tokio::test]
async fn a_route_that_nobody_has_heard_of_is_not_guessed_at_either() {
    let raw = Raw::begin().await;
    assert_eq!(raw.get("/stretches/7").await.0, 501);
    assert_eq!(raw.post("/stretches", json!({"name": "a"})).await.0, 501);
    let reported = raw.rehearsal.violations();
    let is_checked = raw.rehearsal.openapi_line().is_none();
    assert_eq!(reported.len(), if is_checked { 2 } else { 0 });
}
