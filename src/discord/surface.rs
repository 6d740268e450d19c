//! What is registered with Discord: the commands as the contract has them, with the content's words.

use poise::serenity_prelude::{self as serenity, ApplicationId, Http, LightMethod, Request, Route};
use serde_json::{Map, Value, json};

use super::commands;
use super::faults::RunFault;
use super::language::locales;
use crate::domain::{Language, Library, Repeat, Tool, Word};
use crate::present;

/// What there is in each language; the first is for everyone whose Discord speaks none of them.
type Libraries<'a> = [(Language, &'a Library)];

/// The exact JSON of all commands, in every language.
///
/// # Panics
/// Where there is no language: the loader has let something through.
pub fn surface<'a>(libraries: impl IntoIterator<Item = (&'a Language, &'a Library)>) -> Value {
    let libraries: Vec<(Language, &Library)> = libraries
        .into_iter()
        .map(|(it, library)| (*it, library))
        .collect();
    let made = poise::builtins::create_application_commands(&commands::all());
    let mut surface = serde_json::to_value(made).expect("commands are plain data");
    for command in surface.as_array_mut().into_iter().flatten() {
        let name = command["name"].as_str().unwrap_or_default().to_owned();
        describe_all(&libraries, command, &name);
    }
    plain(&surface)
}

/// Gives a command its words, and its options and subcommands theirs: each is called after all that
/// it stands in, such as `routine_show_name`.
fn describe_all(libraries: &Libraries<'_>, item: &mut Value, path: &str) {
    let own = item["name"].as_str().unwrap_or_default().to_owned();
    item["name_localizations"] = localised(libraries, &own, |it| text(it, "name", path));
    let described = |it| text(it, "command", path);
    let description = described(libraries[0].1);
    item["description_localizations"] = localised(libraries, description, described);
    item["description"] = json!(description);
    match path {
        "technique_tool" | "library_tool" => item["choices"] = tools(libraries),
        "library_area" => item["choices"] = areas(libraries),
        "session_schedule_repeat" => item["choices"] = repeats(libraries),
        "settings_language" => item["choices"] = languages(libraries),
        _ => {}
    }
    for option in item["options"].as_array_mut().into_iter().flatten() {
        let path = format!("{path}_{}", option["name"].as_str().unwrap_or_default());
        describe_all(libraries, option, &path);
    }
}

/// A text in every locale in which it is another one than this.
fn localised<'a>(
    libraries: &'a Libraries<'_>,
    default: &str,
    text: impl Fn(&'a Library) -> &'a str,
) -> Value {
    let texts = libraries.iter().map(|(it, library)| (it, text(library)));
    let others = texts.filter(|(_, text)| *text != default);
    let by_locale = others.flat_map(|(language, text)| {
        let locales = locales(*language).iter();
        locales.map(move |locale| ((*locale).to_owned(), json!(text)))
    });
    Value::Object(by_locale.collect())
}

/// The word of a command or option, in one of the tables for them.
fn text<'a>(library: &'a Library, table: &str, path: &str) -> &'a str {
    let key = format!("{table}.{path}");
    let word = Word::ALL.iter().find(|word| word.key() == key);
    let word = word.expect("every command and option has its words; the snapshot test sees to it");
    library.words.get(*word)
}

/// Makes Discord's list of commands ours, and writes only where it differs.
pub(super) async fn sync(
    http: &Http,
    ours: &Value,
    application_id: ApplicationId,
) -> Result<(), RunFault> {
    let route = Route::Commands { application_id };
    let params = vec![("with_localizations", "true".to_owned())];
    let request = Request::new(route, LightMethod::Get).params(Some(params));
    let registered: Value = http
        .fire(request)
        .await
        .map_err(|error| RunFault::of_commands(&error))?;
    if plain(&registered) == *ours {
        return Ok(());
    }
    let written: Result<Vec<serenity::Command>, _> = http.create_global_commands(ours).await;
    let written = written.map_err(|error| RunFault::of_commands(&error))?;
    tracing::info!(commands = written.len(), "commands registered");
    Ok(())
}

/// One entry of a list to choose from, in every language.
fn choice<'a>(
    libraries: &'a Libraries<'_>,
    id: &str,
    name: impl Fn(&'a Library) -> Option<&'a str>,
) -> Value {
    // An id that stands in one language stands in all.
    let name = |it| name(it).unwrap_or_default();
    let default = name(libraries[0].1);
    let others = localised(libraries, default, name);
    json!({ "name": default, "name_localizations": others, "value": id })
}

fn tools<'a>(libraries: &'a Libraries<'a>) -> Value {
    let tools = libraries[0].1.tools.iter();
    let choice = |tool: &Tool| {
        let name = |it: &'a Library| Some(it.tool(&tool.id)?.short.as_str());
        choice(libraries, tool.id.as_str(), name)
    };
    tools.map(choice).collect()
}

fn repeats<'a>(libraries: &'a Libraries<'a>) -> Value {
    let all = Repeat::ALL.iter();
    all.map(|(id, repeat)| choice(libraries, id, |it| Some(present::repeat(it, *repeat))))
        .collect()
}

/// Each language in its own words, alike for everybody.
fn languages(libraries: &Libraries<'_>) -> Value {
    let all = libraries.iter();
    all.map(|(it, _)| json!({ "name": it.own_name(), "value": it.code() }))
        .collect()
}

fn areas<'a>(libraries: &'a Libraries<'a>) -> Value {
    let areas = libraries[0].1.regions.keys().map(|id| {
        let name = |it: &'a Library| Some(it.regions.get(id)?.name.as_str());
        choice(libraries, id.as_str(), name)
    });
    let mut areas: Vec<Value> = areas.collect();
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
