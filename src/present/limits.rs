//! What Discord takes, as a table, and every card there can be, held against it.
//!
//! Must never let a card pass that Discord would refuse: whoever asked would wait for nothing.

mod commands;
pub(super) mod routines;

use std::fmt;

use super::{Button, Card, Choice, PrivateCard, RoomMessage, Row, every};
use crate::domain::Library;

/// How much of something Discord takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Shown in brackets behind what is found.
    pub name: &'static str,
    /// What is counted.
    pub counted: &'static str,
    /// Less than this is refused.
    pub min: usize,
    /// More than this is refused.
    pub max: usize,
}

impl Limit {
    const fn chars(name: &'static str, min: usize, max: usize) -> Self {
        let counted = "characters";
        Self {
            name,
            counted,
            min,
            max,
        }
    }

    const fn entries(name: &'static str, min: usize, max: usize) -> Self {
        let counted = "entries";
        Self {
            name,
            counted,
            min,
            max,
        }
    }
}

// Discord docs, resources/message, create message, with a card or without; without one, it may not be empty.
const CONTENT: Limit = Limit::chars("content", 1, 2000);
const MENTIONS: Limit = Limit::entries("mentions", 0, 100);
// Discord docs, resources/message, embed limits.
const TITLE: Limit = Limit::chars("title", 0, 256);
pub(in crate::present) const TEXT: Limit = Limit::chars("text", 1, 4096);
const FIELDS: Limit = Limit::entries("fields", 0, 25);
const FIELD_NAME: Limit = Limit::chars("field-name", 1, 256);
const FIELD_TEXT: Limit = Limit::chars("field-text", 1, 1024);
const FOOTER: Limit = Limit::chars("footer", 0, 2048);
const CARD: Limit = Limit::chars("card", 1, 6000);
// Discord docs, resources/message, attachment object.
const PICTURE_ALT: Limit = Limit::chars("picture-alt", 1, 1024);
// Discord docs, components/reference.
const ROWS: Limit = Limit::entries("rows", 0, 5);
const BUTTONS: Limit = Limit::entries("buttons", 1, 5);
const BUTTON_LABEL: Limit = Limit::chars("button-label", 1, 80);
const CUSTOM_ID: Limit = Limit::chars("custom-id", 1, 100);
const PLACEHOLDER: Limit = Limit::chars("placeholder", 0, 150);
const MENU: Limit = Limit::entries("menu", 1, 25);
const MENU_LABEL: Limit = Limit::chars("menu-label", 1, 100);
const MENU_DETAIL: Limit = Limit::chars("menu-detail", 0, 100);
const MENU_VALUE: Limit = Limit::chars("menu-value", 1, 100);
// Discord docs, interactions/application-commands.
const DESCRIPTION: Limit = Limit::chars("description", 1, 100);
const CHOICES: Limit = Limit::entries("choices", 0, 25);
pub(super) const CHOICE_NAME: Limit = Limit::chars("choice-name", 1, 100);
const CHOICE_VALUE: Limit = Limit::chars("choice-value", 1, 100);

/// Every limit that is kept here.
pub const LIMITS: &[Limit] = &[
    CONTENT,
    MENTIONS,
    TITLE,
    TEXT,
    PICTURE_ALT,
    FIELDS,
    FIELD_NAME,
    FIELD_TEXT,
    FOOTER,
    CARD,
    ROWS,
    BUTTONS,
    BUTTON_LABEL,
    CUSTOM_ID,
    PLACEHOLDER,
    MENU,
    MENU_LABEL,
    MENU_DETAIL,
    MENU_VALUE,
    DESCRIPTION,
    CHOICES,
    CHOICE_NAME,
    CHOICE_VALUE,
];

/// A reference as long as they are.
const REFERENCE: &str = "7Q2F";

/// Something that Discord would refuse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LimitFault {
    /// Where: a card or the list of commands.
    pub place: String,
    /// Which part of it.
    pub part: String,
    /// How much there is of it.
    pub count: usize,
    /// How much Discord takes.
    pub limit: Limit,
}

impl LimitFault {
    /// What would be right.
    pub fn right(&self) -> String {
        let Limit { min, max, .. } = self.limit;
        match min {
            0 => format!("Discord takes at most {max}."),
            _ => format!("Discord takes {min} to {max}."),
        }
    }
}

impl fmt::Display for LimitFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place, part, .. } = self;
        let (count, counted) = (self.count, self.limit.counted);
        write!(f, "{place}: {part} has {count} {counted}")
    }
}

/// Everything that Discord would refuse of what can be made of this library. A text that stands on
/// many cards is named on the first.
pub fn faults(library: &Library) -> Vec<LimitFault> {
    let mut all = commands::of_commands(library);
    let cards = every::answers(library).into_iter().map(|(place, answer)| {
        let card = super::answer(library, &answer);
        (place, card)
    });
    let refused = every::refusals(library)
        .into_iter()
        .map(|(place, refusal)| {
            let card = super::refusal(library, &refusal);
            (place, card)
        });
    let fault = super::fault(library, REFERENCE);
    let fault = std::iter::once(("the card of a fault".to_owned(), fault));
    let private = private_cards(library).into_iter();
    let private = private.chain(session_cards(library));
    let private = private.map(|(place, card)| (place, card.for_its_owner().clone()));
    let cards = cards.chain(refused).chain(fault).chain(private);
    let cards = cards.flat_map(|(place, card)| of_card(&place, &card));
    let said = super::room::every::messages(library).into_iter();
    let said = said.flat_map(|(place, message)| of_message(&place, &message));
    for fault in cards.chain(said) {
        let same = |it: &LimitFault| {
            (&it.part, it.count, it.limit) == (&fault.part, fault.count, fault.limit)
        };
        if !all.iter().any(same) {
            all.push(fault);
        }
    }
    all
}

/// Every private card there can be, each at its longest, with its name.
pub fn private_cards(library: &Library) -> Vec<(String, PrivateCard)> {
    super::private::cards(library)
}

/// Everything that one person can be told about a session, each at its longest, with its name.
pub fn session_cards(library: &Library) -> Vec<(String, PrivateCard)> {
    super::private::session_cards(library)
}

/// Everything of one message in a room that Discord would refuse.
pub fn of_message(place: &str, message: &RoomMessage) -> Vec<LimitFault> {
    let mut measure = Measure::new(place);
    if message.card.is_none() || !message.content.is_empty() {
        measure.text("what is said", &message.content, CONTENT);
    }
    measure.count(
        "the list of those mentioned",
        message.mentions.len(),
        MENTIONS,
    );
    if let Some(card) = &message.card {
        measure.card(card);
    }
    measure.rows(&message.rows);
    measure.faults
}

/// Everything on one card that Discord would refuse.
pub fn of_card(place: &str, card: &Card) -> Vec<LimitFault> {
    let mut measure = Measure::new(place);
    measure.card(card);
    measure.faults
}

/// Holds the parts of one place against their limits.
struct Measure<'a> {
    place: &'a str,
    faults: Vec<LimitFault>,
}

impl<'a> Measure<'a> {
    fn new(place: &'a str) -> Self {
        let faults = Vec::new();
        Self { place, faults }
    }

    fn card(&mut self, card: &Card) {
        self.text("the title", &card.title, TITLE);
        self.text("the text under the title", &card.text, TEXT);
        if let Some(picture) = &card.picture {
            self.text("the picture in words", &picture.alt, PICTURE_ALT);
        }
        self.text("the last line", &card.footer, FOOTER);
        self.count("the list of fields", card.fields.len(), FIELDS);
        let mut sum = chars(&card.title) + chars(&card.text) + chars(&card.footer);
        for field in &card.fields {
            self.text("a heading", &field.name, FIELD_NAME);
            let part = format!("the field “{}”", field.name);
            self.text(&part, &field.text, FIELD_TEXT);
            sum += chars(&field.name) + chars(&field.text);
        }
        self.count("all of it together", sum, CARD);
        self.rows(&card.rows);
    }

    fn rows(&mut self, rows: &[Row]) {
        self.count("the list of rows", rows.len(), ROWS);
        rows.iter().for_each(|row| self.row(row));
    }

    fn text(&mut self, part: &str, text: &str, limit: Limit) {
        // Discord trims, so spaces alone are nothing.
        let count = match text.trim() {
            "" => 0,
            _ => chars(text),
        };
        self.count(part, count, limit);
    }

    fn count(&mut self, part: &str, count: usize, limit: Limit) {
        if count < limit.min || limit.max < count {
            self.faults.push(LimitFault {
                place: self.place.to_owned(),
                part: part.to_owned(),
                count,
                limit,
            });
        }
    }

    fn row(&mut self, row: &Row) {
        match row {
            Row::Buttons(buttons) => {
                self.count("a row of buttons", buttons.len(), BUTTONS);
                for Button { label, press } in buttons {
                    self.text(&format!("the button “{label}”"), label, BUTTON_LABEL);
                    self.text("what a button carries", &press.encode(), CUSTOM_ID);
                }
            }
            Row::Menu(menu) => {
                self.text("the text in an empty menu", &menu.placeholder, PLACEHOLDER);
                self.text("what a menu carries", &menu.press.encode(), CUSTOM_ID);
                let part = format!("the menu “{}”", menu.placeholder);
                self.count(&part, menu.choices.len(), MENU);
                for choice in &menu.choices {
                    let Choice {
                        label,
                        detail,
                        value,
                        is_picked: _,
                    } = choice;
                    self.text(&format!("the entry `{value}`"), label, MENU_LABEL);
                    let part = format!("the second line of the entry `{value}`");
                    self.text(&part, detail, MENU_DETAIL);
                    self.text("the value of an entry", value, MENU_VALUE);
                }
            }
        }
    }
}

fn chars(text: &str) -> usize {
    text.chars().count()
}
