//! Answers every question that needs only the library: on the spot, on any core, without a store.

mod beside;

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::Gallery;
use super::emergency::EmergencySigns;
use super::gallery::Drawing;
use super::routines::RoutineIndex;
use super::search::{Found, TechniqueIndex};
use super::topics::TopicIndex;
use crate::dice;
use crate::domain::{
    Answer, Library, Question, Refusal, RegionId, Technique, TechniqueId, Tool, ToolId, fold,
};
use crate::draw::Figures;
use crate::present::{self, Card};

/// How many techniques a list of suggestions holds (Discord docs, interactions/application-commands: 25 choices).
const SUGGESTIONS_MAX: usize = 25;
/// How many techniques are offered in place of one that is not known.
const NEAREST_MAX: usize = 3;

/// A card, and whether it is what was asked for.
#[derive(Debug)]
pub struct Composed {
    /// What to show.
    pub card: Card,
    /// False for refusals and faults: they are for the person who asked alone.
    pub is_answer: bool,
}

/// The library and the ways into it.
#[derive(Debug)]
pub struct Lookup {
    library: Library,
    index: TechniqueIndex,
    gallery: Gallery,
    routines: RoutineIndex,
    topics: TopicIndex,
    emergency: EmergencySigns,
}

impl Lookup {
    /// Makes the index, once, for a language that stands alone. Cards come without pictures.
    pub fn new(library: Library) -> Self {
        let emergency = EmergencySigns::new([&library]);
        Self::minding(library, emergency)
    }

    /// The same beside other languages, whose signs of an emergency count too.
    pub(super) fn minding(library: Library, emergency: EmergencySigns) -> Self {
        Self {
            index: TechniqueIndex::new(&library),
            gallery: Gallery::default(),
            routines: RoutineIndex::new(&library),
            topics: TopicIndex::new(&library),
            emergency,
            library,
        }
    }

    /// The same with pictures, once they are drawn.
    pub(super) fn with_pictures(self, figures: &Figures) -> (Self, Drawing) {
        let (gallery, drawing) = Gallery::prepare(&self.library, figures);
        (Self { gallery, ..self }, drawing)
    }

    /// The pictures that go with the cards.
    pub fn gallery(&self) -> &Gallery {
        &self.gallery
    }

    /// What there is to look up.
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// Finds and words the answer.
    ///
    /// A panic in here is our bug and nobody else's: it becomes a sentence with a reference, and
    /// the house stays up.
    pub fn card(&self, question: &Question) -> Composed {
        let library = &self.library;
        let composed = catch_unwind(AssertUnwindSafe(|| match self.answer(question) {
            Ok(answer) => Composed {
                card: present::answer(library, &answer),
                is_answer: true,
            },
            Err(refusal) => Composed {
                card: present::refusal(library, &refusal),
                is_answer: false,
            },
        }));
        composed.unwrap_or_else(|_| Composed {
            card: self.fault(),
            is_answer: false,
        })
    }

    /// What is said where we broke. The reference stands in the log, behind the panic.
    pub fn fault(&self) -> Card {
        let reference = dice::reference();
        tracing::error!(reference, "an answer broke; the panic is above");
        present::fault(&self.library, &reference)
    }

    /// Finds what was asked for.
    ///
    /// # Errors
    /// A refusal that says what there is instead. A sign of an emergency comes before everything.
    pub fn answer(&self, question: &Question) -> Result<Answer, Refusal> {
        let mut typed = question.typed().into_iter().flatten();
        if typed.any(|it| self.emergency.are_in(it)) {
            return Err(Refusal::Emergency);
        }
        match question {
            Question::Technique { name, tool } => self.technique(name, tool.as_deref()),
            Question::Open { technique, tool } => {
                self.opened(self.not_held_back(self.pressed(technique)?)?, tool.as_ref())
            }
            Question::Read { technique, tool } => {
                self.opened(self.pressed(technique)?, tool.as_ref())
            }
            Question::Library { area, tool } => self.shelf(area.as_deref(), tool.as_deref()),
            Question::Levels(technique) => Ok(Answer::Levels(self.pressed(technique)?.id.clone())),
            Question::TooPainful(technique) => {
                Ok(Answer::TooPainful(self.pressed(technique)?.id.clone()))
            }
            Question::HowLong {
                technique,
                asked_at,
            } => Ok(Answer::HowLong {
                technique: self.pressed(technique)?.id.clone(),
                asked_at: *asked_at,
            }),
            Question::Tools(technique) => Ok(Answer::Tools(self.pressed(technique)?.id.clone())),
            Question::Related(technique) => {
                Ok(Answer::Related(self.pressed(technique)?.id.clone()))
            }
            Question::Routines => Ok(Answer::Routines),
            Question::Routine { name } => self.routine(name),
            Question::OpenRoutine(id) => match self.library.routines.get(id) {
                Some(routine) => Ok(Answer::Routine(routine.id.clone())),
                None => Err(Refusal::OldButton),
            },
            Question::Learn(None) => Ok(Answer::Topics),
            Question::Learn(Some(asked)) => self.topic(asked),
            Question::Topic(topic) => match self.library.topics.contains_key(topic) {
                true => Ok(Answer::Topic {
                    topic: topic.clone(),
                    part: None,
                }),
                false => Err(Refusal::OldButton),
            },
            Question::Sources(of) => self.sources(of),
            Question::Help(role) => Ok(Answer::Help(*role)),
            Question::OldButton => Err(Refusal::OldButton),
            Question::OldCommand => Err(Refusal::OldCommand),
        }
    }

    /// What to offer while a name is being typed, best first; everything while nothing is. Nothing at a
    /// sign of an emergency: what is sent is then what was typed, and gets the emergency line.
    pub fn suggestions(&self, typed: &str) -> Vec<&Technique> {
        let ranked = self.index.suggest(typed);
        self.offered(
            typed,
            ranked.filter_map(|id| self.library.techniques.get(id)),
        )
    }

    /// The first of them, or none at a sign of an emergency.
    fn offered<T>(&self, typed: &str, ranked: impl Iterator<Item = T>) -> Vec<T> {
        match self.emergency.are_in(typed) {
            true => Vec::new(),
            false => ranked.take(SUGGESTIONS_MAX).collect(),
        }
    }

    fn technique(&self, name: &str, tool: Option<&str>) -> Result<Answer, Refusal> {
        let technique = self.named(name)?;
        match tool {
            None => Ok(Answer::Technique {
                technique: technique.id.clone(),
                tool: None,
            }),
            Some(asked) => match self.tool(asked) {
                Some(tool) => self.with_tool(technique, &tool.id),
                None => Err(Refusal::NoTool {
                    asked: asked.to_owned(),
                }),
            },
        }
    }

    /// The technique that was meant, or what to say where that is not clear.
    fn named(&self, asked: &str) -> Result<&Technique, Refusal> {
        let unknown = || Refusal::NoTechnique {
            asked: asked.to_owned(),
            nearest: self.nearest(asked),
        };
        match self.index.find(asked) {
            Found::Technique(id) => {
                let technique = self.library.techniques.get(id);
                self.not_held_back(technique.ok_or_else(unknown)?)
            }
            Found::Several(among) => Err(Refusal::SeveralTechniques {
                asked: asked.to_owned(),
                among: among.into_iter().cloned().collect(),
            }),
            Found::NothingFor(region) => Err(Refusal::NothingForRegion {
                region: region.clone(),
                nearest: self.nearby(region).unwrap_or_else(|| self.nearest(asked)),
            }),
            Found::Unclear => match self.index.around_joint(asked) {
                Some(around) => Err(Refusal::Joint {
                    asked: asked.to_owned(),
                    around: around.to_vec(),
                }),
                None => Err(unknown()),
            },
        }
    }

    /// The technique, unless something has to be read before it.
    fn not_held_back<'a>(&self, technique: &'a Technique) -> Result<&'a Technique, Refusal> {
        match technique.opt_in {
            false => Ok(technique),
            true => Err(Refusal::OptIn {
                technique: technique.id.clone(),
                nearest: self.nearby(&technique.region).unwrap_or_default(),
            }),
        }
    }

    fn opened(&self, technique: &Technique, tool: Option<&ToolId>) -> Result<Answer, Refusal> {
        match tool {
            Some(tool) if self.library.tool(tool).is_none() => Err(Refusal::OldButton),
            Some(tool) => self.with_tool(technique, tool),
            None => Ok(Answer::Technique {
                technique: technique.id.clone(),
                tool: None,
            }),
        }
    }

    /// The techniques whose words come nearest.
    fn nearest(&self, asked: &str) -> Vec<TechniqueId> {
        let nearest = self.index.nearest(asked).take(NEAREST_MAX);
        nearest.cloned().collect()
    }

    /// The techniques for the neighbours of a region, or for their neighbours, and so on outwards
    /// until there are some.
    fn nearby(&self, region: &RegionId) -> Option<Vec<TechniqueId>> {
        let mut seen = BTreeSet::from([region]);
        let mut ring = vec![region];
        while !ring.is_empty() {
            let neighbours = ring.iter().filter_map(|id| self.library.regions.get(*id));
            let neighbours = neighbours.flat_map(|it| &it.neighbours);
            ring = neighbours.filter(|id| seen.insert(*id)).collect();
            let techniques = self.library.techniques.values();
            let there: Vec<TechniqueId> = (ring.iter())
                .flat_map(|region| techniques.clone().filter(move |it| it.region == **region))
                .take(NEAREST_MAX)
                .map(|it| it.id.clone())
                .collect();
            if !there.is_empty() {
                return Some(there);
            }
        }
        None
    }

    fn tool(&self, asked: &str) -> Option<&Tool> {
        let asked = fold(asked);
        self.library.tools.iter().find(|tool| {
            [tool.id.as_str(), &tool.name, &tool.short]
                .into_iter()
                .any(|name| fold(name) == asked)
        })
    }

    fn with_tool(&self, technique: &Technique, tool: &ToolId) -> Result<Answer, Refusal> {
        let fits = technique.ways_with(tool).next().is_some();
        match self.library.tool(tool) {
            Some(tool) if !tool.offered => Err(Refusal::ToolKeptOut {
                tool: tool.id.clone(),
            }),
            Some(tool) if fits => Ok(Answer::Technique {
                technique: technique.id.clone(),
                tool: Some(tool.id.clone()),
            }),
            _ => Err(Refusal::NotWithTool {
                technique: technique.id.clone(),
                tool: tool.clone(),
            }),
        }
    }

    fn pressed(&self, technique: &TechniqueId) -> Result<&Technique, Refusal> {
        self.library
            .techniques
            .get(technique)
            .ok_or(Refusal::OldButton)
    }
}
