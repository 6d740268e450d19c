//! The chat page's backend: who may ask, what each person sees, and what reaches them.

use serde_json::{Value, json};
use twilight_model::http::interaction::InteractionResponseType as Kind;

use super::raw::Raw;
use crate::stage::{Bot, command, of_kind, rehearsal};

/// One person's page.
pub(super) struct Page {
    http: reqwest::Client,
    url: String,
    who: u64,
}

impl Page {
    pub(super) fn open(raw: &Raw, who: u64) -> Page {
        Page {
            http: reqwest::Client::new(),
            url: raw.rehearsal.page_url(),
            who,
        }
    }

    pub(super) async fn get(&self, path: &str) -> Value {
        let url = format!("{}{path}?as={}", self.url, self.who);
        self.http
            .get(url)
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap()
    }

    pub(super) async fn act(&self, deed: Value) -> (u16, Value) {
        let url = format!("{}/act?as={}", self.url, self.who);
        let response = self.http.post(url).json(&deed).send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap())
    }

    /// The next event of this type.
    pub(super) async fn hear(&self, kind: &str, meanwhile: impl Future<Output = ()>) -> Value {
        let url = format!("{}/events?as={}", self.url, self.who);
        let mut response = self.http.get(url).send().await.unwrap();
        meanwhile.await;
        let mut text = String::new();
        while let Some(chunk) = response.chunk().await.unwrap() {
            text.push_str(std::str::from_utf8(&chunk).unwrap());
            let lines = text.lines().filter_map(|line| line.strip_prefix("data: "));
            let mut events = lines.filter_map(|line| serde_json::from_str::<Value>(line).ok());
            if let Some(event) = events.find(|event| event["type"] == kind) {
                return event;
            }
        }
        panic!("the stream ended without {kind}");
    }
}

#[tokio::test]
async fn only_the_own_page_on_the_own_host_may_ask() {
    let raw = Raw::begin().await;
    let url = format!("{}/people", raw.rehearsal.page_url());
    let http = reqwest::Client::new();
    let status = async |name: &str, value: &str| {
        http.get(&url)
            .header(name, value)
            .send()
            .await
            .unwrap()
            .status()
            .as_u16()
    };
    let own = raw.rehearsal.page_url();
    assert_eq!(status("origin", &own).await, 200);
    assert_eq!(status("origin", "https://evil.example").await, 403);
    assert_eq!(
        status("host", &own.replace("http://127.0.0.1", "localhost")).await,
        200
    );
    assert_eq!(status("host", "evil.example").await, 403);
}

#[tokio::test]
async fn the_page_and_its_files_are_there() {
    let raw = Raw::begin().await;
    let base = raw.rehearsal.page_url();
    for path in ["/", "/page/main.js", "/page/style.css", "/favicon.ico"] {
        assert_eq!(
            reqwest::get(format!("{base}{path}"))
                .await
                .unwrap()
                .status()
                .as_u16(),
            200,
            "{path}"
        );
    }
    assert_eq!(
        reqwest::get(format!("{base}/page/nothing.js"))
            .await
            .unwrap()
            .status()
            .as_u16(),
        404
    );
}

#[tokio::test]
async fn each_person_sees_their_own_rooms_and_commands() {
    let raw = Raw::begin().await;
    let view = Page::open(&raw, raw.rehearsal.member(0).id())
        .get("/view")
        .await;
    let kinds: Vec<_> = view["rooms"]
        .as_array()
        .unwrap()
        .iter()
        .map(|room| room["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["text", "voice", "dm", "private"]);
    assert_eq!(
        (&view["me"]["name"], &view["bot_online"]),
        (&json!("Mia"), &json!(false))
    );
    assert_eq!(
        view["rooms"][0]["commands"],
        json!([view["commands"][0]["id"]])
    );
    let view = Page::open(&raw, raw.rehearsal.member(2).id())
        .get("/view")
        .await;
    assert_eq!(view["rooms"].as_array().unwrap().len(), 3);
    let nobody = format!("{}/view?as=7", raw.rehearsal.page_url());
    assert_eq!(reqwest::get(nobody).await.unwrap().status().as_u16(), 400);
}

#[tokio::test]
async fn a_command_from_the_page_is_announced_and_its_answer_arrives() {
    let raw = Raw::begin().await;
    let mia = Page::open(&raw, raw.rehearsal.member(0).id());
    let room = raw.rehearsal.text_room();
    let command = raw.rehearsal.commands()[0]["id"].clone();
    let deed =
        json!({"do": "command", "room": room.0.to_string(), "command": command, "options": []});
    let (status, started) = mia.act(deed).await;
    assert_eq!(status, 200);
    let id: u64 = started["interaction"].as_str().unwrap().parse().unwrap();
    let (_, callback) = tokio::sync::oneshot::channel();
    let used = raw.used(id, callback);
    let heard = mia
        .hear("message", async {
            raw.respond(
                &used,
                json!({"type": 4, "data": {"content": "hi", "flags": 64}}),
            )
            .await;
        })
        .await;
    assert_eq!(heard["message"]["content"], "hi");
    let path = format!("/rooms/{}/messages", room.0);
    assert_eq!(
        mia.get(&path).await["messages"].as_array().unwrap().len(),
        1
    );
    let noor = Page::open(&raw, raw.rehearsal.member(1).id());
    assert_eq!(noor.get(&path).await["messages"], json!([]));
}

#[tokio::test]
async fn a_refusal_reaches_the_person_as_a_sentence() {
    let raw = Raw::begin().await;
    let mia = Page::open(&raw, raw.rehearsal.member(0).id());
    let room = raw.rehearsal.text_room().0.to_string();
    let refused = mia
        .act(json!({"do": "command", "room": room, "command": "7", "options": []}))
        .await;
    assert_eq!(refused, (422, json!({"error": "That command is gone."})));
    let refused = mia.act(json!({"do": "voice", "room": room})).await;
    assert_eq!(
        refused,
        (422, json!({"error": "lounge is not a voice channel."}))
    );
    assert_eq!(
        mia.act(json!({"do": "say", "room": room, "content": "hi"}))
            .await
            .0,
        200
    );
    assert_eq!(raw.last_seen(raw.rehearsal.text_room()), "hi");
}

#[tokio::test]
async fn voice_is_heard_by_those_who_see_the_room() {
    let raw = Raw::begin().await;
    let (mia, noor) = (
        raw.rehearsal.member(0),
        Page::open(&raw, raw.rehearsal.member(1).id()),
    );
    let room = raw.rehearsal.voice_room();
    let heard = noor
        .hear("voice", async { mia.join_voice(room).unwrap() })
        .await;
    assert_eq!(heard["people"], json!([mia.id().to_string()]));
}

#[tokio::test]
async fn roles_come_with_their_name_and_their_guild() {
    let raw = Raw::begin().await;
    let view = Page::open(&raw, raw.rehearsal.member(0).id())
        .get("/view")
        .await;
    let guild = raw.rehearsal.guild().to_string();
    let roles = view["roles"].as_array().unwrap();
    let names: Vec<_> = roles.iter().map(|role| role["name"].as_str()).collect();
    assert_eq!(names, [Some("@everyone"), Some("Unknot"), Some("Host")]);
    assert!(roles.iter().all(|role| role["guild_id"] == guild));
    assert_eq!(view["rooms"][0]["guild_id"], guild);
    assert_eq!(roles[0]["id"], guild);
}

#[tokio::test]
async fn no_other_site_may_load_or_frame_the_page() {
    let raw = Raw::begin().await;
    let base = raw.rehearsal.page_url();
    let http = reqwest::Client::new();
    let status = async |path: &str, site: &str, mode: &str, dest: &str| {
        http.get(format!("{base}{path}"))
            .header("sec-fetch-site", site)
            .header("sec-fetch-mode", mode)
            .header("sec-fetch-dest", dest)
            .send()
            .await
            .unwrap()
            .status()
            .as_u16()
    };
    assert_eq!(status("/", "none", "navigate", "document").await, 200);
    assert_eq!(status("/people", "same-origin", "cors", "empty").await, 200);
    // A link from elsewhere opens the page, as any link does; nothing else of another site gets in.
    assert_eq!(status("/", "cross-site", "navigate", "document").await, 200);
    assert_eq!(status("/", "cross-site", "navigate", "iframe").await, 403);
    assert_eq!(status("/", "same-site", "navigate", "iframe").await, 403);
    assert_eq!(
        status("/people", "cross-site", "no-cors", "script").await,
        403
    );
    let page = reqwest::get(&base).await.unwrap();
    let policy = page.headers()["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
    assert_eq!(page.headers()["x-content-type-options"], "nosniff");
}

#[tokio::test]
async fn a_file_is_a_picture_of_a_known_kind_or_only_bytes() {
    let raw = Raw::begin().await;
    // A browser reads any "…+xml" as a document, which may hold a script.
    for (name, said, served) in [
        ("no ending", "image/png", "image/png"),
        ("b.pic", "image/x+xml", "application/octet-stream"),
        ("c.pic", "image/SVG+XML", "application/octet-stream"),
        ("d.pic", "text/html", "application/octet-stream"),
        ("E.PNG", "text/html", "image/png"),
    ] {
        let part = reqwest::multipart::Part::bytes(&b"bytes"[..])
            .file_name(name)
            .mime_str(said)
            .unwrap();
        let answer = raw.post_form(&raw.lounge(), "files[0]", part).await.1;
        let url = answer["attachments"][0]["url"].as_str().unwrap();
        let file = reqwest::get(url).await.unwrap();
        assert_eq!(file.headers()["content-type"], served, "{said}");
        let policy = file.headers()["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("sandbox"), "{policy}");
    }
}

#[tokio::test]
async fn a_person_chooses_their_language_and_reads_commands_in_it() {
    let raw = Raw::begin().await;
    let choice =
        json!({"name": "Ball", "value": "ball", "name_localizations": {"es-ES": "Pelota"}});
    let option = json!({
        "type": 3, "name": "tool", "description": "With what", "choices": [choice],
        "name_localizations": {"es-ES": "útil"}, "description_localizations": {"es-419": "Con qué"},
    });
    let set = json!([{
        "name": "color", "description": "Colors", "options": [option],
        "name_localizations": {"en-GB": "colour", "es-ES": "tono"},
    }]);
    assert_eq!(raw.put(&raw.commands_path(), set).await.0, 200);
    let mia = Page::open(&raw, raw.rehearsal.member(0).id());
    let speaks = async |locale: &str| {
        let done = mia.act(json!({"do": "speak", "locale": locale})).await;
        assert_eq!(done, (200, json!({"ok": true})), "{locale}");
        let view = mia.get("/view").await;
        assert_eq!(view["locale"], locale);
        let command = &view["commands"][0];
        assert_eq!(command["name"], "color");
        let option = &command["options"][0];
        let read = [
            &command["name_localized"],
            &option["name_localized"],
            &option["description_localized"],
            &option["choices"][0]["name_localized"],
        ];
        read.map(|text| text.as_str().unwrap_or("-").to_owned())
            .join(" ")
    };
    // Where a language is missing, Discord's own substitutes stand in, and then the default.
    assert_eq!(speaks("es-419").await, "tono útil Con qué Pelota");
    assert_eq!(speaks("es-ES").await, "tono útil - Pelota");
    assert_eq!(speaks("en-US").await, "colour - - -");
    assert_eq!(speaks("de").await, "- - - -");
    // Nobody else's has changed, and it is remembered for whoever comes back.
    let noor = Page::open(&raw, raw.rehearsal.member(1).id());
    assert_eq!(noor.get("/view").await["locale"], "en-US");
    assert_eq!(mia.get("/view").await["locale"], "de");
    let refused = mia.act(json!({"do": "speak", "locale": "es"})).await;
    let error = json!({"error": "Discord has no language es."});
    assert_eq!(refused, (422, error));
}

#[tokio::test]
async fn only_who_manages_the_server_chooses_its_language() {
    let raw = Raw::begin().await;
    let guild = raw.rehearsal.guild().to_string();
    let deed = json!({"do": "speak", "locale": "fr", "guild": guild});
    let ola = Page::open(&raw, raw.rehearsal.owner().id());
    for person in [raw.rehearsal.host(), raw.rehearsal.member(0)] {
        let page = Page::open(&raw, person.id());
        assert_eq!(page.act(deed.clone()).await.0, 422);
        let guild = &page.get("/view").await["guild"];
        assert_eq!(guild["locale"], "en-US");
        assert_eq!(guild["can_manage"], false);
    }
    assert_eq!(ola.act(deed).await.0, 200);
    let view = ola.get("/view").await;
    let known = json!({"id": guild, "name": "Roll Club", "locale": "fr", "can_manage": true});
    assert_eq!((&view["guild"], &view["locale"]), (&known, &json!("en-US")));
}

#[tokio::test]
async fn another_language_reaches_every_open_page() {
    let raw = Raw::begin().await;
    let mia = Page::open(&raw, raw.rehearsal.member(0).id());
    let change = async { raw.rehearsal.speak(&raw.rehearsal.member(0), "fr").unwrap() };
    assert_eq!(mia.hear("languages", change).await["type"], "languages");
    let guild = raw.rehearsal.guild();
    let change = async { raw.rehearsal.speak_in_guild(guild, "fr").unwrap() };
    assert_eq!(mia.hear("languages", change).await["type"], "languages");
}

#[tokio::test]
async fn suggestions_come_in_the_language_of_who_types() {
    let raw = Raw::with(rehearsal().await).await;
    let option = json!({"type": 3, "name": "tool", "description": "a", "autocomplete": true});
    let find = command(json!({"name": "find", "options": [option]}));
    let mut bot = Bot::with_commands(&raw.rehearsal, &[find]).await;
    let person = raw.rehearsal.member(0);
    raw.rehearsal.speak(&person, "es-419").unwrap();
    let mia = Page::open(&raw, person.id());
    let typed = json!({
        "do": "autocomplete", "room": raw.rehearsal.text_room().0.to_string(),
        "command": raw.rehearsal.commands()[0]["id"],
        "options": [{"type": 3, "name": "tool", "value": "b", "focused": true}],
    });
    let names = json!({"es-ES": "Pelota"});
    let offer =
        json!({"choices": [{"name": "Ball", "value": "ball", "name_localizations": names}]});
    let offer = of_kind(Kind::ApplicationCommandAutocompleteResult, offer);
    let (offered, _) = tokio::join!(mia.act(typed), bot.answer(&offer));
    let shown = json!([{"name": "Ball", "value": "ball", "name_localized": "Pelota"}]);
    assert_eq!(offered.1["choices"], shown);
}
