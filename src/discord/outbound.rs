//! Answers to questions of the library, to whom they are meant for.

use std::time::Duration;

use poise::serenity_prelude::{
    CommandInteraction, ComponentInteraction, CreateAttachment, CreateAutocompleteResponse,
    CreateInteractionResponse, InteractionId, MessageFlags,
};

use super::faults::{ALREADY_ACKNOWLEDGED, LATER, TRY_TIMEOUT, Undelivered};
use super::inbound::House;
use super::language::spoken;
use super::message::message;
use crate::app::{Lookup, Lookups};
use crate::domain::Question;
use crate::present::Card;

/// How long an answer waits for its picture, which is drawn by then unless the bot has just started:
/// the card goes out without it rather than late.
const PICTURE_TIMEOUT: Duration = Duration::from_millis(500);

/// Who sees an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Audience {
    /// The person who asked.
    OnlyAsker,
    /// Everyone in the room.
    Everyone,
}

impl Audience {
    /// What the option `share` asks for; not given means no.
    pub(super) fn of(share: Option<bool>) -> Self {
        match share {
            Some(true) => Audience::Everyone,
            Some(false) | None => Audience::OnlyAsker,
        }
    }
}

/// The content in the language of whoever uses a command.
pub(super) fn speaking<'a>(lookups: &'a Lookups, asked: &CommandInteraction) -> &'a Lookup {
    lookups.speaking(spoken(&asked.locale, asked.guild_locale.as_deref()))
}

/// Answers a command.
pub(super) async fn reply(
    house: &House,
    asked: &CommandInteraction,
    question: &Question,
    audience: Audience,
) -> Result<(), Undelivered> {
    let lookups = house.lookups();
    let lookup = speaking(&lookups, asked);
    let composed = lookup.card(question);
    // Whoever asked to share wanted to share a card, not a refusal.
    let private = audience == Audience::OnlyAsker || !composed.is_answer;
    let file = picture(lookup, &composed.card).await;
    let message = message(&composed.card, file.as_ref()).ephemeral(private);
    let response = CreateInteractionResponse::Message(message);
    respond(house, asked.id, &asked.token, &response, file).await
}

/// Answers a command, or typing in one, that nothing here is called like.
pub(super) async fn reply_old_command(
    house: &House,
    asked: &CommandInteraction,
) -> Result<(), Undelivered> {
    match asked.data.autocomplete() {
        Some(_) => offer_nothing(house, asked).await,
        None => reply(house, asked, &Question::OldCommand, Audience::OnlyAsker).await,
    }
}

/// Answers a command, or typing in one, whose answer broke on our side.
pub(super) async fn reply_fault(
    house: &House,
    asked: &CommandInteraction,
) -> Result<(), Undelivered> {
    if asked.data.autocomplete().is_some() {
        return offer_nothing(house, asked).await;
    }
    let lookups = house.lookups();
    let lookup = speaking(&lookups, asked);
    let message = message(&lookup.fault(), None).ephemeral(true);
    let response = CreateInteractionResponse::Message(message);
    respond(house, asked.id, &asked.token, &response, None).await
}

async fn offer_nothing(house: &House, asked: &CommandInteraction) -> Result<(), Undelivered> {
    let response = CreateInteractionResponse::Autocomplete(CreateAutocompleteResponse::new());
    respond(house, asked.id, &asked.token, &response, None).await
}

/// Answers a button or a menu: in place where the message is the presser's own, else beside it.
pub(super) async fn reply_to_press(
    house: &House,
    pressed: &ComponentInteraction,
    question: &Question,
) -> Result<(), Undelivered> {
    let lookups = house.lookups();
    let lookup = lookups.speaking(spoken(&pressed.locale, pressed.guild_locale.as_deref()));
    let composed = lookup.card(question);
    let own = (pressed.message.flags).is_some_and(|it| it.contains(MessageFlags::EPHEMERAL));
    let file = picture(lookup, &composed.card).await;
    let message = message(&composed.card, file.as_ref());
    let response = match own && composed.is_answer {
        true => CreateInteractionResponse::UpdateMessage(message),
        false => CreateInteractionResponse::Message(message.ephemeral(true)),
    };
    respond(house, pressed.id, &pressed.token, &response, file).await
}

/// Sends the first response, once more where Discord could not take it or did not say.
pub(super) async fn respond(
    house: &House,
    id: InteractionId,
    token: &str,
    response: &CreateInteractionResponse,
    file: Option<CreateAttachment>,
) -> Result<(), Undelivered> {
    let send = async || {
        let files = file.clone().into_iter().collect();
        let sent = house
            .callbacks
            .create_interaction_response(id, token, response, files);
        let sent = tokio::time::timeout(TRY_TIMEOUT, sent).await;
        sent.map_or(Err(Undelivered::Later(0)), |sent| {
            sent.map_err(Undelivered::from)
        })
    };
    match send().await {
        Err(Undelivered::Later(_)) => {
            tokio::time::sleep(LATER).await;
            match send().await {
                // The first try had arrived after all.
                Err(Undelivered::Gone(ALREADY_ACKNOWLEDGED)) => Ok(()),
                done => done,
            }
        }
        done => done,
    }
}

/// The picture of a card, if it is drawn in time. The card says the same in words.
async fn picture(lookup: &Lookup, card: &Card) -> Option<CreateAttachment> {
    let picture = card.picture.as_ref()?;
    let drawn = lookup.gallery().picture(&picture.of);
    let png = tokio::time::timeout(PICTURE_TIMEOUT, drawn).await.ok()??;
    let file = CreateAttachment::bytes(png.as_ref(), picture.of.file_name());
    Some(file.description(&picture.alt))
}
