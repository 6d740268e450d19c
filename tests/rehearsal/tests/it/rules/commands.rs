//! Commands: how they are registered, and who may use which where.

use serde_json::{Value, json};
use twilight_model::guild::Permissions;

use super::raw::{Raw, code};

#[tokio::test]
async fn a_name_is_lower_case_and_a_description_is_there() {
    let raw = Raw::begin().await;
    let upper = raw
        .post(
            &raw.commands_path(),
            json!({"name": "Stretch", "description": "a"}),
        )
        .await;
    assert_eq!(code(&upper), (400, 50035));
    let silent = raw
        .post(&raw.commands_path(), json!({"name": "stretch"}))
        .await;
    assert_eq!(code(&silent), (400, 50035));
    assert_eq!(
        raw.post(
            &raw.commands_path(),
            json!({"name": "stretch", "description": "a"})
        )
        .await
        .0,
        201
    );
    let again = raw
        .post(
            &raw.commands_path(),
            json!({"name": "stretch", "description": "b"}),
        )
        .await;
    assert_eq!((again.0, &again.1["description"]), (200, &json!("b")));
}

#[tokio::test]
async fn a_hundred_commands_fit_and_no_more() {
    let raw = Raw::begin().await;
    let many = |count: u32| -> Value {
        (0..count)
            .map(|n| json!({"name": format!("c{n}"), "description": "a"}))
            .collect()
    };
    assert_eq!(raw.put(&raw.commands_path(), many(100)).await.0, 200);
    // Discord's own description caps the list too, which is then the first to say no.
    let (status, _) = raw.put(&raw.commands_path(), many(101)).await;
    assert_eq!(status, 400);
    assert_eq!(raw.rehearsal.commands().as_array().unwrap().len(), 100);
}

#[tokio::test]
async fn a_command_that_keeps_its_name_keeps_its_id() {
    let raw = Raw::begin().await;
    let before = raw.get(&raw.commands_path()).await.1[0]["id"].clone();
    let set = json!([{"name": "roll", "description": "New words"}, {"name": "other", "description": "a"}]);
    let after = raw.put(&raw.commands_path(), set).await.1;
    assert_eq!(after[0]["id"], before);
    assert_ne!(after[1]["id"], before);
    let path = format!("{}/{}", raw.commands_path(), before.as_str().unwrap());
    assert_eq!(
        raw.patch(&path, json!({"description": "Newer"})).await.1["description"],
        "Newer"
    );
    assert_eq!(raw.delete(&path).await.0, 204);
    assert_eq!(code(&raw.get(&path).await), (404, 10063));
}

#[tokio::test]
async fn a_context_that_is_not_listed_is_closed() {
    let raw = Raw::begin().await;
    let set = json!([
        {"name": "inside", "description": "a", "contexts": [0]},
        {"name": "direct", "description": "a", "contexts": [1]},
        {"name": "theirs", "description": "a", "contexts": [2], "integration_types": [1]},
    ]);
    raw.put(&raw.commands_path(), set).await;
    let mia = raw.rehearsal.member(0);
    let rooms = [
        raw.rehearsal.text_room(),
        raw.rehearsal.dm(&mia),
        raw.rehearsal.private_room(),
    ];
    for (place, name) in ["inside", "direct", "theirs"].iter().enumerate() {
        for (here, room) in rooms.iter().enumerate() {
            let fired = raw.rehearsal.fire_command(*room, &mia, name, &json!({}));
            assert_eq!(fired.is_ok(), place == here, "/{name} in room {here}");
        }
    }
}

#[tokio::test]
async fn a_user_install_works_for_those_who_installed() {
    let raw = Raw::begin().await;
    let set = json!([{"name": "mine", "description": "a", "integration_types": [1]}]);
    raw.put(&raw.commands_path(), set).await;
    let room = raw.rehearsal.text_room();
    assert!(
        raw.rehearsal
            .fire_command(room, &raw.rehearsal.member(0), "mine", &json!({}))
            .is_ok()
    );
    assert!(
        raw.rehearsal
            .fire_command(room, &raw.rehearsal.member(2), "mine", &json!({}))
            .is_err()
    );
}

#[tokio::test]
async fn permissions_decide_who_may_use_a_command() {
    let raw = Raw::begin().await;
    let manage = Permissions::MANAGE_EVENTS.bits().to_string();
    let set = json!([
        {"name": "hosts", "description": "a", "default_member_permissions": manage},
        {"name": "admins", "description": "a", "default_member_permissions": "0"},
        {"name": "all", "description": "a"},
    ]);
    raw.put(&raw.commands_path(), set).await;
    let room = raw.rehearsal.text_room();
    let may = |person, name| {
        raw.rehearsal
            .fire_command(room, &person, name, &json!({}))
            .is_ok()
    };
    assert!(may(raw.rehearsal.host(), "hosts") && !may(raw.rehearsal.member(0), "hosts"));
    assert!(may(raw.rehearsal.owner(), "admins") && !may(raw.rehearsal.host(), "admins"));
    assert!(may(raw.rehearsal.member(0), "all"));
    raw.rehearsal.deny_person(
        room,
        &raw.rehearsal.member(0),
        Permissions::USE_SLASH_COMMANDS,
    );
    assert!(!may(raw.rehearsal.member(0), "all"));
}

#[tokio::test]
async fn options_are_checked_before_anything_is_sent() {
    let raw = Raw::begin().await;
    let options = json!([
        {"type": 4, "name": "minutes", "description": "a", "required": true, "min_value": 5, "max_value": 60},
        {"type": 3, "name": "tool", "description": "a", "choices": [{"name": "Ball", "value": "ball"}]},
        {"type": 3, "name": "note", "description": "a", "min_length": 2, "max_length": 4},
        {"type": 6, "name": "who", "description": "a"},
    ]);
    raw.put(
        &raw.commands_path(),
        json!([{"name": "plan", "description": "a", "options": options}]),
    )
    .await;
    let mia = raw.rehearsal.member(0);
    let room = raw.rehearsal.text_room();
    let try_with = |options: Value| match raw.rehearsal.fire_command(room, &mia, "plan", &options) {
        Ok(_) => String::from("sent"),
        Err(objection) => objection.to_string(),
    };
    assert_eq!(try_with(json!({})), "The option minutes is required.");
    assert_eq!(
        try_with(json!({"minutes": 4})),
        "The option minutes is too small: 4, and at least 5."
    );
    assert_eq!(try_with(json!({"minutes": 5})), "sent");
    assert_eq!(try_with(json!({"minutes": 60})), "sent");
    assert_eq!(
        try_with(json!({"minutes": 61})),
        "The option minutes is too large: 61, and at most 60."
    );
    assert_eq!(
        try_with(json!({"minutes": 5, "tool": "stick"})),
        "The option tool must be one of its choices."
    );
    assert_eq!(try_with(json!({"minutes": 5, "tool": "ball"})), "sent");
    assert_eq!(
        try_with(json!({"minutes": 5, "note": "a"})),
        "The option note is too short: 1 characters, and at least 2."
    );
    assert_eq!(
        try_with(json!({"minutes": 5, "note": "abcde"})),
        "The option note is too long: 5 characters, and at most 4."
    );
    assert_eq!(
        try_with(json!({"minutes": 5, "who": mia.id().to_string()})),
        "sent"
    );
    assert_eq!(
        try_with(json!({"minutes": 5, "who": "7"})),
        "That is nobody and nothing known here."
    );
    assert_eq!(
        try_with(json!({"minutes": 5, "age": 7})),
        "There is no option age."
    );
}

#[tokio::test]
async fn the_words_of_a_command_may_be_eight_thousand_characters() {
    let raw = Raw::begin().await;
    let of = |count: usize| {
        let choices: Vec<Value> = (0..count)
            .map(|n| json!({"name": format!("{n:0100}"), "value": format!("{n:0100}")}))
            .collect();
        let halves = choices.chunks(25).enumerate();
        let options: Vec<Value> = halves
            .map(|(n, half)| json!({"type": 3, "name": format!("o{n}"), "description": "a", "choices": half}))
            .collect();
        json!({"name": "long", "description": "a", "options": options})
    };
    assert_eq!(raw.post(&raw.commands_path(), of(39)).await.0, 201);
    let refused = raw.post(&raw.commands_path(), of(40)).await;
    assert_eq!(code(&refused), (400, 50035));
}

#[tokio::test]
async fn options_have_names_of_their_own_and_the_required_ones_come_first() {
    let raw = Raw::begin().await;
    let of = |options: &[(&str, bool)]| {
        let options: Vec<Value> = options
            .iter()
            .map(|(name, required)| json!({"type": 3, "name": name, "description": "a", "required": required}))
            .collect();
        json!({"name": "ask", "description": "a", "options": options})
    };
    let status =
        async |options: &[(&str, bool)]| raw.post(&raw.commands_path(), of(options)).await.0;
    assert_eq!(status(&[("a", true), ("b", false)]).await, 201);
    assert_eq!(status(&[("a", false), ("b", true)]).await, 400);
    assert_eq!(status(&[("a", true), ("a", false)]).await, 400);
}
