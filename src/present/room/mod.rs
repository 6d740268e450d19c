//! What a session says and shows in its room. Pure, and without Discord.
//!
//! Made of a [`Board`] alone, in which nothing is that not everybody may know.

use super::{Card, Row};
use crate::domain::{Board, Library, Line, Timestamp, UserId};

/// One message in a room.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoomMessage {
    /// What is read, and read aloud: number first, then the action (dossier 7.3). Empty for none.
    pub content: String,
    /// What is shown below it.
    pub card: Option<Card>,
    /// Buttons below all of it.
    pub rows: Vec<Row>,
    /// Whether Discord reads it aloud.
    pub read_aloud: bool,
    /// Who is pinged. They asked for it, and stand in the content.
    pub mentions: Vec<UserId>,
}

/// What is said or shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// A cue.
    Cue {
        /// Which, counted from 0.
        place: usize,
        /// How many before it were not said.
        missed: usize,
        /// When the next one is, or the end.
        until: Timestamp,
    },
    /// A line.
    Line(Line),
    /// The end.
    Recap,
    /// The card of the session: the lobby, how far it is, or that it is over.
    Card,
}

/// A message in the room.
pub fn room(_library: &Library, _board: &Board<'_>, _says: &Says) -> RoomMessage {
    RoomMessage::default()
}
