//! One row that does not read keeps nothing from the others.

use unknot::domain::{Change, Held, Input, Line, Outcome, Parcel, Phase, Server, UserId, What};
use unknot::store::Store;

use super::made::{club, commit, kept, open, opened, run, then};
use super::verbs::stores;
use super::{Data, everything_off, keep, member, mia, noah, now};

/// Somebody of whom nothing is kept.
fn stranger() -> UserId {
    UserId::new(77)
}

#[tokio::test]
async fn of_whom_it_does_not_open_nothing_is_known_and_the_others_are() {
    for spoilt in [
        "UPDATE clearance SET sealed = x'00'",
        "UPDATE member SET resting_sealed = x'00'",
        "UPDATE member SET dm_consent_sealed = x'00'",
    ] {
        let data = Data::with(mia(), member(Outcome::Clear)).await;
        let changed = data.tables().execute(spoilt, []).unwrap();
        assert_eq!(changed, 1, "{spoilt}");
        let store = data.store().unwrap();
        commit(&store, vec![keep(noah(), everything_off())]).await;
        let asked = vec![noah(), mia(), stranger(), noah()];
        let found = store.members(asked).await.unwrap();
        let noah = Some(everything_off());
        assert_eq!(found, [noah.clone(), None, None, noah], "{spoilt}");
        // Alone it is a fault, so that nobody is told that nothing is kept of them.
        assert!(store.member(mia()).await.is_err(), "{spoilt}");
    }
}

#[tokio::test]
async fn everybody_is_known_where_all_of_it_opens_and_nobody_where_the_table_is_gone() {
    let data = Data::with(mia(), member(Outcome::Hold)).await;
    let store = data.store().unwrap();
    let found = store.members(vec![mia(), stranger()]).await.unwrap();
    assert_eq!(found, [Some(member(Outcome::Hold)), None]);
    assert_eq!(store.members(Vec::new()).await.unwrap(), []);
    drop(store);
    data.tables().execute_batch("DROP TABLE clearance").unwrap();
    let store = data.store().unwrap();
    assert!(store.members(vec![mia()]).await.is_err(), "that is no row");
}

fn parcel(number: u32, what: What) -> Parcel {
    Parcel {
        session: opened(1).session.id,
        number,
        room: opened(1).session.room,
        what,
        due: then(),
        until: then() + chrono::TimeDelta::minutes(5),
    }
}

#[tokio::test]
async fn what_does_not_read_of_what_has_to_be_sent_is_left_out_alone() {
    let cue = What::Cue {
        place: 3,
        missed: 0,
    };
    let line = What::Line(Line::Held {
        why: Held::Shut,
        resume_by: then(),
    });
    let all = [
        parcel(1, What::Recap),
        parcel(2, cue),
        parcel(3, line),
        parcel(4, What::Card),
    ];
    for (spoilt, left_out) in [
        ("", vec![]),
        (
            "UPDATE parcel SET what = 'nonsense' WHERE number = 1",
            vec![1],
        ),
        ("UPDATE parcel SET place = NULL WHERE number = 2", vec![2]),
        ("UPDATE parcel SET place = -1 WHERE number = 2", vec![2]),
        (
            "UPDATE parcel SET held = 'nonsense' WHERE number = 3",
            vec![3],
        ),
        (
            "UPDATE parcel SET what = 'nonsense' WHERE number < 4",
            vec![1, 2, 3],
        ),
    ] {
        let data = Data::new();
        let store = data.store().unwrap();
        let changes = all.iter().map(|it| Change::Send(*it));
        let changes = std::iter::once(open(&opened(1))).chain(changes);
        commit(&store, changes.collect()).await;
        drop(store);
        data.tables().execute_batch(spoilt).unwrap();
        let expected = all.iter().filter(|it| !left_out.contains(&it.number));
        let expected: Vec<Parcel> = expected.copied().collect();
        let outbox = data.store().unwrap().outbox().await.unwrap();
        assert_eq!(outbox, expected, "{spoilt}");
    }
}

async fn settle(store: &Store) {
    let (server, settings) = (club(), Server::default());
    commit(store, vec![Change::Settle { server, settings }]).await;
}

#[tokio::test]
async fn a_server_with_a_live_session_is_known_though_nothing_is_set_there() {
    let (stores, _data) = stores();
    for store in stores {
        assert_eq!(store.known_servers().await.unwrap(), []);
        commit(&store, vec![open(&opened(1)), open(&opened(2))]).await;
        assert_eq!(store.known_servers().await.unwrap(), [club()], "once");
        assert_eq!(store.servers().await.unwrap(), [], "nothing is set");
        for (id, known) in [(1, vec![club()]), (2, vec![])] {
            let mut gathering = kept(&store, id).await;
            gathering.befall(now(), Input::Stop).unwrap();
            assert!(matches!(gathering.session.phase, Phase::Over { .. }));
            commit(&store, vec![run(&gathering.session)]).await;
            assert_eq!(store.known_servers().await.unwrap(), known, "{id} is over");
        }
        settle(&store).await;
        commit(&store, vec![open(&opened(3))]).await;
        assert_eq!(store.known_servers().await.unwrap(), [club()], "both, once");
    }
}
