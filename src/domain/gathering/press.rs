//! What somebody presses on a cue: too much, something is wrong, show me how (dossier 3.8).
//!
//! Nothing of it reaches the host unless the one who pressed says so, and then only that they stopped.

use std::collections::BTreeSet;

use chrono::TimeDelta;

use super::told::SessionTold;
use super::{Did, Doing, Gathering, LogLine, Visit};
use crate::domain::{
    Asker, Change, Clearance, Decision, Language, RegionId, SessionId, Timeline, Timestamp, Told,
    What,
};

/// When to try beside the sore spot (dossier 3.8).
pub const SECOND_STEP_AFTER: TimeDelta = TimeDelta::seconds(20);
/// When to come back slowly. The dossier names no time; as long again is ours.
pub const THIRD_STEP_AFTER: TimeDelta = TimeDelta::seconds(40);
/// How long an area is off "for today": a day, since nobody's midnight is known. Ours.
pub const OFF_FOR_TODAY: TimeDelta = TimeDelta::hours(24);

/// How to go around a sore spot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TooMuch {
    /// In which session.
    pub session: SessionId,
    /// At which cue.
    pub place: usize,
    /// What people call the area; none where the cue is for none.
    pub area: Option<String>,
    /// When it was pressed. The steps count from here.
    pub at: Timestamp,
}

/// An area that was rolled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// The first cue that was for it.
    pub place: usize,
    /// What people call it.
    pub name: String,
}

impl Asker<'_> {
    /// The pressure is too much. The second time for one area takes it off for today.
    pub(super) fn too_much(
        &self,
        mut gathering: Gathering,
        visit: Visit,
        place: usize,
    ) -> Decision {
        let (region, area) = gathering.area(place, visit.language).unzip();
        let session = gathering.session.id;
        let told = TooMuch {
            session,
            place,
            area,
            at: self.now,
        };
        let (Some(region), Some(seat)) = (region, gathering.seats.of(self.user).cloned()) else {
            return Decision::of_session(SessionTold::TooMuch(told));
        };
        if seat.sore.contains(&region) {
            return self.area_off(gathering, visit, place);
        }
        let mut seat = seat;
        seat.sore.insert(region);
        seat.token = Some(visit.token);
        Decision {
            told: Told::Session(SessionTold::TooMuch(told)),
            changes: vec![gathering.seat(seat)],
        }
    }

    /// Takes the area of a cue off for today. Where the cue is for none, they say which.
    pub(super) fn area_off(
        &self,
        mut gathering: Gathering,
        visit: Visit,
        place: usize,
    ) -> Decision {
        let session = gathering.session.id;
        let of_cue = gathering.area(place, visit.language);
        let language = visit.language;
        let mut changes = gathering.touch(self, visit);
        let Some((region, area)) = of_cue else {
            let areas = self.areas(&gathering, language);
            return Decision {
                told: Told::Session(SessionTold::WhichArea { session, areas }),
                changes,
            };
        };
        if let Some(member) = self.member {
            let mut member = member.clone();
            member.resting.retain(|_, until| self.now < *until);
            member.resting.insert(region, self.now + OFF_FOR_TODAY);
            changes.push(Change::Keep {
                user: self.user,
                member,
            });
        }
        Decision {
            told: Told::Session(SessionTold::AreaOff {
                session,
                area,
                kept: self.member.is_some(),
            }),
            changes,
        }
    }

    /// The areas of the cues that were said, in their order: those that are not off for them already.
    pub(super) fn areas(&self, gathering: &Gathering, language: Language) -> Vec<Area> {
        let mut seen = self.off(gathering);
        let mut areas = Vec::new();
        for place in 0..gathering.session.cued() {
            if let Some((region, name)) = gathering.area(place, language)
                && seen.insert(region)
            {
                areas.push(Area { place, name });
            }
        }
        areas
    }

    /// What is off for them, as far as they roll.
    fn off(&self, gathering: &Gathering) -> BTreeSet<RegionId> {
        let seat = gathering.seats.of(self.user);
        match seat.map(|it| Gathering::doing(it, self.member, self.now)) {
            Some(Doing::Rolls(limits)) => limits.regions,
            _ => BTreeSet::new(),
        }
    }

    /// Help is needed now: all rolling stops, at once.
    pub(super) fn help_now(&self, session: SessionId, stop: Clearance) -> Decision {
        self.stop(SessionTold::Help(session), stop)
    }

    /// Advice is needed today: all rolling stops.
    pub(super) fn advice_today(&self, session: SessionId, stop: Clearance) -> Decision {
        self.stop(SessionTold::Advice(session), stop)
    }

    fn stop(&self, told: SessionTold, stop: Clearance) -> Decision {
        let (dm_consent, _) = self.known();
        self.keep(Told::Session(told), dm_consent, stop)
    }

    /// Wishes the host to know that they stopped, and nothing else. Once is enough.
    pub(super) fn tell_host(&self, mut gathering: Gathering) -> Decision {
        let token = gathering.lead_token(self.now);
        let reached = token.is_some();
        let is_told = |it: &LogLine| it.did == Did::ToldOfStopping && it.who == Some(self.user);
        if gathering.log.iter().any(is_told) {
            return Decision::of_session(SessionTold::HostTold { reached });
        }
        let mut changes = vec![gathering.note(self.now, Some(self.user), Did::ToldOfStopping)];
        let until = self.now + super::TOLD_LASTS;
        changes.push(gathering.send(What::HostNews, self.now, until));
        Decision {
            told: Told::Session(SessionTold::HostTold { reached }),
            changes,
        }
    }

    /// How a cue is done.
    pub(super) fn how_to(&self, mut gathering: Gathering, visit: Visit, place: usize) -> Decision {
        let cue = gathering
            .timeline(visit.language)
            .and_then(|it| it.cues.get(place));
        let technique = cue.and_then(|it| it.technique.clone());
        let told = match self.is_off(&gathering, place) {
            true => SessionTold::HowToOff,
            false => SessionTold::HowTo(technique),
        };
        Decision {
            told: Told::Session(told),
            changes: gathering.touch(self, visit),
        }
    }

    /// Whether they do not roll what a cue is about: they breathe, or its area is off.
    fn is_off(&self, gathering: &Gathering, place: usize) -> bool {
        let Some(seat) = gathering.seats.of(self.user) else {
            return false;
        };
        match Gathering::doing(seat, self.member, self.now) {
            Doing::Breathes => true,
            // Whoever watches learns how it is done.
            Doing::Nothing => false,
            Doing::Rolls(limits) => {
                let area = gathering.area(place, seat.language);
                area.is_some_and(|(region, _)| limits.regions.contains(&region))
            }
        }
    }

    /// What signs there are, and what to do about them.
    pub(super) fn signs(&self, mut gathering: Gathering, visit: Visit, place: usize) -> Decision {
        Decision {
            told: Told::Session(SessionTold::Signs {
                session: gathering.session.id,
                place,
            }),
            changes: gathering.touch(self, visit),
        }
    }
}

impl Gathering {
    /// What is said, for whoever reads this.
    pub fn timeline(&self, language: Language) -> Option<&Timeline> {
        let theirs = self.timelines.get(&language);
        theirs.or_else(|| self.timelines.get(&self.session.language))
    }

    /// The area of a cue, and what people call it.
    fn area(&self, place: usize, language: Language) -> Option<(RegionId, String)> {
        let rolled = self.timeline(language)?.rolled(place)?;
        Some((rolled.region.clone(), rolled.area.clone()))
    }

    /// Whoever presses something can be answered privately for a while again.
    pub(super) fn touch(&mut self, asker: &Asker<'_>, visit: Visit) -> Vec<Change> {
        let Some(mut seat) = self.seats.of(asker.user).cloned() else {
            return Vec::new();
        };
        seat.token = Some(visit.token);
        vec![self.seat(seat)]
    }
}
