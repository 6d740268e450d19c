//! Languages: whose Discord speaks which, and where a bot reads it.

use serde_json::{Value, json};
use twilight_gateway::Event;
use unknot_rehearsal::Rehearsal;
use unknot_rehearsal::people::{Person, Room};

use super::raw::Raw;
use crate::stage::{Bot, EVERYDAY, command, hear, message, nothing_was_amiss, rehearsal};

/// What an interaction says of languages: the person's, the guild's, and the guild's once more.
async fn spoken(
    rehearsal: &Rehearsal,
    bot: &mut Bot,
    person: &Person,
    room: Room,
) -> (String, String, String) {
    rehearsal
        .fire_command(room, person, "roll", &json!({}))
        .unwrap();
    let heard = bot.answer(&message("Rolled.")).await;
    let guild = heard.guild.map(|guild| json!(guild)["locale"].clone());
    (
        heard.locale.unwrap_or_default(),
        heard.guild_locale.unwrap_or_default(),
        guild
            .as_ref()
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned(),
    )
}

#[tokio::test]
async fn an_interaction_says_what_person_and_guild_speak() {
    let rehearsal = rehearsal().await;
    let roll = command(json!({"name": "roll", "contexts": [0, 1, 2], "integration_types": [0, 1]}));
    let mut bot = Bot::with_commands(&rehearsal, &[roll]).await;
    let (mia, noor) = (rehearsal.member(0), rehearsal.member(1));
    let room = rehearsal.text_room();
    let of = |person: &str, guild: &str| (person.into(), guild.into(), guild.into());
    let heard = spoken(&rehearsal, &mut bot, &mia, room).await;
    assert_eq!(heard, of("en-US", "en-US"));

    rehearsal.speak(&mia, "es-419").unwrap();
    let heard = spoken(&rehearsal, &mut bot, &mia, room).await;
    assert_eq!(heard, of("es-419", "en-US"));
    let heard = spoken(&rehearsal, &mut bot, &noor, room).await;
    assert_eq!(heard, of("en-US", "en-US"));

    let guild = rehearsal.guild();
    rehearsal.speak_in_guild(guild, "fr").unwrap();
    let heard = spoken(&rehearsal, &mut bot, &mia, room).await;
    assert_eq!(heard, of("es-419", "fr"));
    // In direct messages there is no guild to speak anything.
    let heard = spoken(&rehearsal, &mut bot, &mia, rehearsal.dm(&mia)).await;
    assert_eq!(heard, of("es-419", ""));
    nothing_was_amiss(&rehearsal);
}

#[tokio::test]
async fn a_guild_says_its_language_and_bots_hear_when_it_changes() {
    let rehearsal = rehearsal().await;
    let mut bot = Bot::online(&rehearsal, EVERYDAY).await;
    let raw = Raw::with(rehearsal).await;
    let guild = raw.rehearsal.guild();
    let path = format!("/guilds/{guild}");
    assert_eq!(raw.get(&path).await.1["preferred_locale"], "en-US");
    raw.rehearsal.speak_in_guild(guild, "de").unwrap();
    assert_eq!(raw.get(&path).await.1["preferred_locale"], "de");
    let heard = hear(&mut bot.shard, |event| match event {
        Event::GuildUpdate(update) => Some(update.preferred_locale.clone()),
        _ => None,
    });
    assert_eq!(heard.await, "de");
    let crowd = raw.rehearsal.speak_in_guild(7, "de");
    assert_eq!(crowd.unwrap_err().to_string(), "That server is gone.");
}

#[tokio::test]
async fn only_the_languages_of_discord_are_spoken() {
    let raw = Raw::begin().await;
    let mia = raw.rehearsal.member(0);
    for locale in ["en-GB", "es-ES", "zh-TW", "ar"] {
        assert_eq!(raw.rehearsal.speak(&mia, locale), Ok(()));
        assert_eq!(
            raw.rehearsal.speak_in_guild(raw.rehearsal.guild(), locale),
            Ok(())
        );
    }
    for locale in ["es", "en", "en-us", "pt-PT", "tlh", ""] {
        let refused = format!("Discord has no language {locale}.");
        let person = raw.rehearsal.speak(&mia, locale);
        assert_eq!(person.unwrap_err().to_string(), refused);
        let guild = raw.rehearsal.speak_in_guild(raw.rehearsal.guild(), locale);
        assert_eq!(guild.unwrap_err().to_string(), refused);
    }
    let locale = raw.rehearsal.look(|world| world.user(mia.id()).locale);
    assert_eq!(locale.name(), "ar");
}
