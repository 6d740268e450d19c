//! twilight, which was written by others from Discord's documentation, meets what that documentation promises.

mod gateway;
mod interactions;
mod lifetimes;
mod limits;
mod rest;
