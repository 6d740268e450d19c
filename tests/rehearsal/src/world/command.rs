//! Knows: the commands an application has registered, and where and by whom each may be used.
//! Never: runs one.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::{Value, json};
use twilight_model::application::command::{Command as Definition, CommandType};
use twilight_validate::command::{self as validate, CommandValidationErrorType as Fault};

use crate::world::World;
use crate::world::happening::PageEvent;
use crate::world::refusal::{Faults, Refusal, TOO_MANY_COMMANDS, UNKNOWN_COMMAND};

/// Chat commands of one scope (Discord docs, interactions/application-commands, "Registering a Command").
const PER_SCOPE_MAX: usize = 100;

/// Characters of all words of a command together (same docs, "Application Command Object").
const COMMAND_CHARS_MAX: usize = 8000;

/// A registered command.
#[derive(Clone, Debug)]
pub struct Command {
    pub id: u64,
    pub definition: Definition,
    /// As REST answers it.
    pub json: Value,
}

/// All commands: global ones and those of single guilds.
#[derive(Debug, Default)]
pub struct Commands {
    pub global: Vec<Arc<Command>>,
    pub of_guild: HashMap<u64, Vec<Arc<Command>>>,
}

impl Commands {
    fn scope_mut(&mut self, guild: Option<u64>) -> &mut Vec<Arc<Command>> {
        match guild {
            Some(guild) => self.of_guild.entry(guild).or_default(),
            None => &mut self.global,
        }
    }

    /// The commands of one scope.
    pub fn scope(&self, guild: Option<u64>) -> &[Arc<Command>] {
        match guild {
            Some(guild) => self.of_guild.get(&guild).map_or(&[], Vec::as_slice),
            None => &self.global,
        }
    }

    /// The commands that exist in a channel of this guild, or in direct messages.
    pub fn around(&self, guild: Option<u64>) -> impl Iterator<Item = &Arc<Command>> {
        let local = guild.map_or(&[][..], |guild| self.scope(Some(guild)));
        self.global.iter().chain(local)
    }
}

/// Why Discord's client does not let a person do something, as a sentence for them.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Objection(pub String);

impl World {
    /// Every command of a scope, as REST answers it.
    pub fn commands_json(&self, guild: Option<u64>, with_localizations: bool) -> Value {
        self.commands
            .scope(guild)
            .iter()
            .map(|command| shown(command, with_localizations))
            .collect()
    }

    /// One command of a scope.
    pub fn command_json(&self, guild: Option<u64>, id: u64) -> Result<Value, Refusal> {
        let found = self
            .commands
            .scope(guild)
            .iter()
            .find(|command| command.id == id);
        found
            .map(|command| shown(command, true))
            .ok_or(UNKNOWN_COMMAND)
    }

    /// Replaces a scope's commands; one that keeps its name keeps its id.
    pub fn replace_commands(
        &mut self,
        guild: Option<u64>,
        bodies: &[Value],
    ) -> Result<Value, Refusal> {
        let mut faults = Faults::default();
        let mut definitions: Vec<Definition> = Vec::new();
        for (index, body) in bodies.iter().enumerate() {
            let Some(definition) = read(body, &format!("{index}."), &mut faults) else {
                continue;
            };
            let is_repeated = definitions
                .iter()
                .any(|it| it.name == definition.name && it.kind == definition.kind);
            if is_repeated {
                let code = "APPLICATION_COMMANDS_DUPLICATE_NAME";
                faults.add(
                    &format!("{index}.name"),
                    code,
                    "Application command names must be unique",
                );
            }
            definitions.push(definition);
        }
        faults.settle()?;
        check_count(&definitions)?;
        let made = definitions
            .into_iter()
            .map(|it| self.make_command(guild, it))
            .collect();
        *self.commands.scope_mut(guild) = made;
        self.tell_page(PageEvent::Commands);
        Ok(self.commands_json(guild, true))
    }

    /// Adds a command, or replaces the one of the same name; says whether it is new.
    pub fn add_command(
        &mut self,
        guild: Option<u64>,
        body: &Value,
    ) -> Result<(bool, Value), Refusal> {
        let mut faults = Faults::default();
        let definition = read(body, "", &mut faults);
        faults.settle()?;
        let definition = definition.expect("a definition without faults was read");
        let command = self.make_command(guild, definition);
        let json = shown(&command, true);
        let scope = self.commands.scope_mut(guild);
        let place = scope.iter().position(|it| it.id == command.id);
        if place.is_none() && PER_SCOPE_MAX <= scope.len() {
            return Err(TOO_MANY_COMMANDS);
        }
        match place {
            Some(place) => scope[place] = command,
            None => scope.push(command),
        }
        self.tell_page(PageEvent::Commands);
        Ok((place.is_none(), json))
    }

    /// Changes the named fields of a command.
    pub fn edit_command(
        &mut self,
        guild: Option<u64>,
        id: u64,
        body: &Value,
    ) -> Result<Value, Refusal> {
        let found = self
            .commands
            .scope(guild)
            .iter()
            .find(|command| command.id == id);
        let mut merged = found.ok_or(UNKNOWN_COMMAND)?.json.clone();
        for (name, value) in body.as_object().into_iter().flatten() {
            merged[name] = value.clone();
        }
        let mut faults = Faults::default();
        let definition = read(&merged, "", &mut faults);
        faults.settle()?;
        let definition = definition.expect("a definition without faults was read");
        let command = self.make_command(guild, definition);
        let command = Arc::new(Command {
            id,
            ..Command::clone(&command)
        });
        let json = shown(&command, true);
        for slot in self
            .commands
            .scope_mut(guild)
            .iter_mut()
            .filter(|slot| slot.id == id)
        {
            *slot = command.clone();
        }
        self.tell_page(PageEvent::Commands);
        Ok(json)
    }

    /// Removes a command.
    pub fn remove_command(&mut self, guild: Option<u64>, id: u64) -> Result<(), Refusal> {
        let scope = self.commands.scope_mut(guild);
        let before = scope.len();
        scope.retain(|command| command.id != id);
        if scope.len() == before {
            return Err(UNKNOWN_COMMAND);
        }
        self.tell_page(PageEvent::Commands);
        Ok(())
    }

    fn make_command(&mut self, guild: Option<u64>, definition: Definition) -> Arc<Command> {
        let same = |it: &&Arc<Command>| {
            it.definition.name == definition.name && it.definition.kind == definition.kind
        };
        let earlier = self.commands.scope(guild).iter().find(same).cloned();
        let id = earlier.map_or_else(|| self.next_id(), |command| command.id);
        let mut json = serde_json::to_value(&definition).expect("a definition came from JSON");
        json["id"] = json!(id.to_string());
        json["application_id"] = json!(self.application.to_string());
        json["version"] = json!(self.next_id().to_string());
        // Discord's defaults (interactions/application-commands, "Application Command Object").
        for (name, value) in [
            ("nsfw", json!(false)),
            ("contexts", Value::Null),
            ("integration_types", json!([0])),
        ] {
            if json.get(name).is_none_or(Value::is_null) {
                json[name] = value;
            }
        }
        if let Some(guild) = guild {
            json["guild_id"] = json!(guild.to_string());
        }
        Arc::new(Command {
            id,
            definition,
            json,
        })
    }
}

fn shown(command: &Command, with_localizations: bool) -> Value {
    let mut json = command.json.clone();
    if !with_localizations && let Some(fields) = json.as_object_mut() {
        fields.remove("name_localizations");
        fields.remove("description_localizations");
    }
    json
}

fn check_count(definitions: &[Definition]) -> Result<(), Refusal> {
    let count = definitions
        .iter()
        .filter(|it| it.kind == CommandType::ChatInput)
        .count();
    match PER_SCOPE_MAX < count {
        true => Err(TOO_MANY_COMMANDS),
        false => Ok(()),
    }
}

/// Reads one definition, noting what is wrong with it under `prefix`.
fn read(body: &Value, prefix: &str, faults: &mut Faults) -> Option<Definition> {
    let mut body = body.clone();
    let fields = body.as_object_mut()?;
    for (name, value) in [
        ("type", json!(1)),
        ("description", json!("")),
        ("version", json!("1")),
    ] {
        fields.entry(name).or_insert(value);
    }
    for name in ["default_member_permissions", "options"] {
        if fields.get(name).is_some_and(Value::is_null) {
            fields.remove(name);
        }
    }
    let definition = match serde_json::from_value::<Definition>(body) {
        Ok(definition) => definition,
        Err(error) => {
            faults.add(prefix, "MODEL_TYPE_CONVERT", error.to_string());
            return None;
        }
    };
    if definition.kind == CommandType::ChatInput {
        if definition.description.is_empty() {
            faults.add(
                &format!("{prefix}description"),
                "BASE_TYPE_REQUIRED",
                "This field is required",
            );
            return None;
        }
        if let Err(error) = validate::chat_input_name(&definition.name) {
            let path = format!("{prefix}name");
            faults.add(&path, "APPLICATION_COMMAND_INVALID_NAME", error.to_string());
            return None;
        }
    }
    if COMMAND_CHARS_MAX < validate::command_characters(&definition) {
        let message = "Command exceeds maximum size (8000)";
        faults.add(prefix, "APPLICATION_COMMAND_TOO_LARGE", message);
        return None;
    }
    // Apart, since twilight-validate takes only half the characters that Discord does, and looks at no options.
    let alone = Definition {
        options: Vec::new(),
        ..definition.clone()
    };
    let judged = validate::command(&alone).and_then(|()| validate::options(&definition.options));
    if let Err(error) = judged {
        let field = match error.kind() {
            Fault::NameLengthInvalid | Fault::NameCharacterInvalid { .. } => "name",
            Fault::DescriptionInvalid => "description",
            _ => "options",
        };
        faults.add(
            &format!("{prefix}{field}"),
            "APPLICATION_COMMAND_INVALID",
            error.to_string(),
        );
        return None;
    }
    Some(definition)
}
