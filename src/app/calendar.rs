//! Keeps Discord's own scheduled events as the series want them, one request after the other.
//!
//! Reads what is kept and changes nothing of it: what became of an event goes back to the conductor. That
//! there is none keeps no session from taking place.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use tokio::sync::watch;

use super::conductor::EventFate;
use super::turns::Turns;
use super::{Lookups, Permits};
use crate::clock::Clock;
use crate::domain::{
    EventFault, EventId, EventNews, EventState, NativeEvent, RoomId, SeenEvent, ServerId, Timestamp,
};
use crate::present;
use crate::store::{Store, StoreFault};

/// How many events are looked after at once; those behind them afterwards.
const DUE_MAX: usize = 16;
/// How often it is looked whether something is due.
const LOOKS_EVERY: Duration = Duration::from_secs(1);
/// How long to wait before something is tried again, where Discord did not say.
const AGAIN_AFTER: TimeDelta = TimeDelta::seconds(10);
/// How long after its session an event is still written: Discord has cleared it away by then (docs,
/// resources/guild-scheduled-event, "Status Update Automation").
const WRITTEN_FOR: TimeDelta = TimeDelta::days(1);

/// What an event says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventForm {
    /// In which server.
    pub server: ServerId,
    /// In which voice channel.
    pub room: RoomId,
    /// At most 100 characters (Discord docs, resources/guild-scheduled-event).
    pub name: String,
    /// At most 1000 characters (same page).
    pub description: String,
    /// When it begins.
    pub at: Timestamp,
}

/// Why an event is not as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unkept {
    /// A permission is missing.
    Denied,
    /// The server has as many as it may have.
    Full,
    /// There is no such event any more.
    Missing,
    /// It may work in a moment.
    Later {
        /// When to try again, where that was said.
        after: Option<Duration>,
    },
    /// What was sent was wrong. Trying again changes nothing.
    Bug,
}

/// Discord's own events. Two kinds: over the wire, and in a test.
pub trait Calendar: Send + Sync + 'static {
    /// Adds one.
    fn add(&self, form: &EventForm) -> impl Future<Output = Result<EventId, Unkept>> + Send;

    /// Has it say this.
    fn write(
        &self,
        event: EventId,
        form: &EventForm,
    ) -> impl Future<Output = Result<(), Unkept>> + Send;

    /// Has it be in this state.
    fn turn(
        &self,
        server: ServerId,
        event: EventId,
        state: EventState,
    ) -> impl Future<Output = Result<(), Unkept>> + Send;

    /// All that are to come or under way in a server.
    fn all(&self, server: ServerId) -> impl Future<Output = Result<Vec<SeenEvent>, Unkept>> + Send;
}

/// Looks after events until nobody can ask for anything any more.
pub struct Keeper<C> {
    /// Discord's events.
    pub calendar: C,
    /// What is kept, to be read.
    pub store: Arc<Store>,
    /// Where it is said what became of an event.
    pub turns: Arc<Turns>,
    /// Who says when a request may be made.
    pub permits: Permits,
    /// The content as it is now.
    pub lookups: watch::Receiver<Arc<Lookups>>,
    /// What time it is.
    pub clock: Arc<Clock>,
}

impl<C: Calendar> Keeper<C> {
    /// Begins to look after events.
    pub fn start(self) -> tokio::task::JoinHandle<()> {
        tokio::spawn(self.run())
    }

    async fn run(self) {
        let mut was_said = false;
        loop {
            match self.look().await {
                Ok(0) => tokio::time::sleep(LOOKS_EVERY).await,
                Ok(_) => was_said = false,
                Err(fault) => {
                    if !was_said {
                        tracing::error!(%fault, "scheduled events are not looked after");
                    }
                    was_said = true;
                    tokio::time::sleep(LOOKS_EVERY).await;
                }
            }
        }
    }

    /// Looks after what is due. How much there was.
    pub async fn look(&self) -> Result<usize, StoreFault> {
        let due = self.store.due_events(self.clock.now(), DUE_MAX).await?;
        let count = due.len();
        for event in due {
            let (session, server) = (event.session, event.server);
            let was_there = event.is.is_some();
            let fate = self.keep(event).await?;
            let added = match &fate {
                EventFate::Is(it) if !was_there => it.is.map(|(added, _)| added),
                _ => None,
            };
            self.turns.event_kept(session, fate).await;
            if let Some(added) = added {
                self.look_again(server, added).await;
            }
        }
        Ok(count)
    }

    /// What somebody did to an event before it was known here as ours was heard as a stranger's.
    async fn look_again(&self, server: ServerId, added: EventId) {
        self.permits.wait().await;
        // Where Discord does not say, it does when the bot next connects.
        let Ok(all) = self.calendar.all(server).await else {
            return;
        };
        let seen = all.into_iter().find(|it| it.event == added);
        let news = seen.map_or(EventNews::Deleted(added), EventNews::Is);
        self.turns.note_events(news).await;
    }

    async fn keep(&self, event: NativeEvent) -> Result<EventFate, StoreFault> {
        let now = self.clock.now();
        if event.at + WRITTEN_FOR < now {
            return Ok(EventFate::Gone);
        }
        let done = match event.is {
            // Discord takes none that has begun (docs, resources/guild-scheduled-event).
            None if event.at <= now => Err(Unkept::Bug),
            None => match self.found(&event).await? {
                Ok(Some(found)) => Ok((found, EventState::Scheduled)),
                Ok(None) => self.add(&event).await.map(|it| (it, EventState::Scheduled)),
                Err(unkept) => Err(unkept),
            },
            Some((id, is)) => self.turn(&event, id, is).await.map(|it| (id, it)),
        };
        Ok(fate(event, done, now))
    }

    /// One that was made for it before the power was cut, or by a try that seemed to fail.
    async fn found(
        &self,
        event: &NativeEvent,
    ) -> Result<Result<Option<EventId>, Unkept>, StoreFault> {
        self.permits.wait().await;
        let all = match self.calendar.all(event.server).await {
            Ok(all) => all,
            Err(unkept) => return Ok(Err(unkept)),
        };
        for seen in all {
            let is_like_it = seen.is_ours
                && seen.room == Some(event.room)
                && seen.at.timestamp() == event.at.timestamp()
                && seen.state == EventState::Scheduled;
            if is_like_it && self.store.event_called(seen.event).await?.is_none() {
                return Ok(Ok(Some(seen.event)));
            }
        }
        Ok(Ok(None))
    }

    async fn add(&self, event: &NativeEvent) -> Result<EventId, Unkept> {
        self.permits.wait().await;
        self.calendar.add(&self.form(event)).await
    }

    /// Has it say what it should, and be in the state that is wanted.
    async fn turn(
        &self,
        event: &NativeEvent,
        id: EventId,
        is: EventState,
    ) -> Result<EventState, Unkept> {
        if event.wants == EventState::Scheduled {
            self.permits.wait().await;
            self.calendar.write(id, &self.form(event)).await?;
            return Ok(EventState::Scheduled);
        }
        for state in way(is, event.wants) {
            self.permits.wait().await;
            self.calendar.turn(event.server, id, *state).await?;
        }
        Ok(event.wants)
    }

    fn form(&self, event: &NativeEvent) -> EventForm {
        let lookups = Arc::clone(&self.lookups.borrow());
        let library = lookups.speaking([event.language]).library();
        let (name, description) = present::event(library, &event.routine);
        EventForm {
            server: event.server,
            room: event.room,
            name,
            description,
            at: event.at,
        }
    }
}

/// Through which states an event goes to another one (Discord docs, resources/guild-scheduled-event, "Valid
/// Transitions").
fn way(is: EventState, wants: EventState) -> &'static [EventState] {
    match (is, wants) {
        (EventState::Scheduled, EventState::Active) => &[EventState::Active],
        (EventState::Scheduled, EventState::Completed) => {
            &[EventState::Active, EventState::Completed]
        }
        (EventState::Scheduled, EventState::Cancelled) => &[EventState::Cancelled],
        (EventState::Active, EventState::Completed | EventState::Cancelled) => {
            &[EventState::Completed]
        }
        _ => &[],
    }
}

/// What became of it.
fn fate(
    event: NativeEvent,
    done: Result<(EventId, EventState), Unkept>,
    now: Timestamp,
) -> EventFate {
    let why = match done {
        Ok(is) => {
            return EventFate::Is(Box::new(NativeEvent {
                is: Some(is),
                is_stale: false,
                fault: None,
                ..event
            }));
        }
        Err(Unkept::Missing) => return EventFate::Gone,
        Err(Unkept::Later { after }) => {
            let after = after.and_then(|it| TimeDelta::from_std(it).ok());
            return EventFate::Later(now + after.unwrap_or(AGAIN_AFTER));
        }
        Err(Unkept::Denied) => EventFault::Denied,
        Err(Unkept::Full) => EventFault::Full,
        Err(Unkept::Bug) => EventFault::Refused,
    };
    tracing::warn!(
        session.id = event.session.get(),
        ?why,
        "a session goes on without its scheduled event"
    );
    // What stands there stays as it is, and is not tried for ever.
    EventFate::Is(Box::new(NativeEvent {
        is: event.is.map(|(id, _)| (id, event.wants)),
        is_stale: false,
        fault: Some(why),
        ..event
    }))
}
