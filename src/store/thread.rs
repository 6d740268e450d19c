//! The thread that owns the connection: takes what is waiting, does it all in one transaction, and
//! answers once it is on the disk.
//!
//! Never answers before that, and never lets one request's fault undo another's.

use std::cell::Cell;

use rusqlite::{Connection, Transaction, TransactionBehavior};
use tokio::sync::mpsc;

use super::StoreFault;
use super::connection::fault;
use super::rows::Rows;
use super::seal::Sealer;
use super::timelines::Held;

/// How many requests wait before those who ask wait too.
pub(super) const WAITING_MAX: usize = 256;
/// How many share one transaction, and with it one wait for the disk.
const GROUP_MAX: usize = 64;

/// Something to do with the tables. Where they cannot be had, it is told why.
pub(super) type Job = Box<dyn FnOnce(Result<&Rows<'_>, StoreFault>) -> Done + Send>;
/// Answers whoever asked, once the group's fate is known.
type Reply = Box<dyn FnOnce(Result<(), StoreFault>) + Send>;

/// What a job is given beside the tables: see [`Rows`].
type Beside<'a> = (&'a Sealer, &'a Cell<bool>, &'a Held);

/// A job that was tried.
pub(super) struct Done {
    /// Whether what it did counts.
    pub(super) worked: bool,
    /// How to answer.
    pub(super) reply: Reply,
}

/// Serves until nobody can ask any more, then closes the database.
pub(super) fn serve(mut connection: Connection, sealer: &Sealer, mut jobs: mpsc::Receiver<Job>) {
    let (removed, held) = (Cell::new(false), Held::default());
    while let Some(first) = jobs.blocking_recv() {
        let mut group = vec![first];
        while group.len() < GROUP_MAX
            && let Ok(job) = jobs.try_recv()
        {
            group.push(job);
        }
        let mut replies = Vec::with_capacity(group.len());
        let fate = in_one(
            &mut connection,
            (sealer, &removed, &held),
            group,
            &mut replies,
        );
        if removed.get() && leave_no_log(&connection) {
            removed.set(false);
        }
        for reply in replies {
            reply(fate.clone());
        }
    }
    if let Err((_, error)) = connection.close() {
        tracing::error!(fault = %fault(error), "the database was not closed");
    }
}

/// Does all in one transaction, each so that it can fail alone.
fn in_one(
    connection: &mut Connection,
    beside: Beside<'_>,
    group: Vec<Job>,
    replies: &mut Vec<Reply>,
) -> Result<(), StoreFault> {
    let behavior = TransactionBehavior::Immediate;
    let mut jobs = group.into_iter();
    let fate = match connection.transaction_with_behavior(behavior) {
        Ok(mut transaction) => {
            let fate = jobs
                .by_ref()
                .try_for_each(|job| one(&mut transaction, beside, job, replies));
            fate.and_then(|()| transaction.commit().map_err(fault))
        }
        Err(error) => Err(fault(error)),
    };
    if let Err(fault) = &fate {
        replies.extend(jobs.map(|job| job(Err(fault.clone())).reply));
    }
    fate
}

/// Does one. Fails where the others cannot be done either.
fn one(
    transaction: &mut Transaction<'_>,
    (sealer, removed, held): Beside<'_>,
    job: Job,
    replies: &mut Vec<Reply>,
) -> Result<(), StoreFault> {
    let savepoint = match transaction.savepoint().map_err(fault) {
        Ok(savepoint) => savepoint,
        Err(fault) => {
            replies.push(job(Err(fault.clone())).reply);
            return Err(fault);
        }
    };
    let done = job(Ok(&Rows::new(&savepoint, sealer, removed, held)));
    replies.push(done.reply);
    match done.worked {
        true => savepoint.commit().map_err(fault),
        // A full disk takes the whole transaction back, and what came after would stand outside of any.
        false if savepoint.is_autocommit() => {
            Err(StoreFault::new("the transaction was taken back"))
        }
        false => savepoint.finish().map_err(fault),
    }
}

/// What was deleted must not stay readable in the log either. Whether it has gone.
fn leave_no_log(connection: &Connection) -> bool {
    let busy = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| {
        row.get::<_, i64>(0)
    });
    match busy {
        Ok(0) => true,
        // Somebody reads, such as a backup: once more behind the next group, and at the end.
        Ok(_) => false,
        Err(error) => {
            tracing::warn!(fault = %fault(error), "the log was not emptied; it will be tried again");
            false
        }
    }
}
