//! Everything a member can read of the screening, word for word.

use unknot::domain::{Library, Word};
use unknot::present::Row;
use unknot::present::limits::private_cards;

use crate::cards::render;

fn all(library: &Library) -> String {
    let cards = private_cards(library).into_iter();
    let cards = cards.map(|(name, card)| format!("=== {name}\n{}\n", render(card.for_its_owner())));
    cards.collect::<Vec<_>>().join("\n")
}

#[test]
fn in_english() {
    insta::assert_snapshot!(all(&crate::library()));
}

#[test]
fn in_spanish() {
    let libraries = crate::libraries();
    insta::assert_snapshot!(all(&libraries[&unknot::domain::Language::Spanish]));
}

#[test]
fn no_button_and_no_choice_says_why() {
    // What is pressed is sent: a reason in it would tell an illness.
    const REASONS: &[&str] = &[
        "latex", "allerg", "pressure", "heart", "kidney", "sodium", "blood", "pregnan", "65",
        "dizzy",
    ];
    let library = crate::library();
    for (name, card) in private_cards(&library) {
        for row in &card.for_its_owner().rows {
            let sent: Vec<String> = match row {
                Row::Buttons(buttons) => buttons
                    .iter()
                    .flat_map(|it| [it.label.clone(), it.press.encode()])
                    .collect(),
                Row::Menu(menu) => {
                    let choices = menu.choices.iter();
                    let texts = choices.flat_map(|it| [it.label.clone(), it.value.clone()]);
                    texts.chain([menu.press.encode()]).collect()
                }
            };
            for text in sent {
                // What is signed is bytes.
                let text = match text.starts_with("1.check.") {
                    true => String::new(),
                    false => text.to_lowercase(),
                };
                let found = REASONS.iter().find(|it| text.contains(**it));
                assert_eq!(found, None, "{name}: {text}");
            }
        }
    }
}

#[test]
fn the_emergency_line_stands_first_and_alone_and_nothing_is_asked_after_it() {
    for library in crate::libraries().values() {
        let line = library.words.get(Word::Emergency);
        let cards = private_cards(library).into_iter();
        let mut emergencies = 0;
        for (name, card) in cards.filter(|(name, _)| name.ends_with("an emergency")) {
            let card = card.for_its_owner();
            emergencies += 1;
            let text = card
                .text
                .strip_prefix(line)
                .unwrap_or_else(|| panic!("{name}: {}", card.text));
            assert!(text.starts_with("\n\n"), "{name}: alone");
            assert!(line.starts_with("**") && line.ends_with("**"), "in bold");
            assert_eq!((card.title.as_str(), card.rows.len()), ("", 0), "{name}");
            let same_day = &library.screening.outcomes[&unknot::domain::Outcome::SameDay].text;
            assert!(
                text[2..].starts_with(same_day.as_str()),
                "{name}: then the same-day line"
            );
        }
        assert_eq!(emergencies, 2, "at the press, and in the status");
    }
}

#[test]
fn where_the_check_went_is_said_in_a_line() {
    let libraries = crate::libraries();
    let lines = libraries.values().map(|library| {
        let sent = library
            .words
            .fill(Word::ScreeningSent, &[("where", "<link>")]);
        format!("{sent}\n{}", library.words.get(Word::ScreeningHere))
    });
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"), @r"
    I sent you a direct message: <link>
    I could not send you a direct message: they may be closed to me. So I ask here. Only you see this.
    Te envié un mensaje directo: <link>
    No pude enviarte un mensaje directo: quizá los tienes cerrados para mí. Por eso te pregunto aquí. Solo tú ves esto.
    ");
}

#[test]
fn every_word_of_the_screening_stands_on_a_card_that_is_read_here() {
    let library = crate::library();
    let read = all(&library);
    for word in Word::ALL {
        let (table, _) = word.key().split_once('.').unwrap();
        let is_line = [Word::ScreeningSent, Word::ScreeningHere].contains(word);
        if ["screening", "privacy"].contains(&table) && !is_line {
            // Up to its first gap, and what gaps are filled with differs.
            let text = library.words.get(*word);
            let mut parts = text
                .split(['{', '}'])
                .step_by(2)
                .filter(|it| !it.is_empty());
            assert!(parts.all(|it| read.contains(it)), "{}: {text}", word.key());
        }
    }
}
