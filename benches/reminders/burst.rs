//! 100,000 reminders that are due at one moment, beside 60 sessions: how late cues come before it and behind it, in
//! one run. The bot's own turns, lanes and rounds; what Discord takes for a request is a wait.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::TimeDelta;
use tokio::sync::{mpsc, watch};
use unknot::app::{
    Conductor, Courier, Delivery, Lookups, Opened, Pace, Permits, REQUESTS_MAX, Rounds, Undelivered,
};
use unknot::clock::Clock;
use unknot::domain::{
    Change, EventId, Gathering, Language, Lead, Manner, MessageId, Phase, RoomId, RoutineId, Seats,
    ServerId, Session, SessionId, Timeline, Timelines, Timestamp, UserId,
};
use unknot::draw::Figures;
use unknot::present::{PrivateCard, RoomMessage};

/// How many reminders are due at once.
const REMINDERS: u64 = 100_000;
/// How many sessions roll.
const SESSIONS: u64 = 60;
/// How long cues are watched before the burst, and behind it.
const WATCHED: TimeDelta = TimeDelta::seconds(60);
/// What a request takes.
const REQUEST: Duration = Duration::from_millis(60);

/// Cues that were said: in which room, which, and when.
type Said = Arc<Mutex<Vec<(RoomId, usize, Timestamp)>>>;

/// Discord, as far as it counts here.
#[derive(Clone)]
struct Wire {
    clock: Arc<Clock>,
    said: Said,
    reminders: Arc<AtomicUsize>,
}

impl Delivery for Wire {
    async fn post(
        &self,
        room: RoomId,
        message: &RoomMessage,
        _: &str,
    ) -> Result<MessageId, Undelivered> {
        let now = self.clock.now();
        if let Some(place) = crate::cue::place(&message.content) {
            self.said.lock().unwrap().push((room, place, now));
        }
        tokio::time::sleep(REQUEST).await;
        Ok(MessageId::new(1))
    }

    async fn edit(&self, _: RoomId, _: MessageId, _: &RoomMessage) -> Result<(), Undelivered> {
        tokio::time::sleep(REQUEST).await;
        Ok(())
    }

    async fn delete(&self, _: RoomId, _: MessageId) -> Result<(), Undelivered> {
        Ok(())
    }

    async fn interested(
        &self,
        _: ServerId,
        _: EventId,
        _: Option<UserId>,
    ) -> Result<Vec<UserId>, Undelivered> {
        Ok(Vec::new())
    }

    async fn whisper(&self, _: &str, _: &PrivateCard) -> Result<(), Undelivered> {
        Ok(())
    }

    async fn conversation(&self, user: UserId) -> Result<RoomId, Undelivered> {
        tokio::time::sleep(REQUEST).await;
        Ok(RoomId::new(user.get()))
    }

    async fn direct(&self, _: RoomId, _: &PrivateCard, _: &str) -> Result<(), Undelivered> {
        tokio::time::sleep(REQUEST).await;
        self.reminders.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
}

pub(crate) async fn run() {
    let folder = tempfile::tempdir().unwrap();
    // Far enough away that all of it is kept by then.
    let clock = Clock::new();
    let burst = clock.now() + TimeDelta::seconds(180);
    let store = crate::filled(folder.path(), clock.now(), REMINDERS, |_| burst).await;
    let begin = burst - WATCHED;
    assert!(clock.now() < begin, "too slow to be kept in two minutes");
    let libraries = unknot::content::load(&unknot::content::embedded()).unwrap();
    let compiled = libraries.iter().map(|(language, library)| {
        let routine = &library.routines[&RoutineId::new("sore_feet_5")];
        (*language, Timeline::compile(library, routine))
    });
    let timelines: Arc<Timelines> = Arc::new(compiled.collect());
    let sessions: Vec<Gathering> = (0..SESSIONS)
        .map(|it| gathering(it, begin, &timelines))
        .collect();
    let opened = sessions.iter().map(|it| Change::Open(Box::new(it.clone())));
    store.commit(clock.now(), opened.collect()).await.unwrap();
    let lookups = Lookups::new(libraries, Figures::default());
    let (_newest, lookups) = watch::channel(Arc::new(lookups));
    let Opened {
        turns,
        outbox,
        clock,
        ..
    } = Conductor::new(store).start(clock, lookups.clone());
    let wire = Wire {
        clock: Arc::clone(&clock),
        said: Said::default(),
        reminders: Arc::default(),
    };
    let (permits, asked) = Permits::new();
    let (_held, holds) = mpsc::unbounded_channel();
    let rounds = Rounds {
        delivery: wire.clone(),
        store: outbox.store(),
        turns: Arc::clone(&turns),
        permits: permits.clone(),
        lookups: lookups.clone(),
        clock: Arc::clone(&clock),
    };
    let pace = Pace {
        requests_max: REQUESTS_MAX,
        holds,
        permits,
        asked,
    };
    rounds.start();
    Courier::start(
        outbox,
        turns,
        Arc::clone(&clock),
        lookups,
        wire.clone(),
        pace,
    );
    tokio::time::sleep(clock.until(burst + WATCHED)).await;
    report(&sessions, burst, &wire);
}

/// A session of its own server and channel, begun up to twenty seconds after that.
fn gathering(id: u64, begin: Timestamp, timelines: &Arc<Timelines>) -> Gathering {
    let plan = timelines[&Language::English]
        .cues
        .iter()
        .map(|it| it.seconds);
    let starts_at = begin + TimeDelta::milliseconds((id * 20_000 / SESSIONS).cast_signed());
    Gathering {
        session: Session {
            id: SessionId::new(1 + id),
            server: ServerId::new(1 + id),
            room: RoomId::new(1 + id),
            language: Language::English,
            routine: RoutineId::new("sore_feet_5"),
            plan: plan.collect(),
            phase: Phase::Lobby { starts_at },
        },
        timelines: Arc::clone(timelines),
        manner: Manner::default(),
        seats: Seats::default(),
        lead: Lead {
            user: None,
            token: None,
            language: Language::English,
        },
        log: Vec::new(),
        sent: 0,
        card: None,
        opened_at: begin,
        unheard: None,
    }
}

fn report(sessions: &[Gathering], burst: Timestamp, wire: &Wire) {
    let mut due = BTreeMap::new();
    for it in sessions {
        let Phase::Lobby { starts_at } = it.session.phase else {
            unreachable!("they were opened as lobbies")
        };
        let mut at = starts_at;
        for (place, seconds) in it.session.plan.iter().enumerate() {
            due.insert((it.session.room, place), at);
            at += TimeDelta::seconds((*seconds).into());
        }
    }
    let said = wire.said.lock().unwrap();
    println!("| cues | how many | median late, ms | p99 late, ms | latest, ms |");
    println!("|---|---|---|---|---|");
    for (name, is_behind) in [
        ("in the minute before the burst", false),
        ("in the minute behind it", true),
    ] {
        let those = said.iter().filter(|(.., at)| (burst <= *at) == is_behind);
        let mut late: Vec<i64> = those
            .map(|(room, place, at)| (*at - due[&(*room, *place)]).num_milliseconds())
            .collect();
        assert!(!late.is_empty(), "cues were said");
        late.sort_unstable();
        let (middle, p99) = (late[late.len() / 2], late[late.len() * 99 / 100]);
        let latest = late[late.len() - 1];
        println!("| {name} | {} | {middle} | {p99} | {latest} |", late.len());
    }
    let expected = due
        .values()
        .filter(|at| **at < burst + WATCHED - TimeDelta::seconds(1))
        .count();
    assert!(
        expected <= said.len(),
        "{expected} cues were due, {} came",
        said.len()
    );
    let reminders = wire.reminders.load(Ordering::Relaxed);
    assert!(0 < reminders, "reminders were sent meanwhile");
    println!(
        "\n{reminders} of {REMINDERS} reminders were sent in {} s.",
        WATCHED.num_seconds()
    );
}
