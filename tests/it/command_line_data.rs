//! What the program says about its data folder, as people start it.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;
use unknot::domain::{Change, Clearance, Limits, Member, Outcome, UserId};
use unknot::store::{DataFolder, Key, Store};

const TOKEN: &str = "MTExMTExMTExMTExMTExMTEx.Gabcde.abcdefghijklmnopqrstuvwxyz0123456789AB";

/// `unknot` in this folder, with its data in `data`: the exit code and what it printed.
fn unknot(folder: &Path, args: &[&str], set: &[(&str, &str)]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_unknot"));
    command.current_dir(folder).args(args);
    for name in unknot::settings::NAMES {
        command.env_remove(name);
    }
    // Only what ends the program, no log lines.
    command.env("DISCORD_TOKEN", TOKEN).env("LOG", "off");
    let output = command.envs(set.iter().copied()).output().unwrap();
    let mut said = String::from_utf8(output.stdout).unwrap();
    said.push_str(&String::from_utf8(output.stderr).unwrap());
    (output.status.code().unwrap(), said)
}

/// This is refused, in this one line.
fn refused(folder: &Path, args: &[&str], set: &[(&str, &str)]) -> String {
    let (code, said) = unknot(folder, args, set);
    assert_eq!(code, 1, "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    said
}

fn dir(folder: &TempDir) -> std::path::PathBuf {
    folder.path().join("data")
}

/// A folder with the data of this many members.
async fn kept(members: u64, key: Option<&Key>) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let store = DataFolder::open(&dir(&folder)).unwrap().store(key).unwrap();
    let now = "2031-05-06T07:08:09Z".parse().unwrap();
    let keep = |id| Change::Keep {
        user: UserId::new(id),
        member: Member {
            dm_consent: true,
            clearance: Some(Clearance::new(
                Outcome::Clear,
                Limits::default(),
                true,
                1,
                now,
            )),
            ..Member::default()
        },
    };
    let changes = (1..=members).map(keep).collect();
    store.commit(now, changes).await.unwrap();
    folder
}

async fn has(store: &Store, members: u64) {
    for id in 1..=members {
        let kept = store.member(UserId::new(id)).await.unwrap();
        assert!(kept.is_some(), "{id}");
    }
}

#[tokio::test]
async fn a_new_key_is_made_and_said_in_one_line() {
    let folder = kept(2, None).await;
    let key = dir(&folder).join("key");
    let old = std::fs::read_to_string(&key).unwrap();
    let said = unknot(folder.path(), &["key", "rotate"], &[]);
    insta::assert_snapshot!(said.1, @"./data: 2 members were sealed anew, with a new key.");
    assert_eq!(said.0, 0);
    assert_ne!(std::fs::read_to_string(&key).unwrap(), old);
    let store = DataFolder::open(&dir(&folder)).unwrap().store(None);
    has(&store.unwrap(), 2).await;
}

#[tokio::test]
async fn a_new_key_for_the_environment_is_never_printed() {
    let hex = "5e".repeat(32);
    let key = Key::from_hex(&hex).unwrap();
    let folder = kept(1, Some(&key)).await;
    let set = [("UNKNOT_KEY", hex.as_str())];
    let (code, said) = unknot(folder.path(), &["key", "rotate"], &set);
    insta::assert_snapshot!(said, @"./data: 1 member was sealed anew. The new key is in ./data/key.new: put it into UNKNOT_KEY, then delete that file.");
    assert_eq!(code, 0);
    let file = dir(&folder).join("key.new");
    let new = std::fs::read_to_string(&file).unwrap();
    assert!(!said.contains(new.trim()));
    for args in [["run"].as_slice(), &["key", "rotate"]] {
        let said = refused(folder.path(), args, &set);
        insta::allow_duplicates! {
            insta::assert_snapshot!(said, @"unknot: UNKNOT_KEY is the key from before it was changed; put the one in ./data/key.new there, and delete that file");
        }
    }
    std::fs::remove_file(&file).unwrap();
    let key = Key::from_hex(new.trim()).unwrap();
    has(&Store::open(&dir(&folder), &key).unwrap(), 1).await;
}

#[tokio::test]
async fn a_folder_in_use_is_refused() {
    let folder = kept(1, None).await;
    let _bot = DataFolder::open(&dir(&folder)).unwrap().store(None);
    for args in [["run"].as_slice(), &["key", "rotate"]] {
        let said = refused(folder.path(), args, &[]);
        insta::allow_duplicates! {
            insta::assert_snapshot!(said, @"unknot: ./data: another unknot is using this folder");
        }
    }
}

#[tokio::test]
async fn a_key_that_does_not_fit_is_refused() {
    let folder = kept(1, None).await;
    let wrong = "a7".repeat(32);
    let said = refused(folder.path(), &["run"], &[("UNKNOT_KEY", &wrong)]);
    insta::assert_snapshot!(said, @"unknot: UNKNOT_KEY does not open ./data/unknot.db, which was sealed with another key");
    let key = dir(&folder).join("key");
    // Written over, so that it stays its owner's only.
    std::fs::write(&key, &wrong).unwrap();
    let said = refused(folder.path(), &["run"], &[]);
    insta::assert_snapshot!(said, @"unknot: ./data/key does not open ./data/unknot.db, which was sealed with another key");
    std::fs::write(&key, "a7").unwrap();
    let said = refused(folder.path(), &["run"], &[]);
    insta::assert_snapshot!(said, @"unknot: ./data/key: this has 2 hex digits; a key is 64 hex digits, which `openssl rand -hex 32` makes");
    std::fs::remove_file(&key).unwrap();
    let said = refused(folder.path(), &["run"], &[]);
    insta::assert_snapshot!(said, @"unknot: ./data/unknot.db is there, and its key is not: put the file ./data/key back, or set UNKNOT_KEY");
    assert!(!key.exists());
}

#[cfg(unix)]
#[tokio::test]
async fn a_key_that_others_can_read_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let folder = kept(1, None).await;
    let open = std::fs::Permissions::from_mode(0o644);
    std::fs::set_permissions(dir(&folder).join("key"), open).unwrap();
    let said = refused(folder.path(), &["run"], &[]);
    insta::assert_snapshot!(said, @"unknot: ./data/key can be read by others; run `chmod 600 ./data/key`");
}

#[tokio::test]
async fn what_cannot_be_used_as_a_database_is_refused() {
    let folder = kept(1, None).await;
    let database = dir(&folder).join("unknot.db");
    let tables = rusqlite::Connection::open(&database).unwrap();
    tables.pragma_update(None, "user_version", 99).unwrap();
    drop(tables);
    let said = refused(folder.path(), &["run"], &[]);
    insta::assert_snapshot!(said, @"unknot: ./data/unknot.db: the database has version 99, and this unknot knows 6; use a newer unknot");
    std::fs::write(&database, "a letter to somebody".repeat(100)).unwrap();
    let said = refused(folder.path(), &["run"], &[]);
    insta::assert_snapshot!(said, @"unknot: ./data/unknot.db: this is not a database of unknot's");
}

#[test]
fn where_nothing_is_kept_no_folder_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let said = refused(folder.path(), &["key", "rotate"], &[]);
    insta::assert_snapshot!(said, @"unknot: ./data: there is no such folder");
    let (code, said) = unknot(folder.path(), &["check"], &[]);
    assert_eq!(code, 0, "{said}");
    assert!(!dir(&folder).exists(), "checking opens nothing");
}

#[test]
fn a_key_that_is_none_is_said_by_check_and_by_run_and_not_shown() {
    let folder = tempfile::tempdir().unwrap();
    for args in [["check"].as_slice(), &["run"], &["key", "rotate"]] {
        let said = refused(folder.path(), args, &[("UNKNOT_KEY", "hunter2")]);
        insta::allow_duplicates! {
            insta::assert_snapshot!(said, @"unknot: UNKNOT_KEY: sign 1 is not a hex digit; a key is 64 hex digits, which `openssl rand -hex 32` makes");
        }
    }
    assert!(!dir(&folder).exists());
}

#[tokio::test]
async fn a_backup_is_made_beside_a_running_bot_and_says_where_the_key_is() {
    let folder = kept(3, None).await;
    let _bot = DataFolder::open(&dir(&folder)).unwrap().store(None);
    let (code, said) = unknot(folder.path(), &["backup", "copy.db"], &[]);
    assert_eq!(code, 0, "{said}");
    let copy = folder.path().join("copy.db");
    let bytes = std::fs::metadata(&copy).unwrap().len().to_string();
    let said = said.replace(&bytes, "[bytes]");
    insta::assert_snapshot!(said, @"copy.db: [bytes] bytes. The key is not in it: keep the file ./data/key in another place.");
    let said = refused(folder.path(), &["backup", "copy.db"], &[]);
    insta::assert_snapshot!(said, @"unknot: copy.db is there already; name a new file, or delete that one first");

    // It opens with the key, in a folder of its own.
    let again = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir(&again)).unwrap();
    for (from, to) in [(copy, "unknot.db"), (dir(&folder).join("key"), "key")] {
        std::fs::copy(from, dir(&again).join(to)).unwrap();
    }
    has(
        &DataFolder::open(&dir(&again)).unwrap().store(None).unwrap(),
        3,
    )
    .await;
}

#[tokio::test]
async fn a_backup_of_what_the_environment_has_the_key_for_says_so() {
    let hex = "5e".repeat(32);
    let folder = kept(1, Some(&Key::from_hex(&hex).unwrap())).await;
    let set = [("UNKNOT_KEY", hex.as_str())];
    let (code, said) = unknot(folder.path(), &["backup", "copy.db"], &set);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.ends_with("The key is not in it: keep UNKNOT_KEY in another place.\n"),
        "{said}"
    );
    let nothing = tempfile::tempdir().unwrap();
    let said = refused(nothing.path(), &["backup", "copy.db"], &set);
    insta::assert_snapshot!(said, @"unknot: ./data: nothing is kept there");
}
