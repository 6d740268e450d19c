//! A routine as a session needs it: everything that is said, and every other way to do it.
//!
//! Compiled from the library once and saved with the session, so that content that is edited changes
//! nothing for people on the floor. Never knows a clock.

use std::collections::BTreeMap;

use super::routine::{sections, starts};
use super::{
    Cue, Language, Library, Mode, PositionId, RegionId, Routine, RoutineId, Section, Swap, SwapId,
    TechniqueId, ToolId, Way,
};

/// A routine in each language, for the room and for those who read another one.
pub type Timelines = BTreeMap<Language, Timeline>;

/// A routine that needs no library any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    /// Of which routine.
    pub routine: RoutineId,
    /// Its title.
    pub name: String,
    /// What it is for, without a full stop.
    pub goal: String,
    /// What to have at hand, in words.
    pub kit: String,
    /// What else has to be said about it.
    pub note: Option<String>,
    /// How much pressure and time it may ask for.
    pub mode: Mode,
    /// The positions that it can be done in, and what they are called.
    pub positions: Vec<(PositionId, String)>,
    /// What is said, in order. Never empty.
    pub cues: Vec<Cue>,
    /// What is rolled in it.
    pub techniques: BTreeMap<TechniqueId, Rolled>,
    /// The tools that any of its ways uses, in short. What is named only to be kept out is not here.
    pub tools: BTreeMap<ToolId, String>,
    /// The moves without pressure that take the place of its techniques.
    pub swaps: BTreeMap<SwapId, Swap>,
}

/// A technique, as far as a session needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rolled {
    /// Its title.
    pub name: String,
    /// Which area.
    pub region: RegionId,
    /// What people call the area.
    pub area: String,
    /// Whether it is off until its caution has been read; content lets none into a routine.
    pub opt_in: bool,
    /// Every way to do it, in the order of its card.
    pub ways: Vec<Way>,
    /// The move that takes its place.
    pub swap: SwapId,
}

impl Timeline {
    /// Takes from the library what the routine needs.
    pub fn compile(library: &Library, routine: &Routine) -> Self {
        let named = routine.techniques(library).into_iter();
        let techniques: BTreeMap<TechniqueId, Rolled> = named
            .map(|it| {
                let area = library.regions.get(&it.region);
                let rolled = Rolled {
                    name: it.name.clone(),
                    region: it.region.clone(),
                    area: area.map_or_else(String::new, |it| it.name.clone()),
                    opt_in: it.opt_in,
                    ways: it.ways.clone(),
                    swap: it.swap.clone(),
                };
                (it.id.clone(), rolled)
            })
            .collect();
        let ways = || techniques.values().flat_map(|it| &it.ways);
        let is_used = |id: &ToolId| ways().any(|way| way.tools.contains(id));
        let tools = library
            .tools
            .iter()
            .filter(|it| it.offered && is_used(&it.id));
        let tools = tools.map(|it| (it.id.clone(), it.short.clone())).collect();
        let swaps = techniques.values().filter_map(|it| {
            let swap = library.swaps.get(&it.swap)?;
            Some((it.swap.clone(), swap.clone()))
        });
        let swaps = swaps.collect();
        let positions = routine.positions.iter().map(|id| {
            let named = library.positions.get(id);
            (
                id.clone(),
                named.map_or_else(String::new, |it| it.name.clone()),
            )
        });
        Self {
            routine: routine.id.clone(),
            name: routine.name.clone(),
            goal: routine.goal.clone(),
            kit: routine.kit.clone(),
            note: routine.note.clone(),
            mode: routine.mode,
            positions: positions.collect(),
            cues: routine.cues.clone(),
            techniques,
            tools,
            swaps,
        }
    }

    /// How long it takes.
    pub fn seconds(&self) -> u32 {
        self.cues.iter().map(|cue| cue.seconds).sum()
    }

    /// Each cue with the second in which it starts.
    pub fn starts(&self) -> impl Iterator<Item = (u32, &Cue)> {
        starts(&self.cues)
    }

    /// The cues in stretches: those that follow each other for one technique are one.
    pub fn sections(&self) -> Vec<Section<'_>> {
        sections(&self.cues)
    }

    /// Its techniques, each once, in the order in which they come.
    pub fn techniques(&self) -> Vec<(&TechniqueId, &Rolled)> {
        let mut first: Vec<(&TechniqueId, &Rolled)> = Vec::new();
        for id in self.cues.iter().filter_map(|cue| cue.technique.as_ref()) {
            let is_there = first.iter().any(|(before, _)| *before == id);
            if let (false, Some(rolled)) = (is_there, self.techniques.get(id)) {
                first.push((id, rolled));
            }
        }
        first
    }

    /// What is rolled, or about to be, in a cue.
    pub fn rolled(&self, place: usize) -> Option<&Rolled> {
        self.techniques
            .get(self.cues.get(place)?.technique.as_ref()?)
    }
}
