//! What one person is told about a session, as cards.

use super::{Desk, PrivateCard};
use crate::domain::{Library, Listing, Panel, SessionId, SessionTold, Step, Timeline, Timestamp};
use crate::present::Card;

impl Desk<'_> {
    pub(super) fn session(&self, told: &SessionTold) -> Card {
        Card::text(format!("{told:?}").chars().take(60).collect::<String>())
    }
}

/// One member's own version of a cue.
pub fn whisper(
    _library: &Library,
    _session: SessionId,
    _timeline: &Timeline,
    place: usize,
    _steps: &[&Step<'_>],
    _until: Timestamp,
) -> PrivateCard {
    PrivateCard::text(format!("{place}"))
}

/// A cue for whoever rests and breathes.
pub fn breathe_whisper(
    _library: &Library,
    _session: SessionId,
    _timeline: &Timeline,
    place: usize,
    _until: Timestamp,
) -> PrivateCard {
    PrivateCard::text(format!("{place}"))
}

/// What whoever leads has to know.
pub fn host_news(_library: &Library, panel: &Panel) -> PrivateCard {
    PrivateCard::text(panel.name.clone())
}

/// A session in a list to choose from.
pub fn listing(_library: &Library, listing: &Listing) -> String {
    listing.name.clone()
}
