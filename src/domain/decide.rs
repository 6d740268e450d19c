//! What somebody's press or command comes to: what they are told, and what of them is kept.
//!
//! Pure: it reads no store, and asks no clock.

use super::{Member, UserId};

/// What a decision changes in what is kept. All of a decision's changes happen, or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// This takes the place of whatever was kept of them.
    Keep {
        /// Whose.
        user: UserId,
        /// What is kept from now on.
        member: Member,
    },
    /// Nothing of them is kept any more.
    Forget {
        /// Whose.
        user: UserId,
    },
}
