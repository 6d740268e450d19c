//! What is asked of the tables of what was done to a session, and of how somebody said that they feel.
//!
//! What was done stands sealed with who did it: that somebody stopped is a line like any other.

use rusqlite::params;

use super::StoreFault;
use super::connection::fault;
use super::rows::{Rows, day, millis, moment, unreadable};
use super::seal::{MemberKey, Place, Sealer};
use super::sessions::{session_id, session_row, unwritten};
use super::slip::{self, Done};
use crate::domain::{CheckIn, LogLine, SessionId, UserId};

/// How many lines of a log are given out, the last ones.
const LINES_MAX: i64 = 10;

impl Rows<'_> {
    /// Adds a line to a session's log.
    pub(super) fn note(&self, session: SessionId, line: &LogLine) -> Result<(), StoreFault> {
        self.has_session(session)?;
        let LogLine { at, who, did } = *line;
        let sql = "SELECT coalesce(max(line_number), 0) + 1 FROM host_log WHERE session_id = ?1";
        let read = self.query_row(sql, [session_row(session)], |row| row.get(0));
        let number: u32 = read.map_err(fault)?;
        let key = who.map(|it| self.sealer.name(it));
        let sealed = seal_line(
            self.sealer,
            session,
            number,
            key.as_ref(),
            &Done { did, who },
        )?;
        self.execute(
            "INSERT INTO host_log (session_id, line_number, done_at, member_key, sealed)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                session_row(session),
                number,
                millis(at),
                key.map(|it| it.0),
                sealed
            ],
        )
        .map(|_| ())
        .map_err(fault)
    }

    /// The last lines of a session's log, in order. One that does not open is passed over.
    pub(super) fn log(&self, session: SessionId) -> Result<Vec<LogLine>, StoreFault> {
        let mut statement = self
            .prepare(
                "SELECT line_number, done_at, member_key, sealed FROM host_log
                 WHERE session_id = ?1 ORDER BY line_number DESC LIMIT ?2",
            )
            .map_err(fault)?;
        let read = statement.query_map(params![session_row(session), LINES_MAX], |row| {
            let key: Option<[u8; 32]> = row.get(2)?;
            Ok((row.get(0)?, row.get(1)?, key.map(MemberKey), row.get(3)?))
        });
        let read: Result<Vec<(u32, i64, _, Vec<u8>)>, _> = read.and_then(Iterator::collect);
        let mut lines = Vec::new();
        let mut unreadable = 0_usize;
        for (number, at, key, sealed) in read.map_err(fault)?.into_iter().rev() {
            match open_line(self.sealer, session, number, key.as_ref(), &sealed) {
                Ok(Done { did, who }) => lines.push(LogLine {
                    at: moment(at)?,
                    who,
                    did,
                }),
                Err(_) => unreadable += 1,
            }
        }
        if unreadable != 0 {
            tracing::error!(unreadable, "some lines of a session's log do not open");
        }
        Ok(lines)
    }

    /// What they did stays in the logs, and who did it goes.
    pub(super) fn forget_in_logs(&self, key: &MemberKey) -> Result<(), StoreFault> {
        let mut statement = self
            .prepare("SELECT session_id, line_number, sealed FROM host_log WHERE member_key = ?1")
            .map_err(fault)?;
        let read = statement.query_map([key.0], |row| {
            Ok((session_id(row.get(0)?), row.get(1)?, row.get(2)?))
        });
        let lines: Result<Vec<(SessionId, u32, Vec<u8>)>, _> = read.and_then(Iterator::collect);
        for (session, number, sealed) in lines.map_err(fault)? {
            let place = params![session_row(session), number];
            let opened = open_line(self.sealer, session, number, Some(key), &sealed);
            let changed = match opened {
                Ok(done) => {
                    let done = Done { who: None, ..done };
                    let sealed = seal_line(self.sealer, session, number, None, &done)?;
                    self.execute(
                        "UPDATE host_log SET member_key = NULL, sealed = ?3
                         WHERE session_id = ?1 AND line_number = ?2",
                        params![session_row(session), number, sealed],
                    )
                }
                // Nobody reads what it was, and theirs goes in any case.
                Err(_) => self.execute(
                    "DELETE FROM host_log WHERE session_id = ?1 AND line_number = ?2",
                    place,
                ),
            };
            changed.map_err(fault)?;
        }
        Ok(())
    }

    /// Keeps how somebody said that they feel, in place of what they said of the same session before.
    pub(super) fn put_check_in(&self, user: UserId, it: &CheckIn) -> Result<(), StoreFault> {
        self.has_session(it.session)?;
        let key = self.sealer.name(user);
        let written = slip::write(it).map_err(|_| unwritten())?;
        let place = Place::CheckIn(it.session);
        let sealed = self.sealer.seal(place, Some(&key), &written)?;
        self.execute(
            "INSERT INTO check_in (member_key, session_id, said_day, sealed)
                 VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (member_key, session_id) DO UPDATE SET
                 said_day = excluded.said_day, sealed = excluded.sealed",
            params![key.0, session_row(it.session), day(it.at), sealed],
        )
        .map(|_| ())
        .map_err(fault)
    }

    /// How somebody said that they feel, in the order in which they said so.
    pub(super) fn check_ins(&self, user: UserId) -> Result<Vec<CheckIn>, StoreFault> {
        let key = self.sealer.name(user);
        let sql = "SELECT session_id, sealed FROM check_in WHERE member_key = ?1";
        let mut statement = self.prepare(sql).map_err(fault)?;
        let read = statement.query_map([key.0], |row| Ok((session_id(row.get(0)?), row.get(1)?)));
        let read: Result<Vec<(SessionId, Vec<u8>)>, _> = read.and_then(Iterator::collect);
        let read = read.map_err(fault)?.into_iter();
        let opened = read.map(|(session, sealed)| {
            let opened = self
                .sealer
                .open(Place::CheckIn(session), Some(&key), &sealed);
            slip::read(&opened.map_err(|_| unreadable())?).map_err(|_| unreadable())
        });
        let mut check_ins: Vec<CheckIn> = opened.collect::<Result<_, StoreFault>>()?;
        check_ins.sort_by_key(|it| (it.at, it.session));
        Ok(check_ins)
    }
}

/// Seals a line of a log for its row.
pub(super) fn seal_line(
    sealer: &Sealer,
    session: SessionId,
    number: u32,
    key: Option<&MemberKey>,
    done: &Done,
) -> Result<Vec<u8>, StoreFault> {
    let written = slip::write(done).map_err(|_| unwritten())?;
    sealer.seal(Place::LogLine(session, number), key, &written)
}

/// Opens a line of a log.
pub(super) fn open_line(
    sealer: &Sealer,
    session: SessionId,
    number: u32,
    key: Option<&MemberKey>,
    sealed: &[u8],
) -> Result<Done, StoreFault> {
    let opened = sealer.open(Place::LogLine(session, number), key, sealed);
    let text = opened.map_err(|_| unreadable())?;
    slip::read(&text).map_err(|_| unreadable())
}
