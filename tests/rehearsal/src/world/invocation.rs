//! Knows: how what a person does becomes an interaction, as the gateway carries it.
//! Never: answers one.

use std::sync::Arc;
use std::time::Instant;

use serde_json::{Map, Value, json};
use tokio::sync::oneshot;
use twilight_model::guild::Permissions;

use crate::world::World;
use crate::world::command::{Command, Objection};
use crate::world::components::find_component;
use crate::world::happening::{InteractionState, To};
use crate::world::interaction::{Arrival, Deed, Interaction, Stage};
use crate::world::options;
use crate::world::permission;
use crate::world::place::{Channel, Kind};
use crate::world::usage::Owners;

/// Bytes a person may attach (Discord docs, interactions/receiving-and-responding; 10 MiB without Nitro or boosts).
const ATTACHMENT_BYTES_MAX: u32 = 10 << 20;

/// An interaction under way.
#[derive(Debug)]
pub struct Started {
    pub id: u64,
    /// Resolves at the callback; closed without one after three seconds.
    pub arrival: oneshot::Receiver<Arrival>,
}

/// What the person did, ready to be sent.
struct Act {
    deed: Deed,
    person: u64,
    owners: Owners,
    name: Option<String>,
    opened_by: Option<u64>,
    pressed: Option<u64>,
    data: Value,
}

impl World {
    /// A person uses a command, or (`deed` autocomplete) is still typing one.
    pub fn use_command(
        &mut self,
        person: u64,
        room: u64,
        command: &Arc<Command>,
        given: &Value,
        deed: Deed,
    ) -> Result<Started, Objection> {
        let channel = self.room_for(person, room)?;
        let owners = self.may_use(command, person, &channel)?;
        let list = options::check(&command.definition.options, given, deed == Deed::Command)?;
        if deed == Deed::Autocomplete && options::focused(&list).is_none() {
            return Err(Objection(String::from("No option has the cursor.")));
        }
        let mut data = json!({
            "id": command.id.to_string(),
            "name": command.definition.name,
            "type": 1,
            "options": list,
        });
        if let Some(guild) = command.json.get("guild_id") {
            data["guild_id"] = guild.clone();
        }
        if let Some(resolved) = self.resolve_options(&list, &channel, person)? {
            data["resolved"] = resolved;
        }
        let name = Some(full_name(&data));
        Ok(self.start(
            &channel,
            Act {
                deed,
                person,
                owners,
                name,
                opened_by: None,
                pressed: None,
                data,
            },
        ))
    }

    /// A person presses a button or chooses from a menu.
    pub fn use_component(
        &mut self,
        person: u64,
        room: u64,
        message: u64,
        custom_id: &str,
        values: Option<&[String]>,
    ) -> Result<Started, Objection> {
        let channel = self.room_for(person, room)?;
        let seen = self
            .shelf
            .get(room, message)
            .filter(|message| message.is_for(person));
        let Some(message) = seen else {
            return Err(Objection(String::from("That message is gone.")));
        };
        let Some(component) = find_component(&message.components, custom_id) else {
            return Err(Objection(String::from(
                "That message has no such button or menu.",
            )));
        };
        if component["disabled"] == true {
            return Err(Objection(String::from(
                "That button or menu is switched off.",
            )));
        }
        let (pressed, component) = (message.clone(), component.clone());
        let owners = match &pressed.origin {
            Some(origin) => Owners {
                json: origin.owners.clone(),
                is_only_user: origin.owners.get("0").is_none(),
            },
            None => {
                let guild = channel.guild().unwrap_or(0).to_string();
                Owners {
                    json: Arc::new(json!({"0": guild})),
                    is_only_user: false,
                }
            }
        };
        let mut data = json!({"custom_id": custom_id, "component_type": component["type"], "id": component["id"]});
        if component["type"] != 2 {
            let values = values.unwrap_or(&[]);
            check_values(&component, values)?;
            data["values"] = json!(values);
            let ids: Vec<u64> = values
                .iter()
                .filter_map(|value| value.parse().ok())
                .collect();
            if component["type"] != 3 {
                data["resolved"] = self.resolve_ids(&ids, &channel, person)?;
            }
        }
        let act = Act {
            deed: Deed::Component,
            person,
            owners,
            name: None,
            opened_by: None,
            pressed: Some(pressed.id),
            data,
        };
        Ok(self.start(&channel, act))
    }

    /// A person sends a form back; `values` holds a text for each input.
    pub fn submit_modal(
        &mut self,
        person: u64,
        modal: u64,
        values: &Value,
    ) -> Result<Started, Objection> {
        let found = self
            .interactions
            .modal(modal)
            .filter(|modal| modal.person == person);
        let Some(modal) = found.cloned() else {
            return Err(Objection(String::from("That form is closed.")));
        };
        let channel = self.room_for(person, modal.room)?;
        let data = json!({"custom_id": modal.custom_id, "components": modal.filled_in(values)?});
        self.interactions.close_modal(modal.id);
        let owners = Owners {
            is_only_user: modal.owners.get("0").is_none(),
            json: modal.owners.clone(),
        };
        Ok(self.start(
            &channel,
            Act {
                deed: Deed::Modal,
                person,
                owners,
                name: None,
                opened_by: Some(modal.id),
                pressed: modal.pressed,
                data,
            },
        ))
    }

    fn room_for(&mut self, person: u64, room: u64) -> Result<Channel, Objection> {
        let channel = self
            .channel(room)
            .map_err(|_| Objection(String::from("That room is gone.")))?
            .clone();
        match self.can_read(person, room) {
            true => Ok(channel),
            false => Err(Objection(String::from("You cannot see that room."))),
        }
    }

    /// Remembers an interaction and sends it to the bot.
    fn start(&mut self, channel: &Channel, act: Act) -> Started {
        let id = self.next_id();
        let token = self.interactions.token(id);
        let (sender, arrival) = oneshot::channel();
        let event = self.interaction_json(id, &token, channel, &act);
        self.tell_gateway("INTERACTION_CREATE", To::always(channel.guild()), &event);
        self.interactions.add(Interaction {
            id,
            token,
            deed: act.deed,
            person: act.person,
            room: channel.id,
            owners: act.owners.json,
            is_only_user: act.owners.is_only_user,
            name: act.name,
            focused: act.data["options"]
                .as_array()
                .and_then(|list| options::focused(list)?["type"].as_u64()),
            opened_by: act.opened_by,
            pressed: act.pressed,
            made: Instant::now(),
            made_ms: self.clock.now_ms(),
            stage: Stage::Waiting,
            original: None,
            is_deferred: false,
            followups: 0,
            made_messages: Vec::new(),
            waiter: Some(sender),
        });
        self.tell_interaction(id, InteractionState::Waiting);
        Started { id, arrival }
    }

    /// The interaction object (Discord docs, interactions/receiving-and-responding, "Interaction Object").
    fn interaction_json(&self, id: u64, token: &str, channel: &Channel, act: &Act) -> Value {
        let context = match channel.kind {
            Kind::Text { .. } | Kind::Voice { .. } => 0,
            Kind::Direct { .. } => 1,
            Kind::Private { .. } => 2,
        };
        let user = self.user(act.person);
        let mut event = json!({
            "id": id.to_string(),
            "application_id": self.application.to_string(),
            "type": act.deed.number(),
            "token": token,
            "version": 1,
            "channel_id": channel.id.to_string(),
            "channel": self.channel_json(channel),
            "data": act.data,
            "locale": user.locale.name(),
            "app_permissions": self.app_permissions(channel).bits().to_string(),
            "entitlements": [],
            "entitlement_sku_ids": [],
            "authorizing_integration_owners": *act.owners.json,
            "context": context,
            "attachment_size_limit": ATTACHMENT_BYTES_MAX,
        });
        if let Some(guild) = channel.guild().and_then(|id| self.guilds.get(&id)) {
            event["guild_id"] = json!(guild.id.to_string());
            event["guild_locale"] = json!(guild.locale.name());
            event["guild"] =
                json!({"id": guild.id.to_string(), "locale": guild.locale.name(), "features": []});
            let mut member = guild.member_json(user).unwrap_or(Value::Null);
            member["permissions"] = json!(self.permissions(act.person, channel).bits().to_string());
            event["member"] = member;
            event["channel"]["permissions"] = event["member"]["permissions"].clone();
        } else {
            event["user"] = user.json();
        }
        if let Some(message) = act
            .pressed
            .and_then(|pressed| self.shelf.get(channel.id, pressed))
        {
            event["message"] = self.message_json(message);
        }
        event
    }

    fn app_permissions(&self, channel: &Channel) -> Permissions {
        match channel.guild().and_then(|id| self.guilds.get(&id)) {
            Some(guild) if guild.members.contains_key(&self.bot) => {
                permission::in_channel(guild, channel, self.bot)
            }
            Some(_) | None => permission::IN_DIRECT,
        }
    }

    fn resolve_options(
        &self,
        list: &[Value],
        channel: &Channel,
        person: u64,
    ) -> Result<Option<Value>, Objection> {
        // 6 user, 7 channel, 8 role, 9 mentionable (Discord docs, "Application Command Option Type").
        let ids = options::named_ids(list, &[6, 7, 8, 9]);
        match ids.is_empty() {
            true => Ok(None),
            false => self.resolve_ids(&ids, channel, person).map(Some),
        }
    }

    /// What the ids stand for (Discord docs, interactions/receiving-and-responding, "Resolved Data Structure").
    fn resolve_ids(&self, ids: &[u64], channel: &Channel, person: u64) -> Result<Value, Objection> {
        let mut resolved = Map::new();
        let mut put = |kind: &str, id: u64, value: Value| {
            let slot = resolved.entry(kind).or_insert_with(|| json!({}));
            slot[id.to_string()] = value;
        };
        let guild = channel.guild().and_then(|id| self.guilds.get(&id));
        for id in ids {
            let role = guild.and_then(|guild| guild.roles.iter().find(|role| role.id == *id));
            if let Some(user) = self.users.get(id) {
                put("users", *id, user.json());
                if let Some(mut member) = guild.and_then(|guild| guild.member_json(user)) {
                    if let Some(fields) = member.as_object_mut() {
                        fields.retain(|name, _| !["user", "deaf", "mute"].contains(&name.as_str()));
                    }
                    member["permissions"] =
                        json!(self.permissions(*id, channel).bits().to_string());
                    put("members", *id, member);
                }
            } else if let Some(role) = role {
                put("roles", *id, role.json());
            } else if let Some(named) = self
                .channels
                .get(id)
                .filter(|it| self.can_see(person, it.id))
            {
                let mut json = self.channel_json(named);
                json["permissions"] = json!(self.permissions(person, named).bits().to_string());
                put("channels", *id, json);
            } else {
                return Err(Objection(String::from(
                    "That is nobody and nothing known here.",
                )));
            }
        }
        Ok(Value::Object(resolved))
    }
}

fn check_values(component: &Value, values: &[String]) -> Result<(), Objection> {
    let least = component["min_values"].as_u64().unwrap_or(1);
    let most = component["max_values"].as_u64().unwrap_or(1);
    let count = u64::try_from(values.len()).unwrap_or(u64::MAX);
    if count < least || most < count {
        return Err(Objection(format!("Choose between {least} and {most}.")));
    }
    if component["type"] == 3 {
        let options = component["options"]
            .as_array()
            .map_or(&[][..], Vec::as_slice);
        if values
            .iter()
            .any(|value| !options.iter().any(|option| option["value"] == *value))
        {
            return Err(Objection(String::from("That is not on the menu.")));
        }
    }
    Ok(())
}

/// The name with its subcommands (Discord docs, resources/message, "Message Interaction Object").
fn full_name(data: &Value) -> String {
    let inner = |it: &Value| {
        let first = it["options"].get(0)?;
        matches!(first["type"].as_u64(), Some(1 | 2)).then(|| first.clone())
    };
    let path = std::iter::successors(Some(data.clone()), inner);
    let names: Vec<String> = path
        .filter_map(|it| it["name"].as_str().map(str::to_owned))
        .collect();
    names.join(" ")
}
