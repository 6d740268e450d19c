//! The environment over `.env`. Must never print a value: it may be the token.

use std::collections::BTreeMap;

use anyhow::{Context, bail};
use unknot::settings::NAMES;

/// Every setting that is set, wherever. A value in the environment wins over one in `.env`, an empty
/// one does not.
pub(crate) fn read() -> anyhow::Result<BTreeMap<String, String>> {
    let mut environment = dot_env()?;
    for name in NAMES {
        #[expect(
            clippy::disallowed_methods,
            reason = "this is where the environment is read"
        )]
        match std::env::var(name) {
            Ok(value) if value.trim().is_empty() => {}
            Ok(value) => _ = environment.insert((*name).to_owned(), value),
            Err(std::env::VarError::NotPresent) => {}
            Err(std::env::VarError::NotUnicode(_)) => bail!("{name}: is not UTF-8 text"),
        }
    }
    Ok(environment)
}

fn dot_env() -> anyhow::Result<BTreeMap<String, String>> {
    let text = match std::fs::read_to_string(".env") {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(BTreeMap::new()),
        Err(error) => return Err(error).context(".env cannot be read"),
    };
    let mut environment = BTreeMap::new();
    for (read, line) in dotenvy::from_read_iter(text.as_bytes()).enumerate() {
        // What dotenvy says of a line holds the line itself.
        let Ok((name, value)) = line else {
            bail!("{}", unreadable(&text, read))
        };
        environment.insert(name, value);
    }
    Ok(environment)
}

/// Names the line that stands behind this many settings, without its value.
fn unreadable(text: &str, settings_before: usize) -> String {
    let is_setting = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| is_setting(line));
    let (number, line) = lines
        .clone()
        .nth(settings_before)
        .or(lines.last())
        .unwrap_or_default();
    let name = line.split_once('=').map(|(name, _)| name.trim());
    let name = name.and_then(|name| NAMES.iter().find(|known| **known == name));
    let whose = name.map_or(String::new(), |name| format!(" ({name})"));
    format!(
        ".env, line {}{whose}: cannot be read. A line is NAME=value; a value with spaces, quotes or backslashes stands \
         in single quotes",
        number + 1
    )
}
