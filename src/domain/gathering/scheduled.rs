//! Sessions that open by themselves: in time, late, or never because the bot was away.

use std::sync::Arc;

use chrono::TimeDelta;

use super::{Gathering, Lead, Manner, SHOWN_LASTS};
use crate::domain::{
    Change, Ending, EventState, Occurrence, Phase, Seats, Series, Server, Session, Timelines,
    Timestamp, What,
};

/// How a session came to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// A host opened it.
    #[default]
    Host,
    /// It was scheduled.
    Series,
    /// It was scheduled, and its lobby opened later than it should have.
    SeriesLate,
}

impl Origin {
    /// Every origin, with its name.
    pub const ALL: &[(&str, Origin)] = &[
        ("host", Origin::Host),
        ("series", Origin::Series),
        ("series_late", Origin::SeriesLate),
    ];
}

impl Gathering {
    /// The lobby of a session of a series, with its card and a word to those who wanted to be reminded.
    pub fn scheduled(
        series: &Series,
        occurrence: Occurrence,
        (starts_at, is_late): (Timestamp, bool),
        spoken: (Arc<Timelines>, &Server),
        now: Timestamp,
    ) -> Option<Vec<Change>> {
        let origin = match is_late {
            true => Origin::SeriesLate,
            false => Origin::Series,
        };
        let phase = Phase::Lobby { starts_at };
        let mut gathering = Self::of_series(series, occurrence, (origin, phase), spoken, now)?;
        let mut changes = vec![Change::Open(Box::new(gathering.clone()))];
        changes.push(gathering.show(now));
        changes.push(gathering.send(What::Invite, now, starts_at));
        Some(changes)
    }

    /// A session of a series that the bot was not there for: nothing of it but the word that it was missed,
    /// where anybody may still wonder.
    pub fn missed(
        series: &Series,
        occurrence: Occurrence,
        spoken: (Arc<Timelines>, &Server),
        now: Timestamp,
        told_for: TimeDelta,
    ) -> Option<Vec<Change>> {
        let phase = Phase::Over {
            ending: Ending::Missed,
            at: now,
            cued: 0,
            rolled: TimeDelta::zero(),
        };
        let of = (Origin::Series, phase);
        let mut gathering = Self::of_series(series, occurrence, of, spoken, now)?;
        let mut changes = vec![Change::Open(Box::new(gathering.clone()))];
        if now < occurrence.at + told_for {
            changes.push(gathering.send(What::Card, occurrence.at, now + SHOWN_LASTS));
        }
        Some(changes)
    }

    fn of_series(
        series: &Series,
        occurrence: Occurrence,
        (origin, phase): (Origin, Phase),
        (timelines, settings): (Arc<Timelines>, &Server),
        now: Timestamp,
    ) -> Option<Self> {
        let spoken = timelines.get_key_value(&series.language);
        let (language, timeline) = spoken.or_else(|| timelines.first_key_value())?;
        let session = Session {
            id: series.session(occurrence.local),
            server: series.server,
            room: series.room,
            language: *language,
            routine: timeline.routine.clone(),
            plan: timeline.cues.iter().map(|it| it.seconds).collect(),
            phase,
        };
        Some(Self {
            session,
            manner: Manner {
                origin,
                ..Manner::of(settings)
            },
            seats: Seats::default(),
            lead: Lead {
                user: None,
                token: None,
                language: *language,
            },
            log: Vec::new(),
            sent: 0,
            card: None,
            opened_at: now,
            unheard: None,
            timelines,
        })
    }

    /// Whether it begins by itself and nobody has come.
    pub(super) fn is_deserted(&self, now: Timestamp) -> bool {
        let Phase::Lobby { starts_at } = self.session.phase else {
            return false;
        };
        let nobody = self.seats.with_us().is_empty();
        self.manner.origin != Origin::Host && starts_at <= now && nobody
    }

    /// What Discord's event for it is to be, after this has befallen it.
    pub(super) fn event_wanted(&self, was_lobby: bool) -> Option<Change> {
        let wants = match self.session.phase {
            _ if self.manner.origin == Origin::Host => return None,
            Phase::Rolling { .. } if was_lobby => EventState::Active,
            Phase::Over { cued: 0, .. } => EventState::Cancelled,
            Phase::Over { .. } => EventState::Completed,
            Phase::Lobby { .. } | Phase::Rolling { .. } | Phase::Paused { .. } => return None,
        };
        Some(Change::WantEvent {
            session: self.session.id,
            wants,
        })
    }
}
