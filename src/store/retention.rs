//! What of sessions has had its time: what somebody was answered by, what was not sent in time, and
//! sessions that were over long ago.
//!
//! Looks at a few at once, so that nobody waits for it.

use chrono::TimeDelta;
use rusqlite::params;

use super::StoreFault;
use super::connection::fault;
use super::rows::{Rows, millis};
use super::seats::{open_seat, seal_seat};
use super::sessions::session_row;
use crate::domain::{Lead, Seat, SessionId, Timestamp, Token};

/// For how long a session that is over is kept, with everything in it (PRODUCT, what gets stored).
const OVER_KEPT: TimeDelta = TimeDelta::days(90);
/// For how long what was worth nothing any more is kept, for whoever is sending it.
const PARCEL_KEPT: TimeDelta = TimeDelta::hours(1);
/// How many sessions are looked at in one go, so that nobody waits for a sweep.
const SWEPT_MAX: usize = 10;

/// How far a look at sessions has come.
#[derive(Debug)]
pub(super) struct Looked {
    /// How many things were taken out.
    pub(super) taken: usize,
    /// From which row to go on, as long as there are more.
    pub(super) next: Option<i64>,
}

impl Rows<'_> {
    /// Takes the tokens that have run out of the next sessions, from this row on. What they stood in stays
    /// as long as it was.
    pub(super) fn forget_tokens(&self, now: Timestamp, from: i64) -> Result<Looked, StoreFault> {
        let limit = i64::try_from(SWEPT_MAX).expect("a small number");
        let sessions = self.session_ids(
            "SELECT session_id FROM session WHERE has_tokens = 1 AND ?1 <= session_id
             ORDER BY session_id LIMIT ?2",
            [from, limit],
        )?;
        let mut taken = 0;
        for session in &sessions {
            let (lead, is_led) = self.forget_tokens_of_lead(now, *session)?;
            let (seats, is_sat) = self.forget_tokens_of_seats(now, *session)?;
            taken += lead + seats;
            if !is_led && !is_sat {
                let sql = "UPDATE session SET has_tokens = 0 WHERE session_id = ?1";
                let done = self.connection.execute(sql, [session_row(*session)]);
                done.map_err(fault)?;
            }
        }
        let last = sessions.last().filter(|_| sessions.len() == SWEPT_MAX);
        Ok(Looked {
            taken,
            next: last.and_then(|it| session_row(*it).checked_add(1)),
        })
    }

    /// How many were taken out, and whether one is left.
    fn forget_tokens_of_lead(
        &self,
        now: Timestamp,
        session: SessionId,
    ) -> Result<(usize, bool), StoreFault> {
        let sql = "SELECT lead_sealed FROM session WHERE session_id = ?1";
        let read = (self.connection).query_row(sql, [session_row(session)], |row| row.get(0));
        let sealed: Vec<u8> = read.map_err(fault)?;
        match self.open_lead(session, &sealed) {
            Ok(lead) if has_run_out(lead.token.as_ref(), now) => {
                let lead = Lead {
                    token: None,
                    ..lead
                };
                let sql = "UPDATE session SET lead_sealed = ?2 WHERE session_id = ?1";
                let sealed = self.seal_lead(session, &lead)?;
                let put = (self.connection).execute(sql, params![session_row(session), sealed]);
                put.map_err(fault)?;
                Ok((1, false))
            }
            Ok(lead) => Ok((0, lead.token.is_some())),
            // Nobody reads it, token or not.
            Err(_) => Ok((0, false)),
        }
    }

    /// How many were taken out, and whether any is left.
    fn forget_tokens_of_seats(
        &self,
        now: Timestamp,
        session: SessionId,
    ) -> Result<(usize, bool), StoreFault> {
        let (mut taken, mut is_left) = (0, false);
        for (key, _, sealed) in self.seat_rows(session)? {
            let Ok(seat) = open_seat(self.sealer, session, &key, &sealed) else {
                continue;
            };
            if !has_run_out(seat.token.as_ref(), now) {
                is_left |= seat.token.is_some();
                continue;
            }
            let seat = Seat {
                token: None,
                ..seat
            };
            let sealed = seal_seat(self.sealer, session, &key, &seat)?;
            let sql = "UPDATE seat SET sealed = ?3 WHERE session_id = ?1 AND member_key = ?2";
            let row = params![session_row(session), key.0, sealed];
            self.connection.execute(sql, row).map_err(fault)?;
            taken += 1;
        }
        Ok((taken, is_left))
    }

    /// Deletes what was worth nothing any more an hour ago. How many there were.
    pub(super) fn sweep_parcels(&self, now: Timestamp) -> Result<usize, StoreFault> {
        let sql = "DELETE FROM parcel WHERE until_at <= ?1";
        let deleted = self.connection.execute(sql, [millis(now - PARCEL_KEPT)]);
        deleted.map_err(fault)
    }

    /// Deletes some of the sessions that were over 90 days ago, with everything in them, and what was said
    /// in them and is said in no other. How many there were; whether there may be more.
    pub(super) fn sweep_sessions(&self, now: Timestamp) -> Result<(usize, bool), StoreFault> {
        let limit = i64::try_from(SWEPT_MAX).expect("a small number");
        let sql = "DELETE FROM session WHERE session_id IN (SELECT session_id FROM session
                   WHERE ended_at <= ?1 ORDER BY ended_at LIMIT ?2)";
        let deleted = self
            .connection
            .execute(sql, [millis(now - OVER_KEPT), limit]);
        let deleted = deleted.map_err(fault)?;
        if deleted != 0 {
            self.removed.set(true);
        }
        let sql = "DELETE FROM timeline WHERE NOT EXISTS (SELECT 1 FROM session
                   WHERE session.timeline_key = timeline.timeline_key)";
        self.connection.execute(sql, []).map_err(fault)?;
        Ok((deleted, deleted == SWEPT_MAX))
    }
}

fn has_run_out(token: Option<&Token>, now: Timestamp) -> bool {
    token.is_some_and(|it| it.until <= now)
}
