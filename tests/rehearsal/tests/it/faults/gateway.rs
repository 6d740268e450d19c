//! A gateway that loses and repeats events, asks to reconnect, ends sessions, closes, cuts, and falls silent.

use std::time::Duration;

use serenity::all::{Event, GatewayError};
use unknot_rehearsal::{
    Options, Rehearsal,
    faults::Fault,
    gateway::{Tally, rules::Rules},
};

use crate::faults::{Bot, EVERYDAY};
use crate::stage::{nothing_was_amiss, rehearsal, rehearsal_with, soon};

async fn until(rehearsal: &Rehearsal, fits: impl Fn(&Tally) -> bool) {
    let mut tally = rehearsal.gateway().subscribe_tally();
    soon(tally.wait_for(fits)).await.unwrap();
}

fn say(rehearsal: &Rehearsal, word: &str) -> u64 {
    rehearsal
        .member(0)
        .say(rehearsal.text_room(), word)
        .unwrap()
        .id()
}

fn is_resumed(event: &Event) -> Option<()> {
    matches!(event, Event::Resumed(_)).then_some(())
}

#[tokio::test]
async fn serenity_understands_every_event_of_the_beginning() {
    let rehearsal = rehearsal().await;
    let mut bot = Bot::start(&rehearsal, EVERYDAY).await;
    let guilds = bot
        .hears(|event| match event {
            Event::Ready(ready) => Some(ready.ready.guilds.len()),
            _ => None,
        })
        .await;
    assert_eq!(guilds, 1);
    let name = bot
        .hears(|event| match event {
            Event::GuildCreate(created) => Some(created.guild.name.clone()),
            _ => None,
        })
        .await;
    assert_eq!(name, "Roll Club");
    nothing_was_amiss(&rehearsal);
}

#[tokio::test]
async fn a_dropped_event_never_comes_and_the_next_one_does() {
    let rehearsal = rehearsal().await;
    let mut bot = Bot::online(&rehearsal).await;
    rehearsal
        .faults()
        .plan(Fault::DropDispatch("MESSAGE_CREATE".into()), 1);
    say(&rehearsal, "lost");
    let found = say(&rehearsal, "found");
    assert_eq!(bot.hears_message().await, found);
}

#[tokio::test]
async fn a_replayed_event_comes_twice() {
    let rehearsal = rehearsal().await;
    let mut bot = Bot::online(&rehearsal).await;
    rehearsal
        .faults()
        .plan(Fault::ReplayDispatch("MESSAGE_CREATE".into()), 1);
    let said = say(&rehearsal, "twice");
    assert_eq!(bot.hears_message().await, said);
    assert_eq!(bot.hears_message().await, said);
}

#[tokio::test]
async fn op_seven_makes_serenity_resume() {
    let rehearsal = rehearsal().await;
    let mut bot = Bot::online(&rehearsal).await;
    rehearsal.gateway().ask_to_reconnect();
    bot.hears(is_resumed).await;
    assert_eq!(rehearsal.gateway().tally().identifies, 1);
    let said = say(&rehearsal, "still here");
    assert_eq!(bot.hears_message().await, said);
}

#[tokio::test]
async fn op_nine_that_can_be_resumed_makes_serenity_resume() {
    let rehearsal = rehearsal().await;
    let mut bot = Bot::online(&rehearsal).await;
    rehearsal.gateway().invalidate(true);
    bot.hears(is_resumed).await;
    assert_eq!(rehearsal.gateway().tally().identifies, 1);
}

#[tokio::test]
async fn op_nine_that_cannot_be_resumed_makes_serenity_identify_again() {
    let rehearsal = rehearsal().await;
    let mut bot = Bot::online(&rehearsal).await;
    rehearsal.gateway().invalidate(false);
    bot.hears(|event| matches!(event, Event::Ready(_)).then_some(()))
        .await;
    assert_eq!(rehearsal.gateway().tally().identifies, 2);
}

#[tokio::test]
async fn a_cut_connection_is_resumed_and_what_was_missed_is_heard() {
    let rehearsal = rehearsal().await;
    let mut bot = Bot::online(&rehearsal).await;
    rehearsal.gateway().drop_connections();
    let said = ["one", "two"].map(|word| say(&rehearsal, word));
    for id in said {
        assert_eq!(bot.hears_message().await, id);
    }
    until(&rehearsal, |tally| tally.resumes == 1).await;
}

#[tokio::test]
async fn a_close_that_is_not_fatal_is_followed_by_a_resume() {
    let rehearsal = rehearsal().await;
    let mut bot = Bot::online(&rehearsal).await;
    rehearsal.gateway().close(4000);
    bot.hears(is_resumed).await;
}

#[tokio::test]
async fn a_session_that_timed_out_is_begun_again() {
    let rehearsal = rehearsal().await;
    let mut bot = Bot::online(&rehearsal).await;
    rehearsal.gateway().close(4009);
    bot.hears(|event| matches!(event, Event::Ready(_)).then_some(()))
        .await;
    assert_eq!(rehearsal.gateway().tally().identifies, 2);
}

#[tokio::test]
async fn a_fatal_close_ends_serenity_with_its_reason() {
    // serenity 0.12.5 stays up, deaf, after 4010 and 4011; those three it hands to its owner.
    for code in [4004, 4013, 4014] {
        let rehearsal = rehearsal().await;
        let bot = Bot::online(&rehearsal).await;
        rehearsal.gateway().close(code);
        let error = bot.gives_up().await;
        let serenity::Error::Gateway(reason) = &error else {
            panic!("expected the gateway's reason, got {error:?}");
        };
        let is_its_own = match code {
            4004 => matches!(reason, GatewayError::InvalidAuthentication),
            4013 => matches!(reason, GatewayError::InvalidGatewayIntents),
            _ => matches!(reason, GatewayError::DisallowedGatewayIntents),
        };
        assert!(is_its_own, "{code}: {reason:?}");
    }
}

#[tokio::test]
async fn heartbeats_without_an_answer_make_serenity_connect_again() {
    let rules = Rules {
        heartbeat_interval: Duration::from_millis(100),
        ..Rules::default()
    };
    let options = Options {
        rules,
        ..Options::default()
    };
    let rehearsal = rehearsal_with(options).await;
    let _bot = Bot::start(&rehearsal, EVERYDAY).await;
    rehearsal.gateway().stop_answering_heartbeats(true);
    until(&rehearsal, |tally| 2 <= tally.connections).await;
}
