//! Which sessions are meant: those of servers, the one in a channel, and those that are due.
//!
//! Only ids and times, all in the clear.

use rusqlite::Params;

use super::StoreFault;
use super::connection::fault;
use super::rows::{Rows, millis, moment};
use super::servers::row_id;
use super::sessions::{is_unread, session_id, session_row};
use crate::domain::{Gathering, RoomId, ServerId, SessionId, Timestamp};

impl Rows<'_> {
    /// The sessions of these servers that are not over, in the order in which they were opened.
    pub(super) fn sessions_of(&self, servers: &[ServerId]) -> Result<Vec<SessionId>, StoreFault> {
        let mut found = Vec::new();
        for server in servers {
            found.extend(self.session_ids(
                "SELECT session_id FROM session WHERE server_id = ?1 AND phase <> 'over'
                 ORDER BY opened_at, session_id",
                [row_id(*server)],
            )?);
        }
        Ok(found)
    }

    /// The servers in which a session is not over.
    pub(super) fn servers_with_sessions(&self) -> Result<Vec<ServerId>, StoreFault> {
        let sql = "SELECT DISTINCT server_id FROM session WHERE phase <> 'over'";
        let mut statement = self.prepare(sql).map_err(fault)?;
        let read = statement.query_map([], |row| {
            Ok(ServerId::new(row.get::<_, i64>(0)?.cast_unsigned()))
        });
        read.and_then(Iterator::collect).map_err(fault)
    }

    /// The session in a channel that is not over.
    pub(super) fn session_in(&self, room: RoomId) -> Result<Option<SessionId>, StoreFault> {
        let found = self.session_ids(
            "SELECT session_id FROM session WHERE room_id = ?1 AND phase <> 'over'",
            [room.get().cast_signed()],
        )?;
        Ok(found.first().copied())
    }

    /// The sessions that are to be woken by now, the earliest first. One that does not open is ended:
    /// nobody could lead it, and it would be due for ever.
    pub(super) fn due(&self, now: Timestamp, limit: usize) -> Result<Vec<Gathering>, StoreFault> {
        let sessions = self.session_ids(
            "SELECT session_id FROM session WHERE wake_at <= ?1
             ORDER BY wake_at, session_id LIMIT ?2",
            [millis(now), i64::try_from(limit).unwrap_or(i64::MAX)],
        )?;
        let mut due = Vec::new();
        for session in sessions {
            match self.gathering(session) {
                Ok(gathering) => due.extend(gathering),
                Err(fault) if is_unread(&fault) => {
                    tracing::error!(%fault, "a session does not open; it is ended");
                    self.give_up(now, session)?;
                }
                Err(fault) => return Err(fault),
            }
        }
        Ok(due)
    }

    fn give_up(&self, now: Timestamp, session: SessionId) -> Result<(), StoreFault> {
        self.execute(
            "UPDATE session SET phase = 'over', starts_at = NULL, anchor_at = NULL, cued = NULL,
                 elapsed = NULL, resume_by_at = NULL, held = NULL, ending = 'stopped',
                 ended_at = ?2, wake_at = NULL WHERE session_id = ?1",
            [session_row(session), millis(now)],
        )
        .map(|_| ())
        .map_err(fault)
    }

    /// When the next session or series is to be woken.
    pub(super) fn next_wake(&self) -> Result<Option<Timestamp>, StoreFault> {
        let sql = "SELECT min(wake_at) FROM session WHERE wake_at IS NOT NULL";
        let read = self.query_row(sql, [], |row| row.get(0));
        let wake: Option<i64> = read.map_err(fault)?;
        let session = wake.map(moment).transpose()?;
        let series = self.next_series()?;
        Ok(session.into_iter().chain(series).min())
    }

    /// The ids that a query comes to.
    pub(super) fn session_ids(
        &self,
        sql: &str,
        params: impl Params,
    ) -> Result<Vec<SessionId>, StoreFault> {
        let mut statement = self.prepare(sql).map_err(fault)?;
        let read = statement.query_map(params, |row| Ok(session_id(row.get(0)?)));
        read.and_then(Iterator::collect).map_err(fault)
    }
}
