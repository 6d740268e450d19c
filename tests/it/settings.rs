//! The environment, right and wrong.

use std::path::Path;

use unknot::discord::Shards;
use unknot::settings::{LogFormat, Needs, Settings};

const TOKEN: &str = "MTExMTExMTExMTExMTExMTEx.Gabcde.abcdefghijklmnopqrstuvwxyz0123456789AB";

fn read(set: &[(&str, &str)]) -> Result<Settings, Vec<String>> {
    read_for(Needs::Nothing, set)
}

fn read_for(needs: Needs, set: &[(&str, &str)]) -> Result<Settings, Vec<String>> {
    let set = set
        .iter()
        .map(|(name, value)| ((*name).into(), (*value).into()));
    let (settings, faults) = Settings::read(&set.collect(), needs);
    match faults.as_slice() {
        [] => Ok(settings),
        faults => Err(faults.iter().map(ToString::to_string).collect()),
    }
}

fn shards(value: &str) -> Option<Shards> {
    read(&[("SHARDS", value)]).ok().map(|it| it.shards)
}

#[test]
fn nothing_set_means_the_defaults() {
    let settings = read(&[]).unwrap();
    assert_eq!(settings.log, "info");
    assert_eq!(settings.log_format, LogFormat::Text);
    assert_eq!(settings.shards, Shards::Auto);
    assert_eq!(settings.requests_a_second, 50);
    assert!(settings.content_dir.is_none());
    assert_eq!(settings.data_dir, Path::new("./data"));
    assert!(settings.key.is_none());
    assert!(
        read(&[("SHARDS", ""), ("LOG", " ")]).is_ok(),
        "empty is not set"
    );
}

#[test]
fn all_faults_come_at_once() {
    let set = [
        ("DISCORD_TOKEN", "secret"),
        ("UNKNOT_KEY", "hunter2"),
        ("CONTENT_DIR", "/nowhere"),
        ("LOG", "a=b=c"),
        ("LOG_FORMAT", "xml"),
        ("SHARDS", "0"),
        ("REQUESTS_A_SECOND", "49"),
    ];
    insta::assert_snapshot!(read(&set).unwrap_err().join("\n"), @r#"
    DISCORD_TOKEN: this is not a bot token: that has three parts with dots between. Copy it whole, without quotes
    UNKNOT_KEY: sign 1 is not a hex digit; a key is 64 hex digits, which `openssl rand -hex 32` makes
    CONTENT_DIR: there is no folder /nowhere
    LOG: `a=b=c` is not a filter; use `info`, `debug` or `unknot=debug,warn`
    LOG_FORMAT: `xml` is not a format; use `text` or `json`
    SHARDS: `0` is not a number of shards; use `auto`, a number such as `4`, or a range such as `0-3/16`
    REQUESTS_A_SECOND: `49` is not a number from 50 up; leave it out unless Discord has raised the bot's limit
    "#);
}

#[test]
fn a_missing_token_is_said_together_with_everything_else_where_one_is_needed() {
    let faults = read_for(Needs::Token, &[("SHARDS", "x")]).unwrap_err();
    assert_eq!(faults.len(), 2, "{faults:?}");
    assert!(
        faults
            .iter()
            .any(|fault| fault.starts_with("DISCORD_TOKEN: not set."))
    );
    let faults = read_for(Needs::Token, &[("DISCORD_TOKEN", "wrong")]).unwrap_err();
    assert_eq!(
        faults.len(),
        1,
        "a wrong token is not a missing one: {faults:?}"
    );
    assert!(
        read_for(Needs::Token, &[("DISCORD_TOKEN", TOKEN)])
            .unwrap()
            .token
            .is_some()
    );
}

#[test]
fn shards_are_a_number_or_a_range_that_exists() {
    assert_eq!(shards("auto"), Some(Shards::Auto));
    assert_eq!(shards("1"), Some(Shards::Total(1)));
    assert_eq!(
        shards("0-3/16"),
        Some(Shards::Range {
            first: 0,
            last: 3,
            total: 16
        })
    );
    assert_eq!(
        shards("15-15/16"),
        Some(Shards::Range {
            first: 15,
            last: 15,
            total: 16
        })
    );
    for wrong in [
        "0",
        "-1",
        "x",
        "3-0/16",
        "0-16/16",
        "0-3",
        "0/16",
        "1/",
        "/",
        "0-3/0",
        "99999999999",
    ] {
        assert_eq!(shards(wrong), None, "{wrong}");
    }
}

#[test]
fn a_token_is_three_parts_and_never_printed() {
    let settings = read(&[("DISCORD_TOKEN", TOKEN)]).unwrap();
    assert!(!format!("{settings:?}").contains("Gabcde"));
    for wrong in ["abc", "a.b", "a..c", "a.b.c.d", "Bot a.b.c", "\"a.b.c\""] {
        let faults = read(&[("DISCORD_TOKEN", wrong)]).unwrap_err();
        assert_eq!(faults.len(), 1, "{wrong}");
        assert!(faults[0].starts_with("DISCORD_TOKEN: "), "{wrong}");
    }
    let faults = read(&[("DISCORD_TOKEN", "hunter2")]).unwrap_err();
    assert!(!faults[0].contains("hunter2"));
}

#[test]
fn a_key_is_64_hex_digits_and_never_printed() {
    let key = "0123456789abcdefABCDEF0123456789abcdefabcdef01234567890123456789";
    let settings = read(&[("UNKNOT_KEY", key), ("DATA_DIR", " /srv/unknot ")]).unwrap();
    assert!(!format!("{settings:?}").contains("0123456789"));
    assert_eq!(settings.data_dir, Path::new("/srv/unknot"));
    assert!(read(&[("UNKNOT_KEY", " "), ("DATA_DIR", "")]).is_ok());
    let quoted = format!("\"{key}\"");
    for wrong in [&key[1..], &format!("{key}0"), &quoted, "é"] {
        let faults = read(&[("UNKNOT_KEY", wrong)]).unwrap_err();
        assert_eq!(faults.len(), 1, "{wrong}");
        assert!(faults[0].starts_with("UNKNOT_KEY: "), "{wrong}");
        assert!(!faults[0].contains("0123456789"), "{wrong}");
    }
    let fault = &read(&[("UNKNOT_KEY", &key[1..])]).unwrap_err()[0];
    assert!(fault.contains("this has 63 hex digits"), "{fault}");
}
