//! A bot without a library: it sends exactly what a test says.

use reqwest::Method;
use serde_json::{Value, json};
use unknot_rehearsal::Rehearsal;
use unknot_rehearsal::people::{Callback, Person, Room};

/// A rehearsal and somebody who speaks REST with it.
pub(super) struct Raw {
    pub(super) rehearsal: Rehearsal,
    http: reqwest::Client,
    base: String,
    token: String,
}

/// A command that somebody has just used.
pub(super) struct Used {
    pub(super) id: u64,
    pub(super) token: String,
    pub(super) callback: Callback,
}

impl Raw {
    /// A fresh world, with `/roll` registered for all places and kinds of installation.
    pub(super) async fn begin() -> Raw {
        Raw::with(Rehearsal::start().await.unwrap()).await
    }

    /// The same in a world that somebody else is in already.
    pub(super) async fn with(rehearsal: Rehearsal) -> Raw {
        let base = format!("http://{}/api/v10", rehearsal.plain_addr());
        let token = format!("Bot {}", rehearsal.token());
        let raw = Raw {
            rehearsal,
            http: reqwest::Client::new(),
            base,
            token,
        };
        let roll = json!({"name": "roll", "description": "Rolls", "contexts": [0, 1, 2], "integration_types": [0, 1]});
        assert_eq!(raw.put(&raw.commands_path(), json!([roll])).await.0, 200);
        raw
    }

    /// The path of the global commands.
    pub(super) fn commands_path(&self) -> String {
        format!("/applications/{}/commands", self.app())
    }

    /// The application's id.
    pub(super) fn app(&self) -> u64 {
        self.rehearsal.look(|world| world.application)
    }

    /// #lounge's messages.
    pub(super) fn lounge(&self) -> String {
        self.messages(self.rehearsal.text_room())
    }

    /// A room's messages.
    pub(super) fn messages(&self, room: Room) -> String {
        format!("/channels/{}/messages", room.0)
    }

    /// Any request, with the bot's token; gives status and body.
    pub(super) async fn ask(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> (u16, Value) {
        let request = self.http.request(method, format!("{}{path}", self.base));
        let request = request.header("authorization", &self.token);
        let request = match body {
            Some(body) => request.json(&body),
            None => request,
        };
        self.read(request.send().await.unwrap()).await
    }

    /// A request that carries files.
    pub(super) async fn post_files(
        &self,
        path: &str,
        payload: Value,
        files: &[(&str, &[u8])],
    ) -> (u16, Value) {
        let mut form = reqwest::multipart::Form::new().text("payload_json", payload.to_string());
        for (index, (name, bytes)) in files.iter().enumerate() {
            let part =
                reqwest::multipart::Part::bytes(bytes.to_vec()).file_name((*name).to_owned());
            form = form.part(format!("files[{index}]"), part);
        }
        let request = self
            .http
            .post(format!("{}{path}", self.base))
            .header("authorization", &self.token);
        self.read(request.multipart(form).send().await.unwrap())
            .await
    }

    /// A request that is one part of a form.
    pub(super) async fn post_form(
        &self,
        path: &str,
        name: &'static str,
        part: reqwest::multipart::Part,
    ) -> (u16, Value) {
        let form = reqwest::multipart::Form::new().part(name, part);
        let request = self
            .http
            .post(format!("{}{path}", self.base))
            .header("authorization", &self.token);
        self.read(request.multipart(form).send().await.unwrap())
            .await
    }

    /// Reads an answer, which has to be as Discord describes it however bad the request was.
    async fn read(&self, response: reqwest::Response) -> (u16, Value) {
        let status = response.status().as_u16();
        let text = response.text().await.unwrap();
        let violations = self.rehearsal.violations();
        let of_answers: Vec<_> = violations
            .iter()
            .filter(|it| it.contains(" answer "))
            .collect();
        assert_eq!(of_answers, [""; 0]);
        (status, serde_json::from_str(&text).unwrap_or(Value::Null))
    }

    pub(super) async fn get(&self, path: &str) -> (u16, Value) {
        self.ask(Method::GET, path, None).await
    }

    /// The same with one header more; gives only the body.
    pub(super) async fn get_in(&self, path: &str, header: &str, value: &str) -> Value {
        let request = self.http.get(format!("{}{path}", self.base));
        let request = request.header("authorization", &self.token);
        let response = request.header(header, value).send().await.unwrap();
        self.read(response).await.1
    }

    pub(super) async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        self.ask(Method::POST, path, Some(body)).await
    }

    pub(super) async fn put(&self, path: &str, body: Value) -> (u16, Value) {
        self.ask(Method::PUT, path, Some(body)).await
    }

    pub(super) async fn patch(&self, path: &str, body: Value) -> (u16, Value) {
        self.ask(Method::PATCH, path, Some(body)).await
    }

    pub(super) async fn delete(&self, path: &str) -> (u16, Value) {
        self.ask(Method::DELETE, path, None).await
    }

    /// Somebody uses `/roll`.
    pub(super) fn roll(&self, person: &Person, room: Room) -> Used {
        let (id, callback) = self
            .rehearsal
            .fire_command(room, person, "roll", &json!({}))
            .unwrap();
        self.used(id, callback)
    }

    /// What is needed to answer an interaction.
    pub(super) fn used(&self, id: u64, callback: Callback) -> Used {
        let token = self
            .rehearsal
            .look(|world| world.interactions.get(id).unwrap().token.clone());
        Used {
            id,
            token,
            callback,
        }
    }

    /// Answers an interaction.
    pub(super) async fn respond(&self, used: &Used, body: Value) -> (u16, Value) {
        self.post(
            &format!(
                "/interactions/{}/{}/callback?with_response=true",
                used.id, used.token
            ),
            body,
        )
        .await
    }

    /// The webhook of an interaction.
    pub(super) fn webhook(&self, used: &Used) -> String {
        format!("/webhooks/{}/{}", self.app(), used.token)
    }

    /// The last thing said in a room, as Mia sees it.
    pub(super) fn last_seen(&self, room: Room) -> String {
        let seen = self.rehearsal.member(0).sees(room);
        seen.last()
            .map_or_else(String::new, |message| message.content().to_owned())
    }
}

/// Status and Discord's code, which is what most refusals are known by.
pub(super) fn code((status, body): &(u16, Value)) -> (u16, u64) {
    (*status, body["code"].as_u64().unwrap_or(0))
}
