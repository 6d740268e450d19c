//! The table of what is said in sessions, each text once, and those read last.
//!
//! A text stands under its own hash, so what was read once never changes.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::sync::Arc;

use rusqlite::params;
use sha2::{Digest, Sha256};

use super::StoreFault;
use super::connection::fault;
use super::rows::Rows;
use super::score;
use super::sessions::unread_session;
use crate::domain::Timelines;

/// How many are held in memory: more than there are routines that run at once.
const HELD_MAX: usize = 64;

/// The hash of a text.
pub(super) type TimelineKey = [u8; 32];

/// Those read last, the oldest first.
#[derive(Default)]
pub(super) struct Held(RefCell<VecDeque<(TimelineKey, Arc<Timelines>)>>);

impl Held {
    fn get(&self, key: &TimelineKey) -> Option<Arc<Timelines>> {
        let held = self.0.borrow();
        let found = held.iter().find(|(it, _)| it == key);
        found.map(|(_, timelines)| Arc::clone(timelines))
    }

    fn put(&self, key: TimelineKey, timelines: Arc<Timelines>) {
        let mut held = self.0.borrow_mut();
        if held.len() == HELD_MAX {
            held.pop_front();
        }
        held.push_back((key, timelines));
    }
}

impl Rows<'_> {
    /// Writes timelines, unless they are there. Under what.
    pub(super) fn put_timelines(&self, it: &Timelines) -> Result<TimelineKey, StoreFault> {
        let text = score::write(it).map_err(|_| {
            StoreFault::new("these timelines would not read back, so they are not kept")
        })?;
        let key = hash(&text);
        self.execute(
            "INSERT INTO timeline (timeline_key, written) VALUES (?1, ?2)
                 ON CONFLICT (timeline_key) DO NOTHING",
            params![key, text],
        )
        .map_err(fault)?;
        Ok(key)
    }

    /// What stands under that key.
    pub(super) fn timelines(&self, key: &TimelineKey) -> Result<Arc<Timelines>, StoreFault> {
        if let Some(held) = self.held.get(key) {
            return Ok(held);
        }
        let sql = "SELECT written FROM timeline WHERE timeline_key = ?1";
        let text: String = self
            .query_row(sql, [key], |row| row.get(0))
            .map_err(fault)?;
        if hash(&text) != *key {
            return Err(unread_session());
        }
        let timelines = score::read(&text).map_err(|_| unread_session())?;
        let timelines = Arc::new(timelines);
        self.held.put(*key, Arc::clone(&timelines));
        Ok(timelines)
    }
}

fn hash(text: &str) -> TimelineKey {
    Sha256::digest(text.as_bytes()).into()
}
