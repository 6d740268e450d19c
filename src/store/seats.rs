//! Who is in a session, and what a host has to be answered by: sealed, and read back.
//!
//! All that is sealed of one kind is of one size, so that it does not tell who rolls from who watches.

use rusqlite::{OptionalExtension, params};
use secrecy::zeroize::Zeroizing;
use serde::{Deserialize, Serialize};

use super::StoreFault;
use super::connection::fault;
use super::facts::{name, named};
use super::rows::{Rows, unreadable};
use super::seal::{MemberKey, Place};
use super::sessions::row_id;
use crate::domain::{
    Language, Lead, RegionId, Seat, SeatPlace, Seats, SessionId, Stance, Timestamp, Token, UserId,
};

/// A seat as it is sealed.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenSeat {
    /// In which session, so that it opens in no other.
    session: u64,
    user: u64,
    stance: String,
    place: String,
    language: String,
    mention: bool,
    pub(super) token: Option<WrittenToken>,
    dms_closed: bool,
    sore: Vec<String>,
}

/// A token as it is sealed.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenToken {
    text: String,
    pub(super) until: Timestamp,
}

/// Who leads, as it is sealed.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenLead {
    session: u64,
    user: u64,
    pub(super) token: Option<WrittenToken>,
    language: String,
}

impl Rows<'_> {
    /// Everybody in a session, in the order in which they came. A seat that does not open is nobody's.
    pub(super) fn seats(&self, session: SessionId) -> Result<Seats, StoreFault> {
        let mut statement = self
            .connection
            .prepare_cached(
                "SELECT member_key, attended_seconds, sealed FROM seat
                 WHERE session_id = ?1 ORDER BY seat_number",
            )
            .map_err(fault)?;
        let read = statement.query_map([row_id(session)], |row| {
            Ok((MemberKey(row.get(0)?), row.get(1)?, row.get(2)?))
        });
        let read: Vec<(MemberKey, u32, Vec<u8>)> =
            read.and_then(Iterator::collect).map_err(fault)?;
        let mut seats = Seats::default();
        let mut shut = 0;
        for (key, attended_seconds, sealed) in read {
            match self.open_seat(session, &key, &sealed, attended_seconds) {
                Ok(seat) => seats.0.push(seat),
                Err(_) => shut += 1,
            }
        }
        if shut != 0 {
            tracing::error!(shut, "seats of a session do not open");
        }
        Ok(seats)
    }

    fn open_seat(
        &self,
        session: SessionId,
        key: &MemberKey,
        sealed: &[u8],
        attended_seconds: u32,
    ) -> Result<Seat, StoreFault> {
        let opened = self.sealer.open(Place::Seat, Some(key), sealed);
        let text = opened.map_err(|_| unreadable())?;
        let written: WrittenSeat = serde_json::from_slice(&text).map_err(|_| unreadable())?;
        if written.session != session.get() {
            return Err(unreadable());
        }
        seat(written, attended_seconds).ok_or_else(unreadable)
    }

    /// This takes the place of somebody's seat, or is added behind the others. What they attended stays.
    pub(super) fn put_seat(&self, session: SessionId, seat: &Seat) -> Result<(), StoreFault> {
        let key = self.sealer.name(seat.user);
        let text = bytes(&written(session, seat));
        let sealed = self.sealer.seal(Place::Seat, Some(&key), &text)?;
        self.connection
            .execute(
                "INSERT INTO seat (session_id, member_key, seat_number, sealed)
                 VALUES (?1, ?2, (SELECT coalesce(max(seat_number), 0) + 1 FROM seat
                                  WHERE session_id = ?1), ?3)
                 ON CONFLICT (session_id, member_key) DO UPDATE SET sealed = excluded.sealed",
                params![row_id(session), key.0, sealed],
            )
            .map(|_| ())
            .map_err(fault)
    }

    pub(super) fn unseat(&self, session: SessionId, user: UserId) -> Result<(), StoreFault> {
        self.removed.set(true);
        let key = self.sealer.name(user);
        self.connection
            .execute(
                "DELETE FROM seat WHERE session_id = ?1 AND member_key = ?2",
                params![row_id(session), key.0],
            )
            .map(|_| ())
            .map_err(fault)
    }

    /// These were in the voice channel for so much longer, as far as they have a seat.
    pub(super) fn attend(
        &self,
        session: SessionId,
        users: &[UserId],
        seconds: u32,
    ) -> Result<(), StoreFault> {
        let sql = "UPDATE seat SET attended_seconds = attended_seconds + ?3
                   WHERE session_id = ?1 AND member_key = ?2";
        let mut statement = self.connection.prepare_cached(sql).map_err(fault)?;
        for user in users {
            let key = self.sealer.name(*user);
            statement
                .execute(params![row_id(session), key.0, seconds])
                .map_err(fault)?;
        }
        Ok(())
    }

    /// The sessions that are not over in which somebody has a seat.
    pub(super) fn checking(&self, user: UserId) -> Result<Vec<SessionId>, StoreFault> {
        let sql = "SELECT session_id FROM seat JOIN session USING (session_id)
                   WHERE member_key = ?1 AND ended_at IS NULL";
        let mut statement = self.connection.prepare_cached(sql).map_err(fault)?;
        let key = self.sealer.name(user);
        let read = statement.query_map([key.0], |row| {
            Ok(SessionId::new(row.get::<_, i64>(0)?.cast_unsigned()))
        });
        read.and_then(Iterator::collect).map_err(fault)
    }

    pub(super) fn seal_lead(&self, session: SessionId, lead: &Lead) -> Result<Vec<u8>, StoreFault> {
        // Taken apart, so that a new field does not compile before it is kept too.
        let Lead {
            user,
            token,
            language,
        } = lead;
        let text = bytes(&WrittenLead {
            session: session.get(),
            user: user.get(),
            token: token.as_ref().map(written_token),
            language: language.code().to_owned(),
        });
        self.sealer.seal(Place::Lead, None, &text)
    }

    pub(super) fn open_lead(&self, session: SessionId, sealed: &[u8]) -> Result<Lead, StoreFault> {
        let opened = self.sealer.open(Place::Lead, None, sealed);
        let text = opened.map_err(|_| unreadable())?;
        let it: WrittenLead = serde_json::from_slice(&text).map_err(|_| unreadable())?;
        if it.session != session.get() {
            return Err(unreadable());
        }
        Ok(Lead {
            user: UserId::new(it.user),
            token: it.token.map(token),
            language: language(&it.language).ok_or_else(unreadable)?,
        })
    }

    /// Takes the tokens out that are worth nothing by now, of seats and of those who lead. How many.
    pub(super) fn forget_tokens(&self, now: Timestamp) -> Result<usize, StoreFault> {
        let is_over = |it: &Option<WrittenToken>| it.as_ref().is_some_and(|it| it.until <= now);
        let mut forgotten = 0;
        // Of sessions that were over before, none is left.
        let sql = "SELECT session_id, member_key, sealed FROM seat JOIN session USING (session_id)
                   WHERE ended_at IS NULL OR ?1 < ended_at";
        let mut statement = self.connection.prepare_cached(sql).map_err(fault)?;
        let read = statement.query_map([recent(now)], |row| {
            Ok((row.get(0)?, MemberKey(row.get(1)?), row.get(2)?))
        });
        let seats: Vec<(i64, MemberKey, Vec<u8>)> =
            read.and_then(Iterator::collect).map_err(fault)?;
        for (session, key, sealed) in seats {
            let opened = self.sealer.open(Place::Seat, Some(&key), &sealed).ok();
            let seat = opened.and_then(|it| serde_json::from_slice::<WrittenSeat>(&it).ok());
            let Some(mut seat) = seat.filter(|it| is_over(&it.token)) else {
                continue;
            };
            seat.token = None;
            let sealed = self.sealer.seal(Place::Seat, Some(&key), &bytes(&seat))?;
            let sql = "UPDATE seat SET sealed = ?3 WHERE session_id = ?1 AND member_key = ?2";
            let put = self
                .connection
                .execute(sql, params![session, key.0, sealed]);
            put.map_err(fault)?;
            forgotten += 1;
        }
        let sql = "SELECT session_id, lead_sealed FROM session
                   WHERE ended_at IS NULL OR ?1 < ended_at";
        let mut statement = self.connection.prepare_cached(sql).map_err(fault)?;
        let read = statement.query_map([recent(now)], |row| Ok((row.get(0)?, row.get(1)?)));
        let leads: Vec<(i64, Vec<u8>)> = read.and_then(Iterator::collect).map_err(fault)?;
        for (session, sealed) in leads {
            let opened = self.sealer.open(Place::Lead, None, &sealed).ok();
            let lead = opened.and_then(|it| serde_json::from_slice::<WrittenLead>(&it).ok());
            let Some(mut lead) = lead.filter(|it| is_over(&it.token)) else {
                continue;
            };
            lead.token = None;
            let sealed = self.sealer.seal(Place::Lead, None, &bytes(&lead))?;
            let sql = "UPDATE session SET lead_sealed = ?2 WHERE session_id = ?1";
            let put = self.connection.execute(sql, params![session, sealed]);
            put.map_err(fault)?;
            forgotten += 1;
        }
        if forgotten != 0 {
            self.removed.set(true);
        }
        Ok(forgotten)
    }

    /// What somebody once had in the log is nobody's from now on.
    pub(super) fn forget_in_sessions(&self, key: &MemberKey) -> Result<(), StoreFault> {
        for sql in [
            "DELETE FROM seat WHERE member_key = ?1",
            "UPDATE host_log SET member_key = NULL, who_sealed = NULL WHERE member_key = ?1",
        ] {
            self.connection.execute(sql, [key.0]).map_err(fault)?;
        }
        Ok(())
    }

    /// One row, where there is one.
    pub(super) fn one<T>(
        &self,
        sql: &str,
        params: impl rusqlite::Params,
        read: impl FnOnce(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, StoreFault> {
        let mut statement = self.connection.prepare_cached(sql).map_err(fault)?;
        statement.query_row(params, read).optional().map_err(fault)
    }
}

/// A session that was over two days ago has no token left that anybody looked for since.
fn recent(now: Timestamp) -> i64 {
    (now - chrono::TimeDelta::days(2)).timestamp_millis()
}

pub(super) fn bytes<T: Serialize>(it: &T) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(serde_json::to_vec(it).expect("texts, numbers and times can be written"))
}

fn written(session: SessionId, it: &Seat) -> WrittenSeat {
    // Taken apart, so that a new field does not compile before it is kept too.
    let Seat {
        user,
        stance,
        place,
        language,
        mention,
        token,
        dms_closed,
        attended_seconds: _,
        sore,
    } = it;
    WrittenSeat {
        session: session.get(),
        user: user.get(),
        stance: name(Stance::ALL, *stance).to_owned(),
        place: name(SeatPlace::ALL, *place).to_owned(),
        language: language.code().to_owned(),
        mention: *mention,
        token: token.as_ref().map(written_token),
        dms_closed: *dms_closed,
        sore: sore.iter().map(ToString::to_string).collect(),
    }
}

fn seat(it: WrittenSeat, attended_seconds: u32) -> Option<Seat> {
    Some(Seat {
        user: UserId::new(it.user),
        stance: named(Stance::ALL, &it.stance)?,
        place: named(SeatPlace::ALL, &it.place)?,
        language: language(&it.language)?,
        mention: it.mention,
        token: it.token.map(token),
        dms_closed: it.dms_closed,
        attended_seconds,
        sore: it.sore.into_iter().map(RegionId::new).collect(),
    })
}

fn written_token(it: &Token) -> WrittenToken {
    WrittenToken {
        text: it.text.clone(),
        until: it.until,
    }
}

fn token(it: WrittenToken) -> Token {
    Token {
        text: it.text,
        until: it.until,
    }
}

pub(super) fn language(code: &str) -> Option<Language> {
    let found = Language::ALL.iter().find(|it| it.code() == code);
    found.copied()
}
