//! Knows: the languages Discord can be set to, and which of them a person reads a command in.
//! Never: translates.

use serde_json::{Map, Value};
use twilight_model::gateway::Intents;

use crate::world::World;
use crate::world::command::Objection;
use crate::world::happening::{PageEvent, To};

/// Every language (Discord docs, reference, "Locales"; `AvailableLocalesEnum` of its OpenAPI description).
pub const LOCALES: [&str; 34] = [
    "ar", "bg", "cs", "da", "de", "el", "en-GB", "en-US", "es-419", "es-ES", "fi", "fr", "he",
    "hi", "hr", "hu", "id", "it", "ja", "ko", "lt", "nl", "no", "pl", "pt-BR", "ro", "ru", "sv-SE",
    "th", "tr", "uk", "vi", "zh-CN", "zh-TW",
];

/// One of [`LOCALES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Locale(&'static str);

impl Locale {
    /// What Discord takes for granted.
    pub const EN_US: Locale = Locale("en-US");

    /// The language of this name, written as Discord writes it.
    pub fn named(name: &str) -> Option<Locale> {
        LOCALES.iter().find(|it| **it == name).map(|it| Locale(it))
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.0
    }

    /// The languages a person reads a command in, the best first; after them comes the default.
    ///
    /// Discord docs, interactions/application-commands, "Locale fallbacks": the two Englishes stand in for each other,
    /// and Spain's Spanish for Latin America's, but not the other way round.
    pub fn read_in(self) -> Vec<Locale> {
        let instead = match self.0 {
            "en-US" => Some("en-GB"),
            "en-GB" => Some("en-US"),
            "es-419" => Some("es-ES"),
            _ => None,
        };
        [Some(self.0), instead]
            .into_iter()
            .flatten()
            .map(Locale)
            .collect()
    }
}

/// A command, option or choice as somebody sees it who reads `locales`, the best first: in place of each dictionary
/// stands the one entry that fits, `name_localized` or `description_localized`, or nothing.
///
/// Discord docs, interactions/application-commands, "Retrieving localized commands".
pub fn localized(json: &Value, locales: &[Locale]) -> Value {
    let Some(fields) = json.as_object() else {
        return json.clone();
    };
    let mut shown = Map::new();
    for (name, value) in fields {
        match (name.as_str(), value) {
            ("name_localizations" | "description_localizations", _) => {
                let fits = locales.iter().find_map(|it| value[it.name()].as_str());
                if let (Some(text), Some(field)) = (fits, name.strip_suffix("_localizations")) {
                    shown.insert(format!("{field}_localized"), text.into());
                }
            }
            ("options" | "choices", Value::Array(list)) => {
                let list = list.iter().map(|it| localized(it, locales)).collect();
                shown.insert(name.clone(), list);
            }
            _ => {
                shown.insert(name.clone(), value.clone());
            }
        }
    }
    Value::Object(shown)
}

fn known(locale: &str) -> Result<Locale, Objection> {
    Locale::named(locale).ok_or_else(|| Objection(format!("Discord has no language {locale}.")))
}

impl World {
    /// Sets a person's Discord to a language.
    pub fn speak(&mut self, person: u64, locale: &str) -> Result<(), Objection> {
        let locale = known(locale)?;
        let Some(user) = self.users.get_mut(&person) else {
            return Err(Objection(String::from("Nobody is known by that id.")));
        };
        user.locale = locale;
        self.tell_page(PageEvent::Languages);
        Ok(())
    }

    /// Sets a guild's own language; bots hear of it, as of anything else that is changed in a guild's settings.
    pub fn speak_in_guild(&mut self, guild: u64, locale: &str) -> Result<(), Objection> {
        let locale = known(locale)?;
        self.touch(guild);
        let Some(home) = self.guilds.get_mut(&guild) else {
            return Err(Objection(String::from("That server is gone.")));
        };
        home.locale = locale;
        let json = home.json();
        let to = To::with(Some(guild), Intents::GUILDS);
        self.tell_gateway("GUILD_UPDATE", to, &json);
        self.tell_page(PageEvent::Languages);
        Ok(())
    }
}
