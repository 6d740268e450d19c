//! A new key: everything sealed anew and every member renamed, in one transaction.
//!
//! Killed at any instant, it leaves a key that opens what is there: the new one is on the disk before
//! anything is sealed with it, and takes the old one's place only afterwards.

use std::path::PathBuf;

use rusqlite::{Connection, TransactionBehavior, params};

use super::StoreFault;
use super::connection::{fault, put_seal};
use super::folder::DataFolder;
use super::key::Key;
use super::reseal;
use super::rows::{open_resting, open_user, seal_resting};
use super::seal::{MemberKey, Place, Sealer};

/// What a change of the key came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rotated {
    /// How many members were sealed anew.
    pub members: usize,
    /// Where the new key is.
    pub key: Whereabouts,
}

/// Where a new key is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// In the data folder, in place of the old one.
    InPlace,
    /// In this file. It has to go into `UNKNOT_KEY`, where the old one is, and the file has to go.
    ToBeMoved(PathBuf),
}

impl DataFolder {
    /// Changes the key: the one from the environment, else the one that lies here.
    pub fn rotate(self, key: Option<&Key>) -> Result<Rotated, StoreFault> {
        if !self.has_database()? {
            let says = format!(
                "there is no {} to change the key of",
                self.database().display()
            );
            return Err(StoreFault::new(says));
        }
        let mut opened = self.opened(key)?;
        let fresh = Key::fresh()?;
        self.write_key_to_come(&fresh)?;
        let sealer = Sealer::new(&fresh);
        // Where this fails, the new key stays: a commit that was reported as failed may have reached the
        // disk. The next start finds out which of the two opens the database.
        let members = seal_anew(&mut opened.connection, &opened.sealer, &sealer)?;
        // What was sealed with the old key leaves the log too.
        let closed = opened.connection.close();
        closed.map_err(|(_, error)| fault(error))?;
        let key = match key {
            Some(_) => Whereabouts::ToBeMoved(self.key_to_come()),
            None => {
                self.take_key_to_come()?;
                Whereabouts::InPlace
            }
        };
        Ok(Rotated { members, key })
    }
}

/// Seals everything with another key. How many members there are.
fn seal_anew(connection: &mut Connection, from: &Sealer, to: &Sealer) -> Result<usize, StoreFault> {
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(fault)?;
    let members = members(&transaction)?;
    for member in &members {
        rename(&transaction, from, to, member)?;
    }
    reseal::sessions(&transaction, from, to)?;
    put_seal(&transaction, to)?;
    transaction.commit().map_err(fault)?;
    Ok(members.len())
}

/// All at once: their names are no more than 32 bytes each, and new ones stand between the old.
fn members(connection: &Connection) -> Result<Vec<MemberKey>, StoreFault> {
    let mut statement = connection
        .prepare("SELECT member_key FROM member")
        .map_err(fault)?;
    let read = statement.query_map([], |row| Ok(MemberKey(row.get(0)?)));
    read.and_then(Iterator::collect).map_err(fault)
}

/// A member and their clearance, as they stand there.
type MemberRow = (
    Vec<u8>,
    Vec<u8>,
    Vec<u8>,
    i64,
    Option<Vec<u8>>,
    Option<String>,
);

fn rename(
    connection: &Connection,
    from: &Sealer,
    to: &Sealer,
    old: &MemberKey,
) -> Result<(), StoreFault> {
    let check_ins = reseal::check_ins(connection, old)?;
    let (user, consent, resting, used_day, clearance, zone): MemberRow = connection
        .query_row(
            "SELECT user_sealed, dm_consent_sealed, resting_sealed, used_day, sealed, zone
             FROM member LEFT JOIN clearance USING (member_key) WHERE member_key = ?1",
            [old.0],
            |row| {
                let (user, consent, resting) = (row.get(0)?, row.get(1)?, row.get(2)?);
                let (used_day, clearance) = (row.get(3)?, row.get(4)?);
                Ok((user, consent, resting, used_day, clearance, row.get(5)?))
            },
        )
        .map_err(fault)?;
    let new = to.name(open_user(from, old, &user)?);
    let anew =
        |place, sealed: &[u8]| reseal::anew((from, Some(old)), (to, Some(&new)), place, sealed);
    let (user, consent) = (anew(Place::User, &user)?, anew(Place::DmConsent, &consent)?);
    // Of members from before there were resting areas it is not sealed yet.
    let resting = seal_resting(to, &new, &open_resting(from, old, &resting)?)?;
    connection
        .execute(
            "INSERT INTO member
             (member_key, user_sealed, dm_consent_sealed, resting_sealed, used_day, zone)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![new.0, user, consent, resting, used_day, zone],
        )
        .map_err(fault)?;
    if let Some(clearance) = clearance {
        connection
            .execute(
                "INSERT INTO clearance (member_key, sealed) VALUES (?1, ?2)",
                params![new.0, anew(Place::Clearance, &clearance)?],
            )
            .map_err(fault)?;
    }
    // What is in the clear is theirs under the new name; the rest goes with the old one.
    for sql in [
        "UPDATE reminder_wish SET member_key = ?2 WHERE member_key = ?1",
        "UPDATE reminder SET member_key = ?2 WHERE member_key = ?1",
        "UPDATE diary_line SET member_key = ?2 WHERE member_key = ?1",
        "DELETE FROM member WHERE member_key = ?1 AND ?2 IS NOT NULL",
    ] {
        connection.execute(sql, [old.0, new.0]).map_err(fault)?;
    }
    reseal::put_check_ins(connection, (from, old), (to, &new), &check_ins)
}
