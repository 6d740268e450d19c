//! `/screening`, `/privacy` and `/progress`: what somebody wants of what is kept of them. Decides nothing.

use super::commands::Context;
use super::faults::Undelivered;
use super::private::{reply, reply_with};
use crate::domain::{Intent, Own};
use crate::present::Request;

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
    subcommands("show", "export", "delete"),
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
    own(ctx, Own::Show).await
}

#[poise::command(slash_command)]
async fn export(ctx: Context<'_>) -> Result<(), Undelivered> {
    own(ctx, Own::Export).await
}

#[poise::command(slash_command)]
async fn delete(ctx: Context<'_>) -> Result<(), Undelivered> {
    own(ctx, Own::Delete).await
}

#[poise::command(
    slash_command,
    install_context = "Guild|User",
    interaction_context = "Guild|BotDm|PrivateChannel"
)]
pub(super) async fn progress(ctx: Context<'_>) -> Result<(), Undelivered> {
    own(ctx, Own::Progress).await
}

async fn own(ctx: Context<'_>, own: Own) -> Result<(), Undelivered> {
    reply_with(ctx, Request::Own(own)).await
}
