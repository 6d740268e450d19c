//! Brings questions to the library. Knows what was asked and what there is; never who asked.

mod lookup;
mod phrase;
mod search;
mod topics;

pub use lookup::{Composed, Lookup};
pub use search::{Found, Index};
