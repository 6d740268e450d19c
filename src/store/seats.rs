//! What is asked of the table of seats: who has one, in which order they came, and for how long they were
//! there.
//!
//! Only that is in the clear. A seat that does not open is passed over, so that the others go on.

use std::collections::BTreeSet;

use rusqlite::params;

use super::StoreFault;
use super::connection::fault;
use super::rows::{Rows, unreadable};
use super::seal::{MemberKey, Place, Sealer};
use super::sessions::{session_row, unwritten};
use super::slip;
use crate::domain::{Seat, SessionId, UserId};

impl Rows<'_> {
    /// This takes the place of their seat, or is added behind the others. How long somebody was there is
    /// counted by [`Rows::attend`] alone, from nothing.
    pub(super) fn seat(&self, session: SessionId, seat: &Seat) -> Result<(), StoreFault> {
        self.has_session(session)?;
        let key = self.sealer.name(seat.user);
        let sealed = seal_seat(self.sealer, session, &key, seat)?;
        self.execute(
            "INSERT INTO seat (session_id, member_key, seat_number, attended_seconds, sealed)
                 SELECT ?1, ?2, coalesce(max(seat_number), 0) + 1, 0, ?3
                 FROM seat WHERE session_id = ?1
                 ON CONFLICT (session_id, member_key) DO UPDATE SET sealed = excluded.sealed",
            params![session_row(session), key.0, sealed],
        )
        .map_err(fault)?;
        let sql = "UPDATE session SET has_tokens = 1 WHERE session_id = ?1";
        let flagged = self.execute(sql, [session_row(session)]);
        flagged.map(|_| ()).map_err(fault)
    }

    /// Somebody is in a session no more, whether they were or not.
    pub(super) fn unseat(&self, session: SessionId, user: UserId) -> Result<(), StoreFault> {
        self.removed.set(true);
        self.execute(
            "DELETE FROM seat WHERE session_id = ?1 AND member_key = ?2",
            params![session_row(session), self.sealer.name(user).0],
        )
        .map(|_| ())
        .map_err(fault)
    }

    /// These were there for so long, each once, as far as they have a seat.
    pub(super) fn attend(
        &self,
        session: SessionId,
        users: &[UserId],
        seconds: u32,
    ) -> Result<(), StoreFault> {
        let mut statement = self
            .prepare(
                "UPDATE seat SET attended_seconds = min(attended_seconds + ?3, ?4)
                 WHERE session_id = ?1 AND member_key = ?2",
            )
            .map_err(fault)?;
        for user in users.iter().copied().collect::<BTreeSet<UserId>>() {
            let key = self.sealer.name(user);
            let counted =
                statement.execute(params![session_row(session), key.0, seconds, u32::MAX]);
            counted.map_err(fault)?;
        }
        Ok(())
    }

    /// The seats of a session, in the order in which they came.
    pub(super) fn seats(&self, session: SessionId) -> Result<Vec<Seat>, StoreFault> {
        let mut seats = Vec::new();
        let mut unreadable = 0_usize;
        for (key, attended_seconds, sealed) in self.seat_rows(session)? {
            match open_seat(self.sealer, session, &key, &sealed) {
                Ok(seat) => seats.push(Seat {
                    attended_seconds,
                    ..seat
                }),
                Err(_) => unreadable += 1,
            }
        }
        if unreadable != 0 {
            tracing::error!(unreadable, "some seats of a session do not open");
        }
        Ok(seats)
    }

    /// Every seat of a session as it stands there.
    pub(super) fn seat_rows(
        &self,
        session: SessionId,
    ) -> Result<Vec<(MemberKey, u32, Vec<u8>)>, StoreFault> {
        let mut statement = self
            .prepare(
                "SELECT member_key, attended_seconds, sealed FROM seat
                 WHERE session_id = ?1 ORDER BY seat_number",
            )
            .map_err(fault)?;
        let read = statement.query_map([session_row(session)], |row| {
            Ok((MemberKey(row.get(0)?), row.get(1)?, row.get(2)?))
        });
        read.and_then(Iterator::collect).map_err(fault)
    }

    /// The sessions that are not over in which somebody has a seat, in the order in which they were opened.
    pub(super) fn seated_in(&self, user: UserId) -> Result<Vec<SessionId>, StoreFault> {
        self.session_ids(
            "SELECT session_id FROM seat JOIN session USING (session_id)
             WHERE member_key = ?1 AND phase <> 'over' ORDER BY opened_at, session_id",
            [self.sealer.name(user).0],
        )
    }
}

/// Seals a seat for its row.
pub(super) fn seal_seat(
    sealer: &Sealer,
    session: SessionId,
    key: &MemberKey,
    seat: &Seat,
) -> Result<Vec<u8>, StoreFault> {
    let seat = Seat {
        attended_seconds: 0,
        ..seat.clone()
    };
    let written = slip::write(&seat).map_err(|_| unwritten())?;
    sealer.seal(Place::Seat(session), Some(key), &written)
}

/// Opens a seat, which has to be theirs whose row it is.
pub(super) fn open_seat(
    sealer: &Sealer,
    session: SessionId,
    key: &MemberKey,
    sealed: &[u8],
) -> Result<Seat, StoreFault> {
    let opened = sealer.open(Place::Seat(session), Some(key), sealed);
    let text = opened.map_err(|_| unreadable())?;
    slip::read(&text).map_err(|_| unreadable())
}
