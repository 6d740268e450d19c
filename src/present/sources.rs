//! Where a technique, a routine or a topic comes from, and who has reviewed it.

use super::behind::back;
use super::{Button, Card, Field, Press, Row, routine, topic};
use crate::domain::{Library, Refusal, SourceId, Sourced, Word};

/// The most that stands under a title (Discord docs, resources/message, embed limits).
const TEXT_CHARS_MAX: usize = 4096;
/// The most that stands in a field (same page).
const FIELD_CHARS_MAX: usize = 1024;

/// The citation of each source, once each.
pub(super) fn card(library: &Library, of: &Sourced) -> Card {
    let words = &library.words;
    let found = match of {
        Sourced::Technique(id) => library.techniques.get(id).map(|it| {
            let sources = it.sources.iter().collect();
            (&it.name, sources, &it.reviewed_by, back(library, id))
        }),
        Sourced::Routine(id) => library.routines.get(id).map(|it| {
            let sources = it.sources.iter().collect();
            let back = routine::back(library, id);
            (&it.name, sources, &it.reviewed_by, back)
        }),
        Sourced::Topic(id) => library.topics.get(id).map(|it| {
            let back = topic::whole(library, id);
            (&it.title, it.sources(), &it.reviewed_by, back)
        }),
        Sourced::Part(id, part) => library.topics.get(id).and_then(|it| {
            let part = it.parts.get(*part)?;
            let back = topic::whole(library, id);
            let sources = part.all_sources().collect();
            Some((&part.heading, sources, &it.reviewed_by, back))
        }),
    };
    let Some((name, sources, reviewed_by, back)) = found else {
        return super::refusal(library, &Refusal::OldButton);
    };
    let review = match reviewed_by {
        None => words.get(Word::SourcesReviewNone).to_owned(),
        Some(name) => words.fill(Word::SourcesReviewed, &[("name", name)]),
    };
    let lines = sources.into_iter().map(|id| line(library, id)).collect();
    let (text, mut fields) = spread(library, lines);
    fields.push(Field {
        name: words.get(Word::SourcesReview).to_owned(),
        text: review,
    });
    Card {
        title: words.fill(Word::SourcesTitle, &[("of", name)]),
        text,
        fields,
        footer: words.get(Word::Disclaimer).to_owned(),
        rows: vec![Row::Buttons(vec![back])],
        ..Card::default()
    }
}

/// As many lines as fit under the title; the rest in fields. That all of it fits one card is for
/// the limits to say.
fn spread(library: &Library, lines: Vec<String>) -> (String, Vec<Field>) {
    let mut parts = vec![String::new()];
    for line in lines {
        let chars_max = match parts.len() {
            1 => TEXT_CHARS_MAX,
            _ => FIELD_CHARS_MAX,
        };
        match parts.last_mut() {
            Some(part) if part.is_empty() => part.push_str(&line),
            Some(part) if part.chars().count() + line.chars().count() < chars_max => {
                part.push('\n');
                part.push_str(&line);
            }
            _ => parts.push(line),
        }
    }
    let mut parts = parts.into_iter();
    let text = parts.next().unwrap_or_default();
    let field = |text| Field {
        name: library.words.get(Word::SourcesMore).to_owned(),
        text,
    };
    (text, parts.map(field).collect())
}

/// The button that leads here.
pub(super) fn button(library: &Library, of: Sourced) -> Button {
    Button {
        label: library.words.get(Word::SourcesButton).to_owned(),
        press: Press::Sources(of),
    }
}

fn line(library: &Library, id: &SourceId) -> String {
    let cite = library.sources.get(id).map_or("", |it| it.cite.as_str());
    let gaps = [("key", id.as_str()), ("cite", cite)];
    library.words.fill(Word::SourceLine, &gaps)
}
