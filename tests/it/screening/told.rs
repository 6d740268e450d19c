//! Everything a member can read of the screening, word for word.

use unknot::domain::Library;
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
        let line = library.words.get(unknot::domain::Word::Emergency);
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
