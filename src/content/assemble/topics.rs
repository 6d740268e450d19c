//! Makes the topics and the sources of a draft.

use std::collections::BTreeMap;

use toml::Spanned;

use super::Needs;
use crate::content::ContentFault;
use crate::content::schema::{self, Draft, Texts};
use crate::domain::{Part, Source, SourceId, Topic, TopicId, TopicKind};

pub(super) fn topics(draft: &Draft, faults: &mut Vec<ContentFault>) -> BTreeMap<TopicId, Topic> {
    let topics = draft.topics.iter().map(|sheet| {
        let topic = Needs { sheet, faults }.topic(&sheet.value);
        (topic.id.clone(), topic)
    });
    topics.collect()
}

pub(super) fn sources(draft: &Draft) -> BTreeMap<SourceId, Source> {
    let source = |(key, cite): (&Spanned<String>, &Spanned<String>)| {
        let cite = cite.get_ref().clone();
        (SourceId::new(key.get_ref()), Source { cite })
    };
    draft.sources.value.iter().map(source).collect()
}

impl<T> Needs<'_, T> {
    fn topic(&mut self, it: &schema::Topic) -> Topic {
        let kind = self.take(0, "kind", &it.kind);
        if it.parts.is_empty() {
            self.missing(0, "parts");
        }
        Topic {
            id: TopicId::new(self.take(0, "id", &it.id)),
            title: self.take(0, "title", &it.title),
            aliases: self.list(0, "aliases", &it.aliases),
            place: self.take(0, "place", &it.place),
            kind: match kind.as_str() {
                "myths" => TopicKind::Myths,
                "glossary" => TopicKind::Glossary,
                _ => TopicKind::Lesson,
            },
            intro: self.take(0, "intro", &it.intro),
            parts: it.parts.iter().map(|part| self.part(part)).collect(),
            reviewed_by: Some(self.take(0, "reviewed_by", &it.reviewed_by))
                .filter(|name| !name.trim().is_empty()),
        }
    }

    fn part(&mut self, part: &Spanned<schema::Part>) -> Part {
        let (line, it) = (self.sheet.line(part), part.get_ref());
        let keys = |list: Vec<String>| list.into_iter().map(SourceId::new).collect();
        Part {
            heading: self.take(line, "heading", &it.heading),
            aliases: self.some(&it.aliases),
            text: self.take(line, "text", &it.text),
            carries: keys(self.some(&it.carries)),
            sources: keys(self.list(line, "sources", &it.sources)),
        }
    }

    /// A list that may be left out.
    fn some(&mut self, field: &Texts) -> Vec<String> {
        match field {
            Some(_) => self.list(0, "", field),
            None => Vec::new(),
        }
    }
}
