//! `/session schedule` and what is done to what it scheduled. Takes the options and asks; decides nothing.

use poise::serenity_prelude::{
    AutocompleteChoice, CreateAttachment, CreateAutocompleteResponse, CreateInteractionResponse,
    PartialChannel,
};

use super::commands::Context;
use super::faults::Undelivered;
use super::message::message;
use super::opening::{self, Opens};
use super::outbound::{respond, speaking};
use super::private::{reply_with, server_id};
use super::session::suggest_routine;
use crate::app::Lookup;
use crate::domain::{Repeat, SeriesWants, Which};
use crate::present::{self, Card, Offer, Request};

/// What the calendar file is called.
const CALENDAR_FILE: &str = "unknot.ics";

#[poise::command(slash_command)]
pub(super) async fn schedule(
    ctx: Context<'_>,
    #[description = "-"]
    #[autocomplete = "suggest_routine"]
    routine: String,
    #[description = "-"]
    #[autocomplete = "suggest_when"]
    when: String,
    #[description = "-"] repeat: Option<String>,
    #[description = "-"]
    #[channel_types("Voice")]
    channel: Option<PartialChannel>,
) -> Result<(), Undelivered> {
    let named = |it: String| Repeat::ALL.iter().find(|(name, _)| *name == it);
    let repeat = repeat.and_then(named).map(|(_, repeat)| *repeat);
    opening::open(ctx, &routine, channel, Opens::Later { when, repeat }).await
}

#[poise::command(slash_command)]
pub(super) async fn cancel(
    ctx: Context<'_>,
    #[description = "-"]
    #[autocomplete = "suggest_series"]
    session: Option<String>,
) -> Result<(), Undelivered> {
    let wants = SeriesWants::Cancel(Which::Asked);
    reply_with(ctx, series(session, wants)).await
}

#[poise::command(slash_command, rename = "move")]
pub(super) async fn move_one(
    ctx: Context<'_>,
    #[description = "-"]
    #[autocomplete = "suggest_when"]
    when: String,
    #[description = "-"]
    #[autocomplete = "suggest_series"]
    session: Option<String>,
) -> Result<(), Undelivered> {
    reply_with(ctx, series(session, SeriesWants::Move(when))).await
}

#[poise::command(slash_command)]
pub(super) async fn change(
    ctx: Context<'_>,
    #[description = "-"]
    #[autocomplete = "suggest_routine"]
    routine: String,
    #[description = "-"]
    #[autocomplete = "suggest_series"]
    session: Option<String>,
) -> Result<(), Undelivered> {
    let lookups = ctx.data().lookups();
    let lookup = speaking(&lookups, ctx.interaction);
    match opening::routine(lookup, &routine) {
        Ok(routine) => reply_with(ctx, series(session, SeriesWants::Roll(routine))).await,
        Err(card) => show(ctx, &card, None).await,
    }
}

/// A file with all that is scheduled in the server.
#[poise::command(slash_command)]
pub(super) async fn calendar(ctx: Context<'_>) -> Result<(), Undelivered> {
    let lookups = ctx.data().lookups();
    let library = speaking(&lookups, ctx.interaction).library();
    let Some(guild) = ctx.interaction.guild_id else {
        return reply_with(ctx, Request::Sessions).await;
    };
    let turns = &ctx.data().turns;
    let (all, _) = turns.series(library, server_id(guild)).await;
    let all: Vec<_> = all.into_iter().map(|it| it.series).collect();
    let card = present::calendar_card(library, all.is_empty());
    let file = (!all.is_empty()).then(|| {
        let text = present::calendar(library, &all, turns.now());
        CreateAttachment::bytes(text.into_bytes(), CALENDAR_FILE)
    });
    show(ctx, &card, file).await
}

async fn show(
    ctx: Context<'_>,
    card: &Card,
    file: Option<CreateAttachment>,
) -> Result<(), Undelivered> {
    let asked = ctx.interaction;
    let message = message(card, None).add_files(file.clone()).ephemeral(true);
    let response = CreateInteractionResponse::Message(message);
    respond(ctx.data(), asked.id, &asked.token, &response, file).await
}

fn series(named: Option<String>, wants: SeriesWants) -> Request {
    Request::Series { named, wants }
}

async fn suggest_when(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let (lookups, turns) = (ctx.data().lookups(), &ctx.data().turns);
    let library = speaking(&lookups, ctx.interaction).library();
    let zone = match ctx.interaction.guild_id {
        Some(guild) => turns.settings(server_id(guild)).await.zone,
        None => None,
    };
    offered(present::when_offers(library, typed, zone, turns.now()))
}

async fn suggest_series(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let (lookups, turns) = (ctx.data().lookups(), &ctx.data().turns);
    let lookup: &Lookup = speaking(&lookups, ctx.interaction);
    let library = lookup.library();
    let Some(guild) = ctx.interaction.guild_id else {
        return CreateAutocompleteResponse::new();
    };
    let (all, zone) = turns.series(library, server_id(guild)).await;
    offered(present::series_offers(
        library,
        typed,
        &all,
        zone,
        turns.now(),
    ))
}

/// What is offered, as Discord shows it.
pub(super) fn offered(offers: Vec<Offer>) -> CreateAutocompleteResponse {
    let choices = offers.into_iter();
    let choices = choices.map(|it| AutocompleteChoice::new(it.label, it.value));
    CreateAutocompleteResponse::new().set_choices(choices.collect())
}
