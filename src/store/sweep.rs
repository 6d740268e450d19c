//! What of members has had its time: clearances and resting areas that have expired, members who were not
//! heard of for a year, and what they said of how they feel.
//!
//! Looks at a few at once, so that nobody waits for it. What it takes from somebody who stays leaves what is
//! kept of them as long as it was.

use rusqlite::params;

use super::StoreFault;
use super::connection::fault;
use super::rows::{Rows, day, open_resting, seal_resting};
use super::seal::MemberKey;
use crate::domain::Timestamp;

/// After how many days without a use somebody is forgotten (PRODUCT, what gets stored).
const UNUSED_DAYS_MAX: i64 = 365;
/// For how many days it is kept how somebody said that they feel (PRODUCT, what gets stored).
const CHECK_IN_DAYS_MAX: i64 = 365;
/// How many members are looked at in one go, so that nobody waits for a sweep.
const SWEPT_MAX: usize = 100;

/// How far a sweep has come.
#[derive(Debug)]
pub(super) struct Swept {
    /// What was deleted: clearances, areas that rest no more, and members with all of theirs.
    pub(super) deleted: usize,
    /// Members of whom something does not open.
    pub(super) unreadable: usize,
    /// Behind whom to go on, as long as there are more.
    pub(super) behind: Option<Vec<u8>>,
}

/// A member, as far as a sweep looks at one.
struct Looked {
    key: MemberKey,
    used_day: i64,
    clearance_sealed: Vec<u8>,
    resting_sealed: Vec<u8>,
}

impl Rows<'_> {
    /// Deletes what has expired and who was not heard of for a year, among the next members.
    ///
    /// An expired clearance is sealed anew as nothing, or as what outlives it, in the same size: were its row gone, the day beside
    /// it would tell how long it had lasted, and so what it was.
    pub(super) fn sweep(&self, now: Timestamp, behind: &[u8]) -> Result<Swept, StoreFault> {
        let members = self.members_behind(behind)?;
        let mut swept = Swept {
            deleted: 0,
            unreadable: 0,
            behind: None,
        };
        for it in &members {
            if it.used_day + UNUSED_DAYS_MAX <= day(now) {
                self.forget(&it.key)?;
                swept.deleted += 1;
                continue;
            }
            // Those behind it are not to stay because of one that does not open.
            let clearance = self.clearance(&it.key, &it.clearance_sealed);
            let resting = open_resting(self.sealer, &it.key, &it.resting_sealed);
            swept.unreadable += usize::from(clearance.is_err() || resting.is_err());
            if let Ok(Some(clearance)) = clearance
                && clearance.until <= now
            {
                let rest = (now < clearance.kept_until()).then(|| clearance.flag_alone());
                if rest.as_ref() != Some(&clearance) {
                    self.removed.set(true);
                    self.put_clearance(&it.key, rest.as_ref())?;
                    swept.deleted += 1;
                }
            }
            if let Ok(mut resting) = resting
                && resting.values().any(|until| *until <= now)
            {
                self.removed.set(true);
                resting.retain(|_, until| now < *until);
                let sealed = seal_resting(self.sealer, &it.key, &resting)?;
                let sql = "UPDATE member SET resting_sealed = ?2 WHERE member_key = ?1";
                let put = self.connection.execute(sql, params![it.key.0, sealed]);
                put.map_err(fault)?;
                swept.deleted += 1;
            }
        }
        if members.len() == SWEPT_MAX {
            swept.behind = members.last().map(|it| it.key.0.to_vec());
        }
        Ok(swept)
    }

    fn members_behind(&self, behind: &[u8]) -> Result<Vec<Looked>, StoreFault> {
        let mut statement = self
            .connection
            .prepare(
                "SELECT member_key, used_day, coalesce(sealed, x''), resting_sealed
                 FROM member LEFT JOIN clearance USING (member_key)
                 WHERE ?1 < member_key ORDER BY member_key LIMIT ?2",
            )
            .map_err(fault)?;
        let limit = i64::try_from(SWEPT_MAX).expect("a small number");
        let read = statement.query_map(params![behind, limit], |row| {
            Ok(Looked {
                key: MemberKey(row.get(0)?),
                used_day: row.get(1)?,
                clearance_sealed: row.get(2)?,
                resting_sealed: row.get(3)?,
            })
        });
        read.and_then(Iterator::collect).map_err(fault)
    }

    /// Deletes what was said a year ago of how somebody felt. How many there were.
    pub(super) fn sweep_check_ins(&self, now: Timestamp) -> Result<usize, StoreFault> {
        let sql = "DELETE FROM check_in WHERE said_day <= ?1";
        let deleted = self.connection.execute(sql, [day(now) - CHECK_IN_DAYS_MAX]);
        let deleted = deleted.map_err(fault)?;
        if deleted != 0 {
            self.removed.set(true);
        }
        Ok(deleted)
    }
}
