//! What a screening leaves behind, how long it counts, and what it is worth at a given moment.
//!
//! Fails closed: whatever is missing, old or from another version is worth nothing. A stop outlives
//! even that. Knows nobody, no clock and no place to store anything.

use std::collections::BTreeMap;

use chrono::{DateTime, Months, TimeDelta, Utc};

use super::{Limits, Outcome, RegionId, Reminders, Zone};

/// A moment. Where it comes from is told, never asked here.
pub type Timestamp = DateTime<Utc>;

/// How long nothing lifts a stop that asks for help now or today (dossier 3.2 rule 4).
pub const STOP_LASTS: TimeDelta = TimeDelta::hours(24);
/// How long "not today" lasts. The dossier says to ask again next time; a day is ours.
pub const NOT_TODAY_LASTS: TimeDelta = TimeDelta::hours(24);
/// How long a clearance without limits counts (dossier 3.7). Stops and holds are kept as long, and
/// mean the full check afterwards.
const CLEAR_LASTS: Months = Months::new(6);
/// How long one with limits counts, a hold that a professional lifted among them (dossier 3.7).
const LIMITS_LAST: Months = Months::new(3);
/// After how long somebody is asked whether what they skip an area for has healed (dossier 3.7).
pub const HEALING_ASKED_AFTER: TimeDelta = TimeDelta::days(14);
/// After how long somebody is asked whether anything is new, so that it is asked before each session
/// (dossier 3.7) and not at every look at a routine. An hour is ours.
pub const NEWS_ASKED_AFTER: TimeDelta = TimeDelta::hours(1);
/// After how long without a word from somebody the lists of what is urgent and what a professional has
/// to be asked about are repeated (dossier 3.7).
pub const REPEATED_AFTER: TimeDelta = TimeDelta::days(30);

/// How far a clock may be set back before what was given by it counts no more. Ours.
const CLOCK_SET_BACK_MAX: TimeDelta = TimeDelta::hours(1);

/// What a screening leaves behind. Never the answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clearance {
    /// What it came to. Never [`Outcome::Exit`], of which nothing is kept.
    pub outcome: Outcome,
    /// What is off. Empty where nothing may be rolled at all.
    pub limits: Limits,
    /// Whether they said that they are 18 or over.
    pub adult: bool,
    /// The version of the questionnaire that was answered.
    pub version: u32,
    /// When the check was begun that gave it, in whole seconds: by this a page knows its own.
    pub begun_at: Timestamp,
    /// When it was given. A stop lasts from here.
    pub screened_at: Timestamp,
    /// From when on it is worth nothing and is deleted.
    pub until: Timestamp,
    /// When they last said that nothing is new, or were screened.
    pub heard_at: Timestamp,
    /// When to ask whether it has healed; never where no area was picked.
    pub heals_asked_at: Option<Timestamp>,
    /// Until when it counts that they limit what they drink, or would rather not be asked, where a check before
    /// this one found that and this one ended before it asked.
    pub no_water_until: Option<Timestamp>,
}

impl Clearance {
    /// What a screening that ends now leaves behind.
    pub fn new(
        outcome: Outcome,
        limits: Limits,
        adult: bool,
        version: u32,
        now: Timestamp,
    ) -> Self {
        Self {
            outcome,
            limits,
            adult,
            version,
            begun_at: whole_seconds(now),
            screened_at: now,
            until: until(outcome, now),
            heard_at: now,
            heals_asked_at: None,
            no_water_until: None,
        }
    }

    /// Until when it counts that they limit what they drink, as far as this or a check before it found that.
    pub fn flagged_until(&self) -> Option<Timestamp> {
        let found = self.limits.no_water.then_some(self.until);
        found.max(self.no_water_until)
    }

    /// From when on nothing of it is kept.
    pub fn kept_until(&self) -> Timestamp {
        self.no_water_until
            .map_or(self.until, |it| it.max(self.until))
    }

    /// What is kept of it once it has ended: that they limit what they drink, and nothing else.
    #[must_use]
    pub fn flag_alone(&self) -> Self {
        Self {
            no_water_until: self.no_water_until,
            // It was never worth anything else.
            until: self.screened_at,
            ..Self::new(
                Outcome::NotToday,
                Limits::default(),
                false,
                self.version,
                self.screened_at,
            )
        }
    }

    /// Whether it is only that.
    pub fn is_flag_alone(&self) -> bool {
        self.until <= self.screened_at
    }
}

/// A moment as far as a page knows when it was begun.
pub(super) fn whole_seconds(at: Timestamp) -> Timestamp {
    DateTime::from_timestamp(at.timestamp(), 0).unwrap_or(at)
}

/// When a clearance that is given now is worth nothing any more.
fn until(outcome: Outcome, now: Timestamp) -> Timestamp {
    let months = match outcome {
        Outcome::NotToday => return now + NOT_TODAY_LASTS,
        Outcome::Limits => LIMITS_LAST,
        Outcome::Clear | Outcome::Hold | Outcome::SameDay | Outcome::Emergency | Outcome::Exit => {
            CLEAR_LASTS
        }
    };
    // Only a date that no calendar has has nothing months later.
    now.checked_add_months(months).unwrap_or(now)
}

/// What is kept of somebody: of a screening, or of where they live.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Member {
    /// Whether private cues may come by direct message during sessions.
    pub dm_consent: bool,
    /// What their screening left behind; nothing once that has ended and was deleted.
    pub clearance: Option<Clearance>,
    /// Areas that are off for today, and until when.
    pub resting: BTreeMap<RegionId, Timestamp>,
    /// In which time zone they live, where they said so.
    pub zone: Option<Zone>,
    /// What they asked to be reminded of.
    pub reminders: Option<Reminders>,
}

impl Member {
    /// Whether they said that they are 18 or over, as far as is known.
    pub fn is_adult(&self) -> bool {
        self.clearance.as_ref().is_some_and(|it| it.adult)
    }

    /// These limits, with the areas that are off for today.
    pub fn limits_at(&self, limits: &Limits, now: Timestamp) -> Limits {
        let resting = self.resting.iter().filter(|(_, until)| now < **until);
        let mut limits = limits.clone();
        limits
            .regions
            .extend(resting.map(|(region, _)| region.clone()));
        limits
    }
}

/// What somebody's clearance is worth now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing<'a> {
    /// There is none that counts: they have to be screened.
    Unscreened,
    /// Help is needed. Nothing lifts it until then, not even another version.
    Stopped {
        /// Emergency or same day.
        outcome: Outcome,
        /// Until when.
        until: Timestamp,
    },
    /// The same, a day later: they are asked whether somebody has seen them (dossier 3.2 rule 4).
    AskedIfSeen(Outcome),
    /// A professional has to agree first.
    Held(&'a Clearance),
    /// A short-lived reason, which ends by itself.
    NotToday(&'a Clearance),
    /// They may roll, within what is off. What is to be asked first stands beside it.
    Rolls(&'a Clearance, Due),
}

/// What has to be asked before somebody rolls (dossier 3.7), the greater before the lesser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// Nothing: they have just been asked.
    Nothing,
    /// Whether anything is new.
    News,
    /// Whether what they skip an area for has healed.
    Healing,
    /// The lists of what is urgent and what a professional has to be asked about.
    Lists,
}

/// What a clearance is worth now, under this version of the questionnaire.
pub fn standing(clearance: Option<&Clearance>, version: u32, now: Timestamp) -> Standing<'_> {
    let Some(it) = clearance.filter(|it| now < it.until) else {
        return Standing::Unscreened;
    };
    match it.outcome {
        Outcome::Emergency | Outcome::SameDay => {
            let until = it.screened_at + STOP_LASTS;
            match now < until {
                true => Standing::Stopped {
                    outcome: it.outcome,
                    until,
                },
                false => Standing::AskedIfSeen(it.outcome),
            }
        }
        _ if it.version != version => Standing::Unscreened,
        // Given while the clock was wrong: nobody knows how old it is.
        _ if now + CLOCK_SET_BACK_MAX < it.screened_at.max(it.heard_at) => Standing::Unscreened,
        Outcome::Exit => Standing::Unscreened,
        Outcome::Hold => Standing::Held(it),
        Outcome::NotToday => Standing::NotToday(it),
        Outcome::Clear | Outcome::Limits => Standing::Rolls(it, due(it, now)),
    }
}

fn due(it: &Clearance, now: Timestamp) -> Due {
    if it.heard_at + REPEATED_AFTER <= now {
        Due::Lists
    } else if it.heals_asked_at.is_some_and(|at| at <= now) {
        Due::Healing
    } else if it.heard_at + NEWS_ASKED_AFTER <= now {
        Due::News
    } else {
        Due::Nothing
    }
}
