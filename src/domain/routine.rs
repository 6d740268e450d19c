//! What a group does together: cues one after the other, each for its seconds.
//!
//! Knows how long and in which order. Never knows a clock: the sum of the cues is the clock.

use super::{AREA_SECONDS_MAX, HOLD_SECONDS_MAX};
use super::{
    Library, PositionId, Region, RegionId, RoutineId, Sides, SourceId, Technique, TechniqueId,
};

/// The longest hold in gentle mode (dossier 4.1 rule 5).
pub const GENTLE_HOLD_SECONDS_MAX: u32 = 10;
/// The longest time on one area and side in gentle mode (dossier 4.1 rule 7).
pub const GENTLE_AREA_SECONDS_MAX: u32 = 60;
/// The shortest cue: time to read it, and few edits of a message (dossier 5).
pub const CUE_SECONDS_MIN: u32 = 10;

/// A session from start to finish.
#[derive(Debug)]
pub struct Routine {
    /// Its id, which is also the name of its file.
    pub id: RoutineId,
    /// Its title.
    pub name: String,
    /// Other words that find it.
    pub aliases: Vec<String>,
    /// What it is for, without a full stop.
    pub goal: String,
    /// What to have at hand, in words.
    pub kit: String,
    /// The positions that it can be done in: each of its techniques has a way with no others. Nobody
    /// needs them all.
    pub positions: Vec<PositionId>,
    /// How much pressure and time it may ask for.
    pub mode: Mode,
    /// What else has to be said about it.
    pub note: Option<String>,
    /// What is said, in order. Never empty; opens with [`CueKind::GetReady`] and ends with
    /// [`CueKind::FinishCheckIn`].
    pub cues: Vec<Cue>,
    /// Where it comes from: a section of the dossier or keys of its section 8.
    pub sources: Vec<SourceId>,
    /// The clinician who has reviewed it, once one has.
    pub reviewed_by: Option<String>,
}

impl Routine {
    /// How long it takes.
    pub fn seconds(&self) -> u32 {
        self.cues.iter().map(|cue| cue.seconds).sum()
    }

    /// Each cue with the second in which it starts.
    pub fn starts(&self) -> impl Iterator<Item = (u32, &Cue)> {
        starts(&self.cues)
    }

    /// Its techniques, each once, in the order in which they come.
    pub fn techniques<'a>(&'a self, library: &'a Library) -> Vec<&'a Technique> {
        let named = self.cues.iter().filter_map(|cue| cue.technique.as_ref());
        once(named.filter_map(|id| library.techniques.get(id)), |a, b| {
            a.id == b.id
        })
    }

    /// Its areas, each once, in the order in which they come.
    pub fn areas<'a>(&'a self, library: &'a Library) -> Vec<(&'a RegionId, &'a Region)> {
        let regions = self.techniques(library).into_iter();
        let regions = regions.filter_map(|it| library.regions.get_key_value(&it.region));
        once(regions, |a, b| a.0 == b.0)
    }

    /// The cues in stretches: those that follow each other for one technique are one.
    pub fn sections(&self) -> Vec<Section<'_>> {
        sections(&self.cues)
    }
}

/// Each cue with the second in which it starts.
pub(super) fn starts(cues: &[Cue]) -> impl Iterator<Item = (u32, &Cue)> {
    cues.iter().scan(0, |next, cue| {
        let at = *next;
        *next += cue.seconds;
        Some((at, cue))
    })
}

/// The cues in stretches: those that follow each other for one technique are one.
pub(super) fn sections(cues: &[Cue]) -> Vec<Section<'_>> {
    let mut sections: Vec<Section<'_>> = Vec::new();
    for (at, cue) in starts(cues) {
        let technique = cue.technique.as_ref();
        match sections.last_mut() {
            Some(section) if technique.is_some() && section.technique == technique => {
                section.cues.push(cue);
            }
            _ => sections.push(Section {
                at,
                technique,
                cues: vec![cue],
            }),
        }
    }
    sections
}

/// The first of each, in order.
fn once<T>(all: impl Iterator<Item = T>, same: fn(&T, &T) -> bool) -> Vec<T> {
    let mut first: Vec<T> = Vec::new();
    for it in all {
        if !first.iter().any(|before| same(before, &it)) {
            first.push(it);
        }
    }
    first
}

/// How much pressure and time a routine may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The usual targets (dossier 4.1 rules 3, 5 and 7).
    Default,
    /// Less of everything (same rules).
    Gentle,
}

impl Mode {
    /// Every mode, as content names it.
    pub const ALL: &[(&str, Mode)] = &[("default", Mode::Default), ("gentle", Mode::Gentle)];

    /// The mode of that name.
    pub fn named(name: &str) -> Option<Self> {
        named(Self::ALL, name)
    }

    /// The longest hold on one tender spot.
    pub fn hold_seconds_max(self) -> u32 {
        match self {
            Mode::Default => HOLD_SECONDS_MAX,
            Mode::Gentle => GENTLE_HOLD_SECONDS_MAX,
        }
    }

    /// The longest time on one area and side.
    pub fn area_seconds_max(self) -> u32 {
        match self {
            Mode::Default => AREA_SECONDS_MAX,
            Mode::Gentle => GENTLE_AREA_SECONDS_MAX,
        }
    }
}

/// One thing that is said, and the time to do it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// What it asks for.
    pub kind: CueKind,
    /// At least [`CUE_SECONDS_MIN`].
    pub seconds: u32,
    /// What is being rolled, where something is, or about to be.
    pub technique: Option<TechniqueId>,
    /// On which side, where the cue is for one.
    pub side: Option<Side>,
    /// What is said: under 120 characters, grade 4 at most (dossier 7.4).
    pub text: String,
    /// The chair or wall way, as a second line (dossier 5).
    pub another_way: Option<String>,
}

/// What a cue asks for (dossier 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CueKind {
    /// Get into place.
    GetReady,
    /// Roll a whole number of passes.
    RollSlowly,
    /// Rest on one tender spot.
    HoldAndBreathe,
    /// Move a little, on the spot or without pressure.
    SmallMove,
    /// Change to the other side.
    SwitchSides,
    /// No pressure at all.
    Rest,
    /// Drink, for those who want to (dossier 6.3).
    SipWater,
    /// Sit up and say how it is. Always the last.
    FinishCheckIn,
}

impl CueKind {
    /// Every kind, as content names it.
    pub const ALL: [(&str, CueKind); 8] = [
        ("get_ready", CueKind::GetReady),
        ("roll_slowly", CueKind::RollSlowly),
        ("hold_and_breathe", CueKind::HoldAndBreathe),
        ("small_move", CueKind::SmallMove),
        ("switch_sides", CueKind::SwitchSides),
        ("rest", CueKind::Rest),
        ("sip_water", CueKind::SipWater),
        ("finish_check_in", CueKind::FinishCheckIn),
    ];

    /// The kind of that name.
    pub fn named(name: &str) -> Option<Self> {
        named(&Self::ALL, name)
    }

    /// Whether the area is under pressure meanwhile, so that its time counts (dossier 4.1 rule 7).
    pub fn presses(self) -> bool {
        match self {
            CueKind::RollSlowly | CueKind::HoldAndBreathe | CueKind::SmallMove => true,
            CueKind::GetReady
            | CueKind::SwitchSides
            | CueKind::Rest
            | CueKind::SipWater
            | CueKind::FinishCheckIn => false,
        }
    }
}

/// Which side; people may skip one without saying why (dossier 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// The one they start with.
    First,
    /// The one that is left.
    Other,
    /// Both at once.
    Both,
}

impl Side {
    /// Every side, as content names it.
    pub const ALL: &[(&str, Side)] = &[
        ("first", Side::First),
        ("other", Side::Other),
        ("both", Side::Both),
    ];

    /// The side of that name.
    pub fn named(name: &str) -> Option<Self> {
        named(Self::ALL, name)
    }
}

fn named<T: Copy>(all: &[(&str, T)], name: &str) -> Option<T> {
    let found = all.iter().find(|(it, _)| *it == name);
    found.map(|(_, it)| *it)
}

/// Cues that follow each other for one technique, or one cue that is for none.
#[derive(Debug)]
pub struct Section<'a> {
    /// The second in which it starts.
    pub at: u32,
    /// What it is for.
    pub technique: Option<&'a TechniqueId>,
    /// Its cues. Never empty.
    pub cues: Vec<&'a Cue>,
}

impl Section<'_> {
    /// How long it takes.
    pub fn seconds(&self) -> u32 {
        self.cues.iter().map(|cue| cue.seconds).sum()
    }

    /// Whether the sides take turns in it or go at once.
    pub fn sides(&self) -> Sides {
        let mut sides = self.cues.iter().filter_map(|cue| cue.side);
        match sides.any(|side| side != Side::Both) {
            true => Sides::Each,
            false => Sides::Both,
        }
    }
}
