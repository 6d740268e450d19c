//! What there is to read about rolling, and where everything that is taught comes from.

use super::{SourceId, TopicId};

/// One lesson card, or the cards of one kind together.
#[derive(Debug)]
pub struct Topic {
    /// Its id, which is also the name of its file.
    pub id: TopicId,
    /// Its title.
    pub title: String,
    /// Other words that find it.
    pub aliases: Vec<String>,
    /// Where it stands among the topics, from 1: what to read first comes first.
    pub place: u32,
    /// What it is made of.
    pub kind: TopicKind,
    /// One or two sentences before the parts.
    pub intro: String,
    /// Headed paragraphs, in the order in which they are read. Never empty.
    pub parts: Vec<Part>,
    /// The clinician who has reviewed it, once one has.
    pub reviewed_by: Option<String>,
}

impl Topic {
    /// What its parts carry and rest on, each once, in the order in which it is first named.
    pub fn sources(&self) -> Vec<&SourceId> {
        let mut named = Vec::new();
        for source in self.parts.iter().flat_map(Part::all_sources) {
            if !named.contains(&source) {
                named.push(source);
            }
        }
        named
    }
}

/// What a topic is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TopicKind {
    /// Parts that are read one after the other.
    Lesson,
    /// Questions with their answers. Only these may name a myth, to deny it (dossier 7.6).
    Myths,
    /// Words with what they mean.
    Glossary,
}

/// A headed paragraph of a topic.
#[derive(Debug)]
pub struct Part {
    /// What it is about, or the question it answers.
    pub heading: String,
    /// Other words that find it.
    pub aliases: Vec<String>,
    /// The paragraph.
    pub text: String,
    /// Which items of the seed article it carries (dossier 1).
    pub carries: Vec<SourceId>,
    /// What it rests on: studies (dossier 8) and sections of the dossier.
    pub sources: Vec<SourceId>,
}

impl Part {
    /// What it carries, then what it rests on.
    pub fn all_sources(&self) -> impl Iterator<Item = &SourceId> {
        self.carries.iter().chain(&self.sources)
    }
}

/// Where something comes from (dossier 1 and 8).
#[derive(Debug)]
pub struct Source {
    /// One line that lets somebody find it.
    pub cite: String,
}
