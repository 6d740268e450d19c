//! Words that mean an emergency come before every technique, in whatever language they are typed.

use unknot::app::{Lookup, Lookups};
use unknot::domain::{Answer, Language, Question, Refusal};
use unknot::draw::Figures;

/// What it may be (dossier 3.8), and how people say so in English and in Spanish.
const SIGNS: &[(&str, &[&str], &[&str])] = &[
    (
        "chest",
        &[
            "chest pain",
            "chest pains",
            "I have CHEST PAIN after rolling",
            "my chest hurts",
            "pain in the chest",
            "pressure on my chest",
            "tight chest",
            "it band and chest pain",
        ],
        &[
            "dolor en el pecho",
            "dolores en el pecho",
            "me duele el pecho",
            "OPRESIÓN en el pecho",
            "pecho apretado",
            "banda iliotibial y dolor de pecho",
        ],
    ),
    (
        "breath",
        &[
            "can't breathe",
            "cant breathe",
            "can not breathe",
            "difficulty breathing",
            "hard to breathe",
            "short of breath",
        ],
        &[
            "no puedo respirar",
            "me falta el aire",
            "me cuesta respirar",
            "dificultad para respirar",
        ],
    ),
    (
        "blood",
        &["coughing up blood", "coughed up blood"],
        &["toso sangre", "tos con sangre"],
    ),
    (
        "head",
        &[
            "very bad headache",
            "worst headache ever",
            "sudden severe headache",
        ],
        &[
            "dolor de cabeza muy fuerte",
            "dolor muy fuerte de cabeza",
            "el peor dolor de cabeza",
        ],
    ),
    (
        "speech",
        &["slurred speech", "can't speak"],
        &["habla arrastrada", "no puedo hablar"],
    ),
    (
        "face",
        &["my face drooping", "numb face", "facial droop"],
        &["cara caída", "boca torcida", "cara adormecida"],
    ),
    (
        "arm",
        &["weak arm", "weakness in one arm", "can't move my arm"],
        &[
            "brazo débil",
            "debilidad en el brazo",
            "no puedo mover el brazo",
        ],
    ),
    (
        "heart and brain",
        &["heart attack", "cardiac arrest", "stroke"],
        &["infarto", "paro cardíaco", "ictus", "derrame cerebral"],
    ),
    (
        "urine",
        &["dark pee", "brown urine"],
        &["orina oscura", "orina muy oscura", "pis oscuro"],
    ),
];

fn ask(lookup: &Lookup, name: &str) -> Result<Answer, Refusal> {
    lookup.answer(&Question::Technique {
        name: name.to_owned(),
        tool: None,
    })
}

fn signs() -> impl Iterator<Item = &'static str> {
    let both = SIGNS
        .iter()
        .flat_map(|(_, english, spanish)| [english, spanish]);
    both.copied().flatten().copied()
}

#[test]
fn every_sign_gets_the_emergency_line_in_every_language() {
    let lookups = Lookups::new(crate::libraries(), Figures::default());
    for language in Language::ALL {
        let lookup = lookups.speaking([*language]);
        for asked in signs() {
            let answers = [
                ask(lookup, asked),
                lookup.answer(&Question::Learn(Some(asked.to_owned()))),
                lookup.answer(&Question::Routine {
                    name: asked.to_owned(),
                }),
                lookup.answer(&Question::Library {
                    area: Some(asked.to_owned()),
                    tool: None,
                }),
                lookup.answer(&Question::Technique {
                    name: "it band".to_owned(),
                    tool: Some(asked.to_owned()),
                }),
            ];
            for answer in answers {
                assert_eq!(answer, Err(Refusal::Emergency), "{asked}, {language:?}");
            }
        }
    }
}

#[test]
fn a_sign_is_never_turned_into_a_suggestion() {
    let lookups = Lookups::new(crate::libraries(), Figures::default());
    for language in Language::ALL {
        let lookup = lookups.speaking([*language]);
        assert!(!lookup.suggestions("").is_empty());
        for typed in signs() {
            assert_eq!(lookup.suggestions(typed).len(), 0, "{typed}");
            assert_eq!(lookup.routine_suggestions(typed).len(), 0, "{typed}");
            assert_eq!(lookup.topic_suggestions(typed).len(), 0, "{typed}");
        }
    }
}

#[test]
fn what_only_sounds_like_a_sign_is_none() {
    let lookups = Lookups::new(crate::libraries(), Figures::default());
    for asked in [
        "chest",
        "chestpains of a horse",
        "headache",
        "strokes",
        "weak arms day",
        "breathe",
        "it band",
        "pecho",
        "brazo",
        "respirar",
        "dolor de cabeza",
        "orina",
    ] {
        for language in Language::ALL {
            let answer = ask(lookups.speaking([*language]), asked);
            assert_ne!(answer, Err(Refusal::Emergency), "{asked}");
        }
    }
}

#[test]
fn the_line_stands_first_and_alone() {
    let lookup = crate::lookup();
    let question = Question::Technique {
        name: "chest pain".to_owned(),
        tool: None,
    };
    let card = lookup.card(&question).card;
    assert!(card.text.starts_with(
        "**Call your local emergency number now (for example 911, 112, 999 or 000). Tell someone near you.**\n"
    ));
    assert_eq!(
        (card.title.as_str(), card.rows.len(), card.fields.len()),
        ("", 0, 0),
        "nothing else is asked or offered"
    );
}
