//! The walk through the seed article: every item that is kept has its card, every item that is not
//! is promised nowhere (dossier, section 1).

use unknot::app::Lookup;
use unknot::domain::{
    Answer, Question, Refusal, SourceId, TechniqueId, TopicId, TopicKind, Word, fold,
};

/// What the dossier says of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// Keep.
    K,
    /// Keep, corrected.
    C,
    /// Do not repeat as fact.
    N,
    /// Not content.
    X,
}
use Verdict::{C, K, N, X};

/// Where an item stands.
#[derive(Clone, Copy, Debug)]
enum At {
    /// This part of a topic.
    Part(&'static str, &'static str),
    /// A technique.
    Technique(&'static str),
    /// Nowhere but in a myth that is denied.
    Nowhere,
}
use At::{Nowhere, Part, Technique};

/// Item, verdict, card, and what its card says; for N and X, what no card may say.
const ITEMS: &[(u32, Verdict, At, &str)] = &[
    (
        1,
        K,
        Part("show_dont_touch", "What you may not do"),
        "no licence for hands-on therapy",
    ),
    (
        2,
        K,
        Part("show_dont_touch", "What you may not do"),
        "outside what most trainers may do",
    ),
    (
        3,
        K,
        Part("show_dont_touch", "What you may do"),
        "teach people to do it for themselves",
    ),
    (
        4,
        C,
        Part("fascia", "What a tender spot is"),
        "not very reliable",
    ),
    (
        5,
        C,
        Part("myths", "Does it boost blood flow?"),
        "may go up for a short time",
    ),
    (6, K, Part("glossary", "Knot"), "everyday word"),
    (
        7,
        C,
        Part("evidence", "For sport"),
        "will not make you much faster",
    ),
    (
        8,
        K,
        Part("what_it_is", "Where it comes from"),
        "for decades",
    ),
    (9, K, Part("fascia", "What fascia is"), "passes tension"),
    (
        10,
        C,
        Part("myths", "Does it even out muscle balance?"),
        "not shown",
    ),
    (
        11,
        C,
        Part("myths", "Does it boost blood flow?"),
        "recovery is not shown",
    ),
    (
        12,
        C,
        Part("myths", "Does it boost blood flow?"),
        "near the surface",
    ),
    (13, N, Nowhere, "adhesion"),
    (14, N, Nowhere, "length and tension"),
    (
        15,
        K,
        Part("felt_elsewhere", "What is OK"),
        "dull ache in another place",
    ),
    (16, K, Part("pressure_scale", "7"), "take weight off"),
    (17, C, Part("evidence", "Right after"), "10 to 30 minutes"),
    (
        18,
        K,
        Part("show_dont_touch", "What you say first"),
        "more than discomfort",
    ),
    (
        19,
        K,
        Part("pressure_scale", "Too much force"),
        "caused bruises",
    ),
    (
        20,
        K,
        Part("precautions", "Blood and clots"),
        "deep vein thrombosis",
    ),
    (
        21,
        K,
        Part("precautions", "Blood and clots"),
        "blood thinner",
    ),
    (
        22,
        K,
        Part("precautions", "Bones and muscle"),
        "broken bone",
    ),
    (
        23,
        K,
        Part("precautions", "Bones and muscle"),
        "brittle bones",
    ),
    (24, K, Part("about", "What nobody knows"), "is unclear"),
    (
        25,
        C,
        Part("what_it_is", "How it may work"),
        "nervous system easing off",
    ),
    (26, K, Part("tools_kit", "Rollers"), "soft or medium"),
    (
        27,
        K,
        Part("five_rules", "1. Stay on muscle"),
        "keep off bones",
    ),
    (
        28,
        K,
        Part("five_rules", "3. Keep it at 3 to 5"),
        "smooth, moderate pressure",
    ),
    (
        29,
        K,
        Part("five_rules", "2. Go slow"),
        "1 inch (2.54 cm) a second",
    ),
    (
        30,
        K,
        Part("pace_breathing", "Breathing"),
        "breath in as the pressure goes on",
    ),
    (
        31,
        C,
        Part("pace_breathing", "How long on one spot"),
        "up to 30 seconds",
    ),
    (32, K, Part("around_pain", "Then"), "area next to it"),
    (33, K, Part("around_pain", "After that"), "come back slowly"),
    (
        34,
        C,
        Part("myths", "Does it keep inflammation down?"),
        "not tested",
    ),
    (35, N, Nowhere, "true source"),
    (36, K, Technique("foot_roll"), "athletes get sore feet"),
    (
        37,
        K,
        Technique("foot_roll"),
        "ball of the foot to the front of the heel",
    ),
    (38, K, Technique("foot_roll"), "press gently"),
    (39, K, Part("glossary", "IT band"), "outer thigh"),
    (40, C, Technique("outer_thigh_roll"), "outer thigh"),
    (41, C, Technique("outer_thigh_roll"), "front edge"),
    (42, K, Technique("outer_thigh_roll"), "rock"),
    (43, N, Nowhere, "worth it"),
    (44, C, Technique("piriformis_p"), "can feel tight"),
    (
        45,
        K,
        Technique("glute_roll"),
        "one buttock takes the weight",
    ),
    (46, K, Technique("piriformis_p"), "letter p"),
    (47, K, Technique("piriformis_p"), "lean"),
    (
        48,
        C,
        Part("myths", "Does it help with fibromyalgia?"),
        "gentle, guided plan",
    ),
    (49, K, Technique("upper_trap_press"), "5-lb"),
    (
        50,
        C,
        Part("water", "After rolling"),
        "thirst is a good guide",
    ),
    (51, C, Part("water", "How much?"), "a glass"),
    (52, N, Nowhere, "toxin"),
    (53, N, Nowhere, "flush"),
    (
        54,
        K,
        Part("show_dont_touch", "What you may not do"),
        "by hand is outside",
    ),
    (
        55,
        K,
        Part("show_dont_touch", "What you may do"),
        "demonstration only",
    ),
    (
        56,
        K,
        Part("tools_kit", "No brands, no paid links"),
        "no paid links",
    ),
    (
        57,
        K,
        Part("about", "Where it started"),
        "cathleen kronemer",
    ),
    (58, X, Nowhere, "discount"),
    (59, X, Nowhere, "stretching principles"),
];

#[test]
fn the_walk_has_all_59_items_and_each_kept_one_has_a_card() {
    let numbers: Vec<u32> = ITEMS.iter().map(|it| it.0).collect();
    assert_eq!(numbers, (1..=59).collect::<Vec<_>>());
    for (number, verdict, at, _) in ITEMS {
        let kept = matches!(verdict, K | C);
        assert_eq!(kept, !matches!(at, Nowhere), "S{number}");
    }
    let count = |verdict| ITEMS.iter().filter(|it| it.1 == verdict).count();
    // Dossier, section 1.
    assert_eq!([K, C, N, X].map(count), [35, 16, 6, 2]);
}

#[test]
fn every_kept_item_is_carried_said_and_reachable() {
    let lookup = crate::lookup();
    for (number, _, at, phrase) in ITEMS {
        let source = SourceId::new(format!("S{number}"));
        let (carries, text) = match at {
            Nowhere => continue,
            Part(topic, heading) => part(&lookup, topic, heading, &source),
            Technique(id) => technique(&lookup, id, &source),
        };
        assert!(carries, "S{number} is carried by {at:?}");
        let text = text.to_lowercase();
        assert!(
            text.contains(phrase),
            "S{number}: {at:?} says “{phrase}”: {text}"
        );
        assert!(lookup.library().sources.contains_key(&source));
    }
}

/// Whether the part carries it, and its card as `/learn` finds it.
fn part(lookup: &Lookup, topic: &str, heading: &str, source: &SourceId) -> (bool, String) {
    let topic = lookup.library().topics.get(&TopicId::new(topic)).unwrap();
    let at = topic.parts.iter().position(|it| it.heading == heading);
    let at = at.unwrap_or_else(|| panic!("{} has no part {heading}", topic.id));
    let asked = Question::Learn(Some(heading.to_owned()));
    let found = Answer::Topic {
        topic: topic.id.clone(),
        part: Some(at),
    };
    assert_eq!(lookup.answer(&asked), Ok(found), "/learn {heading}");
    let whole = lookup.answer(&Question::Learn(Some(topic.title.clone())));
    assert!(matches!(whole, Ok(Answer::Topic { part: None, .. })));
    let part = &topic.parts[at];
    (part.carries.contains(source), lookup.card(&asked).card.text)
}

/// Whether the technique carries it, and its card as `/technique` finds it.
fn technique(lookup: &Lookup, id: &str, source: &SourceId) -> (bool, String) {
    let technique = lookup.library().techniques.get(&TechniqueId::new(id));
    let technique = technique.unwrap();
    let asked = Question::Technique {
        name: technique.name.clone(),
        tool: None,
    };
    assert!(
        matches!(lookup.answer(&asked), Ok(_) | Err(Refusal::OptIn { .. })),
        "/technique {id}"
    );
    let card = lookup.card(&asked).card;
    let fields = card.fields.iter().map(|it| it.text.as_str());
    let text: Vec<&str> = [card.title.as_str(), &card.text]
        .into_iter()
        .chain(fields)
        .collect();
    (technique.sources.contains(source), text.join("\n"))
}

#[test]
fn what_is_not_kept_is_promised_nowhere() {
    let said = outside_myths();
    for (number, _, at, phrase) in ITEMS {
        if !matches!(at, Nowhere) {
            continue;
        }
        let phrase = fold(phrase);
        for text in &said {
            assert!(!fold(text).contains(&phrase), "S{number}: {text}");
        }
    }
    assert!(300 < said.len(), "{} texts were looked at", said.len());
}

/// Everything that a card says, but for myths and for mistakes called by their name.
fn outside_myths() -> Vec<String> {
    let lookup = crate::lookup();
    let library = lookup.library();
    let mistakes = library.words.get(Word::FieldMistakes).to_owned();
    let mut said: Vec<String> = (Word::ALL.iter())
        .map(|word| library.words.get(*word).to_owned())
        .collect();
    for id in library.techniques.keys() {
        let question = Question::Open {
            technique: id.clone(),
            tool: None,
        };
        let card = lookup.card(&question).card;
        said.push(card.text);
        let fields = card.fields.into_iter().filter(|it| it.name != mistakes);
        said.extend(fields.map(|it| it.text));
    }
    let lessons = library.topics.values();
    for topic in lessons.filter(|it| it.kind != TopicKind::Myths) {
        said.push(topic.intro.clone());
        for part in &topic.parts {
            said.extend([part.heading.clone(), part.text.clone()]);
        }
    }
    said
}
