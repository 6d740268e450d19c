//! What changes in what is kept when a session is cancelled or moved: the series, and Discord's own event.

use chrono::{NaiveDateTime, TimeDelta};

use super::{EventState, NativeEvent, Plan, Series, session_of};
use crate::domain::{
    Change, Gathering, Input, Occurrence, Phase, Repeat, RoomId, Rule, SeriesId, Timestamp, Zone,
};

/// A series that is meant, with one of its sessions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meant {
    /// The series.
    pub series: Series,
    /// What its rule says of the session.
    pub local: NaiveDateTime,
    /// Discord's event for that session, if there is one.
    pub event: Option<NativeEvent>,
    /// The session of the series whose lobby is open, which may be another one.
    pub lobby: Option<Gathering>,
}

/// A session that has another time now: as a series of its own, since a rule has no room for it.
pub(super) struct Moved {
    /// That series; none where its time is over.
    pub(super) series: Option<Series>,
    /// What is left of the series that it came from.
    pub(super) rest: Option<Series>,
    /// Which series it came from.
    from: SeriesId,
    /// What changes.
    pub(super) changes: Vec<Change>,
}

impl Moved {
    /// What it must not overlap with: the others, and what is left of its own series.
    pub(super) fn beside(&self, others: &[Series]) -> Vec<Series> {
        let others = others.iter().filter(|it| it.id != self.from).cloned();
        others.chain(self.rest.clone()).collect()
    }
}

impl Meant {
    /// This session at another time or in another room, with Discord's event for it.
    pub(super) fn moved(
        self,
        occurrence: Occurrence,
        (at, room): (Timestamp, RoomId),
        now: Timestamp,
        lead: TimeDelta,
    ) -> Moved {
        let Meant { series, event, .. } = self;
        let id = SeriesId::new(session_of(series.id, occurrence.local).get());
        let plan = Plan {
            server: series.server,
            room,
            language: series.language,
            routine: series.routine.clone(),
            rule: Rule::new(Zone::UTC, at.naive_utc(), Repeat::None),
        };
        let from = series.id;
        let own = Series::new(id, plan, now, lead);
        let was_next = series.next.occurrence.local == occurrence.local;
        let rest = series.without(occurrence.local, now, lead);
        let mut changes = match &rest {
            Some(rest) if was_next => rest.begun(),
            Some(rest) => vec![Change::PutSeries(Box::new(rest.clone()))],
            None => vec![Change::DropSeries(from)],
        };
        if let Some(own) = &own {
            changes.push(Change::PutSeries(Box::new(own.clone())));
            let mut theirs = native(own);
            if let Some(event) = event {
                changes.push(Change::DropEvent(event.session));
                theirs.is = event.is;
                theirs.is_stale = true;
            }
            changes.push(Change::PutEvent(Box::new(theirs)));
        }
        Moved {
            series: own,
            rest,
            from,
            changes,
        }
    }
}

/// A lobby that is open closes; whoever is in it reads why. What is under way is led by its host.
pub(super) fn closed(gathering: Option<&mut Gathering>, now: Timestamp) -> Vec<Change> {
    let is_lobby = |it: &&mut Gathering| matches!(it.session.phase, Phase::Lobby { .. });
    let Some(gathering) = gathering.filter(is_lobby) else {
        return Vec::new();
    };
    gathering.befall(now, Input::Stop).unwrap_or_default()
}

/// One session of a series does not take place. What is left of it, and what changes.
pub(super) fn cancelled(
    series: Series,
    occurrence: Occurrence,
    now: Timestamp,
    lead: TimeDelta,
) -> (Option<Series>, Vec<Change>) {
    let was_next = series.next.occurrence.local == occurrence.local;
    let unwanted = unwanted(&series);
    let id = series.id;
    let after = series.without(occurrence.local, now, lead);
    let mut changes = match &after {
        Some(after) if was_next => after.begun(),
        Some(after) => vec![Change::PutSeries(Box::new(after.clone()))],
        None => vec![Change::DropSeries(id)],
    };
    if was_next {
        changes.push(unwanted);
    }
    (after, changes)
}

impl Series {
    /// It is kept, and Discord is to have an event for its next session.
    pub fn begun(&self) -> Vec<Change> {
        vec![
            Change::PutSeries(Box::new(self.clone())),
            Change::PutEvent(Box::new(native(self))),
        ]
    }
}

/// The next session of a series does not take place at Discord.
pub(super) fn unwanted(series: &Series) -> Change {
    Change::WantEvent {
        session: series.session(series.next.occurrence.local),
        wants: EventState::Cancelled,
    }
}

/// Discord's event for the next session of a series, as it is to be.
fn native(series: &Series) -> NativeEvent {
    let Occurrence { at, local } = series.next.occurrence;
    NativeEvent {
        session: series.session(local),
        series: series.id,
        local,
        server: series.server,
        room: series.room,
        language: series.language,
        routine: series.routine.clone(),
        at,
        wants: EventState::Scheduled,
        is: None,
        is_stale: false,
        fault: None,
    }
}
