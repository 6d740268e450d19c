//! When somebody means, read from what they typed in English or Spanish, as a moment or a refusal.
//!
//! Told what time it is and where. Guesses nothing that it does not give back to be shown: which day,
//! which moment, how often. Says nothing itself: what a refusal sounds like stands in the content.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};

use super::draft::{Day, Draft};
use super::spoken::pieces;
use super::{Hour, Repeat, Timestamp, Zone};

/// How far ahead something may be scheduled: as far as a series goes on. Zones change their rules, and
/// plans change sooner. Ours.
pub const AHEAD_MAX: Months = Months::new(24);
/// The longest text that is looked at, in characters. Nobody needs half of it. Ours.
const TYPED_MAX: usize = 100;
/// How many days are looked through for one that was named: a 29 February may be eight years off, where
/// a century has none, and then it is too far ahead, not missing.
const DAYS_SEEN: u64 = 8 * 366;

/// What was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Read {
    /// When it is, always ahead.
    pub at: Timestamp,
    /// What was asked for, in local time. The clocks show something else then if they skip it.
    pub local: NaiveDateTime,
    /// How often it comes back; none if nothing was said of that.
    pub repeat: Option<Repeat>,
    /// What the clocks do then.
    pub hour: Hour,
}

/// Why nothing could be read, with what would help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// There is nothing there.
    Empty,
    /// Something in it means nothing here.
    Nonsense,
    /// No calendar has that day.
    NoSuchDay,
    /// No clock shows that time.
    NoSuchTime,
    /// Nothing repeats like that here.
    NoSuchRepeat,
    /// The time of day is missing.
    NoTime {
        /// The day that was understood.
        day: NaiveDate,
    },
    /// It has been.
    Past {
        /// When.
        at: Timestamp,
    },
    /// It is farther ahead than [`AHEAD_MAX`].
    TooFar {
        /// When.
        at: Timestamp,
    },
    /// It may be either day, depending on which number is the month.
    TwoDays {
        /// With the day first.
        one: NaiveDate,
        /// With the month first.
        other: NaiveDate,
    },
    /// It may be either repeat.
    TwoRepeats {
        /// One.
        one: Repeat,
        /// The other.
        other: Repeat,
    },
    /// That day is on another weekday than was said.
    OtherWeekday {
        /// The day.
        day: NaiveDate,
    },
    /// It names several days: each is a schedule of its own.
    SeveralDays,
    /// It names several times.
    SeveralTimes,
}

/// Reads when somebody means, at this moment and in this zone.
///
/// A time alone is the next one, a weekday the next one that is ahead, "next Friday" never today. A
/// day without a year is the next one. So many minutes or hours are counted from now, and end on a
/// whole minute, never sooner than was asked; seconds are counted exactly.
pub fn read(typed: &str, now: Timestamp, zone: Zone) -> Result<Read, Unread> {
    if typed.trim().is_empty() {
        return Err(Unread::Empty);
    }
    if TYPED_MAX < typed.chars().count() {
        return Err(Unread::Nonsense);
    }
    let pieces = pieces(typed).ok_or(Unread::Nonsense)?;
    let draft = Draft::of(&pieces)?;
    if draft == Draft::default() {
        return Err(Unread::Nonsense);
    }
    let reader = Reader { now, zone, draft };
    reader.read()
}

/// A time that is being read.
struct Reader {
    now: Timestamp,
    zone: Zone,
    draft: Draft,
}

impl Reader {
    fn read(&self) -> Result<Read, Unread> {
        if let Some(seconds) = self.draft.seconds {
            return self.after(seconds);
        }
        let asked = self.asked_day()?;
        let Some((time, days_later)) = self.time()? else {
            let day = match asked {
                Asked::Fixed(day) => Some(day),
                _ => self.days().find(|it| self.fits(*it, asked)),
            };
            let day = day.ok_or(Unread::NoSuchDay)?;
            self.check_weekday(day)?;
            return Err(Unread::NoTime { day });
        };
        let moment = |day: NaiveDate| {
            let local = (day + Days::new(days_later)).and_time(time);
            (self.zone.instant(local), local)
        };
        if let Asked::Fixed(day) = asked {
            self.check_weekday(day)?;
        }
        let found = match asked {
            Asked::Fixed(day) if !self.draft.from => Some(day),
            _ => {
                let mut days = self.days().filter(|it| self.fits(*it, asked));
                days.find(|it| self.now < moment(*it).0)
            }
        };
        let day = found.ok_or(Unread::NoSuchDay)?;
        self.check_weekday(day)?;
        let (at, local) = moment(day);
        self.ahead(at, local)
    }

    /// So many seconds from now.
    fn after(&self, seconds: i64) -> Result<Read, Unread> {
        let whole = |at: Timestamp| at.with_nanosecond(0).unwrap_or(at);
        let at = whole(self.now + TimeDelta::seconds(seconds));
        let at = match at.second() {
            into_minute if seconds % 60 == 0 && into_minute != 0 => {
                at + TimeDelta::seconds(60 - i64::from(into_minute))
            }
            _ => at,
        };
        self.ahead(at, self.zone.local(at))
    }

    fn ahead(&self, at: Timestamp, local: NaiveDateTime) -> Result<Read, Unread> {
        if at <= self.now {
            return Err(Unread::Past { at });
        }
        if self.now + AHEAD_MAX < at {
            return Err(Unread::TooFar { at });
        }
        Ok(Read {
            at,
            local,
            repeat: self.draft.repeat,
            hour: self.zone.hour(local),
        })
    }

    /// The time of day, and how many days after the one that was named; none if none was said.
    fn time(&self) -> Result<Option<(NaiveTime, u64)>, Unread> {
        let Some((hour, minute, second)) = self.draft.time else {
            return Ok(None);
        };
        let (hour, days_later) = match (self.draft.half, hour) {
            // The midnight of today is the one that comes.
            _ if self.draft.midnight => (0, u64::from(self.draft.day == Some(TODAY))),
            (Some(half), hour) => half.hour(hour).ok_or(Unread::NoSuchTime)?,
            (None, hour) => (hour, 0),
        };
        let time = NaiveTime::from_hms_opt(hour, minute, second);
        Ok(Some((time.ok_or(Unread::NoSuchTime)?, days_later)))
    }

    fn today(&self) -> NaiveDate {
        self.zone.local(self.now).date()
    }

    fn days(&self) -> impl Iterator<Item = NaiveDate> + use<> {
        self.today().iter_days().take_while({
            let last = self.today() + Days::new(DAYS_SEEN);
            move |it| *it <= last
        })
    }

    /// The day that was named, if it was.
    fn asked_day(&self) -> Result<Asked, Unread> {
        let today = self.today();
        Ok(match self.draft.day {
            None if self.draft.next_week && self.draft.weekday.is_none() => {
                Asked::Fixed(today + Days::new(7))
            }
            None => Asked::Any,
            Some(Day::In { months, days }) => {
                let day = today.checked_add_months(Months::new(months));
                let day = day.and_then(|it| it.checked_add_days(Days::new(days.into())));
                Asked::Fixed(day.ok_or(Unread::NoSuchDay)?)
            }
            Some(Day::OfMonth(day @ 1..=31)) => Asked::OfMonth(day),
            Some(Day::OfMonth(_)) => return Err(Unread::NoSuchDay),
            Some(Day::Date { year, month, day }) => match year {
                Some(year) => {
                    let day = NaiveDate::from_ymd_opt(year, month, day);
                    Asked::Fixed(day.ok_or(Unread::NoSuchDay)?)
                }
                None => Asked::Fixed(self.next_of(month, day).ok_or(Unread::NoSuchDay)?),
            },
            Some(Day::Either { one, other, year }) => {
                let dated = |month, day| match year {
                    Some(year) => NaiveDate::from_ymd_opt(year, month, day),
                    None => self.next_of(month, day),
                };
                let (one, other) = (dated(other, one), dated(one, other));
                let (one, other) = one.zip(other).ok_or(Unread::NoSuchDay)?;
                return Err(Unread::TwoDays { one, other });
            }
        })
    }

    /// The next day of a year that is called so, today among them if its time is still ahead.
    fn next_of(&self, month: u32, day: u32) -> Option<NaiveDate> {
        let time = self.time().ok().flatten();
        let is_ahead = |it: &NaiveDate| match time {
            Some((time, later)) => {
                self.now < self.zone.instant((*it + Days::new(later)).and_time(time))
            }
            None => true,
        };
        let mut days = (self.days()).filter(|it| (it.month(), it.day()) == (month, day));
        days.find(is_ahead)
    }

    fn fits(&self, day: NaiveDate, asked: Asked) -> bool {
        let draft = &self.draft;
        let today = self.today();
        let is_asked = match asked {
            Asked::Any => draft.weekday.is_none_or(|it| it == day.weekday()),
            Asked::OfMonth(it) => day.day() == it,
            Asked::Fixed(it) if draft.from => {
                it <= day && draft.weekday.is_none_or(|it| it == day.weekday())
            }
            Asked::Fixed(it) => it == day,
        };
        let week = |it: NaiveDate| it.week(chrono::Weekday::Mon).first_day();
        let is_nth = |nth: i32| match nth {
            -1 => (day + Days::new(7)).month() != day.month(),
            _ => i64::from(day.day0() / 7) == i64::from(nth) - 1,
        };
        is_asked
            && draft.nth.is_none_or(is_nth)
            && draft.month.is_none_or(|it| it == day.month())
            && (!draft.next || today < day)
            && (!draft.next_week
                || matches!(asked, Asked::Fixed(_))
                || week(day) == week(today) + Days::new(7))
            && draft.repeat.is_none_or(|it| it.admits(day.weekday()))
    }

    /// Whether a day that was named is on the weekday that was.
    fn check_weekday(&self, day: NaiveDate) -> Result<(), Unread> {
        let weekday = day.weekday();
        let is_other = self.draft.weekday.is_some_and(|it| it != weekday)
            || self.draft.repeat.is_some_and(|it| !it.admits(weekday));
        match is_other && !self.draft.from {
            true => Err(Unread::OtherWeekday { day }),
            false => Ok(()),
        }
    }
}

const TODAY: Day = Day::In { months: 0, days: 0 };

/// Which days may be meant.
#[derive(Clone, Copy, Debug)]
enum Asked {
    /// Whichever comes first.
    Any,
    /// This one.
    Fixed(NaiveDate),
    /// The next one with that number.
    OfMonth(u32),
}
