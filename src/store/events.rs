//! What is asked of the table of Discord's own events: what they are there, and what they are to be.
//!
//! Whoever is interested in one stands at Discord, and nowhere here.

use rusqlite::{Params, Row, params};

use super::StoreFault;
use super::connection::fault;
use super::rows::{Rows, millis, moment};
use super::series::{local, local_row, series_row};
use super::servers::row_id;
use super::sessions::{session_id, session_row};
use super::slip::{self, name, named};
use crate::domain::{
    EventFault, EventId, EventState, NativeEvent, RoomId, RoutineId, SeriesId, ServerId, SessionId,
    Timestamp,
};

const COLUMNS: &str = "session_id, series_id, local, server_id, room_id, language, routine_id, at,
    wants, event_id, state, is_stale, fault";

impl Rows<'_> {
    /// An event is like this from now on. What has to be done about it is due at once; one about which
    /// nothing will ever be done again is not kept.
    pub(super) fn put_event(&self, now: Timestamp, it: &NativeEvent) -> Result<(), StoreFault> {
        if it.is_settled() {
            return self.drop_event(it.session);
        }
        // Taken apart, so that a new field does not compile before it is kept too.
        let NativeEvent {
            session,
            series,
            local,
            server,
            room,
            language,
            routine,
            at,
            wants,
            is,
            is_stale,
            fault: why,
        } = it;
        let state = is.map(|(_, it)| named_state(it)).transpose()?;
        let why = why.map(|it| name(EventFault::ALL, &it).map_err(|_| unwritten_event()));
        self.execute(
            "INSERT OR REPLACE INTO native_event (session_id, series_id, local, server_id, room_id,
             language, routine_id, at, wants, event_id, state, is_stale, fault, try_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
            params![
                session_row(*session),
                series_row(*series),
                local_row(*local),
                row_id(*server),
                room.get().cast_signed(),
                language.code(),
                routine.as_str(),
                millis(*at),
                named_state(*wants)?,
                is.map(|(event, _)| event.get().cast_signed()),
                state,
                is_stale,
                why.transpose()?,
                it.has_work().then(|| millis(now)),
            ],
        )
        .map(|_| ())
        .map_err(fault)
    }

    /// The event of a session is to be in this state; nothing where there is none.
    pub(super) fn want_event(
        &self,
        now: Timestamp,
        session: SessionId,
        wants: EventState,
    ) -> Result<(), StoreFault> {
        match self.event_of(session)? {
            Some(event) => self.put_event(now, &NativeEvent { wants, ..event }),
            None => Ok(()),
        }
    }

    /// Nothing is known of the event of a session any more.
    pub(super) fn drop_event(&self, session: SessionId) -> Result<(), StoreFault> {
        let sql = "DELETE FROM native_event WHERE session_id = ?1";
        let dropped = self.execute(sql, [session_row(session)]);
        dropped.map(|_| ()).map_err(fault)
    }

    /// Something is done about the event of a session then, and not before.
    pub(super) fn try_event(&self, session: SessionId, at: Timestamp) -> Result<(), StoreFault> {
        let sql = "UPDATE native_event SET try_at = ?2 WHERE session_id = ?1";
        let put = self.execute(sql, [session_row(session), millis(at)]);
        put.map(|_| ()).map_err(fault)
    }

    /// The event of a session.
    pub(super) fn event_of(&self, session: SessionId) -> Result<Option<NativeEvent>, StoreFault> {
        let found = self.events("session_id = ?1", [session_row(session)])?;
        Ok(found.into_iter().next())
    }

    /// The event that Discord calls so.
    pub(super) fn event_called(&self, event: EventId) -> Result<Option<NativeEvent>, StoreFault> {
        let found = self.events("event_id = ?1", [event.get().cast_signed()])?;
        Ok(found.into_iter().next())
    }

    /// The events in a server. One that does not read is left out.
    pub(super) fn events_in(&self, server: ServerId) -> Result<Vec<NativeEvent>, StoreFault> {
        self.events("server_id = ?1 ORDER BY at, session_id", [row_id(server)])
    }

    /// The events about which something is to be done by now, the earliest first. One that does not read is
    /// dropped: it would be due for ever.
    pub(super) fn due_events(
        &self,
        now: Timestamp,
        limit: usize,
    ) -> Result<Vec<NativeEvent>, StoreFault> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let which = "try_at <= ?1 ORDER BY try_at, session_id LIMIT ?2";
        let (due, unread) = self.read_events(which, [millis(now), limit])?;
        unread.into_iter().try_for_each(|it| self.drop_event(it))?;
        Ok(due)
    }

    fn events(&self, which: &str, params: impl Params) -> Result<Vec<NativeEvent>, StoreFault> {
        self.read_events(which, params).map(|(events, _)| events)
    }

    /// These, and the sessions of those that do not read.
    fn read_events(
        &self,
        which: &str,
        params: impl Params,
    ) -> Result<(Vec<NativeEvent>, Vec<SessionId>), StoreFault> {
        let sql = format!("SELECT {COLUMNS} FROM native_event WHERE {which}");
        let mut statement = self.prepare(&sql).map_err(fault)?;
        let read = statement.query_map(params, |row| Ok((session_id(row.get(0)?), kept(row)?)));
        let read: Result<Vec<_>, _> = read.and_then(Iterator::collect);
        let (mut events, mut unread) = (Vec::new(), Vec::new());
        for (session, it) in read.map_err(fault)? {
            match it {
                Ok(event) => events.push(event),
                Err(fault) => {
                    tracing::error!(%fault, "an event does not read, and nothing is done about it");
                    unread.push(session);
                }
            }
        }
        Ok((events, unread))
    }

    /// Deletes what is known of events in servers that are gone. How many there were.
    pub(super) fn sweep_events(&self) -> Result<usize, StoreFault> {
        let sql = "DELETE FROM native_event WHERE series_id NOT IN (SELECT series_id FROM series)
                   AND server_id NOT IN (SELECT server_id FROM server)";
        self.execute(sql, []).map_err(fault)
    }
}

fn named_state(state: EventState) -> Result<&'static str, StoreFault> {
    name(EventState::ALL, &state).map_err(|_| unwritten_event())
}

fn unwritten_event() -> StoreFault {
    StoreFault::new("an event would not read back, so it is not kept")
}

fn unread_event() -> StoreFault {
    StoreFault::new("what is kept of an event does not read")
}

/// What SQLite has of a row; then whether that is an event.
fn kept(row: &Row<'_>) -> rusqlite::Result<Result<NativeEvent, StoreFault>> {
    let session = session_id(row.get(0)?);
    let series = SeriesId::new(row.get::<_, i64>(1)?.cast_unsigned());
    let (in_rule, at) = (row.get(2)?, row.get(7)?);
    let server = ServerId::new(row.get::<_, i64>(3)?.cast_unsigned());
    let room = RoomId::new(row.get::<_, i64>(4)?.cast_unsigned());
    let language: String = row.get(5)?;
    let routine = RoutineId::new(row.get::<_, String>(6)?);
    let (wants, event, state): (String, Option<i64>, Option<String>) =
        (row.get(8)?, row.get(9)?, row.get(10)?);
    let is_stale = row.get(11)?;
    let why: Option<String> = row.get(12)?;
    let read_state = |it: &str| named(EventState::ALL, it).map_err(|_| unread_event());
    let kept = || {
        let is = match (event, state) {
            (Some(event), Some(state)) => {
                Some((EventId::new(event.cast_unsigned()), read_state(&state)?))
            }
            _ => None,
        };
        let why = why.map(|it| named(EventFault::ALL, &it).map_err(|_| unread_event()));
        Ok(NativeEvent {
            session,
            series,
            local: local(in_rule)?,
            server,
            room,
            language: slip::language(&language).map_err(|_| unread_event())?,
            routine,
            at: moment(at)?,
            wants: read_state(&wants)?,
            is,
            is_stale,
            fault: why.transpose()?,
        })
    };
    Ok(kept())
}
