//! A routine as one member does it, and what is asked before it is shown.

use std::collections::BTreeSet;

use super::{Desk, PrivatePress};
use crate::domain::{
    Before, Does, Limits, Refusal, Rolled, RoutineId, Section, Step, SwapId, Timeline, Wants, Word,
    adapt,
};
use crate::present::routine::{back, clock, kind};
use crate::present::technique::{joined, listed};
use crate::present::{Card, Field, Row, refusal};

impl Desk<'_> {
    /// The card before each session (dossier 3.7).
    pub(super) fn news(&self, before: &Before) -> Card {
        let (nothing, something) = match before {
            Before::Version(routine) => (
                PrivatePress::NothingNew(routine.clone()),
                PrivatePress::SomethingNew,
            ),
            Before::Session(id) => (
                PrivatePress::In(*id, Wants::NothingNew),
                PrivatePress::In(*id, Wants::SomethingNew),
            ),
        };
        let buttons = vec![
            self.button(Word::ButtonNothingNew, nothing),
            self.button(Word::ButtonSomethingNew, something),
        ];
        Card {
            title: self.word(Word::NewsTitle),
            rows: vec![Row::Buttons(buttons)],
            ..self.sentence(Word::NewsText)
        }
    }

    /// Asked two weeks after areas were picked (same section).
    pub(super) fn healing(&self, before: &Before, limits: &Limits) -> Card {
        let regions = limits.regions.iter();
        let regions = regions.filter_map(|id| Some(self.library.regions.get(id)?.name.as_str()));
        let gaps = [("areas", listed(regions))];
        let gaps = gaps.each_ref().map(|(gap, areas)| (*gap, areas.as_str()));
        let (is_over, not_yet) = match before {
            Before::Version(routine) => (
                PrivatePress::Start,
                PrivatePress::NotHealed(routine.clone()),
            ),
            Before::Session(id) => (
                PrivatePress::In(*id, Wants::CheckFirst),
                PrivatePress::In(*id, Wants::NotHealed),
            ),
        };
        let buttons = vec![
            self.button(Word::ButtonHealed, is_over),
            self.button(Word::ButtonNotHealed, not_yet),
        ];
        Card {
            title: self.word(Word::HealingTitle),
            text: self.library.words.fill(Word::HealingText, &gaps),
            rows: vec![Row::Buttons(buttons)],
            ..Card::default()
        }
    }

    /// What they do, stretch by stretch, and what is left out.
    pub(super) fn version(&self, id: &RoutineId, limits: &Limits) -> Card {
        let library = self.library;
        let Some(routine) = library.routines.get(id) else {
            return refusal(library, &Refusal::OldButton);
        };
        let timeline = Timeline::compile(library, routine);
        Card {
            rows: vec![Row::Buttons(vec![back(library, id)])],
            ..self.version_of(&timeline, limits)
        }
    }

    /// The same of what a session saved.
    pub(super) fn version_of(&self, timeline: &Timeline, limits: &Limits) -> Card {
        let library = self.library;
        let adapted = adapt(timeline, limits);
        let lines = self.lines(timeline, &adapted.steps);
        let is_changed = adapted.steps.iter().any(|it| it.does != Does::AsSaid);
        let intro = match is_changed {
            true => self.word(Word::VersionIntro),
            false => self.word(Word::VersionSame),
        };
        let mut fields = Vec::new();
        if !adapted.left_out.is_empty() {
            let named = adapted.left_out.iter();
            let names = named.filter_map(|id| Some(timeline.techniques.get(*id)?.name.as_str()));
            fields.push(self.field(Word::VersionLeftOut, listed(names)));
        }
        fields.extend(self.moves(timeline, &adapted.steps));
        fields.extend(self.limits(&Limits {
            // What is left out of this routine stands above.
            regions: BTreeSet::new(),
            positions: BTreeSet::new(),
            tools: BTreeSet::new(),
            ..limits.clone()
        }));
        let title = [("routine", timeline.name.as_str())];
        Card {
            title: library.words.fill(Word::VersionTitle, &title),
            text: format!("{intro}\n\n{}", lines.join("\n")),
            fields,
            footer: self.word(Word::Disclaimer),
            ..Card::default()
        }
    }

    /// A line for each stretch of the routine.
    fn lines(&self, timeline: &Timeline, steps: &[Step<'_>]) -> Vec<String> {
        let mut first = 0;
        let line = |section: &Section<'_>| {
            let cues = first..first + section.cues.len();
            first = cues.end;
            let theirs = steps.iter().filter(|it| cues.contains(&it.cue));
            self.line(timeline, section, &theirs.collect::<Vec<_>>())
        };
        timeline.sections().iter().map(line).collect()
    }

    fn line(&self, timeline: &Timeline, section: &Section<'_>, steps: &[&Step<'_>]) -> String {
        let words = &self.library.words;
        let at = clock(section.at);
        let technique = section.technique.and_then(|id| timeline.techniques.get(id));
        let of_kind = || {
            section
                .cues
                .first()
                .map_or("", |cue| words.get(kind(cue.kind)))
        };
        let what = technique.map_or_else(of_kind, |it| it.name.as_str());
        let mut gaps = vec![("at", at.as_str()), ("what", what)];
        let is_rest = |it: &&&Step<'_>| it.does == Does::Breathe;
        let rested: u32 = steps.iter().filter(is_rest).map(|it| it.seconds).sum();
        let rested = match rested {
            0 => None,
            seconds => Some(seconds.to_string()),
        };
        let does = steps
            .iter()
            .map(|it| &it.does)
            .find(|it| **it != Does::Breathe);
        let (tools, name);
        let word = match (does.unwrap_or(&Does::Breathe), &rested) {
            (Does::Breathe, _) => Word::VersionBreathe,
            (Does::AsSaid, None) => Word::VersionAsGroup,
            (Does::AsSaid, Some(_)) => Word::VersionGentle,
            (Does::Instead(swap), _) => {
                let swap = timeline.swaps.get(*swap);
                name = swap.map_or_else(String::new, |it| it.name.clone());
                gaps.push(("instead", &name));
                Word::VersionInstead
            }
            (
                Does::Another {
                    way, tools: left, ..
                },
                _,
            ) => {
                let names = left.iter().filter_map(|id| timeline.tools.get(*id));
                let names = names.map(String::as_str);
                tools = joined(self.library, Word::ListOr, names);
                name = technique.map_or_else(String::new, |it| way_name(it, *way));
                gaps.extend([("way", name.as_str()), ("tools", &tools)]);
                match rested {
                    None => Word::VersionAnother,
                    Some(_) => Word::VersionAnotherGentle,
                }
            }
        };
        if let (Some(seconds), true) = (&rested, word.gaps().contains(&"seconds")) {
            gaps.push(("seconds", seconds));
        }
        words.fill(word, &gaps)
    }

    /// How the other moves go, each once; nothing where there are none.
    fn moves(&self, timeline: &Timeline, steps: &[Step<'_>]) -> Option<Field> {
        let used: BTreeSet<&SwapId> = (steps.iter())
            .filter_map(|it| match &it.does {
                Does::Instead(swap) => Some(*swap),
                _ => None,
            })
            .collect();
        let used = used.into_iter().filter_map(|id| timeline.swaps.get(id));
        let line = |it: &crate::domain::Swap| {
            let gaps = [("move", it.name.as_str()), ("text", &it.text)];
            let line = self.library.words.fill(Word::VersionMove, &gaps);
            match it.note.as_deref() {
                None | Some("") => line,
                Some(note) => format!("{line} {note}"),
            }
        };
        let lines: Vec<String> = used.map(line).collect();
        match lines.as_slice() {
            [] => None,
            lines => Some(self.field(Word::VersionMoves, lines.join("\n"))),
        }
    }
}

/// What a way is called, as it stands on the technique's card.
fn way_name(technique: &Rolled, way: usize) -> String {
    technique
        .ways
        .get(way)
        .map_or_else(String::new, |it| it.name.clone())
}
