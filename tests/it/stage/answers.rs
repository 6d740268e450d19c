//! What people get for what they ask.

use serde_json::json;
use unknot_rehearsal::people::Answer;

use super::Stage;

fn title(answer: &Answer) -> &str {
    answer.embeds()[0]["title"].as_str().unwrap_or_default()
}

fn text(answer: &Answer) -> &str {
    answer.embeds()[0]["description"]
        .as_str()
        .unwrap_or_default()
}

#[tokio::test]
async fn a_member_looks_up_the_it_band_and_only_she_sees_it() {
    let stage = Stage::open().await;
    let (mia, noor, lounge) = (
        stage.rehearsal.member(0),
        stage.rehearsal.member(1),
        stage.rehearsal.text_room(),
    );
    let card = mia
        .command(lounge, "technique", json!({ "name": "it band" }))
        .await;
    assert_eq!(title(&card), "Outer thigh roll (IT band area)");
    assert!(card.is_ephemeral());
    let labels: Vec<String> = card.buttons().into_iter().map(|it| it.label).collect();
    let expected = [
        "Show me how long",
        "Other tool",
        "Related techniques",
        "Easier or harder",
        "Too painful?",
        "Sources",
    ];
    assert_eq!(labels, expected);
    assert_eq!(mia.sees(lounge).len(), 1);
    assert_eq!(noor.sees(lounge).len(), 0);
    stage.close();
}

#[tokio::test]
async fn a_shared_card_is_for_everyone_and_its_buttons_answer_each_alone() {
    let stage = Stage::open().await;
    let (mia, noor, lounge) = (
        stage.rehearsal.member(0),
        stage.rehearsal.member(1),
        stage.rehearsal.text_room(),
    );
    let shared = mia
        .command(
            lounge,
            "technique",
            json!({ "name": "piriformis", "share": true }),
        )
        .await;
    assert!(!shared.is_ephemeral());
    let seen = noor.sees(lounge).pop().expect("she sees it");
    let tools = noor.press(&seen, "Other tool").await;
    assert!(tools.is_ephemeral());
    let card = noor
        .select(tools.message(), "Pick a tool", &["ball_soft"])
        .await;
    assert_eq!(
        title(&card),
        "Deep buttock press, the letter P (piriformis) · Soft ball"
    );
    assert_eq!(mia.sees(lounge).len(), 1, "what she picked is hers alone");
    assert_eq!(
        noor.sees(lounge).len(),
        2,
        "and stands in the message she had"
    );
    stage.close();
}

#[tokio::test]
async fn commands_work_in_direct_messages_and_where_only_the_account_has_the_app() {
    let stage = Stage::open().await;
    let mia = stage.rehearsal.member(0);
    for room in [
        stage.rehearsal.dm(&mia),
        stage.rehearsal.private_room(),
        stage.rehearsal.voice_room(),
    ] {
        let card = mia
            .command(
                room,
                "technique",
                json!({ "name": "foot", "tool": "ball_firm" }),
            )
            .await;
        assert_eq!(title(&card), "Foot roll · Firm ball");
        let help = mia.command(room, "help", json!({})).await;
        assert_eq!(title(&help), "What I can do");
    }
    stage.close();
}

#[tokio::test]
async fn help_knows_owner_host_and_member() {
    let stage = Stage::open().await;
    let lounge = stage.rehearsal.text_room();
    let mut fields = Vec::new();
    for person in [
        stage.rehearsal.owner(),
        stage.rehearsal.host(),
        stage.rehearsal.member(0),
    ] {
        let help = person.command(lounge, "help", json!({})).await;
        fields.push(help.embeds()[0]["fields"].as_array().unwrap().len());
    }
    assert_eq!(fields, [7, 6, 5]);
    stage.close();
}

#[tokio::test]
async fn suggestions_come_while_typing() {
    let stage = Stage::open().await;
    let mia = stage.rehearsal.member(0);
    let lounge = stage.rehearsal.text_room();
    let choices = mia
        .autocomplete(lounge, "technique", "name", json!({ "name": "pirif" }))
        .await;
    let choices: Vec<String> = choices.into_iter().map(|it| it.name).collect();
    assert_eq!(choices, ["Deep buttock press, the letter P (piriformis)"]);
    let all = mia
        .autocomplete(lounge, "technique", "name", json!({ "name": "" }))
        .await;
    assert_eq!(all.len(), 23);
    stage.close();
}

#[tokio::test]
async fn whatever_is_typed_gets_an_answer_and_pings_nobody() {
    let stage = Stage::open().await;
    let mia = stage.rehearsal.member(0);
    let lounge = stage.rehearsal.text_room();
    let noor = format!("<@{}>", stage.rehearsal.member(1).id());
    let long = "x".repeat(5000);
    for asked in [
        "🦶🏽🧶",
        "كعب القدم",
        "@everyone",
        "@here",
        &noor,
        &long,
        "**bold** `code`",
        "\u{202e}abc",
        "a",
    ] {
        let answer = mia
            .command(lounge, "technique", json!({ "name": asked, "share": true }))
            .await;
        assert!(
            text(&answer).starts_with("I do not know a technique called “"),
            "{asked}: {}",
            text(&answer)
        );
        assert!(answer.is_ephemeral(), "a refusal is not shared");
        assert_eq!(answer.message().mentions(), [0; 0]);
        assert_eq!(answer.message().json()["mention_everyone"], false);
        assert!(text(&answer).chars().count() < 400);
        assert_eq!(answer.message().menus().len(), 1, "the nearest are offered");
    }
    stage.close();
}

#[tokio::test]
async fn the_nearest_can_be_picked_from_a_refusal() {
    let stage = Stage::open().await;
    let mia = stage.rehearsal.member(0);
    let refusal = mia
        .command(
            stage.rehearsal.text_room(),
            "technique",
            json!({ "name": "pizza" }),
        )
        .await;
    let card = mia
        .select(
            refusal.message(),
            "Did you mean one of these?",
            &["foot_roll"],
        )
        .await;
    assert_eq!(title(&card), "Foot roll");
    stage.close();
}

#[tokio::test]
async fn a_tool_that_does_not_fit_is_refused_with_those_that_do() {
    let stage = Stage::open().await;
    let mia = stage.rehearsal.member(0);
    let refusal = mia
        .command(
            stage.rehearsal.text_room(),
            "technique",
            json!({ "name": "foot", "tool": "stick", "share": true }),
        )
        .await;
    assert!(refusal.is_ephemeral());
    assert!(
        text(&refusal).contains("It works with: Soft ball, Firm ball."),
        "{}",
        text(&refusal)
    );
    let card = mia
        .select(refusal.message(), "Pick a tool", &["ball_firm"])
        .await;
    assert_eq!(title(&card), "Foot roll · Firm ball");
    stage.close();
}

#[tokio::test]
async fn the_library_leads_to_a_card_and_its_buttons_to_a_timer_and_back() {
    let stage = Stage::open().await;
    let (mia, lounge) = (stage.rehearsal.member(0), stage.rehearsal.text_room());
    let list = mia
        .command(lounge, "library", json!({ "area": "foot" }))
        .await;
    assert!(list.is_ephemeral());
    let card = mia
        .select(list.message(), "Pick a technique", &["foot_roll"])
        .await;
    assert_eq!(title(&card), "Foot roll");
    let timer = mia.press(card.message(), "Show me how long").await;
    assert!(
        text(&timer).contains("**Other side, small move** (10 s): over <t:"),
        "{}",
        text(&timer)
    );
    for button in ["Easier or harder", "Too painful?"] {
        let back = mia.press(timer.message(), "Back to the technique").await;
        let aside = mia.press(back.message(), button).await;
        assert!(
            title(&aside).starts_with("Foot roll: "),
            "{}",
            title(&aside)
        );
        let back = mia.press(aside.message(), "Back to the technique").await;
        mia.press(back.message(), "Show me how long").await;
    }
    assert_eq!(mia.sees(lounge).len(), 1, "all in the one message");
    stage.close();
}

#[tokio::test]
async fn a_card_brings_its_picture_with_words_for_it_and_takes_it_away_again() {
    let mut stage = Stage::open().await;
    stage.until_drawn().await;
    let (mia, lounge) = (stage.rehearsal.member(0), stage.rehearsal.text_room());
    let card = mia
        .command(lounge, "technique", json!({ "name": "it band" }))
        .await;
    let image = &card.embeds()[0]["image"];
    let url = image["url"].as_str().expect("it has a picture");
    assert!(url.contains("outer_thigh_roll.png"), "{url}");
    assert_eq!(image["width"], 800);
    assert_eq!(
        image["description"],
        "Drawing of a body with the area marked: outer thigh (IT band area). Roll slowly both \
         ways: just below the bony point of the hip to three fingers above the knee. Keep off: \
         the bony point of the hip, the outer knee, pressure so strong that you tense up."
    );
    let tools = mia.press(card.message(), "Other tool").await;
    assert_eq!(tools.embeds()[0]["image"], json!(null));
    assert_eq!(tools.message().attachments().len(), 0);
    let back = mia.press(tools.message(), "Back to the technique").await;
    assert!(back.embeds()[0]["image"]["url"].is_string());
    stage.close();
}
