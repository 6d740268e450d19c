//! Knows: who a text names, and who of them may be woken (Discord docs, resources/message, "Allowed Mentions Object").
//! Never: wakes anybody.

use twilight_model::channel::message::{AllowedMentions, MentionType};
use twilight_model::guild::Permissions;

use crate::world::World;
use crate::world::message::Mentions;
use crate::world::place::Channel;
use crate::world::refusal::Faults;

/// Ids that one list of an allowance may hold (Discord docs, resources/message).
const LISTED_MAX: usize = 100;

/// What holds where the application says nothing: messages wake all they name, answers to interactions only users.
pub fn default_allowance(is_interaction: bool) -> AllowedMentions {
    let parse = match is_interaction {
        true => vec![MentionType::Users],
        false => vec![
            MentionType::Users,
            MentionType::Roles,
            MentionType::Everyone,
        ],
    };
    AllowedMentions {
        parse,
        replied_user: false,
        roles: Vec::new(),
        users: Vec::new(),
    }
}

/// Notes what is wrong with an allowance.
pub fn check(allowed: &AllowedMentions, faults: &mut Faults) {
    let exclusive = "parse:[\"users\"] and users: [ids...] are mutually exclusive.";
    if allowed.parse.contains(&MentionType::Users) && !allowed.users.is_empty() {
        faults.add(
            "allowed_mentions",
            "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
            exclusive,
        );
    }
    if allowed.parse.contains(&MentionType::Roles) && !allowed.roles.is_empty() {
        faults.add(
            "allowed_mentions",
            "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
            exclusive.replace("users", "roles"),
        );
    }
    for (path, count) in [
        ("users", allowed.users.len()),
        ("roles", allowed.roles.len()),
    ] {
        if LISTED_MAX < count {
            let path = format!("allowed_mentions.{path}");
            faults.add(
                &path,
                "BASE_TYPE_MAX_LENGTH",
                "Must be 100 or fewer in length.",
            );
        }
    }
}

impl World {
    /// Who a text wakes in this channel.
    pub fn mentions_in(
        &self,
        text: &str,
        channel: &Channel,
        author: u64,
        allowed: &AllowedMentions,
    ) -> Mentions {
        let may_wake_all = self
            .permissions(author, channel)
            .contains(Permissions::MENTION_EVERYONE);
        let guild = channel.guild().and_then(|id| self.guilds.get(&id));
        let mut users: Vec<u64> = named(text, "<@")
            .filter(|id| self.users.contains_key(id))
            .collect();
        users.extend(named(text, "<@!").filter(|id| self.users.contains_key(id)));
        let all_users = allowed.parse.contains(&MentionType::Users);
        users.retain(|id| all_users || allowed.users.iter().any(|allowed| allowed.get() == *id));
        users.sort_unstable();
        users.dedup();

        let all_roles = allowed.parse.contains(&MentionType::Roles);
        let mut roles: Vec<u64> = named(text, "<@&").collect();
        roles.retain(|id| {
            let role = guild.and_then(|guild| guild.roles.iter().find(|role| role.id == *id));
            let is_allowed = all_roles || allowed.roles.iter().any(|allowed| allowed.get() == *id);
            is_allowed && role.is_some_and(|role| role.is_mentionable || may_wake_all)
        });
        roles.sort_unstable();
        roles.dedup();

        let names_all = text.contains("@everyone") || text.contains("@here");
        let everyone = names_all
            && guild.is_some()
            && may_wake_all
            && allowed.parse.contains(&MentionType::Everyone);
        Mentions {
            users,
            roles,
            everyone,
        }
    }
}

/// The ids written between an opening such as `<@` and `>`.
fn named<'a>(text: &'a str, opening: &'a str) -> impl Iterator<Item = u64> + 'a {
    text.split(opening)
        .skip(1)
        .filter_map(|rest| rest.split_once('>')?.0.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_only_from_whole_mentions() {
        assert_eq!(named("hi <@12> and <@34", "<@").collect::<Vec<_>>(), [12]);
        assert_eq!(named("<@&5> <@6>", "<@&").collect::<Vec<_>>(), [5]);
        assert_eq!(named("<@&5> <@6>", "<@").collect::<Vec<_>>(), [6]);
    }
}
