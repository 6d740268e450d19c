//! Brings questions to the library. Knows what was asked and what there is; never who asked.

mod gallery;
mod groups;
mod lookup;
mod phrase;
mod routines;
mod search;
mod topics;

pub use gallery::Gallery;
pub use lookup::{Composed, Lookup};
pub use search::{Found, Index};
