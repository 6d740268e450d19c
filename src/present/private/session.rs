//! What one person is told about a session, as cards.

use super::Desk;
use crate::domain::SessionTold;
use crate::present::Card;

impl Desk<'_> {
    pub(super) fn session(&self, _told: &SessionTold) -> Card {
        Card::default()
    }
}
