//! Commands registered, used, answered, followed up, deferred; buttons, menus, forms and suggestions.

use serde_json::json;
use twilight_model::{
    application::interaction::{InteractionData, InteractionType},
    channel::message::MessageFlags,
    http::interaction::{InteractionResponse, InteractionResponseType as Kind},
};
use unknot_rehearsal::people::Seen;

use crate::stage::{
    Bot, code_of, command, guild, message, nothing_was_amiss, of_kind, refusal, rehearsal,
};

#[tokio::test]
async fn commands_are_registered_and_read_back() {
    let rehearsal = rehearsal().await;
    let roll = command(json!({"name": "roll", "description": "Start to roll"}));
    let bot = Bot::with_commands(&rehearsal, std::slice::from_ref(&roll)).await;
    let interactions = bot.http.interaction(bot.app);
    let listed = interactions
        .global_commands()
        .await
        .unwrap()
        .models()
        .await
        .unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].name, "roll");
    let id = listed[0].id.unwrap();
    let changed = interactions
        .update_global_command(id)
        .description("Roll on")
        .await
        .unwrap()
        .model()
        .await
        .unwrap();
    assert_eq!(changed.description, "Roll on");
    let here = guild(&rehearsal);
    interactions
        .set_guild_commands(here, &[roll])
        .await
        .unwrap();
    let of_guild = interactions
        .guild_commands(here)
        .await
        .unwrap()
        .models()
        .await
        .unwrap();
    assert_eq!(of_guild[0].guild_id, Some(here));
    interactions.delete_global_command(id).await.unwrap();
    let left = interactions
        .global_commands()
        .await
        .unwrap()
        .models()
        .await
        .unwrap();
    assert!(left.is_empty());
    assert_eq!(refusal(interactions.global_command(id)).await, (404, 10063));
    nothing_was_amiss(&rehearsal);
}

#[tokio::test]
async fn a_command_reaches_the_bot_and_its_answer_the_person() {
    let rehearsal = rehearsal().await;
    let greet = command(json!({"name": "greet", "options": [
        {"type": 3, "name": "who", "description": "Whom to greet", "required": true}
    ]}));
    let mut bot = Bot::with_commands(&rehearsal, &[greet]).await;
    let member = rehearsal.member(0);
    let room = rehearsal.text_room();
    let response = message("Hello, mat.");
    let (answer, interaction) = tokio::join!(
        member.command(room, "greet", json!({"who": "mat"})),
        bot.answer(&response),
    );
    assert_eq!(answer.content(), "Hello, mat.");
    assert!(!answer.is_ephemeral());
    assert_eq!(interaction.kind, InteractionType::ApplicationCommand);
    assert_eq!(interaction.author_id().unwrap().get(), member.id());
    assert_eq!(interaction.channel.as_ref().unwrap().id.get(), room.0);
    assert_eq!(interaction.guild_id, Some(guild(&rehearsal)));
    let Some(InteractionData::ApplicationCommand(data)) = &interaction.data else {
        panic!("a command has data: {interaction:?}");
    };
    assert_eq!(data.options[0].name, "who");
    nothing_was_amiss(&rehearsal);
}

#[tokio::test]
async fn an_ephemeral_answer_is_seen_by_one_person_only() {
    let rehearsal = rehearsal().await;
    let mut bot = Bot::with_commands(&rehearsal, &[command(json!({"name": "whisper"}))]).await;
    let (member, other) = (rehearsal.member(0), rehearsal.member(1));
    let room = rehearsal.text_room();
    let data = json!({"content": "Only you.", "flags": 64});
    let response = of_kind(Kind::ChannelMessageWithSource, data);
    let (answer, _) = tokio::join!(
        member.command(room, "whisper", json!({})),
        bot.answer(&response)
    );
    assert!(answer.is_ephemeral());
    assert!(
        other
            .sees(room)
            .iter()
            .all(|seen| seen.id() != answer.message().id())
    );
    nothing_was_amiss(&rehearsal);
}

#[tokio::test]
async fn an_interaction_is_answered_once() {
    let rehearsal = rehearsal().await;
    let mut bot = Bot::with_commands(&rehearsal, &[command(json!({"name": "roll"}))]).await;
    let response = message("Once.");
    let member = rehearsal.member(0);
    let (_, interaction) = tokio::join!(
        member.command(rehearsal.text_room(), "roll", json!({})),
        bot.answer(&response),
    );
    let again = bot.respond(&interaction, &response).await.unwrap_err();
    assert_eq!(code_of(&again), (400, 40060));
    nothing_was_amiss(&rehearsal);
}

#[tokio::test]
async fn an_answer_can_be_read_changed_followed_up_and_taken_back() {
    let rehearsal = rehearsal().await;
    let mut bot = Bot::with_commands(&rehearsal, &[command(json!({"name": "roll"}))]).await;
    let member = rehearsal.member(0);
    let room = rehearsal.text_room();
    let response = message("First.");
    let (answer, interaction) = tokio::join!(
        member.command(room, "roll", json!({})),
        bot.answer(&response)
    );
    let interactions = bot.http.interaction(bot.app);
    let token = &interaction.token;
    let original = interactions
        .response(token)
        .await
        .unwrap()
        .model()
        .await
        .unwrap();
    assert_eq!(original.id.get(), answer.message().id());
    interactions
        .update_response(token)
        .content(Some("Second."))
        .await
        .unwrap();
    let followup = interactions
        .create_followup(token)
        .content("Third.")
        .await
        .unwrap();
    let followup = followup.model().await.unwrap().id;
    interactions
        .update_followup(token, followup)
        .content(Some("Fourth."))
        .await
        .unwrap();
    let contents: Vec<String> = contents(&member.sees(room));
    assert_eq!(contents, ["Second.", "Fourth."]);
    interactions.delete_followup(token, followup).await.unwrap();
    interactions.delete_response(token).await.unwrap();
    assert!(member.sees(room).is_empty());
    assert_eq!(refusal(interactions.response(token)).await, (404, 10008));
    nothing_was_amiss(&rehearsal);
}

fn contents(seen: &[Seen]) -> Vec<String> {
    seen.iter().map(|seen| seen.content().to_owned()).collect()
}

#[tokio::test]
async fn a_deferred_answer_is_the_first_follow_up() {
    let rehearsal = rehearsal().await;
    let mut bot = Bot::with_commands(&rehearsal, &[command(json!({"name": "think"}))]).await;
    let member = rehearsal.member(0);
    let room = rehearsal.text_room();
    let deferral = InteractionResponse {
        kind: Kind::DeferredChannelMessageWithSource,
        data: None,
    };
    let thinking = async {
        let interaction = bot.answer(&deferral).await;
        let loading = member.sees(room);
        assert!(
            loading[0]
                .model()
                .flags
                .unwrap()
                .contains(MessageFlags::LOADING)
        );
        let interactions = bot.http.interaction(bot.app);
        let followup = interactions
            .create_followup(&interaction.token)
            .content("Done.");
        followup.await.unwrap();
    };
    let (answer, ()) = tokio::join!(member.command(room, "think", json!({})), thinking);
    assert_eq!(answer.content(), "Done.");
    assert_eq!(contents(&member.sees(room)), ["Done."]);
    nothing_was_amiss(&rehearsal);
}

/// A row with one button.
fn with_button(content: &str) -> InteractionResponse {
    let button = json!({"type": 2, "style": 1, "label": "Join", "custom_id": "join"});
    of_kind(
        Kind::ChannelMessageWithSource,
        json!({"content": content, "components": [{"type": 1, "components": [button]}]}),
    )
}

#[tokio::test]
async fn a_pressed_button_can_change_its_message() {
    let rehearsal = rehearsal().await;
    let mut bot = Bot::with_commands(&rehearsal, &[command(json!({"name": "open"}))]).await;
    let (host, member) = (rehearsal.host(), rehearsal.member(0));
    let room = rehearsal.text_room();
    let opened = with_button("Nobody yet.");
    let (card, _) = tokio::join!(host.command(room, "open", json!({})), bot.answer(&opened));
    let update = of_kind(Kind::UpdateMessage, json!({"content": "Mia is in."}));
    let (answer, interaction) = tokio::join!(member.press(&card, "Join"), bot.answer(&update));
    assert_eq!(interaction.kind, InteractionType::MessageComponent);
    assert_eq!(
        interaction.message.as_ref().unwrap().id.get(),
        card.message().id()
    );
    assert_eq!(answer.message().id(), card.message().id());
    assert_eq!(contents(&member.sees(room)), ["Mia is in."]);
    nothing_was_amiss(&rehearsal);
}

#[tokio::test]
async fn a_choice_from_a_menu_reaches_the_bot() {
    let rehearsal = rehearsal().await;
    let mut bot = Bot::with_commands(&rehearsal, &[command(json!({"name": "ask"}))]).await;
    let member = rehearsal.member(0);
    let menu = json!({"type": 3, "custom_id": "where", "placeholder": "Where?", "options": [
        {"label": "Back", "value": "back"}, {"label": "Calf", "value": "calf"}
    ]});
    let data = json!({"content": "Hm?", "components": [{"type": 1, "components": [menu]}]});
    let asked = of_kind(Kind::ChannelMessageWithSource, data);
    let room = rehearsal.text_room();
    let (question, _) = tokio::join!(member.command(room, "ask", json!({})), bot.answer(&asked));
    let response = message("Calf it is.");
    let (answer, interaction) = tokio::join!(
        member.select(&question, "Where?", &["calf"]),
        bot.answer(&response)
    );
    let Some(InteractionData::MessageComponent(data)) = &interaction.data else {
        panic!("a choice has data: {interaction:?}");
    };
    assert_eq!(data.values, ["calf"]);
    assert_eq!(answer.content(), "Calf it is.");
    nothing_was_amiss(&rehearsal);
}

#[tokio::test]
async fn a_form_opens_and_what_is_written_in_it_comes_back() {
    let rehearsal = rehearsal().await;
    let mut bot = Bot::with_commands(&rehearsal, &[command(json!({"name": "note"}))]).await;
    let member = rehearsal.member(0);
    let input = json!({"type": 4, "custom_id": "text", "style": 1, "label": "Your note"});
    let form = json!({"custom_id": "note", "title": "A note",
        "components": [{"type": 1, "components": [input]}]});
    let form = of_kind(Kind::Modal, form);
    let room = rehearsal.text_room();
    let (opened, _) = tokio::join!(member.command(room, "note", json!({})), bot.answer(&form));
    assert_eq!(opened.modal().unwrap()["title"], "A note");
    let thanks = message("Noted.");
    let (answer, interaction) = tokio::join!(
        member.submit(&opened, json!({"text": "knees"})),
        bot.answer(&thanks)
    );
    assert_eq!(answer.content(), "Noted.");
    assert_eq!(interaction.kind, InteractionType::ModalSubmit);
    let Some(InteractionData::ModalSubmit(data)) = &interaction.data else {
        panic!("a form has data: {interaction:?}");
    };
    assert!(format!("{data:?}").contains("knees"));
    nothing_was_amiss(&rehearsal);
}

#[tokio::test]
async fn suggestions_are_offered_while_a_person_types() {
    let rehearsal = rehearsal().await;
    let technique = command(json!({"name": "technique", "options": [
        {"type": 3, "name": "name", "description": "Which", "autocomplete": true}
    ]}));
    let mut bot = Bot::with_commands(&rehearsal, &[technique]).await;
    let member = rehearsal.member(0);
    let offer =
        json!({"choices": [{"name": "IT band", "value": "it-band", "name_localizations": null}]});
    let offer = of_kind(Kind::ApplicationCommandAutocompleteResult, offer);
    let room = rehearsal.text_room();
    let (choices, interaction) = tokio::join!(
        member.autocomplete(room, "technique", "name", json!({"name": "it"})),
        bot.answer(&offer),
    );
    assert_eq!(
        interaction.kind,
        InteractionType::ApplicationCommandAutocomplete
    );
    assert_eq!(choices.len(), 1);
    assert_eq!(choices[0].name, "IT band");
    assert_eq!(choices[0].value, "it-band");
    nothing_was_amiss(&rehearsal);
}

#[tokio::test]
async fn a_command_works_in_direct_messages_with_the_bot() {
    let rehearsal = rehearsal().await;
    let hello = command(json!({"name": "hello", "contexts": [0, 1]}));
    let mut bot = Bot::with_commands(&rehearsal, &[hello]).await;
    let member = rehearsal.member(0);
    let room = rehearsal.dm(&member);
    let response = message("Hello you.");
    let (answer, interaction) = tokio::join!(
        member.command(room, "hello", json!({})),
        bot.answer(&response)
    );
    assert_eq!(answer.content(), "Hello you.");
    assert_eq!(interaction.guild_id, None);
    assert_eq!(interaction.user.as_ref().unwrap().id.get(), member.id());
    nothing_was_amiss(&rehearsal);
}

#[tokio::test]
async fn a_command_that_is_not_for_this_place_cannot_be_used_there() {
    let rehearsal = rehearsal().await;
    let guild_only = command(json!({"name": "roll", "contexts": [0]}));
    let _bot = Bot::with_commands(&rehearsal, &[guild_only]).await;
    let member = rehearsal.member(0);
    let answer = member
        .command(rehearsal.dm(&member), "roll", json!({}))
        .await;
    assert!(answer.objection().is_some());
}
