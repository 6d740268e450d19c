//! What is set in a server, over the wire: who sets it, whom it keeps out, and when the bot is removed.

use serde_json::json;
use unknot_rehearsal::people::{Answer, Person};
use unknot_rehearsal::world::happening::To;

use super::Stage;
use super::old::send;
use super::screening::{press, start};

const NO_VERSION: &str = "Group sessions in this server are for members who said";

/// Does the check at this age, with nothing that stops them.
async fn is_well(stage: &Stage, person: &Person, age: &str) {
    let consent = start(stage, person).await;
    let says_so = consent.text().contains("In the server where you asked");
    assert!(says_so, "{}", consent.text());
    let agreed = press(person, consent, &["I agree", age]).await;
    let page = press(person, agreed, &["None of these"; 5]).await;
    press(person, page, &["Next"]).await;
}

/// The owner makes the club one for adults.
async fn for_adults_only(stage: &Stage) -> Answer {
    let lounge = stage.rehearsal.text_room();
    let options = json!({ "adults_only": true });
    let owner = stage.rehearsal.owner();
    owner.command(lounge, "settings", options).await
}

/// Whether the club is marked as left; nothing where nothing is kept of it.
fn is_marked(stage: &Stage) -> Option<bool> {
    let file = stage.folder.path().join("data/unknot.db");
    let tables = rusqlite::Connection::open(file).unwrap();
    let sql = "SELECT gone_day IS NOT NULL FROM server WHERE server_id = ?1";
    let club = i64::try_from(stage.rehearsal.guild()).unwrap();
    tables.query_row(sql, [club], |row| row.get(0)).ok()
}

#[tokio::test]
async fn on_a_server_for_adults_only_they_get_their_version() {
    let stage = Stage::open().await;
    let (mia, noor) = (stage.rehearsal.member(0), stage.rehearsal.member(1));
    let (owner, lounge) = (stage.rehearsal.owner(), stage.rehearsal.text_room());
    let before = owner.command(lounge, "settings", json!({})).await;
    assert!(before.is_ephemeral());
    assert!(before.text().contains("Off. Members of 13 and over"));
    let saved = for_adults_only(&stage).await;
    assert!(saved.is_ephemeral());
    assert!(saved.text().contains("Saved."), "{}", saved.text());
    is_well(&stage, &mia, "13 to 17").await;
    is_well(&stage, &noor, "18 and over").await;
    let mine = async |person: &Person, room| {
        let options = json!({ "name": "sore_feet_5" });
        let card = person.command(room, "routine show", options).await;
        person.press(card.message(), "My version").await
    };
    let told = mine(&mia, lounge).await;
    assert!(told.is_ephemeral());
    assert!(told.text().contains(NO_VERSION), "{}", told.text());
    let shown = mine(&noor, lounge).await;
    assert!(shown.text().contains("your version"), "{}", shown.text());
    // In direct messages there is no server.
    let shown = mine(&mia, stage.rehearsal.dm(&mia)).await;
    assert!(shown.text().contains("your version"), "{}", shown.text());
    let options = json!({ "adults_only": false });
    owner.command(lounge, "settings", options).await;
    let shown = mine(&mia, lounge).await;
    assert!(shown.text().contains("your version"), "{}", shown.text());
    stage.close();
}

#[tokio::test]
async fn only_who_manages_the_server_sets_something_whoever_may_see_the_command() {
    let stage = Stage::open().await;
    let (mia, host) = (stage.rehearsal.member(0), stage.rehearsal.host());
    let lounge = stage.rehearsal.text_room();
    let options = json!({ "adults_only": true });
    for person in [&mia, &host] {
        let sent = (stage.rehearsal).fire_command(lounge, person, "settings", &options);
        assert!(
            sent.is_err(),
            "Discord does not show it to {}",
            person.name()
        );
    }
    // A server can show it to others, which is here the same as registering it for everybody.
    let option = json!({ "type": 5, "name": "adults_only", "description": "-" });
    let command = json!({ "type": 1, "name": "settings", "description": "-", "options": [option] });
    let application = stage.rehearsal.look(|world| world.application);
    let path = format!("/applications/{application}/commands");
    let put = reqwest::Method::PUT;
    send(&stage.rehearsal, put, &path, json!([command])).await;
    for person in [&mia, &host] {
        let refused = person.command(lounge, "settings", options.clone()).await;
        assert!(refused.is_ephemeral());
        let text = refused.text();
        assert!(text.contains("Only those who may manage"), "{text}");
    }
    assert_eq!(is_marked(&stage), None, "nothing was set");
    let owner = stage.rehearsal.owner();
    let alone = stage.rehearsal.dm(&owner);
    let refused = owner.command(alone, "settings", options).await;
    let text = refused.text();
    assert!(text.contains("Settings belong to a server"), "{text}");
    stage.close();
}

#[tokio::test]
async fn a_server_that_removes_the_bot_is_marked_until_it_is_back() {
    let mut stage = Stage::open().await;
    let (club, lounge) = (stage.rehearsal.guild(), stage.rehearsal.text_room());
    for_adults_only(&stage).await;
    assert_eq!(is_marked(&stage), Some(false));
    stage.rehearsal.remove_bot(club);
    stage.bot.until_logged("removed from servers").await;
    assert_eq!(is_marked(&stage), Some(true));
    stage.rehearsal.invite_bot(club);
    stage.bot.until_logged("back in servers").await;
    assert_eq!(is_marked(&stage), Some(false));
    // A start finds it still there. Its news were taken before anything that is asked for.
    stage.bot.signal("KILL");
    stage.start_again(&[]).await;
    let seen = stage.rehearsal.owner();
    let seen = seen.command(lounge, "settings", json!({})).await;
    assert!(seen.text().contains("On. Group sessions here"));
    assert_eq!(is_marked(&stage), Some(false));
    stage.close();
}

#[tokio::test]
async fn a_server_that_removed_the_bot_while_it_was_off_is_marked_at_its_start() {
    let mut stage = Stage::open().await;
    let (club, mia) = (stage.rehearsal.guild(), stage.rehearsal.member(0));
    for_adults_only(&stage).await;
    stage.bot.signal("KILL");
    stage.bot.process.wait().await.unwrap();
    stage.rehearsal.remove_bot(club);
    assert_eq!(is_marked(&stage), Some(false), "nobody has heard of it");
    stage.start_again(&[]).await;
    let alone = stage.rehearsal.dm(&mia);
    mia.command(alone, "screening status", json!({})).await;
    assert_eq!(is_marked(&stage), Some(true));
    stage.close();
}

#[tokio::test]
async fn a_server_that_cannot_be_reached_for_a_while_is_not_taken_for_one_that_was_left() {
    let stage = Stage::open().await;
    let (club, lounge) = (stage.rehearsal.guild(), stage.rehearsal.text_room());
    for_adults_only(&stage).await;
    let outage = json!({ "id": club.to_string(), "unavailable": true });
    stage.rehearsal.change(|world| {
        let to = To::always(Some(club));
        world.tell_gateway("GUILD_DELETE", to, &outage);
    });
    let owner = stage.rehearsal.owner();
    owner.command(lounge, "settings", json!({})).await;
    stage.bot.signal("TERM");
    let Stage { bot, .. } = stage;
    let (_, log) = bot.ended().await;
    assert!(!log.contains("removed from servers"), "{log}");
}
