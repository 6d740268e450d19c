//! The list of what there is, for an area, with a tool, or at all.

use std::collections::BTreeMap;

use super::technique::{MENU_CHOICES_MAX, listed, menu};
use super::{Card, Press};
use crate::domain::{Library, RegionId, Technique, ToolId, Word};

pub(super) fn card(library: &Library, region: Option<&RegionId>, tool: Option<&ToolId>) -> Card {
    let words = &library.words;
    let techniques = library.techniques_for(region, tool);
    let region = region.and_then(|id| library.regions.get(id));
    let tool = tool.and_then(|id| library.tool(id));
    let narrowed = region.map(|it| it.name.as_str());
    let narrowed: Vec<&str> = (narrowed.into_iter())
        .chain(tool.map(|it| it.short.as_str()))
        .collect();
    let title = match narrowed.as_slice() {
        [] => words.get(Word::LibraryTitle).to_owned(),
        of => words.fill(Word::LibraryTitleOf, &[("of", &of.join(" · "))]),
    };
    let card = Card {
        title,
        footer: words.get(Word::Disclaimer).to_owned(),
        ..Card::default()
    };
    if techniques.is_empty() {
        let text = words.get(Word::LibraryNone).to_owned();
        return Card { text, ..card };
    }
    let press = match tool {
        Some(tool) => Press::PickTechniqueWith(tool.id.clone()),
        None => Press::PickTechnique,
    };
    Card {
        text: text(library, &techniques),
        rows: vec![menu(press, words.get(Word::LibraryPick), &techniques)],
        ..card
    }
}

/// How many there are, and which for each area.
fn text(library: &Library, techniques: &[&Technique]) -> String {
    let words = &library.words;
    let mut of_regions: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for technique in techniques {
        let region = library.regions.get(&technique.region);
        let name = match technique.opt_in {
            true => words.fill(Word::LibraryOptIn, &[("technique", &technique.name)]),
            false => technique.name.clone(),
        };
        let of_region = of_regions.entry(region.map_or("", |it| &it.name));
        of_region.or_default().push(name);
    }
    let count = techniques.len().to_string();
    let mut lines = vec![words.fill(Word::LibraryText, &[("count", &count)])];
    if MENU_CHOICES_MAX < techniques.len() {
        let shown = MENU_CHOICES_MAX.to_string();
        lines.push(words.fill(Word::LibraryMore, &[("shown", &shown)]));
    }
    lines.extend(of_regions.iter().map(|(region, names)| {
        let names = listed(names.iter().map(String::as_str));
        words.fill(
            Word::LibraryLine,
            &[("region", region), ("techniques", &names)],
        )
    }));
    lines.join("\n")
}
