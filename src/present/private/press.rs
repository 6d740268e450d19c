//! What a private button says when it is pressed. Pages that are half filled in are signed, see
//! `signet`; all else is for whoever presses it.

use super::signet::NEED_HELP;
use crate::domain::{
    Control, Feel, Hydrate, Intent, Opening, Own, RoomId, RoutineId, Scheduling, SeriesWants,
    SessionId, Timestamp, Wants, Which,
};

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
    /// Something in a session.
    In(SessionId, Wants),
    /// To cancel so much of a series, which is named with one of its sessions.
    CancelSeries(String, Which),
    /// A drink was had, at a reminder that was due at so many milliseconds since 1970.
    Had(i64),
    /// To be reminded once more.
    Snooze,
    /// Not to be reminded any more.
    StopReminders,
    /// To know how much.
    HowMuch,
    /// To have everything deleted.
    DeleteEverything,
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
    /// Something in a session.
    In {
        /// In which.
        session: SessionId,
        /// What.
        wants: Wants,
    },
    /// To open a session.
    Open(Box<Opening>),
    /// To lead one that is named, or that is the only one that could be meant.
    Lead {
        /// As it was chosen or typed.
        named: Option<String>,
        /// The channel in which it was asked for.
        room: Option<RoomId>,
        /// How.
        control: Control,
    },
    /// Something about reminders.
    Hydrate(Box<Hydrate>),
    /// Something about what is their own.
    Own(Own),
    /// To know what sessions there are.
    Sessions,
    /// To schedule a series.
    Schedule(Box<Scheduling>),
    /// Something of a series that is named, or that is the only one that could be meant.
    Series {
        /// As it was chosen or typed.
        named: Option<String>,
        /// What.
        wants: SeriesWants,
    },
}

/// What is said in any case: where to get help, and what asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Help {
    /// Help is needed now.
    Emergency,
    /// Advice is needed today.
    Advice(SessionId),
    /// Something is wrong at a cue: all stop signs, with what to do about them.
    Signs(SessionId, usize),
}

impl Request {
    /// What has to be said in any case, whatever else it is worth and whatever broke.
    pub fn help(&self) -> Option<Help> {
        match self {
            Request::Intent(Intent::NeedHelp(_)) => Some(Help::Emergency),
            Request::Signed { token, .. } => {
                let (_, name) = token.rsplit_once('.')?;
                (name == NEED_HELP).then_some(Help::Emergency)
            }
            Request::In { session, wants } => match *wants {
                Wants::HelpNow => Some(Help::Emergency),
                Wants::AdviceToday => Some(Help::Advice(*session)),
                Wants::Signs(place) => Some(Help::Signs(*session, place)),
                _ => None,
            },
            Request::Intent(_)
            | Request::Open(_)
            | Request::Lead { .. }
            | Request::Hydrate(_)
            | Request::Own(_)
            | Request::Sessions
            | Request::Schedule(_)
            | Request::Series { .. } => None,
        }
    }
}

impl Request {
    /// Whether its answer stands beside what was pressed rather than in its place: what was pressed stays
    /// worth reading.
    pub fn stays_beside(&self) -> bool {
        match self {
            Request::In { wants, .. } => matches!(
                wants,
                Wants::Join
                    | Wants::TooMuch(_)
                    | Wants::Signs(_)
                    | Wants::HowTo(_)
                    | Wants::Leave
                    | Wants::Mention
                    | Wants::TellHost
                    | Wants::CheckFirst
                    | Wants::Feel(_)
                    | Wants::Remind
            ),
            // What is said of harm the day after, and the reminder itself, stay.
            Request::Hydrate(wants) => matches!(**wants, Hydrate::Off | Hydrate::HowMuch),
            Request::Intent(_)
            | Request::Signed { .. }
            | Request::Open(_)
            | Request::Lead { .. }
            | Request::Own(_)
            | Request::Sessions
            | Request::Schedule(_)
            | Request::Series { .. } => false,
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
            PrivatePress::CancelSeries(named, which) => {
                let which = match which {
                    Which::Asked => "asked",
                    Which::One => "one",
                    Which::All => "all",
                };
                format!("cancel-{which}.{named}")
            }
            PrivatePress::Had(due_ms) => format!("drink-had.{due_ms}"),
            PrivatePress::Snooze => "drink-snooze".to_owned(),
            PrivatePress::StopReminders => "drink-stop".to_owned(),
            PrivatePress::HowMuch => "drink-how-much".to_owned(),
            PrivatePress::DeleteEverything => "delete-everything".to_owned(),
            PrivatePress::In(session, wants) => {
                let id = session.get();
                match written(*wants) {
                    (name, None) => format!("in.{id}.{name}"),
                    (name, Some(place)) => format!("in.{id}.{name}.{place}"),
                }
            }
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
            ("delete-everything", "") => Intent::Forget,
            ("version", _) => Intent::MyVersion(routine()),
            ("version-nothing-new", _) => Intent::NothingNew(routine()),
            ("version-not-healed", _) => Intent::NotHealed(routine()),
            ("version-something-new", "") => Intent::SomethingNew,
            ("in", rest) => return within(rest, picked),
            ("drink-had", due_ms) => {
                let due = Timestamp::from_timestamp_millis(due_ms.parse().ok()?)?;
                return Some(hydrate(Hydrate::Had(due)));
            }
            ("drink-snooze", "") => return Some(hydrate(Hydrate::Snooze)),
            ("drink-stop", "") => return Some(hydrate(Hydrate::Off)),
            ("drink-how-much", "") => return Some(hydrate(Hydrate::HowMuch)),
            ("cancel-one", named) => return Some(cancels(named, Which::One)),
            ("cancel-all", named) => return Some(cancels(named, Which::All)),
            _ => return None,
        };
        Some(Request::Intent(intent))
    }
}

fn hydrate(wants: Hydrate) -> Request {
    Request::Hydrate(Box::new(wants))
}

fn cancels(named: &str, which: Which) -> Request {
    Request::Series {
        named: Some(named.to_owned()),
        wants: SeriesWants::Cancel(which),
    }
}

/// What is wanted of a session, as it is written: a name, and a cue where it is about one.
fn written(wants: Wants) -> (&'static str, Option<usize>) {
    match wants {
        Wants::TooMuch(place) => ("too-much", Some(place)),
        Wants::Signs(place) => ("wrong", Some(place)),
        Wants::SkipArea(place) => ("skip-area", Some(place)),
        Wants::HowTo(place) => ("how", Some(place)),
        // How strong it is comes from the menu.
        Wants::Strength(feel, _) => match feel {
            Feel::Better => ("strength-better", None),
            Feel::Same => ("strength-same", None),
            Feel::Worse => ("strength-worse", None),
        },
        other => {
            let named = NAMED.iter().find(|(_, it)| *it == other);
            let (name, _) = named.expect("everything that is about no cue has a name");
            (name, None)
        }
    }
}

/// What is wanted of a session and is about no cue, with its name.
const NAMED: &[(&str, Wants)] = &[
    ("join", Wants::Join),
    ("watch", Wants::Watch),
    ("nothing-new", Wants::NothingNew),
    ("not-healed", Wants::NotHealed),
    ("something-new", Wants::SomethingNew),
    ("check", Wants::CheckFirst),
    ("leave", Wants::Leave),
    ("mention", Wants::Mention),
    ("help", Wants::HelpNow),
    ("advice", Wants::AdviceToday),
    ("tell-host", Wants::TellHost),
    ("better", Wants::Feel(Feel::Better)),
    ("same", Wants::Feel(Feel::Same)),
    ("worse", Wants::Feel(Feel::Worse)),
    ("remind", Wants::Remind),
    ("look", Wants::Control(Control::Look)),
    ("pause", Wants::Control(Control::Pause)),
    ("resume", Wants::Control(Control::Resume)),
    ("skip", Wants::Control(Control::Skip)),
    ("stop", Wants::Control(Control::Stop)),
];

fn within(rest: &str, picked: &[String]) -> Option<Request> {
    let parts: Vec<&str> = rest.split('.').collect();
    let (id, name, place) = match parts.as_slice() {
        [id, name] => (id, *name, None),
        [id, name, place] => (id, *name, Some(place.parse().ok()?)),
        _ => return None,
    };
    let wants = match (name, place, picked) {
        ("too-much", Some(place), []) => Wants::TooMuch(place),
        ("wrong", Some(place), []) => Wants::Signs(place),
        ("skip-area", Some(place), []) => Wants::SkipArea(place),
        // Which area comes from the menu.
        ("skip-area", Some(_), [place]) => Wants::SkipArea(place.parse().ok()?),
        ("how", Some(place), []) => Wants::HowTo(place),
        (_, None, [strength]) => {
            let feel = name.strip_prefix("strength-")?;
            let (_, feel) = Feel::ALL.iter().find(|(it, _)| *it == feel)?;
            Wants::Strength(*feel, strength.parse().ok()?)
        }
        (_, None, []) => NAMED.iter().find(|(it, _)| *it == name)?.1,
        _ => return None,
    };
    let session = SessionId::new(id.parse().ok()?);
    Some(Request::In { session, wants })
}
