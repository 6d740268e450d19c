//! What a private button says when it is pressed. Pages that are half filled in are signed, see
//! `signet`; all else is for whoever presses it.

use super::signet::NEED_HELP;
use crate::domain::{Intent, RoutineId};

/// What a private button asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrivatePress {
    /// Be screened.
    Start,
    /// Begin, with private cues by direct message.
    Agree,
    /// Begin, without them.
    AgreeNoDms,
    /// Not begin.
    NotNow,
    /// Go on with a page, as it was signed.
    Signed(String),
    /// Somebody has seen them, a day after a stop.
    Seen,
    /// Nobody has.
    NotSeen,
    /// A professional agreed, some time after a hold.
    LiftHold,
    /// See one's own version of a routine.
    MyVersion(RoutineId),
    /// The same, nothing being new.
    NothingNew(RoutineId),
    /// The same, with areas that have not healed.
    NotHealed(RoutineId),
    /// Something is new, or may be.
    SomethingNew,
}

/// What a member asks for, as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// Clear as it is.
    Intent(Intent),
    /// On a page that says it was signed, which has yet to be seen.
    Signed {
        /// The page and what was pressed.
        token: String,
        /// What was picked in a menu.
        picked: Vec<String>,
    },
}

impl Request {
    /// Whether it says that a sign of an emergency fits, whatever it is worth otherwise.
    pub fn needs_help(&self) -> bool {
        match self {
            Request::Intent(intent) => matches!(intent, Intent::NeedHelp(_)),
            Request::Signed { token, .. } => token
                .rsplit_once('.')
                .is_some_and(|(_, name)| name == NEED_HELP),
        }
    }
}

impl PrivatePress {
    /// What stands behind the version in the `custom_id`.
    pub(in crate::present) fn encode(&self) -> String {
        match self {
            PrivatePress::Start => "check-start".to_owned(),
            PrivatePress::Agree => "check-agree".to_owned(),
            PrivatePress::AgreeNoDms => "check-agree-no-dms".to_owned(),
            PrivatePress::NotNow => "check-not-now".to_owned(),
            PrivatePress::Signed(token) => format!("check.{token}"),
            PrivatePress::Seen => "check-seen".to_owned(),
            PrivatePress::NotSeen => "check-not-seen".to_owned(),
            PrivatePress::LiftHold => "check-lift".to_owned(),
            PrivatePress::MyVersion(routine) => format!("version.{routine}"),
            PrivatePress::NothingNew(routine) => format!("version-nothing-new.{routine}"),
            PrivatePress::NotHealed(routine) => format!("version-not-healed.{routine}"),
            PrivatePress::SomethingNew => "version-something-new".to_owned(),
        }
    }

    /// What a press asks, where it is a private one.
    pub(in crate::present) fn request(press: &str, picked: &[String]) -> Option<Request> {
        let (name, rest) = press.split_once('.').unwrap_or((press, ""));
        let routine = || RoutineId::new(rest);
        let intent = match (name, rest) {
            ("check", token) => {
                return Some(Request::Signed {
                    token: token.to_owned(),
                    picked: picked.to_vec(),
                });
            }
            ("check-start", "") => Intent::Start,
            ("check-agree", "") => Intent::Agree { dm_consent: true },
            ("check-agree-no-dms", "") => Intent::Agree { dm_consent: false },
            ("check-not-now", "") => Intent::NotNow,
            ("check-seen", "") => Intent::Seen,
            ("check-not-seen", "") => Intent::NotSeen,
            ("check-lift", "") => Intent::LiftHold,
            ("version", _) => Intent::MyVersion(routine()),
            ("version-nothing-new", _) => Intent::NothingNew(routine()),
            ("version-not-healed", _) => Intent::NotHealed(routine()),
            ("version-something-new", "") => Intent::SomethingNew,
            _ => return None,
        };
        Some(Request::Intent(intent))
    }
}
