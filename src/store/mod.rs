//! What is kept of members and servers: the only tables, and everything private in them sealed.
//!
//! Never gives out a row, an id or a time that the database made, and nothing that does not read back
//! exactly as it was kept. Whose something is stands in no fault and no log.

mod check_ins;
mod connection;
mod facts;
mod folder;
mod kept;
mod key;
mod outbox;
mod private;
mod rotate;
mod rows;
mod score;
mod scores;
mod seal;
mod seats;
mod servers;
mod sessions;
mod thread;
mod tidying;

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
use crate::domain::{
    Change, CheckIn, Gathering, Member, MessageId, Parcel, RoomId, Server, ServerId, SessionId,
    Timestamp, UserId,
};

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

    /// The bot is found to be removed from these: what is set there goes in 30 days, counted from when
    /// that was found first. In how many of them something is set that was not to go before.
    pub async fn left(&self, now: Timestamp, servers: Vec<ServerId>) -> Result<usize, StoreFault> {
        self.ask(move |rows| rows.left(now, &servers)).await
    }

    /// The bot is in these: what is set there stays. In how many of them it was to go.
    pub async fn is_back(&self, servers: Vec<ServerId>) -> Result<usize, StoreFault> {
        self.ask(move |rows| rows.is_back(&servers)).await
    }

    /// A session with everybody in it.
    pub async fn gathering(&self, session: SessionId) -> Result<Option<Gathering>, StoreFault> {
        self.ask(move |rows| rows.gathering(session)).await
    }

    /// The sessions of a server that are not over, in the order in which they were opened.
    pub async fn gatherings(&self, server: ServerId) -> Result<Vec<Gathering>, StoreFault> {
        self.ask(move |rows| rows.gatherings(server)).await
    }

    /// The session that is in a channel and not over.
    pub async fn session_in(&self, room: RoomId) -> Result<Option<SessionId>, StoreFault> {
        self.ask(move |rows| rows.session_in(room)).await
    }

    /// The sessions that are not over in which somebody has a seat, or wants one.
    pub async fn checking(&self, user: UserId) -> Result<Vec<SessionId>, StoreFault> {
        self.ask(move |rows| rows.checking(user)).await
    }

    /// The sessions of these servers that are not over.
    pub async fn live_sessions_of(
        &self,
        servers: Vec<ServerId>,
    ) -> Result<Vec<SessionId>, StoreFault> {
        self.ask(move |rows| rows.live_sessions_of(&servers)).await
    }

    /// The sessions that are due by now, the first of them first, and so many at most.
    pub async fn due(&self, now: Timestamp, limit: usize) -> Result<Vec<Gathering>, StoreFault> {
        self.ask(move |rows| rows.due(now, limit)).await
    }

    /// When a session is due next; none while none is under way.
    pub async fn next_wake(&self) -> Result<Option<Timestamp>, StoreFault> {
        self.ask(|rows| rows.next_wake()).await
    }

    /// Everything that has yet to be sent, what was due first first.
    pub async fn outbox(&self) -> Result<Vec<Parcel>, StoreFault> {
        self.ask(|rows| rows.outbox()).await
    }

    /// What is kept of each of these, in the same order.
    pub async fn members(&self, users: Vec<UserId>) -> Result<Vec<Option<Member>>, StoreFault> {
        let one = move |rows: &Rows<'_>| users.iter().map(|it| rows.member(*it)).collect();
        self.ask(one).await
    }

    /// The messages in which cues of a session were said.
    pub async fn said(&self, session: SessionId) -> Result<Vec<MessageId>, StoreFault> {
        self.ask(move |rows| rows.said(session)).await
    }

    /// What somebody said after sessions, in the order of these.
    pub async fn check_ins(&self, user: UserId) -> Result<Vec<CheckIn>, StoreFault> {
        self.ask(move |rows| rows.check_ins(user)).await
    }

    /// Takes out the tokens that are worth nothing by now. How many there were.
    pub async fn forget_tokens(&self, now: Timestamp) -> Result<usize, StoreFault> {
        self.ask(move |rows| rows.forget_tokens(now)).await
    }

    /// Deletes the clearances that have expired by now, the members who were not heard of for a year,
    /// what is set in servers that were left 30 days ago, sessions that were over 90 days ago, and what
    /// was said of them a year ago. How many of all there were.
    pub async fn sweep(&self, now: Timestamp) -> Result<usize, StoreFault> {
        let mut deleted = self.ask(move |rows| rows.sweep_servers(now)).await?;
        deleted += self.ask(move |rows| rows.sweep_sessions(now)).await?;
        self.forget_tokens(now).await?;
        let mut unreadable = 0;
        let mut behind = Some(Vec::new());
        while let Some(from) = behind {
            let swept = self.ask(move |rows| rows.sweep(now, &from)).await?;
            deleted += swept.deleted;
            unreadable += swept.unreadable;
            behind = swept.behind;
        }
        if unreadable != 0 {
            tracing::error!(unreadable, "what is kept of some members does not open");
        }
        Ok(deleted)
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
