//! The environment as settings: every fault at once, and no secret in anything printed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use secrecy::SecretString;

use crate::app::REQUESTS_MAX;
use crate::discord::Shards;
use crate::store::Key;

/// Every setting that is read, in the order of `.env.example`.
pub const NAMES: &[&str] = &[
    "DISCORD_TOKEN",
    "DATA_DIR",
    "UNKNOT_KEY",
    "CONTENT_DIR",
    "LOG",
    "LOG_FORMAT",
    "SHARDS",
    "REQUESTS_A_SECOND",
];

/// Where what is kept lies unless somebody says otherwise.
const DATA_DIR: &str = "./data";

/// What the environment asks for.
#[derive(Debug)]
pub struct Settings {
    /// `DISCORD_TOKEN`: the bot's token, there where it was needed and no fault was found.
    pub token: Option<SecretString>,
    /// `DATA_DIR`: where everything that is kept lies.
    pub data_dir: PathBuf,
    /// `UNKNOT_KEY`: what is kept is sealed with this key, and not with one from the data folder.
    pub key: Option<Key>,
    /// `CONTENT_DIR`: a content folder in place of the one built in.
    pub content_dir: Option<PathBuf>,
    /// `LOG`: what is logged, as tracing-subscriber filters are written.
    pub log: String,
    /// `LOG_FORMAT`: how it is written.
    pub log_format: LogFormat,
    /// `SHARDS`: which shards run here.
    pub shards: Shards,
    /// `REQUESTS_A_SECOND`: how many requests Discord takes of this bot in a second.
    pub requests_a_second: usize,
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
    /// Reads what is set; an empty value counts as not set. What cannot be used is a fault, and its
    /// default stands in, so that everything else can still be looked at.
    pub fn read(
        environment: &BTreeMap<String, String>,
        needs: Needs,
    ) -> (Self, Vec<SettingsFault>) {
        let mut read = Read {
            environment,
            faults: Vec::new(),
        };
        let token = read.value("DISCORD_TOKEN", None, |token| {
            token_form(token).map(|()| Some(SecretString::from(token)))
        });
        if needs == Needs::Token && token.is_none() && read.faults.is_empty() {
            read.fault("DISCORD_TOKEN", NO_TOKEN.to_owned());
        }
        let settings = Settings {
            token,
            data_dir: read.value("DATA_DIR", PathBuf::from(DATA_DIR), |dir| {
                Ok(PathBuf::from(dir))
            }),
            key: read.value("UNKNOT_KEY", None, |key| {
                Key::from_hex(key)
                    .map(Some)
                    .map_err(|fault| fault.to_string())
            }),
            content_dir: read.value("CONTENT_DIR", None, |dir| match Path::new(dir).is_dir() {
                true => Ok(Some(PathBuf::from(dir))),
                false => Err(format!("there is no folder {dir}")),
            }),
            log: read.value("LOG", "info".to_owned(), |log| {
                log_form(log).map(|()| log.to_owned())
            }),
            log_format: read.value("LOG_FORMAT", LogFormat::Text, log_format),
            shards: read.value("SHARDS", Shards::Auto, shards),
            requests_a_second: read.value("REQUESTS_A_SECOND", REQUESTS_MAX, requests_a_second),
        };
        (settings, read.faults)
    }
}

/// What a command cannot do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// It never talks to Discord.
    Nothing,
    /// It does.
    Token,
}

const NO_TOKEN: &str = "not set. Copy .env.example to .env and put the bot's token there; README.md shows where to get one";

/// Takes values out of the environment, and notes those that cannot be used.
struct Read<'a> {
    environment: &'a BTreeMap<String, String>,
    faults: Vec<SettingsFault>,
}

impl Read<'_> {
    fn value<T>(
        &mut self,
        name: &'static str,
        default: T,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> T {
        let set = self.environment.get(name).map(|value| value.trim());
        match set.filter(|value| !value.is_empty()).map(read) {
            None => default,
            Some(Ok(value)) => value,
            Some(Err(says)) => {
                self.fault(name, says);
                default
            }
        }
    }

    fn fault(&mut self, name: &'static str, says: String) {
        self.faults.push(SettingsFault { name, says });
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

fn requests_a_second(requests: &str) -> Result<usize, String> {
    let number = requests.parse().ok();
    number.filter(|it| REQUESTS_MAX <= *it).ok_or_else(|| {
        format!(
            "`{requests}` is not a number from {REQUESTS_MAX} up; leave it out unless Discord has raised the bot's limit"
        )
    })
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
