//! The routine card, the list of routines, and what is said where none is meant for certain.

use super::refusal::sentence;
use super::technique::{MENU_CHOICES_MAX, listed, menu};
use super::{
    Button, Card, Choice, Drawn, Field, Menu, Picks, Picture, Press, PrivatePress, Row, is_blank,
    quote,
};
use crate::domain::{
    CueKind, Library, Mode, Routine, RoutineId, Section, Sides, Sourced, Technique, Word, Words,
};

/// The longest second line of a menu's entry, in characters (Discord docs, components/reference).
const MENU_DETAIL_CHARS_MAX: usize = 100;

/// Everything about one routine; the menu opens the cards of its techniques.
pub(super) fn card(library: &Library, id: &RoutineId) -> Card {
    let words = &library.words;
    let Some(routine) = library.routines.get(id) else {
        return super::refusal(library, &crate::domain::Refusal::OldButton);
    };
    let areas = routine.areas(library).into_iter();
    let mut fields = vec![
        (Word::RoutineLength, length(words, routine)),
        (Word::RoutineKit, routine.kit.clone()),
        (Word::RoutineMode, mode(words, routine.mode)),
        (Word::RoutinePositions, positions(library, routine)),
        (
            Word::RoutineAreas,
            listed(areas.map(|(_, region)| region.name.as_str())),
        ),
        (Word::RoutineStart, start(words, routine.mode).to_owned()),
        (Word::RoutineTimeline, timeline(library, routine)),
    ];
    if let Some(note) = &routine.note {
        fields.insert(3, (Word::RoutineNote, note.clone()));
    }
    let field = |(name, text)| Field {
        name: words.get(name).to_owned(),
        text,
    };
    Card {
        title: routine.name.clone(),
        text: words.fill(Word::RoutineGoal, &[("goal", &routine.goal)]),
        fields: fields.into_iter().map(field).collect(),
        footer: words.get(Word::Disclaimer).to_owned(),
        picture: Some(picture(library, routine)),
        rows: rows(library, routine),
    }
}

/// What the timeline shows, in words.
fn picture(library: &Library, routine: &Routine) -> Picture {
    let words = &library.words;
    let areas = routine.areas(library).into_iter();
    let areas = listed(areas.map(|(_, region)| region.name.as_str()));
    let gaps = [
        ("routine", routine.name.as_str()),
        ("length", &length(words, routine)),
        ("areas", &areas),
    ];
    Picture {
        of: Drawn::Routine(routine.id.clone()),
        alt: words.fill(Word::PictureAltRoutine, &gaps),
    }
}

fn rows(library: &Library, routine: &Routine) -> Vec<Row> {
    let words = &library.words;
    let techniques: Vec<&Technique> = routine.techniques(library);
    let open = words.get(Word::RoutineTechniques);
    let open = (!techniques.is_empty()).then(|| menu(Press::PickTechnique, open, &techniques));
    let all = Button {
        label: words.get(Word::RoutineAll).to_owned(),
        press: Press::Routines,
    };
    let sources = super::sources::button(library, Sourced::Routine(routine.id.clone()));
    let mine = Button {
        label: words.get(Word::ButtonMyVersion).to_owned(),
        press: Press::Private(PrivatePress::MyVersion(routine.id.clone())),
    };
    open.into_iter()
        .chain([Row::Buttons(vec![mine, all, sources])])
        .collect()
}

/// Leads back to a routine's card.
pub(super) fn back(library: &Library, id: &RoutineId) -> Button {
    Button {
        label: library.words.get(Word::RoutineBack).to_owned(),
        press: Press::OpenRoutine(id.clone()),
    }
}

/// Every routine, a field each, and a menu that opens one.
pub(super) fn list(library: &Library) -> Card {
    let words = &library.words;
    let field = |routine: &&Routine| {
        let length = length(words, routine);
        let heading = [("routine", routine.name.as_str()), ("length", &length)];
        let line = [
            ("goal", routine.goal.as_str()),
            ("kit", &routine.kit),
            ("mode", mode_name(words, routine.mode)),
        ];
        Field {
            name: words.fill(Word::RoutineListHeading, &heading),
            text: words.fill(Word::RoutineListLine, &line),
        }
    };
    let routines = by_length(library.routines.values());
    Card {
        title: words.get(Word::RoutineListTitle).to_owned(),
        text: words.get(Word::RoutineListText).to_owned(),
        fields: routines.iter().map(field).collect(),
        footer: words.get(Word::Disclaimer).to_owned(),
        rows: pick(library, Word::RoutinePick, &routines),
        ..Card::default()
    }
}

/// No routine is meant for certain: the nearest are offered.
pub(super) fn unknown(library: &Library, asked: &str, nearest: &[RoutineId]) -> Card {
    let words = &library.words;
    let said = match is_blank(asked) {
        true => words.get(Word::NoRoutineBlank).to_owned(),
        false => words.fill(Word::NoRoutine, &[("asked", &quote(asked))]),
    };
    let nearest = nearest.iter().filter_map(|id| library.routines.get(id));
    let nearest: Vec<&Routine> = nearest.collect();
    Card {
        rows: pick(library, Word::RoutineNearest, &nearest),
        ..sentence(&said, words.get(Word::NoRoutineHint))
    }
}

/// The shortest first; of equals, in the order of their ids.
fn by_length<'a>(routines: impl Iterator<Item = &'a Routine>) -> Vec<&'a Routine> {
    let mut routines: Vec<&Routine> = routines.collect();
    routines.sort_by_key(|it| it.seconds());
    routines
}

/// A menu of routines, where there are any.
fn pick(library: &Library, placeholder: Word, routines: &[&Routine]) -> Vec<Row> {
    let words = &library.words;
    let choice = |routine: &&Routine| Choice {
        label: routine.name.clone(),
        detail: cut(&format!("{} · {}", length(words, routine), routine.goal)),
        value: routine.id.to_string(),
        is_picked: false,
    };
    let choices: Vec<Choice> = routines.iter().take(MENU_CHOICES_MAX).map(choice).collect();
    let menu = Menu {
        press: Press::PickRoutine,
        placeholder: words.get(placeholder).to_owned(),
        picks: Picks::One,
        choices,
    };
    match menu.choices.is_empty() {
        true => Vec::new(),
        false => vec![Row::Menu(menu)],
    }
}

/// As much as fits the second line of an entry; all of it stands on the card.
fn cut(text: &str) -> String {
    if text.chars().count() <= MENU_DETAIL_CHARS_MAX {
        return text.to_owned();
    }
    let kept: String = text.chars().take(MENU_DETAIL_CHARS_MAX - 1).collect();
    format!("{}…", kept.trim_end())
}

/// Minutes, with seconds where there are any.
fn length(words: &Words, routine: &Routine) -> String {
    length_of(words, routine.seconds())
}

/// The same of so many seconds.
pub(super) fn length_of(words: &Words, seconds: u32) -> String {
    let minutes = match seconds % 60 {
        0 => (seconds / 60).to_string(),
        _ => clock(seconds),
    };
    words.fill(Word::RoutineLengthText, &[("minutes", &minutes)])
}

/// Minutes and seconds, such as `4:05`.
pub(super) fn clock(seconds: u32) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

fn mode_name(words: &Words, mode: Mode) -> &str {
    words.get(match mode {
        Mode::Default => Word::RoutineModeDefault,
        Mode::Gentle => Word::RoutineModeGentle,
    })
}

pub(super) fn mode(words: &Words, mode: Mode) -> String {
    let word = match mode {
        Mode::Default => Word::RoutineModeDefaultText,
        Mode::Gentle => Word::RoutineModeGentleText,
    };
    let (hold, area) = (mode.hold_seconds_max(), mode.area_seconds_max());
    let (hold, area) = (hold.to_string(), area.to_string());
    words.fill(word, &[("hold_seconds", &hold), ("area_seconds", &area)])
}

pub(super) fn start(words: &Words, mode: Mode) -> &str {
    words.get(match mode {
        Mode::Default => Word::RoutineStartText,
        Mode::Gentle => Word::RoutineStartGentle,
    })
}

fn positions(library: &Library, routine: &Routine) -> String {
    let positions = routine.positions.iter();
    let names = positions.filter_map(|id| library.positions.get(id));
    // A position may have a comma in its name.
    let names: Vec<&str> = names.map(|it| it.name.as_str()).collect();
    let names = names.join("; ");
    let gaps = [("positions", names.as_str())];
    library.words.fill(Word::RoutinePositionsText, &gaps)
}

/// What comes when, a line for each stretch: 56 cues in 20 minutes would not fit.
fn timeline(library: &Library, routine: &Routine) -> String {
    let sections = routine.sections();
    let lines = sections.iter().map(|it| section(library, it));
    lines.collect::<Vec<_>>().join("\n")
}

fn section(library: &Library, section: &Section<'_>) -> String {
    let words = &library.words;
    let (at, seconds) = (clock(section.at), section.seconds().to_string());
    let technique = section.technique.and_then(|id| library.techniques.get(id));
    let Some(technique) = technique else {
        let what = section
            .cues
            .first()
            .map_or("", |cue| words.get(kind(cue.kind)));
        let gaps = [("at", at.as_str()), ("what", what), ("seconds", &seconds)];
        return words.fill(Word::RoutineSectionOther, &gaps);
    };
    let region = library.regions.get(&technique.region);
    let sides = words.get(match section.sides() {
        Sides::Each => Word::RoutineSidesEach,
        Sides::Both => Word::RoutineSidesBoth,
    });
    let gaps = [
        ("at", at.as_str()),
        ("technique", &technique.name),
        ("area", region.map_or("", |it| it.name.as_str())),
        ("sides", sides),
        ("seconds", &seconds),
    ];
    words.fill(Word::RoutineSection, &gaps)
}

/// What a kind of cue is called.
pub fn kind(kind: CueKind) -> Word {
    match kind {
        CueKind::GetReady => Word::CueGetReady,
        CueKind::RollSlowly => Word::CueRollSlowly,
        CueKind::HoldAndBreathe => Word::CueHoldAndBreathe,
        CueKind::SmallMove => Word::CueSmallMove,
        CueKind::SwitchSides => Word::CueSwitchSides,
        CueKind::Rest => Word::CueRest,
        CueKind::SipWater => Word::CueSipWater,
        CueKind::FinishCheckIn => Word::CueFinishCheckIn,
    }
}
