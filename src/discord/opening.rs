//! Opens a session or schedules one: finds the routine and the channel, and what the bot may not do there.
//!
//! Asks Discord before anything is posted; decides nothing.

use poise::serenity_prelude::{
    ChannelId, CreateInteractionResponse, CreateInteractionResponseMessage, GuildId,
    PartialChannel, Permissions,
};

use super::commands::Context;
use super::faults::Undelivered;
use super::inbound::House;
use super::language::spoken;
use super::message::edit;
use super::outbound::{respond, speaking};
use super::private::{came, server_id, user_id};
use crate::app::{Asked, Lookup};
use crate::domain::{
    Language, Opening, Permit, Question, Repeat, RoomId, RoutineId, Scheduling, SeriesId, ServerId,
    SessionId, UserId,
};
use crate::present::{self, Card, PrivateCard, Request};

/// How long it is until the first cue where nobody said (PRODUCT, the command surface).
const STARTS_IN_SECONDS: u32 = 60;

/// What each permission is to us.
const PERMITS: &[(Permissions, Permit)] = &[
    (Permissions::VIEW_CHANNEL, Permit::View),
    (Permissions::CONNECT, Permit::Connect),
    (Permissions::SEND_MESSAGES, Permit::Send),
    (Permissions::EMBED_LINKS, Permit::Embed),
    (Permissions::SEND_TTS_MESSAGES, Permit::ReadAloud),
    (Permissions::CREATE_EVENTS, Permit::Events),
];

/// When a session opens.
pub(super) enum Opens {
    /// Now, with so many seconds to the first cue.
    Now(Option<u32>),
    /// Then, as it was typed, and as often.
    Later {
        /// When.
        when: String,
        /// How often, where that was chosen.
        repeat: Option<Repeat>,
    },
}

/// Opens a session or schedules one, and shows whoever leads it what they need.
pub(super) async fn open(
    ctx: Context<'_>,
    name: &str,
    channel: Option<PartialChannel>,
    opens: Opens,
) -> Result<(), Undelivered> {
    let (house, asked) = (ctx.data(), ctx.interaction);
    // Discord is asked three things first, which may take longer than it waits for an answer.
    let promise =
        CreateInteractionResponse::Defer(CreateInteractionResponseMessage::new().ephemeral(true));
    respond(house, asked.id, &asked.token, &promise, None).await?;
    let lookups = house.lookups();
    let lookup = speaking(&lookups, asked);
    let answer = match routine(lookup, name) {
        Ok(routine) => Answer::Asked(ask(ctx, lookup, routine, channel, opens).await),
        Err(card) => Answer::Refused(*card),
    };
    let card = match &answer {
        Answer::Refused(card) => card,
        Answer::Asked(card) => card.for_its_owner(),
    };
    let edited = (house.callbacks)
        .edit_original_interaction_response(&asked.token, &edit(card, None), Vec::new())
        .await;
    edited.map(|_| ()).map_err(Undelivered::from)
}

/// The routine that somebody names, or what they are told instead.
pub(super) fn routine(lookup: &Lookup, name: &str) -> Result<RoutineId, Box<Card>> {
    let name = name.to_owned();
    match lookup.answer(&Question::Routine { name }) {
        Ok(crate::domain::Answer::Routine(routine)) => Ok(routine),
        // A question for a routine has no other answer.
        Ok(_) => Err(Box::new(lookup.fault())),
        Err(refusal) => Err(Box::new(present::refusal(lookup.library(), &refusal))),
    }
}

/// What is shown to the one who asked, and nobody else.
enum Answer {
    Refused(Card),
    Asked(PrivateCard),
}

async fn ask(
    ctx: Context<'_>,
    lookup: &Lookup,
    routine: RoutineId,
    channel: Option<PartialChannel>,
    opens: Opens,
) -> PrivateCard {
    let (house, asked) = (ctx.data(), ctx.interaction);
    let lookups = house.lookups();
    let languages: Vec<Language> = spoken(&asked.locale, asked.guild_locale.as_deref()).collect();
    let user = user_id(&asked.user);
    let server = asked.guild_id.map(server_id);
    let room = match channel {
        Some(it) => Some(RoomId::new(it.id.get())),
        None => unnamed(house, server, user, &opens).await,
    };
    let missing = match (asked.guild_id, room, asked.app_permissions) {
        // Where it was asked for, Discord says it without being asked.
        (_, Some(room), Some(may)) if room.get() == asked.channel_id.get() => Ok(lacking(may)),
        (Some(guild), Some(room), _) => missing(house, guild, room).await,
        _ => Ok(Vec::new()),
    };
    let Ok(missing) = missing else {
        return PrivateCard::of_fault(&lookup.fault());
    };
    let mut of_server = spoken(asked.guild_locale.as_deref().unwrap_or_default(), None);
    let spoken_there = of_server.next().or(languages.first().copied());
    let language = spoken_there.unwrap_or(Language::ALL[0]);
    let request = match opens {
        Opens::Now(seconds) => Request::Open(Box::new(Opening {
            session: SessionId::new(asked.id.get()),
            room,
            language,
            timelines: std::sync::Arc::new(lookups.timelines(&routine)),
            starts_in_seconds: seconds.unwrap_or(STARTS_IN_SECONDS),
            missing,
        })),
        Opens::Later { when, repeat } => Request::Schedule(Box::new(Scheduling {
            id: SeriesId::new(asked.id.get()),
            room,
            language,
            routine,
            typed: when,
            repeat,
            missing,
        })),
    };
    let asked = Asked {
        user,
        server,
        came: came(&asked.token, &languages, asked.member.as_deref()),
        request,
    };
    house.turns.ask(lookups, languages, asked).await
}

/// The voice channel where none is named: for a session now the one they are in, and then the server's; for one
/// that is scheduled the server's first, since where they are just now says nothing of then.
async fn unnamed(
    house: &House,
    server: Option<ServerId>,
    user: UserId,
    opens: &Opens,
) -> Option<RoomId> {
    let is_in = house.presence.of(server?, user);
    let of_server = house.turns.settings(server?).await.room;
    match opens {
        Opens::Now(_) => is_in.or(of_server),
        Opens::Later { .. } => of_server.or(is_in),
    }
}

/// What the bot may not do in a channel; everything where it cannot even see it.
async fn missing(house: &House, guild: GuildId, room: RoomId) -> Result<Vec<Permit>, Undelivered> {
    let http = house.http.get().expect("set before any event");
    let all = || PERMITS.iter().map(|(_, permit)| *permit).collect();
    let channel = match http.get_channel(ChannelId::new(room.get())).await {
        Ok(channel) => match channel.guild() {
            Some(channel) => channel,
            None => return Ok(all()),
        },
        Err(error) => {
            return match Undelivered::from(error) {
                fault @ Undelivered::Later(_) => Err(fault),
                // It sees no such channel.
                Undelivered::Gone(_) | Undelivered::Bug { .. } => Ok(all()),
            };
        }
    };
    let known = house.me.get().expect("set at READY, before any command");
    let server = http.get_guild(guild).await?;
    let member = http.get_member(guild, *known).await?;
    Ok(lacking(server.user_permissions_in(&channel, &member)))
}

/// What is not among these permissions.
fn lacking(may: Permissions) -> Vec<Permit> {
    let lacks = PERMITS.iter().filter(|(needed, _)| !may.contains(*needed));
    lacks.map(|(_, permit)| *permit).collect()
}
