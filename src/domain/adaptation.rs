//! A routine as somebody with limits does it: the same seconds, and nothing in them that is off.
//!
//! Pure. A position or tool that is off leads to another way of the same technique; an area that is off,
//! or no such way, to that technique's move without pressure (dossier 4.1, matching).

use std::collections::BTreeMap;

use super::{
    Cue, CueKind, GENTLE_AREA_SECONDS_MAX, GENTLE_HOLD_SECONDS_MAX, Level, Limits, RegionId,
    Rolled, Side, SwapId, TechniqueId, Timeline, ToolId, Way,
};

/// Tools that gentle mode leaves out: everything hard (dossier 4.1, matching).
pub const GENTLE_TOOLS_OFF: &[&str] = &["roller_firm", "ball_firm", "ball_5lb"];

/// A routine adapted to somebody's limits.
#[derive(Debug)]
pub struct Adapted<'a> {
    /// What they do, in order; the seconds of each cue are those of its steps together.
    pub steps: Vec<Step<'a>>,
    /// The techniques that are not rolled at all, each once, in the order in which they come.
    pub left_out: Vec<&'a TechniqueId>,
}

impl<'a> Adapted<'a> {
    /// What is done during one cue: one step, or two where a part of it is rested.
    pub fn during(&self, place: usize) -> impl Iterator<Item = &Step<'a>> {
        self.steps.iter().filter(move |it| it.cue == place)
    }

    /// Whether a cue is done in any other way than the group does it.
    pub fn differs(&self, place: usize) -> bool {
        self.during(place).any(|it| it.does != Does::AsSaid)
    }
}

/// A cue, or a part of one.
#[derive(Debug)]
pub struct Step<'a> {
    /// The cue, by its place in the routine.
    pub cue: usize,
    /// How long.
    pub seconds: u32,
    /// What is done meanwhile.
    pub does: Does<'a>,
}

/// What somebody does while the room hears a cue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Does<'a> {
    /// What the cue says.
    AsSaid,
    /// The same technique in this way, with one of these tools.
    Another {
        /// Which technique.
        technique: &'a TechniqueId,
        /// The way, by its place in the technique.
        way: usize,
        /// The tools that are left of it. Never empty.
        tools: Vec<&'a ToolId>,
    },
    /// A move without pressure.
    Instead(&'a SwapId),
    /// Nothing but breathing, and resting.
    Breathe,
}

/// The routine for somebody with these limits.
pub fn adapt<'a>(timeline: &'a Timeline, limits: &Limits) -> Adapted<'a> {
    let techniques = timeline.techniques();
    let chosen: BTreeMap<&TechniqueId, Does<'a>> = (techniques.iter())
        .map(|(id, rolled)| (*id, choose(timeline, id, rolled, limits)))
        .collect();
    let mut pressed = Pressed::default();
    let mut steps = Vec::new();
    for (place, cue) in timeline.cues.iter().enumerate() {
        let rolled = timeline.rolled(place);
        let does = match cue.technique.as_ref().and_then(|id| chosen.get(id)) {
            _ if cue.kind == CueKind::SipWater && limits.no_water => Does::Breathe,
            Some(does) => does.clone(),
            None => without_technique(cue, limits),
        };
        let rolls = matches!(does, Does::AsSaid | Does::Another { .. });
        let seconds = match rolled {
            Some(rolled) if rolls && limits.gentle => pressed.allow(rolled, cue),
            _ => cue.seconds,
        };
        let step = |seconds, does| Step {
            cue: place,
            seconds,
            does,
        };
        let parts = [
            step(seconds, does),
            step(cue.seconds - seconds, Does::Breathe),
        ];
        steps.extend(parts.into_iter().filter(|it| 0 < it.seconds));
    }
    let is_out = |id: &&TechniqueId| matches!(chosen[id], Does::Instead(_) | Does::Breathe);
    Adapted {
        steps,
        left_out: techniques
            .iter()
            .map(|(id, _)| *id)
            .filter(is_out)
            .collect(),
    }
}

/// A cue that names no technique may still ask for a position, an area or the usual pressure: whoever has
/// limits rests meanwhile. Drinking and the check-in ask for nothing.
fn without_technique<'a>(cue: &Cue, limits: &Limits) -> Does<'a> {
    let asks_nothing = matches!(cue.kind, CueKind::SipWater | CueKind::FinishCheckIn);
    // A technique that the timeline does not know may be anything.
    let is_known = cue.technique.is_none();
    match is_known && (asks_nothing || !limits.change_the_rolling()) {
        true => Does::AsSaid,
        false => Does::Breathe,
    }
}

/// How a technique is done within limits, in positions that the routine can be done in: as it is said
/// where all of that way is on; else in a lighter way; else in the way that is said with the tools that
/// are left. A stronger one is never suggested.
fn choose<'a>(
    timeline: &'a Timeline,
    id: &'a TechniqueId,
    rolled: &'a Rolled,
    limits: &Limits,
) -> Does<'a> {
    let instead = match timeline.swaps.contains_key(&rolled.swap) {
        true => Does::Instead(&rolled.swap),
        false => Does::Breathe,
    };
    if limits.regions.contains(&rolled.region) || rolled.opt_in {
        return instead;
    }
    let ways = rolled.ways.iter().enumerate();
    let ways = ways.filter(|(_, way)| {
        let fits = |it| timeline.positions.iter().any(|(id, _)| id == it);
        way.level != Level::Harder && way.positions.iter().all(fits)
    });
    let ways: Vec<(usize, &Way)> = ways.collect();
    // The usual way is said, and where the routine has no room for it the first that it has room for.
    let usual = ways.iter().find(|(_, way)| way.level == Level::Standard);
    let Some(said) = usual.or(ways.first()).copied() else {
        return instead;
    };
    let left = |way: &'a Way| -> Vec<&'a ToolId> {
        match way.positions.iter().any(|it| limits.positions.contains(it)) {
            true => Vec::new(),
            false => (way.tools.iter())
                .filter(|it| is_on(timeline, limits, it))
                .collect(),
        }
    };
    if left(said.1).len() == said.1.tools.len() {
        return Does::AsSaid;
    }
    let lighter = ways
        .iter()
        .filter(|(place, way)| *place != said.0 && way.level == Level::Easier);
    let mut candidates = lighter
        .chain([&said])
        .map(|(place, way)| (*place, left(way)));
    let found = candidates.find(|(_, tools)| !tools.is_empty());
    found.map_or(instead, |(way, tools)| Does::Another {
        technique: id,
        way,
        tools,
    })
}

fn is_on(timeline: &Timeline, limits: &Limits, tool: &ToolId) -> bool {
    let is_hard = GENTLE_TOOLS_OFF.contains(&tool.as_str());
    timeline.tools.contains_key(tool) && !limits.tools.contains(tool) && !(limits.gentle && is_hard)
}

/// How long each area has been under pressure, on the first side and on the other.
#[derive(Default)]
struct Pressed<'a> {
    seconds: BTreeMap<&'a RegionId, [u32; 2]>,
}

impl<'a> Pressed<'a> {
    /// How much of a cue gentle mode allows, which is then used up: 10 seconds of a hold, 60 of an area
    /// and side, all techniques together (dossier 4.1 rules 5 and 7).
    fn allow(&mut self, rolled: &'a Rolled, cue: &Cue) -> u32 {
        if !cue.kind.presses() {
            return cue.seconds;
        }
        let most = match cue.kind {
            CueKind::HoldAndBreathe => GENTLE_HOLD_SECONDS_MAX,
            _ => cue.seconds,
        };
        let sides = match cue.side {
            Some(Side::First) => 0..1,
            Some(Side::Other) => 1..2,
            // What is on both sides counts for each.
            Some(Side::Both) | None => 0..2,
        };
        let used = &mut self.seconds.entry(&rolled.region).or_default()[sides];
        let fullest = used.iter().copied().max().unwrap_or_default();
        let allowed = cue.seconds.min(most).min(GENTLE_AREA_SECONDS_MAX - fullest);
        used.iter_mut().for_each(|it| *it += allowed);
        allowed
    }
}
