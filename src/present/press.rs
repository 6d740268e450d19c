//! What a button says when it is pressed: the `custom_id` codec, total and versioned.
//!
//! Everything stands in the button itself, so it works after any restart. Nothing secret may.

use super::private::{PrivatePress, Request};
use crate::domain::{Question, RoutineId, Sourced, TechniqueId, ToolId, TopicId};

/// Buttons of other versions are answered kindly, never guessed at.
const VERSION: &str = "1";

/// What a button or menu of ours asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Press {
    /// Show a technique.
    Open(TechniqueId),
    /// Show a technique whose caution has been read.
    Read(TechniqueId),
    /// Show a lighter and a stronger way.
    Levels(TechniqueId),
    /// Show what to do where a spot is too sore.
    TooPainful(TechniqueId),
    /// Start a timer for both sides.
    HowLong(TechniqueId),
    /// Show the tools of a technique.
    Tools(TechniqueId),
    /// Show what goes with a technique.
    Related(TechniqueId),
    /// A menu of tools for a technique.
    PickTool(TechniqueId),
    /// A menu of techniques.
    PickTechnique,
    /// A menu of techniques that can be done with a tool.
    PickTechniqueWith(ToolId),
    /// Show every routine.
    Routines,
    /// Show a routine.
    OpenRoutine(RoutineId),
    /// A menu of routines.
    PickRoutine,
    /// Show a topic.
    Topic(TopicId),
    /// A menu of topics.
    PickTopic,
    /// Show where something comes from.
    Sources(Sourced),
    /// Something about the one who presses it.
    Private(PrivatePress),
}

impl Press {
    /// The `custom_id`, at most 100 characters (Discord docs, components/reference): ids have 32 at most.
    pub fn encode(&self) -> String {
        match self {
            Press::Open(technique) => format!("{VERSION}.open.{technique}"),
            Press::Read(technique) => format!("{VERSION}.read.{technique}"),
            Press::Levels(technique) => format!("{VERSION}.levels.{technique}"),
            Press::TooPainful(technique) => format!("{VERSION}.too-painful.{technique}"),
            Press::HowLong(technique) => format!("{VERSION}.how-long.{technique}"),
            Press::Tools(technique) => format!("{VERSION}.tools.{technique}"),
            Press::Related(technique) => format!("{VERSION}.related.{technique}"),
            Press::PickTool(technique) => format!("{VERSION}.pick-tool.{technique}"),
            Press::PickTechnique => format!("{VERSION}.pick-technique"),
            Press::PickTechniqueWith(tool) => format!("{VERSION}.pick-technique-with.{tool}"),
            Press::Routines => format!("{VERSION}.routines"),
            Press::PickRoutine => format!("{VERSION}.pick-routine"),
            Press::Topic(topic) => format!("{VERSION}.topic.{topic}"),
            Press::PickTopic => format!("{VERSION}.pick-topic"),
            Press::Sources(Sourced::Technique(id)) => format!("{VERSION}.sources.{id}"),
            Press::Sources(Sourced::Routine(id)) => format!("{VERSION}.routine-sources.{id}"),
            Press::Sources(Sourced::Topic(id)) => format!("{VERSION}.topic-sources.{id}"),
            Press::Sources(Sourced::Part(id, part)) => {
                format!("{VERSION}.topic-sources.{id}.{part}")
            }
            Press::Private(press) => format!("{VERSION}.{}", press.encode()),
            Press::OpenRoutine(routine) => format!("{VERSION}.routine.{routine}"),
        }
    }

    /// What a press asks about the one who presses, where it is about them.
    pub fn request(custom_id: &str, picked: &[String]) -> Option<Request> {
        let (version, press) = custom_id.split_once('.')?;
        match version {
            VERSION => PrivatePress::request(press, picked),
            _ => None,
        }
    }

    /// What a press asks, whatever was sent: anything unknown is an old button. `pressed_at` is when,
    /// in seconds since 1970.
    pub fn question(custom_id: &str, picked: &[String], pressed_at: i64) -> Question {
        let technique = |id: &str| TechniqueId::new(id);
        let parts: Vec<&str> = custom_id.split('.').collect();
        match (parts.as_slice(), picked) {
            ([VERSION, "open", id], []) => Question::Open {
                technique: technique(id),
                tool: None,
            },
            ([VERSION, "tools", id], []) => Question::Tools(technique(id)),
            ([VERSION, "related", id], []) => Question::Related(technique(id)),
            ([VERSION, "read", id], []) => Question::Read {
                technique: technique(id),
                tool: None,
            },
            ([VERSION, "levels", id], []) => Question::Levels(technique(id)),
            ([VERSION, "too-painful", id], []) => Question::TooPainful(technique(id)),
            ([VERSION, "how-long", id], []) => Question::HowLong {
                technique: technique(id),
                asked_at: pressed_at,
            },
            // The menu stands behind the card itself.
            ([VERSION, "pick-tool", id], [tool]) => Question::Read {
                technique: technique(id),
                tool: Some(ToolId::new(tool)),
            },
            ([VERSION, "pick-technique-with", tool], [id]) => Question::Open {
                technique: technique(id),
                tool: Some(ToolId::new(*tool)),
            },
            ([VERSION, "pick-technique"], [id]) => Question::Open {
                technique: technique(id),
                tool: None,
            },
            ([VERSION, "routines"], []) => Question::Routines,
            ([VERSION, "pick-routine"], [id]) => Question::OpenRoutine(RoutineId::new(id)),
            ([VERSION, "topic", id], []) => Question::Topic(TopicId::new(*id)),
            ([VERSION, "pick-topic"], [id]) => Question::Topic(TopicId::new(id)),
            ([VERSION, "sources", id], []) => Question::Sources(Sourced::Technique(technique(id))),
            ([VERSION, "routine", id], []) => Question::OpenRoutine(RoutineId::new(*id)),
            ([VERSION, "routine-sources", id], []) => {
                Question::Sources(Sourced::Routine(RoutineId::new(*id)))
            }
            ([VERSION, "topic-sources", id], []) => {
                Question::Sources(Sourced::Topic(TopicId::new(*id)))
            }
            ([VERSION, "topic-sources", id, part], []) => match part.parse() {
                Ok(part) => Question::Sources(Sourced::Part(TopicId::new(*id), part)),
                Err(_) => Question::OldButton,
            },
            _ => Question::OldButton,
        }
    }
}
