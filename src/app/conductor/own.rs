//! Turns about what is somebody's own. They read, and change nothing: to delete is an intent like any other.

use super::Conductor;
use crate::domain::{Decision, Own, OwnTold, Timestamp, Told, UserId};
use crate::store::StoreFault;

impl Conductor {
    /// What somebody wants of what is their own.
    pub(super) async fn own(
        &self,
        user: UserId,
        now: Timestamp,
        own: Own,
    ) -> Result<Decision, StoreFault> {
        let told = match own {
            Own::Show => OwnTold::Shown(Box::new(self.store.holdings(user).await?)),
            Own::Export => OwnTold::Export {
                holdings: Box::new(self.store.holdings(user).await?),
                now,
            },
            Own::Delete => OwnTold::Delete,
            Own::Progress => OwnTold::Progress {
                check_ins: self.store.check_ins(user).await?,
                zone: self.store.member(user).await?.and_then(|it| it.zone),
            },
        };
        Ok(Decision::tell(Told::Own(told)))
    }
}
