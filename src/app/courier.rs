//! Brings what sessions have to say to where it belongs, and says what became of it.
//!
//! Reads what is kept and changes nothing of it: what became of a parcel goes back to the conductor.
//! Repeats with the same nonce until it is there, or worth nothing any more.

mod bag;
mod lanes;
mod private;

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot, watch};

pub use self::lanes::{Lanes, Next, REQUESTS_MAX};

use self::bag::{Bag, Carried};
use super::Lookups;
use super::conductor::Fate;
use super::delivery::Delivery;
use super::permits::{Permits, PermitsAsked};
use super::turns::{Handed, Outbox, Turns};
use crate::clock::Clock;
use crate::domain::Parcel;

/// How long to sleep at most: a wall clock that jumps is noticed by then.
const NAP_MAX: Duration = Duration::from_secs(1);
/// How long to wait before the first repeat; each further one waits twice as long.
const FIRST_REPEAT_AFTER: Duration = Duration::from_millis(250);
/// The longest wait between two tries.
const REPEAT_AFTER_MAX: Duration = Duration::from_secs(5);

/// Sends until nothing can be sent any more.
pub struct Courier<D> {
    bag: Arc<Bag<D>>,
    lanes: Lanes,
    /// Who waits to make one more request.
    permits: VecDeque<oneshot::Sender<()>>,
    asked: PermitsAsked,
    arrived: mpsc::UnboundedReceiver<Arrived>,
    arrive: mpsc::UnboundedSender<Arrived>,
    /// For how long Discord takes nothing at all.
    holds: mpsc::UnboundedReceiver<Duration>,
    outbox: Outbox,
    turns: Arc<Turns>,
    clock: Arc<Clock>,
}

/// A parcel that was carried, how often it had been tried before, and what came of it.
type Arrived = (Parcel, u32, Carried);

/// How a courier may send.
pub struct Pace {
    /// How many requests it makes in a second.
    pub requests_max: usize,
    /// Says for how long Discord takes nothing at all.
    pub holds: mpsc::UnboundedReceiver<Duration>,
    /// Where one more request is asked for, by whoever makes any.
    pub permits: Permits,
    /// Who asks there.
    pub asked: PermitsAsked,
}

impl<D: Delivery> Courier<D> {
    /// Begins to send, at this pace.
    pub fn start(
        outbox: Outbox,
        turns: Arc<Turns>,
        clock: Arc<Clock>,
        lookups: watch::Receiver<Arc<Lookups>>,
        delivery: D,
        pace: Pace,
    ) -> tokio::task::JoinHandle<()> {
        let (arrive, arrived) = mpsc::unbounded_channel();
        let bag = Bag::new(
            delivery,
            outbox.store(),
            lookups,
            Arc::clone(&clock),
            pace.permits,
        );
        let courier = Courier {
            bag: Arc::new(bag),
            lanes: Lanes::new(pace.requests_max),
            permits: VecDeque::new(),
            asked: pace.asked,
            arrived,
            arrive,
            holds: pace.holds,
            outbox,
            turns,
            clock,
        };
        tokio::spawn(courier.run())
    }

    async fn run(mut self) {
        for parcel in self.outbox.left_over().await {
            self.lanes.add(parcel);
        }
        loop {
            let nap = self.send_what_goes();
            tokio::select! {
                handed = self.outbox.next() => match handed {
                    Some(Handed::Parcel(parcel)) => self.lanes.add(parcel),
                    // What became of it is kept, so that whatever comes next there builds on it.
                    Some(Handed::Settled(parcel)) => {
                        self.lanes.done(&parcel, self.clock.real_ms());
                    }
                    None => return,
                },
                Some((parcel, tried, carried)) = self.arrived.recv() => {
                    self.arrive(parcel, tried, carried);
                }
                Some(permit) = self.asked.recv() => {
                    self.lanes.add_request();
                    self.permits.push_back(permit);
                }
                Some(held) = self.holds.recv() => {
                    let held_ms = u64::try_from(held.as_millis()).unwrap_or(u64::MAX);
                    self.lanes.hold(self.clock.real_ms().saturating_add(held_ms));
                }
                () = tokio::time::sleep(nap) => {}
            }
        }
    }

    fn arrive(&mut self, parcel: Parcel, tried: u32, carried: Carried) {
        match carried {
            Carried::Settled(fate) => self.turns.settle(parcel, fate),
            Carried::Again(after) => {
                let after = after.unwrap_or_else(|| repeat_after(tried));
                let after_ms = u64::try_from(after.as_millis()).unwrap_or(u64::MAX);
                let not_before = self.clock.real_ms().saturating_add(after_ms);
                self.lanes.again(parcel, tried + 1, not_before);
            }
        }
    }

    /// Sends everything that may go now. How long there is nothing to do.
    fn send_what_goes(&mut self) -> Duration {
        loop {
            match self.lanes.next(self.clock.now(), self.clock.real_ms()) {
                Next::Deliver(parcel, tried) => {
                    let (bag, arrive) = (Arc::clone(&self.bag), self.arrive.clone());
                    tokio::spawn(async move {
                        // On a task of its own, so that one that breaks breaks alone.
                        let carried = tokio::spawn(async move { bag.deliver(parcel).await });
                        let carried = carried.await.unwrap_or(Carried::Settled(Fate::Dropped));
                        // Nobody listens only once the house closes.
                        _ = arrive.send((parcel, tried, carried));
                    });
                }
                Next::Drop(parcel) => {
                    tracing::warn!(
                        session.id = parcel.session.get(),
                        "something was not said: it came too late"
                    );
                    self.turns.settle(parcel, Fate::Dropped);
                }
                Next::More => {
                    if let Some(permit) = self.permits.pop_front() {
                        // Whoever asked may have given up.
                        _ = permit.send(());
                    }
                }
                Next::Wait(None) => return NAP_MAX,
                Next::Wait(Some(ms)) => return NAP_MAX.min(Duration::from_millis(ms)),
            }
        }
    }
}

/// How long to wait before something is tried again that was tried so often before.
fn repeat_after(tried: u32) -> Duration {
    let wait = FIRST_REPEAT_AFTER.saturating_mul(2_u32.saturating_pow(tried));
    wait.min(REPEAT_AFTER_MAX)
}
