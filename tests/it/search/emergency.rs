//! Words that mean an emergency come before every technique.

use unknot::domain::{Question, Refusal};

#[test]
fn signs_of_an_emergency_get_the_emergency_line_first_and_alone() {
    let lookup = crate::lookup();
    let ask = |name: &str| {
        lookup.answer(&Question::Technique {
            name: name.to_owned(),
            tool: None,
        })
    };
    let signs = [
        "chest pain",
        "I have CHEST PAIN after rolling",
        "can't breathe",
        "cant breathe",
        "my face drooping",
        "stroke",
        "slurred speech",
        "coughing up blood",
        "dark pee",
        "very bad headache",
        "it band and chest pain",
    ];
    for asked in signs {
        assert_eq!(ask(asked), Err(Refusal::Emergency), "{asked}");
    }
    for asked in [
        "chest",
        "chestpains of a horse",
        "headache",
        "strokes",
        "weak arms day",
        "breathe",
        "it band",
    ] {
        assert_ne!(ask(asked), Err(Refusal::Emergency), "{asked}");
    }
    let card = lookup
        .card(&Question::Technique {
            name: "chest pain".to_owned(),
            tool: None,
        })
        .card;
    assert!(card.text.starts_with(
        "**Call your local emergency number now (for example 911, 112, 999 or 000). Tell someone near you.**\n"
    ));
    assert_eq!(
        (card.title.as_str(), card.rows.len(), card.fields.len()),
        ("", 0, 0),
        "nothing else is asked or offered"
    );
}
