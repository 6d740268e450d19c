//! Simulation (c): a session every evening, while the bot is away now and then, dies with what it has in hand,
//! finds its room taken, and hosts cancel.
//!
//! The oracle knows the evenings, and when the bot was kept from its room. What it is held against is what was
//! delivered, and what is kept at the end.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use chrono::{NaiveDate, TimeDelta};
use unknot::app::{Conductor, Fate, Lookups, Presence};
use unknot::domain::{
    Change, Clearance, Control, Language, Limits, Member, MessageId, Opening, Outcome, Parcel,
    Plan, Repeat, Role, RoomId, RoutineId, Rule, Series, SeriesId, SeriesWants, ServerId,
    SessionId, Timestamp, UserId, Wants, What, Which, Zone,
};
use unknot::draw::Figures;
use unknot::present::Request;
use unknot::store::{Key, Store};

use super::{Dice, Marks, seeds_of};

/// How many worlds are played unless `WORLDS` says otherwise.
const WORLDS: u64 = 40;
const EVENINGS: i64 = 4;
const LEAD: TimeDelta = TimeDelta::minutes(15);
const LATE_MAX: TimeDelta = TimeDelta::minutes(10);
/// How often a room that is taken is looked at.
const LOOKS_EVERY: TimeDelta = TimeDelta::seconds(10);

const REACHED: &[&str] = &[
    "begun to the second",
    "cancelled before it opens",
    "crash between commit and delivery",
    "crash between delivery and settlement",
    "missed",
    "nobody came",
    "opened in time",
    "opened late",
    "room taken",
];

fn lookups() -> &'static Lookups {
    static LOOKUPS: OnceLock<Lookups> = OnceLock::new();
    LOOKUPS.get_or_init(|| Lookups::new(crate::libraries(), Figures::default()))
}

struct World<'a> {
    seed: u64,
    dice: Dice,
    marks: &'a mut Marks,
    conductor: Conductor,
    now: Timestamp,
    carried: Vec<Parcel>,
    /// Under which numbers each session was announced, began, and was shown, and when that was due.
    announced: BTreeMap<SessionId, BTreeSet<(u32, Timestamp)>>,
    begun: BTreeMap<SessionId, BTreeSet<(u32, Timestamp)>>,
    shown: BTreeMap<SessionId, BTreeSet<(u32, Timestamp)>>,
    /// When the bot was kept from its room, from and to.
    away: Vec<(Timestamp, Timestamp)>,
    taken: Vec<(Timestamp, Timestamp)>,
    /// The other session in the room, and since when.
    other: Option<(SessionId, Timestamp)>,
    others: u64,
}

/// One evening, as it was planned.
struct Evening {
    at: Timestamp,
    session: SessionId,
    is_cancelled: bool,
    joined_at: Option<Timestamp>,
}

/// Winter time in Berlin, an hour ahead of UTC, from a day on which nothing is changed.
fn evening(day: i64) -> Timestamp {
    let first = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap() + TimeDelta::days(day);
    first.and_hms_opt(17, 30, 0).unwrap().and_utc()
}

fn series(now: Timestamp) -> Series {
    let plan = Plan {
        server: ServerId::new(2),
        room: RoomId::new(3),
        language: Language::English,
        routine: RoutineId::new("sore_feet_5"),
        rule: Rule::new(
            Zone::named("Europe/Berlin").unwrap(),
            evening(0).naive_utc() + TimeDelta::hours(1),
            Repeat::Daily,
        ),
    };
    Series::new(SeriesId::new(77), plan, now, LEAD).unwrap()
}

#[tokio::test]
async fn every_evening_has_its_session_once_or_says_once_that_it_was_missed() {
    let mut marks = Marks::new(REACHED);
    let seeds = seeds_of(WORLDS);
    let are_enough = seeds.start + WORLDS <= seeds.end;
    for seed in seeds {
        let mut world = World::new(seed, &mut marks).await;
        for day in 0..EVENINGS {
            let evening = world.plays(day).await;
            world.holds(&evening);
        }
    }
    if are_enough {
        marks.were_all_reached();
    }
}

impl<'a> World<'a> {
    async fn new(seed: u64, marks: &'a mut Marks) -> World<'a> {
        let now = evening(0) - TimeDelta::hours(2);
        let store = Store::in_memory(&Key::from_hex(&"5e".repeat(32)).unwrap()).unwrap();
        let version = lookups().speaking([]).library().screening.version;
        let clear = Clearance::new(Outcome::Clear, Limits::default(), true, version, now);
        let mut changes = series(now).begun();
        changes.push(Change::Keep {
            user: UserId::new(1),
            member: Member {
                clearance: Some(clear),
                ..Member::default()
            },
        });
        store.commit(now, changes).await.unwrap();
        World {
            seed,
            dice: Dice(seed),
            marks,
            conductor: Conductor::new(store),
            now,
            carried: Vec::new(),
            announced: BTreeMap::new(),
            begun: BTreeMap::new(),
            shown: BTreeMap::new(),
            away: Vec::new(),
            taken: Vec::new(),
            other: None,
            others: 0,
        }
    }

    /// An evening, from before its lobby until it is over.
    async fn plays(&mut self, day: i64) -> Evening {
        let at = evening(day);
        let local = at.naive_utc() + TimeDelta::hours(1);
        let mut evening = Evening {
            at,
            session: series(self.now).session(local),
            is_cancelled: false,
            joined_at: None,
        };
        self.passes(at - TimeDelta::minutes(20)).await;
        while self.now < at + TimeDelta::minutes(14) {
            self.befalls(&mut evening).await;
            let step = self.dice.between(1, 90_000);
            self.passes(self.now + TimeDelta::milliseconds(step)).await;
        }
        self.frees_the_room().await;
        self.passes(at + TimeDelta::minutes(30)).await;
        self.restarts().await;
        self.passes(at + TimeDelta::hours(2)).await;
        evening
    }

    async fn befalls(&mut self, evening: &mut Evening) {
        match self.dice.below(60) {
            0..=1 => {
                let seconds = self.dice.between(1, 30 * 60);
                let from = self.now;
                self.now += TimeDelta::seconds(seconds);
                self.away.push((from, self.now));
                self.restarts().await;
            }
            2..=5 if self.other.is_none() => {
                self.others += 1;
                let session = SessionId::new(self.others);
                let sent = self.asks(900, opening(session)).await;
                if sent.iter().any(|it| it.session == session) {
                    self.marks.reach("room taken");
                    self.other = Some((session, self.now));
                }
            }
            6..=10 => self.frees_the_room().await,
            11..=12 => self.restarts().await,
            13..=30 if self.announced.contains_key(&evening.session) => {
                for wants in [Wants::Join, Wants::NothingNew] {
                    let session = evening.session;
                    self.asks(1, Request::In { session, wants }).await;
                }
                _ = evening.joined_at.get_or_insert(self.now);
            }
            31 if self.now < evening.at - LEAD && !evening.is_cancelled => {
                self.marks.reach("cancelled before it opens");
                evening.is_cancelled = true;
                let local = evening.at + TimeDelta::hours(1);
                let named = Some(format!("77/{}", local.timestamp()));
                let wants = SeriesWants::Cancel(Which::One);
                self.asks(900, Request::Series { named, wants }).await;
            }
            _ => {}
        }
    }

    async fn frees_the_room(&mut self) {
        if let Some((session, since)) = self.other.take() {
            let wants = Wants::Control(Control::Stop);
            self.asks(900, Request::In { session, wants }).await;
            self.taken.push((since, self.now));
        }
    }

    async fn asks(&mut self, user: u64, request: Request) -> Vec<Parcel> {
        let role = match user {
            900 => Role::Host,
            _ => Role::Member,
        };
        let asked = crate::asked_as(role, UserId::new(user), Some(ServerId::new(2)), request);
        let library = lookups().speaking([Language::English]).library();
        let turned = self.conductor.turn(library, asked, self.now).await;
        assert!(!turned.card.is_fault(), "SEED={}", self.seed);
        self.takes(turned.parcels.clone()).await;
        turned.parcels
    }

    /// A process that dies between keeping something and sending it has it in its outbox.
    async fn takes(&mut self, parcels: Vec<Parcel>) {
        match !parcels.is_empty() && self.dice.is_one_in(8) {
            true => {
                self.marks.reach("crash between commit and delivery");
                self.restarts().await;
            }
            false => self.carried.extend(parcels),
        }
    }

    /// The process dies and is there again at once.
    async fn restarts(&mut self) {
        self.carried = self.conductor.outbox().await.unwrap();
    }

    async fn passes(&mut self, until: Timestamp) {
        loop {
            self.carries().await;
            let due = self.conductor.next_wake().await.unwrap();
            let Some(due) = due.filter(|it| *it <= until) else {
                break;
            };
            self.now = self.now.max(due);
            let presence = Presence::default();
            let woken = self.conductor.wake(self.now, &presence).await.unwrap();
            self.takes(woken).await;
            let woken = self.conductor.wake_series(lookups(), self.now).await;
            self.takes(woken.unwrap()).await;
        }
        self.now = self.now.max(until);
    }

    async fn carries(&mut self) {
        for it in std::mem::take(&mut self.carried) {
            if it.until <= self.now {
                self.settles(it, Fate::Dropped).await;
                continue;
            }
            let of = match it.what {
                What::Invite => Some(&mut self.announced),
                What::Cue { place: 0, .. } => Some(&mut self.begun),
                What::Card => Some(&mut self.shown),
                _ => None,
            };
            if let Some(of) = of {
                of.entry(it.session)
                    .or_default()
                    .insert((it.number, it.due));
            }
            match self.dice.is_one_in(8) {
                true => self.marks.reach("crash between delivery and settlement"),
                false => self.settles(it, Fate::Posted(MessageId::new(1))).await,
            }
        }
    }

    async fn settles(&mut self, parcel: Parcel, fate: Fate) {
        let fate = match parcel.what {
            What::Card | What::Cue { .. } => fate,
            _ if fate == Fate::Dropped => fate,
            _ => Fate::Done,
        };
        let settled = self.conductor.settle(self.now, vec![(parcel, fate)]).await;
        self.takes(settled.unwrap()).await;
    }

    /// The first moment from when a lobby should open at which the bot was there and the room was free.
    fn free(&self, opens_at: Timestamp) -> Timestamp {
        let kept_from = || self.away.iter().chain(&self.taken);
        let mut free = opens_at;
        while let Some((_, to)) = kept_from().find(|(from, to)| *from <= free && free < *to) {
            free = *to;
        }
        free
    }

    fn holds(&mut self, evening: &Evening) {
        let (seed, at) = (self.seed, evening.at);
        let of = |all: &BTreeMap<SessionId, BTreeSet<(u32, Timestamp)>>| -> Vec<Timestamp> {
            let found = all.get(&evening.session).into_iter().flatten();
            found.map(|(_, due)| *due).collect()
        };
        let (announced, begun) = (of(&self.announced), of(&self.begun));
        let shown = of(&self.shown);
        if evening.is_cancelled {
            assert!(
                announced.is_empty() && shown.is_empty(),
                "SEED={seed}: {at} was cancelled"
            );
            return;
        }
        let opens_at = at - LEAD;
        let free = self.free(opens_at);
        let [opened_at] = announced.as_slice() else {
            assert!(
                announced.is_empty(),
                "SEED={seed}: {at} opened more than once"
            );
            assert!(
                at + LATE_MAX - LOOKS_EVERY < free,
                "SEED={seed}: {at} could have been held"
            );
            assert_eq!(
                shown,
                [at],
                "SEED={seed}: that {at} was missed is said once"
            );
            assert!(begun.is_empty(), "SEED={seed}: {at} began without a lobby");
            self.marks.reach("missed");
            return;
        };
        let is_as_soon = free <= *opened_at && *opened_at <= free + LOOKS_EVERY;
        assert!(
            is_as_soon,
            "SEED={seed}: {at} opened at {opened_at}, and not at {free}"
        );
        assert!(
            *opened_at <= at + LATE_MAX,
            "SEED={seed}: {at} opened at {opened_at}"
        );
        self.marks
            .reach_if(*opened_at == opens_at, "opened in time");
        let is_late = opens_at + TimeDelta::seconds(30) < *opened_at;
        self.marks.reach_if(is_late, "opened late");
        let starts_at = match is_late {
            true => at.max(*opened_at + TimeDelta::minutes(2)),
            false => at,
        };
        assert!(
            begun.len() <= 1,
            "SEED={seed}: {at} began more than once: {begun:?}"
        );
        let minute = starts_at + TimeDelta::minutes(1);
        let was_there = !(self.away.iter()).any(|(from, to)| *from < minute && starts_at < *to);
        match evening.joined_at.filter(|it| *it < starts_at) {
            None => {
                self.marks.reach("nobody came");
                assert!(begun.is_empty(), "SEED={seed}: {at} began with nobody");
            }
            Some(_) if was_there => {
                self.marks.reach("begun to the second");
                assert_eq!(begun, [starts_at], "SEED={seed}: {at}");
            }
            Some(_) => {}
        }
    }
}

/// A host opens a session of their own in the room.
fn opening(session: SessionId) -> Request {
    Request::Open(Box::new(Opening {
        session,
        room: Some(RoomId::new(3)),
        language: Language::English,
        timelines: Arc::new(lookups().timelines(&RoutineId::new("sore_feet_5"))),
        starts_in_seconds: 60 * 60,
        missing: Vec::new(),
    }))
}
