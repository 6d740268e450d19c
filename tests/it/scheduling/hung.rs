//! Discord's events with what hangs on them, and what stands in a store once something was heard of one.

use std::sync::{Arc, OnceLock};

use unknot::domain::{
    Change, EventId, EventState, Gathering, Hung, Language, Lead, Manner, NativeEvent, Occurrence,
    Origin, Phase, Repeat, Rule, Seats, SeenEvent, Series, Server, Session, Timeline, Timelines,
    Timestamp,
};
use unknot::store::{Key, Store};

use super::series::{LEAD, local, tuesdays, utc};

pub(super) fn now() -> Timestamp {
    utc("2026-11-30 12:00")
}

pub(super) fn timelines() -> Arc<Timelines> {
    static FEET: OnceLock<Arc<Timelines>> = OnceLock::new();
    let compiled = || {
        let library = crate::library();
        let routine = &library.routines[&tuesdays().routine];
        let timeline = Timeline::compile(&library, routine);
        Arc::new([(Language::English, timeline)].into())
    };
    Arc::clone(FEET.get_or_init(compiled))
}

/// The event of the next session of a series, as it stands at Discord.
pub(super) fn event(series: &Series) -> NativeEvent {
    let Occurrence { at, local } = series.next.occurrence;
    NativeEvent {
        session: series.session(local),
        series: series.id,
        local,
        server: series.server,
        room: series.room,
        language: series.language,
        routine: series.routine.clone(),
        at,
        wants: EventState::Scheduled,
        is: Some((EventId::new(5), EventState::Scheduled)),
        is_stale: false,
        fault: None,
    }
}

/// Not yet opened.
pub(super) fn hung() -> Hung {
    Hung {
        event: event(&tuesdays()),
        series: Some(tuesdays()),
        gathering: None,
    }
}

/// The session of an event that has been opened by itself, in this phase.
pub(super) fn opened(event: &NativeEvent, phase: Phase) -> Gathering {
    let plan = &timelines()[&Language::English].cues;
    Gathering {
        session: Session {
            id: event.session,
            server: event.server,
            room: event.room,
            language: event.language,
            routine: event.routine.clone(),
            plan: plan.iter().map(|it| it.seconds).collect(),
            phase,
        },
        timelines: timelines(),
        manner: Manner {
            origin: Origin::Series,
            ..Manner::of(&Server::default())
        },
        seats: Seats::default(),
        lead: Lead {
            user: None,
            token: None,
            language: Language::English,
        },
        log: Vec::new(),
        sent: 0,
        card: None,
        opened_at: now(),
        unheard: None,
    }
}

/// The same once the lobby of its first session is open, and its second one has an event too.
pub(super) fn in_lobby() -> Hung {
    let hung = hung();
    let starts_at = hung.event.at;
    Hung {
        series: tuesdays().advanced(now(), LEAD),
        gathering: Some(opened(&hung.event, Phase::Lobby { starts_at })),
        ..hung
    }
}

/// A single session in Berlin, whose lobby is open: its series is over.
pub(super) fn single_in_lobby() -> Hung {
    let berlin = Rule::new(super::berlin(), local("2026-12-01 18:30"), Repeat::None);
    let series = Series {
        rule: berlin,
        ..tuesdays()
    };
    let event = event(&series);
    let starts_at = event.at;
    Hung {
        gathering: Some(opened(&event, Phase::Lobby { starts_at })),
        series: None,
        event,
    }
}

/// As it stands at Discord unless somebody did something.
pub(super) fn seen(hung: &Hung) -> SeenEvent {
    SeenEvent {
        event: EventId::new(5),
        room: Some(hung.event.room),
        at: hung.event.at,
        state: EventState::Scheduled,
        is_ours: true,
    }
}

pub(super) fn in_state(hung: &Hung, state: EventState) -> Option<SeenEvent> {
    Some(SeenEvent {
        state,
        ..seen(hung)
    })
}

pub(super) fn moved_to(hung: &Hung, at: Timestamp) -> Option<SeenEvent> {
    Some(SeenEvent { at, ..seen(hung) })
}

/// What stands in the store.
#[derive(Debug, PartialEq)]
pub(super) struct Kept {
    pub(super) series: Vec<Series>,
    pub(super) events: Vec<NativeEvent>,
    pub(super) phase: Option<Phase>,
}

impl Kept {
    /// What is there before anything is heard.
    pub(super) fn before(hung: &Hung) -> Kept {
        let mut events = vec![hung.event.clone()];
        events.extend(
            hung.gathering
                .as_ref()
                .and(hung.series.as_ref())
                .map(|it| NativeEvent {
                    is: Some((EventId::new(6), EventState::Scheduled)),
                    ..event(it)
                }),
        );
        events.retain(|it| !it.is_settled());
        Kept {
            series: hung.series.iter().cloned().collect(),
            events,
            phase: hung.gathering.as_ref().map(|it| it.session.phase),
        }
    }

    pub(super) fn series_at(&self) -> Vec<Timestamp> {
        self.series.iter().map(|it| it.next.occurrence.at).collect()
    }

    /// The numbers of the events at Discord, what they are to be and when. One that is not there is 0.
    pub(super) fn events(&self) -> Vec<(u64, EventState, Timestamp)> {
        let events = self.events.iter();
        let id = |it: &NativeEvent| it.is.map_or(0, |(id, _)| id.get());
        events.map(|it| (id(it), it.wants, it.at)).collect()
    }
}

/// What stands in the store once this was heard at that moment.
pub(super) async fn heard(hung: Hung, seen: Option<SeenEvent>, now: Timestamp) -> Kept {
    let store = Store::in_memory(&Key::from_hex(&"5e".repeat(32)).unwrap()).unwrap();
    let before = Kept::before(&hung);
    let mut changes: Vec<Change> = Vec::new();
    changes.extend(
        before
            .series
            .iter()
            .map(|it| Change::PutSeries(Box::new(it.clone()))),
    );
    changes.extend(
        before
            .events
            .iter()
            .map(|it| Change::PutEvent(Box::new(it.clone()))),
    );
    changes.extend(
        hung.gathering
            .iter()
            .map(|it| Change::Open(Box::new(it.clone()))),
    );
    let (session, server) = (hung.event.session, hung.event.server);
    store.commit(now, changes).await.unwrap();
    let changes = hung.heard(seen, now, LEAD);
    store.commit(now, changes).await.unwrap();
    let session = store.gathering(session).await.unwrap();
    Kept {
        series: store.series_of(server).await.unwrap(),
        events: store.events_in(server).await.unwrap(),
        phase: session.map(|it| it.session.phase),
    }
}
