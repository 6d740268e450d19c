//! Group sessions over the wire: a host, three people with different limits, and what befalls them.

mod door;
mod host;
mod scheduled;
mod stops;
mod together;

use serde_json::json;
use unknot_rehearsal::Options;
use unknot_rehearsal::people::{Answer, Person, Room, Seen};

use super::Stage;
use super::screening::{TO_CLEAR, press, start};

/// How many times as fast as real time. A cue of 10 seconds is one of 1 second then, which no busy machine
/// misses.
const SPEED: u32 = 10;
/// How many cues the routine has that is led here.
const CUES: usize = 17;

/// What a host can press from the lobby on.
const PANEL: [&str; 4] = ["Pause", "Skip", "Stop", "Refresh"];

/// A club in a hurry.
async fn club() -> Stage {
    let options = Options {
        speed: SPEED,
        ..Options::default()
    };
    let mut stage = Stage::with(options, &[]).await;
    stage.bot.until_logged("ready").await;
    stage
}

/// The host comes to the voice channel and opens a session there.
async fn open(stage: &Stage, seconds: u32) -> Answer {
    let (host, lounge) = (stage.rehearsal.host(), stage.rehearsal.text_room());
    host.join_voice(stage.rehearsal.voice_room()).unwrap();
    // Discord tells the bot where the host is on its own way; a command names the channel until then.
    let channel = stage.rehearsal.voice_room().0.to_string();
    let options = json!({ "routine": "sore_feet_5", "channel": channel, "in": seconds });
    host.command(lounge, "session start", options).await
}

/// Its card in the room, once it stands there.
async fn card(stage: &Stage) -> Seen {
    let room = stage.rehearsal.voice_room();
    let is_card = |it: &Seen| !it.embeds().is_empty() && !labels(it).is_empty() && !is_recap(it);
    stage.rehearsal.host().waits_for(room, is_card).await
}

fn is_recap(seen: &Seen) -> bool {
    labels(seen).iter().any(|it| it == "Better")
}

fn labels(seen: &Seen) -> Vec<String> {
    seen.buttons().into_iter().map(|it| it.label).collect()
}

/// The cues that stand in a room, by what they are called.
fn cues(room: Room, person: &Person) -> Vec<(usize, Seen)> {
    let seen = person.sees(room).into_iter();
    seen.filter_map(|it| Some((place(&it)?, it))).collect()
}

/// Which cue it is, counted from 1; none for what is no cue.
fn place(seen: &Seen) -> Option<usize> {
    if seen.is_ephemeral() {
        return None;
    }
    let head = seen.content().lines().find(|it| it.starts_with("**"))?;
    let (at, _) = head.trim_start_matches('*').split_once(" of ")?;
    at.parse().ok()
}

/// Waits for a cue, counted from 1.
async fn cue(stage: &Stage, person: &Person, at: usize) -> Seen {
    let room = stage.rehearsal.voice_room();
    person.waits_for(room, |it| place(it) == Some(at)).await
}

/// Fails with all that there is to read where this is not among it.
#[track_caller]
fn says(seen: &impl AsRef<Seen>, text: &str) {
    let all = seen.as_ref().text();
    assert!(all.contains(text), "no “{text}” in: {all}");
}

/// Sits down, having been asked whether anything is new.
async fn sits(person: &Person, lobby: &Seen) -> Answer {
    let asked = person.press(lobby, "Join").await;
    says(&asked, "Anything new since last time?");
    person.press(asked.message(), "Nothing new").await
}

/// Is screened, with nothing that stops them.
async fn is_well(stage: &Stage, person: &Person) {
    let consent = start(stage, person).await;
    press(person, consent, TO_CLEAR).await;
}

/// Is screened, and skips the calf.
async fn skips_calf(stage: &Stage, person: &Person) {
    let consent = start(stage, person).await;
    let areas = press(person, consent, &TO_CLEAR[..6]).await;
    let picked = person.select(&areas, "Areas to skip", &["calf"]).await;
    press(person, picked.message().clone(), &["Next", "Next"]).await;
}

/// Is screened, and a professional has to agree first.
async fn has_to_ask(stage: &Stage, person: &Person) {
    let consent = start(stage, person).await;
    let answers = ["I agree", "18 and over", "None of these", "One or more"];
    press(person, consent, &answers).await;
}
