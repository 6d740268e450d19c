//! What anybody may read of what is kept without a turn of their own: to read changes nothing.

use super::{Turns, log};
use crate::domain::{
    Language, Library, Listed, Listing, Server, ServerId, Timestamp, Zone, listed,
};

impl Turns {
    /// The sessions of a server that are not over, as whoever reads this calls them. To read takes no turn.
    pub async fn listings(&self, server: ServerId, language: Language) -> Vec<Listing> {
        let all = self.store.gatherings(server).await;
        let all = all.inspect_err(|fault| _ = log(fault));
        let all = all.unwrap_or_default();
        all.iter().map(|it| it.listing(language)).collect()
    }

    /// The series of a server, as whoever reads this calls them, and the zone that is set there.
    pub async fn series(&self, library: &Library, server: ServerId) -> (Vec<Listed>, Option<Zone>) {
        let (settings, all) = tokio::join!(self.settings(server), self.store.series_of(server));
        let all = all.inspect_err(|fault| _ = log(fault));
        let all = all.unwrap_or_default().into_iter();
        let listed = all.map(|it| listed(library, it)).collect();
        (listed, settings.zone)
    }

    /// What is set in a server.
    pub async fn settings(&self, server: ServerId) -> Server {
        let read = self.store.server(server).await;
        let read = read.inspect_err(|fault| _ = log(fault));
        read.ok().flatten().unwrap_or_default()
    }

    /// What time it is.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }
}
