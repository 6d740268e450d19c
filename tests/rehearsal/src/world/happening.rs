//! Knows: what a change in the world has to say, and to whom.
//! Never: says it.

use std::sync::Arc;

use serde_json::Value;
use twilight_model::gateway::Intents;

/// One thing to send on.
#[derive(Clone, Debug)]
pub enum Happening {
    /// A dispatch for the bot.
    Gateway {
        event: &'static str,
        to: To,
        data: Arc<str>,
    },
    /// News for the chat pages, and for whoever waits in a test.
    Page(PageEvent),
}

/// Which sessions of the bot get a dispatch.
#[derive(Clone, Copy, Debug)]
pub struct To {
    /// The guild; direct messages and other things of no guild go to shard 0.
    pub guild: Option<u64>,
    /// Any of these lets it through; none means that everybody gets it.
    pub intents: Intents,
}

impl To {
    /// Goes out whatever was asked for, as interactions do.
    pub fn always(guild: Option<u64>) -> To {
        To {
            guild,
            intents: Intents::empty(),
        }
    }

    /// Goes out to those who asked for it.
    pub fn with(guild: Option<u64>, intents: Intents) -> To {
        To { guild, intents }
    }
}

/// News for a person's page.
#[derive(Clone, Debug)]
pub enum PageEvent {
    /// A message came or changed.
    Message {
        room: u64,
        message: u64,
        only_for: Option<u64>,
    },
    /// A message went.
    Gone {
        room: u64,
        message: u64,
        only_for: Option<u64>,
    },
    /// An interaction of this person moved on.
    Interaction { person: u64, news: InteractionNews },
    /// A form opens for this person.
    Modal {
        person: u64,
        id: u64,
        room: u64,
        modal: Arc<Value>,
    },
    /// Somebody entered or left a voice channel.
    Voice { room: u64 },
    /// Somebody is typing.
    Typing { room: u64, person: u64 },
    /// The bot came online or went offline.
    Bot { is_online: bool },
    /// The commands changed.
    Commands,
    /// Rooms came, went or became visible.
    Rooms,
    /// Somebody's or a server's language changed.
    Languages,
    /// A scheduled event came, changed or went.
    Schedule,
}

/// How an interaction stands, as the page shows it.
#[derive(Clone, Debug)]
pub struct InteractionNews {
    pub id: u64,
    pub room: u64,
    pub state: InteractionState,
    /// The message that was pressed.
    pub message: Option<u64>,
}

/// The three states a person can see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InteractionState {
    Waiting,
    Done,
    /// Nobody answered within three seconds.
    Failed,
}
