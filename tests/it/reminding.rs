//! Reminders: who is reminded, when, and when not.

mod asks;
mod drinks;
mod due;
pub(crate) mod house;
mod question;
mod rounds;
mod wished;
