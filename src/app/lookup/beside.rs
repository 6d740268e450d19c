//! Answers what is asked besides techniques: lists, routines, lessons, sources.

use super::{Lookup, NEAREST_MAX};
use crate::domain::{Answer, Refusal, Region, RegionId, Routine, Sourced, TopicId, fold};

impl Lookup {
    /// The same for the names of routines.
    pub fn routine_suggestions(&self, typed: &str) -> Vec<&Routine> {
        let ranked = self.routines.suggest(typed);
        self.offered(typed, ranked.filter_map(|id| self.library.routines.get(id)))
    }

    /// The routine that was meant, where it is clear.
    pub(super) fn routine(&self, asked: &str) -> Result<Answer, Refusal> {
        match self.routines.find(asked) {
            Some(id) => Ok(Answer::Routine(id.clone())),
            None => Err(Refusal::NoRoutine {
                asked: asked.to_owned(),
                nearest: (self.routines.nearest(asked).take(NEAREST_MAX))
                    .cloned()
                    .collect(),
            }),
        }
    }

    /// The same for topics: what stands there, and what it means.
    pub fn topic_suggestions(&self, typed: &str) -> Vec<(&str, &str)> {
        let places = self.topics.suggest(typed).into_iter();
        let choices = places.filter_map(|(topic, part)| {
            let topic = self.library.topics.get(topic)?;
            let Some(part) = part else {
                return Some((topic.title.as_str(), topic.id.as_str()));
            };
            let heading = topic.parts.get(*part)?.heading.as_str();
            Some((heading, heading))
        });
        self.offered(typed, choices)
    }

    /// The topic, or the part of one, that was meant.
    pub(super) fn topic(&self, asked: &str) -> Result<Answer, Refusal> {
        let nearest = || {
            let nearest = self.topics.nearest(asked).into_iter();
            nearest.take(NEAREST_MAX).cloned().collect::<Vec<TopicId>>()
        };
        match self.topics.find(asked) {
            Some((topic, part)) => Ok(Answer::Topic {
                topic: topic.clone(),
                part: *part,
            }),
            None => Err(Refusal::NoTopic {
                asked: asked.to_owned(),
                nearest: nearest(),
            }),
        }
    }

    pub(super) fn sources(&self, of: &Sourced) -> Result<Answer, Refusal> {
        let is_there = match of {
            Sourced::Technique(id) => self.library.techniques.contains_key(id),
            Sourced::Routine(id) => self.library.routines.contains_key(id),
            Sourced::Topic(id) => self.library.topics.contains_key(id),
            Sourced::Part(id, part) => {
                let topic = self.library.topics.get(id);
                topic.is_some_and(|it| *part < it.parts.len())
            }
        };
        match is_there {
            true => Ok(Answer::Sources(of.clone())),
            false => Err(Refusal::OldButton),
        }
    }

    /// What there is for an area and with a tool.
    pub(super) fn shelf(&self, area: Option<&str>, tool: Option<&str>) -> Result<Answer, Refusal> {
        let library = &self.library;
        let region = area.map(|asked| self.area(asked)).transpose()?;
        let tool = tool.map(|asked| {
            let asked_for = || asked.to_owned();
            self.tool(asked)
                .ok_or_else(|| Refusal::NoTool { asked: asked_for() })
        });
        let tool = tool.transpose()?;
        if let Some(tool) = tool.filter(|it| !it.offered) {
            return Err(Refusal::ToolKeptOut {
                tool: tool.id.clone(),
            });
        }
        let tool = tool.map(|it| it.id.clone());
        let of_region = library.techniques_for(region.as_ref(), None);
        match region {
            Some(region) if of_region.is_empty() => Err(Refusal::NothingForRegion {
                nearest: self.nearby(&region).unwrap_or_default(),
                region,
            }),
            Some(region) => match tool {
                Some(tool)
                    if library
                        .techniques_for(Some(&region), Some(&tool))
                        .is_empty() =>
                {
                    let others = of_region.iter().map(|it| it.id.clone()).collect();
                    Err(Refusal::NothingInLibrary {
                        region,
                        tool,
                        others,
                    })
                }
                tool => Ok(Answer::Library {
                    region: Some(region),
                    tool,
                }),
            },
            None => Ok(Answer::Library { region, tool }),
        }
    }

    /// The region of that id, name or alias.
    fn area(&self, asked: &str) -> Result<RegionId, Refusal> {
        let folded = fold(asked);
        let mut regions = self.library.regions.iter();
        let is_called = |(id, region): &(&RegionId, &Region)| {
            let names = [id.as_str(), &region.name].into_iter();
            let mut names = names.chain(region.aliases.iter().map(String::as_str));
            names.any(|name| fold(name) == folded)
        };
        let found = regions.find(is_called).map(|(id, _)| id.clone());
        found.ok_or_else(|| Refusal::NoArea {
            asked: asked.to_owned(),
        })
    }
}
