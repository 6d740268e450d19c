//! What there is, and what stands behind the buttons of a technique card.

use unknot::domain::{Answer, Question, Refusal, RegionId, Sourced, TechniqueId, ToolId};
use unknot::present::{self, Card, Press, Row};

fn shelf(area: Option<&str>, tool: Option<&str>) -> Result<Answer, Refusal> {
    crate::lookup().answer(&Question::Library {
        area: area.map(str::to_owned),
        tool: tool.map(str::to_owned),
    })
}

/// The values in the menu of a card.
fn picks(card: &Card) -> Vec<&str> {
    let menus = card.rows.iter().filter_map(|row| match row {
        Row::Menu(menu) => Some(menu),
        Row::Buttons(_) => None,
    });
    let choices = menus.flat_map(|menu| &menu.choices);
    choices.map(|choice| choice.value.as_str()).collect()
}

fn labels(card: &Card) -> Vec<&str> {
    let buttons = card.rows.iter().filter_map(|row| match row {
        Row::Buttons(buttons) => Some(buttons),
        Row::Menu(_) => None,
    });
    buttons.flatten().map(|it| it.label.as_str()).collect()
}

fn of(question: Question) -> Card {
    crate::lookup().card(&question).card
}

fn library_card(area: Option<&str>, tool: Option<&str>) -> Card {
    of(Question::Library {
        area: area.map(str::to_owned),
        tool: tool.map(str::to_owned),
    })
}

#[test]
fn the_whole_library_lists_every_technique_once() {
    let card = library_card(None, None);
    let mut all: Vec<String> = (crate::library().techniques.keys())
        .map(ToString::to_string)
        .collect();
    let mut picks: Vec<String> = picks(&card).into_iter().map(str::to_owned).collect();
    all.sort();
    picks.sort();
    assert_eq!(picks, all);
    for technique in crate::library().techniques.values() {
        assert_eq!(card.text.matches(&technique.name).count(), 1);
    }
}

#[test]
fn an_area_and_a_tool_narrow_it_down() {
    let both = library_card(Some("glute"), Some("roller_firm"));
    assert_eq!(picks(&both), ["glute_roll"]);
    assert_eq!(both.title, "Library: buttock · Firm roller");
    assert_eq!(
        picks(&library_card(Some("glute"), None)),
        ["glute_roll", "piriformis_p"]
    );
    assert_eq!(
        picks(&library_card(None, Some("ball_5lb"))),
        ["upper_trap_press"]
    );
    assert_eq!(
        shelf(Some("Sole"), Some("tennis ball or soft massage ball")),
        Ok(Answer::Library {
            region: Some(RegionId::new("foot")),
            tool: Some(ToolId::new("ball_soft"))
        }),
        "names in words are understood too"
    );
}

#[test]
fn what_there_is_not_is_said_with_what_there_is() {
    assert_eq!(
        shelf(Some("foot"), Some("stick")),
        Err(Refusal::NothingInLibrary {
            region: RegionId::new("foot"),
            tool: ToolId::new("stick"),
            others: vec![TechniqueId::new("foot_roll")],
        })
    );
    assert!(matches!(
        shelf(Some("elbow"), None),
        Err(Refusal::NoArea { .. })
    ));
    assert!(matches!(
        shelf(None, Some("spoon")),
        Err(Refusal::NoTool { .. })
    ));
    assert!(matches!(
        shelf(None, Some("massage gun or vibrating tool")),
        Err(Refusal::ToolKeptOut { .. })
    ));
}

#[test]
fn the_caution_comes_before_an_opt_in_card_however_it_is_reached() {
    let neck = || TechniqueId::new("neck_base_rest");
    let open = Question::Open {
        technique: neck(),
        tool: None,
    };
    let named = |name: &str| Question::Technique {
        name: name.to_owned(),
        tool: None,
    };
    for question in [open, named("neck_base_rest"), named("neck")] {
        let card = of(question);
        assert!(
            card.text
                .starts_with("**Never use a roller or a massage gun there."),
            "{}",
            card.text
        );
        assert_eq!(labels(&card), ["Read the card"]);
        assert!(!picks(&card).contains(&"neck_base_rest"));
    }
    let card = of(Question::Read {
        technique: neck(),
        tool: None,
    });
    assert_eq!(card.title, "Base of skull rest (hands only, no rolling)");
    let pressure = card.fields.iter().find(|it| it.name == "Pressure, 0 to 10");
    assert!(pressure.unwrap().text.starts_with("Aim for 1 to 3"));
    assert!(card.fields.iter().all(|it| it.name != "Path and pace"));
}

#[test]
fn the_way_back_to_an_opt_in_card_leads_to_the_card() {
    let neck = || TechniqueId::new("neck_base_rest");
    let asides = [
        Question::Tools(neck()),
        Question::Related(neck()),
        Question::Levels(neck()),
        Question::TooPainful(neck()),
        Question::Sources(Sourced::Technique(neck())),
    ];
    for question in asides {
        let card = of(question.clone());
        let buttons = card.rows.iter().filter_map(|row| match row {
            Row::Buttons(buttons) => Some(buttons),
            Row::Menu(_) => None,
        });
        let presses: Vec<&Press> = buttons.flatten().map(|it| &it.press).collect();
        assert_eq!(presses, [&Press::Read(neck())], "{question:?}");
    }
}

#[test]
fn the_timer_gives_both_sides_their_full_time() {
    let card = |id: &str| {
        of(Question::HowLong {
            technique: TechniqueId::new(id),
            asked_at: 1_800_000_000,
        })
    };
    insta::assert_snapshot!(card("foot_roll").text, @"
    Get into position. It starts <t:1800000015:R>.
    **First side, roll slowly** (36 s): over <t:1800000051:R>
    **First side, hold and breathe** (14 s): over <t:1800000065:R>
    **First side, small move** (10 s): over <t:1800000075:R>
    **Switch sides**, take your time (10 s): over <t:1800000085:R>
    **Other side, roll slowly** (36 s): over <t:1800000121:R>
    **Other side, hold and breathe** (14 s): over <t:1800000135:R>
    **Other side, small move** (10 s): over <t:1800000145:R>
    Then get up slowly, hold something. Only you see this. Stop any time.
    ");
    let both = card("upper_back_roll").text;
    let last = both.lines().rev().nth(1).unwrap();
    // 15 seconds to get ready, then the 60 of dossier 4.2.
    assert!(last.contains("<t:1800000075:R>"), "{both}");
    assert!(!both.contains("Switch sides"), "{both}");
}

#[test]
fn every_timer_ends_after_the_seconds_of_its_technique() {
    for technique in crate::library().techniques.values() {
        let answer = Answer::HowLong {
            technique: technique.id.clone(),
            asked_at: 0,
        };
        let text = present::answer(&crate::library(), &answer).text;
        let last = text.rsplit("<t:").next().unwrap();
        let (at, _) = last.split_once(':').unwrap();
        let seconds: u32 = at.parse().unwrap();
        assert_eq!(seconds, 15 + technique.total_seconds(), "{}", technique.id);
    }
}

#[test]
fn easier_and_harder_ways_come_with_how_to_get_there() {
    let card = of(Question::Levels(TechniqueId::new("outer_thigh_roll")));
    let easier = &card.fields[0];
    assert_eq!(easier.name, "Easier");
    assert!(
        easier.text.contains("**stick in a chair**"),
        "{}",
        easier.text
    );
    assert!(
        easier.text.contains("Sit in a chair. Lay the stick"),
        "{}",
        easier.text
    );
    assert_eq!(
        card.fields[1].text,
        "Stack the top leg on. Only if it stays at 5 or less."
    );
    assert_eq!(labels(&card), ["Back to the technique"]);
}

#[test]
fn a_sore_spot_gets_the_steps_around_it_and_other_places_to_go() {
    let card = of(Question::TooPainful(TechniqueId::new("foot_roll")));
    assert!(card.text.starts_with("1. Take weight off"), "{}", card.text);
    assert!(card.fields[0].text.starts_with("Lift the foot."));
    assert_eq!(picks(&card), ["calf_roll"]);
}
