//! Series: what opens when, late, or not at all, and what is left once one session is taken out.

use chrono::{NaiveDateTime, TimeDelta};
use unknot::domain::{
    LATE_LOBBY, LATE_MAX, Language, Occurrence, Plan, Repeat, RoomId, RoutineId, Rule, Series,
    SeriesId, ServerId, Timestamp, Woken,
};

use super::zone;

pub(super) const LEAD: TimeDelta = TimeDelta::minutes(15);

pub(super) fn local(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
}

pub(super) fn utc(text: &str) -> Timestamp {
    local(text).and_utc()
}

/// Every Tuesday at 18:30 in Berlin, from 1 December 2026 on; scheduled the day before.
pub(super) fn tuesdays() -> Series {
    let plan = Plan {
        server: ServerId::new(1),
        room: RoomId::new(2),
        language: Language::English,
        routine: RoutineId::new("sore_feet_5"),
        rule: Rule::new(
            zone("Europe/Berlin"),
            local("2026-12-01 18:30"),
            Repeat::Weekly,
        ),
    };
    Series::new(SeriesId::new(77), plan, utc("2026-11-30 12:00"), LEAD).unwrap()
}

pub(super) fn first() -> Occurrence {
    tuesdays().next.occurrence
}

#[test]
fn a_lobby_opens_before_the_session_and_begins_at_the_second() {
    let series = tuesdays();
    assert_eq!(first().at, utc("2026-12-01 17:30"));
    let opens_at = first().at - LEAD;
    assert_eq!(series.next.opens_at, opens_at);
    let before = opens_at - TimeDelta::milliseconds(1);
    assert_eq!(series.wake(before, false), Woken::Sleeps);
    let opens = |starts_at, is_late| Woken::Opens {
        occurrence: first(),
        starts_at,
        is_late,
    };
    let in_time = opens_at + TimeDelta::seconds(30);
    assert_eq!(series.wake(in_time, false), opens(first().at, false));
    // Late, with time left: it still begins as planned.
    let late = in_time + TimeDelta::milliseconds(1);
    assert_eq!(series.wake(late, false), opens(first().at, true));
}

#[test]
fn a_session_begins_a_little_later_within_ten_minutes_and_is_missed_behind_them() {
    let series = tuesdays();
    let last = first().at + LATE_MAX;
    let opens = Woken::Opens {
        occurrence: first(),
        starts_at: last + LATE_LOBBY,
        is_late: true,
    };
    assert_eq!(series.wake(last, false), opens);
    let missed = last + TimeDelta::milliseconds(1);
    assert_eq!(series.wake(missed, false), Woken::Missed(first()));
    // Whatever else is in the room by then.
    assert_eq!(series.wake(missed, true), Woken::Missed(first()));
}

#[test]
fn a_room_that_is_taken_is_waited_for() {
    let woken = tuesdays().wake(first().at - LEAD, true);
    assert!(matches!(woken, Woken::Waits(at) if first().at - LEAD < at && at < first().at));
}

#[test]
fn after_weeks_away_the_last_missed_one_is_named_and_the_next_one_is_ahead() {
    let now = utc("2026-12-24 12:00");
    let (after, missed) = tuesdays().caught_up(now, LEAD);
    assert_eq!(missed.at, utc("2026-12-22 17:30"));
    let next = after.unwrap().next;
    assert_eq!(next.occurrence.at, utc("2026-12-29 17:30"));
    assert_eq!(next.opens_at, next.occurrence.at - LEAD);
}

#[test]
fn one_session_is_taken_out_and_the_others_stay() {
    let now = utc("2026-11-30 12:00");
    let second = tuesdays().coming(now).nth(1).unwrap();
    let without_second = tuesdays().without(second.local, now, LEAD).unwrap();
    assert_eq!(without_second.next, tuesdays().next);
    let left: Vec<_> = without_second.coming(now).take(2).collect();
    assert_eq!(left[0], first());
    assert_eq!(left[1].at, utc("2026-12-15 17:30"));
    let without_first = tuesdays().without(first().local, now, LEAD).unwrap();
    assert_eq!(without_first.next.occurrence, second);
    // It does not come back: not in a list, not in a calendar, and in nobody's way.
    assert_eq!(without_first.coming(now).next(), Some(second));
    // Its mark stays until its time has come, to the moment.
    let before = first().at - TimeDelta::milliseconds(1);
    let advanced = |now| without_first.clone().advanced(now, LEAD).unwrap();
    assert_eq!(advanced(before).cancelled, [first().local].into());
    assert!(advanced(first().at).cancelled.is_empty());
}

#[test]
fn sessions_of_series_are_called_alike_every_time_and_like_no_others() {
    let now = utc("2026-11-30 12:00");
    let series = tuesdays();
    let names: std::collections::BTreeSet<_> = series
        .coming(now)
        .map(|it| series.session(it.local))
        .collect();
    assert_eq!(names.len(), series.coming(now).count());
    assert!(names.iter().all(|it| 1 << 63 <= it.get()));
    assert_eq!(
        tuesdays().session(first().local),
        series.session(first().local)
    );
}
