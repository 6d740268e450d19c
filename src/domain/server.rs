//! Servers: what is set in one, what that comes to for whoever asks there, and what is heard of them.
//!
//! Nothing here is kept of a member.

use super::{Asker, Change, Decision, Member, Role, ServerId, Told};

/// What is set in a server. Where nothing was, everything is at its default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Server {
    /// Whether group sessions are for members only who said that they are 18 or over.
    pub adults_only: bool,
}

impl Server {
    /// Whether somebody may be in a group here, as far as their age goes. Fails closed: whoever has not
    /// said how old they are may not.
    pub fn admits(&self, member: Option<&Member>) -> bool {
        !self.adults_only || member.is_some_and(Member::is_adult)
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
    pub(super) fn settings(&self, role: Role, adults_only: Option<bool>) -> Decision {
        let Some(Venue { id, settings: was }) = self.venue else {
            return Decision::tell(Told::NoServer);
        };
        if role != Role::Manager {
            return Decision::tell(Told::NoManager);
        }
        let is = Server {
            adults_only: adults_only.unwrap_or(was.adults_only),
        };
        let wants = adults_only.is_some();
        let settle = Change::Settle {
            server: id,
            settings: is,
        };
        Decision {
            told: Told::Settings {
                is,
                was: wants.then_some(was),
            },
            change: (is != was).then_some(settle),
        }
    }
}
