//! What hosts may schedule, cancel, move and change, and what they are told where they may not.

use chrono::TimeDelta;
use unknot::domain::{
    Asker, Badge, Change, Decision, Language, Library, Meant, Permit, Plan, Repeat, Role, RoomId,
    RoutineId, Rule, SERIES_MAX, Scheduling, Series, SeriesId, SeriesTold, SeriesWants, Server,
    ServerId, SessionTold, Timestamp, Told, UserId, Venue, Which,
};

use super::place::{library, settings};
use super::series::{LEAD, first, local, tuesdays, utc};

fn now() -> Timestamp {
    utc("2026-11-30 12:00")
}

fn badge(role: Role) -> Badge {
    Badge {
        role,
        roles: Vec::new(),
    }
}

fn asker(settings: Server) -> Asker<'static> {
    Asker {
        user: UserId::new(900),
        member: None,
        venue: Some(Venue {
            id: tuesdays().server,
            settings,
        }),
        now: now(),
    }
}

fn wanted(typed: &str) -> Scheduling {
    Scheduling {
        id: SeriesId::new(1),
        room: Some(tuesdays().room),
        language: Language::English,
        routine: RoutineId::new("sore_feet_5"),
        typed: typed.to_owned(),
        repeat: None,
        missing: Vec::new(),
    }
}

fn schedules(wanted: Scheduling, others: &[Series]) -> Decision {
    asker(settings()).schedule(library(), &badge(Role::Host), wanted, others)
}

fn scheduled(wanted: Scheduling, others: &[Series]) -> Option<Series> {
    match schedules(wanted, others).told {
        Told::Series(SeriesTold::Scheduled { listed, .. }) => Some(listed.series),
        _ => None,
    }
}

/// A refusal changes nothing.
fn refused(decision: Decision) -> Told {
    assert_eq!(decision.changes, []);
    decision.told
}

fn session(told: SessionTold) -> Told {
    Told::Session(told)
}

#[test]
fn only_a_host_schedules_where_it_is_known_when_and_where_that_is() {
    let (host, typed) = (badge(Role::Host), "tuesday 18:30");
    let asks = |asker: &Asker<'_>, badge: &Badge, wanted| {
        refused(asker.schedule(library(), badge, wanted, &[]))
    };
    let mut nowhere = asker(settings());
    nowhere.venue = None;
    assert_eq!(asks(&nowhere, &host, wanted(typed)), Told::NoServer);
    let here = asker(settings());
    let member = badge(Role::Member);
    let told = asks(&here, &member, wanted(typed));
    assert_eq!(told, session(SessionTold::OnlyHosts));
    let no_room = Scheduling {
        room: None,
        ..wanted(typed)
    };
    let told = asks(&here, &host, no_room);
    assert_eq!(told, session(SessionTold::WhichRoom));
    for (role, may_set) in [(Role::Host, false), (Role::Manager, true)] {
        let unset = asker(Server::default());
        let told = asks(&unset, &badge(role), wanted(typed));
        assert_eq!(told, Told::Series(SeriesTold::NeedsZone { may_set }));
    }
    assert!(
        scheduled(wanted(typed), &[]).is_some(),
        "the other side of all of them"
    );
}

#[test]
fn what_a_session_cannot_do_without_is_needed_and_an_event_is_not() {
    let lacks = |missing: Vec<Permit>| {
        schedules(
            Scheduling {
                missing,
                ..wanted("tuesday 18:30")
            },
            &[],
        )
    };
    let told = refused(lacks(vec![Permit::Events, Permit::View]));
    let missing = vec![Permit::View];
    assert_eq!(
        told,
        session(SessionTold::Lacks {
            room: tuesdays().room,
            missing
        })
    );
    for (missing, expected) in [(vec![Permit::Events], false), (vec![], true)] {
        let Told::Series(SeriesTold::Scheduled { has_event, .. }) = lacks(missing).told else {
            panic!("it is scheduled");
        };
        assert_eq!(has_event, expected);
    }
}

#[test]
fn a_server_has_so_many_series_and_no_more() {
    // Each in a channel of its own, so that none is in the way.
    let other = |it: u64| Series {
        id: SeriesId::new(100 + it),
        room: RoomId::new(100 + it),
        ..tuesdays()
    };
    let all: Vec<Series> = (0..SERIES_MAX as u64).map(other).collect();
    assert!(scheduled(wanted("tuesday 18:30"), &all[1..]).is_some());
    let told = refused(schedules(wanted("tuesday 18:30"), &all));
    assert_eq!(told, Told::Series(SeriesTold::TooMany));
}

#[test]
fn what_is_typed_and_what_is_chosen_beside_it_may_not_differ() {
    let with = |typed: &str, repeat| Scheduling {
        repeat,
        ..wanted(typed)
    };
    for (typed, chosen, expected) in [
        ("tuesday 18:30", None, Repeat::None),
        ("tuesday 18:30", Some(Repeat::Daily), Repeat::Daily),
        ("every tuesday 18:30", None, Repeat::Weekly),
        ("every tuesday 18:30", Some(Repeat::Weekly), Repeat::Weekly),
    ] {
        let series = scheduled(with(typed, chosen), &[]).unwrap();
        assert_eq!(series.rule.repeat(), expected, "{typed}, {chosen:?}");
    }
    let told = refused(schedules(
        with("every tuesday 18:30", Some(Repeat::Daily)),
        &[],
    ));
    let (typed, chosen) = (Repeat::Weekly, Repeat::Daily);
    assert_eq!(told, Told::Series(SeriesTold::TwoRepeats { typed, chosen }));
    let told = refused(schedules(with("blue", None), &[]));
    assert!(matches!(told, Told::Series(SeriesTold::Unread { .. })));
}

#[test]
fn two_sessions_may_touch_in_a_channel_and_not_overlap() {
    // Five minutes each, and the other one on Tuesdays at 18:30.
    for (typed, fits) in [
        ("tuesday 18:25", true),
        ("tuesday 18:26", false),
        ("tuesday 18:34", false),
        ("tuesday 18:35", true),
        ("wednesday 18:30", true),
        // Far behind the first one.
        ("2027-06-01 18:30", false),
        ("every day 18:32", false),
    ] {
        let series = scheduled(wanted(typed), &[tuesdays()]);
        assert_eq!(series.is_some(), fits, "{typed}");
        let elsewhere = Scheduling {
            room: Some(RoomId::new(9)),
            ..wanted(typed)
        };
        assert!(scheduled(elsewhere, &[tuesdays()]).is_some(), "{typed}");
    }
    let told = refused(schedules(wanted("2027-06-01 18:32"), &[tuesdays()]));
    let Told::Series(SeriesTold::Overlaps {
        room, at, other_at, ..
    }) = told
    else {
        panic!("{told:?}");
    };
    assert_eq!(room, tuesdays().room);
    assert_eq!(at, utc("2027-06-01 16:32"));
    assert_eq!(other_at, utc("2027-06-01 16:30"));
    // Where that one was left out, there is room.
    let there = local("2027-06-01 18:30");
    let without = tuesdays().without(there, now(), LEAD).unwrap();
    assert!(scheduled(wanted("2027-06-01 18:32"), &[without]).is_some());
}

/// The first Tuesday of the series, or another one.
fn meant(series: &Series, nth: usize) -> Meant {
    let it = series.coming(now()).nth(nth).unwrap();
    Meant {
        series: series.clone(),
        local: it.local,
        event: None,
        lobby: None,
    }
}

fn wants(series: &Series, nth: usize, wants: SeriesWants, others: &[Series]) -> Decision {
    let host = badge(Role::Host);
    asker(settings()).of_series(library(), &host, meant(series, nth), wants, others)
}

fn once() -> Series {
    let (rule, mut series) = (tuesdays().rule, tuesdays());
    series.rule = Rule::new(rule.zone(), rule.first(), Repeat::None);
    series
}

/// The series that are kept, and those that are dropped.
fn kept(decision: &Decision) -> (Vec<Timestamp>, usize) {
    let put = decision.changes.iter().filter_map(|it| match it {
        Change::PutSeries(it) => Some(it.next.occurrence.at),
        _ => None,
    });
    let is_dropped = |it: &&Change| matches!(it, Change::DropSeries(_));
    (
        put.collect(),
        decision.changes.iter().filter(is_dropped).count(),
    )
}

#[test]
fn only_a_host_of_that_server_changes_a_series_and_only_what_is_to_come() {
    let all = || SeriesWants::Cancel(Which::All);
    let host = badge(Role::Host);
    let asks = |asker: &Asker<'_>, badge: &Badge, meant| {
        refused(asker.of_series(library(), badge, meant, all(), &[]))
    };
    let mut elsewhere = asker(settings());
    elsewhere.venue.as_mut().unwrap().id = ServerId::new(9);
    for (asker, role) in [
        (elsewhere, Role::Manager),
        (asker(settings()), Role::Member),
    ] {
        let told = asks(&asker, &badge(role), meant(&tuesdays(), 0));
        assert_eq!(told, session(SessionTold::OnlyHosts), "{role:?}");
    }
    let gone = Meant {
        local: first().local - TimeDelta::days(7),
        ..meant(&tuesdays(), 0)
    };
    let told = asks(&asker(settings()), &host, gone);
    assert_eq!(told, Told::Series(SeriesTold::NoSuch));
    // To the moment: what begins now is not to come.
    let mut late = asker(settings());
    late.now = first().at;
    let told = asks(&late, &host, meant(&tuesdays(), 0));
    assert_eq!(told, Told::Series(SeriesTold::NoSuch));
    late.now = first().at - TimeDelta::milliseconds(1);
    let decision = late.of_series(library(), &host, meant(&tuesdays(), 0), all(), &[]);
    assert_eq!(kept(&decision), (vec![], 1));
}

#[test]
fn whoever_cancels_one_of_many_is_asked_and_of_one_is_not() {
    let cancel = |series: &Series, which| wants(series, 0, SeriesWants::Cancel(which), &[]);
    let told = refused(cancel(&tuesdays(), Which::Asked));
    assert!(matches!(told, Told::Series(SeriesTold::WhichOne { at, .. }) if at == first().at));
    let one = cancel(&tuesdays(), Which::One);
    let next = first().at + TimeDelta::days(7);
    assert!(
        matches!(one.told, Told::Series(SeriesTold::CancelledOne { next: Some(it), .. }) if it == next)
    );
    assert_eq!(kept(&one), (vec![next], 0));
    for (series, which) in [
        (tuesdays(), Which::All),
        (once(), Which::Asked),
        (once(), Which::One),
        (once(), Which::All),
    ] {
        let all = cancel(&series, which);
        assert!(
            matches!(all.told, Told::Series(SeriesTold::CancelledAll { .. })),
            "{which:?}"
        );
        assert_eq!(kept(&all), (vec![], 1));
    }
}

#[test]
fn a_session_is_moved_where_there_is_room_and_that_once() {
    let moves = |series: &Series, nth, typed: &str, others: &[Series]| {
        wants(series, nth, SeriesWants::Move(typed.to_owned()), others)
    };
    let series = tuesdays();
    let told = refused(moves(&series, 0, "every wednesday 18:30", &[]));
    assert_eq!(told, Told::Series(SeriesTold::MovesOnce));
    let told = refused(moves(&series, 0, "blue", &[]));
    assert!(matches!(told, Told::Series(SeriesTold::Unread { .. })));
    let (to, next) = (utc("2026-12-02 18:00"), first().at + TimeDelta::days(7));
    let own = std::slice::from_ref(&series);
    let moved = moves(&series, 0, "wednesday 19:00", own);
    assert!(
        matches!(moved.told, Told::Series(SeriesTold::Moved { from, to: it, .. }) if (from, it) == (first().at, to))
    );
    assert_eq!(kept(&moved), (vec![next, to], 0));
    // A little later, where it was itself: that is free now.
    assert_eq!(kept(&moves(&series, 0, "tuesday 18:32", own)).0.len(), 2);
    // On to the next one of its own series.
    let told = refused(moves(&series, 0, "2026-12-08 18:32", own));
    assert!(
        matches!(told, Told::Series(SeriesTold::Overlaps { .. })),
        "{told:?}"
    );
    // Of one alone nothing is left but where it was moved to.
    assert_eq!(
        kept(&moves(&once(), 0, "wednesday 19:00", &[once()])),
        (vec![to], 1)
    );
    // One that is not the next leaves the next as it is.
    let moved = moves(&series, 1, "2026-12-09 19:00", own);
    assert_eq!(kept(&moved), (vec![first().at, utc("2026-12-09 18:00")], 0));
}

#[test]
fn another_routine_is_rolled_where_it_is_not_too_long() {
    let rolls = |routine: &str, others: &[Series]| {
        wants(
            &tuesdays(),
            0,
            SeriesWants::Roll(RoutineId::new(routine)),
            others,
        )
    };
    let plan = Plan {
        server: tuesdays().server,
        room: tuesdays().room,
        language: Language::English,
        routine: RoutineId::new("sore_feet_5"),
        rule: Rule::new(super::berlin(), local("2026-12-08 18:35"), Repeat::None),
    };
    let behind = Series::new(SeriesId::new(5), plan, now(), LEAD).unwrap();
    let both = [tuesdays(), behind.clone()];
    assert_eq!(kept(&rolls("sore_feet_5", &both)).0.len(), 1, "they touch");
    let told = refused(rolls("full_body_20", &both));
    let Told::Series(SeriesTold::Overlaps { at, other_at, .. }) = told else {
        panic!("{told:?}");
    };
    let next = first().at + TimeDelta::days(7);
    assert_eq!((at, other_at), (next, behind.next.occurrence.at));
    assert_eq!(kept(&rolls("full_body_20", &both[..1])).0.len(), 1);
}

/// Nothing that is refused closes a lobby.
#[test]
fn a_move_that_is_refused_leaves_the_lobby_open() {
    let library: &Library = library();
    let host = badge(Role::Host);
    for (typed, is_moved) in [
        ("blue", false),
        ("every wednesday 19:00", false),
        ("wednesday 19:00", true),
    ] {
        let series = tuesdays().advanced(now(), LEAD).unwrap();
        let meant = Meant {
            lobby: super::hung::in_lobby().gathering,
            ..meant(&series, 0)
        };
        assert_eq!(meant.local, first().local);
        let wants = SeriesWants::Move(typed.to_owned());
        let decision = asker(settings()).of_series(library, &host, meant, wants, &[]);
        let closes = decision
            .changes
            .iter()
            .any(|it| matches!(it, Change::Run(_)));
        assert_eq!(closes, is_moved, "{typed}");
        assert_eq!(decision.changes.is_empty(), !is_moved, "{typed}");
    }
}
