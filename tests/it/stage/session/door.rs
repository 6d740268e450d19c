//! Who may open a session, where, and who comes to it.

use serde_json::json;
use twilight_model::guild::Permissions;
use unknot_rehearsal::people::Seen;

use super::{card, club, has_to_ask, is_well, labels, open, says, sits, skips_calf};
use crate::stage::screening::{TO_CLEAR, press};

#[tokio::test]
async fn only_hosts_open_one_and_only_one_in_a_channel() {
    let stage = club().await;
    let (lounge, mia) = (stage.rehearsal.text_room(), stage.rehearsal.member(0));
    let options = json!({ "routine": "sore_feet_5" });
    let refused = mia.command(lounge, "session start", options.clone()).await;
    assert!(refused.is_ephemeral());
    says(&refused, "Only hosts lead sessions");
    // The host is in no voice channel, and names none.
    let host = stage.rehearsal.host();
    let asked = host.command(lounge, "session start", options.clone()).await;
    says(&asked, "Which voice channel?");
    let unknown = json!({ "routine": "swimming" });
    let unknown = host.command(lounge, "session start", unknown).await;
    assert!(unknown.is_ephemeral());
    assert!(!unknown.failed());
    assert!(!unknown.text().contains("You lead"), "{}", unknown.text());
    let none = host.command(lounge, "session list", json!({})).await;
    says(&none, "There is no session here just now");
    open(&stage, 3_600).await;
    let second = open(&stage, 60).await;
    says(&second, "There is a session in");
    let listed = mia.command(lounge, "session list", json!({})).await;
    says(&listed, "**Sore feet** in");
    let cards = host.sees(stage.rehearsal.voice_room());
    let cards = cards
        .iter()
        .filter(|it| labels(it).contains(&"Join".to_owned()));
    assert_eq!(cards.count(), 1);
    stage.close();
}

#[tokio::test]
async fn the_channel_that_the_host_is_in_is_the_one() {
    let stage = club().await;
    let (lounge, host) = (stage.rehearsal.text_room(), stage.rehearsal.host());
    host.join_voice(stage.rehearsal.voice_room()).unwrap();
    // What comes after it on the same connection is heard after it.
    host.command(lounge, "session list", json!({})).await;
    let options = json!({ "routine": "sore_feet_5", "in": 3_600 });
    let panel = host.command(lounge, "session start", options).await;
    says(&panel, "You lead");
    assert_eq!(
        labels(&card(&stage).await),
        ["Join", "Watch", "Start check"]
    );
    stage.close();
}

#[tokio::test]
async fn what_the_bot_may_not_do_in_the_channel_is_named_and_nothing_is_posted() {
    let stage = club().await;
    let room = stage.rehearsal.voice_room();
    let missing = Permissions::SEND_MESSAGES | Permissions::EMBED_LINKS;
    stage.rehearsal.deny_bot(room, missing);
    let told = open(&stage, 60).await;
    assert!(told.is_ephemeral());
    let text = told.text();
    assert!(
        text.contains("Missing: Send Messages, Embed Links"),
        "{text}"
    );
    assert_eq!(stage.rehearsal.host().sees(room).len(), 0);
    stage.close();
}

#[tokio::test]
async fn whoever_was_never_screened_does_the_check_and_sits_down_after_it() {
    let stage = club().await;
    let (mia, noor) = (stage.rehearsal.member(0), stage.rehearsal.member(1));
    let room = stage.rehearsal.voice_room();
    open(&stage, 3_600).await;
    let lobby = card(&stage).await;
    let consent = mia.press(&lobby, "Join").await;
    assert!(consent.is_ephemeral());
    let is_consent = |it: &Seen| it.text().contains("A private check before you roll");
    let page = mia.waits_for(stage.rehearsal.dm(&mia), is_consent).await;
    let seated = press(&mia, page, TO_CLEAR).await;
    let text = seated.text();
    assert!(text.contains("You are with the group"), "{text}");
    assert!(text.contains("Nothing here stops you today"), "{text}");
    let name = format!("<@{}>", mia.id());
    let is_in = |it: &Seen| !it.is_ephemeral() && it.text().contains(&name);
    noor.waits_for(room, is_in).await;
    // Whoever has to ask a professional first joins for the breathing.
    noor.press(&lobby, "Join").await;
    let page = noor.waits_for(stage.rehearsal.dm(&noor), is_consent).await;
    let answers = ["I agree", "18 and over", "None of these", "One or more"];
    let seated = press(&noor, page, &answers).await;
    let text = seated.text();
    assert!(text.contains("You are here for the breathing"), "{text}");
    assert!(text.contains("Words to take to a clinician"), "{text}");
    stage.close();
}

#[tokio::test]
async fn whoever_watches_leaves_or_cannot_roll_looks_like_everybody_else() {
    let stage = club().await;
    let [mia, noor, tom] = [0, 1, 2].map(|it| stage.rehearsal.member(it));
    skips_calf(&stage, &noor).await;
    has_to_ask(&stage, &tom).await;
    open(&stage, 3_600).await;
    let lobby = card(&stage).await;
    let watches = mia.press(&lobby, "Watch").await;
    assert!(watches.is_ephemeral());
    says(&watches, "You watch");
    sits(&noor, &lobby).await;
    tom.press(&lobby, "Join").await;
    let names = [&mia, &noor, &tom].map(|it| format!("<@{}>", it.id()));
    let with_us = |it: &Seen| {
        let fields = it.embeds().first()?["fields"].as_array()?.clone();
        let field = fields.into_iter().find(|it| it["name"] == "With us")?;
        field["value"].as_str().map(str::to_owned)
    };
    let room = stage.rehearsal.voice_room();
    let all = names.join(" ");
    mia.waits_for(room, |it| with_us(it).as_ref() == Some(&all))
        .await;
    // Her version is told again where she presses again; it shows to nobody.
    let again = noor.press(&lobby, "Join").await;
    let left = noor.press(again.message(), "Leave").await;
    says(&left, "You are not with the group any more");
    let rest = format!("{} {}", names[0], names[2]);
    mia.waits_for(room, |it| with_us(it).as_ref() == Some(&rest))
        .await;
    stage.close();
}

#[tokio::test]
async fn a_server_for_adults_lets_only_adults_in() {
    let stage = club().await;
    let (lounge, mia) = (stage.rehearsal.text_room(), stage.rehearsal.member(0));
    let options = json!({ "adults_only": true });
    stage
        .rehearsal
        .owner()
        .command(lounge, "settings", options)
        .await;
    open(&stage, 3_600).await;
    let lobby = card(&stage).await;
    let refused = mia.press(&lobby, "Join").await;
    assert!(
        refused
            .text()
            .contains("Group sessions in this server are for members who said"),
        "{}",
        refused.text()
    );
    is_well(&stage, &mia).await;
    let seated = mia.press(&lobby, "Join").await;
    says(&seated, "You are with the group");
    stage.close();
}
