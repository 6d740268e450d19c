//! Knows: users, guilds, roles, members and channels, and how Discord writes each in JSON.
//! Never: checks a permission.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use twilight_model::guild::Permissions;

use crate::clock::{iso, made_at_ms};
use crate::world::locale::Locale;

/// A Discord account.
#[derive(Clone, Debug)]
pub struct User {
    pub id: u64,
    pub name: String,
    /// What is shown; Discord's `global_name`.
    pub shown_as: String,
    pub is_bot: bool,
    /// What their Discord is set to.
    pub locale: Locale,
    /// Has said "no direct messages", so that bots get 50007.
    pub is_closed_to_bots: bool,
    /// Has added the application to the account (user install).
    pub has_installed_app: bool,
}

impl User {
    /// The user object (Discord docs, resources/user).
    pub fn json(&self) -> Value {
        json!({
            "id": self.id.to_string(),
            "username": self.name,
            "global_name": (!self.is_bot).then_some(&self.shown_as),
            "discriminator": "0",
            "avatar": null,
            "avatar_decoration_data": null,
            "collectibles": null,
            "primary_guild": null,
            "banner": null,
            "accent_color": null,
            "bot": self.is_bot,
            "public_flags": 0,
            "flags": 0,
        })
    }
}

/// A guild's role.
#[derive(Clone, Debug)]
pub struct Role {
    pub id: u64,
    pub name: String,
    pub permissions: Permissions,
    pub position: u32,
    pub color: u32,
    pub is_mentionable: bool,
    /// Set where the role is the application's own.
    pub of_bot: Option<u64>,
}

impl Role {
    /// The role object (Discord docs, topics/permissions, "Role Object").
    pub fn json(&self) -> Value {
        let mut role = json!({
            "id": self.id.to_string(),
            "name": self.name,
            "permissions": self.permissions.bits().to_string(),
            "position": self.position,
            "color": self.color,
            "colors": {"primary_color": self.color, "secondary_color": null, "tertiary_color": null},
            "hoist": false,
            "managed": self.of_bot.is_some(),
            "mentionable": self.is_mentionable,
            "icon": null,
            "unicode_emoji": null,
            "flags": 0,
        });
        if let Some(bot) = self.of_bot {
            role["tags"] = json!({"bot_id": bot.to_string()});
        }
        role
    }
}

/// A user's membership of one guild.
#[derive(Clone, Debug, Default)]
pub struct Member {
    pub roles: Vec<u64>,
}

/// A guild, without the users and channels it refers to.
#[derive(Clone, Debug)]
pub struct Guild {
    pub id: u64,
    pub name: String,
    pub owner: u64,
    /// The language its channels are said to speak; Discord's `preferred_locale`.
    pub locale: Locale,
    pub roles: Vec<Role>,
    pub members: BTreeMap<u64, Member>,
    pub channels: Vec<u64>,
}

impl Guild {
    /// The moment members are said to have joined: the guild's first.
    fn joined_at(&self) -> String {
        iso(made_at_ms(self.id))
    }

    /// The member object (Discord docs, resources/guild, "Guild Member Object") of somebody who is one.
    pub fn member_json(&self, user: &User) -> Option<Value> {
        let member = self.members.get(&user.id)?;
        Some(json!({
            "user": user.json(),
            "nick": null,
            "avatar": null,
            "banner": null,
            "roles": member.roles.iter().map(u64::to_string).collect::<Vec<_>>(),
            "joined_at": self.joined_at(),
            "premium_since": null,
            "deaf": false,
            "mute": false,
            "flags": 0,
            "pending": false,
            "communication_disabled_until": null,
            "avatar_decoration_data": null,
            "collectibles": null,
        }))
    }

    /// The guild object (Discord docs, resources/guild) as REST answers it.
    pub fn json(&self) -> Value {
        json!({
            "id": self.id.to_string(),
            "name": self.name,
            "owner_id": self.owner.to_string(),
            "icon": null, "description": null, "home_header": null, "splash": null, "discovery_splash": null,
            "features": [], "banner": null, "application_id": null, "region": "deprecated",
            "afk_channel_id": null, "afk_timeout": 300,
            "system_channel_id": null, "system_channel_flags": 0,
            "widget_enabled": false, "widget_channel_id": null,
            "verification_level": 0, "default_message_notifications": 1,
            "mfa_level": 0, "explicit_content_filter": 0,
            "max_presences": null, "max_members": 500_000,
            "max_stage_video_channel_users": 50, "max_video_channel_users": 25,
            "vanity_url_code": null, "premium_tier": 0, "premium_subscription_count": 0,
            "preferred_locale": self.locale.name(), "rules_channel_id": null, "safety_alerts_channel_id": null,
            "public_updates_channel_id": null, "premium_progress_bar_enabled": false,
            "nsfw": false, "nsfw_level": 0, "emojis": [], "stickers": [], "incidents_data": null,
            "roles": self.roles.iter().map(Role::json).collect::<Vec<_>>(),
        })
    }
}

/// A channel's exception to what roles and members may do.
#[derive(Clone, Debug)]
pub struct Overwrite {
    /// A role's or a member's id.
    pub id: u64,
    pub is_member: bool,
    pub allow: Permissions,
    pub deny: Permissions,
}

/// What sort of channel, with what only that sort has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A guild's text channel (type 0).
    Text { guild: u64 },
    /// A guild's voice channel with its chat (type 2).
    Voice { guild: u64 },
    /// Somebody's direct messages with the bot (type 1).
    Direct { person: u64 },
    /// Two people's direct messages, which the bot is no part of (type 1).
    Private { people: [u64; 2] },
}

/// A channel.
#[derive(Clone, Debug)]
pub struct Channel {
    pub id: u64,
    pub name: String,
    pub kind: Kind,
    pub overwrites: Vec<Overwrite>,
    pub position: u32,
}

impl Channel {
    /// The guild it belongs to; none for direct messages.
    pub fn guild(&self) -> Option<u64> {
        match self.kind {
            Kind::Text { guild } | Kind::Voice { guild } => Some(guild),
            Kind::Direct { .. } | Kind::Private { .. } => None,
        }
    }

    /// Discord's number for the kind (Discord docs, resources/channel, "Channel Types").
    pub fn kind_number(&self) -> u8 {
        match self.kind {
            Kind::Text { .. } => 0,
            Kind::Direct { .. } | Kind::Private { .. } => 1,
            Kind::Voice { .. } => 2,
        }
    }

    /// The channel object of a guild's channel (Discord docs, resources/channel).
    pub fn guild_json(&self, guild: u64, last_message: Option<u64>) -> Value {
        let mut channel = json!({
            "id": self.id.to_string(),
            "type": self.kind_number(),
            "guild_id": guild.to_string(),
            "name": self.name,
            "position": self.position,
            "permission_overwrites": self.overwrites.iter().map(|overwrite| json!({
                "id": overwrite.id.to_string(),
                "type": u8::from(overwrite.is_member),
                "allow": overwrite.allow.bits().to_string(),
                "deny": overwrite.deny.bits().to_string(),
            })).collect::<Vec<_>>(),
            "parent_id": null,
            "topic": null,
            "nsfw": false,
            "last_message_id": last_message.map(|id| id.to_string()),
            "rate_limit_per_user": 0,
            "flags": 0,
        });
        if let Kind::Voice { .. } = self.kind {
            channel["bitrate"] = json!(64_000);
            channel["user_limit"] = json!(0);
            channel["rtc_region"] = Value::Null;
        }
        channel
    }
}
