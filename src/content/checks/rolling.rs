//! Checks on how people are told to roll: time, pace, tools, and what to keep off.

use toml::Spanned;

use super::super::schema::{Draft, Field, Technique, Texts};
use super::super::sheet::Sheet;
use super::{Findings, each};
use crate::domain::{AREA_SECONDS_MAX, HOLD_SECONDS_MAX, PACE_INCHES_PER_SECOND_MAX};

pub(super) fn hold_limit(draft: &Draft, found: &mut Findings<'_>) {
    for sheet in &draft.techniques {
        let seconds = sheet
            .value
            .hold
            .iter()
            .filter_map(|hold| hold.get_ref().seconds.as_ref());
        for seconds in seconds.filter(|it| HOLD_SECONDS_MAX < *it.get_ref()) {
            let says = format!("a hold of {} seconds is too long", seconds.get_ref());
            found.at(
                sheet,
                seconds,
                says,
                format!("At most {HOLD_SECONDS_MAX} seconds."),
            );
        }
    }
}

pub(super) fn pace_limit(draft: &Draft, found: &mut Findings<'_>) {
    for sheet in &draft.techniques {
        let Some(path) = sheet.value.path.as_ref().map(|it| it.get_ref()) else {
            continue;
        };
        let (Some(inches), Some(seconds)) = (&path.inches, &path.pass_seconds) else {
            continue;
        };
        // Both may be any number a file can hold; the product is made where it cannot overflow.
        let slowest = u64::from(*seconds.get_ref()) * u64::from(PACE_INCHES_PER_SECOND_MAX);
        if slowest < u64::from(*inches.get_ref()) {
            let says = format!(
                "{} inches in {} seconds is too fast",
                inches.get_ref(),
                seconds.get_ref()
            );
            let right = format!(
                "At most 1 inch (2.54 cm) a second: {} seconds or more.",
                inches.get_ref()
            );
            found.at(sheet, seconds, says, right);
        }
    }
}

pub(super) fn area_limit(draft: &Draft, found: &mut Findings<'_>) {
    for sheet in &draft.techniques {
        let Some(seconds) = side_seconds(&sheet.value) else {
            continue;
        };
        let path = sheet.value.path.as_ref().map(|it| it.get_ref());
        let hold = sheet.value.hold.as_ref().map(|it| it.get_ref());
        let place = path.and_then(|it| it.passes.as_ref());
        let place = place.or_else(|| hold.and_then(|it| it.seconds.as_ref()));
        if let (true, Some(place)) = (u64::from(AREA_SECONDS_MAX) < seconds, place) {
            let says = format!("{seconds} seconds on one side are too long");
            let right = format!(
                "Rolling, hold and small move together: at most {AREA_SECONDS_MAX} seconds."
            );
            found.at(sheet, place, says, right);
        }
    }
}

fn side_seconds(technique: &Technique) -> Option<u64> {
    let number = |field: &Field<u32>| field.as_ref().map(|it| u64::from(*it.get_ref()));
    let roll = match technique.path.as_ref().map(|it| it.get_ref()) {
        Some(path) => number(&path.pass_seconds)?.saturating_mul(number(&path.passes)?),
        None => 0,
    };
    let hold = number(&technique.hold.as_ref()?.get_ref().seconds)?;
    let small_move = technique
        .small_move
        .as_ref()
        .and_then(|it| number(&it.get_ref().seconds))
        .unwrap_or(0);
    Some(roll.saturating_add(hold).saturating_add(small_move))
}

pub(super) fn not_zero(draft: &Draft, found: &mut Findings<'_>) {
    for sheet in &draft.techniques {
        let path = sheet.value.path.as_ref().map(|it| it.get_ref());
        let hold = sheet.value.hold.as_ref().map(|it| it.get_ref());
        let small_move = sheet.value.small_move.as_ref().map(|it| it.get_ref());
        let numbers = [
            ("inches", path.and_then(|it| it.inches.as_ref())),
            ("pass_seconds", path.and_then(|it| it.pass_seconds.as_ref())),
            ("passes", path.and_then(|it| it.passes.as_ref())),
            ("seconds", hold.and_then(|it| it.seconds.as_ref())),
            ("seconds", small_move.and_then(|it| it.seconds.as_ref())),
        ];
        let given = numbers
            .into_iter()
            .filter_map(|(field, number)| Some((field, number?)));
        for (field, number) in given.filter(|(_, number)| *number.get_ref() == 0) {
            let right = "Give a whole number above 0.";
            found.at(sheet, number, format!("`{field}` is 0"), right);
        }
    }
}

pub(super) fn keep_off(draft: &Draft, found: &mut Findings<'_>) {
    for sheet in &draft.techniques {
        for list in sheet
            .value
            .keep_off
            .iter()
            .filter(|list| list.get_ref().is_empty())
        {
            found.at(
                sheet,
                list,
                "nothing is kept off".to_owned(),
                "Name bones, nerves and skin that must not be pressed.",
            );
        }
    }
}

pub(super) fn path(draft: &Draft, found: &mut Findings<'_>) {
    for sheet in draft.techniques.iter().filter(|it| it.is_read) {
        let it = &sheet.value;
        let rests = is_opt_in(it) && tools(it).all(|tool| tool == HANDS);
        if it.path.is_none() && !rests {
            let says = "`[path]` is missing".to_owned();
            let right = "Say where the tool goes and how fast. Only an opt-in technique for `hands` may rest instead.";
            found.push(&sheet.file, 0, says, right);
        }
    }
}

/// The one tool that may rest without rolling.
const HANDS: &str = "hands";

pub(super) fn is_opt_in(technique: &Technique) -> bool {
    technique.opt_in.as_ref().is_some_and(|it| *it.get_ref())
}

fn tools(technique: &Technique) -> impl Iterator<Item = &str> {
    let ways = technique.ways.iter();
    ways.flat_map(|way| each(&way.get_ref().tools))
        .map(|tool| tool.get_ref().as_str())
}

pub(super) fn caution(draft: &Draft, found: &mut Findings<'_>) {
    let regions = &draft.regions.value.regions;
    let is_cautioned = |id: &str| {
        let mut regions = regions.iter().map(|it| it.get_ref());
        regions
            .any(|it| it.caution.is_some() && it.id.as_ref().is_some_and(|own| own.get_ref() == id))
    };
    for sheet in draft.techniques.iter().filter(|it| is_opt_in(&it.value)) {
        let region = sheet.value.region.iter();
        for region in region.filter(|it| !is_cautioned(it.get_ref())) {
            let says = format!("`{}` has no caution", region.get_ref());
            let right = "Give the region `caution = \"…\"`, or take `opt_in` out.";
            found.at(sheet, region, says, right);
        }
    }
}

pub(super) fn ways(draft: &Draft, found: &mut Findings<'_>) {
    let right = "Add a `[[ways]]` table with `positions` and `tools`.";
    for sheet in &draft.techniques {
        if sheet.value.ways.is_empty() {
            found.push(&sheet.file, 0, "there is no way to do it".to_owned(), right);
        }
        for way in &sheet.value.ways {
            let lists = [
                ("positions", &way.get_ref().positions),
                ("tools", &way.get_ref().tools),
            ];
            for (field, list) in lists {
                for list in list
                    .iter()
                    .filter(|it: &&Spanned<Vec<_>>| it.get_ref().is_empty())
                {
                    found.at(
                        sheet,
                        list,
                        format!("`{field}` is empty"),
                        "Name at least one.",
                    );
                }
            }
        }
    }
}

pub(super) fn source(draft: &Draft, found: &mut Findings<'_>) {
    super::topics::source(draft, found);
    for sheet in &draft.techniques {
        has_source(found, sheet, &sheet.value.sources);
    }
    for sheet in &draft.routines {
        has_source(found, sheet, &sheet.value.sources);
    }
}

fn has_source<T>(found: &mut Findings<'_>, sheet: &Sheet<T>, sources: &Texts) {
    for list in sources.iter().filter(|list| list.get_ref().is_empty()) {
        let says = "no source is named".to_owned();
        found.at(
            sheet,
            list,
            says,
            "Name the item or the study it comes from.",
        );
    }
}
