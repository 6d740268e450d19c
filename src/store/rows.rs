//! What is asked of the tables, in one transaction.
//!
//! Reads nothing that does not open, and writes nothing of a member in the clear but their key and the
//! day they were last heard of.

use std::cell::Cell;
use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::StoreFault;
use super::connection::fault;
use super::kept;
use super::scores::Scores;
use super::seal::{MemberKey, Place, Sealer};
use super::seats::bytes;
use crate::domain::{Change, Clearance, Member, RegionId, Timestamp, UserId};

/// After how many days without a use somebody is forgotten (PRODUCT, what gets stored).
pub(super) const UNUSED_DAYS_MAX: i64 = 365;
/// How many members are looked at in one go, so that nobody waits for a sweep.
const SWEPT_MAX: usize = 100;

const SECONDS_A_DAY: i64 = 86_400;

/// The tables, and the keys to what stands in them.
pub(super) struct Rows<'a> {
    pub(super) connection: &'a Connection,
    pub(super) sealer: &'a Sealer,
    /// Whether something was deleted, which then has to leave the log too.
    pub(super) removed: &'a Cell<bool>,
    /// What is said in sessions, as far as it was read before.
    pub(super) scores: &'a Scores,
}

/// What is in hand for every transaction.
pub(super) struct Hands<'a> {
    pub(super) sealer: &'a Sealer,
    pub(super) removed: &'a Cell<bool>,
    pub(super) scores: &'a Scores,
}

/// How far a sweep has come.
#[derive(Debug)]
pub(super) struct Swept {
    /// What was deleted: clearances, and members with all of theirs.
    pub(super) deleted: usize,
    /// Clearances that do not open.
    pub(super) unreadable: usize,
    /// Behind whom to go on, as long as there are more.
    pub(super) behind: Option<Vec<u8>>,
}

impl<'a> Rows<'a> {
    pub(super) fn new(connection: &'a Connection, hands: &Hands<'a>) -> Self {
        Self {
            connection,
            sealer: hands.sealer,
            removed: hands.removed,
            scores: hands.scores,
        }
    }

    /// What is kept of somebody who was screened.
    pub(super) fn member(&self, user: UserId) -> Result<Option<Member>, StoreFault> {
        let key = self.sealer.name(user);
        let sealed = self.connection.query_row(
            "SELECT user_sealed, dm_consent_sealed, coalesce(sealed, x''), resting_sealed
             FROM member LEFT JOIN clearance USING (member_key) WHERE member_key = ?1",
            [key.0],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
        );
        type Sealed = (Vec<u8>, Vec<u8>, Vec<u8>, Vec<u8>);
        let sealed: Option<Sealed> = sealed.optional().map_err(fault)?;
        let Some((user_sealed, consent_sealed, clearance_sealed, resting_sealed)) = sealed else {
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
                Change::Lead { session, lead } => self.put_lead(*session, lead)?,
                Change::Seat { session, seat } => self.put_seat(*session, seat)?,
                Change::Unseat { session, user } => self.unseat(*session, *user)?,
                Change::Log { session, line } => self.put_line(*session, *line)?,
                Change::Send(parcel) => self.send(parcel)?,
                Change::Settled(parcel) => self.settled(parcel)?,
                Change::Show { session, shown } => self.show(*session, *shown)?,
                Change::Said { session, message } => self.put_said(*session, *message)?,
                Change::Attend {
                    session,
                    users,
                    seconds,
                } => self.attend(*session, users, *seconds)?,
                Change::CheckIn { user, check_in } => self.put_check_in(*user, check_in)?,
            }
        }
        Ok(())
    }

    fn keep(&self, now: Timestamp, user: UserId, member: &Member) -> Result<(), StoreFault> {
        // Taken apart, so that a new field does not compile before it is kept too.
        let Member {
            dm_consent,
            clearance,
            resting,
        } = member;
        let key = self.sealer.name(user);
        let seal = |place, plain: &[u8]| self.sealer.seal(place, Some(&key), plain);
        let user_sealed = seal(Place::User, &user.get().to_le_bytes())?;
        let consent_sealed = seal(Place::DmConsent, &[u8::from(*dm_consent)])?;
        let resting: Vec<(&str, &Timestamp)> = resting
            .iter()
            .map(|(id, until)| (id.as_str(), until))
            .collect();
        let resting_sealed = seal(Place::Resting, &bytes(&resting))?;
        self.connection
            .execute(
                "INSERT INTO member (member_key, user_sealed, dm_consent_sealed, used_day,
                     resting_sealed)
                 VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (member_key) DO UPDATE SET user_sealed = excluded.user_sealed,
                 dm_consent_sealed = excluded.dm_consent_sealed, used_day = excluded.used_day,
                 resting_sealed = excluded.resting_sealed",
                params![key.0, user_sealed, consent_sealed, day(now), resting_sealed],
            )
            .map_err(fault)?;
        self.put_clearance(&key, clearance.as_ref())
    }

    fn put_clearance(&self, key: &MemberKey, it: Option<&Clearance>) -> Result<(), StoreFault> {
        let written = kept::write(it).map_err(|_| {
            StoreFault::new("this clearance would not read back, so it is not kept")
        })?;
        let sealed = self.sealer.seal(Place::Clearance, Some(key), &written)?;
        self.connection
            .execute(
                "INSERT INTO clearance (member_key, sealed) VALUES (?1, ?2)
                 ON CONFLICT (member_key) DO UPDATE SET sealed = excluded.sealed",
                params![key.0, sealed],
            )
            .map(|_| ())
            .map_err(fault)
    }

    /// The clearance goes with its member.
    fn forget(&self, key: &MemberKey) -> Result<(), StoreFault> {
        self.removed.set(true);
        self.forget_in_sessions(key)?;
        self.connection
            .execute("DELETE FROM member WHERE member_key = ?1", [key.0])
            .map(|_| ())
            .map_err(fault)
    }

    /// Deletes what has expired and who was not heard of for a year, among the next members.
    ///
    /// An expired clearance is sealed anew as nothing, in the same size: were its row gone, the day beside
    /// it would tell how long it had lasted, and so what it was.
    pub(super) fn sweep(&self, now: Timestamp, behind: &[u8]) -> Result<Swept, StoreFault> {
        let members = self.members_behind(behind)?;
        let mut swept = Swept {
            deleted: 0,
            unreadable: 0,
            behind: None,
        };
        for (key, used_day, sealed) in &members {
            if used_day + UNUSED_DAYS_MAX <= day(now) {
                self.forget(key)?;
                swept.deleted += 1;
                continue;
            }
            match self.clearance(key, sealed) {
                Ok(Some(it)) if it.until <= now => {
                    self.removed.set(true);
                    self.put_clearance(key, None)?;
                    swept.deleted += 1;
                }
                Ok(_) => {}
                // Those behind it are not to stay because of it.
                Err(_) => swept.unreadable += 1,
            }
        }
        if members.len() == SWEPT_MAX {
            swept.behind = members.last().map(|(key, ..)| key.0.to_vec());
        }
        Ok(swept)
    }

    fn members_behind(&self, behind: &[u8]) -> Result<Vec<(MemberKey, i64, Vec<u8>)>, StoreFault> {
        let mut statement = self
            .connection
            .prepare(
                "SELECT member_key, used_day, coalesce(sealed, x'')
                 FROM member LEFT JOIN clearance USING (member_key)
                 WHERE ?1 < member_key ORDER BY member_key LIMIT ?2",
            )
            .map_err(fault)?;
        let limit = i64::try_from(SWEPT_MAX).expect("a small number");
        let read = statement.query_map(params![behind, limit], |row| {
            Ok((MemberKey(row.get(0)?), row.get(1)?, row.get(2)?))
        });
        read.and_then(Iterator::collect).map_err(fault)
    }

    fn clearance(&self, key: &MemberKey, sealed: &[u8]) -> Result<Option<Clearance>, StoreFault> {
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

/// The areas that are off for today; none of whom nothing was written yet.
fn open_resting(
    sealer: &Sealer,
    key: &MemberKey,
    sealed: &[u8],
) -> Result<BTreeMap<RegionId, Timestamp>, StoreFault> {
    if sealed.is_empty() {
        return Ok(BTreeMap::new());
    }
    let opened = sealer.open(Place::Resting, Some(key), sealed);
    let text = opened.map_err(|_| unreadable())?;
    let resting: Vec<(String, Timestamp)> =
        serde_json::from_slice(&text).map_err(|_| unreadable())?;
    let resting = resting.into_iter();
    Ok(resting
        .map(|(id, until)| (RegionId::new(id), until))
        .collect())
}

fn open_consent(sealer: &Sealer, key: &MemberKey, sealed: &[u8]) -> Result<bool, StoreFault> {
    let opened = sealer.open(Place::DmConsent, Some(key), sealed);
    match opened.map_err(|_| unreadable())?.as_slice() {
        [0] => Ok(false),
        [1] => Ok(true),
        _ => Err(unreadable()),
    }
}

/// The same for whatever does not open or read: which it was says nothing to anybody.
pub(super) fn unreadable() -> StoreFault {
    StoreFault::new("what is kept of a member does not open")
}

/// The day of a moment, counted from 1970, in UTC.
pub(super) fn day(now: Timestamp) -> i64 {
    now.timestamp().div_euclid(SECONDS_A_DAY)
}
