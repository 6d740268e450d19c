//! Where turns are asked for, and the one loop that takes them: what people want, what was heard, what
//! became of what was sent, and what time it is.

mod asking;
mod reading;

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot, watch};

use super::conductor::{Asked, Conductor, EventFate, Fate, Note, NoteFate};
use super::{Lookups, Presence};
use crate::clock::Clock;
use crate::dice;
use crate::domain::{
    EventNews, Language, Library, Parcel, RoomId, ServerNews, SessionId, Timestamp,
};
use crate::present::{Help, PrivateCard};
use crate::store::{Store, StoreFault};

/// How many turns may wait to be taken; whoever comes then waits to be let in.
const QUEUE_MAX: usize = 1_000;
/// How often what has ended is deleted.
const SWEPT_EVERY: Duration = Duration::from_secs(60 * 60);
/// How often tokens are looked through that are worth nothing any more.
const TOKENS_FORGOTTEN_EVERY: Duration = Duration::from_secs(5 * 60);
/// How many of those that were sent are settled in one turn; those behind them in the next.
const SETTLED_MAX: usize = 64;
/// How long to sleep at most before looking at the clock again: one that jumps is noticed by then.
const NAP_MAX: Duration = Duration::from_secs(1);
/// How long to wait before what is due is asked for again, where the store could not say.
const ASKED_AGAIN_AFTER: Duration = Duration::from_millis(250);

/// Where turns are asked for.
pub struct Turns {
    /// What is kept, to be read.
    store: Arc<Store>,
    clock: Arc<Clock>,
    queue: mpsc::Sender<Waiting>,
    /// What became of what was sent. Without an end, so that nobody who sends ever waits for a turn.
    settled: mpsc::UnboundedSender<(Parcel, Fate)>,
}

/// What is handed to whoever sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handed {
    /// This has to be sent.
    Parcel(Parcel),
    /// What became of this is kept by now.
    Settled(Parcel),
}

/// What the conductor has to be sent, as it is kept.
pub struct Outbox {
    store: Arc<Store>,
    handed: mpsc::UnboundedReceiver<Handed>,
}

/// A house in which turns are taken.
pub struct Opened {
    /// Where they are asked for.
    pub turns: Arc<Turns>,
    /// What has to be sent.
    pub outbox: Outbox,
    /// Who is in which voice channel.
    pub presence: Arc<Presence>,
    /// What time it is.
    pub clock: Arc<Clock>,
}

/// What waits for its turn.
enum Waiting {
    Turn(Box<Turn>),
    News(ServerNews),
    RoomGone(RoomId),
    Events(EventNews),
    EventKept {
        session: SessionId,
        fate: EventFate,
        kept: oneshot::Sender<()>,
    },
    DueReminders(oneshot::Sender<(Vec<Note>, bool)>),
    Reminded(Vec<(Note, NoteFate)>),
}

/// What somebody wants, and where they wait for it.
struct Turn {
    lookups: Arc<Lookups>,
    spoken: Vec<Language>,
    asked: Asked,
    answer: oneshot::Sender<PrivateCard>,
}

impl Conductor {
    /// Begins to take turns, one after the other, until nobody can ask for one any more.
    pub fn start(self, clock: Clock, lookups: watch::Receiver<Arc<Lookups>>) -> Opened {
        let (queue, waiting) = mpsc::channel(QUEUE_MAX);
        let (send, handed) = mpsc::unbounded_channel();
        let (settled, fates) = mpsc::unbounded_channel();
        let (clock, presence) = (Arc::new(clock), Arc::new(Presence::default()));
        let outbox = Outbox {
            store: self.store(),
            handed,
        };
        let store = self.store();
        let house = House {
            conductor: Arc::new(self),
            lookups,
            clock: Arc::clone(&clock),
            presence: Arc::clone(&presence),
            send,
        };
        tokio::spawn(house.run(waiting, fates));
        Opened {
            turns: Arc::new(Turns {
                store,
                clock: Arc::clone(&clock),
                queue,
                settled,
            }),
            outbox,
            presence,
            clock,
        }
    }
}

impl Outbox {
    /// What is kept, to be read.
    pub fn store(&self) -> Arc<Store> {
        Arc::clone(&self.store)
    }

    /// What was not sent before the last end. Read until it can be: nothing of it may be lost.
    pub async fn left_over(&self) -> Vec<Parcel> {
        loop {
            match self.store.outbox().await {
                Ok(parcels) => return parcels,
                Err(fault) => _ = log(&fault),
            }
            tokio::time::sleep(ASKED_AGAIN_AFTER).await;
        }
    }

    /// The next thing to be sent, or that was; none once the house closes.
    pub async fn next(&mut self) -> Option<Handed> {
        self.handed.recv().await
    }
}

/// What the loop needs.
#[derive(Clone)]
struct House {
    conductor: Arc<Conductor>,
    lookups: watch::Receiver<Arc<Lookups>>,
    clock: Arc<Clock>,
    presence: Arc<Presence>,
    send: mpsc::UnboundedSender<Handed>,
}

impl House {
    /// Takes the turns that are asked for and those that are due, and deletes what has ended.
    async fn run(
        self,
        mut waiting: mpsc::Receiver<Waiting>,
        mut fates: mpsc::UnboundedReceiver<(Parcel, Fate)>,
    ) {
        let mut sweep = tokio::time::interval(SWEPT_EVERY);
        let mut tokens = tokio::time::interval(TOKENS_FORGOTTEN_EVERY);
        // What was due while nobody was here is taken at once.
        let mut wake_at = Some(self.clock.now());
        loop {
            let nap = wake_at.map_or(NAP_MAX, |at| self.clock.until(at).min(NAP_MAX));
            tokio::select! {
                // What is due goes before what is asked for, however much that is.
                biased;
                () = tokio::time::sleep(nap) => {
                    if wake_at.is_none_or(|at| self.clock.now() < at) {
                        continue;
                    }
                    let house = self.clone();
                    // On a task of its own, so that a turn that breaks breaks alone. The next one waits.
                    _ = tokio::spawn(async move { house.wake().await }).await;
                }
                Some(settled) = fates.recv() => {
                    let mut all = vec![settled];
                    while let (Ok(next), true) = (fates.try_recv(), all.len() < SETTLED_MAX) {
                        all.push(next);
                    }
                    let house = self.clone();
                    let parcels: Vec<Parcel> = all.iter().map(|(parcel, _)| *parcel).collect();
                    _ = tokio::spawn(async move { house.settle(all).await }).await;
                    // Even where that broke: a room that is never freed hears nothing any more.
                    for parcel in parcels {
                        _ = self.send.send(Handed::Settled(parcel));
                    }
                }
                next = waiting.recv() => {
                    let Some(next) = next else { return };
                    let house = self.clone();
                    _ = tokio::spawn(async move { house.take(next).await }).await;
                }
                _ = sweep.tick() => {
                    // Beside the turns, which the store lets in between: nobody waits for a sweep.
                    tokio::spawn(swept(Arc::clone(&self.conductor), self.clock.now()));
                    continue;
                }
                _ = tokens.tick() => {
                    let (conductor, now) = (Arc::clone(&self.conductor), self.clock.now());
                    tokio::spawn(async move { conductor.forget_tokens(now).await });
                    continue;
                }
            }
            wake_at = self.next_wake().await;
        }
    }

    async fn next_wake(&self) -> Option<Timestamp> {
        match self.conductor.next_wake().await {
            Ok(at) => at,
            Err(fault) => {
                log(&fault);
                tokio::time::sleep(ASKED_AGAIN_AFTER).await;
                Some(self.clock.now())
            }
        }
    }

    /// Takes what is due.
    async fn wake(&self) {
        let now = self.clock.now();
        let sessions = self.conductor.wake(now, &self.presence).await;
        // What is said goes before what is opened.
        let sessions = sessions.map(|it| self.hand_over(it));
        let lookups = Arc::clone(&self.lookups.borrow());
        let series = self.conductor.wake_series(&lookups, now).await;
        let series = series.map(|it| self.hand_over(it));
        if let Err(fault) = sessions.and(series) {
            log(&fault);
            tokio::time::sleep(ASKED_AGAIN_AFTER).await;
        }
    }

    fn hand_over(&self, parcels: Vec<Parcel>) {
        for parcel in parcels {
            // Where nobody carries it any more, it is read from the outbox at the next start.
            _ = self.send.send(Handed::Parcel(parcel));
        }
    }

    /// Keeps what became of these.
    async fn settle(&self, settled: Vec<(Parcel, Fate)>) {
        let now = self.clock.now();
        match self.conductor.settle(now, settled).await {
            Ok(parcels) => self.hand_over(parcels),
            Err(fault) => _ = log(&fault),
        }
    }

    async fn take(&self, next: Waiting) {
        let now = self.clock.now();
        let done = match next {
            Waiting::Turn(turn) => {
                let library = turn.lookups.speaking(turn.spoken).library();
                let turned = self.conductor.turn(library, turn.asked, now).await;
                // Whoever asked may have gone.
                _ = turn.answer.send(turned.card);
                Ok(turned.parcels)
            }
            Waiting::News(news) => {
                if let ServerNews::Left(server) = &news {
                    self.presence.forget(*server);
                }
                self.conductor.hear(now, news).await
            }
            Waiting::RoomGone(room) => self.conductor.room_gone(now, room).await,
            Waiting::Events(news) => self.conductor.hear_of_events(now, news).await,
            Waiting::EventKept {
                session,
                fate,
                kept,
            } => {
                let done = self.conductor.event_kept(now, session, fate).await;
                // Whoever waits for it may have gone.
                _ = kept.send(());
                done
            }
            Waiting::DueReminders(answer) => match self.conductor.remind(now).await {
                Ok(due) => {
                    // Whoever asked may have gone; then they are sent again.
                    _ = answer.send(due);
                    Ok(Vec::new())
                }
                Err(fault) => Err(fault),
            },
            Waiting::Reminded(fates) => {
                let kept = self.conductor.reminded(now, fates).await;
                kept.map(|()| Vec::new())
            }
        };
        match done {
            Ok(parcels) => self.hand_over(parcels),
            Err(fault) => _ = log(&fault),
        }
    }
}

/// Deletes what has ended by now.
async fn swept(conductor: Arc<Conductor>, now: Timestamp) {
    match conductor.sweep(now).await {
        Ok(0) => {}
        Ok(deleted) => tracing::info!(deleted, "what has ended was deleted"),
        Err(fault) => _ = log(&fault),
    }
}

/// What is said where we broke: where to get help to whoever needs it, to everybody else that we did.
pub(super) fn broken(library: &Library, reference: &str, help: Option<Help>) -> PrivateCard {
    match help {
        Some(help) => PrivateCard::help(library, help),
        None => PrivateCard::fault(library, reference),
    }
}

/// Logs what broke, once, and gives the reference under which it stands in the log.
pub(super) fn log(fault: &StoreFault) -> String {
    let reference = dice::reference();
    tracing::error!(reference, %fault, "what is kept could not be read or written");
    reference
}
