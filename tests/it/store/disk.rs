//! What is on the disk while it is used, afterwards, and after somebody was forgotten.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::TimeDelta;
use tokio::task::JoinSet;
use unknot::domain::{Outcome, Timestamp, UserId};

use super::{Data, everything_off, forget, keep, member, mia, noah, now};
use crate::library;

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|it| it == wanted)
}

/// Every byte of every file, SQLite's index of its log among them.
fn every_byte(data: &Data) -> Vec<u8> {
    let mut bytes = data.files().into_values().collect::<Vec<_>>().concat();
    bytes.extend(std::fs::read(data.file("unknot.db-shm")).unwrap_or_default());
    bytes
}

/// No id in any form, and no word that belongs to somebody's health.
fn says_nothing(data: &Data, when: &str) {
    let bytes = every_byte(data);
    for user in [mia(), noah()] {
        let id = user.get();
        let forms = [
            id.to_string().into_bytes(),
            format!("{id:x}").into_bytes(),
            id.to_le_bytes().to_vec(),
            id.to_be_bytes().to_vec(),
        ];
        for form in forms {
            assert!(!contains(&bytes, &form), "{when}: an id");
        }
    }
    let library = library();
    let outcomes = Outcome::ALL.iter().map(|(name, _)| *name);
    let regions = library.regions.keys().map(|it| it.as_str());
    let tools = library.tools.iter().map(|it| it.id.as_str());
    let words = outcomes.chain(regions).chain(tools);
    for word in words.chain(["gentle", "no_water", "2031-"]) {
        // A short word may stand in random bytes; with its quotes it does not.
        let quoted = format!("\"{word}\"");
        assert!(!contains(&bytes, quoted.as_bytes()), "{when}: {word}");
        let is_long = 6 <= word.len();
        assert!(
            !is_long || !contains(&bytes, word.as_bytes()),
            "{when}: {word}"
        );
    }
}

#[tokio::test]
async fn neither_an_id_nor_a_word_of_health_is_ever_on_the_disk() {
    let data = Data::new();
    let store = data.store().unwrap();
    let changes = vec![
        keep(mia(), member(Outcome::Emergency)),
        keep(noah(), everything_off()),
    ];
    store.commit(now(), changes).await.unwrap();
    let log = std::fs::metadata(data.file("unknot.db-wal")).unwrap();
    assert_ne!(log.len(), 0, "it is in the log, not in the database yet");
    says_nothing(&data, "kept");
    let killed = data.killed();
    says_nothing(&killed, "killed");
    store.commit(now(), vec![forget(mia())]).await.unwrap();
    says_nothing(&data, "one forgotten");
    drop(store);
    says_nothing(&data, "closed");
}

/// How many of these values have left a trace: sixteen bytes of them in a row, anywhere.
pub(super) fn traces(data: &Data, of: &[Vec<u8>]) -> usize {
    traces_in(&every_byte(data), of)
}

/// The same in these bytes.
pub(crate) fn traces_in(bytes: &[u8], of: &[Vec<u8>]) -> usize {
    let known: BTreeSet<&[u8]> = bytes.windows(16).collect();
    let is_there = |it: &&Vec<u8>| it.windows(16).any(|part| known.contains(part));
    of.iter().filter(is_there).count()
}

#[tokio::test]
async fn whoever_is_forgotten_leaves_nothing_behind_not_even_sealed() {
    let data = Data::new();
    let store = data.store().unwrap();
    let everybody = || (1..=40).map(UserId::new);
    let changes = everybody().map(|user| keep(user, everything_off()));
    store.commit(now(), changes.collect()).await.unwrap();
    let all = data.sealed();
    assert_eq!(traces(&data, &all), 200);
    store
        .commit(now(), vec![forget(UserId::new(1))])
        .await
        .unwrap();
    let stays = data.sealed();
    let gone: Vec<_> = all
        .iter()
        .filter(|it| !stays.contains(it))
        .cloned()
        .collect();
    assert_eq!(gone.len(), 5);
    assert_eq!(traces(&data, &gone), 0, "one");
    store
        .commit(now(), everybody().map(forget).collect())
        .await
        .unwrap();
    assert_eq!(traces(&data, &all), 0, "all");
}

#[tokio::test]
async fn what_has_expired_leaves_nothing_behind_not_even_sealed() {
    let data = Data::new();
    let store = data.store().unwrap();
    let change = keep(mia(), member(Outcome::NotToday));
    store.commit(now(), vec![change]).await.unwrap();
    let clearance = data.sealed().remove(3);
    assert_eq!(traces(&data, std::slice::from_ref(&clearance)), 1);
    let later = now() + TimeDelta::days(2);
    assert_eq!(store.sweep(later).await.unwrap(), 1);
    assert_eq!(traces(&data, &[clearance]), 0);
}

#[tokio::test]
async fn what_was_answered_is_there_after_a_kill() {
    let data = Data::new();
    let store = data.store().unwrap();
    for id in 1..=20 {
        let change = keep(UserId::new(id), everything_off());
        store.commit(now(), vec![change]).await.unwrap();
        let killed = data.killed();
        let found = killed.store().unwrap();
        let kept = found.member(UserId::new(id)).await.unwrap();
        assert_eq!(kept, Some(everything_off()));
    }
}

#[tokio::test]
async fn a_dropped_store_has_closed_its_database() {
    let data = Data::with(mia(), everything_off()).await;
    let names: Vec<_> = data.files().into_keys().collect();
    assert_eq!(names, ["key", "unknot.db"], "no log is left");
    let again = data.store().unwrap();
    let kept = again.member(mia()).await.unwrap();
    assert_eq!(kept, Some(everything_off()));
}

#[tokio::test]
async fn whoever_is_told_that_it_failed_finds_nothing_changed_and_nobody_else_is_misled() {
    let data = Data::new();
    let store = Arc::new(data.store().unwrap());
    // As a full disk does: one statement fails, and the whole transaction is taken back.
    let trigger = "CREATE TRIGGER full AFTER INSERT ON member WHEN new.used_day = 0
                   BEGIN SELECT RAISE(ROLLBACK, 'full'); END";
    data.tables().execute_batch(trigger).unwrap();
    let mut crowd = JoinSet::new();
    for id in 1..=300 {
        let store = store.clone();
        crowd.spawn(async move {
            let fails = id % 10 == 0;
            let when = if fails { Timestamp::UNIX_EPOCH } else { now() };
            let user = UserId::new(id);
            let change = keep(user, member(Outcome::Clear));
            let done = store.commit(when, vec![change]).await;
            assert!(!fails || done.is_err(), "{id}");
            (user, done.is_ok())
        });
    }
    let told = crowd.join_all().await;
    for (user, is_kept) in told {
        let kept = store.member(user).await.unwrap();
        assert_eq!(kept.is_some(), is_kept);
    }
}
