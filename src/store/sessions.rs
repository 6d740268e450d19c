//! What is asked of the table of sessions: where each is, what is said in it, and what is due.
//!
//! Times are kept in milliseconds where they are looked for, and exactly where they are read back.

use std::sync::Arc;

use rusqlite::{Row, params};
use sha2::{Digest, Sha256};

use super::connection::fault;
use super::rows::Rows;
use super::{StoreFault, facts, score};
use crate::domain::{
    Gathering, Lead, Manner, MessageId, Phase, RoomId, RoutineId, ServerId, Session, SessionId,
    Shown, Timelines, Timestamp,
};

/// A row of a session, before what is sealed is opened.
struct SessionRow {
    id: SessionId,
    server: i64,
    room: i64,
    language: String,
    routine: String,
    plan: String,
    phase: String,
    manner: Manner,
    sent: u32,
    card: Option<(i64, i64)>,
    timeline_key: Vec<u8>,
    lead_sealed: Vec<u8>,
}

const COLUMNS: &str =
    "session_id, server_id, room_id, language, routine_id, plan, phase, read_aloud,
    tidy, sent, card_message_id, card_at, timeline_key, lead_sealed";

impl Rows<'_> {
    /// A session with everybody in it.
    pub(super) fn gathering(&self, session: SessionId) -> Result<Option<Gathering>, StoreFault> {
        let sql = format!("SELECT {COLUMNS} FROM session WHERE session_id = ?1");
        let row = self.one(&sql, [row_id(session)], session_row)?;
        row.map(|row| self.gathered(row)).transpose()
    }

    /// The sessions of a server that are not over, in the order in which they were opened.
    pub(super) fn gatherings(&self, server: ServerId) -> Result<Vec<Gathering>, StoreFault> {
        let sql = format!(
            "SELECT {COLUMNS} FROM session WHERE server_id = ?1 AND ended_at IS NULL
             ORDER BY session_id"
        );
        self.all_gathered(&sql, [server.get().cast_signed()])
    }

    /// The sessions that are due by now, the first of them first.
    pub(super) fn due(&self, now: Timestamp, limit: usize) -> Result<Vec<Gathering>, StoreFault> {
        let sql =
            format!("SELECT {COLUMNS} FROM session WHERE wake_at <= ?1 ORDER BY wake_at LIMIT ?2");
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.all_gathered(&sql, [now.timestamp_millis(), limit])
    }

    /// When a session is due next.
    pub(super) fn next_wake(&self) -> Result<Option<Timestamp>, StoreFault> {
        let sql = "SELECT wake_at FROM session WHERE wake_at IS NOT NULL ORDER BY wake_at LIMIT 1";
        let at = self.one(sql, [], |row| row.get::<_, i64>(0))?;
        Ok(at.and_then(Timestamp::from_timestamp_millis))
    }

    /// The session that is in a channel and not over.
    pub(super) fn session_in(&self, room: RoomId) -> Result<Option<SessionId>, StoreFault> {
        let sql = "SELECT session_id FROM session WHERE room_id = ?1 AND ended_at IS NULL";
        let id = self.one(sql, [room.get().cast_signed()], |row| row.get::<_, i64>(0))?;
        Ok(id.map(|it| SessionId::new(it.cast_unsigned())))
    }

    /// The sessions of these servers that are not over.
    pub(super) fn live_sessions_of(
        &self,
        servers: &[ServerId],
    ) -> Result<Vec<SessionId>, StoreFault> {
        let sql = "SELECT session_id FROM session WHERE server_id = ?1 AND ended_at IS NULL";
        let mut statement = self.connection.prepare_cached(sql).map_err(fault)?;
        let mut all = Vec::new();
        for server in servers {
            let read = statement.query_map([server.get().cast_signed()], |row| row.get(0));
            let ids: Vec<i64> = read.and_then(Iterator::collect).map_err(fault)?;
            all.extend(ids.into_iter().map(|it| SessionId::new(it.cast_unsigned())));
        }
        Ok(all)
    }

    fn all_gathered(
        &self,
        sql: &str,
        params: impl rusqlite::Params,
    ) -> Result<Vec<Gathering>, StoreFault> {
        let mut statement = self.connection.prepare_cached(sql).map_err(fault)?;
        let read = statement.query_map(params, session_row);
        let rows: Vec<SessionRow> = read.and_then(Iterator::collect).map_err(fault)?;
        rows.into_iter().map(|row| self.gathered(row)).collect()
    }

    fn gathered(&self, row: SessionRow) -> Result<Gathering, StoreFault> {
        let unread = || StoreFault::new("a session that is kept does not read back");
        let plan: Vec<u32> = serde_json::from_str(&row.plan).map_err(|_| unread())?;
        let session = Session {
            id: row.id,
            server: ServerId::new(row.server.cast_unsigned()),
            room: RoomId::new(row.room.cast_unsigned()),
            language: super::seats::language(&row.language).ok_or_else(unread)?,
            routine: RoutineId::new(row.routine),
            plan,
            phase: facts::read_phase(&row.phase).ok_or_else(unread)?,
        };
        let card = row.card.and_then(|(message, at)| {
            Some(Shown {
                message: MessageId::new(message.cast_unsigned()),
                at: Timestamp::from_timestamp_millis(at)?,
            })
        });
        Ok(Gathering {
            timelines: self.timelines(&row.timeline_key)?,
            manner: row.manner,
            seats: self.seats(row.id)?,
            lead: self.open_lead(row.id, &row.lead_sealed)?,
            log: self.log(row.id)?,
            sent: row.sent,
            card,
            session,
        })
    }

    /// What is said in a session. It never changes, so it is read once.
    fn timelines(&self, key: &[u8]) -> Result<Arc<Timelines>, StoreFault> {
        if let Some(known) = self.scores.get(key) {
            return Ok(known);
        }
        let sql = "SELECT written FROM timeline WHERE timeline_key = ?1";
        let written = self.one(sql, [key], |row| row.get::<_, String>(0))?;
        let read = written.and_then(|it| score::read(&it));
        let unread = || StoreFault::new("what is said in a session does not read back");
        let timelines = Arc::new(read.ok_or_else(unread)?);
        self.scores.keep(key, &timelines);
        Ok(timelines)
    }

    /// A session is there from now on. Its seats and its log are empty.
    pub(super) fn open_session(&self, it: &Gathering) -> Result<(), StoreFault> {
        // Taken apart, so that a new field does not compile before it is kept too.
        let Gathering {
            session,
            timelines,
            manner: Manner { read_aloud, tidy },
            seats: _,
            lead,
            log: _,
            sent,
            card: _,
        } = it;
        let written = score::write(timelines);
        let unread = || StoreFault::new("what is said would not read back, so it is not kept");
        let written = written.ok_or_else(unread)?;
        let key = Sha256::digest(written.as_bytes()).to_vec();
        self.connection
            .execute(
                "INSERT INTO timeline (timeline_key, written) VALUES (?1, ?2)
                 ON CONFLICT (timeline_key) DO NOTHING",
                params![key, written],
            )
            .map_err(fault)?;
        let Session {
            id,
            server,
            room,
            language,
            routine,
            plan,
            phase,
        } = session;
        self.connection
            .execute(
                "INSERT INTO session (session_id, server_id, room_id, language, routine_id, plan,
                     phase, wake_at, ended_at, read_aloud, tidy, sent, timeline_key, lead_sealed)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
                params![
                    row_id(*id),
                    server.get().cast_signed(),
                    room.get().cast_signed(),
                    language.code(),
                    routine.as_str(),
                    serde_json::to_string(plan).expect("numbers can be written"),
                    facts::phase(phase),
                    wake_at(session),
                    ended_at(phase),
                    read_aloud,
                    tidy,
                    sent,
                    key,
                    self.seal_lead(*id, lead)?,
                ],
            )
            .map(|_| ())
            .map_err(fault)
    }

    /// A session is in this phase from now on.
    pub(super) fn run_session(&self, it: &Session) -> Result<(), StoreFault> {
        let sql = "UPDATE session SET phase = ?2, wake_at = ?3, ended_at = ?4
                   WHERE session_id = ?1";
        let changed = self.connection.execute(
            sql,
            params![
                row_id(it.id),
                facts::phase(&it.phase),
                wake_at(it),
                ended_at(&it.phase)
            ],
        );
        known(changed.map_err(fault)?)
    }

    pub(super) fn put_lead(&self, session: SessionId, lead: &Lead) -> Result<(), StoreFault> {
        let sealed = self.seal_lead(session, lead)?;
        let sql = "UPDATE session SET lead_sealed = ?2 WHERE session_id = ?1";
        let changed = self
            .connection
            .execute(sql, params![row_id(session), sealed]);
        known(changed.map_err(fault)?)
    }

    /// A card stands in this message. A session that is gone meanwhile has none.
    pub(super) fn show(&self, session: SessionId, shown: Shown) -> Result<(), StoreFault> {
        let Shown { message, at } = shown;
        let sql = "UPDATE session SET card_message_id = ?2, card_at = ?3 WHERE session_id = ?1";
        let message = message.get().cast_signed();
        let params = params![row_id(session), message, at.timestamp_millis()];
        self.connection
            .execute(sql, params)
            .map(|_| ())
            .map_err(fault)
    }
}

fn session_row(row: &Row<'_>) -> rusqlite::Result<SessionRow> {
    let (message, at): (Option<i64>, Option<i64>) = (row.get(10)?, row.get(11)?);
    Ok(SessionRow {
        id: SessionId::new(row.get::<_, i64>(0)?.cast_unsigned()),
        server: row.get(1)?,
        room: row.get(2)?,
        language: row.get(3)?,
        routine: row.get(4)?,
        plan: row.get(5)?,
        phase: row.get(6)?,
        manner: Manner {
            read_aloud: row.get(7)?,
            tidy: row.get(8)?,
        },
        sent: row.get(9)?,
        card: message.zip(at),
        timeline_key: row.get(12)?,
        lead_sealed: row.get(13)?,
    })
}

/// A change of a session that is not there is a fault.
pub(super) fn known(changed: usize) -> Result<(), StoreFault> {
    match changed {
        0 => Err(StoreFault::new("there is no such session")),
        _ => Ok(()),
    }
}

/// When a session is to be woken, in whole milliseconds: never before it is due.
fn wake_at(session: &Session) -> Option<i64> {
    let at = session.next_deadline()?;
    let beyond = i64::from(at.timestamp_subsec_nanos() % 1_000_000 != 0);
    Some(at.timestamp_millis() + beyond)
}

fn ended_at(phase: &Phase) -> Option<i64> {
    match phase {
        Phase::Over { at, .. } => Some(at.timestamp_millis()),
        _ => None,
    }
}

/// SQLite counts with a sign; no bit is lost.
pub(super) fn row_id(session: SessionId) -> i64 {
    session.get().cast_signed()
}
