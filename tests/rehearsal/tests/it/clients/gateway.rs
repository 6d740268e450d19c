//! READY, resuming, invalid sessions, intents and shards.

use std::time::Duration;

use twilight_gateway::{Event, EventTypeFlags, Intents, ShardId, ShardState, StreamExt};
use twilight_model::{
    gateway::payload::incoming::GuildCreate,
    id::{Id, marker::MessageMarker},
};
use unknot_rehearsal::{
    Options,
    gateway::{Tally, rules::Rules},
};

use crate::stage::{
    AtOnce, Bot, EVERYDAY, hear, nothing_was_amiss, rehearsal, rehearsal_with, shard_of,
    shard_with_token, soon,
};

type Shard = twilight_gateway::Shard<AtOnce>;

async fn next_message(shard: &mut Shard) -> Id<MessageMarker> {
    hear(shard, |event| match event {
        Event::MessageCreate(message) => Some(message.id),
        _ => None,
    })
    .await
}

/// Drives the shard until the gateway has counted what is waited for.
async fn until(
    shard: &mut Shard,
    rehearsal: &unknot_rehearsal::Rehearsal,
    fits: impl Fn(&Tally) -> bool,
) {
    let mut tally = rehearsal.gateway().subscribe_tally();
    soon(async {
        tokio::select! {
            reached = tally.wait_for(&fits) => drop(reached.unwrap()),
            () = async { while shard.next_event(EventTypeFlags::all()).await.is_some() {} } => {
                panic!("the shard has closed for good: {:?}", shard.state());
            }
        }
    })
    .await;
}

#[tokio::test]
async fn ready_tells_who_the_bot_is_and_a_whole_guild_follows() {
    let rehearsal = rehearsal().await;
    let mut shard = shard_of(&rehearsal, EVERYDAY, ShardId::ONE);
    let ready = hear(&mut shard, |event| match event {
        Event::Ready(ready) => Some(ready),
        _ => None,
    })
    .await;
    assert!(ready.user.bot);
    assert_eq!(ready.guilds.len(), 1);
    assert_eq!(ready.guilds[0].id.get(), rehearsal.guild());
    assert_eq!(ready.shard, Some(ShardId::ONE));
    let guild = hear(&mut shard, |event| match event {
        Event::GuildCreate(guild) => Some(*guild),
        _ => None,
    })
    .await;
    let GuildCreate::Available(guild) = guild else {
        panic!("the guild is there: {guild:?}");
    };
    assert_eq!(guild.name, "Roll Club");
    let rooms: Vec<u64> = guild
        .channels
        .iter()
        .map(|channel| channel.id.get())
        .collect();
    assert!(rooms.contains(&rehearsal.text_room().0));
    assert!(rooms.contains(&rehearsal.voice_room().0));
    assert_eq!(rehearsal.gateway().sessions(), 1);
}

#[tokio::test]
async fn a_cut_connection_resumes_and_misses_nothing() {
    let rehearsal = rehearsal().await;
    let mut bot = Bot::online(&rehearsal, EVERYDAY).await;
    let room = rehearsal.text_room();
    rehearsal.gateway().drop_connections();
    let said: Vec<u64> = ["one", "two", "three"]
        .into_iter()
        .map(|word| rehearsal.owner().say(room, word).unwrap().id())
        .collect();
    for id in said {
        assert_eq!(next_message(&mut bot.shard).await.get(), id);
    }
    until(&mut bot.shard, &rehearsal, |tally| tally.resumes == 1).await;
    assert_eq!(rehearsal.gateway().tally().identifies, 1);
}

#[tokio::test]
async fn op_seven_makes_the_client_resume() {
    let rehearsal = rehearsal().await;
    let mut bot = Bot::online(&rehearsal, EVERYDAY).await;
    rehearsal.gateway().ask_to_reconnect();
    until(&mut bot.shard, &rehearsal, |tally| tally.resumes == 1).await;
    let said = rehearsal
        .owner()
        .say(rehearsal.text_room(), "still here")
        .unwrap();
    assert_eq!(next_message(&mut bot.shard).await.get(), said.id());
    assert_eq!(rehearsal.gateway().tally().identifies, 1);
}

#[tokio::test]
async fn op_nine_makes_the_client_resume_or_begin_again_as_it_says() {
    let rehearsal = rehearsal().await;
    let mut bot = Bot::online(&rehearsal, EVERYDAY).await;
    rehearsal.gateway().invalidate(true);
    until(&mut bot.shard, &rehearsal, |tally| tally.resumes == 1).await;
    assert_eq!(rehearsal.gateway().tally().identifies, 1);
    rehearsal.gateway().invalidate(false);
    until(&mut bot.shard, &rehearsal, |tally| tally.identifies == 2).await;
    assert_eq!(rehearsal.gateway().tally().resumes, 1);
}

#[tokio::test]
async fn a_close_that_is_not_fatal_is_followed_by_a_resume() {
    let rehearsal = rehearsal().await;
    let mut bot = Bot::online(&rehearsal, EVERYDAY).await;
    rehearsal.gateway().close(4000);
    until(&mut bot.shard, &rehearsal, |tally| tally.resumes == 1).await;
}

/// Drives a shard until it gives up for good.
async fn gives_up(shard: &mut Shard) {
    soon(async { while shard.next_event(EventTypeFlags::all()).await.is_some() {} }).await;
    assert_eq!(shard.state(), ShardState::FatallyClosed);
}

#[tokio::test]
async fn a_fatal_close_ends_the_client() {
    for code in [4004, 4010, 4011, 4012, 4013, 4014] {
        let rehearsal = rehearsal().await;
        let mut bot = Bot::online(&rehearsal, EVERYDAY).await;
        rehearsal.gateway().close(code);
        gives_up(&mut bot.shard).await;
    }
}

#[tokio::test]
async fn a_wrong_token_and_an_intent_that_was_not_granted_are_fatal() {
    let rehearsal = rehearsal().await;
    gives_up(&mut shard_with_token(
        &rehearsal,
        "wrong",
        EVERYDAY,
        ShardId::ONE,
    ))
    .await;
    let privileged = EVERYDAY | Intents::MESSAGE_CONTENT;
    gives_up(&mut shard_of(&rehearsal, privileged, ShardId::ONE)).await;
    assert_eq!(rehearsal.gateway().tally().identifies, 0);
}

#[tokio::test]
async fn a_client_hears_only_what_it_asked_for() {
    let rehearsal = rehearsal().await;
    let asked = Intents::GUILDS | Intents::GUILD_VOICE_STATES;
    let mut bot = Bot::online(&rehearsal, asked).await;
    let member = rehearsal.member(0);
    member
        .say(rehearsal.text_room(), "not for the bot")
        .unwrap();
    member.join_voice(rehearsal.voice_room()).unwrap();
    let joined = hear(&mut bot.shard, |event| match event {
        Event::MessageCreate(message) => panic!("nobody asked for {message:?}"),
        Event::VoiceStateUpdate(state) => Some(state),
        _ => None,
    })
    .await;
    assert_eq!(joined.user_id.get(), member.id());
    assert_eq!(joined.channel_id.unwrap().get(), rehearsal.voice_room().0);
}

#[tokio::test]
async fn the_words_of_a_guild_are_withheld_and_those_of_a_direct_message_are_not() {
    let rehearsal = rehearsal().await;
    let mut bot = Bot::online(&rehearsal, EVERYDAY).await;
    let member = rehearsal.member(0);
    let content = |event| match event {
        Event::MessageCreate(message) => Some(message.content.clone()),
        _ => None,
    };
    member.say(rehearsal.text_room(), "a secret").unwrap();
    assert_eq!(hear(&mut bot.shard, content).await, "");
    member.say(rehearsal.dm(&member), "for the bot").unwrap();
    assert_eq!(hear(&mut bot.shard, content).await, "for the bot");
}

#[tokio::test]
async fn each_guild_is_on_its_own_shard_and_direct_messages_on_the_first() {
    let rehearsal = rehearsal().await;
    let at = |number| ShardId::new(number, 2);
    let home = u32::try_from((rehearsal.guild() >> 22) % 2).unwrap();
    let mut shards = [0, 1].map(|number| shard_of(&rehearsal, EVERYDAY, at(number)));
    for (number, shard) in (0_u32..).zip(&mut shards) {
        let guilds = hear(shard, |event| match event {
            Event::Ready(ready) => Some(ready.guilds.len()),
            _ => None,
        })
        .await;
        assert_eq!(guilds, usize::from(number == home));
    }
    let member = rehearsal.member(0);
    let at_home = member.say(rehearsal.text_room(), "hello").unwrap().id();
    let direct = member.say(rehearsal.dm(&member), "hello you").unwrap().id();
    let [first, second] = &mut shards;
    if home == 0 {
        assert_eq!(next_message(first).await.get(), at_home);
        assert_eq!(next_message(first).await.get(), direct);
    } else {
        assert_eq!(next_message(second).await.get(), at_home);
        assert_eq!(next_message(first).await.get(), direct);
    }
}

#[tokio::test]
async fn a_heartbeat_that_gets_no_answer_makes_the_client_connect_again() {
    let options = Options {
        rules: Rules {
            heartbeat_interval: Duration::from_millis(300),
            ..Rules::default()
        },
        ..Options::default()
    };
    let rehearsal = rehearsal_with(options).await;
    let mut bot = Bot::online(&rehearsal, EVERYDAY).await;
    rehearsal.gateway().stop_answering_heartbeats(true);
    until(&mut bot.shard, &rehearsal, |tally| 2 <= tally.connections).await;
    rehearsal.gateway().stop_answering_heartbeats(false);
    until(&mut bot.shard, &rehearsal, |tally| {
        2 <= tally.resumes + tally.identifies
    })
    .await;
}

#[tokio::test]
async fn the_address_of_the_gateway_is_told_with_the_identifies_left() {
    let rehearsal = rehearsal().await;
    let bot = Bot::online(&rehearsal, EVERYDAY).await;
    let plain = bot.http.gateway().await.unwrap().model().await.unwrap();
    assert_eq!(plain.url, rehearsal.gateway().url());
    let told = bot
        .http
        .gateway()
        .authed()
        .await
        .unwrap()
        .model()
        .await
        .unwrap();
    assert_eq!(told.url, rehearsal.gateway().url());
    assert_eq!(told.shards, 1);
    assert_eq!(told.session_start_limit.total, 1000);
    assert_eq!(told.session_start_limit.remaining, 999);
    assert_eq!(told.session_start_limit.max_concurrency, 1);
    nothing_was_amiss(&rehearsal);
}
