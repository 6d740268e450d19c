//! What is somebody's own: everything that is kept of them, to see, to take along and to delete.

use super::{
    CheckIn, Diary, Kept, Lead, LogLine, Member, Reminder, RoomId, RoutineId, Seat, ServerId,
    SessionId, Timestamp, UserId, Zone,
};

/// What somebody wants of what is their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Own {
    /// See what is kept, in words.
    Show,
    /// Take all of it along.
    Export,
    /// Have all of it deleted; asked once more before.
    Delete,
    /// See how they said that they feel, over time.
    Progress,
}

/// Everything that is kept of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holdings {
    /// Who.
    pub user: UserId,
    /// What is kept of them as a member.
    pub member: Option<Member>,
    /// The day on which they were last heard of, counted from 1970, where that is known.
    pub used_day: Option<i64>,
    /// What is due to them.
    pub due: Vec<Reminder>,
    /// What they were sent, and the drinks that they logged.
    pub diary: Diary,
    /// How they said that they feel.
    pub check_ins: Vec<CheckIn>,
    /// Their seats in sessions, those that are over among them.
    pub seats: Vec<OwnSeat>,
    /// The sessions that they lead, or led last.
    pub led: Vec<OwnLead>,
    /// What they did as a host, or said that they did, in the order in which it was.
    pub done: Vec<(SessionId, LogLine)>,
}

/// A session that somebody leads, or led last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnLead {
    /// Which.
    pub session: SessionId,
    /// What is kept of whoever leads it.
    pub lead: Lead,
}

/// A seat of somebody's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnSeat {
    /// In which session.
    pub session: SessionId,
    /// In which server.
    pub server: ServerId,
    /// In which voice channel.
    pub room: RoomId,
    /// Which routine.
    pub routine: RoutineId,
    /// When the session was opened.
    pub opened_at: Timestamp,
    /// When it was over; none where it is not.
    pub ended_at: Option<Timestamp>,
    /// The seat.
    pub seat: Seat,
}

impl Holdings {
    /// How much it is.
    pub fn kept(&self) -> Kept {
        Kept::of(self.member.as_ref())
    }

    /// Whether nothing is kept of them at all.
    pub fn is_nothing(&self) -> bool {
        self.member.is_none()
            && self.seats.is_empty()
            && self.led.is_empty()
            && self.done.is_empty()
    }
}

/// What somebody is told of what is their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnTold {
    /// What is kept of them, and how.
    Shown(Box<Holdings>),
    /// All of it, to take along.
    Export {
        /// All of it.
        holdings: Box<Holdings>,
        /// When they asked.
        now: Timestamp,
    },
    /// Whether all of it is to be deleted.
    Delete,
    /// How they said that they feel, over time.
    Progress {
        /// What they said, in the order in which they did.
        check_ins: Vec<CheckIn>,
        /// Where they live.
        zone: Option<Zone>,
    },
}
