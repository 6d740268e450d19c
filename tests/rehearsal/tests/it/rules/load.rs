//! What is remembered under load, and what is not.

use serde_json::json;
use unknot_rehearsal::world::form::Form;

use super::raw::Raw;

#[tokio::test]
async fn a_picture_stays_however_often_its_message_changes() {
    let raw = Raw::begin().await;
    let room = raw.rehearsal.text_room();
    let bytes = vec![0; 9 << 20];
    let said = raw
        .post_files(&raw.lounge(), json!({"content": "a"}), &[("a.png", &bytes)])
        .await
        .1;
    let id: u64 = said["id"].as_str().unwrap().parse().unwrap();
    // Counted again at each change, nine mebibytes would reach the sixty-four that are kept.
    for n in 0..10 {
        let words = json!({"content": n.to_string()});
        let form = Form::read(&words, Vec::new(), "").unwrap();
        raw.rehearsal
            .change(|world| world.change(room.0, id, form))
            .unwrap();
    }
    let url = said["attachments"][0]["url"].as_str().unwrap();
    assert_eq!(reqwest::get(url).await.unwrap().status().as_u16(), 200);
}

#[tokio::test]
async fn a_busy_room_pushes_nothing_out_of_a_quiet_one() {
    let raw = Raw::begin().await;
    let (mia, room) = (raw.rehearsal.member(0), raw.rehearsal.text_room());
    let quiet = raw.rehearsal.voice_room();
    mia.say(quiet, "still here").unwrap();
    let said = mia.say(room, "again and again").unwrap().id();
    raw.rehearsal.change(|world| {
        let pattern = world.shelf.get(room.0, said).unwrap().clone();
        for n in 1..=25_000 {
            let mut message = pattern.clone();
            message.id += n;
            world.shelf.put(message);
        }
    });
    assert_eq!(mia.sees(room).len(), 300);
    assert_eq!(mia.sees(quiet).len(), 1);
    assert_eq!(raw.rehearsal.look(|world| world.shelf.count()), 301);
}
