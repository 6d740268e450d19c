//! What somebody asked for when they typed a time, put together from its pieces and not yet dated.
//!
//! Knows which pieces go together. Knows no clock: which day "Tuesday" is, is for others to say.

use chrono::Weekday;

use super::phrases::{date, is_duration, stretch, time};
use super::spoken::{Half, Piece, Unit};
use super::{Repeat, Unread};

/// A time of day as it was typed, which no clock may show: hour, minute, second.
pub(super) type TimeOfDay = (u32, u32, u32);

const DAY_SECONDS: i64 = 24 * 60 * 60;

/// What was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Draft {
    /// How often.
    pub(super) repeat: Option<Repeat>,
    /// On which day, if one was named.
    pub(super) day: Option<Day>,
    /// On which weekday.
    pub(super) weekday: Option<Weekday>,
    /// On which of the weekdays of a month: 1 to 4, or -1 for the last.
    pub(super) nth: Option<i32>,
    /// In which month that is.
    pub(super) month: Option<u32>,
    /// Not today, whatever day it is.
    pub(super) next: bool,
    /// In the week after this one.
    pub(super) next_week: bool,
    /// Not before the day that was named.
    pub(super) from: bool,
    /// At what time.
    pub(super) time: Option<TimeOfDay>,
    /// In which half of the day that is.
    pub(super) half: Option<Half>,
    /// At the end of the day, rather than at a time in it.
    pub(super) midnight: bool,
    /// So many seconds from now.
    pub(super) seconds: Option<i64>,
    every: bool,
    second: bool,
    dotted: Vec<(u32, u32)>,
    loose: Vec<(u32, usize)>,
}

/// A day that was named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Day {
    /// So many months and days from today.
    In {
        /// Months.
        months: u32,
        /// Days.
        days: u32,
    },
    /// A day of one year, or of the next year that has it.
    Date {
        /// Which.
        year: Option<i32>,
        /// From 1.
        month: u32,
        /// From 1.
        day: u32,
    },
    /// One of two numbers is the month, and the other one the day.
    Either {
        /// The first.
        one: u32,
        /// The second.
        other: u32,
        /// Which year.
        year: Option<i32>,
    },
    /// A day of the next month that has it.
    OfMonth(u32),
}

impl Draft {
    /// What the pieces come to.
    pub(super) fn of(pieces: &[Piece]) -> Result<Self, Unread> {
        let mut draft = Self::default();
        let mut rest = pieces;
        if pieces.contains(&Piece::FromNow) || is_duration(pieces) {
            rest = draft.wait(pieces)?.unwrap_or(pieces);
        }
        while !rest.is_empty() {
            rest = draft.take(rest)?;
        }
        draft.place_dotted()?;
        draft.place_loose()?;
        draft.settle_repeat()?;
        Ok(draft)
    }

    /// Takes what stands first, and gives what is behind it.
    fn take<'a>(&mut self, pieces: &'a [Piece]) -> Result<&'a [Piece], Unread> {
        if let Some((time, rest)) = time(pieces) {
            self.set_time(time)?;
            return Ok(rest);
        }
        if let Some((day, rest)) = date(pieces) {
            self.set_day(day)?;
            return Ok(rest);
        }
        let Some((first, rest)) = pieces.split_first() else {
            return Ok(pieces);
        };
        match (*first, rest) {
            (Piece::Filler | Piece::A | Piece::At | Piece::And | Piece::FromNow, _) => {}
            (Piece::In, _) => return Ok(self.wait(rest)?.unwrap_or(rest)),
            (Piece::Every, [Piece::Number(..) | Piece::Unit(_), ..])
            | (Piece::Repeats(Repeat::Fortnightly), [Piece::Unit(_), ..])
            | (Piece::NoRepeat, _) => return Err(Unread::NoSuchRepeat),
            (Piece::Every, _) => self.every = true,
            (Piece::Repeats(it), _) if self.repeat.is_some_and(|other| it != other) => {
                return Err(Unread::NoSuchRepeat);
            }
            (Piece::Repeats(it), _) => self.repeat = Some(it),
            (Piece::From, _) => self.from = true,
            (Piece::Next, [Piece::Unit(Unit::Week), rest @ ..])
            | (Piece::Unit(Unit::Week), [Piece::Next, rest @ ..]) => {
                self.next_week = true;
                return Ok(rest);
            }
            (Piece::Next, _) => self.next = true,
            (Piece::Ordinal(_) | Piece::Second | Piece::Last, [Piece::Weekday(_), ..]) => {
                self.second = *first == Piece::Second;
                self.nth = Some(match first {
                    Piece::Ordinal(it @ 1..=4) => i32::try_from(*it).unwrap_or(-1),
                    Piece::Second => 2,
                    Piece::Last => -1,
                    _ => return Err(Unread::NoSuchRepeat),
                });
            }
            (Piece::Ordinal(it), _) => self.set_day(Day::OfMonth(it))?,
            (Piece::Tonight, _) => {
                self.half = Some(Half::Night);
                self.set_day(Day::In { months: 0, days: 0 })?;
            }
            (Piece::InDays(days), _) => self.set_day(Day::In { months: 0, days })?,
            (Piece::Weekday(it), _) => self.set_weekday(it)?,
            (Piece::Mar, _) => self.set_weekday(Weekday::Tue)?,
            (Piece::Month(it), _) => self.month = Some(it),
            (Piece::Half(it), _) => self.half = Some(it),
            (Piece::Midnight, _) => {
                self.midnight = true;
                self.set_time((0, 0, 0))?;
            }
            (Piece::Dotted(one, other), _) => self.dotted.push((one, other)),
            (
                Piece::Number(..),
                [
                    Piece::And,
                    Piece::Number(..),
                    Piece::Month(_) | Piece::Mar,
                    ..,
                ],
            ) => {
                return Err(Unread::SeveralDays);
            }
            (Piece::Number(it, digits), _) => self.loose.push((it, digits)),
            (Piece::To, _) if self.time.is_some() => return Err(Unread::SeveralTimes),
            (Piece::Span, _) => return Err(Unread::SeveralTimes),
            _ => return Err(Unread::Nonsense),
        }
        Ok(rest)
    }

    /// Takes how long it is from now, if that is what stands there.
    fn wait<'a>(&mut self, pieces: &'a [Piece]) -> Result<Option<&'a [Piece]>, Unread> {
        let (mut months, mut days, mut seconds) = (0, 0, 0);
        let mut rest = pieces;
        if let [Piece::Clock(hours, minutes, 0), behind @ ..] = pieces {
            seconds = i64::from(*hours) * 60 * 60 + i64::from(*minutes) * 60;
            rest = behind;
        }
        while let Some((halves, unit, behind)) = stretch(rest) {
            let half = |whole: i64| i64::from(halves) * whole / 2;
            match unit {
                Unit::Second => seconds += half(1),
                Unit::Minute => seconds += half(60),
                Unit::Hour => seconds += half(60 * 60),
                Unit::Day | Unit::Week | Unit::Month if halves % 2 == 1 => {
                    return Err(Unread::Nonsense);
                }
                Unit::Day => days += halves / 2,
                Unit::Week => days += halves / 2 * 7,
                Unit::Month => months += halves / 2,
            }
            rest = behind;
        }
        if rest.len() == pieces.len() {
            return Ok(None);
        }
        if seconds == 0 {
            self.set_day(Day::In { months, days })?;
            return Ok(Some(rest));
        }
        // What else is said would be a second answer to the same question.
        let is_all = months == 0 && rest.iter().all(|it| *it == Piece::FromNow);
        if !is_all {
            return Err(Unread::Nonsense);
        }
        self.seconds = Some(seconds + i64::from(days) * DAY_SECONDS);
        Ok(Some(&[]))
    }

    fn set_time(&mut self, time: TimeOfDay) -> Result<(), Unread> {
        match self.time.replace(time) {
            Some(_) => Err(Unread::SeveralTimes),
            None => Ok(()),
        }
    }

    fn set_day(&mut self, day: Day) -> Result<(), Unread> {
        match self.day.replace(day) {
            Some(other) if other != day => Err(Unread::SeveralDays),
            _ => Ok(()),
        }
    }

    fn set_weekday(&mut self, weekday: Weekday) -> Result<(), Unread> {
        match self.weekday.replace(weekday) {
            Some(other) if other != weekday => Err(Unread::SeveralDays),
            _ => Ok(()),
        }
    }

    /// Two numbers with a full stop between are a time where one is missing, and a day otherwise.
    fn place_dotted(&mut self) -> Result<(), Unread> {
        let is_day = |(_, month): (u32, u32)| (1..=12).contains(&month);
        let dated = |(day, month): (u32, u32)| Day::Date {
            year: None,
            month,
            day,
        };
        let names_day = self.day.is_some() || self.weekday.is_some();
        match std::mem::take(&mut self.dotted).as_slice() {
            [] => Ok(()),
            [it] if self.time.is_some() && is_day(*it) => self.set_day(dated(*it)),
            [it] if self.time.is_some() || names_day || it.0 < 24 || !is_day(*it) => {
                self.set_time((it.0, it.1, 0))
            }
            [it] => self.set_day(dated(*it)),
            [day, it] | [it, day] if self.time.is_none() && is_day(*day) => {
                self.set_day(dated(*day))?;
                self.set_time((it.0, it.1, 0))
            }
            _ => Err(Unread::SeveralTimes),
        }
    }

    /// A number that nothing goes with is the time where one is missing, and otherwise the day of a
    /// month, or the year.
    fn place_loose(&mut self) -> Result<(), Unread> {
        let loose = std::mem::take(&mut self.loose);
        match (loose.as_slice(), self.time, &mut self.day) {
            ([], _, _) => Ok(()),
            ([(it, 3 | 4)], None, _) => self.set_time((it / 100, it % 100, 0)),
            ([(it, _)], None, _) => self.set_time((*it, 0, 0)),
            ([(it, 1 | 2)], Some(_), None) => self.set_day(Day::OfMonth(*it)),
            (
                [(it, 4)],
                Some(_),
                Some(
                    Day::Date {
                        year: year @ None, ..
                    }
                    | Day::Either {
                        year: year @ None, ..
                    },
                ),
            ) => {
                *year = i32::try_from(*it).ok();
                Ok(())
            }
            _ => Err(Unread::Nonsense),
        }
    }

    fn settle_repeat(&mut self) -> Result<(), Unread> {
        let monthly = self.repeat == Some(Repeat::Monthly);
        let of_month = matches!(self.day, Some(Day::OfMonth(_)));
        match (self.every, self.weekday, self.nth) {
            // "every second Tuesday" is every other one to some, and one a month to others.
            (true, _, Some(2)) if self.second && !monthly && self.month.is_none() => {
                return Err(Unread::TwoRepeats {
                    one: Repeat::Fortnightly,
                    other: Repeat::Monthly,
                });
            }
            (true, _, Some(_)) => self.repeat = self.repeat.or(Some(Repeat::Monthly)),
            (true, Some(_), None) => self.repeat = self.repeat.or(Some(Repeat::Weekly)),
            (true, None, None) if self.repeat.is_none() => return Err(Unread::NoSuchRepeat),
            // "last Tuesday" has been.
            (false, _, Some(-1)) if !monthly && self.month.is_none() => {
                return Err(Unread::Nonsense);
            }
            (_, None, None) if self.month.is_some() => return Err(Unread::Nonsense),
            _ => {}
        }
        let has_weekday = self.weekday.is_some();
        match self.repeat {
            // A month is gone through by weekdays, never by numbers; a year not at all.
            Some(Repeat::Monthly) if of_month || self.month.is_some() => Err(Unread::NoSuchRepeat),
            Some(Repeat::Daily | Repeat::Weekdays) if has_weekday => Err(Unread::NoSuchRepeat),
            _ => Ok(()),
        }
    }
}
