//! The two nights on which the clocks of Berlin are changed: a session at half past two on Sundays, from
//! October to April, with all that comes of it.

use chrono::{NaiveDate, TimeDelta};
use unknot::domain::{Phase, SessionId, Timestamp, What};

use super::at;
use super::place::{Place, millisecond, next_session};

/// Friday noon before the clocks are put back.
fn friday() -> Timestamp {
    at("2026-10-23T10:00:00Z")
}

fn minutes(minutes: i64) -> TimeDelta {
    TimeDelta::minutes(minutes)
}

fn no_time() -> Vec<Timestamp> {
    Vec::new()
}

/// When lobbies opened, of those that were sent.
fn opened(sent: &[(Timestamp, unknot::domain::Parcel)]) -> Vec<Timestamp> {
    let opened = sent.iter().filter(|(_, it)| it.what == What::Invite);
    opened.map(|(at, _)| *at).collect()
}

/// When sessions began, of those that were sent.
fn begun(sent: &[(Timestamp, unknot::domain::Parcel)]) -> Vec<Timestamp> {
    let is_first = |it: &What| matches!(it, What::Cue { place: 0, .. });
    let begun = sent.iter().filter(|(_, it)| is_first(&it.what));
    begun
        .map(|(at, it)| {
            assert_eq!(it.due, *at, "to the second");
            *at
        })
        .collect()
}

/// The session whose lobby is open begins with Mia in it.
async fn joins(place: &Place) -> SessionId {
    let session = place.in_room().await.expect("a lobby is open");
    place.mia_joins(session).await;
    session
}

#[tokio::test]
async fn in_the_hour_that_comes_twice_a_session_is_held_once_and_the_first_time() {
    let mut place = Place::new(friday()).await;
    let told = place.schedules(77, "every sunday 02:30").await;
    // 02:30 in summer time, and an hour later 02:30 once more.
    let first = at("2026-10-25T00:30:00Z");
    assert!(
        told.contains(&format!("<t:{}:F>", first.timestamp())),
        "{told}"
    );
    let session = next_session(&place.only_series().await);
    let sent = place.passes(first - millisecond()).await;
    assert_eq!(opened(&sent), [first - minutes(15)]);
    assert_eq!(begun(&sent), no_time());
    assert_eq!(joins(&place).await, session);
    // Right away the next one is ahead: a week later on the clock, an hour more in time.
    let next = at("2026-11-01T01:30:00Z");
    assert_eq!(place.only_series().await.next.occurrence.at, next);
    let sent = place.passes(first).await;
    assert_eq!(begun(&sent), [first]);
    let anchor = first;
    let phase = place.session(session).await.unwrap().session.phase;
    assert_eq!(phase, Phase::Rolling { anchor, cued: 1 });
    // The second time that it is half past two, nothing opens and nothing begins.
    let sent = place.passes(next - minutes(15) - millisecond()).await;
    assert_eq!((opened(&sent), begun(&sent)), (no_time(), no_time()));
    assert_eq!(place.sessions_ever(), 1);
    let sent = place.passes(next).await;
    assert_eq!(opened(&sent), [next - minutes(15)]);
}

#[tokio::test]
async fn in_the_hour_that_is_left_out_a_session_is_held_at_the_first_moment_behind_it() {
    let mut place = Place::new(at("2027-03-26T11:00:00Z")).await;
    let told = place.schedules(77, "every sunday 02:30").await;
    // The clocks go from 02:00 to 03:00, at this moment.
    let gap_ends = at("2027-03-28T01:00:00Z");
    assert!(
        told.contains(&format!("<t:{}:F>", gap_ends.timestamp())),
        "{told}"
    );
    let session = next_session(&place.only_series().await);
    let sent = place.passes(gap_ends - millisecond()).await;
    assert_eq!(opened(&sent), [gap_ends - minutes(15)]);
    assert_eq!(begun(&sent), no_time());
    assert_eq!(joins(&place).await, session);
    let next = at("2027-04-04T00:30:00Z");
    assert_eq!(place.only_series().await.next.occurrence.at, next);
    let sent = place.passes(gap_ends).await;
    assert_eq!(begun(&sent), [gap_ends]);
    let anchor = gap_ends;
    let phase = place.session(session).await.unwrap().session.phase;
    assert_eq!(phase, Phase::Rolling { anchor, cued: 1 });
    let sent = place.passes(next - minutes(15)).await;
    assert_eq!(opened(&sent), [next - minutes(15)]);
    assert_eq!(begun(&sent), no_time());
    assert_eq!(place.sessions_ever(), 2);
}

#[tokio::test]
async fn from_october_to_april_there_is_one_session_each_sunday() {
    let mut place = Place::new(friday()).await;
    place.schedules(77, "every sunday 02:30").await;
    let sent = place.passes(at("2027-04-12T00:00:00Z")).await;
    // Written down apart from the rules of zones: winter time is an hour ahead of UTC, summer time two.
    let sunday = |week: i64| {
        let date = NaiveDate::from_ymd_opt(2026, 10, 25).unwrap() + TimeDelta::days(7 * week);
        let (hour, minute) = match week {
            0 => (0, 30),
            1..=21 => (1, 30),
            22 => (1, 0),
            _ => (0, 30),
        };
        date.and_hms_opt(hour, minute, 0).unwrap().and_utc()
    };
    let expected: Vec<Timestamp> = (0..=24).map(|it| sunday(it) - minutes(15)).collect();
    assert_eq!(opened(&sent), expected);
    assert_eq!(begun(&sent), no_time(), "nobody came");
    assert_eq!(place.sessions_ever(), 25);
    // Two at the most know of each other: the one that is over, and the one to come.
    assert_eq!(place.series().await.len(), 1);
}
