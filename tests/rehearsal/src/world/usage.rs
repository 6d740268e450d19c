//! Knows: where and by whom a command may be used, and on whose behalf it then runs.
//! Never: runs one.

use std::sync::Arc;

use serde_json::{Map, Value, json};
use twilight_model::application::command::Command as Definition;
use twilight_model::application::interaction::InteractionContextType;
use twilight_model::guild::Permissions;
use twilight_model::oauth::ApplicationIntegrationType;

use crate::world::World;
use crate::world::command::{Command, Objection};
use crate::world::permission;
use crate::world::place::{Channel, Kind};

/// On whose behalf a command runs (Discord docs, interactions/receiving-and-responding, "Authorizing Integration Owners").
#[derive(Clone, Debug)]
pub struct Owners {
    pub json: Arc<Value>,
    /// No guild stands behind it, which limits follow-ups.
    pub is_only_user: bool,
}

impl World {
    /// Whether a person may use a command in a room, and on whose behalf it would run.
    pub fn may_use(
        &self,
        command: &Command,
        person: u64,
        channel: &Channel,
    ) -> Result<Owners, Objection> {
        let definition = &command.definition;
        let name = &definition.name;
        let (context, home) = match channel.kind {
            Kind::Text { guild } | Kind::Voice { guild } => {
                (InteractionContextType::Guild, Some(guild))
            }
            Kind::Direct { .. } => (InteractionContextType::BotDm, None),
            Kind::Private { .. } => (InteractionContextType::PrivateChannel, None),
        };
        if definition
            .contexts
            .as_ref()
            .is_some_and(|contexts| !contexts.contains(&context))
        {
            return Err(Objection(format!("/{name} cannot be used here.")));
        }
        let owners = self.owners(definition, person, channel);
        if owners.json.as_object().is_none_or(Map::is_empty) {
            return Err(Objection(format!("/{name} is not installed here.")));
        }
        if definition.nsfw == Some(true) {
            return Err(Objection(format!(
                "/{name} is only for age-restricted channels."
            )));
        }
        let granted = self.permissions(person, channel);
        let needed = Permissions::VIEW_CHANNEL
            | Permissions::SEND_MESSAGES
            | Permissions::USE_SLASH_COMMANDS;
        if !granted.contains(needed) {
            return Err(Objection(String::from(
                "You may not use commands in this channel.",
            )));
        }
        if let Some(guild) = home.and_then(|id| self.guilds.get(&id)) {
            let in_guild = permission::in_guild(guild, person);
            let may = match definition.default_member_permissions {
                Some(needed) if needed.is_empty() => in_guild.contains(Permissions::ADMINISTRATOR),
                Some(needed) => in_guild.contains(needed),
                None => true,
            };
            if !may {
                return Err(Objection(format!(
                    "You do not have permission to use /{name}."
                )));
            }
        }
        Ok(owners)
    }

    fn owners(&self, definition: &Definition, person: u64, channel: &Channel) -> Owners {
        let installs = definition
            .integration_types
            .as_deref()
            .unwrap_or(&[ApplicationIntegrationType::GuildInstall]);
        let for_guild = installs.contains(&ApplicationIntegrationType::GuildInstall);
        let for_user = installs.contains(&ApplicationIntegrationType::UserInstall)
            && self.user(person).has_installed_app;
        let mut json = json!({});
        match channel.kind {
            Kind::Text { guild } | Kind::Voice { guild } => {
                let has_bot = self
                    .guilds
                    .get(&guild)
                    .is_some_and(|guild| guild.members.contains_key(&self.bot));
                if for_guild && has_bot {
                    json["0"] = json!(guild.to_string());
                }
            }
            // In its own DM the bot stands for itself, written "0".
            Kind::Direct { .. } => {
                if for_guild {
                    json["0"] = json!("0");
                }
            }
            Kind::Private { .. } => {}
        }
        if for_user {
            json["1"] = json!(person.to_string());
        }
        Owners {
            is_only_user: json.get("0").is_none(),
            json: Arc::new(json),
        }
    }
}
