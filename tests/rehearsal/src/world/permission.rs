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
