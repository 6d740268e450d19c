//! What is set in a server. Nothing here is kept of a member.

/// What is set in a server. Where nothing was, everything is at its default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Server {
    /// Whether group sessions are for members only who said that they are 18 or over.
    pub adults_only: bool,
}
