//! The only clock. It never goes back, and in a rehearsal it may run faster than the wall's.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use chrono::DateTime;

use crate::domain::Timestamp;

/// What time it is.
#[derive(Debug)]
pub struct Clock {
    pace: Pace,
    /// The latest moment that was told, in milliseconds since 1970.
    latest_ms: AtomicI64,
    /// When it was made, by a clock that nobody sets.
    made: Instant,
}

/// How a clock runs: from when on, in milliseconds since 1970, and how many times as fast as real time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// The moment at which it showed the wall's time.
    pub from_ms: i64,
    /// 1 is real time.
    pub speed: u32,
}

impl Clock {
    /// The wall's clock.
    pub fn new() -> Self {
        Self::running(Pace {
            from_ms: 0,
            speed: 1,
        })
    }

    /// One that runs like this.
    pub fn running(pace: Pace) -> Self {
        #[expect(clippy::disallowed_methods, reason = "this is where the clock is read")]
        let made = Instant::now();
        Self {
            pace,
            latest_ms: AtomicI64::new(0),
            made,
        }
    }

    /// Now, or the latest moment told where the wall's clock was set back.
    pub fn now(&self) -> Timestamp {
        self.told(wall_ms())
    }

    /// Milliseconds since this clock was made, however fast it runs and whatever becomes of the wall's:
    /// requests to Discord are counted by these.
    pub fn real_ms(&self) -> u64 {
        #[expect(clippy::disallowed_methods, reason = "this is where the clock is read")]
        let since = self.made.elapsed();
        u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
    }

    /// How long to wait by the wall's clock until this one shows that moment; nothing once it has.
    pub fn until(&self, at: Timestamp) -> Duration {
        let left_ms = (at - self.now()).num_milliseconds();
        let left_ms = u64::try_from(left_ms).unwrap_or(0);
        Duration::from_millis(left_ms.div_ceil(u64::from(self.pace.speed.max(1))))
    }

    /// What this clock shows when the wall's shows that.
    fn told(&self, wall_ms: i64) -> Timestamp {
        let Pace { from_ms, speed } = self.pace;
        let since = wall_ms.saturating_sub(from_ms);
        let shown = from_ms.saturating_add(since.saturating_mul(i64::from(speed)));
        let latest = self.latest_ms.fetch_max(shown, Ordering::SeqCst);
        let shown = shown.max(latest);
        DateTime::from_timestamp_millis(shown).unwrap_or(DateTime::UNIX_EPOCH)
    }
}

/// What the wall's clock shows, in milliseconds since 1970.
fn wall_ms() -> i64 {
    #[expect(clippy::disallowed_methods, reason = "this is where the clock is read")]
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH);
    since_1970.map_or(0, |it| i64::try_from(it.as_millis()).unwrap_or(i64::MAX))
}

impl Default for Clock {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wall_clock_that_is_set_back_does_not_take_ours_along() {
        let clock = Clock::new();
        let shown = [5_000, 7_000, 6_000, 7_001].map(|wall| clock.told(wall).timestamp_millis());
        assert_eq!(shown, [5_000, 7_000, 7_000, 7_001]);
    }

    #[test]
    fn a_fast_clock_shows_the_wall_s_time_at_its_start_and_runs_away_from_it() {
        let clock = Clock::running(Pace {
            from_ms: 10_000,
            speed: 60,
        });
        let shown = [10_000, 11_000].map(|wall| clock.told(wall).timestamp_millis());
        assert_eq!(shown, [10_000, 70_000]);
    }
}
