//! x
pub mod app;
pub mod content;
mod dice;
pub mod discord;
pub mod domain;
pub mod present;
pub mod settings;
