//! Discord's own events: what is known of them comes back, and what has to be done about them is due.

use chrono::{NaiveDateTime, TimeDelta};
use unknot::domain::{
    Change, EventFault, EventId, EventState, Language, NativeEvent, RoomId, RoutineId, SeriesId,
    Server, ServerId, SessionId, Timestamp,
};
use unknot::store::Store;

use super::made::{club, then};
use super::series::{put as put_series, series};
use super::verbs::stores;
use super::{Data, now};

/// Of a session that has yet to be added at Discord.
pub(super) fn event(session: u64) -> NativeEvent {
    NativeEvent {
        session: SessionId::new(session),
        series: SeriesId::new(1),
        local: "2031-05-06T18:30:00".parse::<NaiveDateTime>().unwrap(),
        server: club(),
        room: RoomId::new(2),
        language: Language::English,
        routine: RoutineId::new("sore_feet_5"),
        at: then(),
        wants: EventState::Scheduled,
        is: None,
        is_stale: false,
        fault: None,
    }
}

/// In whatever way one can be, each of another session and called otherwise at Discord.
fn every() -> Vec<NativeEvent> {
    let states = || EventState::ALL.iter().map(|(_, it)| *it);
    let faults = || {
        EventFault::ALL
            .iter()
            .map(|(_, it)| Some(*it))
            .chain([None])
    };
    let mut all = Vec::new();
    for wants in states() {
        for is in states().map(Some).chain([None]) {
            for is_stale in [true, false] {
                for fault in faults() {
                    let number = u64::MAX - all.len() as u64;
                    all.push(NativeEvent {
                        wants,
                        is: is.map(|it| (EventId::new(number), it)),
                        is_stale,
                        fault,
                        ..event(number)
                    });
                }
            }
        }
    }
    all
}

fn put(it: &NativeEvent) -> Change {
    Change::PutEvent(Box::new(it.clone()))
}

fn want(session: u64, wants: EventState) -> Change {
    let session = SessionId::new(session);
    Change::WantEvent { session, wants }
}

fn later(session: u64, at: Timestamp) -> Change {
    let session = SessionId::new(session);
    Change::TryEvent { session, at }
}

async fn commit(store: &Store, changes: Vec<Change>) {
    store.commit(then(), changes).await.unwrap();
}

async fn of(store: &Store, session: u64) -> Option<NativeEvent> {
    store.event_of(SessionId::new(session)).await.unwrap()
}

/// The sessions of those about which something is to be done by then.
async fn due(store: &Store, by: Timestamp, limit: usize) -> Vec<u64> {
    let due = store.due_events(by, limit).await.unwrap();
    due.iter().map(|it| it.session.get()).collect()
}

#[tokio::test]
async fn an_event_comes_back_exactly_unless_nothing_is_to_be_done_about_it_ever_again() {
    let (stores, _data) = stores();
    for store in stores {
        let mut counts = [0, 0];
        for it in every() {
            // Something is known before.
            commit(&store, vec![put(&event(it.session.get())), put(&it)]).await;
            let expected = (!it.is_settled()).then(|| it.clone());
            assert_eq!(of(&store, it.session.get()).await, expected);
            if let Some((id, _)) = it.is {
                assert_eq!(store.event_called(id).await.unwrap(), expected);
            }
            counts[usize::from(it.is_settled())] += 1;
        }
        // Never there and not wanted, or over as it should be: of each 8.
        assert_eq!(counts, [120, 40]);
        let kept: Vec<_> = every().into_iter().filter(|it| !it.is_settled()).collect();
        let mut found = store.events_in(club()).await.unwrap();
        found.sort_by_key(|it| std::cmp::Reverse(it.session));
        assert_eq!(found, kept);
    }
}

#[tokio::test]
async fn an_event_comes_back_exactly_at_its_extremes() {
    let (stores, _data) = stores();
    for store in stores {
        let most = NativeEvent {
            series: SeriesId::new(u64::MAX),
            local: "9999-12-31T23:59:59".parse().unwrap(),
            server: ServerId::new(u64::MAX),
            room: RoomId::new(u64::MAX),
            language: Language::Spanish,
            routine: RoutineId::new("a".repeat(100)),
            at: super::at("9999-12-31T23:59:59.999Z"),
            wants: EventState::Completed,
            is: Some((EventId::new(u64::MAX), EventState::Active)),
            is_stale: true,
            fault: Some(EventFault::Refused),
            ..event(u64::MAX)
        };
        let least = NativeEvent {
            local: "1969-12-31T23:59:59".parse().unwrap(),
            at: super::at("1969-12-31T23:59:59.999Z"),
            ..event(0)
        };
        commit(&store, vec![put(&most), put(&least)]).await;
        assert_eq!(of(&store, u64::MAX).await, Some(most.clone()));
        assert_eq!(of(&store, 0).await, Some(least.clone()));
        assert_eq!(store.events_in(most.server).await.unwrap(), [most]);
        assert_eq!(store.events_in(club()).await.unwrap(), [least]);
        assert_eq!(of(&store, 5).await, None);
        assert_eq!(store.event_called(EventId::new(5)).await.unwrap(), None);
    }
}

#[tokio::test]
async fn what_has_to_be_done_is_due_at_once_and_what_is_done_is_not() {
    let (stores, _data) = stores();
    for store in stores {
        for it in every() {
            commit(&store, vec![put(&it)]).await;
            let session = it.session.get();
            // What is over as it should be is not kept, whatever was to be written of it.
            let expected = match it.has_work() && !it.is_settled() {
                true => vec![session],
                false => vec![],
            };
            assert_eq!(due(&store, then(), 9).await, expected, "{it:?}");
            let before = then() - TimeDelta::milliseconds(1);
            assert_eq!(due(&store, before, 9).await, [0_u64; 0], "{it:?}");
            commit(&store, vec![Change::DropEvent(it.session)]).await;
            assert_eq!(of(&store, session).await, None);
        }
    }
}

#[tokio::test]
async fn events_are_due_in_order_no_more_than_asked_for_and_later_where_that_was_said() {
    let (stores, _data) = stores();
    for store in stores {
        let again = then() + TimeDelta::seconds(10);
        let mut changes: Vec<Change> = [3, 1, 2].map(event).iter().map(put).collect();
        // Of those of which nothing is known, nothing is due.
        changes.extend([later(1, again), later(77, then())]);
        commit(&store, changes).await;
        assert_eq!(due(&store, again, 9).await, [2, 3, 1]);
        assert_eq!(due(&store, again, 2).await, [2, 3]);
        assert_eq!(due(&store, again, 0).await, [0_u64; 0]);
        let before = again - TimeDelta::milliseconds(1);
        assert_eq!(due(&store, before, 9).await, [2, 3]);
        assert_eq!(of(&store, 1).await, Some(event(1)), "nothing else changes");
    }
}

#[tokio::test]
async fn what_is_wanted_changes_alone_and_only_where_there_is_an_event() {
    let (stores, _data) = stores();
    for store in stores {
        let there = NativeEvent {
            is: Some((EventId::new(8), EventState::Scheduled)),
            fault: Some(EventFault::Full),
            is_stale: true,
            ..event(1)
        };
        let never_there = event(2);
        commit(&store, vec![put(&there), put(&never_there), put(&event(3))]).await;
        let wants = EventState::Active;
        commit(
            &store,
            vec![want(1, wants), want(2, wants), want(77, wants)],
        )
        .await;
        assert_eq!(of(&store, 1).await, Some(NativeEvent { wants, ..there }));
        assert_eq!(of(&store, 2).await, None, "it is not added any more");
        assert_eq!(of(&store, 3).await, Some(event(3)));
        assert_eq!(of(&store, 77).await, None);
    }
}

#[tokio::test]
async fn what_discord_calls_so_is_the_event_of_one_session() {
    let (stores, _data) = stores();
    for store in stores {
        let is = Some((EventId::new(8), EventState::Scheduled));
        let moved = NativeEvent { is, ..event(2) };
        commit(
            &store,
            vec![put(&NativeEvent { is, ..event(1) }), put(&event(3))],
        )
        .await;
        commit(
            &store,
            vec![Change::DropEvent(SessionId::new(1)), put(&moved)],
        )
        .await;
        let called = store.event_called(EventId::new(8)).await.unwrap();
        assert_eq!(called, Some(moved));
        assert_eq!(of(&store, 1).await, None);
        assert_eq!(of(&store, 3).await, Some(event(3)));
    }
}

#[tokio::test]
async fn the_events_of_a_server_come_by_when_they_are() {
    let (stores, _data) = stores();
    for store in stores {
        let at = |session, minutes| NativeEvent {
            at: then() + TimeDelta::minutes(minutes),
            ..event(session)
        };
        let all = [at(3, 1), at(1, 2), at(2, 1), at(4, 0)];
        let elsewhere = NativeEvent {
            server: ServerId::new(5),
            ..event(5)
        };
        let changes = all.iter().chain([&elsewhere]).map(put).collect();
        commit(&store, changes).await;
        let sorted = [at(4, 0), at(2, 1), at(3, 1), at(1, 2)];
        assert_eq!(store.events_in(club()).await.unwrap(), sorted);
        assert_eq!(
            store.events_in(ServerId::new(5)).await.unwrap(),
            [elsewhere]
        );
        assert_eq!(store.events_in(ServerId::new(6)).await.unwrap(), []);
    }
}

#[tokio::test]
async fn series_and_events_of_a_server_go_with_what_was_set_there() {
    let (stores, _data) = stores();
    for store in stores {
        let settle = |server| Change::Settle {
            server,
            settings: Server::default(),
        };
        let other = ServerId::new(5);
        let mut stays = series(2, then());
        stays.server = other;
        let theirs = NativeEvent {
            server: other,
            series: stays.id,
            ..event(2)
        };
        // Its series is over, and its session under way.
        let under_way = NativeEvent {
            server: other,
            series: SeriesId::new(9),
            ..event(3)
        };
        let changes = vec![
            settle(club()),
            settle(other),
            put_series(&series(1, then())),
            put_series(&stays),
            put(&event(1)),
            put(&theirs),
            put(&under_way),
        ];
        store.commit(now(), changes).await.unwrap();
        store.left(now(), vec![club()]).await.unwrap();
        assert_eq!(store.sweep(now() + TimeDelta::days(29)).await.unwrap(), 0);
        assert_eq!(store.series_of(club()).await.unwrap().len(), 1);
        assert_eq!(of(&store, 1).await, Some(event(1)));
        // The server, its series, and the event of that.
        assert_eq!(store.sweep(now() + TimeDelta::days(30)).await.unwrap(), 3);
        assert_eq!(store.series_of(club()).await.unwrap(), []);
        assert_eq!(of(&store, 1).await, None);
        assert_eq!(store.series_of(other).await.unwrap(), [stays]);
        assert_eq!(store.events_in(other).await.unwrap(), [theirs, under_way]);
    }
}

#[tokio::test]
async fn one_event_that_does_not_read_keeps_nothing_from_the_others() {
    for spoilt in [
        "UPDATE native_event SET language = 'tlh' WHERE session_id = 1",
        "UPDATE native_event SET fault = 'nonsense' WHERE session_id = 1",
        "UPDATE native_event SET local = 9223372036854775807 WHERE session_id = 1",
        "UPDATE native_event SET event_id = 8, state = 'nonsense' WHERE session_id = 1",
    ] {
        let data = Data::new();
        let store = data.store().unwrap();
        commit(&store, vec![put(&event(1)), put(&event(2))]).await;
        drop(store);
        assert_eq!(data.tables().execute(spoilt, []).unwrap(), 1);
        let store = data.store().unwrap();
        assert_eq!(
            store.events_in(club()).await.unwrap(),
            [event(2)],
            "{spoilt}"
        );
        assert_eq!(due(&store, then(), 9).await, [2], "{spoilt}");
        // It would be due for ever.
        let left: i64 = data
            .tables()
            .query_row("SELECT count(*) FROM native_event", [], |row| row.get(0))
            .unwrap();
        assert_eq!(left, 1, "{spoilt}");
    }
}
