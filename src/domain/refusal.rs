//! What the bot cannot do for somebody, and why. Each becomes one sentence and one hint.

use super::{RegionId, RoutineId, TechniqueId, ToolId, TopicId};

/// The person asked for something they cannot have. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// They named a sign of an emergency (dossier 3.8). Nothing is looked up, and nothing is asked.
    Emergency,
    /// No technique is called that.
    NoTechnique {
        /// What was asked for, as typed. User text: escape it before it is shown.
        asked: String,
        /// The nearest ones, best first.
        nearest: Vec<TechniqueId>,
    },
    /// It may mean several techniques, one as likely as the other.
    SeveralTechniques {
        /// What was asked for, as typed. User text: escape it before it is shown.
        asked: String,
        /// The techniques, none before the others for a reason.
        among: Vec<TechniqueId>,
    },
    /// It names a joint or a bone, which is never rolled (dossier 4.1 rule 1).
    Joint {
        /// What was asked for, as typed. User text: escape it before it is shown.
        asked: String,
        /// Techniques for the muscles around it. None of them stands in for it.
        around: Vec<TechniqueId>,
    },
    /// There is such a region, and no technique for it.
    NothingForRegion {
        /// The region.
        region: RegionId,
        /// Techniques for the regions nearest to it. None of them stands in for it.
        nearest: Vec<TechniqueId>,
    },
    /// There is such a technique, and it is off until the caution has been read (dossier 3.2 rule 7).
    OptIn {
        /// The technique.
        technique: TechniqueId,
        /// Techniques for the regions nearest to it. None of them stands in for it.
        nearest: Vec<TechniqueId>,
    },
    /// There is such a technique, but not with that tool.
    NotWithTool {
        /// The technique.
        technique: TechniqueId,
        /// The tool that does not fit it.
        tool: ToolId,
    },
    /// There is such an area and such a tool, but nothing for the two together.
    NothingInLibrary {
        /// The area.
        region: RegionId,
        /// The tool.
        tool: ToolId,
        /// Techniques for that area with other tools.
        others: Vec<TechniqueId>,
    },
    /// No area is called that.
    NoArea {
        /// What was asked for, as typed. User text: escape it before it is shown.
        asked: String,
    },
    /// No tool is called that.
    NoTool {
        /// What was asked for, as typed. User text: escape it before it is shown.
        asked: String,
    },
    /// Tools that are known and kept out (dossier 2.B: massage guns).
    ToolKeptOut {
        /// The tool.
        tool: ToolId,
    },
    /// No routine is called that, or several may be.
    NoRoutine {
        /// What was asked for, as typed. User text: escape it before it is shown.
        asked: String,
        /// The nearest ones, best first.
        nearest: Vec<RoutineId>,
    },
    /// There is nothing to read about that.
    NoTopic {
        /// What was asked for, as typed. User text: escape it before it is shown.
        asked: String,
        /// The nearest topics, best first.
        nearest: Vec<TopicId>,
    },
    /// The button is from an older version, another bot, or made up.
    OldButton,
    /// The command is not one of ours any more.
    OldCommand,
}
