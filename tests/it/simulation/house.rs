//! Simulation (b): the conductor, a real database in memory, and a courier that loses, delays, refuses and
//! crashes. Groups of people come and go meanwhile.
//!
//! What is held against it is what stands in the rooms at the end: no cue twice, none out of order, none
//! late, and none missing that somebody could have sent.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta};
use unknot::app::{Asked, Came, Conductor, Fate, Presence};
use unknot::domain::{
    Badge, Change, Clearance, Control, Language, Library, Limits, Loss, Member, MessageId, Opening,
    Outcome, Parcel, RegionId, Role, RoomId, ServerId, SessionId, Timeline, Timelines, Timestamp,
    UserId, Wants, What,
};
use unknot::present::Request;
use unknot::store::{Key, Store};

use super::{Dice, Marks};

/// How long the courier waits before it tries again.
const REPEATED_AFTER: TimeDelta = TimeDelta::seconds(2);

/// A room, as those in it see it.
#[derive(Default)]
pub(super) struct Room {
    /// What stands there, by what it was sent as.
    by_nonce: BTreeMap<(SessionId, u32), MessageId>,
    /// Which cue was said when.
    pub(super) cues: Vec<(usize, Timestamp)>,
    pub(super) recaps: usize,
    is_gone: bool,
}

/// Something on its way.
struct Carried {
    parcel: Parcel,
    at: Timestamp,
    /// When it could not be sent, for whatever reason.
    hindered: bool,
}

/// One world.
pub(super) struct House<'a> {
    pub(super) seed: u64,
    pub(super) dice: Dice,
    pub(super) marks: &'a mut Marks,
    library: &'a Library,
    timelines: std::sync::Arc<Timelines>,
    conductor: Conductor,
    pub(super) now: Timestamp,
    pub(super) rooms: BTreeMap<RoomId, Room>,
    carried: Vec<Carried>,
    next_message: u64,
    /// Until when Discord takes nothing.
    refused_until: Timestamp,
    /// When the bot was away, from and to.
    away: Vec<(Timestamp, Timestamp)>,
    pub(super) sessions: Vec<SessionId>,
}

/// The server that everything happens in.
pub(super) fn server() -> ServerId {
    ServerId::new(7_000)
}

impl<'a> House<'a> {
    /// A house with people who were screened, some of them with limits.
    pub(super) async fn open(
        seed: u64,
        library: &'a Library,
        marks: &'a mut Marks,
        people: u64,
    ) -> House<'a> {
        let mut dice = Dice(seed);
        let store = Store::in_memory(&Key::from_hex(&"5e".repeat(32)).unwrap()).unwrap();
        let now = DateTime::from_timestamp(1_900_000_000, 0).unwrap();
        let keep = (1..=people).map(|person| Change::Keep {
            user: UserId::new(person),
            member: member(&mut dice, library, now),
        });
        let keep = keep.collect();
        store.commit(now, keep).await.unwrap();
        let routine = library.routines.values().next().unwrap();
        let timeline = Timeline::compile(library, routine);
        House {
            seed,
            dice,
            marks,
            library,
            timelines: std::sync::Arc::new([(Language::English, timeline)].into()),
            conductor: Conductor::new(store),
            now,
            rooms: BTreeMap::new(),
            carried: Vec::new(),
            next_message: 1,
            refused_until: now,
            away: Vec::new(),
            sessions: Vec::new(),
        }
    }

    /// How many cues there are.
    pub(super) fn cues(&self) -> usize {
        self.timelines[&Language::English].cues.len()
    }

    /// A host opens a session.
    pub(super) async fn start(&mut self, id: u64, room: RoomId, starts_in_seconds: u32) {
        let session = SessionId::new(id);
        self.rooms.entry(room).or_default();
        self.sessions.push(session);
        let opening = Opening {
            session,
            room: Some(room),
            language: Language::English,
            timelines: std::sync::Arc::clone(&self.timelines),
            starts_in_seconds,
            missing: Vec::new(),
        };
        self.ask(900, Request::Open(Box::new(opening))).await;
    }

    /// Somebody wants something of a session.
    pub(super) async fn wants(&mut self, person: u64, session: SessionId, wants: Wants) {
        self.ask(person, Request::In { session, wants }).await;
    }

    async fn ask(&mut self, person: u64, request: Request) {
        let is_host = 900 <= person;
        let asked = Asked {
            user: UserId::new(person),
            server: Some(server()),
            came: Came {
                token: format!("token-of-{person}"),
                language: Language::English,
                badge: Badge {
                    role: if is_host { Role::Host } else { Role::Member },
                    roles: Vec::new(),
                },
            },
            request,
        };
        let turned = self.conductor.turn(self.library, asked, self.now).await;
        self.take(turned.parcels);
    }

    /// What a host does to a session.
    pub(super) async fn control(&mut self, host: u64, session: SessionId, control: Control) {
        self.wants(900 + host, session, Wants::Control(control))
            .await;
    }

    fn take(&mut self, parcels: Vec<Parcel>) {
        // A process that dies between keeping something and sending it has it in its outbox.
        if self.dice.is_one_in(60) {
            self.marks.reach("crash between commit and delivery");
            return;
        }
        let at = self.now;
        self.carried
            .extend(parcels.into_iter().map(|parcel| Carried {
                parcel,
                at,
                hindered: false,
            }));
    }

    /// The process dies and is there again at once: what was on its way is read from the outbox.
    pub(super) async fn restart(&mut self) {
        self.carried.clear();
        let at = self.now;
        let left = self.conductor.outbox().await.unwrap();
        self.carried.extend(left.into_iter().map(|parcel| Carried {
            parcel,
            at,
            hindered: true,
        }));
    }

    /// Nobody is there for so long.
    pub(super) async fn be_away(&mut self, seconds: i64) {
        let from = self.now;
        self.now += TimeDelta::seconds(seconds);
        self.away.push((from, self.now));
        if 120 < seconds {
            self.marks.reach("an outage of more than two minutes");
        }
        self.marks.reach("outage");
        self.restart().await;
    }

    /// Discord takes nothing for so long.
    pub(super) fn refuse(&mut self, seconds: i64) {
        self.refused_until = self.now + TimeDelta::seconds(seconds);
    }

    /// Somebody deletes a channel.
    pub(super) async fn delete_room(&mut self, room: RoomId, is_heard: bool) {
        self.marks.reach("channel deleted");
        self.rooms.get_mut(&room).unwrap().is_gone = true;
        // The gateway may say so, or not.
        if is_heard {
            let parcels = self.conductor.room_gone(self.now, room).await.unwrap();
            self.take(parcels);
        }
    }

    /// Lets time pass up to that moment, everything being done when it is due.
    pub(super) async fn pass(&mut self, until: Timestamp) {
        loop {
            let due = self.conductor.next_wake().await.unwrap();
            let arrives = self.carried.iter().map(|it| it.at).min();
            let next = due.into_iter().chain(arrives).min();
            let Some(next) = next.filter(|it| *it <= until) else {
                break;
            };
            self.now = self.now.max(next);
            if due.is_some_and(|it| it <= self.now) {
                let presence = Presence::default();
                let parcels = self.conductor.wake(self.now, &presence).await.unwrap();
                self.take(parcels);
            }
            self.carry().await;
        }
        self.now = self.now.max(until);
        // Whatever was lost with a process is read when it starts again.
        self.restart().await;
        self.carry().await;
    }

    /// Brings everything that is due to be brought, and tells the conductor what became of it.
    async fn carry(&mut self) {
        let due: Vec<Carried> = {
            let now = self.now;
            let (due, later) = std::mem::take(&mut self.carried)
                .into_iter()
                .partition(|it| it.at <= now);
            self.carried = later;
            due
        };
        let mut due = due;
        due.sort_by_key(|it| (it.parcel.what.lane(), it.parcel.due, it.parcel.number));
        for mut it in due {
            if it.parcel.until <= self.now {
                self.missed(&it);
                self.settle(it.parcel, Fate::Dropped).await;
                continue;
            }
            if self.now < self.refused_until {
                if let What::Cue { .. } = it.parcel.what {
                    self.marks.reach("429 on a cue");
                }
                it.hindered = true;
                it.at = self.now + REPEATED_AFTER;
                self.carried.push(it);
                continue;
            }
            let fate = self.deliver(&it.parcel);
            if self.dice.is_one_in(40) {
                self.marks.reach("crash between delivery and settlement");
                let at = self.now + REPEATED_AFTER;
                self.carried.push(Carried {
                    parcel: it.parcel,
                    at,
                    hindered: it.hindered,
                });
                continue;
            }
            self.settle(it.parcel, fate).await;
        }
    }

    /// A cue that was not said may only be one that nobody could have said.
    fn missed(&self, it: &Carried) {
        let What::Cue { place, .. } = it.parcel.what else {
            return;
        };
        let Parcel { due, until, .. } = it.parcel;
        let was_away = self
            .away
            .iter()
            .any(|(from, to)| *from < until && due < *to);
        let room = &self.rooms[&it.parcel.room];
        let was_said = room
            .by_nonce
            .contains_key(&(it.parcel.session, it.parcel.number));
        assert!(
            it.hindered || was_away || room.is_gone || was_said,
            "SEED={}: cue {place} was lost although nothing was in its way",
            self.seed
        );
    }

    fn deliver(&mut self, parcel: &Parcel) -> Fate {
        let room = self.rooms.get_mut(&parcel.room).unwrap();
        if room.is_gone {
            return Fate::Lost(Loss::RoomGone);
        }
        let known = room.by_nonce.get(&(parcel.session, parcel.number));
        if let Some(message) = known {
            return Fate::Posted(*message);
        }
        let message = MessageId::new(self.next_message);
        self.next_message += 1;
        match parcel.what {
            What::Cue { place, .. } => {
                assert!(
                    parcel.due <= self.now && self.now < parcel.until,
                    "SEED={}: cue {place} was said at a wrong time",
                    self.seed
                );
                room.cues.push((place, self.now));
            }
            What::Recap => room.recaps += 1,
            What::Whispers { .. } | What::HostNews | What::Invite | What::Tidy => {
                return Fate::Done;
            }
            What::MovedUp => {
                self.marks.reach("waiting list moving up");
                return Fate::Done;
            }
            What::Line(_) | What::Card => {}
        }
        let room = self.rooms.get_mut(&parcel.room).unwrap();
        room.by_nonce
            .insert((parcel.session, parcel.number), message);
        Fate::Posted(message)
    }

    async fn settle(&mut self, parcel: Parcel, fate: Fate) {
        let parcels = {
            let settled = vec![(parcel, fate)];
            self.conductor.settle(self.now, settled).await.unwrap()
        };
        self.take(parcels);
    }

    /// Nothing is due any more, nothing waits to be sent, and no cue was said twice or out of order.
    pub(super) async fn holds_at_the_end(&self) {
        let seed = self.seed;
        let due = self.conductor.next_wake().await.unwrap();
        assert_eq!(due, None, "SEED={seed}: every session ends");
        let left: Vec<Parcel> = self.conductor.outbox().await.unwrap();
        let left: Vec<&Parcel> = left.iter().filter(|it| self.now < it.until).collect();
        assert!(
            left.is_empty(),
            "SEED={seed}: everything was sent or dropped: {left:?}"
        );
        for room in self.rooms.values() {
            let places: Vec<usize> = room.cues.iter().map(|(place, _)| *place).collect();
            let once: BTreeSet<usize> = places.iter().copied().collect();
            assert_eq!(
                once.len(),
                places.len(),
                "SEED={seed}: a cue was said twice: {places:?}"
            );
            assert!(
                places.is_sorted(),
                "SEED={seed}: cues out of order: {places:?}"
            );
            assert!(room.recaps <= 1, "SEED={seed}: one end is said once");
        }
    }
}

/// Somebody whom nothing stops, with limits or without.
fn member(dice: &mut Dice, library: &Library, now: Timestamp) -> Member {
    let mut limits = Limits::default();
    let regions: Vec<&RegionId> = library.regions.keys().collect();
    for region in regions {
        if dice.is_one_in(8) {
            limits.regions.insert(region.clone());
        }
    }
    limits.gentle = dice.is_one_in(3);
    let outcome = match dice.below(5) {
        0 => Outcome::Hold,
        _ if limits.count() => Outcome::Limits,
        _ => Outcome::Clear,
    };
    Member {
        dm_consent: dice.is_one_in(2),
        clearance: Some(Clearance::new(
            outcome,
            limits,
            true,
            library.screening.version,
            now,
        )),
        ..Member::default()
    }
}
