//! A session with everybody in it: what each of them may do there, and what comes of it.
//!
//! Pure. What is said in the room is made of what everybody may know; what one person is told is theirs.

mod after;
mod board;
mod host;
mod join;
mod leave;
mod press;
mod scheduled;
mod told;

use std::sync::Arc;

use super::session::{OUTAGE_MAX, PAUSE_MAX};
use super::{
    Asker, Begun, Change, Decision, Effect, Ending, Held, Input, Language, Library, Line, Loss,
    MessageId, Outcome, Parcel, Phase, Refused, Seat, Seats, Server, Session, SessionId, Standing,
    Timelines, Timestamp, Token, Told, UserId, What,
};

pub use after::{CheckIn, Feel, SEVERE, STRENGTH_MAX};
pub use board::Board;
pub use host::{Badge, Control, Did, Lead, LogLine, Opening};
pub use join::{Doing, theirs};
pub use press::{Area, OFF_FOR_TODAY, SECOND_STEP_AFTER, THIRD_STEP_AFTER, TooMuch};
pub use scheduled::Origin;
pub use told::{Here, Listing, Panel, Permit, Reach, SessionTold, Theirs};

/// How long what is shown waits to be shown: as long as a session can last.
const SHOWN_LASTS: chrono::TimeDelta = chrono::TimeDelta::hours(12);
/// How long what is told privately, and the end, are worth saying.
const TOLD_LASTS: chrono::TimeDelta = chrono::TimeDelta::minutes(5);

/// A session, with what it was opened with, and who is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gathering {
    /// The session.
    pub session: Session,
    /// What is said in it, in every language.
    pub timelines: Arc<Timelines>,
    /// How it is said.
    pub manner: Manner,
    /// Who is in it.
    pub seats: Seats,
    /// Who leads it.
    pub lead: Lead,
    /// What was done to it, the last lines.
    pub log: Vec<LogLine>,
    /// How many parcels it has made.
    pub sent: u32,
    /// Its card in the room, once it stands there.
    pub card: Option<Shown>,
    /// Since when it is there.
    pub opened_at: Timestamp,
    /// Cues that were due and never reached the room, since the last one that did.
    pub unheard: Option<Unheard>,
}

/// Cues that never reached a room, one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unheard {
    /// When the first of them was due.
    pub since: Timestamp,
    /// Which that was, counted from 0.
    pub from: usize,
    /// How many there are.
    pub cues: usize,
}

/// How a session is led, as the server had set it when it was opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manner {
    /// Cues are read aloud by Discord.
    pub read_aloud: bool,
    /// Cues are deleted at the end.
    pub tidy: bool,
    /// How it came to be.
    pub origin: Origin,
}

impl Manner {
    /// As it is set in a server.
    pub fn of(settings: &Server) -> Self {
        Self {
            read_aloud: settings.read_aloud,
            tidy: settings.tidy,
            origin: Origin::Host,
        }
    }
}

/// A card that stands in a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The message.
    pub message: MessageId,
    /// Since when.
    pub at: Timestamp,
}

/// How somebody came to a session: what only their press or command brings along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// To answer them for a while where nobody else sees it.
    pub token: Token,
    /// What they read.
    pub language: Language,
    /// What they may do in the server.
    pub badge: Badge,
}

/// What somebody wants of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wants {
    /// Come to the group.
    Join,
    /// Watch.
    Watch,
    /// Come, nothing being new.
    NothingNew,
    /// Come, with areas that have not healed.
    NotHealed,
    /// Say that something is new, or may be.
    SomethingNew,
    /// Be screened first, and come then.
    CheckFirst,
    /// Leave.
    Leave,
    /// Be mentioned when it begins.
    Mention,
    /// Say that a cue is too much.
    TooMuch(usize),
    /// Say that something is wrong at a cue.
    Signs(usize),
    /// Get help now.
    HelpNow,
    /// Get advice today.
    AdviceToday,
    /// Skip the area of a cue.
    SkipArea(usize),
    /// Have the host told that they stopped.
    TellHost,
    /// See how a cue is done.
    HowTo(usize),
    /// Say how they feel.
    Feel(Feel),
    /// Say how strong it feels.
    Strength(Feel, u8),
    /// Be reminded to drink.
    Remind,
    /// Lead it.
    Control(Control),
}

impl Asker<'_> {
    /// What comes of what somebody wants of a session.
    pub fn within(
        &self,
        library: &Library,
        gathering: Gathering,
        visit: Visit,
        wants: Wants,
    ) -> Decision {
        let stop = |outcome| {
            let (_, is_adult) = self.known();
            self.clearance(library, outcome, is_adult)
        };
        match (wants, self.standing(library)) {
            // What is nobody's health, and what leads away from harm, is so at any time.
            (Wants::Control(control), _) => self.control(gathering, visit, control),
            (Wants::Leave, _) => self.leave(gathering),
            (Wants::TellHost, _) => self.tell_host(gathering),
            (Wants::HelpNow, _) => self.help_now(gathering.session.id, stop(Outcome::Emergency)),
            (Wants::Watch, _) => self.watch(library, gathering, visit),
            (_, Standing::Stopped { outcome, .. }) => Decision::tell(Told::Stop(outcome)),
            (Wants::Join, _) => self.join(library, gathering, visit),
            (Wants::NothingNew, _) => self.nothing_new_for(library, gathering, visit),
            (Wants::NotHealed, _) => self.not_healed_for(library, gathering, visit),
            (Wants::CheckFirst, _) => self.check_first(library, gathering, visit, Begun::Whole),
            (Wants::SomethingNew, _) => self.something_new_for(library, gathering, visit),
            (Wants::Mention, _) => self.mention(gathering, visit),
            (Wants::TooMuch(place), _) => self.too_much(gathering, visit, place),
            (Wants::Signs(place), _) => self.signs(gathering, visit, place),
            (Wants::AdviceToday, _) => {
                self.advice_today(gathering.session.id, stop(Outcome::SameDay))
            }
            (Wants::SkipArea(place), _) => self.area_off(gathering, visit, place),
            (Wants::HowTo(place), _) => self.how_to(gathering, visit, place),
            (Wants::Feel(feel), _) => self.check_in(gathering, visit, feel, None),
            (Wants::Strength(feel, it), _) => self.check_in(gathering, visit, feel, Some(it)),
            (Wants::Remind, _) => self.remind(&gathering, &visit),
        }
    }
}

impl Asker<'_> {
    /// What comes of what leads away from harm where nothing of the session is there any more; nothing of
    /// anything else.
    pub fn without(&self, library: &Library, session: SessionId, wants: Wants) -> Option<Decision> {
        let (_, is_adult) = self.known();
        let stop = |outcome| self.clearance(library, outcome, is_adult);
        match wants {
            Wants::HelpNow => Some(self.help_now(session, stop(Outcome::Emergency))),
            Wants::AdviceToday => Some(self.advice_today(session, stop(Outcome::SameDay))),
            Wants::Signs(place) => {
                Some(Decision::of_session(SessionTold::Signs { session, place }))
            }
            _ => None,
        }
    }
}

impl Wants {
    /// Whether it leads away from harm: it is answered whatever could be read.
    pub fn leads_away(&self) -> bool {
        matches!(self, Wants::HelpNow | Wants::AdviceToday | Wants::Signs(_))
    }
}

impl Gathering {
    /// A cue never reached the room. The next one says so, and the session is held once nothing was heard
    /// for as long as an outage may last.
    pub fn unsaid(&mut self, now: Timestamp, place: usize, due: Timestamp) -> Vec<Change> {
        if !self.session.has_passed(place, due) {
            return Vec::new();
        }
        let before = self.unheard.unwrap_or(Unheard {
            since: due,
            from: place,
            cues: 0,
        });
        let unheard = Unheard {
            cues: before.cues + 1,
            ..before
        };
        let is_outage = OUTAGE_MAX <= now - unheard.since;
        self.unheard = (!is_outage).then_some(unheard);
        let mut changes = vec![Change::Unheard {
            session: self.session.id,
            unheard: self.unheard,
        }];
        if is_outage {
            let loss = Loss::Unheard { from: unheard.from };
            let held = self.befall(now, Input::Lost(loss));
            changes.extend(held.unwrap_or_default());
        }
        changes
    }

    /// What the room is told and shown because of what befell the session, and the session as it is then.
    ///
    /// # Errors
    /// Why nothing was changed.
    pub fn befall(&mut self, now: Timestamp, input: Input) -> Result<Vec<Change>, Refused> {
        let was_lobby = matches!(self.session.phase, Phase::Lobby { .. });
        let input = match input {
            Input::Wake if self.is_deserted(now) => Input::NobodyCame,
            input => input,
        };
        let effects = self.session.step(now, input)?;
        if effects.is_empty() {
            return Ok(Vec::new());
        }
        let mut changes = Vec::new();
        for effect in effects {
            match effect {
                Effect::Cue {
                    place,
                    missed,
                    due,
                    until,
                } => {
                    changes.push(self.send(What::Cue { place, missed }, due, until));
                    changes.push(self.send(What::Whispers { place }, due, until));
                }
                Effect::Held(why) => changes.extend(self.held(now, why)),
                Effect::Resumed { until } => {
                    let line = What::Line(Line::Resumed { until });
                    changes.push(self.send(line, now, until));
                }
                Effect::Over(ending) => changes.extend(self.over(now, ending)),
            }
        }
        if self.can_be_told() {
            changes.push(self.show(now));
        }
        changes.extend(self.event_wanted(was_lobby));
        changes.push(Change::Run(Box::new(self.session.clone())));
        Ok(changes)
    }

    /// Shows the card as it is by then.
    pub(super) fn show(&mut self, now: Timestamp) -> Change {
        self.send(What::Card, now, now + SHOWN_LASTS)
    }

    /// Shows who is with the group by then; once it rolls, at the next cue.
    pub(super) fn show_who(&mut self, now: Timestamp) -> Option<Change> {
        let is_rolling = matches!(self.session.phase, Phase::Rolling { .. });
        (!is_rolling).then(|| self.show(now))
    }

    fn held(&mut self, now: Timestamp, why: Held) -> Vec<Change> {
        let mut changes = Vec::new();
        let resume_by = now + PAUSE_MAX;
        if why != Held::Shut {
            let line = What::Line(Line::Held { why, resume_by });
            changes.push(self.send(line, now, now + TOLD_LASTS));
        }
        if why != Held::ByHost {
            changes.push(self.note(now, None, Did::Held(why)));
            changes.push(self.send(What::HostNews, now, now + TOLD_LASTS));
        }
        changes
    }

    fn over(&mut self, now: Timestamp, ending: Ending) -> Vec<Change> {
        let mut changes = Vec::new();
        let was_rolled = matches!(self.session.phase, Phase::Over { cued: 1.., .. });
        if ending.can_be_told() {
            if was_rolled {
                changes.push(self.send(What::Recap, now, now + TOLD_LASTS));
            }
            if was_rolled && self.manner.tidy {
                changes.push(self.send(What::Tidy, now, now + SHOWN_LASTS));
            }
        } else {
            changes.push(self.send(What::HostNews, now, now + TOLD_LASTS));
        }
        if ending != Ending::Stopped {
            changes.push(self.note(now, None, Did::Ended(ending)));
        }
        changes
    }

    /// Whether the room can be told anything.
    fn can_be_told(&self) -> bool {
        match self.session.phase {
            Phase::Over { ending, .. } => ending.can_be_told(),
            Phase::Paused { why, .. } => why != Held::Shut,
            Phase::Lobby { .. } | Phase::Rolling { .. } => true,
        }
    }

    pub(super) fn send(&mut self, what: What, due: Timestamp, until: Timestamp) -> Change {
        self.sent += 1;
        Change::Send(Parcel {
            session: self.session.id,
            number: self.sent,
            room: self.session.room,
            what,
            due,
            until,
        })
    }

    pub(super) fn note(&mut self, at: Timestamp, who: Option<UserId>, did: Did) -> Change {
        let line = LogLine { at, who, did };
        self.log.push(line);
        Change::Log {
            session: self.session.id,
            line,
        }
    }

    pub(super) fn seat(&mut self, seat: Seat) -> Change {
        let session = self.session.id;
        match self.seats.0.iter_mut().find(|it| it.user == seat.user) {
            Some(before) => *before = seat.clone(),
            None => self.seats.0.push(seat.clone()),
        }
        Change::Seat {
            session,
            seat: Box::new(seat),
        }
    }
}
