//! `/settings`: what is set in a server. Decides nothing.

use super::commands::Context;
use super::faults::Undelivered;
use super::inbound::role;
use super::private::reply;
use crate::domain::Intent;

// A server can show it to more people than those who may manage it, so whoever comes is looked at again.
#[poise::command(
    slash_command,
    default_member_permissions = "MANAGE_GUILD",
    install_context = "Guild",
    interaction_context = "Guild"
)]
pub(super) async fn settings(
    ctx: Context<'_>,
    #[description = "-"] adults_only: Option<bool>,
) -> Result<(), Undelivered> {
    let role = role(ctx.interaction.member.as_deref());
    reply(ctx, Intent::Settings { role, adults_only }).await
}
