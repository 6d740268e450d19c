//! What people type, and the technique they mean.

use unknot::domain::{Answer, Question, Refusal};

/// The technique that is found, or the nearest ones in brackets.
fn find(asked: &str) -> String {
    let question = Question::Technique {
        name: asked.to_owned(),
        tool: None,
    };
    match crate::lookup().answer(&question) {
        Ok(Answer::Technique { technique, .. }) => technique.to_string(),
        Err(Refusal::NoTechnique { nearest, .. }) => format!("none of {}", nearest.len()),
        other => format!("{other:?}"),
    }
}

fn suggest(typed: &str) -> Vec<String> {
    crate::lookup()
        .suggestions(typed)
        .iter()
        .map(|it| it.id.to_string())
        .collect()
}

#[test]
fn names_ids_aliases_and_regions_are_understood() {
    let means = [
        (
            "foot_roll",
            [
                "foot_roll",
                "Foot roll",
                "foot",
                "sore feet",
                "my sole",
                "the arch of my foot",
            ]
            .as_slice(),
        ),
        (
            "outer_thigh_roll",
            &[
                "it band",
                "IT BAND",
                "itb",
                "itband",
                "it-band",
                "outer thigh",
                "Outer thigh roll (IT band area)",
            ],
        ),
        (
            "piriformis_p",
            &[
                "piriformis",
                "deep buttock",
                "glutes",
                "letter P",
                "figure four",
            ],
        ),
        (
            "upper_trap_press",
            &[
                "traps",
                "trapezius",
                "KNOTS in my shoulders",
                "shoulder",
                "top of the shoulder",
            ],
        ),
    ];
    for (id, asked) in means {
        for asked in asked {
            assert_eq!(find(asked), id, "{asked}");
        }
    }
}

#[test]
fn slips_and_accents_are_forgiven() {
    let means = [
        ("pirifromis", "piriformis_p"),
        ("it bnad", "outer_thigh_roll"),
        ("planter fasciitis", "foot_roll"),
        ("trapezuis", "upper_trap_press"),
        ("fóót röll", "foot_roll"),
        ("  FOOT   ROLL!!! ", "foot_roll"),
        ("ｆｏｏｔ", "foot_roll"),
    ];
    for (asked, id) in means {
        assert_eq!(find(asked), id, "{asked}");
    }
}

#[test]
fn other_words_find_nothing_and_offer_the_nearest_three() {
    for asked in [
        "hand",
        "knee",
        "elbow",
        "zzzz",
        "",
        "   ",
        "🦶",
        "@everyone",
        "نص عربي",
        "pizza",
        "roll",
    ] {
        assert_eq!(find(asked), "none of 3", "{asked}");
    }
}

#[test]
fn five_thousand_characters_are_read_as_far_as_they_may_matter() {
    assert_eq!(find(&"x".repeat(5000)), "none of 3");
    assert_eq!(find(&"é".repeat(5000)), "none of 3");
    assert_eq!(
        find(&format!("it band{}", " ".repeat(5000))),
        "outer_thigh_roll"
    );
}

#[test]
fn suggestions_follow_the_typing() {
    assert_eq!(suggest("").len(), 4, "everything while nothing is typed");
    assert_eq!(suggest("fo")[0], "foot_roll");
    assert_eq!(suggest("it b")[0], "outer_thigh_roll");
    assert_eq!(suggest("pirif")[0], "piriformis_p");
    assert_eq!(suggest("trapz")[0], "upper_trap_press");
    assert_eq!(suggest("qqqq"), [""; 0]);
}
