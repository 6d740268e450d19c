//! The topic card, one part of it, and the list of all topics.

use super::technique::MENU_CHOICES_MAX;
use super::{Button, Card, Choice, Field, Menu, Picks, Press, Row, is_blank, quote};
use crate::domain::{Answer, Library, Refusal, Sourced, Topic, TopicId, Word};

/// Everything there is to read, to pick from.
pub(super) fn all(library: &Library) -> Card {
    let words = &library.words;
    let topics = library.topics_in_order();
    Card {
        title: words.get(Word::LearnTitle).to_owned(),
        text: words.get(Word::LearnText).to_owned(),
        rows: menu(library, Word::LearnPick, &topics),
        ..Card::default()
    }
}

/// A topic with all its parts, or the one part that was asked for.
pub(super) fn card(library: &Library, id: &TopicId, part: Option<usize>) -> Card {
    let words = &library.words;
    let Some(topic) = library.topics.get(id) else {
        return super::refusal(library, &Refusal::OldButton);
    };
    let part = part.and_then(|at| Some((at, topic.parts.get(at)?)));
    let sources = super::sources::button(
        library,
        match part {
            Some((at, _)) => Sourced::Part(id.clone(), at),
            None => Sourced::Topic(id.clone()),
        },
    );
    let whole = part.map(|_| whole(library, id));
    let mut others = library.topics_in_order();
    others.retain(|it| it.id != *id);
    let mut rows = vec![Row::Buttons(whole.into_iter().chain([sources]).collect())];
    rows.extend(menu(library, Word::LearnPickOther, &others));
    let field = |(heading, text): (&str, &str)| Field {
        name: heading.to_owned(),
        text: text.to_owned(),
    };
    let (title, text, fields) = match part {
        Some((_, part)) => (&part.heading, &part.text, Vec::new()),
        None => {
            let parts = topic.parts.iter();
            let parts = parts.map(|it| field((&it.heading, &it.text)));
            (&topic.title, &topic.intro, parts.collect())
        }
    };
    Card {
        title: title.clone(),
        text: text.clone(),
        fields,
        footer: words.get(Word::Disclaimer).to_owned(),
        rows,
        ..Card::default()
    }
}

/// There is nothing to read about that; the nearest topics below.
pub(super) fn unknown(library: &Library, asked: &str, nearest: &[TopicId]) -> Card {
    let words = &library.words;
    let said = match is_blank(asked) {
        true => words.get(Word::NoTopicBlank).to_owned(),
        false => words.fill(Word::NoTopic, &[("asked", &quote(asked))]),
    };
    let topics: Vec<&Topic> = (nearest.iter())
        .filter_map(|id| library.topics.get(id))
        .collect();
    Card {
        rows: menu(library, Word::LearnPick, &topics),
        ..Card::text(format!("{said}\n{}", words.get(Word::NoTopicHint)))
    }
}

/// Leads to the whole of a topic.
pub(super) fn whole(library: &Library, id: &TopicId) -> Button {
    Button {
        label: library.words.get(Word::LearnWhole).to_owned(),
        press: Press::Topic(id.clone()),
    }
}

/// A menu of topics, where there are any.
fn menu(library: &Library, placeholder: Word, topics: &[&Topic]) -> Vec<Row> {
    let choice = |topic: &&Topic| Choice {
        label: topic.title.clone(),
        detail: String::new(),
        value: topic.id.to_string(),
        is_picked: false,
    };
    let choices: Vec<Choice> = topics.iter().take(MENU_CHOICES_MAX).map(choice).collect();
    let menu = Row::Menu(Menu {
        press: Press::PickTopic,
        placeholder: library.words.get(placeholder).to_owned(),
        picks: Picks::One,
        choices,
    });
    match topics {
        [] => Vec::new(),
        _ => vec![menu],
    }
}

/// Every card of this file, with its name: the list of topics, each topic, each part of it, and its sources.
pub(super) fn answers(library: &Library) -> Vec<(String, Answer)> {
    let mut all = vec![("the list of topics".to_owned(), Answer::Topics)];
    for topic in library.topics.values() {
        let of = |part| Answer::Topic {
            topic: topic.id.clone(),
            part,
        };
        all.push((format!("the topic `{}`", topic.id), of(None)));
        for (i, part) in topic.parts.iter().enumerate() {
            let place = format!("“{}” of the topic `{}`", part.heading, topic.id);
            let sources = Answer::Sources(Sourced::Part(topic.id.clone(), i));
            all.push((format!("the sources of {place}"), sources));
            all.push((place, of(Some(i))));
        }
        let place = format!("the sources of the topic `{}`", topic.id);
        let sources = Answer::Sources(Sourced::Topic(topic.id.clone()));
        all.push((place, sources));
    }
    all
}
