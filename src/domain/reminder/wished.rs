//! What somebody wants of reminders, as they typed it, made into what they asked for.

use super::{
    AFTER_MINUTES_DEFAULT, CHECK_IN_DEFAULT, NotSo, Reminders, Span, ThroughDay, TimeOfDay,
};
use crate::domain::phrases;
use crate::domain::spoken::{Piece, pieces};

/// How many minutes lie between two through the day, where they did not say. Ours.
const EVERY_MINUTES_DEFAULT: u16 = 120;
/// The part of the day in which they come, where they did not say: inside of what is not quiet. Ours.
const DAYTIME: Span = Span {
    from: TimeOfDay(10 * 60),
    to: TimeOfDay(18 * 60),
};

/// What somebody wants. What is left out stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wished {
    /// Minutes between two through the day.
    pub every: Option<u32>,
    /// From when on they come through the day, as typed.
    pub from: Option<String>,
    /// Until when.
    pub to: Option<String>,
    /// Whether one comes after sessions.
    pub after_sessions: Option<bool>,
    /// How many minutes after them.
    pub after_minutes: Option<u32>,
    /// From when on nothing comes, as typed.
    pub quiet_from: Option<String>,
    /// Until when.
    pub quiet_to: Option<String>,
    /// Whether they are asked how it feels on the day after a session.
    pub next_day: Option<bool>,
    /// When they are asked that, as typed.
    pub next_day_at: Option<String>,
}

impl Wished {
    /// What they asked for until now, with this. Where nothing comes of it that could be sent, a reminder
    /// after sessions is what they want.
    ///
    /// # Errors
    /// What is not allowed, with what would be.
    pub fn on(&self, is: Reminders) -> Result<Reminders, NotSo> {
        let through_day = self.through_day(is.through_day)?;
        let quiet = Span {
            from: time_or(self.quiet_from.as_ref(), is.quiet.from)?,
            to: time_or(self.quiet_to.as_ref(), is.quiet.to)?,
        };
        let after = minutes(self.after_minutes);
        let after_minutes = match self.after_sessions {
            Some(false) => None,
            Some(true) => Some(after.or(is.after_minutes).unwrap_or(AFTER_MINUTES_DEFAULT)),
            None => after.or(is.after_minutes),
        };
        let check_in = match (self.next_day, &self.next_day_at) {
            (Some(false), _) => None,
            (None, None) => is.check_in,
            (_, at) => Some(time_or(
                at.as_ref(),
                is.check_in.unwrap_or(CHECK_IN_DEFAULT),
            )?),
        };
        let mut wanted = Reminders {
            after_minutes,
            through_day,
            quiet,
            check_in,
            is_closed: false,
            ..is
        };
        if !wanted.is_any() && self.after_sessions.is_none() && self.next_day.is_none() {
            wanted.after_minutes = Some(AFTER_MINUTES_DEFAULT);
        }
        wanted.checked()
    }

    fn through_day(&self, is: Option<ThroughDay>) -> Result<Option<ThroughDay>, NotSo> {
        let is_said = self.every.is_some() || self.from.is_some() || self.to.is_some();
        if !is_said {
            return Ok(is);
        }
        let is = is.unwrap_or(ThroughDay {
            every_minutes: EVERY_MINUTES_DEFAULT,
            from: DAYTIME.from,
            to: DAYTIME.to,
        });
        Ok(Some(ThroughDay {
            every_minutes: minutes(self.every).unwrap_or(is.every_minutes),
            from: time_or(self.from.as_ref(), is.from)?,
            to: time_or(self.to.as_ref(), is.to)?,
        }))
    }

    /// Whether it asks for one to drink.
    pub fn asks_to_drink(&self) -> bool {
        self.every.is_some()
            || self.from.is_some()
            || self.to.is_some()
            || self.after_sessions == Some(true)
            || self.after_minutes.is_some()
            // With nothing said, that is what is meant.
            || *self == Self::default()
    }
}

/// More than any day has is as wrong as a little more.
fn minutes(typed: Option<u32>) -> Option<u16> {
    typed.map(|it| u16::try_from(it).unwrap_or(u16::MAX))
}

fn time_or(typed: Option<&String>, is: TimeOfDay) -> Result<TimeOfDay, NotSo> {
    let Some(typed) = typed else { return Ok(is) };
    time(typed).ok_or_else(|| NotSo::NoTime {
        typed: typed.clone(),
    })
}

/// A time of day alone: "18:30", "7pm", "las 9".
fn time(typed: &str) -> Option<TimeOfDay> {
    let pieces = pieces(typed)?;
    let (hour, minute, half) = match (pieces.as_slice(), phrases::time(&pieces)) {
        // Here a number alone can be nothing else.
        ([Piece::Number(hour, 1 | 2)], _) | ([Piece::At, Piece::Number(hour, 1 | 2)], _) => {
            (*hour, 0, None)
        }
        ([Piece::Number(it, 3 | 4)], _) => (it / 100, it % 100, None),
        ([Piece::Dotted(hour, minute)], _) => (*hour, *minute, None),
        ([Piece::Midnight] | [Piece::At, Piece::Midnight], _) => (0, 0, None),
        (_, Some(((hour, minute, 0), []))) => (hour, minute, None),
        (_, Some(((hour, minute, 0), [Piece::Half(half)]))) => (hour, minute, Some(*half)),
        _ => return None,
    };
    let hour = match half {
        None if hour == 24 && minute == 0 => 0,
        None => hour,
        Some(half) => half.hour(hour)?.0,
    };
    let minutes = (hour < 24 && minute < 60).then_some(hour * 60 + minute)?;
    TimeOfDay::from_minutes(u16::try_from(minutes).ok()?)
}
