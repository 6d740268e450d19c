//! How far a problem spreads: what is off around a joint, and beside an area (dossier data, `joints` and
//! `adjacent`; 3.2 rule 5). An edit may add to it and never take away.

use super::super::schema::Draft;
use super::{Findings, each};

/// Around a joint or another place: areas, positions.
const JOINTS: &[(&str, &[&str], &[&str])] = &[
    ("wrist_or_hand", &["forearm", "hand"], &["hands_load"]),
    ("elbow", &["forearm", "upper_arm"], &["hands_load"]),
    (
        "shoulder",
        &[
            "rear_shoulder",
            "chest",
            "upper_trap",
            "upper_arm",
            "side_back",
        ],
        &["hands_load", "floor_side"],
    ),
    ("neck_joint", &["neck", "upper_trap"], &[]),
    ("spine", &["low_back", "mid_back", "shoulder_blade"], &[]),
    (
        "hip",
        &["glute", "hip_front", "outer_thigh", "adductor"],
        &["floor_side"],
    ),
    ("knee", &["quad", "hamstring", "calf", "shin"], &["kneel"]),
    (
        "ankle_or_foot_joint",
        &["foot", "shin", "calf"],
        &["stand_free"],
    ),
    ("belly", &["low_back", "hip_front"], &["floor_front"]),
    ("breast", &["chest", "side_back"], &["floor_front"]),
    (
        "ribs",
        &["mid_back", "side_back", "chest", "shoulder_blade"],
        &["floor_side", "floor_front", "floor_back"],
    ),
    ("groin", &["adductor", "hip_front"], &["floor_front"]),
    ("head_or_face", &["neck"], &[]),
];

/// Beside an area.
const ADJACENT: &[(&str, &[&str])] = &[
    ("foot", &["calf"]),
    ("calf", &["foot", "shin", "hamstring"]),
    ("shin", &["calf", "foot"]),
    ("hamstring", &["calf", "glute", "adductor"]),
    ("quad", &["hip_front", "adductor", "outer_thigh"]),
    ("adductor", &["quad", "hamstring"]),
    ("outer_thigh", &["quad", "glute", "hip_front"]),
    ("glute", &["hamstring", "outer_thigh", "low_back"]),
    ("hip_front", &["quad", "outer_thigh"]),
    ("low_back", &["glute", "mid_back"]),
    ("mid_back", &["low_back", "shoulder_blade", "side_back"]),
    ("side_back", &["mid_back", "rear_shoulder"]),
    ("chest", &["rear_shoulder", "upper_arm", "upper_trap"]),
    ("upper_trap", &["neck", "shoulder_blade"]),
    (
        "shoulder_blade",
        &["mid_back", "upper_trap", "rear_shoulder"],
    ),
    ("rear_shoulder", &["shoulder_blade", "upper_arm"]),
    ("upper_arm", &["forearm", "rear_shoulder"]),
    ("forearm", &["upper_arm", "hand"]),
    ("hand", &["forearm"]),
    ("neck", &["upper_trap"]),
];

pub(super) fn spread(draft: &Draft, found: &mut Findings<'_>) {
    let sheet = &draft.screening;
    for (id, regions, positions) in JOINTS.iter().filter(|_| sheet.is_read) {
        let is = |name: &str| name == *id;
        let mut places = sheet.value.places.iter();
        let place = places.find(|it| it.get_ref().id.as_ref().is_some_and(|it| is(it.get_ref())));
        let Some(place) = place else {
            let says = format!("the place `{id}` is missing");
            found.push(&sheet.file, 0, says, "Add a `[[places]]` table for it.");
            continue;
        };
        let it = place.get_ref();
        let lists = [(&it.regions, regions), (&it.positions, positions)];
        for (list, needed) in lists {
            let there: Vec<&str> = each(list).map(|it| it.get_ref().as_str()).collect();
            for missing in needed.iter().filter(|it| !there.contains(it)) {
                let says = format!("`{missing}` is not off around `{id}`");
                found.at(
                    sheet,
                    place,
                    says,
                    "Pressure or pull could reach it. Add it.",
                );
            }
        }
    }
    let sheet = &draft.regions;
    let ids = sheet
        .value
        .regions
        .iter()
        .filter_map(|it| it.get_ref().id.as_ref());
    let ids: Vec<&str> = ids.map(|id| id.get_ref().as_str()).collect();
    for region in &sheet.value.regions {
        let it = region.get_ref();
        let own = it.id.as_ref().map(|id| id.get_ref().as_str());
        let needed = ADJACENT.iter().find(|(id, _)| Some(*id) == own);
        let there: Vec<&str> = each(&it.neighbours)
            .map(|it| it.get_ref().as_str())
            .collect();
        // A neighbour that nobody knows may be a slip of the one that is needed.
        let needed = match there.iter().all(|it| ids.contains(it)) {
            true => needed.map_or(&[][..], |(_, needed)| needed),
            false => &[],
        };
        for missing in needed.iter().filter(|it| !there.contains(it)) {
            let says = format!("`{missing}` is no neighbour here");
            found.at(
                sheet,
                region,
                says,
                "An injury could reach it. Add it to `neighbours`.",
            );
        }
    }
}
