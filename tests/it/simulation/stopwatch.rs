//! What a group with a stopwatch and a list expects of a session.
//!
//! Counts down what is left of the cue, and crosses off what was said. Shares nothing with the core: it
//! knows no hour, and nothing that was computed beforehand.

use std::collections::VecDeque;

use unknot::domain::{Ending, Held, Input, Loss, Refused};

/// Ours, written once more: half an hour, and two minutes.
const HELD_AT_MOST: i64 = 30 * 60 * 1_000;
const AWAY_AT_MOST: i64 = 2 * 60 * 1_000;

/// A list of cues and the time left, in milliseconds.
#[derive(Clone, Debug)]
pub(super) struct Stopwatch {
    /// How long each cue takes.
    pub(super) plan: Vec<i64>,
    /// The cues that are neither said nor missed, in order.
    pub(super) unsaid: VecDeque<usize>,
    /// What is left of the cue, or of the lobby. Below 0 where nobody was woken in time.
    pub(super) left: i64,
    /// What it does.
    pub(super) state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Lobby,
    Rolling,
    /// Stands still, and for how long it may.
    Held(i64),
    Over,
}

/// What is heard at a moment, with times counted from that moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heard {
    Nothing,
    Cue {
        place: usize,
        missed: usize,
        late: i64,
        left: i64,
    },
    Held(Held),
    GoesOn {
        left: i64,
    },
    Over(Ending),
    Refused(Refused),
}

impl Stopwatch {
    pub(super) fn new(plan: Vec<i64>, lobby: i64) -> Self {
        Self {
            unsaid: (0..plan.len()).collect(),
            plan,
            left: lobby,
            state: State::Lobby,
        }
    }

    /// Time goes by.
    pub(super) fn ticks(&mut self, time: i64) {
        match &mut self.state {
            State::Lobby | State::Rolling => self.left -= time,
            State::Held(may) => *may -= time,
            State::Over => {}
        }
    }

    /// In how long something is due; below 0 if it was.
    pub(super) fn due_in(&self) -> Option<i64> {
        match self.state {
            State::Lobby | State::Rolling => Some(self.left),
            State::Held(may) => Some(may),
            State::Over => None,
        }
    }

    /// In how long it is over if nothing comes between.
    pub(super) fn over_in(&self) -> Option<i64> {
        let unsaid: i64 = self.unsaid.iter().map(|it| self.plan[*it]).sum();
        match self.state {
            State::Lobby | State::Rolling => Some(self.left + unsaid),
            State::Held(_) | State::Over => None,
        }
    }

    /// The cue that comes next; behind the last, how many there are.
    pub(super) fn next(&self) -> usize {
        self.unsaid.front().copied().unwrap_or(self.plan.len())
    }

    pub(super) fn hears(&mut self, input: Input) -> Heard {
        match (self.state, input) {
            (State::Over, Input::Wake | Input::Lost(_) | Input::NobodyCame) => Heard::Nothing,
            (State::Over, _) => Heard::Refused(Refused::IsOver),
            (_, Input::Stop) => self.ends(Ending::Stopped),
            (State::Lobby, Input::NobodyCame) => self.ends(Ending::NobodyCame),
            (_, Input::NobodyCame) => Heard::Nothing,
            (_, Input::Lost(Loss::RoomGone)) => self.ends(Ending::RoomGone),
            (_, Input::Lost(Loss::Removed)) => self.ends(Ending::Removed),
            (State::Rolling, Input::Lost(Loss::Unheard { from })) => {
                self.goes_back_to(from);
                self.holds(Held::Outage)
            }
            (_, Input::Lost(Loss::Unheard { .. })) => Heard::Nothing,
            (State::Lobby, Input::Lost(Loss::Shut { .. })) => self.ends(Ending::Shut),
            (_, Input::Lost(Loss::Shut { unsaid })) => self.is_shut(unsaid),
            (State::Lobby, Input::Wake) => self.begins(),
            (State::Lobby, Input::Pause | Input::Skip) => Heard::Refused(Refused::NotBegun),
            (State::Lobby | State::Rolling, Input::Resume) => Heard::Refused(Refused::NotHeld),
            (State::Rolling, Input::Wake) => self.walks_on(),
            (State::Rolling, Input::Pause) => self.holds(Held::ByHost),
            (State::Rolling, Input::Skip) => {
                self.left = 0;
                self.walks_on()
            }
            (State::Held(_), Input::Pause | Input::Skip) => Heard::Refused(Refused::IsHeld),
            (State::Held(may), Input::Wake) if may <= 0 => self.ends(Ending::HeldTooLong),
            (State::Held(_), Input::Wake) => Heard::Nothing,
            (State::Held(_), Input::Resume) => {
                self.state = State::Rolling;
                match self.left {
                    0 => self.walks_on(),
                    left => Heard::GoesOn { left },
                }
            }
        }
    }

    fn begins(&mut self) -> Heard {
        if 0 < self.left {
            return Heard::Nothing;
        }
        // Late by the whole first cue: nobody has begun yet, so all of it is still to come.
        if -self.left <= AWAY_AT_MOST && self.plan[0] <= -self.left {
            self.left = 0;
        }
        self.state = State::Rolling;
        self.walks_on()
    }

    /// Walks along the list for as long as time has run out.
    fn walks_on(&mut self) -> Heard {
        if 0 < self.left {
            return Heard::Nothing;
        }
        if !self.unsaid.is_empty() && self.left < -AWAY_AT_MOST {
            return self.holds(Held::Outage);
        }
        let mut passed = Vec::new();
        while self.left <= 0 {
            match self.unsaid.pop_front() {
                Some(place) => {
                    self.left += self.plan[place];
                    passed.push(place);
                }
                None => return self.ends(Ending::Done),
            }
        }
        let place = *passed.last().unwrap();
        Heard::Cue {
            place,
            missed: passed.len() - 1,
            late: self.plan[place] - self.left,
            left: self.left,
        }
    }

    fn holds(&mut self, why: Held) -> Heard {
        // What is due and was not said waits.
        self.left = self.left.max(0);
        self.state = State::Held(HELD_AT_MOST);
        Heard::Held(why)
    }

    fn is_shut(&mut self, unsaid: Option<usize>) -> Heard {
        let lost = unsaid.filter(|it| self.goes_back_to(*it));
        match (self.state, lost) {
            // Nobody may lie on the floor for longer because of it.
            (State::Held(_), Some(_)) => Heard::Held(Held::Shut),
            (State::Held(_), None) => Heard::Nothing,
            _ => self.holds(Held::Shut),
        }
    }

    /// Whether that is back.
    fn goes_back_to(&mut self, place: usize) -> bool {
        let is_back = place < self.next();
        if is_back {
            self.unsaid = (place..self.plan.len()).collect();
            self.left = 0;
        }
        is_back
    }

    fn ends(&mut self, ending: Ending) -> Heard {
        self.state = State::Over;
        Heard::Over(ending)
    }
}
