//! Answers for one pair of eyes: in direct messages, or where nobody else sees them.
//!
//! Nothing here takes a card of a room, and no private card goes to one. Nobody gets a direct message
//! who has not just asked for it.

use std::sync::Arc;
use std::time::Duration;

use poise::serenity_prelude::{
    ChannelId, CommandInteraction, ComponentInteraction, CreateAttachment,
    CreateInteractionResponse, CreateInteractionResponseMessage, GuildId, InteractionContext,
    InteractionId, Member, MessageFlags, User,
};
use serde_json::json;

use super::commands::Context;
use super::faults::Undelivered;
use super::inbound::{House, role};
use super::language::spoken;
use super::message::{direct_message, edit, message};
use super::outbound::respond;
use crate::app::{Asked, Came, Lookup, sketched};
use crate::domain::{Badge, Intent, Language, RoleId, ServerId, UserId, Word};
use crate::present::{Attached, PrivateCard, Request};

/// How long a direct message may take to be sent. Whoever asked sees that we are at it.
const DIRECT_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a picture of somebody's own may take to be drawn. Whoever asked sees that we are at it.
const SKETCH_TIMEOUT: Duration = Duration::from_secs(10);
/// They take no direct messages from us, or share no server with us (Discord docs,
/// topics/opcodes-and-status-codes, JSON error codes).
const DIRECT_CLOSED: &[isize] = &[50007, 50278];

/// An interaction, as far as a private answer needs it.
struct Press<'a> {
    id: InteractionId,
    token: &'a str,
    user: &'a User,
    spoken: Vec<Language>,
    server: Option<ServerId>,
    member: Option<&'a Member>,
    spot: Spot,
}

/// Where the answer can stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spot {
    /// Beside a command, for the asker alone.
    Beside,
    /// In the direct messages with us, beside a command.
    BesideDirect,
    /// In place of a message that is the presser's own.
    Instead,
    /// The same in the direct messages with us.
    InsteadDirect,
}

/// Answers a command about the one who uses it.
pub(super) async fn reply(ctx: Context<'_>, intent: Intent) -> Result<(), Undelivered> {
    reply_with(ctx, Request::Intent(intent)).await
}

/// Answers a command for the one who uses it alone.
pub(super) async fn reply_with(ctx: Context<'_>, request: Request) -> Result<(), Undelivered> {
    let asked: &CommandInteraction = ctx.interaction;
    let spot = match asked.context {
        Some(InteractionContext::BotDm) => Spot::BesideDirect,
        _ => Spot::Beside,
    };
    let press = Press {
        id: asked.id,
        token: &asked.token,
        user: &asked.user,
        spoken: spoken(&asked.locale, asked.guild_locale.as_deref()).collect(),
        server: asked.guild_id.map(server_id),
        member: asked.member.as_deref(),
        spot,
    };
    press.answer(ctx.data(), request).await
}

/// Answers a press on a private button.
pub(super) async fn reply_to_press(
    house: &House,
    pressed: &ComponentInteraction,
    request: Request,
) -> Result<(), Undelivered> {
    let is_own = (pressed.message.flags).is_some_and(|it| it.contains(MessageFlags::EPHEMERAL));
    let is_direct = pressed.context == Some(InteractionContext::BotDm);
    let spot = match (is_own, is_direct) {
        // What they read there stays: it is their own version, or where to get help.
        (false, true) if request.stays_beside() => Spot::BesideDirect,
        _ if request.stays_beside() => Spot::Beside,
        (true, _) => Spot::Instead,
        (false, true) => Spot::InsteadDirect,
        (false, false) => Spot::Beside,
    };
    let press = Press {
        id: pressed.id,
        token: &pressed.token,
        user: &pressed.user,
        spoken: spoken(&pressed.locale, pressed.guild_locale.as_deref()).collect(),
        server: pressed.guild_id.map(server_id),
        member: pressed.member.as_ref(),
        spot,
    };
    press.answer(house, request).await
}

impl Press<'_> {
    async fn answer(&self, house: &House, request: Request) -> Result<(), Undelivered> {
        let lookups = house.lookups();
        let lookup = lookups.speaking(self.spoken.iter().copied());
        // Pages that were begun where they stand go on there.
        let begins = !matches!(
            request,
            Request::Signed { .. } | Request::Intent(Intent::Agree { .. } | Intent::Seen)
        );
        let (same, spoken) = (Arc::clone(&lookups), self.spoken.clone());
        let asked = Asked {
            user: user_id(self.user),
            server: self.server,
            came: came(self.token, &spoken, self.member),
            request,
        };
        let card = house.turns.ask(same, spoken, asked).await;
        let is_direct = matches!(self.spot, Spot::BesideDirect | Spot::InsteadDirect);
        match card.asks() && begins && !is_direct {
            true => self.send_direct(house, lookup, card).await,
            false => self.show(house, &card).await,
        }
    }

    /// Shows it here.
    async fn show(&self, house: &House, card: &PrivateCard) -> Result<(), Undelivered> {
        if let Some(attached) = card.attached() {
            return self.show_with(house, card, attached.clone()).await;
        }
        let message = message(card.for_its_owner(), None);
        let response = match self.spot {
            Spot::Beside => CreateInteractionResponse::Message(message.ephemeral(true)),
            // It stays there, so that it can be gone on with tomorrow.
            Spot::BesideDirect => CreateInteractionResponse::Message(message),
            // The page that was pressed stays: what was filled in stands nowhere else.
            Spot::Instead | Spot::InsteadDirect if card.is_fault() => {
                CreateInteractionResponse::Message(message.ephemeral(true))
            }
            Spot::Instead | Spot::InsteadDirect => {
                CreateInteractionResponse::UpdateMessage(message)
            }
        };
        respond(house, self.id, self.token, &response, None).await
    }

    /// Shows it with a file. To draw a picture may take longer than Discord waits, so it is promised first.
    async fn show_with(
        &self,
        house: &House,
        card: &PrivateCard,
        attached: Attached,
    ) -> Result<(), Undelivered> {
        let is_ephemeral = self.spot != Spot::BesideDirect;
        let promise = CreateInteractionResponseMessage::new().ephemeral(is_ephemeral);
        let promise = CreateInteractionResponse::Defer(promise);
        respond(house, self.id, self.token, &promise, None).await?;
        let file = file(attached).await;
        let edit = edit(card.for_its_owner(), file.as_ref());
        let edited = (house.callbacks)
            .edit_original_interaction_response(self.token, &edit, file.into_iter().collect())
            .await;
        edited.map(|_| ()).map_err(Undelivered::from)
    }

    /// Sends it as a direct message and says so here; shows it here where that cannot be.
    async fn send_direct(
        &self,
        house: &House,
        lookup: &Lookup,
        card: PrivateCard,
    ) -> Result<(), Undelivered> {
        // Two requests may take longer than the three seconds that Discord waits.
        let promise = match self.spot {
            Spot::Instead => CreateInteractionResponse::Acknowledge,
            _ => CreateInteractionResponse::Defer(
                CreateInteractionResponseMessage::new().ephemeral(true),
            ),
        };
        respond(house, self.id, self.token, &promise, None).await?;
        let words = &lookup.library().words;
        let sent = tokio::time::timeout(DIRECT_TIMEOUT, self.direct(house, &card)).await;
        let here = match sent.unwrap_or(Err(Undelivered::Later(0))) {
            Ok(channel) => {
                let link = format!("https://discord.com/channels/@me/{channel}");
                PrivateCard::text(words.fill(Word::ScreeningSent, &[("where", &link)]))
            }
            Err(fault) => {
                if !is_closed(&fault) {
                    tracing::warn!(%fault, "a direct message was not sent; its card is shown where it was asked for");
                }
                card.led_by(words.get(Word::ScreeningHere))
            }
        };
        let edit = edit(here.for_its_owner(), None);
        let edited = (house.callbacks)
            .edit_original_interaction_response(self.token, &edit, Vec::new())
            .await;
        edited.map(|_| ()).map_err(Undelivered::from)
    }

    async fn direct(&self, house: &House, card: &PrivateCard) -> Result<ChannelId, Undelivered> {
        let http = house.http.get().expect("set before any event");
        let recipient = json!({ "recipient_id": self.user.id });
        let channel = http.create_private_channel(&recipient).await?.id;
        let message = direct_message(card.for_its_owner(), &self.id.get().to_string());
        http.send_message(channel, Vec::new(), &message).await?;
        Ok(channel)
    }
}

/// The file that goes with a card, if it is drawn in time. The card says the same in words.
async fn file(attached: Attached) -> Option<CreateAttachment> {
    let drawn = tokio::time::timeout(SKETCH_TIMEOUT, sketched(attached));
    let it = drawn.await.ok()??;
    let file = CreateAttachment::bytes(it.bytes.as_ref(), it.name);
    Some(match it.alt {
        Some(alt) => file.description(alt),
        None => file,
    })
}

/// What a press or a command brings along.
pub(super) fn came(token: &str, spoken: &[Language], member: Option<&Member>) -> Came {
    let roles = member.into_iter().flat_map(|it| &it.roles);
    Came {
        token: token.to_owned(),
        language: spoken.first().copied().unwrap_or(Language::ALL[0]),
        badge: Badge {
            role: role(member),
            roles: roles.map(|it| RoleId::new(it.get())).collect(),
        },
    }
}

pub(super) fn user_id(user: &User) -> UserId {
    UserId::new(user.id.get())
}

pub(super) fn server_id(id: GuildId) -> ServerId {
    ServerId::new(id.get())
}

fn is_closed(fault: &Undelivered) -> bool {
    matches!(fault, Undelivered::Bug { code, .. } if DIRECT_CLOSED.contains(code))
}
