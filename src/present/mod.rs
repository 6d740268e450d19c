//! Turns what was found into cards: words, fields, buttons. Pure, and without Discord.
//!
//! A [`Card`] may be shown to anyone. What only its owner may see gets a type of its own.

mod card;
mod escape;
mod help;
pub mod limits;
mod press;
mod refusal;
mod sources;
mod technique;
mod topic;

pub use card::{Button, Card, Choice, Field, Menu, Row};
use escape::is_blank;
pub use escape::quote;
pub use press::Press;

use crate::domain::{Answer, Library, Refusal, Word};

/// The card for an answer.
pub fn answer(library: &Library, answer: &Answer) -> Card {
    match answer {
        Answer::Technique { technique, tool } => technique::card(library, technique, tool.as_ref()),
        Answer::Tools(technique) => technique::tools(library, technique),
        Answer::Related(technique) => technique::related(library, technique),
        Answer::Topics => topic::all(library),
        Answer::Topic { topic, part } => topic::card(library, topic, *part),
        Answer::Sources(of) => sources::card(library, of),
        Answer::Help(role) => help::card(library, *role),
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
