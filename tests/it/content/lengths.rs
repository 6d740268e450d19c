//! What fits and what is one too many or none at all, at the field that is at fault.

use super::{FOOT, REGIONS, SWAPS, TOOLS, WORDS, broken, english, found, line_of, plant};

#[test]
fn a_text_fits_up_to_its_limit_and_not_one_character_more() {
    // Discord docs: embed limits, components/reference, interactions/application-commands.
    for (file, key, text, chars_max) in [
        (FOOT, "name", "Foot roll", 100),
        (
            FOOT,
            "harder",
            "Stand and shift a little more weight on. Change to a lacrosse-type ball.",
            1024,
        ),
        (REGIONS, "name", "chest", 1024),
        (TOOLS, "name", "soft, smooth foam roller", 100),
        (TOOLS, "short", "Soft roller", 80),
        (
            TOOLS,
            "why",
            "Rare but serious injuries have been reported.",
            1024,
        ),
        (TOOLS, "name", "kneeling", 100),
        (SWAPS, "name", "Ankle pumps", 1024),
        (
            SWAPS,
            "text",
            "Lift your toes, then your heels, slowly.",
            1024,
        ),
        (WORDS, "steps", "Steps", 256),
        (WORDS, "time", "Time", 256),
        (WORDS, "review", "Who has checked this", 256),
        (WORDS, "title_with_tool", "{technique} · {tool}", 256),
        (WORDS, "pick", "Pick a tool", 150),
        (WORDS, "nearest_pick", "Did you mean one of these?", 150),
        (WORDS, "back", "Back to the technique", 80),
        (WORDS, "help", "What to do first", 100),
    ] {
        let from = format!("{key} = \"{text}\"");
        let with = |chars: usize| {
            let to = format!("{key} = \"{}\"", "a".repeat(chars));
            found(&broken(file, &from, &to))
        };
        let line = line_of(file, &from);
        assert_eq!(with(chars_max), [], "{file} {from}");
        assert_eq!(
            with(chars_max + 1),
            [("card-length", line)],
            "{file} {from}"
        );
    }
}

#[test]
fn a_list_fits_a_field_with_its_marks_and_not_one_character_more() {
    // Four entries stand there: each has a mark and a line of its own, four characters at most.
    let mistakes = |chars: usize| {
        let mut files = english();
        let text = files.texts.get_mut(FOOT).unwrap();
        let start = text.find("mistakes = [").unwrap();
        let end = start + text[start..].find(']').unwrap() + 1;
        let half = chars / 2 - 4;
        let list = format!(
            "mistakes = [\"{}\", \"{}\"]",
            "a".repeat(half),
            "a".repeat(chars - half - 8)
        );
        text.replace_range(start..end, &list);
        found(&files)
    };
    assert_eq!(mistakes(1024), []);
    assert_eq!(
        mistakes(1025),
        [("card-length", line_of(FOOT, "mistakes = ["))]
    );
}

#[test]
fn an_alias_is_no_longer_than_what_search_reads() {
    let alias = |chars: usize| {
        let alias = format!("\"{}\"", "a".repeat(chars));
        found(&broken(FOOT, "\"plantar fascia\"", &alias))
    };
    assert_eq!(alias(100), []);
    assert_eq!(
        alias(101),
        [("card-length", line_of(FOOT, "\"plantar fascia\""))]
    );
}

#[test]
fn no_name_may_be_empty() {
    for (file, text) in [
        (REGIONS, "name = \"chest\""),
        (TOOLS, "name = \"soft, smooth foam roller\""),
        (TOOLS, "short = \"Soft roller\""),
        (
            TOOLS,
            "why = \"Rare but serious injuries have been reported.\"",
        ),
        (TOOLS, "name = \"kneeling\""),
        (SWAPS, "name = \"Ankle pumps\""),
        (SWAPS, "text = \"Lift your toes, then your heels, slowly.\""),
        (FOOT, "name = \"chair\""),
        (FOOT, "name = \"Foot roll\""),
    ] {
        let (key, _) = text.split_once(" = ").unwrap();
        for nothing in ["", " ", "\\t"] {
            let files = broken(file, text, &format!("{key} = \"{nothing}\""));
            let fault = ("empty-text", line_of(file, text));
            assert_eq!(found(&files), [fault], "{file} {text}");
        }
    }
    // A move without pressure need not have a note.
    let note = "note = \"Not for a leg with new swelling, heat or pain.\"";
    assert_eq!(found(&broken(SWAPS, note, "note = \"\"")), []);
}

#[test]
fn an_alias_that_search_reads_as_nothing_is_refused() {
    let fault = ("empty-text", line_of(FOOT, "\"plantar fascia\""));
    for nothing in ["\"\"", "\"--\"", "\"!\""] {
        let files = broken(FOOT, "\"plantar fascia\"", nothing);
        assert_eq!(found(&files), [fault], "{nothing}");
    }
    let pecs = broken(REGIONS, "\"pecs\"", "\"?\"");
    assert_eq!(found(&pecs), [("empty-text", line_of(REGIONS, "\"pecs\""))]);
}

#[test]
fn no_list_that_a_card_or_search_needs_may_be_empty() {
    for key in ["aliases", "steps", "mistakes"] {
        let mut files = english();
        let text = files.texts.get_mut(FOOT).unwrap();
        let start = text.find(&format!("{key} = [")).unwrap();
        let end = start + text[start..].find(']').unwrap() + 1;
        text.replace_range(start..end, &format!("{key} = []"));
        let line = line_of(FOOT, &format!("{key} = ["));
        assert_eq!(found(&files), [("empty-list", line)]);
    }
    let aliases = "aliases = [\"pecs\", \"pec\"]";
    let files = broken(REGIONS, aliases, "aliases = []");
    assert_eq!(found(&files), [("empty-list", line_of(REGIONS, aliases))]);
}

#[test]
fn a_region_names_each_neighbour_once_and_not_itself() {
    let from = "neighbours = [\"quad\", \"glute\", \"hip_front\"]";
    let neighbours = |list: &str| {
        let to = format!("neighbours = [{list}]");
        found(&broken(REGIONS, from, &to))
    };
    let fault = [("neighbours", line_of(REGIONS, from))];
    let all = "\"quad\", \"glute\", \"hip_front\"";
    assert_eq!(neighbours(&format!("{all}, \"quad\"")), fault);
    assert_eq!(neighbours(&format!("{all}, \"outer_thigh\"")), fault);
    assert_eq!(neighbours(&format!("{all}, \"calf\"")), []);
    // What the dossier puts beside it has to stay.
    assert_eq!(neighbours("\"quad\", \"glute\"").len(), 1);
}

#[test]
fn twenty_five_tools_fit_and_one_more_does_not() {
    let with = |tools: usize| {
        let mut files = english();
        let text = files.texts.get_mut(TOOLS).unwrap();
        let given = text.matches("[[tools]]").count();
        for n in given..tools {
            let tool =
                "[[tools]]\nid = \"t_N\"\nname = \"tool N\"\nshort = \"T N\"\noffered = true\n";
            text.push_str(&tool.replace('N', &n.to_string()));
        }
        found(&files)
    };
    assert_eq!(with(25), []);
    assert!(matches!(with(26).as_slice(), [("tool-count", 1..)]));
}

#[test]
fn a_reason_stands_at_every_tool_that_is_kept_out_and_at_no_other() {
    let why = "why = \"Rare but serious injuries have been reported.\"\n";
    let offered = line_of(TOOLS, "why =") - 1;
    assert_eq!(found(&broken(TOOLS, why, "")), [("tool-why", offered)]);
    let mut files = english();
    let offered = "short = \"Hands\"\noffered = true\n";
    plant(&mut files, TOOLS, offered, &format!("{offered}{why}"));
    let line = line_of(TOOLS, "short = \"Hands\"") + 2;
    assert_eq!(found(&files), [("tool-why", line)]);
}
