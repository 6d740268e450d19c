//! What sessions have yet to send, what they have said, and their logs.

use rusqlite::params;

use super::connection::fault;
use super::rows::{Rows, unreadable};
use super::seal::{MemberKey, Place};
use super::sessions::{known, row_id};
use super::{StoreFault, facts};
use crate::domain::{LogLine, MessageId, Parcel, RoomId, SessionId, Timestamp, UserId, What};

/// How many lines of the log come with a session.
const LOG_LINES_READ: i64 = 10;

/// A line of a log, before what is sealed is opened.
type Line = (i64, String, Option<MemberKey>, Option<Vec<u8>>);

impl Rows<'_> {
    /// A line is added to a session's log.
    pub(super) fn put_line(&self, session: SessionId, line: LogLine) -> Result<(), StoreFault> {
        let LogLine { at, who, did } = line;
        let key = who.map(|it| self.sealer.name(it));
        let who_sealed = match (who, &key) {
            (Some(user), Some(key)) => {
                let id = user.get().to_le_bytes();
                Some(self.sealer.seal(Place::Who, Some(key), &id)?)
            }
            _ => None,
        };
        self.connection
            .execute(
                "INSERT INTO host_log (session_id, line_number, logged_at, did, member_key, who_sealed)
                 VALUES (?1, (SELECT coalesce(max(line_number), 0) + 1 FROM host_log
                              WHERE session_id = ?1), ?2, ?3, ?4, ?5)",
                params![
                    row_id(session),
                    at.timestamp_millis(),
                    facts::did(did),
                    key.map(|it| it.0),
                    who_sealed
                ],
            )
            .map(|_| ())
            .map_err(fault)
    }

    /// The last lines of a session's log, in order.
    pub(super) fn log(&self, session: SessionId) -> Result<Vec<LogLine>, StoreFault> {
        let sql = "SELECT logged_at, did, member_key, who_sealed FROM host_log
                   WHERE session_id = ?1 ORDER BY line_number DESC LIMIT ?2";
        let mut statement = self.connection.prepare_cached(sql).map_err(fault)?;
        let read = statement.query_map(params![row_id(session), LOG_LINES_READ], |row| {
            let key: Option<[u8; 32]> = row.get(2)?;
            let sealed: Option<Vec<u8>> = row.get(3)?;
            Ok((row.get(0)?, row.get(1)?, key.map(MemberKey), sealed))
        });
        let read: Vec<Line> = read.and_then(Iterator::collect).map_err(fault)?;
        let lines = read.into_iter().rev().map(|(at, did, key, sealed)| {
            let who = key.zip(sealed);
            Some(LogLine {
                at: Timestamp::from_timestamp_millis(at)?,
                who: match who {
                    None => None,
                    Some((key, sealed)) => {
                        let opened = self.sealer.open(Place::Who, Some(&key), &sealed).ok()?;
                        let id = <[u8; 8]>::try_from(opened.as_slice()).ok()?;
                        Some(UserId::new(u64::from_le_bytes(id)))
                    }
                },
                did: facts::read_did(&did)?,
            })
        });
        lines.collect::<Option<_>>().ok_or_else(unreadable)
    }

    /// Something is to be sent. Of the cards of a session that were not sent, it is the only one left.
    pub(super) fn send(&self, parcel: &Parcel) -> Result<(), StoreFault> {
        // Taken apart, so that a new field does not compile before it is kept too.
        let Parcel {
            session,
            number,
            room,
            what,
            due,
            until,
        } = parcel;
        if *what == What::Card {
            let sql = "DELETE FROM parcel WHERE session_id = ?1 AND kind = ?2";
            let params = params![row_id(*session), facts::CARD];
            self.connection.execute(sql, params).map_err(fault)?;
        }
        let text = facts::what(*what);
        let kind = text.split(' ').next().unwrap_or_default().to_owned();
        self.connection
            .execute(
                "INSERT INTO parcel (session_id, parcel_number, room_id, kind, what, due_at, until_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                params![
                    row_id(*session),
                    number,
                    room.get().cast_signed(),
                    kind,
                    text,
                    due.timestamp_millis(),
                    until.timestamp_millis()
                ],
            )
            .map_err(fault)?;
        let sql = "UPDATE session SET sent = max(sent, ?2) WHERE session_id = ?1";
        let changed = self
            .connection
            .execute(sql, params![row_id(*session), number]);
        known(changed.map_err(fault)?)
    }

    /// A parcel needs to be sent no more.
    pub(super) fn settled(&self, parcel: &Parcel) -> Result<(), StoreFault> {
        let sql = "DELETE FROM parcel WHERE session_id = ?1 AND parcel_number = ?2";
        let params = params![row_id(parcel.session), parcel.number];
        self.connection
            .execute(sql, params)
            .map(|_| ())
            .map_err(fault)
    }

    /// Everything that has yet to be sent, what was due first first.
    pub(super) fn outbox(&self) -> Result<Vec<Parcel>, StoreFault> {
        let sql = "SELECT session_id, parcel_number, room_id, what, due_at, until_at FROM parcel
                   ORDER BY due_at, session_id, parcel_number";
        let mut statement = self.connection.prepare_cached(sql).map_err(fault)?;
        let read = statement.query_map([], |row| {
            let what: String = row.get(3)?;
            Ok((|| {
                Some(Parcel {
                    session: SessionId::new(row.get::<_, i64>(0).ok()?.cast_unsigned()),
                    number: row.get(1).ok()?,
                    room: RoomId::new(row.get::<_, i64>(2).ok()?.cast_unsigned()),
                    what: facts::read_what(&what)?,
                    due: Timestamp::from_timestamp_millis(row.get(4).ok()?)?,
                    until: Timestamp::from_timestamp_millis(row.get(5).ok()?)?,
                })
            })())
        });
        let read: Vec<Option<Parcel>> = read.and_then(Iterator::collect).map_err(fault)?;
        let unread = || StoreFault::new("what has yet to be sent does not read back");
        read.into_iter().collect::<Option<_>>().ok_or_else(unread)
    }

    /// A cue was said in this message. Where the session is gone meanwhile, nobody asks for it.
    pub(super) fn put_said(
        &self,
        session: SessionId,
        message: MessageId,
    ) -> Result<(), StoreFault> {
        let sql = "INSERT INTO said (session_id, message_id)
                   SELECT session_id, ?2 FROM session WHERE session_id = ?1
                   ON CONFLICT (session_id, message_id) DO NOTHING";
        let params = params![row_id(session), message.get().cast_signed()];
        self.connection
            .execute(sql, params)
            .map(|_| ())
            .map_err(fault)
    }

    /// The messages in which cues of a session were said.
    pub(super) fn said(&self, session: SessionId) -> Result<Vec<MessageId>, StoreFault> {
        let sql = "SELECT message_id FROM said WHERE session_id = ?1 ORDER BY message_id";
        let mut statement = self.connection.prepare_cached(sql).map_err(fault)?;
        let read = statement.query_map([row_id(session)], |row| {
            Ok(MessageId::new(row.get::<_, i64>(0)?.cast_unsigned()))
        });
        read.and_then(Iterator::collect).map_err(fault)
    }
}
