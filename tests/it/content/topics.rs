//! Topics and sources: each check on them breaks a copy and sees exactly that fault at that line.

use super::{FOOT, broken, english, found, line_of};

const MYTHS: &str = "en/topics/myths.toml";
const RULES: &str = "en/topics/five_rules.toml";
const SOURCES: &str = "en/sources.toml";

/// What is found when `from` becomes `to`, and where it stood.
fn breaks(file: &str, from: &str, to: &str, check: &'static str) {
    let expected = [(check, line_of(file, from))];
    assert_eq!(found(&broken(file, from, to)), expected, "{to}");
}

#[test]
fn every_check_finds_its_fault_in_a_topic_at_its_line() {
    for (check, from, to) in [
        ("file-name", "id = \"five_rules\"", "id = \"six_rules\""),
        ("choice", "kind = \"lesson\"", "kind = \"lessons\""),
        ("empty-text", "heading = \"2. Go slow\"", "heading = \" \""),
        (
            "empty-text",
            "\"R15\", \"R16\"]",
            "\"R15\", \" \", \"R16\"]",
        ),
        ("known-source", "\"R15\", \"R16\"]", "\"R15\", \"R166\"]"),
        (
            "known-source",
            "[\"S27\", \"S29\"]",
            "[\"S27\", \"S29\", \"S60\"]",
        ),
        (
            "same-name",
            "aliases = [\"rules\", ",
            "aliases = [\"rules\", \"Rules!\", ",
        ),
        (
            "same-name",
            "aliases = [\"rules\", ",
            "aliases = [\"rules\", \"Credits\", ",
        ),
        (
            "blocked-word",
            "Slow is easier to control.",
            "It flushes toxins.",
        ),
        ("field", "kind = \"lesson\"", "kind = 3"),
    ] {
        let line = line_of(RULES, from);
        let all = found(&broken(RULES, from, to));
        assert!(all.contains(&(check, line)), "{check} {to}: {all:?}");
        assert!(
            all.iter().all(|it| *it == (check, line)
                || it.0 == "same-name"
                || it.0 == "missing-field"
                || it.0 == "blocked-word"),
            "{check} {to}: {all:?}"
        );
    }
}

#[test]
fn a_source_that_is_not_there_is_a_fault_wherever_it_is_named() {
    breaks(
        FOOT,
        "sources = [\"S36\", \"S37\", \"S38\"]",
        "sources = [\"S37\", \"S83\"]",
        "known-source",
    );
    let gone = broken(SOURCES, "R51 = ", "R551 = ");
    assert!(!found(&gone).is_empty());
    assert!(
        found(&gone)
            .iter()
            .all(|(check, _)| *check == "known-source")
    );
}

#[test]
fn a_part_of_a_topic_without_any_source_is_a_fault() {
    let from = "carries = [\"S27\", \"S28\"]\nsources = [\"4.1\", \"7.2\", \"R17\"]";
    let files = broken(RULES, from, "sources = []");
    let line = line_of(RULES, "sources = [\"4.1\", \"7.2\", \"R17\"]");
    assert_eq!(found(&files), [("source", line - 1)]);
}

#[test]
fn a_myth_may_be_named_where_it_is_denied_and_nowhere_else() {
    let answer = "Rolling does not change it.";
    let with = |text: &str| found(&broken(MYTHS, answer, text));
    let line = line_of(MYTHS, answer);
    assert_eq!(with("Rolling does not flush toxins."), []);
    // What no myth needs stays refused: these are promises, not questions.
    assert_eq!(with("Rolling does not cure it."), [("blocked-word", line)]);
    let whole = "No. Your liver and kidneys do that job all day. Rolling does not change it.";
    let affirmed = found(&broken(MYTHS, whole, "Yes, it flushes toxins."));
    assert!(affirmed.contains(&("blocked-word", line)), "{affirmed:?}");
    let as_lesson = found(&broken(MYTHS, "kind = \"myths\"", "kind = \"lesson\""));
    assert!(as_lesson.iter().all(|(check, _)| *check == "blocked-word"));
    assert!(2 <= as_lesson.len(), "{as_lesson:?}");
}

#[test]
fn a_menu_of_topics_holds_25() {
    let with = |count: usize| {
        let mut files = english();
        let there = files.texts.keys().filter(|it| it.contains("/topics/"));
        for i in there.count()..count {
            let text = format!(
                "id = \"z{i}\"\ntitle = \"Word {i}\"\naliases = [\"other {i}\"]\nplace = {}\nkind = \"lesson\"\nintro = \"x\"\nreviewed_by = \"\"\n[[parts]]\nheading = \"Part {i}\"\ntext = \"x\"\nsources = [\"S1\"]\n",
                100 + i
            );
            files.texts.insert(format!("en/topics/z{i}.toml"), text);
        }
        found(&files)
    };
    assert_eq!(with(25), []);
    assert_eq!(with(26), [("topic-count", 0)]);
}

#[test]
fn no_topic_at_all_and_no_parts_are_said() {
    let mut files = english();
    files.texts.retain(|path, _| !path.contains("/topics/"));
    assert_eq!(found(&files), [("file-place", 0)]);
    let mut files = english();
    let text = files.texts.get_mut(RULES).unwrap();
    text.truncate(text.find("[[parts]]").unwrap());
    assert_eq!(found(&files), [("missing-field", 0)]);
}
