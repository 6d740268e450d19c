//! When somebody is reminded, and when not: both sides of each line.

use chrono::{NaiveDate, TimeDelta};
use unknot::domain::{
    A_DAY_MAX, Drinks, Dropped, Language, NotSo, Occasion, Reminder, Reminders, Sent, Span,
    ThroughDay, TimeOfDay, Timestamp, UserId, Weighed, Zone, session_reminds,
};

const MS: TimeDelta = TimeDelta::milliseconds(1);
const HOUR: TimeDelta = TimeDelta::hours(1);

pub(super) fn none() -> Reminders {
    Reminders::none(Language::English)
}

pub(super) fn berlin() -> Zone {
    Zone::named("Europe/Berlin").unwrap()
}

pub(super) fn at(time: &str) -> Timestamp {
    time.parse().unwrap()
}

/// A time of day such as `21:00`.
pub(super) fn of_day(time: &str) -> TimeOfDay {
    let (hours, minutes) = time.split_once(':').unwrap();
    let minutes = hours.parse::<u16>().unwrap() * 60 + minutes.parse::<u16>().unwrap();
    TimeOfDay::from_minutes(minutes).unwrap()
}

pub(super) fn span(from: &str, to: &str) -> Span {
    Span {
        from: of_day(from),
        to: of_day(to),
    }
}

fn through(every_minutes: u16, from: &str, to: &str) -> Reminders {
    Reminders {
        through_day: Some(ThroughDay {
            every_minutes,
            from: of_day(from),
            to: of_day(to),
        }),
        ..none()
    }
}

fn times(reminders: &Reminders) -> Vec<String> {
    reminders.times().iter().map(TimeOfDay::to_string).collect()
}

#[test]
fn a_span_holds_its_beginning_and_not_its_end_past_midnight_too() {
    for (from, to, time, holds) in [
        ("21:00", "08:00", "20:59", false),
        ("21:00", "08:00", "21:00", true),
        ("21:00", "08:00", "00:00", true),
        ("21:00", "08:00", "07:59", true),
        ("21:00", "08:00", "08:00", false),
        ("12:00", "13:00", "11:59", false),
        ("12:00", "13:00", "12:00", true),
        ("12:00", "13:00", "12:59", true),
        ("12:00", "13:00", "13:00", false),
        // One that ends where it begins has nothing in it.
        ("12:00", "12:00", "12:00", false),
    ] {
        assert_eq!(
            span(from, to).holds(of_day(time)),
            holds,
            "{from} to {to}: {time}"
        );
    }
}

#[test]
fn times_of_day_are_both_ends_where_it_comes_out_even_and_none_in_quiet_hours() {
    assert_eq!(
        times(&through(120, "10:00", "16:00")),
        ["10:00", "12:00", "14:00", "16:00"]
    );
    assert_eq!(
        times(&through(120, "10:00", "15:59")),
        ["10:00", "12:00", "14:00"]
    );
    assert_eq!(times(&through(60, "07:00", "09:00")), ["08:00", "09:00"]);
    assert_eq!(times(&through(60, "20:00", "22:00")), ["20:00"]);
    assert_eq!(times(&through(60, "12:00", "12:00")), ["12:00"]);
    // Whoever works at night has other quiet hours.
    let night = Reminders {
        quiet: span("09:00", "18:00"),
        ..through(120, "22:00", "04:00")
    };
    assert_eq!(times(&night), ["22:00", "00:00", "02:00", "04:00"]);
}

#[test]
fn what_is_not_allowed_says_what_would_be() {
    let after = |minutes| Reminders {
        after_minutes: Some(minutes),
        ..none()
    };
    for (minutes, is_allowed) in [
        (29, false),
        (30, true),
        (90, true),
        (180, true),
        (181, false),
    ] {
        let expected = match is_allowed {
            true => Ok(after(minutes)),
            false => Err(NotSo::After { minutes }),
        };
        assert_eq!(after(minutes).checked(), expected);
    }
    let often = through(59, "10:00", "12:00").checked();
    assert_eq!(often, Err(NotSo::TooOften { minutes: 59 }));
    assert_eq!(
        through(0, "10:00", "12:00").checked(),
        Err(NotSo::TooOften { minutes: 0 })
    );
    assert!(through(60, "10:00", "17:00").checked().is_ok(), "eight");
    let many = through(60, "10:00", "18:00").checked();
    let fits_minutes = 75;
    assert_eq!(
        many,
        Err(NotSo::TooMany {
            times: 9,
            fits_minutes
        })
    );
    assert!(through(fits_minutes, "10:00", "18:00").checked().is_ok());
    assert!(through(60, "10:00", "18:00").times().len() == A_DAY_MAX + 1);
    // Those in quiet hours do not count.
    assert!(through(60, "01:00", "12:00").checked().is_ok());
    let quiet = through(60, "22:00", "23:00").checked();
    assert_eq!(quiet, Err(NotSo::AllQuiet { quiet: Span::QUIET }));
}

/// Those that are due in the days from then on, as somebody's clock shows them there.
fn local_times(reminders: &Reminders, zone: Zone, from: &str, count: usize) -> Vec<String> {
    let user = UserId::new(7);
    let mut behind = at(from);
    let mut seen = Vec::new();
    let mut spread = None;
    for _ in 0..count {
        let next = reminders.next_through_day(user, zone, behind).unwrap();
        assert!(behind < next);
        let local = zone.local(next);
        // Each person has a few minutes of their own, the same every day.
        let late = local.and_utc().timestamp() % 3_600 % 900;
        assert_eq!(*spread.get_or_insert(late), late);
        assert!(late < 300, "{late}");
        seen.push(local.format("%m-%d %H:%M").to_string());
        behind = next;
    }
    let hour = |it: &String| it[..8].to_owned() + ":00";
    seen.iter().map(hour).collect()
}

#[test]
fn the_hour_stays_when_the_clocks_change_wherever_somebody_lives() {
    let twice = through(240, "10:00", "14:00");
    let expected = [
        "10-24 10:00",
        "10-24 14:00",
        "10-25 10:00",
        "10-25 14:00",
        "10-26 10:00",
    ];
    assert_eq!(
        local_times(&twice, berlin(), "2026-10-24T00:00:00Z", 5),
        expected
    );
    let new_york = Zone::named("America/New_York").unwrap();
    let expected = [
        "10-31 10:00",
        "10-31 14:00",
        "11-01 10:00",
        "11-01 14:00",
        "11-02 10:00",
    ];
    assert_eq!(
        local_times(&twice, new_york, "2026-10-31T04:00:00Z", 5),
        expected
    );
    // For the two of them it is not the same moment, and not always as far apart.
    let user = UserId::new(7);
    let next = |zone, behind: &str| twice.next_through_day(user, zone, at(behind)).unwrap();
    let apart = |day: &str| {
        next(new_york, &format!("{day}T12:00:00Z")) - next(berlin(), &format!("{day}T00:00:00Z"))
    };
    assert_eq!(apart("2026-10-24"), HOUR * 6);
    assert_eq!(apart("2026-10-26"), HOUR * 5);
    assert_eq!(apart("2026-11-02"), HOUR * 6);
}

#[test]
fn an_hour_that_the_clocks_skip_comes_behind_the_gap_and_one_they_repeat_once() {
    let night = Reminders {
        quiet: span("09:00", "18:00"),
        ..through(1_440, "02:30", "02:30")
    };
    let user = UserId::new(7);
    let (mut behind, mut local) = (at("2026-10-24T00:00:00Z"), Vec::new());
    for _ in 0..3 {
        behind = night.next_through_day(user, berlin(), behind).unwrap();
        local.push(berlin().local(behind).date());
    }
    let day = |it| NaiveDate::from_ymd_opt(2026, 10, it).unwrap();
    assert_eq!(local, [day(24), day(25), day(26)], "once a day");
    let behind = night
        .next_through_day(user, berlin(), at("2027-03-27T12:00:00Z"))
        .unwrap();
    let gap = at("2027-03-28T01:00:00Z");
    assert!(
        gap <= behind && behind < gap + TimeDelta::minutes(5),
        "{behind}"
    );
}

pub(super) fn everything() -> Reminders {
    Reminders {
        after_minutes: Some(90),
        check_in: Some(of_day("09:00")),
        ..through(60, "10:00", "17:00")
    }
}

fn weighed(occasion: Occasion, due: Timestamp, sent: &[Sent], now: Timestamp) -> Weighed {
    let due = Reminder {
        occasion,
        at: due,
        session: None,
    };
    everything().weigh(due, berlin(), Drinks::Fine, sent, now)
}

/// Noon in Berlin, in winter.
pub(super) fn noon() -> Timestamp {
    at("2026-01-05T11:00:00Z")
}

#[test]
fn what_is_too_late_is_dropped() {
    for (occasion, lasts) in [
        (Occasion::ThroughDay, HOUR / 2),
        (Occasion::AfterSession, HOUR / 2),
        (Occasion::Snoozed, HOUR / 2),
        (Occasion::CheckIn, HOUR * 6),
    ] {
        let weighed = |late| weighed(occasion, noon(), &[], noon() + late);
        assert_eq!(weighed(TimeDelta::zero()), Weighed::Send);
        assert_eq!(weighed(lasts - MS), Weighed::Send, "{occasion:?}");
        assert_eq!(
            weighed(lasts),
            Weighed::Drop(Dropped::Stale),
            "{occasion:?}"
        );
    }
}

#[test]
fn quiet_hours_drop_what_is_to_drink_and_have_the_question_wait() {
    let (begin, end) = (at("2026-01-05T20:00:00Z"), at("2026-01-06T07:00:00Z"));
    for (now, is_quiet) in [
        (begin - MS, false),
        (begin, true),
        (end - MS, true),
        (end, false),
    ] {
        for (name, occasion) in Occasion::ALL {
            let expected = match (is_quiet, occasion.is_drink()) {
                (false, _) => Weighed::Send,
                (true, true) => Weighed::Drop(Dropped::Quiet),
                (true, false) => Weighed::Later(end),
            };
            assert_eq!(
                weighed(*occasion, now, &[], now),
                expected,
                "{name} at {now}"
            );
        }
    }
}

#[test]
fn never_two_within_an_hour() {
    for (name, occasion) in Occasion::ALL {
        for (_, before) in Occasion::ALL {
            let before = [Sent {
                occasion: *before,
                at: noon(),
            }];
            let weighed = |due, now| weighed(*occasion, due, &before, now);
            let (just, far) = (noon() + HOUR - MS, noon() + HOUR / 2);
            assert_eq!(weighed(just, just), Weighed::Later(noon() + HOUR), "{name}");
            assert_eq!(weighed(just, noon() + HOUR), Weighed::Send, "{name}");
            let expected = match occasion.is_drink() {
                true => Weighed::Drop(Dropped::TooSoon),
                false => Weighed::Later(noon() + HOUR),
            };
            assert_eq!(weighed(far, far), expected, "{name}");
        }
    }
}

#[test]
fn no_more_than_eight_come_through_a_day_and_two_after_sessions() {
    // At 23:30, 01:30 and so on in Berlin, of which the first was yesterday.
    let hours = |occasion, count: i64| -> Vec<Sent> {
        (0..count)
            .map(|it| Sent {
                occasion,
                at: at("2026-01-04T22:30:00Z") + HOUR * 2 * i32::try_from(it).unwrap(),
            })
            .collect()
    };
    let now = at("2026-01-05T19:00:00Z");
    let enough = Weighed::Drop(Dropped::Enough);
    for occasion in [Occasion::ThroughDay, Occasion::Snoozed] {
        for before in [Occasion::ThroughDay, Occasion::Snoozed] {
            let weighed = |count| weighed(occasion, now, &hours(before, count), now);
            assert_eq!(weighed(8), Weighed::Send, "seven today");
            assert_eq!(weighed(9), enough);
        }
        assert_eq!(
            weighed(occasion, now, &hours(Occasion::AfterSession, 9), now),
            Weighed::Send
        );
        assert_eq!(
            weighed(occasion, now, &hours(Occasion::CheckIn, 9), now),
            Weighed::Send
        );
    }
    let after = |count| {
        weighed(
            Occasion::AfterSession,
            now,
            &hours(Occasion::AfterSession, count),
            now,
        )
    };
    assert_eq!(after(2), Weighed::Send, "one today");
    assert_eq!(after(3), enough);
    let through = hours(Occasion::ThroughDay, 9);
    assert_eq!(
        weighed(Occasion::AfterSession, now, &through, now),
        Weighed::Send
    );
    let asked = hours(Occasion::CheckIn, 9);
    assert_eq!(weighed(Occasion::CheckIn, now, &asked, now), Weighed::Send);
}

#[test]
fn whoever_may_not_be_reminded_to_drink_never_is_and_is_asked_how_it_feels_all_the_same() {
    for (name, occasion) in Occasion::ALL {
        let due = Reminder {
            occasion: *occasion,
            at: noon(),
            session: None,
        };
        let weigh = |it: Reminders, drinks| it.weigh(due, berlin(), drinks, &[], noon());
        let unwanted = Weighed::Drop(Dropped::Unwanted);
        let expected = match occasion.is_drink() {
            true => unwanted,
            false => Weighed::Send,
        };
        assert_eq!(weigh(everything(), Drinks::Fine), Weighed::Send, "{name}");
        for drinks in [Drinks::NoWater, Drinks::Unfinished] {
            assert_eq!(weigh(everything(), drinks), expected, "{name}");
        }
        assert_eq!(weigh(none(), Drinks::Fine), unwanted, "{name}: all is off");
    }
}

#[test]
fn only_a_session_of_ten_minutes_reminds() {
    assert!(!session_reminds(TimeDelta::minutes(10) - MS));
    assert!(session_reminds(TimeDelta::minutes(10)));
}
