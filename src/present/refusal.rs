//! What a refusal says: one sentence, one hint, and a way on where there is one.

use super::technique::{listed, menu};
use super::{Card, Press, Row, is_blank, quote};
use crate::domain::{Library, Refusal, Technique, Tool, ToolId, Word};

pub(super) fn card(library: &Library, refusal: &Refusal) -> Card {
    let words = &library.words;
    let tool_name = |id: &ToolId| {
        library
            .tool(id)
            .map_or_else(|| quote(id.as_str()), |tool| tool.name.clone())
    };
    match refusal {
        Refusal::NoTechnique { asked, nearest } => {
            let techniques: Vec<&Technique> = nearest
                .iter()
                .filter_map(|id| library.techniques.get(id))
                .collect();
            let said = match is_blank(asked) {
                true => words.get(Word::NoTechniqueBlank).to_owned(),
                false => words.fill(Word::NoTechnique, &[("asked", &quote(asked))]),
            };
            let mut card = sentence(&said, words.get(Word::NoTechniqueHint));
            if !techniques.is_empty() {
                card.rows.push(menu(
                    Press::PickTechnique,
                    words.get(Word::NearestPick),
                    &techniques,
                ));
            }
            card
        }
        Refusal::NotWithTool { technique, tool } => {
            let technique = library.techniques.get(technique);
            let name = technique.map_or("", |it| it.name.as_str());
            let tools = technique.map(|it| library.tools_of(it)).unwrap_or_default();
            let said = words.fill(
                Word::NotWithTool,
                &[("technique", name), ("tool", &tool_name(tool))],
            );
            let hint = words.fill(Word::NotWithToolHint, &[("tools", &names(&tools))]);
            let mut card = sentence(&said, &hint);
            if let (Some(technique), false) = (technique, tools.is_empty()) {
                card.rows
                    .push(Row::Menu(super::technique::tool_menu(library, technique)));
            }
            card
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
            let said = words.fill(Word::ToolKeptOut, &[("tool", &tool_name(tool))]);
            let why = library.tool(tool).and_then(|it| it.why.as_deref());
            let gaps = [("why", why.unwrap_or_default())];
            sentence(&said, &words.fill(Word::ToolKeptOutHint, &gaps))
        }
        Refusal::OldButton => sentence(words.get(Word::OldButton), words.get(Word::OldButtonHint)),
        Refusal::OldCommand => {
            sentence(words.get(Word::OldCommand), words.get(Word::OldCommandHint))
        }
    }
}

fn sentence(said: &str, hint: &str) -> Card {
    Card::text(format!("{said}\n{hint}"))
}

fn names(tools: &[&Tool]) -> String {
    listed(tools.iter().map(|tool| tool.short.as_str()))
}
