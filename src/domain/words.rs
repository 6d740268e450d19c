//! The bot's own words around the content, one language of them.
//!
//! A word that the code can say is a variant here, so a missing text is found when content is
//! checked and never while somebody waits for an answer.

/// The texts of one language. Built only by the content loader, which has seen to it that every
/// [`Word`] is there.
#[derive(Debug)]
pub struct Words {
    texts: Vec<String>,
}

impl Words {
    /// Takes the texts in the order of [`Word::ALL`].
    ///
    /// # Panics
    /// When there are more or fewer texts than words: the loader has let something through.
    pub fn new(texts: Vec<String>) -> Self {
        assert_eq!(
            texts.len(),
            Word::ALL.len(),
            "the loader gives each word its text"
        );
        Self { texts }
    }

    /// The text as it stands.
    pub fn get(&self, word: Word) -> &str {
        &self.texts[word as usize]
    }

    /// The text with its `{gaps}` filled. Values are put in as they are: escape user text first.
    pub fn fill(&self, word: Word, gaps: &[(&str, &str)]) -> String {
        debug_assert!(
            gaps.iter().all(|(gap, _)| word.gaps().contains(gap)),
            "{word:?} declares the gaps it is filled with"
        );
        let mut text = String::new();
        let mut rest = self.get(word);
        // One pass, so that a value with braces in it is never filled in turn.
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            rest = match after.split_once('}') {
                Some((gap, behind)) => {
                    let value = gaps.iter().find(|(name, _)| *name == gap);
                    text.push_str(value.map_or("", |(_, value)| value));
                    behind
                }
                None => after,
            };
        }
        text.push_str(rest);
        text
    }
}

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident = $key:literal [$($gap:literal),*];)*) => {
        /// Everything the bot can say that is not content. A comment says what its key does not.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Word {
            $(
                #[doc = concat!("Stands at `", $key, "` in `words.toml`.")]
                $(#[$doc])*
                $name,
            )*
        }

        impl Word {
            /// Every word, in the order of the enum.
            pub const ALL: &[Word] = &[$(Word::$name,)*];

            /// Where it stands in `words.toml`, as `table.key`.
            pub fn key(self) -> &'static str {
                match self { $(Word::$name => $key,)* }
            }

            /// The gaps that its text may use, in braces.
            pub fn gaps(self) -> &'static [&'static str] {
                match self { $(Word::$name => &[$($gap),*],)* }
            }
        }
    };
}

#[macro_use]
mod private;
#[macro_use]
mod session;
#[macro_use]
mod schedule;
#[macro_use]
mod own;
mod table;

pub use table::Word;
