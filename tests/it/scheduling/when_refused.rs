//! What people type that is no time, and what they are told instead.

use super::{berlin, hold};

/// A Saturday, at one in the afternoon in Berlin.
const NOW: &str = "2026-11-28T12:00:20Z";

#[test]
fn what_means_nothing_is_not_guessed_at() {
    let long = "tomorrow ".repeat(12);
    let table = [
        ("", "Empty"),
        (" \u{3000} ", "Empty"),
        ("banana", "Nonsense"),
        ("18:30 cake", "Nonsense"),
        ("!!", "Nonsense"),
        ("at", "Nonsense"),
        ("el", "Nonsense"),
        ("march 18:00", "Nonsense"),
        ("99 99 99", "Nonsense"),
        ("123456", "Nonsense"),
        ("in 99999999999 hours", "Nonsense"),
        ("in 2 hours 18:30", "Nonsense"),
        // It has been, and nobody means that.
        ("last friday 20:00", "Nonsense"),
        ("18:30 UTC", "Nonsense"),
        ("1:2:3:4", "Nonsense"),
        ("18:3", "Nonsense"),
        ("@everyone", "Nonsense"),
        (&long, "Nonsense"),
    ];
    hold(&table, NOW, berlin());
}

#[test]
fn a_day_without_a_time_says_which_day_was_understood() {
    let table = [
        ("tomorrow", "NoTime 2026-11-29"),
        ("mañana", "NoTime 2026-11-29"),
        ("hoy", "NoTime 2026-11-28"),
        ("tue", "NoTime 2026-12-01"),
        ("every tue", "NoTime 2026-12-01"),
        ("cada martes", "NoTime 2026-12-01"),
        ("weekdays", "NoTime 2026-11-30"),
        ("next friday", "NoTime 2026-12-04"),
        ("28 march", "NoTime 2027-03-28"),
        ("march 28 2027", "NoTime 2027-03-28"),
        ("2027-03-28", "NoTime 2027-03-28"),
        ("24.12.", "NoTime 2026-12-24"),
        ("in 2 weeks", "NoTime 2026-12-12"),
        ("tomorrow morning", "NoTime 2026-11-29"),
        ("every second tuesday of the month", "NoTime 2026-12-08"),
    ];
    hold(&table, NOW, berlin());
}

#[test]
fn days_and_times_that_there_are_not_are_named_as_such() {
    let table = [
        ("30 feb 18:00", "NoSuchDay"),
        ("30 de febrero a las 18:00", "NoSuchDay"),
        ("2027-02-29 18:00", "NoSuchDay"),
        ("2028-02-30 18:00", "NoSuchDay"),
        ("31 april 18:00", "NoSuchDay"),
        ("31.04. 18:00", "NoSuchDay"),
        ("31 april", "NoSuchDay"),
        ("2027-13-01 18:00", "NoSuchDay"),
        ("40/40 18:00", "NoSuchDay"),
        ("the 32nd at 18:00", "NoSuchDay"),
        ("0 march 18:00", "NoSuchDay"),
        ("25:00", "NoSuchTime"),
        ("24:00", "NoSuchTime"),
        ("tomorrow 25:00", "NoSuchTime"),
        ("18:60", "NoSuchTime"),
        ("2575", "NoSuchTime"),
        ("mañana a las 25", "NoSuchTime"),
        ("13am", "NoSuchTime"),
        ("0pm", "NoSuchTime"),
        ("99", "NoSuchTime"),
    ];
    hold(&table, NOW, berlin());
}

#[test]
fn what_has_been_or_is_too_far_ahead_says_when_that_is() {
    let table = [
        ("today 12:00", "Past 2026-11-28 11:00Z"),
        ("today 13:00", "Past 2026-11-28 12:00Z"),
        ("today 13:00:20", "Past 2026-11-28 12:00Z"),
        ("today 13:00:21", "Sat 2026-11-28 13:00:21"),
        ("today 13:01", "Sat 2026-11-28 13:01"),
        ("hoy a las 9", "Past 2026-11-28 08:00Z"),
        ("2026-01-01 18:00", "Past 2026-01-01 17:00Z"),
        ("28.11.2026 12:59", "Past 2026-11-28 11:59Z"),
        // Two years to the second.
        ("2028-11-28 13:00:20", "Tue 2028-11-28 13:00:20"),
        ("2028-11-28 13:00:21", "TooFar 2028-11-28 12:00Z"),
        ("2030-01-01 18:00", "TooFar 2030-01-01 17:00Z"),
        ("in 26 months at 18:00", "TooFar 2029-01-28 17:00Z"),
        ("9999-12-31 10:00", "TooFar 9999-12-31 09:00Z"),
    ];
    hold(&table, NOW, berlin());
}

#[test]
fn what_may_be_either_is_asked_and_what_contradicts_itself_said() {
    let table = [
        ("03/04 18:00", "TwoDays 2027-04-03 2027-03-04"),
        ("04/03 18:00", "TwoDays 2027-03-04 2027-04-03"),
        ("3/4/2027 18:00", "TwoDays 2027-04-03 2027-03-04"),
        (
            "every second tuesday 18:30",
            "TwoRepeats fortnightly monthly",
        ),
        ("tue 1 dec 18:30", "Tue 2026-12-01 18:30"),
        ("tue 2 dec 18:30", "OtherWeekday 2026-12-02"),
        ("martes 13 18:30", "OtherWeekday 2026-12-13"),
        ("tomorrow tuesday 18:30", "OtherWeekday 2026-11-29"),
        ("weekdays 18:30 5 dec", "OtherWeekday 2026-12-05"),
        ("los martes y jueves 18:30", "SeveralDays"),
        ("monday and wednesday 18:30", "SeveralDays"),
        ("today or tomorrow 18:30", "Nonsense"),
        ("13 y 14 de marzo 18:30", "SeveralDays"),
        ("18:30-19:30", "SeveralTimes"),
        ("tue 18:30 19:30", "SeveralTimes"),
        ("from 18:00 to 19:00", "SeveralTimes"),
        ("de 18:00 a 19:00", "SeveralTimes"),
        ("18.30 19.30", "SeveralTimes"),
    ];
    hold(&table, NOW, berlin());
}

#[test]
fn repeats_that_there_are_not_are_not_rounded_to_others() {
    let none = "NoSuchRepeat";
    let table = [
        ("every 3 days 18:00", none),
        ("every other day 18:00", none),
        ("cada dos días 18:00", none),
        ("every 2 hours", none),
        ("every year on 28 march 18:00", none),
        ("every 28 march 18:00", none),
        ("every month on the 5th 18:00", none),
        ("el día 5 de cada mes a las 18:00", none),
        ("every fifth friday 18:00", none),
        ("weekends 10:00", none),
        ("fines de semana 10:00", none),
        ("daily weekly 10:00", none),
        ("every 18:30", none),
    ];
    hold(&table, NOW, berlin());
}
