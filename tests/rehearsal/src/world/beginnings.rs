//! Knows: the world a rehearsal begins with: one club, five people, two rooms, and their direct messages.
//! Never: changes it afterwards.

use std::collections::BTreeMap;

use twilight_model::guild::Permissions;

use crate::world::World;
use crate::world::locale::Locale;
use crate::world::place::{Channel, Guild, Kind, Member, Role, User};

/// What `@everyone` may do, close to what Discord gives a new guild.
pub const EVERYBODY_MAY: Permissions = Permissions::VIEW_CHANNEL
    .union(Permissions::SEND_MESSAGES)
    .union(Permissions::EMBED_LINKS)
    .union(Permissions::ATTACH_FILES)
    .union(Permissions::READ_MESSAGE_HISTORY)
    .union(Permissions::ADD_REACTIONS)
    .union(Permissions::USE_SLASH_COMMANDS)
    .union(Permissions::CONNECT)
    .union(Permissions::SPEAK)
    .union(Permissions::USE_VAD)
    .union(Permissions::USE_EXTERNAL_APPS)
    .union(Permissions::CHANGE_NICKNAME);

/// What the bot's own role adds.
pub const BOT_MAY: Permissions = Permissions::VIEW_CHANNEL
    .union(Permissions::SEND_MESSAGES)
    .union(Permissions::SEND_TTS_MESSAGES)
    .union(Permissions::EMBED_LINKS)
    .union(Permissions::ATTACH_FILES)
    .union(Permissions::READ_MESSAGE_HISTORY)
    .union(Permissions::CONNECT)
    .union(Permissions::CREATE_EVENTS);

/// Ids of the beginning, all of them made up and fixed, so that a test's output is the same each day.
pub mod ids {
    /// The bot's user, and the application.
    pub const BOT: u64 = 1_100_000_000_000_000_001;
    pub const GUILD: u64 = 1_100_000_000_000_100_000;
    pub const OWNER: u64 = 1_100_000_000_000_000_011;
    pub const HOST: u64 = 1_100_000_000_000_000_012;
    pub const MEMBERS: [u64; 3] = [
        1_100_000_000_000_000_013,
        1_100_000_000_000_000_014,
        1_100_000_000_000_000_015,
    ];
    pub const HOST_ROLE: u64 = 1_100_000_000_000_100_001;
    pub const BOT_ROLE: u64 = 1_100_000_000_000_100_002;
    pub const LOUNGE: u64 = 1_100_000_000_000_200_001;
    pub const MAT_ROOM: u64 = 1_100_000_000_000_200_002;
    pub const PRIVATE: u64 = 1_100_000_000_000_300_001;
    /// Direct messages with the bot: this plus the person's place in the list of people.
    pub const DIRECT_FROM: u64 = 1_100_000_000_000_400_000;
}

/// The people of the beginning, in the order the page shows them.
pub const PEOPLE: [(u64, &str); 5] = [
    (ids::OWNER, "Ola"),
    (ids::HOST, "Hana"),
    (ids::MEMBERS[0], "Mia"),
    (ids::MEMBERS[1], "Noor"),
    (ids::MEMBERS[2], "Tom"),
];

impl World {
    /// Puts everything and everybody of the beginning in place.
    pub fn furnish(&mut self) {
        for (place, (id, name)) in PEOPLE.iter().enumerate() {
            self.users.insert(
                *id,
                User {
                    id: *id,
                    name: name.to_lowercase(),
                    shown_as: (*name).to_owned(),
                    is_bot: false,
                    locale: Locale::EN_US,
                    is_closed_to_bots: false,
                    has_installed_app: ids::MEMBERS[..2].contains(id),
                },
            );
            let direct = ids::DIRECT_FROM + u64::try_from(place).expect("there are five people");
            self.direct.insert(*id, direct);
            self.place(direct, name, Kind::Direct { person: *id }, 0);
        }
        self.place(ids::LOUNGE, "lounge", Kind::Text { guild: ids::GUILD }, 0);
        self.place(
            ids::MAT_ROOM,
            "Mat room",
            Kind::Voice { guild: ids::GUILD },
            1,
        );
        let people = [ids::MEMBERS[0], ids::MEMBERS[1]];
        self.place(ids::PRIVATE, "Mia and Noor", Kind::Private { people }, 0);
        let guild = self.club();
        self.guilds.insert(guild.id, guild);
    }

    fn place(&mut self, id: u64, name: &str, kind: Kind, position: u32) {
        let channel = Channel {
            id,
            name: name.to_owned(),
            kind,
            overwrites: Vec::new(),
            position,
        };
        self.channels.insert(id, channel);
    }

    fn club(&self) -> Guild {
        let everyone = Role {
            id: ids::GUILD,
            name: String::from("@everyone"),
            permissions: EVERYBODY_MAY,
            position: 0,
            color: 0,
            is_mentionable: false,
            of_bot: None,
        };
        let host = Role {
            id: ids::HOST_ROLE,
            name: String::from("Host"),
            permissions: Permissions::MANAGE_EVENTS | Permissions::CREATE_EVENTS,
            position: 2,
            color: 0x2e_cc_71,
            is_mentionable: true,
            ..everyone.clone()
        };
        let bot = Role {
            id: ids::BOT_ROLE,
            name: String::from("Unknot"),
            permissions: BOT_MAY,
            position: 1,
            of_bot: Some(self.bot),
            ..everyone.clone()
        };
        let mut members: BTreeMap<u64, Member> = PEOPLE
            .iter()
            .map(|(id, _)| (*id, Member { roles: Vec::new() }))
            .collect();
        members.insert(
            ids::HOST,
            Member {
                roles: vec![ids::HOST_ROLE],
            },
        );
        members.insert(
            self.bot,
            Member {
                roles: vec![ids::BOT_ROLE],
            },
        );
        Guild {
            id: ids::GUILD,
            name: String::from("Roll Club"),
            owner: ids::OWNER,
            locale: Locale::EN_US,
            roles: vec![everyone, bot, host],
            members,
            channels: vec![ids::LOUNGE, ids::MAT_ROOM],
        }
    }
}
