//! What no text may say, in all its forms, and what only looks like it.

use unknot::content::blocked;
use unknot::domain::Language;

use super::{FOOT, REGIONS, SWAPS, TOOLS, WORDS, broken, found, line_of};

/// What is found when a technique says this.
fn says(text: &str) -> Vec<(&'static str, usize)> {
    found(&broken(FOOT, "Stay in the chair.", text))
}

#[test]
fn every_form_of_every_blocked_word_is_found() {
    let fault = [("blocked-word", line_of(FOOT, "easier ="))];
    for form in blocked(Language::English).concat().into_iter().flatten() {
        for text in [
            format!("{form}."),
            format!("It may {}, they say.", form.to_uppercase()),
            format!("Yes: {}!", form.replace(' ', "-")),
        ] {
            assert_eq!(says(&text), fault, "{text}");
        }
    }
}

#[test]
fn inflections_that_once_slipped_through_are_found() {
    let fault = [("blocked-word", line_of(FOOT, "easier ="))];
    for text in [
        "A treatment for feet.",
        "Curing sore feet.",
        "A quick diagnosis.",
        "We guarantee it.",
        "Feel it popping.",
        "For realignment.",
        "To detoxify you.",
        "Posture correction.",
        "You're cleared.",
        "You’re cleared.",
        "Cüre it.",
        "It treats it as well.",
    ] {
        assert_eq!(says(text), fault, "{text}");
    }
}

#[test]
fn words_that_only_look_blocked_are_fine() {
    for text in [
        "Good for your health.",
        "A popular way.",
        "A healthy pace.",
        "Roll it correctly.",
        "Accurate and secure.",
        "Keep the suffix.",
        "A treaty.",
        "Treat it as a front of thigh roll.",
        "It is treated as one area.",
        "Skip that area until it heals.",
        "Break. Then get up.",
        "Poplar and cracker.",
        "At length.",
        "It hurts? No pain is needed. No gain either.",
    ] {
        assert_eq!(says(text), [], "{text}");
    }
}

#[test]
fn a_mistake_may_be_called_by_its_name() {
    let mistakes = broken(FOOT, "Racing back and forth.", "Pushing through pain.");
    assert_eq!(found(&mistakes), []);
}

#[test]
fn names_are_looked_at_wherever_they_stand() {
    for (file, from, to) in [
        (REGIONS, "name = \"chest\"", "name = \"healing chest\""),
        (
            TOOLS,
            "name = \"soft, smooth foam roller\"",
            "name = \"treatment roller\"",
        ),
        (
            TOOLS,
            "short = \"Soft roller\"",
            "short = \"Fixing roller\"",
        ),
        (TOOLS, "name = \"kneeling\"", "name = \"kneeling to heal\""),
        (SWAPS, "name = \"Ankle pumps\"", "name = \"Ankle cure\""),
        (
            SWAPS,
            "Not for a leg with new swelling",
            "It heals. Not for a leg with new swelling",
        ),
        (WORDS, "tools = \"Other tool\"", "tools = \"Popping tool\""),
    ] {
        assert_eq!(
            found(&broken(file, from, to)),
            [("blocked-word", line_of(file, from))],
            "{to}"
        );
    }
}

#[test]
fn the_rules_for_trainers_name_every_blocked_word() {
    let root = env!("CARGO_MANIFEST_DIR");
    let readme = std::fs::read_to_string(format!("{root}/content/README.md")).unwrap();
    let rule = readme
        .lines()
        .find(|line| line.contains("are refused"))
        .unwrap();
    for forms in blocked(Language::English).concat() {
        assert!(rule.contains(forms[0]), "{}", forms[0]);
    }
}
