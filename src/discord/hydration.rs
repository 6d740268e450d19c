//! `/hydration`: reminders, and what somebody logs. Takes the options and asks; decides nothing.

use super::commands::Context;
use super::faults::Undelivered;
use super::private::reply_with;
use crate::domain::{Hydrate, Wished};
use crate::present::Request;

/// Never run: Discord asks for one of the subcommands.
#[poise::command(
    slash_command,
    subcommands("on", "off", "status", "log"),
    subcommand_required,
    install_context = "Guild|User",
    interaction_context = "Guild|BotDm|PrivateChannel"
)]
#[expect(clippy::unused_async, reason = "poise awaits it")]
pub(super) async fn hydration(_: Context<'_>) -> Result<(), Undelivered> {
    Ok(())
}

#[poise::command(slash_command)]
#[expect(clippy::too_many_arguments, reason = "one for each option")]
async fn on(
    ctx: Context<'_>,
    // Up to a day; what is too often is said with what would be right.
    #[description = "-"]
    #[min = 1]
    #[max = 1440]
    every: Option<u32>,
    #[description = "-"]
    #[max_length = 40]
    from: Option<String>,
    #[description = "-"]
    #[max_length = 40]
    to: Option<String>,
    #[description = "-"] after_sessions: Option<bool>,
    #[description = "-"]
    #[min = 1]
    #[max = 1440]
    after_minutes: Option<u32>,
    #[description = "-"]
    #[max_length = 40]
    quiet_from: Option<String>,
    #[description = "-"]
    #[max_length = 40]
    quiet_to: Option<String>,
    #[description = "-"] next_day: Option<bool>,
    #[description = "-"]
    #[max_length = 40]
    next_day_at: Option<String>,
) -> Result<(), Undelivered> {
    let wished = Wished {
        every,
        from,
        to,
        after_sessions,
        after_minutes,
        quiet_from,
        quiet_to,
        next_day,
        next_day_at,
    };
    hydrate(ctx, Hydrate::On(wished)).await
}

#[poise::command(slash_command)]
async fn off(ctx: Context<'_>) -> Result<(), Undelivered> {
    hydrate(ctx, Hydrate::Off).await
}

#[poise::command(slash_command)]
async fn status(ctx: Context<'_>) -> Result<(), Undelivered> {
    hydrate(ctx, Hydrate::Status).await
}

#[poise::command(slash_command)]
async fn log(ctx: Context<'_>) -> Result<(), Undelivered> {
    hydrate(ctx, Hydrate::Log).await
}

async fn hydrate(ctx: Context<'_>, wants: Hydrate) -> Result<(), Undelivered> {
    reply_with(ctx, Request::Hydrate(Box::new(wants))).await
}
