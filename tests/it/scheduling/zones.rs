//! Time zones: found by what people call where they live, and what their clocks show.

use chrono::{Days, NaiveDate, NaiveDateTime, TimeDelta};
use unknot::domain::{Hour, ZONES_SHOWN_MAX, Zone, zones};

use super::{at, berlin, zone};

const WINTER: &str = "2026-12-01T12:00:00Z";

/// The first zone that is offered, as it is shown.
fn first(typed: &str, now: &str) -> String {
    let found = zones(typed, at(now));
    found
        .first()
        .map_or_else(|| "nothing".to_owned(), |it| it.1.clone())
}

#[test]
fn places_are_found_by_city_country_and_offset_in_two_languages() {
    let table = [
        ("Europe/Berlin", "Europe/Berlin (UTC+01:00)"),
        ("europe/berlin", "Europe/Berlin (UTC+01:00)"),
        ("Europe/Berlin (UTC+01:00)", "Europe/Berlin (UTC+01:00)"),
        ("berlin", "Europe/Berlin (UTC+01:00)"),
        ("berl", "Europe/Berlin (UTC+01:00)"),
        ("berln", "Europe/Berlin (UTC+01:00)"),
        ("munich", "Europe/Berlin (UTC+01:00)"),
        ("München", "Europe/Berlin (UTC+01:00)"),
        ("alemania", "Europe/Berlin (UTC+01:00)"),
        ("españa", "Europe/Madrid (UTC+01:00)"),
        ("Espana", "Europe/Madrid (UTC+01:00)"),
        ("new york", "America/New_York (UTC-05:00)"),
        ("New  York", "America/New_York (UTC-05:00)"),
        ("nueva york", "America/New_York (UTC-05:00)"),
        ("est", "America/New_York (UTC-05:00)"),
        ("san francisco", "America/Los_Angeles (UTC-08:00)"),
        ("são paulo", "America/Sao_Paulo (UTC-03:00)"),
        ("sao paulo", "America/Sao_Paulo (UTC-03:00)"),
        ("brasil", "America/Sao_Paulo (UTC-03:00)"),
        ("buenos aires", "America/Argentina/Buenos_Aires (UTC-03:00)"),
        ("kolkata", "Asia/Kolkata (UTC+05:30)"),
        ("calcutta", "Asia/Kolkata (UTC+05:30)"),
        ("delhi", "Asia/Kolkata (UTC+05:30)"),
        ("mumbai", "Asia/Kolkata (UTC+05:30)"),
        ("beijing", "Asia/Shanghai (UTC+08:00)"),
        ("pekín", "Asia/Shanghai (UTC+08:00)"),
        ("kiev", "Europe/Kyiv (UTC+02:00)"),
        ("+5:45", "Asia/Kathmandu (UTC+05:45)"),
        ("+545", "Asia/Kathmandu (UTC+05:45)"),
        ("+0545", "Asia/Kathmandu (UTC+05:45)"),
        ("utc+5.5", "Asia/Kolkata (UTC+05:30)"),
        ("utc-3:30", "America/St_Johns (UTC-03:30)"),
        ("UTC −3:30", "America/St_Johns (UTC-03:30)"),
        ("gmt+2", "Africa/Johannesburg (UTC+02:00)"),
        ("GMT +1", "Europe/Berlin (UTC+01:00)"),
        ("utc", "UTC (UTC+00:00)"),
        ("", "UTC (UTC+00:00)"),
        // Nobody lives there, or nobody could say so.
        ("+4:51", "nothing"),
        ("+25", "nothing"),
        ("-", "nothing"),
        ("xyzzy", "nothing"),
        ("🦶", "nothing"),
    ];
    for (typed, expected) in table {
        assert_eq!(first(typed, WINTER), expected, "{typed}");
    }
}

#[test]
fn offsets_are_those_of_the_moment() {
    assert_eq!(
        first("berlin", "2026-10-25T00:59:59Z"),
        "Europe/Berlin (UTC+02:00)"
    );
    assert_eq!(
        first("berlin", "2026-10-25T01:00:00Z"),
        "Europe/Berlin (UTC+01:00)"
    );
    assert_eq!(
        first("+2", "2026-07-01T00:00:00Z"),
        "Europe/Berlin (UTC+02:00)"
    );
}

#[test]
fn countries_with_several_zones_offer_them_all_and_no_list_is_too_long() {
    let names = |typed: &str| -> Vec<&str> {
        let found = zones(typed, at(WINTER));
        found.iter().map(|it| it.0.name()).collect()
    };
    let usa = names("usa");
    for name in [
        "America/New_York",
        "America/Chicago",
        "America/Denver",
        "America/Los_Angeles",
    ] {
        assert!(usa.contains(&name), "{usa:?}");
    }
    assert_eq!(usa[0], "America/New_York");
    for typed in ["", "a", "europe", "utc-3", "america"] {
        let found = names(typed);
        assert!(found.len() <= ZONES_SHOWN_MAX, "{typed}");
        let once: std::collections::BTreeSet<&str> = found.iter().copied().collect();
        assert_eq!(once.len(), found.len(), "{typed}: {found:?}");
    }
    assert_eq!(names("europe").len(), ZONES_SHOWN_MAX);
}

#[test]
fn a_zone_is_taken_by_any_name_that_the_database_has() {
    let name = |typed: &str| Zone::named(typed).map(Zone::name);
    assert_eq!(name("Asia/Kolkata"), Some("Asia/Kolkata"));
    assert_eq!(name("asia/calcutta"), Some("Asia/Calcutta"));
    assert_eq!(name("utc"), Some("UTC"));
    assert_eq!(name("Europe/Atlantis"), None);
    assert_eq!(name(""), None);
    assert_eq!(berlin().to_string(), "Europe/Berlin");
}

#[test]
fn what_is_offered_is_found_again_by_its_name_and_by_its_label() {
    for typed in ["a", "m", "s", "+3"] {
        for (zone, label) in zones(typed, at(WINTER)) {
            assert_eq!(Zone::named(zone.name()), Some(zone));
            assert_eq!(first(&label, WINTER), label, "{typed}");
        }
    }
}

#[test]
fn the_two_hours_of_berlin_are_skipped_and_repeated() {
    let hour = |local: &str| berlin().hour(local.parse().unwrap());
    let instant = |local: &str| berlin().instant(local.parse().unwrap());
    let fires_at = at("2027-03-28T01:00:00Z");
    for local in [
        "2027-03-28T02:00:00",
        "2027-03-28T02:30:00",
        "2027-03-28T02:59:59",
    ] {
        assert_eq!(hour(local), Hour::Skipped { fires_at }, "{local}");
        assert_eq!(instant(local), fires_at, "{local}");
    }
    assert_eq!(hour("2027-03-28T01:59:59"), Hour::Plain);
    assert_eq!(hour("2027-03-28T03:00:00"), Hour::Plain);
    assert_eq!(instant("2027-03-28T03:00:00"), fires_at);
    let (first, second) = (at("2026-10-25T00:30:00Z"), at("2026-10-25T01:30:00Z"));
    assert_eq!(
        hour("2026-10-25T02:30:00"),
        Hour::Repeated { first, second }
    );
    assert_eq!(instant("2026-10-25T02:30:00"), first);
    assert_eq!(hour("2026-10-25T01:59:59"), Hour::Plain);
    assert_eq!(hour("2026-10-25T03:00:00"), Hour::Plain);
    assert_eq!(berlin().local(first), berlin().local(second));
}

#[test]
fn a_later_local_time_is_never_an_earlier_moment() {
    // Apia skipped the whole of 30 December 2011, and Lord Howe moves by half an hour.
    let places = [
        ("Pacific/Apia", "2011-12-28"),
        ("Australia/Lord_Howe", "2026-10-03"),
        ("Australia/Lord_Howe", "2027-04-03"),
        ("Africa/Casablanca", "2027-02-06"),
        ("Africa/Casablanca", "2027-03-13"),
        ("America/St_Johns", "2026-10-31"),
    ];
    for (name, day) in places {
        let start: NaiveDateTime = day.parse::<NaiveDate>().unwrap().into();
        let mut last = zone(name).instant(start);
        let mut local = start;
        while local < start + Days::new(4) {
            local += TimeDelta::minutes(1);
            let moment = zone(name).instant(local);
            assert!(last <= moment, "{name} {local}");
            assert!(
                local <= zone(name).local(moment),
                "{name} {local}: too early"
            );
            last = moment;
        }
    }
    let skipped = zone("Pacific/Apia").instant("2011-12-30T18:30:00".parse().unwrap());
    assert_eq!(skipped, at("2011-12-30T10:00:00Z"));
}
