//! Knows: what somebody may do in a channel, computed as Discord documents (topics/permissions, "Permission Hierarchy").
//! Never: refuses; it only answers questions.

use twilight_model::guild::Permissions;

use super::place::{Channel, Guild, Kind};

/// What everybody may do in direct messages, where roles do not reach.
pub const IN_DIRECT: Permissions = Permissions::VIEW_CHANNEL
    .union(Permissions::SEND_MESSAGES)
    .union(Permissions::EMBED_LINKS)
    .union(Permissions::ATTACH_FILES)
    .union(Permissions::READ_MESSAGE_HISTORY)
    .union(Permissions::ADD_REACTIONS)
    .union(Permissions::USE_EXTERNAL_EMOJIS)
    .union(Permissions::USE_SLASH_COMMANDS);

/// What a member may do in the guild at large: the roles put together.
pub fn in_guild(guild: &Guild, user: u64) -> Permissions {
    if guild.owner == user {
        return Permissions::all();
    }
    let Some(member) = guild.members.get(&user) else {
        return Permissions::empty();
    };
    let base = guild
        .roles
        .iter()
        .filter(|role| role.id == guild.id || member.roles.contains(&role.id))
        .fold(Permissions::empty(), |sum, role| sum | role.permissions);
    match base.contains(Permissions::ADMINISTRATOR) {
        true => Permissions::all(),
        false => base,
    }
}

/// What a member may do in one of the guild's channels: roles, then overwrites, then what a denial takes with it.
pub fn in_channel(guild: &Guild, channel: &Channel, user: u64) -> Permissions {
    let base = in_guild(guild, user);
    if base == Permissions::all() {
        return base;
    }
    let Some(member) = guild.members.get(&user) else {
        return Permissions::empty();
    };
    let mut granted = base;
    let everyone = channel
        .overwrites
        .iter()
        .filter(|it| !it.is_member && it.id == guild.id);
    for overwrite in everyone {
        granted = (granted - overwrite.deny) | overwrite.allow;
    }
    let (mut allow, mut deny) = (Permissions::empty(), Permissions::empty());
    let of_roles = channel
        .overwrites
        .iter()
        .filter(|it| !it.is_member && member.roles.contains(&it.id));
    for overwrite in of_roles {
        allow |= overwrite.allow;
        deny |= overwrite.deny;
    }
    granted = (granted - deny) | allow;
    for overwrite in channel
        .overwrites
        .iter()
        .filter(|it| it.is_member && it.id == user)
    {
        granted = (granted - overwrite.deny) | overwrite.allow;
    }
    implied(granted, &channel.kind)
}

/// Takes away what a missing permission makes impossible ("Implicit Permissions").
fn implied(granted: Permissions, kind: &Kind) -> Permissions {
    if !granted.contains(Permissions::VIEW_CHANNEL) {
        return Permissions::empty();
    }
    // Without CONNECT a voice channel, its chat too, is as closed as an invisible one.
    if matches!(kind, Kind::Voice { .. }) && !granted.contains(Permissions::CONNECT) {
        return Permissions::VIEW_CHANNEL;
    }
    match granted.contains(Permissions::SEND_MESSAGES) {
        true => granted,
        false => {
            granted
                - Permissions::MENTION_EVERYONE
                - Permissions::SEND_TTS_MESSAGES
                - Permissions::ATTACH_FILES
                - Permissions::EMBED_LINKS
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::world::locale::Locale;
    use crate::world::place::{Member, Overwrite, Role};

    const EVERYONE: u64 = 1;
    const HELPER: u64 = 2;
    const MEMBER: u64 = 10;
    const SAY: Permissions = Permissions::SEND_MESSAGES;

    fn guild(of_everyone: Permissions) -> Guild {
        let role = |id, permissions| Role {
            id,
            name: String::new(),
            permissions,
            position: 0,
            color: 0,
            is_mentionable: false,
            of_bot: None,
        };
        Guild {
            id: EVERYONE,
            name: String::new(),
            owner: 99,
            locale: Locale::EN_US,
            roles: vec![
                role(EVERYONE, of_everyone),
                role(HELPER, Permissions::empty()),
            ],
            members: BTreeMap::from([(
                MEMBER,
                Member {
                    roles: vec![HELPER],
                },
            )]),
            channels: Vec::new(),
        }
    }

    fn granted(
        of_everyone: Permissions,
        overwrites: &[(u64, Permissions, Permissions)],
    ) -> Permissions {
        let overwrites = overwrites.iter().map(|(id, allow, deny)| Overwrite {
            id: *id,
            is_member: *id == MEMBER,
            allow: *allow,
            deny: *deny,
        });
        let channel = Channel {
            id: 5,
            name: String::new(),
            kind: Kind::Text { guild: EVERYONE },
            overwrites: overwrites.collect(),
            position: 0,
        };
        in_channel(&guild(of_everyone), &channel, MEMBER)
    }

    #[test]
    fn a_narrower_overwrite_beats_a_wider_one() {
        let base = Permissions::VIEW_CHANNEL | SAY;
        let none = Permissions::empty();
        assert!(granted(base, &[]).contains(SAY));
        assert!(!granted(base, &[(EVERYONE, none, SAY)]).contains(SAY));
        assert!(granted(base, &[(EVERYONE, none, SAY), (HELPER, SAY, none)]).contains(SAY));
        let all = [
            (EVERYONE, none, SAY),
            (HELPER, SAY, none),
            (MEMBER, none, SAY),
        ];
        assert!(!granted(base, &all).contains(SAY));
    }

    #[test]
    fn who_cannot_see_can_do_nothing_and_an_administrator_can_do_all() {
        assert_eq!(granted(SAY, &[]), Permissions::empty());
        let hidden = [(EVERYONE, Permissions::empty(), Permissions::VIEW_CHANNEL)];
        assert_eq!(
            granted(Permissions::ADMINISTRATOR, &hidden),
            Permissions::all()
        );
    }

    #[test]
    fn who_cannot_speak_cannot_attach_or_wake_everybody() {
        let base =
            Permissions::VIEW_CHANNEL | Permissions::ATTACH_FILES | Permissions::MENTION_EVERYONE;
        assert_eq!(granted(base, &[]), Permissions::VIEW_CHANNEL);
        assert_eq!(granted(base | SAY, &[]), base | SAY);
    }
}
