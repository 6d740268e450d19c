//! What is said of a file that cannot be read as it stands.

use super::{FOOT, TOOLS, broken, faults};

/// The fault that reading found: what it says, and the hint.
fn said(file: &str, from: &str, to: &str) -> (String, String) {
    let faults = faults(&broken(file, from, to));
    let fault = faults.iter().find(|it| it.check == "field");
    let fault = fault.unwrap_or_else(|| panic!("{faults:#?}"));
    (fault.says.clone(), fault.right.clone())
}

#[test]
fn a_value_of_the_wrong_kind_is_said_in_plain_words() {
    let passes = |value: &str| said(FOOT, "passes = 6", &format!("passes = {value}"));
    let name = |value: &str| said(FOOT, "name = \"Foot roll\"", &format!("name = {value}"));
    let sources = |value: &str| {
        let value = format!("sources = {value}");
        said(FOOT, "sources = [\"S36\", \"S37\", \"S38\"]", &value)
    };
    let offered = |value: &str| {
        let value = format!("short = \"Firm ball\"\noffered = {value}");
        said(TOOLS, "short = \"Firm ball\"\noffered = true", &value)
    };
    let number = "Write it in digits, without quotes: 6.";
    let text = "Write it in double quotes: \"…\".";
    let list = "Write it in square brackets: [\"…\", \"…\"].";
    let yes_or_no = "Write the one word, without quotes.";
    for ((says, right), expected, hint) in [
        (
            passes("\"six\""),
            "a whole number is needed here, not a text",
            number,
        ),
        (
            passes("[6]"),
            "a whole number is needed here, not a list",
            number,
        ),
        (
            passes("6.5"),
            "a whole number is needed here, not a number with a fraction",
            number,
        ),
        (
            passes("-6"),
            "-6 is too small or too large here",
            "Write a whole number above 0.",
        ),
        (name("3"), "a text is needed here, not a number", text),
        (name("[]"), "a text is needed here, not a list", text),
        (
            name("true"),
            "a text is needed here, not `true` or `false`",
            text,
        ),
        (
            name("2026-01-01"),
            "a text is needed here, not a table or a date",
            text,
        ),
        (
            sources("\"S37\""),
            "a list is needed here, not a text",
            list,
        ),
        (sources("[37]"), "a text is needed here, not a number", text),
        (
            offered("\"yes\""),
            "`true` or `false` is needed here, not a text",
            yes_or_no,
        ),
        (
            offered("1"),
            "`true` or `false` is needed here, not a number",
            yes_or_no,
        ),
    ] {
        assert_eq!((says.as_str(), right.as_str()), (expected, hint));
    }
}
