//! Names of things in the content, as types, so that a region is never passed for a tool.

use std::fmt;

use chrono::{DateTime, TimeDelta};

use super::Timestamp;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// Names a thing; whether it exists is for the library to say.
            pub fn new(id: impl Into<String>) -> Self {
                Self(id.into())
            }

            /// The id as it stands in the content files.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// A technique, such as `foot_roll`.
    TechniqueId;
    /// A named body area, such as `outer_thigh`.
    RegionId;
    /// A tool, such as `roller_soft`.
    ToolId;
    /// A move without pressure, such as `ankle_pumps`.
    SwapId;
    /// A group routine, such as `sore_feet_5`.
    RoutineId;
    /// A body position, such as `floor_side`.
    PositionId;
    /// A joint or another place that is no area, such as `knee`.
    PlaceId;
    /// A lesson, such as `five_rules`.
    TopicId;
    /// Where something comes from, such as `R17` or `S5`.
    SourceId;
}

/// Somebody on Discord. Never printed: no log and no message may tell one from another.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct UserId(u64);

impl UserId {
    /// Takes Discord's number.
    pub fn new(id: u64) -> Self {
        Self(id)
    }

    /// Discord's number, to address them or to make their key.
    pub fn get(self) -> u64 {
        self.0
    }
}

impl fmt::Debug for UserId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UserId(…)")
    }
}

macro_rules! numbers {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u64);

        impl $name {
            /// Takes Discord's number.
            pub const fn new(id: u64) -> Self {
                Self(id)
            }

            /// Discord's number.
            pub fn get(self) -> u64 {
                self.0
            }
        }
    )*};
}

numbers! {
    /// A server on Discord.
    ServerId;
    /// A voice channel, whose chat is where a session's cues arrive.
    RoomId;
    /// A role in a server.
    RoleId;
    /// A message.
    MessageId;
    /// A session, called after the interaction that opened it.
    SessionId;
    /// A series of sessions, called after the interaction that scheduled it.
    SeriesId;
    /// An event that Discord keeps in a server.
    EventId;
    /// A reminder that is due to somebody, as the store counts them.
    ReminderId;
}

/// When Discord's numbers begin, in milliseconds since 1970 (Discord docs, reference, "Snowflakes").
const NUMBERS_BEGIN_MS: i64 = 1_420_070_400_000;

impl EventId {
    /// When Discord made it, which its number says (same page).
    pub fn made_at(self) -> Timestamp {
        let since = TimeDelta::milliseconds((self.0 >> 22).cast_signed());
        DateTime::UNIX_EPOCH + TimeDelta::milliseconds(NUMBERS_BEGIN_MS) + since
    }
}

impl ServerId {
    /// Which of so many shards looks after it (Discord docs, events/gateway, sharding); none of none.
    pub fn shard(self, shards: u32) -> Option<u32> {
        let shard = (self.0 >> 22).checked_rem(shards.into())?;
        u32::try_from(shard).ok()
    }
}
