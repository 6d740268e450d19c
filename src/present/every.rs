//! Every answer and every refusal there can be, each at its longest, to be measured.
//!
//! Must never leave one out: a card that nobody measured is one that Discord may refuse.

use super::limits::routines;
use super::technique::MENU_CHOICES_MAX;
use crate::domain::{
    Answer, Library, Refusal, RegionId, Role, Sourced, Technique, TechniqueId, Tool, ToolId,
};

/// A moment with as many digits as they have until the year 2286, in seconds since 1970.
const ASKED_AT_LONGEST: i64 = 9_999_999_999;
/// More characters than are ever shown of somebody's text.
const ASKED_CHARS: usize = 1000;
/// Somebody's text at its longest: every character of it gets a backslash, and it is cut.
const ASKED_LONGEST: char = '*';
/// Every answer there can be, with the name of its card.
pub(super) fn answers(library: &Library) -> Vec<(String, Answer)> {
    let mut all = Vec::new();
    for technique in library.techniques.values() {
        let id = || technique.id.clone();
        let of = |tool: Option<ToolId>| Answer::Technique {
            technique: id(),
            tool,
        };
        all.push((format!("the card of `{}`", technique.id), of(None)));
        for tool in library.tools_of(technique) {
            let place = format!("the card of `{}` with `{}`", technique.id, tool.id);
            all.push((place, of(Some(tool.id.clone()))));
        }
        let place = format!("the tools of `{}`", technique.id);
        all.push((place, Answer::Tools(id())));
        let place = format!("what goes with `{}`", technique.id);
        all.push((place, Answer::Related(id())));
        let place = format!("the levels of `{}`", technique.id);
        all.push((place, Answer::Levels(id())));
        let place = format!("the sore spots of `{}`", technique.id);
        all.push((place, Answer::TooPainful(id())));
        let place = format!("the timer of `{}`", technique.id);
        let sources = format!("the sources of `{}`", technique.id);
        all.push((sources, Answer::Sources(Sourced::Technique(id()))));
        let (technique, asked_at) = (id(), ASKED_AT_LONGEST);
        all.push((
            place,
            Answer::HowLong {
                technique,
                asked_at,
            },
        ));
    }
    all.extend(shelves(library));
    all.extend(routines::answers(library));
    all.extend(super::topic::answers(library));
    for role in [Role::Member, Role::Host, Role::Manager] {
        all.push(("the help".to_owned(), Answer::Help(role)));
    }
    all.iter().for_each(|(_, answer)| known_answer(answer));
    all
}

/// Every list of techniques there can be.
fn shelves(library: &Library) -> Vec<(String, Answer)> {
    let regions = library.regions.keys().map(Some);
    let shelf = |region: Option<&RegionId>, tool: Option<&ToolId>| {
        let (region, tool) = (region.cloned(), tool.cloned());
        ("the library".to_owned(), Answer::Library { region, tool })
    };
    let shelves = regions.chain([None]).flat_map(|region| {
        let tools = library.tools.iter().map(|it| Some(&it.id));
        tools.chain([None]).map(move |tool| shelf(region, tool))
    });
    shelves.collect()
}

/// Every refusal there can be, at its longest, with the name of its card.
pub(super) fn refusals(library: &Library) -> Vec<(String, Refusal)> {
    let longest = ASKED_LONGEST.to_string().repeat(ASKED_CHARS);
    let ids: Vec<TechniqueId> = library.techniques.keys().cloned().collect();
    let mut all = vec![Refusal::Emergency, Refusal::OldButton, Refusal::OldCommand];
    all.extend(of_asked(library, &ids, ""));
    all.extend(of_asked(library, &ids, &longest));
    all.extend(
        library
            .regions
            .keys()
            .map(|region| Refusal::NothingForRegion {
                region: region.clone(),
                nearest: ids.iter().take(MENU_CHOICES_MAX).cloned().collect(),
            }),
    );
    let opt_in = library.techniques.values().filter(|it| it.opt_in);
    all.extend(opt_in.map(|it| Refusal::OptIn {
        technique: it.id.clone(),
        nearest: ids.iter().take(MENU_CHOICES_MAX).cloned().collect(),
    }));
    for region in library.regions.keys() {
        let of = |tool: &Tool| Refusal::NothingInLibrary {
            region: region.clone(),
            tool: tool.id.clone(),
            others: ids.iter().take(MENU_CHOICES_MAX).cloned().collect(),
        };
        all.extend(library.tools.iter().map(of));
    }
    for tool in &library.tools {
        let fits = |it: &&Technique| it.ways_with(&tool.id).next().is_some();
        if !tool.offered {
            let tool = tool.id.clone();
            all.push(Refusal::ToolKeptOut { tool });
            continue;
        }
        let others = library.techniques.values().filter(|it| !fits(it));
        all.extend(others.map(|it| Refusal::NotWithTool {
            technique: it.id.clone(),
            tool: tool.id.clone(),
        }));
    }
    all.into_iter()
        .map(|refusal| (format!("the refusal {}", named(&refusal)), refusal))
        .collect()
}

/// Every refusal that shows what was asked.
fn of_asked(library: &Library, ids: &[TechniqueId], asked: &str) -> Vec<Refusal> {
    let asked = || asked.to_owned();
    let near = |nearest: &[TechniqueId]| Refusal::NoTechnique {
        asked: asked(),
        nearest: nearest.to_vec(),
    };
    let several = |among: &[TechniqueId]| Refusal::SeveralTechniques {
        asked: asked(),
        among: among.to_vec(),
    };
    let joint = |around: &[TechniqueId]| Refusal::Joint {
        asked: asked(),
        around: around.to_vec(),
    };
    let topics = library.topics.keys().take(MENU_CHOICES_MAX);
    let mut all = vec![
        near(&[]),
        Refusal::NoTopic {
            asked: asked(),
            nearest: topics.cloned().collect(),
        },
        Refusal::NoArea { asked: asked() },
        Refusal::NoTool { asked: asked() },
    ];
    for ids in ids.chunks(MENU_CHOICES_MAX) {
        all.extend([near(ids), several(ids), joint(ids)]);
    }
    all.extend(routines::refusals(library, &asked()));
    all
}

/// Does nothing, and stops compiling when an answer is added: then add it to [`answers`] too.
fn known_answer(answer: &Answer) {
    match answer {
        Answer::Technique { .. }
        | Answer::Library { .. }
        | Answer::Tools(_)
        | Answer::Related(_)
        | Answer::Levels(_)
        | Answer::TooPainful(_)
        | Answer::HowLong { .. }
        | Answer::Topics
        | Answer::Topic { .. }
        | Answer::Sources(_)
        | Answer::Routines
        | Answer::Routine(_)
        | Answer::Help(_) => {}
    }
}

/// What a refusal is called. Stops compiling when one is added: then add it to [`refusals`] too.
fn named(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Emergency => "of an emergency".to_owned(),
        Refusal::NoTechnique { .. } => "of a technique".to_owned(),
        Refusal::SeveralTechniques { .. } => "of several techniques".to_owned(),
        Refusal::Joint { .. } => "of a joint".to_owned(),
        Refusal::NothingForRegion { region, .. } => format!("of `{region}`"),
        Refusal::OptIn { technique, .. } => format!("of the opt-in `{technique}`"),
        Refusal::NotWithTool { technique, tool } => format!("of `{technique}` with `{tool}`"),
        Refusal::NothingInLibrary { region, tool, .. } => {
            format!("of `{region}` with `{tool}`")
        }
        Refusal::NoArea { .. } => "of an area".to_owned(),
        Refusal::NoTool { .. } => "of a tool".to_owned(),
        Refusal::ToolKeptOut { tool } => format!("of `{tool}`"),
        Refusal::NoTopic { .. } => "of a topic".to_owned(),
        Refusal::NoRoutine { .. } => "of a routine".to_owned(),
        Refusal::OldButton => "of an old button".to_owned(),
        Refusal::OldCommand => "of an old command".to_owned(),
    }
}
