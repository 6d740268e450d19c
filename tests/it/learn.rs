//! Lessons: what finds them, what they say, and where they come from.

use unknot::domain::{Answer, Question, Refusal, Sourced, TechniqueId, TopicId};

/// The heading that somebody gets, or how they are refused.
fn learn(asked: &str) -> String {
    let lookup = crate::lookup();
    match lookup.answer(&Question::Learn(Some(asked.to_owned()))) {
        Ok(answer) => lookup_title(&lookup, &answer),
        Err(Refusal::Emergency) => "emergency".to_owned(),
        Err(Refusal::NoTopic { nearest, .. }) => format!("unknown, {} nearest", nearest.len()),
        Err(refusal) => panic!("{asked}: {refusal:?}"),
    }
}

fn lookup_title(lookup: &unknot::app::Lookup, answer: &Answer) -> String {
    unknot::present::answer(lookup.library(), answer).title
}

#[test]
fn lessons_are_found_in_peoples_own_words() {
    for (asked, title) in [
        ("fascia", "Fascia and tender spots"),
        ("faschia", "Fascia and tender spots"),
        ("Five rules", "Five rules for every tool"),
        ("toxins", "Does it flush toxins?"),
        ("does rolling flush toxins", "Does it flush toxins?"),
        ("does it have to hurt", "Does it have to hurt?"),
        ("bruise", "I got a bruise. Is that good?"),
        ("I have bruises, what now", "I got a bruise. Is that good?"),
        ("massage guns", "Are massage guns OK?"),
        ("massage gun", "Are massage guns OK?"),
        ("warm-up", "Can it replace a warm-up?"),
        ("warmup", "Can it replace a warm-up?"),
        ("fibromyalgia", "Does it help with fibromyalgia?"),
        ("osteoporosis", "Bones and muscle"),
        ("blood clot", "Blood and clots"),
        ("piriformis", "Piriformis"),
        ("hydration", "Water"),
        ("scope of practice", "For trainers: show, do not touch"),
        ("credits", "About and credits"),
        ("I have chest pain", "emergency"),
        ("dark pee", "emergency"),
        ("quantum tunnelling", "unknown, 3 nearest"),
        ("", "unknown, 3 nearest"),
    ] {
        assert_eq!(learn(asked), title, "{asked}");
    }
}

#[test]
fn suggestions_can_be_sent_back_and_are_found() {
    let lookup = crate::lookup();
    let all = lookup.topic_suggestions("");
    assert_eq!(all.len(), lookup.library().topics.len());
    let typed = lookup.topic_suggestions("toxi");
    assert_eq!(typed.first().map(|it| it.0), Some("Does it flush toxins?"));
    for topic in lookup.library().topics.values() {
        for asked in [topic.id.as_str(), &topic.title] {
            assert_eq!(learn(asked), topic.title, "{asked}");
        }
        for part in &topic.parts {
            assert_eq!(learn(&part.heading), part.heading);
        }
    }
}

/// Dossier 2.C, word for word.
const READY_ANSWERS: &[(&str, &str)] = &[
    (
        "Does it flush toxins?",
        "No. Your liver and kidneys do that job all day. Rolling does not change it. Drink if you are thirsty.",
    ),
    (
        "Does it break up knots or scar tissue?",
        "Not that we can show. Fascia is very tough. Rolling most likely calms the nerves, so the area feels looser.",
    ),
    (
        "Does it have to hurt?",
        "No. In one study, light pressure worked as well as hard pressure. Aim for 3 to 5 out of 10.",
    ),
    (
        "How long does it last?",
        "Often 10 to 30 minutes. If you keep it up for more than 4 weeks, you may gain some lasting range.",
    ),
    (
        "Should I roll my IT band?",
        "You can roll the outer thigh if it feels good. Keep it light. It will not stretch the band.",
    ),
    (
        "Can I roll my lower back?",
        "Not with a roller. Roll your buttocks, hips and mid back. Back pain that is new, bad or runs down a leg needs a check.",
    ),
    (
        "Can I roll my neck?",
        "No. Never use a roller or a massage gun there. Arteries to the brain run through it.",
    ),
    (
        "I got a bruise. Is that good?",
        "No. A bruise means too much pressure. Skip that spot until it is gone. A big bruise, or one with no clear cause, needs a check.",
    ),
    (
        "I felt it somewhere else. Why?",
        "Pressing a tender spot can send a dull ache to another area. Dull is OK. Tingling, burning or shooting is not: stop.",
    ),
    (
        "Are massage guns OK?",
        "This bot does not use them. Rare but serious injuries have been reported.",
    ),
    ("Can it replace a warm-up?", "No. Roll a little, then move."),
];

#[test]
fn the_ready_answers_stand_word_for_word() {
    let library = crate::library();
    let myths = &library.topics[&TopicId::new("myths")];
    for (question, answer) in READY_ANSWERS {
        let part = myths.parts.iter().find(|it| it.heading == *question);
        assert_eq!(part.map(|it| it.text.as_str()), Some(*answer), "{question}");
    }
}

#[test]
fn the_emergency_line_stands_first_and_alone_in_bold() {
    let library = crate::library();
    let line = library.words.get(unknot::domain::Word::Emergency);
    let stop_signs = &library.topics[&TopicId::new("stop_signs")];
    assert!(stop_signs.intro.starts_with(line));
}

#[test]
fn sources_are_cited_and_say_that_nobody_has_reviewed_them() {
    let sources = |of| {
        let composed = crate::lookup().card(&Question::Sources(of));
        assert!(composed.is_answer);
        let fields = composed.card.fields.into_iter().map(|it| it.text);
        (composed.card.text, fields.collect::<Vec<_>>())
    };
    let technique = Sourced::Technique(TechniqueId::new("outer_thigh_roll"));
    let (text, fields) = sources(technique);
    assert!(text.contains("**R21** Pepper TM et al. 2021"), "{text}");
    assert_eq!(fields, ["No clinician has reviewed this content yet."]);
    let (text, _) = sources(Sourced::Topic(TopicId::new("water")));
    assert!(text.contains("**W4** Hew-Butler"), "{text}");
    let gone = Question::Sources(Sourced::Topic(TopicId::new("gone")));
    assert_eq!(crate::lookup().answer(&gone), Err(Refusal::OldButton));
}
