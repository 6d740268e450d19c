//! A server with a voice channel, in which a bot takes its turns on a disk: it dies after every one of them,
//! and time passes as it is told.

use std::sync::{Arc, OnceLock};

use chrono::TimeDelta;
use tempfile::TempDir;
use unknot::app::{Conductor, EventFate, Fate, Lookups, Presence};
use unknot::domain::{
    Change, Clearance, Control, EventId, EventNews, EventState, Gathering, Language, Library,
    Limits, Member, MessageId, NativeEvent, Opening, Outcome, Parcel, Role, RoomId, RoutineId,
    Scheduling, SeenEvent, Series, SeriesId, SeriesWants, Server, ServerId, ServerNews, SessionId,
    Stance, Timestamp, UserId, Wants, What, Which,
};
use unknot::draw::Figures;
use unknot::present::{PrivateCard, Request};
use unknot::store::{Key, Store};

pub(super) fn club() -> ServerId {
    ServerId::new(2)
}

pub(super) fn room() -> RoomId {
    RoomId::new(3)
}

pub(super) fn mia() -> UserId {
    UserId::new(1)
}

fn host() -> UserId {
    UserId::new(900)
}

/// The content built in.
pub(super) fn lookups() -> &'static Arc<Lookups> {
    static LOOKUPS: OnceLock<Arc<Lookups>> = OnceLock::new();
    let read = || Arc::new(Lookups::new(crate::libraries(), Figures::default()));
    LOOKUPS.get_or_init(read)
}

pub(super) fn library() -> &'static Library {
    lookups().speaking([Language::English]).library()
}

/// What is set in the server: it is in Berlin.
pub(super) fn settings() -> Server {
    Server {
        zone: Some(super::berlin()),
        ..Server::default()
    }
}

pub(super) struct Place {
    folder: TempDir,
    pub(super) now: Timestamp,
}

impl Place {
    /// A server in Berlin, in which Mia has been screened.
    pub(super) async fn new(now: Timestamp) -> Place {
        let folder = tempfile::tempdir().unwrap();
        let place = Place { folder, now };
        let version = library().screening.version;
        let clear = Clearance::new(Outcome::Clear, Limits::default(), true, version, now);
        let changes = vec![
            Change::Settle {
                server: club(),
                settings: settings(),
            },
            Change::Keep {
                user: mia(),
                member: Member {
                    clearance: Some(clear),
                    ..Member::default()
                },
            },
        ];
        place.commit(changes).await;
        place
    }

    pub(super) fn store(&self) -> Store {
        let key = Key::from_hex(&"ab".repeat(32)).unwrap();
        Store::open(&self.folder.path().join("data"), &key).unwrap()
    }

    /// Whether no bot holds the folder.
    pub(super) fn is_free(&self) -> bool {
        let key = Key::from_hex(&"ab".repeat(32)).unwrap();
        Store::open(&self.folder.path().join("data"), &key).is_ok()
    }

    /// A bot that has just started.
    pub(super) fn conductor(&self) -> Conductor {
        Conductor::new(self.store())
    }

    pub(super) async fn commit(&self, changes: Vec<Change>) {
        self.store().commit(self.now, changes).await.unwrap();
    }

    /// As it would be found if the bot were killed now, and never were again.
    pub(super) fn killed(&self) -> Place {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (self.folder.path().join("data"), folder.path().join("data"));
        std::fs::create_dir(&to).unwrap();
        for entry in std::fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            let (path, name) = (entry.path(), entry.file_name());
            // Neither the lock nor SQLite's index of its log outlives a process.
            if name != "lock" && name != "unknot.db-shm" {
                std::fs::copy(path, to.join(name)).unwrap();
            }
        }
        Place {
            folder,
            now: self.now,
        }
    }

    async fn asks(&self, user: UserId, request: Request) -> PrivateCard {
        let role = match user == host() {
            true => Role::Manager,
            false => Role::Member,
        };
        let asked = crate::asked_as(role, user, Some(club()), request);
        self.conductor().turn(library(), asked, self.now).await.card
    }

    /// What a host reads who asks for that.
    pub(super) async fn host_asks(&self, request: Request) -> String {
        let card = self.asks(host(), request).await;
        assert!(!card.is_fault(), "{:?}", card.for_its_owner());
        let card = card.for_its_owner();
        format!("{} {}", card.title, card.text)
    }

    /// A host schedules a short routine, and reads this.
    pub(super) async fn schedules(&self, id: u64, when: &str) -> String {
        let wanted = Scheduling {
            id: SeriesId::new(id),
            room: Some(room()),
            language: Language::English,
            routine: RoutineId::new("sore_feet_5"),
            typed: when.to_owned(),
            repeat: None,
            missing: Vec::new(),
        };
        self.host_asks(Request::Schedule(Box::new(wanted))).await
    }

    pub(super) async fn of_series(&self, named: Option<String>, wants: SeriesWants) -> String {
        self.host_asks(Request::Series { named, wants }).await
    }

    pub(super) async fn cancels(&self, named: Option<String>, which: Which) -> String {
        self.of_series(named, SeriesWants::Cancel(which)).await
    }

    pub(super) async fn lists(&self) -> String {
        self.host_asks(Request::Sessions).await
    }

    /// A host opens a session by hand.
    pub(super) async fn opens(&self, id: u64, starts_in_seconds: u32) -> String {
        let opening = Opening {
            session: SessionId::new(id),
            room: Some(room()),
            language: Language::English,
            timelines: Arc::new(lookups().timelines(&RoutineId::new("sore_feet_5"))),
            starts_in_seconds,
            missing: Vec::new(),
        };
        self.host_asks(Request::Open(Box::new(opening))).await
    }

    pub(super) async fn stops(&self, session: SessionId) -> String {
        let wants = Wants::Control(Control::Stop);
        self.host_asks(Request::In { session, wants }).await
    }

    /// Mia joins, and nothing is new since she was screened.
    pub(super) async fn mia_joins(&self, session: SessionId) {
        for wants in [Wants::Join, Wants::NothingNew] {
            let card = self.asks(mia(), Request::In { session, wants }).await;
            assert!(!card.is_fault(), "{:?}", card.for_its_owner());
        }
        let seats = self.session(session).await.unwrap().seats;
        let stance = seats.of(mia()).map(|it| it.stance);
        assert_eq!(stance, Some(Stance::Rolls));
    }

    /// Everything that is due at that moment is done. What has to be sent because of it.
    pub(super) async fn wakes(&mut self, now: Timestamp) -> Vec<Parcel> {
        assert!(self.now <= now, "time does not go back");
        self.now = now;
        let conductor = self.conductor();
        let mut parcels = conductor.wake(now, &Presence::default()).await.unwrap();
        parcels.extend(conductor.wake_series(lookups(), now).await.unwrap());
        parcels
    }

    /// Time passes up to that moment, everything being done when it is due. What had to be sent, and when.
    pub(super) async fn passes(&mut self, until: Timestamp) -> Vec<(Timestamp, Parcel)> {
        let mut sent = Vec::new();
        let mut turns = 0;
        while let Some(at) = self.next_wake().await.filter(|it| *it <= until) {
            let at = at.max(self.now);
            sent.extend(self.wakes(at).await.into_iter().map(|it| (at, it)));
            turns += 1;
            assert!(turns < 1_000, "it does not come to an end");
        }
        self.now = until;
        sent
    }

    pub(super) async fn next_wake(&self) -> Option<Timestamp> {
        self.conductor().next_wake().await.unwrap()
    }

    pub(super) async fn hears(&self, news: ServerNews) {
        self.conductor().hear(self.now, news).await.unwrap();
    }

    /// What is heard of an event at Discord.
    pub(super) async fn hears_of(&self, news: EventNews) -> Vec<Parcel> {
        let heard = self.conductor().hear_of_events(self.now, news).await;
        heard.unwrap()
    }

    /// Everything that is to be done about events is done at Discord, without a fault. What it was.
    pub(super) async fn keeps_events(&self) -> Vec<NativeEvent> {
        let due = self.store().due_events(self.now, 99).await.unwrap();
        for it in &due {
            let id = match it.is {
                Some((id, _)) => id,
                None => EventId::new(it.session.get() >> 24),
            };
            let is = NativeEvent {
                is: Some((id, it.wants)),
                is_stale: false,
                ..it.clone()
            };
            let fate = EventFate::Is(Box::new(is));
            self.conductor()
                .event_kept(self.now, it.session, fate)
                .await
                .unwrap();
        }
        due
    }

    /// A parcel arrives.
    pub(super) async fn settles(&self, parcel: Parcel, fate: Fate) {
        self.conductor()
            .settle(self.now, vec![(parcel, fate)])
            .await
            .unwrap();
    }

    pub(super) async fn outbox(&self) -> Vec<Parcel> {
        self.conductor().outbox().await.unwrap()
    }

    pub(super) async fn series(&self) -> Vec<Series> {
        self.store().series_of(club()).await.unwrap()
    }

    /// The only series there is.
    pub(super) async fn only_series(&self) -> Series {
        let mut all = self.series().await;
        assert_eq!(all.len(), 1, "{all:?}");
        all.remove(0)
    }

    pub(super) async fn events(&self) -> Vec<NativeEvent> {
        self.store().events_in(club()).await.unwrap()
    }

    /// What the events in the server are to be, and when.
    pub(super) async fn wanted(&self) -> Vec<(EventState, Timestamp)> {
        self.events()
            .await
            .iter()
            .map(|it| (it.wants, it.at))
            .collect()
    }

    pub(super) async fn session(&self, id: SessionId) -> Option<Gathering> {
        self.store().gathering(id).await.unwrap()
    }

    /// The session in the channel that is not over.
    pub(super) async fn in_room(&self) -> Option<SessionId> {
        self.store().session_in(room()).await.unwrap()
    }

    /// How many sessions were ever opened, as the database has them.
    pub(super) fn sessions_ever(&self) -> u32 {
        let path = self.folder.path().join("data/unknot.db");
        let database = rusqlite::Connection::open(path).unwrap();
        let sql = "SELECT count(*) FROM session";
        database.query_row(sql, [], |row| row.get(0)).unwrap()
    }
}

/// The next session of a series.
pub(super) fn next_session(series: &Series) -> SessionId {
    series.session(series.next.occurrence.local)
}

/// One of its sessions, as it is chosen from the list.
pub(super) fn named(series: &Series, nth: usize, now: Timestamp) -> Option<String> {
    let it = series.coming(now).nth(nth).unwrap();
    let seconds = it.local.and_utc().timestamp();
    Some(format!("{}/{seconds}", series.id.get()))
}

/// An event as it stands at Discord.
pub(super) fn seen(event: &NativeEvent) -> SeenEvent {
    let (id, state) = event.is.expect("it stands at Discord");
    SeenEvent {
        event: id,
        room: Some(event.room),
        at: event.at,
        state,
        is_ours: true,
    }
}

pub(super) fn posted(number: u64) -> Fate {
    Fate::Posted(MessageId::new(number))
}

/// Of these, what is sent.
pub(super) fn whats(parcels: &[Parcel]) -> Vec<What> {
    parcels.iter().map(|it| it.what).collect()
}

pub(super) fn millisecond() -> TimeDelta {
    TimeDelta::milliseconds(1)
}
