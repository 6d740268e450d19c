//! What people ask of the library, and what it finds. No store, no clock, no Discord.

use super::{TechniqueId, ToolId, TopicId};

/// A question that the library alone can answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// How to roll something, in the person's own words.
    Technique {
        /// An id, a name, an alias or a region, spelt any way.
        name: String,
        /// A tool to do it with, as an id or in words.
        tool: Option<String>,
    },
    /// A technique that was named by a button of ours.
    Open {
        /// Which.
        technique: TechniqueId,
        /// With which tool.
        tool: Option<ToolId>,
    },
    /// The tools that a technique can be done with.
    Tools(TechniqueId),
    /// Techniques that go with this one.
    Related(TechniqueId),
    /// What there is to read about something, in the person's own words; all of it without any.
    Learn(Option<String>),
    /// A topic that was named by a button of ours.
    Topic(TopicId),
    /// Where something comes from.
    Sources(Sourced),
    /// What to do first.
    Help(Role),
    /// Something pressed that we did not make, or no longer do.
    OldButton,
    /// A command that we no longer have.
    OldCommand,
}

/// What was found. Ids that are given exist in the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// One technique, perhaps with one tool that fits it.
    Technique {
        /// Which.
        technique: TechniqueId,
        /// With which tool, where one was asked for.
        tool: Option<ToolId>,
    },
    /// The tools of a technique.
    Tools(TechniqueId),
    /// Techniques that go with this one.
    Related(TechniqueId),
    /// Every topic.
    Topics,
    /// One topic, or one part of it.
    Topic {
        /// Which.
        topic: TopicId,
        /// The part that was asked for, counted from 0.
        part: Option<usize>,
    },
    /// Where something comes from.
    Sources(Sourced),
    /// What to do first.
    Help(Role),
}

/// What has sources of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sourced {
    /// A technique.
    Technique(TechniqueId),
    /// A topic.
    Topic(TopicId),
}

/// What somebody may do here, as far as advice goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Everyone, and everyone in direct messages.
    Member,
    /// May run sessions: has Manage Events.
    Host,
    /// May change settings: has Manage Server.
    Manager,
}
