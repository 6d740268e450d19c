//! A group as tests see it: what is decided is kept at once, and what has to be sent is remembered.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use chrono::TimeDelta;
use unknot::domain::{
    Asker, Badge, Change, CheckIn, Clearance, Decision, Doing, Gathering, Input, Language, Lead,
    Library, Limits, Manner, Member, Outcome, Phase, Role, RoutineId, Seat, SeatPlace, Seats,
    Server, Stance, Theirs, Timeline, Timelines, Timestamp, Token, Told, UserId, Venue, Visit,
    Wants, What, theirs,
};
use unknot::present::{Card, Signet};

use super::{PLAN, at, session};

pub(super) fn library() -> &'static Library {
    static LIBRARY: OnceLock<Library> = OnceLock::new();
    LIBRARY.get_or_init(crate::library)
}

/// What is said in this routine.
pub(super) fn timeline(routine: &str) -> Timeline {
    let routine = &library().routines[&RoutineId::new(routine)];
    Timeline::compile(library(), routine)
}

fn full_body() -> Arc<Timelines> {
    static FULL: OnceLock<Arc<Timelines>> = OnceLock::new();
    let compiled = || Arc::new([(Language::English, timeline("full_body_20"))].into());
    Arc::clone(FULL.get_or_init(compiled))
}

pub(super) fn mia() -> UserId {
    UserId::new(1)
}

pub(super) fn noah() -> UserId {
    UserId::new(2)
}

pub(super) fn host() -> UserId {
    UserId::new(900)
}

/// What Mia reads of it.
pub(super) fn card(told: &Told) -> Card {
    let card = unknot::present::told(library(), &Signet::new([7; 32]), mia(), told);
    card.for_its_owner().clone()
}

/// So many who sit, none of whom anything is known of.
fn crowd(count: u64) -> impl Iterator<Item = UserId> {
    (1_000..1_000 + count).map(UserId::new)
}

pub(crate) fn seat(user: UserId, stance: Stance, place: SeatPlace) -> Seat {
    Seat {
        user,
        stance,
        place,
        language: Language::English,
        mention: false,
        token: None,
        dms_closed: false,
        attended_seconds: 0,
        sore: [].into(),
    }
}

pub(super) fn token(text: &str, until: Timestamp) -> Token {
    let text = text.to_owned();
    Token { text, until }
}

/// Of somebody grown up who was screened then.
pub(super) fn screened(outcome: Outcome, then: Timestamp) -> Clearance {
    let limits = Limits::default();
    Clearance::new(outcome, limits, true, library().screening.version, then)
}

pub(super) fn member(clearance: Clearance) -> Member {
    Member {
        clearance: Some(clearance),
        ..Member::default()
    }
}

/// A session with everything: opened at 18:50 by a host, the first cue due at 19:00.
pub(crate) fn gathering(phase: Phase) -> Gathering {
    Gathering {
        session: session(phase),
        timelines: full_body(),
        manner: Manner::default(),
        seats: Seats::default(),
        lead: Lead {
            user: Some(host()),
            token: None,
            language: Language::English,
        },
        log: Vec::new(),
        sent: 0,
        card: None,
        opened_at: at("18:50"),
        unheard: None,
    }
}

/// A group, and everybody who comes to it.
pub(super) struct Group {
    pub(super) gathering: Gathering,
    pub(super) members: BTreeMap<UserId, Member>,
    pub(super) settings: Server,
    pub(super) now: Timestamp,
    /// What has to be sent.
    pub(super) sent: Vec<What>,
    /// How it was for them, as they said it.
    pub(super) check_ins: Vec<CheckIn>,
}

impl Group {
    /// Six cues of a real routine, as long as those of [`PLAN`].
    pub(super) fn new(phase: Phase, time: &str) -> Self {
        Self {
            gathering: gathering(phase),
            members: BTreeMap::new(),
            settings: Server::default(),
            now: at(time),
            sent: Vec::new(),
            check_ins: Vec::new(),
        }
    }

    /// All seats taken but one, by people of whom nothing is known.
    pub(super) fn crowded(mut self) -> Self {
        let sit = crowd(unknot::domain::SEATS_MAX as u64 - 1);
        let sit = sit.map(|it| seat(it, Stance::Watches, SeatPlace::Sits));
        self.gathering.seats.0.extend(sit);
        self
    }

    /// Screened with this outcome at 18:55.
    pub(super) fn knows(mut self, user: UserId, outcome: Outcome) -> Self {
        self.members
            .insert(user, member(screened(outcome, at("18:55"))));
        self
    }

    pub(super) fn seats(mut self, user: UserId, stance: Stance, place: SeatPlace) -> Self {
        self.gathering.seats.0.push(seat(user, stance, place));
        self
    }

    pub(super) fn asks<T>(&self, user: UserId, ask: impl FnOnce(Asker<'_>, Gathering) -> T) -> T {
        let asker = Asker {
            user,
            member: self.members.get(&user),
            venue: Some(Venue {
                id: self.gathering.session.server,
                settings: self.settings,
            }),
            now: self.now,
        };
        ask(asker, self.gathering.clone())
    }

    /// What somebody is told who wants something, all of it being kept.
    pub(super) fn wants(&mut self, user: UserId, wants: Wants) -> Told {
        let decision = self.decides(user, wants);
        self.keep(decision.changes);
        decision.told
    }

    /// The same, without keeping it.
    pub(super) fn decides(&self, user: UserId, wants: Wants) -> Decision {
        let role = match user == host() {
            true => Role::Host,
            false => Role::Member,
        };
        let visit = Visit {
            token: token("token", self.now + TimeDelta::minutes(15)),
            language: Language::English,
            badge: Badge {
                role,
                roles: Vec::new(),
            },
        };
        self.asks(user, |asker, gathering| {
            asker.within(library(), gathering, visit, wants)
        })
    }

    /// Somebody's check is done and kept. What they are told of it here, where that changes anything.
    pub(super) fn checked(&mut self, user: UserId, clearance: Clearance) -> Option<Told> {
        self.members.insert(user, member(clearance.clone()));
        let decision = self.asks(user, |asker, gathering| {
            asker.screened_for(gathering, &clearance)
        });
        let decision = decision?;
        self.keep(decision.changes);
        Some(decision.told)
    }

    pub(super) fn befalls(&mut self, time: &str, input: Input) {
        self.now = at(time);
        let changes = self.gathering.clone().befall(self.now, input).unwrap();
        self.keep(changes);
    }

    pub(super) fn stance(&self, user: UserId) -> Option<(Stance, SeatPlace)> {
        let seat = self.gathering.seats.of(user)?;
        Some((seat.stance, seat.place))
    }

    pub(super) fn doing(&self, user: UserId) -> Doing {
        let seat = self.gathering.seats.of(user).expect("they have a seat");
        Gathering::doing(seat, self.members.get(&user), self.now)
    }

    /// What somebody is told who sits down by then.
    pub(super) fn theirs(&self, user: UserId) -> Theirs {
        let seat = self.gathering.seats.of(user).expect("they have a seat");
        theirs(&self.gathering, seat, self.members.get(&user), self.now)
    }

    /// Keeps all of it, as the store does.
    pub(super) fn keep(&mut self, changes: Vec<Change>) {
        let seats = &mut self.gathering.seats.0;
        for change in changes {
            match change {
                Change::Keep { user, member } => _ = self.members.insert(user, member),
                Change::Seat { seat, .. } => match seats.iter_mut().find(|it| it.user == seat.user)
                {
                    Some(before) => *before = *seat,
                    None => seats.push(*seat),
                },
                Change::Unseat { user, .. } => seats.retain(|it| it.user != user),
                Change::Run(session) => self.gathering.session = *session,
                Change::Lead { lead, .. } => self.gathering.lead = lead,
                Change::Log { line, .. } => self.gathering.log.push(line),
                Change::Unheard { unheard, .. } => self.gathering.unheard = unheard,
                Change::Send(parcel) => {
                    assert_eq!(parcel.number, self.gathering.sent + 1, "each has its own");
                    self.gathering.sent = parcel.number;
                    self.sent.push(parcel.what);
                }
                Change::CheckIn { check_in, .. } => self.check_ins.push(*check_in),
                Change::Heard { user } => assert!(self.members.contains_key(&user), "{user:?}"),
                other => panic!("nothing of the kind comes of a session: {other:?}"),
            }
        }
        assert_eq!(self.gathering.session.plan, PLAN);
    }
}
