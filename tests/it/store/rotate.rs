//! A new key: everything opens with it, nothing with the old one, wherever it was interrupted.

use rusqlite::types::Value::{Blob, Text};
use unknot::domain::{Change, Occasion, Outcome, Reminder, UserId};
use unknot::store::{Key, Rotated, Whereabouts};

use super::disk::traces;
use super::made::then;
use super::{Data, everything_off, keep, key, member, mia, noah, now, write};

fn read(data: &Data, name: &str) -> String {
    std::fs::read_to_string(data.file(name)).unwrap()
}

fn key_in(data: &Data, name: &str) -> Key {
    Key::from_hex(read(data, name).trim()).unwrap()
}

async fn has_both(data: &Data) {
    let store = data.store().unwrap();
    has_both_with(&store).await;
}

async fn has_both_with(store: &unknot::store::Store) {
    let first = store.member(mia()).await.unwrap();
    assert_eq!(first, Some(member(Outcome::Hold)));
    let second = store.member(noah()).await.unwrap();
    assert_eq!(second, Some(everything_off()));
    let diary = store.diary(noah(), now()).await.unwrap();
    let to_come = vec![(due().occasion, due().at)];
    assert_eq!((diary.due, diary.drinks), (to_come, vec![then()]));
}

fn due() -> Reminder {
    Reminder {
        occasion: Occasion::ThroughDay,
        at: then(),
        session: None,
    }
}

/// Two members, and a third whose clearance has expired; the key is in the folder, or this one.
async fn populated(key: Option<&Key>) -> Data {
    let data = Data::new();
    let folder = unknot::store::DataFolder::open(&data.dir()).unwrap();
    let store = folder.store(key).unwrap();
    let changes = vec![
        keep(mia(), member(Outcome::Hold)),
        keep(noah(), everything_off()),
        keep(UserId::new(3), member(Outcome::NotToday)),
        Change::Remind {
            user: noah(),
            reminder: due(),
        },
        Change::Drank {
            user: noah(),
            at: then(),
        },
    ];
    store.commit(now(), changes).await.unwrap();
    let swept = store.sweep(now() + chrono::TimeDelta::days(2)).await;
    assert_eq!(swept.unwrap(), 1);
    data
}

#[tokio::test]
async fn everything_opens_with_the_new_key_and_nothing_with_the_old() {
    let data = populated(None).await;
    let old = key_in(&data, "key");
    let before = every_blob(&data);
    let names_more = 3;
    assert_eq!(
        before.len(),
        3 * 6 + 1 + names_more,
        "of each member six, and the seal; and where what one asked for, is due and drank"
    );
    assert_eq!(traces(&data, &before), before.len());
    let expected = Rotated {
        members: 3,
        key: Whereabouts::InPlace,
    };
    assert_eq!(data.rotate(None).unwrap(), expected);
    let names: Vec<_> = data.files().into_keys().collect();
    assert_eq!(names, ["key", "unknot.db"]);
    assert!(data.store_with(&old).is_err());
    has_both(&data).await;
    assert_eq!(traces(&data, &before), 0);
}

/// Every value of every column that holds bytes, so that a new one is not forgotten.
fn every_blob(data: &Data) -> Vec<Vec<u8>> {
    let tables = data.tables();
    let read = |sql: &str, columns: usize| -> Vec<Vec<rusqlite::types::Value>> {
        let mut statement = tables.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| (0..columns).map(|it| row.get(it)).collect());
        rows.unwrap().map(Result::unwrap).collect()
    };
    let columns = "SELECT quote(m.name), quote(c.name) FROM sqlite_schema AS m, pragma_table_info(m.name) AS c
                   WHERE m.type = 'table' AND c.type = 'BLOB'";
    let mut blobs = Vec::new();
    for column in read(columns, 2) {
        let [Text(table), Text(column)] = column.as_slice() else {
            panic!("two names");
        };
        let sql = format!("SELECT {column} FROM {table}").replace('\'', "\"");
        for value in read(&sql, 1).into_iter().flatten() {
            let Blob(bytes) = value else {
                panic!("{table}.{column} holds bytes");
            };
            blobs.push(bytes);
        }
    }
    blobs
}

#[tokio::test]
async fn the_day_somebody_was_last_heard_of_stays() {
    let data = populated(None).await;
    data.rotate(None).unwrap();
    let store = data.store().unwrap();
    let day = |days| now() + chrono::TimeDelta::days(days);
    // The two clearances expire, and a drink is old; nobody is forgotten before a year is over.
    assert_eq!(store.sweep(day(364)).await.unwrap(), 3);
    assert_eq!(store.sweep(day(365)).await.unwrap(), 3);
}

#[tokio::test]
async fn interrupted_before_everything_was_sealed_anew_the_old_key_stays() {
    for to_come in [&"a7".repeat(32), "a7a7", ""] {
        let data = populated(None).await;
        let old = read(&data, "key");
        write(&data.file("key.new"), to_come);
        has_both(&data).await;
        assert_eq!(read(&data, "key"), old);
        assert!(!data.file("key.new").exists());
    }
}

#[tokio::test]
async fn interrupted_afterwards_the_new_key_takes_its_place() {
    let data = populated(None).await;
    let old = read(&data, "key");
    data.rotate(None).unwrap();
    let new = read(&data, "key");
    write(&data.file("key.new"), &new);
    write(&data.file("key"), &old);
    has_both(&data).await;
    assert_eq!(read(&data, "key"), new);
    assert!(!data.file("key.new").exists());
    // A second change finishes the first one too.
    write(&data.file("key.new"), &new);
    write(&data.file("key"), &old);
    assert_eq!(data.rotate(None).unwrap().members, 3);
    has_both(&data).await;
    assert_ne!(read(&data, "key"), new);
}

#[tokio::test]
async fn a_key_to_come_that_does_not_open_it_either_is_not_taken() {
    let data = populated(None).await;
    write(&data.file("key"), &"a7".repeat(32));
    write(&data.file("key.new"), &"b8".repeat(32));
    let before = data.files();
    insta::assert_snapshot!(data.says(data.store()), @"/data/key does not open /data/unknot.db, which was sealed with another key");
    assert!(data.files() == before);
}

#[tokio::test]
async fn a_key_in_the_environment_is_not_changed_behind_its_back() {
    let data = populated(Some(&key())).await;
    let rotated = data.rotate(Some(&key())).unwrap();
    let expected = Whereabouts::ToBeMoved(data.file("key.new"));
    assert_eq!(rotated.key, expected);
    assert!(!data.file("key").exists());
    let before = data.files();
    let says = data.says(data.store_with(&key()));
    insta::assert_snapshot!(says, @"UNKNOT_KEY is the key from before it was changed; put the one in /data/key.new there, and delete that file");
    assert!(data.files() == before);
    let new = key_in(&data, "key.new");
    has_both_with(&data.store_with(&new).unwrap()).await;
    assert!(data.file("key.new").exists(), "only a person deletes it");
}

#[tokio::test]
async fn where_one_value_does_not_open_nothing_is_changed() {
    let data = populated(None).await;
    let old = read(&data, "key");
    let tables = data.tables();
    let sealed: Vec<u8> = tables
        .query_row("SELECT sealed FROM seal", [], |row| row.get(0))
        .unwrap();
    tables
        .execute("UPDATE clearance SET sealed = x'00' WHERE rowid = 3", [])
        .unwrap();
    drop(tables);
    insta::assert_snapshot!(data.says(data.rotate(None)), @"what is kept of a member does not open");
    has_both(&data).await;
    assert_eq!(read(&data, "key"), old);
    assert!(!data.file("key.new").exists());
    let after: Vec<u8> = data
        .tables()
        .query_row("SELECT sealed FROM seal", [], |row| row.get(0))
        .unwrap();
    assert_eq!(after, sealed);
}

#[test]
fn where_nothing_is_kept_there_is_nothing_to_change() {
    let data = Data::new();
    std::fs::create_dir(data.dir()).unwrap();
    insta::assert_snapshot!(data.says(data.rotate(None)), @"there is no /data/unknot.db to change the key of");
}
