//! Why a session stands still, and how one ends.
//!
//! Names alone: what follows from them is decided elsewhere.

/// Why a session is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// A host paused it.
    ByHost,
    /// The bot was away for too long to go on unasked.
    Outage,
    /// The bot may not write there any more.
    Shut,
}

impl Held {
    /// Every reason, with its name.
    pub const ALL: &[(&str, Held)] = &[
        ("by_host", Held::ByHost),
        ("outage", Held::Outage),
        ("shut", Held::Shut),
    ];
}

/// How a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It was rolled to its end.
    Done,
    /// A host stopped it.
    Stopped,
    /// It was held, and nobody went on.
    HeldTooLong,
    /// The bot may not write there.
    Shut,
    /// The channel is gone.
    RoomGone,
    /// The bot was removed from the server.
    Removed,
    /// It was scheduled, and nobody came.
    NobodyCame,
    /// It was scheduled, and the bot was away.
    Missed,
}

impl Ending {
    /// Every ending, with its name.
    pub const ALL: &[(&str, Ending)] = &[
        ("done", Ending::Done),
        ("stopped", Ending::Stopped),
        ("held_too_long", Ending::HeldTooLong),
        ("shut", Ending::Shut),
        ("room_gone", Ending::RoomGone),
        ("removed", Ending::Removed),
        ("nobody_came", Ending::NobodyCame),
        ("missed", Ending::Missed),
    ];

    /// Whether the room can still be told.
    pub fn can_be_told(self) -> bool {
        match self {
            Ending::Done
            | Ending::Stopped
            | Ending::HeldTooLong
            | Ending::NobodyCame
            | Ending::Missed => true,
            Ending::Shut | Ending::RoomGone | Ending::Removed => false,
        }
    }
}
