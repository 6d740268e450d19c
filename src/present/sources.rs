//! Where a technique or a topic comes from, and who has reviewed it.

use super::{Button, Card, Field, Press, Row, topic};
use crate::domain::{Library, Refusal, SourceId, Sourced, Technique, Word};

/// The citation of each source, once each.
pub(super) fn card(library: &Library, of: &Sourced) -> Card {
    let words = &library.words;
    let found = match of {
        Sourced::Technique(id) => library.techniques.get(id).map(|it| {
            let sources = it.sources.iter().collect();
            let back = Button {
                label: words.get(Word::ButtonBack).to_owned(),
                press: Press::Open(id.clone()),
            };
            (&it.name, sources, &it.reviewed_by, back)
        }),
        Sourced::Topic(id) => library.topics.get(id).map(|it| {
            let back = topic::whole(library, id);
            (&it.title, it.sources(), &it.reviewed_by, back)
        }),
    };
    let Some((name, sources, reviewed_by, back)) = found else {
        return super::refusal(library, &Refusal::OldButton);
    };
    let review = match reviewed_by {
        None => words.get(Word::SourcesReviewNone).to_owned(),
        Some(name) => words.fill(Word::SourcesReviewed, &[("name", name)]),
    };
    let lines = sources.into_iter().map(|id| line(library, id));
    Card {
        title: words.fill(Word::SourcesTitle, &[("of", name)]),
        text: lines.collect::<Vec<_>>().join("\n"),
        fields: vec![Field {
            name: words.get(Word::SourcesReview).to_owned(),
            text: review,
        }],
        footer: words.get(Word::Disclaimer).to_owned(),
        rows: vec![Row::Buttons(vec![back])],
    }
}

/// The button on a technique's card.
pub(super) fn button(library: &Library, technique: &Technique) -> Button {
    Button {
        label: library.words.get(Word::SourcesButton).to_owned(),
        press: Press::Sources(Sourced::Technique(technique.id.clone())),
    }
}

fn line(library: &Library, id: &SourceId) -> String {
    let cite = library.sources.get(id).map_or("", |it| it.cite.as_str());
    let gaps = [("key", id.as_str()), ("cite", cite)];
    library.words.fill(Word::SourceLine, &gaps)
}
