//! Rules of series: their text, their end, and what is true of all of them.

use chrono::{Datelike, NaiveDateTime, TimeDelta, Weekday};
use unknot::domain::{Repeat, Rule, SERIES_LASTS, Timestamp, Unruly, Zone};

use super::{at, berlin, named, zone};

fn local(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

fn rule(first: &str, repeat: Repeat) -> Rule {
    Rule::new(berlin(), local(first), repeat)
}

#[test]
fn a_rule_is_the_text_that_calendars_know() {
    let table = [
        (Repeat::None, ""),
        (Repeat::Daily, "\nRRULE:FREQ=DAILY;UNTIL=20290112T173000Z"),
        (
            Repeat::Weekdays,
            "\nRRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20290112T173000Z",
        ),
        (
            Repeat::Weekly,
            "\nRRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20290112T173000Z",
        ),
        (
            Repeat::Fortnightly,
            "\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20290112T173000Z",
        ),
        (
            Repeat::Monthly,
            "\nRRULE:FREQ=MONTHLY;BYDAY=2TU;UNTIL=20290112T173000Z",
        ),
    ];
    assert_eq!(
        table.map(|it| it.0).to_vec(),
        Repeat::ALL.iter().map(|it| it.1).collect::<Vec<_>>()
    );
    for (repeat, expected) in table {
        let rule = rule("2027-01-12T18:30:00", repeat);
        let text = format!("DTSTART;TZID=Europe/Berlin:20270112T183000{expected}");
        assert_eq!(rule.text(), text);
        assert_eq!(Rule::from_text(&text), Ok(rule));
    }
    let once = Rule::new(Zone::UTC, local("2027-01-12T18:30:05"), Repeat::None);
    assert_eq!(once.text(), "DTSTART:20270112T183005Z");
    assert_eq!(Rule::from_text(&once.text()), Ok(once));
}

#[test]
fn a_text_that_it_never_writes_is_refused() {
    let start = "DTSTART;TZID=Europe/Berlin:20270112T183000";
    let texts = [
        "",
        "DTSTART",
        "DTSTART:20270112T183000",
        "DTSTART;TZID=Europe/Atlantis:20270112T183000",
        "DTSTART;TZID=europe/berlin:20270112T183000",
        "DTSTART;TZID=Europe/Berlin:20270112",
        "DTSTART;TZID=Europe/Berlin:20270230T183000",
        "DTSTART;TZID=UTC:20270112T183000",
        &format!("{start}\n"),
        &format!("{start}\nRRULE:"),
        &format!("{start}\nRRULE:FREQ=WEEKLY;BYDAY=TU"),
        &format!("{start}\nRRULE:FREQ=WEEKLY;BYDAY=WE;UNTIL=20290112T173000Z"),
        &format!("{start}\nRRULE:FREQ=WEEKLY;COUNT=3;BYDAY=TU;UNTIL=20290112T173000Z"),
        &format!("{start}\nRRULE:FREQ=YEARLY;UNTIL=20290112T173000Z"),
        &format!("{start}\nRRULE:FREQ=MONTHLY;BYDAY=3TU;UNTIL=20290112T173000Z"),
        &format!(
            "{start}\nRRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20290112T173000Z\nEXDATE:20270119T173000Z"
        ),
        "DTSTART;TZID=Europe/Berlin:20270116T183000\nRRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20290116T173000Z",
    ];
    for text in texts {
        assert_eq!(Rule::from_text(text), Err(Unruly), "{text}");
    }
}

#[test]
fn an_end_that_was_written_counts_whatever_the_limit_is_today() {
    let text = "DTSTART;TZID=Europe/Berlin:20270112T183000\nRRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20270126T173000Z";
    let rule = Rule::from_text(text).unwrap();
    assert_eq!(rule.ends_at(), at("2027-01-26T17:30:00Z"));
    let all: Vec<Timestamp> = rule
        .occurrences(at("2027-01-01T00:00:00Z"))
        .map(|it| it.at)
        .collect();
    let expected = [
        "2027-01-12T17:30:00Z",
        "2027-01-19T17:30:00Z",
        "2027-01-26T17:30:00Z",
    ];
    assert_eq!(all, expected.map(at));
    assert_eq!(rule.text(), text);
}

#[test]
fn a_series_ends_by_itself_after_two_years() {
    assert_eq!(SERIES_LASTS, chrono::Months::new(24));
    let counts = [
        (Repeat::None, 1),
        (Repeat::Daily, 732),
        (Repeat::Weekdays, 524),
        (Repeat::Weekly, 105),
        (Repeat::Fortnightly, 53),
        (Repeat::Monthly, 25),
    ];
    for (repeat, count) in counts {
        let rule = rule("2027-01-12T18:30:00", repeat);
        let all: Vec<Timestamp> = rule
            .occurrences(at("2020-01-01T00:00:00Z"))
            .map(|it| it.at)
            .collect();
        assert_eq!(all.len(), count, "{}", named(repeat));
        assert_eq!(all[0], at("2027-01-12T17:30:00Z"));
        assert!(*all.last().unwrap() <= rule.ends_at());
        assert_eq!(rule.next(rule.ends_at()), None);
    }
}

#[test]
fn weekdays_begin_on_one() {
    for (day, first) in [("15", "15"), ("16", "18"), ("17", "18"), ("18", "18")] {
        let rule = rule(&format!("2027-01-{day}T18:30:00"), Repeat::Weekdays);
        assert_eq!(rule.first(), local(&format!("2027-01-{first}T18:30:00")));
    }
    assert!(Repeat::Weekdays.admits(Weekday::Fri));
    assert!(!Repeat::Weekdays.admits(Weekday::Sat));
    assert!(Repeat::Daily.admits(Weekday::Sat));
}

#[test]
fn a_month_is_gone_through_by_its_weekdays() {
    // The first day, and those of the next three months.
    let table = [
        ("2027-01-07", 1, ["2027-02-04", "2027-03-04", "2027-04-01"]),
        ("2027-01-08", 2, ["2027-02-12", "2027-03-12", "2027-04-09"]),
        ("2027-01-14", 2, ["2027-02-11", "2027-03-11", "2027-04-08"]),
        ("2027-01-28", 4, ["2027-02-25", "2027-03-25", "2027-04-22"]),
        ("2027-01-29", -1, ["2027-02-26", "2027-03-26", "2027-04-30"]),
        ("2027-01-31", -1, ["2027-02-28", "2027-03-28", "2027-04-25"]),
    ];
    for (first, nth, expected) in table {
        let rule = rule(&format!("{first}T18:30:00"), Repeat::Monthly);
        assert_eq!(rule.nth(), nth, "{first}");
        let next = rule.occurrences(rule.zone().instant(rule.first())).take(3);
        let next: Vec<String> = next.map(|it| it.local.date().to_string()).collect();
        assert_eq!(next, expected, "{first}");
    }
}

#[test]
fn a_day_that_was_skipped_whole_has_no_occurrence_of_its_own() {
    let apia = Rule::new(
        zone("Pacific/Apia"),
        local("2011-12-28T00:00:00"),
        Repeat::Daily,
    );
    let days = apia.occurrences(at("2011-12-01T00:00:00Z")).take(4);
    let days: Vec<String> = days.map(|it| it.at.to_rfc3339()).collect();
    let expected = [
        "2011-12-28T10:00:00+00:00",
        "2011-12-29T10:00:00+00:00",
        "2011-12-30T10:00:00+00:00",
        "2011-12-31T10:00:00+00:00",
    ];
    assert_eq!(days, expected);
}

/// Numbers that look random and are the same each time.
fn numbers() -> impl Iterator<Item = u32> {
    let step = |it: &u64| {
        Some(
            it.wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407),
        )
    };
    let all = std::iter::successors(Some(7_u64), step);
    all.map(|it| u32::try_from(it >> 33).unwrap())
}

#[test]
fn the_next_one_is_always_later_and_nothing_lies_between() {
    let mut dice = numbers();
    let mut roll = |end: u32| dice.next().unwrap() % end;
    let names = [
        "Europe/Berlin",
        "America/St_Johns",
        "Australia/Lord_Howe",
        "Africa/Casablanca",
        "UTC",
    ];
    for _ in 0..400 {
        let name = names[usize::try_from(roll(5)).unwrap()];
        let repeat = Repeat::ALL[usize::try_from(roll(6)).unwrap()].1;
        let minutes = TimeDelta::minutes(roll(2 * 365 * 24 * 60).into());
        let rule = Rule::new(zone(name), local("2026-01-01T00:00:00") + minutes, repeat);
        let text = rule.text();
        assert_eq!(Rule::from_text(&text), Ok(rule));
        let all: Vec<_> = rule.occurrences(at("2025-12-01T00:00:00Z")).collect();
        assert!(
            all.windows(2).all(|it| it[0].at < it[1].at),
            "{name} {text}"
        );
        assert!(
            all.iter().all(|it| rule.zone().instant(it.local) == it.at),
            "{name} {text}"
        );
        assert!(
            all.iter().all(|it| repeat.admits(it.local.weekday())),
            "{name} {text}"
        );
        assert!(
            all.iter().all(|it| it.local.time() == rule.first().time()),
            "{name} {text}"
        );
        for _ in 0..20 {
            let after = at("2025-12-20T00:00:00Z")
                + TimeDelta::seconds(roll(5 * 365 * 24 * 60 * 60).into());
            let expected = all.iter().find(|it| after < it.at).copied();
            assert_eq!(rule.next(after), expected, "{name} {text} after {after}");
        }
    }
}
