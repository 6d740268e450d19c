//! A group on the floor: hears what is said, and counts how long it does each cue.
//!
//! Knows the plan and what it was told, and nothing of what a session keeps.

use unknot::domain::{Ending, Loss};

use super::stopwatch::Heard;

/// What a group has heard, in milliseconds.
pub(super) struct Group {
    seed: u64,
    plan: Vec<i64>,
    /// How long each cue was done so far, up to `since`.
    done: Vec<i64>,
    /// How often each cue was said and not lost.
    said: Vec<u32>,
    /// How many cues were passed over because nothing could be said.
    missed: Vec<bool>,
    /// What is being done, if anything is.
    doing: Option<Doing>,
    /// Whether the next cue may come before its time: a host skips.
    is_skipped: bool,
    /// The cue that has to come next.
    next: usize,
}

struct Doing {
    place: usize,
    since: i64,
    until: i64,
    is_held: bool,
}

impl Group {
    pub(super) fn new(seed: u64, plan: &[i64]) -> Self {
        Self {
            seed,
            plan: plan.to_vec(),
            done: vec![0; plan.len()],
            said: vec![0; plan.len()],
            missed: vec![false; plan.len()],
            doing: None,
            is_skipped: false,
            next: 0,
        }
    }

    /// Whether what is heard next comes of a host who skips.
    pub(super) fn skips(&mut self, is: bool) {
        self.is_skipped = is;
    }

    /// What was said did not reach them: nobody has done it.
    pub(super) fn loses(&mut self, loss: Loss) {
        let (Loss::Shut { unsaid: Some(lost) } | Loss::Unheard { from: lost }) = loss else {
            return;
        };
        if lost < self.next {
            self.next = lost;
            self.said[lost..].fill(0);
            self.missed[lost..].fill(false);
            self.done[lost..].fill(0);
            self.doing = None;
        }
    }

    pub(super) fn hears(&mut self, now: i64, heard: Heard) {
        let seed = self.seed;
        match heard {
            Heard::Nothing | Heard::Refused(_) => {}
            Heard::Cue {
                place,
                missed,
                late,
                left,
            } => {
                assert_eq!(place, self.next + missed, "SEED={seed}: in order");
                assert!(0 <= late && 0 < left, "SEED={seed}: it is now, not over");
                assert_eq!(late + left, self.plan[place], "SEED={seed}: all its time");
                self.missed[self.next..place].fill(true);
                let between: i64 = self.plan[self.next..place].iter().sum();
                self.has_done(now - late - between);
                self.said[place] += 1;
                self.next = place + 1;
                self.doing = Some(Doing {
                    place,
                    since: now - late,
                    until: now + left,
                    is_held: false,
                });
            }
            Heard::Held(_) => self.lies_still(now),
            Heard::GoesOn { left } => {
                let doing = self.doing.as_mut().unwrap();
                doing.is_held = false;
                (doing.since, doing.until) = (now, now + left);
                let all = self.done[doing.place] + left;
                assert_eq!(all, self.plan[doing.place], "SEED={seed}: what was left");
            }
            Heard::Over(ending) => {
                self.lies_still(now);
                if ending == Ending::Done {
                    self.is_done();
                }
            }
        }
    }

    /// A cue has made way for the next one, which was due then: it has had its time, unless a host
    /// was in a hurry.
    fn has_done(&mut self, due: i64) {
        let Some(doing) = self.doing.take() else {
            return;
        };
        let seed = self.seed;
        if !doing.is_held {
            self.done[doing.place] += doing.until.min(due) - doing.since;
            if self.is_skipped {
                return;
            }
            assert_eq!(due, doing.until, "SEED={seed}: one follows the other");
        }
        self.has_done_whole(doing.place);
    }

    fn has_done_whole(&self, place: usize) {
        let seed = self.seed;
        let (done, whole) = (self.done[place], self.plan[place]);
        assert_eq!(done, whole, "SEED={seed}: cue {place} gets its time");
    }

    fn lies_still(&mut self, now: i64) {
        if let Some(doing) = self.doing.as_mut().filter(|it| !it.is_held) {
            self.done[doing.place] += doing.until.min(now) - doing.since;
            doing.is_held = true;
        }
    }

    /// It was rolled to its end: everything was said once, or missed.
    fn is_done(&mut self) {
        let seed = self.seed;
        self.missed[self.next..].fill(true);
        for (place, (said, missed)) in self.said.iter().zip(&self.missed).enumerate() {
            let is_whole = *said == u32::from(!missed);
            assert!(is_whole, "SEED={seed}: cue {place} was said {said} times");
        }
        if let Some(doing) = self.doing.take().filter(|_| !self.is_skipped) {
            self.has_done_whole(doing.place);
        }
    }
}
