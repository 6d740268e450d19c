//! Sessions, seats and lines to keep: with as little in them as there can be, and with as much.

use std::sync::{Arc, OnceLock};

use unknot::domain::{
    Change, Gathering, Language, Lead, LogLine, Manner, Phase, RoomId, RoutineId, Seat, SeatPlace,
    Seats, ServerId, Session, SessionId, Stance, Timeline, Timelines, Timestamp, Token, UserId,
};
use unknot::store::Store;

use super::{at, last_time, noah, now};
use crate::library;

pub(super) fn club() -> ServerId {
    ServerId::new(u64::MAX - 7)
}

/// A time that is kept as it is.
pub(super) fn then() -> Timestamp {
    at("2031-05-06T07:08:09.123Z")
}

/// What is said in a routine, in both languages.
pub(super) fn timelines(routine: &str) -> Arc<Timelines> {
    let libraries = crate::libraries();
    let compiled = libraries.iter().map(|(language, library)| {
        let routine = &library.routines[&RoutineId::new(routine)];
        (*language, Timeline::compile(library, routine))
    });
    Arc::new(compiled.collect())
}

fn feet() -> Arc<Timelines> {
    static FEET: OnceLock<Arc<Timelines>> = OnceLock::new();
    Arc::clone(FEET.get_or_init(|| timelines("sore_feet_5")))
}

/// A session that nobody is in yet; each in a channel of its own.
pub(super) fn opened(id: u64) -> Gathering {
    Gathering {
        session: Session {
            id: SessionId::new(id),
            server: club(),
            room: RoomId::new(id ^ 0x8000_0000_0000_0000),
            language: Language::Spanish,
            routine: RoutineId::new("sore_feet_5"),
            plan: vec![10, u32::MAX, 1],
            phase: Phase::Lobby { starts_at: then() },
        },
        timelines: feet(),
        manner: Manner::default(),
        seats: Seats::default(),
        lead: Lead {
            user: Some(noah()),
            token: None,
            language: Language::English,
        },
        log: Vec::new(),
        sent: 0,
        card: None,
        opened_at: then(),
        unheard: None,
    }
}

pub(super) fn open(gathering: &Gathering) -> Change {
    Change::Open(Box::new(gathering.clone()))
}

pub(super) fn run(session: &Session) -> Change {
    Change::Run(Box::new(session.clone()))
}

pub(super) fn token(until: Timestamp) -> Token {
    let text = "aW50ZXJhY3Rpb24".repeat(20);
    Token { text, until }
}

/// A seat of which there is nothing to say.
pub(super) fn seat_of(user: UserId) -> Seat {
    Seat {
        user,
        stance: Stance::Rolls,
        place: SeatPlace::Sits,
        language: Language::English,
        mention: false,
        token: None,
        dms_closed: false,
        attended_seconds: 0,
        sore: [].into(),
    }
}

/// A seat of which there is everything to say.
pub(super) fn full_seat(user: UserId) -> Seat {
    Seat {
        user,
        stance: Stance::Breathes,
        place: SeatPlace::MovedUp,
        language: Language::Spanish,
        mention: true,
        token: Some(token(last_time())),
        dms_closed: true,
        attended_seconds: 0,
        sore: library().regions.keys().cloned().collect(),
    }
}

pub(super) fn sit(session: u64, seat: Seat) -> Change {
    Change::Seat {
        session: SessionId::new(session),
        seat: Box::new(seat),
    }
}

pub(super) fn note(session: u64, line: LogLine) -> Change {
    Change::Log {
        session: SessionId::new(session),
        line,
    }
}

pub(super) async fn commit(store: &Store, changes: Vec<Change>) {
    store.commit(now(), changes).await.unwrap();
}

pub(super) async fn kept(store: &Store, session: u64) -> Gathering {
    let kept = store.gathering(SessionId::new(session)).await.unwrap();
    kept.expect("it is kept")
}
