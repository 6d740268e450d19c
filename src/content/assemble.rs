//! Makes the library of a draft, and says which fields are missing.

mod routines;
mod screening;
mod search_words;
mod topics;

use std::collections::BTreeMap;

use toml::Spanned;

use super::ContentFault;
use super::schema::{self, Draft, Field, Texts};
use super::sheet::Sheet;
use crate::domain::{
    Hold, Level, Library, Move, Path, Position, PositionId, Region, RegionId, Sides, SourceId,
    Swap, SwapId, Technique, TechniqueId, Tool, ToolId, Way, Word, Words,
};

/// The library, or nothing where a field is missing. Values are taken as they are: the checks have
/// judged them.
pub(super) fn library(draft: &Draft, faults: &mut Vec<ContentFault>) -> Option<Library> {
    let mut regions = Needs {
        sheet: &draft.regions,
        faults,
    };
    let regions = draft
        .regions
        .value
        .regions
        .iter()
        .map(|it| regions.region(it))
        .collect();
    let (tools, positions) = tools(draft, faults);
    let mut needs = Needs {
        sheet: &draft.swaps,
        faults,
    };
    let swaps = draft
        .swaps
        .value
        .swaps
        .iter()
        .map(|it| needs.swap(it))
        .collect();
    let techniques = draft.techniques.iter().map(|sheet| {
        let technique = Needs { sheet, faults }.technique(&sheet.value);
        (technique.id.clone(), technique)
    });
    let techniques = techniques.collect();
    let routines = draft.routines.iter().map(|sheet| {
        let routine = Needs { sheet, faults }.routine(&sheet.value);
        (routine.id.clone(), routine)
    });
    let routines = routines.collect();
    let topics = topics::topics(draft, faults);
    let search_words = Needs {
        sheet: &draft.search,
        faults,
    }
    .search_words();
    let screening = Needs {
        sheet: &draft.screening,
        faults,
    }
    .questionnaire();
    let words = words(draft)?;
    faults.is_empty().then_some(Library {
        regions,
        tools,
        positions,
        swaps,
        techniques,
        routines,
        topics,
        sources: topics::sources(draft),
        search_words,
        screening,
        words,
    })
}

/// The tools, and the positions that stand in the same file.
fn tools(
    draft: &Draft,
    faults: &mut Vec<ContentFault>,
) -> (Vec<Tool>, BTreeMap<PositionId, Position>) {
    let mut needs = Needs {
        sheet: &draft.tools,
        faults,
    };
    let it = &draft.tools.value;
    let tools = it.tools.iter().map(|tool| needs.tool(tool)).collect();
    let positions = it.positions.iter().map(|it| needs.position(it));
    (tools, positions.collect())
}

/// The texts in the order of the words, or nothing where one is missing: the check `words` names it.
fn words(draft: &Draft) -> Option<Words> {
    let text = |word: &Word| {
        let (table, key) = word.key().split_once('.')?;
        let (_, texts) = draft
            .words
            .value
            .iter()
            .find(|(name, _)| name.get_ref() == table)?;
        texts
            .iter()
            .find(|(name, _)| name.get_ref() == key)
            .map(|(_, text)| text.get_ref().clone())
    };
    Word::ALL
        .iter()
        .map(text)
        .collect::<Option<Vec<_>>>()
        .map(Words::new)
}

/// Takes fields out of a sheet; a missing one becomes a fault and a placeholder.
struct Needs<'a, T> {
    sheet: &'a Sheet<T>,
    faults: &'a mut Vec<ContentFault>,
}

impl<T> Needs<'_, T> {
    fn take<V: Clone + Default>(&mut self, line: usize, name: &str, field: &Field<V>) -> V {
        match field {
            Some(value) => value.get_ref().clone(),
            None => {
                self.missing(line, name);
                V::default()
            }
        }
    }

    fn list(&mut self, line: usize, name: &str, field: &Texts) -> Vec<String> {
        match field {
            Some(list) => list
                .get_ref()
                .iter()
                .map(|text| text.get_ref().clone())
                .collect(),
            None => {
                self.missing(line, name);
                Vec::new()
            }
        }
    }

    fn missing(&mut self, line: usize, name: &str) {
        if !self.sheet.is_read {
            return;
        }
        self.faults.push(ContentFault {
            file: self.sheet.file.clone(),
            line,
            check: "missing-field",
            says: format!("`{name}` is missing"),
            right: "content/README.md shows every field on an example.".to_owned(),
        });
    }

    fn region(&mut self, region: &Spanned<schema::Region>) -> (RegionId, Region) {
        let (line, it) = (self.sheet.line(region), region.get_ref());
        let id = RegionId::new(self.take(line, "id", &it.id));
        let neighbours = self
            .list(line, "neighbours", &it.neighbours)
            .into_iter()
            .map(RegionId::new)
            .collect();
        let (name, aliases) = (
            self.take(line, "name", &it.name),
            self.list(line, "aliases", &it.aliases),
        );
        (
            id,
            Region {
                name,
                aliases,
                neighbours,
                caution: it.caution.as_ref().map(|text| text.get_ref().clone()),
            },
        )
    }

    fn tool(&mut self, tool: &Spanned<schema::Tool>) -> Tool {
        let (line, it) = (self.sheet.line(tool), tool.get_ref());
        Tool {
            id: ToolId::new(self.take(line, "id", &it.id)),
            name: self.take(line, "name", &it.name),
            short: self.take(line, "short", &it.short),
            offered: self.take(line, "offered", &it.offered),
            why: it.why.as_ref().map(|why| why.get_ref().clone()),
        }
    }

    fn position(&mut self, position: &Spanned<schema::Position>) -> (PositionId, Position) {
        let (line, it) = (self.sheet.line(position), position.get_ref());
        (
            PositionId::new(self.take(line, "id", &it.id)),
            Position {
                name: self.take(line, "name", &it.name),
            },
        )
    }

    fn swap(&mut self, swap: &Spanned<schema::Swap>) -> (SwapId, Swap) {
        let (line, it) = (self.sheet.line(swap), swap.get_ref());
        let note = Some(self.take(line, "note", &it.note)).filter(|note| !note.is_empty());
        let (name, text) = (
            self.take(line, "name", &it.name),
            self.take(line, "text", &it.text),
        );
        (
            SwapId::new(self.take(line, "id", &it.id)),
            Swap { name, text, note },
        )
    }

    fn technique(&mut self, it: &schema::Technique) -> Technique {
        let sides = self.take(0, "sides", &it.sides);
        Technique {
            id: TechniqueId::new(self.take(0, "id", &it.id)),
            name: self.take(0, "name", &it.name),
            aliases: self.list(0, "aliases", &it.aliases),
            region: RegionId::new(self.take(0, "region", &it.region)),
            sides: if sides == "both" {
                Sides::Both
            } else {
                Sides::Each
            },
            opt_in: it.opt_in.as_ref().is_some_and(|it| *it.get_ref()),
            intro: self.take(0, "intro", &it.intro),
            start: self.take(0, "start", &it.start),
            steps: self.list(0, "steps", &it.steps),
            path: it.path.as_ref().map(|it| self.path(it)),
            hold: self.hold(&it.hold),
            small_move: it.small_move.as_ref().map(|it| self.small_move(it)),
            keep_off: self.list(0, "keep_off", &it.keep_off),
            easier: self.take(0, "easier", &it.easier),
            harder: self.take(0, "harder", &it.harder),
            too_painful: self.take(0, "too_painful", &it.too_painful),
            mistakes: self.list(0, "mistakes", &it.mistakes),
            swap: SwapId::new(self.take(0, "swap", &it.swap)),
            ways: it.ways.iter().map(|way| self.way(way)).collect(),
            sources: (self.list(0, "sources", &it.sources).into_iter())
                .map(SourceId::new)
                .collect(),
            reviewed_by: Some(self.take(0, "reviewed_by", &it.reviewed_by))
                .filter(|name| !name.trim().is_empty()),
        }
    }

    fn path(&mut self, path: &Spanned<schema::Path>) -> Path {
        let (line, it) = (self.sheet.line(path), path.get_ref());
        Path {
            between: self.take(line, "path.between", &it.between),
            inches: self.take(line, "path.inches", &it.inches),
            pass_seconds: self.take(line, "path.pass_seconds", &it.pass_seconds),
            passes: self.take(line, "path.passes", &it.passes),
            cue: self.take(line, "path.cue", &it.cue),
        }
    }

    fn hold(&mut self, hold: &Field<schema::Hold>) -> Hold {
        let missing = schema::Hold::default();
        let (line, it) = self.table(hold, &missing);
        Hold {
            seconds: self.take(line, "hold.seconds", &it.seconds),
            cue: self.take(line, "hold.cue", &it.cue),
        }
    }

    fn small_move(&mut self, small_move: &Spanned<schema::Move>) -> Move {
        let (line, it) = (self.sheet.line(small_move), small_move.get_ref());
        Move {
            seconds: self.take(line, "move.seconds", &it.seconds),
            text: self.take(line, "move.text", &it.text),
        }
    }

    fn way(&mut self, way: &Spanned<schema::Way>) -> Way {
        let (line, it) = (self.sheet.line(way), way.get_ref());
        let level = self.take(line, "level", &it.level);
        Way {
            name: self.take(line, "name", &it.name),
            level: match level.as_str() {
                "easier" => Level::Easier,
                "harder" => Level::Harder,
                _ => Level::Standard,
            },
            start: it.start.as_ref().map(|start| start.get_ref().clone()),
            positions: self
                .list(line, "positions", &it.positions)
                .into_iter()
                .map(PositionId::new)
                .collect(),
            tools: self
                .list(line, "tools", &it.tools)
                .into_iter()
                .map(ToolId::new)
                .collect(),
        }
    }

    /// A table and its line; a missing one reads as empty, so that all its fields are named.
    fn table<'v, V>(&self, field: &'v Field<V>, missing: &'v V) -> (usize, &'v V) {
        match field {
            Some(table) => (self.sheet.line(table), table.get_ref()),
            None => (0, missing),
        }
    }
}
