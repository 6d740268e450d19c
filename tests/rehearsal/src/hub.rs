//! Knows: the one way to look at the world and the one way to change it.
//! Never: holds a lock while it waits, or sends while it holds the world.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::Value;
use tokio::sync::broadcast;
use twilight_model::gateway::Intents;

use crate::faults::Faults;
use crate::gateway::{Dispatch, Gateway, Scope, Source};
use crate::ledger::Ledger;
use crate::limits::Buckets;
use crate::openapi::Description;
use crate::world::World;
use crate::world::happening::{Happening, PageEvent};

/// News a slow page may fall behind before it has to fetch everything again. Ours.
const NEWS_KEPT: usize = 4096;

/// What all sides of the stand-in share.
pub struct Hub {
    world: Arc<Mutex<World>>,
    /// Held from before a change until its last dispatch, so that dispatches go out in the order of the changes.
    order: Mutex<()>,
    ledger: Mutex<Ledger>,
    limits: Mutex<Buckets>,
    news: broadcast::Sender<PageEvent>,
    /// The WebSocket side.
    pub gateway: Gateway,
    /// What is to go wrong.
    pub faults: Faults,
    /// Discord's own description of its API, where there is a copy.
    pub description: Option<Description>,
}

impl Hub {
    /// A hub around a world and the gateway that was started on it.
    pub fn new(
        world: Arc<Mutex<World>>,
        gateway: Gateway,
        faults: Faults,
        description: Option<Description>,
        limits: Buckets,
    ) -> Hub {
        let (news, _) = broadcast::channel(NEWS_KEPT);
        Hub {
            world,
            order: Mutex::new(()),
            ledger: Mutex::default(),
            limits: Mutex::new(limits),
            news,
            gateway,
            faults,
            description,
        }
    }

    /// Looks at the world.
    pub fn look<T>(&self, look: impl FnOnce(&World) -> T) -> T {
        look(&lock(&self.world))
    }

    /// Changes the world, and tells gateway and pages what came of it.
    pub fn change<T>(&self, change: impl FnOnce(&mut World) -> T) -> T {
        let _in_order = lock(&self.order);
        let (value, happenings) = {
            let mut world = lock(&self.world);
            let value = change(&mut world);
            (value, std::mem::take(&mut world.out))
        };
        for happening in happenings {
            self.tell(happening);
        }
        value
    }

    fn tell(&self, happening: Happening) {
        match happening {
            Happening::Gateway { event, to, data } => {
                let scope = to.guild.map_or(Scope::Direct, Scope::Guild);
                self.gateway.dispatch(Dispatch {
                    event,
                    scope,
                    intents: to.intents,
                    data,
                });
            }
            Happening::Page(event) => self.tell_pages(event),
        }
    }

    /// News that comes from outside the world.
    pub fn tell_pages(&self, event: PageEvent) {
        // Without a page there is nobody to tell, which is fine.
        let _ = self.news.send(event);
    }

    /// All news from now on.
    pub fn news(&self) -> broadcast::Receiver<PageEvent> {
        self.news.subscribe()
    }

    /// The rate limits, as far as they are used up.
    pub fn limits(&self) -> MutexGuard<'_, Buckets> {
        lock(&self.limits)
    }

    /// The book of requests.
    pub fn ledger(&self) -> MutexGuard<'_, Ledger> {
        lock(&self.ledger)
    }
}

/// The world as the gateway asks about it.
pub struct WorldSource(pub Arc<Mutex<World>>);

impl Source for WorldSource {
    fn token(&self) -> String {
        lock(&self.0).token.clone()
    }

    fn ready_user(&self) -> Value {
        lock(&self.0).current_user_json()
    }

    fn application_id(&self) -> u64 {
        lock(&self.0).application
    }

    fn guild_ids(&self) -> Vec<u64> {
        lock(&self.0).guild_ids()
    }

    fn guild_create(&self, guild_id: u64, intents: Intents) -> Option<Arc<str>> {
        lock(&self.0).guild_create(guild_id, intents)
    }
}

/// Locks, also after a panic elsewhere: each change leaves the world whole at every step that can panic.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
