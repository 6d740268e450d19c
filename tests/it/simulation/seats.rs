//! Seats alone: people come, watch, are checked, leave, and wait, held against two lists of names.
//!
//! The lists are kept as one would at a door: who is in, who waits, and nothing that follows from them.

use std::collections::BTreeSet;

use unknot::domain::{Language, SEATS_MAX, Seat, SeatPlace, Seats, Stance, UserId, WAITING_MAX};

use super::{Dice, Marks, every_world};

/// How often somebody does something in one world.
const TURNS: usize = 100;

const MARKS: &[&str] = &[
    "the last seat taken",
    "one more than there are seats",
    "an empty seat belongs to those who wait",
    "the waiting list full",
    "moved up",
    "moved up out of a long list",
    "told that they moved up",
    "left while waiting",
    "left without having come",
    "sent to be checked out of a seat",
    "sent to be checked out of the list",
    "checked, and still a place",
    "checked, and waits",
    "checked, and no place any more",
    "came twice",
];

#[test]
fn seats_go_to_whoever_came_first_and_there_are_never_more() {
    every_world(MARKS, |seed, marks| Door::open(seed).run(marks));
}

/// Somebody at the door, with two lists.
struct Door {
    seed: u64,
    dice: Dice,
    people: usize,
    /// One in so many turns somebody leaves.
    leaves: usize,
    /// One in so many comers is checked first.
    checks: usize,
    seats: Seats,
    is_in: BTreeSet<u64>,
    waits: Vec<u64>,
    checked: BTreeSet<u64>,
    /// Whether a seat may be empty while somebody waits: leaving fills one, and being checked none.
    was_sent_away: bool,
}

impl Door {
    fn open(seed: u64) -> Self {
        let mut dice = Dice(seed);
        Self {
            seed,
            people: dice.pick(&[3, 20, 30, 60, 90]),
            leaves: dice.pick(&[2, 4, 12]),
            checks: dice.pick(&[2, 6, 1_000]),
            dice,
            seats: Seats::default(),
            is_in: BTreeSet::new(),
            waits: Vec::new(),
            checked: BTreeSet::new(),
            was_sent_away: false,
        }
    }

    fn run(mut self, marks: &mut Marks) {
        for _ in 0..TURNS {
            let who = 1 + u64::try_from(self.dice.below(self.people)).unwrap();
            match self.dice.is_one_in(self.leaves) {
                true => self.leaves(who, marks),
                false => self.comes(who, marks),
            }
            self.agrees();
        }
    }

    fn comes(&mut self, who: u64, marks: &mut Marks) {
        let (user, seed) = (UserId::new(who), self.seed);
        if self.is_in.contains(&who) || self.waits.contains(&who) {
            if self.dice.is_one_in(self.checks * 10) {
                return self.is_sent_away(who, marks);
            }
            marks.reach("came twice");
            // They keep what they have; whoever has moved up sits from now on.
            let seats = self.seats.0.iter_mut();
            let mut moved = seats.filter(|it| it.user == user && it.place == SeatPlace::MovedUp);
            if let Some(seat) = moved.next() {
                marks.reach("told that they moved up");
                seat.place = SeatPlace::Sits;
            }
            return;
        }
        let was_checked = self.checked.contains(&who);
        if !was_checked && self.dice.is_one_in(self.checks) {
            self.checked.insert(who);
            return self.sits(user, SeatPlace::Checking);
        }
        // A seat that is empty belongs to whoever waits.
        let spoken_for = self.is_in.len() + self.waits.len();
        let expected = if spoken_for < SEATS_MAX {
            marks.reach_if(spoken_for + 1 == SEATS_MAX, "the last seat taken");
            Some(SeatPlace::Sits)
        } else if self.waits.len() < WAITING_MAX {
            marks.reach_if(self.waits.is_empty(), "one more than there are seats");
            let is_free = self.is_in.len() < SEATS_MAX;
            marks.reach_if(is_free, "an empty seat belongs to those who wait");
            Some(SeatPlace::Waits)
        } else {
            marks.reach("the waiting list full");
            None
        };
        let place = self.seats.room_for(user);
        assert_eq!(place, expected, "SEED={seed}");
        if was_checked {
            marks.reach(match place {
                Some(SeatPlace::Sits) => "checked, and still a place",
                Some(_) => "checked, and waits",
                None => "checked, and no place any more",
            });
        }
        let Some(place) = place else {
            return;
        };
        // Whoever was checked before came before those who wait since.
        let came = self.seats.0.iter().position(|it| it.user == user);
        self.sits(user, place);
        if place == SeatPlace::Sits {
            self.is_in.insert(who);
        } else {
            let is_before = |it: &u64| came.is_none_or(|came| self.came(*it) < came);
            let before = self.waits.iter().take_while(|it| is_before(it)).count();
            self.waits.insert(before, who);
        }
        self.checked.remove(&who);
    }

    /// Something is new: they are checked, and have no seat meanwhile.
    fn is_sent_away(&mut self, who: u64, marks: &mut Marks) {
        marks.reach(match self.is_in.remove(&who) {
            true => "sent to be checked out of a seat",
            false => "sent to be checked out of the list",
        });
        self.waits.retain(|it| *it != who);
        self.checked.insert(who);
        self.was_sent_away = true;
        self.sits(UserId::new(who), SeatPlace::Checking);
    }

    fn leaves(&mut self, who: u64, marks: &mut Marks) {
        let seed = self.seed;
        let was_in = self.is_in.remove(&who);
        let waited = self.waits.len();
        self.waits.retain(|it| *it != who);
        marks.reach_if(self.waits.len() < waited, "left while waiting");
        let was_checked = self.checked.remove(&who);
        let had_come = was_in || was_checked || self.waits.len() < waited;
        marks.reach_if(!had_come, "left without having come");
        let is_free = self.is_in.len() < SEATS_MAX;
        let next = match is_free && !self.waits.is_empty() {
            true => Some(self.waits.remove(0)),
            false => None,
        };
        let moved_up = self.seats.leave(UserId::new(who));
        let user = moved_up.as_ref().map(|it| it.user.get());
        assert_eq!(user, next, "SEED={seed}: who moves up when {who} leaves");
        if let Some(seat) = moved_up {
            marks.reach("moved up");
            marks.reach_if(10 < waited, "moved up out of a long list");
            assert_eq!(seat.place, SeatPlace::MovedUp, "SEED={seed}");
            assert_eq!(self.seats.of(seat.user), Some(&seat), "SEED={seed}");
            self.is_in.insert(seat.user.get());
        }
    }

    /// Sits down as a session has them sit: where they were, or behind everybody.
    fn sits(&mut self, user: UserId, place: SeatPlace) {
        let stance = self.dice.pick(Stance::ALL).1;
        let seat = Seat {
            user,
            stance,
            place,
            language: Language::English,
            mention: false,
            token: None,
            dms_closed: false,
            attended_seconds: 0,
            sore: BTreeSet::new(),
        };
        match self.seats.0.iter_mut().find(|it| it.user == user) {
            Some(before) => *before = seat,
            None => self.seats.0.push(seat),
        }
    }

    /// Where somebody is in the order in which people came.
    fn came(&self, who: u64) -> usize {
        let seats = &self.seats.0;
        seats.iter().position(|it| it.user.get() == who).unwrap()
    }

    /// Both lists are what the seats say.
    fn agrees(&mut self) {
        let (seed, seats) = (self.seed, &self.seats);
        let with_us: Vec<u64> = seats.with_us().iter().map(|it| it.get()).collect();
        let once: BTreeSet<u64> = with_us.iter().copied().collect();
        assert_eq!(with_us.len(), once.len(), "SEED={seed}: nobody twice");
        assert_eq!(once, self.is_in, "SEED={seed}: who is in");
        assert_eq!(seats.waiting(), self.waits.len(), "SEED={seed}: who waits");
        assert!(with_us.len() <= SEATS_MAX, "SEED={seed}");
        assert!(seats.waiting() <= WAITING_MAX, "SEED={seed}");
        if !self.waits.is_empty() {
            let place = self.dice.below(self.waits.len());
            let before = self.seats.before(UserId::new(self.waits[place]));
            assert_eq!(before, place, "SEED={seed}: how many are before them");
        }
        let is_full = with_us.len() == SEATS_MAX || self.was_sent_away;
        assert!(
            is_full || self.waits.is_empty(),
            "SEED={seed}: an empty seat"
        );
        let known = self.is_in.len() + self.waits.len() + self.checked.len();
        assert_eq!(
            self.seats.0.len(),
            known,
            "SEED={seed}: nobody is left over"
        );
    }
}
