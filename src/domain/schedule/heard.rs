//! What comes of what people do to Discord's own events: the same happens here.
//!
//! What we have yet to write there counts more than what is heard; a session that is under way is led by its
//! host, and by no event.

use chrono::TimeDelta;

use super::follow::{Meant, cancelled, closed};
use super::{EventState, NativeEvent, SeenEvent, Series};
use crate::domain::{Change, Gathering, Occurrence, Timestamp};

/// An event of ours with all that hangs on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hung {
    /// The event.
    pub event: NativeEvent,
    /// Its series, if that is not over.
    pub series: Option<Series>,
    /// Its session, if that was opened.
    pub gathering: Option<Gathering>,
}

impl Hung {
    /// What comes of what it is at Discord; nothing there means that it was deleted.
    pub fn heard(self, seen: Option<SeenEvent>, now: Timestamp, lead: TimeDelta) -> Vec<Change> {
        match seen {
            None => self.gone(now, lead),
            Some(seen) => match seen.state {
                EventState::Cancelled => self.gone(now, lead),
                EventState::Completed => vec![Change::DropEvent(self.event.session)],
                EventState::Active => self.begun(seen),
                EventState::Scheduled => self.stands(seen, now, lead),
            },
        }
    }

    /// Somebody has cancelled or deleted it.
    fn gone(mut self, now: Timestamp, lead: TimeDelta) -> Vec<Change> {
        let mut changes = Vec::new();
        // What should have been by now was not cancelled by anybody: Discord clears it away.
        if self.event.wants == EventState::Scheduled && now < self.event.at {
            changes = closed(self.gathering.as_mut(), now);
            let occurrence = self.occurrence();
            if let Some(series) = self.series {
                let is_coming = series.coming(now).any(|it| it.local == occurrence.local);
                if is_coming {
                    changes.extend(cancelled(series, occurrence, now, lead).1);
                }
            }
        }
        changes.push(Change::DropEvent(self.event.session));
        changes
    }

    /// Somebody has begun it by hand.
    fn begun(self, seen: SeenEvent) -> Vec<Change> {
        let wants = match self.event.wants {
            EventState::Scheduled => EventState::Active,
            wants => wants,
        };
        let event = NativeEvent {
            is: Some((seen.event, EventState::Active)),
            wants,
            ..self.event
        };
        vec![Change::PutEvent(Box::new(event))]
    }

    /// It is to come, perhaps at another time or in another channel than here.
    fn stands(mut self, seen: SeenEvent, now: Timestamp, lead: TimeDelta) -> Vec<Change> {
        let room = seen.room.unwrap_or(self.event.room);
        let is_same = self.event.at.timestamp() == seen.at.timestamp() && room == self.event.room;
        let is_ours_to_say = self.event.is_stale || self.event.wants != EventState::Scheduled;
        if is_same || is_ours_to_say || seen.at <= now {
            return Vec::new();
        }
        let mut changes = closed(self.gathering.as_mut(), now);
        let known = self.occurrence();
        // One of its own is named by its own rule, whatever the one that is over said of it.
        let of_event = || {
            let series = Series::of_event(&self.event, now, lead)?;
            let own = series.next.occurrence;
            Some((series, own))
        };
        let series = self.series.map(|it| (it, known)).or_else(of_event);
        if let Some((series, occurrence)) = series {
            let meant = Meant {
                local: occurrence.local,
                event: Some(self.event),
                lobby: None,
                series,
            };
            let moved = meant.moved(occurrence, (seen.at, room), now, lead);
            changes.extend(moved.changes.into_iter().map(written));
        }
        changes
    }

    fn occurrence(&self) -> Occurrence {
        Occurrence {
            at: self.event.at,
            local: self.event.local,
        }
    }
}

/// An event that was moved at Discord is there as it should be: nothing has to be written.
fn written(change: Change) -> Change {
    match change {
        Change::PutEvent(mut event) => {
            event.is_stale = false;
            Change::PutEvent(event)
        }
        change => change,
    }
}
