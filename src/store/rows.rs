//! What is asked of the tables, in one transaction.
//!
//! Reads nothing that does not open, and writes nothing of a member in the clear but their key and the
//! day they were last heard of.

use std::cell::Cell;

use rusqlite::{CachedStatement, Connection, OptionalExtension, Params, Row, params};

use super::StoreFault;
use super::connection::fault;
use super::kept;
use super::seal::{MemberKey, Place, Sealer};
use super::sessions::{is_there, session_row, unread_session};
use super::slip::{self, Resting};
use super::timelines::Held;
use crate::domain::{Change, Clearance, Member, SessionId, Timestamp, UserId, Zone};

const SECONDS_A_DAY: i64 = 86_400;

/// The tables, and the keys to what stands in them.
pub(super) struct Rows<'a> {
    pub(super) connection: &'a Connection,
    pub(super) sealer: &'a Sealer,
    /// Whether something was deleted, which then has to leave the log too.
    pub(super) removed: &'a Cell<bool>,
    /// What is said in sessions, as far as it was read lately.
    pub(super) held: &'a Held,
}

impl<'a> Rows<'a> {
    pub(super) fn new(
        connection: &'a Connection,
        sealer: &'a Sealer,
        removed: &'a Cell<bool>,
        held: &'a Held,
    ) -> Self {
        Self {
            connection,
            sealer,
            removed,
            held,
        }
    }

    /// Changes rows. How many.
    pub(super) fn execute(&self, sql: &str, params: impl Params) -> rusqlite::Result<usize> {
        self.prepare(sql)?.execute(params)
    }

    /// Reads one row.
    pub(super) fn query_row<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<T> {
        self.prepare(sql)?.query_row(params, read)
    }

    /// A statement that was understood once, and is not parsed again while it is in use.
    pub(super) fn prepare(&self, sql: &str) -> rusqlite::Result<CachedStatement<'a>> {
        self.connection.prepare_cached(sql)
    }

    /// What is kept of somebody who was screened.
    pub(super) fn member(&self, user: UserId) -> Result<Option<Member>, StoreFault> {
        let key = self.sealer.name(user);
        let sealed = self.query_row(
            "SELECT user_sealed, dm_consent_sealed, resting_sealed, coalesce(sealed, x''), zone
             FROM member LEFT JOIN clearance USING (member_key) WHERE member_key = ?1",
            [key.0],
            |row| {
                let sealed = [row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?];
                Ok((sealed, row.get(4)?))
            },
        );
        let sealed: Option<([Vec<u8>; 4], Option<String>)> = sealed.optional().map_err(fault)?;
        let Some((
            [
                user_sealed,
                consent_sealed,
                resting_sealed,
                clearance_sealed,
            ],
            zone,
        )) = sealed
        else {
            return Ok(None);
        };
        if open_user(self.sealer, &key, &user_sealed)? != user {
            return Err(unreadable());
        }
        let dm_consent = open_consent(self.sealer, &key, &consent_sealed)?;
        let clearance = self.clearance(&key, &clearance_sealed)?;
        Ok(Some(Member {
            dm_consent,
            clearance,
            resting: open_resting(self.sealer, &key, &resting_sealed)?,
            // One that the database of zones has lost is asked for again.
            zone: zone.and_then(|it| Zone::named(&it)),
            reminders: self.reminders(&key)?,
        }))
    }

    /// Every change in order.
    pub(super) fn commit(&self, now: Timestamp, changes: &[Change]) -> Result<(), StoreFault> {
        for change in changes {
            match change {
                Change::Keep { user, member } => self.keep(now, *user, member)?,
                Change::Forget { user } => self.forget(&self.sealer.name(*user))?,
                Change::Settle { server, settings } => self.settle(*server, *settings)?,
                Change::Open(gathering) => self.open_session(gathering)?,
                Change::Run(session) => self.run_session(session)?,
                Change::Lead { session, lead } => self.lead(*session, lead)?,
                Change::Seat { session, seat } => self.seat(*session, seat)?,
                Change::Unseat { session, user } => self.unseat(*session, *user)?,
                Change::Log { session, line } => self.note(*session, line)?,
                Change::Send(parcel) => self.send(*parcel)?,
                Change::Settled(parcel) => self.settled(*parcel)?,
                Change::Show { session, shown } => self.show(*session, *shown)?,
                Change::Said { session, message } => self.put_said(*session, *message)?,
                Change::Unheard { session, unheard } => self.unheard(*session, *unheard)?,
                Change::Attend {
                    session,
                    users,
                    seconds,
                } => self.attend(*session, users, *seconds)?,
                Change::PutSeries(series) => self.put_series(series)?,
                Change::DropSeries(series) => self.drop_series(*series)?,
                Change::WakeSeries { series, at } => self.wake_series(*series, *at)?,
                Change::PutEvent(event) => self.put_event(now, event)?,
                Change::WantEvent { session, wants } => self.want_event(now, *session, *wants)?,
                Change::DropEvent(session) => self.drop_event(*session)?,
                Change::TryEvent { session, at } => self.try_event(*session, *at)?,
                Change::CheckIn { user, check_in } => self.put_check_in(*user, check_in)?,
                Change::Heard { user } => self.heard(now, *user)?,
                Change::Wish { user, reminders } => self.put_wish(*user, reminders)?,
                Change::Remind { user, reminder } => self.put_reminder(*user, *reminder)?,
                Change::RemindNoMore { user, occasion } => {
                    self.drop_reminders(*user, *occasion)?;
                }
                Change::Reminding {
                    reminder,
                    at,
                    again_at,
                } => self.reminding(*reminder, *at, *again_at)?,
                Change::RemindLater {
                    reminder,
                    at,
                    is_tried,
                } => self.remind_later(*reminder, *at, *is_tried)?,
                Change::RemindNot(reminder) => self.drop_reminder(*reminder)?,
                Change::Reminded {
                    reminder,
                    user,
                    sent,
                } => {
                    self.drop_reminder(*reminder)?;
                    self.put_reminded(*user, *sent)?;
                }
                Change::Drank { user, at } => self.put_drink(*user, *at)?,
                Change::ClosedSaid { user } => self.closed_said(*user)?,
            }
        }
        Ok(())
    }

    /// Whatever belongs to a session needs it to be there.
    pub(super) fn has_session(&self, session: SessionId) -> Result<(), StoreFault> {
        let sql = "SELECT session_id FROM session WHERE session_id = ?1";
        is_there(self.session_ids(sql, [session_row(session)])?.len())
    }

    fn keep(&self, now: Timestamp, user: UserId, member: &Member) -> Result<(), StoreFault> {
        // Taken apart, so that a new field does not compile before it is kept too.
        let Member {
            dm_consent,
            clearance,
            resting,
            zone,
            reminders,
        } = member;
        let key = self.sealer.name(user);
        let seal = |place, plain: &[u8]| self.sealer.seal(place, Some(&key), plain);
        let user_sealed = seal(Place::User, &user.get().to_le_bytes())?;
        let consent_sealed = seal(Place::DmConsent, &[u8::from(*dm_consent)])?;
        let resting_sealed = seal_resting(self.sealer, &key, resting)?;
        self.execute(
            "INSERT INTO member
                 (member_key, user_sealed, dm_consent_sealed, resting_sealed, used_day, zone)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (member_key) DO UPDATE SET user_sealed = excluded.user_sealed,
                 dm_consent_sealed = excluded.dm_consent_sealed,
                 resting_sealed = excluded.resting_sealed, used_day = excluded.used_day,
                 zone = excluded.zone",
            params![
                key.0,
                user_sealed,
                consent_sealed,
                resting_sealed,
                day(now),
                zone.map(Zone::name),
            ],
        )
        .map_err(fault)?;
        self.put_reminders(&key, reminders.as_ref())?;
        self.put_clearance(&key, clearance.as_ref())
    }

    /// Somebody is in use of what is kept of them, today.
    fn heard(&self, now: Timestamp, user: UserId) -> Result<(), StoreFault> {
        let sql = "UPDATE member SET used_day = ?2 WHERE member_key = ?1";
        let heard = self.execute(sql, params![self.sealer.name(user).0, day(now)]);
        heard.map(|_| ()).map_err(fault)
    }

    pub(super) fn put_clearance(
        &self,
        key: &MemberKey,
        it: Option<&Clearance>,
    ) -> Result<(), StoreFault> {
        let written = kept::write(it).map_err(|_| {
            StoreFault::new("this clearance would not read back, so it is not kept")
        })?;
        let sealed = self.sealer.seal(Place::Clearance, Some(key), &written)?;
        self.execute(
            "INSERT INTO clearance (member_key, sealed) VALUES (?1, ?2)
                 ON CONFLICT (member_key) DO UPDATE SET sealed = excluded.sealed",
            params![key.0, sealed],
        )
        .map(|_| ())
        .map_err(fault)
    }

    /// The clearance and what they said of how they feel go with their member.
    pub(super) fn forget(&self, key: &MemberKey) -> Result<(), StoreFault> {
        self.removed.set(true);
        self.forget_in_logs(key)?;
        self.forget_lead(key)?;
        self.execute("DELETE FROM seat WHERE member_key = ?1", [key.0])
            .map_err(fault)?;
        self.execute("DELETE FROM member WHERE member_key = ?1", [key.0])
            .map(|_| ())
            .map_err(fault)
    }

    pub(super) fn clearance(
        &self,
        key: &MemberKey,
        sealed: &[u8],
    ) -> Result<Option<Clearance>, StoreFault> {
        let opened = self.sealer.open(Place::Clearance, Some(key), sealed);
        let text = opened.map_err(|_| unreadable())?;
        kept::read(&text).map_err(|_| unreadable())
    }
}

/// Who a member is.
pub(super) fn open_user(
    sealer: &Sealer,
    key: &MemberKey,
    sealed: &[u8],
) -> Result<UserId, StoreFault> {
    let opened = sealer.open(Place::User, Some(key), sealed);
    let id = opened.map_err(|_| unreadable())?;
    let id = <[u8; 8]>::try_from(id.as_slice()).map_err(|_| unreadable())?;
    Ok(UserId::new(u64::from_le_bytes(id)))
}

fn open_consent(sealer: &Sealer, key: &MemberKey, sealed: &[u8]) -> Result<bool, StoreFault> {
    let opened = sealer.open(Place::DmConsent, Some(key), sealed);
    match opened.map_err(|_| unreadable())?.as_slice() {
        [0] => Ok(false),
        [1] => Ok(true),
        _ => Err(unreadable()),
    }
}

/// Seals which areas rest, or that none does, in the same size.
pub(super) fn seal_resting(
    sealer: &Sealer,
    key: &MemberKey,
    resting: &Resting,
) -> Result<Vec<u8>, StoreFault> {
    let written = slip::write(resting).map_err(|_| {
        StoreFault::new("these resting areas would not read back, so they are not kept")
    })?;
    sealer.seal(Place::Resting, Some(key), &written)
}

/// Which areas rest. Of members from before there was such a thing none does.
pub(super) fn open_resting(
    sealer: &Sealer,
    key: &MemberKey,
    sealed: &[u8],
) -> Result<Resting, StoreFault> {
    if sealed.is_empty() {
        return Ok(Resting::new());
    }
    let opened = sealer.open(Place::Resting, Some(key), sealed);
    slip::read(&opened.map_err(|_| unreadable())?).map_err(|_| unreadable())
}

/// The same for whatever does not open or read: which it was says nothing to anybody.
pub(super) fn unreadable() -> StoreFault {
    StoreFault::new("what is kept of a member does not open")
}

/// A moment in whole milliseconds since 1970; finer parts are cut off.
pub(super) fn millis(at: Timestamp) -> i64 {
    at.timestamp_millis()
}

/// The moment of that many milliseconds.
pub(super) fn moment(millis: i64) -> Result<Timestamp, StoreFault> {
    let moment = Timestamp::from_timestamp_millis(millis);
    moment.ok_or_else(unread_session)
}

/// The day of a moment, counted from 1970, in UTC.
pub(super) fn day(now: Timestamp) -> i64 {
    now.timestamp().div_euclid(SECONDS_A_DAY)
}
