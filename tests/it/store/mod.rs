//! The store: what was kept comes back exactly, what was forgotten is gone, and nobody else can read it.

mod backup;
mod broken;
pub(crate) mod disk;
mod events;
mod folder;
mod gathering;
mod made;
mod migrating;
mod opening;
mod plans;
mod rotate;
mod sealing;
mod series;
mod servers;
mod verbs;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use unknot::domain::{
    Change, Clearance, Language, Limits, Member, Outcome, Reminders, Span, ThroughDay, TimeOfDay,
    Timestamp, UserId, Zone,
};
use unknot::store::{DataFolder, Key, Rotated, Store, StoreFault};

use crate::library;

fn key() -> Key {
    Key::from_hex(&"5e".repeat(32)).unwrap()
}

fn other_key() -> Key {
    Key::from_hex(&"a7".repeat(32)).unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn now() -> Timestamp {
    at("2031-05-06T07:08:09.123456789Z")
}

/// As long a text as a time has.
fn last_time() -> Timestamp {
    at("9999-12-31T23:59:59.999999999Z")
}

fn mia() -> UserId {
    UserId::new(0x1122_3344_5566_7788)
}

fn noah() -> UserId {
    UserId::new(0x2233_4455_6677_8899)
}

fn member(outcome: Outcome) -> Member {
    Member {
        dm_consent: false,
        clearance: Some(Clearance::new(outcome, Limits::default(), true, 1, now())),
        ..Member::default()
    }
}

/// Everything is off that there is.
fn everything_off() -> Member {
    let library = library();
    let limits = Limits {
        regions: library.regions.keys().cloned().collect(),
        positions: library.positions.keys().cloned().collect(),
        tools: library.tools.iter().map(|it| it.id.clone()).collect(),
        gentle: true,
        no_water: true,
        rise_slow: true,
        breath_note: true,
        grown_up: true,
    };
    let mut clearance = Clearance::new(Outcome::Limits, limits, false, u32::MAX, now());
    clearance.heals_asked_at = Some(now() + unknot::domain::HEALING_ASKED_AFTER);
    Member {
        dm_consent: true,
        clearance: Some(clearance),
        resting: library
            .regions
            .keys()
            .map(|it| (it.clone(), last_time()))
            .collect(),
        zone: Zone::named("America/Argentina/Buenos_Aires"),
        reminders: Some(every_reminder()),
    }
}

/// As much as can be asked for, each value another one.
fn every_reminder() -> Reminders {
    let time = |minutes| TimeOfDay::from_minutes(minutes).unwrap();
    let span = |from, to| Span {
        from: time(from),
        to: time(to),
    };
    Reminders {
        language: Language::Spanish,
        after_minutes: Some(180),
        through_day: Some(ThroughDay {
            every_minutes: 60,
            from: time(1_439),
            to: time(1),
        }),
        quiet: span(1_438, 0),
        check_in: Some(time(2)),
        is_closed: true,
    }
}

fn keep(user: UserId, member: Member) -> Change {
    Change::Keep { user, member }
}

fn forget(user: UserId) -> Change {
    Change::Forget { user }
}

/// A data folder whose key lies in it.
struct Data {
    parent: TempDir,
}

impl Data {
    fn new() -> Data {
        Data {
            parent: tempfile::tempdir().unwrap(),
        }
    }

    /// With this member in it, and closed.
    async fn with(user: UserId, member: Member) -> Data {
        let data = Data::new();
        let store = data.store().unwrap();
        store.commit(now(), vec![keep(user, member)]).await.unwrap();
        data
    }

    fn dir(&self) -> PathBuf {
        self.parent.path().join("data")
    }

    fn file(&self, name: &str) -> PathBuf {
        self.dir().join(name)
    }

    fn store(&self) -> Result<Store, StoreFault> {
        DataFolder::open(&self.dir())?.store(None)
    }

    fn store_with(&self, key: &Key) -> Result<Store, StoreFault> {
        Store::open(&self.dir(), key)
    }

    fn rotate(&self, key: Option<&Key>) -> Result<Rotated, StoreFault> {
        DataFolder::existing(&self.dir())?.rotate(key)
    }

    /// The database, without a store in between.
    fn tables(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.file("unknot.db")).unwrap()
    }

    /// Every name and every sealed value, as they are on the disk: five of each member, in order.
    fn sealed(&self) -> Vec<Vec<u8>> {
        let tables = self.tables();
        let sql = "SELECT member_key, user_sealed, dm_consent_sealed, sealed, resting_sealed
                   FROM member JOIN clearance USING (member_key)";
        let mut statement = tables.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| {
            let [key, user, consent, clearance, resting] = [0, 1, 2, 3, 4].map(|it| row.get(it));
            Ok([key?, user?, consent?, clearance?, resting?])
        });
        rows.unwrap().flat_map(Result::unwrap).collect()
    }

    /// As it would be found if the program were killed now.
    fn killed(&self) -> Data {
        let copy = Data::new();
        std::fs::create_dir(copy.dir()).unwrap();
        for name in self.files().keys() {
            std::fs::copy(self.file(name), copy.file(name)).unwrap();
        }
        copy
    }

    /// Every file but the lock and SQLite's index of its log, which holds nothing.
    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let files = std::fs::read_dir(self.dir()).unwrap().map(|entry| {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            (name, std::fs::read(entry.path()).unwrap())
        });
        let counts = |name: &str| name != "lock" && name != "unknot.db-shm";
        files.filter(|(name, _)| counts(name)).collect()
    }

    /// What a fault says, wherever this folder is.
    fn says<T>(&self, result: Result<T, StoreFault>) -> String {
        let says = result.map(|_| "no fault").unwrap_err().to_string();
        says.replace(self.parent.path().to_str().unwrap(), "")
    }
}

fn write(path: &Path, text: &str) {
    std::fs::write(path, text).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
    }
}
