//! Every zone change of three years, against a table that another program has made (`oracle.py`).

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDateTime, TimeDelta};
use unknot::domain::{Hour, Repeat, Rule, Timestamp};

use super::zone;

/// Made from the 2026f of the time zone database, which is in jiff 1.0.2. Where a newer one says
/// otherwise, this has to be made again from that one.
const TABLE: &str = include_str!("zone_changes.tsv");

/// A rule, and when it is to have its next occurrences.
struct Row {
    rule: Rule,
    after: Timestamp,
    moments: Vec<Timestamp>,
}

fn time(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M").unwrap()
}

fn rows() -> Vec<(&'static str, Row)> {
    let lines = TABLE.lines().filter(|it| !it.starts_with('#'));
    let row = |line: &'static str| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [name, repeat, first, after, moments] = cells[..] else {
            panic!("{line}: not five cells");
        };
        let repeat = Repeat::ALL.iter().find(|(name, _)| *name == repeat);
        let rule = Rule::new(zone(name), time(first), repeat.unwrap().1);
        assert_eq!(
            rule.first(),
            time(first),
            "{line}: begins on a day of its own"
        );
        let moments = moments.split(' ').map(|it| time(it).and_utc()).collect();
        let after = match after {
            "-" => time(first).and_utc() - TimeDelta::days(2),
            after => time(after).and_utc(),
        };
        let row = Row {
            rule,
            after,
            moments,
        };
        (line, row)
    };
    lines.map(row).collect()
}

#[test]
fn series_keep_their_hour_over_every_zone_change_of_three_years() {
    for (line, row) in rows() {
        let found = row.rule.occurrences(row.after).take(row.moments.len());
        let found: Vec<Timestamp> = found.map(|it| it.at).collect();
        assert_eq!(found, row.moments, "{line}");
    }
}

#[test]
fn asked_again_after_each_it_gives_the_same() {
    for (line, row) in rows() {
        let mut after = row.after;
        for moment in &row.moments {
            let next = row.rule.next(after).map(|it| it.at);
            assert_eq!(next, Some(*moment), "{line}: after {after}");
            let until = row.rule.next(*moment - TimeDelta::seconds(1));
            assert_eq!(
                until.map(|it| it.at),
                Some(*moment),
                "{line}: a second before"
            );
            after = *moment;
        }
    }
}

#[test]
fn a_rule_of_the_table_is_the_same_read_from_its_text() {
    for (line, row) in rows() {
        let text = row.rule.text();
        assert_eq!(Rule::from_text(&text), Ok(row.rule), "{line}: {text}");
    }
}

#[test]
fn the_table_has_ten_zones_and_their_skipped_and_repeated_hours() {
    let mut seen: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (line, row) in rows() {
        let name = line.split('\t').next().unwrap();
        let hours = seen.entry(name).or_default();
        for it in row.rule.occurrences(row.after).take(row.moments.len()) {
            hours.insert(match row.rule.zone().hour(it.local) {
                Hour::Plain => "plain",
                Hour::Skipped { fires_at } => {
                    assert_eq!(fires_at, it.at, "{line}");
                    "skipped"
                }
                Hour::Repeated { first, second } => {
                    assert_eq!(first, it.at, "{line}");
                    assert!(first < second, "{line}");
                    "repeated"
                }
            });
        }
    }
    let all = BTreeSet::from(["plain", "repeated", "skipped"]);
    let plain = BTreeSet::from(["plain"]);
    let expected = BTreeMap::from([
        ("Africa/Casablanca", all.clone()),
        ("America/New_York", all.clone()),
        ("America/Sao_Paulo", plain.clone()),
        ("America/St_Johns", all.clone()),
        ("Asia/Kathmandu", plain.clone()),
        ("Asia/Kolkata", plain.clone()),
        ("Australia/Lord_Howe", all.clone()),
        ("Europe/Berlin", all),
        ("Pacific/Apia", plain.clone()),
        ("UTC", plain),
    ]);
    assert_eq!(seen, expected);
}
