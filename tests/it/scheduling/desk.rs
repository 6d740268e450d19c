//! A server whose events at Discord are looked after, with a Discord that refuses what it is told to.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::watch;
use unknot::app::{Calendar, EventFate, EventForm, Keeper, Permits, Unkept};
use unknot::clock::{Clock, Pace};
use unknot::domain::{EventId, EventState, SeenEvent, ServerId, SessionId, Timestamp};

use super::place::{Place, lookups};

/// Discord's events, and how it answers.
#[derive(Clone, Default)]
pub(super) struct Discord(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    events: BTreeMap<EventId, SeenEvent>,
    forms: Vec<EventForm>,
    /// What was asked of it.
    asked: Vec<String>,
    /// How it answers to what: `all`, `add`, `write` or `turn`.
    refuses: BTreeMap<&'static str, Unkept>,
    /// Whether it does it all the same.
    does_all_the_same: bool,
    /// What somebody moves a new event to before anybody hears of it.
    moved_at_once: Option<Timestamp>,
}

impl Discord {
    pub(super) fn refuses(&self, what: &'static str, how: Unkept) {
        self.0.lock().unwrap().refuses.insert(what, how);
    }

    pub(super) fn refuses_nothing(&self) {
        self.0.lock().unwrap().refuses.clear();
    }

    pub(super) fn does_all_the_same(&self) {
        self.0.lock().unwrap().does_all_the_same = true;
    }

    pub(super) fn moves_at_once(&self, to: Timestamp) {
        self.0.lock().unwrap().moved_at_once = Some(to);
    }

    /// Somebody adds one.
    pub(super) fn has(&self, seen: SeenEvent) {
        self.0.lock().unwrap().events.insert(seen.event, seen);
    }

    /// Somebody deletes all of them.
    pub(super) fn loses_all(&self) {
        self.0.lock().unwrap().events.clear();
    }

    pub(super) fn all_now(&self) -> Vec<SeenEvent> {
        self.0.lock().unwrap().events.values().copied().collect()
    }

    /// What the events that were added or written say.
    pub(super) fn forms(&self) -> Vec<EventForm> {
        self.0.lock().unwrap().forms.clone()
    }

    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap().asked)
    }

    fn is_asked<T>(
        &self,
        what: &'static str,
        says: String,
        done: impl FnOnce(&mut State) -> Result<T, Unkept>,
    ) -> Result<T, Unkept> {
        let mut state = self.0.lock().unwrap();
        state.asked.push(says);
        let refused = state.refuses.get(what).copied();
        match refused {
            Some(how) if !state.does_all_the_same => Err(how),
            Some(how) => {
                _ = done(&mut state);
                Err(how)
            }
            None => done(&mut state),
        }
    }
}

impl Calendar for Discord {
    async fn add(&self, form: &EventForm) -> Result<EventId, Unkept> {
        self.is_asked("add", "add".to_owned(), |state| {
            let event = EventId::new(100 + state.forms.len() as u64);
            state.forms.push(form.clone());
            let at = state.moved_at_once.unwrap_or(form.at);
            let added = SeenEvent {
                event,
                room: Some(form.room),
                at,
                state: EventState::Scheduled,
                is_ours: true,
            };
            state.events.insert(event, added);
            Ok(event)
        })
    }

    async fn write(&self, event: EventId, form: &EventForm) -> Result<(), Unkept> {
        self.is_asked("write", "write".to_owned(), |state| {
            let there = state.events.get_mut(&event).ok_or(Unkept::Missing)?;
            (there.at, there.room) = (form.at, Some(form.room));
            state.forms.push(form.clone());
            Ok(())
        })
    }

    async fn turn(&self, _: ServerId, event: EventId, to: EventState) -> Result<(), Unkept> {
        self.is_asked("turn", format!("turn {to:?}"), |state| {
            let there = state.events.get_mut(&event).ok_or(Unkept::Missing)?;
            // Discord docs, resources/guild-scheduled-event, "Valid Transitions".
            match (there.state, to) {
                (EventState::Scheduled, EventState::Active | EventState::Cancelled)
                | (EventState::Active, EventState::Completed) => {
                    there.state = to;
                    Ok(())
                }
                _ => Err(Unkept::Bug),
            }
        })
    }

    async fn all(&self, _: ServerId) -> Result<Vec<SeenEvent>, Unkept> {
        self.is_asked("all", "all".to_owned(), |state| {
            let standing = state.events.values().filter(|it| !it.state.is_over());
            Ok(standing.copied().collect())
        })
    }
}

/// A place, and whoever looks after its events.
pub(super) struct Desk {
    pub(super) place: Place,
    pub(super) discord: Discord,
}

impl Desk {
    pub(super) fn new(place: Place) -> Desk {
        let discord = Discord::default();
        Desk { place, discord }
    }

    /// At that moment, what is due is done, and what is due of events is looked after once. What was asked of
    /// Discord.
    pub(super) async fn looks(&mut self, at: Timestamp) -> Vec<String> {
        self.place.wakes(at).await;
        self.looks_only(at).await
    }

    /// What is due of events at that moment is looked after once. What was asked of Discord.
    pub(super) async fn looks_only(&mut self, at: Timestamp) -> Vec<String> {
        let pace = Pace {
            from_ms: at.timestamp_millis(),
            speed: 0,
        };
        let (_newest, lookups) = watch::channel(Arc::clone(lookups()));
        let opened = self
            .place
            .conductor()
            .start(Clock::running(pace), lookups.clone());
        let (permits, mut wanted) = Permits::new();
        let given = tokio::spawn(async move {
            let mut given = 0;
            while let Some(permit) = wanted.recv().await {
                given += 1;
                _ = permit.send(());
            }
            given
        });
        let (turns, mut outbox) = (opened.turns, opened.outbox);
        let keeper = Keeper {
            calendar: self.discord.clone(),
            store: outbox.store(),
            turns: Arc::clone(&turns),
            permits,
            lookups,
            clock: opened.clock,
        };
        keeper.look().await.unwrap();
        drop(keeper);
        // What was heard meanwhile has had its turn once this has had one.
        turns
            .event_kept(SessionId::new(0), EventFate::Later(at))
            .await;
        drop(turns);
        while outbox.next().await.is_some() {}
        drop(outbox);
        self.is_closed().await;
        let asked = self.discord.asked();
        assert_eq!(
            given.await.unwrap(),
            asked.len(),
            "each with leave: {asked:?}"
        );
        asked
    }

    /// Waits until the house has let go of what is kept.
    async fn is_closed(&self) {
        let closed = async {
            while !self.place.is_free() {
                tokio::task::yield_now().await;
            }
        };
        let closed = tokio::time::timeout(Duration::from_secs(60), closed).await;
        closed.expect("the house closes");
    }
}
