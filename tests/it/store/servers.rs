//! What is set in a server comes back exactly, and goes 30 days after the bot was removed.

use chrono::TimeDelta;
use unknot::domain::{Change, Language, RoleId, RoomId, Server, ServerId, Timestamp, Zone};
use unknot::store::Store;

use super::verbs::stores;
use super::{Data, now};

const GROWN_UP: Server = Server {
    adults_only: true,
    ..OPEN
};
const OPEN: Server = Server {
    adults_only: false,
    host_role: None,
    read_aloud: false,
    tidy: false,
    zone: None,
    room: None,
    lobby_minutes: None,
    language: None,
};

fn club() -> ServerId {
    ServerId::new(0x1234_5678_9abc_def0)
}

/// As a number the greatest that there can be.
fn last() -> ServerId {
    ServerId::new(u64::MAX)
}

fn settle(server: ServerId, settings: Server) -> Change {
    Change::Settle { server, settings }
}

async fn set(store: &Store, server: ServerId, settings: Server) {
    let changes = vec![settle(server, settings)];
    store.commit(now(), changes).await.unwrap();
}

async fn is_set(store: &Store, server: ServerId) -> Option<Server> {
    store.server(server).await.unwrap()
}

fn days(days: i64) -> Timestamp {
    now() + TimeDelta::days(days)
}

#[tokio::test]
async fn what_is_set_in_a_server_comes_back_exactly() {
    let (stores, _data) = stores();
    for store in stores {
        assert_eq!(is_set(&store, club()).await, None, "nothing ever was");
        let most = Server {
            adults_only: false,
            host_role: Some(RoleId::new(u64::MAX)),
            read_aloud: true,
            tidy: false,
            zone: Zone::named("America/Argentina/Buenos_Aires"),
            room: Some(RoomId::new(u64::MAX)),
            lobby_minutes: Some(60),
            language: Some(Language::Spanish),
        };
        let tidy = Server {
            read_aloud: false,
            tidy: true,
            ..most
        };
        for settings in [GROWN_UP, most, tidy, OPEN, GROWN_UP] {
            set(&store, club(), settings).await;
            assert_eq!(is_set(&store, club()).await, Some(settings));
        }
        set(&store, last(), OPEN).await;
        assert_eq!(is_set(&store, club()).await, Some(GROWN_UP));
        assert_eq!(is_set(&store, last()).await, Some(OPEN));
        let mut servers = store.servers().await.unwrap();
        servers.sort();
        assert_eq!(servers, [club(), last()]);
    }
}

#[tokio::test]
async fn what_is_set_outlives_the_program_and_a_new_key() {
    let data = Data::new();
    set(&data.store().unwrap(), club(), GROWN_UP).await;
    assert_eq!(is_set(&data.store().unwrap(), club()).await, Some(GROWN_UP));
    assert_eq!(data.rotate(None).unwrap().members, 0);
    let store = data.store().unwrap();
    assert_eq!(is_set(&store, club()).await, Some(GROWN_UP));
}

#[tokio::test]
async fn thirty_days_after_the_bot_was_removed_it_is_gone() {
    let (stores, _data) = stores();
    for store in stores {
        set(&store, club(), GROWN_UP).await;
        set(&store, last(), OPEN).await;
        assert_eq!(store.left(now(), vec![club()]).await.unwrap(), 1);
        assert_eq!(store.sweep(days(29)).await.unwrap(), 0);
        assert_eq!(is_set(&store, club()).await, Some(GROWN_UP));
        assert_eq!(store.sweep(days(30)).await.unwrap(), 1);
        assert_eq!(is_set(&store, club()).await, None);
        assert_eq!(is_set(&store, last()).await, Some(OPEN), "it was not left");
        assert_eq!(store.sweep(days(3000)).await.unwrap(), 0);
        assert_eq!(store.servers().await.unwrap(), [last()]);
    }
}

#[tokio::test]
async fn the_days_count_from_when_it_was_first_found_to_be_removed() {
    let (stores, _data) = stores();
    for store in stores {
        set(&store, club(), GROWN_UP).await;
        assert_eq!(store.left(now(), vec![club()]).await.unwrap(), 1);
        // Every start of the bot finds it again.
        assert_eq!(store.left(days(20), vec![club()]).await.unwrap(), 0);
        assert_eq!(store.sweep(days(30)).await.unwrap(), 1);
    }
}

#[tokio::test]
async fn whoever_invites_it_back_in_time_finds_everything_as_it_was() {
    let (stores, _data) = stores();
    for store in stores {
        set(&store, club(), GROWN_UP).await;
        set(&store, last(), GROWN_UP).await;
        let both = vec![club(), last()];
        assert_eq!(store.is_back(both.clone()).await.unwrap(), 0);
        assert_eq!(store.left(now(), both).await.unwrap(), 2);
        assert_eq!(store.is_back(vec![club()]).await.unwrap(), 1);
        // Whoever sets something is there.
        set(&store, last(), OPEN).await;
        assert_eq!(store.sweep(days(30)).await.unwrap(), 0);
        assert_eq!(is_set(&store, club()).await, Some(GROWN_UP));
        // Removed again, the days begin again.
        assert_eq!(store.left(days(30), vec![club()]).await.unwrap(), 1);
        assert_eq!(store.sweep(days(59)).await.unwrap(), 0);
        assert_eq!(store.sweep(days(60)).await.unwrap(), 1);
    }
}

#[tokio::test]
async fn a_server_in_which_nothing_was_set_leaves_nothing_behind() {
    let (stores, _data) = stores();
    for store in stores {
        assert_eq!(store.left(now(), vec![club()]).await.unwrap(), 0);
        assert_eq!(store.is_back(vec![club()]).await.unwrap(), 0);
        assert_eq!(store.servers().await.unwrap(), []);
    }
}
