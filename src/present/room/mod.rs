//! What a session says and shows in its room. Pure, and without Discord.
//!
//! Made of a [`Board`] alone, in which nothing is that not everybody may know.

pub(super) mod card;
mod cue;
pub(super) mod every;
mod recap;

use super::routine::kind;
use super::{Button, Card, Press, PrivatePress, Row};
use crate::domain::{
    Board, Cue, Held, Library, Line, RoomId, Side, Timestamp, UserId, Wants, Word,
};

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

/// How many people one message mentions: so many names fit its 2000 characters (Discord docs,
/// resources/message), and it may ping 100.
pub const INVITED_MAX: usize = 70;

/// What is said or shown.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// Whoever is interested is told that the lobby is open.
    Invite {
        /// At most [`INVITED_MAX`].
        people: Vec<UserId>,
    },
    /// The end.
    Recap,
    /// The card of the session: the lobby, how far it is, or that it is over.
    Card,
}

/// A message in the room.
pub fn room(library: &Library, board: &Board<'_>, says: &Says) -> RoomMessage {
    let stage = Stage { library, board };
    match says {
        Says::Cue {
            place,
            missed,
            until,
        } => stage.cue(*place, *missed, *until),
        Says::Line(line) => RoomMessage {
            content: stage.line(line),
            ..RoomMessage::default()
        },
        Says::Invite { people } => stage.invite(people),
        Says::Recap => stage.recap(),
        Says::Card => stage.card(),
    }
}

/// Makes the messages of one session.
struct Stage<'a> {
    library: &'a Library,
    board: &'a Board<'a>,
}

impl Stage<'_> {
    fn word(&self, word: Word) -> String {
        self.library.words.get(word).to_owned()
    }

    fn fill(&self, word: Word, gaps: &[(&str, &str)]) -> String {
        self.library.words.fill(word, gaps)
    }

    fn button(&self, label: Word, wants: Wants) -> Button {
        Button {
            label: self.word(label),
            press: Press::Private(PrivatePress::In(self.board.session.id, wants)),
        }
    }

    fn invite(&self, people: &[UserId]) -> RoomMessage {
        let names: Vec<String> = people.iter().map(|it| name(*it)).collect();
        let names = names.join(" ");
        let starts_at = self.board.session.next_deadline();
        let when = starts_at.map_or_else(String::new, ago);
        let gaps = [
            ("routine", self.board.timeline.name.as_str()),
            ("when", &when),
            ("people", &names),
        ];
        RoomMessage {
            content: self.fill(Word::Invite, &gaps),
            mentions: people.to_vec(),
            ..RoomMessage::default()
        }
    }

    fn line(&self, line: &Line) -> String {
        match line {
            Line::Held { why, resume_by } => held(self.library, *why, *resume_by),
            Line::Resumed { until } => {
                let when = ago(*until);
                let at = self.board.session.at();
                let now = at.and_then(|at| self.board.timeline.cues.get(at));
                let now = now.map_or("", |it| it.text.as_str());
                match self.next() {
                    Some(cue) => {
                        let next = self.library.words.get(kind(cue.kind));
                        let gaps = [("now", now), ("when", &when), ("next", next)];
                        self.fill(Word::SessionResumed, &gaps)
                    }
                    None => {
                        let gaps = [("now", now), ("when", when.as_str())];
                        self.fill(Word::SessionResumedLast, &gaps)
                    }
                }
            }
        }
    }

    /// The cue that comes next.
    fn next(&self) -> Option<&Cue> {
        let next = self.board.session.at().map_or(0, |it| it + 1);
        self.board.timeline.cues.get(next)
    }
}

/// Why a session is held, and when it ends unless somebody goes on.
pub(in crate::present) fn held(library: &Library, why: Held, until: Timestamp) -> String {
    let word = match why {
        Held::ByHost => Word::SessionHeldByHost,
        Held::Outage => Word::SessionHeldOutage,
        Held::Shut => Word::SessionHeldShut,
    };
    library.words.fill(word, &[("until", &ago(until))])
}

/// How far from now, as Discord's clients count it.
pub(in crate::present) fn ago(at: Timestamp) -> String {
    format!("<t:{}:R>", at.timestamp())
}

/// A clock time, as each reader's own clock shows it.
pub(in crate::present) fn clock_time(at: Timestamp) -> String {
    format!("<t:{}:T>", at.timestamp())
}

/// A channel, as Discord shows it.
pub(in crate::present) fn room_name(room: RoomId) -> String {
    format!("<#{}>", room.get())
}

/// Somebody's name, as Discord shows it. Whether they are pinged is said elsewhere.
pub(in crate::present) fn name(user: UserId) -> String {
    format!("<@{}>", user.get())
}

/// Where a cue stands among the others, for people.
pub(in crate::present) fn count(place: usize, of: usize) -> (String, String) {
    ((place + 1).to_string(), of.to_string())
}

/// What a cue asks for, and on which side: the line that stands above its text.
fn head(library: &Library, cue: &Cue, place: usize, of: usize) -> String {
    let words = &library.words;
    let (at, of) = count(place, of);
    let mut gaps = vec![
        ("at", at.as_str()),
        ("of", of.as_str()),
        ("kind", words.get(kind(cue.kind))),
    ];
    let side = match cue.side {
        Some(Side::First) => Word::SideFirst,
        Some(Side::Other) => Word::SideOther,
        Some(Side::Both) => Word::SideBoth,
        None => return words.fill(Word::SessionCueHead, &gaps),
    };
    gaps.push(("side", words.get(side)));
    words.fill(Word::SessionCueHeadSide, &gaps)
}
