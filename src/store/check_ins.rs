//! What members say of themselves after sessions: sealed, and theirs alone.

use rusqlite::params;
use serde::{Deserialize, Serialize};

use super::StoreFault;
use super::connection::fault;
use super::facts::{name, named};
use super::rows::{Rows, day, unreadable};
use super::seal::Place;
use super::seats::bytes;
use super::sessions::row_id;
use crate::domain::{CheckIn, Feel, RoutineId, SessionId, Timestamp, UserId};

/// A check-in as it is sealed.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    session: u64,
    routine: String,
    at: Timestamp,
    feel: String,
    strength: Option<u8>,
}

impl Rows<'_> {
    /// What somebody said after a session takes the place of what they said before of the same one. A
    /// strength that was said stays where the new word has none.
    pub(super) fn put_check_in(&self, user: UserId, it: &CheckIn) -> Result<(), StoreFault> {
        // Taken apart, so that a new field does not compile before it is kept too.
        let CheckIn {
            session,
            routine,
            at,
            feel,
            strength,
        } = it;
        let key = self.sealer.name(user);
        let text = bytes(&Written {
            session: session.get(),
            routine: routine.to_string(),
            at: *at,
            feel: name(Feel::ALL, *feel).to_owned(),
            strength: *strength,
        });
        let sealed = self.sealer.seal(Place::CheckIn, Some(&key), &text)?;
        self.connection
            .execute(
                "INSERT INTO check_in (member_key, session_id, used_day, sealed)
                 VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (member_key, session_id) DO UPDATE SET
                 used_day = excluded.used_day, sealed = excluded.sealed",
                params![key.0, row_id(*session), day(*at), sealed],
            )
            .map(|_| ())
            .map_err(fault)
    }

    /// What somebody said after sessions, in the order of these.
    pub(super) fn check_ins(&self, user: UserId) -> Result<Vec<CheckIn>, StoreFault> {
        let key = self.sealer.name(user);
        let sql = "SELECT sealed FROM check_in WHERE member_key = ?1 ORDER BY session_id";
        let mut statement = self.connection.prepare_cached(sql).map_err(fault)?;
        let read = statement.query_map([key.0], |row| row.get(0));
        let sealed: Vec<Vec<u8>> = read.and_then(Iterator::collect).map_err(fault)?;
        let check_ins = sealed.iter().map(|sealed| {
            let opened = self.sealer.open(Place::CheckIn, Some(&key), sealed).ok()?;
            let it: Written = serde_json::from_slice(&opened).ok()?;
            Some(CheckIn {
                session: SessionId::new(it.session),
                routine: RoutineId::new(it.routine),
                at: it.at,
                feel: named(Feel::ALL, &it.feel)?,
                strength: it.strength,
            })
        });
        check_ins.collect::<Option<_>>().ok_or_else(unreadable)
    }
}
