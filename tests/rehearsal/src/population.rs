//! Knows: how to make any one of thousands of guilds from its number, the same each time.
//! Never: keeps them; a guild exists only from when somebody touches it.

use std::collections::{BTreeMap, BTreeSet};

use twilight_model::guild::Permissions;

use crate::clock::{made_at_ms, snowflake};
use crate::world::beginnings::{BOT_MAY, EVERYBODY_MAY};
use crate::world::locale::Locale;
use crate::world::place::{Channel, Guild, Kind, Member, Role, User};

/// Channels of each guild; the last two are voice channels. Ours, as the load bench wants them.
pub const CHANNELS: u64 = 20;
/// Members of each guild, the bot not counted. Ours.
pub const MEMBERS: u64 = 50;
/// Roles of each guild, `@everyone` and the bot's included. Ours.
pub const ROLES: u64 = 10;

/// When the first guild of the population was made: 1 January 2020. Ours.
const FIRST_MADE_MS: u64 = 1_577_836_800_000;
/// Users number `USERS_FROM + n`; made in 2019, long before the guilds.
const USERS_FROM: u64 = 600_000_000_000_000_000;
/// Users the guilds draw their members from. Ours.
const USERS: u64 = 5_000;

/// A rule that makes `count` guilds.
#[derive(Clone, Debug, Default)]
pub struct Population {
    count: u64,
    gone: BTreeSet<u64>,
}

/// One guild, made.
#[derive(Clone, Debug)]
pub struct Made {
    /// The guild itself.
    pub guild: Guild,
    /// Its channels.
    pub channels: Vec<Channel>,
    /// Its members' accounts, shared with other guilds.
    pub users: Vec<User>,
}

impl Population {
    /// A population of so many guilds.
    pub fn new(count: usize) -> Population {
        Population {
            count: u64::try_from(count).expect("a count fits 64 bits"),
            gone: BTreeSet::new(),
        }
    }

    /// The id of the `n`th guild. One millisecond apart, so that they spread over shards.
    pub fn guild_id(&self, n: u64) -> u64 {
        snowflake(FIRST_MADE_MS + n, 0)
    }

    /// The id of a guild's `n`th channel.
    pub fn channel_id(&self, guild: u64, n: u64) -> u64 {
        guild + 1 + n % CHANNELS
    }

    /// The id of a guild's `n`th member.
    pub fn member_id(&self, guild: u64, n: u64) -> u64 {
        let number = made_at_ms(guild).saturating_sub(FIRST_MADE_MS);
        USERS_FROM + (number * 7 + n % MEMBERS) % USERS
    }

    /// Which guild an id belongs to: its own, a channel's or a role's.
    pub fn guild_of(&self, id: u64) -> Option<u64> {
        let number = made_at_ms(id).checked_sub(FIRST_MADE_MS)?;
        (number < self.count).then(|| self.guild_id(number))
    }

    /// All ids, those of guilds the bot has left excluded.
    pub fn ids(&self) -> impl Iterator<Item = u64> + '_ {
        (0..self.count)
            .map(|n| self.guild_id(n))
            .filter(|id| !self.is_gone(*id))
    }

    /// Forgets a guild for good.
    pub fn leave(&mut self, guild: u64) {
        self.gone.insert(guild);
    }

    /// Whether the bot has left a guild.
    pub fn is_gone(&self, guild: u64) -> bool {
        self.gone.contains(&guild)
    }

    /// Makes a guild as it was on its first day.
    pub fn make(&self, id: u64, bot: u64) -> Made {
        let role = |n: u64| Role {
            id: if n == 0 { id } else { id + 100 + n },
            name: if n == 0 {
                String::from("@everyone")
            } else {
                format!("role {n}")
            },
            permissions: if n == 0 {
                EVERYBODY_MAY
            } else {
                Permissions::empty()
            },
            position: u32::try_from(n).expect("there are ten roles"),
            color: 0,
            is_mentionable: false,
            of_bot: None,
        };
        let mut roles: Vec<Role> = (0..ROLES - 1).map(role).collect();
        roles.push(Role {
            id: id + 100 + ROLES,
            name: String::from("Unknot"),
            permissions: BOT_MAY,
            of_bot: Some(bot),
            ..role(ROLES - 1)
        });
        let users: Vec<User> = (0..MEMBERS).map(|n| user(self.member_id(id, n))).collect();
        let mut members: BTreeMap<u64, Member> = BTreeMap::new();
        members.extend(users.iter().map(|user| {
            (
                user.id,
                Member {
                    roles: vec![id + 101],
                },
            )
        }));
        members.insert(
            bot,
            Member {
                roles: vec![id + 100 + ROLES],
            },
        );
        let channels: Vec<Channel> = (0..CHANNELS)
            .map(|n| channel(id, self.channel_id(id, n), n))
            .collect();
        let guild = Guild {
            id,
            name: format!("Club {}", made_at_ms(id) - FIRST_MADE_MS),
            owner: users[0].id,
            locale: Locale::EN_US,
            roles,
            members,
            channels: channels.iter().map(|channel| channel.id).collect(),
        };
        Made {
            guild,
            channels,
            users,
        }
    }
}

fn user(id: u64) -> User {
    let number = id - USERS_FROM;
    User {
        id,
        name: format!("person{number}"),
        shown_as: format!("Person {number}"),
        is_bot: false,
        locale: Locale::EN_US,
        is_closed_to_bots: false,
        has_installed_app: false,
    }
}

fn channel(guild: u64, id: u64, n: u64) -> Channel {
    let (name, kind) = match n < CHANNELS - 2 {
        true => (format!("room-{n}"), Kind::Text { guild }),
        false => (format!("Voice {n}"), Kind::Voice { guild }),
    };
    Channel {
        id,
        name,
        kind,
        overwrites: Vec::new(),
        position: u32::try_from(n).expect("there are twenty channels"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guild_is_found_from_each_of_its_channels_and_from_nothing_else() {
        let population = Population::new(3);
        let last = population.guild_id(2);
        assert_eq!(
            population.guild_of(population.channel_id(last, 19)),
            Some(last)
        );
        assert_eq!(population.guild_of(population.guild_id(3)), None);
        assert_eq!(population.guild_of(1), None);
    }

    #[test]
    fn a_guild_is_made_with_its_whole_population() {
        let population = Population::new(1);
        let made = population.make(population.guild_id(0), 7);
        assert_eq!(made.channels.len(), 20);
        assert_eq!(made.guild.roles.len(), 10);
        assert_eq!(made.guild.members.len(), 51);
    }
}
