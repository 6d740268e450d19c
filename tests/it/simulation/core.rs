//! Sessions alone, in virtual time: held against a stopwatch, and against a group that counts along.

use unknot::domain::{
    Effect, Ending, Held, Input, Language, Loss, Phase, Refused, RoomId, RoutineId, ServerId,
    Session, SessionId, Timestamp,
};

use super::group::Group;
use super::stopwatch::{Heard, State, Stopwatch};
use super::weather::{Kind, Turn, Weather, calm};
use super::{Dice, Marks, every_world};

/// How much happens to a session before it is left in peace.
const TURNS: usize = 150;

const MARKS: &[&str] = &[
    "a routine that there is",
    "late start of the lobby",
    "begun at the beginning, since nobody had begun",
    "held before its first cue",
    "stop in the lobby",
    "pause across a cue",
    "pause one instant before a cue's wake",
    "pause while the wake is late",
    "pause behind the last cue",
    "resumed exactly at a cue's start",
    "resumed in the middle of a cue",
    "resumed after its time, and before the wake",
    "skip at the last cue",
    "skip while the wake is late",
    "outage over a cue",
    "outage over several cues",
    "outage of two minutes and no longer",
    "outage longer than two minutes",
    "outage over the end",
    "late behind the last cue",
    "clock jump forward",
    "clock standing still",
    "spurious wake",
    "lost with the cue unsaid",
    "lost with a cue unsaid while held",
    "lost with nothing unsaid",
    "shut in the lobby",
    "cues that never reached the room",
    "room gone or bot removed",
    "held too long",
    "refused",
    "pressed when over",
    "rolled to its end in peace",
];

#[test]
fn a_session_does_what_a_stopwatch_and_a_list_would() {
    let routines = crate::library().routines.into_values();
    let plans: Vec<Vec<u32>> = routines
        .map(|it| it.cues.iter().map(|cue| cue.seconds).collect())
        .collect();
    every_world(MARKS, |seed, marks| {
        World::draw(seed, &plans, marks).run(marks);
    });
}

struct World {
    seed: u64,
    dice: Dice,
    weather: Weather,
    now: i64,
    session: Session,
    watch: Stopwatch,
    group: Group,
    /// What was left of a cue when it was held, and how long ago.
    held: Option<(i64, i64)>,
}

impl World {
    fn draw(seed: u64, plans: &[Vec<u32>], marks: &mut Marks) -> Self {
        let mut dice = Dice(seed);
        let plan = match dice.is_one_in(8) {
            true => {
                marks.reach("a routine that there is");
                dice.pick(plans)
            }
            false => {
                let cues = dice.between(1, 60);
                let seconds = (0..cues).map(|_| dice.between(10, 60));
                seconds.map(|it| u32::try_from(it).unwrap()).collect()
            }
        };
        let in_ms: Vec<i64> = plan.iter().map(|it| i64::from(*it) * 1_000).collect();
        let lobby = dice.pick(&[0, 1_000, 60_000, 600_000, 3_600_000]);
        let now = 1_900_000_000_000 + dice.between(0, 999_999);
        let session = Session {
            id: SessionId::new(1),
            server: ServerId::new(2),
            room: RoomId::new(3),
            language: Language::English,
            routine: RoutineId::new("drawn"),
            plan,
            phase: Phase::Lobby {
                starts_at: at(now + lobby),
            },
        };
        Self {
            seed,
            weather: Weather::draw(&mut dice),
            dice,
            now,
            session,
            group: Group::new(seed, &in_ms),
            watch: Stopwatch::new(in_ms, lobby),
            held: None,
        }
    }

    fn run(mut self, marks: &mut Marks) {
        self.agrees();
        for _ in 0..TURNS {
            let turn = self.weather.turn(&mut self.dice, &self.watch);
            self.takes(turn, marks);
            if self.session.is_over() {
                return self.stays_over(marks);
            }
        }
        // Nothing more happens to it, so it comes to its end.
        for _ in 0..2 * self.session.plan.len() + 2 {
            let turn = match self.watch.state {
                State::Held(_) => Turn {
                    kind: None,
                    after: 0,
                    input: Input::Resume,
                },
                _ => calm(&mut self.dice, &self.watch),
            };
            self.takes(turn, marks);
        }
        assert!(self.session.is_over(), "SEED={}: it ends", self.seed);
        marks.reach("rolled to its end in peace");
    }

    fn takes(&mut self, turn: Turn, marks: &mut Marks) {
        let seed = self.seed;
        self.now += turn.after;
        self.watch.ticks(turn.after);
        if let Some((_, for_so_long)) = &mut self.held {
            *for_so_long += turn.after;
        }
        let before = (self.session.clone(), self.watch.clone());
        let step = self.session.step(at(self.now), turn.input);
        let expected = self.watch.hears(turn.input);
        let heard = heard(self.now, &step);
        assert_eq!(heard, expected, "SEED={seed}: {turn:?} at {before:?}");
        if matches!(heard, Heard::Nothing | Heard::Refused(_)) {
            assert_eq!(self.session, before.0, "SEED={seed}: {turn:?}");
        }
        self.marks(turn, &before.1, heard, marks);
        self.group.skips(turn.input == Input::Skip);
        if let (Input::Lost(loss), false) = (turn.input, before.0.is_over()) {
            self.group.loses(loss);
        }
        self.group.hears(self.now, heard);
        self.agrees();
        if turn.input == Input::Wake {
            let is_ahead = self
                .session
                .next_deadline()
                .is_none_or(|it| at(self.now) < it);
            assert!(is_ahead, "SEED={seed}: {turn:?} at {before:?}");
            let is_due = before.1.due_in().is_some_and(|it| it <= 0);
            let is_something = heard != Heard::Nothing;
            assert_eq!(is_due, is_something, "SEED={seed}: {turn:?} at {before:?}");
        }
    }

    /// What can be asked of a session is what a stopwatch shows.
    fn agrees(&self) {
        let (seed, session) = (self.seed, &self.session);
        let from_now = |it: Option<Timestamp>| it.map(|it| it.timestamp_millis() - self.now);
        assert_eq!(
            from_now(session.next_deadline()),
            self.watch.due_in(),
            "SEED={seed}: when it is woken: {session:?}"
        );
        assert_eq!(
            from_now(session.ends_at()),
            self.watch.over_in(),
            "SEED={seed}: when it ends: {session:?}"
        );
        let is_begun = matches!(self.watch.state, State::Rolling | State::Held(_));
        let last = self.watch.next().checked_sub(1).filter(|_| is_begun);
        assert_eq!(session.at(), last, "SEED={seed}: where it is: {session:?}");
        let is_over = self.watch.state == State::Over;
        assert_eq!(session.is_over(), is_over, "SEED={seed}: {session:?}");
    }

    fn stays_over(mut self, marks: &mut Marks) {
        let over = self.session.clone();
        let inputs = [Input::Wake, Input::Pause, Input::Resume, Input::Skip];
        let lost = Input::Lost(Loss::Shut { unsaid: Some(0) });
        for input in inputs.into_iter().chain([Input::Stop, lost]) {
            let turn = Turn {
                kind: None,
                after: self.dice.between(0, 600_000),
                input,
            };
            self.takes(turn, marks);
            assert_eq!(self.session, over, "SEED={}: for ever", self.seed);
        }
        marks.reach("pressed when over");
    }

    /// Which interesting places were reached, by what the stopwatch showed before.
    fn marks(&mut self, turn: Turn, before: &Stopwatch, heard: Heard, marks: &mut Marks) {
        let (left, is_last) = (before.left, before.unsaid.is_empty());
        match turn.kind {
            Some(Kind::Jump) => marks.reach("clock jump forward"),
            Some(Kind::Still) => marks.reach("clock standing still"),
            _ => {}
        }
        match (turn.input, before.state) {
            (Input::Wake, State::Lobby) => self.marks_of_the_start(-left, heard, marks),
            (Input::Wake, State::Rolling) => marks_of_a_wake(before, heard, marks),
            (Input::Pause, State::Rolling) => {
                marks.reach_if(left == 1, "pause one instant before a cue's wake");
                marks.reach_if(left < 0, "pause while the wake is late");
                marks.reach_if(is_last, "pause behind the last cue");
            }
            (Input::Resume, State::Held(may)) => {
                let (then, for_so_long) = self.held.unwrap_or_default();
                marks.reach_if(0 < then && then < for_so_long, "pause across a cue");
                marks.reach_if(left == 0, "resumed exactly at a cue's start");
                marks.reach_if(left != 0, "resumed in the middle of a cue");
                marks.reach_if(may < 0, "resumed after its time, and before the wake");
            }
            (Input::Skip, State::Rolling) => {
                marks.reach_if(is_last && 0 < left, "skip at the last cue");
                marks.reach_if(!is_last && left < 0, "skip while the wake is late");
            }
            (Input::Stop, State::Lobby) => marks.reach("stop in the lobby"),
            (Input::Lost(loss), state) => marks_of_a_loss(loss, state, before.next(), marks),
            _ => {}
        }
        match heard {
            Heard::Nothing => marks.reach_if(turn.input == Input::Wake, "spurious wake"),
            Heard::Held(_) if self.held.is_none() => self.held = Some((left, 0)),
            Heard::Cue { .. } | Heard::GoesOn { .. } => self.held = None,
            Heard::Over(Ending::HeldTooLong) => marks.reach("held too long"),
            Heard::Refused(_) => marks.reach("refused"),
            Heard::Held(_) | Heard::Over(_) => {}
        }
    }

    fn marks_of_the_start(&self, late: i64, heard: Heard, marks: &mut Marks) {
        let begun = "begun at the beginning, since nobody had begun";
        match heard {
            Heard::Cue { late: 0, .. } => marks.reach_if(0 < late, begun),
            Heard::Cue { .. } => marks.reach("late start of the lobby"),
            Heard::Held(_) => marks.reach("held before its first cue"),
            _ => {}
        }
    }
}

fn marks_of_a_wake(before: &Stopwatch, heard: Heard, marks: &mut Marks) {
    let late = -before.left;
    match heard {
        Heard::Cue { missed, .. } => {
            marks.reach_if(missed == 1, "outage over a cue");
            marks.reach_if(1 < missed, "outage over several cues");
            marks.reach_if(late == 120_000, "outage of two minutes and no longer");
        }
        Heard::Held(Held::Outage) => marks.reach("outage longer than two minutes"),
        Heard::Over(_) if before.unsaid.is_empty() => {
            marks.reach_if(0 < late, "late behind the last cue");
        }
        Heard::Over(_) => marks.reach("outage over the end"),
        _ => {}
    }
}

fn marks_of_a_loss(loss: Loss, state: State, next: usize, marks: &mut Marks) {
    if let Loss::Unheard { from } = loss {
        marks.reach_if(from < next, "cues that never reached the room");
    }
    let Loss::Shut { unsaid } = loss else {
        return marks.reach("room gone or bot removed");
    };
    let is_unsaid = unsaid.is_some_and(|it| it < next);
    match (state, is_unsaid) {
        (State::Lobby, _) => marks.reach("shut in the lobby"),
        (State::Rolling, true) => marks.reach("lost with the cue unsaid"),
        (State::Rolling, false) => marks.reach("lost with nothing unsaid"),
        (State::Held(_), true) => marks.reach("lost with a cue unsaid while held"),
        (State::Held(_) | State::Over, _) => {}
    }
}

fn at(ms: i64) -> Timestamp {
    Timestamp::from_timestamp_millis(ms).unwrap()
}

/// What a step says, with times counted from that moment.
fn heard(now: i64, step: &Result<Vec<Effect>, Refused>) -> Heard {
    let from_now = |it: &Timestamp| it.timestamp_millis() - now;
    match step.as_deref() {
        Err(refused) => Heard::Refused(*refused),
        Ok([]) => Heard::Nothing,
        Ok([effect]) => match effect {
            Effect::Cue {
                place,
                missed,
                due,
                until,
            } => Heard::Cue {
                place: *place,
                missed: *missed,
                late: -from_now(due),
                left: from_now(until),
            },
            Effect::Held(why) => Heard::Held(*why),
            Effect::Resumed { until } => Heard::GoesOn {
                left: from_now(until),
            },
            Effect::Over(ending) => Heard::Over(*ending),
        },
        Ok(several) => panic!("one thing at a time: {several:?}"),
    }
}
