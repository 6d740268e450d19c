//! A lookup for each language, and which of them is for whom.

use std::collections::BTreeMap;

use super::Lookup;
use super::emergency::EmergencySigns;
use crate::domain::{Language, Library, RoutineId, Timeline, Timelines};
use crate::draw::Figures;

/// The content in every language that there is.
#[derive(Debug)]
pub struct Lookups {
    /// Never empty. The first is for whoever speaks none of them.
    by_language: BTreeMap<Language, Lookup>,
}

impl Lookups {
    /// Takes the libraries, at least one, and begins to draw.
    ///
    /// # Panics
    /// Where there is no library: the loader has let something through.
    pub fn new(libraries: BTreeMap<Language, Library>, figures: Figures) -> Self {
        assert!(
            !libraries.is_empty(),
            "the loader gives at least one language"
        );
        let emergency = EmergencySigns::new(libraries.values());
        let (mut by_language, mut drawings) = (BTreeMap::new(), Vec::new());
        for (language, library) in libraries {
            let lookup = Lookup::minding(library, emergency.clone());
            let (lookup, drawing) = lookup.with_pictures(&figures);
            by_language.insert(language, lookup);
            drawings.push(drawing);
        }
        // On a thread of its own, one language after the other: whoever asks has the other cores.
        std::thread::spawn(move || {
            drawings.iter().for_each(|it| it.draw(&figures));
            tracing::debug!(languages = drawings.len(), "pictures drawn");
        });
        Self { by_language }
    }

    /// The lookup for somebody who speaks these languages, the dearer first; the first there is for
    /// whoever speaks none of ours.
    pub fn speaking(&self, spoken: impl IntoIterator<Item = Language>) -> &Lookup {
        let spoken = spoken.into_iter();
        let mut lookups = spoken.filter_map(|it| self.by_language.get(&it));
        let first = || self.by_language.values().next();
        let lookup = lookups.next().or_else(first);
        lookup.expect("there is at least one language")
    }

    /// A routine in each language, ready to be led; empty where there is none of that id.
    pub fn timelines(&self, routine: &RoutineId) -> Timelines {
        let libraries = self.libraries();
        let compiled = libraries.filter_map(|(language, library)| {
            let routine = library.routines.get(routine)?;
            Some((*language, Timeline::compile(library, routine)))
        });
        compiled.collect()
    }

    /// What there is in each language, the first of them first.
    pub fn libraries(&self) -> impl Iterator<Item = (&Language, &Library)> + Clone {
        let lookups = self.by_language.iter();
        lookups.map(|(it, lookup)| (it, lookup.library()))
    }
}
