//! Everything that somebody may be told about reminders, so that all of it is seen to fit.

use chrono::{DateTime, Days, NaiveDate};

use super::reminder;
use crate::domain::{
    AFTER_MINUTES, DiaryDay, Drinks, Dropped, HydrationTold, Language, Library, NotSo, Occasion,
    Reminder, Reminders, SessionId, Span, ThroughDay, TimeOfDay, Timestamp, Told, Zone,
};
use crate::present::PrivateCard;

/// A moment with as many digits as any.
const LATE: i64 = 9_999_999_999;
/// As long as what somebody types may be (Discord docs, interactions/application-commands).
const TYPED_CHARS_MAX: usize = 6_000;

/// Everything, with a name.
pub(in crate::present) fn hydration() -> Vec<(String, Told)> {
    let mut all = plain();
    let (zone, next) = (zone(), Some(late()));
    for (drinks, reminders) in [
        (Drinks::Fine, Some(most())),
        (Drinks::Fine, None),
        (Drinks::NoWater, Some(most().without_drinks())),
        (Drinks::Unfinished, None),
    ] {
        let told = HydrationTold::Status {
            reminders,
            drinks,
            zone,
            next,
            week: week(),
        };
        all.push(("the status of reminders", told));
    }
    for is_full in [true, false] {
        all.push((
            "a drink",
            HydrationTold::Logged {
                today: 100,
                is_full,
            },
        ));
    }
    let not_so = [
        NotSo::After { minutes: u16::MAX },
        NotSo::TooOften { minutes: 59 },
        NotSo::TooMany {
            times: 24,
            fits_minutes: 1440,
        },
        NotSo::AllQuiet { quiet: Span::QUIET },
        NotSo::NoTime {
            typed: "*".repeat(TYPED_CHARS_MAX),
        },
    ];
    all.extend(not_so.map(|it| ("reminders that may not be", HydrationTold::NotSo(it))));
    let dropped = Dropped::ALL.iter();
    all.extend(dropped.map(|(_, why)| ("not once more", HydrationTold::NotAgain(*why))));
    all.iter().for_each(|(_, told)| known(told));
    let named = |(name, told): (&str, HydrationTold)| (name.to_owned(), Told::Hydration(told));
    all.into_iter().map(named).collect()
}

/// What there is one of.
fn plain() -> Vec<(&'static str, HydrationTold)> {
    let (zone, next) = (zone(), Some(late()));
    vec![
        (
            "reminders",
            HydrationTold::On {
                reminders: most(),
                zone,
                next,
                had_ended: true,
            },
        ),
        (
            "reminders without a zone",
            HydrationTold::On {
                reminders: most(),
                zone: None,
                next: None,
                had_ended: false,
            },
        ),
        (
            "no drinks",
            HydrationTold::NoDrinks {
                drinks: Drinks::NoWater,
                kept: Some(most().without_drinks()),
                zone,
            },
        ),
        (
            "no drinks yet",
            HydrationTold::NoDrinks {
                drinks: Drinks::Unfinished,
                kept: None,
                zone: None,
            },
        ),
        ("reminders off", HydrationTold::Off { was_on: true }),
        (
            "reminders off already",
            HydrationTold::Off { was_on: false },
        ),
        ("a drink at a reminder", HydrationTold::Had),
        ("a drink of nobody", HydrationTold::NotLogged),
        ("once more", HydrationTold::Snoozed { at: late() }),
        ("how much", HydrationTold::HowMuch),
    ]
}

/// Every reminder there is.
pub(in crate::present) fn reminders(library: &Library) -> Vec<(String, PrivateCard)> {
    let card = |(name, occasion): &(&str, Occasion)| {
        let it = Reminder {
            occasion: *occasion,
            at: late(),
            session: Some(SessionId::new(u64::MAX)),
        };
        (format!("a reminder, {name}"), reminder(library, &it))
    };
    Occasion::ALL.iter().map(card).collect()
}

/// As much as can be asked for.
fn most() -> Reminders {
    let time = |minutes| TimeOfDay::from_minutes(minutes).expect("a time of day");
    Reminders {
        after_minutes: Some(*AFTER_MINUTES.end()),
        through_day: Some(ThroughDay {
            every_minutes: 60,
            from: time(12 * 60),
            to: time(19 * 60),
        }),
        check_in: Some(time(23 * 60 + 59)),
        ..Reminders::none(Language::ALL[0])
    }
}

/// Days of the longest names, with as much as is kept.
fn week() -> Vec<DiaryDay> {
    let first = NaiveDate::from_ymd_opt(2026, 12, 21).expect("a Monday");
    let day = |ago| DiaryDay {
        date: first + Days::new(ago),
        drinks: 100,
        reminders: 10,
    };
    (0..7).map(day).collect()
}

fn zone() -> Option<Zone> {
    Zone::named("America/Argentina/ComodRivadavia")
}

fn late() -> Timestamp {
    DateTime::from_timestamp(LATE, 0).expect("a moment")
}

/// Does nothing, and stops compiling when something to tell is added: then add it to [`hydration`] too.
fn known(told: &HydrationTold) {
    match told {
        HydrationTold::On { .. }
        | HydrationTold::NoDrinks { .. }
        | HydrationTold::NotSo(_)
        | HydrationTold::Off { .. }
        | HydrationTold::Status { .. }
        | HydrationTold::Logged { .. }
        | HydrationTold::Had
        | HydrationTold::NotLogged
        | HydrationTold::Snoozed { .. }
        | HydrationTold::NotAgain(_)
        | HydrationTold::HowMuch => {}
    }
}
