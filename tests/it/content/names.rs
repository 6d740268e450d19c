//! Names: what search reads as the same is the same to the checks.

use super::{FOOT, IT_BAND, TOOLS, broken, found, line_of};

#[test]
fn names_that_search_reads_alike_are_the_same_name() {
    let alias = |alias: &str| {
        let alias = format!("\"{alias}\"");
        found(&broken(IT_BAND, "\"itb\"", &alias))
    };
    let line = line_of(IT_BAND, "\"itb\"");
    for taken in [
        "foot_roll",
        "Foot-roll",
        "foot  roll",
        "FÓOT ROLL",
        "Plantar-Fascia",
    ] {
        assert_eq!(alias(taken), [("same-name", line)], "{taken}");
    }
    for free in ["foot rolls", "footroll", "band"] {
        assert_eq!(alias(free), [], "{free}");
    }
}

#[test]
fn an_alias_may_not_repeat_its_own_technique_but_a_name_may_be_the_id() {
    let alias = |alias: &str| found(&broken(FOOT, "\"plantar fascia\"", alias));
    let line = line_of(FOOT, "\"plantar fascia\"");
    for own in ["\"Foot_Roll\"", "\"ARCH!\""] {
        let found = alias(own);
        assert!(
            found.contains(&("same-name", line)) || found.contains(&("same-name", line - 1)),
            "{own}: {found:?}"
        );
    }
    // The id is foot_roll and the name is "Foot roll": both as they are have no fault.
    assert_eq!(alias("\"sole\""), []);
}

#[test]
fn no_two_tools_answer_to_the_same_name() {
    let short = |short: &str| {
        let short = format!("short = \"{short}\"");
        found(&broken(TOOLS, "short = \"Firm ball\"", &short))
    };
    assert_eq!(
        short("soft-BALL"),
        [("same-name", line_of(TOOLS, "short = \"Firm ball\""))]
    );
    assert_eq!(short("Firm balls"), []);
}
