//! Knows: the languages Discord can be set to.
//! Never: translates.

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
