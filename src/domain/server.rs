//! Servers: what is set in one, what that comes to for whoever asks there, and what is heard of them.
//!
//! Nothing here is kept of a member.

use chrono::TimeDelta;

use super::{
    Asker, Change, Decision, LOBBY_LEAD, LOBBY_LEAD_MINUTES_MAX, Language, Member, Role, RoleId,
    RoomId, ServerId, Told, Zone, zone_meant,
};

/// What is set in a server. Where nothing was, everything is at its default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Server {
    /// Whether group sessions are for members only who said that they are 18 or over.
    pub adults_only: bool,
    /// Whoever has this role may lead sessions, beside those who may manage events.
    pub host_role: Option<RoleId>,
    /// Whether Discord reads cues aloud.
    pub read_aloud: bool,
    /// Whether cues are deleted at the end of a session.
    pub tidy: bool,
    /// In which time zone schedules are meant.
    pub zone: Option<Zone>,
    /// In which voice channel sessions are, where none is named.
    pub room: Option<RoomId>,
    /// How many minutes before a scheduled session its lobby opens, where that was set.
    pub lobby_minutes: Option<u32>,
    /// What sessions are led in; what the server speaks at Discord, where nothing was set.
    pub language: Option<Language>,
}

/// What is to be set in a server. What is left out stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// As in [`Server`].
    pub adults_only: Option<bool>,
    /// The role that everybody has, which is called like the server, means none.
    pub host_role: Option<RoleId>,
    /// As in [`Server`].
    pub read_aloud: Option<bool>,
    /// As in [`Server`].
    pub tidy: Option<bool>,
    /// As it was typed or chosen.
    pub zone: Option<String>,
    /// As in [`Server`].
    pub room: Option<RoomId>,
    /// As in [`Server`].
    pub lobby_minutes: Option<u32>,
    /// As in [`Server`].
    pub language: Option<Language>,
}

impl Wanted {
    /// What is set then in a server in which this was set, with the zone that was meant.
    fn over(self, server: ServerId, was: Server, zone: Option<Zone>) -> Server {
        let everybody = RoleId::new(server.get());
        Server {
            adults_only: self.adults_only.unwrap_or(was.adults_only),
            host_role: match self.host_role {
                None => was.host_role,
                Some(role) => Some(role).filter(|it| *it != everybody),
            },
            read_aloud: self.read_aloud.unwrap_or(was.read_aloud),
            tidy: self.tidy.unwrap_or(was.tidy),
            zone: zone.or(was.zone),
            room: self.room.or(was.room),
            lobby_minutes: self.lobby_minutes.or(was.lobby_minutes),
            language: self.language.or(was.language),
        }
    }
}

impl Server {
    /// Whether somebody may be in a group here, as far as their age goes. Fails closed: whoever has not
    /// said how old they are may not.
    pub fn admits(&self, member: Option<&Member>) -> bool {
        !self.adults_only || member.is_some_and(Member::is_adult)
    }

    /// How long before a scheduled session its lobby opens.
    pub fn lobby_lead(&self) -> TimeDelta {
        let minutes = self.lobby_minutes.map(|it| it.min(LOBBY_LEAD_MINUTES_MAX));
        minutes.map_or(LOBBY_LEAD, |it| TimeDelta::minutes(it.into()))
    }
}

/// A server in which somebody asks, and what is set in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Venue {
    /// Which.
    pub id: ServerId,
    /// What is set there.
    pub settings: Server,
}

/// What is heard of servers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServerNews {
    /// The bot was removed from it. That it cannot be reached for a while is no news.
    Left(ServerId),
    /// The bot is in it.
    Here(ServerId),
    /// These are all that a shard looks after: whatever else it would look after was left meanwhile.
    All {
        /// Which of the shards, counted from 0.
        shard: u32,
        /// How many shards there are.
        shards: u32,
        /// The servers.
        here: Vec<ServerId>,
    },
}

impl ServerNews {
    /// Which of these servers were left, and which are here.
    pub fn sort(self, known: &[ServerId]) -> (Vec<ServerId>, Vec<ServerId>) {
        match self {
            ServerNews::Left(server) => (vec![server], Vec::new()),
            ServerNews::Here(server) => (Vec::new(), vec![server]),
            ServerNews::All {
                shard,
                shards,
                here,
            } => {
                let known = known.iter().copied();
                let own = known.filter(|it| it.shard(shards) == Some(shard));
                own.partition(|it| !here.contains(it))
            }
        }
    }
}

impl Asker<'_> {
    /// Whether they may be in a group where they ask. In direct messages there is none.
    pub(super) fn is_admitted(&self) -> bool {
        let admits = |it: Venue| it.settings.admits(self.member);
        self.venue.is_none_or(admits)
    }

    /// What the check is, and whether groups are for adults only where they ask.
    pub(super) fn consent(&self) -> Told {
        let adults_only = self.venue.is_some_and(|it| it.settings.adults_only);
        Told::Consent { adults_only }
    }

    /// What is set in a server, for those who may set it.
    pub(super) fn settings(&self, role: Role, wanted: Wanted) -> Decision {
        let Some(Venue { id, settings: was }) = self.venue else {
            return Decision::tell(Told::NoServer);
        };
        if role != Role::Manager {
            return Decision::tell(Told::NoManager);
        }
        let wants = wanted != Wanted::default();
        let zone = match wanted.zone.as_deref().map(|it| zone_meant(it, self.now)) {
            None => None,
            Some(Ok(zone)) => Some(zone),
            Some(Err(among)) => {
                let typed = wanted.zone.unwrap_or_default();
                return Decision::tell(Told::WhichZone { typed, among });
            }
        };
        let is = wanted.over(id, was, zone);
        let settle = Change::Settle {
            server: id,
            settings: is,
        };
        Decision {
            told: Told::Settings {
                is,
                was: wants.then_some(was),
            },
            changes: (is != was).then_some(settle).into_iter().collect(),
        }
    }
}
