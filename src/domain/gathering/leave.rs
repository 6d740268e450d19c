//! Who leaves a group, who moves up then, and who is mentioned when it begins.
//!
//! Says nothing of why somebody leaves.

use super::told::SessionTold;
use super::{Gathering, Visit};
use crate::domain::{Asker, Change, Decision, Told, after_leaving};

impl Asker<'_> {
    /// Leaves the group. Whoever has waited longest moves up.
    pub fn leave(&self, mut gathering: Gathering) -> Decision {
        if gathering.seats.of(self.user).is_none() {
            return Decision::of_session(SessionTold::WasNotIn);
        }
        let session = gathering.session.id;
        let question = self
            .member
            .and_then(|it| after_leaving(self.user, it, &gathering, self.now));
        let moved_up = gathering.seats.leave(self.user);
        let mut changes = vec![Change::Unseat {
            session,
            user: self.user,
        }];
        changes.extend(question);
        if let Some(seat) = moved_up.filter(|_| !gathering.session.is_over()) {
            changes.push(gathering.seat(seat));
            let until = self.now + super::TOLD_LASTS;
            changes.push(gathering.send(crate::domain::What::MovedUp, self.now, until));
        }
        if !gathering.session.is_over() {
            changes.extend(gathering.show_who(self.now));
        }
        Decision {
            told: Told::Session(SessionTold::Left),
            changes,
        }
    }

    /// Is mentioned when it begins.
    pub(super) fn mention(&self, mut gathering: Gathering, visit: Visit) -> Decision {
        match gathering.seats.of(self.user).cloned() {
            None => Decision::of_session(SessionTold::WasNotIn),
            Some(mut seat) => {
                seat.mention = true;
                seat.token = Some(visit.token);
                Decision {
                    told: Told::Session(SessionTold::Mentioned),
                    changes: vec![gathering.seat(seat)],
                }
            }
        }
    }
}
