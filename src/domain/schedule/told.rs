//! What somebody is told about series of sessions. For them alone.

use chrono::NaiveDateTime;

use super::{EventFault, Series};
use crate::domain::{Hour, Repeat, RoomId, SeriesId, Timestamp, Unread, Zone};

/// What they are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SeriesTold {
    /// It is scheduled.
    Scheduled {
        /// What it is.
        listed: Box<Listed>,
        /// In whose clock times it was asked for.
        zone: Zone,
        /// What the clocks do at the first session.
        hour: Hour,
        /// Whether Discord keeps an event for it.
        has_event: bool,
    },
    /// The server has no time zone yet.
    NeedsZone {
        /// Whether they may set it themselves.
        may_set: bool,
    },
    /// When was not understood, or cannot be.
    Unread {
        /// Why.
        unread: Unread,
        /// In which zone it was read.
        zone: Zone,
    },
    /// What they typed repeats in another way than what they chose.
    TwoRepeats {
        /// Typed.
        typed: Repeat,
        /// Chosen.
        chosen: Repeat,
    },
    /// One session is moved, and that does not repeat.
    MovesOnce,
    /// Another session is in that channel then.
    Overlaps {
        /// What the other one is called.
        name: String,
        /// In which channel.
        room: RoomId,
        /// When theirs would be.
        at: Timestamp,
        /// When the other one is.
        other_at: Timestamp,
    },
    /// There are too many.
    TooMany,
    /// Only this session, or all of them?
    WhichOne {
        /// Of which series.
        listed: Box<Listed>,
        /// Which session: what the rule says of it.
        local: NaiveDateTime,
        /// When that is.
        at: Timestamp,
    },
    /// One session does not take place.
    CancelledOne {
        /// What it is called.
        name: String,
        /// When it would have been.
        at: Timestamp,
        /// When the next one is.
        next: Option<Timestamp>,
    },
    /// None of them takes place any more.
    CancelledAll {
        /// What they are called.
        name: String,
    },
    /// A session was moved.
    Moved {
        /// What it is called.
        name: String,
        /// When it was to be.
        from: Timestamp,
        /// When it is now.
        to: Timestamp,
        /// What the clocks do then.
        hour: Hour,
        /// In which zone it was asked for.
        zone: Zone,
    },
    /// Another routine is rolled from now on.
    Changed {
        /// What was rolled before.
        before: String,
        /// The series as it is now.
        listed: Box<Listed>,
    },
    /// There is no such series, or no such session of it.
    NoSuch,
    /// Which of these?
    Choose(Vec<Listed>),
}

/// A series in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The series as it is.
    pub series: Series,
    /// What its routine is called for whoever asks.
    pub name: String,
    /// Why Discord keeps no event for its next session.
    pub fault: Option<EventFault>,
}

impl Listed {
    /// What it is chosen by.
    pub fn id(&self) -> SeriesId {
        self.series.id
    }
}
