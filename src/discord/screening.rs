//! `/screening` and `/privacy`: what somebody wants of what is kept of them. Decides nothing.

use super::commands::Context;
use super::faults::Undelivered;
use super::private::reply;
use crate::domain::Intent;

/// Never run: Discord asks for one of the subcommands.
#[poise::command(
    slash_command,
    subcommands("start", "status", "forget"),
    subcommand_required,
    install_context = "Guild|User",
    interaction_context = "Guild|BotDm|PrivateChannel"
)]
#[expect(clippy::unused_async, reason = "poise awaits it")]
pub(super) async fn screening(_: Context<'_>) -> Result<(), Undelivered> {
    Ok(())
}

#[poise::command(slash_command)]
async fn start(ctx: Context<'_>) -> Result<(), Undelivered> {
    reply(ctx, Intent::Start).await
}

#[poise::command(slash_command)]
async fn status(ctx: Context<'_>) -> Result<(), Undelivered> {
    reply(ctx, Intent::Status).await
}

#[poise::command(slash_command)]
async fn forget(ctx: Context<'_>) -> Result<(), Undelivered> {
    reply(ctx, Intent::Forget).await
}

/// Never run, as above.
#[poise::command(
    slash_command,
    subcommands("show"),
    subcommand_required,
    install_context = "Guild|User",
    interaction_context = "Guild|BotDm|PrivateChannel"
)]
#[expect(clippy::unused_async, reason = "poise awaits it")]
pub(super) async fn privacy(_: Context<'_>) -> Result<(), Undelivered> {
    Ok(())
}

#[poise::command(slash_command)]
async fn show(ctx: Context<'_>) -> Result<(), Undelivered> {
    reply(ctx, Intent::Privacy).await
}
