//! Knows: the people and places of a rehearsal by name, and the misfortunes that may befall them.
//! Never: starts or stops one.

use std::sync::Arc;

use serde_json::Value;
use twilight_model::guild::Permissions;

use crate::Rehearsal;
use crate::people::{self, Callback, Person, Room};
use crate::world::beginnings::ids;
use crate::world::command::Objection;

/// People and places.
impl Rehearsal {
    /// Ola, who owns the club.
    pub fn owner(&self) -> Person {
        self.person(ids::OWNER)
    }

    /// Hana, who may manage events.
    pub fn host(&self) -> Person {
        self.person(ids::HOST)
    }

    /// Mia (0), Noor (1) or Tom (2).
    pub fn member(&self, n: usize) -> Person {
        self.person(ids::MEMBERS[n])
    }

    /// Anybody, by user id.
    pub fn person(&self, id: u64) -> Person {
        Person::new(Arc::clone(&self.hub), id)
    }

    /// The club.
    pub fn guild(&self) -> u64 {
        ids::GUILD
    }

    /// #lounge.
    pub fn text_room(&self) -> Room {
        Room(ids::LOUNGE)
    }

    /// The voice channel and its chat.
    pub fn voice_room(&self) -> Room {
        Room(ids::MAT_ROOM)
    }

    /// Somebody's direct messages with the bot.
    pub fn dm(&self, person: &Person) -> Room {
        Room(self.hub.change(|world| world.direct_room(person.id())))
    }

    /// Mia's and Noor's own direct messages, where the app works as user-installed only.
    pub fn private_room(&self) -> Room {
        Room(ids::PRIVATE)
    }

    /// A channel of the `n`th guild of the population.
    pub fn crowd_room(&self, n: u64, channel: u64) -> Room {
        self.hub.change(|world| {
            let guild = world.population.guild_id(n);
            world.touch(guild);
            Room(world.population.channel_id(guild, channel))
        })
    }

    /// A member of the `n`th guild of the population.
    pub fn crowd_member(&self, n: u64, member: u64) -> Person {
        let id = self.hub.change(|world| {
            let guild = world.population.guild_id(n);
            world.touch(guild);
            world.population.member_id(guild, member)
        });
        self.person(id)
    }

    /// Sends a command off without waiting: the interaction's id, and a receiver that resolves at the callback.
    pub fn fire_command(
        &self,
        room: Room,
        person: &Person,
        name: &str,
        options: &Value,
    ) -> Result<(u64, Callback), Objection> {
        let started = people::fire(&self.hub, person.id(), room, name, options)?;
        Ok((started.id, started.arrival))
    }

    /// Types in an option without waiting: the interaction's id, and a receiver that resolves at the offer.
    pub fn fire_autocomplete(
        &self,
        room: Room,
        person: &Person,
        name: &str,
        focused: &str,
        options: &Value,
    ) -> Result<(u64, Callback), Objection> {
        let started =
            people::fire_autocomplete(&self.hub, person.id(), room, name, focused, options)?;
        Ok((started.id, started.arrival))
    }
}

/// Languages, which every Discord and every server has.
impl Rehearsal {
    /// Sets a person's Discord to one of Discord's languages, `"es-ES"` say.
    pub fn speak(&self, person: &Person, locale: &str) -> Result<(), Objection> {
        self.hub.change(|world| world.speak(person.id(), locale))
    }

    /// Sets a guild's own language, its `preferred_locale`.
    pub fn speak_in_guild(&self, guild: u64, locale: &str) -> Result<(), Objection> {
        self.hub.change(|world| world.speak_in_guild(guild, locale))
    }
}

/// Misfortunes: edits of the world that no application asks for.
impl Rehearsal {
    /// A person forbids, or allows again, direct messages from bots.
    pub fn close_dms(&self, person: &Person, is_closed: bool) {
        self.hub
            .change(|world| world.close_direct(person.id(), is_closed));
    }

    /// The bot loses permissions in a channel; empty gives back what its roles allow.
    pub fn deny_bot(&self, room: Room, deny: Permissions) {
        self.hub.change(|world| world.deny_bot(room.0, deny));
    }

    /// A person loses permissions in a channel.
    pub fn deny_person(&self, room: Room, person: &Person, deny: Permissions) {
        self.hub
            .change(|world| world.deny_person(room.0, person.id(), deny));
    }

    /// Somebody deletes a channel.
    pub fn delete_channel(&self, room: Room) {
        // A channel that is gone already is what was wanted.
        let _ = self.hub.change(|world| world.remove_channel(room.0));
    }

    /// Somebody deletes a message.
    pub fn delete_message(&self, room: Room, message: u64) {
        self.hub.change(|world| world.remove(room.0, message));
    }

    /// The bot is thrown out of a guild.
    pub fn remove_bot(&self, guild: u64) {
        self.hub.change(|world| world.remove_bot(guild));
    }

    /// The bot is invited back.
    pub fn invite_bot(&self, guild: u64) {
        self.hub.change(|world| world.invite_bot(guild));
    }
}
