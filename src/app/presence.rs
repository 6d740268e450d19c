//! Who is in which voice channel: the one thing that is kept of the gateway, in memory alone.
//!
//! Never logged, and gone with the process; the gateway says it anew at every start.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::domain::{RoomId, ServerId, UserId};

/// Where people are.
#[derive(Default)]
pub struct Presence {
    rooms: Mutex<HashMap<ServerId, HashMap<u64, RoomId>>>,
}

impl Presence {
    /// Somebody is in this channel of a server from now on, or in none.
    pub fn moved(&self, server: ServerId, user: UserId, room: Option<RoomId>) {
        let mut rooms = self.rooms();
        let people = rooms.entry(server).or_default();
        match room {
            Some(room) => _ = people.insert(user.get(), room),
            None => _ = people.remove(&user.get()),
        }
        if people.is_empty() {
            rooms.remove(&server);
        }
    }

    /// These are all that are in any channel of a server.
    pub fn all(&self, server: ServerId, people: impl IntoIterator<Item = (UserId, RoomId)>) {
        let people: HashMap<u64, RoomId> = people
            .into_iter()
            .map(|(user, room)| (user.get(), room))
            .collect();
        let mut rooms = self.rooms();
        match people.is_empty() {
            true => _ = rooms.remove(&server),
            false => _ = rooms.insert(server, people),
        }
    }

    /// Nothing is known of a server any more.
    pub fn forget(&self, server: ServerId) {
        self.rooms().remove(&server);
    }

    /// Where somebody is.
    pub fn of(&self, server: ServerId, user: UserId) -> Option<RoomId> {
        self.rooms().get(&server)?.get(&user.get()).copied()
    }

    /// Those of these who are in that channel.
    pub fn among(&self, server: ServerId, room: RoomId, users: &[UserId]) -> Vec<UserId> {
        let rooms = self.rooms();
        let people = rooms.get(&server);
        let is_there = |it: &&UserId| people.and_then(|all| all.get(&it.get())) == Some(&room);
        users.iter().filter(is_there).copied().collect()
    }

    fn rooms(&self) -> MutexGuard<'_, HashMap<ServerId, HashMap<u64, RoomId>>> {
        // Nothing that is done under the lock can leave it half done.
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
