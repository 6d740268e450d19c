//! Discord's own scheduled events: one for the next session of each series, and what is heard of them.
//!
//! What is wanted and what is known stand side by side, so that whatever was lost on the way is made up
//! for the next time that both are looked at.

use chrono::NaiveDateTime;

use crate::domain::{
    EventId, Language, RoomId, RoutineId, SeriesId, ServerId, SessionId, Timestamp,
};

/// An event of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NativeEvent {
    /// Of which session.
    pub session: SessionId,
    /// Of which series.
    pub series: SeriesId,
    /// What the rule of the series says of it.
    pub local: NaiveDateTime,
    /// In which server.
    pub server: ServerId,
    /// In which voice channel it is to be.
    pub room: RoomId,
    /// What is spoken there.
    pub language: Language,
    /// Which routine is rolled.
    pub routine: RoutineId,
    /// When it is to be.
    pub at: Timestamp,
    /// What it is to be.
    pub wants: EventState,
    /// What it is at Discord; none before it is there.
    pub is: Option<(EventId, EventState)>,
    /// Whether what stands there has to be written anew.
    pub is_stale: bool,
    /// Why there is none.
    pub fault: Option<EventFault>,
}

/// Where an event is (Discord docs, resources/guild-scheduled-event, "Event Status").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventState {
    /// It is to come.
    Scheduled,
    /// It is under way.
    Active,
    /// It is over.
    Completed,
    /// It does not take place.
    Cancelled,
}

/// Why Discord keeps no event for a session. The session takes place all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventFault {
    /// A permission is missing.
    Denied,
    /// The server has as many as it may have (Discord docs, same page: 100).
    Full,
    /// Something that should not be.
    Refused,
}

/// What is heard of scheduled events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventNews {
    /// One is like this now.
    Is(SeenEvent),
    /// One was deleted.
    Deleted(EventId),
    /// These are all that are to come or under way in a server.
    All {
        /// Which.
        server: ServerId,
        /// All of them, those of others too.
        events: Vec<SeenEvent>,
    },
}

/// An event as it stands at Discord.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeenEvent {
    /// Which.
    pub event: EventId,
    /// In which channel; none for one that is elsewhere.
    pub room: Option<RoomId>,
    /// When it is to begin.
    pub at: Timestamp,
    /// What it is.
    pub state: EventState,
    /// Whether we made it.
    pub is_ours: bool,
}

impl EventState {
    /// Every state, with its name.
    pub const ALL: &[(&str, EventState)] = &[
        ("scheduled", EventState::Scheduled),
        ("active", EventState::Active),
        ("completed", EventState::Completed),
        ("cancelled", EventState::Cancelled),
    ];

    /// Whether nothing changes in it any more.
    pub fn is_over(self) -> bool {
        matches!(self, EventState::Completed | EventState::Cancelled)
    }
}

impl EventFault {
    /// Every fault, with its name.
    pub const ALL: &[(&str, EventFault)] = &[
        ("denied", EventFault::Denied),
        ("full", EventFault::Full),
        ("refused", EventFault::Refused),
    ];
}

impl NativeEvent {
    /// What was written at Discord, over what was wanted by then: where that is another thing, it is written
    /// anew. What nobody wants any more is taken away again.
    pub fn after(written: Self, wanted: Option<Self>) -> Self {
        match wanted {
            None => Self {
                wants: match written.is {
                    Some((_, is)) if is.is_over() => is,
                    _ => EventState::Cancelled,
                },
                ..written
            },
            Some(wanted) => {
                let is_same = (wanted.at, wanted.room, &wanted.routine)
                    == (written.at, written.room, &written.routine);
                Self {
                    is: written.is,
                    fault: written.fault,
                    is_stale: !is_same,
                    ..wanted
                }
            }
        }
    }

    /// Whether nothing will ever be done about it again: it is over, or was never there and is not to come.
    pub fn is_settled(&self) -> bool {
        match (self.is, self.wants) {
            (None, wants) => wants != EventState::Scheduled,
            (Some((_, is)), wants) => is == wants && is.is_over(),
        }
    }

    /// Whether there is something to be done about it at Discord.
    pub fn has_work(&self) -> bool {
        match (self.is, self.wants) {
            (None, EventState::Scheduled) => self.fault.is_none(),
            // What was never there needs neither to begin nor to end.
            (None, _) => false,
            (Some((_, is)), wants) => is != wants || self.is_stale,
        }
    }
}
