//! Everything that is kept of somebody, from every table that names them.

use rusqlite::{OptionalExtension, Row};

use super::StoreFault;
use super::connection::fault;
use super::journal::open_line;
use super::rows::{Rows, moment, unreadable};
use super::seal::MemberKey;
use super::seats::open_seat;
use super::sessions::session_id;
use super::slip::{Done, named};
use crate::domain::{
    Holdings, LogLine, Occasion, OwnLead, OwnSeat, Reminder, RoomId, RoutineId, Seat, ServerId,
    SessionId, Timestamp, UserId,
};

impl Rows<'_> {
    /// Everything. What does not open is a fault: somebody who asks is not told less than there is.
    pub(super) fn holdings(&self, user: UserId) -> Result<Holdings, StoreFault> {
        let key = self.sealer.name(user);
        let sql = "SELECT used_day FROM member WHERE member_key = ?1";
        let used_day = self.query_row(sql, [key.0], |row| row.get(0)).optional();
        Ok(Holdings {
            user,
            member: self.member(user)?,
            used_day: used_day.map_err(fault)?,
            due: self.due_to(&key)?,
            diary: self.diary(user, Timestamp::UNIX_EPOCH)?,
            check_ins: self.check_ins(user)?,
            seats: self.seats_of(&key)?,
            led: self.led_by(&key)?,
            done: self.done_by(&key)?,
        })
    }

    fn due_to(&self, key: &MemberKey) -> Result<Vec<Reminder>, StoreFault> {
        let sql = "SELECT occasion, due_at, session_id FROM reminder
                   WHERE member_key = ?1 ORDER BY due_at, reminder_id";
        let mut statement = self.prepare(sql).map_err(fault)?;
        let read = statement.query_map([key.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
        let rows: Result<Vec<(String, i64, Option<i64>)>, _> = read.and_then(Iterator::collect);
        let due = rows
            .map_err(fault)?
            .into_iter()
            .map(|(occasion, at, session)| {
                Ok(Reminder {
                    occasion: named(Occasion::ALL, &occasion).map_err(|_| unreadable())?,
                    at: moment(at)?,
                    session: session.map(session_id),
                })
            });
        due.collect()
    }

    fn seats_of(&self, key: &MemberKey) -> Result<Vec<OwnSeat>, StoreFault> {
        let sql = "SELECT session_id, server_id, room_id, routine_id, opened_at, ended_at,
                   attended_seconds, sealed FROM seat JOIN session USING (session_id)
                   WHERE member_key = ?1 ORDER BY opened_at, session_id";
        let mut statement = self.prepare(sql).map_err(fault)?;
        let read = statement.query_map([key.0], SeatRow::read);
        let rows: Vec<SeatRow> = read.and_then(Iterator::collect).map_err(fault)?;
        let seats = rows.into_iter().map(|row| {
            let seat = open_seat(self.sealer, row.session, key, &row.sealed)?;
            Ok(OwnSeat {
                session: row.session,
                server: row.server,
                room: row.room,
                routine: row.routine,
                opened_at: moment(row.opened_at)?,
                ended_at: row.ended_at.map(moment).transpose()?,
                seat: Seat {
                    attended_seconds: row.attended_seconds,
                    ..seat
                },
            })
        });
        seats.collect()
    }

    fn led_by(&self, key: &MemberKey) -> Result<Vec<OwnLead>, StoreFault> {
        let sql = "SELECT session_id, lead_sealed FROM session
                   WHERE lead_key = ?1 ORDER BY opened_at, session_id";
        let mut statement = self.prepare(sql).map_err(fault)?;
        let read = statement.query_map([key.0], |row| Ok((session_id(row.get(0)?), row.get(1)?)));
        let rows: Result<Vec<(SessionId, Vec<u8>)>, _> = read.and_then(Iterator::collect);
        let led = rows.map_err(fault)?.into_iter().map(|(session, sealed)| {
            Ok(OwnLead {
                session,
                lead: self.open_lead(session, &sealed)?,
            })
        });
        led.collect()
    }

    fn done_by(&self, key: &MemberKey) -> Result<Vec<(SessionId, LogLine)>, StoreFault> {
        let sql = "SELECT session_id, line_number, done_at, sealed FROM host_log
                   WHERE member_key = ?1 ORDER BY done_at, session_id, line_number";
        let mut statement = self.prepare(sql).map_err(fault)?;
        let read = statement.query_map([key.0], |row| {
            Ok((
                session_id(row.get(0)?),
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
            ))
        });
        let rows: Result<Vec<DoneRow>, _> = read.and_then(Iterator::collect);
        let lines = rows
            .map_err(fault)?
            .into_iter()
            .map(|(session, number, at, sealed)| {
                let Done { did, who } =
                    open_line(self.sealer, session, number, Some(key), &sealed)?;
                Ok((
                    session,
                    LogLine {
                        at: moment(at)?,
                        who,
                        did,
                    },
                ))
            });
        lines.collect()
    }
}

/// A line of a log: of which session, its number, when it was, and what is sealed.
type DoneRow = (SessionId, u32, i64, Vec<u8>);

/// A seat with its session, as they stand there.
struct SeatRow {
    session: SessionId,
    server: ServerId,
    room: RoomId,
    routine: RoutineId,
    opened_at: i64,
    ended_at: Option<i64>,
    attended_seconds: u32,
    sealed: Vec<u8>,
}

impl SeatRow {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let number = |column| row.get(column).map(i64::cast_unsigned);
        Ok(Self {
            session: session_id(row.get(0)?),
            server: ServerId::new(number(1)?),
            room: RoomId::new(number(2)?),
            routine: RoutineId::new(&row.get::<_, String>(3)?),
            opened_at: row.get(4)?,
            ended_at: row.get(5)?,
            attended_seconds: row.get(6)?,
            sealed: row.get(7)?,
        })
    }
}
