//! What one parcel becomes: words, at the moment of delivery, and one try to bring them there.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::watch;

use crate::app::conductor::Fate;
use crate::app::delivery::{Delivery, Gone, Undelivered};
use crate::app::{Lookups, Permits};
use crate::clock::Clock;
use crate::domain::{
    Gathering, Language, Line, MessageId, Parcel, Phase, RoomId, Shown, Timestamp, UserId, What,
};
use crate::present::{self, RoomMessage, Says};
use crate::store::{Store, StoreFault};

/// How long one try may take. A repeat carries the same nonce, so one that arrived after all counts once.
const TRY_TIMEOUT: Duration = Duration::from_secs(5);
/// How much longer a try is waited for that is on its way when its time is over. The room has read it by
/// then, as a rule: cut off, it would count as missed, and the next one could overtake it. Ours.
const ANSWER_LATE_MAX: Duration = Duration::from_secs(2);
/// How long to wait before what is kept is read again that could not be.
const READ_AGAIN_AFTER: Duration = Duration::from_millis(250);
/// A card older than this is shown anew: Discord counts edits of messages older than an hour (error 30046).
const SHOWN_AGAIN_AFTER: chrono::TimeDelta = chrono::TimeDelta::minutes(55);
/// How many conversations are remembered. Ours: each is 16 bytes.
const CONVERSATIONS_MAX: usize = 10_000;

/// What is needed to deliver.
pub(super) struct Bag<D> {
    pub(super) delivery: D,
    pub(super) store: Arc<Store>,
    lookups: watch::Receiver<Arc<Lookups>>,
    pub(super) clock: Arc<Clock>,
    permits: Permits,
    /// Where the direct messages of those are who were written to: Discord is asked once.
    conversations: Mutex<HashMap<u64, RoomId>>,
}

/// What came of carrying a parcel once.
pub(super) enum Carried {
    /// This became of it.
    Settled(Fate),
    /// It is tried again, after that long where Discord said so.
    Again(Option<Duration>),
}

/// Why a try failed.
pub(super) enum Failed {
    /// What it was for is gone.
    Gone(Gone),
    /// It is worth nothing any more, or was wrong.
    Dropped,
    /// It may work later.
    Later(Option<Duration>),
}

impl<D: Delivery> Bag<D> {
    pub(super) fn new(
        delivery: D,
        store: Arc<Store>,
        lookups: watch::Receiver<Arc<Lookups>>,
        clock: Arc<Clock>,
        permits: Permits,
    ) -> Self {
        Self {
            delivery,
            store,
            lookups,
            clock,
            permits,
            conversations: Mutex::default(),
        }
    }

    /// Carries one parcel, once.
    pub(super) async fn deliver(self: Arc<Self>, parcel: Parcel) -> Carried {
        let read = self.read(parcel.until, || self.store.gathering(parcel.session));
        let Some(Some(gathering)) = read.await else {
            return Carried::Settled(Fate::Dropped);
        };
        if is_overtaken(&parcel, &gathering) {
            return Carried::Settled(Fate::Done);
        }
        match parcel.what {
            What::Cue { place, missed } => {
                let unheard = gathering.unheard.map_or(0, |it| it.cues);
                let says = Says::Cue {
                    place,
                    missed: missed + unheard,
                    until: parcel.until,
                };
                self.say(&parcel, &gathering, &says).await
            }
            What::Line(line) => self.say(&parcel, &gathering, &Says::Line(line)).await,
            What::Recap => self.say(&parcel, &gathering, &Says::Recap).await,
            What::Card => self.show(&parcel, &gathering).await,
            What::Invite => self.invite(&parcel, &gathering).await,
            What::Tidy => self.tidy(&parcel).await,
            What::Whispers { place } => {
                Carried::Settled(self.whisper_all(&parcel, &gathering, place).await)
            }
            What::MovedUp => Carried::Settled(self.tell_moved_up(&parcel, &gathering).await),
            What::HostNews => Carried::Settled(self.tell_host(&parcel, &gathering).await),
        }
    }

    /// The content in this language, as it is now.
    pub(super) fn lookups(&self) -> Arc<Lookups> {
        Arc::clone(&self.lookups.borrow())
    }

    /// Reads what is kept, again and again while that is of use: a fault that passes costs no cue.
    pub(super) async fn read<T, Read>(&self, until: Timestamp, ask: impl Fn() -> Read) -> Option<T>
    where
        Read: Future<Output = Result<T, StoreFault>>,
    {
        let mut was_said = false;
        loop {
            match ask().await {
                Ok(read) => return Some(read),
                Err(fault) if !was_said => {
                    tracing::error!(%fault, "what is to be sent could not be read; it is tried again");
                    was_said = true;
                }
                Err(_) => {}
            }
            tokio::time::sleep(READ_AGAIN_AFTER).await;
            if until <= self.clock.now() {
                return None;
            }
        }
    }

    async fn say(&self, parcel: &Parcel, gathering: &Gathering, says: &Says) -> Carried {
        let Some(message) = self.words(gathering, says) else {
            return Carried::Settled(Fate::Dropped);
        };
        match self.post(parcel, &message).await {
            Ok(message) => Carried::Settled(Fate::Posted(message)),
            Err(failed) => failed.carried(),
        }
    }

    fn words(&self, gathering: &Gathering, says: &Says) -> Option<RoomMessage> {
        let lookups = self.lookups();
        let language: Language = gathering.session.language;
        let library = lookups.speaking([language]).library();
        Some(present::room(library, &gathering.board()?, says))
    }

    /// Shows the card: in its place, or anew where it has none or has stood there for too long.
    async fn show(&self, parcel: &Parcel, gathering: &Gathering) -> Carried {
        let Some(message) = self.words(gathering, &Says::Card) else {
            return Carried::Settled(Fate::Dropped);
        };
        let now = self.clock.now();
        let fresh = |it: &&Shown| now < it.at + SHOWN_AGAIN_AFTER;
        if let Some(shown) = gathering.card.as_ref().filter(fresh) {
            let edit = self.delivery.edit(parcel.room, shown.message, &message);
            match self.once(parcel.until, edit).await {
                Ok(()) => return Carried::Settled(Fate::Done),
                // Somebody has deleted it: it is shown anew.
                Err(Failed::Gone(Gone::Message)) => {}
                Err(failed) => return failed.carried(),
            }
        }
        match self.post(parcel, &message).await {
            Ok(posted) => {
                if let Some(old) = gathering.card {
                    // Two cards of one session would say different things.
                    let delete = self.delivery.delete(parcel.room, old.message);
                    _ = self.once(parcel.until, delete).await;
                }
                Carried::Settled(Fate::Posted(posted))
            }
            Err(failed) => failed.carried(),
        }
    }

    /// Mentions whoever is interested in Discord's event for the session, each once. Who that is stands there
    /// and nowhere here.
    async fn invite(&self, parcel: &Parcel, gathering: &Gathering) -> Carried {
        let read = self.read(parcel.until, || self.store.event_of(parcel.session));
        let event = read.await.flatten().and_then(|it| it.is);
        let Some((event, _)) = event else {
            return Carried::Settled(Fate::Done);
        };
        let mut people = Vec::new();
        loop {
            if !self.permit(parcel.until).await {
                return Carried::Settled(Fate::Dropped);
            }
            let server = gathering.session.server;
            let asked = self
                .delivery
                .interested(server, event, people.last().copied());
            match self.once(parcel.until, asked).await {
                Ok(page) if page.is_empty() => break,
                Ok(page) => people.extend(page),
                // Somebody has deleted it: nobody is interested any more.
                Err(Failed::Gone(_)) => break,
                Err(failed) => return failed.carried(),
            }
        }
        for (number, some) in people.chunks(present::INVITED_MAX).enumerate() {
            if !self.permit(parcel.until).await {
                return Carried::Settled(Fate::Dropped);
            }
            let invites = Says::Invite {
                people: some.to_vec(),
            };
            let Some(message) = self.words(gathering, &invites) else {
                return Carried::Settled(Fate::Dropped);
            };
            let nonce = format!("{}.{number}", nonce(parcel));
            let post = self.delivery.post(parcel.room, &message, &nonce);
            if let Err(failed) = self.once(parcel.until, post).await {
                return failed.carried();
            }
        }
        Carried::Settled(Fate::Done)
    }

    /// Deletes the cues that were said. What is gone already was deleted before.
    async fn tidy(&self, parcel: &Parcel) -> Carried {
        let read = self.read(parcel.until, || self.store.said(parcel.session));
        for message in read.await.unwrap_or_default() {
            if !self.permit(parcel.until).await {
                return Carried::Settled(Fate::Dropped);
            }
            let delete = self.delivery.delete(parcel.room, message);
            match self.once(parcel.until, delete).await {
                Ok(()) | Err(Failed::Gone(Gone::Message)) => {}
                Err(failed) => return failed.carried(),
            }
        }
        Carried::Settled(Fate::Done)
    }

    async fn post(&self, parcel: &Parcel, message: &RoomMessage) -> Result<MessageId, Failed> {
        let nonce = nonce(parcel);
        let post = self.delivery.post(parcel.room, message, &nonce);
        self.once(parcel.until, post).await
    }

    /// One try. It is not begun when it is worth nothing any more, and not cut off the moment that it is not.
    pub(super) async fn once<T>(
        &self,
        until: Timestamp,
        attempt: impl Future<Output = Result<T, Undelivered>>,
    ) -> Result<T, Failed> {
        let left = self.clock.until(until);
        if left.is_zero() {
            return Err(Failed::Dropped);
        }
        let patience = TRY_TIMEOUT.min(left + ANSWER_LATE_MAX);
        let tried = tokio::time::timeout(patience, attempt).await;
        tried
            .unwrap_or(Err(Undelivered::Later { after: None }))
            .map_err(|undelivered| match undelivered {
                Undelivered::Gone(gone) => Failed::Gone(gone),
                Undelivered::Bug => Failed::Dropped,
                Undelivered::Later { after } => Failed::Later(after),
            })
    }

    /// Waits until one more request may be made; not longer than it is worth making.
    pub(super) async fn permit(&self, until: Timestamp) -> bool {
        let waited = tokio::time::timeout(self.clock.until(until), self.permits.wait()).await;
        waited == Ok(true) && self.clock.now() < until
    }

    /// Where somebody's direct messages are, if they were written to before.
    pub(super) fn conversation_with(&self, user: UserId) -> Option<RoomId> {
        let known = self.conversations.lock();
        let known = known.unwrap_or_else(PoisonError::into_inner);
        known.get(&user.get()).copied()
    }

    pub(super) fn remember(&self, user: UserId, conversation: RoomId) {
        let known = self.conversations.lock();
        let mut known = known.unwrap_or_else(PoisonError::into_inner);
        if CONVERSATIONS_MAX <= known.len() {
            known.clear();
        }
        known.insert(user.get(), conversation);
    }
}

/// Whether a host has gone on to something else since: what was skipped or ended is not said behind that.
fn is_overtaken(parcel: &Parcel, gathering: &Gathering) -> bool {
    let session = &gathering.session;
    match parcel.what {
        What::Cue { place, .. } | What::Whispers { place } => session.at() != Some(place),
        What::Line(Line::Held { .. }) => !matches!(session.phase, Phase::Paused { .. }),
        What::Line(Line::Resumed { .. }) => !matches!(session.phase, Phase::Rolling { .. }),
        What::Invite => !matches!(session.phase, Phase::Lobby { .. }),
        What::Recap | What::Card | What::MovedUp | What::HostNews | What::Tidy => false,
    }
}

impl Failed {
    fn carried(self) -> Carried {
        match self {
            Failed::Gone(Gone::Room(loss)) => Carried::Settled(Fate::Lost(loss)),
            Failed::Gone(Gone::Message | Gone::Direct | Gone::Token) | Failed::Dropped => {
                Carried::Settled(Fate::Dropped)
            }
            Failed::Later(after) => Carried::Again(after),
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
