//! When sessions are: what people type, how it repeats, and what the clocks of a zone make of it.

mod berlin;
mod changes;
mod decide;
mod desk;
mod endings;
mod event;
mod heard;
mod hung;
mod keeper;
mod kills;
mod place;
mod rules;
mod series;
mod turns;
mod when;
mod when_refused;
mod zone_changes;
mod zones;

use unknot::domain::{Hour, Repeat, Timestamp, Unread, Zone, read};

fn berlin() -> Zone {
    zone("Europe/Berlin")
}

fn zone(name: &str) -> Zone {
    Zone::named(name).unwrap_or_else(|| panic!("there is no zone {name}"))
}

/// A moment, as `2026-11-28T12:00:20Z`.
fn at(moment: &str) -> Timestamp {
    moment.parse().unwrap()
}

fn named(repeat: Repeat) -> &'static str {
    let all = Repeat::ALL.iter();
    let mut found = all.filter(|(_, it)| *it == repeat);
    found.next().unwrap().0
}

/// What is read at a moment in a zone, as a line.
fn heard(typed: &str, now: Timestamp, zone: Zone) -> String {
    let short = |at: Timestamp| at.format("%F %H:%MZ").to_string();
    let read = match read(typed, now, zone) {
        Ok(read) => read,
        Err(Unread::Past { at }) => return format!("Past {}", short(at)),
        Err(Unread::TooFar { at }) => return format!("TooFar {}", short(at)),
        Err(Unread::NoTime { day }) => return format!("NoTime {day}"),
        Err(Unread::OtherWeekday { day }) => return format!("OtherWeekday {day}"),
        Err(Unread::TwoDays { one, other }) => return format!("TwoDays {one} {other}"),
        Err(Unread::TwoRepeats { one, other }) => {
            return format!("TwoRepeats {} {}", named(one), named(other));
        }
        Err(unread) => return format!("{unread:?}"),
    };
    let local = read.local.format("%a %F %H:%M:%S").to_string();
    let local = local.strip_suffix(":00").unwrap_or(&local);
    let repeat = read.repeat.map(|it| format!(", {}", named(it)));
    let hour = match read.hour {
        Hour::Plain => String::new(),
        Hour::Skipped { fires_at } => format!(", skipped until {}", short(fires_at)),
        Hour::Repeated { first, second } => {
            format!(", at {} and {}", short(first), short(second))
        }
    };
    format!("{local}{}{hour}", repeat.unwrap_or_default())
}

/// Holds a table of what is typed against what is read.
fn hold(table: &[(&str, &str)], now: &str, zone: Zone) {
    let wrong: Vec<String> = (table.iter())
        .map(|(typed, expected)| (typed, expected, heard(typed, at(now), zone)))
        .filter(|(_, expected, heard)| heard != *expected)
        .map(|(typed, expected, heard)| format!("{typed}: {heard}, not {expected}"))
        .collect();
    assert!(wrong.is_empty(), "at {now}:\n{}", wrong.join("\n"));
}
