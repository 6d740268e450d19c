//! A series of sessions: which routine is rolled where, by which rule, and which of its sessions comes next.
//!
//! Pure. Names nobody: whoever scheduled a series is not kept, and any host may change it.

mod decide;
mod event;
mod follow;
mod heard;
mod told;
mod wake;

use std::collections::BTreeSet;

use chrono::{NaiveDateTime, TimeDelta};

use super::{
    Language, Occurrence, Repeat, RoomId, RoutineId, Rule, SeriesId, ServerId, SessionId,
    Timestamp, Zone,
};

pub use decide::{Scheduling, SeriesWants, Which, listed};
pub use event::{EventFault, EventNews, EventState, NativeEvent, SeenEvent};
pub use follow::Meant;
pub use heard::Hung;
pub use told::{Listed, SeriesTold};
pub use wake::{LATE_LOBBY, LATE_MAX, MISSED_TOLD_MAX, Woken};

/// How long before a session its lobby opens, where the server has set nothing else (PRODUCT, journey 5).
pub const LOBBY_LEAD: TimeDelta = TimeDelta::minutes(15);
/// The longest time that a server may set. Ours: no card stands open for longer.
pub const LOBBY_LEAD_MINUTES_MAX: u32 = 60;
/// How many series a server may have. Ours: a list of them fits a card, and nobody has more groups.
pub const SERIES_MAX: usize = 25;

/// A series of sessions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// The interaction that scheduled it: the same event again schedules no second one.
    pub id: SeriesId,
    /// In which server.
    pub server: ServerId,
    /// In which voice channel.
    pub room: RoomId,
    /// What is spoken there.
    pub language: Language,
    /// Which routine is rolled.
    pub routine: RoutineId,
    /// When.
    pub rule: Rule,
    /// What the rule says of those that do not take place.
    pub cancelled: BTreeSet<NaiveDateTime>,
    /// The session that comes next. A series without one is over, and is not kept.
    pub next: Next,
}

/// The session of a series that comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Next {
    /// When it is.
    pub occurrence: Occurrence,
    /// When its lobby opens.
    pub opens_at: Timestamp,
}

/// What a series is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// In which server.
    pub server: ServerId,
    /// In which voice channel.
    pub room: RoomId,
    /// What is spoken there.
    pub language: Language,
    /// Which routine is rolled.
    pub routine: RoutineId,
    /// When.
    pub rule: Rule,
}

impl Series {
    /// A series that begins after this moment; none where its rule has nothing to come.
    pub fn new(id: SeriesId, plan: Plan, now: Timestamp, lead: TimeDelta) -> Option<Self> {
        let occurrence = plan.rule.next(now)?;
        let Plan {
            server,
            room,
            language,
            routine,
            rule,
        } = plan;
        Some(Self {
            id,
            server,
            room,
            language,
            routine,
            rule,
            cancelled: BTreeSet::new(),
            next: Next::new(occurrence, now, lead),
        })
    }

    /// A series of one session, as its event has it, where the series that it came from is over.
    fn of_event(event: &NativeEvent, now: Timestamp, lead: TimeDelta) -> Option<Self> {
        let plan = Plan {
            server: event.server,
            room: event.room,
            language: event.language,
            routine: event.routine.clone(),
            rule: Rule::new(Zone::UTC, event.at.naive_utc(), Repeat::None),
        };
        Self::new(event.series, plan, now, lead)
    }

    /// The sessions that take place after a moment, in order.
    pub fn coming(&self, after: Timestamp) -> impl Iterator<Item = Occurrence> + '_ {
        let all = self.rule.occurrences(after);
        all.filter(|it| !self.cancelled.contains(&it.local))
    }

    /// The same series once the session that comes next is behind it; none where that was the last.
    pub fn advanced(mut self, now: Timestamp, lead: TimeDelta) -> Option<Self> {
        let after = self.next.occurrence.at;
        let occurrence = self.coming(after).next()?;
        self.next = Next::new(occurrence, now, lead);
        // What lies behind needs no mark any more; what was cancelled of what is to come still does.
        let zone = self.rule.zone();
        self.cancelled.retain(|it| now < zone.instant(*it));
        Some(self)
    }

    /// The same series once all that should have begun too long ago is behind it, and the last of that.
    pub fn caught_up(self, now: Timestamp, lead: TimeDelta) -> (Option<Self>, Occurrence) {
        let mut missed = self.next.occurrence;
        let mut series = self.advanced(now, lead);
        while let Some(it) = series.take_if(|it| it.next.occurrence.at + LATE_MAX < now) {
            missed = it.next.occurrence;
            series = it.advanced(now, lead);
        }
        (series, missed)
    }

    /// The same series without one of its sessions; none where nothing is left of it.
    pub fn without(
        mut self,
        local: NaiveDateTime,
        now: Timestamp,
        lead: TimeDelta,
    ) -> Option<Self> {
        self.cancelled.insert(local);
        match self.next.occurrence.local == local {
            true => self.advanced(now, lead),
            false => Some(self),
        }
    }

    /// Its lobbies open so long before from now on.
    pub fn open_before(&mut self, now: Timestamp, lead: TimeDelta) {
        self.next = Next::new(self.next.occurrence, now, lead);
    }

    /// The session of this occurrence. Called alike whenever it is asked, so that none opens twice.
    pub fn session(&self, local: NaiveDateTime) -> SessionId {
        session_of(self.id, local)
    }
}

impl Next {
    /// A session whose lobby opens so long before, or at once.
    pub(super) fn new(occurrence: Occurrence, now: Timestamp, lead: TimeDelta) -> Self {
        Self {
            occurrence,
            opens_at: (occurrence.at - lead).max(now),
        }
    }
}

/// What a session of a series is called: no number of Discord's has its first bit set before the year 2154
/// (docs, reference, snowflakes), so no other session is called the same.
fn session_of(series: SeriesId, local: NaiveDateTime) -> SessionId {
    const OURS: u64 = 1 << 63;
    // FNV-1a: https://datatracker.ietf.org/doc/html/draft-eastlake-fnv, 64 bits.
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    let seconds = local.and_utc().timestamp();
    let bytes = series.get().to_le_bytes().into_iter();
    let bytes = bytes.chain(seconds.to_le_bytes());
    let hash = bytes.fold(BASIS, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(PRIME)
    });
    SessionId::new(hash | OURS)
}
