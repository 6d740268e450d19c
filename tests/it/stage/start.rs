//! Starting where Discord is slow, busy or strict.

use std::time::Duration;

use serde_json::json;
use unknot_rehearsal::Options;
use unknot_rehearsal::faults::RestFault;
use unknot_rehearsal::gateway::rules::Rules;

use super::{Bot, Stage};

/// A Discord in which this goes wrong before the bot is there, and the bot in it.
async fn start_where(
    method: &str,
    path: &str,
    fault: RestFault,
    times: usize,
) -> (unknot_rehearsal::Rehearsal, Bot, tempfile::TempDir) {
    let rehearsal = unknot_rehearsal::Rehearsal::start().await.unwrap();
    rehearsal.faults().plan_rest(method, path, fault, times);
    let folder = tempfile::tempdir().unwrap();
    rehearsal.write_ca(&folder.path().join("ca.pem")).unwrap();
    let bot = Bot::start(&rehearsal, folder.path(), &[]);
    (rehearsal, bot, folder)
}

#[tokio::test]
async fn a_passing_failure_does_not_keep_it_from_starting() {
    for path in ["/gateway/bot", "/commands"] {
        let (rehearsal, mut bot, _folder) =
            start_where("GET", path, RestFault::ServerError(503), 1).await;
        bot.until_logged("\"ready\"").await;
        assert!(bot.log.contains("trying again"), "{}", bot.log);
        assert_eq!(rehearsal.faults().outstanding(), 0);
    }
}

#[tokio::test]
async fn it_stops_at_once_while_discord_does_not_answer() {
    let hangs = RestFault::Slow(Duration::from_secs(25));
    let (rehearsal, mut bot, _folder) = start_where("GET", "/gateway/bot", hangs, 1).await;
    bot.until_logged("content loaded").await;
    bot.signal("INT");
    let (code, log) = bot.ended().await;
    assert_eq!(code, Some(0), "{log}");
    assert_eq!(
        rehearsal.by_status().len(),
        0,
        "it did not wait for the answer"
    );
}

#[tokio::test]
async fn commands_that_may_not_be_managed_are_said_in_one_line() {
    let refused = RestFault::Status {
        code: 403,
        json_code: 50001,
        message: "Missing Access".into(),
    };
    let (_rehearsal, bot, _folder) = start_where("GET", "/commands", refused, 1).await;
    let (code, log) = bot.ended().await;
    assert_eq!(code, Some(1), "{log}");
    assert!(
        log.contains("Discord does not let this application manage its commands"),
        "{log}"
    );
}

#[tokio::test]
async fn a_range_of_shards_is_those_shards_and_no_other() {
    let rules = Rules {
        identify_window: Duration::ZERO,
        ..Rules::default()
    };
    let options = Options {
        rules,
        ..Options::default()
    };
    let stage = Stage::with(options, &[("SHARDS", "0-1/2")]).await;
    let mut tally = stage.rehearsal.gateway().subscribe_tally();
    let both = tally.wait_for(|tally| tally.online == 2);
    tokio::time::timeout(super::GUARD, both)
        .await
        .expect("both shards come")
        .unwrap();
    let mia = stage.rehearsal.member(0);
    for room in [stage.rehearsal.text_room(), stage.rehearsal.dm(&mia)] {
        let card = mia
            .command(room, "technique", json!({ "name": "foot" }))
            .await;
        assert!(!card.failed());
    }
    assert_eq!(tally.borrow().identifies, 2);
    stage.close();
}

#[tokio::test]
async fn too_few_shards_for_the_servers_are_said_before_discord_closes_them() {
    let crowd = || Options {
        guilds: 4_000,
        ..Options::default()
    };
    let stage = Stage::with(crowd(), &[("SHARDS", "1")]).await;
    let (code, log) = stage.bot.ended().await;
    assert_eq!(code, Some(1), "{log}");
    assert!(
        log.contains("unknot: SHARDS asks for 1, and Discord recommends"),
        "{log}"
    );
    assert_eq!(
        stage
            .rehearsal
            .gateway()
            .subscribe_tally()
            .borrow()
            .identifies,
        0
    );
}

#[tokio::test]
async fn used_up_connections_are_said_before_discord_resets_the_token() {
    let rules = Rules {
        identifies_a_day: 0,
        ..Rules::default()
    };
    let stage = Stage::with(
        Options {
            rules,
            ..Options::default()
        },
        &[],
    )
    .await;
    let (code, log) = stage.bot.ended().await;
    assert_eq!(code, Some(1), "{log}");
    assert!(
        log.contains("Discord allows 0 more connections today, and 1 are needed"),
        "{log}"
    );
}
