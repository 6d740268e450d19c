//! `/settings`: what is set in a server. Decides nothing.

use poise::serenity_prelude::Role;

use super::commands::Context;
use super::faults::Undelivered;
use super::inbound::role;
use super::private::reply;
use crate::domain::{Intent, RoleId, Wanted};

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
    #[description = "-"] host_role: Option<Role>,
    #[description = "-"] read_aloud: Option<bool>,
    #[description = "-"] tidy: Option<bool>,
) -> Result<(), Undelivered> {
    let role = role(ctx.interaction.member.as_deref());
    let wanted = Wanted {
        adults_only,
        host_role: host_role.map(|it| RoleId::new(it.id.get())),
        read_aloud,
        tidy,
    };
    reply(ctx, Intent::Settings { role, wanted }).await
}
