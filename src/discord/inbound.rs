//! What Discord sends, made into questions. What is not a question is not read.

use std::sync::Arc;

use poise::serenity_prelude::{
    self as serenity, ComponentInteraction, ComponentInteractionDataKind, FullEvent, Http,
    Interaction, Member, Permissions, ShardManager, UserId,
};
use poise::{FrameworkContext, FrameworkError, FrameworkOptions};
use tokio::sync::{OnceCell, RwLock, mpsc};

use super::faults::{RunFault, Undelivered};
use super::outbound::{Audience, reply, reply_to_press};
use super::{commands, surface};
use crate::app::Lookup;
use crate::domain::{Question, Role};
use crate::present::Press;

/// What every answer needs.
pub(super) struct House {
    pub(super) lookup: Lookup,
    /// For interaction callbacks: without serenity's limiter, which would keep an entry for each
    /// interaction for ever. Discord does not count them either (docs, receiving-and-responding).
    pub(super) callbacks: Arc<Http>,
}

/// Takes serenity's events. Made once, before the connection.
pub(super) struct Inbound {
    pub(super) house: House,
    pub(super) options: FrameworkOptions<House, Undelivered>,
    pub(super) shard_manager: OnceCell<Arc<ShardManager>>,
    pub(super) bot: OnceCell<UserId>,
    /// Told why, where Discord lets us connect but not work.
    pub(super) unfit: mpsc::Sender<RunFault>,
    /// Read-held by each answer under way; a stop writes, and so waits for them.
    pub(super) under_way: Arc<RwLock<()>>,
}

#[serenity::async_trait]
impl serenity::Framework for Inbound {
    async fn init(&mut self, client: &serenity::Client) {
        _ = self.shard_manager.set(Arc::clone(&client.shard_manager));
    }

    async fn dispatch(&self, mut ctx: serenity::Context, event: FullEvent) {
        let _under_way = self.under_way.read().await;
        match event {
            FullEvent::Ready { data_about_bot } => self.at_ready(&ctx, &data_about_bot).await,
            FullEvent::InteractionCreate {
                interaction: Interaction::Component(pressed),
            } => {
                log_undelivered(self.press(&pressed).await);
            }
            event @ FullEvent::InteractionCreate { .. } => {
                ctx.http = Arc::clone(&self.house.callbacks);
                self.command(&ctx, event).await;
            }
            _ => {}
        }
    }
}

impl Inbound {
    /// The options poise runs with: our commands, our words, no pings.
    pub(super) fn options() -> FrameworkOptions<House, Undelivered> {
        let mut options = FrameworkOptions {
            commands: commands::all(),
            on_error: |error| Box::pin(on_error(error)),
            allowed_mentions: Some(serenity::CreateAllowedMentions::new()),
            ..FrameworkOptions::default()
        };
        poise::set_qualified_names(&mut options.commands);
        options
    }

    async fn at_ready(&self, ctx: &serenity::Context, ready: &serenity::Ready) {
        if self.bot.set(ready.user.id).is_err() {
            return tracing::info!(shard = ctx.shard_id.get(), "shard connected");
        }
        self.house
            .callbacks
            .set_application_id(ready.application.id);
        let library = self.house.lookup.library();
        match surface::sync(&ctx.http, library, ready.application.id).await {
            Ok(()) => {
                let shards = ready.shard.map_or(1, |shard| shard.total);
                tracing::info!(guilds = ready.guilds.len(), shards, "ready");
            }
            // Whoever listens has gone only when we are stopping anyway.
            Err(fault) => _ = self.unfit.send(fault).await,
        }
    }

    async fn command(&self, ctx: &serenity::Context, event: FullEvent) {
        let (Some(shard_manager), Some(bot_id)) = (self.shard_manager.get(), self.bot.get()) else {
            return tracing::error!("an interaction came before READY and was not answered");
        };
        let framework = FrameworkContext {
            serenity_context: ctx,
            bot_id: *bot_id,
            options: &self.options,
            user_data: &self.house,
            shard_manager,
        };
        poise::dispatch_event(framework, event).await;
    }

    async fn press(&self, pressed: &ComponentInteraction) -> Result<(), Undelivered> {
        let picked = match &pressed.data.kind {
            ComponentInteractionDataKind::StringSelect { values } => values.as_slice(),
            _ => &[],
        };
        let question = Press::question(&pressed.data.custom_id, picked);
        reply_to_press(&self.house, pressed, &question).await
    }
}

/// What somebody may do here, by the permissions Discord sends along.
pub(super) fn role(member: Option<&Member>) -> Role {
    let may = member
        .and_then(|member| member.permissions)
        .unwrap_or_else(Permissions::empty);
    if may.intersects(Permissions::MANAGE_GUILD | Permissions::ADMINISTRATOR) {
        Role::Manager
    } else if may.contains(Permissions::MANAGE_EVENTS) {
        Role::Host
    } else {
        Role::Member
    }
}

/// Everything that keeps a command from its shim, or its answer from arriving.
async fn on_error(error: FrameworkError<'_, House, Undelivered>) {
    match error {
        FrameworkError::Command { error, .. } => log_undelivered(Err(error)),
        // A command or an option that we do not have: registered by an older version, or made up.
        FrameworkError::ArgumentParse {
            ctx: poise::Context::Application(ctx),
            ..
        }
        | FrameworkError::CommandStructureMismatch { ctx, .. } => {
            log_undelivered(reply(ctx, &Question::OldCommand, Audience::OnlyAsker).await);
        }
        FrameworkError::UnknownInteraction {
            framework,
            interaction,
            ..
        } => {
            let answered =
                super::outbound::reply_old_command(framework.user_data, interaction).await;
            log_undelivered(answered);
        }
        _ => tracing::error!("a command was not answered for a reason that should not exist"),
    }
}

/// Logs once, here, what did not arrive. Ids and texts stay out.
fn log_undelivered(answered: Result<(), Undelivered>) {
    match answered {
        Ok(()) => {}
        Err(error @ Undelivered::Gone(_)) => tracing::warn!(%error, "an answer was not delivered"),
        Err(error) => tracing::error!(%error, "an answer was not delivered"),
    }
}
