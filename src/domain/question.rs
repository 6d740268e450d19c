//! What people ask of the library, and what it finds. No store, no clock, no Discord.

use super::{RegionId, RoutineId, TechniqueId, ToolId, TopicId};

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
    /// A technique that was named by a button or a menu of ours.
    Open {
        /// Which.
        technique: TechniqueId,
        /// With which tool.
        tool: Option<ToolId>,
    },
    /// The same, by somebody who has read what has to be said before it.
    Read {
        /// Which.
        technique: TechniqueId,
        /// With which tool.
        tool: Option<ToolId>,
    },
    /// What there is for an area, with a tool, or at all.
    Library {
        /// The area, as an id or in words.
        area: Option<String>,
        /// The tool, as an id or in words.
        tool: Option<String>,
    },
    /// A lighter and a stronger way to do a technique.
    Levels(TechniqueId),
    /// What to do where a spot is too sore for a technique.
    TooPainful(TechniqueId),
    /// A timer for both sides of a technique.
    HowLong {
        /// Which.
        technique: TechniqueId,
        /// When it was asked for, in seconds since 1970. The countdown starts from here.
        asked_at: i64,
    },
    /// The tools that a technique can be done with.
    Tools(TechniqueId),
    /// Techniques that go with this one.
    Related(TechniqueId),
    /// Every routine there is.
    Routines,
    /// A routine, in the person's own words.
    Routine {
        /// An id, a name or an alias, spelt any way.
        name: String,
    },
    /// A routine that was named by a menu of ours.
    OpenRoutine(RoutineId),
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

impl Question {
    /// What the person typed: a sign of an emergency may stand in it, whatever they asked for.
    pub fn typed(&self) -> [Option<&str>; 2] {
        match self {
            Question::Technique { name, tool } => [Some(name), tool.as_deref()],
            Question::Library { area, tool } => [area.as_deref(), tool.as_deref()],
            Question::Routine { name } => [Some(name), None],
            Question::Learn(asked) => [asked.as_deref(), None],
            Question::Open { .. }
            | Question::Read { .. }
            | Question::Levels(_)
            | Question::TooPainful(_)
            | Question::HowLong { .. }
            | Question::Tools(_)
            | Question::Related(_)
            | Question::Routines
            | Question::OpenRoutine(_)
            | Question::Topic(_)
            | Question::Sources(_)
            | Question::Help(_)
            | Question::OldButton
            | Question::OldCommand => [None, None],
        }
    }
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
    /// What there is for an area, with a tool, or at all. There is at least one technique.
    Library {
        /// The area.
        region: Option<RegionId>,
        /// The tool.
        tool: Option<ToolId>,
    },
    /// The tools of a technique.
    Tools(TechniqueId),
    /// Techniques that go with this one.
    Related(TechniqueId),
    /// A lighter and a stronger way to do a technique.
    Levels(TechniqueId),
    /// What to do where a spot is too sore for a technique.
    TooPainful(TechniqueId),
    /// A timer for both sides of a technique.
    HowLong {
        /// Which.
        technique: TechniqueId,
        /// When it was asked for, in seconds since 1970.
        asked_at: i64,
    },
    /// Every routine there is.
    Routines,
    /// One routine.
    Routine(RoutineId),
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
    /// A routine.
    Routine(RoutineId),
    /// A topic.
    Topic(TopicId),
    /// One part of a topic, counted from 0.
    Part(TopicId, usize),
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
