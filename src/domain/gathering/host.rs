//! What hosts do to a session, and what stands in its log.

use std::sync::Arc;

use super::told::{Listing, Panel, Permit, SessionTold};
use super::{Gathering, Manner, Visit};
use crate::domain::{
    Asker, Change, Decision, Ending, Held, Input, Language, Phase, Role, RoleId, RoomId, Seats,
    Server, Session, SessionId, Timelines, Timestamp, Token, Told, UserId,
};

/// How many lines of the log a host sees.
pub(super) const LOG_LINES_SHOWN: usize = 10;

/// How soon a second **Skip** is taken for the first one, pressed or sent twice. Ours.
const SKIPPED_AGAIN_AFTER: chrono::TimeDelta = chrono::TimeDelta::seconds(2);

/// What somebody may do in a server, as their interaction says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Badge {
    /// By their permissions.
    pub role: Role,
    /// The roles that they have there.
    pub roles: Vec<RoleId>,
}

impl Badge {
    /// Whether they may lead sessions: by permission, or by the role that the server has named.
    pub fn is_host(&self, settings: &Server) -> bool {
        let has = |it| self.roles.contains(&it);
        self.role != Role::Member || settings.host_role.is_some_and(has)
    }
}

/// Who leads a session: whoever opened it, or took it over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lead {
    /// Who; nobody yet where it opened by itself, and nobody any more where they wished to be forgotten.
    pub user: Option<UserId>,
    /// What their last press left behind.
    pub token: Option<Token>,
    /// What they read.
    pub language: Language,
}

/// A line of a session's log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogLine {
    /// When.
    pub at: Timestamp,
    /// Who; none where nobody did it.
    pub who: Option<UserId>,
    /// What.
    pub did: Did,
}

/// What is written into a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Did {
    /// Opened it.
    Opened,
    /// Held it.
    Paused,
    /// Went on.
    Resumed,
    /// Skipped to the next cue.
    Skipped,
    /// Ended it.
    Stopped,
    /// It was held by itself.
    Held(Held),
    /// It ended by itself.
    Ended(Ending),
    /// Somebody wished the host to know that they stopped. Nothing else is known of it.
    ToldOfStopping,
}

impl Did {
    /// Everything that can be written, with its name.
    pub const ALL: &[(&str, Did)] = &[
        ("opened", Did::Opened),
        ("paused", Did::Paused),
        ("resumed", Did::Resumed),
        ("skipped", Did::Skipped),
        ("stopped", Did::Stopped),
        ("held_by_host", Did::Held(Held::ByHost)),
        ("held_outage", Did::Held(Held::Outage)),
        ("held_shut", Did::Held(Held::Shut)),
        ("ended_done", Did::Ended(Ending::Done)),
        ("ended_stopped", Did::Ended(Ending::Stopped)),
        ("ended_held_too_long", Did::Ended(Ending::HeldTooLong)),
        ("ended_shut", Did::Ended(Ending::Shut)),
        ("ended_room_gone", Did::Ended(Ending::RoomGone)),
        ("ended_removed", Did::Ended(Ending::Removed)),
        ("ended_nobody_came", Did::Ended(Ending::NobodyCame)),
        ("ended_missed", Did::Ended(Ending::Missed)),
        ("told_of_stopping", Did::ToldOfStopping),
    ];
}

/// What a host does to a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control {
    /// Looks.
    Look,
    /// Holds it.
    Pause,
    /// Goes on.
    Resume,
    /// Goes on to the next cue.
    Skip,
    /// Ends it.
    Stop,
}

/// What is needed to open a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The interaction that opens it.
    pub session: SessionId,
    /// In which voice channel; none where none was named and they are in none.
    pub room: Option<RoomId>,
    /// What is spoken in the server.
    pub language: Language,
    /// What is said, in every language. Not empty.
    pub timelines: Arc<Timelines>,
    /// How long until the first cue.
    pub starts_in_seconds: u32,
    /// What the bot may not do in that channel.
    pub missing: Vec<Permit>,
}

impl Asker<'_> {
    /// Opens a session. `taken` says whether one is in that channel already.
    pub fn open(&self, visit: Visit, opening: Opening, taken: bool) -> Decision {
        let Some(venue) = self.venue else {
            return Decision::tell(Told::NoServer);
        };
        if !visit.badge.is_host(&venue.settings) {
            return Decision::of_session(SessionTold::OnlyHosts);
        }
        let Some(room) = opening.room else {
            return Decision::of_session(SessionTold::WhichRoom);
        };
        let missing: Vec<Permit> = opening
            .missing
            .into_iter()
            .filter(|it| it.is_needed(&venue.settings))
            .collect();
        if !missing.is_empty() {
            return Decision::of_session(SessionTold::Lacks { room, missing });
        }
        if taken {
            return Decision::of_session(SessionTold::RoomTaken { room });
        }
        let language = venue.settings.language.unwrap_or(opening.language);
        let spoken = opening.timelines.get(&language);
        let (language, timeline) = match spoken {
            Some(timeline) => (language, timeline),
            None => match opening.timelines.first_key_value() {
                Some((language, timeline)) => (*language, timeline),
                None => return Decision::of_session(SessionTold::NoSession),
            },
        };
        let starts_in = chrono::TimeDelta::seconds(opening.starts_in_seconds.into());
        let session = Session {
            id: opening.session,
            server: venue.id,
            room,
            language,
            routine: timeline.routine.clone(),
            plan: timeline.cues.iter().map(|it| it.seconds).collect(),
            phase: Phase::Lobby {
                starts_at: self.now + starts_in,
            },
        };
        let mut gathering = Gathering {
            session,
            timelines: opening.timelines,
            manner: Manner::of(&venue.settings),
            seats: Seats::default(),
            lead: Lead {
                user: Some(self.user),
                token: Some(visit.token),
                language: visit.language,
            },
            log: Vec::new(),
            sent: 0,
            card: None,
            opened_at: self.now,
            unheard: None,
        };
        let mut changes = vec![Change::Open(Box::new(gathering.clone()))];
        changes.push(gathering.note(self.now, Some(self.user), Did::Opened));
        changes.push(gathering.show(self.now));
        Decision {
            told: Told::Session(SessionTold::Panel(Box::new(
                gathering.panel(visit.language, Some(Did::Opened)),
            ))),
            changes,
        }
    }

    /// What a host does to a session that stands in the server where they are.
    pub(super) fn control(
        &self,
        mut gathering: Gathering,
        visit: Visit,
        control: Control,
    ) -> Decision {
        let may = self.venue.is_some_and(|it| {
            it.id == gathering.session.server && visit.badge.is_host(&it.settings)
        });
        if !may {
            return Decision::of_session(SessionTold::OnlyHosts);
        }
        let language = visit.language;
        let shown = |gathering: &Gathering, did, refused| {
            let panel = Panel {
                refused,
                ..gathering.panel(language, did)
            };
            Told::Session(SessionTold::Panel(Box::new(panel)))
        };
        // Pressed twice, or sent twice by Discord: one cue is skipped, whatever else was written meanwhile.
        let has_just = |it: &LogLine| self.now - it.at < SKIPPED_AGAIN_AFTER;
        let mut skips = gathering.log.iter().filter(|it| it.did == Did::Skipped);
        let was_skipped = skips.any(has_just);
        if control == Control::Skip && was_skipped {
            return Decision::tell(shown(&gathering, None, None));
        }
        let (input, did) = match control {
            Control::Look => (None, None),
            Control::Pause => (Some(Input::Pause), Some(Did::Paused)),
            Control::Resume => (Some(Input::Resume), Some(Did::Resumed)),
            Control::Skip => (Some(Input::Skip), Some(Did::Skipped)),
            Control::Stop => (Some(Input::Stop), Some(Did::Stopped)),
        };
        let befallen = input.map_or(Ok(Vec::new()), |it| gathering.befall(self.now, it));
        let mut changes = match befallen {
            Ok(changes) => changes,
            Err(refused) => return Decision::tell(shown(&gathering, None, Some(refused))),
        };
        if let Some(did) = did {
            changes.push(gathering.note(self.now, Some(self.user), did));
        }
        // Whoever does something leads from then on: they are the one who is told.
        gathering.lead = Lead {
            user: Some(self.user),
            token: Some(visit.token),
            language: visit.language,
        };
        changes.push(Change::Lead {
            session: gathering.session.id,
            lead: gathering.lead.clone(),
        });
        Decision {
            told: shown(&gathering, did, None),
            changes,
        }
    }
}

impl Gathering {
    /// What whoever leads can be answered by at that moment: what their last press there left behind, as the
    /// one who leads or as somebody with the group.
    pub fn lead_token(&self, now: Timestamp) -> Option<&Token> {
        let seat = self.lead.user.and_then(|it| self.seats.of(it));
        let tokens = [
            self.lead.token.as_ref(),
            seat.and_then(|it| it.token.as_ref()),
        ];
        let tokens = tokens.into_iter().flatten().filter(|it| now < it.until);
        tokens.max_by_key(|it| it.until)
    }

    /// Who wished the host to know that they stopped, since then.
    pub fn stopped_since(&self, since: Timestamp) -> Vec<UserId> {
        let lines = self.log.iter().filter(|it| since <= it.at);
        let told = lines.filter(|it| it.did == Did::ToldOfStopping);
        told.filter_map(|it| it.who).collect()
    }

    /// What a host has before them.
    pub fn panel(&self, language: Language, did: Option<Did>) -> Panel {
        let from = self.log.len().saturating_sub(LOG_LINES_SHOWN);
        Panel {
            session: self.session.clone(),
            name: self.name(language),
            did,
            refused: None,
            log: self.log[from..].to_vec(),
        }
    }

    /// What its routine is called for whoever reads this.
    pub fn name(&self, language: Language) -> String {
        let theirs = self.timelines.get(&language);
        let spoken = || self.timelines.get(&self.session.language);
        theirs
            .or_else(spoken)
            .map_or_else(String::new, |it| it.name.clone())
    }

    /// As it stands in a list.
    pub fn listing(&self, language: Language) -> Listing {
        Listing {
            session: self.session.clone(),
            name: self.name(language),
        }
    }
}

impl Decision {
    /// Tells something about a session, and changes nothing.
    pub(in crate::domain) fn of_session(told: SessionTold) -> Self {
        Self::tell(Told::Session(told))
    }
}
