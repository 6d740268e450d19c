//! Opens the database, or refuses it.
//!
//! A database that is newer than this program, sealed with another key, or none at all is left as it
//! was: everything is looked at before anything is written.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension};
use rusqlite_migration::{M, Migrations, SchemaVersion};

use super::StoreFault;
use super::seal::{Place, Sealer};

/// Every step of the database's shape, in order. One that was released never changes.
const STEPS: &[M<'static>] = &[
    M::up(include_str!("../../migrations/0001_member.sql")),
    M::up(include_str!("../../migrations/0002_server.sql")),
    M::up(include_str!("../../migrations/0003_session.sql")),
    M::up(include_str!("../../migrations/0004_unheard.sql")),
    M::up(include_str!("../../migrations/0005_series.sql")),
    M::up(include_str!("../../migrations/0006_reminder.sql")),
];

/// What is sealed to recognise the key by.
const KNOWN_TEXT: &[u8] = b"sealed by unknot";

/// How long to wait for whoever else has the database, such as a backup.
pub(super) const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// How many statements are kept understood: more than there are in `store`.
const STATEMENTS_MAX: usize = 128;

/// Set before anything is written.
///
/// `synchronous` and `fullfsync`: what was answered survives a power cut (`fullfsync` is for macOS, where
/// a sync alone does not reach the disk). `secure_delete`: what is deleted is overwritten. `temp_store`:
/// nothing is written beside the database.
const PRAGMAS: &str = "
    PRAGMA synchronous = FULL;
    PRAGMA fullfsync = ON;
    PRAGMA checkpoint_fullfsync = ON;
    PRAGMA foreign_keys = ON;
    PRAGMA secure_delete = ON;
    PRAGMA temp_store = MEMORY;
    PRAGMA trusted_schema = OFF;
";

/// Why a database was not opened.
#[derive(Debug)]
pub(super) enum Unopened {
    /// It was sealed with another key. The folder looks for that one.
    WrongKey,
    /// Anything else.
    Fault(StoreFault),
}

impl From<StoreFault> for Unopened {
    fn from(fault: StoreFault) -> Self {
        Unopened::Fault(fault)
    }
}

/// Opens a database file, which may be empty, and brings it to the newest shape.
pub(super) fn open(file: &Path, sealer: &Sealer) -> Result<Connection, Unopened> {
    let mut connection = look_into(file, sealer)?;
    keep_log(&connection, false)?;
    prepare(&mut connection, sealer).map_err(|fault| named(file, &fault))?;
    Ok(connection)
}

/// Whether this is its key. Writes nothing.
pub(super) fn is_opened_by(file: &Path, sealer: &Sealer) -> bool {
    look_into(file, sealer).is_ok()
}

/// Opens a database file that is what it should be, or leaves it as it was.
fn look_into(file: &Path, sealer: &Sealer) -> Result<Connection, Unopened> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let opened = Connection::open_with_flags(file, flags).map_err(fault);
    let connection = opened.map_err(|fault| named(file, &fault))?;
    keep_log(&connection, has_log(file))?;
    match look(&connection, sealer) {
        Ok(()) => Ok(connection),
        Err(Unopened::WrongKey) => Err(Unopened::WrongKey),
        Err(Unopened::Fault(fault)) => Err(named(file, &fault).into()),
    }
}

pub(super) fn named(file: &Path, fault: &StoreFault) -> StoreFault {
    StoreFault::new(format!("{}: {fault}", file.display()))
}

/// What the last run left in the log is copied into the database when the last connection closes; not
/// when that one was refused.
fn keep_log(connection: &Connection, keep: bool) -> Result<(), StoreFault> {
    let set = connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep);
    set.map(|_| ()).map_err(fault)
}

/// A database that is gone with its connection.
pub(super) fn open_in_memory(sealer: &Sealer) -> Result<Connection, StoreFault> {
    let mut connection = Connection::open_in_memory().map_err(fault)?;
    prepare(&mut connection, sealer)?;
    Ok(connection)
}

/// What a fault of SQLite's is to people. Its texts name tables and files, never a value.
pub(super) fn fault(error: rusqlite::Error) -> StoreFault {
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => StoreFault::new("this is not a database of unknot's"),
        Some(ErrorCode::DatabaseCorrupt) => {
            StoreFault::new("the database is damaged; put a backup in its place")
        }
        _ => StoreFault::new(error),
    }
}

/// Seals the known text with the key of this sealer, in place of the one before.
pub(super) fn put_seal(connection: &Connection, sealer: &Sealer) -> Result<(), StoreFault> {
    let sealed = sealer.seal(Place::Seal, None, KNOWN_TEXT)?;
    connection
        .execute(
            "INSERT INTO seal (seal_id, sealed) VALUES (1, ?1)
             ON CONFLICT (seal_id) DO UPDATE SET sealed = excluded.sealed",
            [sealed],
        )
        .map(|_| ())
        .map_err(fault)
}

/// Whether SQLite's log beside the database holds something that is not in the database yet.
fn has_log(file: &Path) -> bool {
    let mut log = file.as_os_str().to_owned();
    log.push("-wal");
    std::fs::metadata(log).is_ok_and(|it| 0 < it.len())
}

/// Whether this is a database of ours, not from the future, and this is its key. Writes nothing.
fn look(connection: &Connection, sealer: &Sealer) -> Result<(), Unopened> {
    connection.busy_timeout(BUSY_TIMEOUT).map_err(fault)?;
    let count = |sql| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
    let tables = count("SELECT count(*) FROM sqlite_schema").map_err(fault)?;
    match migrations().current_version(connection).map_err(step)? {
        SchemaVersion::Inside(_) => {}
        SchemaVersion::Outside(version) => {
            let known = STEPS.len();
            let says = format!(
                "the database has version {version}, and this unknot knows {known}; use a newer unknot"
            );
            return Err(StoreFault::new(says).into());
        }
        SchemaVersion::NoneSet if tables == 0 => return Ok(()),
        SchemaVersion::NoneSet => {
            return Err(StoreFault::new("this is not a database of unknot's").into());
        }
    }
    let sealed = connection
        .query_row("SELECT sealed FROM seal", [], |row| {
            row.get::<_, Vec<u8>>(0)
        })
        .optional();
    match sealed.map_err(fault)? {
        Some(sealed) => match sealer.open(Place::Seal, None, &sealed) {
            Ok(text) if text.as_slice() == KNOWN_TEXT => Ok(()),
            _ => Err(Unopened::WrongKey),
        },
        // The power went between the tables and the seal.
        None if is_empty(connection).map_err(fault)? => Ok(()),
        None => {
            Err(StoreFault::new("the database has lost its seal; put a backup in its place").into())
        }
    }
}

/// Whether nothing is sealed in it. It may be from before there were sessions.
fn is_empty(connection: &Connection) -> rusqlite::Result<bool> {
    let count = |sql| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
    let has_sessions = count("SELECT count(*) FROM sqlite_schema WHERE name = 'session'")? != 0;
    let sessions = match has_sessions {
        true => count("SELECT count(*) FROM session")?,
        false => 0,
    };
    Ok(sessions == 0 && count("SELECT count(*) FROM member")? == 0)
}

fn prepare(connection: &mut Connection, sealer: &Sealer) -> Result<(), StoreFault> {
    let journal: String = connection
        .query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))
        .map_err(fault)?;
    if !["wal", "memory"].contains(&journal.as_str()) {
        let says = format!("the database cannot keep a write-ahead log here, only {journal}");
        return Err(StoreFault::new(says));
    }
    connection.execute_batch(PRAGMAS).map_err(fault)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_MAX);
    migrations().to_latest(connection).map_err(step)?;
    let seals: i64 = connection
        .query_row("SELECT count(*) FROM seal", [], |row| row.get(0))
        .map_err(fault)?;
    match seals {
        0 => put_seal(connection, sealer),
        _ => Ok(()),
    }
}

fn migrations() -> Migrations<'static> {
    Migrations::from_slice(STEPS)
}

fn step(error: rusqlite_migration::Error) -> StoreFault {
    match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => fault(err),
        error => StoreFault::new(error),
    }
}
