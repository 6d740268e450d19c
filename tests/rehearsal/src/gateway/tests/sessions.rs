//! What a client hears, also after it was away.

use std::{
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, AtomicU64, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use serde_json::{Value, json};
use twilight_model::gateway::Intents;

use crate::faults::Fault;
use crate::gateway::hub::Hub;
use crate::gateway::tests::{Stage, TOKEN};
use crate::gateway::{
    Source,
    rules::{self, Rules},
};

#[tokio::test]
async fn ready_tells_who_and_where_and_each_guild_follows() {
    let stage = Stage::new().await;
    let mut client = stage.connect().await;
    client.identify(Intents::GUILDS, Some([0, 1])).await;
    let ready = client.hear().await;
    assert_eq!((&ready["t"], &ready["s"]), (&json!("READY"), &json!(1)));
    let ready = &ready["d"];
    assert_eq!(ready["v"], 10);
    assert_eq!(ready["application"]["id"], "1");
    assert_eq!(ready["resume_gateway_url"], stage.gateway.url());
    assert_eq!(ready["shard"], json!([0, 1]));
    assert_eq!(ready["guilds"][0]["unavailable"], true);
    for (guild, seq) in [(1_u64 << 22, 2), (2 << 22, 3)] {
        let create = client.hear().await;
        assert_eq!(create["s"], seq);
        assert_eq!(create["d"]["id"], guild.to_string());
    }
    stage.gateway.ready().await;
    assert_eq!(stage.gateway.sessions(), 1);
}

#[tokio::test]
async fn a_heartbeat_is_answered_unless_told_otherwise() {
    let stage = Stage::new().await;
    let mut client = stage.connect().await;
    client.say(json!({"op": 1, "d": null})).await;
    assert_eq!(client.hear().await["op"], 11);
    stage.gateway.stop_answering_heartbeats(true);
    client.say(json!({"op": 1, "d": null})).await;
    let mut tally = stage.gateway.subscribe_tally();
    tally.wait_for(|tally| tally.heartbeats == 2).await.unwrap();
    stage.gateway.stop_answering_heartbeats(false);
    client.say(json!({"op": 1, "d": null})).await;
    assert_eq!(client.hear().await["op"], 11);
    // The next thing heard is no late answer to the second.
    client.identify(Intents::GUILDS, None).await;
    assert_eq!(client.hear().await["t"], "READY");
}

#[tokio::test]
async fn a_session_that_was_cut_hears_what_it_missed_and_then_resumed() {
    let stage = Stage::new().await;
    let (mut client, ready) = stage.identified(Intents::GUILDS).await;
    stage.tell("CHANNEL_CREATE");
    assert_eq!(client.hear().await["s"], 4);
    stage.gateway.drop_connections();
    assert_eq!(stage.gateway.sessions(), 0);
    assert_eq!(client.closed().await, None);
    stage.tell("CHANNEL_UPDATE");
    stage.tell("CHANNEL_DELETE");
    let mut client = stage.connect().await;
    client.resume(&ready, 3).await;
    for (event, seq) in [
        ("CHANNEL_CREATE", 4),
        ("CHANNEL_UPDATE", 5),
        ("CHANNEL_DELETE", 6),
        ("RESUMED", 7),
    ] {
        let frame = client.hear().await;
        assert_eq!((&frame["t"], &frame["s"]), (&json!(event), &json!(seq)));
    }
    assert_eq!(stage.gateway.tally().resumes, 1);
}

#[tokio::test]
async fn a_resume_takes_the_session_from_the_connection_that_still_had_it() {
    let stage = Stage::new().await;
    let (mut before, ready) = stage.identified(Intents::empty()).await;
    let mut after = stage.connect().await;
    after.resume(&ready, 1).await;
    assert_eq!(after.hear().await["t"], "RESUMED");
    assert_eq!(before.closed().await, None);
    assert_eq!(stage.gateway.sessions(), 1);
}

#[tokio::test]
async fn a_session_is_kept_for_a_while_and_no_longer() {
    let almost = rules::SESSION_KEPT - Duration::from_millis(1);
    for (away, answer) in [(almost, "RESUMED"), (rules::SESSION_KEPT, "op 9")] {
        let stage = Stage::new().await;
        let (_client, ready) = stage.identified(Intents::empty()).await;
        stage.gateway.drop_connections();
        stage.hand.advance(away);
        let mut client = stage.connect().await;
        client.resume(&ready, 1).await;
        let frame = client.hear().await;
        let heard = frame["t"].as_str().unwrap_or("op 9");
        assert_eq!(heard, answer);
    }
}

#[tokio::test]
async fn a_client_that_says_goodbye_has_no_session_to_come_back_to() {
    for (code, answer) in [(1000, "op 9"), (1001, "op 9"), (4000, "RESUMED")] {
        let stage = Stage::new().await;
        let (mut client, ready) = stage.identified(Intents::empty()).await;
        let frame = tokio_tungstenite::tungstenite::protocol::CloseFrame {
            code: code.into(),
            reason: "".into(),
        };
        client.socket.close(Some(frame)).await.unwrap();
        let mut tally = stage.gateway.subscribe_tally();
        tally.wait_for(|tally| tally.online == 0).await.unwrap();
        let mut client = stage.connect().await;
        client.resume(&ready, 1).await;
        let frame = client.hear().await;
        assert_eq!(frame["t"].as_str().unwrap_or("op 9"), answer, "{code}");
    }
}

#[tokio::test]
async fn op_seven_asks_for_a_resume_that_then_works() {
    let stage = Stage::new().await;
    let (mut client, ready) = stage.identified(Intents::empty()).await;
    stage.gateway.ask_to_reconnect();
    assert_eq!(client.hear().await["op"], 7);
    let mut client = stage.connect().await;
    client.resume(&ready, 1).await;
    assert_eq!(client.hear().await["t"], "RESUMED");
}

#[tokio::test]
async fn op_nine_says_whether_the_session_can_be_resumed_and_means_it() {
    for (resumable, answer) in [(true, "RESUMED"), (false, "op 9")] {
        let stage = Stage::new().await;
        let (mut client, ready) = stage.identified(Intents::empty()).await;
        stage.gateway.invalidate(resumable);
        assert_eq!(stage.gateway.sessions(), 0);
        let frame = client.hear().await;
        assert_eq!((&frame["op"], &frame["d"]), (&json!(9), &json!(resumable)));
        let mut client = stage.connect().await;
        client.resume(&ready, 1).await;
        let frame = client.hear().await;
        assert_eq!(frame["t"].as_str().unwrap_or("op 9"), answer);
    }
}

#[tokio::test]
async fn a_close_reaches_the_client_and_ends_the_session_if_its_code_is_fatal() {
    for (code, answer) in [(4000, "RESUMED"), (4014, "op 9")] {
        let stage = Stage::new().await;
        let (mut client, ready) = stage.identified(Intents::empty()).await;
        stage.gateway.close(code);
        assert_eq!(client.closed().await, Some(code));
        let mut client = stage.connect().await;
        client.resume(&ready, 1).await;
        let frame = client.hear().await;
        assert_eq!(frame["t"].as_str().unwrap_or("op 9"), answer);
    }
}

#[tokio::test]
async fn a_dropped_dispatch_reaches_nobody_and_a_replayed_one_comes_twice() {
    let stage = Stage::new().await;
    let (mut client, _) = stage.identified(Intents::GUILDS).await;
    stage
        .faults
        .plan(Fault::DropDispatch("CHANNEL_CREATE".into()), 1);
    stage
        .faults
        .plan(Fault::ReplayDispatch("CHANNEL_UPDATE".into()), 1);
    stage.tell("CHANNEL_CREATE");
    stage.tell("CHANNEL_UPDATE");
    assert_eq!(client.hear().await["t"], "CHANNEL_UPDATE");
    assert_eq!(client.hear().await["t"], "CHANNEL_UPDATE");
    stage.tell("CHANNEL_DELETE");
    assert_eq!(client.hear().await["t"], "CHANNEL_DELETE");
}

#[tokio::test]
async fn each_shard_hears_of_its_own_guilds() {
    let stage = Stage::new().await;
    for (number, guild) in [(0, 2_u64 << 22), (1, 1 << 22)] {
        let mut client = stage.connect().await;
        client.identify(Intents::GUILDS, Some([number, 2])).await;
        let ready = client.hear().await;
        let guilds = ready["d"]["guilds"].as_array().unwrap();
        assert_eq!(guilds.len(), 1);
        assert_eq!(guilds[0]["id"], guild.to_string());
        assert_eq!(client.hear().await["d"]["id"], guild.to_string());
        stage.hand.advance(Duration::from_secs(5));
    }
}

#[tokio::test]
async fn going_online_and_offline_can_be_watched() {
    let stage = Stage::new().await;
    let mut online = stage.gateway.subscribe_online();
    assert!(!*online.borrow_and_update());
    let (client, _) = stage.identified(Intents::empty()).await;
    assert!(*online.wait_for(|online| *online).await.unwrap());
    drop(client);
    assert!(!*online.wait_for(|online| !*online).await.unwrap());
}

#[tokio::test]
async fn dropping_the_gateway_cuts_its_clients() {
    let stage = Stage::new().await;
    let (mut client, _) = stage.identified(Intents::empty()).await;
    drop(stage);
    assert_eq!(client.closed().await, None);
}

#[tokio::test]
async fn ten_thousand_dispatches_arrive_in_order() {
    let stage = Stage::new().await;
    let (mut client, _) = stage.identified(Intents::GUILDS).await;
    for _ in 0..10_000 {
        stage.tell("CHANNEL_UPDATE");
    }
    for seq in 4..10_004 {
        assert_eq!(client.hear().await["s"], seq);
    }
}

/// Guilds of fifty kilobytes, and a count of how many were made.
struct LargeGuilds {
    count: u64,
    made: AtomicU64,
}

impl Source for LargeGuilds {
    fn token(&self) -> String {
        TOKEN.to_owned()
    }
    fn ready_user(&self) -> Value {
        json!({})
    }
    fn application_id(&self) -> u64 {
        1
    }
    fn guild_ids(&self) -> Vec<u64> {
        (0..self.count).map(|guild| guild << 22).collect()
    }
    fn guild_create(&self, _guild_id: u64, _intents: Intents) -> Option<Arc<str>> {
        self.made.fetch_add(1, Ordering::Relaxed);
        Some(Arc::from(format!("\"{}\"", "x".repeat(50_000))))
    }
}

#[tokio::test]
async fn large_guilds_are_made_no_faster_than_the_client_reads() {
    /// What the sockets of one connection may hold between them: a few megabytes.
    const BETWEEN_US_MAX: u64 = 400;
    let source = Arc::new(LargeGuilds {
        count: 2000,
        made: AtomicU64::new(0),
    });
    let stage = Stage::of(Rules::default(), source.clone()).await;
    let mut client = stage.connect().await;
    client.identify(Intents::GUILDS, None).await;
    assert_eq!(client.hear().await["t"], "READY");
    for read in 0..source.count {
        let made = source.made.load(Ordering::Relaxed);
        assert!(made <= read + BETWEEN_US_MAX, "{made} made, {read} read");
        assert_eq!(client.hear().await["t"], "GUILD_CREATE");
    }
}

/// A world that looks, whenever it is asked about itself, whether it could dispatch meanwhile.
#[derive(Default)]
struct Wary {
    gateway: OnceLock<Arc<Hub>>,
    was_locked: AtomicBool,
}

impl Wary {
    fn look(&self) {
        let Some(gateway) = self.gateway.get().cloned() else {
            return;
        };
        let (done, is_done) = mpsc::channel();
        thread::spawn(move || {
            gateway.session_start_limit();
            // Whoever looked may have given up.
            let _ = done.send(());
        });
        let is_free = is_done.recv_timeout(Duration::from_secs(5)).is_ok();
        self.was_locked.fetch_or(!is_free, Ordering::Relaxed);
    }
}

impl Source for Wary {
    fn token(&self) -> String {
        self.look();
        TOKEN.to_owned()
    }
    fn ready_user(&self) -> Value {
        self.look();
        json!({"id": "1", "username": "unknot", "discriminator": "0000", "bot": true})
    }
    fn application_id(&self) -> u64 {
        self.look();
        1
    }
    fn guild_ids(&self) -> Vec<u64> {
        self.look();
        vec![1 << 22]
    }
    fn guild_create(&self, guild_id: u64, _intents: Intents) -> Option<Arc<str>> {
        self.look();
        Some(Arc::from(json!({"id": guild_id.to_string()}).to_string()))
    }
}

#[tokio::test]
async fn the_world_is_asked_without_the_gateways_lock() {
    let source = Arc::new(Wary::default());
    let stage = Stage::of(Rules::default(), source.clone()).await;
    source.gateway.set(Arc::clone(&stage.gateway.hub)).ok();
    let mut client = stage.connect().await;
    client.identify(Intents::GUILDS, None).await;
    assert_eq!(client.hear().await["t"], "READY");
    assert_eq!(client.hear().await["t"], "GUILD_CREATE");
    assert!(!source.was_locked.load(Ordering::Relaxed));
}
