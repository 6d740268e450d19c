//! The only code that knows serenity and poise: what Discord sends becomes a question, a card
//! becomes what Discord shows.

mod commands;
mod connection;
mod delivery;
mod events;
mod faults;
mod hydration;
mod inbound;
mod language;
mod message;
mod opening;
mod outbound;
mod private;
mod routine;
mod screening;
mod series;
mod session;
mod settings;
mod surface;

pub use connection::{Connection, Shards, StandIn, invite_link, run};
pub use faults::RunFault;
pub use surface::surface;
