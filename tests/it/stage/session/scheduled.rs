//! Sessions that are scheduled, with Discord's own events, over the wire.

use serde_json::{Value, json};
use unknot_rehearsal::people::{Answer, Person, Seen};
use unknot_rehearsal::world::scheduled::Status;

use super::{Stage, card, club, cue, is_well, says, sits};

/// The server says where it is, and opens lobbies a minute before.
async fn settles(stage: &Stage) {
    let options = json!({ "timezone": "berlin", "lobby": 1 });
    let lounge = stage.rehearsal.text_room();
    let owner = stage.rehearsal.owner();
    let saved = owner.command(lounge, "settings", options).await;
    says(&saved, "Europe/Berlin");
}

async fn host_says(stage: &Stage, command: &str, options: Value) -> Answer {
    let lounge = stage.rehearsal.text_room();
    stage
        .rehearsal
        .host()
        .command(lounge, command, options)
        .await
}

async fn schedules(stage: &Stage, when: &str) -> Answer {
    let channel = stage.rehearsal.voice_room().0.to_string();
    let options = json!({ "routine": "sore_feet_5", "when": when, "channel": channel });
    host_says(stage, "session schedule", options).await
}

/// Waits until Discord has so many events, and gives them by when they are.
async fn events(stage: &Stage, count: usize) -> Vec<(u64, u64)> {
    let host = stage.rehearsal.host();
    let all = host.until(|world| {
        let all = world.events.values();
        let mut all: Vec<_> = all.map(|it| (it.starts_at_ms, it.id)).collect();
        all.sort_unstable();
        (all.len() == count).then_some(all)
    });
    all.await
        .unwrap_or_else(|| panic!("there are never {count} events"))
}

async fn is_in(stage: &Stage, event: u64, status: Status) {
    let host = stage.rehearsal.host();
    let reached = host.until(|world| {
        let is = world.events.get(&event)?.status;
        (is == status).then_some(())
    });
    let reached = reached.await;
    assert_eq!(reached, Some(()), "the event is never {status:?}");
}

async fn shows(stage: &Stage, text: &str) -> Seen {
    let host: Person = stage.rehearsal.host();
    let room = stage.rehearsal.voice_room();
    host.waits_for(room, |it| it.text().contains(text)).await
}

#[tokio::test]
async fn a_session_opens_begins_and_ends_by_itself_with_its_event() {
    let stage = club().await;
    let mia = stage.rehearsal.member(0);
    is_well(&stage, &mia).await;
    let asked = schedules(&stage, "in 100 seconds").await;
    says(&asked, "In which time zone is this server?");
    settles(&stage).await;
    let told = schedules(&stage, "in 100 seconds").await;
    assert!(told.is_ephemeral());
    says(&told, "Scheduled: Sore feet");
    let (_, event) = events(&stage, 1).await[0];
    mia.follow_event(event, true).unwrap();
    let lobby = card(&stage).await;
    let begins = shows(&stage, "The card is above").await;
    says(&begins, &format!("<@{}>", mia.id()));
    says(&sits(&mia, &lobby).await, "You are with the group");
    cue(&stage, &mia, 1).await;
    is_in(&stage, event, Status::Active).await;
    let panel = host_says(&stage, "session stop", json!({})).await;
    says(&panel, "ended");
    events(&stage, 0).await;
    stage.close();
}

#[tokio::test]
async fn a_session_to_which_nobody_comes_stands_down() {
    let stage = club().await;
    settles(&stage).await;
    schedules(&stage, "in 70 seconds").await;
    events(&stage, 1).await;
    shows(&stage, "Press Join to roll with us").await;
    shows(&stage, "Nobody joined, so it does not take place.").await;
    events(&stage, 0).await;
    stage.close();
}

#[tokio::test]
async fn what_is_done_to_an_event_is_done_to_its_session_and_the_other_way_round() {
    let mut stage = club().await;
    let (host, guild) = (stage.rehearsal.host(), stage.rehearsal.guild());
    settles(&stage).await;
    for (when, wrong) in [
        ("Feb 30 18:30", "No calendar has that day."),
        ("2020-01-01 18:30", "That was"),
        ("blue", "I do not understand that time."),
    ] {
        says(&schedules(&stage, when).await, wrong);
    }
    says(
        &schedules(&stage, "every tue 18:30").await,
        "Every Tuesday, until",
    );
    says(
        &schedules(&stage, "every tue 18:32").await,
        "there would be two sessions",
    );
    let (at_ms, event) = events(&stage, 1).await[0];
    // Moved there: a session of its own here, and the series goes on.
    let moved = at_ms + 60 * 60 * 1000;
    let start = chrono::DateTime::from_timestamp_millis(i64::try_from(moved).unwrap()).unwrap();
    let start = json!({ "scheduled_start_time": start.to_rfc3339() });
    host.edit_event(guild, event, start).unwrap();
    const FOLLOWED: &str = "what was done to an event is done here";
    stage.bot.until_logged(FOLLOWED).await;
    let both = events(&stage, 2).await;
    assert_eq!(both[0], (moved, event));
    let list = host_says(&stage, "session list", json!({})).await;
    says(&list, &format!("<t:{}:F>", moved / 1000));
    says(&list, "Every Tuesday.");
    // Deleted there.
    host.delete_event(guild, event).unwrap();
    stage.bot.until_logged(FOLLOWED).await;
    let (_, next) = events(&stage, 1).await[0];
    // Cancelled here, first once and then for good.
    let asked = host_says(&stage, "session cancel", json!({})).await;
    says(&asked, "or all of them (every Tuesday)?");
    says(
        &host.press(asked.message(), "Only this one").await,
        "The next one is",
    );
    let after = host.until(|world| {
        let is_other = world.events.len() == 1 && !world.events.contains_key(&next);
        is_other.then_some(())
    });
    assert_eq!(after.await, Some(()), "the next one takes its place");
    let asked = host_says(&stage, "session cancel", json!({})).await;
    let told = host.press(asked.message(), "All of them").await;
    says(&told, "Nothing of it is to come.");
    events(&stage, 0).await;
    let list = host_says(&stage, "session list", json!({})).await;
    assert!(!list.text().contains("Tuesday"), "{}", list.text());
    stage.close();
}
