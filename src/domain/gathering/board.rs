//! What everybody may know of a session: all that a message in its room is made of.
//!
//! Who rolls, breathes or watches is not in here, and neither is what is off for anybody.

use super::{Gathering, Manner};
use crate::domain::{Session, Timeline, UserId};

/// A session, as the room may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Board<'a> {
    /// Where it is.
    pub session: &'a Session,
    /// What is said, in the room's language.
    pub timeline: &'a Timeline,
    /// How it is said.
    pub manner: Manner,
    /// Who leads it; nobody yet where it opened by itself.
    pub lead: Option<UserId>,
    /// Who is with the group, in the order in which they came, and for how many seconds they were seen in
    /// the voice channel.
    pub with_us: Vec<(UserId, u32)>,
    /// How many wait for a seat.
    pub waiting: usize,
    /// Who asked to be mentioned when it begins, of those with the group.
    pub mentioned: Vec<UserId>,
}

impl Gathering {
    /// What the room may see; none where nothing is said in any language, which no session is opened with.
    pub fn board(&self) -> Option<Board<'_>> {
        let seats = || self.seats.0.iter().filter(|it| it.place.is_in());
        Some(Board {
            session: &self.session,
            timeline: self.timeline(self.session.language)?,
            manner: self.manner,
            lead: self.lead.user,
            with_us: seats().map(|it| (it.user, it.attended_seconds)).collect(),
            waiting: self.seats.waiting(),
            mentioned: seats().filter(|it| it.mention).map(|it| it.user).collect(),
        })
    }
}
