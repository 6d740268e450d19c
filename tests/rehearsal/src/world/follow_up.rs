//! Knows: how an interaction's answer is added to, read, changed and deleted while its token lives (Discord docs,
//! interactions/receiving-and-responding, "Followup Messages").
//! Never: gives the first answer.

use serde_json::Value;

use crate::world::World;
use crate::world::form::Form;
use crate::world::interaction::{Interaction, Stage, TOKEN_LIFE_MS};
use crate::world::message::{LOADING, Message};
use crate::world::refusal::{
    INVALID_WEBHOOK_TOKEN, Refusal, TOO_MANY_FOLLOWUPS, UNKNOWN_CHANNEL, UNKNOWN_MESSAGE,
    UNKNOWN_WEBHOOK,
};

/// Follow-ups where no guild stands behind the command (same docs).
const USER_INSTALL_FOLLOWUPS_MAX: u8 = 5;

impl World {
    /// The interaction behind a webhook's token, if it may still be used.
    fn by_webhook(&self, application: u64, token: &str) -> Result<&Interaction, Refusal> {
        if application != self.application {
            return Err(UNKNOWN_WEBHOOK);
        }
        let interaction = self
            .interactions
            .by_token(token)
            .ok_or(INVALID_WEBHOOK_TOKEN)?;
        if interaction.made_ms + TOKEN_LIFE_MS <= self.clock.now_ms() {
            return Err(INVALID_WEBHOOK_TOKEN);
        }
        match interaction.stage {
            Stage::Answered => Ok(interaction),
            // The webhook begins with the first answer.
            Stage::Waiting | Stage::Missed => Err(UNKNOWN_WEBHOOK),
        }
    }

    /// One more message after the first answer; right after a deferral it fills the loading message instead.
    pub fn follow_up(
        &mut self,
        application: u64,
        token: &str,
        form: Form,
    ) -> Result<Value, Refusal> {
        let interaction = self.by_webhook(application, token)?;
        let (id, original) = (interaction.id, interaction.original);
        if interaction.is_deferred
            && let Some(loading) = original
        {
            return self.change_by_webhook(application, token, Some(loading), form);
        }
        if interaction.is_only_user && USER_INSTALL_FOLLOWUPS_MAX <= interaction.followups {
            return Err(TOO_MANY_FOLLOWUPS);
        }
        let channel = self
            .channels
            .get(&interaction.room)
            .ok_or(UNKNOWN_CHANNEL)?
            .clone();
        let message = self.answer_message(id, &channel, form, original)?;
        let message_id = message.id;
        if let Some(interaction) = self.interactions.get_mut(id) {
            interaction.followups += 1;
            interaction.made_messages.push(message_id);
        }
        Ok(self.publish(message))
    }

    /// The message a webhook path means: `None` is `@original`.
    fn target(
        &self,
        application: u64,
        token: &str,
        message: Option<u64>,
    ) -> Result<(u64, Message), Refusal> {
        let interaction = self.by_webhook(application, token)?;
        let wanted = message.or(interaction.original).ok_or(UNKNOWN_MESSAGE)?;
        let is_its_own =
            interaction.original == Some(wanted) || interaction.made_messages.contains(&wanted);
        let found = self
            .shelf
            .get(interaction.room, wanted)
            .filter(|_| is_its_own);
        Ok((interaction.id, found.ok_or(UNKNOWN_MESSAGE)?.clone()))
    }

    /// Reads an answer back.
    pub fn read_by_webhook(
        &self,
        application: u64,
        token: &str,
        message: Option<u64>,
    ) -> Result<Value, Refusal> {
        let (_, message) = self.target(application, token, message)?;
        Ok(self.message_json(&message))
    }

    /// Changes an answer; a loading one is loaded by that.
    pub fn change_by_webhook(
        &mut self,
        application: u64,
        token: &str,
        message: Option<u64>,
        form: Form,
    ) -> Result<Value, Refusal> {
        let (id, mut message) = self.target(application, token, message)?;
        let channel = self
            .channels
            .get(&message.room)
            .ok_or(UNKNOWN_CHANNEL)?
            .clone();
        let was_loading = message.flags & LOADING != 0;
        self.apply(&mut message, form, &channel, true)?;
        message.flags &= !LOADING;
        if was_loading && let Some(interaction) = self.interactions.get_mut(id) {
            interaction.is_deferred = false;
        }
        Ok(self.republish(message))
    }

    /// Deletes an answer.
    pub fn delete_by_webhook(
        &mut self,
        application: u64,
        token: &str,
        message: Option<u64>,
    ) -> Result<(), Refusal> {
        let (id, message) = self.target(application, token, message)?;
        if let Some(interaction) = self.interactions.get_mut(id) {
            interaction.is_deferred = false;
        }
        self.remove(message.room, message.id);
        Ok(())
    }
}
