//! What people read, word for word.

use std::fmt::Write;

use unknot::domain::{Answer, Question, Refusal, Role, TechniqueId, ToolId, Word};
use unknot::present::{Card, Choice, Row, quote};

/// A card as text, its buttons in brackets.
pub(crate) fn render(card: &Card) -> String {
    let mut text = String::new();
    let mut line = |line: &str| writeln!(text, "{line}").unwrap();
    if !card.title.is_empty() {
        line(&format!("# {}", card.title));
    }
    line(&card.text);
    for field in &card.fields {
        line(&format!("## {}\n{}", field.name, field.text));
    }
    if !card.footer.is_empty() {
        line(&format!("-- {}", card.footer));
    }
    for row in &card.rows {
        match row {
            Row::Buttons(buttons) => {
                let buttons: Vec<String> =
                    buttons.iter().map(|it| format!("[{}]", it.label)).collect();
                line(&buttons.join(" "));
            }
            Row::Menu(menu) => {
                let choice = |it: &Choice| match it.is_picked {
                    true => format!("✓ {}", it.label),
                    false => it.label.clone(),
                };
                let choices: Vec<String> = menu.choices.iter().map(choice).collect();
                line(&format!("[{}: {}]", menu.placeholder, choices.join(" | ")));
            }
        }
    }
    text
}

fn ask(question: Question) -> String {
    let composed = crate::lookup().card(&question);
    let mark = if composed.is_answer {
        ""
    } else {
        "(refused)\n"
    };
    // The isolates around quoted text have a test of their own; here they would only be invisible.
    format!("{mark}{}", render(&composed.card)).replace(['\u{2068}', '\u{2069}'], "")
}

fn technique(name: &str, tool: Option<&str>) -> String {
    ask(Question::Technique {
        name: name.to_owned(),
        tool: tool.map(str::to_owned),
    })
}

#[test]
fn the_outer_thigh_card_says_everything() {
    insta::assert_snapshot!(technique("it band", None));
}

#[test]
fn a_tool_puts_its_ways_first() {
    insta::assert_snapshot!(technique("it band", Some("stick")));
}

#[test]
fn a_lesson_and_a_myth_say_this() {
    let learn = |topic: Option<&str>| ask(Question::Learn(topic.map(str::to_owned)));
    insta::assert_snapshot!("the_five_rules", learn(Some("five rules")));
    insta::assert_snapshot!(learn(Some("does it have to hurt")));
}

#[test]
fn nobody_is_told_to_lie_down_for_a_way_that_sits_or_stands() {
    let start = |name: &str, tool: Option<&str>| {
        let card = technique(name, tool);
        let (_, behind) = card.split_once("## Start\n").unwrap();
        behind.split_once("\n## ").unwrap().0.to_owned()
    };
    assert!(start("it band", None).starts_with("Lie on your side"));
    assert!(start("it band", Some("stick")).starts_with("Sit in a chair."));
    let both = start("it band", Some("roller_soft"));
    assert!(both.starts_with("Lie on your side"), "{both}");
    assert!(
        both.contains("**roller at a wall**: Stand side-on to a wall"),
        "{both}"
    );
    assert!(start("traps", Some("hands")).starts_with("Sit in a chair."));
    assert!(start("traps", Some("ball_soft")).starts_with("Stand with your back to a wall"));
}

#[test]
fn the_tool_may_be_an_id_a_name_or_a_short_name() {
    let by_id = technique("foot", Some("ball_soft"));
    assert_eq!(technique("foot", Some("Soft ball")), by_id);
    assert_eq!(
        technique("foot", Some("tennis ball or soft massage ball")),
        by_id
    );
}

#[test]
fn help_grows_with_the_role() {
    insta::assert_snapshot!("help_for_a_manager", ask(Question::Help(Role::Manager)));
    let headings = |role| {
        let composed = crate::lookup().card(&Question::Help(role));
        composed
            .card
            .fields
            .into_iter()
            .map(|field| field.name)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        headings(Role::Member),
        [
            "Do this first",
            "Stay safe",
            "In an emergency",
            "What I keep, and where to report",
            "Who has checked this"
        ]
    );
    assert_eq!(
        headings(Role::Host),
        [
            "Do this first",
            "When you lead",
            "Stay safe",
            "In an emergency",
            "What I keep, and where to report",
            "Who has checked this"
        ]
    );
    assert_eq!(headings(Role::Manager).len(), 7);
}

#[test]
fn refusals_say_what_there_is_instead() {
    insta::assert_snapshot!(technique("elbow", None), @r#"
    (refused)
    Roll on muscle, never on a joint or a bone: “elbow”.
    If it hurts or is swollen there, leave this area out and ask a health professional. If it is only stiff, below are the muscles around it.
    [The muscles around it: Forearm roll | Back of upper arm roll (triceps)]
    "#);
    insta::assert_snapshot!(technique("pizza", None), @r#"
    (refused)
    I do not know a technique called “pizza”.
    Pick one below, or start typing after `/technique` and choose from the list.
    [Did you mean one of these?: Inner thigh roll | Calf roll | Foot roll]
    "#);
    insta::assert_snapshot!(technique("foot", Some("stick")), @r#"
    (refused)
    Foot roll is not done with this tool: hand-held roller stick.
    It works with: Soft ball, Firm ball.
    [Pick a tool: Soft ball | Firm ball]
    "#);
    insta::assert_snapshot!(technique("foot", Some("rolling pin")), @r#"
    (refused)
    I do not know a tool called “rolling pin”.
    Choose from the list, or leave it out. There are: Soft roller, Medium roller, Firm roller, Roller stick, Soft ball, Firm ball, 5-lb (2.3 kg) ball, Hands.
    "#);
    insta::assert_snapshot!(technique("foot", Some("powered")), @r#"
    (refused)
    I do not teach this tool: massage gun or vibrating tool.
    Rare but serious injuries have been reported. Use a soft roller, a soft ball or your hands.
    "#);
    insta::assert_snapshot!(ask(Question::OldButton), @r#"
    (refused)
    I cannot tell what this button was for. It may be from an older version of me.
    Nothing was changed. Use `/technique` for a fresh card, or `/help` to see what I can do.
    "#);
    insta::assert_snapshot!(ask(Question::OldCommand), @r#"
    (refused)
    I do not have this command any more.
    Reload Discord to see the current ones, or use `/help`.
    "#);
}

#[test]
fn lists_lead_on_and_back() {
    let id = || TechniqueId::new("piriformis_p");
    insta::assert_snapshot!(ask(Question::Tools(id())), @r#"
    # Deep buttock press, the letter P (piriformis): pick a tool
    Start with something soft and smooth. Harder is not better.
    [Pick a tool: Soft roller | Medium roller | Soft ball | Firm ball]
    [Back to the technique]
    "#);
    insta::assert_snapshot!(ask(Question::Related(id())), @r#"
    # Goes with Deep buttock press, the letter P (piriformis)
    The same area first, then the areas beside it.
    [Pick a technique: Buttock roll | Back of thigh roll | Outer thigh roll (IT band area) | Lower back, wall and soft ball only]
    [Back to the technique]
    "#);
    let foot = TechniqueId::new("foot_roll");
    let mut alone = crate::library();
    alone.techniques.retain(|id, _| *id == foot);
    let related = unknot::present::answer(&alone, &Answer::Related(foot));
    insta::assert_snapshot!(render(&related), @r#"
    # Goes with Foot roll
    Nothing here goes with it yet. Start typing after `/technique` to see everything there is.
    [Back to the technique]
    "#);
}

#[test]
fn a_forged_button_is_answered_like_an_old_one() {
    let old = ask(Question::OldButton);
    let nowhere = || TechniqueId::new("../../etc/passwd");
    assert_eq!(
        ask(Question::Open {
            technique: nowhere(),
            tool: None
        }),
        old
    );
    assert_eq!(ask(Question::Tools(nowhere())), old);
    assert_eq!(ask(Question::Related(nowhere())), old);
    let tool = Some(ToolId::new("@everyone"));
    assert_eq!(
        ask(Question::Open {
            technique: TechniqueId::new("foot_roll"),
            tool
        }),
        old
    );
}

#[test]
fn what_somebody_typed_does_nothing_in_our_sentence() {
    let inside = |text: &str| {
        quote(text)
            .trim_matches(['\u{2068}', '\u{2069}'])
            .to_owned()
    };
    assert_eq!(
        inside("@everyone **hi** <@123> [a](http://b)"),
        r"\@everyone \*\*hi\*\* \<\@123\> \[a\]\(http\://b\)"
    );
    assert_eq!(inside("two\nlines\tand\u{0}more"), "two lines andmore");
    assert_eq!(
        inside("\u{202e}abc\u{200b}"),
        "abc",
        "nothing invisible is shown"
    );
    assert_eq!(inside(&"x".repeat(80)), "x".repeat(80));
    assert_eq!(inside(&"x".repeat(81)), "x".repeat(80) + "…");
    assert_eq!(
        quote("שלום"),
        "\u{2068}שלום\u{2069}",
        "right-to-left text stays in its place"
    );
}

#[test]
fn an_intro_names_no_cause() {
    // Dossier 4.3 and 7.1: what an area can feel like, and never why.
    let causes = [
        "after ",
        "from ",
        "because",
        "due to",
        "caused",
        "long days",
    ];
    for technique in crate::library().techniques.values() {
        let intro = technique.intro.to_lowercase();
        let cause = causes.iter().find(|cause| intro.contains(**cause));
        assert_eq!(cause, None, "{}: {intro}", technique.id);
    }
}

#[test]
fn every_card_and_the_help_say_when_to_stop() {
    let signs = [
        "sharp",
        "numbness",
        "tingling",
        "burning",
        "shooting",
        "sudden weakness",
        "dizziness",
    ];
    for technique in crate::library().techniques.into_keys() {
        let id = technique.clone();
        let card = ask(Question::Read {
            technique,
            tool: None,
        });
        let (_, stop) = card.split_once("## Stop, and afterwards\n").unwrap();
        let (stop, _) = stop.split_once("\n## ").unwrap();
        for said in signs.into_iter().chain([
            "A dull ache elsewhere is OK.",
            "Get up slowly, hold something.",
        ]) {
            assert!(stop.contains(said), "{id}: {said}");
        }
        let (_, pressure) = card.split_once("## Pressure, 0 to 10\n").unwrap();
        let (pressure, _) = pressure.split_once("\n## ").unwrap();
        assert!(pressure.contains("numb"), "{id}: {pressure}");
    }
    let help = ask(Question::Help(Role::Member));
    for sign in signs {
        assert!(help.contains(sign), "{sign}");
    }
}

#[test]
fn a_way_needs_all_its_positions_and_any_one_of_its_tools() {
    let card = technique("piriformis", None);
    let way = "**roller or ball on the floor** (usual): sitting on the floor and body weight \
               through the hands or forearms. Tool: Soft roller, Medium roller, Soft ball or Firm ball.";
    assert!(card.contains(way), "{card}");
    assert!(card.contains("(easier): sitting in a chair. Tool: Soft ball."));
    assert!(technique("traps", None).contains("**hand held 5-lb ball** (harder)"));
    let cue = "Any tingling? Get off. Hold for 25 seconds, never more than 30. If it is not easing";
    assert!(card.contains(cue), "{card}");
}

#[test]
fn a_level_has_the_word_of_its_heading() {
    let words = crate::library().words;
    for (level, heading) in [
        (Word::LevelEasier, Word::FieldEasier),
        (Word::LevelHarder, Word::FieldHarder),
    ] {
        assert_eq!(words.get(level), words.get(heading).to_lowercase());
    }
}

#[test]
fn a_name_that_is_empty_or_blank_gets_a_sentence_of_its_own() {
    for blank in ["", "   ", "\t\n", "\u{200b}", "\u{202e} "] {
        let said = technique(blank, None);
        let sentence = "(refused)\nTell me what is sore, or which technique you want.\nPick one";
        assert!(said.starts_with(sentence), "{blank:?}: {said}");
        let said = technique("foot", Some(blank));
        let sentence = "(refused)\nTell me which tool you have.\nChoose from the list";
        assert!(said.starts_with(sentence), "{blank:?}: {said}");
    }
    assert!(technique("-", None).contains("called “\\-”"));
}

#[test]
fn a_tool_is_kept_out_for_its_own_reason() {
    let mut library = crate::library();
    let mut tools = library.tools.iter_mut();
    let tool = tools.find(|it| !it.offered).unwrap();
    tool.why = Some("It is too loud.".to_owned());
    let refusal = Refusal::ToolKeptOut {
        tool: tool.id.clone(),
    };
    insta::assert_snapshot!(render(&unknot::present::refusal(&library, &refusal)), @r#"
    I do not teach this tool: massage gun or vibrating tool.
    It is too loud. Use a soft roller, a soft ball or your hands.
    "#);
}

#[test]
fn the_help_says_what_is_kept_and_where_to_report_without_a_link() {
    for role in [Role::Member, Role::Host, Role::Manager] {
        let help = ask(Question::Help(role));
        for said in [
            "sealed",
            "`/privacy show`",
            "`/screening forget`",
            "whoever runs the server",
        ] {
            assert!(help.contains(said), "{role:?}: {said}");
        }
        assert!(!help.contains("http"), "{role:?}");
    }
}

#[test]
fn the_help_says_how_much_has_been_reviewed() {
    let review = |by: &[Option<&str>]| {
        let mut library = crate::library();
        for (technique, by) in library.techniques.values_mut().zip(by) {
            technique.reviewed_by = by.map(str::to_owned);
        }
        let card = unknot::present::answer(&library, &Answer::Help(Role::Member));
        let mut fields = card.fields.into_iter();
        let field = fields.find(|it| it.name == "Who has checked this");
        field.unwrap().text
    };
    let (a, b) = (Some("A. Ames, PT"), Some("B. Boll, MD"));
    insta::assert_snapshot!(review(&[None; 23]), @"No clinician has reviewed this content yet. It was written from published research and marked with its sources.");
    insta::assert_snapshot!(review(&[b, None, a, b]), @"A clinician has reviewed 3 of 23 techniques (A. Ames, PT, B. Boll, MD). The rest was written from published research and marked with its sources.");
    insta::assert_snapshot!(review(&[&[b][..], &[a; 22]].concat()), @"A clinician has reviewed all techniques (A. Ames, PT, B. Boll, MD). They were written from published research and marked with their sources.");
}
