//! Unknot teaches a Discord community to roll sore muscles, safely and together.
//!
//! The way a question goes, and the card that comes back:
//!
//! ```text
//!  Discord ──gateway──▶ discord::inbound     what was typed or pressed ─▶ Question
//!                            │
//!                            ▼
//!                        app::Lookup          the library answers on the spot, on every core
//!                            │   answer = library + search          may only refuse
//!                            │   card = present(answer)             pure
//!                            ▼
//!  Discord ◀──── TLS ── discord::outbound     Card ─▶ embed, buttons, no pings
//!
//!  content/*.toml ──▶ content ──▶ domain::Library     checked once, never changed
//!  content/figures/*.svg ──▶ draw ──▶ PNG             pure
//! ```
//!
//! Modules stand here in reading order: each may use those above it, as `tests/it/tidy.rs` says.

pub mod domain;

pub mod content;
pub mod draw;
pub mod present;

mod dice;

pub mod store;

pub mod app;

pub mod discord;

pub mod settings;
