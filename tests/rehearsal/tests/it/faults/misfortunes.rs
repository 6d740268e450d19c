//! What people do to a bot: closed direct messages, permissions taken, channels deleted, the bot thrown out.

use serenity::all::{CreateMessage, Event, UserId};
use twilight_model::guild::Permissions;

use crate::faults::{Bot, http, refusal, say};
use crate::stage::{nothing_was_amiss, rehearsal};

#[tokio::test]
async fn closed_direct_messages_refuse_with_50007() {
    let rehearsal = rehearsal().await;
    let member = rehearsal.member(0);
    let http = http(&rehearsal);
    let write =
        || UserId::new(member.id()).direct_message(&http, CreateMessage::new().content("hm"));
    write().await.unwrap();
    rehearsal.close_dms(&member, true);
    assert_eq!(refusal(&write().await.unwrap_err()), (403, 50007));
    rehearsal.close_dms(&member, false);
    write().await.unwrap();
    nothing_was_amiss(&rehearsal);
}

#[tokio::test]
async fn permissions_that_were_taken_refuse_with_their_codes() {
    let rehearsal = rehearsal().await;
    let http = http(&rehearsal);
    let room = rehearsal.text_room();
    say(&http, room).await.unwrap();
    for (denied, code) in [
        (Permissions::SEND_MESSAGES, 50013),
        (Permissions::VIEW_CHANNEL, 50001),
    ] {
        rehearsal.deny_bot(room, denied);
        assert_eq!(refusal(&say(&http, room).await.unwrap_err()), (403, code));
    }
    rehearsal.deny_bot(room, Permissions::empty());
    say(&http, room).await.unwrap();
    nothing_was_amiss(&rehearsal);
}

#[tokio::test]
async fn a_deleted_channel_is_told_of_and_then_unknown() {
    let rehearsal = rehearsal().await;
    let mut bot = Bot::online(&rehearsal).await;
    let room = rehearsal.text_room();
    rehearsal.delete_channel(room);
    let gone = bot
        .hears(|event| match event {
            Event::ChannelDelete(deleted) => Some(deleted.channel.id.get()),
            _ => None,
        })
        .await;
    assert_eq!(gone, room.0);
    assert_eq!(
        refusal(&say(&bot.http, room).await.unwrap_err()),
        (404, 10003)
    );
    nothing_was_amiss(&rehearsal);
}

#[tokio::test]
async fn a_deleted_message_is_told_of_and_then_unknown() {
    let rehearsal = rehearsal().await;
    let mut bot = Bot::online(&rehearsal).await;
    let room = rehearsal.text_room();
    let sent = say(&bot.http, room).await.unwrap();
    rehearsal.delete_message(room, sent.id.get());
    let gone = bot
        .hears(|event| match event {
            Event::MessageDelete(deleted) => Some(deleted.message_id),
            _ => None,
        })
        .await;
    assert_eq!(gone, sent.id);
    let error = sent
        .channel_id
        .message(&bot.http, sent.id)
        .await
        .unwrap_err();
    assert_eq!(refusal(&error), (404, 10008));
    nothing_was_amiss(&rehearsal);
}

#[tokio::test]
async fn a_bot_that_is_thrown_out_hears_of_it_and_may_come_back() {
    let rehearsal = rehearsal().await;
    let mut bot = Bot::online(&rehearsal).await;
    rehearsal.remove_bot(rehearsal.guild());
    let left = bot
        .hears(|event| match event {
            Event::GuildDelete(deleted) => {
                Some((deleted.guild.id.get(), deleted.guild.unavailable))
            }
            _ => None,
        })
        .await;
    assert_eq!(left, (rehearsal.guild(), false));
    let error = say(&bot.http, rehearsal.text_room()).await.unwrap_err();
    assert_eq!(refusal(&error), (403, 50001));
    rehearsal.invite_bot(rehearsal.guild());
    bot.hears(|event| matches!(event, Event::GuildCreate(_)).then_some(()))
        .await;
    say(&bot.http, rehearsal.text_room()).await.unwrap();
    nothing_was_amiss(&rehearsal);
}
