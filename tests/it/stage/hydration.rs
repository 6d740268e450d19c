//! Reminders and what is somebody's own, over the wire.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use unknot_rehearsal::Options;
use unknot_rehearsal::faults::RestFault;
use unknot_rehearsal::people::{Person, Seen};

use super::Stage;
use super::screening::{TO_CLEAR, press, start};

/// A minute passes in a second.
const SPEED: u32 = 60;
/// In how many minutes the first reminder is wanted.
const FIRST: i64 = 4;

async fn fast() -> Stage {
    let options = Options {
        speed: SPEED,
        ..Options::default()
    };
    let mut stage = Stage::with(options, &[]).await;
    stage.bot.until_logged("ready").await;
    stage
}

fn labels(seen: &Seen) -> Vec<String> {
    seen.buttons().into_iter().map(|it| it.label).collect()
}

/// Is reminded each hour, from so many minutes on.
async fn asks(stage: &Stage, person: &Person, first: i64) {
    let lounge = stage.rehearsal.text_room();
    let zone = person
        .command(lounge, "timezone", json!({ "zone": "UTC" }))
        .await;
    assert!(zone.text().contains("Saved"), "{}", zone.text());
    let now_ms = stage.rehearsal.look(|world| world.clock.now_ms());
    let now: DateTime<Utc> = DateTime::from_timestamp_millis(now_ms.try_into().unwrap()).unwrap();
    let time = |minutes| {
        (now + TimeDelta::minutes(minutes))
            .format("%H:%M")
            .to_string()
    };
    let options = json!({
        "every": 60,
        "from": time(first),
        "to": time(first + 3 * 60),
        "quiet_from": time(6 * 60),
        "quiet_to": time(7 * 60),
    });
    let told = person.command(lounge, "hydration on", options).await;
    assert!(
        told.is_ephemeral() && told.text().contains("On. Each reminder"),
        "{}",
        told.text()
    );
}

fn is_reminder(seen: &Seen) -> bool {
    seen.text().contains("Drink if you are thirsty.")
}

#[tokio::test]
async fn a_reminder_comes_as_a_direct_message_and_ends_with_one_press() {
    let stage = fast().await;
    let (mia, lounge) = (stage.rehearsal.member(0), stage.rehearsal.text_room());
    let wrong = mia
        .command(lounge, "hydration on", json!({ "every": 10 }))
        .await;
    assert!(
        wrong.text().contains("at least 60 lie between two"),
        "{}",
        wrong.text()
    );
    asks(&stage, &mia, FIRST).await;
    let dm = stage.rehearsal.dm(&mia);
    let reminder = mia.waits_for(dm, is_reminder).await;
    assert_eq!(
        labels(&reminder),
        ["Had a drink", "Snooze", "How much?", "Stop reminders"]
    );
    assert!(!reminder.text().contains("mL"), "{}", reminder.text());
    let much = mia.press(&reminder, "How much?").await;
    assert!(much.text().contains("200 to 250 mL"), "{}", much.text());
    let stopped = mia.press(&reminder, "Stop reminders").await;
    assert!(stopped.text().starts_with("Off."), "{}", stopped.text());
    // What was pressed stands there still, and is answered.
    let snoozed = mia.press(&reminder, "Snooze").await;
    assert!(
        snoozed.text().contains("Reminders are off."),
        "{}",
        snoozed.text()
    );
    let log = mia.command(lounge, "hydration log", json!({})).await;
    assert!(
        log.is_ephemeral() && log.text().contains("Drinks today: 1."),
        "{}",
        log.text()
    );
    let status = mia.command(lounge, "hydration status", json!({})).await;
    assert!(
        status.text().contains("No reminders are on."),
        "{}",
        status.text()
    );
    assert!(
        status.text().contains("drinks 1, reminders 1"),
        "{}",
        status.text()
    );
    let image = &status.embeds()[0]["image"];
    let alt = image["description"].as_str().unwrap();
    assert!(alt.contains("drinks 1, reminders 1"), "{alt}");
    assert_eq!(
        mia.sees(dm).iter().filter(|it| is_reminder(it)).count(),
        0,
        "it was answered in its place"
    );
    assert_eq!(stage.rehearsal.member(1).sees(lounge).len(), 0);
    stage.close();
}

#[tokio::test]
async fn one_that_is_stopped_while_it_is_on_its_way_never_comes() {
    let stage = fast().await;
    let (mia, noor) = (stage.rehearsal.member(0), stage.rehearsal.member(1));
    let lounge = stage.rehearsal.text_room();
    // Where her direct messages are is said late.
    let late = RestFault::Slow(Duration::from_millis(1_500));
    (stage.rehearsal.faults()).plan_rest("POST", "/users/@me/channels", late, 1);
    asks(&stage, &mia, FIRST).await;
    // Behind the minutes over which those of one time are spread.
    asks(&stage, &noor, 3 * FIRST).await;
    while stage.rehearsal.faults().outstanding() != 0 {
        tokio::task::yield_now().await;
    }
    let off = mia.command(lounge, "hydration off", json!({})).await;
    assert!(off.text().starts_with("Off."), "{}", off.text());
    noor.waits_for(stage.rehearsal.dm(&noor), is_reminder).await;
    let hers = mia.sees(stage.rehearsal.dm(&mia));
    assert_eq!(hers.len(), 0, "{:?}", hers.first().map(Seen::text));
    stage.close();
}

#[tokio::test]
async fn one_of_which_nobody_knows_whether_it_came_comes_once_though_the_bot_dies() {
    let mut stage = fast().await;
    let (mia, noor) = (stage.rehearsal.member(0), stage.rehearsal.member(1));
    let dm = stage.rehearsal.dm(&mia);
    // It comes, and the bot does not hear of that.
    let unheard = RestFault::CutOff {
        after_handling: true,
    };
    let path = format!("/channels/{}/messages", dm.0);
    (stage.rehearsal.faults()).plan_rest("POST", &path, unheard, 1);
    asks(&stage, &mia, FIRST).await;
    asks(&stage, &noor, 3 * FIRST).await;
    mia.waits_for(dm, is_reminder).await;
    stage.bot.signal("KILL");
    stage.start_again(&[]).await;
    noor.waits_for(stage.rehearsal.dm(&noor), is_reminder).await;
    assert_eq!(mia.sees(dm).len(), 1);
    stage.close();
}

#[tokio::test]
async fn closed_direct_messages_end_reminders_and_the_next_command_says_so() {
    let mut stage = fast().await;
    let (noor, lounge) = (stage.rehearsal.member(1), stage.rehearsal.text_room());
    asks(&stage, &noor, FIRST).await;
    stage.rehearsal.close_dms(&noor, true);
    stage.bot.until_logged("reminders ended").await;
    let zone = noor.command(lounge, "timezone", json!({})).await;
    assert!(
        zone.text().contains("Your reminders have ended"),
        "{}",
        zone.text()
    );
    let zone = noor.command(lounge, "timezone", json!({})).await;
    assert!(!zone.text().contains("have ended"), "{}", zone.text());
    stage.close();
}

#[tokio::test]
async fn what_is_kept_is_shown_taken_along_and_deleted() {
    let stage = Stage::open().await;
    let (mia, lounge) = (stage.rehearsal.member(0), stage.rehearsal.text_room());
    let consent = start(&stage, &mia).await;
    press(&mia, consent, TO_CLEAR).await;
    let progress = mia.command(lounge, "progress", json!({})).await;
    assert!(progress.is_ephemeral() && progress.text().contains("You have not said yet"));
    let export = mia.command(lounge, "privacy export", json!({})).await;
    let [file] = export.message().attachments() else {
        panic!("one file: {}", export.text())
    };
    assert!(export.is_ephemeral());
    assert_eq!(file["filename"], "unknot.json");
    let asked = mia.command(lounge, "privacy delete", json!({})).await;
    assert!(asked.is_ephemeral());
    assert_eq!(labels(asked.message()), ["Delete everything"]);
    let shown = mia.command(lounge, "privacy show", json!({})).await;
    assert!(
        shown.text().contains("Your check, until"),
        "nothing was deleted: {}",
        shown.text()
    );
    let deleted = mia.press(&asked, "Delete everything").await;
    assert!(
        deleted.text().contains("I have deleted all of it"),
        "{}",
        deleted.text()
    );
    let shown = mia.command(lounge, "privacy show", json!({})).await;
    assert!(
        shown.text().contains("I keep nothing about you."),
        "{}",
        shown.text()
    );
    stage.close();
}
