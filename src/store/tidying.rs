//! What of sessions is deleted once its time is over.

use rusqlite::params;

use super::StoreFault;
use super::connection::fault;
use super::rows::{Rows, UNUSED_DAYS_MAX, day};
use crate::domain::Timestamp;

/// How long a session is kept after its end, with all that belongs to it (PRODUCT, what gets stored).
const KEPT_DAYS: chrono::TimeDelta = chrono::TimeDelta::days(90);
/// How long something that nobody could send stays: nothing is worth sending so long after.
const UNSENT_KEPT: chrono::TimeDelta = chrono::TimeDelta::hours(1);
/// How many sessions are deleted in one go, so that nobody waits for a sweep.
const DELETED_MAX: i64 = 100;

impl Rows<'_> {
    /// Deletes sessions that were over long enough ago, what nobody says any more, what could not be sent,
    /// and what was said of sessions a year ago. How many of all there were.
    pub(super) fn sweep_sessions(&self, now: Timestamp) -> Result<usize, StoreFault> {
        let before = (now - KEPT_DAYS).timestamp_millis();
        let unsent = (now - UNSENT_KEPT).timestamp_millis();
        let year_ago = day(now) - UNUSED_DAYS_MAX;
        let deleted = [
            self.connection.execute(
                "DELETE FROM session WHERE session_id IN
                 (SELECT session_id FROM session WHERE ended_at <= ?1 LIMIT ?2)",
                params![before, DELETED_MAX],
            ),
            self.connection.execute(
                "DELETE FROM timeline WHERE NOT EXISTS
                 (SELECT 1 FROM session WHERE session.timeline_key = timeline.timeline_key)",
                [],
            ),
            self.connection
                .execute("DELETE FROM parcel WHERE until_at <= ?1", [unsent]),
            self.connection
                .execute("DELETE FROM check_in WHERE used_day <= ?1", [year_ago]),
        ];
        let deleted = deleted
            .into_iter()
            .sum::<Result<usize, _>>()
            .map_err(fault)?;
        if deleted != 0 {
            self.removed.set(true);
        }
        Ok(deleted)
    }
}
