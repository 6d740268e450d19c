//! What a message is made of, before Discord.

use super::Press;
use crate::domain::{RoutineId, TechniqueId};

/// One message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// The heading; empty for none.
    pub title: String,
    /// The text under it.
    pub text: String,
    /// A picture that goes with it, where one is drawn.
    pub picture: Option<Picture>,
    /// Headed paragraphs.
    pub fields: Vec<Field>,
    /// The last line, in small; empty for none.
    pub footer: String,
    /// Buttons and menus.
    pub rows: Vec<Row>,
}

impl Card {
    /// A card of one text.
    pub fn text(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }
}

/// Which picture goes with a card, and what it shows for those who cannot see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Which.
    pub of: Drawn,
    /// At most 1024 characters (Discord docs, resources/message, attachment).
    pub alt: String,
}

/// What can be drawn.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Drawn {
    /// Where a technique goes on the body.
    Technique(TechniqueId),
    /// How a routine goes.
    Routine(RoutineId),
}

impl Drawn {
    /// What the file is called: letters, digits and underscores, as Discord keeps them.
    pub fn file_name(&self) -> String {
        match self {
            Drawn::Technique(id) => format!("{id}.png"),
            Drawn::Routine(id) => format!("{id}.png"),
        }
    }
}

/// A headed paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The heading.
    pub name: String,
    /// The paragraph.
    pub text: String,
}

/// What stands in a line under the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// At most 5 (Discord docs, components/reference).
    Buttons(Vec<Button>),
    /// A menu has the line to itself.
    Menu(Menu),
}

/// Something to press.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    /// What stands on it.
    pub label: String,
    /// What it asks for.
    pub press: Press,
}

/// Something to pick from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Menu {
    /// What a pick asks for; the value that is picked completes it.
    pub press: Press,
    /// What stands there until something is picked.
    pub placeholder: String,
    /// How many may be picked.
    pub picks: Picks,
    /// At most 25 (Discord docs, components/reference).
    pub choices: Vec<Choice>,
}

/// How many entries of a menu may be picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picks {
    /// Exactly one.
    One,
    /// Any number of them, none too.
    Any,
}

/// One entry of a menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What stands there.
    pub label: String,
    /// A second line in small; empty for none.
    pub detail: String,
    /// What is sent back.
    pub value: String,
    /// Whether it is picked already.
    pub is_picked: bool,
}
