//! What hosts do to series: schedule one, cancel or move a session, roll another routine.
//!
//! Pure. Whatever changes in a series changes Discord's own event with it, in the same decision.

use chrono::TimeDelta;

use super::follow::{Meant, cancelled, closed, unwanted};
use super::{Listed, NativeEvent, Plan, SERIES_MAX, Series, SeriesTold};
use crate::domain::{
    Asker, Badge, Change, Decision, Language, Library, Occurrence, Permit, Read, Repeat, Role,
    RoomId, RoutineId, Rule, SeriesId, Server, SessionTold, Timestamp, Told, Zone, read,
};

/// What is needed to schedule a series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheduling {
    /// The interaction that schedules it.
    pub id: SeriesId,
    /// In which voice channel; none where none was named, and the server has set none.
    pub room: Option<RoomId>,
    /// What is spoken in the server.
    pub language: Language,
    /// Which routine is rolled.
    pub routine: RoutineId,
    /// When, as it was typed.
    pub typed: String,
    /// How often, where that was chosen beside it.
    pub repeat: Option<Repeat>,
    /// What the bot may not do in that channel.
    pub missing: Vec<Permit>,
}

/// What a host wants of a series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SeriesWants {
    /// To cancel it, or one of its sessions.
    Cancel(Which),
    /// To have one of its sessions at another time, as it was typed.
    Move(String),
    /// To have another routine rolled.
    Roll(RoutineId),
}

/// How much of a series is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// That has to be asked.
    Asked,
    /// This session alone.
    One,
    /// All that are to come.
    All,
}

impl Asker<'_> {
    /// Schedules a series beside those that the server has.
    pub fn schedule(
        &self,
        library: &Library,
        badge: &Badge,
        wanted: Scheduling,
        others: &[Series],
    ) -> Decision {
        let Some(venue) = self.venue else {
            return Decision::tell(Told::NoServer);
        };
        if !badge.is_host(&venue.settings) {
            return Decision::of_session(SessionTold::OnlyHosts);
        }
        let Some(zone) = venue.settings.zone else {
            return needs_zone(badge);
        };
        let Some(room) = wanted.room else {
            return Decision::of_session(SessionTold::WhichRoom);
        };
        let has_event = !wanted.missing.contains(&Permit::Events);
        let missing: Vec<Permit> = wanted
            .missing
            .into_iter()
            .filter(|it| it.is_needed(&venue.settings))
            .collect();
        if !missing.is_empty() {
            return Decision::of_session(SessionTold::Lacks { room, missing });
        }
        if SERIES_MAX <= others.len() {
            return Decision::of_series(SeriesTold::TooMany);
        }
        let when = match read(&wanted.typed, self.now, zone) {
            Ok(when) => when,
            Err(unread) => return Decision::of_series(SeriesTold::Unread { unread, zone }),
        };
        let repeat = match (when.repeat, wanted.repeat) {
            (Some(typed), Some(chosen)) if typed != chosen => {
                return Decision::of_series(SeriesTold::TwoRepeats { typed, chosen });
            }
            (typed, chosen) => typed.or(chosen).unwrap_or(Repeat::None),
        };
        let plan = Plan {
            server: venue.id,
            room,
            language: venue.settings.language.unwrap_or(wanted.language),
            routine: wanted.routine,
            rule: rule(zone, &when, repeat),
        };
        let lead = venue.settings.lobby_lead();
        let Some(series) = Series::new(wanted.id, plan, self.now, lead) else {
            return Decision::of_series(SeriesTold::NoSuch);
        };
        if let Some(clash) = self.clash(library, &series, others) {
            return Decision::of_series(clash);
        }
        let changes = series.begun();
        Decision {
            told: Told::Series(SeriesTold::Scheduled {
                hour: zone.hour(series.next.occurrence.local),
                listed: Box::new(listed(library, series)),
                zone,
                has_event,
            }),
            changes,
        }
    }

    /// What a host wants of a series of the server where they are.
    pub fn of_series(
        &self,
        library: &Library,
        badge: &Badge,
        mut meant: Meant,
        wants: SeriesWants,
        others: &[Series],
    ) -> Decision {
        let venue = self.venue.filter(|it| it.id == meant.series.server);
        let Some(venue) = venue.filter(|it| badge.is_host(&it.settings)) else {
            return Decision::of_session(SessionTold::OnlyHosts);
        };
        let coming = meant
            .series
            .coming(self.now)
            .find(|it| it.local == meant.local);
        let Some(occurrence) = coming else {
            return Decision::of_series(SeriesTold::NoSuch);
        };
        let settings = &venue.settings;
        let session = meant.series.session(meant.local);
        let all = SeriesWants::Cancel(Which::All);
        let lobby = meant.lobby.take();
        let mut lobby = lobby.filter(|it| it.session.id == session || wants == all);
        let mut decision = match wants {
            SeriesWants::Cancel(which) => self.cancel(library, settings, meant, occurrence, which),
            SeriesWants::Roll(routine) => self.roll(library, meant, routine, others),
            SeriesWants::Move(typed) => match settings.zone {
                None => needs_zone(badge),
                Some(zone) => {
                    let to = (typed.as_str(), zone, settings.lobby_lead());
                    self.move_one(library, meant, occurrence, to, others)
                }
            },
        };
        // What does not take place then has no lobby.
        if !decision.changes.is_empty() {
            let closed = closed(lobby.as_mut(), self.now);
            decision.changes.splice(0..0, closed);
        }
        decision
    }

    fn move_one(
        &self,
        library: &Library,
        meant: Meant,
        occurrence: Occurrence,
        (typed, zone, lead): (&str, Zone, TimeDelta),
        others: &[Series],
    ) -> Decision {
        let when = match read(typed, self.now, zone) {
            Ok(when) => when,
            Err(unread) => return Decision::of_series(SeriesTold::Unread { unread, zone }),
        };
        if when.repeat.is_some_and(|it| it != Repeat::None) {
            return Decision::of_series(SeriesTold::MovesOnce);
        }
        let to = (when.at, meant.series.room);
        let name = name(library, &meant.series);
        let moved = meant.moved(occurrence, to, self.now, lead);
        let others: Vec<Series> = moved.beside(others);
        let clash = moved.series.as_ref();
        let clash = clash.and_then(|it| self.clash(library, it, &others));
        if let Some(clash) = clash {
            return Decision::of_series(clash);
        }
        Decision {
            told: Told::Series(SeriesTold::Moved {
                name,
                from: occurrence.at,
                to: when.at,
                hour: when.hour,
                zone,
            }),
            changes: moved.changes,
        }
    }

    fn cancel(
        &self,
        library: &Library,
        settings: &Server,
        meant: Meant,
        occurrence: Occurrence,
        which: Which,
    ) -> Decision {
        let series = meant.series;
        let name = name(library, &series);
        let repeats = series.rule.repeat() != Repeat::None;
        match which {
            Which::Asked if repeats => Decision::of_series(SeriesTold::WhichOne {
                listed: Box::new(listed(library, series)),
                local: occurrence.local,
                at: occurrence.at,
            }),
            Which::One if repeats => {
                let lead = settings.lobby_lead();
                let (after, changes) = cancelled(series, occurrence, self.now, lead);
                Decision {
                    told: Told::Series(SeriesTold::CancelledOne {
                        name,
                        at: occurrence.at,
                        next: after.map(|it| it.next.occurrence.at),
                    }),
                    changes,
                }
            }
            Which::Asked | Which::One | Which::All => Decision {
                told: Told::Series(SeriesTold::CancelledAll { name }),
                changes: vec![Change::DropSeries(series.id), unwanted(&series)],
            },
        }
    }

    fn roll(
        &self,
        library: &Library,
        meant: Meant,
        routine: RoutineId,
        others: &[Series],
    ) -> Decision {
        let before = name(library, &meant.series);
        let series = Series {
            routine,
            ..meant.series
        };
        let others: Vec<Series> = others
            .iter()
            .filter(|it| it.id != series.id)
            .cloned()
            .collect();
        if let Some(clash) = self.clash(library, &series, &others) {
            return Decision::of_series(clash);
        }
        let mut changes = vec![Change::PutSeries(Box::new(series.clone()))];
        if let Some(event) = meant.event {
            changes.push(Change::PutEvent(Box::new(NativeEvent {
                routine: series.routine.clone(),
                is_stale: true,
                ..event
            })));
        }
        Decision {
            told: Told::Series(SeriesTold::Changed {
                before,
                listed: Box::new(listed(library, series)),
            }),
            changes,
        }
    }

    /// The first session of a series that would be in a channel with one of another.
    fn clash(&self, library: &Library, series: &Series, others: &[Series]) -> Option<SeriesTold> {
        let there = others.iter().filter(|it| it.room == series.room);
        let clashes = there.filter_map(|other| {
            let (at, other_at) = overlap(library, series, other, self.now)?;
            Some((at, other_at, other))
        });
        let (at, other_at, other) = clashes.min_by_key(|(at, ..)| *at)?;
        Some(SeriesTold::Overlaps {
            name: name(library, other),
            room: series.room,
            at,
            other_at,
        })
    }
}

/// When a series and another one would be in one channel at once, for the first time: theirs, and the other.
fn overlap(
    library: &Library,
    series: &Series,
    other: &Series,
    now: Timestamp,
) -> Option<(Timestamp, Timestamp)> {
    let (length, other_length) = (length(library, series), length(library, other));
    let mut theirs = series.coming(now).peekable();
    let mut others = other.coming(now).peekable();
    loop {
        let (at, other_at) = (theirs.peek()?.at, others.peek()?.at);
        if at < other_at + other_length && other_at < at + length {
            return Some((at, other_at));
        }
        match at <= other_at {
            true => _ = theirs.next(),
            false => _ = others.next(),
        }
    }
}

/// How long a session of a series takes. A routine that the content has no more takes no time.
fn length(library: &Library, series: &Series) -> TimeDelta {
    let routine = library.routines.get(&series.routine);
    TimeDelta::seconds(routine.map_or(0, |it| it.seconds()).into())
}

/// What the routine of a series is called.
fn name(library: &Library, series: &Series) -> String {
    let routine = library.routines.get(&series.routine);
    routine.map_or_else(|| series.routine.to_string(), |it| it.name.clone())
}

/// A series in a list, before anything is known of its event.
pub fn listed(library: &Library, series: Series) -> Listed {
    Listed {
        name: name(library, &series),
        series,
        fault: None,
    }
}

/// The rule of what was read. What does not repeat and is the second pass of a repeated hour, or was asked
/// for as a moment, is kept as that moment.
fn rule(zone: Zone, when: &Read, repeat: Repeat) -> Rule {
    match repeat == Repeat::None && zone.instant(when.local) != when.at {
        true => Rule::new(Zone::UTC, when.at.naive_utc(), repeat),
        false => Rule::new(zone, when.local, repeat),
    }
}

fn needs_zone(badge: &Badge) -> Decision {
    let may_set = badge.role == Role::Manager;
    Decision::of_series(SeriesTold::NeedsZone { may_set })
}

impl Decision {
    /// Tells something about series, and changes nothing.
    pub(super) fn of_series(told: SeriesTold) -> Self {
        Self {
            told: Told::Series(told),
            changes: Vec::new(),
        }
    }
}
