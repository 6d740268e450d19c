//! What was sent by an older version, by another bot, or by somebody who makes things up.

use serde_json::{Value, json};
use unknot_rehearsal::Rehearsal;

use super::Stage;

/// Something the bot's token sends that the bot itself would not.
pub(super) async fn send(
    rehearsal: &Rehearsal,
    method: reqwest::Method,
    path: &str,
    body: Value,
) -> Value {
    let url = format!("http://{}/api/v10{path}", rehearsal.plain_addr());
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let request = client.request(method, url).json(&body);
    let request = request.header("Authorization", format!("Bot {}", rehearsal.token()));
    let answer = request.send().await.unwrap();
    assert!(
        answer.status().is_success(),
        "{}",
        answer.text().await.unwrap()
    );
    answer.json().await.unwrap()
}

#[tokio::test]
async fn old_foreign_and_forged_buttons_get_a_friendly_answer() {
    let stage = Stage::open().await;
    let (mia, lounge) = (stage.rehearsal.member(0), stage.rehearsal.text_room());
    let long = "x".repeat(100);
    let ids = [
        "0.open.foot_roll",
        "delete:everything",
        "1.open.no_such_technique",
        "1.tools.@everyone",
        "🦶",
        &long,
    ];
    let button = |id: &&str| json!({ "type": 2, "style": 2, "label": "Old", "custom_id": id });
    let row = |ids: &[&str]| json!({ "type": 1, "components": ids.iter().map(button).collect::<Vec<_>>() });
    let message = json!({
        "content": "an old message",
        "allowed_mentions": { "parse": [] },
        "components": ids.chunks(5).map(row).collect::<Vec<_>>(),
    });
    send(
        &stage.rehearsal,
        reqwest::Method::POST,
        &format!("/channels/{}/messages", lounge.0),
        message,
    )
    .await;
    let seen = mia.sees(lounge).pop().unwrap();
    for custom_id in ids {
        let answer = mia.press(&seen, custom_id).await;
        assert!(answer.is_ephemeral(), "{custom_id}");
        let text = answer.embeds()[0]["description"].as_str().unwrap();
        assert!(
            text.starts_with("I cannot tell what this button was for."),
            "{custom_id}: {text}"
        );
    }
    stage.close();
}

#[tokio::test]
async fn commands_that_are_gone_and_options_that_changed_are_answered_too() {
    let stage = Stage::open().await;
    let (mia, lounge) = (stage.rehearsal.member(0), stage.rehearsal.text_room());
    let application = stage.rehearsal.look(|world| world.application);
    let suggesting = json!({ "type": 3, "name": "area", "description": "-", "autocomplete": true });
    let commands = json!([
        { "type": 1, "name": "roll", "description": "from an older version", "options": [suggesting] },
        { "type": 1, "name": "technique", "description": "-", "options": [{ "type": 4, "name": "name", "description": "-" }] },
    ]);
    send(
        &stage.rehearsal,
        reqwest::Method::PUT,
        &format!("/applications/{application}/commands"),
        commands,
    )
    .await;
    for (command, options) in [
        ("roll", json!({ "area": "foot" })),
        ("technique", json!({ "name": 7 })),
        ("technique", json!({})),
    ] {
        let answer = mia.command(lounge, command, options).await;
        assert!(answer.is_ephemeral());
        let text = answer.embeds()[0]["description"].as_str().unwrap();
        assert!(
            text.starts_with("I do not have this command any more."),
            "{command}: {text}"
        );
    }
    let offered = mia
        .autocomplete(lounge, "roll", "area", json!({ "area": "fo" }))
        .await;
    assert_eq!(
        offered.len(),
        0,
        "typing is answered with nothing to choose, not with silence"
    );
    stage.close();
}
