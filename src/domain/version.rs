//! Somebody's own version of a routine: whether they get it, and what is asked of them first.

use super::clearance::whole_seconds;
use super::{
    Asker, Before, Begun, Clearance, Decision, Due, HEALING_ASKED_AFTER, Library, RoutineId,
    Standing, Told,
};

impl Asker<'_> {
    /// Their version of a routine, or what is asked or said before it.
    pub(super) fn version(&self, library: &Library, routine: RoutineId) -> Decision {
        match self.standing(library) {
            Standing::Rolls(it, Due::Nothing) => {
                let own = self
                    .member
                    .map(|member| member.limits_at(&it.limits, self.now));
                let limits = own.unwrap_or_else(|| it.limits.clone());
                Decision::tell(Told::Version { routine, limits })
            }
            Standing::Rolls(_, Due::News) => Decision::tell(Told::News(Before::Version(routine))),
            Standing::Rolls(it, Due::Healing) => Decision::tell(Told::Healing {
                before: Before::Version(routine),
                limits: it.limits.clone(),
            }),
            Standing::Rolls(_, Due::Lists) => self.begin(library, Begun::Lists),
            Standing::Held(it) | Standing::NotToday(it) => {
                Decision::tell(Told::NoVersion(it.clone()))
            }
            Standing::Stopped { outcome, .. } => Decision::tell(Told::Stop(outcome)),
            Standing::AskedIfSeen(_) => Decision::tell(Told::IfSeen),
            Standing::Unscreened => Decision::tell(Told::NeedsCheck),
        }
    }

    /// The same with a clearance that says more than the one that is kept.
    fn version_after(
        &self,
        library: &Library,
        routine: RoutineId,
        clearance: Clearance,
    ) -> Decision {
        let (member, keep) = self.with(clearance);
        let then = Asker {
            member: Some(&member),
            ..*self
        };
        let mut decision = then.version(library, routine);
        decision.changes.push(keep);
        decision
    }

    pub(super) fn nothing_new(&self, library: &Library, routine: RoutineId) -> Decision {
        match self.standing(library) {
            Standing::Rolls(it, Due::News | Due::Nothing) => {
                let mut heard = it.clone();
                heard.heard_at = self.now;
                self.version_after(library, routine, heard)
            }
            _ => self.version(library, routine),
        }
    }

    pub(super) fn not_healed(&self, library: &Library, routine: RoutineId) -> Decision {
        match self.standing(library) {
            Standing::Rolls(it, Due::Healing) => {
                let mut postponed = it.clone();
                postponed.heals_asked_at = Some(self.now + HEALING_ASKED_AFTER);
                self.version_after(library, routine, postponed)
            }
            _ => self.version(library, routine),
        }
    }

    /// Something is new, or may be: what is kept counts no more, and everything is asked.
    pub(super) fn something_new(&self, library: &Library) -> Decision {
        let begun = self.begin(library, Begun::Whole);
        match (self.standing(library), self.member) {
            (Standing::Rolls(it, _), Some(member)) => {
                let mut void = it.clone();
                void.until = self.now;
                // Newer than every page that was open before it, and of one kind with the one that begins.
                void.begun_at = whole_seconds(self.now);
                void.screened_at = self.now;
                self.keep(begun.told, member.dm_consent, void)
            }
            _ => begun,
        }
    }
}
