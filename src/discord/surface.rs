//! What is registered with Discord: the commands as the contract has them, with the content's words.

use poise::serenity_prelude::{self as serenity, ApplicationId, Http, LightMethod, Request, Route};
use serde_json::{Map, Value, json};

use super::commands;
use super::faults::RunFault;
use crate::domain::{Library, Word};

/// The exact JSON of all commands.
pub fn surface(library: &Library) -> Value {
    let made = poise::builtins::create_application_commands(&commands::all());
    let mut surface = serde_json::to_value(made).expect("commands are plain data");
    for command in surface.as_array_mut().into_iter().flatten() {
        let name = command["name"].as_str().unwrap_or_default().to_owned();
        describe_all(library, command, &name);
    }
    plain(&surface)
}

/// Gives a command its words, and its options and subcommands theirs: each is called after all that
/// it stands in, such as `routine_show_name`.
fn describe_all(library: &Library, item: &mut Value, name: &str) {
    describe(library, item, name);
    match name {
        "technique_tool" | "library_tool" => item["choices"] = tools(library),
        "library_area" => item["choices"] = areas(library),
        _ => {}
    }
    for option in item["options"].as_array_mut().into_iter().flatten() {
        let name = format!("{name}_{}", option["name"].as_str().unwrap_or_default());
        describe_all(library, option, &name);
    }
}

/// Makes Discord's list of commands ours, and writes only where it differs.
pub(super) async fn sync(
    http: &Http,
    library: &Library,
    application_id: ApplicationId,
) -> Result<(), RunFault> {
    let route = Route::Commands { application_id };
    let params = vec![("with_localizations", "true".to_owned())];
    let request = Request::new(route, LightMethod::Get).params(Some(params));
    let registered: Value = http
        .fire(request)
        .await
        .map_err(|error| RunFault::of_commands(&error))?;
    let ours = surface(library);
    if plain(&registered) == ours {
        return Ok(());
    }
    let written: Result<Vec<serenity::Command>, _> = http.create_global_commands(&ours).await;
    let written = written.map_err(|error| RunFault::of_commands(&error))?;
    tracing::info!(commands = written.len(), "commands registered");
    Ok(())
}

fn describe(library: &Library, item: &mut Value, name: &str) {
    let key = format!("command.{name}");
    let word = Word::ALL.iter().find(|word| word.key() == key);
    let word = word.expect("every command and option has its word; the snapshot test sees to it");
    item["description"] = json!(library.words.get(*word));
}

fn tools(library: &Library) -> Value {
    let choice =
        |tool: &crate::domain::Tool| json!({ "name": tool.short, "value": tool.id.as_str() });
    library.tools.iter().map(choice).collect()
}

fn areas(library: &Library) -> Value {
    let mut areas: Vec<_> = (library.regions.iter())
        .map(|(id, region)| json!({ "name": region.name, "value": id.as_str() }))
        .collect();
    areas.sort_by_key(|area| area["name"].to_string());
    Value::Array(areas)
}

/// A list of commands without what Discord adds, without what means the same when left out, and in
/// one order: equal when writing it would change nothing.
fn plain(commands: &Value) -> Value {
    let mut plain: Vec<Value> = commands
        .as_array()
        .into_iter()
        .flatten()
        .map(plain_value)
        .collect();
    for command in plain.iter_mut().filter_map(Value::as_object_mut) {
        // A slash command, which is what a command is that does not say.
        if command.get("type") == Some(&json!(1)) {
            command.remove("type");
        }
    }
    plain.sort_by_key(|command| command["name"].to_string());
    Value::Array(plain)
}

fn plain_value(value: &Value) -> Value {
    const ADDED: &[&str] = &[
        "id",
        "application_id",
        "version",
        "guild_id",
        "dm_permission",
        "default_permission",
    ];
    match value {
        Value::Object(object) => {
            let kept = object
                .iter()
                .filter(|(key, _)| !ADDED.contains(&key.as_str()));
            let kept = kept.map(|(key, value)| (key.clone(), plain_value(value)));
            Value::Object(
                kept.filter(|(_, value)| !is_default(value))
                    .collect::<Map<_, _>>(),
            )
        }
        Value::Array(items) => {
            let mut items: Vec<Value> = items.iter().map(plain_value).collect();
            // Contexts and integration types are sets of numbers; options and choices are in order.
            if items.iter().all(Value::is_number) {
                items.sort_by_key(Value::as_i64);
            }
            Value::Array(items)
        }
        value => value.clone(),
    }
}

fn is_default(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(object) => object.is_empty(),
        _ => false,
    }
}
