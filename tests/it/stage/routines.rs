//! From the list of routines to one of them, to a technique in it, and back.

use serde_json::json;
use unknot_rehearsal::people::Answer;

use super::Stage;

fn title(answer: &Answer) -> &str {
    answer.embeds()[0]["title"].as_str().unwrap_or_default()
}

#[tokio::test]
async fn a_member_goes_from_the_list_to_a_routine_and_its_techniques() {
    let stage = Stage::open().await;
    let mia = stage.rehearsal.member(0);
    let lounge = stage.rehearsal.text_room();
    let list = mia.command(lounge, "routine list", json!({})).await;
    assert_eq!(title(&list), "Routines");
    assert!(list.is_ephemeral());
    let card = mia
        .select(list.message(), "Pick a routine", &["sore_feet_5"])
        .await;
    assert_eq!(title(&card), "Sore feet");
    let technique = mia
        .select(
            card.message(),
            "Open the card of a technique",
            &["calf_roll"],
        )
        .await;
    assert!(technique.is_ephemeral());
    assert_eq!(title(&technique), "Calf roll");
    assert_eq!(stage.rehearsal.member(1).sees(lounge).len(), 0);
    let named = json!({ "name": "desk" });
    let choices = mia
        .autocomplete(lounge, "routine show", "name", named.clone())
        .await;
    let choices: Vec<String> = choices.into_iter().map(|it| it.name).collect();
    assert_eq!(choices, ["Desk upper body"]);
    let card = mia.command(lounge, "routine show", named).await;
    assert_eq!(title(&card), "Desk upper body");
    let sources = mia.press(card.message(), "Sources").await;
    assert_eq!(title(&sources), "Sources: Desk upper body");
    let card = mia.press(sources.message(), "Back to the routine").await;
    assert_eq!(title(&card), "Desk upper body");
    let all = mia.press(card.message(), "All routines").await;
    assert_eq!(title(&all), "Routines");
    stage.close();
}
