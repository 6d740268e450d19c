//! Everything that somebody may be told of what is their own, so that all of it is seen to fit.

use chrono::{DateTime, TimeDelta};

use crate::domain::{
    CheckIn, Clearance, Diary, Did, Feel, Holdings, Language, Lead, Library, Limits, LogLine,
    Member, Occasion, Outcome, OwnLead, OwnSeat, OwnTold, Reminder, Reminders, RoomId, RoutineId,
    Seat, SeatPlace, Sent, ServerId, SessionId, Stance, Timestamp, Told, UserId, Zone,
};

/// More than anybody has.
const MANY: u64 = 10_000;

/// Everything, with a name.
pub(in crate::present) fn own(library: &Library) -> Vec<(String, Told)> {
    let mut all = vec![("the question whether to delete".to_owned(), OwnTold::Delete)];
    for count in [0, 1, 2, 500] {
        let told = OwnTold::Progress {
            check_ins: check_ins(library, count),
            zone: zone(),
        };
        all.push((format!("{count} check-ins"), told));
    }
    for (name, holdings) in [
        ("somebody unknown", nothing()),
        ("somebody who only wishes", wishes()),
        ("somebody who only led", places()),
        ("somebody who limits what they drink", flagged()),
        ("somebody after a check", after_a_check()),
        ("somebody with everything", everything(library)),
    ] {
        let holdings = Box::new(holdings);
        all.push((format!("the export of {name}"), exported(&holdings)));
        all.push((format!("the privacy of {name}"), OwnTold::Shown(holdings)));
    }
    all.iter().for_each(|(_, told)| known(told));
    all.into_iter()
        .map(|(name, told)| (name, Told::Own(told)))
        .collect()
}

fn exported(holdings: &Holdings) -> OwnTold {
    OwnTold::Export {
        holdings: Box::new(holdings.clone()),
        now: late(),
    }
}

fn nothing() -> Holdings {
    Holdings {
        user: UserId::new(u64::MAX),
        member: None,
        used_day: None,
        due: Vec::new(),
        diary: Diary::default(),
        check_ins: Vec::new(),
        seats: Vec::new(),
        led: Vec::new(),
        done: Vec::new(),
    }
}

fn wishes() -> Holdings {
    let reminders = Some(Reminders::none(Language::ALL[0]));
    let member = Some(Member {
        zone: zone(),
        reminders,
        ..Member::default()
    });
    Holdings {
        member,
        ..nothing()
    }
}

/// Of whoever led a session and was never a member.
fn places() -> Holdings {
    Holdings {
        led: vec![led(1)],
        ..nothing()
    }
}

fn flagged() -> Holdings {
    let stop = Clearance {
        no_water_until: Some(late()),
        ..Clearance::new(Outcome::NotToday, Limits::default(), true, u32::MAX, late())
    };
    Holdings {
        member: Some(Member {
            clearance: Some(stop.flag_alone()),
            ..Member::default()
        }),
        ..after_a_check()
    }
}

fn after_a_check() -> Holdings {
    Holdings {
        member: Some(Member::default()),
        used_day: Some(99_999),
        ..nothing()
    }
}

fn everything(library: &Library) -> Holdings {
    let clearance = Clearance::new(Outcome::Clear, Limits::default(), true, u32::MAX, late());
    let resting = library.regions.keys().map(|it| (it.clone(), late()));
    Holdings {
        member: Some(Member {
            clearance: Some(clearance),
            resting: resting.collect(),
            zone: zone(),
            ..Member::default()
        }),
        used_day: Some(99_999),
        due: Occasion::ALL.iter().map(|(_, it)| due(*it)).collect(),
        diary: Diary {
            sent: Occasion::ALL.iter().map(|(_, it)| sent(*it)).collect(),
            drinks: (0..MANY).map(|_| late()).collect(),
            due: vec![(Occasion::Snoozed, late())],
        },
        check_ins: check_ins(library, 500),
        seats: vec![seat()],
        led: (0..MANY).map(led).collect(),
        done: vec![(SessionId::new(u64::MAX), line())],
        ..nothing()
    }
}

fn due(occasion: Occasion) -> Reminder {
    Reminder {
        occasion,
        at: late(),
        session: Some(SessionId::new(u64::MAX)),
    }
}

fn sent(occasion: Occasion) -> Sent {
    let at = late();
    Sent { occasion, at }
}

fn led(session: u64) -> OwnLead {
    OwnLead {
        session: SessionId::new(session),
        lead: Lead {
            user: Some(UserId::new(u64::MAX)),
            token: None,
            language: Language::ALL[0],
        },
    }
}

fn seat() -> OwnSeat {
    OwnSeat {
        session: SessionId::new(u64::MAX),
        server: ServerId::new(u64::MAX),
        room: RoomId::new(u64::MAX),
        routine: RoutineId::new("gone"),
        opened_at: late(),
        ended_at: Some(late()),
        seat: Seat {
            user: UserId::new(u64::MAX),
            stance: Stance::Rolls,
            place: SeatPlace::Sits,
            language: Language::ALL[0],
            mention: true,
            token: None,
            dms_closed: true,
            attended_seconds: u32::MAX,
            sore: [].into(),
        },
    }
}

fn line() -> LogLine {
    LogLine {
        at: late(),
        who: Some(UserId::new(u64::MAX)),
        did: Did::ToldOfStopping,
    }
}

/// So many, of every routine in turn, the longest names among them.
fn check_ins(library: &Library, count: u32) -> Vec<CheckIn> {
    let routines: Vec<&RoutineId> = library.routines.keys().collect();
    let check_in = |it: u32| {
        let at = usize::try_from(it).unwrap_or_default();
        let (_, feel) = Feel::ALL[at % Feel::ALL.len()];
        let routine = routines.get(at % routines.len().max(1));
        CheckIn {
            session: SessionId::new(it.into()),
            routine: routine.map_or(RoutineId::new("gone"), |it| (*it).clone()),
            at: late() + TimeDelta::hours((it * 17).into()),
            feel,
            strength: Some(10),
        }
    };
    (0..count).map(check_in).collect()
}

fn zone() -> Option<Zone> {
    Zone::named("America/Argentina/ComodRivadavia")
}

/// A moment with as many digits as any.
fn late() -> Timestamp {
    DateTime::from_timestamp(9_999_999_999 - 10 * 365 * 86_400, 0).expect("a moment")
}

/// Does nothing, and stops compiling when something to tell is added: then add it to [`own`] too.
fn known(told: &OwnTold) {
    match told {
        OwnTold::Shown(_) | OwnTold::Export { .. } | OwnTold::Delete | OwnTold::Progress { .. } => {
        }
    }
}
