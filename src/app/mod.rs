//! Brings questions to the library, and what is kept of somebody to their screening. Only the conductor
//! knows who asks.

mod conductor;
mod emergency;
mod gallery;
mod index;
mod likeness;
mod lookup;
mod lookups;
mod phrase;
mod routines;
mod search;
mod topics;

pub use conductor::{Conductor, Turns};
pub use gallery::Gallery;
pub use lookup::{Composed, Lookup};
pub use lookups::Lookups;
