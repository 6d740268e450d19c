//! Everything that somebody may be told about schedules, so that all of it is seen to fit.

use chrono::{DateTime, NaiveDate, TimeDelta};

use crate::domain::{
    EventFault, Hour, Language, Library, Listed, Repeat, RoomId, Rule, SERIES_MAX, Series,
    SeriesId, SeriesTold, ServerId, Timestamp, Told, Unread, Zone,
};
use crate::present::schedule::line;

/// Discord's numbers have at most 20 digits.
const ID_LONGEST: u64 = u64::MAX;
/// A moment with as many digits as any.
const NOW: i64 = 9_999_999_999 - 10 * 365 * 86_400;

/// Everything, with a name.
pub(in crate::present) fn schedules(library: &Library) -> Vec<(String, Told)> {
    let mut all = Vec::new();
    let mut add = |name: String, told| all.push((name, Told::Series(told)));
    for it in listed(library) {
        let name = format!("{} {:?}", it.name, it.series.rule.repeat());
        for (what, told) in of(&it) {
            add(format!("{name}, {what}"), told);
        }
    }
    for unread in unread() {
        let zone = longest();
        add(format!("{unread:?}"), SeriesTold::Unread { unread, zone });
    }
    for (_, typed) in Repeat::ALL {
        for (_, chosen) in Repeat::ALL {
            let (typed, chosen) = (*typed, *chosen);
            let told = SeriesTold::TwoRepeats { typed, chosen };
            add(format!("{typed:?} and {chosen:?}"), told);
        }
    }
    for may_set in [true, false] {
        add(
            format!("a zone is needed, {may_set}"),
            SeriesTold::NeedsZone { may_set },
        );
    }
    add(
        "nothing to choose".to_owned(),
        SeriesTold::Choose(Vec::new()),
    );
    add("25 to choose".to_owned(), SeriesTold::Choose(full(library)));
    add("a move that repeats".to_owned(), SeriesTold::MovesOnce);
    add("too many".to_owned(), SeriesTold::TooMany);
    add("no such".to_owned(), SeriesTold::NoSuch);
    all.extend(zones());
    all
}

/// Everything about one series.
fn of(it: &Listed) -> Vec<(String, SeriesTold)> {
    let (name, at, zone) = (|| it.name.clone(), now(), longest());
    let listed = || Box::new(it.clone());
    let mut all = Vec::new();
    let hours = [
        Hour::Plain,
        Hour::Skipped { fires_at: at },
        Hour::Repeated {
            first: at,
            second: at,
        },
    ];
    for hour in hours {
        for has_event in [true, false] {
            let told = SeriesTold::Scheduled {
                listed: listed(),
                zone,
                hour,
                has_event,
            };
            all.push((format!("scheduled, {hour:?}, {has_event}"), told));
        }
        let told = SeriesTold::Moved {
            name: name(),
            from: at,
            to: at,
            hour,
            zone,
        };
        all.push((format!("moved, {hour:?}"), told));
    }
    let local = it.series.next.occurrence.local;
    let which = SeriesTold::WhichOne {
        listed: listed(),
        local,
        at,
    };
    all.push(("which one".to_owned(), which));
    let changed = SeriesTold::Changed {
        before: name(),
        listed: listed(),
    };
    all.push(("changed".to_owned(), changed));
    let cancelled = SeriesTold::CancelledAll { name: name() };
    all.push(("cancelled".to_owned(), cancelled));
    for next in [None, Some(at)] {
        let told = SeriesTold::CancelledOne {
            name: name(),
            at,
            next,
        };
        all.push((format!("cancelled once, {next:?}"), told));
    }
    let overlaps = SeriesTold::Overlaps {
        name: name(),
        room: RoomId::new(ID_LONGEST),
        at,
        other_at: at,
    };
    all.push(("overlaps".to_owned(), overlaps));
    all
}

fn zones() -> Vec<(String, Told)> {
    let zone = |zone, is_new| Told::Zone {
        zone,
        is_new,
        now: now(),
    };
    let typed = "x".repeat(1_000);
    let several = Told::WhichZone {
        typed: typed.clone(),
        among: vec![longest().name().to_owned(); 5],
    };
    let unknown = Told::WhichZone {
        typed,
        among: Vec::new(),
    };
    let all = [
        ("no zone", zone(None, false)),
        ("a zone", zone(Some(longest()), false)),
        ("a zone that was said just now", zone(Some(longest()), true)),
        ("several zones", several),
        ("a zone that nobody knows", unknown),
    ];
    all.map(|(name, told)| (name.to_owned(), told)).into()
}

/// The routine with the longest name, in every repeat, with every fault.
pub(in crate::present) fn listed(library: &Library) -> Vec<Listed> {
    let faults = [
        None,
        Some(EventFault::Denied),
        Some(EventFault::Full),
        Some(EventFault::Refused),
    ];
    let mut faults = faults.into_iter().cycle();
    let mut all = Vec::new();
    // Of the routines, only the name stands on these cards.
    let longest_name = library.routines.values().max_by_key(|it| it.name.len());
    for routine in longest_name.into_iter() {
        for (_, repeat) in Repeat::ALL {
            // A Wednesday, which has the longest name.
            let first = NaiveDate::from_ymd_opt(2286, 11, 24).unwrap_or_default();
            let first = first.and_hms_opt(18, 30, 0).unwrap_or_default();
            let plan = crate::domain::Plan {
                server: ServerId::new(ID_LONGEST),
                room: RoomId::new(ID_LONGEST),
                language: Language::English,
                routine: routine.id.clone(),
                rule: Rule::new(longest(), first, *repeat),
            };
            let id = SeriesId::new(ID_LONGEST);
            let before = longest().instant(first) - TimeDelta::hours(1);
            let series = Series::new(id, plan, before, TimeDelta::minutes(15));
            all.extend(series.map(|series| Listed {
                series,
                name: routine.name.clone(),
                fault: faults.next().flatten(),
            }));
        }
    }
    all
}

/// As many as a server may have, each with as much to say as any, and for every reason there is.
pub(in crate::present) fn full(library: &Library) -> Vec<Listed> {
    let longest = |it: &Listed| line(&library.words, it).chars().count();
    let longest = listed(library).into_iter().max_by_key(longest);
    let faults = EventFault::ALL.iter().map(|(_, it)| Some(*it)).cycle();
    let of = |(it, fault): (Listed, _)| Listed { fault, ..it };
    let all = longest.into_iter().flat_map(|it| vec![it; SERIES_MAX]);
    all.zip(faults).map(of).collect()
}

fn unread() -> Vec<Unread> {
    let (day, at) = (NaiveDate::default(), now());
    let all = vec![
        Unread::Empty,
        Unread::Nonsense,
        Unread::NoSuchDay,
        Unread::NoSuchTime,
        Unread::NoSuchRepeat,
        Unread::NoTime { day },
        Unread::Past { at },
        Unread::TooFar { at },
        Unread::TwoDays {
            one: day,
            other: day,
        },
        Unread::TwoRepeats {
            one: Repeat::Weekdays,
            other: Repeat::Monthly,
        },
        Unread::OtherWeekday { day },
        Unread::SeveralDays,
        Unread::SeveralTimes,
    ];
    all.iter().copied().for_each(known);
    all
}

/// Does nothing, and stops compiling when a refusal is added: then add it to [`unread`] too.
fn known(unread: Unread) {
    match unread {
        Unread::Empty
        | Unread::Nonsense
        | Unread::NoSuchDay
        | Unread::NoSuchTime
        | Unread::NoSuchRepeat
        | Unread::NoTime { .. }
        | Unread::Past { .. }
        | Unread::TooFar { .. }
        | Unread::TwoDays { .. }
        | Unread::TwoRepeats { .. }
        | Unread::OtherWeekday { .. }
        | Unread::SeveralDays
        | Unread::SeveralTimes => {}
    }
}

/// The zone with the longest name of those that are offered.
fn longest() -> Zone {
    Zone::named("America/Argentina/ComodRivadavia").unwrap_or(Zone::UTC)
}

fn now() -> Timestamp {
    DateTime::from_timestamp(NOW, 0).unwrap_or_default()
}
