//! Brings questions to the library. Knows what was asked and what there is; never who asked.

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

pub use gallery::Gallery;
pub use lookup::{Composed, Lookup};
pub use lookups::Lookups;
