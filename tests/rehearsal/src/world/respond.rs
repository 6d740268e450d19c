//! Knows: how an application may answer an interaction, once and afterwards (Discord docs,
//! interactions/receiving-and-responding).
//! Never: makes one.

use std::time::Instant;

use serde_json::{Value, json};
use twilight_model::guild::Permissions;

use crate::world::World;
use crate::world::form::{Form, Upload};
use crate::world::happening::{InteractionState, PageEvent};
use crate::world::interaction::{ANSWER_WITHIN, Arrival, Deed, Interaction, Stage};
use crate::world::message::{EPHEMERAL, LOADING, Message, Origin};
use crate::world::modal::{self, Modal};
use crate::world::place::Channel;
use crate::world::refusal::{
    ALREADY_ACKNOWLEDGED, Faults, Refusal, UNKNOWN_CHANNEL, UNKNOWN_INTERACTION, UNKNOWN_MESSAGE,
    UNKNOWN_WEBHOOK, bad_form,
};

/// Choices an autocomplete may offer (same docs, "Autocomplete").
const CHOICES_MAX: usize = 25;

/// What a callback led to.
#[derive(Debug, Default)]
struct Outcome {
    message: Option<u64>,
    choices: Vec<Value>,
    is_loading: bool,
}

impl World {
    /// The one answer to an interaction, which arrived at `at`; gives what it led to, if that is wanted.
    pub fn respond(
        &mut self,
        at: Instant,
        id: u64,
        token: &str,
        body: &Value,
        uploads: Vec<Upload>,
        with_response: bool,
    ) -> Result<Option<Value>, Refusal> {
        let found = self
            .interactions
            .get(id)
            .filter(|interaction| interaction.token == token);
        let interaction = found.ok_or(UNKNOWN_INTERACTION)?;
        match interaction.stage {
            Stage::Answered => return Err(ALREADY_ACKNOWLEDGED),
            Stage::Missed => return Err(UNKNOWN_INTERACTION),
            Stage::Waiting if ANSWER_WITHIN <= at.saturating_duration_since(interaction.made) => {
                return Err(UNKNOWN_INTERACTION);
            }
            Stage::Waiting => {}
        }
        let kind = check_kind(interaction, body)?;
        let channel = self
            .channels
            .get(&interaction.room)
            .ok_or(UNKNOWN_CHANNEL)?
            .clone();
        let data = &body["data"];
        let outcome = match kind {
            4 => self.respond_message(id, &channel, Form::read(data, uploads, "data.")?)?,
            5 => self.respond_deferred(id, &channel, data)?,
            6 => Outcome {
                message: self.pressed(id),
                ..Outcome::default()
            },
            7 => self.respond_update(id, &channel, Form::read(data, uploads, "data.")?)?,
            8 => respond_choices(data, interaction.focused)?,
            _ => self.respond_modal(id, data)?,
        };
        self.settle(id, at, kind, outcome, with_response)
    }

    fn settle(
        &mut self,
        id: u64,
        at: Instant,
        kind: u8,
        outcome: Outcome,
        with_response: bool,
    ) -> Result<Option<Value>, Refusal> {
        let interaction = self.interactions.get_mut(id).ok_or(UNKNOWN_INTERACTION)?;
        interaction.stage = Stage::Answered;
        interaction.original = outcome.message;
        interaction.is_deferred = kind == 5;
        let waiter = interaction.waiter.take();
        let room = interaction.room;
        self.tell_interaction(id, InteractionState::Done);
        if let Some(waiter) = waiter {
            // Nobody may be waiting any more, which is no concern of the bot's.
            let _ = waiter.send(Arrival {
                at,
                kind,
                message: outcome.message,
                choices: outcome.choices,
            });
        }
        Ok(with_response
            .then(|| self.callback_json(id, kind, room, outcome.message, outcome.is_loading)))
    }

    /// What `with_response` gives (same docs, "Interaction Callback Response Object").
    fn callback_json(
        &self,
        id: u64,
        kind: u8,
        room: u64,
        message: Option<u64>,
        is_loading: bool,
    ) -> Value {
        let deed = self
            .interactions
            .get(id)
            .map(|interaction| interaction.deed.number());
        let mut json = json!({"interaction": {"id": id.to_string(), "type": deed}});
        let Some(message) = message.and_then(|message| self.shelf.get(room, message)) else {
            return json;
        };
        let about = &mut json["interaction"];
        about["response_message_id"] = json!(message.id.to_string());
        about["response_message_loading"] = json!(is_loading);
        about["response_message_ephemeral"] = json!(message.only_for.is_some());
        // The message itself comes with types 4 and 7 only (same docs, "Interaction Callback Resource Object").
        match kind {
            4 | 7 => {
                json["resource"] = json!({"type": kind, "message": self.message_json(message)})
            }
            5 => json["resource"] = json!({"type": kind}),
            _ => {}
        }
        json
    }

    fn pressed(&self, id: u64) -> Option<u64> {
        self.interactions.get(id)?.pressed
    }

    fn respond_message(
        &mut self,
        id: u64,
        channel: &Channel,
        form: Form,
    ) -> Result<Outcome, Refusal> {
        let message = self.answer_message(id, channel, form, None)?;
        let message_id = message.id;
        self.publish(message);
        Ok(Outcome {
            message: Some(message_id),
            ..Outcome::default()
        })
    }

    fn respond_deferred(
        &mut self,
        id: u64,
        channel: &Channel,
        data: &Value,
    ) -> Result<Outcome, Refusal> {
        let flags = data["flags"].as_u64().unwrap_or(0);
        if flags & !EPHEMERAL != 0 {
            return Err(bad_form(
                "data.flags",
                "BASE_TYPE_CHOICES",
                "Only the EPHEMERAL flag can be set here.",
            ));
        }
        let mut message = self.bare_answer(id, channel, flags, None)?;
        message.flags |= LOADING;
        let message_id = message.id;
        self.publish(message);
        Ok(Outcome {
            message: Some(message_id),
            is_loading: true,
            ..Outcome::default()
        })
    }

    fn respond_update(
        &mut self,
        id: u64,
        channel: &Channel,
        form: Form,
    ) -> Result<Outcome, Refusal> {
        let pressed = self.pressed(id).ok_or(UNKNOWN_MESSAGE)?;
        let mut message = self
            .shelf
            .get(channel.id, pressed)
            .ok_or(UNKNOWN_MESSAGE)?
            .clone();
        self.apply(&mut message, form, channel, true)?;
        self.republish(message);
        Ok(Outcome {
            message: Some(pressed),
            ..Outcome::default()
        })
    }

    fn respond_modal(&mut self, id: u64, data: &Value) -> Result<Outcome, Refusal> {
        let (custom_id, json) = modal::read(data)?;
        let interaction = self.interactions.get(id).ok_or(UNKNOWN_INTERACTION)?;
        let modal = Modal {
            id,
            person: interaction.person,
            room: interaction.room,
            custom_id,
            pressed: interaction.pressed,
            owners: interaction.owners.clone(),
            json: json.into(),
        };
        let (person, room, json) = (modal.person, modal.room, modal.json.clone());
        self.interactions.open_modal(modal);
        self.tell_page(PageEvent::Modal {
            person,
            id,
            room,
            modal: json,
        });
        Ok(Outcome::default())
    }

    /// An answer with nothing in it yet.
    fn bare_answer(
        &mut self,
        id: u64,
        channel: &Channel,
        flags: u64,
        original: Option<u64>,
    ) -> Result<Message, Refusal> {
        let message = self.next_id();
        let interaction = self.interactions.get(id).ok_or(UNKNOWN_WEBHOOK)?;
        let mut origin = origin_of(interaction);
        origin.original = original;
        let opener = interaction
            .opened_by
            .and_then(|id| self.interactions.get(id));
        origin.triggered_by = opener.map(|opener| Box::new(origin_of(opener)));
        let is_ephemeral = flags & EPHEMERAL != 0 || self.hides_answers(interaction, channel);
        Ok(Message {
            id: message,
            room: channel.id,
            author: self.bot,
            content: String::new(),
            embeds: Vec::new(),
            components: Vec::new(),
            files: Vec::new(),
            flags: if is_ephemeral { EPHEMERAL } else { 0 },
            mentions: Default::default(),
            tts: false,
            edited_ms: None,
            reply_to: None,
            origin: Some(origin),
            nonce: None,
            only_for: is_ephemeral.then_some(interaction.person),
            made: Instant::now(),
        })
    }

    /// Whether answers are kept from the others because the app is only a person's own, and they may use no such app
    /// openly (Discord docs, topics/permissions, USE_EXTERNAL_APPS).
    fn hides_answers(&self, interaction: &Interaction, channel: &Channel) -> bool {
        let guild = channel.guild().and_then(|id| self.guilds.get(&id));
        let is_guest = guild.is_some_and(|guild| !guild.members.contains_key(&self.bot));
        let granted = self.permissions(interaction.person, channel);
        is_guest && !granted.contains(Permissions::USE_EXTERNAL_APPS)
    }

    pub(super) fn answer_message(
        &mut self,
        id: u64,
        channel: &Channel,
        form: Form,
        original: Option<u64>,
    ) -> Result<Message, Refusal> {
        let mut message = self.bare_answer(id, channel, form.flags, original)?;
        message.flags |= form.settable_flags();
        message.tts = form.tts;
        self.apply(&mut message, form, channel, true)?;
        Ok(message)
    }
}

fn origin_of(interaction: &Interaction) -> Origin {
    Origin {
        interaction: interaction.id,
        kind: interaction.deed.number(),
        person: interaction.person,
        name: interaction.name.clone(),
        pressed: interaction.pressed,
        original: None,
        triggered_by: None,
        owners: interaction.owners.clone(),
    }
}

/// Which callback types answer what (same docs, "Interaction Callback Type").
fn check_kind(interaction: &Interaction, body: &Value) -> Result<u8, Refusal> {
    let may: &[u8] = match (interaction.deed, interaction.pressed) {
        (Deed::Command, _) => &[4, 5, 9],
        (Deed::Component, _) => &[4, 5, 6, 7, 9],
        (Deed::Autocomplete, _) => &[8],
        (Deed::Modal, Some(_)) => &[4, 5, 6, 7],
        (Deed::Modal, None) => &[4, 5],
    };
    let given = body["type"]
        .as_u64()
        .and_then(|kind| u8::try_from(kind).ok());
    match given.filter(|kind| may.contains(kind)) {
        Some(kind) => Ok(kind),
        None => Err(bad_form(
            "type",
            "BASE_TYPE_CHOICES",
            format!("Value must be one of {may:?}."),
        )),
    }
}

fn respond_choices(data: &Value, focused: Option<u64>) -> Result<Outcome, Refusal> {
    let mut faults = Faults::default();
    let choices = data["choices"].as_array().cloned().unwrap_or_default();
    if CHOICES_MAX < choices.len() {
        faults.add(
            "data.choices",
            "BASE_TYPE_MAX_LENGTH",
            "Must be 25 or fewer in length.",
        );
    }
    for (index, choice) in choices.iter().enumerate() {
        let name = choice["name"].as_str().unwrap_or_default();
        if !(1..=100).contains(&name.chars().count()) {
            let path = format!("data.choices.{index}.name");
            faults.add(
                &path,
                "BASE_TYPE_BAD_LENGTH",
                "Must be between 1 and 100 in length.",
            );
        }
        // 3 string; 4 integer and 10 number want a number (Discord docs, "Application Command Option Type").
        let is_value = match &choice["value"] {
            Value::String(text) => focused == Some(3) && text.chars().count() <= 100,
            other => focused != Some(3) && other.is_number(),
        };
        if !is_value {
            let path = format!("data.choices.{index}.value");
            faults.add(
                &path,
                "CHOICE_TYPE_INVALID",
                "Must fit the option, and be 100 or fewer in length.",
            );
        }
    }
    faults.settle()?;
    Ok(Outcome {
        choices,
        ..Outcome::default()
    })
}
