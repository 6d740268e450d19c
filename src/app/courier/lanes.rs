//! What waits to be sent, and which of it goes next: what is said before what is shown, one request at a
//! time of each kind in each room, and never more in a second than Discord takes.
//!
//! Pure: it is told what time it is, and sends nothing.

use std::collections::{BTreeMap, VecDeque};

use crate::domain::{Lane, Parcel, RoomId, SessionId, Timestamp, What};

/// How many requests Discord takes of a bot in a second (Discord docs, topics/rate-limits, "Global Rate
/// Limit").
pub const REQUESTS_MAX: usize = 50;
/// How long a request counts. A little more than Discord's second, since its clock is not ours.
const COUNTS_FOR_MS: u64 = 1_020;
/// How many of them are kept free for what is said: everything else is left waiting first.
const KEPT_FREE: usize = 10;
/// How long a room is left in peace after something was shown there. Discord has been seen to take five
/// edits in five seconds of one channel, and whoever asks for more has them wait. Ours.
const SHOWN_AGAIN_AFTER_MS: u64 = 1_250;
/// How many rooms may be left in peace before those that were are forgotten. Ours.
const PEACE_SWEPT_AT: usize = 1_024;

/// In which order they go: by when they were due.
type Key = (Timestamp, SessionId, u32);

/// What waits, and what is on its way.
#[derive(Debug)]
pub struct Lanes {
    said: BTreeMap<Key, Waiting>,
    whispered: BTreeMap<Key, Waiting>,
    shown: BTreeMap<Key, Waiting>,
    /// Rooms in which something is on its way, and what. To say something and to show something are asked
    /// of Discord in different ways, and keep nothing from each other.
    busy: BTreeMap<(RoomId, Lane), (SessionId, u32)>,
    /// Until when nothing is shown in a room, in milliseconds.
    peace: BTreeMap<RoomId, u64>,
    /// How many more requests somebody waits to make for what is on its way.
    more: usize,
    /// When requests were made that count still, in milliseconds.
    made: VecDeque<u64>,
    /// How many requests may be made in a second.
    requests_max: usize,
    /// Until when Discord takes none at all, in milliseconds.
    held_until_ms: u64,
}

/// Something that is to be sent.
#[derive(Clone, Copy, Debug)]
struct Waiting {
    parcel: Parcel,
    /// How often it has been tried.
    tried: u32,
    /// When it may be tried next, in milliseconds.
    not_before_ms: u64,
}

/// What is to be done next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// This is sent now, having been tried so often before.
    Deliver(Parcel, u32),
    /// This is worth nothing any more.
    Drop(Parcel),
    /// One more request may be made for something on its way.
    More,
    /// Nothing, until something changes, or so many milliseconds have gone.
    Wait(Option<u64>),
}

impl Lanes {
    /// Nothing waits. So many requests may be made in a second.
    pub fn new(requests_max: usize) -> Self {
        Self {
            said: BTreeMap::new(),
            whispered: BTreeMap::new(),
            shown: BTreeMap::new(),
            busy: BTreeMap::new(),
            peace: BTreeMap::new(),
            more: 0,
            made: VecDeque::new(),
            requests_max,
            held_until_ms: 0,
        }
    }

    /// Something is to be sent. A card takes the place of one of the same session that was not sent yet.
    pub fn add(&mut self, parcel: Parcel) {
        self.put(Waiting {
            parcel,
            tried: 0,
            not_before_ms: 0,
        });
    }

    /// Something did not arrive, and is tried again then. Its room is free meanwhile; a card that is newer
    /// takes its place.
    pub fn again(&mut self, parcel: Parcel, tried: u32, not_before_ms: u64) {
        self.free(&parcel);
        let is_newer = |it: &Waiting| {
            let it = it.parcel;
            it.what == What::Card && it.session == parcel.session && parcel.number < it.number
        };
        if parcel.what == What::Card && self.shown.values().any(is_newer) {
            return;
        }
        self.put(Waiting {
            parcel,
            tried,
            not_before_ms,
        });
    }

    fn put(&mut self, waiting: Waiting) {
        let Waiting { parcel, .. } = waiting;
        let key = (parcel.due, parcel.session, parcel.number);
        let lane = match parcel.what.lane() {
            Lane::Said => &mut self.said,
            Lane::Whispered => &mut self.whispered,
            Lane::Shown => &mut self.shown,
        };
        if parcel.what == What::Card {
            let older = |it: &Parcel| it.what == What::Card && it.session == parcel.session;
            lane.retain(|_, it| !older(&it.parcel));
        }
        lane.insert(key, waiting);
    }

    /// What is on its way needs one more request.
    pub fn add_request(&mut self) {
        self.more += 1;
    }

    /// Something has arrived, or never will: its room takes the next.
    pub fn done(&mut self, parcel: &Parcel, real_ms: u64) {
        if self.free(parcel) && parcel.what.lane() == Lane::Shown {
            if PEACE_SWEPT_AT < self.peace.len() {
                self.peace.retain(|_, until| real_ms < *until);
            }
            (self.peace).insert(parcel.room, real_ms + SHOWN_AGAIN_AFTER_MS);
        }
    }

    /// Frees the room that something was on its way to; not one that something else is on its way to.
    fn free(&mut self, parcel: &Parcel) -> bool {
        let place = (parcel.room, parcel.what.lane());
        let is_theirs = self.busy.get(&place) == Some(&(parcel.session, parcel.number));
        if is_theirs {
            self.busy.remove(&place);
        }
        is_theirs
    }

    /// Discord takes nothing until then.
    pub fn hold(&mut self, until_ms: u64) {
        self.held_until_ms = self.held_until_ms.max(until_ms);
    }

    /// How many wait.
    pub fn len(&self) -> usize {
        self.said.len() + self.whispered.len() + self.shown.len()
    }

    /// Whether nothing waits.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What is to be done at that moment; `real_ms` counts on by a clock that never jumps, however fast the
    /// other one runs.
    pub fn next(&mut self, now: Timestamp, real_ms: u64) -> Next {
        let is_over = |it: &u64| it + COUNTS_FOR_MS <= real_ms;
        while self.made.front().is_some_and(is_over) {
            self.made.pop_front();
        }
        if let Some(next) = self.take(Lane::Said, now, real_ms, 0) {
            return next;
        }
        if let Some(next) = self.take_whispered(now) {
            return next;
        }
        if 0 < self.more && self.has_room_for(KEPT_FREE, real_ms) {
            self.more -= 1;
            self.made.push_back(real_ms);
            return Next::More;
        }
        if let Some(next) = self.take(Lane::Shown, now, real_ms, KEPT_FREE) {
            return next;
        }
        Next::Wait(self.wait_ms(real_ms))
    }

    /// How long nothing is to be done, as far as that is known.
    fn wait_ms(&self, real_ms: u64) -> Option<u64> {
        if self.more == 0 && self.is_empty() {
            return None;
        }
        let counted = self.made.front().map(|it| it + COUNTS_FOR_MS);
        let again = self.said.values().chain(self.shown.values());
        let again = again.map(|it| it.not_before_ms);
        let peace = (self.shown.values()).filter_map(|it| self.peace.get(&it.parcel.room).copied());
        let held = [self.held_until_ms].into_iter();
        let moments = counted.into_iter().chain(again).chain(peace).chain(held);
        let next = moments.filter(|it| real_ms < *it).min();
        next.map(|it| it - real_ms)
    }

    fn has_room_for(&self, kept_free: usize, real_ms: u64) -> bool {
        self.held_until_ms <= real_ms && self.made.len() + kept_free < self.requests_max
    }

    /// The first of a lane whose room is free.
    fn take(&mut self, lane: Lane, now: Timestamp, real_ms: u64, kept_free: usize) -> Option<Next> {
        let has_room = self.has_room_for(kept_free, real_ms);
        let waiting = match lane {
            Lane::Shown if !has_room => return None,
            Lane::Shown => &self.shown,
            Lane::Said | Lane::Whispered => &self.said,
        };
        let is_free = |room: RoomId| {
            let in_peace = self.peace.get(&room).is_none_or(|until| *until <= real_ms);
            !self.busy.contains_key(&(room, lane)) && (lane != Lane::Shown || in_peace)
        };
        let (key, it) = waiting.iter().find(|(_, it)| {
            let may_go = has_room && it.not_before_ms <= real_ms && is_free(it.parcel.room);
            it.parcel.until <= now || may_go
        })?;
        let (key, Waiting { parcel, tried, .. }) = (*key, *it);
        match lane {
            Lane::Shown => self.shown.remove(&key),
            Lane::Said | Lane::Whispered => self.said.remove(&key),
        };
        let place = (parcel.session, parcel.number);
        if parcel.until <= now {
            if lane == Lane::Said {
                // The next one says what was missed: that has to be known first.
                self.busy.entry((parcel.room, lane)).or_insert(place);
            }
            return Some(Next::Drop(parcel));
        }
        self.busy.insert((parcel.room, lane), place);
        self.made.push_back(real_ms);
        Some(Next::Deliver(parcel, tried))
    }

    /// What is whispered needs no room, and is not counted by Discord where it answers a press.
    fn take_whispered(&mut self, now: Timestamp) -> Option<Next> {
        let (_, Waiting { parcel, tried, .. }) = self.whispered.pop_first()?;
        Some(match parcel.until <= now {
            true => Next::Drop(parcel),
            false => Next::Deliver(parcel, tried),
        })
    }
}
