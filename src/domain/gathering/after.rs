//! How it was: what somebody says of themselves at the end, for their own eyes.

use super::told::SessionTold;
use super::{Gathering, Visit};
use crate::domain::{Asker, Change, Decision, RoutineId, SessionId, Timestamp, Told};

/// The strongest that something can feel (dossier 7.2).
pub const STRENGTH_MAX: u8 = 10;
/// From how strong on an area has to be stopped (dossier 7.2).
pub const SEVERE: u8 = 8;

/// How somebody feels beside before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Feel {
    /// Better.
    Better,
    /// The same.
    Same,
    /// Worse.
    Worse,
}

impl Feel {
    /// Every answer, with its name.
    pub const ALL: &[(&str, Feel)] = &[
        ("better", Feel::Better),
        ("same", Feel::Same),
        ("worse", Feel::Worse),
    ];
}

/// What somebody said after a session. Theirs alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckIn {
    /// Of which session; a second one takes the place of the first.
    pub session: SessionId,
    /// Which routine it was.
    pub routine: RoutineId,
    /// When.
    pub at: Timestamp,
    /// How they feel.
    pub feel: Feel,
    /// How strong it feels, 0 to [`STRENGTH_MAX`], where they said so.
    pub strength: Option<u8>,
}

impl Asker<'_> {
    /// Says how they feel, and how strong it feels.
    pub(super) fn check_in(
        &self,
        mut gathering: Gathering,
        visit: Visit,
        feel: Feel,
        strength: Option<u8>,
    ) -> Decision {
        // What nobody knows would belong to nobody; their check is what makes them known.
        let session = gathering.session.id;
        if self.member.is_none() {
            return Decision::of_session(SessionTold::CheckInNotKept { session, feel });
        }
        let areas = match strength.is_some_and(|it| SEVERE <= it) {
            true => self.areas(&gathering, visit.language),
            false => Vec::new(),
        };
        let check_in = CheckIn {
            session,
            routine: gathering.session.routine.clone(),
            at: self.now,
            feel,
            strength: strength.map(|it| it.min(STRENGTH_MAX)),
        };
        let user = self.user;
        let mut changes = gathering.touch(self, visit);
        changes.push(Change::CheckIn {
            user,
            check_in: Box::new(check_in),
        });
        changes.push(Change::Heard { user });
        Decision {
            told: Told::Session(SessionTold::CheckIn {
                session,
                feel,
                strength,
                areas,
            }),
            changes,
        }
    }
}
