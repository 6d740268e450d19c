//! A new key, in the tables of sessions: everything sealed anew, and whoever is in them renamed.
//!
//! Opens everything, and changes nothing that is in the clear but whose it is.

use rusqlite::{Connection, params};

use super::StoreFault;
use super::connection::fault;
use super::journal::{open_line, seal_line};
use super::rows::unreadable;
use super::seal::{MemberKey, Place, Sealer};
use super::seats::{open_seat, seal_seat};
use super::sessions::{open_lead, session_id};
use crate::domain::SessionId;

/// What somebody said of how they feel, as it stands in their row.
pub(super) struct CheckInRow {
    session: i64,
    said_day: i64,
    sealed: Vec<u8>,
}

/// Seals all that stands beside sessions anew.
pub(super) fn sessions(
    connection: &Connection,
    from: &Sealer,
    to: &Sealer,
) -> Result<(), StoreFault> {
    leads(connection, from, to)?;
    seats(connection, from, to)?;
    lines(connection, from, to)
}

fn leads(connection: &Connection, from: &Sealer, to: &Sealer) -> Result<(), StoreFault> {
    let sql = "SELECT session_id FROM session";
    let mut statement = connection.prepare(sql).map_err(fault)?;
    let read = statement.query_map([], |row| row.get(0));
    let rows: Vec<i64> = read.and_then(Iterator::collect).map_err(fault)?;
    for row in rows {
        let sql = "SELECT lead_sealed FROM session WHERE session_id = ?1";
        let sealed = connection.query_row(sql, [row], |row| row.get::<_, Vec<u8>>(0));
        let place = Place::Lead(session_id(row));
        let sealed = sealed.map_err(fault)?;
        let lead = open_lead(from, session_id(row), &sealed)?;
        let anew = anew((from, None), (to, None), place, &sealed)?;
        let key = lead.user.map(|it| to.name(it).0);
        let sql = "UPDATE session SET lead_sealed = ?2, lead_key = ?3 WHERE session_id = ?1";
        let put = connection.execute(sql, params![row, anew, key]);
        put.map_err(fault)?;
    }
    Ok(())
}

fn seats(connection: &Connection, from: &Sealer, to: &Sealer) -> Result<(), StoreFault> {
    let sql = "SELECT session_id, member_key FROM seat";
    let mut statement = connection.prepare(sql).map_err(fault)?;
    // New names stand between the old, so all are read first.
    let read = statement.query_map([], |row| Ok((row.get(0)?, MemberKey(row.get(1)?))));
    let rows: Result<Vec<(i64, MemberKey)>, _> = read.and_then(Iterator::collect);
    for (row, old) in rows.map_err(fault)? {
        let sql = "SELECT sealed FROM seat WHERE session_id = ?1 AND member_key = ?2";
        let sealed = connection.query_row(sql, params![row, old.0], |row| row.get(0));
        let (session, sealed): (SessionId, Vec<u8>) = (session_id(row), sealed.map_err(fault)?);
        let seat = open_seat(from, session, &old, &sealed)?;
        let new = to.name(seat.user);
        let sealed = seal_seat(to, session, &new, &seat)?;
        let sql = "UPDATE seat SET member_key = ?3, sealed = ?4
                   WHERE session_id = ?1 AND member_key = ?2";
        let put = connection.execute(sql, params![row, old.0, new.0, sealed]);
        put.map_err(fault)?;
    }
    Ok(())
}

fn lines(connection: &Connection, from: &Sealer, to: &Sealer) -> Result<(), StoreFault> {
    let sql = "SELECT session_id, line_number FROM host_log";
    let mut statement = connection.prepare(sql).map_err(fault)?;
    let read = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    let rows: Result<Vec<(i64, u32)>, _> = read.and_then(Iterator::collect);
    for (row, number) in rows.map_err(fault)? {
        let sql = "SELECT member_key, sealed FROM host_log
                   WHERE session_id = ?1 AND line_number = ?2";
        let read = connection.query_row(sql, params![row, number], |row| {
            let key: Option<[u8; 32]> = row.get(0)?;
            Ok((key.map(MemberKey), row.get(1)?))
        });
        let (old, sealed): (_, Vec<u8>) = read.map_err(fault)?;
        let session = session_id(row);
        let done = open_line(from, session, number, old.as_ref(), &sealed)?;
        let new = done.who.map(|it| to.name(it));
        let sealed = seal_line(to, session, number, new.as_ref(), &done)?;
        let sql = "UPDATE host_log SET member_key = ?3, sealed = ?4
                   WHERE session_id = ?1 AND line_number = ?2";
        let put = connection.execute(sql, params![row, number, new.map(|it| it.0), sealed]);
        put.map_err(fault)?;
    }
    Ok(())
}

/// What a member said of how they feel. It goes with them when they are renamed.
pub(super) fn check_ins(
    connection: &Connection,
    key: &MemberKey,
) -> Result<Vec<CheckInRow>, StoreFault> {
    let sql = "SELECT session_id, said_day, sealed FROM check_in WHERE member_key = ?1";
    let mut statement = connection.prepare(sql).map_err(fault)?;
    let read = statement.query_map([key.0], |row| {
        Ok(CheckInRow {
            session: row.get(0)?,
            said_day: row.get(1)?,
            sealed: row.get(2)?,
        })
    });
    read.and_then(Iterator::collect).map_err(fault)
}

/// Puts what a member said back, under their new name.
pub(super) fn put_check_ins(
    connection: &Connection,
    (from, old): (&Sealer, &MemberKey),
    (to, new): (&Sealer, &MemberKey),
    check_ins: &[CheckInRow],
) -> Result<(), StoreFault> {
    for it in check_ins {
        let place = Place::CheckIn(session_id(it.session));
        let sealed = anew((from, Some(old)), (to, Some(new)), place, &it.sealed)?;
        connection
            .execute(
                "INSERT INTO check_in (member_key, session_id, said_day, sealed)
                 VALUES (?1, ?2, ?3, ?4)",
                params![new.0, it.session, it.said_day, sealed],
            )
            .map_err(fault)?;
    }
    Ok(())
}

/// The same, sealed for the same place with another key.
pub(super) fn anew(
    (from, old): (&Sealer, Option<&MemberKey>),
    (to, new): (&Sealer, Option<&MemberKey>),
    place: Place,
    sealed: &[u8],
) -> Result<Vec<u8>, StoreFault> {
    let opened = from.open(place, old, sealed).map_err(|_| unreadable())?;
    to.seal(place, new, &opened)
}
