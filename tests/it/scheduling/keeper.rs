//! Discord's own events are looked after: added once, written as they change, and done without where Discord refuses. The schedule goes on in any case.

use std::time::Duration;

use chrono::TimeDelta;
use unknot::app::Unkept;
use unknot::domain::{
    Change, EventFault, EventId, EventState, RoutineId, SeenEvent, SeriesWants, Timestamp,
};

use super::at;
use super::desk::Desk;
use super::place::{Place, millisecond, room};

pub(super) fn monday() -> Timestamp {
    at("2026-11-30T11:00:00Z")
}

pub(super) fn tuesday() -> Timestamp {
    at("2026-12-01T17:30:00Z")
}

pub(super) fn next_tuesday() -> Timestamp {
    tuesday() + TimeDelta::days(7)
}

pub(super) fn opens_at() -> Timestamp {
    tuesday() - TimeDelta::minutes(15)
}

pub(super) fn seconds(seconds: i64) -> TimeDelta {
    TimeDelta::seconds(seconds)
}

/// A session every Tuesday at 18:30 in Berlin, scheduled on Monday.
pub(super) async fn tuesdays() -> Desk {
    let place = Place::new(monday()).await;
    place.schedules(77, "every tuesday 18:30").await;
    Desk::new(place)
}

/// The same, with its event at Discord.
pub(super) async fn kept() -> Desk {
    let mut desk = tuesdays().await;
    assert_eq!(desk.looks(monday()).await, ["all", "add", "all"]);
    desk
}

/// What is known of the first event.
pub(super) async fn first(desk: &Desk) -> Option<(EventId, EventState)> {
    desk.place.events().await[0].is
}

#[tokio::test]
async fn an_event_is_added_once_and_says_what_it_is() {
    let mut desk = kept().await;
    let there = desk.discord.all_now();
    assert_eq!(there.len(), 1);
    assert_eq!((there[0].at, there[0].room), (tuesday(), Some(room())));
    let form = desk.discord.forms().remove(0);
    assert_eq!(form.name, "Sore feet");
    assert!(
        form.description.contains("5 minutes"),
        "{}",
        form.description
    );
    assert_eq!(
        first(&desk).await,
        Some((there[0].event, EventState::Scheduled))
    );
    for later in [0, 1, 60, 3600] {
        assert_eq!(desk.looks(monday() + seconds(later)).await, [""; 0]);
    }
    assert!(!desk.place.lists().await.contains("No server event"));
}

#[tokio::test]
async fn what_discord_refuses_is_said_and_not_tried_again_and_the_schedule_goes_on() {
    for (how, fault, says) in [
        (
            Unkept::Denied,
            EventFault::Denied,
            "the permission Create Events is missing",
        ),
        (Unkept::Full, EventFault::Full, "the server has 100 already"),
        (Unkept::Bug, EventFault::Refused, "Discord did not take it"),
    ] {
        let mut desk = tuesdays().await;
        desk.discord.refuses("add", how);
        assert_eq!(desk.looks(monday()).await, ["all", "add"]);
        assert_eq!(desk.place.events().await[0].fault, Some(fault));
        let list = desk.place.lists().await;
        assert!(list.contains(says), "{list}");
        assert!(list.contains("Every Tuesday. ¹"), "{list}");
        for later in [1, 10, 60, 3600] {
            assert_eq!(
                desk.looks(monday() + seconds(later)).await,
                [""; 0],
                "{how:?}"
            );
        }
        // Its lobby opens; the next one has a try of its own, and one only.
        assert_eq!(desk.looks(opens_at()).await, ["all", "add"], "{how:?}");
        assert!(desk.place.in_room().await.is_some());
        assert_eq!(
            desk.looks(opens_at() + seconds(60)).await,
            [""; 0],
            "{how:?}"
        );
        // Nobody came to that one. Discord takes the event of the one after next.
        desk.looks(tuesday()).await;
        desk.discord.refuses_nothing();
        let lobby = next_tuesday() - TimeDelta::minutes(15);
        assert_eq!(desk.looks(lobby).await, ["all", "add", "all"], "{how:?}");
        assert!(!desk.place.lists().await.contains(says));
    }
}

#[tokio::test]
async fn where_the_events_of_a_server_may_not_be_seen_none_is_added() {
    let mut desk = tuesdays().await;
    desk.discord.refuses("all", Unkept::Denied);
    assert_eq!(desk.looks(monday()).await, ["all"]);
    assert_eq!(desk.place.events().await[0].fault, Some(EventFault::Denied));
    assert_eq!(desk.looks(monday() + TimeDelta::hours(1)).await, [""; 0]);
}

#[tokio::test]
async fn what_may_work_later_is_tried_when_discord_says_and_not_before() {
    for (after, waits) in [
        (Some(Duration::from_secs(30)), seconds(30)),
        (
            Some(Duration::from_millis(1500)),
            TimeDelta::milliseconds(1500),
        ),
        (None, seconds(10)),
    ] {
        for refused in ["all", "add"] {
            let mut desk = tuesdays().await;
            desk.discord.refuses(refused, Unkept::Later { after });
            let first = desk.looks(monday()).await;
            assert_eq!(first.last().unwrap(), refused);
            let again = monday() + waits;
            assert_eq!(desk.looks(again - millisecond()).await, [""; 0]);
            assert_eq!(
                desk.place.events().await[0].fault,
                None,
                "nothing is wrong yet"
            );
            desk.discord.refuses_nothing();
            assert_eq!(desk.looks(again).await, ["all", "add", "all"]);
            assert_eq!(desk.discord.all_now().len(), 1);
        }
    }
}

#[tokio::test]
async fn an_outage_is_no_storm_of_tries() {
    let mut desk = tuesdays().await;
    desk.discord.refuses("all", Unkept::Later { after: None });
    let mut tries = 0;
    for look in 0..20 {
        tries += desk.looks(monday() + seconds(3 * look)).await.len();
    }
    // In 57 seconds, every ten of them and no more than looked at every three.
    assert_eq!(tries, 5);
    desk.discord.refuses_nothing();
    let after = monday() + seconds(3600);
    assert_eq!(desk.looks(after).await, ["all", "add", "all"]);
    assert_eq!(desk.discord.all_now().len(), 1);
}

#[tokio::test]
async fn a_try_that_arrived_although_it_seemed_to_fail_is_found_again() {
    let mut desk = tuesdays().await;
    desk.discord.refuses("add", Unkept::Later { after: None });
    desk.discord.does_all_the_same();
    assert_eq!(desk.looks(monday()).await, ["all", "add"]);
    let there = desk.discord.all_now();
    assert_eq!(there.len(), 1);
    assert_eq!(first(&desk).await, None, "nobody knows it yet");
    assert_eq!(desk.looks(monday() + seconds(10)).await, ["all", "all"]);
    assert_eq!(
        first(&desk).await,
        Some((there[0].event, EventState::Scheduled))
    );
    assert_eq!(desk.discord.all_now(), there);
}

#[tokio::test]
async fn only_an_event_of_ours_that_no_session_has_is_taken_for_one() {
    let like = SeenEvent {
        event: EventId::new(7),
        room: Some(room()),
        at: tuesday(),
        state: EventState::Scheduled,
        is_ours: true,
    };
    for (other, is_taken) in [
        (like, true),
        (
            SeenEvent {
                is_ours: false,
                ..like
            },
            false,
        ),
        (SeenEvent { room: None, ..like }, false),
        (
            SeenEvent {
                at: tuesday() + seconds(1),
                ..like
            },
            false,
        ),
        (
            SeenEvent {
                state: EventState::Active,
                ..like
            },
            false,
        ),
    ] {
        let mut desk = tuesdays().await;
        desk.discord.has(other);
        desk.looks(monday()).await;
        let (event, _) = first(&desk).await.unwrap();
        assert_eq!(event == other.event, is_taken, "{other:?}");
    }
    // One that is known as another session's.
    let mut desk = tuesdays().await;
    desk.discord.has(like);
    let mut known = desk.place.events().await.remove(0);
    known.session = unknot::domain::SessionId::new(5);
    known.is = Some((like.event, EventState::Scheduled));
    desk.place
        .commit(vec![Change::PutEvent(Box::new(known))])
        .await;
    desk.looks(monday()).await;
    assert_eq!(desk.discord.all_now().len(), 2);
}

#[tokio::test]
async fn an_event_that_somebody_deleted_unheard_cancels_its_session_when_it_is_to_be_written() {
    let mut desk = kept().await;
    let routine = RoutineId::new("full_body_20");
    desk.place.of_series(None, SeriesWants::Roll(routine)).await;
    desk.discord.loses_all();
    assert_eq!(desk.looks(monday() + seconds(1)).await, ["write"]);
    assert_eq!(
        desk.place.only_series().await.next.occurrence.at,
        next_tuesday()
    );
    // That of the next one is added instead.
    assert_eq!(
        desk.looks(monday() + seconds(2)).await,
        ["all", "add", "all"]
    );
    assert_eq!(desk.discord.all_now()[0].at, next_tuesday());
}

#[tokio::test]
async fn what_changes_here_is_written_there() {
    let mut desk = kept().await;
    let routine = RoutineId::new("full_body_20");
    desk.place.of_series(None, SeriesWants::Roll(routine)).await;
    assert_eq!(desk.looks(monday() + seconds(1)).await, ["write"]);
    assert_ne!(desk.discord.forms()[1].name, "Sore feet");
    let told = SeriesWants::Move("wednesday 19:00".to_owned());
    desk.place.of_series(None, told).await;
    // The same event at another time, and one for the Tuesday after.
    let asked = desk.looks(monday() + seconds(2)).await;
    assert_eq!(
        asked.iter().filter(|it| *it == "write").count(),
        1,
        "{asked:?}"
    );
    assert_eq!(
        asked.iter().filter(|it| *it == "add").count(),
        1,
        "{asked:?}"
    );
    let mut at: Vec<Timestamp> = desk.discord.all_now().iter().map(|it| it.at).collect();
    at.sort();
    assert_eq!(at, [self::at("2026-12-02T18:00:00Z"), next_tuesday()]);
    // Written once; after that nothing is to be done.
    assert_eq!(desk.looks(monday() + seconds(3)).await, [""; 0]);
}

#[tokio::test]
async fn an_event_that_was_moved_before_it_was_known_is_followed() {
    let mut desk = tuesdays().await;
    let to = tuesday() + TimeDelta::hours(1);
    desk.discord.moves_at_once(to);
    assert_eq!(desk.looks(monday()).await, ["all", "add", "all"]);
    let series = desk.place.series().await;
    let at: Vec<Timestamp> = series.iter().map(|it| it.next.occurrence.at).collect();
    assert_eq!(at, [to, next_tuesday()]);
}

#[tokio::test]
async fn nothing_is_added_for_what_has_begun() {
    for (now, asked) in [
        (tuesday() - millisecond(), vec!["all", "add", "all"]),
        (tuesday(), vec![]),
    ] {
        let mut desk = tuesdays().await;
        // As where the bot starts at that moment: nothing else has had its turn yet.
        let series = desk.place.only_series().await;
        desk.place.commit(vec![Change::DropSeries(series.id)]).await;
        assert_eq!(desk.looks(now).await, asked, "at {now}");
    }
}
