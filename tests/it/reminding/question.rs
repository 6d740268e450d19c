//! The question on the next day: when it comes, and that it waits.

use chrono::TimeDelta;
use unknot::domain::{
    Drinks, Dropped, Occasion, Reminder, Reminders, ThroughDay, TimeOfDay, UserId, Weighed,
};

use super::due::{at, berlin, everything, none, noon, of_day, span};

#[test]
fn the_question_waits_in_an_hour_that_clocks_show_twice_and_is_looked_at_again_later() {
    let until_the_second_time = Reminders {
        quiet: span("22:00", "02:45"),
        ..everything()
    };
    // Half past two for the second time.
    let now = at("2026-10-25T01:30:00Z");
    let due = Reminder {
        occasion: Occasion::CheckIn,
        at: now,
        session: None,
    };
    let weighed = until_the_second_time.weigh(due, berlin(), Drinks::Fine, &[], now);
    assert_eq!(weighed, Weighed::Later(now + TimeDelta::minutes(1)));
}

#[test]
fn the_question_comes_on_the_next_day_where_they_live() {
    let user = UserId::new(7);
    for (behind, day) in [
        ("2026-01-05T22:59:59Z", "2026-01-06"),
        ("2026-01-05T23:00:00Z", "2026-01-07"),
    ] {
        let asked = everything()
            .next_check_in(user, berlin(), at(behind))
            .unwrap();
        let local = berlin().local(asked);
        assert_eq!(local.date().to_string(), day);
        assert!(of_day("09:00") <= TimeOfDay::of(local) && TimeOfDay::of(local) < of_day("09:05"));
    }
    assert_eq!(none().next_check_in(user, berlin(), noon()), None);
}

#[test]
fn one_that_is_wanted_in_quiet_hours_comes_once_they_end() {
    let user = UserId::new(7);
    // Yesterday evening, in Berlin.
    let behind = at("2026-01-05T19:00:00Z");
    for (time, quiet, from, to) in [
        (
            "22:00",
            ("21:00", "08:00"),
            "2026-01-07T07:00:00Z",
            "2026-01-07T07:05:00Z",
        ),
        (
            "01:30",
            ("21:00", "08:00"),
            "2026-01-06T07:00:00Z",
            "2026-01-06T07:05:00Z",
        ),
        (
            "07:59",
            ("21:00", "08:00"),
            "2026-01-06T07:00:00Z",
            "2026-01-06T07:05:00Z",
        ),
        (
            "08:00",
            ("21:00", "08:00"),
            "2026-01-06T07:00:00Z",
            "2026-01-06T07:05:00Z",
        ),
        // Whoever sleeps by day.
        (
            "09:00",
            ("09:00", "18:00"),
            "2026-01-06T17:00:00Z",
            "2026-01-06T17:05:00Z",
        ),
    ] {
        let wished = Reminders {
            check_in: Some(of_day(time)),
            quiet: span(quiet.0, quiet.1),
            ..none()
        };
        let asked = wished.next_check_in(user, berlin(), behind).unwrap();
        assert!(at(from) <= asked && asked < at(to), "{time}: {asked}");
        let due = Reminder {
            occasion: Occasion::CheckIn,
            at: asked,
            session: None,
        };
        let weighed = wished.weigh(due, berlin(), Drinks::NoWater, &[], asked);
        assert_eq!(weighed, Weighed::Send, "{time}");
    }
}

#[test]
fn one_that_came_to_lie_in_quiet_hours_waits_and_is_current_for_six_hours_behind_them() {
    let wished = Reminders {
        quiet: span("09:00", "18:00"),
        ..everything()
    };
    // It was to come at nine in the morning, before quiet hours were changed.
    let due = Reminder {
        occasion: Occasion::CheckIn,
        at: at("2026-01-06T08:00:00Z"),
        session: None,
    };
    let weighed = |now| wished.weigh(due, berlin(), Drinks::Fine, &[], at(now));
    let six = at("2026-01-06T17:00:00Z");
    assert_eq!(weighed("2026-01-06T08:00:00Z"), Weighed::Later(six));
    assert_eq!(weighed("2026-01-06T17:00:00Z"), Weighed::Send);
    assert_eq!(weighed("2026-01-06T22:59:59Z"), Weighed::Send);
    let stale = Weighed::Drop(Dropped::Stale);
    assert_eq!(weighed("2026-01-06T23:00:00Z"), stale);
}

#[test]
fn nobodys_own_minutes_put_one_off_into_quiet_hours() {
    let through = ThroughDay {
        every_minutes: 60,
        from: of_day("18:58"),
        to: of_day("20:58"),
    };
    let wished = Reminders {
        through_day: Some(through),
        ..none()
    };
    let mut latest = at("2026-01-05T00:00:00Z");
    for user in 0..500 {
        let user = UserId::new(user);
        // The last one of the day, two minutes before nine in the evening.
        let behind = at("2026-01-05T19:10:00Z");
        let next = wished.next_through_day(user, berlin(), behind).unwrap();
        let (from, quiet) = (at("2026-01-05T19:58:00Z"), at("2026-01-05T20:00:00Z"));
        assert!(from <= next && next < quiet, "{next}");
        latest = latest.max(next);
    }
    assert!(
        at("2026-01-05T19:59:00Z") < latest,
        "they are spread: {latest}"
    );
}
