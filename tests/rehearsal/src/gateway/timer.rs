//! The gateway's clock: real, or moved by hand in tests.
//!
//! It knows how much time has passed since the gateway started; it knows no calendar.

use std::time::Duration;

use tokio::{sync::watch, time::Instant};

/// Time as the gateway sees it, counted from its start.
#[derive(Clone, Debug)]
pub struct Timer(Kind);

/// Moves a timer made by [`Timer::by_hand`].
#[derive(Debug)]
pub struct Hand(watch::Sender<Duration>);

#[derive(Clone, Debug)]
enum Kind {
    Real(Instant),
    ByHand(watch::Receiver<Duration>),
}

impl Timer {
    /// Time as it passes.
    pub fn real() -> Timer {
        Timer(Kind::Real(Instant::now()))
    }

    /// Time that stands still until the hand moves it.
    pub fn by_hand() -> (Timer, Hand) {
        let (hand, shown) = watch::channel(Duration::ZERO);
        (Timer(Kind::ByHand(shown)), Hand(hand))
    }

    /// How much time has passed since the start.
    pub fn now(&self) -> Duration {
        match &self.0 {
            Kind::Real(start) => start.elapsed(),
            Kind::ByHand(shown) => *shown.borrow(),
        }
    }

    /// Waits until this much time has passed since the start.
    pub async fn reach(&self, deadline: Duration) {
        match &self.0 {
            Kind::Real(start) => tokio::time::sleep_until(*start + deadline).await,
            Kind::ByHand(shown) => {
                let reached = shown.clone().wait_for(|now| deadline <= *now).await.is_ok();
                // Without a hand, time never moves again.
                if !reached {
                    std::future::pending::<()>().await;
                }
            }
        }
    }
}

impl Hand {
    /// Lets this much time pass at once.
    pub fn advance(&self, by: Duration) {
        self.0.send_modify(|now| *now += by);
    }
}
