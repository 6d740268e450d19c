//! Knows: a guild as GUILD_CREATE carries it, and the edits that misfortune makes to a world: lost permissions,
//! deleted channels, a bot thrown out, closed direct messages.
//! Never: is asked by an application for any of these edits.

use std::sync::Arc;

use serde_json::{Value, json};
use twilight_model::gateway::Intents;
use twilight_model::guild::Permissions;

use crate::world::World;
use crate::world::happening::{PageEvent, To};
use crate::world::place::{Channel, Guild, Kind, Overwrite, User};
use crate::world::refusal::{Refusal, UNKNOWN_CHANNEL};

impl World {
    /// `d` of GUILD_CREATE (Discord docs, events/gateway-events, "Guild Create").
    ///
    /// A guild of the population that nobody has touched is made for this and not kept.
    pub fn guild_create(&self, id: u64, intents: Intents) -> Option<Arc<str>> {
        if let Some(guild) = self.guilds.get(&id) {
            let channels = guild.channels.iter().filter_map(|id| self.channels.get(id));
            let json = self.guild_create_json(guild, channels, &|id| self.users.get(&id), intents);
            return guild
                .members
                .contains_key(&self.bot)
                .then(|| Arc::from(json.to_string()));
        }
        let guild = self
            .population
            .guild_of(id)
            .filter(|guild| *guild == id && !self.population.is_gone(*guild))?;
        let made = self.population.make(guild, self.bot);
        let find = |id: u64| {
            made.users
                .iter()
                .find(|user| user.id == id)
                .or_else(|| self.users.get(&id))
        };
        let json = self.guild_create_json(&made.guild, made.channels.iter(), &find, intents);
        Some(Arc::from(json.to_string()))
    }

    fn guild_create_json<'a>(
        &self,
        guild: &Guild,
        channels: impl Iterator<Item = &'a Channel>,
        find: &dyn Fn(u64) -> Option<&'a User>,
        intents: Intents,
    ) -> Value {
        let mut json = guild.json();
        let bot = self.user(self.bot);
        // Without GUILD_MEMBERS a bot gets itself and those in voice (Discord docs, events/gateway-events).
        let in_voice = self.voice.values().filter(|state| state.guild == guild.id);
        let mut members: Vec<Value> = guild.member_json(bot).into_iter().collect();
        match intents.contains(Intents::GUILD_MEMBERS) {
            true => {
                let others = guild.members.keys().filter(|id| **id != self.bot);
                members.extend(others.filter_map(|id| guild.member_json(find(*id)?)));
            }
            false => members.extend(
                in_voice
                    .clone()
                    .filter_map(|state| guild.member_json(find(state.user)?)),
            ),
        }
        json["joined_at"] = members[0]["joined_at"].clone();
        // The default of `large_threshold` (Discord docs, events/gateway-events, "Identify Structure").
        json["large"] = json!(50 < guild.members.len());
        json["unavailable"] = json!(false);
        json["member_count"] = json!(guild.members.len());
        json["members"] = Value::Array(members);
        json["channels"] = channels
            .map(|it| it.guild_json(guild.id, self.shelf.last_public(it.id)))
            .collect();
        json["threads"] = json!([]);
        json["presences"] = json!([]);
        json["stage_instances"] = json!([]);
        json["soundboard_sounds"] = json!([]);
        json["voice_states"] = match intents.contains(Intents::GUILD_VOICE_STATES) {
            true => in_voice.map(|state| self.voice_json(state)).collect(),
            false => json!([]),
        };
        json["guild_scheduled_events"] = match intents.contains(Intents::GUILD_SCHEDULED_EVENTS) {
            true => {
                let events = self.events.values().filter(|event| event.guild == guild.id);
                events.map(|event| self.event_json(event, false)).collect()
            }
            false => json!([]),
        };
        json
    }

    /// Somebody deletes a channel.
    pub fn remove_channel(&mut self, id: u64) -> Result<Value, Refusal> {
        let channel = self.channels.remove(&id).ok_or(UNKNOWN_CHANNEL)?;
        self.shelf.clear(id);
        let json = self.channel_json(&channel);
        let Some(guild) = channel.guild() else {
            return Ok(json);
        };
        if let Some(guild) = self.guilds.get_mut(&guild) {
            guild.channels.retain(|channel| *channel != id);
        }
        let inside: Vec<u64> = self.people_in(id);
        for person in inside {
            // Leaving cannot be refused.
            let _ = self.move_voice(person, None);
        }
        self.tell_gateway(
            "CHANNEL_DELETE",
            To::with(Some(guild), Intents::GUILDS),
            &json,
        );
        self.tell_page(PageEvent::Rooms);
        Ok(json)
    }

    /// The bot is thrown out of a guild.
    pub fn remove_bot(&mut self, guild: u64) {
        self.touch(guild);
        self.population.leave(guild);
        // It hears this one last thing as a member.
        let data = json!({"id": guild.to_string()});
        self.tell_gateway(
            "GUILD_DELETE",
            To::with(Some(guild), Intents::GUILDS),
            &data,
        );
        let bot = self.bot;
        if let Some(guild) = self.guilds.get_mut(&guild) {
            guild.members.remove(&bot);
        }
        self.events
            .retain(|_, event| event.guild != guild || event.creator != bot);
        self.tell_page(PageEvent::Rooms);
    }

    /// The bot is invited back.
    pub fn invite_bot(&mut self, guild: u64) {
        let bot = self.bot;
        let Some(home) = self.guilds.get_mut(&guild) else {
            return;
        };
        let own = home
            .roles
            .iter()
            .filter(|role| role.of_bot == Some(bot))
            .map(|role| role.id)
            .collect();
        home.members
            .insert(bot, crate::world::place::Member { roles: own });
        if let Some(data) = self.guild_create(guild, Intents::all()) {
            let to = To::with(Some(guild), Intents::GUILDS);
            self.out.push(crate::world::happening::Happening::Gateway {
                event: "GUILD_CREATE",
                to,
                data,
            });
        }
        self.tell_page(PageEvent::Rooms);
    }

    /// Denies the bot permissions in a channel, or (empty) gives back what its roles allow.
    pub fn deny_bot(&mut self, room: u64, deny: Permissions) {
        let bot = self.bot;
        let Some(channel) = self.channels.get_mut(&room) else {
            return;
        };
        channel
            .overwrites
            .retain(|overwrite| !(overwrite.is_member && overwrite.id == bot));
        if !deny.is_empty() {
            channel.overwrites.push(Overwrite {
                id: bot,
                is_member: true,
                allow: Permissions::empty(),
                deny,
            });
        }
        self.tell_channel(room);
    }

    /// Denies one person permissions in a channel.
    pub fn deny_person(&mut self, room: u64, person: u64, deny: Permissions) {
        let Some(channel) = self.channels.get_mut(&room) else {
            return;
        };
        channel
            .overwrites
            .retain(|overwrite| !(overwrite.is_member && overwrite.id == person));
        channel.overwrites.push(Overwrite {
            id: person,
            is_member: true,
            allow: Permissions::empty(),
            deny,
        });
        self.tell_channel(room);
    }

    fn tell_channel(&mut self, room: u64) {
        let Some(channel) = self.channels.get(&room).cloned() else {
            return;
        };
        if let Kind::Text { guild } | Kind::Voice { guild } = channel.kind {
            let json = self.channel_json(&channel);
            self.tell_gateway(
                "CHANNEL_UPDATE",
                To::with(Some(guild), Intents::GUILDS),
                &json,
            );
        }
        self.tell_page(PageEvent::Rooms);
    }

    /// A person allows or forbids direct messages from bots.
    pub fn close_direct(&mut self, person: u64, is_closed: bool) {
        if let Some(user) = self.users.get_mut(&person) {
            user.is_closed_to_bots = is_closed;
        }
    }
}
