//! Brings reminders to those who asked for them, when nothing else is to be said.
//!
//! Asks the conductor for those that are due, a few at a time, and says what became of each. Each request
//! waits for leave, so that no cue waits for one; one that was stopped while it waited is not sent.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::conductor::{Note, NoteFate};
use super::delivery::{Delivery, Gone, Undelivered};
use super::turns::{Turns, log};
use super::{Lookups, Permits};
use crate::clock::Clock;
use crate::domain::Timestamp;
use crate::present;
use crate::store::{Store, StoreFault};

/// How often it is looked whether one is due.
const LOOKS_EVERY: Duration = Duration::from_secs(1);
/// How many are on their way at once.
const AT_ONCE_MAX: usize = 16;
/// When to try again, where Discord did not say.
const AGAIN_AFTER: Duration = Duration::from_secs(20);

/// Looks for reminders that are due until nobody can ask for anything any more.
pub struct Rounds<D> {
    /// How something is sent.
    pub delivery: D,
    /// What is kept, to be read.
    pub store: Arc<Store>,
    /// Where turns are asked for.
    pub turns: Arc<Turns>,
    /// Who says when a request may be made.
    pub permits: Permits,
    /// The content as it is now.
    pub lookups: watch::Receiver<Arc<Lookups>>,
    /// What time it is.
    pub clock: Arc<Clock>,
}

impl<D: Delivery> Rounds<D> {
    /// Begins to look.
    pub fn start(self) -> tokio::task::JoinHandle<()> {
        tokio::spawn(self.run())
    }

    async fn run(self) {
        let rounds = Arc::new(self);
        let mut was_said = false;
        loop {
            match rounds.look().await {
                Ok(true) => {
                    was_said = false;
                    continue;
                }
                Ok(false) => was_said = false,
                Err(fault) => {
                    if !was_said {
                        tracing::error!(%fault, "reminders are not looked after");
                    }
                    was_said = true;
                }
            }
            tokio::time::sleep(LOOKS_EVERY).await;
        }
    }

    /// Looks for those that are due, and sends them. Whether there were any.
    pub async fn look(self: &Arc<Self>) -> Result<bool, StoreFault> {
        let next = self.store.next_reminder().await?;
        if next.is_none_or(|it| self.clock.now() < it) {
            return Ok(false);
        }
        let Some((notes, is_any)) = self.turns.due_reminders().await else {
            return Ok(false);
        };
        let mut waiting = notes.into_iter();
        let mut on_their_way = JoinSet::new();
        loop {
            while on_their_way.len() < AT_ONCE_MAX
                && let Some(note) = waiting.next()
            {
                let rounds = Arc::clone(self);
                on_their_way.spawn(async move { (note, rounds.send(&note).await) });
            }
            // One that breaks breaks alone: it is tried again when nobody has said what became of it.
            match on_their_way.join_next().await {
                None => break,
                Some(sent) => {
                    let mut fates: Vec<_> = sent.into_iter().collect();
                    while let Some(sent) = on_their_way.try_join_next() {
                        fates.extend(sent);
                    }
                    self.turns.reminded(fates).await;
                }
            }
        }
        Ok(is_any)
    }

    async fn send(&self, note: &Note) -> NoteFate {
        // A house that is closing gives no leave.
        let unsent = || NoteFate::Unsent(self.clock.now());
        if !self.permits.wait().await {
            return unsent();
        }
        let conversation = match self.delivery.conversation(note.user).await {
            Ok(it) => it,
            Err(fault) => return self.fate(fault, NoteFate::Unsent),
        };
        if !self.permits.wait().await {
            return unsent();
        }
        match note.is_current(&self.store, self.clock.now()).await {
            Ok(true) => {}
            Ok(false) => return unsent(),
            Err(fault) => {
                log(&fault);
                return self.fate(Undelivered::Later { after: None }, NoteFate::Unsent);
            }
        }
        let card = {
            let lookups = self.lookups.borrow();
            let library = lookups.speaking([note.language]).library();
            present::reminder(library, &note.reminder)
        };
        // The same one again is known by this, and does not come twice.
        let nonce = format!("r{}.{}", note.id.get(), note.at.timestamp());
        match self.delivery.direct(conversation, &card, &nonce).await {
            Ok(()) => NoteFate::Sent,
            Err(fault) => self.fate(fault, NoteFate::Later),
        }
    }

    /// What becomes of one that did not arrive; where it may work in a moment, this, from then on.
    fn fate(&self, fault: Undelivered, again: fn(Timestamp) -> NoteFate) -> NoteFate {
        match fault {
            Undelivered::Gone(Gone::Direct) => NoteFate::Closed,
            Undelivered::Gone(_) | Undelivered::Bug => {
                tracing::warn!(?fault, "a reminder was not sent");
                NoteFate::Dropped
            }
            Undelivered::Later { after } => {
                let after = TimeDelta::from_std(after.unwrap_or(AGAIN_AFTER));
                again(self.clock.now() + after.unwrap_or_default())
            }
        }
    }
}
