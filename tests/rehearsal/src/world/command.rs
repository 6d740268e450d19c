//! Knows: the commands an application has registered, and where and by whom each may be used.
//! Never: runs one.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::{Value, json};
use twilight_model::application::command::{Command as Definition, CommandType};

use crate::world::World;
use crate::world::happening::PageEvent;
use crate::world::locale::{Locale, localized};
use crate::world::refusal::{Faults, Refusal, TOO_MANY_COMMANDS, UNKNOWN_COMMAND};
use crate::world::registration::{Named, clashes, read};

/// Chat commands of one scope (Discord docs, interactions/application-commands, "Registering a Command").
const PER_SCOPE_MAX: usize = 100;

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
    /// Every command of a scope, with all its languages or as one who reads only `in_language` sees it.
    pub fn commands_json(&self, guild: Option<u64>, in_language: Option<Locale>) -> Value {
        let shown = |command: &Arc<Command>| match in_language {
            Some(locale) => localized(&command.json, &[locale]),
            None => command.json.clone(),
        };
        self.commands.scope(guild).iter().map(shown).collect()
    }

    /// One command of a scope.
    pub fn command_json(&self, guild: Option<u64>, id: u64) -> Result<Value, Refusal> {
        let found = self
            .commands
            .scope(guild)
            .iter()
            .find(|command| command.id == id);
        found
            .map(|command| command.json.clone())
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
            let prefix = format!("{index}.");
            check_unique(&definition, definitions.iter(), &prefix, &mut faults);
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
        Ok(self.commands_json(guild, None))
    }

    /// Adds a command, or replaces the one of the same name; says whether it is new.
    pub fn add_command(
        &mut self,
        guild: Option<u64>,
        body: &Value,
    ) -> Result<(bool, Value), Refusal> {
        let mut faults = Faults::default();
        let definition = read(body, "", &mut faults);
        if let Some(new) = &definition {
            let is_replaced = |it: &&Definition| it.name == new.name && it.kind == new.kind;
            let scope = self.commands.scope(guild).iter();
            let others = scope.map(|it| &it.definition).filter(|it| !is_replaced(it));
            check_unique(new, others, "", &mut faults);
        }
        faults.settle()?;
        let definition = definition.expect("a definition without faults was read");
        let command = self.make_command(guild, definition);
        let json = command.json.clone();
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
        if let Some(new) = &definition {
            let others = self.commands.scope(guild).iter().filter(|it| it.id != id);
            check_unique(new, others.map(|it| &it.definition), "", &mut faults);
        }
        faults.settle()?;
        let definition = definition.expect("a definition without faults was read");
        let command = self.make_command(guild, definition);
        let command = Arc::new(Command {
            id,
            ..Command::clone(&command)
        });
        let json = command.json.clone();
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

/// Notes where a command is called what another of its kind is called.
fn check_unique<'a>(
    new: &Definition,
    others: impl Iterator<Item = &'a Definition>,
    prefix: &str,
    faults: &mut Faults,
) {
    for other in others.filter(|it| it.kind == new.kind) {
        for field in clashes(Named::of_command(new), Named::of_command(other)) {
            let code = "APPLICATION_COMMANDS_DUPLICATE_NAME";
            let message = "Application command names must be unique";
            faults.add(&format!("{prefix}{field}"), code, message);
        }
    }
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
