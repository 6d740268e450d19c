//! How the program starts, survives and ends.

use serde_json::json;
use unknot_rehearsal::Options;
use unknot_rehearsal::faults::RestFault;

use super::Stage;

#[tokio::test]
async fn old_buttons_still_work_after_kill_9() {
    let mut stage = Stage::open().await;
    let (mia, lounge) = (stage.rehearsal.member(0), stage.rehearsal.text_room());
    let card = mia
        .command(
            lounge,
            "technique",
            json!({ "name": "traps", "share": true }),
        )
        .await;
    stage.bot.signal("KILL");
    stage.start_again(&[]).await;
    let tools = mia.press(card.message(), "Other tool").await;
    assert_eq!(
        tools.embeds()[0]["title"],
        "Top of shoulder press (traps): pick a tool"
    );
    stage.close();
}

#[tokio::test]
async fn commands_are_written_once_and_left_alone_while_they_are_right() {
    let mut stage = Stage::open().await;
    let written = |stage: &Stage| {
        stage
            .rehearsal
            .requests()
            .iter()
            .filter(|it| it.method == "PUT")
            .count()
    };
    assert_eq!(written(&stage), 1);
    stage.bot.signal("KILL");
    stage.start_again(&[]).await;
    assert_eq!(
        written(&stage),
        1,
        "a second start finds them as they should be"
    );
    let content = crate::copy_of_content();
    crate::edit(
        content.path(),
        "en/words.toml",
        "help = \"What to do first\"",
        "help = \"Where to begin\"",
    );
    stage.bot.signal("KILL");
    stage
        .start_again(&[("CONTENT_DIR", content.path().to_str().unwrap())])
        .await;
    assert_eq!(
        written(&stage),
        2,
        "a third start finds another description"
    );
    let commands = stage.rehearsal.commands().to_string();
    assert!(commands.contains("Where to begin"), "{commands}");
    stage.close();
}

#[tokio::test]
async fn sigterm_and_ctrl_c_end_it_cleanly() {
    for signal in ["TERM", "INT"] {
        let stage = Stage::open().await;
        stage.bot.signal(signal);
        let (code, log) = stage.bot.ended().await;
        assert_eq!(code, Some(0), "{signal}: {log}");
        assert!(log.contains("stopped"));
    }
}

#[tokio::test]
async fn a_wrong_token_is_one_clear_line() {
    let wrong = "MTExMTExMTExMTExMTExMTEx.Gabcde.abcdefghijklmnopqrstuvwxyz0123456789AB";
    let stage = Stage::with(
        Options::default(),
        &[("DISCORD_TOKEN", wrong), ("LOG", "off")],
    )
    .await;
    let (code, log) = stage.bot.ended().await;
    assert_eq!(code, Some(1));
    assert!(
        log.starts_with("unknot: Discord refused the token"),
        "{log}"
    );
    assert_eq!(log.lines().count(), 1, "{log}");
    assert!(!log.contains("Gabcde"));
}

#[tokio::test]
async fn a_token_revoked_while_it_runs_ends_it() {
    let stage = Stage::open().await;
    stage.rehearsal.gateway().close(4004);
    let (code, log) = stage.bot.ended().await;
    assert_eq!(code, Some(1), "{log}");
    assert!(log.contains("unknot: Discord refused the token"), "{log}");
}

#[tokio::test]
async fn commands_that_may_not_be_managed_are_said_in_one_line() {
    let rehearsal = unknot_rehearsal::Rehearsal::start().await.unwrap();
    let refused = RestFault::Status {
        code: 403,
        json_code: 50001,
        message: "Missing Access".into(),
    };
    rehearsal.faults().plan_rest("GET", "/commands", refused, 1);
    let folder = tempfile::tempdir().unwrap();
    rehearsal.write_ca(&folder.path().join("ca.pem")).unwrap();
    let bot = super::Bot::start(&rehearsal, folder.path(), &[]);
    let (code, log) = bot.ended().await;
    assert_eq!(code, Some(1), "{log}");
    assert!(
        log.contains("Discord does not let this application manage its commands"),
        "{log}"
    );
}

#[tokio::test]
async fn an_answer_that_discord_could_not_take_is_repeated_once() {
    let stage = Stage::open().await;
    let (mia, lounge) = (stage.rehearsal.member(0), stage.rehearsal.text_room());
    stage
        .rehearsal
        .faults()
        .plan_rest("POST", "/callback", RestFault::ServerError(502), 1);
    let card = mia
        .command(lounge, "technique", json!({ "name": "foot" }))
        .await;
    assert!(!card.failed());
    stage.rehearsal.faults().plan_rest(
        "POST",
        "/callback",
        RestFault::CutOff {
            after_handling: true,
        },
        1,
    );
    let card = mia
        .command(lounge, "technique", json!({ "name": "foot" }))
        .await;
    assert!(
        !card.failed(),
        "the repeat finds the answer there and leaves it"
    );
    assert_eq!(mia.sees(lounge).len(), 2);
    assert_eq!(stage.rehearsal.faults().outstanding(), 0);
    stage.close();
}

#[tokio::test]
async fn no_token_no_name_and_no_text_reach_the_log() {
    let mut stage = Stage::open().await;
    let (mia, lounge) = (stage.rehearsal.member(0), stage.rehearsal.text_room());
    mia.command(
        lounge,
        "technique",
        json!({ "name": "my secret sore spot" }),
    )
    .await;
    stage
        .rehearsal
        .faults()
        .plan_rest("POST", "/callback", RestFault::ServerError(500), 2);
    mia.command(
        lounge,
        "technique",
        json!({ "name": "my secret sore spot" }),
    )
    .await;
    stage.bot.until_logged("an answer was not delivered").await;
    stage.bot.signal("TERM");
    let token = stage.rehearsal.token().to_owned();
    let (_, log) = stage.bot.ended().await;
    for secret in [
        "secret",
        "Mia",
        &mia.id().to_string(),
        &token,
        "/interactions/",
        "discord.com",
    ] {
        assert!(!log.contains(secret), "{secret} is in the log:\n{log}");
    }
}

#[tokio::test]
async fn it_connects_again_when_discord_asks() {
    let stage = Stage::open().await;
    let (mia, lounge) = (stage.rehearsal.member(0), stage.rehearsal.text_room());
    stage.rehearsal.gateway().ask_to_reconnect();
    let card = mia
        .command(lounge, "technique", json!({ "name": "foot" }))
        .await;
    assert_eq!(card.embeds()[0]["title"], "Foot roll");
    stage.close();
}

#[tokio::test]
async fn the_invitation_asks_for_nothing_but_commands() {
    let stage = Stage::open().await;
    let output = tokio::process::Command::new(env!("CARGO_BIN_EXE_unknot"))
        .args([
            "invite",
            "--stand-in",
            &stage.rehearsal.rest_addr().to_string(),
            "--stand-in-ca",
            "ca.pem",
        ])
        .current_dir(stage.folder.path())
        .env("DISCORD_TOKEN", stage.rehearsal.token())
        .output()
        .await
        .unwrap();
    let link = String::from_utf8(output.stdout).unwrap();
    let id = stage.rehearsal.look(|world| world.application);
    assert_eq!(
        link,
        format!(
            "https://discord.com/oauth2/authorize?client_id={id}&scope=bot+applications.commands&permissions=0\n"
        )
    );
    stage.close();
}
