//! Knows: a guild's scheduled events and all their rules (Discord docs, resources/guild-scheduled-event).
//! Never: starts one by itself; Discord does not either.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use twilight_model::gateway::Intents;
use twilight_model::guild::Permissions;
use twilight_model::util::Timestamp;

use crate::world::World;
use crate::world::happening::To;
use crate::world::permission;
use crate::world::refusal::{
    EVENT_ALREADY_OVER, Faults, MISSING_ACCESS, MISSING_PERMISSIONS, Refusal, TOO_MANY_EVENTS,
    UNKNOWN_CHANNEL, UNKNOWN_EVENT, bad_form,
};

/// Events that are scheduled or under way, in one guild (same docs).
const PER_GUILD_MAX: usize = 100;
/// Milliseconds after which an event that nobody started is cancelled. Discord says "a few hours" (same docs, "Status").
const UNSTARTED_LASTS_MS: u64 = 3 * 60 * 60 * 1000;

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
    /// Who said they are interested.
    pub interested: BTreeSet<u64>,
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
        let events = self.events.values().filter(|event| event.guild == guild);
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

    /// Cancels what nobody started in time, as Discord does.
    pub fn sweep_events(&mut self) {
        let now = self.clock.now_ms();
        let is_stale = |it: &ScheduledEvent| {
            it.status == Status::Scheduled && it.starts_at_ms + UNSTARTED_LASTS_MS < now
        };
        let stale: Vec<u64> = self
            .events
            .values()
            .filter(|it| is_stale(it))
            .map(|it| it.id)
            .collect();
        for id in stale {
            if let Some(mut event) = self.events.remove(&id) {
                event.status = Status::Canceled;
                self.tell_event("GUILD_SCHEDULED_EVENT_UPDATE", &event);
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
        let event = self.events.get_mut(&id).ok_or(UNKNOWN_EVENT)?;
        let has_changed = match is_interested {
            true => event.interested.insert(person),
            false => event.interested.remove(&person),
        };
        let guild = event.guild;
        if has_changed {
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
    }

    /// CREATE_EVENTS to create and for one's own, MANAGE_EVENTS for others'; VIEW_CHANNEL and CONNECT for a voice channel.
    fn check_right(
        &mut self,
        author: u64,
        event: &ScheduledEvent,
        is_new: bool,
    ) -> Result<(), Refusal> {
        let granted = match event.channel {
            Some(channel) => {
                let channel = self.channel(channel)?.clone();
                let granted = self.permissions(author, &channel);
                if !granted.contains(Permissions::VIEW_CHANNEL | Permissions::CONNECT) {
                    return Err(MISSING_ACCESS);
                }
                granted
            }
            None => permission::in_guild(self.guild_for_bot(event.guild)?, author),
        };
        let may = match is_new || event.creator == author {
            true => granted.intersects(Permissions::CREATE_EVENTS | Permissions::MANAGE_EVENTS),
            false => granted.contains(Permissions::MANAGE_EVENTS),
        };
        match may {
            true => Ok(()),
            false => Err(MISSING_PERMISSIONS),
        }
    }

    /// Lays a body over an event and checks the whole.
    fn changed(
        &mut self,
        mut event: ScheduledEvent,
        body: &Value,
        is_new: bool,
    ) -> Result<ScheduledEvent, Refusal> {
        let before = event.status;
        let mut faults = Faults::default();
        read_words(&mut event, body, &mut faults);
        read_times(&mut event, body, &mut faults);
        read_place(&mut event, body, &mut faults);
        if let Some(status) = body.get("status") {
            match status_after(before, status.as_u64()) {
                _ if is_new => faults.add(
                    "status",
                    "BASE_TYPE_CHOICES",
                    "A new event is always scheduled",
                ),
                Ok(status) => event.status = status,
                Err(Some(refusal)) => return Err(refusal),
                Err(None) => faults.add(
                    "status",
                    "INVALID_STATUS_TRANSITION",
                    "Invalid Guild Scheduled Event Status Update",
                ),
            }
        }
        if let Some(rule) = body.get("recurrence_rule") {
            event.recurrence = match rule {
                Value::Null => None,
                rule => Some(read_recurrence(rule, &mut faults)),
            };
        }
        let now = self.clock.now_ms();
        if body.get("scheduled_start_time").is_some() && event.starts_at_ms < now {
            let code = "GUILD_SCHEDULED_EVENT_SCHEDULE_PAST";
            faults.add(
                "scheduled_start_time",
                code,
                "Cannot schedule event in the past.",
            );
        }
        if event
            .ends_at_ms
            .is_some_and(|end| end <= event.starts_at_ms)
        {
            let code = "GUILD_SCHEDULED_EVENT_END_BEFORE_START";
            faults.add("scheduled_end_time", code, "Cannot end event before start.");
        }
        faults.settle()?;
        if let Some(channel) = event.channel {
            let channel = self
                .channels
                .get(&channel)
                .filter(|channel| channel.guild() == Some(event.guild));
            if channel.ok_or(UNKNOWN_CHANNEL)?.kind_number() != event.entity_type {
                let message = "The channel does not fit the entity type.";
                return Err(bad_form(
                    "channel_id",
                    "GUILD_SCHEDULED_EVENT_CHANNEL_TYPE",
                    message,
                ));
            }
        }
        Ok(event)
    }
}

fn read_words(event: &mut ScheduledEvent, body: &Value, faults: &mut Faults) {
    if let Some(name) = body.get("name") {
        event.name = name.as_str().unwrap_or_default().trim().to_owned();
        if twilight_validate::request::scheduled_event_name(&event.name).is_err() {
            faults.add(
                "name",
                "BASE_TYPE_BAD_LENGTH",
                "Must be between 1 and 100 in length.",
            );
        }
    }
    if let Some(description) = body.get("description") {
        event.description = description
            .as_str()
            .filter(|it| !it.is_empty())
            .map(str::to_owned);
        let text = event.description.as_deref();
        if text
            .is_some_and(|it| twilight_validate::request::scheduled_event_description(it).is_err())
        {
            faults.add(
                "description",
                "BASE_TYPE_BAD_LENGTH",
                "Must be between 1 and 1000 in length.",
            );
        }
    }
    if body.get("privacy_level").is_some_and(|level| level != 2) {
        faults.add(
            "privacy_level",
            "BASE_TYPE_CHOICES",
            "Value must be one of (2,).",
        );
    }
}

fn read_times(event: &mut ScheduledEvent, body: &Value, faults: &mut Faults) {
    let mut moment = |field: &str| {
        let text = body.get(field)?.as_str()?;
        let parsed = Timestamp::parse(text)
            .ok()
            .and_then(|it| u64::try_from(it.as_micros() / 1000).ok());
        if parsed.is_none() {
            faults.add(
                field,
                "DATETIME_TYPE_PARSE",
                format!("Could not parse {text}. Should be ISO8601."),
            );
        }
        parsed
    };
    if let Some(start) = moment("scheduled_start_time") {
        event.starts_at_ms = start;
    }
    if body.get("scheduled_end_time").is_some() {
        event.ends_at_ms = moment("scheduled_end_time");
    }
}

/// Which fields each sort of event needs (same docs, "Field Requirements By Entity Type").
fn read_place(event: &mut ScheduledEvent, body: &Value, faults: &mut Faults) {
    if let Some(kind) = body.get("entity_type") {
        event.entity_type = kind
            .as_u64()
            .and_then(|kind| u8::try_from(kind).ok())
            .unwrap_or(0);
    }
    if let Some(channel) = body.get("channel_id") {
        event.channel = crate::world::form::number(channel);
    }
    if let Some(metadata) = body.get("entity_metadata") {
        event.location = metadata["location"].as_str().map(str::to_owned);
    }
    match event.entity_type {
        2 => {
            if event.channel.is_none() {
                faults.add("channel_id", "BASE_TYPE_REQUIRED", "This field is required");
            }
            if event.location.is_some() {
                faults.add(
                    "entity_metadata",
                    "BASE_TYPE_NOT_ALLOWED",
                    "Must be null for a voice event.",
                );
            }
        }
        3 => {
            let is_named = event
                .location
                .as_ref()
                .is_some_and(|it| (1..=100).contains(&it.chars().count()));
            if !is_named {
                faults.add(
                    "entity_metadata.location",
                    "BASE_TYPE_REQUIRED",
                    "This field is required",
                );
            }
            if event.ends_at_ms.is_none() {
                faults.add(
                    "scheduled_end_time",
                    "BASE_TYPE_REQUIRED",
                    "This field is required",
                );
            }
            if event.channel.is_some() {
                faults.add(
                    "channel_id",
                    "BASE_TYPE_NOT_ALLOWED",
                    "Must be null for an external event.",
                );
            }
        }
        _ => faults.add(
            "entity_type",
            "BASE_TYPE_CHOICES",
            "The stand-in plays voice (2) and external (3) events.",
        ),
    }
}

/// Scheduled may become active or cancelled, active completed, and nothing else (same docs, "Valid Transitions").
fn status_after(before: Status, wanted: Option<u64>) -> Result<Status, Option<Refusal>> {
    match (before, wanted) {
        (Status::Completed | Status::Canceled, _) => Err(Some(EVENT_ALREADY_OVER)),
        (Status::Scheduled, Some(2)) => Ok(Status::Active),
        (Status::Active, Some(3)) => Ok(Status::Completed),
        (Status::Scheduled, Some(4)) => Ok(Status::Canceled),
        (before, Some(same)) if same == before as u64 => Ok(before),
        (_, _) => Err(None),
    }
}

/// What of iCalendar's rules Discord takes (same docs, "Recurrence Rule", "System limitations").
fn read_recurrence(rule: &Value, faults: &mut Faults) -> Value {
    let days = |field: &str| rule[field].as_array().map_or(0, Vec::len);
    let frequency = rule["frequency"].as_u64();
    let interval = rule["interval"].as_u64().unwrap_or(1);
    for field in ["count", "end", "by_year_day"] {
        if rule.get(field).is_some_and(|it| !it.is_null()) {
            faults.add(
                &format!("recurrence_rule.{field}"),
                "BASE_TYPE_NOT_ALLOWED",
                "Cannot be set.",
            );
        }
    }
    if rule.get("start").is_none_or(Value::is_null) {
        faults.add(
            "recurrence_rule.start",
            "BASE_TYPE_REQUIRED",
            "This field is required",
        );
    }
    // The enum gives YEARLY 0, MONTHLY 1, WEEKLY 2, DAILY 3.
    let is_known_shape = match frequency {
        Some(0) => days("by_month") == 1 && days("by_month_day") == 1 && days("by_weekday") == 0,
        Some(1) => days("by_n_weekday") == 1 && days("by_weekday") == 0,
        Some(2) => days("by_weekday") == 1 && days("by_n_weekday") == 0,
        Some(3) => is_daily_set(&rule["by_weekday"]) && days("by_n_weekday") == 0,
        _ => false,
    };
    if !is_known_shape {
        faults.add(
            "recurrence_rule",
            "GUILD_SCHEDULED_EVENT_INVALID_RECURRENCE",
            "This recurrence is not supported.",
        );
    }
    if interval != 1 && !(interval == 2 && frequency == Some(2)) {
        faults.add(
            "recurrence_rule.interval",
            "BASE_TYPE_CHOICES",
            "Must be 1, or 2 for weekly events.",
        );
    }
    let mut whole = json!({
        "start": null, "end": null, "frequency": 0, "interval": 1, "by_weekday": null, "by_n_weekday": null,
        "by_month": null, "by_month_day": null, "by_year_day": null, "count": null,
    });
    for (name, value) in rule.as_object().into_iter().flatten() {
        whole[name] = value.clone();
    }
    whole
}

/// The sets of days a daily event may have, Monday being 0 (same docs, "System limitations").
fn is_daily_set(days: &Value) -> bool {
    let mut days: Vec<u64> = days
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_u64)
        .collect();
    days.sort_unstable();
    let sets: [&[u64]; 7] = [
        &[],
        &[0, 1, 2, 3, 4],
        &[1, 2, 3, 4, 5],
        &[0, 1, 2, 3, 6],
        &[4, 5],
        &[5, 6],
        &[0, 6],
    ];
    sets.contains(&days.as_slice())
}
