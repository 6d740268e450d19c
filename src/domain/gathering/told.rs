//! What one person is told about a session. For them alone.

use std::sync::Arc;

use super::{Area, Did, Feel, LogLine, TooMuch};
use crate::domain::{
    Clearance, Language, Limits, Listed, Refused, RoomId, Server, Session, SessionId, Stance,
    TechniqueId, Timelines, Timestamp,
};

/// What they are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SessionTold {
    /// They are with the group.
    Seated(Box<Theirs>),
    /// They wait for a seat.
    Waits {
        /// Of which session.
        session: SessionId,
        /// How many wait before them.
        before: usize,
        /// What came of the check that they have just done for it.
        screened: Option<Clearance>,
    },
    /// Not even the waiting list has room.
    Full {
        /// What came of the check that they have just done for it.
        screened: Option<Clearance>,
    },
    /// It has ended.
    IsOver,
    /// There is no such session, or none that they could mean.
    NoSession,
    /// They may watch, and nothing else today.
    OnlyWatch {
        /// Which session.
        session: SessionId,
        /// Why.
        clearance: Clearance,
    },
    /// They are not with the group any more.
    Left,
    /// They were not.
    WasNotIn,
    /// They are mentioned when it begins.
    Mentioned,
    /// How to go around a sore spot.
    TooMuch(TooMuch),
    /// All stop signs, with what to do about them.
    Signs {
        /// In which session.
        session: SessionId,
        /// At which cue.
        place: usize,
    },
    /// Help is needed now.
    Help(SessionId),
    /// Advice is needed today.
    Advice(SessionId),
    /// An area is off for today.
    AreaOff {
        /// In which session.
        session: SessionId,
        /// What people call the area.
        area: String,
        /// Whether that is kept, so that later cues leave it out.
        kept: bool,
    },
    /// An area is to be off, and no cue says which.
    WhichArea {
        /// In which session.
        session: SessionId,
        /// Those that were rolled, and are not off yet.
        areas: Vec<Area>,
    },
    /// The host is told that they stopped.
    HostTold {
        /// Whether the host can be reached at once; else they find it when they look.
        reached: bool,
    },
    /// A cue is for what is off for them: they rest.
    HowToOff,
    /// How a cue is done: the card of its technique.
    HowTo(Option<TechniqueId>),
    /// How it was for them is kept; how strong it feels is asked.
    CheckIn {
        /// Of which session.
        session: SessionId,
        /// What they said.
        feel: Feel,
        /// How strong it feels, once they said so.
        strength: Option<u8>,
        /// Which areas may be off from now on, where it is so strong that one has to be.
        areas: Vec<Area>,
    },
    /// Nothing of it is kept, because nothing else is kept of them.
    CheckInNotKept {
        /// Of which session.
        session: SessionId,
        /// What they said.
        feel: Feel,
    },
    /// Only hosts may do that.
    OnlyHosts,
    /// What a host has before them.
    Panel(Box<Panel>),
    /// There is a session in this channel already.
    RoomTaken {
        /// Which channel.
        room: RoomId,
    },
    /// The bot may not do there what it needs to.
    Lacks {
        /// Which channel.
        room: RoomId,
        /// What is missing.
        missing: Vec<Permit>,
    },
    /// They named no voice channel, and are in none.
    WhichRoom,
    /// Several sessions could be meant, or all are asked for.
    Listed {
        /// Those.
        sessions: Vec<Listing>,
        /// The series of the server, where they are asked for too.
        series: Vec<Listed>,
        /// Whether one of them has to be chosen.
        choose: bool,
    },
}

/// What somebody with a group is told when they sit down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theirs {
    /// The session as it is.
    pub session: Session,
    /// What is said in it.
    pub timelines: Arc<Timelines>,
    /// What they read.
    pub language: Language,
    /// What they do there.
    pub stance: Stance,
    /// What is off for them.
    pub limits: Limits,
    /// Where the group is, if it has begun: at which cue, and until when.
    pub here: Option<Here>,
    /// How their own cues reach them.
    pub reach: Reach,
    /// Whether they are mentioned when it begins.
    pub mention: bool,
    /// What came of the check that they have just done for it.
    pub screened: Option<Clearance>,
}

/// Where a group is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Here {
    /// At which cue, counted from 0.
    pub place: usize,
    /// Until when; none while it is held.
    pub until: Option<Timestamp>,
}

/// How somebody's own cues reach them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Beside the room for a while after each press of theirs, then by direct message.
    ThenDirect,
    /// Beside the room for a while after each press of theirs, then not at all.
    ThenNot,
}

/// What a host has before them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panel {
    /// The session as it is.
    pub session: Session,
    /// What its routine is called for them.
    pub name: String,
    /// What they have just done, or what has just happened.
    pub did: Option<Did>,
    /// Why what they wanted was not done.
    pub refused: Option<Refused>,
    /// What was done to it, the last lines.
    pub log: Vec<LogLine>,
}

/// A session in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// The session as it is.
    pub session: Session,
    /// What its routine is called for whoever asks.
    pub name: String,
}

/// Something that the bot has to be allowed to do in a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permit {
    /// See it.
    View,
    /// Enter it, without which its chat is closed too (Discord docs, topics/permissions).
    Connect,
    /// Write there.
    Send,
    /// Show cards.
    Embed,
    /// Have cues read aloud, where the server wants that.
    ReadAloud,
    /// Keep scheduled events there, without which a schedule goes on all the same.
    Events,
}

impl Permit {
    /// Whether no session can do without it in a server where this is set.
    pub fn is_needed(&self, settings: &Server) -> bool {
        match self {
            Permit::ReadAloud => settings.read_aloud,
            // A session goes on without its event.
            Permit::Events => false,
            Permit::View | Permit::Connect | Permit::Send | Permit::Embed => true,
        }
    }
}
