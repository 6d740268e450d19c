//! What waits to be sent, and which of it goes next: what is said before what is shown, one request at a
//! time in each room, and never more in a second than Discord takes.
//!
//! Pure: it is told what time it is, and sends nothing.

use std::collections::{BTreeMap, VecDeque};

use crate::domain::{Lane, Parcel, RoomId, SessionId, Timestamp, What};

/// How many requests Discord takes of a bot in a second (Discord docs, topics/rate-limits, "Global Rate
/// Limit").
pub const REQUESTS_MAX: usize = 50;
/// How long a request counts. A little more than Discord's second, since its clock is not ours.
const COUNTS_FOR_MS: u64 = 1_020;
/// How many of them are kept free for what is said: cards are left waiting first.
const KEPT_FREE: usize = 10;

/// What waits, and what is on its way.
#[derive(Debug)]
pub struct Lanes {
    waiting: BTreeMap<(Lane, Timestamp, SessionId, u32), Parcel>,
    /// Rooms in which something is on its way, and what.
    busy: BTreeMap<RoomId, (SessionId, u32)>,
    /// How many more requests somebody waits to make for what is on its way.
    more: usize,
    /// When requests were made that count still, in milliseconds.
    made: VecDeque<u64>,
    /// How many requests may be made in a second.
    requests_max: usize,
}

/// What is to be done next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// This is sent now.
    Deliver(Parcel),
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
            waiting: BTreeMap::new(),
            busy: BTreeMap::new(),
            more: 0,
            made: VecDeque::new(),
            requests_max,
        }
    }

    /// Something is to be sent. A card takes the place of one of the same session that was not sent yet.
    pub fn add(&mut self, parcel: Parcel) {
        let lane = parcel.what.lane();
        if parcel.what == What::Card {
            let older = |it: &Parcel| it.what == What::Card && it.session == parcel.session;
            self.waiting.retain(|_, it| !older(it));
        }
        let key = (lane, parcel.due, parcel.session, parcel.number);
        self.waiting.insert(key, parcel);
    }

    /// What is on its way needs one more request.
    pub fn add_request(&mut self) {
        self.more += 1;
    }

    /// Something has arrived, or never will: its room takes the next.
    pub fn done(&mut self, parcel: &Parcel) {
        if self.busy.get(&parcel.room) == Some(&(parcel.session, parcel.number)) {
            self.busy.remove(&parcel.room);
        }
    }

    /// How many wait.
    pub fn len(&self) -> usize {
        self.waiting.len()
    }

    /// Whether nothing waits.
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// What is to be done at that moment; `real_ms` counts on by the wall's milliseconds, however fast the
    /// clock runs.
    pub fn next(&mut self, now: Timestamp, real_ms: u64) -> Next {
        while self
            .made
            .front()
            .is_some_and(|it| it + COUNTS_FOR_MS <= real_ms)
        {
            self.made.pop_front();
        }
        if let Some(next) = self.take(Lane::Said, now, real_ms, 0) {
            return next;
        }
        if let Some(next) = self.take_whispered(now) {
            return next;
        }
        if 0 < self.more && self.has_room_for(0) {
            self.more -= 1;
            self.made.push_back(real_ms);
            return Next::More;
        }
        if let Some(next) = self.take(Lane::Shown, now, real_ms, KEPT_FREE) {
            return next;
        }
        let waits = self.more != 0 || !self.waiting.is_empty();
        let oldest = self.made.front().filter(|_| waits);
        Next::Wait(oldest.map(|it| (it + COUNTS_FOR_MS).saturating_sub(real_ms).max(1)))
    }

    fn has_room_for(&self, kept_free: usize) -> bool {
        self.made.len() + kept_free < self.requests_max
    }

    /// The first of a lane whose room is free.
    fn take(&mut self, lane: Lane, now: Timestamp, real_ms: u64, kept_free: usize) -> Option<Next> {
        let has_room = self.has_room_for(kept_free);
        let of_lane = self.waiting.iter().filter(|((it, ..), _)| *it == lane);
        let mut free =
            of_lane.filter(|(_, it)| it.until <= now || !self.busy.contains_key(&it.room));
        let (key, parcel) = free.find(|(_, it)| it.until <= now || has_room)?;
        let (key, parcel) = (*key, *parcel);
        self.waiting.remove(&key);
        if parcel.until <= now {
            return Some(Next::Drop(parcel));
        }
        self.busy
            .insert(parcel.room, (parcel.session, parcel.number));
        self.made.push_back(real_ms);
        Some(Next::Deliver(parcel))
    }

    /// What is whispered needs no room, and is not counted by Discord where it answers a press.
    fn take_whispered(&mut self, now: Timestamp) -> Option<Next> {
        let mut of_lane = self.waiting.iter();
        let (key, parcel) = of_lane.find(|((it, ..), _)| *it == Lane::Whispered)?;
        let (key, parcel) = (*key, *parcel);
        self.waiting.remove(&key);
        Some(match parcel.until <= now {
            true => Next::Drop(parcel),
            false => Next::Deliver(parcel),
        })
    }
}
