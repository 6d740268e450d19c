//! When cues were due, when they came, and what is missing or there twice.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use unknot::domain::{Gathering, Phase, ServerId};
use unknot::store::DataFolder;
use unknot_rehearsal::Rehearsal;

/// A clock that says what the wall showed at an instant.
pub(crate) struct Wall {
    at: Instant,
    shown: Duration,
}

impl Wall {
    pub(crate) fn look() -> Wall {
        let shown = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        let at = Instant::now();
        Wall { at, shown }
    }

    /// In milliseconds since 1970.
    pub(crate) fn ms(&self, at: Instant) -> f64 {
        let since = match at.checked_duration_since(self.at) {
            Some(behind) => behind.as_secs_f64(),
            None => -self.at.duration_since(at).as_secs_f64(),
        };
        (self.shown.as_secs_f64() + since) * 1e3
    }
}

/// What became of the cues that were due.
#[derive(Debug, Default)]
pub(crate) struct Punctuality {
    late_ms: Vec<f64>,
    pub(crate) missing: usize,
    pub(crate) twice: usize,
}

/// The sessions that a dead bot has left in these servers.
pub(crate) async fn left(data: &Path, servers: &[u64]) -> Vec<Gathering> {
    let store = DataFolder::existing(data).unwrap().store(None).unwrap();
    let mut left = Vec::new();
    for server in servers {
        left.extend(store.gatherings(ServerId::new(*server)).await.unwrap());
    }
    left
}

impl Punctuality {
    /// Holds what came against what was due up to that moment.
    pub(crate) fn of(
        rehearsal: &Rehearsal,
        gatherings: &[Gathering],
        wall: &Wall,
        until_ms: f64,
    ) -> Punctuality {
        let mut came: BTreeMap<(u64, usize), BTreeMap<u64, Instant>> = BTreeMap::new();
        for post in rehearsal.posts() {
            if let Some(place) = crate::cue::place(&post.content) {
                let tries = came.entry((post.room, place)).or_default();
                // A repeat that found the first one there is the same message.
                tries.entry(post.message).or_insert(post.at);
            }
        }
        let mut punctuality = Punctuality::default();
        for gathering in gatherings {
            let session = &gathering.session;
            let Phase::Rolling { anchor, .. } = session.phase else {
                panic!("a session is {:?} and does not roll", session.phase);
            };
            let mut due_ms = anchor.timestamp_millis() as f64;
            for (place, seconds) in session.plan.iter().enumerate() {
                if until_ms < due_ms {
                    break;
                }
                let messages = came.get(&(session.room.get(), place));
                match messages.and_then(|it| it.values().min()) {
                    Some(first) => punctuality.late_ms.push(wall.ms(*first) - due_ms),
                    None => punctuality.missing += 1,
                }
                punctuality.twice += messages.map_or(0, |it| it.len() - 1);
                due_ms += f64::from(*seconds) * 1e3;
            }
        }
        punctuality.late_ms.sort_by(f64::total_cmp);
        punctuality
    }

    pub(crate) fn count(&self) -> usize {
        self.late_ms.len()
    }

    /// How late, in milliseconds, a share of the cues was at most.
    pub(crate) fn late_ms(&self, share: f64) -> f64 {
        let last = self.late_ms.len().saturating_sub(1);
        let at = (last as f64 * share).ceil() as usize;
        self.late_ms.get(at).copied().unwrap_or(f64::NAN)
    }

    /// How many were later than that.
    pub(crate) fn later_than(&self, ms: f64) -> usize {
        self.late_ms.iter().filter(|it| ms < **it).count()
    }
}
