//! Sends what sessions have to say, over the wire.
//!
//! A room gets room messages, and one person gets private cards: nothing here turns one into the other.

use std::sync::Arc;

use poise::serenity_prelude::{
    self as serenity, ChannelId, CreateInteractionResponseFollowup, GuildId, Http, HttpError,
    ScheduledEventId, UserId as DiscordUser, UserPagination,
};
use serde_json::json;

use super::message::{direct_message, follow_up, room_edit, room_message};
use crate::app::{Delivery, Gone, Undelivered};
use crate::domain::{EventId, Loss, MessageId, RoomId, ServerId, UserId};
use crate::present::{PrivateCard, RoomMessage};

/// How many people a page names at most (Discord docs, resources/guild-scheduled-event).
const INTERESTED_A_PAGE: u64 = 100;

/// The wire.
pub(super) struct Wire {
    /// For rooms and direct messages, with serenity's limiter.
    http: Arc<Http>,
    /// For what answers a press, without it (ARCHITECTURE, Two HTTP clients).
    callbacks: Arc<Http>,
}

impl Wire {
    /// What is sent through these two.
    pub(super) fn new(http: &Arc<Http>, callbacks: Arc<Http>) -> Self {
        let http = Arc::clone(http);
        Self { http, callbacks }
    }
}

impl Delivery for Wire {
    async fn post(
        &self,
        room: RoomId,
        message: &RoomMessage,
        nonce: &str,
    ) -> Result<MessageId, Undelivered> {
        let message = room_message(message, nonce);
        let sent = self
            .http
            .send_message(ChannelId::new(room.get()), Vec::new(), &message)
            .await;
        let sent = sent.map_err(|error| undelivered(&error))?;
        Ok(MessageId::new(sent.id.get()))
    }

    async fn edit(
        &self,
        room: RoomId,
        shown: MessageId,
        message: &RoomMessage,
    ) -> Result<(), Undelivered> {
        let message = room_edit(message);
        let (room, shown) = (ChannelId::new(room.get()), shown.get().into());
        let edited = self
            .http
            .edit_message(room, shown, &message, Vec::new())
            .await;
        edited.map(|_| ()).map_err(|error| undelivered(&error))
    }

    async fn delete(&self, room: RoomId, message: MessageId) -> Result<(), Undelivered> {
        let (room, message) = (ChannelId::new(room.get()), message.get().into());
        let deleted = self.http.delete_message(room, message, None).await;
        deleted.map_err(|error| undelivered(&error))
    }

    async fn whisper(&self, token: &str, card: &PrivateCard) -> Result<(), Undelivered> {
        let message: CreateInteractionResponseFollowup = follow_up(card.for_its_owner());
        let sent = self
            .callbacks
            .create_followup_message(token, &message, Vec::new())
            .await;
        sent.map(|_| ()).map_err(|error| undelivered(&error))
    }

    async fn interested(
        &self,
        server: ServerId,
        event: EventId,
        behind: Option<UserId>,
    ) -> Result<Vec<UserId>, Undelivered> {
        let (guild, event) = (
            GuildId::new(server.get()),
            ScheduledEventId::new(event.get()),
        );
        let behind = behind.map(|it| UserPagination::After(DiscordUser::new(it.get())));
        let page = self
            .http
            .get_scheduled_event_users(guild, event, Some(INTERESTED_A_PAGE), behind, None)
            .await;
        let page = page.map_err(|error| undelivered(&error))?;
        Ok(page
            .iter()
            .map(|it| UserId::new(it.user.id.get()))
            .collect())
    }

    async fn conversation(&self, user: UserId) -> Result<RoomId, Undelivered> {
        let recipient = json!({ "recipient_id": DiscordUser::new(user.get()) });
        let opened = self.http.create_private_channel(&recipient).await;
        let channel = opened.map_err(|error| undelivered(&error))?.id;
        Ok(RoomId::new(channel.get()))
    }

    async fn direct(
        &self,
        conversation: RoomId,
        card: &PrivateCard,
        nonce: &str,
    ) -> Result<(), Undelivered> {
        let channel = ChannelId::new(conversation.get());
        let message = direct_message(card.for_its_owner(), nonce);
        let sent = self.http.send_message(channel, Vec::new(), &message).await;
        sent.map(|_| ()).map_err(|error| undelivered(&error))
    }
}

/// What an error means for what was to be sent (Discord docs, topics/opcodes-and-status-codes, JSON error
/// codes).
fn undelivered(error: &serenity::Error) -> Undelivered {
    let serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) = error else {
        // Cut off, timed out, or no connection: nothing says that it was wrong.
        return Undelivered::Later { after: None };
    };
    let (status, code) = (response.status_code.as_u16(), response.error.code);
    match (status, code) {
        // Unknown channel.
        (_, 10003) => Undelivered::Gone(Gone::Room(Loss::RoomGone)),
        // Unknown message or event, and too many edits of a message older than an hour.
        (_, 10008 | 10070 | 30046) => Undelivered::Gone(Gone::Message),
        // Unknown webhook, and a token that is over.
        (_, 10015 | 50027) => Undelivered::Gone(Gone::Token),
        // They take none from us, or share no server with us.
        (_, 50007 | 50278) => Undelivered::Gone(Gone::Direct),
        // Missing access, missing permissions.
        (_, 50001 | 50013) => Undelivered::Gone(Gone::Room(Loss::Shut { unsaid: None })),
        (429 | 500..=599, _) => Undelivered::Later { after: None },
        _ => {
            tracing::error!(status, code, "Discord refused what a session had to say");
            Undelivered::Bug
        }
    }
}
