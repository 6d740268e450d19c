//! The question on the next day: when it comes, and that it waits.

use chrono::TimeDelta;
use unknot::domain::{Drinks, Occasion, Reminder, Reminders, TimeOfDay, UserId, Weighed};

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
