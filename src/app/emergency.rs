//! Notices signs of an emergency in what people type.

use crate::domain::{Library, fold};

/// What people type who need help now, folded, with a space on either side.
#[derive(Clone, Debug)]
pub(super) struct EmergencySigns(Vec<String>);

impl EmergencySigns {
    /// Takes the signs of several languages: in need, people write in the one that comes first.
    pub(super) fn new<'a>(libraries: impl IntoIterator<Item = &'a Library>) -> Self {
        let libraries = libraries.into_iter();
        let signs = libraries.flat_map(|it| &it.search_words.emergency);
        Self(signs.map(|sign| format!(" {} ", fold(sign))).collect())
    }

    /// Whether a sign stands in what was asked, as whole words. A false alarm costs a sentence; a card
    /// for the chest in its place might cost more.
    pub(super) fn are_in(&self, asked: &str) -> bool {
        let asked = format!(" {} ", fold(asked));
        self.0.iter().any(|sign| asked.contains(sign))
    }
}
