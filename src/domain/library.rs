//! Everything the bot can teach, loaded once and never changed while it is in use.

use std::collections::BTreeMap;

use super::{
    PositionId, Questionnaire, RegionId, Routine, RoutineId, SearchWords, Source, SourceId, SwapId,
    TechniqueId, ToolId, Topic, TopicId, Words,
};

/// The longest hold on one tender spot (dossier 2.A: a cap from the seed article, not a promise).
pub const HOLD_SECONDS_MAX: u32 = 30;
/// The fastest pace that is taught (dossier 4.1 rule 2: a house rule, slow is easier to control).
pub const PACE_INCHES_PER_SECOND_MAX: u32 = 1;
/// The longest time on one area and side in a session (dossier 4.1 rule 7).
pub const AREA_SECONDS_MAX: u32 = 120;
/// Time to change sides (dossier 4.2).
pub const SWITCH_SECONDS: u32 = 10;
/// Centimetres in an inch, exactly.
pub const INCH_CENTIMETRES: f64 = 2.54;

/// The content, checked: every id that one entry names exists here.
#[derive(Debug)]
pub struct Library {
    /// By id.
    pub regions: BTreeMap<RegionId, Region>,
    /// Rollers, balls, sticks and hands, in the order in which they are offered.
    pub tools: Vec<Tool>,
    /// Body positions that a technique may ask for.
    pub positions: BTreeMap<PositionId, Position>,
    /// Moves without pressure.
    pub swaps: BTreeMap<SwapId, Swap>,
    /// What can be rolled and how.
    pub techniques: BTreeMap<TechniqueId, Technique>,
    /// What a group can do together, start to finish.
    pub routines: BTreeMap<RoutineId, Routine>,
    /// What there is to read.
    pub topics: BTreeMap<TopicId, Topic>,
    /// Where all of it comes from: every key that anything names.
    pub sources: BTreeMap<SourceId, Source>,
    /// What search has to know besides names.
    pub search_words: SearchWords,
    /// What the private safety screening asks.
    pub screening: Questionnaire,
    /// What the bot says around the content.
    pub words: Words,
}

impl Library {
    /// The tool of that id, if there is one.
    pub fn tool(&self, id: &ToolId) -> Option<&Tool> {
        self.tools.iter().find(|tool| tool.id == *id)
    }

    /// The tools that a technique can be done with, in the order in which tools are offered.
    pub fn tools_of(&self, technique: &Technique) -> Vec<&Tool> {
        let offered = |tool: &&Tool| technique.ways_with(&tool.id).next().is_some();
        self.tools.iter().filter(offered).collect()
    }

    /// The techniques for a region and with a tool, in the order of regions and ids.
    pub fn techniques_for(
        &self,
        region: Option<&RegionId>,
        tool: Option<&ToolId>,
    ) -> Vec<&Technique> {
        let fits = |it: &&Technique| {
            region.is_none_or(|region| it.region == *region)
                && tool.is_none_or(|tool| it.ways_with(tool).next().is_some())
        };
        self.techniques.values().filter(fits).collect()
    }

    /// The topics as they are to be read.
    pub fn topics_in_order(&self) -> Vec<&Topic> {
        let mut topics: Vec<&Topic> = self.topics.values().collect();
        topics.sort_by_key(|it| it.place);
        topics
    }

    /// Techniques for the same region, then for its neighbours, without the one asked about.
    pub fn related(&self, technique: &Technique) -> Vec<&Technique> {
        let neighbours = self
            .regions
            .get(&technique.region)
            .map(|it| it.neighbours.as_slice())
            .unwrap_or_default();
        std::iter::once(&technique.region)
            .chain(neighbours)
            .flat_map(|region| {
                self.techniques
                    .values()
                    .filter(move |it| it.region == *region)
            })
            .filter(|it| it.id != technique.id)
            .collect()
    }
}

/// A named body area.
#[derive(Debug)]
pub struct Region {
    /// What people call it: "sole of the foot".
    pub name: String,
    /// Other everyday words for it; they find every technique of the region.
    pub aliases: Vec<String>,
    /// The areas beside it (dossier data, `adjacent`).
    pub neighbours: Vec<RegionId>,
    /// What is said before anything else, where the area needs it (dossier 2.C: neck, lower back).
    pub caution: Option<String>,
}

/// Something to roll with.
#[derive(Debug)]
pub struct Tool {
    /// Its id in the content.
    pub id: ToolId,
    /// What people call it: "tennis ball or soft massage ball".
    pub name: String,
    /// A name short enough for a button or a list.
    pub short: String,
    /// False for tools that are named only to be kept out (dossier 2.B: no powered tools).
    pub offered: bool,
    /// Why it is kept out. There exactly where it is not offered.
    pub why: Option<String>,
}

/// A body position.
#[derive(Debug)]
pub struct Position {
    /// What people call it: "sitting in a chair".
    pub name: String,
}

/// A move without pressure, for a member whose area, tool or position is off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Swap {
    /// What it is called.
    pub name: String,
    /// What to do.
    pub text: String,
    /// When not to do it, where that has to be said.
    pub note: Option<String>,
}

/// One way to roll one region.
#[derive(Debug)]
pub struct Technique {
    /// Its id, which is also the name of its file.
    pub id: TechniqueId,
    /// Its title.
    pub name: String,
    /// Other words that find it.
    pub aliases: Vec<String>,
    /// The area it is for.
    pub region: RegionId,
    /// Whether the body has two of it.
    pub sides: Sides,
    /// Off until somebody has read the caution and asks for it, and never in a group routine
    /// (dossier 3.2 rule 7).
    pub opt_in: bool,
    /// One or two sentences before the steps.
    pub intro: String,
    /// How to get there.
    pub start: String,
    /// What to do, in order.
    pub steps: Vec<String>,
    /// Where the tool goes and how fast; nothing where hands only rest (dossier 4.2, `neck_base_rest`).
    pub path: Option<Path>,
    /// Resting on one tender spot.
    pub hold: Hold,
    /// A small movement on the spot, where the technique has one.
    pub small_move: Option<Move>,
    /// What must not be pressed, and when to stop. Never empty.
    pub keep_off: Vec<String>,
    /// A lighter way.
    pub easier: String,
    /// A stronger way.
    pub harder: String,
    /// Where to go when the spot is too sore.
    pub too_painful: String,
    /// What people get wrong.
    pub mistakes: Vec<String>,
    /// The move without pressure that stands in for it.
    pub swap: SwapId,
    /// Positions and tools that go together. Never empty.
    pub ways: Vec<Way>,
    /// Where it comes from: items of the dossier's section 1 or keys of its section 8.
    pub sources: Vec<SourceId>,
    /// The clinician who has reviewed it, once one has.
    pub reviewed_by: Option<String>,
}

impl Technique {
    /// Seconds for one side: rolling, holding, and the small move.
    pub fn side_seconds(&self) -> u32 {
        let small_move = self.small_move.as_ref().map_or(0, |it| it.seconds);
        let roll = self.path.as_ref().map_or(0, Path::roll_seconds);
        roll + self.hold.seconds + small_move
    }

    /// Seconds for all of it, the change of sides included.
    pub fn total_seconds(&self) -> u32 {
        match self.sides {
            Sides::Each => 2 * self.side_seconds() + SWITCH_SECONDS,
            Sides::Both => self.side_seconds(),
        }
    }

    /// The ways that use this tool.
    pub fn ways_with<'a>(&'a self, tool: &'a ToolId) -> impl Iterator<Item = &'a Way> {
        self.ways.iter().filter(move |way| way.tools.contains(tool))
    }
}

/// Whether a technique is done on each side in turn or on both at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sides {
    /// First side, then the other side, for the same time.
    Each,
    /// Once, in the middle of the body.
    Both,
}

/// Where the tool goes and how fast.
#[derive(Debug)]
pub struct Path {
    /// Its two ends in words.
    pub between: String,
    /// Length of one pass, for a typical adult (dossier 4.1 rule 2).
    pub inches: u32,
    /// Seconds for one pass in one direction.
    pub pass_seconds: u32,
    /// Passes on one side.
    pub passes: u32,
    /// What is said in a session: under 120 characters (dossier 7.4).
    pub cue: String,
}

impl Path {
    /// Seconds of rolling on one side.
    pub fn roll_seconds(&self) -> u32 {
        self.passes * self.pass_seconds
    }

    /// Length of one pass in whole centimetres.
    pub fn centimetres(&self) -> u32 {
        (f64::from(self.inches) * INCH_CENTIMETRES).round() as u32
    }
}

/// Resting on one tender spot.
#[derive(Debug)]
pub struct Hold {
    /// At most [`HOLD_SECONDS_MAX`].
    pub seconds: u32,
    /// What is said in a session: under 120 characters (dossier 7.4).
    pub cue: String,
}

/// A small movement on the spot.
#[derive(Debug)]
pub struct Move {
    /// How long.
    pub seconds: u32,
    /// What to do.
    pub text: String,
}

/// Positions and tools that go together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// What tells it from the other ways: "roller at a wall".
    pub name: String,
    /// How strong it is beside the others.
    pub level: Level,
    /// How to get there, where the technique's own start describes another way.
    pub start: Option<String>,
    /// Every position it needs.
    pub positions: Vec<PositionId>,
    /// Any one of these.
    pub tools: Vec<ToolId>,
}

/// How strong a way is beside the other ways of the same technique.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Less pressure; called "another way", never "for beginners" (dossier 7.3).
    Easier,
    /// The one the start position describes.
    Standard,
    /// More pressure.
    Harder,
}

impl Level {
    /// Every level, with its name.
    pub const ALL: &[(&str, Level)] = &[
        ("easier", Level::Easier),
        ("standard", Level::Standard),
        ("harder", Level::Harder),
    ];
}
