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

use self::bag::Bag;
use super::Lookups;
use super::conductor::Fate;
use super::delivery::Delivery;
use super::turns::{Outbox, Turns};
use crate::clock::Clock;
use crate::domain::Parcel;

/// How long to sleep at most: a wall clock that jumps is noticed by then.
const NAP_MAX: Duration = Duration::from_secs(1);

/// Sends until nothing can be sent any more.
pub struct Courier<D> {
    bag: Arc<Bag<D>>,
    lanes: Lanes,
    /// Who waits to make one more request.
    permits: VecDeque<oneshot::Sender<()>>,
    asked: mpsc::UnboundedReceiver<oneshot::Sender<()>>,
    arrived: mpsc::UnboundedReceiver<(Parcel, Fate)>,
    arrive: mpsc::UnboundedSender<(Parcel, Fate)>,
    outbox: Outbox,
    turns: Arc<Turns>,
    clock: Arc<Clock>,
}

impl<D: Delivery> Courier<D> {
    /// Begins to send, with so many requests in a second.
    pub fn start(
        outbox: Outbox,
        turns: Arc<Turns>,
        clock: Arc<Clock>,
        lookups: watch::Receiver<Arc<Lookups>>,
        delivery: D,
        requests_max: usize,
    ) -> tokio::task::JoinHandle<()> {
        let (ask, asked) = mpsc::unbounded_channel();
        let (arrive, arrived) = mpsc::unbounded_channel();
        let bag = Bag {
            delivery,
            store: outbox.store(),
            lookups,
            clock: Arc::clone(&clock),
            ask,
        };
        let courier = Courier {
            bag: Arc::new(bag),
            lanes: Lanes::new(requests_max),
            permits: VecDeque::new(),
            asked,
            arrived,
            arrive,
            outbox,
            turns,
            clock,
        };
        tokio::spawn(courier.run())
    }

    async fn run(mut self) {
        self.outbox
            .left_over()
            .await
            .into_iter()
            .for_each(|it| self.lanes.add(it));
        loop {
            let nap = self.send_what_goes();
            tokio::select! {
                parcel = self.outbox.next() => match parcel {
                    Some(parcel) => self.lanes.add(parcel),
                    None => return,
                },
                Some((parcel, fate)) = self.arrived.recv() => {
                    self.lanes.done(&parcel);
                    self.turns.settle(parcel, fate).await;
                }
                Some(permit) = self.asked.recv() => {
                    self.lanes.add_request();
                    self.permits.push_back(permit);
                }
                () = tokio::time::sleep(nap) => {}
            }
        }
    }

    /// Sends everything that may go now. How long there is nothing to do.
    fn send_what_goes(&mut self) -> Duration {
        loop {
            match self.lanes.next(self.clock.now(), self.clock.wall_ms()) {
                Next::Deliver(parcel) => {
                    let (bag, arrive) = (Arc::clone(&self.bag), self.arrive.clone());
                    tokio::spawn(async move {
                        // On a task of its own, so that one that breaks breaks alone.
                        let carried = tokio::spawn(async move { bag.deliver(parcel).await });
                        let fate = carried.await.unwrap_or(Fate::Dropped);
                        // Nobody listens only once the house closes.
                        _ = arrive.send((parcel, fate));
                    });
                }
                Next::Drop(parcel) => {
                    tracing::warn!(
                        session.id = parcel.session.get(),
                        "something was not said: it came too late"
                    );
                    _ = self.arrive.send((parcel, Fate::Dropped));
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
