//! Turns about what became of what was sent, and of the rooms and servers that it was sent to.
//!
//! Decides nothing of what people want: that is in the turns about sessions.

use super::sessions::log_phase;
use super::{Conductor, Fate};
use crate::domain::{
    Change, Input, Loss, Parcel, RoomId, SeatPlace, ServerId, SessionId, Shown, Timestamp, UserId,
    What,
};
use crate::store::StoreFault;

impl Conductor {
    /// A channel was deleted: whatever session was in it is over.
    pub async fn room_gone(&self, now: Timestamp, room: RoomId) -> Result<Vec<Parcel>, StoreFault> {
        let changes = match self.store.session_in(room).await? {
            None => Vec::new(),
            Some(session) => self.lost(now, session, Loss::RoomGone).await?,
        };
        self.keep(now, changes).await
    }

    /// The bot was removed from these: their sessions are over.
    pub(super) async fn lose_servers(
        &self,
        now: Timestamp,
        servers: Vec<ServerId>,
    ) -> Result<Vec<Parcel>, StoreFault> {
        let mut changes = Vec::new();
        for session in self.store.live_sessions_of(servers).await? {
            changes.extend(self.lost(now, session, Loss::Removed).await?);
        }
        self.keep(now, changes).await
    }

    /// Keeps what became of parcels. What has to be sent because of that.
    pub async fn settle(
        &self,
        now: Timestamp,
        settled: Vec<(Parcel, Fate)>,
    ) -> Result<Vec<Parcel>, StoreFault> {
        // What changes nothing in a session goes together; the rest builds on what is kept by then.
        let (plain, others): (Vec<_>, Vec<_>) = settled
            .into_iter()
            .partition(|(parcel, fate)| is_plain(parcel, fate));
        let changes = plain
            .into_iter()
            .flat_map(|(parcel, fate)| plainly(now, parcel, &fate));
        let mut parcels = self.keep(now, changes.collect()).await?;
        for (parcel, fate) in others {
            parcels.extend(self.settle_one(now, parcel, fate).await?);
        }
        Ok(parcels)
    }

    async fn settle_one(
        &self,
        now: Timestamp,
        parcel: Parcel,
        fate: Fate,
    ) -> Result<Vec<Parcel>, StoreFault> {
        let session = parcel.session;
        let mut changes = vec![Change::Settled(parcel)];
        match (fate, parcel.what) {
            (Fate::Lost(Loss::Shut { .. }), what) => {
                let unsaid = match what {
                    What::Cue { place, .. } => Some(place),
                    _ => None,
                };
                changes.extend(self.lost(now, session, Loss::Shut { unsaid }).await?);
            }
            (Fate::Lost(loss), _) => changes.extend(self.lost(now, session, loss).await?),
            (Fate::Whispered { closed, told }, _) => {
                changes.extend(self.whispered(session, &closed, &told).await?);
            }
            (Fate::Dropped, What::Cue { place, .. }) => {
                if let Some(mut gathering) = self.store.gathering(session).await? {
                    let unsaid = gathering.unsaid(now, place, parcel.due);
                    log_phase(&gathering, &unsaid);
                    changes.extend(unsaid);
                }
            }
            (fate, _) => changes = plainly(now, parcel, &fate),
        }
        self.keep(now, changes).await
    }

    async fn lost(
        &self,
        now: Timestamp,
        session: SessionId,
        loss: Loss,
    ) -> Result<Vec<Change>, StoreFault> {
        let Some(mut gathering) = self.store.gathering(session).await? else {
            return Ok(Vec::new());
        };
        let befallen = gathering.befall(now, Input::Lost(loss));
        let befallen = befallen.expect("a loss is refused by nobody");
        log_phase(&gathering, &befallen);
        Ok(befallen)
    }

    /// Whose direct messages are closed gets none any more, and who knows of their seat has it.
    async fn whispered(
        &self,
        session: SessionId,
        closed: &[UserId],
        told: &[UserId],
    ) -> Result<Vec<Change>, StoreFault> {
        if closed.is_empty() && told.is_empty() {
            return Ok(Vec::new());
        }
        let Some(gathering) = self.store.gathering(session).await? else {
            return Ok(Vec::new());
        };
        let seats = gathering.seats.0.into_iter().filter_map(|mut seat| {
            let before = seat.clone();
            seat.dms_closed |= closed.contains(&seat.user);
            if told.contains(&seat.user) && seat.place == SeatPlace::MovedUp {
                seat.place = SeatPlace::Sits;
            }
            (seat != before).then(|| Change::Seat {
                session,
                seat: Box::new(seat),
            })
        });
        Ok(seats.collect())
    }
}

/// Whether nothing has to be looked up to keep what became of a parcel.
fn is_plain(parcel: &Parcel, fate: &Fate) -> bool {
    match fate {
        Fate::Done | Fate::Posted(_) => true,
        Fate::Dropped => !matches!(parcel.what, What::Cue { .. }),
        Fate::Whispered { closed, told } => closed.is_empty() && told.is_empty(),
        Fate::Lost(_) => false,
    }
}

/// What is kept of a parcel that concerns nothing but itself.
fn plainly(now: Timestamp, parcel: Parcel, fate: &Fate) -> Vec<Change> {
    let session = parcel.session;
    let mut changes = vec![Change::Settled(parcel)];
    match (fate, parcel.what) {
        (Fate::Posted(message), What::Card) => {
            let shown = Shown {
                message: *message,
                at: now,
            };
            changes.push(Change::Show { session, shown });
        }
        (Fate::Posted(message), What::Cue { .. }) => {
            changes.push(Change::Said {
                session,
                message: *message,
            });
            changes.push(Change::Unheard {
                session,
                unheard: None,
            });
        }
        _ => {}
    }
    changes
}
