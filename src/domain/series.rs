//! Series: when a session repeats, as a rule that others can read too, and the moments it comes to.
//!
//! A rule is kept in local time, and becomes moments only here: "every Tuesday at 18:30" stays at
//! 18:30 whatever the clocks do. Told what time it is; knows nobody and no session.

use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDateTime, TimeDelta, Timelike, Weekday};
use rrule::RRule;
use thiserror::Error;

use super::{Timestamp, Zone};

/// How long a series goes on, from its first occurrence. Nothing here lives for ever: a server that
/// has forgotten its series would have a lobby opened in it for all time, and nobody plans further.
/// The end stands in the rule, so that it can be said from the start. Ours.
pub const SERIES_LASTS: Months = Months::new(24);
/// How far a rule is moved at once to come near a moment. Every repeat looks the same after it: the
/// weekday stays, and so does which of two weeks it is. A month is found by its weekday alone.
const STRIDE_DAYS: i64 = 14;
/// How far a local date may be away from what any zone makes of it: a whole day was once skipped.
const SLACK_DAYS: i64 = 2;
/// How RFC 5545 writes a local time (3.3.5, form 1).
const LOCAL: &str = "%Y%m%dT%H%M%S";
/// How it writes a moment (form 2).
const UTC: &str = "%Y%m%dT%H%M%SZ";

/// How often a session comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Repeat {
    /// It does not.
    None,
    /// Every day.
    Daily,
    /// From Monday to Friday.
    Weekdays,
    /// Every week.
    Weekly,
    /// Every other week.
    Fortnightly,
    /// Every month on the same weekday, such as the second Tuesday. What would be the fifth is the
    /// last, since not every month has a fifth.
    Monthly,
}

impl Repeat {
    /// Every repeat, with its name.
    pub const ALL: &[(&str, Repeat)] = &[
        ("none", Repeat::None),
        ("daily", Repeat::Daily),
        ("weekdays", Repeat::Weekdays),
        ("weekly", Repeat::Weekly),
        ("fortnightly", Repeat::Fortnightly),
        ("monthly", Repeat::Monthly),
    ];

    /// Whether there is an occurrence on that weekday at all, if the first one may be on any.
    pub fn admits(self, weekday: Weekday) -> bool {
        self != Repeat::Weekdays || !matches!(weekday, Weekday::Sat | Weekday::Sun)
    }
}

/// When a series has its occurrences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    zone: Zone,
    /// Whole seconds, on a day that the repeat admits.
    first: NaiveDateTime,
    repeat: Repeat,
    ends_at: Timestamp,
}

/// One of the times when a series has a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// When.
    pub at: Timestamp,
    /// What the rule says. It names the occurrence for good: one that is moved keeps it. The clocks
    /// show something else if they skip it.
    pub local: NaiveDateTime,
}

/// A text that is no rule of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not the rule of a series")]
pub struct Unruly;

impl Rule {
    /// The rule that begins then. On weekdays it begins on Monday if that is on a weekend.
    ///
    /// What does not repeat and was asked for as a moment ("in 2 hours") belongs in [`Zone::UTC`]: a
    /// local time cannot tell the two passes of a repeated hour apart.
    pub fn new(zone: Zone, first: NaiveDateTime, repeat: Repeat) -> Self {
        let whole = first.with_nanosecond(0).unwrap_or(first);
        let mut days = (0..7).filter_map(|it| whole.checked_add_days(Days::new(it)));
        let first = days.find(|it| repeat.admits(it.weekday())).unwrap_or(whole);
        let last = match repeat {
            Repeat::None => first,
            _ => first.checked_add_months(SERIES_LASTS).unwrap_or(first),
        };
        let ends_at = zone.instant(last);
        Self {
            zone,
            first,
            repeat,
            ends_at,
        }
    }

    /// In which zone.
    pub fn zone(&self) -> Zone {
        self.zone
    }

    /// What the rule says of its first occurrence, in local time.
    pub fn first(&self) -> NaiveDateTime {
        self.first
    }

    /// How often it comes back.
    pub fn repeat(&self) -> Repeat {
        self.repeat
    }

    /// When it has ended: there is no occurrence after this moment.
    pub fn ends_at(&self) -> Timestamp {
        self.ends_at
    }

    /// For a monthly rule, which of the weekdays of a month: 1 to 4, or -1 for the last.
    pub fn nth(&self) -> i16 {
        match self.first.day0() / 7 {
            0 => 1,
            1 => 2,
            2 => 3,
            3 => 4,
            _ => -1,
        }
    }

    /// The occurrences after a moment, in order. To find them costs the same for a series that began
    /// years ago.
    pub fn occurrences(&self, after: Timestamp) -> impl Iterator<Item = Occurrence> + use<> {
        let Rule { zone, ends_at, .. } = *self;
        let mut last = after;
        let found = self.locals(after).map(move |local| Occurrence {
            at: zone.instant(local),
            local,
        });
        found
            .take_while(move |it| it.at <= ends_at)
            // Where a whole day is skipped, two occurrences would fall on the same moment.
            .filter(move |it| {
                let is_new = last < it.at;
                last = last.max(it.at);
                is_new
            })
    }

    /// The first occurrence after a moment.
    pub fn next(&self, after: Timestamp) -> Option<Occurrence> {
        self.occurrences(after).next()
    }

    /// As RFC 5545 has it: a line for the first occurrence, and one for the repeat if there is one.
    pub fn text(&self) -> String {
        let first = self.first.format(LOCAL);
        let start = match self.zone {
            Zone::UTC => format!("DTSTART:{first}Z"),
            zone => format!("DTSTART;TZID={zone}:{first}"),
        };
        match self.recurrence() {
            Some(it) => format!("{start}\nRRULE:{it};UNTIL={}", self.ends_at.format(UTC)),
            None => start,
        }
    }

    /// Reads what [`Rule::text`] wrote. What it would never write is refused rather than half kept.
    pub fn from_text(text: &str) -> Result<Self, Unruly> {
        let (start, recurrence) = match text.split_once('\n') {
            Some((start, rest)) => (start, Some(rest)),
            None => (text, None),
        };
        let start = start.strip_prefix("DTSTART").ok_or(Unruly)?;
        let (zone, first) = match start.strip_prefix(";TZID=") {
            Some(rest) => rest.split_once(':').ok_or(Unruly)?,
            None => {
                let utc = start.strip_prefix(':').and_then(|it| it.strip_suffix('Z'));
                ("UTC", utc.ok_or(Unruly)?)
            }
        };
        let zone = Zone::named(zone).ok_or(Unruly)?;
        let local = |text: &str, form| NaiveDateTime::parse_from_str(text, form).ok();
        let first = local(first, LOCAL).ok_or(Unruly)?;
        let until = recurrence.and_then(|it| it.split_once("UNTIL="));
        let ends_at = until
            .and_then(|(_, it)| local(it, UTC))
            .map(|it| it.and_utc());
        let mut rules = Repeat::ALL.iter().map(|(_, repeat)| {
            let rule = Self::new(zone, first, *repeat);
            let ends_at = ends_at.unwrap_or(rule.ends_at);
            Self { ends_at, ..rule }
        });
        rules.find(|it| it.text() == text).ok_or(Unruly)
    }

    /// The local times that the rule says, from somewhat before a moment on.
    fn locals(&self, after: Timestamp) -> impl Iterator<Item = NaiveDateTime> + use<> {
        let passed = self.zone.local(after) - self.first;
        let strides = (passed.num_days() - SLACK_DAYS).max(0) / STRIDE_DAYS;
        let from = self.first + TimeDelta::days(strides * STRIDE_DAYS);
        // The crate is given local times as if they were UTC: what a zone makes of them is told by
        // `Zone::instant`, since RFC 5545 and the crate see skipped hours in other ways.
        let start = from.and_utc().with_timezone(&rrule::Tz::UTC);
        let once = (self.repeat == Repeat::None).then_some(self.first);
        let rule = self.recurrence().and_then(|it| RRule::from_str(&it).ok());
        let set = rule.and_then(|it| it.build(start).ok());
        let repeated = set.map(|it| (&it).into_iter().map(|it| it.naive_utc()));
        once.into_iter().chain(repeated.into_iter().flatten())
    }

    /// The repeat without its end; none for what does not repeat. Written here, since the crate leaves
    /// the number out of "1TU" when it writes one.
    fn recurrence(&self) -> Option<String> {
        let weekday = match self.first.weekday() {
            Weekday::Mon => "MO",
            Weekday::Tue => "TU",
            Weekday::Wed => "WE",
            Weekday::Thu => "TH",
            Weekday::Fri => "FR",
            Weekday::Sat => "SA",
            Weekday::Sun => "SU",
        };
        Some(match self.repeat {
            Repeat::None => return None,
            Repeat::Daily => "FREQ=DAILY".to_owned(),
            Repeat::Weekdays => "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR".to_owned(),
            Repeat::Weekly => format!("FREQ=WEEKLY;BYDAY={weekday}"),
            Repeat::Fortnightly => format!("FREQ=WEEKLY;INTERVAL=2;BYDAY={weekday}"),
            Repeat::Monthly => format!("FREQ=MONTHLY;BYDAY={}{weekday}", self.nth()),
        })
    }
}
