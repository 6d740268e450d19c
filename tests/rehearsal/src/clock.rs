//! Knows: what time it is in this Discord, and how a snowflake is made from it.
//! Never: sleeps, or scales a deadline that Discord promises in real seconds.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use twilight_model::util::Timestamp;

/// First millisecond of 2015, from which snowflakes count (Discord docs, reference, "Snowflakes").
const DISCORD_EPOCH_MS: u64 = 1_420_070_400_000;

/// A wall clock that may run faster than the wall's.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    started_at_ms: u64,
    started: Instant,
    speed: u32,
}

impl Clock {
    /// A clock that shows the present and runs `speed` times as fast as real time.
    pub fn new(speed: u32) -> Clock {
        let since_epoch = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .expect("this machine's clock is past 1970");
        Clock {
            started_at_ms: u64::try_from(since_epoch.as_millis())
                .expect("milliseconds fit for 500 million years"),
            started: Instant::now(),
            speed: speed.max(1),
        }
    }

    /// Unix milliseconds as this Discord sees them.
    pub fn now_ms(&self) -> u64 {
        self.started_at_ms + self.elapsed_ms() * u64::from(self.speed)
    }

    /// Unix milliseconds of the real world, by which limits are counted whatever the speed.
    pub fn real_now_ms(&self) -> u64 {
        self.started_at_ms + self.elapsed_ms()
    }

    fn elapsed_ms(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis())
            .expect("milliseconds fit for 500 million years")
    }

    /// The moment from which it runs, in Unix milliseconds.
    pub fn started_at_ms(&self) -> u64 {
        self.started_at_ms
    }

    /// How many times as fast as real time this clock runs.
    pub fn speed(&self) -> u32 {
        self.speed
    }
}

/// The snowflake of a moment; `serial` tells apart those of one millisecond.
pub fn snowflake(at_ms: u64, serial: u64) -> u64 {
    (at_ms.saturating_sub(DISCORD_EPOCH_MS) << 22) | (serial & 0x3f_ffff)
}

/// The moment a snowflake was made, in Unix milliseconds.
pub fn made_at_ms(id: u64) -> u64 {
    (id >> 22) + DISCORD_EPOCH_MS
}

/// A moment as Discord writes it in JSON.
pub fn iso(at_ms: u64) -> String {
    let micros = i64::try_from(at_ms)
        .unwrap_or(i64::MAX / 1000)
        .saturating_mul(1000);
    match Timestamp::from_micros(micros) {
        Ok(stamp) => stamp.iso_8601().to_string(),
        // Only a date beyond the year 9999 comes here.
        Err(_) => String::from("9999-12-31T23:59:59.999999+00:00"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snowflake_gives_back_its_moment() {
        let at = 1_700_000_000_123;
        assert_eq!(made_at_ms(snowflake(at, 0)), at);
        assert_eq!(made_at_ms(snowflake(at, u64::MAX)), at);
        assert!(snowflake(at, 1) < snowflake(at + 1, 0));
    }

    #[test]
    fn a_moment_is_written_with_its_offset() {
        assert_eq!(iso(1_700_000_000_123), "2023-11-14T22:13:20.123000+00:00");
    }
}
