//! Who gets a seat, what they are asked first, and what they are told when they sit down.

use super::told::{Here, Reach, SessionTold, Theirs};
use super::{Gathering, Visit};
use crate::domain::{
    Asker, Before, Begun, Change, Clearance, Decision, Due, Library, Limits, Member, Outcome, Seat,
    SeatPlace, Stance, Standing, Timestamp, Told, standing,
};

/// What somebody with a group does at this moment, whatever they did when they sat down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doing {
    /// Rolls within this.
    Rolls(Limits),
    /// Rests and breathes: what let them roll counts no more, or never did.
    Breathes,
    /// Is left in peace: they watch, or have been told to get help.
    Nothing,
}

impl Gathering {
    /// What somebody in a seat does now. Fails closed: without a clearance that counts nobody rolls.
    pub fn doing(seat: &Seat, member: Option<&Member>, now: Timestamp) -> Doing {
        match seat.stance {
            Stance::Watches => Doing::Nothing,
            Stance::Breathes | Stance::Asked => Doing::Breathes,
            Stance::Rolls => match worth(member, now) {
                Standing::Rolls(clearance, _) => {
                    let own = member.map(|it| it.limits_at(&clearance.limits, now));
                    own.map_or(Doing::Breathes, Doing::Rolls)
                }
                Standing::Stopped { .. } | Standing::AskedIfSeen(_) | Standing::NotToday(_) => {
                    Doing::Nothing
                }
                Standing::Unscreened | Standing::Held(_) => Doing::Breathes,
            },
        }
    }

    /// Where the group is, if it has begun.
    pub fn here(&self) -> Option<Here> {
        let place = self.session.at()?;
        let until = match self.session.phase {
            crate::domain::Phase::Rolling { .. } => self.session.next_deadline(),
            _ => None,
        };
        Some(Here { place, until })
    }
}

/// What their clearance is worth while a session runs: questions that are edited meanwhile stop nobody.
fn worth(member: Option<&Member>, now: Timestamp) -> Standing<'_> {
    let clearance = member.and_then(|it| it.clearance.as_ref());
    standing(clearance, clearance.map_or(0, |it| it.version), now)
}

/// What somebody is told who sits in a group.
pub fn theirs(
    gathering: &Gathering,
    seat: &Seat,
    member: Option<&Member>,
    now: Timestamp,
) -> Theirs {
    // What they do now, whatever they came for: nobody is told to roll who may not.
    let (stance, limits) = match Gathering::doing(seat, member, now) {
        Doing::Rolls(limits) => (Stance::Rolls, limits),
        Doing::Breathes => (Stance::Breathes, Limits::default()),
        Doing::Nothing => (Stance::Watches, Limits::default()),
    };
    let direct = member.is_some_and(|it| it.dm_consent) && !seat.dms_closed;
    Theirs {
        session: gathering.session.clone(),
        timelines: std::sync::Arc::clone(&gathering.timelines),
        language: seat.language,
        stance,
        limits,
        here: gathering.here(),
        reach: match direct {
            true => Reach::ThenDirect,
            false => Reach::ThenNot,
        },
        mention: seat.mention,
        screened: None,
    }
}

impl Asker<'_> {
    /// Comes to the group: rolls, or breathes, or is asked something first.
    pub(super) fn join(&self, library: &Library, gathering: Gathering, visit: Visit) -> Decision {
        if gathering.session.is_over() {
            return Decision::of_session(SessionTold::IsOver);
        }
        if !self.is_admitted() {
            return Decision::tell(Told::AdultsOnly);
        }
        let before = || Before::Session(gathering.session.id);
        match self.standing(library) {
            // One card before every session.
            Standing::Rolls(it, Due::Nothing) if it.heard_at < gathering.opened_at => {
                Decision::tell(Told::News(before()))
            }
            Standing::Rolls(_, Due::Nothing) => self.sit(gathering, visit, Stance::Rolls),
            Standing::Rolls(_, Due::News) => Decision::tell(Told::News(before())),
            Standing::Rolls(it, Due::Healing) => Decision::tell(Told::Healing {
                before: before(),
                limits: it.limits.clone(),
            }),
            Standing::Rolls(_, Due::Lists) => {
                self.check_first(library, gathering, visit, Begun::Lists)
            }
            Standing::Held(_) => self.sit(gathering, visit, Stance::Breathes),
            Standing::NotToday(it) => Decision::of_session(SessionTold::OnlyWatch {
                session: gathering.session.id,
                clearance: it.clone(),
            }),
            Standing::Stopped { outcome, .. } => Decision::tell(Told::Stop(outcome)),
            Standing::AskedIfSeen(_) => Decision::tell(Told::IfSeen),
            Standing::Unscreened => self.check_first(library, gathering, visit, Begun::Whole),
        }
    }

    /// Watches. Nothing is asked, and whoever was told to get help is told so again.
    pub(super) fn watch(&self, library: &Library, gathering: Gathering, visit: Visit) -> Decision {
        if gathering.session.is_over() {
            return Decision::of_session(SessionTold::IsOver);
        }
        let sat = self.sit(gathering, visit, Stance::Watches);
        match self.standing(library) {
            Standing::Stopped { outcome, .. } => Decision {
                told: Told::Stop(outcome),
                ..sat
            },
            _ => sat,
        }
    }

    /// Is screened, and sits down afterwards.
    pub(super) fn check_first(
        &self,
        library: &Library,
        gathering: Gathering,
        visit: Visit,
        begun: Begun,
    ) -> Decision {
        self.once_asked(self.begin(library, begun), gathering, visit)
    }

    /// Something is new: what was kept counts no more, and they sit down once everything was asked.
    pub(super) fn something_new_for(
        &self,
        library: &Library,
        gathering: Gathering,
        visit: Visit,
    ) -> Decision {
        self.once_asked(self.something_new(library), gathering, visit)
    }

    /// Comes to the group once everything was asked. Whoever has a seat, or waits for one, keeps it: nobody
    /// sees that they are asked something.
    fn once_asked(
        &self,
        mut decision: Decision,
        mut gathering: Gathering,
        visit: Visit,
    ) -> Decision {
        if !gathering.session.is_over() {
            let place = gathering
                .seats
                .of(self.user)
                .map(|it| it.place.once_known());
            let place = place.unwrap_or(SeatPlace::Checking);
            let seat = self.seat(&gathering, visit, Stance::Asked, place);
            decision.changes.push(gathering.seat(seat));
        }
        decision
    }

    /// Has been asked everything, with this result, while they were with the group or at its door. Nothing
    /// where that changes nothing for them there.
    pub fn screened_for(&self, gathering: Gathering, screened: &Clearance) -> Option<Decision> {
        let seat = gathering.seats.of(self.user)?.clone();
        if gathering.session.is_over() || seat.stance == Stance::Watches {
            return None;
        }
        if !self.is_admitted() {
            return Some(self.may_not_roll(gathering, seat, Told::AdultsOnly));
        }
        match screened.outcome {
            Outcome::Clear | Outcome::Limits => {
                let stance = Stance::Rolls;
                Some(self.settles(gathering, Seat { stance, ..seat }, screened))
            }
            Outcome::Hold => {
                let stance = Stance::Breathes;
                Some(self.settles(gathering, Seat { stance, ..seat }, screened))
            }
            Outcome::NotToday => {
                let told = SessionTold::OnlyWatch {
                    session: gathering.session.id,
                    clearance: screened.clone(),
                };
                Some(self.may_not_roll(gathering, seat, Told::Session(told)))
            }
            Outcome::Exit | Outcome::SameDay | Outcome::Emergency => None,
        }
    }

    /// Takes the seat that was kept for them, or what there is by now.
    fn settles(&self, mut gathering: Gathering, kept: Seat, screened: &Clearance) -> Decision {
        let session = gathering.session.id;
        let screened = Some(screened.clone());
        let was = kept.place;
        let place = match was {
            SeatPlace::Checking => gathering.seats.room_for(self.user),
            place => Some(place.once_known()),
        };
        let Some(place) = place else {
            return Decision {
                told: Told::Session(SessionTold::Full { screened }),
                changes: vec![Change::Unseat {
                    session,
                    user: self.user,
                }],
            };
        };
        let seat = Seat { place, ..kept };
        let told = match place {
            SeatPlace::Waits => SessionTold::Waits {
                session,
                before: gathering.seats.before(self.user),
                screened,
            },
            _ => SessionTold::Seated(Box::new(Theirs {
                screened,
                ..theirs(&gathering, &seat, self.member, self.now)
            })),
        };
        let mut changes = vec![gathering.seat(seat)];
        if was != place {
            changes.extend(gathering.show_who(self.now));
        }
        Decision {
            told: Told::Session(told),
            changes,
        }
    }

    /// May watch, and nobody sees a difference if they were there already.
    fn may_not_roll(&self, mut gathering: Gathering, seat: Seat, told: Told) -> Decision {
        let session = gathering.session.id;
        let change = match seat.place {
            SeatPlace::Checking => Change::Unseat {
                session,
                user: self.user,
            },
            _ => gathering.seat(Seat {
                stance: Stance::Watches,
                ..seat
            }),
        };
        Decision {
            told,
            changes: vec![change],
        }
    }

    /// Nothing is new: comes to the group.
    pub(super) fn nothing_new_for(
        &self,
        library: &Library,
        gathering: Gathering,
        visit: Visit,
    ) -> Decision {
        match self.standing(library) {
            Standing::Rolls(it, Due::News | Due::Nothing) => {
                let mut heard = it.clone();
                heard.heard_at = self.now;
                self.join_with(library, gathering, visit, heard)
            }
            _ => self.join(library, gathering, visit),
        }
    }

    /// It has not healed: comes to the group with the same limits.
    pub(super) fn not_healed_for(
        &self,
        library: &Library,
        gathering: Gathering,
        visit: Visit,
    ) -> Decision {
        match self.standing(library) {
            Standing::Rolls(it, Due::Healing) => {
                let mut postponed = it.clone();
                postponed.heals_asked_at = Some(self.now + crate::domain::HEALING_ASKED_AFTER);
                self.join_with(library, gathering, visit, postponed)
            }
            _ => self.join(library, gathering, visit),
        }
    }

    /// Comes to the group with a clearance that says more than the one that is kept.
    fn join_with(
        &self,
        library: &Library,
        gathering: Gathering,
        visit: Visit,
        clearance: Clearance,
    ) -> Decision {
        let (member, keep) = self.with(clearance);
        let then = Asker {
            member: Some(&member),
            ..*self
        };
        let mut decision = then.join(library, gathering, visit);
        decision.changes.insert(0, keep);
        decision
    }

    /// Takes a seat, or a place on the waiting list.
    fn sit(&self, mut gathering: Gathering, visit: Visit, stance: Stance) -> Decision {
        let session = gathering.session.id;
        let kept = gathering.seats.of(self.user).map(|it| it.place);
        let place = match kept.filter(|it| it.is_in() || *it == SeatPlace::Waits) {
            Some(place) => place,
            None => match gathering.seats.room_for(self.user) {
                Some(place) => place,
                None => return Decision::of_session(SessionTold::Full { screened: None }),
            },
        };
        let place = place.once_known();
        let seat = self.seat(&gathering, visit, stance, place);
        let told = match place {
            SeatPlace::Waits => SessionTold::Waits {
                session,
                before: gathering.seats.before(self.user),
                screened: None,
            },
            _ => {
                let theirs = theirs(&gathering, &seat, self.member, self.now);
                SessionTold::Seated(Box::new(theirs))
            }
        };
        let mut changes = vec![gathering.seat(seat)];
        // Whoever was there already changes nothing that anybody could see.
        if kept != Some(place) {
            changes.extend(gathering.show_who(self.now));
        }
        Decision {
            told: Told::Session(told),
            changes,
        }
    }

    fn seat(&self, gathering: &Gathering, visit: Visit, stance: Stance, place: SeatPlace) -> Seat {
        let kept = gathering.seats.of(self.user);
        Seat {
            user: self.user,
            stance,
            place,
            language: visit.language,
            mention: kept.is_some_and(|it| it.mention),
            token: Some(visit.token),
            // They have come back to us, so they may have opened them.
            dms_closed: false,
            attended_seconds: kept.map_or(0, |it| it.attended_seconds),
            sore: kept.map(|it| it.sore.clone()).unwrap_or_default(),
        }
    }
}
