//! The private check, in direct messages and where they are closed, over the wire.

use serde_json::json;
use unknot_rehearsal::people::{Person, Room, Seen};

use super::Stage;

/// Everything a healthy person presses, in order.
pub(super) const TO_CLEAR: &[&str] = &[
    "I agree",
    "18 and over",
    "None of these",
    "None of these",
    "None of these",
    "None of these",
    "None of these",
    "Next",
];

/// Starts the check in the lounge; gives the page that came as a direct message.
pub(super) async fn start(stage: &Stage, person: &Person) -> Seen {
    let lounge = stage.rehearsal.text_room();
    let before = person.sees(stage.rehearsal.dm(person)).len();
    person.command(lounge, "screening start", json!({})).await;
    let dm = stage.rehearsal.dm(person);
    person
        .waits_for(lounge, |it| {
            it.text().contains("I sent you a direct message")
        })
        .await;
    let seen = person.sees(dm);
    assert_eq!(seen.len(), before + 1, "one message");
    seen.into_iter().next_back().unwrap()
}

/// Presses one after the other; gives what stands there at the end.
pub(super) async fn press(person: &Person, mut page: Seen, buttons: &[&str]) -> Seen {
    for button in buttons {
        let answer = person.press(&page, button).await;
        page = answer.message().clone();
    }
    page
}

fn first_line(seen: &Seen) -> String {
    let text = seen.embeds()[0]["description"].as_str().unwrap();
    text.lines().next().unwrap().to_owned()
}

fn labels(seen: &Seen) -> Vec<String> {
    seen.buttons().into_iter().map(|it| it.label).collect()
}

async fn status(stage: &Stage, person: &Person) -> String {
    let lounge = stage.rehearsal.text_room();
    let status = person.command(lounge, "screening status", json!({})).await;
    assert!(status.is_ephemeral());
    status.text()
}

#[tokio::test]
async fn a_healthy_person_is_through_in_eight_presses() {
    let stage = Stage::open().await;
    let (mia, noor) = (stage.rehearsal.member(0), stage.rehearsal.member(1));
    let consent = start(&stage, &mia).await;
    assert_eq!(
        labels(&consent),
        ["I agree", "I agree, without such messages", "Not now"]
    );
    let end = press(&mia, consent, TO_CLEAR).await;
    assert_eq!(
        first_line(&end),
        "Nothing here stops you today. Start gently. Stop if anything feels wrong."
    );
    assert_eq!(labels(&end), [""; 0]);
    assert!(
        status(&stage, &mia)
            .await
            .contains("Nothing here stops you today")
    );
    assert!(
        status(&stage, &noor)
            .await
            .contains("There is no check that counts")
    );
    assert_eq!(
        mia.sees(stage.rehearsal.dm(&mia)).len(),
        1,
        "one message, edited in place"
    );
    assert_eq!(
        noor.sees(stage.rehearsal.text_room()).len(),
        1,
        "her own status alone"
    );
    stage.close();
}

#[tokio::test]
async fn an_emergency_is_said_first_and_nothing_gets_round_it() {
    let mut stage = Stage::open().await;
    let mia = stage.rehearsal.member(0);
    let consent = start(&stage, &mia).await;
    let page = press(&mia, consent.clone(), &["I agree", "18 and over"]).await;
    let stop = press(&mia, page.clone(), &["One or more"]).await;
    let line = "**Call your local emergency number now (for example 911, 112, 999 or 000). Tell someone near you.**";
    assert_eq!(first_line(&stop), line);
    assert!(
        stop.embeds()[0]["title"].is_null(),
        "nothing stands above it"
    );
    assert_eq!(labels(&stop), [""; 0], "and nothing is asked after it");
    // Stored at the press: the bot dies the next moment.
    stage.bot.signal("KILL");
    stage.start_again(&[]).await;
    let lounge = stage.rehearsal.text_room();
    let again = mia.command(lounge, "screening start", json!({})).await;
    assert_eq!(first_line(again.message()), line);
    assert!(again.is_ephemeral());
    let mine = mia
        .command(lounge, "routine show", json!({ "name": "sore_feet_5" }))
        .await;
    let mine = mia.press(mine.message(), "My version").await;
    assert_eq!(first_line(mine.message()), line);
    assert!(
        status(&stage, &mia)
            .await
            .contains("I ask whether you have been seen")
    );
    stage.close();
}

#[tokio::test]
async fn a_hold_goes_on_after_a_professional_said_it_is_ok() {
    let stage = Stage::open().await;
    let mia = stage.rehearsal.member(0);
    let consent = start(&stage, &mia).await;
    let hold = press(
        &mia,
        consent,
        &["I agree", "18 and over", "None of these", "One or more"],
    )
    .await;
    assert!(first_line(&hold).starts_with("Please check first."));
    assert!(hold.text().contains("Words to take to a clinician"));
    assert_eq!(labels(&hold), ["A professional said it is OK", "Back"]);
    assert!(
        status(&stage, &mia).await.contains("Please check first"),
        "stored at the press"
    );
    let rest = [
        "A professional said it is OK",
        "None of these",
        "None of these",
        "None of these",
        "Next",
    ];
    let end = press(&mia, hold, &rest).await;
    assert!(first_line(&end).starts_with("You can roll, with some changes."));
    assert!(end.text().contains("Areas I skip"), "{}", end.text());
    stage.close();
}

#[tokio::test]
async fn areas_are_picked_from_menus_and_their_neighbours_go_along() {
    let stage = Stage::open().await;
    let mia = stage.rehearsal.member(0);
    let consent = start(&stage, &mia).await;
    let to_areas = [
        "I agree",
        "18 and over",
        "None of these",
        "None of these",
        "None of these",
        "None of these",
    ];
    let areas = press(&mia, consent, &to_areas).await;
    assert_eq!(
        labels(&areas),
        ["None of these", "One or more", "Back", "Cancel"]
    );
    let picked = mia.select(&areas, "Areas to skip", &["hamstring"]).await;
    assert_eq!(labels(picked.message()), ["Next", "Back", "Cancel"]);
    assert!(
        picked.text().contains("Picked: back of the thigh"),
        "{}",
        picked.text()
    );
    let suits = press(&mia, picked.message().clone(), &["Next"]).await;
    let wished = mia.select(&suits, "What suits you", &["1"]).await;
    let end = press(&mia, wished.message().clone(), &["Next"]).await;
    let text = end.text();
    for says in [
        "back of the thigh",
        "back of the lower leg",
        "inner thigh",
        "buttock",
        "Rest and breathe",
    ] {
        assert!(text.contains(says), "{says}: {text}");
    }
    stage.close();
}

#[tokio::test]
async fn under_13_ends_and_leaves_nothing() {
    let stage = Stage::open().await;
    let mia = stage.rehearsal.member(0);
    let consent = start(&stage, &mia).await;
    let end = press(&mia, consent, &["I agree", "Under 13"]).await;
    assert!(first_line(&end).starts_with("This bot is not for under 13s."));
    assert_eq!(labels(&end), [""; 0]);
    assert!(
        status(&stage, &mia)
            .await
            .contains("There is no check that counts")
    );
    stage.close();
}

#[tokio::test]
async fn where_direct_messages_are_closed_the_same_pages_stand_where_they_were_asked_for() {
    let stage = Stage::open().await;
    let (mia, lounge) = (stage.rehearsal.member(0), stage.rehearsal.text_room());
    stage.rehearsal.close_dms(&mia, true);
    mia.command(lounge, "screening start", json!({})).await;
    let consent = mia
        .waits_for(lounge, |it| {
            it.text().contains("So I ask here. Only you see this.")
        })
        .await;
    assert!(consent.is_ephemeral());
    let end = press(&mia, consent, TO_CLEAR).await;
    assert!(first_line(&end).starts_with("Nothing here stops you today."));
    assert!(end.is_ephemeral());
    assert_eq!(stage.rehearsal.member(1).sees(lounge).len(), 0);
    stage.close();
}

#[tokio::test]
async fn in_direct_messages_the_command_is_answered_right_there() {
    let stage = Stage::open().await;
    let mia = stage.rehearsal.member(0);
    let dm: Room = stage.rehearsal.dm(&mia);
    let consent = mia.command(dm, "screening start", json!({})).await;
    assert!(
        !consent.is_ephemeral(),
        "it stays, to be gone on with tomorrow"
    );
    let end = press(&mia, consent.message().clone(), TO_CLEAR).await;
    assert!(first_line(&end).starts_with("Nothing here stops you today."));
    assert_eq!(mia.sees(dm).len(), 1);
    stage.close();
}

#[tokio::test]
async fn a_half_finished_check_goes_on_after_kill_9() {
    let mut stage = Stage::open().await;
    let mia = stage.rehearsal.member(0);
    let consent = start(&stage, &mia).await;
    let half = press(&mia, consent, &TO_CLEAR[..4]).await;
    stage.bot.signal("KILL");
    stage.start_again(&[]).await;
    let end = press(&mia, half, &TO_CLEAR[4..]).await;
    assert!(first_line(&end).starts_with("Nothing here stops you today."));
    stage.close();
}

#[tokio::test]
async fn forgetting_is_at_once_and_twice_is_said() {
    let stage = Stage::open().await;
    let (mia, lounge) = (stage.rehearsal.member(0), stage.rehearsal.text_room());
    let consent = start(&stage, &mia).await;
    press(&mia, consent, TO_CLEAR).await;
    let privacy = mia.command(lounge, "privacy show", json!({})).await;
    assert!(privacy.text().contains("Right now I keep your check."));
    let done = mia.command(lounge, "screening forget", json!({})).await;
    assert!(done.text().contains("I have deleted all of it"));
    let again = mia.command(lounge, "screening forget", json!({})).await;
    assert!(again.text().contains("There was nothing to delete."));
    let privacy = mia.command(lounge, "privacy show", json!({})).await;
    assert!(
        privacy
            .text()
            .contains("Right now I keep nothing about you.")
    );
    stage.close();
}

#[tokio::test]
async fn my_version_of_a_routine_leaves_out_what_is_off() {
    let stage = Stage::open().await;
    let (mia, lounge) = (stage.rehearsal.member(0), stage.rehearsal.text_room());
    let show = async || {
        let card = mia
            .command(lounge, "routine show", json!({ "name": "sore_feet_5" }))
            .await;
        mia.press(card.message(), "My version").await
    };
    let first = show().await;
    assert_eq!(labels(first.message()), ["Start check"]);
    // Pressed in a server, it sends the pages as a direct message, and says so in its place.
    mia.press(first.message(), "Start check").await;
    let is_consent = |it: &Seen| it.text().contains("A private check before you roll");
    let consent = mia.waits_for(stage.rehearsal.dm(&mia), is_consent).await;
    let sent = |it: &Seen| it.text().contains("I sent you a direct message");
    mia.waits_for(lounge, sent).await;
    let areas = press(&mia, consent, &TO_CLEAR[..6]).await;
    let picked = mia.select(&areas, "Areas to skip", &["calf"]).await;
    press(&mia, picked.message().clone(), &["Next", "Next"]).await;
    let version = show().await;
    assert!(version.is_ephemeral());
    assert!(version.text().contains("Left out"), "{}", version.text());
    assert!(
        version.text().contains("not Calf roll, but Ankle pumps"),
        "{}",
        version.text()
    );
    let back = mia.press(version.message(), "Back to the routine").await;
    assert_eq!(back.embeds()[0]["title"], "Sore feet");
    stage.close();
}
