//! The checks on the screening: nobody whom a statement fits may be let through by an edit.

use unknot::content::SCREENING_CHECKS;

use super::{broken, english, found, line_of};

const SCREENING: &str = "en/screening.toml";

/// A way to break a copy for each check, and the line at which it is found; 0 is the whole file.
const BREAKS: &[(&str, &str, &str, &str)] = &[
    (
        "screening-lists",
        "id = \"not_today\"\nheading",
        "id = \"not_now\"\nheading",
        "",
    ),
    (
        "screening-outcomes",
        "id = \"same_day\"",
        "id = \"someday\"",
        "id = \"same_day\"",
    ),
    (
        "screening-off",
        "[after_ok]\ngentle = true",
        "[after_ok]\ngentle = false",
        "[after_ok]",
    ),
    (
        "screening-off",
        "rise_slow = true\nregions = [\"calf\", ",
        "rise_slow = true\nregions = [",
        "[after_ok]",
    ),
    (
        "screening-off",
        "no_water = true",
        "no_water = false",
        "covers = \"T3\"",
    ),
    (
        "known-region",
        "regions = [\"forearm\", \"hand\"]",
        "regions = [\"forearm\", \"hend\"]",
        "regions = [\"forearm\", \"hand\"]",
    ),
    (
        "known-position",
        "positions = [\"kneel\"]",
        "positions = [\"neel\"]",
        "positions = [\"kneel\"]",
    ),
    ("missing-field", "version = 1\n", "", ""),
];

#[test]
fn each_break_of_the_screening_is_found_at_its_line() {
    for (check, from, to, at) in BREAKS {
        let line = match *at {
            "" => 0,
            at => line_of(SCREENING, at),
        };
        let all = found(&broken(SCREENING, from, to));
        assert!(all.contains(&(check, line)), "{to}: {all:?}");
    }
}

#[test]
fn a_statement_that_is_taken_out_is_missed_in_every_list() {
    let text = english().texts[SCREENING].clone();
    let covers: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("covers = "))
        .collect();
    assert!(50 <= covers.len(), "{}", covers.len());
    for (nth, _) in text.match_indices("covers = ") {
        let mut files = english();
        let item = files.texts.get_mut(SCREENING).unwrap();
        item.replace_range(nth.."covers = \"".len() + nth, "covers = \"Z");
        let all = found(&files);
        assert!(
            all.iter().any(|(check, _)| *check == "screening-stops"),
            "{}: {all:?}",
            &text[nth..nth + 16]
        );
    }
}

#[test]
fn every_check_of_the_screening_has_a_break() {
    for check in SCREENING_CHECKS
        .iter()
        .filter(|it| it.name != "screening-stops")
    {
        assert!(
            BREAKS.iter().any(|(name, ..)| *name == check.name),
            "{}",
            check.name
        );
        assert!(!check.asks.is_empty());
    }
}
