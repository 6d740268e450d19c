//! Knows: which interactions are under way, until when each may be answered, and who waits for the answer.
//! Never: says what an answer may contain.

use std::collections::hash_map::RandomState;
use std::collections::{HashMap, VecDeque};
use std::hash::BuildHasher;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::sync::oneshot;

use crate::world::World;
use crate::world::happening::{InteractionNews, InteractionState, PageEvent};
use crate::world::modal::Modal;

/// How long an application has to answer, in real time (Discord docs, interactions/receiving-and-responding).
pub const ANSWER_WITHIN: Duration = Duration::from_secs(3);
/// How long a token lives, on this Discord's clock (same place).
pub const TOKEN_LIFE_MS: u64 = 15 * 60 * 1000;
/// Interactions remembered at most. Ours: Discord has no such limit, a rehearsal under load needs one.
const REMEMBERED_MAX: usize = 50_000;
/// Open forms remembered at most. Ours.
const MODALS_MAX: usize = 1_000;

/// Discord's numbers for what a person did (Discord docs, "Interaction Type").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    Command,
    Component,
    Autocomplete,
    Modal,
}

impl Deed {
    /// The number in `type`.
    pub fn number(self) -> u8 {
        match self {
            Deed::Command => 2,
            Deed::Component => 3,
            Deed::Autocomplete => 4,
            Deed::Modal => 5,
        }
    }
}

/// How far the application has come with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Waiting,
    Answered,
    /// Three seconds passed in silence.
    Missed,
}

/// What reached the person who waited.
#[derive(Debug)]
pub struct Arrival {
    /// When the callback reached REST, before the stand-in did anything about it.
    pub at: Instant,
    /// Discord's number for the callback's type.
    pub kind: u8,
    /// The message that came or changed.
    pub message: Option<u64>,
    /// What autocomplete offered.
    pub choices: Vec<Value>,
}

/// One thing a person did, and what became of it.
#[derive(Debug)]
pub struct Interaction {
    pub id: u64,
    pub token: String,
    pub deed: Deed,
    pub person: u64,
    pub room: u64,
    pub owners: Arc<Value>,
    pub is_only_user: bool,
    /// The command's name, where it was one.
    pub name: Option<String>,
    /// Discord's number for the type of the option that has the cursor, in autocomplete.
    pub focused: Option<u64>,
    /// The interaction that opened the form, where it is one.
    pub opened_by: Option<u64>,
    /// The message whose component was used, or from which the form was opened.
    pub pressed: Option<u64>,
    pub made: Instant,
    pub made_ms: u64,
    pub stage: Stage,
    /// The message that `@original` means.
    pub original: Option<u64>,
    /// The next follow-up fills the loading message instead.
    pub is_deferred: bool,
    pub followups: u8,
    /// Messages made by follow-ups.
    pub made_messages: Vec<u64>,
    pub waiter: Option<oneshot::Sender<Arrival>>,
}

/// All interactions that are not forgotten yet.
#[derive(Debug, Default)]
pub struct Interactions {
    live: HashMap<u64, Interaction>,
    /// Oldest first.
    order: VecDeque<u64>,
    /// Those whose three seconds run, oldest first.
    waiting: VecDeque<(Instant, u64)>,
    modals: HashMap<u64, Modal>,
    modal_order: VecDeque<u64>,
    secrets: RandomState,
}

impl Interactions {
    /// A token that nobody can guess from the id.
    pub fn token(&self, id: u64) -> String {
        format!(
            "rehearsal-{id}-{:016x}{:016x}",
            self.secrets.hash_one(id),
            self.secrets.hash_one((id, "again"))
        )
    }

    /// Starts the three seconds of a new one.
    pub fn add(&mut self, interaction: Interaction) {
        self.waiting.push_back((interaction.made, interaction.id));
        self.order.push_back(interaction.id);
        self.live.insert(interaction.id, interaction);
        while REMEMBERED_MAX < self.order.len() {
            if let Some(id) = self.order.pop_front() {
                self.live.remove(&id);
            }
        }
    }

    /// One to look at.
    pub fn get(&self, id: u64) -> Option<&Interaction> {
        self.live.get(&id)
    }

    /// One to change.
    pub fn get_mut(&mut self, id: u64) -> Option<&mut Interaction> {
        self.live.get_mut(&id)
    }

    /// The one a webhook token belongs to.
    pub fn by_token(&self, token: &str) -> Option<&Interaction> {
        let id = token
            .strip_prefix("rehearsal-")?
            .split_once('-')?
            .0
            .parse()
            .ok()?;
        self.live
            .get(&id)
            .filter(|interaction| interaction.token == token)
    }

    /// How many are remembered.
    pub fn count(&self) -> usize {
        self.live.len()
    }

    /// Opens a form.
    pub fn open_modal(&mut self, modal: Modal) {
        self.modal_order.push_back(modal.id);
        self.modals.insert(modal.id, modal);
        if MODALS_MAX < self.modal_order.len()
            && let Some(id) = self.modal_order.pop_front()
        {
            self.modals.remove(&id);
        }
    }

    /// A form that is open.
    pub fn modal(&self, id: u64) -> Option<&Modal> {
        self.modals.get(&id)
    }

    /// Closes a form.
    pub fn close_modal(&mut self, id: u64) {
        self.modals.remove(&id);
    }
}

impl World {
    /// Gives up on what was not answered in time, and forgets what no token reaches any more.
    pub fn sweep(&mut self, now: Instant) {
        while let Some((made, id)) = self.interactions.waiting.front().copied() {
            if now.duration_since(made) < ANSWER_WITHIN {
                break;
            }
            self.interactions.waiting.pop_front();
            let Some(interaction) = self.interactions.live.get_mut(&id) else {
                continue;
            };
            if interaction.stage == Stage::Waiting {
                interaction.stage = Stage::Missed;
                interaction.waiter = None;
                self.tell_interaction(id, InteractionState::Failed);
            }
        }
        let now_ms = self.clock.now_ms();
        while let Some(id) = self.interactions.order.front().copied() {
            let is_alive = |it: &Interaction| {
                now_ms < it.made_ms + 2 * TOKEN_LIFE_MS
                    || now.duration_since(it.made) < 2 * ANSWER_WITHIN
            };
            if self.interactions.live.get(&id).is_some_and(is_alive) {
                break;
            }
            self.interactions.order.pop_front();
            self.interactions.live.remove(&id);
        }
    }

    /// Tells the person's page how an interaction stands; autocomplete is silent.
    pub fn tell_interaction(&mut self, id: u64, state: InteractionState) {
        let Some(interaction) = self.interactions.get(id) else {
            return;
        };
        if interaction.deed == Deed::Autocomplete {
            return;
        }
        let news = InteractionNews {
            id,
            room: interaction.room,
            state,
            message: interaction.pressed,
        };
        let person = interaction.person;
        self.tell_page(PageEvent::Interaction { person, news });
    }
}
