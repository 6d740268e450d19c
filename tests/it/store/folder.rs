//! The data folder: made once, for its owner, and used by one program at a time.

use super::{Data, everything_off, key, mia};

#[cfg(unix)]
#[tokio::test]
async fn only_its_owner_can_look_into_it() {
    use std::os::unix::fs::PermissionsExt;
    let data = Data::new();
    let store = data.store().unwrap();
    let change = super::keep(mia(), everything_off());
    store.commit(super::now(), vec![change]).await.unwrap();
    let mode = |path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(data.dir()), 0o700);
    let names = ["unknot.db", "unknot.db-wal", "unknot.db-shm", "key", "lock"];
    for name in names {
        assert_eq!(mode(data.file(name)), 0o600, "{name}");
    }
    assert_eq!(std::fs::read_dir(data.dir()).unwrap().count(), names.len());
}

#[test]
fn a_first_start_makes_a_key_and_the_next_ones_do_not() {
    let data = Data::new();
    drop(data.store().unwrap());
    let first = std::fs::read_to_string(data.file("key")).unwrap();
    assert_eq!(first.len(), 65, "64 digits and the end of the line");
    drop(data.store().unwrap());
    assert_eq!(std::fs::read_to_string(data.file("key")).unwrap(), first);
    let another = Data::new();
    drop(another.store().unwrap());
    let second = std::fs::read_to_string(another.file("key")).unwrap();
    assert_ne!(first, second);
}

#[test]
fn a_key_in_the_environment_makes_none_in_the_folder() {
    let data = Data::new();
    drop(data.store_with(&key()).unwrap());
    assert!(!data.file("key").exists());
}

#[test]
fn one_folder_has_one_program() {
    let data = Data::new();
    let first = data.store().unwrap();
    insta::assert_snapshot!(data.says(data.store()), @"/data: another unknot is using this folder");
    insta::assert_snapshot!(data.says(data.rotate(None)), @"/data: another unknot is using this folder");
    drop(first);
    assert!(data.store().is_ok());
}

#[test]
fn what_is_no_folder_is_named() {
    let data = Data::new();
    insta::assert_snapshot!(data.says(data.rotate(None)), @"/data: there is no such folder");
    assert!(!data.dir().exists());
    std::fs::write(data.dir(), "").unwrap();
    insta::assert_snapshot!(data.says(data.store()), @"/data: this is not a folder");
}
