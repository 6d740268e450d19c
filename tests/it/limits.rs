//! What Discord takes: each limit on both sides, and every card there is within them.

mod messages;

use unknot::content::{Files, embedded};
use unknot::domain::TechniqueId;
use unknot::present::limits::{LIMITS, LimitFault, faults, of_card};
use unknot::present::{Button, Card, Choice, Drawn, Field, Menu, Picks, Picture, Press, Row};

const FOOT: &str = "en/techniques/foot_roll.toml";
const WORDS: &str = "en/words.toml";

fn a(chars: usize) -> String {
    "a".repeat(chars)
}

fn names(faults: &[LimitFault]) -> Vec<&'static str> {
    faults.iter().map(|fault| fault.limit.name).collect()
}

fn button(label: usize, id: usize) -> Button {
    Button {
        label: a(label),
        press: Press::Open(TechniqueId::new(a(id))),
    }
}

fn with_fields(count: usize, name: usize, text: usize) -> Card {
    let field = Field {
        name: a(name),
        text: a(text),
    };
    Card {
        fields: vec![field; count],
        ..Card::text("text")
    }
}

fn with_rows(rows: Vec<Row>) -> Card {
    Card {
        rows,
        ..Card::text("text")
    }
}

fn with_menu(placeholder: usize, choices: usize, [label, detail, value]: [usize; 3]) -> Card {
    let choice = Choice {
        label: a(label),
        detail: a(detail),
        is_picked: false,
        value: a(value),
    };
    with_rows(vec![Row::Menu(Menu {
        picks: Picks::One,
        press: Press::PickTechnique,
        placeholder: a(placeholder),
        choices: vec![choice; choices],
    })])
}

/// A card on which this much stands where the limit is.
fn card(limit: &str, n: usize) -> Card {
    let fits = [1, 0, 1];
    match limit {
        "title" => Card {
            title: a(n),
            ..Card::text("text")
        },
        "text" => Card::text(a(n)),
        "picture-alt" => Card {
            picture: Some(Picture {
                of: Drawn::Technique(TechniqueId::new("foot_roll")),
                alt: a(n),
            }),
            ..Card::text("text")
        },
        "fields" => with_fields(n, 1, 1),
        "field-name" => with_fields(1, n, 1),
        "field-text" => with_fields(1, 1, n),
        "footer" => Card {
            footer: a(n),
            ..Card::text("text")
        },
        // Five fields of 1,000 and a text that makes up the rest; nothing else is near its limit.
        "card" => Card {
            text: a(n - 5 * 1000),
            ..with_fields(5, 10, 990)
        },
        "rows" => with_rows(vec![Row::Buttons(vec![button(1, 1)]); n]),
        "buttons" => with_rows(vec![Row::Buttons(vec![button(1, 1); n])]),
        "button-label" => with_rows(vec![Row::Buttons(vec![button(n, 1)])]),
        "custom-id" => {
            let own = Press::Open(TechniqueId::new("")).encode().len();
            with_rows(vec![Row::Buttons(vec![button(1, n - own)])])
        }
        "placeholder" => with_menu(n, 1, fits),
        "menu" => with_menu(1, n, fits),
        "menu-label" => with_menu(1, 1, [n, 0, 1]),
        "menu-detail" => with_menu(1, 1, [1, n, 1]),
        "menu-value" => with_menu(1, 1, [1, 0, n]),
        _ => panic!("no card is made for `{limit}`"),
    }
}

#[test]
fn the_limits_are_the_ones_in_discords_documents() {
    // resources/message (embed limits), components/reference, interactions/application-commands.
    let table = LIMITS.iter().map(|it| (it.name, it.min, it.max));
    let documents = [
        ("content", 1, 2000),
        ("mentions", 0, 100),
        ("title", 0, 256),
        ("text", 1, 4096),
        ("picture-alt", 1, 1024),
        ("fields", 0, 25),
        ("field-name", 1, 256),
        ("field-text", 1, 1024),
        ("footer", 0, 2048),
        ("card", 1, 6000),
        ("rows", 0, 5),
        ("buttons", 1, 5),
        ("button-label", 1, 80),
        ("custom-id", 1, 100),
        ("placeholder", 0, 150),
        ("menu", 1, 25),
        ("menu-label", 1, 100),
        ("menu-detail", 0, 100),
        ("menu-value", 1, 100),
        ("description", 1, 100),
        ("choices", 0, 25),
        ("choice-name", 1, 100),
        ("choice-value", 1, 100),
    ];
    assert_eq!(table.collect::<Vec<_>>(), documents);
}

/// Limits of the list of commands, which only a library has, and of what a room hears.
const OF_OTHERS: &[&str] = &[
    "content",
    "mentions",
    "description",
    "choices",
    "choice-name",
    "choice-value",
];

#[test]
fn every_limit_of_a_card_holds_on_both_sides() {
    for limit in LIMITS.iter().filter(|it| !OF_OTHERS.contains(&it.name)) {
        let found = |n: usize| names(&of_card("a card", &card(limit.name, n)));
        assert_eq!(found(limit.max), [""; 0], "{} of {}", limit.max, limit.name);
        assert_eq!(found(limit.max + 1), [limit.name]);
        // What a card or a button carries has a beginning of its own, so it is never nothing.
        if limit.min == 1 && !["custom-id", "card"].contains(&limit.name) {
            assert!(found(0).contains(&limit.name), "none of {}", limit.name);
            assert_eq!(found(1), [""; 0], "one of {}", limit.name);
        }
    }
}

#[test]
fn spaces_alone_are_nothing() {
    let field = |text: &str| {
        let mut card = with_fields(1, 1, 1);
        card.fields[0].text = text.to_owned();
        names(&of_card("a card", &card))
    };
    assert_eq!(field(" \n "), ["field-text"]);
    assert_eq!(field(" a "), [""; 0]);
}

#[test]
fn the_commands_hold_their_limits_on_both_sides() {
    let with = |change: fn(&mut unknot::domain::Library, usize), n: usize| {
        let mut library = crate::library();
        change(&mut library, n);
        names(&faults(&library))
    };
    let name = |library: &mut unknot::domain::Library, n: usize| {
        library.tools[0].short = a(n);
    };
    assert_eq!(with(name, 100), [""; 0]);
    assert!(with(name, 101).contains(&"choice-name"));
    let value = |library: &mut unknot::domain::Library, n: usize| {
        // A tool that nothing uses, so that no menu has it.
        let tool = library.tools.iter_mut().find(|it| !it.offered).unwrap();
        tool.id = unknot::domain::ToolId::new(a(n));
    };
    assert_eq!(with(value, 100), [""; 0]);
    assert_eq!(with(value, 101), ["choice-value"]);
    let count = |library: &mut unknot::domain::Library, n: usize| {
        for i in library.tools.len()..n {
            library.tools.push(unknot::domain::Tool {
                id: unknot::domain::ToolId::new(format!("t{i}")),
                name: "t".to_owned(),
                short: "t".to_owned(),
                offered: true,
                why: None,
            });
        }
    };
    assert_eq!(with(count, 25), [""; 0]);
    assert_eq!(with(count, 26), ["choices"]);
    let described = |n: usize| {
        let words = unknot::domain::Word::ALL.iter().map(|word| {
            let long = *word == unknot::domain::Word::CommandHelp;
            if long { a(n) } else { "word".to_owned() }
        });
        let words = unknot::domain::Words::new(words.collect());
        let library = unknot::domain::Library {
            words,
            ..crate::library()
        };
        names(&faults(&library))
    };
    assert_eq!(described(100), [""; 0]);
    assert_eq!(described(101), ["description"]);
    assert_eq!(described(0), ["description"]);
}

#[test]
fn every_card_of_the_content_built_in_fits() {
    assert_eq!(faults(&crate::library()), []);
}

/// What is found once cards are made of content that no single field is at fault in.
fn composed(change: impl FnOnce(&mut Files)) -> Vec<String> {
    let mut files = embedded();
    change(&mut files);
    faults(&crate::in_english(files))
        .iter()
        .map(ToString::to_string)
        .collect()
}

fn edit(files: &mut Files, file: &str, from: &str, to: &str) {
    let text = files.texts.get_mut(file).unwrap();
    assert!(text.contains(from), "{file} says {from}");
    *text = text.replacen(from, to, 1);
}

#[test]
fn ways_that_fit_alone_may_be_too_long_together() {
    let card = crate::lookup().card(&unknot::domain::Question::Open {
        technique: TechniqueId::new("foot_roll"),
        tool: None,
    });
    let ways = (card.card.fields.iter()).find(|it| it.name == "Ways to do it");
    let used = ways.unwrap().text.chars().count();
    // Two ways, so that each line of them gets half of what is left.
    let of_foot = |chars: usize| {
        let mut found = composed(|files| {
            let to = format!("{}**{{way}}**", a(chars));
            edit(files, WORDS, "**{way}**", &to);
        });
        found.retain(|it| it.starts_with("the card of `foot_roll`: the field “Ways to do it”"));
        found
    };
    let half = (1024 - used) / 2;
    assert_eq!(of_foot(half), [""; 0]);
    assert_eq!(of_foot(half + 1).len(), 1);
}

#[test]
fn a_hold_that_is_composed_of_long_texts_is_found() {
    let with = |chars: usize| {
        composed(|files| {
            let from = "Curl and spread your toes, slowly.";
            edit(files, FOOT, from, &a(chars));
        })
    };
    assert_eq!(with(700), [""; 0]);
    assert_eq!(with(1000).len(), 1);
    assert!(with(1000)[0].starts_with("the card of `foot_roll`: the field “Hold” has 1"));
}

#[test]
fn a_card_that_is_too_long_as_a_whole_is_found() {
    let found = composed(|files| {
        for key in ["intro", "start", "easier", "harder", "too_painful"] {
            let text = &files.texts[FOOT];
            let line = text.lines().find(|it| it.starts_with(key)).unwrap();
            let (line, long) = (line.to_owned(), format!("{key} = \"{}\"", a(850)));
            edit(files, FOOT, &line, &long);
        }
    });
    assert_ne!(found, [""; 0]);
    assert!(
        found
            .iter()
            .all(|it| it.contains("all of it together has 6") && it.contains("`foot_roll`"))
    );
}

#[test]
fn a_text_on_many_cards_is_named_once() {
    let found = composed(|files| edit(files, WORDS, "{cue} ", &format!("{{cue}} {}", a(900))));
    let holds = found.iter().filter(|it| it.contains("“Hold”")).count();
    // Of 23, two are as long as another one to the character and are not named beside it.
    assert_eq!(
        holds, 21,
        "once for each technique, whatever tool: {found:?}"
    );
}
