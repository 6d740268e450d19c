//! What people get who want to read.

use serde_json::json;

use super::Stage;

#[tokio::test]
async fn a_member_reads_a_myth_its_topic_and_its_sources_and_only_she_sees_them() {
    let stage = Stage::open().await;
    let (mia, lounge) = (stage.rehearsal.member(0), stage.rehearsal.text_room());
    let title = |answer: &unknot_rehearsal::people::Answer| {
        let title = answer.embeds()[0]["title"].as_str();
        title.unwrap_or_default().to_owned()
    };
    let list = mia.command(lounge, "learn", json!({})).await;
    assert!(list.is_ephemeral());
    let rules = mia
        .select(list.message(), "Pick a topic", &["five_rules"])
        .await;
    assert_eq!(title(&rules), "Five rules for every tool");
    let choices = mia
        .autocomplete(lounge, "learn", "topic", json!({ "topic": "toxi" }))
        .await;
    assert_eq!(choices[0].name, "Does it flush toxins?");
    let myth = mia
        .command(lounge, "learn", json!({ "topic": choices[0].name }))
        .await;
    assert!(myth.is_ephemeral());
    assert_eq!(title(&myth), "Does it flush toxins?");
    let sources = mia.press(myth.message(), "Sources").await;
    assert_eq!(title(&sources), "Sources: Does it flush toxins?");
    let topic = mia.press(sources.message(), "Read the whole topic").await;
    assert_eq!(title(&topic), "Myths and short answers");
    let sign = mia
        .command(lounge, "learn", json!({ "topic": "chest pain" }))
        .await;
    let text = sign.embeds()[0]["description"].as_str().unwrap_or_default();
    assert!(text.starts_with("**Call your local emergency number now"));
    stage.close();
}
