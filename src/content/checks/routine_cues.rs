//! Checks on the cues of routines: time, sides, pace, and what may be said about water.

use std::collections::BTreeMap;

use toml::Spanned;

use super::super::schema::{Draft, Routine, Technique};
use super::super::sheet::Sheet;
use super::Findings;
use super::rolling::is_opt_in;
use crate::domain::{CUE_SECONDS_MIN, CueKind, Language, Mode, Side};

/// How a sip of water is offered, always with the way out (dossier 6.5, "In the routine").
fn sip_line(language: Language) -> &'static str {
    match language {
        Language::English => "Sip some water if you are thirsty. Skip it if you limit your fluids.",
        Language::Spanish => {
            "Toma un sorbo de agua si tienes sed. Sáltalo si debes limitar los líquidos."
        }
    }
}

/// A cue that says what it is and how long.
struct Cue<'a> {
    kind: CueKind,
    seconds: &'a Spanned<u32>,
    technique: Option<&'a Spanned<String>>,
    side: Option<&'a Spanned<String>>,
    text: Option<&'a Spanned<String>>,
}

impl Cue<'_> {
    fn on(&self) -> Option<Side> {
        self.side.and_then(|it| Side::named(it.get_ref()))
    }
}

/// The cues of a routine, without those that have faults of their own.
fn cues(sheet: &Sheet<Routine>) -> impl Iterator<Item = Cue<'_>> {
    let cues = sheet.value.cues.iter().map(|it| it.get_ref());
    cues.filter_map(|it| {
        Some(Cue {
            kind: CueKind::named(it.kind.as_ref()?.get_ref())?,
            seconds: it.seconds.as_ref()?,
            technique: it.technique.as_ref(),
            side: it.side.as_ref(),
            text: it.text.as_ref(),
        })
    })
}

/// The technique a cue names, if it exists.
fn technique<'a>(draft: &'a Draft, cue: &Cue<'_>) -> Option<&'a Technique> {
    let named = cue.technique?.get_ref();
    let mut all = draft.techniques.iter().map(|it| &it.value);
    all.find(|it| it.id.as_ref().is_some_and(|id| id.get_ref() == named))
}

/// The mode of a routine; nothing where it has none that there is.
fn mode(sheet: &Sheet<Routine>) -> Option<Mode> {
    let mode = sheet.value.mode.as_ref()?;
    Mode::named(mode.get_ref())
}

pub(super) fn opt_in_routine(draft: &Draft, found: &mut Findings<'_>) {
    for sheet in &draft.routines {
        for cue in cues(sheet) {
            let opt_in = technique(draft, &cue).filter(|it| is_opt_in(it));
            if let (Some(_), Some(named)) = (opt_in, cue.technique) {
                let says = format!("`{}` is opt-in", named.get_ref());
                let right = "An opt-in technique is never part of a routine. Choose another.";
                found.at(sheet, named, says, right);
            }
        }
    }
}

pub(super) fn cue_minimum(draft: &Draft, found: &mut Findings<'_>) {
    for sheet in &draft.routines {
        let cues = sheet.value.cues.iter();
        let seconds = cues.filter_map(|it| it.get_ref().seconds.as_ref());
        for seconds in seconds.filter(|it| *it.get_ref() < CUE_SECONDS_MIN) {
            let says = format!("a cue of {} seconds is too short", seconds.get_ref());
            let right = format!("At least {CUE_SECONDS_MIN} seconds: people have to read it.");
            found.at(sheet, seconds, says, right);
        }
    }
}

pub(super) fn cue_technique(draft: &Draft, found: &mut Findings<'_>) {
    for sheet in &draft.routines {
        for cue in &sheet.value.cues {
            let (at, it) = (cue, cue.get_ref());
            let kind = it.kind.as_ref().map(|kind| kind.get_ref().as_str());
            let Some(kind) = kind.and_then(CueKind::named) else {
                continue;
            };
            let rolls = matches!(kind, CueKind::RollSlowly | CueKind::HoldAndBreathe);
            let says = match (&it.technique, &it.side) {
                (None, _) if rolls => "`technique` is missing",
                (Some(_), None) if kind.presses() => "`side` is missing",
                (None, Some(_)) => "`side` stands at a cue without a technique",
                _ => continue,
            };
            let right = "Name the technique, and the side: first, other or both.";
            found.at(sheet, at, says.to_owned(), right);
        }
    }
}

pub(super) fn cue_hold_limit(draft: &Draft, found: &mut Findings<'_>) {
    for sheet in &draft.routines {
        let Some(mode) = mode(sheet) else { continue };
        let seconds_max = mode.hold_seconds_max();
        let holds = cues(sheet).filter(|it| it.kind == CueKind::HoldAndBreathe);
        for seconds in holds.map(|it| it.seconds) {
            if seconds_max < *seconds.get_ref() {
                let says = format!("a hold of {} seconds is too long", seconds.get_ref());
                let right = format!("At most {seconds_max} seconds in this mode.");
                found.at(sheet, seconds, says, right);
            }
        }
    }
}

pub(super) fn cue_area_limit(draft: &Draft, found: &mut Findings<'_>) {
    for sheet in &draft.routines {
        let Some(mode) = mode(sheet) else { continue };
        let seconds_max = u64::from(mode.area_seconds_max());
        let mut spent: BTreeMap<(&str, Side), u64> = BTreeMap::new();
        for cue in cues(sheet).filter(|it| it.kind.presses()) {
            let region = technique(draft, &cue).and_then(|it| it.region.as_ref());
            let (Some(region), Some(side)) = (region, cue.on()) else {
                continue;
            };
            let sides = match side {
                Side::Both => [Side::First, Side::Other].as_slice(),
                Side::First => &[Side::First],
                Side::Other => &[Side::Other],
            };
            let seconds = u64::from(*cue.seconds.get_ref());
            let mut crosses = None;
            for side in sides {
                let sum = spent.entry((region.get_ref(), *side)).or_default();
                if *sum <= seconds_max && seconds_max < *sum + seconds {
                    crosses = Some(*sum + seconds);
                }
                *sum += seconds;
            }
            if let Some(sum) = crosses {
                let says = format!(
                    "`{}` has {sum} seconds on one side by now",
                    region.get_ref()
                );
                let right = format!("At most {seconds_max} seconds in this mode, all together.");
                found.at(sheet, cue.seconds, says, right);
            }
        }
    }
}

pub(super) fn whole_passes(draft: &Draft, found: &mut Findings<'_>) {
    for sheet in &draft.routines {
        for cue in cues(sheet).filter(|it| it.kind == CueKind::RollSlowly) {
            let Some(technique) = technique(draft, &cue) else {
                continue;
            };
            let path = technique.path.as_ref().map(|it| it.get_ref());
            let pass = path.and_then(|it| it.pass_seconds.as_ref());
            let Some(pass) = pass.map(|it| *it.get_ref()).filter(|it| *it != 0) else {
                continue;
            };
            let seconds = *cue.seconds.get_ref();
            if !seconds.is_multiple_of(pass) {
                let says = format!("{seconds} seconds are no whole number of passes");
                let right = format!("One pass takes {pass} seconds: give a multiple of it.");
                found.at(sheet, cue.seconds, says, right);
            }
        }
    }
}

pub(super) fn equal_sides(draft: &Draft, found: &mut Findings<'_>) {
    for sheet in &draft.routines {
        // For each technique and kind: where it is first named, and the seconds of either side.
        let mut times: BTreeMap<(&str, CueKind), (&Spanned<String>, u64, u64)> = BTreeMap::new();
        for cue in cues(sheet).filter(|it| it.kind.presses()) {
            let (Some(named), Some(side)) = (cue.technique, cue.side) else {
                continue;
            };
            let sides = technique(draft, &cue).and_then(|it| it.sides.as_ref());
            let is_middle = sides.is_some_and(|it| it.get_ref() == "both");
            let time = times.entry((named.get_ref(), cue.kind));
            let (_, first, other) = time.or_insert((side, 0, 0));
            let seconds = u64::from(*cue.seconds.get_ref());
            match cue.on() {
                Some(Side::First | Side::Other) if is_middle => {
                    let says = format!("`{}` has no sides", named.get_ref());
                    found.at(sheet, side, says, "Write side = \"both\".");
                }
                Some(Side::First) => *first += seconds,
                Some(Side::Other) => *other += seconds,
                // Both at once get the same.
                Some(Side::Both) | None => {}
            }
        }
        for ((named, _), (place, first, other)) in times {
            if first != other {
                let says =
                    format!("`{named}` gets {first} seconds on one side, {other} on the other");
                let right = "Give first and other side the same, cue by cue.";
                found.at(sheet, place, says, right);
            }
        }
    }
}

pub(super) fn sip_water(draft: &Draft, found: &mut Findings<'_>) {
    for sheet in &draft.routines {
        let sips = cues(sheet).filter(|it| it.kind == CueKind::SipWater);
        for text in sips.filter_map(|it| it.text) {
            let line = sip_line(draft.language);
            if text.get_ref() != line {
                let says = "a sip of water is offered in other words".to_owned();
                found.at(sheet, text, says, format!("Write: {line}"));
            }
        }
    }
}
