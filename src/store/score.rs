//! What is said in a session, in every language, as text and back.
//!
//! What does not read back exactly is no timeline: nothing is guessed, filled in or left out. Nothing in
//! it is anybody's.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::kept::Unreadable;
use super::slip::{language, name, named};
use crate::domain::{
    Cue, CueKind, Level, Mode, PositionId, RegionId, Rolled, RoutineId, Side, Swap, SwapId,
    TechniqueId, Timeline, Timelines, ToolId, Way,
};

/// How timelines are written. Counted up when the fields below change.
const FORM: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    form: u32,
    languages: BTreeMap<String, WrittenTimeline>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenTimeline {
    routine: String,
    name: String,
    goal: String,
    kit: String,
    note: Option<String>,
    mode: String,
    positions: Vec<(String, String)>,
    cues: Vec<WrittenCue>,
    techniques: BTreeMap<String, WrittenRolled>,
    tools: BTreeMap<String, String>,
    swaps: BTreeMap<String, WrittenSwap>,
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
    name: String,
    text: String,
    note: Option<String>,
}

/// Writes timelines. What would not read back is not written.
pub(super) fn write(timelines: &Timelines) -> Result<String, Unreadable> {
    let languages = timelines.iter();
    let languages = languages.map(|(it, timeline)| Ok((it.code().to_owned(), to(timeline)?)));
    let text = text(&Written {
        form: FORM,
        languages: languages.collect::<Result<_, _>>()?,
    });
    match read(&text)? == *timelines {
        true => Ok(text),
        false => Err(Unreadable),
    }
}

/// Reads what was written, and nothing else.
pub(super) fn read(written: &str) -> Result<Timelines, Unreadable> {
    let read: Written = serde_json::from_str(written).map_err(|_| Unreadable)?;
    // What is missing, doubled or in another order would be read too; it was not written here.
    if read.form != FORM || text(&read) != written {
        return Err(Unreadable);
    }
    let languages = read.languages.into_iter();
    languages
        .map(|(code, timeline)| Ok((language(&code)?, from(timeline)?)))
        .collect()
}

fn text(written: &Written) -> String {
    serde_json::to_string(written).expect("texts and numbers can be written")
}

fn to(it: &Timeline) -> Result<WrittenTimeline, Unreadable> {
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
    let techniques = techniques.iter();
    let tools = tools.iter();
    Ok(WrittenTimeline {
        routine: routine.as_str().to_owned(),
        name: title.clone(),
        goal: goal.clone(),
        kit: kit.clone(),
        note: note.clone(),
        mode: name(Mode::ALL, mode)?.to_owned(),
        positions: positions
            .map(|(id, name)| (id.as_str().to_owned(), name.clone()))
            .collect(),
        cues: cues.iter().map(cue_to).collect::<Result<_, _>>()?,
        techniques: techniques
            .map(|(id, it)| Ok((id.as_str().to_owned(), rolled_to(it)?)))
            .collect::<Result<_, _>>()?,
        tools: tools
            .map(|(id, short)| (id.as_str().to_owned(), short.clone()))
            .collect(),
        swaps: swaps.iter().map(swap_to).collect(),
    })
}

fn from(it: WrittenTimeline) -> Result<Timeline, Unreadable> {
    let positions = it.positions.into_iter();
    let techniques = it.techniques.into_iter();
    let tools = it.tools.into_iter();
    Ok(Timeline {
        routine: RoutineId::new(it.routine),
        name: it.name,
        goal: it.goal,
        kit: it.kit,
        note: it.note,
        mode: named(Mode::ALL, &it.mode)?,
        positions: positions
            .map(|(id, name)| (PositionId::new(id), name))
            .collect(),
        cues: it.cues.into_iter().map(cue).collect::<Result<_, _>>()?,
        techniques: techniques
            .map(|(id, it)| Ok((TechniqueId::new(id), rolled(it)?)))
            .collect::<Result<_, _>>()?,
        tools: tools.map(|(id, short)| (ToolId::new(id), short)).collect(),
        swaps: it.swaps.into_iter().map(swap).collect(),
    })
}

fn cue_to(it: &Cue) -> Result<WrittenCue, Unreadable> {
    let Cue {
        kind,
        seconds,
        technique,
        side,
        text,
        another_way,
    } = it;
    let side = side.map(|it| name(Side::ALL, &it)).transpose()?;
    Ok(WrittenCue {
        kind: name(&CueKind::ALL, kind)?.to_owned(),
        seconds: *seconds,
        technique: technique.as_ref().map(|it| it.as_str().to_owned()),
        side: side.map(str::to_owned),
        text: text.clone(),
        another_way: another_way.clone(),
    })
}

fn cue(it: WrittenCue) -> Result<Cue, Unreadable> {
    let side = it.side.map(|it| named(Side::ALL, &it));
    Ok(Cue {
        kind: named(&CueKind::ALL, &it.kind)?,
        seconds: it.seconds,
        technique: it.technique.map(TechniqueId::new),
        side: side.transpose()?,
        text: it.text,
        another_way: it.another_way,
    })
}

fn rolled_to(it: &Rolled) -> Result<WrittenRolled, Unreadable> {
    let Rolled {
        name,
        region,
        area,
        opt_in,
        ways,
        swap,
    } = it;
    Ok(WrittenRolled {
        name: name.clone(),
        region: region.as_str().to_owned(),
        area: area.clone(),
        opt_in: *opt_in,
        ways: ways.iter().map(way_to).collect::<Result<_, _>>()?,
        swap: swap.as_str().to_owned(),
    })
}

fn rolled(it: WrittenRolled) -> Result<Rolled, Unreadable> {
    Ok(Rolled {
        name: it.name,
        region: RegionId::new(it.region),
        area: it.area,
        opt_in: it.opt_in,
        ways: it.ways.into_iter().map(way).collect::<Result<_, _>>()?,
        swap: SwapId::new(it.swap),
    })
}

fn way_to(it: &Way) -> Result<WrittenWay, Unreadable> {
    let Way {
        name: title,
        level,
        start,
        positions,
        tools,
    } = it;
    let (positions, tools) = (positions.iter(), tools.iter());
    Ok(WrittenWay {
        name: title.clone(),
        level: name(Level::ALL, level)?.to_owned(),
        start: start.clone(),
        positions: positions.map(|it| it.as_str().to_owned()).collect(),
        tools: tools.map(|it| it.as_str().to_owned()).collect(),
    })
}

fn way(it: WrittenWay) -> Result<Way, Unreadable> {
    Ok(Way {
        name: it.name,
        level: named(Level::ALL, &it.level)?,
        start: it.start,
        positions: it.positions.into_iter().map(PositionId::new).collect(),
        tools: it.tools.into_iter().map(ToolId::new).collect(),
    })
}

fn swap_to((id, it): (&SwapId, &Swap)) -> (String, WrittenSwap) {
    let Swap { name, text, note } = it;
    let written = WrittenSwap {
        name: name.clone(),
        text: text.clone(),
        note: note.clone(),
    };
    (id.as_str().to_owned(), written)
}

fn swap((id, it): (String, WrittenSwap)) -> (SwapId, Swap) {
    let WrittenSwap { name, text, note } = it;
    (SwapId::new(id), Swap { name, text, note })
}
