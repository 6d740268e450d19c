//! Knows: which messages each room still remembers, and forgets the oldest so that load does not fill memory.
//! Never: knows what a message means.

use std::collections::{BTreeMap, HashMap, VecDeque};

use crate::world::message::Message;

/// Messages a room remembers.
const PER_ROOM_MAX: usize = 300;
/// Messages all rooms together remember.
const IN_ALL_MAX: usize = 20_000;
/// Bytes of files that are kept; beyond, the oldest messages lose theirs.
const FILE_BYTES_MAX: usize = 64 << 20;

/// All messages, by room and in order.
#[derive(Debug, Default)]
pub struct Shelf {
    rooms: HashMap<u64, BTreeMap<u64, Box<Message>>>,
    /// Oldest first; an entry may name a message that is gone.
    order: VecDeque<(u64, u64)>,
    /// Oldest first, with the bytes it holds; an entry may name a message that is gone.
    files: VecDeque<(u64, u64, usize)>,
    file_bytes: usize,
}

impl Shelf {
    /// Puts a message in its room, in place of an earlier version if there is one.
    pub fn put(&mut self, message: Message) {
        let (room, id) = (message.room, message.id);
        let bytes: usize = message.files.iter().map(|file| file.bytes.len()).sum();
        if 0 < bytes {
            self.files.push_back((room, id, bytes));
            self.file_bytes += bytes;
        }
        let here = self.rooms.entry(room).or_default();
        if here.insert(id, Box::new(message)).is_none() {
            self.order.push_back((room, id));
        }
        if PER_ROOM_MAX < here.len() {
            here.pop_first();
        }
        while IN_ALL_MAX < self.order.len() {
            if let Some((room, id)) = self.order.pop_front() {
                self.take(room, id);
            }
        }
        while FILE_BYTES_MAX < self.file_bytes {
            self.forget_oldest_files();
        }
    }

    fn forget_oldest_files(&mut self) {
        let Some((room, id, bytes)) = self.files.pop_front() else {
            self.file_bytes = 0;
            return;
        };
        self.file_bytes = self.file_bytes.saturating_sub(bytes);
        if let Some(message) = self.get_mut(room, id) {
            for file in &mut message.files {
                file.bytes = [].into();
            }
        }
    }

    /// A message, if the room still has it.
    pub fn get(&self, room: u64, id: u64) -> Option<&Message> {
        self.rooms.get(&room)?.get(&id).map(AsRef::as_ref)
    }

    /// A message to change.
    pub fn get_mut(&mut self, room: u64, id: u64) -> Option<&mut Message> {
        self.rooms.get_mut(&room)?.get_mut(&id).map(AsMut::as_mut)
    }

    /// Removes a message.
    pub fn take(&mut self, room: u64, id: u64) -> Option<Message> {
        let here = self.rooms.get_mut(&room)?;
        let message = here.remove(&id);
        if here.is_empty() {
            self.rooms.remove(&room);
        }
        message.map(|message| *message)
    }

    /// Removes a whole room.
    pub fn clear(&mut self, room: u64) {
        self.rooms.remove(&room);
    }

    /// A room's messages, oldest first.
    pub fn room(&self, room: u64) -> impl DoubleEndedIterator<Item = &Message> {
        self.rooms
            .get(&room)
            .into_iter()
            .flat_map(|here| here.values().map(AsRef::as_ref))
    }

    /// The newest message that everybody in the room sees.
    pub fn last_public(&self, room: u64) -> Option<u64> {
        self.room(room)
            .rev()
            .find(|message| message.only_for.is_none())
            .map(|message| message.id)
    }

    /// How many messages are remembered.
    pub fn count(&self) -> usize {
        self.rooms.values().map(BTreeMap::len).sum()
    }
}
