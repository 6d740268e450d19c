//! Every event that the stand-in tells of is understood by serenity, which drops what it cannot read without a word.

use serde_json::{Value, json};
use serenity::all::{
    CreateActionRow, CreateAutocompleteResponse, CreateButton, CreateInputText,
    CreateInteractionResponse, CreateInteractionResponseMessage, CreateModal, CreateSelectMenu,
    CreateSelectMenuKind, CreateSelectMenuOption, Event, Http, InputTextStyle, Interaction,
    ScheduledEventStatus,
};
use twilight_model::guild::Permissions;
use unknot_rehearsal::{Rehearsal, people::Room};

use crate::faults::{Bot, say};
use crate::stage::{nothing_was_amiss, rehearsal};

async fn interaction(bot: &mut Bot) -> Interaction {
    bot.hears(|event| match event {
        Event::InteractionCreate(created) => Some(created.interaction.clone()),
        _ => None,
    })
    .await
}

/// Answers whatever came.
async fn respond(http: &Http, to: &Interaction, with: CreateInteractionResponse) {
    match to {
        Interaction::Command(it) | Interaction::Autocomplete(it) => {
            it.create_response(http, with).await.unwrap();
        }
        Interaction::Component(it) => it.create_response(http, with).await.unwrap(),
        Interaction::Modal(it) => it.create_response(http, with).await.unwrap(),
        other => panic!("nobody sent a {other:?}"),
    }
}

/// The next interaction, answered.
async fn answer(bot: &mut Bot, with: CreateInteractionResponse) -> Interaction {
    let interaction = interaction(bot).await;
    respond(&bot.http, &interaction, with).await;
    interaction
}

fn text(content: &str) -> CreateInteractionResponseMessage {
    CreateInteractionResponseMessage::new().content(content)
}

fn message(content: &str) -> CreateInteractionResponse {
    CreateInteractionResponse::Message(text(content))
}

/// A bot that has registered this command, for every place there is.
async fn bot_with(rehearsal: &Rehearsal, mut command: Value) -> Bot {
    let bot = Bot::online(rehearsal).await;
    command["description"] = json!("A command");
    command["contexts"] = json!([0, 1, 2]);
    command["integration_types"] = json!([0, 1]);
    let application = bot.http.get_current_application_info().await.unwrap().id;
    bot.http.set_application_id(application);
    bot.http.create_global_commands(&[command]).await.unwrap();
    bot
}

#[tokio::test]
async fn commands_come_from_guilds_direct_messages_and_private_rooms() {
    let rehearsal = rehearsal().await;
    let mut bot = bot_with(&rehearsal, json!({"name": "roll"})).await;
    let member = rehearsal.member(0);
    let rooms: [(Room, bool); 4] = [
        (rehearsal.text_room(), true),
        (rehearsal.voice_room(), true),
        (rehearsal.dm(&member), false),
        (rehearsal.private_room(), false),
    ];
    for (room, is_in_guild) in rooms {
        let (seen, heard) = tokio::join!(
            member.command(room, "roll", json!({})),
            answer(&mut bot, message("Rolling.")),
        );
        assert_eq!(seen.content(), "Rolling.");
        let Interaction::Command(heard) = heard else {
            panic!("a command was used: {heard:?}");
        };
        assert_eq!(heard.user.id.get(), member.id());
        assert_eq!(heard.channel_id.get(), room.0);
        assert_eq!(heard.guild_id.is_some(), is_in_guild);
        assert_eq!(heard.member.is_some(), is_in_guild);
    }
    nothing_was_amiss(&rehearsal);
}

#[tokio::test]
async fn suggestions_buttons_menus_and_forms_come_through() {
    let rehearsal = rehearsal().await;
    let options =
        json!([{"type": 3, "name": "name", "description": "Which", "autocomplete": true}]);
    let mut bot = bot_with(&rehearsal, json!({"name": "technique", "options": options})).await;
    let (member, room) = (rehearsal.member(0), rehearsal.text_room());

    let offer = CreateAutocompleteResponse::new().add_string_choice("IT band", "it-band");
    let (choices, heard) = tokio::join!(
        member.autocomplete(room, "technique", "name", json!({"name": "it"})),
        answer(&mut bot, CreateInteractionResponse::Autocomplete(offer)),
    );
    assert_eq!(choices[0].value, "it-band");
    assert!(matches!(heard, Interaction::Autocomplete(_)));

    let button = CreateButton::new("note").label("Note");
    let menu = CreateSelectMenuKind::String {
        options: vec![CreateSelectMenuOption::new("Calf", "calf")],
    };
    let menu = CreateSelectMenu::new("where", menu).placeholder("Where?");
    let rows = vec![
        CreateActionRow::Buttons(vec![button]),
        CreateActionRow::SelectMenu(menu),
    ];
    let card = CreateInteractionResponse::Message(text("A card.").components(rows));
    let (card, _) = tokio::join!(
        member.command(room, "technique", json!({"name": "it-band"})),
        answer(&mut bot, card),
    );
    let (_, heard) = tokio::join!(
        member.select(&card, "Where?", &["calf"]),
        answer(&mut bot, CreateInteractionResponse::Acknowledge),
    );
    assert!(matches!(heard, Interaction::Component(_)));

    let input = CreateInputText::new(InputTextStyle::Short, "Your note", "text");
    let form =
        CreateModal::new("form", "A note").components(vec![CreateActionRow::InputText(input)]);
    let (opened, _) = tokio::join!(
        member.press(&card, "Note"),
        answer(&mut bot, CreateInteractionResponse::Modal(form)),
    );
    let (seen, heard) = tokio::join!(
        member.submit(&opened, json!({"text": "knees"})),
        answer(&mut bot, message("Noted.")),
    );
    assert_eq!(seen.content(), "Noted.");
    assert!(matches!(heard, Interaction::Modal(_)));
    nothing_was_amiss(&rehearsal);
}

#[tokio::test]
async fn what_becomes_of_a_message_comes_through() {
    let rehearsal = rehearsal().await;
    let mut bot = Bot::online(&rehearsal).await;
    let mut sent = say(&bot.http, rehearsal.text_room()).await.unwrap();
    let is_created = |event: &Event| matches!(event, Event::MessageCreate(_)).then_some(());
    bot.hears(is_created).await;
    let edit = serenity::all::EditMessage::new().content("roll on");
    sent.edit(&bot.http, edit).await.unwrap();
    let changed = bot
        .hears(|event| match event {
            Event::MessageUpdate(updated) => updated.content.clone(),
            _ => None,
        })
        .await;
    assert_eq!(changed, "roll on");
    sent.delete(&bot.http).await.unwrap();
    bot.hears(|event| matches!(event, Event::MessageDelete(_)).then_some(()))
        .await;
    let member = rehearsal.member(0);
    member.say(rehearsal.dm(&member), "hello").unwrap();
    bot.hears(is_created).await;
    nothing_was_amiss(&rehearsal);
}

#[tokio::test]
async fn comings_and_goings_in_voice_come_through() {
    let rehearsal = rehearsal().await;
    let mut bot = Bot::online(&rehearsal).await;
    let member = rehearsal.member(0);
    let room = |event: &Event| match event {
        Event::VoiceStateUpdate(updated) => Some(updated.voice_state.channel_id),
        _ => None,
    };
    member.join_voice(rehearsal.voice_room()).unwrap();
    let joined = bot.hears(room).await;
    assert_eq!(joined.map(|id| id.get()), Some(rehearsal.voice_room().0));
    member.leave_voice().unwrap();
    assert_eq!(bot.hears(room).await, None);
}

#[tokio::test]
async fn the_life_of_a_scheduled_event_comes_through() {
    let rehearsal = rehearsal().await;
    let mut bot = Bot::online(&rehearsal).await;
    let host = rehearsal.host();
    let guild = rehearsal.guild();
    let made = host
        .schedule_event(
            guild,
            json!({
                "name": "Roll together",
                "privacy_level": 2,
                "entity_type": 2,
                "channel_id": rehearsal.voice_room().0.to_string(),
                "scheduled_start_time": "2090-01-01T18:00:00Z",
                "recurrence_rule": {"start": "2090-01-01T18:00:00Z", "frequency": 2, "interval": 1,
                    "by_weekday": [6]},
            }),
        )
        .unwrap();
    let id: u64 = made["id"].as_str().unwrap().parse().unwrap();
    bot.hears(|event| match event {
        Event::GuildScheduledEventCreate(created) => (created.event.id.get() == id).then_some(()),
        _ => None,
    })
    .await;
    let member = rehearsal.member(0);
    member.follow_event(id, true).unwrap();
    let is_added =
        |event: &Event| matches!(event, Event::GuildScheduledEventUserAdd(_)).then_some(());
    bot.hears(is_added).await;
    member.follow_event(id, false).unwrap();
    bot.hears(|event| matches!(event, Event::GuildScheduledEventUserRemove(_)).then_some(()))
        .await;
    host.start_event(guild, id).unwrap();
    let status = bot
        .hears(|event| match event {
            Event::GuildScheduledEventUpdate(updated) => Some(updated.event.status),
            _ => None,
        })
        .await;
    assert_eq!(status, ScheduledEventStatus::Active);
    host.delete_event(guild, id).unwrap();
    bot.hears(|event| matches!(event, Event::GuildScheduledEventDelete(_)).then_some(()))
        .await;
}

#[tokio::test]
async fn changed_channels_come_through() {
    let rehearsal = rehearsal().await;
    let mut bot = Bot::online(&rehearsal).await;
    rehearsal.deny_bot(rehearsal.text_room(), Permissions::EMBED_LINKS);
    bot.hears(|event| matches!(event, Event::ChannelUpdate(_)).then_some(()))
        .await;
}
