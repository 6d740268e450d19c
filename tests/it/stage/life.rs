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
async fn a_hangup_brings_new_content_and_a_faulty_one_leaves_the_old() {
    let content = crate::copy_of_content();
    let foot = "en/techniques/foot_roll.toml";
    let dir = content.path().to_str().unwrap();
    let mut stage = Stage::with(Options::default(), &[("CONTENT_DIR", dir)]).await;
    stage.bot.until_logged("ready").await;
    let (mia, lounge) = (stage.rehearsal.member(0), stage.rehearsal.text_room());
    let title = async || {
        let card = mia
            .command(lounge, "technique", json!({ "name": "foot_roll" }))
            .await;
        card.embeds()[0]["title"].as_str().unwrap().to_owned()
    };
    crate::edit(content.path(), foot, "\"Foot roll\"", "\"Foot rolling\"");
    assert_eq!(title().await, "Foot roll", "not before it is asked to");
    stage.bot.signal("HUP");
    stage.bot.until_logged("content loaded anew").await;
    assert_eq!(title().await, "Foot rolling");
    crate::edit(content.path(), foot, "seconds = 14", "seconds = 40");
    stage.bot.signal("HUP");
    let line = stage.bot.until_logged("the old content stays in use").await;
    assert!(line.contains("a hold of 40 seconds is too long"), "{line}");
    assert!(line.contains("foot_roll.toml:"), "{line}");
    assert_eq!(title().await, "Foot rolling");
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
    stage.bot.signal("TERM");
    let (_, log) = stage.bot.ended().await;
    assert!(!log.contains("not delivered"), "both were: {log}");
}

#[tokio::test]
async fn one_hanging_try_does_not_use_up_the_three_seconds() {
    let stage = Stage::open().await;
    let (mia, lounge) = (stage.rehearsal.member(0), stage.rehearsal.text_room());
    let hangs = RestFault::Slow(std::time::Duration::from_secs(20));
    stage
        .rehearsal
        .faults()
        .plan_rest("POST", "/callback", hangs, 1);
    let card = mia
        .command(lounge, "technique", json!({ "name": "foot" }))
        .await;
    assert_eq!(card.embeds()[0]["title"], "Foot roll");
    stage.close();
}

#[tokio::test]
async fn no_token_no_name_and_no_text_reach_the_log_whatever_is_asked_of_it() {
    let everything = "trace,serenity=trace,serenity::http=trace,serenity::gateway=trace,poise=trace,reqwest::connect=trace";
    let mut stage = Stage::with(Options::default(), &[("LOG", everything)]).await;
    stage.bot.until_logged("ready").await;
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
async fn it_resumes_when_discord_asks_and_answers_what_came_meanwhile() {
    let stage = Stage::open().await;
    let (mia, lounge) = (stage.rehearsal.member(0), stage.rehearsal.text_room());
    let mut tally = stage.rehearsal.gateway().subscribe_tally();
    stage.rehearsal.gateway().ask_to_reconnect();
    let resumed = tally.wait_for(|tally| tally.resumes == 1);
    tokio::time::timeout(super::GUARD, resumed)
        .await
        .expect("it resumes")
        .unwrap();
    let card = mia
        .command(lounge, "technique", json!({ "name": "foot" }))
        .await;
    assert_eq!(card.embeds()[0]["title"], "Foot roll");
    stage.close();
}

#[tokio::test]
async fn the_invitation_asks_for_what_a_session_needs_and_no_more() {
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
    // View, connect, send, embed, text-to-speech, create events (Discord docs, topics/permissions).
    let permissions: u64 = (1 << 10) | (1 << 20) | (1 << 11) | (1 << 14) | (1 << 12) | (1 << 44);
    assert_eq!(
        link,
        format!(
            "https://discord.com/oauth2/authorize?client_id={id}&scope=bot+applications.commands&permissions={permissions}\n"
        )
    );
    stage.close();
}

#[tokio::test]
async fn what_is_kept_lies_in_its_folder_and_outlives_a_kill() {
    let mut stage = Stage::open().await;
    assert!(stage.bot.log.contains("data folder open"));
    let key = || std::fs::read_to_string(stage.folder.path().join("data/key")).unwrap();
    let first = key();
    assert!(stage.folder.path().join("data/unknot.db").exists());
    assert!(!stage.bot.log.contains(first.trim()));
    stage.bot.signal("KILL");
    stage.start_again(&[]).await;
    let second = std::fs::read_to_string(stage.folder.path().join("data/key")).unwrap();
    assert_eq!(second, first);
    stage.close();
}
