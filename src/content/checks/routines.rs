//! Checks on routines as a whole, and the table of all checks that are for routines alone.

use toml::Spanned;

use super::super::schema::{Draft, Routine, Technique, Way};
use super::{Check, Findings, each, names, reading, routine_cues};
use crate::domain::CueKind;

/// Every check that is for routines and what is said in them. [`super::CHECKS`] looks at their
/// names and texts too.
pub const ROUTINE_CHECKS: &[Check] = &[
    Check {
        name: "known-technique",
        asks: "every technique that a cue names exists",
        run: names::known_technique,
    },
    Check {
        name: "opt-in-routine",
        asks: "no opt-in technique is in a routine",
        run: routine_cues::opt_in_routine,
    },
    Check {
        name: "routine-positions",
        asks: "every technique of a routine has a way in the positions of the routine",
        run: routine_positions,
    },
    Check {
        name: "routine-frame",
        asks: "a routine starts with `get_ready` and ends with `finish_check_in`",
        run: routine_frame,
    },
    Check {
        name: "routine-sum",
        asks: "the seconds of the cues add up to the seconds of the routine",
        run: routine_sum,
    },
    Check {
        name: "cue-minimum",
        asks: "a cue lasts 10 seconds or longer",
        run: routine_cues::cue_minimum,
    },
    Check {
        name: "cue-technique",
        asks: "rolling and holding name technique and side, and a side has a technique",
        run: routine_cues::cue_technique,
    },
    Check {
        name: "cue-hold-limit",
        asks: "a hold lasts 30 seconds at most, in gentle mode 10",
        run: routine_cues::cue_hold_limit,
    },
    Check {
        name: "cue-area-limit",
        asks: "an area gets 120 seconds a side at most, in gentle mode 60",
        run: routine_cues::cue_area_limit,
    },
    Check {
        name: "whole-passes",
        asks: "the time to roll is a whole number of passes of the technique",
        run: routine_cues::whole_passes,
    },
    Check {
        name: "equal-sides",
        asks: "first and other side of a technique get the same",
        run: routine_cues::equal_sides,
    },
    Check {
        name: "sip-water",
        asks: "a sip of water is offered in the very words of the dossier",
        run: routine_cues::sip_water,
    },
    Check {
        name: "cue-grade",
        asks: "a cue reads at grade 4 at most",
        run: reading::cue_grade,
    },
];

/// Every text of a routine that a member reads, with the name of its field.
pub(super) fn spoken(routine: &Routine) -> Vec<(&'static str, &Spanned<String>)> {
    let single = [
        ("name", &routine.name),
        ("goal", &routine.goal),
        ("kit", &routine.kit),
        ("note", &routine.note),
    ];
    let cues = routine.cues.iter().map(|cue| cue.get_ref());
    let cues = cues.flat_map(|cue| [("text", &cue.text), ("another_way", &cue.another_way)]);
    let all = single.into_iter().chain(cues);
    all.filter_map(|(field, text)| Some((field, text.as_ref()?)))
        .collect()
}

/// Whoever can only sit must not be led to the floor halfway through.
fn routine_positions(draft: &Draft, found: &mut Findings<'_>) {
    for sheet in &draft.routines {
        let positions = each(&sheet.value.positions).map(|it| it.get_ref().as_str());
        let positions: Vec<&str> = positions.collect();
        let mut seen: Vec<&str> = Vec::new();
        let cues = sheet.value.cues.iter().map(|it| it.get_ref());
        for id in cues.filter_map(|it| it.technique.as_ref()) {
            let technique = draft.techniques.iter().map(|it| &it.value);
            let is_meant = |it: &&Technique| {
                let own = it.id.as_ref();
                own.is_some_and(|own| own.get_ref() == id.get_ref())
            };
            let mut ways = (technique.filter(is_meant))
                .flat_map(|it| &it.ways)
                .peekable();
            let is_new = !seen.contains(&id.get_ref().as_str());
            seen.push(id.get_ref());
            let fits = |way: &Spanned<Way>| {
                let needed = way.get_ref();
                each(&needed.positions).all(|it| positions.contains(&it.get_ref().as_str()))
            };
            // Where the technique is not there, or has no way, that is said already.
            if is_new && sheet.is_read && ways.peek().is_some() && !ways.any(fits) {
                let says = format!(
                    "`{}` has no way in the positions of the routine",
                    id.get_ref()
                );
                let right = "Name the positions of one of its ways in `positions`, or take it out.";
                found.at(sheet, id, says, right);
            }
        }
    }
}

fn routine_frame(draft: &Draft, found: &mut Findings<'_>) {
    for sheet in &draft.routines {
        let cues = &sheet.value.cues;
        let (Some(first), Some(last)) = (cues.first(), cues.last()) else {
            if sheet.is_read {
                let right = "Add `[[cues]]` tables, from `get_ready` to `finish_check_in`.";
                found.push(&sheet.file, 0, "there is no cue".to_owned(), right);
            }
            continue;
        };
        let ends = [
            (first, CueKind::GetReady, "starts", "get_ready"),
            (last, CueKind::FinishCheckIn, "ends", "finish_check_in"),
        ];
        for (cue, kind, verb, name) in ends {
            let given = cue.get_ref().kind.iter();
            for given in given.filter(|it| CueKind::named(it.get_ref()) != Some(kind)) {
                let says = format!("the routine {verb} with `{}`", given.get_ref());
                let right = format!("A routine {verb} with `{name}`.");
                found.at(sheet, given, says, right);
            }
        }
    }
}

fn routine_sum(draft: &Draft, found: &mut Findings<'_>) {
    for sheet in &draft.routines {
        let cues = sheet.value.cues.iter().map(|cue| &cue.get_ref().seconds);
        // A cue without seconds is a fault of its own; the sum would only follow from it.
        let seconds = cues.map(|it| it.as_ref().map(|it| u64::from(*it.get_ref())));
        let Some(sum) = seconds.sum::<Option<u64>>() else {
            continue;
        };
        let said = sheet.value.seconds.iter();
        for said in said.filter(|it| sheet.is_read && u64::from(*it.get_ref()) != sum) {
            let says = format!("the cues last {sum} seconds, not {}", said.get_ref());
            let right = format!("Write seconds = {sum}, or change a cue.");
            found.at(sheet, said, says, right);
        }
    }
}
