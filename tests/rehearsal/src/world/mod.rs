//! Knows: the state of one small Discord, as plain values, and what each change tells the gateway and the page.
//! Never: waits, speaks HTTP, or sends anything itself; what is to be sent is left in `out`.

#![allow(
    missing_docs,
    reason = "a comment that repeats a field's or a constant's name says nothing"
)]

pub mod beginnings;
pub mod command;
pub mod components;
pub mod edit;
pub mod files;
pub mod follow_up;
pub mod form;
pub mod happening;
pub mod interaction;
pub mod invocation;
pub mod locale;
pub mod mention;
pub mod message;
pub mod modal;
pub mod options;
pub mod permission;
pub mod place;
pub mod refusal;
pub mod registration;
pub mod respond;
pub mod schedule_form;
pub mod scheduled;
pub mod shelf;
pub mod snapshot;
pub mod usage;
pub mod voice;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde_json::{Value, json};
use twilight_model::guild::Permissions;

use crate::clock::{Clock, snowflake};
use crate::population::Population;
use crate::world::command::Commands;
use crate::world::happening::{Happening, PageEvent};
use crate::world::interaction::Interactions;
use crate::world::locale::Locale;
use crate::world::place::{Channel, Guild, Kind, User};
use crate::world::refusal::{MISSING_ACCESS, Refusal, UNKNOWN_CHANNEL, UNKNOWN_GUILD};
use crate::world::scheduled::ScheduledEvent;
use crate::world::shelf::Shelf;
use crate::world::voice::VoiceState;

/// Everything that Discord remembers.
#[derive(Debug)]
pub struct World {
    pub clock: Clock,
    /// The bot's secret, without `Bot `.
    pub token: String,
    pub application: u64,
    pub bot: u64,
    pub users: HashMap<u64, User>,
    pub guilds: BTreeMap<u64, Guild>,
    pub channels: HashMap<u64, Channel>,
    /// The bot's direct messages, by person.
    pub direct: HashMap<u64, u64>,
    pub shelf: Shelf,
    pub interactions: Interactions,
    pub commands: Commands,
    pub events: BTreeMap<u64, ScheduledEvent>,
    /// By guild and user.
    pub voice: BTreeMap<(u64, u64), VoiceState>,
    /// Guilds that exist only as a rule until somebody touches one.
    pub population: Population,
    /// Where files are served, as `http://127.0.0.1:PORT`.
    pub files_at: String,
    /// What has changed since it was last taken.
    pub out: Vec<Happening>,
    serial: u64,
}

impl World {
    /// A world with nobody in it but the bot.
    pub fn empty(
        clock: Clock,
        token: String,
        application: u64,
        bot: u64,
        population: Population,
    ) -> World {
        let mut users = HashMap::new();
        users.insert(
            bot,
            User {
                id: bot,
                name: String::from("unknot"),
                shown_as: String::from("Unknot"),
                is_bot: true,
                locale: Locale::EN_US,
                is_closed_to_bots: true,
                has_installed_app: false,
            },
        );
        World {
            clock,
            token,
            application,
            bot,
            users,
            guilds: BTreeMap::new(),
            channels: HashMap::new(),
            direct: HashMap::new(),
            shelf: Shelf::default(),
            interactions: Interactions::default(),
            commands: Commands::default(),
            events: BTreeMap::new(),
            voice: BTreeMap::new(),
            population,
            files_at: String::new(),
            out: Vec::new(),
            serial: 0,
        }
    }

    /// An id that nothing had before.
    pub fn next_id(&mut self) -> u64 {
        self.serial += 1;
        snowflake(self.clock.now_ms(), self.serial)
    }

    /// A user who is known to exist.
    pub fn user(&self, id: u64) -> &User {
        &self.users[&id]
    }

    /// Brings a guild of the population into being, if the id is one's or one of its channels'.
    pub fn touch(&mut self, id: u64) {
        let Some(guild) = self.population.guild_of(id) else {
            return;
        };
        if self.guilds.contains_key(&guild) || self.population.is_gone(guild) {
            return;
        }
        let made = self.population.make(guild, self.bot);
        self.guilds.insert(guild, made.guild);
        self.channels.extend(
            made.channels
                .into_iter()
                .map(|channel| (channel.id, channel)),
        );
        for user in made.users {
            self.users.entry(user.id).or_insert(user);
        }
    }

    /// Every guild the bot is in, also those nobody has touched.
    pub fn guild_ids(&self) -> Vec<u64> {
        let mut ids: Vec<u64> = self
            .guilds
            .values()
            .filter(|guild| guild.members.contains_key(&self.bot))
            .map(|guild| guild.id)
            .collect();
        ids.extend(
            self.population
                .ids()
                .filter(|id| !self.guilds.contains_key(id)),
        );
        ids.sort_unstable();
        ids
    }

    /// A guild the bot can see.
    pub fn guild_for_bot(&mut self, id: u64) -> Result<&Guild, Refusal> {
        self.touch(id);
        let bot = self.bot;
        match self.guilds.get(&id) {
            Some(guild) if guild.members.contains_key(&bot) => Ok(guild),
            // Discord answers "Unknown Guild" to those outside, so as not to tell which guilds exist.
            Some(_) | None => Err(UNKNOWN_GUILD),
        }
    }

    /// A channel, whoever may see it.
    pub fn channel(&mut self, id: u64) -> Result<&Channel, Refusal> {
        self.touch(id);
        self.channels.get(&id).ok_or(UNKNOWN_CHANNEL)
    }

    /// A channel that the bot may at least see, with what it may do there.
    pub fn channel_for_bot(&mut self, id: u64) -> Result<(Channel, Permissions), Refusal> {
        let channel = self.channel(id)?.clone();
        let granted = self.permissions(self.bot, &channel);
        let is_voice = matches!(channel.kind, Kind::Voice { .. });
        if !granted.contains(Permissions::VIEW_CHANNEL)
            || (is_voice && !granted.contains(Permissions::CONNECT))
        {
            return Err(MISSING_ACCESS);
        }
        Ok((channel, granted))
    }

    /// What a user may do in a channel; nothing where they are no part of it.
    pub fn permissions(&self, user: u64, channel: &Channel) -> Permissions {
        match channel.kind {
            Kind::Text { guild } | Kind::Voice { guild } => match self.guilds.get(&guild) {
                Some(guild) => permission::in_channel(guild, channel, user),
                None => Permissions::empty(),
            },
            Kind::Direct { person } if user == person || user == self.bot => permission::IN_DIRECT,
            Kind::Private { people } if people.contains(&user) => permission::IN_DIRECT,
            Kind::Direct { .. } | Kind::Private { .. } => Permissions::empty(),
        }
    }

    /// Whether a person sees a room at all.
    pub fn can_see(&self, person: u64, room: u64) -> bool {
        match self.channels.get(&room) {
            Some(channel) => self
                .permissions(person, channel)
                .contains(Permissions::VIEW_CHANNEL),
            None => false,
        }
    }

    /// Whether somebody, the bot too, reads what is said in a room; a voice channel's chat needs CONNECT for it.
    ///
    /// Discord docs, resources/message, "Get Channel Messages".
    pub fn can_read(&self, user: u64, room: u64) -> bool {
        let Some(channel) = self.channels.get(&room) else {
            return false;
        };
        let needed = match channel.kind {
            Kind::Voice { .. } => Permissions::VIEW_CHANNEL | Permissions::CONNECT,
            _ => Permissions::VIEW_CHANNEL,
        };
        self.permissions(user, channel).contains(needed)
    }

    /// The channel object as REST answers it.
    pub fn channel_json(&self, channel: &Channel) -> Value {
        let last = self.shelf.last_public(channel.id);
        let recipients = match channel.kind {
            Kind::Text { guild } | Kind::Voice { guild } => return channel.guild_json(guild, last),
            Kind::Direct { person } => vec![self.user(person).json()],
            Kind::Private { people } => people.iter().map(|id| self.user(*id).json()).collect(),
        };
        json!({
            "id": channel.id.to_string(),
            "type": 1,
            "flags": 0,
            "last_message_id": last.map(|id| id.to_string()),
            "recipients": recipients,
        })
    }

    /// The bot's direct messages with a person, opened if need be.
    pub fn direct_room(&mut self, person: u64) -> u64 {
        if let Some(room) = self.direct.get(&person) {
            return *room;
        }
        let id = self.next_id();
        let channel = Channel {
            id,
            name: self.user(person).shown_as.clone(),
            kind: Kind::Direct { person },
            overwrites: Vec::new(),
            position: 0,
        };
        self.channels.insert(id, channel);
        self.direct.insert(person, id);
        self.tell_page(PageEvent::Rooms);
        id
    }

    /// Whether bot and person share a guild, also one that only the population's rule knows.
    pub fn has_mutual_guild(&self, person: u64) -> bool {
        let of_bot = |guild: &Guild| {
            guild.members.contains_key(&self.bot) && guild.members.contains_key(&person)
        };
        self.guilds.values().any(of_bot)
    }

    /// Leaves a dispatch to be sent; what happens in a guild without the bot is none of its business, unless it goes
    /// out whatever was asked for, as interactions do.
    pub fn tell_gateway(&mut self, event: &'static str, to: happening::To, data: &Value) {
        let guild = to.guild.and_then(|id| self.guilds.get(&id));
        if !to.intents.is_empty()
            && guild.is_some_and(|guild| !guild.members.contains_key(&self.bot))
        {
            return;
        }
        let data: Arc<str> = Arc::from(data.to_string());
        self.out.push(Happening::Gateway { event, to, data });
    }

    /// Leaves a line for the pages.
    pub fn tell_page(&mut self, event: PageEvent) {
        self.out.push(Happening::Page(event));
    }
}
