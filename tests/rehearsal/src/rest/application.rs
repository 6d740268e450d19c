//! Knows: the gateway's address, the application itself, and its commands.

use axum::http::Method;
use serde_json::{Value, json};

use crate::hub::Hub;
use crate::rest::call::{Answered, Call, Reply, id};
use crate::rest::{no_content, ok};
use crate::world::World;
use crate::world::refusal::{MISSING_ACCESS, NOT_IMPLEMENTED, UNKNOWN_APPLICATION, bad_form};

/// Guilds for which Discord recommends one shard more. Its docs (topics/sharding) only cap a shard at 2,500; about
/// 1,000 is what `GET /gateway/bot` answers in practice.
const GUILDS_PER_SHARD: usize = 1_000;

pub(super) fn route(hub: &Hub, method: &Method, segments: &[&str], call: &Call) -> Answered {
    match (method.as_str(), segments) {
        ("GET", ["gateway"]) => ok(json!({"url": hub.gateway.url()})),
        ("GET", ["gateway", "bot"]) => gateway_bot(hub),
        ("GET", ["oauth2", "applications", "@me"] | ["applications", "@me"]) => {
            ok(hub.look(World::application_json))
        }
        (_, ["applications", application, "commands", rest @ ..]) => {
            check_application(hub, application)?;
            commands(hub, method, None, rest, call)
        }
        (
            _,
            [
                "applications",
                application,
                "guilds",
                guild,
                "commands",
                rest @ ..,
            ],
        ) => {
            check_application(hub, application)?;
            let guild = id(guild)?;
            hub.change(|world| world.guild_for_bot(guild).map(|_| ()))
                .map_err(|_| MISSING_ACCESS)?;
            commands(hub, method, Some(guild), rest, call)
        }
        _ => Err(NOT_IMPLEMENTED),
    }
}

fn gateway_bot(hub: &Hub) -> Answered {
    let guilds = hub.look(|world| world.guild_ids().len());
    let limit = hub.gateway.session_start_limit();
    ok(json!({
        "url": hub.gateway.url(),
        "shards": guilds.div_ceil(GUILDS_PER_SHARD).max(1),
        "session_start_limit": {
            "total": limit.total,
            "remaining": limit.remaining,
            "reset_after": limit.reset_after,
            "max_concurrency": limit.max_concurrency,
        },
    }))
}

fn check_application(hub: &Hub, application: &str) -> Result<(), crate::world::refusal::Refusal> {
    let given = id(application)?;
    match hub.look(|world| world.application == given) {
        true => Ok(()),
        false => Err(UNKNOWN_APPLICATION),
    }
}

fn commands(
    hub: &Hub,
    method: &Method,
    guild: Option<u64>,
    rest: &[&str],
    call: &Call,
) -> Answered {
    match (method.as_str(), rest) {
        ("GET", []) => {
            let with_localizations = call.says("with_localizations");
            ok(hub.look(|world| {
                let own = call.locale.unwrap_or(world.user(world.bot).locale);
                world.commands_json(guild, (!with_localizations).then_some(own))
            }))
        }
        ("PUT", []) => {
            let Value::Array(bodies) = &call.json else {
                return Err(bad_form(
                    "",
                    "LIST_TYPE_CONVERT",
                    "Only iterables may be used in a ListType",
                ));
            };
            hub.change(|world| world.replace_commands(guild, bodies))
                .and_then(ok)
        }
        ("POST", []) => {
            let (is_new, body) = hub.change(|world| world.add_command(guild, &call.json))?;
            Ok(Reply {
                status: if is_new { 201 } else { 200 },
                body: Some(body),
            })
        }
        ("GET", [command]) => {
            let command = id(command)?;
            hub.look(|world| world.command_json(guild, command))
                .and_then(ok)
        }
        ("PATCH", [command]) => {
            let command = id(command)?;
            hub.change(|world| world.edit_command(guild, command, &call.json))
                .and_then(ok)
        }
        ("DELETE", [command]) => {
            let command = id(command)?;
            hub.change(|world| world.remove_command(guild, command))?;
            no_content()
        }
        _ => Err(NOT_IMPLEMENTED),
    }
}

impl World {
    /// The bot's own user (Discord docs, resources/user), with what only the bot itself is told.
    pub fn current_user_json(&self) -> Value {
        let mut user = self.user(self.bot).json();
        for (name, value) in [
            ("mfa_enabled", json!(true)),
            ("locale", json!(self.user(self.bot).locale.name())),
            ("verified", json!(true)),
        ] {
            user[name] = value;
        }
        user["email"] = Value::Null;
        user
    }

    /// The application object (Discord docs, resources/application).
    fn application_json(&self) -> Value {
        let owner = self
            .users
            .values()
            .filter(|user| !user.is_bot)
            .map(|user| user.id)
            .min();
        let owner = self.user(owner.unwrap_or(self.bot));
        let bot = self.user(self.bot);
        json!({
            "id": self.application.to_string(),
            "name": bot.shown_as,
            "icon": null,
            "description": "",
            "type": null,
            "bot": bot.json(),
            "bot_public": true,
            "bot_require_code_grant": false,
            "rpc_origins": [],
            "verify_key": "0".repeat(64),
            "flags": 0,
            "flags_new": "0",
            "redirect_uris": [],
            "interactions_endpoint_url": null,
            "role_connections_verification_url": null,
            "event_webhooks_url": null,
            "event_webhooks_status": 1,
            "owner": owner.json(),
            "approximate_guild_count": self.guild_ids().len(),
            "approximate_user_install_count": self.users.values().filter(|user| user.has_installed_app).count(),
            "approximate_user_authorization_count": 0,
            "explicit_content_filter": 0,
            "team": null,
            "eligible_oauth2_scopes": ["applications.commands", "bot"],
            "integration_types_config": {"0": {}, "1": {}},
        })
    }
}
