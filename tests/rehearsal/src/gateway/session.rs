//! One session: what it wants to hear, what waits for it, and what is kept in case it has to hear it again.
//!
//! It knows order and bounds; it never touches a socket, a clock or a lock.

use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
    time::Duration,
};

use twilight_model::gateway::Intents;

use crate::gateway::{
    Dispatch, Scope, payload,
    rules::{REPLAY_BYTES_MAX, REPLAY_DISPATCHES_MAX, UNSENT_BYTES_MAX},
};

/// A shard's share of the guilds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shard {
    pub(super) number: u64,
    pub(super) of: u64,
}

impl Shard {
    /// Whether this shard carries the guild.
    ///
    /// Discord docs, events/gateway, "Sharding": the id without its lowest 22 bits, modulo the number of shards.
    pub(super) fn carries(self, guild_id: u64) -> bool {
        (guild_id >> 22) % self.of == self.number
    }
}

/// A session, connected or waiting to be resumed.
#[derive(Debug)]
pub(super) struct Session {
    pub(super) shard: Shard,
    pub(super) intents: Intents,
    /// The connection that carries it, or none while its client is away.
    pub(super) connection: Option<u64>,
    /// When its client went away; meaningless while connected.
    pub(super) gone_at: Duration,
    sequence: u64,
    /// Every frame kept, oldest first, numbered without a gap up to `sequence`.
    frames: VecDeque<String>,
    /// How many frames at the end have not been handed to the socket.
    unsent: usize,
    unsent_bytes: usize,
    sent_bytes: usize,
    /// Guilds whose GUILD_CREATE has not been made yet.
    unmade: VecDeque<u64>,
    /// What happened in guilds whose GUILD_CREATE has not been sent, to follow it.
    held: HashMap<u64, Vec<Dispatch>>,
    held_bytes: usize,
}

/// What a connection is to send next.
#[derive(Debug)]
pub(super) enum Next {
    /// These frames.
    Frames(Vec<String>),
    /// The GUILD_CREATE of this guild, still to be made.
    Guild(u64, Intents),
    /// Nothing for now.
    Nothing,
}

/// Why a session cannot go on where the client left off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unresumable {
    /// The client names a dispatch that was never sent.
    NeverSent,
    /// What the client missed is no longer kept.
    Forgotten,
}

impl Session {
    pub(super) fn new(shard: Shard, intents: Intents, guilds: &[u64]) -> Session {
        // Discord docs, events/gateway, "List of Intents": GUILD_CREATE belongs to GUILDS.
        let guilds = if intents.contains(Intents::GUILDS) {
            guilds
        } else {
            &[]
        };
        Session {
            shard,
            intents,
            connection: None,
            gone_at: Duration::ZERO,
            sequence: 0,
            frames: VecDeque::new(),
            unsent: 0,
            unsent_bytes: 0,
            sent_bytes: 0,
            unmade: guilds.iter().copied().collect(),
            held: guilds.iter().map(|guild| (*guild, Vec::new())).collect(),
            held_bytes: 0,
        }
    }

    /// Whether this dispatch is for this shard and among what it asked to hear.
    pub(super) fn wants(&self, dispatch: &Dispatch) -> bool {
        let here = match dispatch.scope {
            Scope::Guild(guild) => self.shard.carries(guild),
            // Discord docs, events/gateway, "Sharding": direct messages go to shard 0.
            Scope::Direct => self.shard.number == 0,
            Scope::EveryShard => true,
        };
        here && (dispatch.intents.is_empty() || self.intents.intersects(dispatch.intents))
    }

    /// Queues a dispatch.
    ///
    /// News of a guild that the client has not met yet waits for its GUILD_CREATE; what needs no intent (an interaction) does not.
    pub(super) fn hear(&mut self, dispatch: &Dispatch) {
        if let Scope::Guild(guild) = dispatch.scope
            && !dispatch.intents.is_empty()
            && let Some(held) = self.held.get_mut(&guild)
        {
            self.held_bytes += dispatch.data.len();
            held.push(dispatch.clone());
            return;
        }
        self.push(dispatch.event, &dispatch.data);
    }

    /// Queues a frame under the next sequence number.
    pub(super) fn push(&mut self, event: &str, data: &str) {
        self.sequence += 1;
        let frame = payload::dispatch(event, self.sequence, data);
        self.unsent += 1;
        self.unsent_bytes += frame.len();
        self.frames.push_back(frame);
    }

    /// Whether more waits for the client than the stand-in is ready to keep.
    pub(super) fn is_overfull(&self) -> bool {
        UNSENT_BYTES_MAX < self.unsent_bytes + self.held_bytes
    }

    /// Takes what is to be sent next, at most this many frames.
    pub(super) fn next(&mut self, frames_max: usize) -> Next {
        if self.unsent == 0 {
            return match self.unmade.pop_front() {
                Some(guild) => Next::Guild(guild, self.intents),
                None => Next::Nothing,
            };
        }
        let count = self.unsent.min(frames_max);
        let first = self.frames.len() - self.unsent;
        let frames: Vec<String> = self.frames.range(first..first + count).cloned().collect();
        let bytes: usize = frames.iter().map(String::len).sum();
        self.unsent -= count;
        self.unsent_bytes -= bytes;
        self.sent_bytes += bytes;
        self.forget_old();
        Next::Frames(frames)
    }

    /// Queues the GUILD_CREATE that [`Next::Guild`] asked for, and what has happened there meanwhile.
    ///
    /// Without data the bot has left the guild meanwhile: the client, which READY told of it, hears only that.
    pub(super) fn introduce(&mut self, guild: u64, data: Option<Arc<str>>) {
        let mut held = self.held.remove(&guild).unwrap_or_default();
        self.held_bytes -= held.iter().map(|one| one.data.len()).sum::<usize>();
        match data {
            Some(data) => self.push("GUILD_CREATE", &data),
            None => held.retain(|dispatch| dispatch.event == "GUILD_DELETE"),
        }
        for dispatch in &held {
            self.push(dispatch.event, &dispatch.data);
        }
    }

    /// Goes back to just after the last dispatch the client says it has heard.
    pub(super) fn rewind(&mut self, heard: u64) -> Result<(), Unresumable> {
        let sent = self.sequence - self.unsent as u64;
        if sent < heard {
            return Err(Unresumable::NeverSent);
        }
        let missed = usize::try_from(self.sequence - heard).unwrap_or(usize::MAX);
        if self.frames.len() < missed {
            return Err(Unresumable::Forgotten);
        }
        let first = self.frames.len() - missed;
        let again: usize = self
            .frames
            .range(first..self.frames.len() - self.unsent)
            .map(String::len)
            .sum();
        self.sent_bytes -= again;
        self.unsent_bytes += again;
        self.unsent = missed;
        Ok(())
    }

    fn forget_old(&mut self) {
        while REPLAY_DISPATCHES_MAX < self.frames.len() - self.unsent
            || REPLAY_BYTES_MAX < self.sent_bytes
        {
            let Some(frame) = self.frames.pop_front() else {
                return;
            };
            self.sent_bytes -= frame.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: Shard = Shard { number: 0, of: 1 };

    fn session(guilds: &[u64]) -> Session {
        Session::new(WHOLE, Intents::GUILDS | Intents::GUILD_MESSAGES, guilds)
    }

    fn news(event: &'static str, guild: u64, intents: Intents) -> Dispatch {
        Dispatch {
            event,
            scope: Scope::Guild(guild),
            intents,
            data: Arc::from("{}"),
        }
    }

    /// Everything the session has to say now, as "event sequence", making guilds as they come.
    fn drain(session: &mut Session) -> Vec<String> {
        let mut said = Vec::new();
        loop {
            match session.next(2) {
                Next::Frames(frames) => said.extend(frames.iter().map(|frame| {
                    let frame: serde_json::Value = serde_json::from_str(frame).unwrap();
                    format!("{} {}", frame["t"].as_str().unwrap(), frame["s"])
                })),
                Next::Guild(guild, _) => session.introduce(guild, Some(Arc::from("{}"))),
                Next::Nothing => return said,
            }
        }
    }

    #[test]
    fn shards_split_guilds_by_their_time_bits() {
        let shard = Shard { number: 1, of: 3 };
        assert!(shard.carries(1 << 22));
        assert!(shard.carries((4 << 22) + 5));
        assert!(!shard.carries(2 << 22));
    }

    #[test]
    fn a_direct_message_goes_to_the_first_shard_only() {
        let direct = Dispatch {
            scope: Scope::Direct,
            ..news("MESSAGE_CREATE", 0, Intents::DIRECT_MESSAGES)
        };
        let intents = Intents::DIRECT_MESSAGES;
        let on = |number| Session::new(Shard { number, of: 2 }, intents, &[]).wants(&direct);
        assert!(on(0));
        assert!(!on(1));
    }

    #[test]
    fn only_what_was_asked_for_is_wanted() {
        let session = session(&[]);
        assert!(session.wants(&news("MESSAGE_CREATE", 1, Intents::GUILD_MESSAGES)));
        assert!(!session.wants(&news("TYPING_START", 1, Intents::GUILD_MESSAGE_TYPING)));
        assert!(session.wants(&news("INTERACTION_CREATE", 1, Intents::empty())));
    }

    #[test]
    fn news_of_a_guild_follows_its_guild_create_but_interactions_do_not_wait() {
        let mut session = session(&[1]);
        session.hear(&news("MESSAGE_CREATE", 1, Intents::GUILD_MESSAGES));
        session.hear(&news("INTERACTION_CREATE", 1, Intents::empty()));
        assert_eq!(
            drain(&mut session),
            ["INTERACTION_CREATE 1", "GUILD_CREATE 2", "MESSAGE_CREATE 3"]
        );
    }

    #[test]
    fn of_a_guild_that_is_gone_before_it_was_introduced_only_the_leaving_is_told() {
        let mut session = session(&[1]);
        session.hear(&news("MESSAGE_CREATE", 1, Intents::GUILD_MESSAGES));
        session.hear(&news("GUILD_DELETE", 1, Intents::GUILDS));
        assert!(matches!(session.next(2), Next::Guild(1, _)));
        session.introduce(1, None);
        assert_eq!(drain(&mut session), ["GUILD_DELETE 1"]);
    }

    #[test]
    fn without_the_guilds_intent_no_guild_is_introduced() {
        let mut session = Session::new(WHOLE, Intents::GUILD_MESSAGES, &[1, 2]);
        assert!(matches!(session.next(2), Next::Nothing));
    }

    #[test]
    fn what_was_missed_is_said_again_with_the_same_numbers() {
        let mut session = session(&[]);
        for event in ["A", "B", "C"] {
            session.push(event, "{}");
        }
        assert_eq!(drain(&mut session), ["A 1", "B 2", "C 3"]);
        session.push("D", "{}");
        session.rewind(1).unwrap();
        assert_eq!(drain(&mut session), ["B 2", "C 3", "D 4"]);
        session.rewind(4).unwrap();
        assert!(drain(&mut session).is_empty());
    }

    #[test]
    fn a_number_that_was_never_sent_cannot_have_been_heard() {
        let mut session = session(&[]);
        session.push("A", "{}");
        assert_eq!(session.rewind(1), Err(Unresumable::NeverSent));
        drain(&mut session);
        assert_eq!(session.rewind(1), Ok(()));
        assert_eq!(session.rewind(2), Err(Unresumable::NeverSent));
    }

    #[test]
    fn the_oldest_dispatches_are_forgotten_first_by_number() {
        let mut session = session(&[]);
        for _ in 0..=REPLAY_DISPATCHES_MAX {
            session.push("A", "{}");
        }
        drain(&mut session);
        assert_eq!(session.rewind(0), Err(Unresumable::Forgotten));
        assert_eq!(session.rewind(1), Ok(()));
    }

    #[test]
    fn the_oldest_dispatches_are_forgotten_first_by_bytes() {
        let mut session = session(&[]);
        let large = format!("\"{}\"", "x".repeat(REPLAY_BYTES_MAX / 4));
        for _ in 0..4 {
            session.push("A", &large);
        }
        drain(&mut session);
        assert_eq!(session.rewind(0), Err(Unresumable::Forgotten));
        assert_eq!(session.rewind(1), Ok(()));
        assert_eq!(drain(&mut session), ["A 2", "A 3", "A 4"]);
    }

    #[test]
    fn a_client_that_never_reads_makes_its_session_overfull() {
        let mut session = session(&[]);
        let large = "x".repeat(UNSENT_BYTES_MAX / 2);
        session.push("A", &large);
        assert!(!session.is_overfull());
        session.push("A", &large);
        assert!(session.is_overfull());
    }
}
