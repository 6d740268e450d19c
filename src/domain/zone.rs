//! Time zones: what a local time there means as a moment, and how people say where they live.
//!
//! Told what time it is. Which zones there are, and when they change, is the database that comes with
//! `jiff`: it is the one that keeps up with what governments decide.

use std::fmt;
use std::sync::LazyLock;

use chrono::{Datelike, NaiveDateTime, TimeDelta, Timelike};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone, TimeZoneDatabase};

use super::places::{OLD_NAMES, PLACES};
use super::{Timestamp, fold};

/// How many zones are offered for what somebody types: as many as Discord shows (docs,
/// interactions/receiving-and-responding, autocomplete).
pub const ZONES_SHOWN_MAX: usize = 25;
/// From how many letters on one slip is forgiven. In shorter words it makes another one. Ours.
const SLIP_LETTERS_MIN: usize = 5;
/// From how many letters on they are looked for in the middle of a word too. Ours.
const MIDDLE_LETTERS_MIN: usize = 3;
/// The areas of the database. Names outside them are old, or count offsets backwards.
const AREAS: &[&str] = &[
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
];

/// The IANA database, as it is compiled in.
static DATABASE: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);
/// What it calls its zones, old names among them.
static NAMES: LazyLock<Vec<String>> =
    LazyLock::new(|| DATABASE.available().map(|it| it.to_string()).collect());

/// A time zone of the IANA database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Zone(&'static str);

/// What the clocks of a zone do at a local time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hour {
    /// They show it once.
    Plain,
    /// They are put forward past it.
    Skipped {
        /// The first moment after the gap: what is due in the gap is due then.
        fires_at: Timestamp,
    },
    /// They are put back, and show it twice.
    Repeated {
        /// The first of the two: what is due is due then, and once.
        first: Timestamp,
        /// The other one.
        second: Timestamp,
    },
}

impl Zone {
    /// The zone that never changes.
    pub const UTC: Zone = Zone("UTC");

    /// The zone of that name, such as `Europe/Berlin`, in any case; old names count.
    pub fn named(name: &str) -> Option<Self> {
        let mut found = NAMES.iter().filter(|it| it.eq_ignore_ascii_case(name));
        found.next().map(|it| Self(it))
    }

    /// What the database calls it.
    pub fn name(self) -> &'static str {
        self.0
    }

    /// What its clocks show at a moment.
    pub fn local(self, at: Timestamp) -> NaiveDateTime {
        at.naive_utc() + TimeDelta::seconds(self.offset_seconds(at))
    }

    /// When its clocks show this: the first time if they do twice, and if they never do, the first
    /// moment after they were put forward. A later local time never gives an earlier moment.
    pub fn instant(self, local: NaiveDateTime) -> Timestamp {
        match self.clocks(local) {
            Clocks::Once(at) | Clocks::Twice(at, _) | Clocks::Never(at) => at,
        }
    }

    /// What its clocks do at this local time.
    pub fn hour(self, local: NaiveDateTime) -> Hour {
        match self.clocks(local) {
            Clocks::Once(_) => Hour::Plain,
            Clocks::Twice(first, second) => Hour::Repeated { first, second },
            Clocks::Never(fires_at) => Hour::Skipped { fires_at },
        }
    }

    /// How many minutes its clocks are ahead of UTC at a moment.
    pub fn offset_minutes(self, at: Timestamp) -> i32 {
        i32::try_from(self.offset_seconds(at) / 60).unwrap_or_default()
    }

    /// Its name and its offset at a moment: `Europe/Berlin (UTC+01:00)`.
    pub fn label(self, at: Timestamp) -> String {
        let minutes = self.offset_minutes(at);
        let sign = if minutes < 0 { '-' } else { '+' };
        let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
        format!("{} (UTC{sign}{hours:02}:{rest:02})", self.name())
    }

    /// Its changes. Every name was found in the database.
    fn changes(self) -> TimeZone {
        DATABASE.get(self.0).unwrap_or(TimeZone::UTC)
    }

    fn offset_seconds(self, at: Timestamp) -> i64 {
        // Outside the years that the database counts, nobody's clocks change.
        let at = jiff::Timestamp::from_second(at.timestamp());
        at.map_or(0, |at| self.changes().to_offset(at).seconds().into())
    }

    fn clocks(self, local: NaiveDateTime) -> Clocks {
        let zone = self.changes();
        let Some(civil) = civil(local) else {
            return Clocks::Once(local.and_utc());
        };
        let moment = |it: Offset| local.and_utc() - TimeDelta::seconds(it.seconds().into());
        match zone.to_ambiguous_timestamp(civil).offset() {
            AmbiguousOffset::Unambiguous { offset } => Clocks::Once(moment(offset)),
            AmbiguousOffset::Fold { before, after } => Clocks::Twice(moment(before), moment(after)),
            // As if they had not been put forward, it lies behind the moment at which they were.
            AmbiguousOffset::Gap { before, .. } => {
                let behind = moment(before);
                let from = jiff::Timestamp::from_second(behind.timestamp() + 1).ok();
                let change = from.and_then(|it| zone.preceding(it).next());
                let seconds = change.map(|it| it.timestamp().as_second());
                let change = seconds.and_then(|it| Timestamp::from_timestamp(it, 0));
                Clocks::Never(change.unwrap_or(behind))
            }
        }
    }
}

/// How often clocks show a local time, and when.
enum Clocks {
    Once(Timestamp),
    Twice(Timestamp, Timestamp),
    /// Never: they are put forward past it then.
    Never(Timestamp),
}

/// The same local time for `jiff`, in whole seconds; none outside the years that it counts.
fn civil(local: NaiveDateTime) -> Option<jiff::civil::DateTime> {
    let small = |it: u32| i8::try_from(it).ok();
    let year = i16::try_from(local.year()).ok()?;
    let (month, day) = (small(local.month())?, small(local.day())?);
    let (hour, minute) = (small(local.hour())?, small(local.minute())?);
    jiff::civil::DateTime::new(year, month, day, hour, minute, small(local.second())?, 0).ok()
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The zones that somebody may mean, with their labels, best first: by name, by a city or country in
/// English or Spanish, or by the offset at this moment. Nothing typed gives those that many live in.
pub fn zones(typed: &str, now: Timestamp) -> Vec<(Zone, String)> {
    // What was offered may come back as it was shown.
    let typed = typed.split(" (").next().unwrap_or(typed);
    let found = ranked(typed, now).into_iter().take(ZONES_SHOWN_MAX);
    found.map(|(_, _, it)| (it, it.label(now))).collect()
}

/// The same with how well each goes with it, 0 being best, and how many ask for it.
fn ranked(typed: &str, now: Timestamp) -> Vec<(u8, usize, Zone)> {
    let asked = fold(typed);
    if asked.is_empty() && !typed.trim().is_empty() {
        return Vec::new();
    }
    let rank = |zone: Zone| match offset(typed) {
        Some(minutes) => (zone.offset_minutes(now) == minutes).then_some(0),
        None => likeness(zone, &asked),
    };
    let mut found: Vec<(u8, usize, Zone)> = offered()
        .filter_map(|zone| Some((rank(zone)?, renown(zone), zone)))
        .collect();
    found.sort_by_key(|(rank, renown, zone)| (*rank, *renown, zone.name()));
    found
}

/// The zone that somebody means: the one of that name, or the only one that goes best with it.
///
/// # Errors
/// The names of those that they may mean, best first; none where nothing goes with it.
pub fn zone_meant(typed: &str, now: Timestamp) -> Result<Zone, Vec<String>> {
    const SHOWN: usize = 5;
    let bare = typed.split(" (").next().unwrap_or(typed).trim();
    if let Some(zone) = Zone::named(bare) {
        return Ok(zone);
    }
    let ranked = ranked(bare, now);
    match ranked.as_slice() {
        [(_, _, zone)] => Ok(*zone),
        [(best, _, zone), (next, ..), ..] if best < next => Ok(*zone),
        among => {
            let names = among.iter().map(|(_, _, zone)| zone.name().to_owned());
            Err(names.take(SHOWN).collect())
        }
    }
}

/// Each place once, by the name that it has today.
fn offered() -> impl Iterator<Item = Zone> {
    let is_today = |it: &Zone| {
        let area = it.name().split('/').next().unwrap_or_default();
        let is_old = OLD_NAMES.iter().any(|(old, _)| *old == it.name());
        *it == Zone::UTC || (it.name() != area && AREAS.contains(&area) && !is_old)
    };
    NAMES.iter().map(|it| Zone(it)).filter(is_today)
}

/// Where it stands in the table of places; behind all of them if it does not.
fn renown(zone: Zone) -> usize {
    let place = PLACES.iter().position(|(name, _)| *name == zone.name());
    place.unwrap_or(PLACES.len())
}

/// How well a name of the zone goes with what was asked, 0 being best.
fn likeness(zone: Zone, asked: &str) -> Option<u8> {
    let city = zone.name().rsplit('/').next().unwrap_or_default();
    let places = PLACES.iter().filter(|(name, _)| *name == zone.name());
    let old = OLD_NAMES.iter().filter(|(_, name)| *name == zone.name());
    let own = [city, zone.name()]
        .into_iter()
        .chain(old.map(|(old, _)| *old));
    let own = own.filter_map(|name| goes_with(&spoken(name), asked));
    let places = places.flat_map(|(_, names)| names.split(", "));
    own.chain(places.filter_map(|name| goes_with(name, asked)))
        .min()
}

/// A name of the database as it is said: `America/New_York` is "america new york".
fn spoken(name: &str) -> String {
    name.to_ascii_lowercase().replace(['/', '_', '-'], " ")
}

fn goes_with(name: &str, asked: &str) -> Option<u8> {
    let letters = asked.chars().count();
    if name == asked {
        Some(0)
    } else if name.starts_with(asked) {
        Some(1)
    } else if name.contains(&format!(" {asked}")) {
        Some(2)
    } else if MIDDLE_LETTERS_MIN <= letters && name.contains(asked) {
        Some(3)
    } else if SLIP_LETTERS_MIN <= letters && is_a_slip_away(name, asked) {
        Some(4)
    } else {
        None
    }
}

/// Whether one letter is wrong, missing or too many, or two beside each other are swapped.
fn is_a_slip_away(name: &str, asked: &str) -> bool {
    let (name, asked): (Vec<char>, Vec<char>) = (name.chars().collect(), asked.chars().collect());
    let pairs = name.iter().zip(&asked);
    let same = pairs.take_while(|(one, other)| one == other).count();
    let (name, asked) = (&name[same..], &asked[same..]);
    match (name, asked) {
        ([a, b, ..], [c, d, ..]) if a == d && b == c => name[2..] == asked[2..],
        _ => {
            let wrong = name.get(1..).is_some_and(|it| Some(it) == asked.get(1..));
            let missing = name.get(1..) == Some(asked);
            wrong || missing || asked.get(1..) == Some(name)
        }
    }
}

/// The minutes of `+5:45`, `utc-3`, `GMT +2` or `+0530`; none of anything else.
fn offset(typed: &str) -> Option<i32> {
    let typed = typed.trim().to_lowercase();
    let bare = typed.strip_prefix("utc").or(typed.strip_prefix("gmt"));
    let bare = bare.unwrap_or(&typed).trim_start();
    let sign = match bare.chars().next()? {
        '+' => 1,
        // A hyphen, and what keyboards and pages make of it.
        '-' | '−' | '–' => -1,
        _ => return None,
    };
    let rest: String = bare.chars().skip(1).filter(|it| *it != ' ').collect();
    let (hours, minutes) = match rest.split_once([':', '.']) {
        Some((hours, "5")) => (hours, "30"),
        Some(parts) => parts,
        None if rest.is_ascii() && 2 < rest.len() => rest.split_at(rest.len() - 2),
        None => (rest.as_str(), "0"),
    };
    let (hours, minutes): (u8, u8) = (hours.parse().ok()?, minutes.parse().ok()?);
    let is_one = hours <= 14 && minutes < 60;
    is_one.then(|| sign * (i32::from(hours) * 60 + i32::from(minutes)))
}
