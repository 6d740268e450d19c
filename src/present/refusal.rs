//! What a refusal says: one sentence, one hint, and a way on where there is one.

use super::technique::{listed, menu};
use super::{Button, Card, Press, Row, is_blank, quote};
use crate::domain::{Library, Refusal, RegionId, Technique, TechniqueId, Tool, ToolId, Word};

pub(super) fn card(library: &Library, refusal: &Refusal) -> Card {
    let words = &library.words;
    match refusal {
        Refusal::Emergency => sentence(words.get(Word::Emergency), words.get(Word::EmergencyHint)),
        Refusal::NoTechnique { asked, nearest } => {
            let said = match is_blank(asked) {
                true => words.get(Word::NoTechniqueBlank).to_owned(),
                false => words.fill(Word::NoTechnique, &[("asked", &quote(asked))]),
            };
            let card = sentence(&said, words.get(Word::NoTechniqueHint));
            offering(card, library, Word::NearestPick, nearest)
        }
        Refusal::SeveralTechniques { asked, among } => {
            let said = words.fill(Word::SeveralTechniques, &[("asked", &quote(asked))]);
            let card = sentence(&said, words.get(Word::SeveralTechniquesHint));
            offering(card, library, Word::NearestPick, among)
        }
        Refusal::Joint { asked, around } => {
            let said = words.fill(Word::NotOnJoints, &[("asked", &quote(asked))]);
            let card = sentence(&said, words.get(Word::NotOnJointsHint));
            offering(card, library, Word::NotOnJointsPick, around)
        }
        Refusal::NothingForRegion { region, nearest } => nothing_for(library, region, nearest),
        Refusal::OptIn { technique, nearest } => opt_in(library, technique, nearest),
        Refusal::NotWithTool { technique, tool } => not_with_tool(library, technique, tool),
        Refusal::NothingInLibrary {
            region,
            tool,
            others,
        } => nothing_in_library(library, region, tool, others),
        Refusal::NoArea { asked } => {
            let said = words.fill(Word::NoArea, &[("asked", &quote(asked))]);
            sentence(&said, words.get(Word::NoAreaHint))
        }
        Refusal::NoTool { asked } => {
            let offered: Vec<&Tool> = library.tools.iter().filter(|tool| tool.offered).collect();
            let said = match is_blank(asked) {
                true => words.get(Word::NoToolBlank).to_owned(),
                false => words.fill(Word::NoTool, &[("asked", &quote(asked))]),
            };
            sentence(
                &said,
                &words.fill(Word::NoToolHint, &[("tools", &names(&offered))]),
            )
        }
        Refusal::ToolKeptOut { tool } => {
            let said = words.fill(Word::ToolKeptOut, &[("tool", &tool_name(library, tool))]);
            let why = library.tool(tool).and_then(|it| it.why.as_deref());
            let gaps = [("why", why.unwrap_or_default())];
            sentence(&said, &words.fill(Word::ToolKeptOutHint, &gaps))
        }
        Refusal::NoRoutine { asked, nearest } => super::routine::unknown(library, asked, nearest),
        Refusal::NoTopic { asked, nearest } => super::topic::unknown(library, asked, nearest),
        Refusal::OldButton => sentence(words.get(Word::OldButton), words.get(Word::OldButtonHint)),
        Refusal::OldCommand => {
            sentence(words.get(Word::OldCommand), words.get(Word::OldCommandHint))
        }
    }
}

/// What the tool is called, or its id where there is no such tool any more.
fn tool_name(library: &Library, id: &ToolId) -> String {
    let tool = library.tool(id);
    tool.map_or_else(|| quote(id.as_str()), |tool| tool.name.clone())
}

/// The tools that do fit are offered.
fn not_with_tool(library: &Library, technique: &TechniqueId, tool: &ToolId) -> Card {
    let words = &library.words;
    let technique = library.techniques.get(technique);
    let name = technique.map_or("", |it| it.name.as_str());
    let tools = technique.map(|it| library.tools_of(it)).unwrap_or_default();
    let gaps = [("technique", name), ("tool", &tool_name(library, tool))];
    let said = words.fill(Word::NotWithTool, &gaps);
    let hint = words.fill(Word::NotWithToolHint, &[("tools", &names(&tools))]);
    let mut card = sentence(&said, &hint);
    if let (Some(technique), false) = (technique, tools.is_empty()) {
        let menu = super::technique::tool_menu(library, technique);
        card.rows.push(Row::Menu(menu));
    }
    card
}

/// What there is for the area with other tools is offered.
fn nothing_in_library(
    library: &Library,
    region: &RegionId,
    tool: &ToolId,
    others: &[TechniqueId],
) -> Card {
    let words = &library.words;
    let region = library.regions.get(region);
    let gaps = [
        ("region", region.map_or("", |it| it.name.as_str())),
        ("tool", &tool_name(library, tool)),
    ];
    let said = words.fill(Word::NothingInLibrary, &gaps);
    let card = sentence(&said, words.get(Word::NothingInLibraryHint));
    offering(card, library, Word::LibraryPick, others)
}

/// The card with a menu of techniques below, where there are any.
fn offering(mut card: Card, library: &Library, heading: Word, ids: &[TechniqueId]) -> Card {
    let techniques: Vec<&Technique> = (ids.iter())
        .filter_map(|id| library.techniques.get(id))
        .collect();
    if !techniques.is_empty() {
        let heading = library.words.get(heading);
        card.rows
            .push(menu(Press::PickTechnique, heading, &techniques));
    }
    card
}

/// Where an area has a caution it is said; nothing that is offered stands in for the area.
fn nothing_for(library: &Library, region: &RegionId, nearest: &[TechniqueId]) -> Card {
    let words = &library.words;
    let of = library.regions.get(region);
    let name = of.map_or_else(|| quote(region.as_str()), |it| it.name.clone());
    let said = words.fill(Word::NothingForRegion, &[("region", &name)]);
    let hint = match of.and_then(|it| it.caution.as_deref()) {
        Some(caution) => words.fill(Word::NothingForCautionedHint, &[("caution", caution)]),
        None => words.get(Word::NothingForRegionHint).to_owned(),
    };
    offering(sentence(&said, &hint), library, Word::NearbyPick, nearest)
}

/// The caution first; other areas before the card that was asked for.
fn opt_in(library: &Library, id: &TechniqueId, nearest: &[TechniqueId]) -> Card {
    let words = &library.words;
    let Some(technique) = library.techniques.get(id) else {
        return card(library, &Refusal::OldButton);
    };
    let region = library.regions.get(&technique.region);
    let caution = region.and_then(|it| it.caution.as_deref());
    let said = words.fill(Word::OptIn, &[("caution", caution.unwrap_or_default())]);
    let hint = words.fill(Word::OptInHint, &[("technique", &technique.name)]);
    let mut card = offering(sentence(&said, &hint), library, Word::NearbyPick, nearest);
    card.rows.push(Row::Buttons(vec![Button {
        label: words.get(Word::ButtonReadCard).to_owned(),
        press: Press::Read(id.clone()),
    }]));
    card
}

pub(super) fn sentence(said: &str, hint: &str) -> Card {
    Card::text(format!("{said}\n{hint}"))
}

fn names(tools: &[&Tool]) -> String {
    listed(tools.iter().map(|tool| tool.short.as_str()))
}
