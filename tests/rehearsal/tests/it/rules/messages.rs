//! Messages in channels: what may be said, by whom, and who is woken.

use serde_json::{Value, json};
use twilight_model::guild::Permissions;

use super::raw::{Raw, code};

#[tokio::test]
async fn a_message_of_two_thousand_characters_passes_and_one_more_does_not() {
    let raw = Raw::begin().await;
    let (status, _) = raw
        .post(&raw.lounge(), json!({"content": "é".repeat(2000)}))
        .await;
    assert_eq!(status, 200);
    let refused = raw
        .post(&raw.lounge(), json!({"content": "é".repeat(2001)}))
        .await;
    assert_eq!(code(&refused), (400, 50035));
    assert_eq!(
        refused.1["errors"]["content"]["_errors"][0]["code"],
        "BASE_TYPE_MAX_LENGTH"
    );
}

#[tokio::test]
async fn forms_are_judged_as_a_whole_and_field_by_field() {
    let raw = Raw::begin().await;
    let used = raw.roll(&raw.rehearsal.member(0), raw.rehearsal.text_room());
    let button =
        |custom_id: &str| json!({"type": 2, "style": 1, "label": "Go", "custom_id": custom_id});
    let row = |buttons: Vec<Value>| json!({"type": 1, "components": buttons});
    let rows = |count: usize| {
        (0..count)
            .map(|n| row(vec![button(&n.to_string())]))
            .collect::<Vec<_>>()
    };
    let embed = |chars: usize| json!({"description": "x".repeat(chars)});
    let bad = [
        (
            "/components",
            json!({"content": "a", "components": [row(vec![button("same"), button("same")])]}),
        ),
        (
            "/components",
            json!({"content": "a", "components": rows(6)}),
        ),
        (
            "/components/0",
            json!({"content": "a", "components": [row(vec![button(&"x".repeat(101))])]}),
        ),
        ("/embeds", json!({"embeds": [embed(3000), embed(3001)]})),
        ("/embeds/0", json!({"embeds": [{"title": "x".repeat(257)}]})),
        ("/content", json!({"content": "a", "flags": 1 << 15})),
    ];
    for (path, data) in bad {
        let refused = raw.respond(&used, json!({"type": 4, "data": data})).await;
        assert_eq!(code(&refused), (400, 50035), "{path}");
        assert!(
            refused.1["errors"]["data"].pointer(path).is_some(),
            "{path} in {}",
            refused.1
        );
    }
    let empty = raw
        .respond(&used, json!({"type": 4, "data": {"content": "  "}}))
        .await;
    assert_eq!(code(&empty), (400, 50006));
    let good = json!({"embeds": [embed(3000), embed(3000)], "components": rows(5)});
    assert_eq!(
        raw.respond(&used, json!({"type": 4, "data": good})).await.0,
        200
    );
}

#[tokio::test]
async fn a_nonce_is_enforced_only_when_asked() {
    let raw = Raw::begin().await;
    let said = json!({"content": "once", "nonce": "cue-1", "enforce_nonce": true});
    let first = raw.post(&raw.lounge(), said.clone()).await;
    let second = raw.post(&raw.lounge(), said).await;
    assert_eq!(first.1["id"], second.1["id"]);
    let third = raw
        .post(&raw.lounge(), json!({"content": "again", "nonce": "cue-1"}))
        .await;
    assert_ne!(first.1["id"], third.1["id"]);
    let long = json!({"content": "a", "nonce": "x".repeat(26), "enforce_nonce": true});
    assert_eq!(code(&raw.post(&raw.lounge(), long).await), (400, 50035));
    assert_eq!(
        raw.rehearsal
            .member(0)
            .sees(raw.rehearsal.text_room())
            .len(),
        2
    );
}

#[tokio::test]
async fn what_is_missing_decides_how_a_message_is_refused() {
    let raw = Raw::begin().await;
    let room = raw.rehearsal.text_room();
    raw.rehearsal.deny_bot(room, Permissions::VIEW_CHANNEL);
    assert_eq!(
        code(&raw.post(&raw.lounge(), json!({"content": "a"})).await),
        (403, 50001)
    );
    raw.rehearsal.deny_bot(room, Permissions::SEND_MESSAGES);
    assert_eq!(
        code(&raw.post(&raw.lounge(), json!({"content": "a"})).await),
        (403, 50013)
    );
    raw.rehearsal.deny_bot(room, Permissions::ATTACH_FILES);
    let refused = raw
        .post_files(&raw.lounge(), json!({"content": "a"}), &[("a.txt", b"a")])
        .await;
    assert_eq!(code(&refused), (403, 50013));
    raw.rehearsal.deny_bot(room, Permissions::EMBED_LINKS);
    let said = raw
        .post(
            &raw.lounge(),
            json!({"content": "a", "embeds": [{"title": "b"}]}),
        )
        .await;
    assert_eq!((said.0, &said.1["embeds"]), (200, &json!([])));
    raw.rehearsal.deny_bot(room, Permissions::empty());
    let said = raw
        .post(
            &raw.lounge(),
            json!({"content": "a", "embeds": [{"title": "b"}]}),
        )
        .await;
    assert_eq!(said.1["embeds"][0]["title"], "b");
}

#[tokio::test]
async fn the_chat_of_a_voice_channel_is_closed_to_those_who_may_not_connect() {
    let raw = Raw::begin().await;
    let room = raw.rehearsal.voice_room();
    assert_eq!(
        raw.post(&raw.messages(room), json!({"content": "a"}))
            .await
            .0,
        200
    );
    raw.rehearsal.deny_bot(room, Permissions::CONNECT);
    assert_eq!(
        code(&raw.post(&raw.messages(room), json!({"content": "a"})).await),
        (403, 50001)
    );
}

#[tokio::test]
async fn only_who_may_be_woken_is_mentioned() {
    let raw = Raw::begin().await;
    let mia = raw.rehearsal.member(0).id().to_string();
    let content = format!("<@{mia}> @everyone");
    let loud = raw.post(&raw.lounge(), json!({"content": content})).await.1;
    assert_eq!(loud["mentions"][0]["id"], mia);
    // The bot's role has no MENTION_EVERYONE, so the words stay words.
    assert_eq!(loud["mention_everyone"], false);
    let quiet = json!({"content": content, "allowed_mentions": {"parse": []}});
    assert_eq!(
        raw.post(&raw.lounge(), quiet).await.1["mentions"],
        json!([])
    );
    let listed = json!({"content": content, "allowed_mentions": {"parse": [], "users": [mia]}});
    assert_eq!(
        raw.post(&raw.lounge(), listed).await.1["mentions"][0]["id"],
        mia
    );
    let both =
        json!({"content": content, "allowed_mentions": {"parse": ["users"], "users": [mia]}});
    assert_eq!(code(&raw.post(&raw.lounge(), both).await), (400, 50035));
}

#[tokio::test]
async fn a_reply_needs_its_message_unless_it_says_otherwise() {
    let raw = Raw::begin().await;
    let asked = raw
        .rehearsal
        .member(0)
        .say(raw.rehearsal.text_room(), "when?")
        .unwrap();
    let to =
        |id: u64, fails: bool| json!({"message_id": id.to_string(), "fail_if_not_exists": fails});
    let said = raw
        .post(
            &raw.lounge(),
            json!({"content": "now", "message_reference": to(asked.id(), true)}),
        )
        .await
        .1;
    assert_eq!(
        (&said["type"], &said["referenced_message"]["content"]),
        (&json!(19), &json!("when?"))
    );
    let lost = raw
        .post(
            &raw.lounge(),
            json!({"content": "now", "message_reference": to(1, true)}),
        )
        .await;
    assert_eq!(code(&lost), (400, 50035));
    let said = raw
        .post(
            &raw.lounge(),
            json!({"content": "now", "message_reference": to(1, false)}),
        )
        .await;
    assert_eq!((said.0, &said.1["type"]), (200, &json!(0)));
}

#[tokio::test]
async fn a_bot_changes_its_own_messages_and_no_others() {
    let raw = Raw::begin().await;
    let own = raw.post(&raw.lounge(), json!({"content": "one"})).await.1;
    let path = |id: &str| format!("{}/{id}", raw.lounge());
    let own = own["id"].as_str().unwrap();
    assert_eq!(
        raw.patch(&path(own), json!({"content": "two"})).await.1["content"],
        "two"
    );
    assert_eq!(
        code(&raw.patch(&path(own), json!({"content": ""})).await),
        (400, 50006)
    );
    let other = raw
        .rehearsal
        .member(0)
        .say(raw.rehearsal.text_room(), "mine")
        .unwrap()
        .id()
        .to_string();
    assert_eq!(
        code(&raw.patch(&path(&other), json!({"content": "two"})).await),
        (403, 50005)
    );
    assert_eq!(code(&raw.delete(&path(&other)).await), (403, 50013));
    assert_eq!(raw.delete(&path(own)).await.0, 204);
    assert_eq!(code(&raw.delete(&path(own)).await), (404, 10008));
}

#[tokio::test]
async fn a_file_comes_back_as_it_went_and_an_embed_takes_it_in() {
    let raw = Raw::begin().await;
    let payload = json!({"content": "a", "attachments": [{"id": 0, "description": "a body"}]});
    let said = raw
        .post_files(&raw.lounge(), payload, &[("my figure.png", b"bytes")])
        .await
        .1;
    let file = &said["attachments"][0];
    assert_eq!(
        (&file["filename"], &file["description"]),
        (&json!("my_figure.png"), &json!("a body"))
    );
    let bytes = reqwest::get(file["url"].as_str().unwrap())
        .await
        .unwrap()
        .bytes()
        .await
        .unwrap();
    assert_eq!(&bytes[..], b"bytes");

    let payload = json!({
        "embeds": [{"title": "a", "image": {"url": "attachment://a.png"}}],
        "attachments": [{"id": 0, "description": "a body"}],
    });
    let said = raw
        .post_files(&raw.lounge(), payload, &[("a.png", b"bytes")])
        .await
        .1;
    assert_eq!(said["attachments"], json!([]));
    let image = &said["embeds"][0]["image"];
    assert_eq!(image["description"], "a body");
    let url = image["url"].as_str().unwrap();
    assert_eq!(reqwest::get(url).await.unwrap().status().as_u16(), 200);
}

#[tokio::test]
async fn a_history_is_newest_first_and_empty_to_those_who_may_not_read_it() {
    let raw = Raw::begin().await;
    for content in ["one", "two", "three"] {
        raw.rehearsal
            .member(0)
            .say(raw.rehearsal.text_room(), content)
            .unwrap();
    }
    let page = raw.get(&format!("{}?limit=2", raw.lounge())).await.1;
    assert_eq!(
        (&page[0]["content"], &page[1]["content"]),
        (&json!("three"), &json!("two"))
    );
    let before = format!(
        "{}?before={}",
        raw.lounge(),
        page[1]["id"].as_str().unwrap()
    );
    assert_eq!(raw.get(&before).await.1[0]["content"], "one");
    assert_eq!(
        code(&raw.get(&format!("{}?limit=101", raw.lounge())).await),
        (400, 50035)
    );
    raw.rehearsal
        .deny_bot(raw.rehearsal.text_room(), Permissions::READ_MESSAGE_HISTORY);
    assert_eq!(raw.get(&raw.lounge()).await.1, json!([]));
}

#[tokio::test]
async fn between_two_and_a_hundred_messages_go_at_once_with_the_right_permission() {
    let raw = Raw::begin().await;
    let said: Vec<String> = (0..2)
        .map(|_| {
            raw.rehearsal
                .member(0)
                .say(raw.rehearsal.text_room(), "a")
                .unwrap()
                .id()
                .to_string()
        })
        .collect();
    let path = format!("{}/bulk-delete", raw.lounge());
    assert_eq!(
        code(&raw.post(&path, json!({"messages": said})).await),
        (403, 50013)
    );
    raw.rehearsal.change(|world| {
        let guild = world.guilds.values_mut().next().unwrap();
        guild.roles[1].permissions |= Permissions::MANAGE_MESSAGES;
    });
    // With Discord's description at hand it is the form that is refused (50035), without it the deed (50016).
    let one = raw.post(&path, json!({"messages": said[..1]})).await;
    assert_eq!(one.0, 400);
    assert_eq!(raw.post(&path, json!({"messages": said})).await.0, 204);
    assert_eq!(
        raw.rehearsal
            .member(0)
            .sees(raw.rehearsal.text_room())
            .len(),
        0
    );
}

#[tokio::test]
async fn a_room_forgets_its_oldest_messages_under_load() {
    let raw = Raw::begin().await;
    let room = raw.rehearsal.text_room();
    for n in 0..400 {
        raw.rehearsal.member(0).say(room, &n.to_string()).unwrap();
    }
    let seen = raw.rehearsal.member(0).sees(room);
    assert_eq!(
        (seen.len(), seen[0].content(), seen[299].content()),
        (300, "100", "399")
    );
}

#[tokio::test]
async fn a_file_of_ten_mebibytes_passes_and_one_byte_more_does_not() {
    let raw = Raw::begin().await;
    let bytes = vec![0; (10 << 20) + 1];
    let refused = raw
        .post_files(&raw.lounge(), json!({"content": "a"}), &[("a.bin", &bytes)])
        .await;
    assert_eq!(code(&refused), (413, 40005));
    let said = raw
        .post_files(
            &raw.lounge(),
            json!({"content": "a"}),
            &[("a.bin", &bytes[1..])],
        )
        .await;
    assert_eq!(
        (said.0, &said.1["attachments"][0]["size"]),
        (200, &json!(10 << 20))
    );
}

#[tokio::test]
async fn what_is_too_long_is_told_with_its_length_and_the_limit() {
    let raw = Raw::begin().await;
    let mia = raw.rehearsal.member(0);
    let room = raw.rehearsal.text_room();
    let say = |length: usize| {
        let said = mia.say(room, &"é".repeat(length));
        said.map(|_| ()).map_err(|objection| objection.0)
    };
    assert_eq!(say(2000), Ok(()));
    assert_eq!(
        say(2001).unwrap_err(),
        "That is too long: 2001 characters, and a message holds at most 2000."
    );
    assert_eq!(say(0).unwrap_err(), "There is nothing to send.");
}
