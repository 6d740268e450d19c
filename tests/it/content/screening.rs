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
    (
        "screening-lists",
        "covers = \"SK1\"\n",
        "asked_in = \"go_gentle\"\ncovers = \"SK1\"\n",
        "covers = \"SK1\"",
    ),
    (
        "screening-lists",
        "covers = \"T1\"\n",
        "asked_in = \"right_now\"\ncovers = \"T1\"\n",
        "covers = \"T1\"",
    ),
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
    // Those have tests of their own, entry by entry.
    let alone = ["screening-stops", "screening-spread"];
    for check in SCREENING_CHECKS
        .iter()
        .filter(|it| !alone.contains(&it.name))
    {
        assert!(
            BREAKS.iter().any(|(name, ..)| *name == check.name),
            "{}",
            check.name
        );
        assert!(!check.asks.is_empty());
    }
}

#[test]
fn whatever_is_off_at_least_is_missed_when_it_is_on() {
    let text = english().texts[SCREENING].clone();
    let mut tried = 0;
    for table in [
        "[after_ok]",
        "[go_gentle]",
        "covers = \"A2\"",
        "covers = \"T4\"",
    ] {
        let start = text.rfind(table).unwrap();
        let end = start
            + text[start..]
                .find("\n\n[[")
                .map_or(text.len() - start, |at| at);
        let end = end.min(start + text[start..].find("\n\n#").unwrap_or(usize::MAX - start));
        // Ids stand in quotes with a comma or a bracket behind them.
        for at in text[start..end]
            .match_indices('"')
            .map(|(at, _)| start + at)
        {
            let behind = &text[at + 1..end];
            let Some((id, _)) = behind.split_once('"') else {
                continue;
            };
            if id.is_empty()
                || !id
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b"_5".contains(&b))
            {
                continue;
            }
            let mut files = english();
            let copy = files.texts.get_mut(SCREENING).unwrap();
            copy.replace_range(at..at + id.len() + 2, "\"chair\"");
            let all = found(&files);
            let is_seen = all.iter().any(|(check, _)| *check == "screening-off");
            assert!(is_seen, "{table} {id}: {all:?}");
            tried += 1;
        }
    }
    assert_eq!(tried, 13 + 7 + 3 + 1 + 6 + 3, "every entry of the four");
}

#[test]
fn what_lies_around_a_joint_or_beside_an_area_stays_with_it() {
    for (file, from, to) in [
        (SCREENING, "id = \"knee\"", "id = \"kneecap\""),
        (
            SCREENING,
            "regions = [\"quad\", \"hamstring\", \"calf\", \"shin\"]",
            "regions = []",
        ),
        (SCREENING, "positions = [\"kneel\"]", "positions = []"),
        (
            "en/regions.toml",
            "neighbours = [\"foot\", \"shin\", \"hamstring\"]",
            "neighbours = [\"foot\", \"shin\"]",
        ),
    ] {
        let all = found(&broken(file, from, to));
        assert!(
            all.iter().any(|(check, _)| *check == "screening-spread"),
            "{to}: {all:?}"
        );
    }
}
