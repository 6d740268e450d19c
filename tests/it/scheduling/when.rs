//! What people type when they mean a time, in two languages, and when that is.

use unknot::domain::{Hour, Repeat, Rule, Unread, Zone, read};

use super::{at, berlin, heard, hold, zone};

/// A Saturday, at one in the afternoon in Berlin.
const NOW: &str = "2026-11-28T12:00:20Z";

#[test]
fn a_time_alone_is_the_next_one() {
    let table = [
        ("18:30", "Sat 2026-11-28 18:30"),
        ("18.30", "Sat 2026-11-28 18:30"),
        ("1830", "Sat 2026-11-28 18:30"),
        ("18h30", "Sat 2026-11-28 18:30"),
        ("18:30h", "Sat 2026-11-28 18:30"),
        ("6:30pm", "Sat 2026-11-28 18:30"),
        ("6:30 p.m.", "Sat 2026-11-28 18:30"),
        ("6.30 PM", "Sat 2026-11-28 18:30"),
        ("630pm", "Sat 2026-11-28 18:30"),
        ("１８：３０", "Sat 2026-11-28 18:30"),
        ("  18:30 ", "Sat 2026-11-28 18:30"),
        ("at 18:30!", "Sat 2026-11-28 18:30"),
        ("a las 18:30", "Sat 2026-11-28 18:30"),
        ("a las seis y media de la tarde", "Sat 2026-11-28 18:30"),
        ("half past six in the evening", "Sat 2026-11-28 18:30"),
        ("20h", "Sat 2026-11-28 20:00"),
        ("20 horas", "Sat 2026-11-28 20:00"),
        ("7pm", "Sat 2026-11-28 19:00"),
        ("7 pm", "Sat 2026-11-28 19:00"),
        ("7 o'clock", "Sun 2026-11-29 07:00"),
        ("12pm", "Sun 2026-11-29 12:00"),
        ("12am", "Sun 2026-11-29 00:00"),
        ("noon", "Sun 2026-11-29 12:00"),
        ("mediodía", "Sun 2026-11-29 12:00"),
        ("midnight", "Sun 2026-11-29 00:00"),
        ("medianoche", "Sun 2026-11-29 00:00"),
        ("18:30:15", "Sat 2026-11-28 18:30:15"),
        // Both sides of now.
        ("13:01", "Sat 2026-11-28 13:01"),
        ("13:00", "Sun 2026-11-29 13:00"),
    ];
    hold(&table, NOW, berlin());
}

#[test]
fn days_by_name_are_the_next_ones() {
    let table = [
        ("today 20h", "Sat 2026-11-28 20:00"),
        ("hoy a las 8 de la noche", "Sat 2026-11-28 20:00"),
        ("tonight 8", "Sat 2026-11-28 20:00"),
        ("esta noche a las 9", "Sat 2026-11-28 21:00"),
        ("tonight at 1", "Sun 2026-11-29 01:00"),
        ("tonight at midnight", "Sun 2026-11-29 00:00"),
        ("today at midnight", "Sun 2026-11-29 00:00"),
        ("this evening at 7", "Sat 2026-11-28 19:00"),
        ("tomorrow 18:30", "Sun 2026-11-29 18:30"),
        ("Tomorrow, at 6:30pm", "Sun 2026-11-29 18:30"),
        ("tomorrow\u{3000}18:30", "Sun 2026-11-29 18:30"),
        ("tomorrow\u{a0}18:30", "Sun 2026-11-29 18:30"),
        ("18:30 tomorrow", "Sun 2026-11-29 18:30"),
        ("tomorrow 18", "Sun 2026-11-29 18:00"),
        ("tomorrow at midnight", "Sun 2026-11-29 00:00"),
        ("mañana 18:30", "Sun 2026-11-29 18:30"),
        ("manana 18:30", "Sun 2026-11-29 18:30"),
        ("mañana por la mañana a las 9", "Sun 2026-11-29 09:00"),
        ("mañana a las siete y media", "Sun 2026-11-29 07:30"),
        ("mañana a las 8 menos cuarto", "Sun 2026-11-29 07:45"),
        ("quarter to 7 pm tomorrow", "Sun 2026-11-29 18:45"),
        ("day after tomorrow 7pm", "Mon 2026-11-30 19:00"),
        ("pasado mañana a las 7 de la tarde", "Mon 2026-11-30 19:00"),
        ("tue 7pm", "Tue 2026-12-01 19:00"),
        ("Tuesday 19:00", "Tue 2026-12-01 19:00"),
        ("el martes a las 19", "Tue 2026-12-01 19:00"),
        ("mar 19:00", "Tue 2026-12-01 19:00"),
        ("miércoles 19h", "Wed 2026-12-02 19:00"),
        ("next friday at noon", "Fri 2026-12-04 12:00"),
        ("el próximo viernes a mediodía", "Fri 2026-12-04 12:00"),
        ("el viernes que viene a las 18:00", "Fri 2026-12-04 18:00"),
        ("next week tuesday 18:30", "Tue 2026-12-01 18:30"),
        (
            "la semana que viene el martes a las 18:30",
            "Tue 2026-12-01 18:30",
        ),
        ("next week 18:30", "Sat 2026-12-05 18:30"),
        // Today is a Saturday.
        ("saturday 14:00", "Sat 2026-11-28 14:00"),
        ("saturday 13:00", "Sat 2026-12-05 13:00"),
        ("next saturday 14:00", "Sat 2026-12-05 14:00"),
        ("sunday 13:00", "Sun 2026-11-29 13:00"),
        ("next week sunday 13:00", "Sun 2026-12-06 13:00"),
    ];
    hold(&table, NOW, berlin());
}

#[test]
fn days_by_number_are_taken_as_people_write_them() {
    let march = "Sun 2027-03-28 18:00";
    for typed in [
        "2027-03-28 18:00",
        "2027-03-28T18:00",
        "2027/03/28 6pm",
        "28.03.2027 18:00",
        "28.3.27 18.00",
        "28.03. 18:00",
        "18.00 28.03.",
        "28/03/2027 18:00",
        "28/3 18h",
        "3/28 6pm",
        "28-03-2027 18:00",
        "28 march 18:00",
        "28. March 2027, 18:00",
        "28th of march at 6pm",
        "march 28 18:00",
        "March 28th, 2027 at 6 pm",
        "28 mar 18:00",
        "28 de marzo a las 18",
        "28 de marzo de 2027 a las 18:00",
        "el domingo 28 de marzo a las 18:00",
        "sunday 28 march 18:00",
    ] {
        assert_eq!(heard(typed, at(NOW), berlin()), march, "{typed}");
    }
    let table = [
        ("24.12. 18.30", "Thu 2026-12-24 18:30"),
        ("28 november 13:01", "Sat 2026-11-28 13:01"),
        ("28 november 13:00", "Sun 2027-11-28 13:00"),
        ("1 de enero a las 20:00", "Fri 2027-01-01 20:00"),
        ("primero de enero a las 20:00", "Fri 2027-01-01 20:00"),
        ("the 5th at 18:00", "Sat 2026-12-05 18:00"),
        ("el día 5 a las 18h", "Sat 2026-12-05 18:00"),
        ("the 31st 18:00", "Thu 2026-12-31 18:00"),
        ("05/05 18:00", "Wed 2027-05-05 18:00"),
        ("29 feb 18:00", "Tue 2028-02-29 18:00"),
        ("2028-02-29 18:00", "Tue 2028-02-29 18:00"),
        ("second tuesday of january 18:00", "Tue 2027-01-12 18:00"),
    ];
    hold(&table, NOW, berlin());
}

#[test]
fn so_long_from_now_is_never_sooner_than_asked() {
    let table = [
        ("in 30 seconds", "Sat 2026-11-28 13:00:50"),
        ("en 30 segundos", "Sat 2026-11-28 13:00:50"),
        ("in 1 min", "Sat 2026-11-28 13:02"),
        ("in 90 min", "Sat 2026-11-28 14:31"),
        ("90 minutes", "Sat 2026-11-28 14:31"),
        ("dentro de 90 minutos", "Sat 2026-11-28 14:31"),
        ("in 1h30", "Sat 2026-11-28 14:31"),
        ("in 1 h 30 min", "Sat 2026-11-28 14:31"),
        ("in an hour and a half", "Sat 2026-11-28 14:31"),
        ("en una hora y media", "Sat 2026-11-28 14:31"),
        ("en hora y media", "Sat 2026-11-28 14:31"),
        ("in half an hour", "Sat 2026-11-28 13:31"),
        ("en media hora", "Sat 2026-11-28 13:31"),
        ("en un cuarto de hora", "Sat 2026-11-28 13:16"),
        ("in 2 hours", "Sat 2026-11-28 15:01"),
        ("2 hours from now", "Sat 2026-11-28 15:01"),
        ("en dos horas", "Sat 2026-11-28 15:01"),
        ("in 2.5 hours", "Sat 2026-11-28 15:31"),
        ("in 3 days at 18:30", "Tue 2026-12-01 18:30"),
        ("en 2 semanas a las 18:30", "Sat 2026-12-12 18:30"),
        ("in a month at 18:30", "Mon 2026-12-28 18:30"),
    ];
    hold(&table, NOW, berlin());
    hold(
        &[("in 2 hours", "Sat 2026-11-28 15:00")],
        "2026-11-28T12:00:00Z",
        berlin(),
    );
}

#[test]
fn what_repeats_begins_with_the_next_one() {
    let table = [
        ("every tue 18:30", "Tue 2026-12-01 18:30, weekly"),
        ("cada martes 18:30", "Tue 2026-12-01 18:30, weekly"),
        (
            "todos los martes a las 18:30",
            "Tue 2026-12-01 18:30, weekly",
        ),
        ("los martes a las 18:30", "Tue 2026-12-01 18:30, weekly"),
        ("tuesdays at 18:30", "Tue 2026-12-01 18:30, weekly"),
        (
            "every week on tuesday 18:30",
            "Tue 2026-12-01 18:30, weekly",
        ),
        ("weekly 18:30", "Sat 2026-11-28 18:30, weekly"),
        ("every saturday 13:00", "Sat 2026-12-05 13:00, weekly"),
        ("every day 7:00", "Sun 2026-11-29 07:00, daily"),
        ("daily at noon", "Sun 2026-11-29 12:00, daily"),
        ("todos los días a las 7", "Sun 2026-11-29 07:00, daily"),
        ("every evening at 8", "Sat 2026-11-28 20:00, daily"),
        ("weekdays 12:15", "Mon 2026-11-30 12:15, weekdays"),
        ("Mon-Fri 12:15", "Mon 2026-11-30 12:15, weekdays"),
        (
            "de lunes a viernes a las 12:15",
            "Mon 2026-11-30 12:15, weekdays",
        ),
        ("entre semana 12:15", "Mon 2026-11-30 12:15, weekdays"),
        (
            "every other tuesday 18:30",
            "Tue 2026-12-01 18:30, fortnightly",
        ),
        ("cada dos martes 18:30", "Tue 2026-12-01 18:30, fortnightly"),
        (
            "every 2 weeks on friday 19:00",
            "Fri 2026-12-04 19:00, fortnightly",
        ),
        ("monthly 18:30", "Sat 2026-11-28 18:30, monthly"),
        (
            "second tuesday of the month 18:30",
            "Tue 2026-12-08 18:30, monthly",
        ),
        ("every third tuesday 18:30", "Tue 2026-12-15 18:30, monthly"),
        (
            "segundo martes de cada mes a las 18:30",
            "Tue 2026-12-08 18:30, monthly",
        ),
        (
            "último viernes de cada mes 20:00",
            "Fri 2026-12-25 20:00, monthly",
        ),
        (
            "every tue 18:30 from 13 january",
            "Tue 2027-01-19 18:30, weekly",
        ),
        (
            "cada martes 18:30 desde el 12 de enero",
            "Tue 2027-01-12 18:30, weekly",
        ),
    ];
    hold(&table, NOW, berlin());
}

#[test]
fn the_two_hours_of_berlin_are_read_with_what_becomes_of_them() {
    let skipped = "Sun 2027-03-28 02:30, skipped until 2027-03-28 01:00Z";
    let table = [
        ("2027-03-28 02:30", skipped),
        ("28.03.2027 2:30", skipped),
        ("2027-03-28 01:59", "Sun 2027-03-28 01:59"),
        (
            "2027-03-28 02:00",
            "Sun 2027-03-28 02:00, skipped until 2027-03-28 01:00Z",
        ),
        (
            "2027-03-28 02:59",
            "Sun 2027-03-28 02:59, skipped until 2027-03-28 01:00Z",
        ),
        ("2027-03-28 03:00", "Sun 2027-03-28 03:00"),
    ];
    hold(&table, NOW, berlin());
    let march = [
        ("mañana 2:30", skipped),
        ("in 3 hours", "Sun 2027-03-28 03:30"),
        (
            "every day 2:30",
            "Sun 2027-03-28 02:30, daily, skipped until 2027-03-28 01:00Z",
        ),
    ];
    hold(&march, "2027-03-27T22:30:00Z", berlin());
    let twice = "Sun 2026-10-25 02:30, at 2026-10-25 00:30Z and 2026-10-25 01:30Z";
    let october = [
        ("tomorrow 2:30", twice),
        ("2026-10-25 2:30", twice),
        ("domingo 2:30", twice),
        ("tomorrow 1:59", "Sun 2026-10-25 01:59"),
        ("tomorrow 3:00", "Sun 2026-10-25 03:00"),
    ];
    hold(&october, "2026-10-24T12:00:00Z", berlin());
    // Between the two passes, the one that counts has been.
    let between = [
        ("2:30", "Mon 2026-10-26 02:30"),
        ("today 2:30", "Past 2026-10-25 00:30Z"),
    ];
    hold(&between, "2026-10-25T00:45:00Z", berlin());
    // An hour from now is an hour from now.
    let an_hour = read("in 1 hour", at("2026-10-25T00:30:00Z"), berlin()).unwrap();
    assert_eq!(an_hour.at, at("2026-10-25T01:30:00Z"));
    let (first, second) = (at("2026-10-25T00:30:00Z"), an_hour.at);
    assert_eq!(an_hour.hour, Hour::Repeated { first, second });
}

#[test]
fn today_is_what_it_is_in_the_zone() {
    // Half past eleven at night in Berlin, and Sunday in Kathmandu already.
    let now = "2026-11-28T22:30:00Z";
    hold(&[("tomorrow 8:00", "Sun 2026-11-29 08:00")], now, berlin());
    hold(
        &[("tomorrow 8:00", "Mon 2026-11-30 08:00")],
        now,
        zone("Asia/Kathmandu"),
    );
    let read = read("8:00", at(now), zone("Asia/Kathmandu")).unwrap();
    assert_eq!(read.at, at("2026-11-29T02:15:00Z"));
}

#[test]
fn whatever_is_typed_is_ahead_or_refused_and_a_rule_of_it_begins_there() {
    let words = "in en at a las every cada tue martes 18:30 7 pm 25:00 28.03. 3/4 30 feb march mar second last next \
        tomorrow mañana hour min week de la noche midnight half past y menos quarter from to 2027 2027-03-28 monthly \
        daily weekdays 1830 5th 0 99 - . every other hours weekly sunday tonight";
    let words: Vec<&str> = words.split_whitespace().collect();
    let mut state = 7_u64;
    let mut roll = |end: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % end
    };
    let (zones, mut understood) = (["Europe/Berlin", "Pacific/Apia", "America/St_Johns"], 0);
    for _ in 0..5_000 {
        let count = 1 + roll(6);
        let typed: Vec<&str> = (0..count).map(|_| words[roll(words.len())]).collect();
        let (typed, zone) = (typed.join(" "), zone(zones[roll(3)]));
        let now = at(NOW);
        match read(&typed, now, zone) {
            Ok(read) => {
                understood += 1;
                assert!(now < read.at, "{typed}");
                check_rule(&typed, &read, zone);
            }
            Err(Unread::Past { at }) => assert!(at <= now, "{typed}"),
            Err(Unread::TooFar { at }) => assert!(now < at, "{typed}"),
            Err(_) => {}
        }
    }
    assert!(250 < understood, "only {understood} were understood");
}

fn check_rule(typed: &str, read: &unknot::domain::Read, zone: Zone) {
    let repeat = read.repeat.unwrap_or(Repeat::None);
    let rule = Rule::new(zone, read.local, repeat);
    if repeat != Repeat::Weekdays {
        let first = rule.occurrences(at("2020-01-01T00:00:00Z")).next().unwrap();
        assert_eq!(first.local, read.local, "{typed}");
        assert_eq!(first.at, read.at, "{typed}");
    }
}
