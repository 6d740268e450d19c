//! The languages that the bot can teach in.

/// A language with checks of its own: what it must not promise, how its cues are read. A folder of
/// the content in any other is refused rather than half checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    /// English.
    English,
    /// Spanish.
    Spanish,
}

impl Language {
    /// Every language. The first that there is content in answers whoever speaks none of them.
    pub const ALL: &[Language] = &[Language::English, Language::Spanish];

    /// What its speakers call it.
    pub fn own_name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::Spanish => "Español",
        }
    }

    /// The language whose folder is called so.
    pub fn named(code: &str) -> Option<Self> {
        let mut all = Self::ALL.iter().copied();
        all.find(|it| it.code() == code)
    }

    /// What its folder in the content is called (ISO 639-1).
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Spanish => "es",
        }
    }
}
