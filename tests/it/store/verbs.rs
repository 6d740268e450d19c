//! What every store does, in memory or on a disk.

use std::sync::Arc;

use chrono::TimeDelta;
use tokio::task::JoinSet;
use unknot::domain::{Outcome, UserId};
use unknot::store::{Key, Store};

use super::{Data, everything_off, forget, keep, key, member, mia, noah, now, other_key};

/// One of each kind. The folder of the second lives as long as the last is held.
pub(super) fn stores() -> (Vec<Store>, Data) {
    let data = Data::new();
    let stores = vec![Store::in_memory(&key()).unwrap(), data.store().unwrap()];
    (stores, data)
}

#[tokio::test]
async fn what_is_kept_comes_back_exactly() {
    let (stores, _data) = stores();
    for store in stores {
        for (_, outcome) in Outcome::ALL {
            if *outcome == Outcome::Exit {
                continue;
            }
            let kept = member(*outcome);
            let change = keep(mia(), kept.clone());
            store.commit(now(), vec![change]).await.unwrap();
            assert_eq!(store.member(mia()).await.unwrap(), Some(kept));
        }
        let kept = everything_off();
        let changes = vec![keep(noah(), kept.clone())];
        store.commit(now(), changes).await.unwrap();
        assert_eq!(store.member(noah()).await.unwrap(), Some(kept));
        let stays = store.member(mia()).await.unwrap().unwrap();
        assert_eq!(stays.clearance.unwrap().outcome, Outcome::Emergency);
    }
}

#[tokio::test]
async fn nothing_is_known_of_whoever_was_not_kept() {
    let (stores, _data) = stores();
    for store in stores {
        assert_eq!(store.member(mia()).await.unwrap(), None);
        store.commit(now(), vec![forget(mia())]).await.unwrap();
        let change = keep(noah(), member(Outcome::Clear));
        store.commit(now(), vec![change]).await.unwrap();
        assert_eq!(store.member(mia()).await.unwrap(), None);
    }
}

#[tokio::test]
async fn all_changes_of_a_decision_happen_or_none() {
    let (stores, _data) = stores();
    for store in stores {
        let first = keep(mia(), member(Outcome::Hold));
        store.commit(now(), vec![first]).await.unwrap();
        let changes = vec![
            forget(mia()),
            keep(noah(), everything_off()),
            // Of somebody under 13 nothing may be kept.
            keep(UserId::new(3), member(Outcome::Exit)),
        ];
        let fault = store.commit(now(), changes).await.unwrap_err();
        insta::allow_duplicates! {
            insta::assert_snapshot!(fault, @"this clearance would not read back, so it is not kept");
        }
        let kept = store.member(mia()).await.unwrap();
        assert_eq!(kept, Some(member(Outcome::Hold)));
        assert_eq!(store.member(noah()).await.unwrap(), None);
        let changes = vec![forget(mia()), keep(noah(), everything_off())];
        store.commit(now(), changes).await.unwrap();
        assert_eq!(store.member(mia()).await.unwrap(), None);
        assert_eq!(store.member(noah()).await.unwrap(), Some(everything_off()));
    }
}

#[tokio::test]
async fn changes_happen_in_order() {
    let (stores, _data) = stores();
    for store in stores {
        let changes = vec![
            keep(mia(), member(Outcome::Clear)),
            forget(mia()),
            keep(mia(), member(Outcome::Hold)),
            keep(noah(), member(Outcome::Clear)),
            forget(noah()),
        ];
        store.commit(now(), changes).await.unwrap();
        let kept = store.member(mia()).await.unwrap();
        assert_eq!(kept, Some(member(Outcome::Hold)));
        assert_eq!(store.member(noah()).await.unwrap(), None);
    }
}

#[tokio::test]
async fn a_crowd_is_served_and_one_fault_is_nobody_elses() {
    let (stores, _data) = stores();
    for store in stores.into_iter().map(Arc::new) {
        let mut crowd = JoinSet::new();
        // More than can wait at once.
        for id in 1..=600_u64 {
            let store = store.clone();
            crowd.spawn(async move {
                let outcome = match id % 7 {
                    0 => Outcome::Exit,
                    _ => Outcome::NotToday,
                };
                let change = keep(UserId::new(id), member(outcome));
                let done = store.commit(now(), vec![change]).await;
                assert_eq!(done.is_ok(), id % 7 != 0, "{id}");
                let kept = store.member(UserId::new(id)).await.unwrap();
                assert_eq!(kept.is_some(), id % 7 != 0, "{id}");
            });
        }
        crowd.join_all().await;
    }
}

#[tokio::test]
async fn a_sweep_takes_what_has_expired_to_the_instant() {
    let (stores, _data) = stores();
    for store in stores {
        let kept = member(Outcome::NotToday);
        let until = kept.clearance.as_ref().unwrap().until;
        let changes = vec![keep(mia(), kept), keep(noah(), member(Outcome::Clear))];
        store.commit(now(), changes).await.unwrap();
        let before = until - TimeDelta::nanoseconds(1);
        assert_eq!(store.sweep(before).await.unwrap(), 0);
        assert!(store.member(mia()).await.unwrap().is_some());
        assert_eq!(store.sweep(until).await.unwrap(), 1);
        // Who she is stays for its year, and says nothing of what she had.
        let left = store.member(mia()).await.unwrap().unwrap();
        assert_eq!(left.clearance, None);
        assert!(store.member(noah()).await.unwrap().is_some());
        assert_eq!(store.sweep(until).await.unwrap(), 0, "it is gone already");
        let again = keep(mia(), member(Outcome::Clear));
        store.commit(until, vec![again]).await.unwrap();
        assert!(store.member(mia()).await.unwrap().is_some());
    }
}

#[tokio::test]
async fn whoever_is_not_heard_of_for_a_year_is_forgotten() {
    let (stores, _data) = stores();
    for store in stores {
        let mut kept = member(Outcome::Hold);
        // Longer than a year, so that only the year counts.
        kept.clearance.as_mut().unwrap().until = now() + TimeDelta::days(1000);
        let changes = vec![keep(mia(), kept.clone()), keep(noah(), kept.clone())];
        store.commit(now(), changes).await.unwrap();
        let heard = now() + TimeDelta::days(1);
        let again = keep(noah(), kept.clone());
        store.commit(heard, vec![again]).await.unwrap();
        let last_day = now() + TimeDelta::days(364);
        assert_eq!(store.sweep(last_day).await.unwrap(), 0);
        assert_eq!(store.member(mia()).await.unwrap(), Some(kept.clone()));
        let year = now() + TimeDelta::days(365);
        assert_eq!(store.sweep(year).await.unwrap(), 1);
        assert_eq!(store.member(mia()).await.unwrap(), None);
        assert_eq!(store.member(noah()).await.unwrap(), Some(kept));
    }
}

#[tokio::test]
async fn a_sweep_reaches_everybody_however_many_there_are() {
    let (stores, _data) = stores();
    for store in stores {
        let expire = |id| keep(UserId::new(id), member(Outcome::NotToday));
        let stay = |id| keep(UserId::new(id), member(Outcome::Clear));
        let changes = (1..=230).map(expire).chain((231..=250).map(stay));
        store.commit(now(), changes.collect()).await.unwrap();
        let later = now() + TimeDelta::days(2);
        assert_eq!(store.sweep(later).await.unwrap(), 230);
        for id in 1..=250 {
            let member = store.member(UserId::new(id)).await.unwrap().unwrap();
            assert_eq!(member.clearance.is_some(), 230 < id, "{id}");
        }
    }
}

#[tokio::test]
async fn what_signs_buttons_belongs_to_the_key() {
    use secrecy::ExposeSecret;
    let signs = |key: &Key| *Store::in_memory(key).unwrap().press_key().expose_secret();
    assert_eq!(signs(&key()), signs(&key()));
    assert_ne!(signs(&key()), signs(&other_key()));
    assert_ne!(signs(&key()), [0x5e; 32], "never the root itself");
}
