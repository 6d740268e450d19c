//! `/session`: opens and leads sessions. Takes the options and asks; decides nothing.

use poise::serenity_prelude::{AutocompleteChoice, CreateAutocompleteResponse, PartialChannel};

use super::commands::Context;
use super::faults::Undelivered;
use super::language;
use super::opening::{self, Opens};
use super::outbound::speaking;
use super::private::{reply_with, server_id};
use super::series::{calendar, cancel, change, move_one, schedule};
use crate::domain::{Control, Language, Listing, RoomId};
use crate::present::{self, Request};

/// Never run: Discord asks for one of the subcommands.
#[poise::command(
    slash_command,
    subcommands(
        "start", "schedule", "list", "cancel", "move_one", "change", "calendar", "panel", "pause",
        "resume", "skip", "stop"
    ),
    subcommand_required,
    install_context = "Guild",
    interaction_context = "Guild"
)]
#[expect(clippy::unused_async, reason = "poise awaits it")]
pub(super) async fn session(_: Context<'_>) -> Result<(), Undelivered> {
    Ok(())
}

#[poise::command(slash_command)]
async fn start(
    ctx: Context<'_>,
    #[description = "-"]
    #[autocomplete = "suggest_routine"]
    routine: String,
    #[description = "-"]
    #[channel_types("Voice")]
    channel: Option<PartialChannel>,
    // Up to an hour (`LOBBY_SECONDS_MAX`).
    #[description = "-"]
    #[rename = "in"]
    #[min = 0]
    #[max = 3600]
    seconds: Option<u32>,
) -> Result<(), Undelivered> {
    opening::open(ctx, &routine, channel, Opens::Now(seconds)).await
}

#[poise::command(slash_command)]
async fn list(ctx: Context<'_>) -> Result<(), Undelivered> {
    reply_with(ctx, Request::Sessions).await
}

#[poise::command(slash_command)]
async fn panel(
    ctx: Context<'_>,
    #[description = "-"]
    #[autocomplete = "suggest_session"]
    session: Option<String>,
) -> Result<(), Undelivered> {
    lead(ctx, session, Control::Look).await
}

#[poise::command(slash_command)]
async fn pause(
    ctx: Context<'_>,
    #[description = "-"]
    #[autocomplete = "suggest_session"]
    session: Option<String>,
) -> Result<(), Undelivered> {
    lead(ctx, session, Control::Pause).await
}

#[poise::command(slash_command)]
async fn resume(
    ctx: Context<'_>,
    #[description = "-"]
    #[autocomplete = "suggest_session"]
    session: Option<String>,
) -> Result<(), Undelivered> {
    lead(ctx, session, Control::Resume).await
}

#[poise::command(slash_command)]
async fn skip(
    ctx: Context<'_>,
    #[description = "-"]
    #[autocomplete = "suggest_session"]
    session: Option<String>,
) -> Result<(), Undelivered> {
    lead(ctx, session, Control::Skip).await
}

#[poise::command(slash_command)]
async fn stop(
    ctx: Context<'_>,
    #[description = "-"]
    #[autocomplete = "suggest_session"]
    session: Option<String>,
) -> Result<(), Undelivered> {
    lead(ctx, session, Control::Stop).await
}

async fn lead(
    ctx: Context<'_>,
    named: Option<String>,
    control: Control,
) -> Result<(), Undelivered> {
    let room = Some(RoomId::new(ctx.interaction.channel_id.get()));
    let request = Request::Lead {
        named,
        room,
        control,
    };
    reply_with(ctx, request).await
}

pub(super) async fn suggest_routine(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let lookups = ctx.data().lookups();
    let lookup = speaking(&lookups, ctx.interaction);
    let found = lookup.routine_suggestions(typed).into_iter();
    let choices = found.map(|it| AutocompleteChoice::new(&it.name, it.id.as_str()));
    CreateAutocompleteResponse::new().set_choices(choices.collect())
}

async fn suggest_session(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let asked = ctx.interaction;
    let lookups = ctx.data().lookups();
    let library = speaking(&lookups, asked).library();
    let mut spoken = language::spoken(&asked.locale, asked.guild_locale.as_deref());
    let language = spoken.next().unwrap_or(Language::ALL[0]);
    let listings = match asked.guild_id {
        Some(guild) => ctx.data().turns.listings(server_id(guild), language).await,
        None => Vec::new(),
    };
    let named = listings
        .iter()
        .map(|it| (present::listing(library, it), it));
    let typed = typed.to_lowercase();
    let fitting = named.filter(|(name, _)| name.to_lowercase().contains(&typed));
    let choice = |(name, it): (String, &Listing)| {
        AutocompleteChoice::new(name, it.session.id.get().to_string())
    };
    // Discord takes 25 choices at most.
    let choices = fitting.map(choice).take(25);
    CreateAutocompleteResponse::new().set_choices(choices.collect())
}
