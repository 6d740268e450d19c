//! Cards as Discord has them: an embed with buttons and menus, pinging nobody.

use poise::serenity_prelude::{
    ButtonStyle, CreateActionRow, CreateAllowedMentions, CreateAttachment, CreateButton,
    CreateEmbed, CreateEmbedFooter, CreateInteractionResponseFollowup,
    CreateInteractionResponseMessage, CreateMessage, CreateSelectMenu, CreateSelectMenuKind,
    CreateSelectMenuOption, EditInteractionResponse, EditMessage, Nonce, UserId,
};

use crate::present::{self, Card, Picks, RoomMessage, Row};

/// The stripe beside a card: a calm blue-green, the same in light and dark.
const STRIPE: u32 = 0x3f_8f_8b;

/// An answer to an interaction.
pub(super) fn message(
    card: &Card,
    file: Option<&CreateAttachment>,
) -> CreateInteractionResponseMessage {
    // An update without a file takes the file before it away.
    CreateInteractionResponseMessage::new()
        .add_files(file.cloned())
        .embed(embed_with(card, file))
        .components(rows(card))
        .allowed_mentions(CreateAllowedMentions::new())
}

/// A card with its picture. What is no picture stands beside it.
fn embed_with(card: &Card, file: Option<&CreateAttachment>) -> CreateEmbed {
    match file {
        Some(file) if is_picture(file) => embed(card).attachment(&file.filename),
        _ => embed(card),
    }
}

fn is_picture(file: &CreateAttachment) -> bool {
    std::path::Path::new(&file.filename).extension() == Some("png".as_ref())
}

/// Takes the place of an answer, or fills in one that was promised.
pub(super) fn edit(card: &Card, file: Option<&CreateAttachment>) -> EditInteractionResponse {
    // What stood there before may have had a picture.
    let edit = EditInteractionResponse::new().clear_attachments();
    let edit = match file {
        Some(file) => edit.new_attachment(file.clone()),
        None => edit,
    };
    edit.embed(embed_with(card, file))
        .components(rows(card))
        .allowed_mentions(CreateAllowedMentions::new())
}

/// A message of its own. Discord takes the first of those with one nonce.
pub(super) fn direct_message(card: &Card, nonce: &str) -> CreateMessage {
    CreateMessage::new()
        .embed(embed(card))
        .components(rows(card))
        .allowed_mentions(CreateAllowedMentions::new())
        .nonce(Nonce::String(nonce.to_owned()))
        .enforce_nonce(true)
}

/// Something more, for whoever pressed a button, and nobody else.
pub(super) fn follow_up(card: &Card) -> CreateInteractionResponseFollowup {
    CreateInteractionResponseFollowup::new()
        .embed(embed(card))
        .components(rows(card))
        .allowed_mentions(CreateAllowedMentions::new())
        .ephemeral(true)
}

/// A message in a room. Pings those who asked for it, and nobody else.
pub(super) fn room_message(message: &RoomMessage, nonce: &str) -> CreateMessage {
    let mentioned = message.mentions.iter().map(|it| UserId::new(it.get()));
    let made = CreateMessage::new()
        .content(&message.content)
        .tts(message.read_aloud)
        .components(message.rows.iter().map(row).collect())
        .allowed_mentions(CreateAllowedMentions::new().users(mentioned))
        .nonce(Nonce::String(nonce.to_owned()))
        .enforce_nonce(true);
    match &message.card {
        None => made,
        Some(card) => made.embed(embed(card)),
    }
}

/// Takes the place of a message in a room. Pings nobody.
pub(super) fn room_edit(message: &RoomMessage) -> EditMessage {
    let embeds = message.card.iter().map(embed).collect();
    EditMessage::new()
        .content(&message.content)
        .embeds(embeds)
        .components(message.rows.iter().map(row).collect())
        .allowed_mentions(CreateAllowedMentions::new())
}

fn embed(card: &Card) -> CreateEmbed {
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
    embed.fields(fields)
}

fn rows(card: &Card) -> Vec<CreateActionRow> {
    card.rows.iter().map(row).collect()
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
                let option = CreateSelectMenuOption::new(&it.label, &it.value)
                    .default_selection(it.is_picked);
                match it.detail.as_str() {
                    "" => option,
                    detail => option.description(detail),
                }
            };
            let options = menu.choices.iter().map(option).collect();
            let kind = CreateSelectMenuKind::String { options };
            let made = CreateSelectMenu::new(menu.press.encode(), kind);
            let made = made.placeholder(&menu.placeholder);
            CreateActionRow::SelectMenu(match menu.picks {
                Picks::One => made,
                Picks::Any => {
                    // Discord takes 25 at most, and a menu has no more.
                    let most = u8::try_from(menu.choices.len()).unwrap_or(u8::MAX);
                    made.min_values(0).max_values(most)
                }
            })
        }
    }
}
