//! The chat page's backend: who may ask, what each person sees, and what reaches them.

use serde_json::{Value, json};

use super::raw::Raw;

/// One person's page.
struct Page {
    http: reqwest::Client,
    url: String,
    who: u64,
}

impl Page {
    fn open(raw: &Raw, who: u64) -> Page {
        Page {
            http: reqwest::Client::new(),
            url: raw.rehearsal.page_url(),
            who,
        }
    }

    async fn get(&self, path: &str) -> Value {
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

    async fn act(&self, deed: Value) -> (u16, Value) {
        let url = format!("{}/act?as={}", self.url, self.who);
        let response = self.http.post(url).json(&deed).send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap())
    }

    /// The next event of this type.
    async fn hear(&self, kind: &str, meanwhile: impl Future<Output = ()>) -> Value {
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
