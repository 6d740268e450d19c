//! The environment as settings: every fault at once, and no secret in anything printed.

use std::collections::BTreeMap;
use std::path::PathBuf;

use secrecy::{ExposeSecret, SecretString};

use crate::discord::Shards;

/// Every setting that is read, in the order of `.env.example`.
pub const NAMES: &[&str] = &[
    "DISCORD_TOKEN",
    "CONTENT_DIR",
    "LOG",
    "LOG_FORMAT",
    "SHARDS",
];

/// What the environment asks for.
#[derive(Debug)]
pub struct Settings {
    /// `DISCORD_TOKEN`: the bot's token. Missing where the command does not need one.
    pub token: Option<SecretString>,
    /// `CONTENT_DIR`: a content folder in place of the one built in.
    pub content_dir: Option<PathBuf>,
    /// `LOG`: what is logged, as tracing-subscriber filters are written.
    pub log: String,
    /// `LOG_FORMAT`: how it is written.
    pub log_format: LogFormat,
    /// `SHARDS`: which shards run here.
    pub shards: Shards,
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines, one object a line.
    Json,
}

/// A setting that cannot be used. Never holds a secret's value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name}: {says}")]
pub struct SettingsFault {
    /// The variable.
    pub name: &'static str,
    /// What is wrong, and what would be right.
    pub says: String,
}

impl Settings {
    /// Reads what is set; an empty value counts as not set.
    ///
    /// # Errors
    /// Every setting that cannot be used.
    pub fn read(environment: &BTreeMap<String, String>) -> Result<Self, Vec<SettingsFault>> {
        let mut faults = Vec::new();
        let get = |name: &str| {
            environment
                .get(name)
                .map(|value| value.trim())
                .filter(|value| !value.is_empty())
        };
        let mut keep = |name, read: Result<(), String>| {
            if let Err(says) = read {
                faults.push(SettingsFault { name, says });
            }
        };
        let token = get("DISCORD_TOKEN").map(|token| SecretString::from(token.to_owned()));
        keep(
            "DISCORD_TOKEN",
            token
                .as_ref()
                .map_or(Ok(()), |token| token_form(token.expose_secret())),
        );
        let content_dir = get("CONTENT_DIR").map(PathBuf::from);
        keep(
            "CONTENT_DIR",
            content_dir
                .as_ref()
                .map_or(Ok(()), |dir| match dir.is_dir() {
                    true => Ok(()),
                    false => Err(format!("there is no folder {}", dir.display())),
                }),
        );
        let log = get("LOG").unwrap_or("info").to_owned();
        keep("LOG", log_form(&log));
        let log_format = log_format(get("LOG_FORMAT").unwrap_or("text"));
        keep(
            "LOG_FORMAT",
            log_format.as_ref().map(|_| ()).map_err(Clone::clone),
        );
        let shards = shards(get("SHARDS").unwrap_or("auto"));
        keep("SHARDS", shards.as_ref().map(|_| ()).map_err(Clone::clone));
        match (log_format, shards) {
            (Ok(log_format), Ok(shards)) if faults.is_empty() => Ok(Settings {
                token,
                content_dir,
                log,
                log_format,
                shards,
            }),
            _ => Err(faults),
        }
    }

    /// The token, for a command that needs one.
    ///
    /// # Errors
    /// When it is not set.
    pub fn needed_token(&self) -> Result<SecretString, SettingsFault> {
        self.token.clone().ok_or_else(|| SettingsFault {
            name: "DISCORD_TOKEN",
            says: "not set. Copy .env.example to .env and put the bot's token there; README.md shows where to get one"
                .to_owned(),
        })
    }
}

/// A token is three parts with dots between (Discord docs, reference, authentication); a token that
/// is obviously something else is said before Discord refuses it.
fn token_form(token: &str) -> Result<(), String> {
    let parts: Vec<&str> = token.split('.').collect();
    let sign = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '=');
    let part = |part: &&str| !part.is_empty() && part.chars().all(sign);
    if token.starts_with("Bot ") {
        Err("leave out the word `Bot` in front of the token".to_owned())
    } else if parts.len() != 3 || !parts.iter().all(part) {
        Err("this is not a bot token: that has three parts with dots between. Copy it whole, without quotes".to_owned())
    } else {
        Ok(())
    }
}

fn log_form(log: &str) -> Result<(), String> {
    let filter = log.parse::<tracing_subscriber::filter::Targets>();
    filter
        .map(|_| ())
        .map_err(|_| format!("`{log}` is not a filter; use `info`, `debug` or `unknot=debug,warn`"))
}

fn log_format(format: &str) -> Result<LogFormat, String> {
    match format {
        "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        _ => Err(format!("`{format}` is not a format; use `text` or `json`")),
    }
}

fn shards(shards: &str) -> Result<Shards, String> {
    let wrong = || {
        format!(
            "`{shards}` is not a number of shards; use `auto`, a number such as `4`, or a range such as `0-3/16`"
        )
    };
    if shards == "auto" {
        return Ok(Shards::Auto);
    }
    let number = |text: &str| text.parse::<u32>().map_err(|_| wrong());
    match shards.split_once('/') {
        None => number(shards).and_then(|total| {
            if total == 0 {
                Err(wrong())
            } else {
                Ok(Shards::Total(total))
            }
        }),
        Some((range, total)) => {
            let (first, last) = range.split_once('-').ok_or_else(wrong)?;
            let (first, last, total) = (number(first)?, number(last)?, number(total)?);
            if first <= last && last < total {
                Ok(Shards::Range { first, last, total })
            } else {
                Err(wrong())
            }
        }
    }
}
