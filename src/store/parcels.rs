//! What is asked of the tables of what has to be sent and of what was said.
//!
//! All of it stands in the clear: nothing in it says anything of anybody.

use rusqlite::{Row, params};

use super::StoreFault;
use super::connection::fault;
use super::phases::{count, counted, held, why};
use super::rows::{Rows, millis, moment};
use super::sessions::{is_there, session_id, session_row, unread_session};
use crate::domain::{Line, MessageId, Parcel, RoomId, SessionId, What};

const CUE: &str = "cue";
const WHISPERS: &str = "whispers";
const LINE_HELD: &str = "line_held";
const LINE_RESUMED: &str = "line_resumed";
const RECAP: &str = "recap";
const CARD: &str = "card";
const MOVED_UP: &str = "moved_up";
const HOST_NEWS: &str = "host_news";
const INVITE: &str = "invite";
const TIDY: &str = "tidy";

/// What is sent, as columns.
#[derive(Default)]
struct Columns {
    what: String,
    place: Option<i64>,
    missed: Option<i64>,
    held: Option<String>,
    until_at: Option<i64>,
}

impl Rows<'_> {
    /// Something is to be sent. Of cards that were not sent yet, the latest is the only one left.
    pub(super) fn send(&self, parcel: Parcel) -> Result<(), StoreFault> {
        let Parcel {
            session,
            number,
            room,
            what,
            due,
            until,
        } = parcel;
        // Where it goes is known by its session.
        let counted = self.execute(
            "UPDATE session SET sent = max(sent, ?3) WHERE session_id = ?1 AND room_id = ?2",
            params![session_row(session), room.get().cast_signed(), number],
        );
        is_there(counted.map_err(fault)?)?;
        if what == What::Card {
            let sql = "DELETE FROM parcel WHERE session_id = ?1 AND what = ?2";
            let deleted = self.execute(sql, params![session_row(session), CARD]);
            deleted.map_err(fault)?;
        }
        let columns = columns(what)?;
        self.execute(
            "INSERT INTO parcel (session_id, number, what, place, missed, held, line_until_at,
                 due_at, until_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                session_row(session),
                number,
                columns.what,
                columns.place,
                columns.missed,
                columns.held,
                columns.until_at,
                millis(due),
                millis(until),
            ],
        )
        .map(|_| ())
        .map_err(fault)
    }

    /// A parcel needs to be sent no more.
    pub(super) fn settled(&self, parcel: Parcel) -> Result<(), StoreFault> {
        self.execute(
            "DELETE FROM parcel WHERE session_id = ?1 AND number = ?2",
            params![session_row(parcel.session), parcel.number],
        )
        .map(|_| ())
        .map_err(fault)
    }

    /// All that has to be sent still, by when it was due.
    pub(super) fn outbox(&self) -> Result<Vec<Parcel>, StoreFault> {
        let mut statement = self
            .prepare(
                "SELECT session_id, number, room_id, what, place, missed, parcel.held,
                 line_until_at, due_at, until_at
                 FROM parcel JOIN session USING (session_id)
                 ORDER BY due_at, number, session_id",
            )
            .map_err(fault)?;
        let read = statement.query_map([], parcel);
        let read: Result<Vec<_>, _> = read.and_then(Iterator::collect);
        let (read, unread): (Vec<_>, Vec<_>) =
            read.map_err(fault)?.into_iter().partition(Result::is_ok);
        if !unread.is_empty() {
            let parcels = unread.len();
            tracing::error!(
                parcels,
                "what had to be sent does not read, and is not sent"
            );
        }
        read.into_iter().collect()
    }

    /// A cue was said in this message. Where the session is gone, nobody will delete it any more.
    pub(super) fn put_said(&self, session: SessionId, it: MessageId) -> Result<(), StoreFault> {
        self.execute(
            "INSERT INTO said (session_id, message_id)
                 SELECT session_id, ?2 FROM session WHERE session_id = ?1
                 ON CONFLICT (session_id, message_id) DO NOTHING",
            [session_row(session), it.get().cast_signed()],
        )
        .map(|_| ())
        .map_err(fault)
    }

    /// The messages in which cues were said.
    pub(super) fn said(&self, session: SessionId) -> Result<Vec<MessageId>, StoreFault> {
        let sql = "SELECT message_id FROM said WHERE session_id = ?1 ORDER BY message_id";
        let mut statement = self.prepare(sql).map_err(fault)?;
        let read = statement.query_map([session_row(session)], |row| {
            Ok(MessageId::new(row.get::<_, i64>(0)?.cast_unsigned()))
        });
        read.and_then(Iterator::collect).map_err(fault)
    }
}

fn columns(what: What) -> Result<Columns, StoreFault> {
    let called = |what: &str| Columns {
        what: what.to_owned(),
        ..Columns::default()
    };
    Ok(match what {
        What::Cue { place, missed } => Columns {
            place: Some(count(place)?),
            missed: Some(count(missed)?),
            ..called(CUE)
        },
        What::Whispers { place } => Columns {
            place: Some(count(place)?),
            ..called(WHISPERS)
        },
        What::Line(Line::Held { why, resume_by }) => Columns {
            held: Some(held(why)?),
            until_at: Some(millis(resume_by)),
            ..called(LINE_HELD)
        },
        What::Line(Line::Resumed { until }) => Columns {
            until_at: Some(millis(until)),
            ..called(LINE_RESUMED)
        },
        What::Recap => called(RECAP),
        What::Card => called(CARD),
        What::MovedUp => called(MOVED_UP),
        What::HostNews => called(HOST_NEWS),
        What::Invite => called(INVITE),
        What::Tidy => called(TIDY),
    })
}

/// What SQLite has of a row; then whether that is a parcel.
fn parcel(row: &Row<'_>) -> rusqlite::Result<Result<Parcel, StoreFault>> {
    let columns = Columns {
        what: row.get(3)?,
        place: row.get(4)?,
        missed: row.get(5)?,
        held: row.get(6)?,
        until_at: row.get(7)?,
    };
    let session = session_id(row.get(0)?);
    let number = row.get(1)?;
    let room = RoomId::new(row.get::<_, i64>(2)?.cast_unsigned());
    let (due, until) = (row.get(8)?, row.get(9)?);
    let parcel = || {
        Ok(Parcel {
            session,
            number,
            room,
            what: what(&columns)?,
            due: moment(due)?,
            until: moment(until)?,
        })
    };
    Ok(parcel())
}

fn what(columns: &Columns) -> Result<What, StoreFault> {
    let place = || counted(columns.place.ok_or_else(unread_session)?);
    let until = || moment(columns.until_at.ok_or_else(unread_session)?);
    match columns.what.as_str() {
        CUE => Ok(What::Cue {
            place: place()?,
            missed: counted(columns.missed.ok_or_else(unread_session)?)?,
        }),
        WHISPERS => Ok(What::Whispers { place: place()? }),
        LINE_HELD => Ok(What::Line(Line::Held {
            why: why(columns.held.as_deref().ok_or_else(unread_session)?)?,
            resume_by: until()?,
        })),
        LINE_RESUMED => Ok(What::Line(Line::Resumed { until: until()? })),
        RECAP => Ok(What::Recap),
        CARD => Ok(What::Card),
        MOVED_UP => Ok(What::MovedUp),
        HOST_NEWS => Ok(What::HostNews),
        INVITE => Ok(What::Invite),
        TIDY => Ok(What::Tidy),
        _ => Err(unread_session()),
    }
}
