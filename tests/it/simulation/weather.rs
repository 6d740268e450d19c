//! What a world is like, and what happens next in it.
//!
//! Each world has some kinds of weather and not others, so that no kind hides what another would show.

use unknot::domain::{Input, Loss};

use super::Dice;
use super::stopwatch::{State, Stopwatch};

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;

/// What may happen in a world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A wake comes somewhat late.
    Late,
    /// A wake comes that nobody has asked for.
    Spurious,
    /// Nothing can be done for a while.
    Outage,
    /// The clock is set forward.
    Jump,
    /// The clock was set back, and stands until the time has come again.
    Still,
    /// A host presses something that fits.
    Press,
    /// A host presses anything.
    Stray,
    /// A host stops it.
    Stop,
    /// The room is shut.
    Shut,
    /// The room is gone, or the bot.
    Gone,
}

const KINDS: &[Kind] = &[
    Kind::Late,
    Kind::Spurious,
    Kind::Outage,
    Kind::Jump,
    Kind::Still,
    Kind::Press,
    Kind::Stray,
    Kind::Stop,
    Kind::Shut,
    Kind::Gone,
];

pub(super) struct Weather {
    kinds: Vec<Kind>,
    /// One turn in so many is not calm.
    calm: usize,
}

/// What happens next.
#[derive(Clone, Copy, Debug)]
pub(super) struct Turn {
    /// Why.
    pub(super) kind: Option<Kind>,
    /// After how many milliseconds.
    pub(super) after: i64,
    /// What.
    pub(super) input: Input,
}

impl Weather {
    pub(super) fn draw(dice: &mut Dice) -> Self {
        let kinds: Vec<Kind> = (KINDS.iter().copied())
            .filter(|kind| match kind {
                Kind::Stop | Kind::Gone => dice.is_one_in(10),
                _ => dice.is_one_in(2),
            })
            .collect();
        Self {
            kinds,
            calm: dice.pick(&[1, 2, 4, 12]),
        }
    }

    /// What happens next to a session that a stopwatch goes with.
    pub(super) fn turn(&self, dice: &mut Dice, watch: &Stopwatch) -> Turn {
        if self.kinds.is_empty() || !dice.is_one_in(self.calm) {
            return calm(dice, watch);
        }
        let kind = dice.pick(&self.kinds);
        let would_end = match kind {
            Kind::Late | Kind::Outage => matches!(watch.state, State::Held(_)),
            Kind::Shut => watch.state == State::Lobby,
            _ => false,
        };
        // Worlds that end early show little else.
        if would_end && !dice.is_one_in(10) {
            return calm(dice, watch);
        }
        let ahead = watch.due_in().unwrap_or(0).max(0);
        let (after, input) = match kind {
            Kind::Late => (ahead + dice.between(1, 3 * SECOND), Input::Wake),
            Kind::Spurious => (dice.between(0, ahead), Input::Wake),
            Kind::Outage => (ahead + outage(dice, watch), Input::Wake),
            Kind::Jump => (jump(dice, watch), any(dice, watch)),
            Kind::Still => (0, any(dice, watch)),
            Kind::Press => (moment(dice, ahead), fitting(dice, watch)),
            Kind::Stray => (moment(dice, ahead), any(dice, watch)),
            Kind::Stop => (moment(dice, ahead), Input::Stop),
            Kind::Shut => (moment(dice, ahead), shut(dice, watch)),
            Kind::Gone => (
                moment(dice, ahead),
                Input::Lost(dice.pick(&[Loss::RoomGone, Loss::Removed])),
            ),
        };
        Turn {
            kind: Some(kind),
            after,
            input,
        }
    }
}

/// Wakes come when they were asked for, and a host goes on after a while, or does not.
pub(super) fn calm(dice: &mut Dice, watch: &Stopwatch) -> Turn {
    let ahead = watch.due_in().unwrap_or(0).max(0);
    let (after, input) = match watch.state {
        State::Held(_) if !dice.is_one_in(30) => {
            (dice.between(0, ahead.min(5 * MINUTE)), Input::Resume)
        }
        _ => (ahead, Input::Wake),
    };
    Turn {
        kind: None,
        after,
        input,
    }
}

/// A moment around the one when something is due.
fn moment(dice: &mut Dice, ahead: i64) -> i64 {
    let somewhere = dice.between(0, ahead);
    let late = ahead + dice.between(1, 3 * SECOND);
    let very_late = ahead + dice.between(0, 4 * MINUTE);
    let just_before = (ahead - 1).max(0);
    let all = [somewhere, somewhere, just_before, ahead, ahead + 1, late];
    match dice.is_one_in(8) {
        true => very_late,
        false => dice.pick(&all),
    }
}

/// How long nothing can be done: often just as long as it takes to matter.
fn outage(dice: &mut Dice, watch: &Stopwatch) -> i64 {
    let anything = dice.between(SECOND, 10 * MINUTE);
    let count = dice.between(1, 4);
    let cues = watch.unsaid.iter().take(usize::try_from(count).unwrap());
    let over_cues: i64 = cues.map(|it| watch.plan[*it]).sum();
    let edge = dice.pick(&[2 * MINUTE, over_cues, over_cues]);
    match dice.is_one_in(3) {
        true => anything,
        false => (edge + dice.between(-1, 1)).max(0),
    }
}

fn jump(dice: &mut Dice, watch: &Stopwatch) -> i64 {
    let longest = match watch.state {
        State::Held(_) => dice.pick(&[MINUTE, 40 * MINUTE]),
        _ => dice.pick(&[MINUTE, 3 * MINUTE, 120 * MINUTE]),
    };
    dice.between(SECOND, longest)
}

fn fitting(dice: &mut Dice, watch: &Stopwatch) -> Input {
    match watch.state {
        State::Held(_) => Input::Resume,
        _ => dice.pick(&[Input::Pause, Input::Skip]),
    }
}

fn any(dice: &mut Dice, watch: &Stopwatch) -> Input {
    let presses = [Input::Pause, Input::Resume, Input::Skip];
    match dice.below(200) {
        0 => Input::Stop,
        1..5 => shut(dice, watch),
        5..100 => Input::Wake,
        _ => dice.pick(&presses),
    }
}

/// The room is shut: for a cue that was said last, or before, or for something else.
fn shut(dice: &mut Dice, watch: &Stopwatch) -> Input {
    let last = watch.next().checked_sub(1);
    let any = dice.below(watch.plan.len() + 1);
    let unsaid = dice.pick(&[None, last, last, Some(any)]);
    if watch.state == State::Rolling && dice.is_one_in(3) {
        return Input::Lost(Loss::Unheard { from: any });
    }
    Input::Lost(Loss::Shut { unsaid })
}
