//! Knows: a guild's scheduled events and all their rules (Discord docs, resources/guild-scheduled-event).
//! Never: starts a voice event by itself; Discord does not either.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use twilight_model::gateway::Intents;
use twilight_model::guild::Permissions;

use crate::world::World;
use crate::world::happening::{PageEvent, To};
use crate::world::permission;
use crate::world::refusal::{
    Faults, MISSING_ACCESS, MISSING_PERMISSIONS, Refusal, TOO_MANY_EVENTS, UNKNOWN_CHANNEL,
    UNKNOWN_EVENT, UNKNOWN_GUILD,
};

/// Events that are scheduled or under way, in one guild (same docs).
const PER_GUILD_MAX: usize = 100;
/// Milliseconds after which an event that nobody started is cancelled. Discord says "a few hours" (same docs, "Status Update Automation"); three are ours.
const UNSTARTED_LASTS_MS: u64 = 3 * 60 * 60 * 1000;

/// Milliseconds for which an active voice event outlives an empty channel. Discord says "a few minutes" (same docs); three are ours.
const EMPTY_LASTS_MS: u64 = 3 * 60 * 1000;

/// Where an event stands (same docs, "Event Status").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Scheduled = 1,
    Active = 2,
    Completed = 3,
    Canceled = 4,
}

/// A scheduled event.
#[derive(Clone, Debug)]
pub struct ScheduledEvent {
    pub id: u64,
    pub guild: u64,
    pub creator: u64,
    pub name: String,
    pub description: Option<String>,
    pub starts_at_ms: u64,
    pub ends_at_ms: Option<u64>,
    pub status: Status,
    /// 2 voice or 3 external; 1, stages, are not played.
    pub entity_type: u8,
    pub channel: Option<u64>,
    pub location: Option<String>,
    pub recurrence: Option<Value>,
    /// Since when nobody has been in the channel of an active voice event.
    pub empty_since_ms: Option<u64>,
    /// Who said they are interested.
    pub interested: BTreeSet<u64>,
}

impl ScheduledEvent {
    /// What becomes of it now, if nobody does anything.
    fn turns_at(&self, now: u64) -> Option<Status> {
        let is_external = self.entity_type == 3;
        match self.status {
            Status::Scheduled if is_external && self.starts_at_ms <= now => Some(Status::Active),
            Status::Scheduled if self.starts_at_ms + UNSTARTED_LASTS_MS < now => {
                Some(Status::Canceled)
            }
            Status::Active if is_external && self.ends_at_ms.is_some_and(|end| end <= now) => {
                Some(Status::Completed)
            }
            Status::Active
                if self
                    .empty_since_ms
                    .is_some_and(|it| it + EMPTY_LASTS_MS < now) =>
            {
                Some(Status::Completed)
            }
            _ => None,
        }
    }
}

impl World {
    /// The event object (same docs, "Guild Scheduled Event Object").
    pub fn event_json(&self, event: &ScheduledEvent, with_count: bool) -> Value {
        let iso = crate::clock::iso;
        let mut json = json!({
            "id": event.id.to_string(),
            "guild_id": event.guild.to_string(),
            "channel_id": event.channel.map(|id| id.to_string()),
            "creator_id": event.creator.to_string(),
            "creator": self.user(event.creator).json(),
            "name": event.name,
            "description": event.description,
            "image": null,
            "scheduled_start_time": iso(event.starts_at_ms),
            "scheduled_end_time": event.ends_at_ms.map(iso),
            "privacy_level": 2,
            "status": event.status as u8,
            "entity_type": event.entity_type,
            "entity_id": null,
            "entity_metadata": event.location.as_ref().map(|location| json!({"location": location})),
            "recurrence_rule": event.recurrence,
            // Not in the docs' table, required by Discord's OpenAPI description.
            "guild_scheduled_event_exceptions": [],
        });
        if with_count {
            json["user_count"] = json!(event.interested.len());
        }
        json
    }

    /// A guild's events, those over excluded.
    pub fn events_json(&mut self, guild: u64, with_count: bool) -> Result<Value, Refusal> {
        self.guild_for_bot(guild)?;
        let events = self.events.values();
        let events = events.filter(|event| event.guild == guild && self.shows(self.bot, event));
        Ok(events
            .map(|event| self.event_json(event, with_count))
            .collect())
    }

    /// One event.
    pub fn event(&mut self, guild: u64, id: u64) -> Result<&ScheduledEvent, Refusal> {
        self.guild_for_bot(guild)?;
        self.events
            .get(&id)
            .filter(|event| event.guild == guild)
            .ok_or(UNKNOWN_EVENT)
    }

    /// Somebody schedules an event.
    pub fn schedule(&mut self, author: u64, guild: u64, body: &Value) -> Result<Value, Refusal> {
        self.guild_for_bot(guild)?;
        let blank = ScheduledEvent {
            id: 0,
            guild,
            creator: author,
            name: String::new(),
            description: None,
            starts_at_ms: 0,
            ends_at_ms: None,
            status: Status::Scheduled,
            entity_type: 0,
            channel: None,
            location: None,
            recurrence: None,
            empty_since_ms: None,
            interested: BTreeSet::new(),
        };
        let mut faults = Faults::default();
        for field in [
            "name",
            "privacy_level",
            "scheduled_start_time",
            "entity_type",
        ] {
            if body.get(field).is_none_or(Value::is_null) {
                faults.add(field, "BASE_TYPE_REQUIRED", "This field is required");
            }
        }
        faults.settle()?;
        let mut event = self.changed(blank, body, true)?;
        self.check_right(author, &event, true)?;
        if PER_GUILD_MAX
            <= self
                .events
                .values()
                .filter(|event| event.guild == guild)
                .count()
        {
            return Err(TOO_MANY_EVENTS);
        }
        event.id = self.next_id();
        let json = self.event_json(&event, false);
        self.tell_event("GUILD_SCHEDULED_EVENT_CREATE", &event);
        self.events.insert(event.id, event);
        Ok(json)
    }

    /// Somebody changes an event, its status included.
    pub fn reschedule(
        &mut self,
        author: u64,
        guild: u64,
        id: u64,
        body: &Value,
    ) -> Result<Value, Refusal> {
        let event = self.event(guild, id)?.clone();
        self.check_right(author, &event, false)?;
        let event = self.changed(event, body, false)?;
        self.check_right(author, &event, false)?;
        let json = self.event_json(&event, false);
        self.tell_event("GUILD_SCHEDULED_EVENT_UPDATE", &event);
        self.keep(event);
        Ok(json)
    }

    /// Somebody deletes an event.
    pub fn unschedule(&mut self, author: u64, guild: u64, id: u64) -> Result<(), Refusal> {
        let event = self.event(guild, id)?.clone();
        self.check_right(author, &event, false)?;
        self.events.remove(&id);
        self.tell_event("GUILD_SCHEDULED_EVENT_DELETE", &event);
        Ok(())
    }

    /// Whether somebody, the bot too, sees an event: VIEW_CHANNEL where it has a channel (same docs, "Permissions
    /// Requirements"), else being in the guild.
    fn shows(&self, user: u64, event: &ScheduledEvent) -> bool {
        match event.channel {
            Some(room) => self.can_see(user, room),
            None => self
                .guilds
                .get(&event.guild)
                .is_some_and(|guild| guild.members.contains_key(&user)),
        }
    }

    /// What a person sees of a guild's events, the soonest first.
    pub fn events_shown(&self, person: u64, guild: u64) -> Vec<&ScheduledEvent> {
        let events = self.events.values();
        let mut events: Vec<_> = events
            .filter(|event| event.guild == guild && self.shows(person, event))
            .collect();
        events.sort_by_key(|event| (event.starts_at_ms, event.id));
        events
    }

    /// One event, as the bot reads it.
    pub fn event_for_bot(
        &mut self,
        guild: u64,
        id: u64,
        with_count: bool,
    ) -> Result<Value, Refusal> {
        let event = self.event(guild, id)?.clone();
        match self.shows(self.bot, &event) {
            true => Ok(self.event_json(&event, with_count)),
            false => Err(MISSING_ACCESS),
        }
    }

    /// Begins and ends external events, cancels what nobody started in time and completes what everybody has left, as
    /// Discord does (same docs, "Status Update Automation").
    pub fn sweep_events(&mut self) {
        let now = self.clock.now_ms();
        let in_voice: BTreeSet<u64> = self
            .voice
            .values()
            .filter_map(|state| state.channel)
            .collect();
        let mut turned = Vec::new();
        for event in self.events.values_mut() {
            let is_empty = event.channel.is_some_and(|room| !in_voice.contains(&room));
            event.empty_since_ms = match event.status {
                Status::Active if is_empty => event.empty_since_ms.or(Some(now)),
                _ => None,
            };
            turned.extend(event.turns_at(now).map(|status| (event.id, status)));
        }
        for (id, status) in turned {
            if let Some(mut event) = self.events.remove(&id) {
                event.status = status;
                self.tell_event("GUILD_SCHEDULED_EVENT_UPDATE", &event);
                self.keep(event);
            }
        }
    }

    /// A person says that they are, or no longer are, interested.
    pub fn set_interest(
        &mut self,
        person: u64,
        id: u64,
        is_interested: bool,
    ) -> Result<(), Refusal> {
        let mut event = self.events.get(&id).ok_or(UNKNOWN_EVENT)?.clone();
        if !self.shows(person, &event) {
            return Err(MISSING_ACCESS);
        }
        let guild = event.guild;
        let has_changed = match is_interested {
            true => event.interested.insert(person),
            false => event.interested.remove(&person),
        };
        if has_changed {
            self.keep(event);
            let name = match is_interested {
                true => "GUILD_SCHEDULED_EVENT_USER_ADD",
                false => "GUILD_SCHEDULED_EVENT_USER_REMOVE",
            };
            let data = json!({
                "guild_scheduled_event_id": id.to_string(),
                "user_id": person.to_string(),
                "guild_id": guild.to_string(),
            });
            self.tell_gateway(
                name,
                To::with(Some(guild), Intents::GUILD_SCHEDULED_EVENTS),
                &data,
            );
            self.tell_page(PageEvent::Schedule);
        }
        Ok(())
    }

    /// Who is interested, a page at a time (same docs, "Get Guild Scheduled Event Users").
    pub fn event_users(
        &mut self,
        guild: u64,
        id: u64,
        after: u64,
        limit: usize,
        with_member: bool,
    ) -> Result<Value, Refusal> {
        let event = self.event(guild, id)?.clone();
        let page = event.interested.range(after + 1..).take(limit);
        Ok(page
            .map(|user| {
                let mut json = json!({
                    "guild_scheduled_event_id": id.to_string(),
                    "user_id": user.to_string(),
                    "user": self.user(*user).json(),
                    "response": 1,
                });
                let member = self
                    .guilds
                    .get(&guild)
                    .and_then(|guild| guild.member_json(self.user(*user)));
                if let Some(member) = member.filter(|_| with_member) {
                    json["member"] = member;
                }
                json
            })
            .collect())
    }

    fn keep(&mut self, event: ScheduledEvent) {
        match event.status {
            // What is over is no longer listed.
            Status::Completed | Status::Canceled => self.events.remove(&event.id),
            Status::Scheduled | Status::Active => self.events.insert(event.id, event),
        };
    }

    fn tell_event(&mut self, name: &'static str, event: &ScheduledEvent) {
        let data = self.event_json(event, false);
        self.tell_gateway(
            name,
            To::with(Some(event.guild), Intents::GUILD_SCHEDULED_EVENTS),
            &data,
        );
        self.tell_page(PageEvent::Schedule);
    }

    /// Whether somebody would be let change this event, or delete it.
    pub fn may_change(&self, person: u64, event: &ScheduledEvent) -> bool {
        self.check_right(person, event, false).is_ok()
    }

    /// CREATE_EVENTS to create, either right for one's own, MANAGE_EVENTS for others'; VIEW_CHANNEL and CONNECT for a
    /// voice channel (same docs, "Permissions Requirements").
    fn check_right(
        &self,
        author: u64,
        event: &ScheduledEvent,
        is_new: bool,
    ) -> Result<(), Refusal> {
        let granted = match event.channel {
            Some(channel) => {
                let channel = self.channels.get(&channel).ok_or(UNKNOWN_CHANNEL)?;
                let granted = self.permissions(author, channel);
                if !granted.contains(Permissions::VIEW_CHANNEL | Permissions::CONNECT) {
                    return Err(MISSING_ACCESS);
                }
                granted
            }
            None => {
                let guild = self.guilds.get(&event.guild).ok_or(UNKNOWN_GUILD)?;
                permission::in_guild(guild, author)
            }
        };
        let either = Permissions::CREATE_EVENTS | Permissions::MANAGE_EVENTS;
        let may = match (is_new, event.creator == author) {
            (true, _) => granted.contains(Permissions::CREATE_EVENTS),
            (false, true) => granted.intersects(either),
            (false, false) => granted.contains(Permissions::MANAGE_EVENTS),
        };
        match may {
            true => Ok(()),
            false => Err(MISSING_PERMISSIONS),
        }
    }
}
