//! How something is sent, whoever sends it: Discord, or a stand-in of a test that loses things.

use std::time::Duration;

use crate::domain::{EventId, Loss, MessageId, RoomId, ServerId, UserId};
use crate::present::{PrivateCard, RoomMessage};

/// Why something did not arrive. Every kind leads to something else being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undelivered {
    /// There is nothing to deliver to any more.
    Gone(Gone),
    /// It may work in a moment.
    Later {
        /// When to try again, where that was said.
        after: Option<Duration>,
    },
    /// What was sent was wrong. Trying again changes nothing.
    Bug,
}

/// What is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// The room, or the permission to write there.
    Room(Loss),
    /// The message, or the right to edit it once more.
    Message,
    /// Somebody takes no direct messages from us.
    Direct,
    /// The token of an interaction.
    Token,
}

/// Sends. Two kinds: over the wire, and in a simulation.
pub trait Delivery: Send + Sync + 'static {
    /// Says something in a room. Of several with one nonce in one room the first counts, and is given out.
    fn post(
        &self,
        room: RoomId,
        message: &RoomMessage,
        nonce: &str,
    ) -> impl Future<Output = Result<MessageId, Undelivered>> + Send;

    /// Shows something in place of a message in a room.
    fn edit(
        &self,
        room: RoomId,
        shown: MessageId,
        message: &RoomMessage,
    ) -> impl Future<Output = Result<(), Undelivered>> + Send;

    /// Deletes one of our messages in a room.
    fn delete(
        &self,
        room: RoomId,
        message: MessageId,
    ) -> impl Future<Output = Result<(), Undelivered>> + Send;

    /// Who is interested in one of Discord's own events, a page at a time, behind this one; an empty page
    /// where there is nobody more.
    fn interested(
        &self,
        server: ServerId,
        event: EventId,
        behind: Option<UserId>,
    ) -> impl Future<Output = Result<Vec<UserId>, Undelivered>> + Send;

    /// Tells somebody something where they last pressed a button, and nobody else sees it.
    fn whisper(
        &self,
        token: &str,
        card: &PrivateCard,
    ) -> impl Future<Output = Result<(), Undelivered>> + Send;

    /// Where somebody's direct messages are.
    fn conversation(
        &self,
        user: UserId,
    ) -> impl Future<Output = Result<RoomId, Undelivered>> + Send;

    /// Tells somebody something in their direct messages.
    fn direct(
        &self,
        conversation: RoomId,
        card: &PrivateCard,
        nonce: &str,
    ) -> impl Future<Output = Result<(), Undelivered>> + Send;
}
