//! A database of a former release: everything in it stays, and what is new works on it.

use unknot::domain::{Change, Member, Outcome, Server, ServerId, UserId};
use unknot::store::{Key, Store};

use super::made::{open, opened};
use super::{Data, everything_off, keep, key, last_time, member, mia, noah, now};

/// Makes the database what it was at that version, with the same rows as far as there was room for them.
fn turn_back(data: &Data, version: usize) {
    let migrations = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let files = std::fs::read_dir(migrations).unwrap();
    let mut steps: Vec<_> = files.map(|it| it.unwrap().path()).collect();
    steps.retain(|it| it.extension().is_some_and(|it| it == "sql"));
    steps.sort();
    let newer = data.file("newer.db");
    std::fs::rename(data.file("unknot.db"), &newer).unwrap();
    let tables = data.tables();
    for step in &steps[..version] {
        let step = std::fs::read_to_string(step).unwrap();
        tables.execute_batch(&step).unwrap();
    }
    let newer_name = newer.to_str().unwrap();
    tables.execute("ATTACH ?1 AS newer", [newer_name]).unwrap();
    let names: Vec<String> = {
        let sql = "SELECT name FROM main.sqlite_schema WHERE type = 'table'";
        let mut statement = tables.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.map(Result::unwrap).collect()
    };
    for name in names {
        let sql = "SELECT group_concat(name) FROM pragma_table_info(?1, 'main')";
        let columns: String = tables.query_row(sql, [&name], |row| row.get(0)).unwrap();
        let copy =
            format!("INSERT INTO main.{name} ({columns}) SELECT {columns} FROM newer.{name}");
        tables.execute(&copy, []).unwrap();
    }
    tables.execute_batch("DETACH newer").unwrap();
    let version = i64::try_from(version).unwrap();
    tables.pragma_update(None, "user_version", version).unwrap();
    drop(tables);
    std::fs::remove_file(newer).unwrap();
}

fn club() -> ServerId {
    ServerId::new(77)
}

fn settle(settings: Server) -> Change {
    Change::Settle {
        server: club(),
        settings,
    }
}

const GROWN_UP: Server = Server {
    adults_only: true,
    host_role: None,
    read_aloud: false,
    tidy: false,
    zone: None,
    room: None,
    lobby_minutes: None,
    language: None,
};

/// With two members and a server, as a release of that version would have left it.
async fn of_version(version: usize, key: Option<&Key>) -> Data {
    let data = Data::new();
    let folder = unknot::store::DataFolder::open(&data.dir()).unwrap();
    let store = folder.store(key).unwrap();
    let changes = vec![
        keep(mia(), member(Outcome::Hold)),
        keep(noah(), everything_off()),
        settle(GROWN_UP),
    ];
    store.commit(now(), changes).await.unwrap();
    drop(store);
    turn_back(&data, version);
    data
}

fn rested(member: Member) -> Member {
    Member {
        resting: [].into(),
        zone: None,
        reminders: None,
        ..member
    }
}

async fn has_both(store: &Store) {
    let first = store.member(mia()).await.unwrap();
    assert_eq!(first, Some(member(Outcome::Hold)));
    let second = store.member(noah()).await.unwrap();
    assert_eq!(second, Some(rested(everything_off())));
}

#[tokio::test]
async fn a_database_from_before_there_were_servers_keeps_its_members() {
    let data = of_version(1, Some(&key())).await;
    let store = data.store_with(&key()).unwrap();
    has_both(&store).await;
    assert_eq!(store.server(club()).await.unwrap(), None);
    store.commit(now(), vec![settle(GROWN_UP)]).await.unwrap();
    assert_eq!(store.server(club()).await.unwrap(), Some(GROWN_UP));
}

#[tokio::test]
async fn a_database_from_before_there_were_sessions_keeps_members_and_servers() {
    let data = of_version(2, Some(&key())).await;
    let store = data.store_with(&key()).unwrap();
    has_both(&store).await;
    assert_eq!(store.server(club()).await.unwrap(), Some(GROWN_UP));
    // A sweep finds nothing in what was not there yet, and takes nobody for unreadable.
    assert_eq!(store.sweep(now()).await.unwrap(), 0);
    let changes = vec![keep(noah(), everything_off()), open(&opened(1))];
    store.commit(now(), changes).await.unwrap();
    let kept = store.member(noah()).await.unwrap();
    assert_eq!(kept, Some(everything_off()));
    let kept = store.gathering(opened(1).session.id).await.unwrap();
    assert_eq!(kept, Some(opened(1)));
}

#[tokio::test]
async fn a_database_from_before_there_were_sessions_takes_a_new_key() {
    let data = of_version(2, None).await;
    assert_eq!(data.rotate(None).unwrap().members, 2);
    has_both(&data.store().unwrap()).await;
    let empty: i64 = data
        .tables()
        .query_row(
            "SELECT count(*) FROM member WHERE resting_sealed = x''",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(empty, 0, "they look like all others from then on");
}

#[tokio::test]
async fn a_member_from_before_there_were_resting_areas_rests_some() {
    let data = of_version(2, None).await;
    let store = data.store().unwrap();
    let mut rests = store.member(mia()).await.unwrap().unwrap();
    let calf = unknot::domain::RegionId::new("calf");
    rests.resting = [(calf, last_time())].into();
    let changes = vec![
        keep(mia(), rests.clone()),
        keep(UserId::new(9), rests.clone()),
    ];
    store.commit(now(), changes).await.unwrap();
    assert_eq!(store.member(mia()).await.unwrap(), Some(rests));
}
