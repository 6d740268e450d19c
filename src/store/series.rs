//! What is asked of the table of series: which there are in a server, and which are to be looked at when.
//!
//! All of it stands in the clear: nobody stands in it.

use std::collections::BTreeSet;

use chrono::NaiveDateTime;
use rusqlite::{OptionalExtension, Row, params};

use super::StoreFault;
use super::connection::fault;
use super::rows::{Rows, millis, moment};
use super::servers::row_id;
use super::slip;
use crate::domain::{
    Next, Occurrence, RoomId, RoutineId, Rule, Series, SeriesId, ServerId, Timestamp,
};

const COLUMNS: &str = "series_id, server_id, room_id, language, routine_id, rule, next_local,
    next_at, opens_at";

impl Rows<'_> {
    /// A series is like this from now on, and is looked at when its lobby opens.
    pub(super) fn put_series(&self, it: &Series) -> Result<(), StoreFault> {
        // Taken apart, so that a new field does not compile before it is kept too.
        let Series {
            id,
            server,
            room,
            language,
            routine,
            rule,
            cancelled,
            next,
        } = it;
        let Next {
            occurrence: Occurrence { at, local },
            opens_at,
        } = next;
        self.execute(
            "INSERT INTO series (series_id, server_id, room_id, language, routine_id, rule,
             next_local, next_at, opens_at, wake_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9)
             ON CONFLICT (series_id) DO UPDATE SET server_id = excluded.server_id,
             room_id = excluded.room_id, language = excluded.language,
             routine_id = excluded.routine_id, rule = excluded.rule,
             next_local = excluded.next_local, next_at = excluded.next_at,
             opens_at = excluded.opens_at, wake_at = excluded.wake_at",
            params![
                series_row(*id),
                row_id(*server),
                room.get().cast_signed(),
                language.code(),
                routine.as_str(),
                rule.text(),
                local_row(*local),
                millis(*at),
                millis(*opens_at),
            ],
        )
        .map_err(fault)?;
        let sql = "DELETE FROM cancelled WHERE series_id = ?1";
        self.execute(sql, [series_row(*id)]).map_err(fault)?;
        let sql = "INSERT INTO cancelled (series_id, local) VALUES (?1, ?2)";
        for local in cancelled {
            let row = [series_row(*id), local_row(*local)];
            self.execute(sql, row).map_err(fault)?;
        }
        Ok(())
    }

    /// A series is over. What is known of its events stays until Discord knows too.
    pub(super) fn drop_series(&self, series: SeriesId) -> Result<(), StoreFault> {
        let sql = "DELETE FROM series WHERE series_id = ?1";
        let dropped = self.execute(sql, [series_row(series)]);
        dropped.map(|_| ()).map_err(fault)
    }

    /// A series is looked at again then.
    pub(super) fn wake_series(&self, series: SeriesId, at: Timestamp) -> Result<(), StoreFault> {
        let sql = "UPDATE series SET wake_at = ?2 WHERE series_id = ?1";
        let woken = self.execute(sql, [series_row(series), millis(at)]);
        woken.map(|_| ()).map_err(fault)
    }

    /// A series; nothing where there is none of that id.
    pub(super) fn series(&self, series: SeriesId) -> Result<Option<Series>, StoreFault> {
        let sql = format!("SELECT {COLUMNS} FROM series WHERE series_id = ?1");
        let read = self.query_row(&sql, [series_row(series)], kept).optional();
        let Some(series) = read.map_err(fault)?.transpose()? else {
            return Ok(None);
        };
        self.with_cancelled(series).map(Some)
    }

    /// The series of a server, by when their next session is. One that does not read is left out.
    pub(super) fn series_of(&self, server: ServerId) -> Result<Vec<Series>, StoreFault> {
        let sql = format!(
            "SELECT {COLUMNS} FROM series WHERE server_id = ?1 ORDER BY next_at, series_id"
        );
        let mut statement = self.prepare(&sql).map_err(fault)?;
        let read = statement.query_map([row_id(server)], kept);
        let read: Result<Vec<_>, _> = read.and_then(Iterator::collect);
        let mut found = Vec::new();
        for it in read.map_err(fault)? {
            match it.and_then(|it| self.with_cancelled(it)) {
                Ok(series) => found.push(series),
                Err(fault) if fault == unread_series() => {
                    tracing::error!(%fault, "a series does not read, and is left out");
                }
                Err(fault) => return Err(fault),
            }
        }
        Ok(found)
    }

    /// The series that are to be looked at by now, the earliest first. One that does not read is dropped: it
    /// would be due for ever.
    pub(super) fn due_series(
        &self,
        now: Timestamp,
        limit: usize,
    ) -> Result<Vec<Series>, StoreFault> {
        let sql = "SELECT series_id FROM series WHERE wake_at <= ?1
                   ORDER BY wake_at, series_id LIMIT ?2";
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut statement = self.prepare(sql).map_err(fault)?;
        let read = statement.query_map([millis(now), limit], |row| {
            Ok(SeriesId::new(row.get::<_, i64>(0)?.cast_unsigned()))
        });
        let ids: Result<Vec<SeriesId>, _> = read.and_then(Iterator::collect);
        let mut due = Vec::new();
        for id in ids.map_err(fault)? {
            match self.series(id) {
                Ok(series) => due.extend(series),
                Err(fault) if fault == unread_series() => {
                    tracing::error!(%fault, "a series is dropped");
                    self.drop_series(id)?;
                }
                Err(fault) => return Err(fault),
            }
        }
        Ok(due)
    }

    /// When the next series is to be looked at.
    pub(super) fn next_series(&self) -> Result<Option<Timestamp>, StoreFault> {
        let sql = "SELECT min(wake_at) FROM series WHERE wake_at IS NOT NULL";
        let read = self.query_row(sql, [], |row| row.get(0));
        let wake: Option<i64> = read.map_err(fault)?;
        wake.map(moment).transpose()
    }

    /// The bot is not in this server: nothing opens there by itself.
    pub(super) fn pause_series(&self, server: ServerId) -> Result<(), StoreFault> {
        let sql = "UPDATE series SET wake_at = NULL WHERE server_id = ?1";
        let paused = self.execute(sql, [row_id(server)]);
        paused.map(|_| ()).map_err(fault)
    }

    /// The bot is in this server again, whatever was missed meanwhile.
    pub(super) fn resume_series(&self, server: ServerId) -> Result<(), StoreFault> {
        let sql = "UPDATE series SET wake_at = opens_at WHERE server_id = ?1 AND wake_at IS NULL";
        let resumed = self.execute(sql, [row_id(server)]);
        resumed.map(|_| ()).map_err(fault)
    }

    fn with_cancelled(&self, mut series: Series) -> Result<Series, StoreFault> {
        let sql = "SELECT local FROM cancelled WHERE series_id = ?1";
        let mut statement = self.prepare(sql).map_err(fault)?;
        let read = statement.query_map([series_row(series.id)], |row| row.get(0));
        let read: Result<Vec<i64>, _> = read.and_then(Iterator::collect);
        let cancelled = read.map_err(fault)?.into_iter().map(local);
        series.cancelled = cancelled.collect::<Result<BTreeSet<_>, _>>()?;
        Ok(series)
    }
}

/// What SQLite has of a row; then whether that is a series.
fn kept(row: &Row<'_>) -> rusqlite::Result<Result<Series, StoreFault>> {
    let id = SeriesId::new(row.get::<_, i64>(0)?.cast_unsigned());
    let server = ServerId::new(row.get::<_, i64>(1)?.cast_unsigned());
    let room = RoomId::new(row.get::<_, i64>(2)?.cast_unsigned());
    let (language, rule): (String, String) = (row.get(3)?, row.get(5)?);
    let routine = RoutineId::new(row.get::<_, String>(4)?);
    let (next_local, next_at, opens_at) = (row.get(6)?, row.get(7)?, row.get(8)?);
    let kept = || {
        Ok(Series {
            id,
            server,
            room,
            language: slip::language(&language).map_err(|_| unread_series())?,
            routine,
            rule: Rule::from_text(&rule).map_err(|_| unread_series())?,
            cancelled: BTreeSet::new(),
            next: Next {
                occurrence: Occurrence {
                    at: moment(next_at).map_err(|_| unread_series())?,
                    local: local(next_local)?,
                },
                opens_at: moment(opens_at).map_err(|_| unread_series())?,
            },
        })
    };
    Ok(kept())
}

/// What does not read is none of ours.
fn unread_series() -> StoreFault {
    StoreFault::new("what is kept of a series does not read")
}

/// SQLite counts with a sign; no bit is lost.
pub(super) fn series_row(series: SeriesId) -> i64 {
    series.get().cast_signed()
}

/// What a rule says, in whole seconds as if it were UTC.
pub(super) fn local_row(local: NaiveDateTime) -> i64 {
    local.and_utc().timestamp()
}

/// What a rule said.
pub(super) fn local(seconds: i64) -> Result<NaiveDateTime, StoreFault> {
    let at = Timestamp::from_timestamp(seconds, 0).ok_or_else(unread_series)?;
    Ok(at.naive_utc())
}
