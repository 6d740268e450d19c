//! Knows: what may be written in a scheduled event (Discord docs, resources/guild-scheduled-event).
//! Never: keeps one.

use chrono::DateTime;
use serde_json::{Value, json};

use crate::world::World;
use crate::world::form::number;
use crate::world::refusal::{EVENT_ALREADY_OVER, Faults, Refusal, UNKNOWN_CHANNEL, bad_form};
use crate::world::scheduled::{ScheduledEvent, Status};

impl World {
    /// Lays a body over an event and checks the whole.
    pub(super) fn changed(
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
        let given = body.get(field).filter(|it| !it.is_null())?;
        let text = given
            .as_str()
            .map_or_else(|| given.to_string(), str::to_owned);
        let parsed = DateTime::parse_from_rfc3339(&text).ok();
        let parsed = parsed.and_then(|it| u64::try_from(it.timestamp_millis()).ok());
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
        event.channel = number(channel);
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
