//! What somebody is told of their own screening, or of what is set in their server. For them alone.

use super::{
    Clearance, HydrationTold, Limits, Member, Outcome, OwnTold, RoutineId, SeriesTold, Server,
    SessionId, SessionTold, Timestamp, Unfinished, Zone,
};

/// What they are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// What the check is and what is kept, before it begins.
    Consent {
        /// Whether group sessions are for adults only where they asked.
        adults_only: bool,
    },
    /// The page that is asked next.
    Page(Box<Unfinished>),
    /// A stop, without a button. An emergency is told with its line first and alone.
    Stop(Outcome),
    /// A hold or "not today", with the way on from here.
    Waits(Clearance, Box<Unfinished>),
    /// They may roll.
    Rolls(Clearance),
    /// They would rather not begin.
    NotNow,
    /// They would rather not go on.
    Cancelled,
    /// The page cannot go on; a new check can.
    Fresh(Stale),
    /// A stop is a day old: has somebody seen them?
    IfSeen,
    /// Nobody has: it stays.
    StopStays,
    /// What is known of them.
    Status {
        /// That.
        member: Option<Member>,
        /// When they asked.
        now: Timestamp,
    },
    /// Nothing of them is kept any more.
    Forgotten {
        /// Whether anything was.
        was_known: bool,
    },
    /// Is anything new since last time?
    News(Before),
    /// Has it healed?
    Healing {
        /// Before what it is asked.
        before: Before,
        /// What is off.
        limits: Limits,
    },
    /// A routine as they do it.
    Version {
        /// Which.
        routine: RoutineId,
        /// What is off.
        limits: Limits,
    },
    /// There is no version for them while this counts.
    NoVersion(Clearance),
    /// There is none before they are screened.
    NeedsCheck,
    /// Gathering sessions here are for those who said that they are 18 or over, and they have not.
    AdultsOnly,
    /// What is set in the server.
    Settings {
        /// Now.
        is: Server,
        /// Before, where something was to be changed.
        was: Option<Server>,
    },
    /// Only who manages the server may set something there.
    NoManager,
    /// There is no server here to set something in, or to lead a session in.
    NoServer,
    /// Something about a session.
    Session(SessionTold),
    /// Something about a series of sessions.
    Series(SeriesTold),
    /// Something about reminders.
    Hydration(HydrationTold),
    /// Something about what is their own.
    Own(OwnTold),
    /// In which time zone they live.
    Zone {
        /// There; none where they have not said.
        zone: Option<Zone>,
        /// Whether they have just said so.
        is_new: bool,
        /// When they asked.
        now: Timestamp,
    },
    /// No time zone is called that, or several are.
    WhichZone {
        /// As typed. User text: escape it before it is shown.
        typed: String,
        /// The nearest, best first.
        among: Vec<String>,
    },
}

/// Before what somebody is asked whether anything is new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Before {
    /// Their own version of a routine.
    Version(RoutineId),
    /// A session.
    Session(SessionId),
}

/// How much is kept of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Nothing.
    Nothing,
    /// Where they live, or what they asked to be reminded of, and nothing of a check.
    Wishes,
    /// Who they are, from a check that has ended.
    Name,
    /// What their check came to, too.
    Check,
}

impl Kept {
    /// What is kept of this member.
    pub fn of(member: Option<&Member>) -> Self {
        let Some(it) = member else {
            return Kept::Nothing;
        };
        match (&it.clearance, it.zone, it.reminders) {
            (Some(_), ..) => Kept::Check,
            (None, None, None) => Kept::Name,
            (None, ..) => Kept::Wishes,
        }
    }
}

/// Why a page cannot go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stale {
    /// It has waited too long, or does not belong to where they are.
    Old,
    /// The questions have changed.
    OtherVersion,
    /// It was not made for them, or not by us.
    NotTheirs,
}
