//! Knows: which messages each room still remembers, and forgets the oldest so that load does not fill memory.
//! Never: knows what a message means.

use std::collections::{BTreeMap, HashMap, VecDeque};

use crate::world::message::Message;

/// Messages a room remembers. Ours: Discord forgets none.
const PER_ROOM_MAX: usize = 300;
/// Messages all rooms together remember. Ours, so that a million interactions fit.
const IN_ALL_MAX: usize = 20_000;
/// Bytes of files that are kept; beyond, the oldest messages lose theirs. Ours.
const FILE_BYTES_MAX: usize = 64 << 20;

/// All messages, by room and in order.
#[derive(Debug, Default)]
pub struct Shelf {
    rooms: HashMap<u64, BTreeMap<u64, Box<Message>>>,
    /// How many there are in all rooms.
    count: usize,
    /// Oldest first; an entry may name a message that is gone.
    order: VecDeque<(u64, u64)>,
    /// Those that came with files, oldest first; an entry may name a message that is gone.
    with_files: VecDeque<(u64, u64)>,
    /// The bytes of all files of all messages here, each counted once.
    file_bytes: usize,
}

impl Shelf {
    /// Puts a message in its room, in place of an earlier version if there is one.
    pub fn put(&mut self, message: Message) {
        let (room, id) = (message.room, message.id);
        let bytes = file_bytes(&message);
        let here = self.rooms.entry(room).or_default();
        let earlier = here.insert(id, Box::new(message));
        let overdue = match PER_ROOM_MAX < here.len() {
            true => here.first_key_value().map(|(id, _)| *id),
            false => None,
        };
        let bytes_before = earlier.as_deref().map_or(0, file_bytes);
        self.file_bytes = self.file_bytes + bytes - bytes_before;
        if 0 < bytes && bytes_before == 0 {
            self.with_files.push_back((room, id));
        }
        if earlier.is_none() {
            self.count += 1;
            self.order.push_back((room, id));
        }
        if let Some(overdue) = overdue {
            self.take(room, overdue);
        }
        while IN_ALL_MAX < self.count
            && let Some((room, id)) = self.order.pop_front()
        {
            self.take(room, id);
        }
        while FILE_BYTES_MAX < self.file_bytes
            && let Some((room, id)) = self.with_files.pop_front()
        {
            self.forget_files(room, id);
        }
        self.forget_gone();
    }

    fn forget_files(&mut self, room: u64, id: u64) {
        let found = self.rooms.get_mut(&room).and_then(|here| here.get_mut(&id));
        let Some(message) = found else {
            return;
        };
        self.file_bytes -= file_bytes(message);
        for file in &mut message.files {
            file.bytes = [].into();
        }
    }

    /// Drops the entries of messages that are gone, once they are many.
    fn forget_gone(&mut self) {
        let rooms = &self.rooms;
        for list in [&mut self.order, &mut self.with_files] {
            if 2 * IN_ALL_MAX < list.len() {
                list.retain(|(room, id)| rooms.get(room).is_some_and(|here| here.contains_key(id)));
            }
        }
    }

    /// A message, if the room still has it.
    pub fn get(&self, room: u64, id: u64) -> Option<&Message> {
        self.rooms.get(&room)?.get(&id).map(AsRef::as_ref)
    }

    /// Removes a message.
    pub fn take(&mut self, room: u64, id: u64) -> Option<Message> {
        let here = self.rooms.get_mut(&room)?;
        let message = here.remove(&id)?;
        if here.is_empty() {
            self.rooms.remove(&room);
        }
        self.count -= 1;
        self.file_bytes -= file_bytes(&message);
        Some(*message)
    }

    /// Removes a whole room.
    pub fn clear(&mut self, room: u64) {
        for message in self.rooms.remove(&room).unwrap_or_default().values() {
            self.count -= 1;
            self.file_bytes -= file_bytes(message);
        }
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
        self.count
    }
}

fn file_bytes(message: &Message) -> usize {
    message.files.iter().map(|file| file.bytes.len()).sum()
}
