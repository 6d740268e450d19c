//! What is said in the sessions that are under way, read once.
//!
//! It is called after its own contents, so what is kept here is never old.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::Timelines;

/// How many are kept: as many as there are routines, many times over.
const KEPT_MAX: usize = 64;

/// Timelines by their keys.
#[derive(Default)]
pub(super) struct Scores(RefCell<BTreeMap<Vec<u8>, Arc<Timelines>>>);

impl Scores {
    pub(super) fn get(&self, key: &[u8]) -> Option<Arc<Timelines>> {
        self.0.borrow().get(key).cloned()
    }

    pub(super) fn keep(&self, key: &[u8], timelines: &Arc<Timelines>) {
        let mut kept = self.0.borrow_mut();
        if KEPT_MAX <= kept.len() {
            kept.clear();
        }
        kept.insert(key.to_vec(), Arc::clone(timelines));
    }
}
