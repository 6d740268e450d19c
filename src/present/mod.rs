//! Turns what was found into cards: words, fields, buttons. Pure, and without Discord.
//!
//! A [`Card`] may be shown to anyone. What only its owner may see gets a type of its own.

mod behind;
mod calendar;
mod card;
mod escape;
mod every;
mod help;
pub mod limits;
mod press;
mod private;
mod refusal;
mod room;
mod routine;
mod schedule;
mod shelf;
mod sources;
mod technique;
mod topic;

pub use calendar::{calendar, calendar_card};
pub use card::{Button, Card, Choice, Drawn, Field, Menu, Picks, Picture, Row};
use escape::is_blank;
pub use escape::quote;
pub use press::Press;
pub use private::{
    Action, Attached, Bar, Dot, Help, OwnCue, PrivateCard, PrivatePress, ProgressSketch, Request,
    Signet, WeekDay, WeekSketch, breathe_whisper, host_news, listing, reminder, told, whisper,
};
pub use room::{INVITED_MAX, RoomMessage, Says, room};
pub use routine::kind as kind_word;
pub use schedule::{Offer, event, repeat, series_offers, when_offers};

use crate::domain::{Answer, Library, Refusal, Technique, TechniqueId, Word};

/// The card for an answer.
pub fn answer(library: &Library, answer: &Answer) -> Card {
    match answer {
        Answer::Technique { technique, tool } => technique::card(library, technique, tool.as_ref()),
        Answer::Tools(technique) => technique::tools(library, technique),
        Answer::Related(technique) => technique::related(library, technique),
        Answer::Library { region, tool } => shelf::card(library, region.as_ref(), tool.as_ref()),
        Answer::Levels(id) => of(library, id, behind::levels),
        Answer::TooPainful(id) => of(library, id, behind::too_painful),
        Answer::HowLong {
            technique,
            asked_at,
        } => of(library, technique, |library, technique| {
            behind::how_long(library, technique, *asked_at)
        }),
        Answer::Routines => routine::list(library),
        Answer::Routine(id) => routine::card(library, id),
        Answer::Topics => topic::all(library),
        Answer::Topic { topic, part } => topic::card(library, topic, *part),
        Answer::Sources(of) => sources::card(library, of),
        Answer::Help(role) => help::card(library, *role),
    }
}

/// A card of a technique, which an answer has seen to exist.
fn of(library: &Library, id: &TechniqueId, card: impl Fn(&Library, &Technique) -> Card) -> Card {
    match library.techniques.get(id) {
        Some(technique) => card(library, technique),
        None => refusal(library, &Refusal::OldButton),
    }
}

/// The card for a refusal: one sentence, one hint, and a way on where there is one.
pub fn refusal(library: &Library, refusal: &Refusal) -> Card {
    refusal::card(library, refusal)
}

/// The card for a fault of ours. The reference finds it in the log.
pub fn fault(library: &Library, reference: &str) -> Card {
    Card::text(library.words.fill(Word::Fault, &[("reference", reference)]))
}
