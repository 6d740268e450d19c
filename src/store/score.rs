//! What is said in a session, as text, and back: what stands there needs no content any more.
//!
//! What does not read back exactly is not kept.

use serde::{Deserialize, Serialize};

use super::facts::{name, named};
use crate::domain::{
    Cue, CueKind, Language, Level, Mode, PositionId, RegionId, Rolled, RoutineId, Side, Swap,
    SwapId, TechniqueId, Timeline, Timelines, ToolId, Way,
};

/// How strong a way is, with its name.
const LEVELS: &[(&str, Level)] = &[
    ("easier", Level::Easier),
    ("standard", Level::Standard),
    ("harder", Level::Harder),
];

/// How a timeline is written. Counted up when the fields below change.
const FORM: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Score {
    form: u32,
    parts: Vec<Part>,
}

/// A timeline in one language.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    language: String,
    routine: String,
    name: String,
    goal: String,
    kit: String,
    note: Option<String>,
    mode: String,
    positions: Vec<(String, String)>,
    cues: Vec<WrittenCue>,
    techniques: Vec<WrittenRolled>,
    tools: Vec<(String, String)>,
    swaps: Vec<WrittenSwap>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenCue {
    kind: String,
    seconds: u32,
    technique: Option<String>,
    side: Option<String>,
    text: String,
    another_way: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenRolled {
    id: String,
    name: String,
    region: String,
    area: String,
    opt_in: bool,
    ways: Vec<WrittenWay>,
    swap: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenWay {
    name: String,
    level: String,
    start: Option<String>,
    positions: Vec<String>,
    tools: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenSwap {
    id: String,
    name: String,
    text: String,
    note: Option<String>,
}

/// Writes timelines; nothing where they would not read back.
pub(super) fn write(timelines: &Timelines) -> Option<String> {
    let parts = timelines.iter().map(|(language, it)| part(*language, it));
    let score = Score {
        form: FORM,
        parts: parts.collect(),
    };
    let text = serde_json::to_string(&score).expect("texts and numbers can be written");
    (read(&text).as_ref() == Some(timelines)).then_some(text)
}

/// Reads what was written.
pub(super) fn read(text: &str) -> Option<Timelines> {
    let score: Score = serde_json::from_str(text).ok()?;
    if score.form != FORM {
        return None;
    }
    let parts = score.parts.into_iter();
    parts.map(timeline).collect()
}

fn part(language: Language, it: &Timeline) -> Part {
    // Taken apart, so that a new field does not compile before it is kept too.
    let Timeline {
        routine,
        name: title,
        goal,
        kit,
        note,
        mode,
        positions,
        cues,
        techniques,
        tools,
        swaps,
    } = it;
    let positions = positions.iter();
    let tools = tools.iter();
    Part {
        language: language.code().to_owned(),
        routine: routine.to_string(),
        name: title.clone(),
        goal: goal.clone(),
        kit: kit.clone(),
        note: note.clone(),
        mode: name(Mode::ALL, *mode).to_owned(),
        positions: positions
            .map(|(id, it)| (id.to_string(), it.clone()))
            .collect(),
        cues: cues.iter().map(cue).collect(),
        techniques: techniques.iter().map(|(id, it)| rolled(id, it)).collect(),
        tools: tools.map(|(id, it)| (id.to_string(), it.clone())).collect(),
        swaps: swaps.iter().map(|(id, it)| swap(id, it)).collect(),
    }
}

fn cue(it: &Cue) -> WrittenCue {
    let Cue {
        kind,
        seconds,
        technique,
        side,
        text,
        another_way,
    } = it;
    WrittenCue {
        kind: name(&CueKind::ALL, *kind).to_owned(),
        seconds: *seconds,
        technique: technique.as_ref().map(ToString::to_string),
        side: side.map(|it| name(Side::ALL, it).to_owned()),
        text: text.clone(),
        another_way: another_way.clone(),
    }
}

fn rolled(id: &TechniqueId, it: &Rolled) -> WrittenRolled {
    let Rolled {
        name,
        region,
        area,
        opt_in,
        ways,
        swap,
    } = it;
    WrittenRolled {
        id: id.to_string(),
        name: name.clone(),
        region: region.to_string(),
        area: area.clone(),
        opt_in: *opt_in,
        ways: ways.iter().map(way).collect(),
        swap: swap.to_string(),
    }
}

fn way(it: &Way) -> WrittenWay {
    let Way {
        name: title,
        level,
        start,
        positions,
        tools,
    } = it;
    WrittenWay {
        name: title.clone(),
        level: name(LEVELS, *level).to_owned(),
        start: start.clone(),
        positions: positions.iter().map(ToString::to_string).collect(),
        tools: tools.iter().map(ToString::to_string).collect(),
    }
}

fn swap(id: &SwapId, it: &Swap) -> WrittenSwap {
    let Swap { name, text, note } = it;
    WrittenSwap {
        id: id.to_string(),
        name: name.clone(),
        text: text.clone(),
        note: note.clone(),
    }
}

fn timeline(it: Part) -> Option<(Language, Timeline)> {
    let language = Language::ALL
        .iter()
        .find(|known| known.code() == it.language)?;
    let positions = it.positions.into_iter();
    let tools = it.tools.into_iter();
    let timeline = Timeline {
        routine: RoutineId::new(it.routine),
        name: it.name,
        goal: it.goal,
        kit: it.kit,
        note: it.note,
        mode: named(Mode::ALL, &it.mode)?,
        positions: positions
            .map(|(id, name)| (PositionId::new(id), name))
            .collect(),
        cues: it.cues.into_iter().map(read_cue).collect::<Option<_>>()?,
        techniques: (it.techniques.into_iter())
            .map(read_rolled)
            .collect::<Option<_>>()?,
        tools: tools.map(|(id, name)| (ToolId::new(id), name)).collect(),
        swaps: it.swaps.into_iter().map(read_swap).collect(),
    };
    Some((*language, timeline))
}

fn read_cue(it: WrittenCue) -> Option<Cue> {
    Some(Cue {
        kind: named(&CueKind::ALL, &it.kind)?,
        seconds: it.seconds,
        technique: it.technique.map(TechniqueId::new),
        side: match it.side {
            None => None,
            Some(side) => Some(named(Side::ALL, &side)?),
        },
        text: it.text,
        another_way: it.another_way,
    })
}

fn read_rolled(it: WrittenRolled) -> Option<(TechniqueId, Rolled)> {
    let ways = it.ways.into_iter().map(read_way);
    let rolled = Rolled {
        name: it.name,
        region: RegionId::new(it.region),
        area: it.area,
        opt_in: it.opt_in,
        ways: ways.collect::<Option<_>>()?,
        swap: SwapId::new(it.swap),
    };
    Some((TechniqueId::new(it.id), rolled))
}

fn read_way(it: WrittenWay) -> Option<Way> {
    Some(Way {
        name: it.name,
        level: named(LEVELS, &it.level)?,
        start: it.start,
        positions: it.positions.into_iter().map(PositionId::new).collect(),
        tools: it.tools.into_iter().map(ToolId::new).collect(),
    })
}

fn read_swap(it: WrittenSwap) -> (SwapId, Swap) {
    let swap = Swap {
        name: it.name,
        text: it.text,
        note: it.note,
    };
    (SwapId::new(it.id), swap)
}
