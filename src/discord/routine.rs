//! `/routine`: what there is, and what one holds. Takes the options and asks; decides nothing.

use poise::serenity_prelude::{AutocompleteChoice, CreateAutocompleteResponse};

use super::commands::Context;
use super::faults::Undelivered;
use super::outbound::{Audience, reply, speaking};
use crate::domain::Question;

/// Never run: Discord asks for one of the subcommands.
#[poise::command(
    slash_command,
    subcommands("list", "show"),
    subcommand_required,
    install_context = "Guild|User",
    interaction_context = "Guild|BotDm|PrivateChannel"
)]
#[expect(clippy::unused_async, reason = "poise awaits it")]
pub(super) async fn routine(_: Context<'_>) -> Result<(), Undelivered> {
    Ok(())
}

#[poise::command(slash_command)]
async fn list(ctx: Context<'_>) -> Result<(), Undelivered> {
    let question = Question::Routines;
    reply(ctx.data(), ctx.interaction, &question, Audience::OnlyAsker).await
}

#[poise::command(slash_command)]
async fn show(
    ctx: Context<'_>,
    #[description = "-"]
    #[autocomplete = "suggest"]
    name: String,
) -> Result<(), Undelivered> {
    let question = Question::Routine { name };
    reply(ctx.data(), ctx.interaction, &question, Audience::OnlyAsker).await
}

#[expect(clippy::unused_async, reason = "poise awaits it")]
async fn suggest(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let lookups = ctx.data().lookups();
    let lookup = speaking(&lookups, ctx.interaction);
    let found = lookup.routine_suggestions(typed).into_iter();
    let choices = found.map(|it| AutocompleteChoice::new(&it.name, it.id.as_str()));
    CreateAutocompleteResponse::new().set_choices(choices.collect())
}
