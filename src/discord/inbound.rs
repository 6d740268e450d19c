//! What Discord sends, made into questions. What is not a question is not read.

use std::sync::Arc;

use poise::serenity_prelude::{
    self as serenity, ChannelId, ComponentInteraction, ComponentInteractionDataKind,
    ConnectionStage, FullEvent, Http, Interaction, Member, Permissions, ShardManager,
    ShardStageUpdateEvent, UserId,
};
use poise::{FrameworkContext, FrameworkError, FrameworkOptions};
use tokio::sync::{OnceCell, RwLock, mpsc, watch};

use super::events::seen;
use super::faults::{RunFault, Undelivered, patiently};
use super::outbound::{reply_fault, reply_old_command, reply_to_press};
use super::private::server_id;
use super::{commands, private, surface};
use crate::app::{Lookups, Presence, Turns};
use crate::domain::{EventId, EventNews, Role, RoomId, ServerNews};
use crate::present::Press;

/// What every answer needs.
pub(super) struct House {
    /// The content in use; another one may take its place at any time.
    pub(super) lookups: watch::Receiver<Arc<Lookups>>,
    /// For interaction callbacks: without serenity's limiter, which would keep an entry for each
    /// interaction for ever. Discord does not count them either (docs, receiving-and-responding).
    pub(super) callbacks: Arc<Http>,
    /// For everything else, with serenity's limiter; there once the client is.
    pub(super) http: OnceCell<Arc<Http>>,
    /// Where turns are asked for.
    pub(super) turns: Arc<Turns>,
    /// Who is in which voice channel.
    pub(super) presence: Arc<Presence>,
    /// Who we are, once READY says so.
    pub(super) me: Arc<OnceCell<UserId>>,
}

impl House {
    /// The content as it is now. One answer keeps to one of them.
    pub(super) fn lookups(&self) -> Arc<Lookups> {
        Arc::clone(&self.lookups.borrow())
    }
}

/// Takes serenity's events. Made once, before the connection.
pub(super) struct Inbound {
    pub(super) house: House,
    pub(super) options: FrameworkOptions<House, Undelivered>,
    pub(super) shard_manager: OnceCell<Arc<ShardManager>>,
    /// Set by the first shard that gets READY: it looks after the commands.
    pub(super) is_ready: OnceCell<()>,
    /// Told why, where Discord lets us connect but not work.
    pub(super) unfit: mpsc::Sender<RunFault>,
    /// Read-held by each answer under way; a stop writes, and so waits for them.
    pub(super) under_way: Arc<RwLock<()>>,
}

#[serenity::async_trait]
impl serenity::Framework for Inbound {
    async fn init(&mut self, client: &serenity::Client) {
        _ = self.shard_manager.set(Arc::clone(&client.shard_manager));
        _ = self.house.http.set(Arc::clone(&client.http));
    }

    async fn dispatch(&self, ctx: serenity::Context, event: FullEvent) {
        let _under_way = self.under_way.read().await;
        match event {
            FullEvent::Ready { data_about_bot } => self.at_ready(&ctx, &data_about_bot).await,
            FullEvent::ShardStageUpdate { event } => log_stage(&event),
            FullEvent::InteractionCreate { interaction } => {
                self.interaction(ctx, interaction).await
            }
            FullEvent::GuildCreate { guild, .. } => {
                let states = guild.voice_states.values();
                let people = states.filter_map(|it| Some((it.user_id, it.channel_id?)));
                let people = people.map(|(user, room)| (user_of(user), room_id(room)));
                self.house.presence.all(server_id(guild.id), people);
                let news = ServerNews::Here(server_id(guild.id));
                self.house.turns.note(news).await;
                let me = self.house.me.get();
                let events = guild.scheduled_events.iter();
                let events = EventNews::All {
                    server: server_id(guild.id),
                    events: events.filter_map(|it| seen(it, me)).collect(),
                };
                self.house.turns.note_events(events).await;
            }
            // A server that cannot be reached for a while is still one of ours.
            FullEvent::GuildDelete { incomplete, .. } if !incomplete.unavailable => {
                let news = ServerNews::Left(server_id(incomplete.id));
                self.house.turns.note(news).await;
            }
            FullEvent::GuildScheduledEventUpdate { event } => {
                if let Some(seen) = seen(&event, self.house.me.get()) {
                    self.house.turns.note_events(EventNews::Is(seen)).await;
                }
            }
            FullEvent::GuildScheduledEventDelete { event } => {
                let deleted = EventNews::Deleted(EventId::new(event.id.get()));
                self.house.turns.note_events(deleted).await;
            }
            FullEvent::VoiceStateUpdate { new, .. } => {
                if let Some(guild) = new.guild_id {
                    let room = new.channel_id.map(room_id);
                    let user = user_of(new.user_id);
                    self.house.presence.moved(server_id(guild), user, room);
                }
            }
            FullEvent::ChannelDelete { channel, .. } => {
                self.house.turns.room_gone(room_id(channel.id)).await;
            }
            _ => {}
        }
    }
}

fn room_id(id: ChannelId) -> RoomId {
    RoomId::new(id.get())
}

fn user_of(id: UserId) -> crate::domain::UserId {
    crate::domain::UserId::new(id.get())
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
        _ = self.house.me.set(ready.user.id);
        self.house.turns.note(all_servers(ready)).await;
        if self.is_ready.set(()).is_err() {
            return;
        }
        let id = ready.application.id;
        self.house.callbacks.set_application_id(id);
        let mut lookups = self.house.lookups.clone();
        let ours = surface::surface(lookups.borrow_and_update().libraries());
        let synced = patiently(|| surface::sync(&ctx.http, &ours, id)).await;
        tokio::spawn(follow(lookups, Arc::clone(&ctx.http), id));
        match synced {
            Ok(()) => {
                let shards = ready.shard.map_or(1, |shard| shard.total);
                tracing::info!(guilds = ready.guilds.len(), shards, "ready");
            }
            // It can answer with the commands that are registered.
            Err(fault) if fault.may_pass() => {
                tracing::error!(%fault, "the commands could not be checked");
            }
            // Whoever listens has gone only when we are stopping anyway.
            Err(fault) => _ = self.unfit.send(fault).await,
        }
    }

    async fn interaction(&self, mut ctx: serenity::Context, interaction: Interaction) {
        let application_id = match &interaction {
            Interaction::Component(pressed) => return log_undelivered(self.press(pressed).await),
            Interaction::Command(command) | Interaction::Autocomplete(command) => {
                command.application_id
            }
            // Nothing of ours opens a form, and a ping comes over HTTP only.
            _ => return,
        };
        ctx.http = Arc::clone(&self.house.callbacks);
        let framework = FrameworkContext {
            serenity_context: &ctx,
            // Asked for by poise for commands with a prefix, of which there is none.
            bot_id: UserId::new(application_id.get()),
            options: &self.options,
            user_data: &self.house,
            shard_manager: self.shard_manager.get().expect("set before any event"),
        };
        poise::dispatch_event(framework, FullEvent::InteractionCreate { interaction }).await;
    }

    async fn press(&self, pressed: &ComponentInteraction) -> Result<(), Undelivered> {
        let picked = match &pressed.data.kind {
            ComponentInteractionDataKind::StringSelect { values } => values.as_slice(),
            _ => &[],
        };
        if let Some(request) = Press::request(&pressed.data.custom_id, picked) {
            return private::reply_to_press(&self.house, pressed, request).await;
        }
        // Discord's own time, against which its clients count down.
        let pressed_at = pressed.id.created_at().unix_timestamp();
        let question = Press::question(&pressed.data.custom_id, picked, pressed_at);
        reply_to_press(&self.house, pressed, &question).await
    }
}

/// Keeps the commands as the content has them, each time another content takes its place.
async fn follow(
    mut lookups: watch::Receiver<Arc<Lookups>>,
    http: Arc<Http>,
    id: serenity::ApplicationId,
) {
    while lookups.changed().await.is_ok() {
        let ours = surface::surface(lookups.borrow_and_update().libraries());
        if let Err(fault) = patiently(|| surface::sync(&http, &ours, id)).await {
            tracing::error!(%fault, "the commands could not be checked");
        }
    }
}

/// The servers of a shard, all of which READY names, those that cannot be reached too (Discord docs,
/// events/gateway-events, ready).
fn all_servers(ready: &serenity::Ready) -> ServerNews {
    let shard = ready.shard.map(|it| (it.id.get(), it.total));
    let (shard, shards) = shard.unwrap_or((0, 1));
    let here = ready.guilds.iter().map(|it| server_id(it.id)).collect();
    ServerNews::All {
        shard,
        shards,
        here,
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
    let answered = match error {
        FrameworkError::Command { error, .. } => Err(error),
        // A command or an option that we do not have: registered by an older version, or made up.
        FrameworkError::ArgumentParse {
            ctx: poise::Context::Application(ctx),
            ..
        }
        | FrameworkError::CommandStructureMismatch { ctx, .. } => {
            reply_old_command(ctx.framework.user_data, ctx.interaction).await
        }
        FrameworkError::UnknownInteraction {
            framework,
            interaction,
            ..
        } => reply_old_command(framework.user_data, interaction).await,
        FrameworkError::CommandPanic {
            ctx: poise::Context::Application(ctx),
            ..
        } => reply_fault(ctx.framework.user_data, ctx.interaction).await,
        _ => {
            return tracing::error!(
                "a command was not answered for a reason that should not exist"
            );
        }
    };
    log_undelivered(answered);
}

/// Logs once, here, what did not arrive. Ids and texts stay out.
fn log_undelivered(answered: Result<(), Undelivered>) {
    match answered {
        Ok(()) => {}
        Err(error @ Undelivered::Gone(_)) => tracing::warn!(%error, "an answer was not delivered"),
        Err(error) => tracing::error!(%error, "an answer was not delivered"),
    }
}

fn log_stage(change: &ShardStageUpdateEvent) {
    let shard = change.shard_id.get();
    match change.new {
        ConnectionStage::Connected => tracing::info!(shard, "connected"),
        ConnectionStage::Disconnected => tracing::warn!(shard, "disconnected"),
        stage => tracing::debug!(shard, %stage, "connecting"),
    }
}
