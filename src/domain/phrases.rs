//! Runs of pieces that mean one thing: a time of day, a day of the year, how long something is.
//!
//! Each gives what it has read and what stands behind it. Knows no clock.

use super::draft::{Day, TimeOfDay};
use super::spoken::{Piece, Unit};

use Piece::{A, And, At, Clock, Dotted, Half, HalfOf, Less, Mar, Month, Noon, Number, Ordinal};
use Piece::{Past, Quarter, Second, To};

/// Years that are meant where a number of four digits stands behind a day.
const YEARS: std::ops::RangeInclusive<u32> = 2000..=2099;

/// A time of day that cannot be anything else.
pub(super) fn time(pieces: &[Piece]) -> Option<(TimeOfDay, &[Piece])> {
    let (pieces, is_said) = match pieces {
        [At, rest @ ..] => (rest, true),
        _ => (pieces, false),
    };
    if let Some(read) = minutes_first(pieces).or_else(|| minutes_behind(pieces)) {
        return Some(read);
    }
    Some(match pieces {
        [Clock(hour, minute, second), rest @ ..] => ((*hour, *minute, *second), rest),
        [Noon, rest @ ..] => ((12, 0, 0), rest),
        [Dotted(hour, minute), rest @ ..] if is_said || matches!(rest, [Half(_), ..]) => {
            ((*hour, *minute, 0), rest)
        }
        [Number(it, digits), Piece::Unit(Unit::Hour), rest @ ..] => (whole(*it, *digits), rest),
        [Number(it, digits), rest @ ..] if is_said || matches!(rest, [Half(_), ..]) => {
            (whole(*it, *digits), rest)
        }
        _ => return None,
    })
}

/// `18`, or `1830`.
fn whole(number: u32, digits: usize) -> TimeOfDay {
    match digits {
        1 | 2 => (number, 0, 0),
        _ => (number / 100, number % 100, 0),
    }
}

/// So many minutes before a full hour.
fn before(hour: u32, minutes: u32) -> Option<TimeOfDay> {
    let hour = (hour <= 24).then(|| (hour + 23) % 24)?;
    Some((hour, 60_u32.checked_sub(minutes)?, 0))
}

/// "half past six".
fn minutes_first(pieces: &[Piece]) -> Option<(TimeOfDay, &[Piece])> {
    Some(match pieces {
        [HalfOf, Past, Number(hour, _), rest @ ..] => ((*hour, 30, 0), rest),
        [Quarter, Past, Number(hour, _), rest @ ..] => ((*hour, 15, 0), rest),
        [Quarter, To, Number(hour, _), rest @ ..] => (before(*hour, 15)?, rest),
        // Other numbers are as likely to be hours: "from 18 to 19".
        [
            Number(it @ (5 | 10 | 20 | 25), _),
            Past,
            Number(hour, _),
            rest @ ..,
        ] => ((*hour, *it, 0), rest),
        [
            Number(it @ (5 | 10 | 20 | 25), _),
            To,
            Number(hour, _),
            rest @ ..,
        ] => (before(*hour, *it)?, rest),
        _ => return None,
    })
}

/// "las seis y media".
fn minutes_behind(pieces: &[Piece]) -> Option<(TimeOfDay, &[Piece])> {
    Some(match pieces {
        [Number(hour, _), And, HalfOf, rest @ ..] => ((*hour, 30, 0), rest),
        [Number(hour, _), And, Quarter, rest @ ..] => ((*hour, 15, 0), rest),
        [Number(hour, _), Less, Quarter, rest @ ..] => (before(*hour, 15)?, rest),
        [Number(hour, _), Less, Number(minute, _), rest @ ..] => (before(*hour, *minute)?, rest),
        [Number(hour, 1 | 2), And, Number(minute, 1 | 2), rest @ ..]
            if !matches!(rest, [Month(_) | Mar, ..]) =>
        {
            ((*hour, *minute, 0), rest)
        }
        [
            Number(hour, 1 | 2),
            Piece::Unit(Unit::Hour),
            Number(minute, 2),
            rest @ ..,
        ] => ((*hour, *minute, 0), rest),
        _ => return None,
    })
}

/// A day of the year, or of a month.
pub(super) fn date(pieces: &[Piece]) -> Option<(Day, &[Piece])> {
    let (day, month, rest) = match pieces {
        [Piece::Date(year, month, day), rest @ ..] => {
            let (year, month, day) = (Some(*year), *month, *day);
            return Some((Day::Date { year, month, day }, rest));
        }
        [Piece::DayMonth(one, other, year), rest @ ..] => {
            return Some((either(*one, *other, *year), rest));
        }
        [Piece::Unit(Unit::Day), Number(day, 1 | 2), rest @ ..] => {
            return Some((Day::OfMonth(*day), rest));
        }
        [Number(day, 1 | 2) | Ordinal(day), Month(month), rest @ ..] => (*day, *month, rest),
        [Number(day, 1 | 2) | Ordinal(day), Mar, rest @ ..] => (*day, 3, rest),
        [Second, Month(month), rest @ ..] => (2, *month, rest),
        [Month(_) | Mar, Number(..), Half(_) | Piece::Unit(_), ..] => return None,
        [Month(month), Number(day, 1 | 2) | Ordinal(day), rest @ ..] => (*day, *month, rest),
        [Mar, Number(day, 1 | 2) | Ordinal(day), rest @ ..] => (*day, 3, rest),
        _ => return None,
    };
    let (year, rest) = match rest {
        [Number(year, 4), rest @ ..] if YEARS.contains(year) => (i32::try_from(*year).ok(), rest),
        _ => (None, rest),
    };
    Some((Day::Date { year, month, day }, rest))
}

/// Which of two numbers is the month, if only one can be.
fn either(one: u32, other: u32, year: Option<i32>) -> Day {
    let is_month = |it: u32| (1..=12).contains(&it);
    let (day, month) = match (is_month(one), is_month(other)) {
        (true, true) if one != other => return Day::Either { one, other, year },
        (true, false) => (other, one),
        _ => (one, other),
    };
    Day::Date { year, month, day }
}

/// Whether this is how long it is from now, though nothing says so: a time of day has no such units.
pub(super) fn is_duration(pieces: &[Piece]) -> bool {
    use Piece::Unit as Of;
    match pieces {
        [HalfOf, Of(_), ..] | [HalfOf, A, Of(_), ..] => true,
        [Number(..), Of(Unit::Hour), Number(..), Of(Unit::Minute), ..] => true,
        [Number(..), Of(unit), ..] => *unit != Unit::Hour,
        _ => false,
    }
}

/// How long something is, in halves of a unit.
pub(super) fn stretch(pieces: &[Piece]) -> Option<(u32, Unit, &[Piece])> {
    use Piece::Unit as Of;
    let pieces = match pieces {
        [And, rest @ ..] => rest,
        _ => pieces,
    };
    let hour = |count: u32, minutes: u32| 2 * (60 * count + minutes);
    Some(match pieces {
        [Number(it, _), Of(unit), And, HalfOf, rest @ ..]
        | [Number(it, _), Of(unit), And, A, HalfOf, rest @ ..]
        | [Number(it, _), And, HalfOf, Of(unit), rest @ ..]
        | [Number(it, _), And, A, HalfOf, Of(unit), rest @ ..]
        | [Dotted(it, 5), Of(unit), rest @ ..]
            if !matches!(rest, [Past, ..]) =>
        {
            (2 * it + 1, *unit, rest)
        }
        [A, Of(unit), And, A, HalfOf, rest @ ..] | [Of(unit), And, HalfOf, rest @ ..] => {
            (3, *unit, rest)
        }
        [HalfOf, Of(unit), rest @ ..] | [HalfOf, A, Of(unit), rest @ ..] => (1, *unit, rest),
        [Quarter, Of(Unit::Hour), rest @ ..]
        | [Quarter, A, Of(Unit::Hour), rest @ ..]
        | [Number(1, _), Quarter, Of(Unit::Hour), rest @ ..] => (hour(0, 15), Unit::Minute, rest),
        [Number(it, _), Of(Unit::Hour), Number(minutes, 2)] => {
            (hour(*it, *minutes), Unit::Minute, &[])
        }
        [Number(it, _), Of(unit), rest @ ..] => (2 * it, *unit, rest),
        [A, Of(unit), rest @ ..] => (2, *unit, rest),
        [A | Number(1, _), Second, rest @ ..] => (2, Unit::Second, rest),
        _ => return None,
    })
}
