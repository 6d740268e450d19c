//! The words of a language that search has to know besides names.

use super::RegionId;

/// What is read past in a question, and what means several regions.
#[derive(Clone, Debug, Default)]
pub struct SearchWords {
    /// Small words that say nothing about where it is sore.
    pub filler: Vec<String>,
    /// Words that may stand beside a sore spot without being part of its name: what is felt there
    /// without alarm, and what was done.
    pub aside: Vec<String>,
    /// Words that are a slip away from a name and mean something else.
    pub unlike: Vec<String>,
    /// What people type who need help now (dossier 3.8).
    pub emergency: Vec<String>,
    /// Words for several regions at once, such as "shoulder": one card would be a guess.
    pub groups: Vec<Group>,
    /// Joints and bones, which are never rolled, and the regions around them.
    pub joints: Vec<Group>,
}

/// An everyday word and the regions that it leads to.
#[derive(Clone, Debug)]
pub struct Group {
    /// What people say.
    pub names: Vec<String>,
    /// The regions that are meant. None of them has a caution: those have words of their own.
    pub regions: Vec<RegionId>,
}
