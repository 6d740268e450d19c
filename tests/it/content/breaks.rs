//! A break for every check that looks at one language, and what finds it.

use unknot::content::CHECKS;

use super::{FOOT, IT_BAND, NECK, REGIONS, SEARCH, TOOLS, WHAT, WORDS, broken, faults};

/// Each check, a way to break one copy so that it finds something, and the text that stands where.
const BREAKS: &[(&str, &str, &str, &str)] = &[
    (
        "file-name",
        FOOT,
        "id = \"foot_roll\"",
        "id = \"foot_rolls\"",
    ),
    ("id-form", REGIONS, "id = \"chest\"", "id = \"Chest!\""),
    ("same-name", IT_BAND, "\"itb\"", "\"Arch\""),
    (
        "known-region",
        FOOT,
        "region = \"foot\"",
        "region = \"foots\"",
    ),
    (
        "known-tool",
        FOOT,
        "positions = [\"chair\"]\ntools = [\"ball_soft\", \"ball_firm\"]",
        "positions = [\"chair\"]\ntools = [\"ball_sof\"]",
    ),
    (
        "known-position",
        FOOT,
        "positions = [\"chair\"]",
        "positions = [\"chairs\"]",
    ),
    (
        "known-swap",
        FOOT,
        "swap = \"ankle_pumps\"",
        "swap = \"ankle_pump\"",
    ),
    (
        "neighbours",
        REGIONS,
        "id = \"shin\"\nname = \"front and outer lower leg\"\naliases = [\"shin\", \"shins\"]\nneighbours = [\"calf\", \"foot\"]",
        "id = \"shin\"\nname = \"front and outer lower leg\"\naliases = [\"shin\", \"shins\"]\nneighbours = [\"shin\"]",
    ),
    ("choice", FOOT, "sides = \"each\"", "sides = \"left\""),
    ("hold-limit", FOOT, "seconds = 14", "seconds = 31"),
    ("pace-limit", FOOT, "inches = 6", "inches = 7"),
    ("area-limit", FOOT, "passes = 6", "passes = 17"),
    ("not-zero", FOOT, "passes = 6", "passes = 0"),
    (
        "keep-off",
        IT_BAND,
        "keep_off = [\"the bony point of the hip\", \"the outer knee\", \"pressure so strong that you tense up\"]",
        "keep_off = []",
    ),
    ("ways", FOOT, "positions = [\"chair\"]", "positions = []"),
    (
        "tool-kept-out",
        FOOT,
        "positions = [\"chair\"]\ntools = [\"ball_soft\", \"ball_firm\"]",
        "positions = [\"chair\"]\ntools = [\"powered\"]",
    ),
    ("path", NECK, "opt_in = true\n", ""),
    (
        "caution",
        FOOT,
        "sides = \"each\"",
        "sides = \"each\"\nopt_in = true",
    ),
    (
        "source",
        FOOT,
        "sources = [\"S36\", \"S37\", \"S38\"]",
        "sources = []",
    ),
    (
        "known-source",
        FOOT,
        "sources = [\"S36\", \"S37\", \"S38\"]",
        "sources = [\"S36\", \"S73\"]",
    ),
    (
        "tool-why",
        TOOLS,
        "why = \"Rare but serious injuries have been reported.\"\n",
        "",
    ),
    (
        "empty-list",
        IT_BAND,
        "mistakes = [\n  \"Grinding on the band to make it longer. It does not get longer.\",\n  \"Rolling on the knee.\",\n  \"Holding breath and bracing.\",\n]",
        "mistakes = []",
    ),
    ("empty-text", FOOT, "\"Racing back and forth.\"", "\" \""),
    ("blocked-word", FOOT, "Stay in the chair.", "This fixes it."),
    (
        "cue-length",
        FOOT,
        "Stop on one tender spot. Press gently.",
        "Stop on one tender spot. Press gently. Stop on one tender spot. Press gently. Stop on one tender spot. Press gently. And so on.",
    ),
    (
        "words",
        WORDS,
        "tools = \"Other tool\"",
        "toolz = \"Other tool\"",
    ),
    (
        "command-name",
        WORDS,
        "technique_tool = \"tool\"",
        "technique_tool = \"Name\"",
    ),
    (
        "command-mention",
        WORDS,
        "or use `/routine list` to see them all",
        "or use `/routines list` to see them all",
    ),
    (
        "search-words",
        SEARCH,
        "\"tight\", ",
        "\"tight\", \"Pain\", ",
    ),
    (
        "group-caution",
        SEARCH,
        "regions = [\"forearm\", \"hand\"]",
        "regions = [\"forearm\", \"neck\"]",
    ),
    (
        "same-name",
        REGIONS,
        "name = \"sole of the foot\"",
        "name = \"Inner thigh\"",
    ),
    (
        "group-caution",
        SEARCH,
        "\"mid_back\", \"shoulder_blade\", \"side_back\"",
        "\"mid_back\", \"low_back\", \"shoulder_blade\", \"side_back\"",
    ),
    ("topic-place", WHAT, "place = 1", "place = 2"),
    (
        "text-grade",
        FOOT,
        "Stay in the chair.",
        "Notwithstanding considerable individual variability, remain comfortably seated.",
    ),
    ("missing-field", FOOT, "name = \"Foot roll\"\n", ""),
    ("field", FOOT, "passes = 6", "passes = \"six\""),
    ("syntax", FOOT, "name = \"Foot roll\"", "name = \"Foot roll"),
];

#[test]
fn every_check_finds_what_it_is_for_and_names_the_file() {
    for (check, file, from, to) in BREAKS {
        let faults = faults(&broken(file, from, to));
        assert!(
            faults
                .iter()
                .any(|it| it.check == *check && it.file == *file),
            "{check}: {faults:#?}"
        );
    }
}

#[test]
fn every_check_has_a_break_that_it_finds() {
    let broken = |name: &str| BREAKS.iter().any(|(check, ..)| *check == name);
    let without: Vec<&str> = CHECKS
        .iter()
        .map(|check| check.name)
        .filter(|name| !broken(name))
        .collect();
    // These have tests of their own: what breaks them is long.
    assert_eq!(without, ["tool-count", "topic-count", "card-length"]);
}
