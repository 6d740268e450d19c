//! What is kept of members, servers and sessions: the only tables, and everything private in them sealed.
//!
//! Never gives out a row, an id or a time that the database made, and nothing that does not read back
//! exactly as it was kept. Whose something is stands in no fault and no log.

mod asking;
mod backup;
mod connection;
mod due;
mod events;
mod folder;
mod holdings;
mod journal;
mod kept;
mod key;
mod parcels;
mod phases;
mod private;
mod reminders;
mod reseal;
mod retention;
mod rotate;
mod rows;
mod score;
mod seal;
mod seats;
mod series;
mod servers;
mod sessions;
mod slip;
mod sweep;
mod thread;
mod timelines;

use std::fmt::Display;
use std::fs::File;
use std::path::Path;
use std::thread::JoinHandle;

use rusqlite::Connection;
use secrecy::{ExposeSecret, SecretBox};
use tokio::sync::{mpsc, oneshot};

use self::key::{Secret, Use};
use self::rows::Rows;
use self::seal::Sealer;
use self::thread::{Done, Job, WAITING_MAX};
use crate::domain::{Change, Member, Server, ServerId, Timestamp, UserId};

pub use self::backup::{Copied, Copying, back_up};
pub use self::folder::DataFolder;
pub use self::key::{Key, KeyFault};
pub use self::rotate::{Rotated, Whereabouts};

/// The store failed, and nothing was changed. Says why in one line, which names nobody.
///
/// One kind, because nobody does anything about it but say so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct StoreFault(String);

impl StoreFault {
    fn new(says: impl Display) -> Self {
        Self(says.to_string())
    }
}

/// What is kept of members.
///
/// Asks a thread that owns the database; whoever asks is answered once the disk has it. Dropping the
/// store waits until all that was asked is done, and the database closed.
pub struct Store {
    jobs: Option<mpsc::Sender<Job>>,
    thread: Option<JoinHandle<()>>,
    press_key: Secret,
    /// Keeps others out of the data folder for as long as this lives.
    _lock: Option<File>,
}

impl Store {
    /// Opens the store in a data folder, with this key.
    pub fn open(dir: &Path, key: &Key) -> Result<Store, StoreFault> {
        DataFolder::open(dir)?.store(Some(key))
    }

    /// A store that is gone when it is dropped.
    pub fn in_memory(key: &Key) -> Result<Store, StoreFault> {
        let sealer = Sealer::new(key);
        Store::over(connection::open_in_memory(&sealer)?, sealer, key, None)
    }

    fn over(
        connection: Connection,
        sealer: Sealer,
        key: &Key,
        lock: Option<File>,
    ) -> Result<Store, StoreFault> {
        let (jobs, waiting) = mpsc::channel(WAITING_MAX);
        let thread = std::thread::Builder::new()
            .name("store".to_owned())
            .spawn(move || thread::serve(connection, &sealer, waiting))
            .map_err(StoreFault::new)?;
        Ok(Store {
            jobs: Some(jobs),
            thread: Some(thread),
            press_key: key.derive(Use::Press),
            _lock: lock,
        })
    }

    /// What is kept of somebody; nothing where they were never screened, or were forgotten. A clearance
    /// that has expired and was not swept yet is still given out.
    pub async fn member(&self, user: UserId) -> Result<Option<Member>, StoreFault> {
        self.ask(move |rows| rows.member(user)).await
    }

    /// Makes all of these changes, in order, or none. Whoever is kept counts as heard of today.
    pub async fn commit(&self, now: Timestamp, changes: Vec<Change>) -> Result<(), StoreFault> {
        self.ask(move |rows| rows.commit(now, &changes)).await
    }

    /// What is set in a server; nothing where nothing ever was, or it is gone.
    pub async fn server(&self, server: ServerId) -> Result<Option<Server>, StoreFault> {
        self.ask(move |rows| rows.server(server)).await
    }

    /// Every server in which something is set, those that were left among them.
    pub async fn servers(&self) -> Result<Vec<ServerId>, StoreFault> {
        self.ask(|rows| rows.servers()).await
    }

    /// Every server that is known here: those in which something is set, and those in which a session is.
    pub async fn known_servers(&self) -> Result<Vec<ServerId>, StoreFault> {
        self.ask(|rows| {
            let mut servers = rows.servers()?;
            servers.extend(rows.servers_with_sessions()?);
            servers.sort();
            servers.dedup();
            Ok(servers)
        })
        .await
    }

    /// The bot is found to be removed from these: what is set there goes in 30 days, counted from when
    /// that was found first. In how many of them something is set that was not to go before.
    pub async fn left(&self, now: Timestamp, servers: Vec<ServerId>) -> Result<usize, StoreFault> {
        self.ask(move |rows| rows.left(now, &servers)).await
    }

    /// The bot is in these: what is set there stays. In how many of them it was to go.
    pub async fn is_back(&self, servers: Vec<ServerId>) -> Result<usize, StoreFault> {
        self.ask(move |rows| rows.is_back(&servers)).await
    }

    /// Deletes what has had its time: clearances and areas that rest which have expired by now, members who
    /// were not heard of for a year, what was said a year ago of how somebody felt, what was sent and
    /// logged of drinks 30 days ago, what is set in servers that were left 30 days ago, sessions that were over 90 days ago, what was not sent in time, and what
    /// [`Store::forget_tokens`] takes. How many of all there were.
    pub async fn sweep(&self, now: Timestamp) -> Result<usize, StoreFault> {
        let mut deleted = self.ask(move |rows| rows.sweep_servers(now)).await?;
        let mut unreadable = 0;
        let mut behind = Some(Vec::new());
        while let Some(from) = behind {
            let swept = self.ask(move |rows| rows.sweep(now, &from)).await?;
            deleted += swept.deleted;
            unreadable += swept.unreadable;
            behind = swept.behind;
        }
        deleted += self.ask(move |rows| rows.sweep_check_ins(now)).await?;
        deleted += self.forget_tokens(now).await?;
        deleted += self.ask(move |rows| rows.sweep_parcels(now)).await?;
        let mut has_more = true;
        while has_more {
            let (over, more) = self.ask(move |rows| rows.sweep_sessions(now)).await?;
            deleted += over;
            has_more = more;
        }
        let mut has_more = true;
        while has_more {
            let (old, more) = self.ask(move |rows| rows.sweep_reminded(now)).await?;
            deleted += old;
            has_more = more;
        }
        if unreadable != 0 {
            tracing::error!(unreadable, "what is kept of some members does not open");
        }
        Ok(deleted)
    }

    /// Takes out of seats, and of who leads, the tokens that have run out by now. How many there were.
    pub async fn forget_tokens(&self, now: Timestamp) -> Result<usize, StoreFault> {
        let mut taken = 0;
        let mut next = Some(i64::MIN);
        while let Some(from) = next {
            let looked = self.ask(move |rows| rows.forget_tokens(now, from)).await?;
            taken += looked.taken;
            next = looked.next;
        }
        Ok(taken)
    }

    /// The key that signs what buttons carry.
    pub fn press_key(&self) -> SecretBox<[u8; 32]> {
        SecretBox::new(Box::new(*self.press_key.expose_secret()))
    }

    /// Sends a question to the thread and waits for its answer.
    async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Rows<'_>) -> Result<T, StoreFault> + Send + 'static,
    ) -> Result<T, StoreFault> {
        let (answer, answered) = oneshot::channel();
        let job: Job = Box::new(move |rows| {
            let found = rows.and_then(question);
            Done {
                worked: found.is_ok(),
                // Whoever does not wait any more does not need it.
                reply: Box::new(move |fate| _ = answer.send(fate.and(found))),
            }
        });
        let stopped = || StoreFault::new("the store has stopped");
        let jobs = self.jobs.as_ref().expect("only dropping takes it");
        jobs.send(job).await.map_err(|_| stopped())?;
        answered.await.map_err(|_| stopped())?
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        drop(self.jobs.take());
        if let Some(thread) = self.thread.take() {
            // It has said what went wrong, if it did.
            _ = thread.join();
        }
    }
}
