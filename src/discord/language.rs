//! Which of our languages Discord's locales are.

use crate::domain::Language;

/// Discord's locales in which a language is spoken (Discord docs, reference, locales).
pub(super) fn locales(language: Language) -> &'static [&'static str] {
    match language {
        Language::English => &["en-GB", "en-US"],
        Language::Spanish => &["es-419", "es-ES"],
    }
}

/// The languages of somebody with this locale in a server with that one, the dearer first.
pub(super) fn spoken<'a>(
    theirs: &'a str,
    servers: Option<&'a str>,
) -> impl Iterator<Item = Language> + 'a {
    let of_locale = |locale| {
        let mut all = Language::ALL.iter().copied();
        all.find(|it| locales(*it).contains(&locale))
    };
    std::iter::once(theirs).chain(servers).filter_map(of_locale)
}
