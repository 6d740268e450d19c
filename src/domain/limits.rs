//! What somebody leaves out and goes easy on, whatever the reason was.

use std::collections::BTreeSet;

use super::{PositionId, RegionId, ToolId};

/// What is off for somebody. Limits add up and never lift each other (dossier 3.1).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// Areas that are not rolled, on either side (dossier 3.2 rule 6).
    pub regions: BTreeSet<RegionId>,
    /// Positions that are not taken.
    pub positions: BTreeSet<PositionId>,
    /// Tools that are not used.
    pub tools: BTreeSet<ToolId>,
    /// Gentle mode: less pressure, shorter holds, less time on an area.
    pub gentle: bool,
    /// Never prompted to drink (dossier 3.4, T3).
    pub no_water: bool,
    /// Told to get up slowly (dossier 3.4, H2 and A1).
    pub rise_slow: bool,
    /// Told not to hold the breath (dossier 3.4, H2).
    pub breath_note: bool,
    /// Rolls with a grown-up near (dossier 3.4, A1).
    pub grown_up: bool,
}

impl Limits {
    /// Both together.
    #[must_use]
    pub fn and(mut self, more: &Limits) -> Limits {
        self.regions.extend(more.regions.iter().cloned());
        self.positions.extend(more.positions.iter().cloned());
        self.tools.extend(more.tools.iter().cloned());
        self.gentle |= more.gentle;
        self.no_water |= more.no_water;
        self.rise_slow |= more.rise_slow;
        self.breath_note |= more.breath_note;
        self.grown_up |= more.grown_up;
        self
    }

    /// Whether these permit nothing that those do not: at least as much is off.
    pub fn permit_no_more_than(&self, those: &Limits) -> bool {
        self.regions.is_superset(&those.regions)
            && self.positions.is_superset(&those.positions)
            && self.tools.is_superset(&those.tools)
            && self.gentle >= those.gentle
            && self.no_water >= those.no_water
            && self.rise_slow >= those.rise_slow
            && self.breath_note >= those.breath_note
            && self.grown_up >= those.grown_up
    }

    /// Whether anything is off that changes what is rolled.
    pub fn change_the_rolling(&self) -> bool {
        self.gentle
            || !self.regions.is_empty()
            || !self.positions.is_empty()
            || !self.tools.is_empty()
    }

    /// Whether they are limits by name: drink prompts and getting up slowly alone are not, controlled
    /// blood pressure is (dossier 3.9).
    pub fn count(&self) -> bool {
        self.change_the_rolling() || self.breath_note
    }
}
