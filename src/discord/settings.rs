//! `/settings`: what is set in a server; `/timezone`: where somebody lives. Decides nothing.

use poise::serenity_prelude::{CreateAutocompleteResponse, PartialChannel, Role};

use super::commands::Context;
use super::faults::Undelivered;
use super::inbound::role;
use super::private::reply;
use super::series::offered;
use crate::domain::{Intent, Language, RoleId, RoomId, Wanted, zones};
use crate::present::Offer;

// A server can show it to more people than those who may manage it, so whoever comes is looked at again.
#[poise::command(
    slash_command,
    default_member_permissions = "MANAGE_GUILD",
    install_context = "Guild",
    interaction_context = "Guild"
)]
#[expect(clippy::too_many_arguments, reason = "one for each option")]
pub(super) async fn settings(
    ctx: Context<'_>,
    #[description = "-"]
    #[autocomplete = "suggest_zone"]
    timezone: Option<String>,
    #[description = "-"] adults_only: Option<bool>,
    #[description = "-"] host_role: Option<Role>,
    #[description = "-"] read_aloud: Option<bool>,
    #[description = "-"] tidy: Option<bool>,
    #[description = "-"] language: Option<String>,
    #[description = "-"]
    #[channel_types("Voice")]
    channel: Option<PartialChannel>,
    // Up to an hour (`LOBBY_LEAD_MINUTES_MAX`).
    #[description = "-"]
    #[min = 1]
    #[max = 60]
    lobby: Option<u32>,
) -> Result<(), Undelivered> {
    let role = role(ctx.interaction.member.as_deref());
    let wanted = Wanted {
        adults_only,
        host_role: host_role.map(|it| RoleId::new(it.id.get())),
        read_aloud,
        tidy,
        zone: timezone,
        room: channel.map(|it| RoomId::new(it.id.get())),
        lobby_minutes: lobby,
        language: language.and_then(|it| Language::named(&it)),
    };
    reply(ctx, Intent::Settings { role, wanted }).await
}

#[poise::command(
    slash_command,
    install_context = "Guild|User",
    interaction_context = "Guild|BotDm|PrivateChannel"
)]
pub(super) async fn timezone(
    ctx: Context<'_>,
    #[description = "-"]
    #[autocomplete = "suggest_zone"]
    zone: Option<String>,
) -> Result<(), Undelivered> {
    reply(ctx, Intent::Zone(zone)).await
}

#[expect(clippy::unused_async, reason = "poise awaits it")]
async fn suggest_zone(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let found = zones(typed, ctx.data().turns.now()).into_iter();
    let offers = found.map(|(zone, label)| Offer {
        label,
        value: zone.name().to_owned(),
    });
    offered(offers.collect())
}
