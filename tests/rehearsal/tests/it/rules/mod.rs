//! Discord's rules, each checked from both sides: what passes, and what just does not.

mod commands;
mod components;
mod events;
mod forms;
mod hearing;
mod interactions;
mod load;
mod locales;
mod localization;
mod messages;
mod page;
mod places;
mod raw;
mod schedule;
mod visibility;
