//! What is not opened is left as it was, and said in one line.

use unknot::domain::Outcome;
use unknot::store::{Key, Store, StoreFault};

use super::{Data, everything_off, key, member, mia, other_key, write};

/// This is refused, and every file is as before.
fn refused(data: &Data, open: impl Fn(&Data) -> Result<Store, StoreFault>) -> String {
    let before = data.files();
    let says = data.says(open(data));
    assert!(data.files() == before, "something was written: {says}");
    assert_eq!(says.lines().count(), 1);
    says
}

#[tokio::test]
async fn a_wrong_key_opens_nothing() {
    let data = Data::with(mia(), everything_off()).await;
    let hex = "a7".repeat(32);
    let says = refused(&data, |it| it.store_with(&other_key()));
    insta::assert_snapshot!(says, @"UNKNOT_KEY does not open /data/unknot.db, which was sealed with another key");
    write(&data.file("key"), &format!("{hex}\n"));
    let says = refused(&data, Data::store);
    insta::assert_snapshot!(says, @"/data/key does not open /data/unknot.db, which was sealed with another key");
    assert!(!says.contains(&hex));
}

#[tokio::test]
async fn a_wrong_key_writes_nothing_even_where_a_log_was_left() {
    let first = Data::new();
    let store = first.store_with(&key()).unwrap();
    let change = super::keep(mia(), member(Outcome::Hold));
    store.commit(super::now(), vec![change]).await.unwrap();
    let data = first.killed();
    assert!(data.files().contains_key("unknot.db-wal"));
    refused(&data, |it| it.store_with(&other_key()));
    let kept = data.store_with(&key()).unwrap().member(mia()).await;
    assert_eq!(kept.unwrap(), Some(member(Outcome::Hold)));
}

#[tokio::test]
async fn a_database_without_its_key_is_left_alone() {
    let data = Data::with(mia(), everything_off()).await;
    let right = std::fs::read_to_string(data.file("key")).unwrap();
    std::fs::remove_file(data.file("key")).unwrap();
    let says = refused(&data, Data::store);
    insta::assert_snapshot!(says, @"/data/unknot.db is there, and its key is not: put the file /data/key back, or set UNKNOT_KEY");
    let key = Key::from_hex(right.trim()).unwrap();
    let kept = data.store_with(&key).unwrap().member(mia()).await;
    assert_eq!(kept.unwrap(), Some(everything_off()));
    assert!(!data.file("key").exists(), "it is in the environment");
}

#[tokio::test]
async fn a_key_that_is_none_is_named_and_not_shown() {
    let data = Data::with(mia(), everything_off()).await;
    write(&data.file("key"), "00ff\n");
    let says = refused(&data, Data::store);
    insta::assert_snapshot!(says, @"/data/key: this has 4 hex digits; a key is 64 hex digits, which `openssl rand -hex 32` makes");
    write(&data.file("key"), "hunter2");
    let says = refused(&data, Data::store);
    insta::assert_snapshot!(says, @"/data/key: sign 1 is not a hex digit; a key is 64 hex digits, which `openssl rand -hex 32` makes");
    write(&data.file("key"), "");
    let says = refused(&data, Data::store);
    insta::assert_snapshot!(says, @"/data/key: this has 0 hex digits; a key is 64 hex digits, which `openssl rand -hex 32` makes");
}

#[cfg(unix)]
#[tokio::test]
async fn a_key_that_others_can_read_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let data = Data::with(mia(), everything_off()).await;
    let mode = |mode| {
        let permissions = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(data.file("key"), permissions).unwrap();
    };
    for open in [0o640, 0o604, 0o620, 0o644] {
        mode(open);
        let says = refused(&data, Data::store);
        insta::allow_duplicates! {
            insta::assert_snapshot!(says, @"/data/key can be read by others; run `chmod 600 /data/key`");
        }
    }
    mode(0o400);
    assert!(data.store().is_ok());
}

#[tokio::test]
async fn a_newer_database_is_left_alone() {
    let data = Data::with(mia(), everything_off()).await;
    let tables = data.tables();
    tables.pragma_update(None, "user_version", 99).unwrap();
    tables.execute_batch("DROP TABLE seal").unwrap();
    drop(tables);
    let says = refused(&data, Data::store);
    insta::assert_snapshot!(says, @"/data/unknot.db: the database has version 99, and this unknot knows 6; use a newer unknot");
}

#[tokio::test]
async fn what_is_no_database_of_ours_is_left_alone() {
    let data = Data::with(mia(), everything_off()).await;
    let ours = std::fs::read(data.file("unknot.db")).unwrap();
    std::fs::write(data.file("unknot.db"), "a letter to somebody".repeat(100)).unwrap();
    let says = refused(&data, Data::store);
    insta::assert_snapshot!(says, @"/data/unknot.db: this is not a database of unknot's");

    std::fs::remove_file(data.file("unknot.db")).unwrap();
    data.tables()
        .execute_batch("CREATE TABLE song (title TEXT)")
        .unwrap();
    let says = refused(&data, Data::store);
    insta::assert_snapshot!(says, @"/data/unknot.db: this is not a database of unknot's");

    std::fs::write(data.file("unknot.db"), &ours[..ours.len() / 2]).unwrap();
    let says = refused(&data, Data::store);
    insta::assert_snapshot!(says, @"/data/unknot.db: the database is damaged; put a backup in its place");
}

#[tokio::test]
async fn a_lost_seal_is_not_made_anew_over_members() {
    let data = Data::with(mia(), everything_off()).await;
    data.tables().execute("DELETE FROM seal", []).unwrap();
    let says = refused(&data, Data::store);
    insta::assert_snapshot!(says, @"/data/unknot.db: the database has lost its seal; put a backup in its place");
}

#[tokio::test]
async fn a_start_that_was_interrupted_is_finished() {
    // The file was made, and nothing is in it.
    let data = Data::new();
    drop(data.store().unwrap());
    std::fs::write(data.file("unknot.db"), "").unwrap();
    assert!(data.store().is_ok());
    // The tables were made, and not the seal.
    data.tables().execute("DELETE FROM seal", []).unwrap();
    assert!(data.store().is_ok());
    let seals: i64 = data
        .tables()
        .query_row("SELECT count(*) FROM seal", [], |row| row.get(0))
        .unwrap();
    assert_eq!(seals, 1);
}

#[test]
fn every_migration_is_taken_in_order() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = std::fs::read_dir(root.join("migrations")).unwrap();
    let names = folder.map(|it| it.unwrap().file_name().into_string().unwrap());
    let mut there: Vec<String> = names.filter(|name| name.ends_with(".sql")).collect();
    there.sort();
    let code = std::fs::read_to_string(root.join("src/store/connection.rs")).unwrap();
    let taken: Vec<&str> = code
        .split("/migrations/")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert_eq!(taken, there);
    for (name, number) in there.iter().zip(1..) {
        assert!(name.starts_with(&format!("{number:04}_")), "{name}");
    }
    let data = Data::new();
    drop(data.store().unwrap());
    let version: i64 = data
        .tables()
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .unwrap();
    assert_eq!(usize::try_from(version).unwrap(), there.len());
}
