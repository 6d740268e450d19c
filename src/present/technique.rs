//! The technique card, and the two lists that lead from one card to the next.

use super::{Button, Card, Choice, Drawn, Field, Menu, Picks, Picture, Press, Row};
use crate::domain::{
    Level, Library, Path, SWITCH_SECONDS, Sides, Sourced, Technique, TechniqueId, Tool, ToolId,
    Way, Word,
};

/// The most entries a menu holds (Discord docs, components/reference).
pub(super) const MENU_CHOICES_MAX: usize = 25;

/// Everything about one technique; with a tool, the ways that use it come first.
pub(super) fn card(library: &Library, id: &TechniqueId, tool: Option<&ToolId>) -> Card {
    let words = &library.words;
    let Some(technique) = library.techniques.get(id) else {
        return super::refusal(library, &crate::domain::Refusal::OldButton);
    };
    let tool = tool.and_then(|id| library.tool(id));
    let title = match tool {
        Some(tool) => words.fill(
            Word::TitleWithTool,
            &[("technique", &technique.name), ("tool", &tool.short)],
        ),
        None => technique.name.clone(),
    };
    let region = library
        .regions
        .get(&technique.region)
        .map_or("", |region| region.name.as_str());
    let mut fields = vec![(Word::FieldArea, region.to_owned())];
    fields.extend(ways(library, technique, tool));
    fields.push((Word::FieldStart, start(technique, tool)));
    fields.extend(doing(library, technique));
    let field = |(name, text)| Field {
        name: words.get(name).to_owned(),
        text,
    };
    Card {
        title,
        text: technique.intro.clone(),
        picture: Some(picture(library, technique)),
        fields: fields.into_iter().map(field).collect(),
        footer: words.get(Word::Disclaimer).to_owned(),
        rows: buttons(library, technique),
    }
}

/// What the picture of a technique shows, in words.
fn picture(library: &Library, technique: &Technique) -> Picture {
    let words = &library.words;
    let region = library.regions.get(&technique.region);
    let path = match &technique.path {
        Some(path) => words.fill(Word::PictureAltPath, &[("between", &path.between)]),
        None => words.get(Word::PictureAltRest).to_owned(),
    };
    let keep_off = technique.keep_off.iter().map(String::as_str);
    let gaps = [
        ("region", region.map_or("", |it| it.name.as_str())),
        ("path", &path),
        ("keep_off", &listed(keep_off)),
    ];
    Picture {
        of: Drawn::Technique(technique.id.clone()),
        alt: words.fill(Word::PictureAlt, &gaps),
    }
}

fn ways(library: &Library, technique: &Technique, tool: Option<&Tool>) -> Vec<(Word, String)> {
    let lines = |ways: &[&Way]| {
        ways.iter()
            .map(|way| way_line(library, way))
            .collect::<Vec<_>>()
            .join("\n")
    };
    match tool {
        None => vec![(
            Word::FieldWays,
            lines(&technique.ways.iter().collect::<Vec<_>>()),
        )],
        Some(tool) => {
            let (with, without): (Vec<&Way>, Vec<&Way>) = technique
                .ways
                .iter()
                .partition(|way| way.tools.contains(&tool.id));
            let mut fields = vec![(Word::FieldYourWay, lines(&with))];
            if !without.is_empty() {
                fields.push((Word::FieldOtherWays, lines(&without)));
            }
            fields
        }
    }
}

pub(super) fn way_line(library: &Library, way: &Way) -> String {
    let words = &library.words;
    let level = match way.level {
        Level::Easier => Word::LevelEasier,
        Level::Standard => Word::LevelStandard,
        Level::Harder => Word::LevelHarder,
    };
    let positions = way
        .positions
        .iter()
        .filter_map(|id| library.positions.get(id))
        .map(|it| it.name.as_str());
    let tools = way
        .tools
        .iter()
        .filter_map(|id| library.tool(id))
        .map(|it| it.short.as_str());
    let gaps = [
        ("way", way.name.as_str()),
        ("level", words.get(level)),
        ("positions", &joined(library, Word::ListAnd, positions)),
        ("tools", &joined(library, Word::ListOr, tools)),
    ];
    words.fill(Word::WayLine, &gaps)
}

/// How to get there: with a tool, for the ways that use it. Somebody with a stick in a chair must not
/// be told to lie down on a roller.
fn start(technique: &Technique, tool: Option<&Tool>) -> String {
    let ways: Vec<&Way> = tool
        .iter()
        .flat_map(|tool| technique.ways_with(&tool.id))
        .collect();
    match ways.as_slice() {
        [] => technique.start.clone(),
        [way] => way.start.as_ref().unwrap_or(&technique.start).clone(),
        ways => {
            let of = |way: &Way| {
                way.start
                    .clone()
                    .map(|start| format!("**{}**: {start}", way.name))
            };
            let own = ways.iter().filter_map(|way| of(way));
            let common = ways.iter().any(|way| way.start.is_none());
            let common = common.then(|| technique.start.clone());
            common.into_iter().chain(own).collect::<Vec<_>>().join("\n")
        }
    }
}

/// The fields that say what to do, in the order in which it is done.
fn doing(library: &Library, technique: &Technique) -> Vec<(Word, String)> {
    let words = &library.words;
    let numbered = technique
        .steps
        .iter()
        .enumerate()
        .map(|(i, step)| format!("{}. {step}", i + 1));
    let mut fields = vec![
        (Word::FieldSteps, numbered.collect::<Vec<_>>().join("\n")),
        (Word::FieldPressure, pressure(library, technique)),
        (Word::FieldHold, hold(library, technique)),
        (Word::FieldTime, time(library, technique)),
        (Word::FieldKeepOff, bullets(&technique.keep_off)),
        (Word::FieldStop, words.get(Word::Stop).to_owned()),
        (Word::FieldTooPainful, technique.too_painful.clone()),
        (Word::FieldEasier, technique.easier.clone()),
        (Word::FieldHarder, technique.harder.clone()),
        (Word::FieldMistakes, bullets(&technique.mistakes)),
    ];
    if let Some(path) = &technique.path {
        fields.insert(1, (Word::FieldPace, pace(library, path)));
    }
    if let Some(swap) = library.swaps.get(&technique.swap) {
        let note = swap
            .note
            .as_ref()
            .map(|note| format!(" {note}"))
            .unwrap_or_default();
        fields.push((
            Word::FieldSwap,
            format!("{}: {}{note}", swap.name, swap.text),
        ));
    }
    fields
}

pub(super) fn bullets(texts: &[String]) -> String {
    let lines: Vec<String> = texts.iter().map(|text| format!("- {text}")).collect();
    lines.join("\n")
}

/// Where it is sensitive, the gentle target holds for everyone.
fn pressure(library: &Library, technique: &Technique) -> String {
    let word = match technique.opt_in {
        true => Word::PressureGentle,
        false => Word::Pressure,
    };
    library.words.get(word).to_owned()
}

fn pace(library: &Library, path: &Path) -> String {
    let gaps = [
        ("between", sentence_case(&path.between)),
        ("inches", path.inches.to_string()),
        ("centimetres", path.centimetres().to_string()),
        ("pass_seconds", path.pass_seconds.to_string()),
        ("passes", path.passes.to_string()),
    ];
    let gaps: Vec<(&str, &str)> = gaps
        .iter()
        .map(|(gap, value)| (*gap, value.as_str()))
        .collect();
    library.words.fill(Word::Pace, &gaps)
}

fn hold(library: &Library, technique: &Technique) -> String {
    let words = &library.words;
    let seconds = technique.hold.seconds.to_string();
    let mut lines = vec![words.fill(
        Word::Hold,
        &[("seconds", &seconds), ("cue", &technique.hold.cue)],
    )];
    if let Some(small_move) = &technique.small_move {
        let seconds = small_move.seconds.to_string();
        lines.push(words.fill(
            Word::SmallMove,
            &[("seconds", &seconds), ("move", &small_move.text)],
        ));
    }
    lines.push(words.get(Word::Breathing).to_owned());
    lines.join("\n")
}

fn time(library: &Library, technique: &Technique) -> String {
    let (side, total) = (
        technique.side_seconds().to_string(),
        technique.total_seconds().to_string(),
    );
    let switch = SWITCH_SECONDS.to_string();
    match technique.sides {
        Sides::Each => library.words.fill(
            Word::TimeEach,
            &[
                ("side_seconds", &side),
                ("switch_seconds", &switch),
                ("total_seconds", &total),
            ],
        ),
        Sides::Both => library
            .words
            .fill(Word::TimeBoth, &[("total_seconds", &total)]),
    }
}

/// What to do next, then what to know more about.
fn buttons(library: &Library, technique: &Technique) -> Vec<Row> {
    let button = |word, press: fn(TechniqueId) -> Press| Button {
        label: library.words.get(word).to_owned(),
        press: press(technique.id.clone()),
    };
    let next = vec![
        button(Word::ButtonHowLong, Press::HowLong),
        button(Word::ButtonTools, Press::Tools),
        button(Word::ButtonRelated, Press::Related),
    ];
    let more = vec![
        button(Word::ButtonLevels, Press::Levels),
        button(Word::ButtonTooPainful, Press::TooPainful),
        super::sources::button(library, Sourced::Technique(technique.id.clone())),
    ];
    vec![Row::Buttons(next), Row::Buttons(more)]
}

/// The tools of a technique, to pick one.
pub(super) fn tools(library: &Library, id: &TechniqueId) -> Card {
    list(library, id, Word::ToolsTitle, |technique| {
        (
            Word::ToolsText,
            Some(Row::Menu(tool_menu(library, technique))),
        )
    })
}

/// What goes with a technique, to pick one.
pub(super) fn related(library: &Library, id: &TechniqueId) -> Card {
    list(library, id, Word::RelatedTitle, |technique| {
        match library.related(technique).as_slice() {
            [] => (Word::RelatedNone, None),
            related => (
                Word::RelatedText,
                Some(menu(
                    Press::PickTechnique,
                    library.words.get(Word::RelatedPick),
                    related,
                )),
            ),
        }
    })
}

fn list(
    library: &Library,
    id: &TechniqueId,
    title: Word,
    of: impl Fn(&Technique) -> (Word, Option<Row>),
) -> Card {
    let words = &library.words;
    let Some(technique) = library.techniques.get(id) else {
        return super::refusal(library, &crate::domain::Refusal::OldButton);
    };
    let (text, menu) = of(technique);
    let back = super::behind::back(library, id);
    Card {
        title: words.fill(title, &[("technique", &technique.name)]),
        text: words.get(text).to_owned(),
        rows: menu.into_iter().chain([Row::Buttons(vec![back])]).collect(),
        ..Card::default()
    }
}

/// A menu of the tools that a technique can be done with.
pub(super) fn tool_menu(library: &Library, technique: &Technique) -> Menu {
    let choice = |tool: &&Tool| Choice {
        label: tool.short.clone(),
        detail: tool.name.clone(),
        value: tool.id.to_string(),
        is_picked: false,
    };
    Menu {
        press: Press::PickTool(technique.id.clone()),
        placeholder: library.words.get(Word::ToolsPick).to_owned(),
        picks: Picks::One,
        choices: library
            .tools_of(technique)
            .iter()
            .take(MENU_CHOICES_MAX)
            .map(choice)
            .collect(),
    }
}

/// A menu of techniques.
pub(super) fn menu(press: Press, placeholder: &str, techniques: &[&Technique]) -> Row {
    let choice = |technique: &&Technique| Choice {
        label: technique.name.clone(),
        detail: String::new(),
        value: technique.id.to_string(),
        is_picked: false,
    };
    let choices = techniques
        .iter()
        .take(MENU_CHOICES_MAX)
        .map(choice)
        .collect();
    Row::Menu(Menu {
        press,
        placeholder: placeholder.to_owned(),
        picks: Picks::One,
        choices,
    })
}

/// Names in a row.
pub(super) fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}

/// Names in a row, the last one joined by a word: "a, b or c".
pub(super) fn joined<'a>(
    library: &Library,
    join: Word,
    names: impl Iterator<Item = &'a str>,
) -> String {
    let mut names: Vec<&str> = names.collect();
    let Some(last) = names.pop() else {
        return String::new();
    };
    if names.is_empty() {
        return last.to_owned();
    }
    let before = listed(names.into_iter());
    library
        .words
        .fill(join, &[("before", &before), ("last", last)])
}

fn sentence_case(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}
