//! Series: they come back as they were kept, are due in order, and sleep while the bot is away.

use chrono::{DateTime, NaiveDateTime, TimeDelta};
use unknot::domain::{
    Change, Language, Next, Occurrence, Outcome, Phase, Repeat, RoomId, RoutineId, Rule, Series,
    SeriesId, ServerId, SessionId, Timestamp, UserId, Zone,
};
use unknot::store::Store;

use super::made::{club, commit, open, opened, run, then};
use super::verbs::stores;
use super::{Data, keep, member, now};

fn local(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

fn millisecond() -> TimeDelta {
    TimeDelta::milliseconds(1)
}

/// A series of which there is little to say; its lobby opens then.
pub(super) fn series(id: u64, opens_at: Timestamp) -> Series {
    Series {
        id: SeriesId::new(id),
        server: club(),
        room: RoomId::new(2),
        language: Language::English,
        routine: RoutineId::new("sore_feet_5"),
        rule: Rule::new(Zone::UTC, local("2031-05-06T18:30:00"), Repeat::None),
        cancelled: [].into(),
        next: Next {
            occurrence: Occurrence {
                at: opens_at + TimeDelta::minutes(15),
                local: local("2031-05-06T18:30:00"),
            },
            opens_at,
        },
    }
}

/// One of which there is everything to say.
fn full() -> Series {
    let zone = Zone::named("America/Argentina/ComodRivadavia").unwrap();
    Series {
        id: SeriesId::new(u64::MAX),
        server: ServerId::new(u64::MAX),
        room: RoomId::new(u64::MAX),
        language: Language::Spanish,
        routine: RoutineId::new("a".repeat(100)),
        rule: Rule::new(zone, local("9990-01-31T23:59:59"), Repeat::Monthly),
        cancelled: [
            "1969-12-31T23:59:59",
            "1970-01-01T00:00:00",
            "9999-12-31T23:59:59",
        ]
        .map(local)
        .into(),
        next: Next {
            occurrence: Occurrence {
                at: super::at("9999-12-31T23:59:59.999Z"),
                local: local("1969-12-31T23:59:59"),
            },
            opens_at: super::at("1969-12-31T23:59:59.999Z"),
        },
    }
}

pub(super) fn put(it: &Series) -> Change {
    Change::PutSeries(Box::new(it.clone()))
}

fn wake(series: u64, at: Timestamp) -> Change {
    let series = SeriesId::new(series);
    Change::WakeSeries { series, at }
}

async fn kept(store: &Store, it: &Series) -> Option<Series> {
    store.series(it.id).await.unwrap()
}

/// The ids of those that are due by then.
async fn due(store: &Store, by: Timestamp, limit: usize) -> Vec<u64> {
    let due = store.due_series(by, limit).await.unwrap();
    due.iter().map(|it| it.id.get()).collect()
}

async fn next_wake(store: &Store) -> Option<Timestamp> {
    store.next_wake().await.unwrap()
}

#[tokio::test]
async fn a_series_comes_back_exactly_whatever_is_in_it() {
    let (stores, _data) = stores();
    for store in stores {
        let mut all = vec![full(), series(0, then())];
        let zones = [Zone::UTC, Zone::named("Europe/Berlin").unwrap()];
        for (zone, (_, repeat)) in zones
            .into_iter()
            .flat_map(|it| Repeat::ALL.iter().map(move |of| (it, of)))
        {
            all.push(Series {
                rule: Rule::new(zone, local("2031-05-06T18:30:00"), *repeat),
                ..series(all.len() as u64, then())
            });
        }
        for it in &all {
            assert_eq!(kept(&store, it).await, None, "nothing is known of it");
            commit(&store, vec![put(it)]).await;
            assert_eq!(kept(&store, it).await.as_ref(), Some(it));
        }
        let of_club = store.series_of(club()).await.unwrap();
        assert_eq!(of_club, all[1..], "of one moment, by id");
        let elsewhere = store.series_of(full().server).await.unwrap();
        assert_eq!(elsewhere, [full()]);
        let nowhere = store.series_of(ServerId::new(5)).await.unwrap();
        assert_eq!(nowhere, []);
    }
}

#[tokio::test]
async fn what_is_put_again_takes_the_place_of_what_was_kept() {
    let (stores, _data) = stores();
    for store in stores {
        let other = Series {
            cancelled: full().cancelled,
            ..series(2, then())
        };
        // Every field is another one, and what did not take place there is not known any more.
        let (before, after) = (
            Series {
                id: SeriesId::new(1),
                ..full()
            },
            Series {
                cancelled: [local("2031-05-13T18:30:00")].into(),
                ..series(1, then())
            },
        );
        commit(&store, vec![put(&before), put(&other), put(&after)]).await;
        assert_eq!(kept(&store, &before).await, Some(after.clone()));
        assert_eq!(kept(&store, &other).await, Some(other.clone()));
        let none = Series {
            cancelled: [].into(),
            ..after
        };
        commit(&store, vec![put(&none)]).await;
        assert_eq!(kept(&store, &none).await, Some(none));
        assert_eq!(kept(&store, &other).await, Some(other));
    }
}

#[tokio::test]
async fn what_is_dropped_is_gone_with_all_that_hung_on_it() {
    let data = Data::new();
    let store = data.store().unwrap();
    let other = Series {
        id: SeriesId::new(9),
        ..full()
    };
    commit(&store, vec![put(&full()), put(&other)]).await;
    let drop_it = Change::DropSeries(full().id);
    // A second time it is gone already.
    for changes in [vec![drop_it.clone()], vec![drop_it]] {
        commit(&store, changes).await;
        assert_eq!(kept(&store, &full()).await, None);
        assert_eq!(kept(&store, &other).await, Some(other.clone()));
        let left: i64 = data
            .tables()
            .query_row("SELECT count(*) FROM cancelled", [], |row| row.get(0))
            .unwrap();
        assert_eq!(left, 3, "those of the other one");
    }
}

#[tokio::test]
async fn a_decision_that_cannot_be_kept_leaves_every_series_as_it_was() {
    let (stores, _data) = stores();
    for store in stores {
        commit(&store, vec![put(&full())]).await;
        let changes = vec![
            Change::DropSeries(full().id),
            put(&series(1, then())),
            // Of somebody under 13 nothing may be kept.
            keep(UserId::new(3), member(Outcome::Exit)),
        ];
        assert!(store.commit(now(), changes).await.is_err());
        assert_eq!(kept(&store, &full()).await, Some(full()));
        assert_eq!(kept(&store, &series(1, then())).await, None);
    }
}

#[tokio::test]
async fn series_are_due_to_the_millisecond_in_order_and_no_more_than_asked_for() {
    let (stores, _data) = stores();
    for store in stores {
        let later = then() + millisecond();
        let all = [series(3, later), series(2, then()), series(1, later)];
        commit(&store, all.iter().map(put).collect()).await;
        assert_eq!(next_wake(&store).await, Some(then()));
        assert_eq!(due(&store, then() - millisecond(), 9).await, [0_u64; 0]);
        assert_eq!(due(&store, then(), 9).await, [2]);
        assert_eq!(due(&store, later, 9).await, [2, 1, 3]);
        assert_eq!(due(&store, later, 2).await, [2, 1]);
        assert_eq!(due(&store, later, 0).await, [0_u64; 0]);
        // To look changes nothing.
        assert_eq!(due(&store, later, 9).await, [2, 1, 3]);
        let whole = store.due_series(then(), 9).await.unwrap();
        assert_eq!(whole, [series(2, then())]);
    }
}

#[tokio::test]
async fn a_series_that_is_to_wait_is_looked_at_then_and_not_before() {
    let (stores, _data) = stores();
    for store in stores {
        let it = series(1, then());
        let again = then() + TimeDelta::seconds(10);
        commit(
            &store,
            vec![
                put(&it),
                put(&series(2, again)),
                wake(1, again),
                wake(77, then()),
            ],
        )
        .await;
        assert_eq!(
            kept(&store, &it).await.as_ref(),
            Some(&it),
            "nothing else changes"
        );
        assert_eq!(next_wake(&store).await, Some(again));
        assert_eq!(due(&store, again - millisecond(), 9).await, [0_u64; 0]);
        assert_eq!(due(&store, again, 9).await, [1, 2]);
        // Put again, it is looked at when its lobby opens.
        commit(&store, vec![put(&it)]).await;
        assert_eq!(next_wake(&store).await, Some(then()));
    }
}

#[tokio::test]
async fn whatever_is_due_first_wakes_the_bot_a_session_or_a_series() {
    let (stores, _data) = stores();
    for store in stores {
        assert_eq!(next_wake(&store).await, None);
        let session = opened(1);
        let starts_at = session.session.next_deadline().unwrap();
        commit(&store, vec![open(&session)]).await;
        assert_eq!(next_wake(&store).await, Some(starts_at));
        for (opens_at, first) in [
            (starts_at + millisecond(), starts_at),
            (starts_at - millisecond(), starts_at - millisecond()),
        ] {
            commit(&store, vec![put(&series(1, opens_at))]).await;
            assert_eq!(next_wake(&store).await, Some(first));
        }
        let mut over = session.session;
        over.phase = Phase::Over {
            ending: unknot::domain::Ending::Stopped,
            at: then(),
            cued: 0,
            rolled: TimeDelta::zero(),
        };
        commit(
            &store,
            vec![run(&over), put(&series(1, starts_at + millisecond()))],
        )
        .await;
        assert_eq!(next_wake(&store).await, Some(starts_at + millisecond()));
    }
}

#[tokio::test]
async fn in_a_server_that_was_left_nothing_is_due_until_the_bot_is_back() {
    let (stores, _data) = stores();
    for store in stores {
        let (here, there) = (
            series(1, then()),
            Series {
                id: SeriesId::new(2),
                ..full()
            },
        );
        let again = then() + TimeDelta::seconds(10);
        commit(&store, vec![put(&here), put(&there), wake(2, again)]).await;
        store.left(now(), vec![club()]).await.unwrap();
        assert_eq!(next_wake(&store).await, Some(again));
        assert_eq!(due(&store, again, 9).await, [2]);
        assert_eq!(
            kept(&store, &here).await.as_ref(),
            Some(&here),
            "it is kept"
        );
        assert_eq!(store.series_of(club()).await.unwrap(), [here]);
        // What waits in a server that was not left waits on, however often it is said to be there.
        store.is_back(vec![club(), there.server]).await.unwrap();
        assert_eq!(
            next_wake(&store).await,
            Some(then()),
            "as if nothing had been"
        );
        assert_eq!(due(&store, again, 9).await, [1, 2]);
        store.left(now(), vec![club(), there.server]).await.unwrap();
        assert_eq!(next_wake(&store).await, None);
    }
}

#[tokio::test]
async fn one_that_does_not_read_keeps_nothing_from_the_others() {
    for spoilt in [
        "UPDATE series SET rule = 'nonsense' WHERE series_id = 1",
        "UPDATE series SET language = 'tlh' WHERE series_id = 1",
        "UPDATE series SET next_local = 9223372036854775807 WHERE series_id = 1",
        "UPDATE series SET next_at = 9223372036854775807 WHERE series_id = 1",
        "INSERT INTO cancelled VALUES (1, 9223372036854775807)",
    ] {
        let data = Data::new();
        let store = data.store().unwrap();
        let (bad, good) = (series(1, then()), series(2, then()));
        commit(&store, vec![put(&bad), put(&good)]).await;
        drop(store);
        assert_eq!(data.tables().execute(spoilt, []).unwrap(), 1);
        let store = data.store().unwrap();
        assert!(store.series(bad.id).await.is_err(), "{spoilt}");
        let of_club = store.series_of(club()).await.unwrap();
        assert_eq!(of_club, [good], "{spoilt}");
        assert_eq!(due(&store, then(), 9).await, [2], "{spoilt}");
        // It would be due for ever.
        assert_eq!(kept(&store, &bad).await, None, "{spoilt}");
    }
}

#[tokio::test]
async fn finer_parts_of_a_time_are_cut_off() {
    let (stores, _data) = stores();
    for store in stores {
        let fine = series(1, then() + TimeDelta::nanoseconds(999_999));
        commit(&store, vec![put(&fine)]).await;
        assert_eq!(kept(&store, &fine).await, Some(series(1, then())));
        assert_eq!(next_wake(&store).await, Some(then()));
    }
}

/// What a rule says is no moment: the session of it is called alike however the store counts.
#[tokio::test]
async fn a_session_is_called_alike_before_and_after_it_was_kept() {
    let (stores, _data) = stores();
    for store in stores {
        let it = full();
        commit(&store, vec![put(&it)]).await;
        let name = |it: &Series| -> SessionId { it.session(it.next.occurrence.local) };
        assert_eq!(name(&kept(&store, &it).await.unwrap()), name(&it));
        assert_eq!(
            DateTime::UNIX_EPOCH - TimeDelta::seconds(1),
            it.next.occurrence.local.and_utc()
        );
    }
}
