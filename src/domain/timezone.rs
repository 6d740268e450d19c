//! Where somebody lives: what `/timezone` comes to.

use super::hydration::due_anew;
use super::{Asker, Change, Decision, Member, Told, zone_meant};

impl Asker<'_> {
    /// In which time zone they are reminded. What they live by is theirs to say, whatever stops them.
    pub(super) fn zone(&self, typed: Option<String>) -> Decision {
        let now = self.now;
        let was = self.member.and_then(|it| it.zone);
        let Some(typed) = typed else {
            let is_new = false;
            return Decision::tell(Told::Zone {
                zone: was,
                is_new,
                now,
            });
        };
        match zone_meant(&typed, now) {
            Err(among) => Decision::tell(Told::WhichZone { typed, among }),
            Ok(zone) => {
                let (user, zone) = (self.user, Some(zone));
                let member = Member {
                    zone,
                    ..self.member.cloned().unwrap_or_default()
                };
                // What is due at a time of day is due at another moment there.
                let due = due_anew(user, &member, now);
                let is_new = true;
                Decision {
                    told: Told::Zone { zone, is_new, now },
                    changes: [vec![Change::Keep { user, member }], due].concat(),
                }
            }
        }
    }
}
