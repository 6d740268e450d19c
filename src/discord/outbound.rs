//! Cards to Discord: as an embed with buttons, pinging nobody, to whom it is meant for.

use poise::serenity_prelude::{
    ButtonStyle, CommandInteraction, ComponentInteraction, CreateActionRow, CreateAllowedMentions,
    CreateButton, CreateEmbed, CreateEmbedFooter, CreateInteractionResponse,
    CreateInteractionResponseMessage, CreateSelectMenu, CreateSelectMenuKind,
    CreateSelectMenuOption, Http, InteractionId, MessageFlags,
};

use super::faults::{LATER, Undelivered};
use super::inbound::House;
use crate::domain::Question;
use crate::present::{self, Card, Row};

/// The stripe beside a card: a calm blue-green, the same in light and dark.
const STRIPE: u32 = 0x3f_8f_8b;

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

/// Answers a command.
pub(super) async fn reply(
    ctx: poise::ApplicationContext<'_, House, Undelivered>,
    question: &Question,
    audience: Audience,
) -> Result<(), Undelivered> {
    let composed = ctx.data().lookup.card(question);
    // Whoever asked to share wanted to share a card, not a refusal.
    let message =
        message(&composed.card).ephemeral(audience == Audience::OnlyAsker || !composed.is_answer);
    let response = CreateInteractionResponse::Message(message);
    let interaction = ctx.interaction;
    respond(ctx.http(), interaction.id, &interaction.token, &response).await
}

/// Answers a command that nothing here is called like.
pub(super) async fn reply_old_command(
    house: &House,
    interaction: &CommandInteraction,
) -> Result<(), Undelivered> {
    let composed = house.lookup.card(&Question::OldCommand);
    let response = CreateInteractionResponse::Message(message(&composed.card).ephemeral(true));
    respond(
        &house.callbacks,
        interaction.id,
        &interaction.token,
        &response,
    )
    .await
}

/// Answers a button or a menu: in place where the message is the presser's own, else beside it.
pub(super) async fn reply_to_press(
    house: &House,
    pressed: &ComponentInteraction,
    question: &Question,
) -> Result<(), Undelivered> {
    let composed = house.lookup.card(question);
    let own = (pressed.message.flags).is_some_and(|it| it.contains(MessageFlags::EPHEMERAL));
    let response = match own && composed.is_answer {
        true => CreateInteractionResponse::UpdateMessage(message(&composed.card)),
        false => CreateInteractionResponse::Message(message(&composed.card).ephemeral(true)),
    };
    respond(&house.callbacks, pressed.id, &pressed.token, &response).await
}

/// Sends the first response, once more where Discord could not take it. A repeat that finds the
/// first one there after all (40060) is a delivery.
async fn respond(
    callbacks: &Http,
    id: InteractionId,
    token: &str,
    response: &CreateInteractionResponse,
) -> Result<(), Undelivered> {
    let send = async || {
        let sent = callbacks.create_interaction_response(id, token, response, Vec::new());
        sent.await.map_err(Undelivered::from)
    };
    match send().await {
        Err(Undelivered::Later(_)) => {
            tokio::time::sleep(LATER).await;
            send().await
        }
        done => done,
    }
}

fn message(card: &Card) -> CreateInteractionResponseMessage {
    let mut embed = CreateEmbed::new().colour(STRIPE).description(&card.text);
    if !card.title.is_empty() {
        embed = embed.title(&card.title);
    }
    if !card.footer.is_empty() {
        embed = embed.footer(CreateEmbedFooter::new(&card.footer));
    }
    let fields = card
        .fields
        .iter()
        .map(|field| (&field.name, &field.text, false));
    CreateInteractionResponseMessage::new()
        .embed(embed.fields(fields))
        .components(card.rows.iter().map(row).collect())
        .allowed_mentions(CreateAllowedMentions::new())
}

fn row(row: &Row) -> CreateActionRow {
    match row {
        Row::Buttons(buttons) => {
            let button = |it: &present::Button| {
                CreateButton::new(it.press.encode())
                    .label(&it.label)
                    .style(ButtonStyle::Secondary)
            };
            CreateActionRow::Buttons(buttons.iter().map(button).collect())
        }
        Row::Menu(menu) => {
            let option = |it: &present::Choice| {
                let option = CreateSelectMenuOption::new(&it.label, &it.value);
                match it.detail.as_str() {
                    "" => option,
                    detail => option.description(detail),
                }
            };
            let options = menu.choices.iter().map(option).collect();
            let kind = CreateSelectMenuKind::String { options };
            let menu =
                CreateSelectMenu::new(menu.press.encode(), kind).placeholder(&menu.placeholder);
            CreateActionRow::SelectMenu(menu)
        }
    }
}
