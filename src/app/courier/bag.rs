//! What one parcel becomes: words, at the moment of delivery, and as many tries as it is worth.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot, watch};

use crate::app::Lookups;
use crate::app::conductor::Fate;
use crate::app::delivery::{Delivery, Gone, Undelivered};
use crate::clock::Clock;
use crate::domain::{Gathering, Language, MessageId, Parcel, Timestamp, What};
use crate::present::{self, RoomMessage, Says};
use crate::store::Store;

/// How long one try may take. A repeat carries the same nonce, so one that arrived after all counts once.
const TRY_TIMEOUT: Duration = Duration::from_secs(5);
/// How long to wait before the first repeat; each further one waits twice as long.
const FIRST_REPEAT_AFTER: Duration = Duration::from_millis(250);
/// The longest wait between two tries.
const REPEAT_AFTER_MAX: Duration = Duration::from_secs(5);
/// A card older than this is shown anew: Discord counts edits of messages older than an hour (error 30046).
const SHOWN_AGAIN_AFTER: chrono::TimeDelta = chrono::TimeDelta::minutes(55);

/// What is needed to deliver.
pub(super) struct Bag<D> {
    pub(super) delivery: D,
    pub(super) store: Arc<Store>,
    pub(super) lookups: watch::Receiver<Arc<Lookups>>,
    pub(super) clock: Arc<Clock>,
    pub(super) ask: mpsc::UnboundedSender<oneshot::Sender<()>>,
}

/// Why a try was the last one.
pub(super) enum Failed {
    /// What it was for is gone.
    Gone(Gone),
    /// It is worth nothing any more, or was wrong.
    Dropped,
}

impl<D: Delivery> Bag<D> {
    /// Delivers one parcel.
    pub(super) async fn deliver(self: Arc<Self>, parcel: Parcel) -> Fate {
        let gathering = match self.store.gathering(parcel.session).await {
            Ok(Some(gathering)) => gathering,
            Ok(None) => return Fate::Dropped,
            Err(fault) => {
                tracing::error!(session.id = parcel.session.get(), %fault, "a session could not be read");
                return Fate::Dropped;
            }
        };
        match parcel.what {
            What::Cue { place, missed } => {
                let says = Says::Cue {
                    place,
                    missed,
                    until: parcel.until,
                };
                self.say(&parcel, &gathering, &says).await
            }
            What::Line(line) => self.say(&parcel, &gathering, &Says::Line(line)).await,
            What::Recap => self.say(&parcel, &gathering, &Says::Recap).await,
            What::Card => self.show(&parcel, &gathering).await,
            What::Tidy => self.tidy(&parcel).await,
            What::Whispers { place } => self.whisper_all(&parcel, &gathering, place).await,
            What::MovedUp => self.tell_moved_up(&parcel, &gathering).await,
            What::HostNews => self.tell_host(&parcel, &gathering).await,
        }
    }

    /// The content in this language, as it is now.
    pub(super) fn lookups(&self) -> Arc<Lookups> {
        Arc::clone(&self.lookups.borrow())
    }

    async fn say(&self, parcel: &Parcel, gathering: &Gathering, says: &Says) -> Fate {
        let Some(message) = self.words(gathering, says) else {
            return Fate::Dropped;
        };
        match self.post(parcel, &message).await {
            Ok(message) => Fate::Posted(message),
            Err(failed) => failed.fate(),
        }
    }

    fn words(&self, gathering: &Gathering, says: &Says) -> Option<RoomMessage> {
        let lookups = self.lookups();
        let language: Language = gathering.session.language;
        let library = lookups.speaking([language]).library();
        Some(present::room(library, &gathering.board()?, says))
    }

    /// Shows the card: in its place, or anew where it has none or has stood there for too long.
    async fn show(&self, parcel: &Parcel, gathering: &Gathering) -> Fate {
        let Some(message) = self.words(gathering, &Says::Card) else {
            return Fate::Dropped;
        };
        let now = self.clock.now();
        let fresh = |it: &&crate::domain::Shown| now < it.at + SHOWN_AGAIN_AFTER;
        if let Some(shown) = gathering.card.as_ref().filter(fresh) {
            let edited = self
                .tries(parcel.until, || {
                    self.delivery.edit(parcel.room, shown.message, &message)
                })
                .await;
            match edited {
                Ok(()) => return Fate::Done,
                // Somebody has deleted it: it is shown anew.
                Err(Failed::Gone(Gone::Message)) => {}
                Err(failed) => return failed.fate(),
            }
        }
        match self.post(parcel, &message).await {
            Ok(posted) => {
                if let Some(old) = gathering.card {
                    // Two cards of one session would say different things.
                    _ = self.delete(parcel, old.message).await;
                }
                Fate::Posted(posted)
            }
            Err(failed) => failed.fate(),
        }
    }

    /// Deletes the cues that were said.
    async fn tidy(&self, parcel: &Parcel) -> Fate {
        let said = match self.store.said(parcel.session).await {
            Ok(said) => said,
            Err(fault) => {
                tracing::error!(session.id = parcel.session.get(), %fault, "cues could not be tidied up");
                return Fate::Dropped;
            }
        };
        for message in said {
            self.permit().await;
            match self.delete(parcel, message).await {
                Ok(()) | Err(Failed::Gone(Gone::Message)) => {}
                Err(failed) => return failed.fate(),
            }
        }
        Fate::Done
    }

    async fn delete(&self, parcel: &Parcel, message: MessageId) -> Result<(), Failed> {
        self.tries(parcel.until, || self.delivery.delete(parcel.room, message))
            .await
    }

    async fn post(&self, parcel: &Parcel, message: &RoomMessage) -> Result<MessageId, Failed> {
        let nonce = nonce(parcel);
        self.tries(parcel.until, || {
            self.delivery.post(parcel.room, message, &nonce)
        })
        .await
    }

    /// Tries until it is there, or worth nothing any more.
    pub(super) async fn tries<T, Try>(
        &self,
        until: Timestamp,
        attempt: impl Fn() -> Try,
    ) -> Result<T, Failed>
    where
        Try: Future<Output = Result<T, Undelivered>>,
    {
        let mut wait = FIRST_REPEAT_AFTER;
        loop {
            let tried = tokio::time::timeout(TRY_TIMEOUT, attempt()).await;
            let after = match tried.unwrap_or(Err(Undelivered::Later { after: None })) {
                Ok(done) => return Ok(done),
                Err(Undelivered::Gone(gone)) => return Err(Failed::Gone(gone)),
                Err(Undelivered::Bug) => return Err(Failed::Dropped),
                Err(Undelivered::Later { after }) => after.unwrap_or(wait),
            };
            tokio::time::sleep(after).await;
            if until <= self.clock.now() {
                return Err(Failed::Dropped);
            }
            wait = REPEAT_AFTER_MAX.min(wait * 2);
            self.permit().await;
        }
    }

    /// Waits until one more request may be made.
    pub(super) async fn permit(&self) {
        let (permit, permitted) = oneshot::channel();
        // Where nobody gives any, the house is closing.
        if self.ask.send(permit).is_ok() {
            _ = permitted.await;
        }
    }
}

impl Failed {
    pub(super) fn fate(self) -> Fate {
        match self {
            Failed::Gone(Gone::Room(loss)) => Fate::Lost(loss),
            Failed::Gone(Gone::Message | Gone::Direct | Gone::Token) | Failed::Dropped => {
                Fate::Dropped
            }
        }
    }
}

/// What Discord knows a parcel by: two tries of one have the same, and no two parcels of any session do.
/// At most 25 characters (Discord docs, resources/message): a session's number has 13 in this writing, and
/// a parcel's 5; what is told to one person has 3 more.
pub(super) fn nonce(parcel: &Parcel) -> String {
    const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let mut rest = parcel.session.get();
    let mut digits = Vec::new();
    while rest != 0 {
        // The remainder of 36 fits.
        digits.push(char::from(DIGITS[(rest % 36) as usize]));
        rest /= 36;
    }
    let session: String = digits.into_iter().rev().collect();
    format!("{session}.{}", parcel.number)
}
