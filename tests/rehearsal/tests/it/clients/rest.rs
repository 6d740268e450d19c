//! Messages, direct messages, files, permissions, scheduled events, voice states, and what is not played.

use serde_json::{Value, json};
use twilight_gateway::Event;
use twilight_http::{request::Request, routing::Route};
use twilight_model::{
    channel::Message,
    guild::{
        Permissions,
        scheduled_event::{EntityType, PrivacyLevel, Status},
    },
    http::attachment::Attachment,
    id::Id,
    util::Timestamp,
};
use unknot_rehearsal::Rehearsal;

use crate::stage::{
    Bot, EVERYDAY, channel, guild, hear, http, nothing_was_amiss, refusal, rehearsal,
};

#[tokio::test]
async fn a_message_is_sent_read_changed_and_deleted() {
    let rehearsal = rehearsal().await;
    let http = http(&rehearsal);
    let room = rehearsal.text_room();
    let at = channel(room);
    let sent = http
        .create_message(at)
        .content("roll")
        .await
        .unwrap()
        .model()
        .await
        .unwrap();
    assert_eq!(rehearsal.member(0).sees(room)[0].content(), "roll");
    let read = http
        .message(at, sent.id)
        .await
        .unwrap()
        .model()
        .await
        .unwrap();
    assert_eq!(read.content, "roll");
    let edit = http.update_message(at, sent.id).content(Some("roll on"));
    let edited = edit.await.unwrap().model().await.unwrap();
    assert!(edited.edited_timestamp.is_some());
    let listed = http
        .channel_messages(at)
        .await
        .unwrap()
        .models()
        .await
        .unwrap();
    assert_eq!(listed[0].content, "roll on");
    http.delete_message(at, sent.id).await.unwrap();
    assert_eq!(refusal(http.message(at, sent.id)).await, (404, 10008));
    nothing_was_amiss(&rehearsal);
}

/// Sends a message whose JSON is written by hand.
async fn post(rehearsal: &Rehearsal, body: Value) -> Result<Message, (u16, Value)> {
    let http = http(rehearsal);
    let route = Route::CreateMessage {
        channel_id: rehearsal.text_room().0,
    };
    let request = Request::builder(&route).json(&body).build().unwrap();
    match http.request::<Message>(request).await {
        Ok(response) => Ok(response.model().await.unwrap()),
        Err(error) => match error.kind() {
            twilight_http::error::ErrorType::Response { body, status, .. } => {
                Err((status.get(), serde_json::from_slice(body).unwrap()))
            }
            // twilight does not know Discord's form errors, and keeps the body.
            twilight_http::error::ErrorType::Parsing { body } => {
                Err((400, serde_json::from_slice(body).unwrap()))
            }
            other => panic!("expected an answer, got {other:?}"),
        },
    }
}

#[tokio::test]
async fn the_same_enforced_nonce_sends_one_message() {
    let rehearsal = rehearsal().await;
    let body = |nonce| json!({"content": "roll", "nonce": nonce, "enforce_nonce": true});
    let first = post(&rehearsal, body("a")).await.unwrap();
    let again = post(&rehearsal, body("a")).await.unwrap();
    let other = post(&rehearsal, body("b")).await.unwrap();
    assert_eq!(first.id, again.id);
    assert_ne!(first.id, other.id);
    assert_eq!(rehearsal.member(0).sees(rehearsal.text_room()).len(), 2);
    nothing_was_amiss(&rehearsal);
}

#[tokio::test]
async fn a_message_that_is_wrong_is_refused_with_the_place_named() {
    let rehearsal = rehearsal().await;
    assert!(
        post(&rehearsal, json!({"content": "x".repeat(2000)}))
            .await
            .is_ok()
    );
    let (status, body) = post(&rehearsal, json!({"content": "x".repeat(2001)}))
        .await
        .unwrap_err();
    assert_eq!((status, &body["code"]), (400, &json!(50035)));
    assert!(body["errors"]["content"]["_errors"].is_array(), "{body}");
    let (status, body) = post(&rehearsal, json!({"content": ""})).await.unwrap_err();
    assert_eq!((status, &body["code"]), (400, &json!(50006)));
    nothing_was_amiss(&rehearsal);
}

#[tokio::test]
async fn a_file_is_kept_with_its_description() {
    let rehearsal = rehearsal().await;
    let http = http(&rehearsal);
    let mut file =
        Attachment::from_bytes("mat.png".to_owned(), b"not really a picture".to_vec(), 0);
    file.description("A mat".to_owned());
    let at = channel(rehearsal.text_room());
    let files = [file];
    let sent = http
        .create_message(at)
        .attachments(&files)
        .await
        .unwrap()
        .model()
        .await
        .unwrap();
    let [kept] = sent.attachments.as_slice() else {
        panic!("one file was sent: {sent:?}");
    };
    assert_eq!(kept.filename, "mat.png");
    assert_eq!(kept.description.as_deref(), Some("A mat"));
    assert_eq!(kept.size, 20);
    nothing_was_amiss(&rehearsal);
}

#[tokio::test]
async fn direct_messages_reach_whom_they_are_for_unless_closed() {
    let rehearsal = rehearsal().await;
    let http = http(&rehearsal);
    let member = rehearsal.member(0);
    let open = || http.create_private_channel(Id::new(member.id()));
    let room = open().await.unwrap().model().await.unwrap();
    assert_eq!(open().await.unwrap().model().await.unwrap().id, room.id);
    http.create_message(room.id)
        .content("for you")
        .await
        .unwrap();
    assert_eq!(member.sees(rehearsal.dm(&member))[0].content(), "for you");
    rehearsal.close_dms(&member, true);
    let refused = refusal(http.create_message(room.id).content("again")).await;
    assert_eq!(refused, (403, 50007));
    rehearsal.close_dms(&member, false);
    http.create_message(room.id).content("again").await.unwrap();
    nothing_was_amiss(&rehearsal);
}

#[tokio::test]
async fn what_the_bot_may_not_do_it_cannot() {
    let rehearsal = rehearsal().await;
    let http = http(&rehearsal);
    let room = rehearsal.text_room();
    let say = || http.create_message(channel(room)).content("roll");
    rehearsal.deny_bot(room, Permissions::SEND_MESSAGES);
    assert_eq!(refusal(say()).await, (403, 50013));
    rehearsal.deny_bot(room, Permissions::VIEW_CHANNEL);
    assert_eq!(refusal(say()).await, (403, 50001));
    rehearsal.deny_bot(room, Permissions::empty());
    say().await.unwrap();
    let voice = rehearsal.voice_room();
    rehearsal.deny_bot(voice, Permissions::CONNECT);
    let refused = refusal(http.create_message(channel(voice)).content("roll")).await;
    assert_eq!(refused, (403, 50001));
    nothing_was_amiss(&rehearsal);
}

#[tokio::test]
async fn a_scheduled_event_runs_its_course_and_is_told_of() {
    let rehearsal = rehearsal().await;
    let mut bot = Bot::online(&rehearsal, EVERYDAY).await;
    let here = guild(&rehearsal);
    let now = rehearsal.look(|world| world.clock.now_ms());
    let in_an_hour = i64::try_from(now / 1000 + 3600).unwrap();
    let start = Timestamp::from_secs(in_an_hour).unwrap();
    let made = bot
        .http
        .create_guild_scheduled_event(here, PrivacyLevel::GuildOnly)
        .voice(channel(rehearsal.voice_room()), "Roll together", &start)
        .await
        .unwrap()
        .model()
        .await
        .unwrap();
    assert_eq!(made.entity_type, EntityType::Voice);
    assert_eq!(made.status, Status::Scheduled);
    let told = hear(&mut bot.shard, |event| match event {
        Event::GuildScheduledEventCreate(event) => Some(event.0.id),
        _ => None,
    })
    .await;
    assert_eq!(told, made.id);
    rehearsal
        .member(0)
        .follow_event(made.id.get(), true)
        .unwrap();
    hear(&mut bot.shard, |event| {
        matches!(event, Event::GuildScheduledEventUserAdd(_)).then_some(())
    })
    .await;
    let http = &bot.http;
    let users = http.guild_scheduled_event_users(here, made.id);
    assert_eq!(users.await.unwrap().models().await.unwrap().len(), 1);
    let set = |status| {
        http.update_guild_scheduled_event(here, made.id)
            .status(status)
    };
    assert_eq!(
        set(Status::Active)
            .await
            .unwrap()
            .model()
            .await
            .unwrap()
            .status,
        Status::Active
    );
    let back = refusal(set(Status::Scheduled)).await;
    assert_eq!(back.0, 400);
    set(Status::Completed).await.unwrap();
    nothing_was_amiss(&rehearsal);
}

#[tokio::test]
async fn who_is_in_voice_is_told_on_request() {
    let rehearsal = rehearsal().await;
    let http = http(&rehearsal);
    let member = rehearsal.member(0);
    let ask = || http.user_voice_state(guild(&rehearsal), Id::new(member.id()));
    assert_eq!(refusal(ask()).await, (404, 10065));
    member.join_voice(rehearsal.voice_room()).unwrap();
    let state = ask().await.unwrap().model().await.unwrap();
    assert_eq!(state.channel_id, Some(channel(rehearsal.voice_room())));
    nothing_was_amiss(&rehearsal);
}

#[tokio::test]
async fn a_wrong_token_is_not_let_in() {
    let rehearsal = rehearsal().await;
    let stranger = twilight_http::Client::builder()
        .token("wrong".to_owned())
        .proxy(rehearsal.plain_addr().to_string(), true)
        .ratelimiter(None)
        .build();
    assert_eq!(refusal(stranger.current_user()).await, (401, 0));
}

#[tokio::test]
async fn a_route_that_is_not_played_answers_501() {
    let rehearsal = rehearsal().await;
    let http = http(&rehearsal);
    assert_eq!(refusal(http.audit_log(guild(&rehearsal))).await.0, 501);
    assert_eq!(refusal(http.emojis(guild(&rehearsal))).await.0, 501);
}
