//! The program as people start it: what it prints, and how it ends.

use std::process::{Command, Output};

use crate::{copy_of_content, edit};

/// `unknot` with these arguments, in an empty folder and with none of our environment.
fn unknot(args: &[&str], set: &[(&str, &str)]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_unknot"));
    command.current_dir(folder.path()).args(args);
    for name in unknot::settings::NAMES {
        command.env_remove(name);
    }
    command.envs(set.iter().copied()).output().unwrap()
}

fn said(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (
        output.status.code().unwrap(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

#[test]
fn check_passes_what_is_built_in_and_an_unchanged_copy() {
    let (code, out, err) = said(&unknot(&["check"], &[]));
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(
        out,
        "the content built in: nothing wrong. en: 23 techniques, 8 routines, 16 topics; \
         es: 23 techniques, 8 routines, 16 topics.\n"
    );
    let folder = copy_of_content();
    let dir = folder.path().to_str().unwrap();
    assert_eq!(said(&unknot(&["check", dir], &[])).0, 0);
    assert_eq!(said(&unknot(&["check"], &[("CONTENT_DIR", dir)])).0, 0);
}

#[test]
fn check_reports_ten_planted_faults_with_file_and_line() {
    let folder = copy_of_content();
    let dir = folder.path();
    let foot = "en/techniques/foot_roll.toml";
    edit(dir, foot, "region = \"foot\"", "region = \"fot\"");
    edit(dir, foot, "seconds = 14", "seconds = 40");
    edit(dir, foot, "inches = 6", "inches = 60");
    edit(dir, foot, "swap = ", "swop = ");
    edit(dir, foot, "Stay in the chair.", "This cures it.");
    edit(
        dir,
        "en/techniques/piriformis_p.toml",
        "level = \"standard\"",
        "level = \"normal\"",
    );
    edit(
        dir,
        "en/techniques/piriformis_p.toml",
        "\"ball_soft\"",
        "\"ball_sfot\"",
    );
    edit(
        dir,
        "en/words.toml",
        "{technique} · {tool}",
        "{technik} · {tool}",
    );
    edit(
        dir,
        "en/regions.toml",
        "neighbours = [\"calf\"]",
        "neighbours = [\"clf\"]",
    );
    edit(
        dir,
        "en/tools.toml",
        "name = \"tennis ball or soft massage ball\"",
        "name = \"tennis ball",
    );
    let (code, out, err) = said(&unknot(&["check", dir.to_str().unwrap()], &[]));
    assert_eq!((code, out.as_str()), (1, ""));
    let shown = err.replace(dir.to_str().unwrap(), "DIR");
    insta::assert_snapshot!(shown);
}

#[test]
fn check_says_wrong_settings_and_wrong_content_together() {
    let folder = copy_of_content();
    edit(
        folder.path(),
        "en/techniques/foot_roll.toml",
        "seconds = 14",
        "seconds = 40",
    );
    let (code, _, err) = said(&unknot(
        &["check", folder.path().to_str().unwrap()],
        &[("SHARDS", "x")],
    ));
    assert_eq!(code, 1);
    assert!(
        err.contains("SHARDS: `x`") && err.contains("a hold of 40 seconds"),
        "{err}"
    );
}

#[test]
fn a_folder_that_is_not_there_is_named_once() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("nowhere");
    let dir = dir.to_str().unwrap();
    let (code, _, err) = said(&unknot(&["check", dir], &[]));
    assert_eq!(code, 1);
    assert_eq!(err.matches("nowhere").count(), 1, "{err}");
    assert!(
        err.contains(&format!("{dir}: this folder cannot be read")),
        "{err}"
    );
}

#[test]
fn broken_content_never_starts_the_bot() {
    let folder = copy_of_content();
    edit(
        folder.path(),
        "en/techniques/foot_roll.toml",
        "seconds = 14",
        "seconds = 40",
    );
    let token = "MTExMTExMTExMTExMTExMTEx.Gabcde.abcdefghijklmnopqrstuvwxyz0123456789AB";
    let set = [
        ("DISCORD_TOKEN", token),
        ("CONTENT_DIR", folder.path().to_str().unwrap()),
        ("LOG", "error"),
    ];
    let (code, _, err) = said(&unknot(&["run"], &set));
    assert_eq!(code, 1);
    assert!(err.contains("a hold of 40 seconds is too long"), "{err}");
}

#[test]
fn a_card_that_discord_would_refuse_starts_nothing_and_is_named() {
    let folder = copy_of_content();
    let dir = folder.path();
    let long = "a".repeat(1000);
    let words = "Curl and spread your toes, slowly.";
    edit(dir, "en/techniques/foot_roll.toml", words, &long);
    let dir = dir.to_str().unwrap();
    let says = format!("{dir}/en: the card of `foot_roll`: the field “Hold” has ");
    let token = "MTExMTExMTExMTExMTExMTEx.Gabcde.abcdefghijklmnopqrstuvwxyz0123456789AB";
    let set = [("DISCORD_TOKEN", token), ("CONTENT_DIR", dir)];
    for command in ["check", "run"] {
        let (code, _, err) = said(&unknot(&[command], &set));
        assert_eq!(code, 1, "{command}");
        assert!(err.contains(&says), "{command}: {err}");
        assert!(err.contains("Discord takes 1 to 1024."), "{command}: {err}");
    }
}

#[test]
fn a_missing_token_and_wrong_settings_are_said_before_anything_starts() {
    let (code, _, err) = said(&unknot(&["run"], &[]));
    assert_eq!(code, 1);
    assert!(err.starts_with("unknot: DISCORD_TOKEN: not set."), "{err}");
    let (code, _, err) = said(&unknot(&["run"], &[("SHARDS", "x"), ("LOG_FORMAT", "y")]));
    assert_eq!(code, 1);
    assert_eq!(err.lines().count(), 3, "{err}");
}

#[test]
fn a_stand_in_is_refused_anywhere_but_on_this_computer() {
    for addr in [
        "203.0.113.5:443",
        "0.0.0.0:443",
        "[2001:db8::1]:443",
        "discord.com:443",
    ] {
        let (code, _, err) = said(&unknot(
            &["run", "--stand-in", addr, "--stand-in-ca", "ca.pem"],
            &[],
        ));
        assert_eq!(code, 2, "{addr}: {err}");
    }
    let (code, _, err) = said(&unknot(&["run", "--stand-in", "127.0.0.1:1"], &[]));
    assert_eq!(code, 2, "{err}");
}

#[test]
fn a_dot_env_file_is_read_and_the_environment_wins() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(".env"), "SHARDS=zero\nLOG_FORMAT=json\n").unwrap();
    let run = |set: &[(&str, &str)]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_unknot"));
        command
            .current_dir(folder.path())
            .arg("check")
            .env_remove("SHARDS")
            .env_remove("LOG_FORMAT");
        said(&command.envs(set.iter().copied()).output().unwrap()).0
    };
    assert_eq!(run(&[]), 1);
    assert_eq!(run(&[("SHARDS", "2")]), 0);
}

#[test]
fn a_dot_env_line_that_cannot_be_read_is_named_and_never_shown() {
    for (line, names) in [
        (
            "DISCORD_TOKEN=Bot secret.secret.secret",
            "line 2 (DISCORD_TOKEN)",
        ),
        ("DISCORD_TOKEN=\"secret.secret", "line 2 (DISCORD_TOKEN)"),
        ("DISCORD_TOKEN=secret\\q", "line 2 (DISCORD_TOKEN)"),
        ("secret without a name", "line 2"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(".env"), format!("# a comment\n{line}\n")).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_unknot"));
        let output = command
            .current_dir(folder.path())
            .arg("run")
            .env_remove("DISCORD_TOKEN")
            .output();
        let (code, _, err) = said(&output.unwrap());
        assert_eq!(code, 1);
        assert!(!err.contains("secret"), "{err}");
        assert!(err.contains(&format!(".env, {names}")), "{line}: {err}");
    }
}

#[test]
fn a_wrong_setting_does_not_hide_the_content_that_was_asked_for() {
    let folder = copy_of_content();
    edit(
        folder.path(),
        "en/techniques/foot_roll.toml",
        "seconds = 14",
        "seconds = 40",
    );
    let set = [
        ("SHARDS", "x"),
        ("CONTENT_DIR", folder.path().to_str().unwrap()),
    ];
    let (code, _, err) = said(&unknot(&["check"], &set));
    assert_eq!(code, 1);
    assert!(
        err.contains("SHARDS: `x`") && err.contains("a hold of 40 seconds"),
        "{err}"
    );
}

#[test]
fn an_empty_variable_does_not_hide_the_one_in_dot_env() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(".env"), "SHARDS=x\n").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_unknot"));
    let output = command
        .current_dir(folder.path())
        .arg("check")
        .env("SHARDS", "")
        .output();
    assert_eq!(said(&output.unwrap()).0, 1);
}
