//! What the gateway refuses: both sides of every line it draws.

use std::time::Duration;

use futures_util::SinkExt;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::client_async;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};
use twilight_model::gateway::Intents;

use crate::gateway::rules::{self, Rules};
use crate::gateway::tests::{Stage, TOKEN};

#[tokio::test]
async fn a_silent_client_times_out_and_a_beating_one_does_not() {
    let stage = Stage::new().await;
    let limit = Rules::default().silence_max();
    let (mut client, ready) = stage.identified(Intents::empty()).await;
    stage.hand.advance(limit - Duration::from_millis(1));
    client.say(json!({"op": 1, "d": 1})).await;
    assert_eq!(client.hear().await["op"], 11);
    stage.hand.advance(limit - Duration::from_millis(1));
    client.say(json!({"op": 1, "d": 1})).await;
    assert_eq!(client.hear().await["op"], 11);
    stage.hand.advance(limit);
    assert_eq!(client.closed().await, Some(4009));
    let mut client = stage.connect().await;
    client.resume(&ready, 1).await;
    assert_eq!(client.hear().await["op"], 9);
}

/// Sends one payload before identifying and says how the connection was closed.
async fn closed_after(payload: Value) -> Option<u16> {
    let stage = Stage::new().await;
    let mut client = stage.connect().await;
    client.say(payload).await;
    client.closed().await
}

fn identify(change: Value) -> Value {
    let mut data = json!({"token": TOKEN, "intents": 1, "properties": {}});
    for (key, value) in change.as_object().unwrap() {
        data[key] = value.clone();
    }
    json!({"op": 2, "d": data})
}

#[tokio::test]
async fn each_wrong_word_has_its_close_code() {
    let presence =
        json!({"op": 3, "d": {"since": null, "activities": [], "status": "online", "afk": false}});
    let resume = json!({"op": 6, "d": {"token": "other", "session_id": "x", "seq": 0}});
    for (payload, code) in [
        (json!({"op": 77, "d": null}), 4001),
        (json!({"d": null}), 4002),
        (presence, 4003),
        (identify(json!({"token": "other"})), 4004),
        (resume, 4004),
        (identify(json!({"shard": [1, 1]})), 4010),
        (identify(json!({"shard": [0, 0]})), 4010),
        (identify(json!({"intents": 1_u64 << 40})), 4013),
        (
            identify(json!({"intents": Intents::GUILD_MEMBERS.bits()})),
            4014,
        ),
        (
            identify(json!({"intents": Intents::GUILD_PRESENCES.bits()})),
            4014,
        ),
        (
            identify(json!({"intents": Intents::MESSAGE_CONTENT.bits()})),
            4014,
        ),
    ] {
        let sent = payload.to_string();
        assert_eq!(closed_after(payload).await, Some(code), "{sent}");
    }
}

#[tokio::test]
async fn the_token_is_taken_with_and_without_its_prefix() {
    for token in [TOKEN.to_owned(), format!("Bot {TOKEN}")] {
        let stage = Stage::new().await;
        let mut client = stage.connect().await;
        client.say(identify(json!({"token": token}))).await;
        assert_eq!(client.hear().await["t"], "READY");
    }
}

#[tokio::test]
async fn a_granted_privileged_intent_is_allowed() {
    let rules = Rules {
        granted_intents: Intents::GUILD_MEMBERS,
        ..Rules::default()
    };
    let stage = Stage::with(rules, Vec::new()).await;
    stage.identified(Intents::GUILD_MEMBERS).await;
}

#[tokio::test]
async fn only_version_ten_is_spoken() {
    let stage = Stage::new().await;
    for query in ["?v=9", "?v=11", "?v=ten", ""] {
        let mut client = stage.connect_asking(query).await;
        assert_eq!(client.hear().await["op"], 10);
        assert_eq!(client.closed().await, Some(4012), "{query}");
    }
}

#[tokio::test]
async fn identifying_twice_is_one_time_too_many() {
    let stage = Stage::new().await;
    let (mut client, _) = stage.identified(Intents::empty()).await;
    client.identify(Intents::empty(), None).await;
    assert_eq!(client.closed().await, Some(4005));
}

#[tokio::test]
async fn a_payload_may_have_4096_bytes_and_not_one_more() {
    let stage = Stage::new().await;
    let heartbeat = r#"{"op":1,"d":null}"#;
    for (size, fits) in [(4096, true), (4097, false)] {
        let mut client = stage.connect().await;
        let padded = format!("{heartbeat:size$}");
        client.socket.send(Message::Text(padded)).await.unwrap();
        if fits {
            assert_eq!(client.hear().await["op"], 11);
        } else {
            assert_eq!(client.closed().await, Some(4002));
        }
    }
}

#[tokio::test]
async fn a_minute_holds_120_payloads_and_not_one_more() {
    let stage = Stage::new().await;
    let mut client = stage.connect().await;
    for _ in 0..rules::EVENTS_MAX {
        client.say(json!({"op": 1, "d": null})).await;
        assert_eq!(client.hear().await["op"], 11);
    }
    stage.hand.advance(rules::EVENTS_WINDOW);
    for _ in 0..rules::EVENTS_MAX {
        client.say(json!({"op": 1, "d": null})).await;
        assert_eq!(client.hear().await["op"], 11);
    }
    client.say(json!({"op": 1, "d": null})).await;
    assert_eq!(client.closed().await, Some(4008));
}

#[tokio::test]
async fn a_second_identify_within_five_seconds_is_invalid() {
    let stage = Stage::new().await;
    let _first = stage.identified(Intents::empty()).await;
    let mut client = stage.connect().await;
    stage.hand.advance(Duration::from_millis(4999));
    client.identify(Intents::empty(), None).await;
    let answer = client.hear().await;
    assert_eq!((&answer["op"], &answer["d"]), (&json!(9), &json!(false)));
    stage.hand.advance(Duration::from_millis(1));
    client.identify(Intents::empty(), None).await;
    assert_eq!(client.hear().await["t"], "READY");
}

#[tokio::test]
async fn shards_with_different_concurrency_keys_identify_at_once() {
    let rules = Rules {
        max_concurrency: 2,
        ..Rules::default()
    };
    let stage = Stage::with(rules, Vec::new()).await;
    for (number, op) in [(0, 0), (1, 0), (2, 9)] {
        let mut client = stage.connect().await;
        client.identify(Intents::empty(), Some([number, 3])).await;
        assert_eq!(client.hear().await["op"], op, "shard {number}");
    }
}

#[tokio::test]
async fn a_day_holds_so_many_identifies_and_one_more_resets_the_token() {
    let rules = Rules {
        identifies_a_day: 1,
        ..Rules::default()
    };
    let stage = Stage::with(rules, Vec::new()).await;
    let (mut first, _) = stage.identified(Intents::empty()).await;
    assert_eq!(stage.gateway.session_start_limit().remaining, 0);
    stage.hand.advance(Duration::from_secs(5));
    let mut second = stage.connect().await;
    second.identify(Intents::empty(), None).await;
    assert_eq!(second.closed().await, Some(4004));
    assert_eq!(first.closed().await, Some(4004));
}

#[tokio::test]
async fn a_new_day_brings_new_identifies() {
    let rules = Rules {
        identifies_a_day: 1,
        ..Rules::default()
    };
    let stage = Stage::with(rules, Vec::new()).await;
    let (client, _) = stage.identified(Intents::empty()).await;
    drop(client);
    stage.hand.advance(rules::IDENTIFY_DAY);
    assert_eq!(stage.gateway.session_start_limit().remaining, 1);
    stage.identified(Intents::empty()).await;
}

#[tokio::test]
async fn a_shard_carries_2500_guilds_and_not_one_more() {
    for (guilds, op) in [(2500_u64, Some(0)), (2501, None)] {
        let ids = (0..guilds).map(|guild| guild << 22).collect();
        let stage = Stage::with(Rules::default(), ids).await;
        let mut client = stage.connect().await;
        client.identify(Intents::empty(), None).await;
        match op {
            Some(op) => assert_eq!(client.hear().await["op"], op),
            None => assert_eq!(client.closed().await, Some(4011)),
        }
    }
}

#[tokio::test]
async fn a_sequence_that_was_never_sent_is_invalid() {
    let stage = Stage::new().await;
    let (client, ready) = stage.identified(Intents::empty()).await;
    stage.gateway.drop_connections();
    drop(client);
    let mut client = stage.connect().await;
    client.resume(&ready, 2).await;
    assert_eq!(client.closed().await, Some(4007));
}

#[tokio::test]
async fn a_web_page_is_no_bot() {
    let stage = Stage::new().await;
    let url = stage.gateway.url();
    let upgrade = async |origin: Option<&str>| {
        let tcp = TcpStream::connect(url.strip_prefix("ws://").unwrap())
            .await
            .unwrap();
        let mut request = format!("{url}/?v=10").into_client_request().unwrap();
        if let Some(origin) = origin {
            let origin = origin.parse().unwrap();
            request.headers_mut().insert("origin", origin);
        }
        match client_async(request, tcp).await {
            Ok(_) => 101,
            Err(Error::Http(refusal)) => refusal.status().as_u16(),
            Err(other) => panic!("{other}"),
        }
    };
    assert_eq!(upgrade(None).await, 101);
    assert_eq!(upgrade(Some("https://evil.example")).await, 403);
}
