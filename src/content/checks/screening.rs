//! Checks on the private safety screening: nothing that has to stop somebody may be left out, and
//! nothing may be off for less than the dossier says.

use toml::Spanned;

use super::super::schema::{self, Draft, Field, Off};
use super::super::sheet::Sheet;
use super::spread::spread;
use super::{Check, Findings, Said, each};
use crate::domain::{GENTLE_TOOLS_OFF, Outcome, Page};

/// Every check that is for the screening alone.
pub const SCREENING_CHECKS: &[Check] = &[
    Check {
        name: "screening-lists",
        asks: "every list of the screening is there once, in order, with a statement",
        run: lists,
    },
    Check {
        name: "screening-stops",
        asks: "every item of the dossier stands in each list that it belongs to",
        run: stops,
    },
    Check {
        name: "screening-outcomes",
        asks: "every outcome has a name and a text",
        run: outcomes,
    },
    Check {
        name: "screening-spread",
        asks: "what lies around a joint and beside an area stays with it",
        run: spread,
    },
    Check {
        name: "screening-off",
        asks: "at least that is off which the dossier says",
        run: least,
    },
];

/// The lists as the content names them, in the order in which they are asked.
pub(in crate::content) const PAGES: &[(&str, Page)] = &[
    ("right_now", Page::RightNow),
    ("check_first", Page::CheckFirst),
    ("not_today", Page::NotToday),
    ("go_gentle", Page::GoGentle),
    ("areas", Page::Areas),
];

/// Which items each list has to carry (dossier 3.6, with the additions below its table). Areas that stay
/// off even after a professional agreed are asked for too (3.4, "chosen + next to it").
const ITEMS: &[(&str, &[&str])] = &[
    (
        "right_now",
        &["U1", "U2", "U3", "U4", "U5", "U6", "U7", "U8", "B4"],
    ),
    (
        "check_first",
        &[
            "B1", "B2", "B3", "O1", "O2", "O4", "O5", "H1", "H2", "H3", "P1", "SK3", "SK4", "CA1",
            "CA4", "N2", "J2", "X1", "X2", "T5", "T6", "F1",
        ],
    ),
    ("not_today", &["T1", "T2"]),
    (
        "go_gentle",
        &["A1", "O3", "B4", "CA2", "CA3", "F1", "J1", "J2", "N2", "N3"],
    ),
    (
        "areas",
        &[
            "SK1", "SK2", "SK4", "SK5", "N1", "N3", "B4", "CA2", "CA3", "J1", "O3", "O1", "O4",
            "O5", "SK3", "CA1", "N2", "F1",
        ],
    ),
];

/// What a wish takes out at least, by the item it covers (dossier 3.4): positions, tools.
const WISHES: &[(&str, &[&str], &[&str])] = &[
    (
        "A2",
        &[
            "floor_back",
            "floor_front",
            "floor_side",
            "floor_sit",
            "hands_load",
            "kneel",
        ],
        &[],
    ),
    ("T3", &[], &[]),
    ("T4", &[], &["ball_soft", "ball_firm", "ball_5lb"]),
    ("H2", &[], &[]),
    ("A1", &[], &[]),
];

/// What stays off after a professional said it is OK (dossier 3.6, the general set).
const AFTER_OK: (&[&str], &[&str]) = (
    &[
        "calf",
        "shin",
        "hamstring",
        "quad",
        "adductor",
        "outer_thigh",
        "hip_front",
        "low_back",
        "mid_back",
        "side_back",
        "shoulder_blade",
        "chest",
        "neck",
    ],
    // Face-up, face-down and side-lying; and the buttock stays on for chair and wall only, the foot for
    // whoever must not stand free (H3).
    &[
        "floor_back",
        "floor_front",
        "floor_side",
        "floor_sit",
        "hands_load",
        "kneel",
        "stand_free",
    ],
);
/// What going gentle takes out (same section, list G).
const GO_GENTLE: (&[&str], &[&str]) = (&["neck", "low_back", "upper_trap"], &["hands_load"]);

fn lists(draft: &Draft, found: &mut Findings<'_>) {
    let sheet = &draft.screening;
    if !sheet.is_read {
        return;
    }
    let ids = sheet.value.lists.iter().map(|it| it.get_ref());
    let ids: Vec<&str> = ids
        .filter_map(|it| it.id.as_ref())
        .map(|id| id.get_ref().as_str())
        .collect();
    let names: Vec<&str> = PAGES.iter().map(|(name, _)| *name).collect();
    if ids != names {
        let right = format!("They are, in this order: {}.", names.join(", "));
        let says = format!("the lists are: {}", ids.join(", "));
        found.push(&sheet.file, 0, says, right);
    }
    for list in &sheet.value.lists {
        if list.get_ref().items.is_empty() {
            let right = "Add `[[lists.items]]` tables.";
            found.at(sheet, list, "this list has no statement".to_owned(), right);
        }
    }
    asked_before(sheet, found);
}

/// Which statements may be left out where another list was answered with "none": those about areas that
/// the other list asks for in the same breadth. Read beside each other, item by item.
const ASKED_IN: &[(&str, &[&str])] = &[
    ("check_first", &["O1", "O4", "O5", "SK3", "CA1", "F1"]),
    ("go_gentle", &["N3", "B4", "CA2", "CA3", "J1", "O3", "N2"]),
];

fn asked_before(sheet: &Sheet<schema::Screening>, found: &mut Findings<'_>) {
    for list in sheet.value.lists.iter().map(Spanned::get_ref) {
        let id = list.id.as_ref().map(|it| it.get_ref().as_str());
        for item in list.items.iter().map(Spanned::get_ref) {
            let (Some(before), Some(covers)) = (&item.asked_in, &item.covers) else {
                continue;
            };
            let may = ASKED_IN.iter().find(|(name, _)| name == before.get_ref());
            let may = may.is_some_and(|(_, items)| items.contains(&covers.get_ref().as_str()));
            if id != Some("areas") || !may {
                let (covers, before) = (covers.get_ref(), before);
                let says = format!("{covers} is not asked whole in `{}`", before.get_ref());
                let right = "Take `asked_in` out: whoever it fits must be asked.";
                found.at(sheet, before, says, right);
            }
        }
    }
}

fn stops(draft: &Draft, found: &mut Findings<'_>) {
    let sheet = &draft.screening;
    if !sheet.is_read {
        return;
    }
    for list in &sheet.value.lists {
        let it = list.get_ref();
        let id = it.id.as_ref().map(|id| id.get_ref().as_str());
        let covered = it
            .items
            .iter()
            .filter_map(|it| it.get_ref().covers.as_ref());
        let covered: Vec<&str> = covered.map(|it| it.get_ref().as_str()).collect();
        let needed = ITEMS.iter().find(|(name, _)| Some(*name) == id);
        let needed = needed.map_or(&[][..], |(_, items)| items);
        for item in needed.iter().filter(|it| !covered.contains(it)) {
            let says = format!("nothing here covers {item}");
            let right = "Add a statement for it: whoever it fits must not be let through.";
            found.at(sheet, list, says, right);
        }
    }
    let wishes = sheet.value.wishes.iter().map(|it| it.get_ref());
    let wished: Vec<&str> = wishes
        .filter_map(|it| it.covers.as_ref())
        .map(|it| it.get_ref().as_str())
        .collect();
    for (item, ..) in WISHES.iter().filter(|(item, ..)| !wished.contains(item)) {
        let says = format!("no wish covers {item}");
        found.push(&sheet.file, 0, says, "Add a `[[wishes]]` table for it.");
    }
}

fn outcomes(draft: &Draft, found: &mut Findings<'_>) {
    let sheet = &draft.screening;
    let ids = sheet
        .value
        .outcomes
        .iter()
        .filter_map(|it| it.get_ref().id.as_ref());
    let ids: Vec<&str> = ids.map(|id| id.get_ref().as_str()).collect();
    let known: Vec<&str> = Outcome::ALL.iter().map(|(name, _)| *name).collect();
    for outcome in &sheet.value.outcomes {
        let id = outcome.get_ref().id.iter();
        for id in id.filter(|id| !known.contains(&id.get_ref().as_str())) {
            let says = format!("there is no outcome `{}`", id.get_ref());
            found.at(sheet, id, says, format!("There are: {}.", known.join(", ")));
        }
    }
    for name in known.iter().filter(|it| sheet.is_read && !ids.contains(it)) {
        let says = format!("the outcome `{name}` has no text");
        found.push(&sheet.file, 0, says, "Add an `[[outcomes]]` table for it.");
    }
}

fn least(draft: &Draft, found: &mut Findings<'_>) {
    let sheet = &draft.screening;
    let it = &sheet.value;
    off_at_least(found, sheet, &it.after_ok, AFTER_OK, &[]);
    off_at_least(found, sheet, &it.go_gentle, GO_GENTLE, &[]);
    for field in it.after_ok.iter().filter(|it| !is(&it.get_ref().rise_slow)) {
        let says = "nobody is told to get up slowly here".to_owned();
        found.at(sheet, field, says, "Write rise_slow = true.");
    }
    let tools = draft
        .tools
        .value
        .tools
        .iter()
        .filter_map(|it| it.get_ref().id.as_ref());
    let tools: Vec<&str> = tools.map(|id| id.get_ref().as_str()).collect();
    for hard in GENTLE_TOOLS_OFF
        .iter()
        .filter(|it| draft.tools.is_read && !tools.contains(it))
    {
        let says =
            format!("the tool `{hard}` is missing, and gentle mode leaves it out by this id");
        found.push(&draft.tools.file, 0, says, "Keep the id of what is hard.");
    }
    for field in [&it.after_ok, &it.go_gentle].into_iter().flatten() {
        if !is(&field.get_ref().gentle) {
            found.at(
                sheet,
                field,
                "gentle mode is not on here".to_owned(),
                "Write gentle = true.",
            );
        }
    }
    for wish in it.wishes.iter().map(|it| it.get_ref()) {
        let covers = wish.covers.as_ref().map(|it| it.get_ref().as_str());
        let Some((item, positions, tools)) = WISHES.iter().find(|(it, ..)| Some(*it) == covers)
        else {
            continue;
        };
        off_at_least(found, sheet, &wish.off, (&[], positions), tools);
        let Some((covers, off)) = wish.covers.as_ref().zip(wish.off.as_ref()) else {
            continue;
        };
        let lacks = match *item {
            "T3" => !is(&off.get_ref().no_water),
            "H2" => !is(&off.get_ref().rise_slow) || !is(&off.get_ref().breath_note),
            "A1" => !is(&off.get_ref().rise_slow),
            _ => false,
        };
        if lacks {
            let right = "T3 has `no_water`, H2 `rise_slow` and `breath_note`, A1 `rise_slow`.";
            found.at(sheet, covers, format!("{item} takes nothing out"), right);
        }
    }
}

fn off_at_least<T>(
    found: &mut Findings<'_>,
    sheet: &Sheet<T>,
    field: &Field<Off>,
    (regions, positions): (&[&str], &[&str]),
    tools: &[&str],
) {
    let Some(field) = field else { return };
    let off = field.get_ref();
    let lists = [
        ("regions", &off.regions, regions),
        ("positions", &off.positions, positions),
        ("tools", &off.tools, tools),
    ];
    for (name, list, needed) in lists {
        let there: Vec<&str> = each(list).map(|it| it.get_ref().as_str()).collect();
        for missing in needed.iter().filter(|it| !there.contains(it)) {
            let says = format!("`{missing}` is not off here");
            found.at(sheet, field, says, format!("Add it to `{name}`."));
        }
    }
}

fn is(field: &Field<bool>) -> bool {
    field.as_ref().is_some_and(|it| *it.get_ref())
}

/// Every text of the screening that a member reads.
pub(super) fn said(draft: &Draft) -> Vec<Said<'_>> {
    let sheet = &draft.screening;
    let it = &sheet.value;
    let lists = it.lists.iter().map(|it| it.get_ref());
    let of_lists = lists.flat_map(|list| {
        let items = list.items.iter().map(|it| ("text", &it.get_ref().text));
        std::iter::once(("heading", &list.heading)).chain(items)
    });
    let suits = it.suits.iter().map(|it| ("heading", &it.get_ref().heading));
    let wishes = it.wishes.iter().map(Spanned::get_ref);
    let of_wishes = wishes.flat_map(|it| [("label", &it.label), ("text", &it.text)]);
    let of_places = it.places.iter().map(|it| ("name", &it.get_ref().name));
    let outcomes = it.outcomes.iter().map(Spanned::get_ref);
    let of_outcomes = outcomes.flat_map(|it| [("name", &it.name), ("text", &it.text)]);
    let not_sure = std::iter::once(("not_sure", &it.not_sure));
    let all = not_sure
        .chain(of_lists)
        .chain(suits)
        .chain(of_wishes)
        .chain(of_places)
        .chain(of_outcomes);
    all.filter_map(|(field, text)| Some(Said::at(sheet, field, text.as_ref()?)))
        .collect()
}
