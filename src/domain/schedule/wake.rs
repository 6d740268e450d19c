//! What a series does when its time has come: it opens a lobby, waits for its room, or has missed it.
//!
//! Nothing here runs twice: whatever is opened or missed lies behind the series from then on.

use chrono::TimeDelta;

use super::Series;
use crate::domain::{Occurrence, Timestamp};

/// A session is opened late if it should have begun so long ago at most; behind that it was missed
/// (issue of scheduled sessions: within 10 minutes). Ours.
pub const LATE_MAX: TimeDelta = TimeDelta::minutes(10);
/// How long people have to come to a lobby that opened late. Ours.
pub const LATE_LOBBY: TimeDelta = TimeDelta::minutes(2);
/// A session that was missed so long ago is said no more: nobody waits there. Ours.
pub const MISSED_TOLD_MAX: TimeDelta = TimeDelta::days(7);
/// A lobby is late from here on: whoever was to be mentioned had that much less time. Ours.
const LATE_FROM: TimeDelta = TimeDelta::seconds(30);
/// How long to wait before a room is looked at again in which another session is. Ours.
const LOOK_AGAIN_AFTER: TimeDelta = TimeDelta::seconds(10);

/// What becomes of a series at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Woken {
    /// Its time has not come.
    Sleeps,
    /// The lobby opens.
    Opens {
        /// Of which session.
        occurrence: Occurrence,
        /// When the first cue is.
        starts_at: Timestamp,
        /// Whether that is said: it opens later than it should.
        is_late: bool,
    },
    /// Another session is in the room: it is looked at again then.
    Waits(Timestamp),
    /// It should have begun too long ago.
    Missed(Occurrence),
}

impl Series {
    /// What becomes of it at that moment, with another session in its room or without.
    pub fn wake(&self, now: Timestamp, is_taken: bool) -> Woken {
        let occurrence = self.next.occurrence;
        if now < self.next.opens_at {
            return Woken::Sleeps;
        }
        if occurrence.at + LATE_MAX < now {
            return Woken::Missed(occurrence);
        }
        if is_taken {
            return Woken::Waits(now + LOOK_AGAIN_AFTER);
        }
        let is_late = self.next.opens_at + LATE_FROM < now;
        let in_time = match is_late {
            true => now + LATE_LOBBY,
            false => now,
        };
        Woken::Opens {
            occurrence,
            starts_at: occurrence.at.max(in_time),
            is_late,
        }
    }
}
