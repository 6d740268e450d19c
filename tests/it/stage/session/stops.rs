//! What somebody on the floor presses when something is not as it should be.

use unknot_rehearsal::faults::RestFault;
use unknot_rehearsal::people::Seen;

use super::{card, club, cue, is_well, labels, open, says, sits, skips_calf};

#[tokio::test]
async fn too_much_goes_around_the_spot_and_twice_leaves_the_area_out() {
    let stage = club().await;
    let mia = stage.rehearsal.member(0);
    is_well(&stage, &mia).await;
    open(&stage, 0).await;
    sits(&mia, &card(&stage).await).await;
    let second = cue(&stage, &mia, 2).await;
    let first = mia.press(&second, "Too much").await;
    assert!(first.is_ephemeral());
    says(&first, "take weight off");
    let again = mia.press(&second, "Too much").await;
    says(&again, "I leave it out for you");
    let room = stage.rehearsal.voice_room();
    let is_own = |it: &Seen| it.is_ephemeral() && it.text().contains("3 of 17, for you");
    let own = mia.waits_for(room, is_own).await;
    assert!(!own.text().contains("tender spot"), "{}", own.text());
    // It stays off in whatever they look at today.
    let lounge = stage.rehearsal.text_room();
    let options = serde_json::json!({ "name": "sore_feet_5" });
    let routine = mia.command(lounge, "routine show", options).await;
    let mine = mia.press(routine.message(), "My version").await;
    says(&mine, "Left out");
    stage.close();
}

#[tokio::test]
async fn something_is_wrong_names_what_to_do_and_tells_nobody() {
    let stage = club().await;
    let (mia, host) = (stage.rehearsal.member(0), stage.rehearsal.host());
    is_well(&stage, &mia).await;
    let panel = open(&stage, 0).await;
    sits(&mia, &card(&stage).await).await;
    let first = cue(&stage, &mia, 1).await;
    let before = host.sees(stage.rehearsal.voice_room()).len();
    let signs = mia.press(&first, "Something is wrong").await;
    assert!(signs.is_ephemeral());
    let line = "**Call your local emergency number now";
    let text = signs.embeds()[0]["description"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(text.starts_with(line), "{text}");
    assert_eq!(
        labels(signs.message()),
        [
            "Get help now",
            "Get advice today",
            "Skip this area",
            "Tell the host I stopped"
        ]
    );
    let help = mia.press(signs.message(), "Get help now").await;
    let text = help.embeds()[0]["description"].as_str().unwrap().to_owned();
    assert!(text.starts_with(line), "{text}");
    // Nothing in the room says so, and nothing in what the host sees.
    let host_sees = host.sees(stage.rehearsal.voice_room());
    assert!(host_sees.len() <= before + 2, "cues alone");
    let name = format!("<@{}>", mia.id());
    assert!(!panel.text().contains(&name), "{}", panel.text());
    let told = mia.press(signs.message(), "Tell the host I stopped").await;
    says(&told, "and nothing else");
    let lounge = stage.rehearsal.text_room();
    let is_news =
        |it: &Seen| it.is_ephemeral() && it.text().contains("stopped, and wants you to know");
    let news = host.waits_for(lounge, is_news).await;
    says(&news, &name);
    // A stop counts from then on.
    let again = mia.press(&first, "Too much").await;
    says(&again, "Call your local emergency number");
    stage.close();
}

#[tokio::test]
async fn whoever_is_not_with_the_group_can_press_all_the_same() {
    let stage = club().await;
    let tom = stage.rehearsal.member(2);
    open(&stage, 0).await;
    let second = cue(&stage, &tom, 2).await;
    let shown = tom.press(&second, "Show me how").await;
    assert!(shown.is_ephemeral());
    says(&shown, "Foot roll");
    let much = tom.press(&second, "Too much").await;
    says(&much, "take weight off");
    let signs = tom.press(&second, "Something is wrong").await;
    let advice = tom.press(signs.message(), "Get advice today").await;
    says(&advice, "All rolling stays off");
    stage.close();
}

/// Noor agreed to direct messages, has closed them since, and presses nothing: neither way is open once.
#[tokio::test]
async fn whoever_no_direct_message_reaches_reads_it_where_they_press_next() {
    const FAILED: &str = "I cannot send you direct messages.";
    let stage = club().await;
    let noor = stage.rehearsal.member(1);
    skips_calf(&stage, &noor).await;
    open(&stage, 60).await;
    sits(&noor, &card(&stage).await).await;
    stage.rehearsal.close_dms(&noor, true);
    let over = RestFault::Status {
        code: 401,
        json_code: 50027,
        message: "Invalid Webhook Token".to_owned(),
    };
    // Once when it may be too early, and once more.
    stage
        .rehearsal
        .faults()
        .plan_rest("POST", "/webhooks/", over, 2);
    let room = stage.rehearsal.voice_room();
    let own = noor.waits_for(room, is_whisper).await;
    says(&own, FAILED);
    let before = noor.sees(room).into_iter().filter(is_whisper);
    let first = before.map(|it| it.text()).next().unwrap();
    assert!(!first.contains("1 of 17"), "the first was lost: {first}");
    stage.close();
}

fn is_whisper(seen: &Seen) -> bool {
    seen.is_ephemeral() && seen.text().contains(" of 17, for you")
}
