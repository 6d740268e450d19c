//! Knows: who is in which voice channel.
//! Never: carries a sound.

use serde_json::{Value, json};
use twilight_model::gateway::Intents;
use twilight_model::guild::Permissions;

use crate::world::World;
use crate::world::command::Objection;
use crate::world::happening::{PageEvent, To};
use crate::world::place::Kind;
use crate::world::refusal::{Refusal, UNKNOWN_VOICE_STATE};

/// Somebody's presence in a voice channel.
#[derive(Clone, Debug)]
pub struct VoiceState {
    pub guild: u64,
    pub user: u64,
    /// None only in the dispatch that says they left.
    pub channel: Option<u64>,
    pub session: String,
}

impl World {
    /// The voice state object (Discord docs, resources/voice).
    pub fn voice_json(&self, state: &VoiceState) -> Value {
        let mut json = json!({
            "guild_id": state.guild.to_string(),
            "channel_id": state.channel.map(|id| id.to_string()),
            "user_id": state.user.to_string(),
            "session_id": state.session,
            "deaf": false, "mute": false, "self_deaf": false, "self_mute": false,
            "self_stream": false, "self_video": false, "suppress": false,
            "request_to_speak_timestamp": null,
        });
        let member = self
            .guilds
            .get(&state.guild)
            .and_then(|guild| guild.member_json(self.user(state.user)));
        if let Some(member) = member {
            json["member"] = member;
        }
        json
    }

    /// Where a user is in a guild.
    pub fn voice_of(&mut self, guild: u64, user: u64) -> Result<Value, Refusal> {
        self.guild_for_bot(guild)?;
        let state = self.voice.get(&(guild, user)).ok_or(UNKNOWN_VOICE_STATE)?;
        Ok(self.voice_json(state))
    }

    /// The people in a voice channel.
    pub fn people_in(&self, room: u64) -> Vec<u64> {
        self.voice
            .values()
            .filter(|state| state.channel == Some(room))
            .map(|state| state.user)
            .collect()
    }

    /// A person enters a voice channel, moves there, or (`None`) leaves.
    pub fn move_voice(&mut self, person: u64, room: Option<u64>) -> Result<(), Objection> {
        match room {
            Some(room) => self.enter_voice(person, room),
            None => {
                let states: Vec<(u64, u64)> = self
                    .voice
                    .keys()
                    .filter(|key| key.1 == person)
                    .copied()
                    .collect();
                for key in states {
                    self.leave_voice(key);
                }
                Ok(())
            }
        }
    }

    fn enter_voice(&mut self, person: u64, room: u64) -> Result<(), Objection> {
        let channel = self
            .channel(room)
            .map_err(|_| Objection(String::from("That room is gone.")))?
            .clone();
        let Kind::Voice { guild } = channel.kind else {
            return Err(Objection(format!(
                "{} is not a voice channel.",
                channel.name
            )));
        };
        if !self
            .permissions(person, &channel)
            .contains(Permissions::VIEW_CHANNEL | Permissions::CONNECT)
        {
            return Err(Objection(String::from(
                "You may not enter that voice channel.",
            )));
        }
        // A person has one voice, in whichever guild.
        let elsewhere: Vec<(u64, u64)> = self
            .voice
            .keys()
            .filter(|key| key.1 == person && key.0 != guild)
            .copied()
            .collect();
        for key in elsewhere {
            self.leave_voice(key);
        }
        let left = self
            .voice
            .get(&(guild, person))
            .and_then(|state| state.channel);
        let session = format!("{:032x}", self.next_id());
        let state = VoiceState {
            guild,
            user: person,
            channel: Some(room),
            session,
        };
        self.tell_voice(&state);
        self.voice.insert((guild, person), state);
        for room in left.into_iter().chain([room]) {
            self.tell_page(PageEvent::Voice { room });
        }
        Ok(())
    }

    fn leave_voice(&mut self, key: (u64, u64)) {
        let Some(mut state) = self.voice.remove(&key) else {
            return;
        };
        let left = state.channel.take();
        self.tell_voice(&state);
        if let Some(room) = left {
            self.tell_page(PageEvent::Voice { room });
        }
    }

    fn tell_voice(&mut self, state: &VoiceState) {
        let data = self.voice_json(state);
        self.tell_gateway(
            "VOICE_STATE_UPDATE",
            To::with(Some(state.guild), Intents::GUILD_VOICE_STATES),
            &data,
        );
    }
}
