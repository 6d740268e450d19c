//! One group run of one routine: what is said when, and what a host may do to it.
//!
//! An anchor and no countdown: every deadline is computed from when the first cue was due, so that
//! lateness never adds up. Told what time it is; knows nobody, and says nothing itself.

use chrono::TimeDelta;

use super::{Ending, Held, Language, RoomId, RoutineId, ServerId, SessionId, Timestamp};

/// How long a pause lasts before the session ends: nobody lies on the floor for longer. Ours.
pub const PAUSE_MAX: TimeDelta = TimeDelta::minutes(30);
/// An outage longer than this holds the session: the group has stopped by then. Ours.
pub const OUTAGE_MAX: TimeDelta = TimeDelta::minutes(2);
/// The longest time between opening a session and its first cue. Ours.
pub const LOBBY_SECONDS_MAX: u32 = 60 * 60;

/// A session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The interaction that opened it: the same event again opens no second one.
    pub id: SessionId,
    /// In which server.
    pub server: ServerId,
    /// In which voice channel's chat.
    pub room: RoomId,
    /// What is spoken there.
    pub language: Language,
    /// Which routine is rolled.
    pub routine: RoutineId,
    /// How long each cue takes, in seconds. Never empty, and none is 0.
    pub plan: Vec<u32>,
    /// Where it is.
    pub phase: Phase,
}

/// Where a session is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// People gather.
    Lobby {
        /// When the first cue is due.
        starts_at: Timestamp,
    },
    /// Cues are said.
    Rolling {
        /// When the first cue would have been due, had nothing held it up.
        anchor: Timestamp,
        /// How many cues have been said, or passed while nothing could be.
        cued: usize,
    },
    /// Nothing is said until a host goes on.
    Paused {
        /// How far in it was. At most the start of the cue that comes next, so that none is lost.
        elapsed: TimeDelta,
        /// As above.
        cued: usize,
        /// When it ends unless somebody goes on.
        resume_by: Timestamp,
        /// Why.
        why: Held,
    },
    /// It has ended.
    Over {
        /// How.
        ending: Ending,
        /// When.
        at: Timestamp,
        /// How many cues had been said, or passed while nothing could be.
        cued: usize,
        /// How far in it was.
        rolled: TimeDelta,
    },
}

/// What befalls a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// Time has passed. To be woken for nothing changes nothing.
    Wake,
    /// A host holds it.
    Pause,
    /// A host goes on.
    Resume,
    /// A host goes on to the next cue.
    Skip,
    /// A host ends it.
    Stop,
    /// It was to begin by itself, and nobody has come.
    NobodyCame,
    /// What was to be said could not be: the room is shut, or gone, or the bot was removed.
    Lost(Loss),
}

/// Why nothing can be said in a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// A permission is missing; somebody may give it back.
    Shut {
        /// The cue that could not be said, where it was one.
        unsaid: Option<usize>,
    },
    /// Nothing has reached the room for longer than an outage may last.
    Unheard {
        /// The first cue that did not.
        from: usize,
    },
    /// The channel was deleted.
    RoomGone,
    /// The bot was removed from the server.
    Removed,
}

/// What has to be said or shown because of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// A cue is said.
    Cue {
        /// Which, counted from 0.
        place: usize,
        /// How many before it were not said, because nothing could be.
        missed: usize,
        /// When it was due.
        due: Timestamp,
        /// When the next one is, or the end.
        until: Timestamp,
    },
    /// It is held.
    Held(Held),
    /// It goes on in the middle of a cue, or behind the last one.
    Resumed {
        /// When the next cue is due, or the end.
        until: Timestamp,
    },
    /// It is over.
    Over(Ending),
}

/// Why nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It has not begun.
    NotBegun,
    /// It is held already.
    IsHeld,
    /// It is not held.
    NotHeld,
    /// It has ended.
    IsOver,
}

impl Session {
    /// Takes what befalls it at that moment. A refusal changes nothing.
    pub fn step(&mut self, now: Timestamp, input: Input) -> Result<Vec<Effect>, Refused> {
        match (input, self.phase) {
            (Input::Wake | Input::Lost(_) | Input::NobodyCame, Phase::Over { .. }) => {
                Ok(Vec::new())
            }
            (_, Phase::Over { .. }) => Err(Refused::IsOver),
            (Input::Wake, _) => Ok(self.wake(now)),
            (Input::Stop, _) => Ok(self.end(now, Ending::Stopped)),
            (Input::NobodyCame, Phase::Lobby { .. }) => Ok(self.end(now, Ending::NobodyCame)),
            (Input::NobodyCame, _) => Ok(Vec::new()),
            (Input::Lost(loss), _) => Ok(self.lose(now, loss)),
            (Input::Pause | Input::Skip, Phase::Paused { .. }) => Err(Refused::IsHeld),
            (Input::Resume, Phase::Lobby { .. } | Phase::Rolling { .. }) => Err(Refused::NotHeld),
            (Input::Pause | Input::Skip, Phase::Lobby { .. }) => Err(Refused::NotBegun),
            (Input::Pause, Phase::Rolling { anchor, cued }) => {
                Ok(self.hold(now, now - anchor, cued, Held::ByHost))
            }
            (Input::Skip, Phase::Rolling { cued, .. }) => {
                let anchor = now - self.start(cued);
                Ok(self.roll(now, anchor, cued))
            }
            (Input::Resume, Phase::Paused { elapsed, cued, .. }) => {
                let effects = self.roll(now, now - elapsed, cued);
                match (effects.is_empty(), self.next_deadline()) {
                    (true, Some(until)) => Ok(vec![Effect::Resumed { until }]),
                    _ => Ok(effects),
                }
            }
        }
    }

    /// When it has to be woken; never once it is over.
    pub fn next_deadline(&self) -> Option<Timestamp> {
        match self.phase {
            Phase::Lobby { starts_at } => Some(starts_at),
            Phase::Rolling { anchor, cued } => Some(anchor + self.start(cued)),
            Phase::Paused { resume_by, .. } => Some(resume_by),
            Phase::Over { .. } => None,
        }
    }

    /// When it ends, if nothing holds it up; none while it is held, or over.
    pub fn ends_at(&self) -> Option<Timestamp> {
        match self.phase {
            Phase::Lobby { starts_at } => Some(starts_at + self.length()),
            Phase::Rolling { anchor, .. } => Some(anchor + self.length()),
            Phase::Paused { .. } | Phase::Over { .. } => None,
        }
    }

    /// Whether this cue, due at that moment, is one of those that the group has been led past as planned: not
    /// one that was skipped, or is to be said again.
    pub fn has_passed(&self, place: usize, due: Timestamp) -> bool {
        match self.phase {
            Phase::Rolling { anchor, cued } => {
                place < cued
                    && (anchor + self.start(place)).timestamp_millis() == due.timestamp_millis()
            }
            _ => false,
        }
    }

    /// How long it takes from the first cue to the end.
    pub fn length(&self) -> TimeDelta {
        self.start(self.plan.len())
    }

    /// The cue that the group is at, once one was said.
    pub fn at(&self) -> Option<usize> {
        match self.phase {
            Phase::Rolling { cued, .. } | Phase::Paused { cued, .. } => cued.checked_sub(1),
            Phase::Lobby { .. } | Phase::Over { .. } => None,
        }
    }

    /// How many cues were said, or passed over.
    pub fn cued(&self) -> usize {
        match self.phase {
            Phase::Lobby { .. } => 0,
            Phase::Rolling { cued, .. } | Phase::Paused { cued, .. } | Phase::Over { cued, .. } => {
                cued
            }
        }
    }

    /// Whether it has ended.
    pub fn is_over(&self) -> bool {
        matches!(self.phase, Phase::Over { .. })
    }

    /// How far behind the first cue one starts; behind the last, where it ends.
    fn start(&self, place: usize) -> TimeDelta {
        let seconds = self.plan.iter().take(place).map(|it| i64::from(*it)).sum();
        TimeDelta::seconds(seconds)
    }

    fn wake(&mut self, now: Timestamp) -> Vec<Effect> {
        match self.phase {
            Phase::Lobby { starts_at } if starts_at <= now => {
                let late = now - starts_at;
                if OUTAGE_MAX < late {
                    return self.hold(now, TimeDelta::zero(), 0, Held::Outage);
                }
                // Nobody has rolled yet: whoever comes late begins at the beginning.
                let anchor = match late < self.start(1) {
                    true => starts_at,
                    false => now,
                };
                self.roll(now, anchor, 0)
            }
            Phase::Rolling { anchor, cued } => self.roll(now, anchor, cued),
            Phase::Paused { resume_by, .. } if resume_by <= now => {
                self.end(now, Ending::HeldTooLong)
            }
            Phase::Lobby { .. } | Phase::Paused { .. } | Phase::Over { .. } => Vec::new(),
        }
    }

    /// Rolls on: says the cue that is current, if it was not said yet.
    fn roll(&mut self, now: Timestamp, anchor: Timestamp, cued: usize) -> Vec<Effect> {
        self.phase = Phase::Rolling { anchor, cued };
        let due = anchor + self.start(cued);
        if now < due {
            return Vec::new();
        }
        // All was said: there is nothing to hold it for.
        if cued == self.plan.len() {
            return self.end(now, Ending::Done);
        }
        if OUTAGE_MAX < now - due {
            return self.hold(now, self.start(cued), cued, Held::Outage);
        }
        let begun = (cued..self.plan.len()).rfind(|it| anchor + self.start(*it) <= now);
        let place = begun.unwrap_or(cued);
        let until = anchor + self.start(place + 1);
        if until <= now {
            return self.end(now, Ending::Done);
        }
        self.phase = Phase::Rolling {
            anchor,
            cued: place + 1,
        };
        vec![Effect::Cue {
            place,
            missed: place - cued,
            due: anchor + self.start(place),
            until,
        }]
    }

    fn hold(&mut self, now: Timestamp, elapsed: TimeDelta, cued: usize, why: Held) -> Vec<Effect> {
        // A pause that comes before the wake that is due takes no cue away.
        let elapsed = elapsed.clamp(TimeDelta::zero(), self.start(cued));
        self.phase = Phase::Paused {
            elapsed,
            cued,
            resume_by: now + PAUSE_MAX,
            why,
        };
        vec![Effect::Held(why)]
    }

    fn lose(&mut self, now: Timestamp, loss: Loss) -> Vec<Effect> {
        match (loss, self.phase) {
            (Loss::RoomGone, _) => self.end(now, Ending::RoomGone),
            (Loss::Removed, _) => self.end(now, Ending::Removed),
            (Loss::Unheard { from }, Phase::Rolling { anchor, cued }) => {
                self.hold(now, now - anchor, from.min(cued), Held::Outage)
            }
            (Loss::Unheard { .. }, _) => Vec::new(),
            (Loss::Shut { unsaid }, Phase::Rolling { anchor, cued }) => {
                // It is said once somebody goes on.
                let cued = unsaid.map_or(cued, |it| it.min(cued));
                self.hold(now, now - anchor, cued, Held::Shut)
            }
            (
                Loss::Shut { unsaid: Some(lost) },
                Phase::Paused {
                    elapsed,
                    cued,
                    resume_by,
                    ..
                },
            ) if lost < cued => {
                // Held before it was known that nobody has heard it. They may not lie there for longer.
                self.phase = Phase::Paused {
                    elapsed: elapsed.min(self.start(lost)),
                    cued: lost,
                    resume_by,
                    why: Held::Shut,
                };
                vec![Effect::Held(Held::Shut)]
            }
            (Loss::Shut { .. }, Phase::Lobby { .. }) => self.end(now, Ending::Shut),
            (Loss::Shut { .. }, Phase::Paused { .. } | Phase::Over { .. }) => Vec::new(),
        }
    }

    fn end(&mut self, now: Timestamp, ending: Ending) -> Vec<Effect> {
        let (cued, rolled) = match self.phase {
            Phase::Rolling { cued: 0, .. } | Phase::Lobby { .. } => (0, TimeDelta::zero()),
            Phase::Rolling { anchor, cued } => {
                (cued, (now - anchor).clamp(TimeDelta::zero(), self.length()))
            }
            Phase::Paused { cued, elapsed, .. } => (cued, elapsed),
            Phase::Over { cued, rolled, .. } => (cued, rolled),
        };
        self.phase = Phase::Over {
            ending,
            at: now,
            cued,
            rolled,
        };
        vec![Effect::Over(ending)]
    }
}
