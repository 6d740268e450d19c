//! The slash commands. Each takes its options and asks; none decides.
//!
//! Descriptions, names in other languages and choices come from the content, see `surface`.

use poise::serenity_prelude::{AutocompleteChoice, CreateAutocompleteResponse};

use super::faults::Undelivered;
use super::hydration::hydration;
use super::inbound::{House, role};
use super::outbound::{Audience, reply, speaking};
use super::routine::routine;
use super::screening::{privacy, progress, screening};
use super::session::session;
use super::settings::{settings, timezone};
use crate::domain::Question;

pub(super) type Context<'a> = poise::ApplicationContext<'a, House, Undelivered>;

/// Every command, as poise wants them.
pub(super) fn all() -> Vec<poise::Command<House, Undelivered>> {
    vec![
        technique(),
        library(),
        learn(),
        routine(),
        screening(),
        privacy(),
        progress(),
        session(),
        settings(),
        timezone(),
        hydration(),
        help(),
    ]
}

#[poise::command(
    slash_command,
    install_context = "Guild|User",
    interaction_context = "Guild|BotDm|PrivateChannel"
)]
async fn technique(
    ctx: Context<'_>,
    #[description = "-"]
    #[autocomplete = "suggest"]
    name: String,
    #[description = "-"] tool: Option<String>,
    #[description = "-"] share: Option<bool>,
) -> Result<(), Undelivered> {
    let audience = Audience::of(share);
    reply(
        ctx.data(),
        ctx.interaction,
        &Question::Technique { name, tool },
        audience,
    )
    .await
}

#[poise::command(
    slash_command,
    install_context = "Guild|User",
    interaction_context = "Guild|BotDm|PrivateChannel"
)]
async fn library(
    ctx: Context<'_>,
    #[description = "-"] area: Option<String>,
    #[description = "-"] tool: Option<String>,
) -> Result<(), Undelivered> {
    let question = Question::Library { area, tool };
    reply(ctx.data(), ctx.interaction, &question, Audience::OnlyAsker).await
}

#[poise::command(
    slash_command,
    install_context = "Guild|User",
    interaction_context = "Guild|BotDm|PrivateChannel"
)]
async fn help(ctx: Context<'_>) -> Result<(), Undelivered> {
    let question = Question::Help(role(ctx.interaction.member.as_deref()));
    reply(ctx.data(), ctx.interaction, &question, Audience::OnlyAsker).await
}

#[poise::command(
    slash_command,
    install_context = "Guild|User",
    interaction_context = "Guild|BotDm|PrivateChannel"
)]
async fn learn(
    ctx: Context<'_>,
    #[description = "-"]
    #[autocomplete = "suggest_topic"]
    topic: Option<String>,
) -> Result<(), Undelivered> {
    let question = Question::Learn(topic);
    reply(ctx.data(), ctx.interaction, &question, Audience::OnlyAsker).await
}

#[expect(clippy::unused_async, reason = "poise awaits it")]
async fn suggest_topic(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let lookups = ctx.data().lookups();
    let lookup = speaking(&lookups, ctx.interaction);
    let found = lookup.topic_suggestions(typed).into_iter();
    let choices = found.map(|(name, value)| AutocompleteChoice::new(name, value));
    CreateAutocompleteResponse::new().set_choices(choices.collect())
}

#[expect(clippy::unused_async, reason = "poise awaits it")]
async fn suggest(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let lookups = ctx.data().lookups();
    let lookup = speaking(&lookups, ctx.interaction);
    let found = lookup.suggestions(typed).into_iter();
    let choices = found.map(|it| AutocompleteChoice::new(&it.name, it.id.as_str()));
    CreateAutocompleteResponse::new().set_choices(choices.collect())
}
