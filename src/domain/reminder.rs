//! What members asked to be reminded of, and when: times of day where they live, quiet hours, caps.
//!
//! Pure, and told what time it is. Only who asked is reminded; what is too late is dropped, never sent late
//! (dossier 6.4 and 6.5).

mod due;
mod wished;

use std::fmt;
use std::ops::RangeInclusive;

use chrono::{NaiveDateTime, NaiveTime, TimeDelta, Timelike};

use super::Language;

pub use due::{Drinks, Dropped, DueReminder, Occasion, Reminder, Sent, Weighed, session_reminds};
pub use wished::Wished;

/// How many minutes after a session somebody may be reminded (dossier 6.5).
pub const AFTER_MINUTES: RangeInclusive<u16> = 30..=180;
/// The same, where they did not say (dossier 6.5).
pub const AFTER_MINUTES_DEFAULT: u16 = 90;
/// How many minutes lie at least between two reminders (dossier 6.4).
pub const EVERY_MINUTES_MIN: u16 = 60;
/// How many come through one day at most, those that were snoozed among them (dossier 6.4).
pub const A_DAY_MAX: usize = 8;
/// How many come after sessions in one day at most (dossier 6.4).
pub const AFTER_SESSIONS_A_DAY_MAX: usize = 2;
/// When a snoozed one comes again.
pub const SNOOZED_FOR: TimeDelta = TimeDelta::minutes(60);
/// When somebody is asked how it feels on the next day, where they did not say (dossier 6.5).
pub const CHECK_IN_DEFAULT: TimeOfDay = TimeOfDay(9 * 60);

/// Minutes of a day.
const DAY: u16 = 24 * 60;

/// A time of day, to the minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay(u16);

impl TimeOfDay {
    /// So many minutes after midnight; none where no day has as many.
    pub fn from_minutes(minutes: u16) -> Option<Self> {
        (minutes < DAY).then_some(Self(minutes))
    }

    /// Minutes after midnight.
    pub fn minutes(self) -> u16 {
        self.0
    }

    /// The one that clocks show, without its seconds.
    pub fn of(local: NaiveDateTime) -> Self {
        Self(u16::try_from(local.hour() * 60 + local.minute()).unwrap_or_default())
    }

    /// So many minutes behind it, on the next day where need be.
    fn plus(self, minutes: u16) -> Self {
        Self((self.0 + minutes % DAY) % DAY)
    }

    /// How many minutes lie behind the other one, on the day before where need be.
    fn since(self, other: Self) -> u16 {
        (self.0 + DAY - other.0) % DAY
    }

    /// The same for `chrono`.
    fn time(self) -> NaiveTime {
        NaiveTime::MIN + TimeDelta::minutes(self.0.into())
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// A part of every day: from one time up to another, past midnight where that is earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// From when.
    pub from: TimeOfDay,
    /// Up to when, which is not in it.
    pub to: TimeOfDay,
}

impl Span {
    /// Quiet hours, where nobody said anything else (dossier 6.5).
    pub const QUIET: Span = Span {
        from: TimeOfDay(21 * 60),
        to: TimeOfDay(8 * 60),
    };

    /// Whether it lies in it. One that ends where it begins has nothing in it.
    pub fn holds(self, time: TimeOfDay) -> bool {
        time.since(self.from) < self.to.since(self.from)
    }
}

/// What somebody asked to be reminded of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reminders {
    /// What they read.
    pub language: Language,
    /// How many minutes after a session, where they want that.
    pub after_minutes: Option<u16>,
    /// Through the day, where they want that.
    pub through_day: Option<ThroughDay>,
    /// When nothing comes.
    pub quiet: Span,
    /// When they are asked how it feels on the day after a session, where they want that.
    pub check_in: Option<TimeOfDay>,
    /// Whether all of it ended because their direct messages are closed, and they do not know yet.
    pub is_closed: bool,
}

impl Reminders {
    /// None yet, for whoever reads this.
    pub fn none(language: Language) -> Self {
        Self {
            language,
            after_minutes: None,
            through_day: None,
            quiet: Span::QUIET,
            check_in: None,
            is_closed: false,
        }
    }

    /// Nothing is sent any more; what they read stays.
    #[must_use]
    pub fn ended(self) -> Self {
        Self::none(self.language)
    }

    /// The same without any to drink.
    #[must_use]
    pub fn without_drinks(self) -> Self {
        Self {
            after_minutes: None,
            through_day: None,
            ..self
        }
    }

    /// Whether anything is ever sent.
    pub fn is_any(&self) -> bool {
        self.is_on() || self.check_in.is_some()
    }

    /// Whether they are ever reminded to drink.
    pub fn is_on(&self) -> bool {
        self.after_minutes.is_some() || self.through_day.is_some()
    }

    /// The times of day at which they are reminded to drink.
    pub fn times(&self) -> Vec<TimeOfDay> {
        let all = self.through_day.into_iter().flat_map(ThroughDay::times);
        all.filter(|it| !self.quiet.holds(*it)).collect()
    }

    /// Holds them against what is allowed.
    ///
    /// # Errors
    /// What is not, with what would be.
    pub fn checked(self) -> Result<Self, NotSo> {
        if let Some(minutes) = self.after_minutes.filter(|it| !AFTER_MINUTES.contains(it)) {
            return Err(NotSo::After { minutes });
        }
        let Some(through) = self.through_day else {
            return Ok(self);
        };
        if through.every_minutes < EVERY_MINUTES_MIN {
            return Err(NotSo::TooOften {
                minutes: through.every_minutes,
            });
        }
        match self.times().len() {
            0 => Err(NotSo::AllQuiet { quiet: self.quiet }),
            1..=A_DAY_MAX => Ok(self),
            times => Err(NotSo::TooMany {
                times,
                fits_minutes: self.fits(through),
            }),
        }
    }

    /// How many minutes apart they are no more than what is allowed, in steps of a quarter of an hour.
    fn fits(&self, through: ThroughDay) -> u16 {
        let steps = (through.every_minutes / 15 + 1..=DAY / 15).map(|it| it * 15);
        let mut fits = steps.filter(|every_minutes| {
            let through_day = Some(ThroughDay {
                every_minutes: *every_minutes,
                ..through
            });
            let them = Self {
                through_day,
                ..*self
            };
            them.times().len() <= A_DAY_MAX
        });
        fits.next().unwrap_or(DAY)
    }
}

/// Every so many minutes between two times of day, both of which are among them where it comes out even.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ThroughDay {
    /// How many minutes lie between two.
    pub every_minutes: u16,
    /// The first.
    pub from: TimeOfDay,
    /// The last at the latest, past midnight where that is earlier.
    pub to: TimeOfDay,
}

impl ThroughDay {
    fn times(self) -> impl Iterator<Item = TimeOfDay> {
        let long = self.to.since(self.from);
        let step = usize::from(self.every_minutes.max(1));
        (0..=long).step_by(step).map(move |it| self.from.plus(it))
    }
}

/// What of somebody's wishes is not allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotSo {
    /// So many minutes after a session are not in [`AFTER_MINUTES`].
    After {
        /// How many.
        minutes: u16,
    },
    /// Fewer than [`EVERY_MINUTES_MIN`] lie between two.
    TooOften {
        /// How many.
        minutes: u16,
    },
    /// More than [`A_DAY_MAX`] would come in a day.
    TooMany {
        /// How many.
        times: usize,
        /// With how many minutes between two it would be few enough.
        fits_minutes: u16,
    },
    /// All of them lie in quiet hours.
    AllQuiet {
        /// Those.
        quiet: Span,
    },
    /// No time of day reads like this.
    NoTime {
        /// As typed. User text: escape it before it is shown.
        typed: String,
    },
}
