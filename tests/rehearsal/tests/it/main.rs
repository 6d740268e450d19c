//! The stand-in seen from outside, by clients that others wrote.

#![allow(clippy::unwrap_used)]

mod clients;
mod faults;
mod page;
mod rules;
mod stage;
