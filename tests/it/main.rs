//! Everything that is tested from outside, in one program.

#![allow(clippy::unwrap_used, missing_docs)]

mod browser;
mod cards;
mod command_line;
mod content;
mod presses;
mod search;
mod settings;
mod stage;
mod surface;
mod tidy;
mod words;

use unknot::app::Lookup;
use unknot::domain::Library;

/// The content built in, as the bot has it.
fn library() -> Library {
    unknot::content::load(&unknot::content::embedded()).expect("the content built in has no fault")
}

fn lookup() -> Lookup {
    Lookup::new(library())
}
