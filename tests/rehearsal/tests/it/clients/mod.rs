//! Libraries that others wrote from Discord's documentation meet what that documentation promises.
//!
//! Mostly twilight, which is not the bot's; the last file is about what serenity, which is, understands.

mod gateway;
mod interactions;
mod lifetimes;
mod limits;
mod rest;
mod understood;
