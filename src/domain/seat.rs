//! Who is with a group: in which order they came, what they do there, and who waits for a place.
//!
//! Whoever rolls, breathes or watches has a seat, and all seats look alike from outside: no list and no
//! count tells one from another. Knows no card and no store.

use std::collections::BTreeSet;

use super::{Language, RegionId, Timestamp, UserId};

/// How many seats a session has. Ours: as many as a host can see, and as a card can name.
pub const SEATS_MAX: usize = 25;
/// How many may wait for one. Ours.
pub const WAITING_MAX: usize = 25;

/// Somebody with a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// Who.
    pub user: UserId,
    /// What they do there.
    pub stance: Stance,
    /// Whether they have the seat or wait for it.
    pub place: SeatPlace,
    /// What they read.
    pub language: Language,
    /// Whether they asked to be mentioned when it begins.
    pub mention: bool,
    /// What their last press left behind.
    pub token: Option<Token>,
    /// Whether a direct message of ours was refused: no other one is sent.
    pub dms_closed: bool,
    /// How long they were in the voice channel while cues were said. Counted by whoever sees them there.
    pub attended_seconds: u32,
    /// Areas for which they have pressed **Too much** once in this session.
    pub sore: BTreeSet<RegionId>,
}

/// What somebody does with a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stance {
    /// Rolls, within limits or without.
    Rolls,
    /// Is asked something before they roll, and rests and breathes meanwhile.
    Asked,
    /// Breathes, since a professional has to agree first.
    Breathes,
    /// Watches.
    Watches,
}

impl Stance {
    /// Every part, with its name.
    pub const ALL: &[(&str, Stance)] = &[
        ("rolls", Stance::Rolls),
        ("asked", Stance::Asked),
        ("breathes", Stance::Breathes),
        ("watches", Stance::Watches),
    ];
}

/// Whether somebody is with a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeatPlace {
    /// They want to, and are being screened first.
    Checking,
    /// All seats were taken.
    Waits,
    /// They have moved up, and are to be told.
    MovedUp,
    /// They are.
    Sits,
}

impl SeatPlace {
    /// Every place, with its name.
    pub const ALL: &[(&str, SeatPlace)] = &[
        ("checking", SeatPlace::Checking),
        ("waits", SeatPlace::Waits),
        ("moved_up", SeatPlace::MovedUp),
        ("sits", SeatPlace::Sits),
    ];

    /// Whether they are with the group.
    pub fn is_in(self) -> bool {
        matches!(self, SeatPlace::MovedUp | SeatPlace::Sits)
    }

    /// What it is once they have been told of it.
    pub(super) fn once_known(self) -> Self {
        match self {
            SeatPlace::MovedUp => SeatPlace::Sits,
            place => place,
        }
    }
}

/// What lets us answer somebody where nobody else sees it. A secret, and short-lived.
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    /// Discord's.
    pub text: String,
    /// Until when (Discord docs, receiving-and-responding: 15 minutes).
    pub until: Timestamp,
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

/// Those with a group, in the order in which they came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seats(pub Vec<Seat>);

impl Seats {
    /// Somebody's seat.
    pub fn of(&self, user: UserId) -> Option<&Seat> {
        self.0.iter().find(|it| it.user == user)
    }

    /// Who is with the group. Nothing says what they do there.
    pub fn with_us(&self) -> Vec<UserId> {
        let seats = self.0.iter().filter(|it| it.place.is_in());
        seats.map(|it| it.user).collect()
    }

    /// How many wait for a seat.
    pub fn waiting(&self) -> usize {
        let waits = |it: &&Seat| it.place == SeatPlace::Waits;
        self.0.iter().filter(waits).count()
    }

    /// How many are before somebody who waits.
    pub fn before(&self, user: UserId) -> usize {
        let seats = self.0.iter().take_while(|it| it.user != user);
        seats.filter(|it| it.place == SeatPlace::Waits).count()
    }

    /// Where somebody would be who came now, or comes to sit from being screened; none where not even
    /// the waiting list has room.
    pub fn room_for(&self, user: UserId) -> Option<SeatPlace> {
        let others = self.0.iter().filter(|it| it.user != user);
        let places: Vec<SeatPlace> = others.map(|it| it.place).collect();
        let count = |is: fn(&SeatPlace) -> bool| places.iter().filter(|it| is(it)).count();
        let (taken, waiting) = (count(|it| it.is_in()), count(|it| *it == SeatPlace::Waits));
        if taken + waiting < SEATS_MAX {
            Some(SeatPlace::Sits)
        } else if waiting < WAITING_MAX {
            Some(SeatPlace::Waits)
        } else {
            None
        }
    }

    /// Takes somebody's seat away. The first of those who wait moves up, and is given out. First is who came
    /// first, as they do who were asked something at the door before they could wait.
    pub fn leave(&mut self, user: UserId) -> Option<Seat> {
        self.0.retain(|it| it.user != user);
        let taken = self.0.iter().filter(|it| it.place.is_in()).count();
        if SEATS_MAX <= taken {
            return None;
        }
        let next = self.0.iter_mut().find(|it| it.place == SeatPlace::Waits)?;
        next.place = SeatPlace::MovedUp;
        Some(next.clone())
    }
}
