//! A backup: a copy of one moment, whole, made while the bot runs, and of use with the key alone.

use std::path::{Path, PathBuf};

use chrono::TimeDelta;
use unknot::domain::{Did, LogLine, Outcome, Parcel, Phase, UserId, What};
use unknot::store::{Copied, Copying, Store, StoreFault, back_up};

use super::made::{commit, full_seat, kept, note, open, opened, run, sit, then};
use super::{Data, keep, key, member, mia, noah, now, other_key};

/// Beside the data folder.
fn copy(data: &Data) -> PathBuf {
    data.parent.path().join("copy.db")
}

fn backed_up(data: &Data) -> Result<Copied, StoreFault> {
    back_up(&data.dir(), &copy(data), |_| {})
}

/// A new folder with that copy in it, as the README says to restore one.
fn restored(copy: &Path) -> Data {
    let data = Data::new();
    std::fs::create_dir(data.dir()).unwrap();
    std::fs::copy(copy, data.file("unknot.db")).unwrap();
    data
}

/// A session whose third cue is due, with somebody in it, a line in its log and the cue to be sent.
async fn in_mid_session(store: &Store) {
    let mut session = opened(7).session;
    session.phase = Phase::Rolling {
        anchor: then(),
        cued: 2,
    };
    let parcel = Parcel {
        session: session.id,
        number: 5,
        room: session.room,
        what: What::Cue {
            place: 1,
            missed: 0,
        },
        due: then() + TimeDelta::seconds(10),
        until: then() + TimeDelta::minutes(5),
    };
    let line = LogLine {
        at: then(),
        who: Some(mia()),
        did: Did::ToldOfStopping,
    };
    let changes = vec![
        keep(mia(), member(Outcome::Clear)),
        open(&opened(7)),
        sit(7, full_seat(mia())),
        note(7, line),
        run(&session),
        unknot::domain::Change::Send(parcel),
    ];
    commit(store, changes).await;
}

#[tokio::test]
async fn a_session_goes_on_from_a_backup_that_was_made_in_its_middle() {
    let data = Data::new();
    let store = data.store_with(&key()).unwrap();
    in_mid_session(&store).await;
    // The store is open, and its folder locked.
    let made = backed_up(&data).unwrap();
    assert_eq!(made.bytes, std::fs::metadata(copy(&data)).unwrap().len());
    assert_eq!(made.key, None, "it stands in the environment");
    let (session, outbox) = (kept(&store, 7).await, store.outbox().await.unwrap());
    // What comes afterwards is not in it.
    commit(&store, vec![keep(noah(), member(Outcome::Clear))]).await;
    drop(store);

    let again = restored(&copy(&data));
    let store = again.store_with(&key()).unwrap();
    assert_eq!(kept(&store, 7).await, session);
    assert_eq!(store.outbox().await.unwrap(), outbox);
    assert_eq!(outbox.len(), 1);
    assert!(store.member(mia()).await.unwrap().is_some());
    assert_eq!(store.member(noah()).await.unwrap(), None);
}

#[tokio::test]
async fn a_backup_is_of_one_moment_however_much_is_written_meanwhile() {
    let data = Data::new();
    let store = data.store().unwrap();
    let of = |id| keep(UserId::new(id), member(Outcome::Clear));
    store
        .commit(now(), (1..=500).map(of).collect())
        .await
        .unwrap();
    let (dir, file) = (data.dir(), copy(&data));
    let copying = tokio::task::spawn_blocking(move || {
        let mut said = Vec::new();
        back_up(&dir, &file, |it| said.push(it)).map(|made| (made, said))
    });
    // One after the other, so that whoever is in it has everybody before them in it.
    let mut last = 500;
    while !copying.is_finished() {
        last += 1;
        store.commit(now(), vec![of(last)]).await.unwrap();
    }
    let (made, said) = copying.await.unwrap().unwrap();
    assert_eq!(made.key, Some(data.file("key")));
    let is_further = |two: &[Copying]| two[0].done < two[1].done && two[0].of == two[1].of;
    assert!(
        said.windows(2).all(|it| is_further(it) || it[0] == it[1]),
        "{said:?}"
    );
    let end = said.last().unwrap();
    assert_eq!(end.done, end.of);
    assert!(0 < end.of);

    let again = restored(&copy(&data));
    std::fs::copy(data.file("key"), again.file("key")).unwrap();
    let copied = again.store().unwrap();
    let mut is_in = Vec::new();
    for id in 1..=last {
        is_in.push(copied.member(UserId::new(id)).await.unwrap().is_some());
    }
    assert!(is_in.is_sorted_by(|one, next| one >= next), "no gap");
    assert!(is_in[..500].iter().all(|it| *it));
    // And the bot goes on with its own.
    assert!(store.member(UserId::new(last)).await.unwrap().is_some());
}

#[tokio::test]
async fn a_backup_says_nothing_to_whoever_has_no_key() {
    let data = Data::new();
    let store = data.store_with(&key()).unwrap();
    in_mid_session(&store).await;
    backed_up(&data).unwrap();
    let bytes = std::fs::read(copy(&data)).unwrap();
    for plain in [mia().get().to_le_bytes(), mia().get().to_be_bytes()] {
        assert!(!bytes.windows(8).any(|it| it == plain));
    }
    let again = restored(&copy(&data));
    let says = again.says(again.store_with(&other_key()));
    assert!(says.contains("does not open"), "{says}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(copy(&data)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "nobody else reads it");
    }
    let mut beside: Vec<_> = std::fs::read_dir(data.parent.path()).unwrap().collect();
    beside.retain(|it| it.as_ref().unwrap().file_name() != "data");
    assert_eq!(beside.len(), 1, "one file");
}

#[tokio::test]
async fn what_cannot_be_copied_leaves_no_file_and_takes_none_away() {
    let data = Data::new();
    let says = |result| data.says::<Copied>(result);
    assert_eq!(says(backed_up(&data)), "/data: nothing is kept there");
    drop(data.store().unwrap());
    std::fs::write(copy(&data), "mine").unwrap();
    assert_eq!(
        says(backed_up(&data)),
        "/copy.db is there already; name a new file, or delete that one first"
    );
    assert_eq!(std::fs::read_to_string(copy(&data)).unwrap(), "mine");
    std::fs::remove_file(copy(&data)).unwrap();
    // In a folder that is not there.
    let nowhere = data.parent.path().join("no/copy.db");
    let refused = says(back_up(&data.dir(), &nowhere, |_| {}));
    assert!(refused.starts_with("/no/copy.db.part: "), "{refused}");
    // What is no database, and what is damaged.
    std::fs::write(data.file("unknot.db"), "a letter").unwrap();
    let refused = says(backed_up(&data));
    assert_eq!(
        refused,
        "/data/unknot.db: this is not a database of unknot's"
    );
    assert!(!copy(&data).exists());
    assert_eq!(std::fs::read_dir(data.parent.path()).unwrap().count(), 1);
}
