//! What has to be sent because of a session: facts, which become words when they are delivered.
//!
//! Nothing in here says anything of anybody: who is told something privately, and what, is looked up at
//! the moment of delivery.

use super::{Held, RoomId, SessionId, Timestamp};

/// One thing to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parcel {
    /// Of which session.
    pub session: SessionId,
    /// Its number in the session; no two have the same. Repeated tries carry it, so that Discord takes
    /// the first of them only.
    pub number: u32,
    /// Where it goes.
    pub room: RoomId,
    /// What it is.
    pub what: What,
    /// When it was due.
    pub due: Timestamp,
    /// From when on it is worth nothing, and is not sent any more.
    pub until: Timestamp,
}

/// What is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A cue is said in the room.
    Cue {
        /// Which, counted from 0.
        place: usize,
        /// How many before it were not said.
        missed: usize,
    },
    /// Whoever does a cue otherwise is told so, each for themselves.
    Whispers {
        /// Which cue.
        place: usize,
    },
    /// A line is said in the room.
    Line(Line),
    /// The end is said in the room.
    Recap,
    /// The card of the session is shown as it is now. Of several, the latest counts.
    Card,
    /// Whoever has moved up from the waiting list is told so.
    MovedUp,
    /// Whoever leads is told that somebody stopped. Which one they are told on their own wish.
    HostNews,
    /// Whoever is interested in Discord's event for the session is mentioned: the lobby is open.
    Invite,
    /// The cues that were said are deleted.
    Tidy,
}

/// A line in the room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// It is held.
    Held {
        /// Why.
        why: Held,
        /// When it ends unless somebody goes on.
        resume_by: Timestamp,
    },
    /// It goes on.
    Resumed {
        /// When the next cue is due, or the end.
        until: Timestamp,
    },
}

/// Which parcels go before others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lane {
    /// What is said: late is wrong.
    Said,
    /// What is said to one person beside it.
    Whispered,
    /// What is shown: any time will do, and only the latest counts.
    Shown,
}

impl What {
    /// Its lane.
    pub fn lane(self) -> Lane {
        match self {
            What::Cue { .. } | What::Line(_) | What::Recap => Lane::Said,
            What::Whispers { .. } | What::MovedUp | What::HostNews => Lane::Whispered,
            What::Card | What::Invite | What::Tidy => Lane::Shown,
        }
    }
}
