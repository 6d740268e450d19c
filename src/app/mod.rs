//! Brings questions to the library, what is kept of somebody to their screening, and what sessions have
//! to say to where it belongs. Only the conductor and the courier know whom it is about.

mod calendar;
mod conductor;
mod courier;
mod delivery;
mod emergency;
mod gallery;
mod index;
mod likeness;
mod lookup;
mod lookups;
mod permits;
mod phrase;
mod presence;
mod rounds;
mod routines;
mod search;
mod sketches;
mod topics;
mod turns;

pub use calendar::{Calendar, EventForm, Keeper, Unkept};
pub use conductor::{Asked, Came, Conductor, EventFate, Fate, Note, NoteFate, Turned};
pub use courier::{Courier, Lanes, Next, Pace, REQUESTS_MAX};
pub use delivery::{Delivery, Gone, Undelivered};
pub use gallery::Gallery;
pub use lookup::{Composed, Lookup};
pub use lookups::Lookups;
pub use permits::{Permits, PermitsAsked};
pub use presence::Presence;
pub use rounds::Rounds;
pub use sketches::{Sketched, sketched};
pub use turns::{Opened, Outbox, Turns};
