//! A copy of what is kept, made while the bot runs (SQLite's online backup, sqlite.org/backup.html).
//!
//! Reads the database and nothing else: neither the lock of its folder nor a key is asked for, and no key is
//! copied. Whoever has the copy alone reads nobody.

use std::path::{Path, PathBuf};

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use super::StoreFault;
use super::connection::{BUSY_TIMEOUT, fault, named};
use super::folder::{DATABASE, KEY, at};
use super::private;

/// How many pages are copied in one step: a quarter of a MiB.
const PAGES_IN_A_STEP: i32 = 64;

/// How far a copy has come, in pages of the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Copying {
    /// How many are there.
    pub done: usize,
    /// Of how many.
    pub of: usize,
}

/// A copy that is whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// How large it is.
    pub bytes: u64,
    /// The key that opens it, where that lies in the data folder. It has to be kept elsewhere.
    pub key: Option<PathBuf>,
}

/// Copies what is kept in a data folder into a new file, as it was at one moment, and looks whether the copy is
/// whole. Says after each step how far it has come.
///
/// # Errors
/// Where nothing is kept there, the file is there already, or either cannot be read or written. Then there is
/// no such file.
pub fn back_up(
    dir: &Path,
    file: &Path,
    mut said: impl FnMut(Copying),
) -> Result<Copied, StoreFault> {
    let database = dir.join(DATABASE);
    if !database.is_file() {
        let says = format!("{}: nothing is kept there", dir.display());
        return Err(StoreFault::new(says));
    }
    if file.exists() {
        let file = file.display();
        let says = format!("{file} is there already; name a new file, or delete that one first");
        return Err(StoreFault::new(says));
    }
    let part = part(file);
    let copied = copy(&database, &part, &mut said).and_then(|()| {
        private::rename(&part, file).map_err(at(file))?;
        std::fs::metadata(file).map_err(at(file))
    });
    if copied.is_err() {
        // What is half is no backup.
        _ = private::remove(&part);
    }
    let key = dir.join(KEY);
    Ok(Copied {
        bytes: copied?.len(),
        key: key.is_file().then_some(key),
    })
}

/// What a file is called until it is whole.
fn part(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".part");
    name.into()
}

fn copy(database: &Path, part: &Path, said: &mut impl FnMut(Copying)) -> Result<(), StoreFault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let from = Connection::open_with_flags(database, flags).map_err(fault);
    let from = from.map_err(|it| named(database, &it))?;
    from.busy_timeout(BUSY_TIMEOUT).map_err(fault)?;
    // Whatever is written meanwhile is not in it, and makes it begin anew no more.
    let reading = from.unchecked_transaction().map_err(fault)?;
    let read = reading.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()));
    read.map_err(|it| named(database, &fault(it)))?;
    private::remove(part).map_err(at(part))?;
    // Before SQLite does, which would let others read it.
    private::make_file(part).map_err(at(part))?;
    let mut to = Connection::open(part).map_err(|it| named(part, &fault(it)))?;
    {
        let backup = Backup::new(&reading, &mut to).map_err(|it| named(part, &fault(it)))?;
        let is_more = |step| matches!(step, StepResult::More);
        while is_more(step(&backup, part)?) {
            said(how_far(&backup));
        }
        said(how_far(&backup));
    }
    // One file, whatever was beside the first.
    let whole = to
        .query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))
        .and_then(|()| to.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0)));
    match whole.map_err(|it| named(part, &fault(it)))?.as_str() {
        "ok" => to.close().map_err(|(_, it)| named(part, &fault(it))),
        wrong => Err(named(part, &StoreFault::new(wrong))),
    }
}

fn step(backup: &Backup<'_, '_>, part: &Path) -> Result<StepResult, StoreFault> {
    let step = backup.step(PAGES_IN_A_STEP);
    match step.map_err(|it| named(part, &fault(it)))? {
        StepResult::Busy | StepResult::Locked => Err(named(
            part,
            &StoreFault::new("another program has it locked"),
        )),
        step => Ok(step),
    }
}

fn how_far(backup: &Backup<'_, '_>) -> Copying {
    let progress = backup.progress();
    let count = |pages: i32| usize::try_from(pages).unwrap_or_default();
    let of = count(progress.pagecount);
    Copying {
        done: of.saturating_sub(count(progress.remaining)),
        of,
    }
}
