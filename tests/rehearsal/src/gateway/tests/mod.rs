//! The gateway against a hand-written client.
//!
//! This is the stage and the client; the tests are in the files below.

mod limits;
mod sessions;

use std::{sync::Arc, time::Duration};

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{WebSocketStream, client_async, tungstenite::Message};
use twilight_model::gateway::Intents;

use crate::faults::Faults;
use crate::gateway::{Dispatch, Gateway, Hand, Scope, Source, Timer, rules::Rules};

/// No test waits this long unless something is broken.
const GUARD: Duration = Duration::from_secs(20);

const TOKEN: &str = "made.up.token";

/// A world of nothing but guilds.
struct Guilds(Vec<u64>);

impl Source for Guilds {
    fn token(&self) -> String {
        TOKEN.to_owned()
    }
    fn ready_user(&self) -> Value {
        json!({"id": "1", "username": "unknot", "discriminator": "0000", "bot": true})
    }
    fn application_id(&self) -> u64 {
        1
    }
    fn guild_ids(&self) -> Vec<u64> {
        self.0.clone()
    }
    fn guild_create(&self, guild_id: u64, _intents: Intents) -> Option<Arc<str>> {
        Some(Arc::from(json!({"id": guild_id.to_string()}).to_string()))
    }
}

struct Stage {
    gateway: Gateway,
    faults: Faults,
    hand: Hand,
}

impl Stage {
    async fn with(rules: Rules, guilds: Vec<u64>) -> Stage {
        Stage::of(rules, Arc::new(Guilds(guilds))).await
    }

    async fn of(rules: Rules, source: Arc<dyn Source>) -> Stage {
        let faults = Faults::new();
        let (timer, hand) = Timer::by_hand();
        let gateway = Gateway::start_with(source, faults.clone(), rules, timer)
            .await
            .unwrap();
        Stage {
            gateway,
            faults,
            hand,
        }
    }

    async fn new() -> Stage {
        Stage::with(Rules::default(), vec![1 << 22, 2 << 22]).await
    }

    async fn connect(&self) -> Client {
        let mut client = self.connect_asking("?v=10&encoding=json").await;
        let hello = client.hear().await;
        assert_eq!(hello["op"], 10);
        assert_eq!(hello["d"]["heartbeat_interval"], 41_250);
        client
    }

    async fn connect_asking(&self, query: &str) -> Client {
        let url = self.gateway.url();
        let tcp = TcpStream::connect(url.strip_prefix("ws://").unwrap())
            .await
            .unwrap();
        let (socket, _) = client_async(format!("{url}/{query}"), tcp).await.unwrap();
        Client { socket }
    }

    /// A client that has heard READY and every GUILD_CREATE.
    async fn identified(&self, intents: Intents) -> (Client, Value) {
        let mut client = self.connect().await;
        client.identify(intents, None).await;
        let ready = client.hear().await;
        assert_eq!(ready["t"], "READY", "{ready}");
        if intents.contains(Intents::GUILDS) {
            for _ in ready["d"]["guilds"].as_array().unwrap() {
                assert_eq!(client.hear().await["t"], "GUILD_CREATE");
            }
        }
        (client, ready["d"].clone())
    }

    fn tell(&self, event: &'static str) {
        self.gateway.dispatch(Dispatch {
            event,
            scope: Scope::Guild(1 << 22),
            intents: Intents::GUILDS,
            data: Arc::from("{}"),
        });
    }
}

struct Client {
    socket: WebSocketStream<TcpStream>,
}

impl Client {
    async fn say(&mut self, payload: Value) {
        self.socket
            .send(Message::Text(payload.to_string()))
            .await
            .unwrap();
    }

    async fn identify(&mut self, intents: Intents, shard: Option<[u64; 2]>) {
        let mut data = json!({"token": TOKEN, "intents": intents.bits(), "properties": {}});
        if let Some(shard) = shard {
            data["shard"] = json!(shard);
        }
        self.say(json!({"op": 2, "d": data})).await;
    }

    async fn resume(&mut self, ready: &Value, seq: u64) {
        let data = json!({"token": TOKEN, "session_id": ready["session_id"], "seq": seq});
        self.say(json!({"op": 6, "d": data})).await;
    }

    async fn message(&mut self) -> Option<Message> {
        timeout(GUARD, self.socket.next())
            .await
            .expect("the gateway says something")
            .and_then(Result::ok)
    }

    async fn hear(&mut self) -> Value {
        match self.message().await {
            Some(Message::Text(text)) => serde_json::from_str(&text).unwrap(),
            other => panic!("expected a frame, got {other:?}"),
        }
    }

    /// The code of the close frame that comes next; none if the socket just ends.
    async fn closed(&mut self) -> Option<u16> {
        match self.message().await {
            Some(Message::Close(frame)) => Some(frame.unwrap().code.into()),
            None => None,
            other => panic!("expected the end, got {other:?}"),
        }
    }
}
