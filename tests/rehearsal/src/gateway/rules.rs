//! The figures the gateway holds its clients to, each with where Discord says so.
//!
//! It knows numbers; it decides nothing.

use std::time::Duration;

use twilight_model::gateway::{CloseCode, Intents};

/// The one version the stand-in speaks.
///
/// Discord docs, reference, "API Versions": 9 and 10 are available, 10 is current.
pub const VERSION: u8 = 10;

/// The longest payload a client may send, in bytes.
///
/// Discord docs, events/gateway, "Sending Events".
pub const PAYLOAD_BYTES_MAX: usize = 4096;

/// How many payloads a client may send within [`EVENTS_WINDOW`].
///
/// Discord docs, events/gateway, "Rate Limiting".
pub const EVENTS_MAX: usize = 120;

/// The window of [`EVENTS_MAX`] (same docs).
pub const EVENTS_WINDOW: Duration = Duration::from_secs(60);

/// The window of [`Rules::identifies_a_day`].
///
/// Discord docs, events/gateway, "Identifying".
pub const IDENTIFY_DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// How long a session whose client has gone can be resumed.
///
/// Ours: Discord publishes no figure, and minutes is what clients count on.
pub const SESSION_KEPT: Duration = Duration::from_secs(5 * 60);

/// How many dispatches already sent are kept for a resume.
///
/// The stand-in's own bound: Discord publishes none.
pub const REPLAY_DISPATCHES_MAX: usize = 10_000;

/// How many bytes of dispatches already sent are kept for a resume.
///
/// The stand-in's own bound, so that 10,000 large guilds do not stay in memory.
pub const REPLAY_BYTES_MAX: usize = 16 * 1024 * 1024;

/// How many bytes may wait for a client that does not read before its session is given up.
///
/// The stand-in's own bound.
pub const UNSENT_BYTES_MAX: usize = 64 * 1024 * 1024;

/// The figures a rehearsal may want to change; the default is Discord's.
#[derive(Clone, Debug)]
pub struct Rules {
    /// How often a client is told to send a heartbeat.
    ///
    /// Discord docs, events/gateway, "Hello Event" shows 45,000 ms; 41,250 ms is what it sends.
    pub heartbeat_interval: Duration,
    /// The window in which at most [`Rules::max_concurrency`] shards may identify.
    ///
    /// Discord docs, events/gateway, "Identifying": per 5 seconds.
    pub identify_window: Duration,
    /// How many shards may identify within a window.
    ///
    /// Discord docs, events/gateway, "Session Start Limit Object".
    pub max_concurrency: u64,
    /// How often a bot may identify in 24 hours.
    ///
    /// Discord docs, events/gateway, "Identifying".
    pub identifies_a_day: u64,
    /// How many guilds one shard may carry.
    ///
    /// Discord docs, events/gateway, "Sharding".
    pub guilds_a_shard_max: usize,
    /// Which of the privileged intents the application has been granted.
    ///
    /// Discord docs, events/gateway, "Privileged Intents"; none by default.
    pub granted_intents: Intents,
}

impl Default for Rules {
    fn default() -> Self {
        Rules {
            heartbeat_interval: Duration::from_millis(41_250),
            identify_window: Duration::from_secs(5),
            max_concurrency: 1,
            identifies_a_day: 1000,
            guilds_a_shard_max: 2500,
            granted_intents: Intents::empty(),
        }
    }
}

impl Rules {
    /// How long a client may stay silent before its session has timed out.
    ///
    /// Discord says only that it may close a connection whose heartbeat is missing; half an interval of grace is the stand-in's choice.
    pub fn silence_max(&self) -> Duration {
        self.heartbeat_interval + self.heartbeat_interval / 2
    }
}

/// The intents that need Discord's permission.
///
/// Discord docs, events/gateway, "Privileged Intents".
pub const PRIVILEGED: Intents = Intents::GUILD_MEMBERS
    .union(Intents::GUILD_PRESENCES)
    .union(Intents::MESSAGE_CONTENT);

/// Whether a session survives a close with this code from the gateway.
///
/// Discord docs, topics/opcodes-and-status-codes, "Gateway Close Event Codes"; 4007 and 4009 say to start a new session.
pub fn survives_close(code: u16) -> bool {
    ![
        CloseCode::AuthenticationFailed,
        CloseCode::InvalidSequence,
        CloseCode::SessionTimedOut,
        CloseCode::InvalidShard,
        CloseCode::ShardingRequired,
        CloseCode::InvalidApiVersion,
        CloseCode::InvalidIntents,
        CloseCode::DisallowedIntents,
    ]
    .into_iter()
    .any(|fatal| fatal as u16 == code)
}
