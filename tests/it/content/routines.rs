//! Routines as the dossier has them, and copies of them that were broken on purpose.

use unknot::content::{Files, ROUTINE_CHECKS};

use super::{FOOT, broken, english, found, line_of};

const FEET: &str = "en/routines/sore_feet_5.toml";
const PRIMER: &str = "en/routines/primer_6.toml";
const FIRST_TIME: &str = "en/routines/first_time_10.toml";

/// What is changed: a cue, counted from 1, or with 0 what stands before them; from what; to what.
type Edit = (usize, &'static str, &'static str);
/// What is found: the check, and on which line of the copy: a cue as above, and what stands there.
type Fault = (&'static str, usize, &'static str);

/// The bytes of a cue, or of what stands before the first.
fn place(text: &str, cue: usize) -> std::ops::Range<usize> {
    let mut starts = text.match_indices("[[cues]]").map(|(start, _)| start);
    match cue {
        0 => 0..starts.next().unwrap(),
        _ => {
            let start = starts.nth(cue - 1).unwrap();
            start..starts.next().unwrap_or(text.len())
        }
    }
}

fn edited(file: &str, edits: &[Edit]) -> Files {
    let mut files = english();
    let text = files.texts.get_mut(file).unwrap();
    for (cue, from, to) in edits {
        let place = place(text, *cue);
        let was = &text[place.clone()];
        assert_eq!(was.matches(from).count(), 1, "`{from}` in cue {cue}");
        let is = was.replace(from, to);
        text.replace_range(place, &is);
    }
    files
}

fn check(file: &str, edits: &[Edit], faults: &[Fault]) {
    let files = edited(file, edits);
    let text = &files.texts[file];
    let line = |cue: usize, says: &str| {
        let place = place(text, cue);
        let at = place.start + text[place].find(says).unwrap();
        1 + text[..at].matches('\n').count()
    };
    let expected: Vec<(&str, usize)> = (faults.iter())
        .map(|(check, cue, says)| (*check, line(*cue, says)))
        .collect();
    assert_eq!(found(&files), expected, "{edits:?}");
}

/// A way to break a copy for each check, and exactly what is found.
const BREAKS: &[(&str, &[Edit], &[Fault])] = &[
    (
        FEET,
        &[(0, "\"chair\", \"stand_free\"", "\"stand_free\"")],
        &[("routine-positions", 9, "\"calf_roll\"")],
    ),
    (
        FEET,
        &[(9, "\"calf_roll\"", "\"calf_rol\"")],
        &[("known-technique", 9, "\"calf_rol\"")],
    ),
    (
        FEET,
        &[(9, "\"calf_roll\"", "\"neck_base_rest\"")],
        &[("opt-in-routine", 9, "technique")],
    ),
    (
        FEET,
        &[(1, "\"get_ready\"", "\"rest\"")],
        &[("routine-frame", 1, "kind")],
    ),
    (
        FEET,
        &[(17, "\"finish_check_in\"", "\"rest\"")],
        &[("routine-frame", 17, "kind")],
    ),
    (
        FEET,
        &[(0, "seconds = 300", "seconds = 301")],
        &[("routine-sum", 0, "seconds = 301")],
    ),
    (
        FEET,
        &[
            (15, "seconds = 15", "seconds = 9"),
            (16, "seconds = 15", "seconds = 21"),
        ],
        &[("cue-minimum", 15, "seconds")],
    ),
    (
        FEET,
        &[(15, "\"rest\"", "\"hold_and_breathe\"")],
        &[("cue-technique", 15, "[[cues]]")],
    ),
    (
        FEET,
        &[(15, "\"rest\"", "\"rest\"\nside = \"first\"")],
        &[("cue-technique", 15, "[[cues]]")],
    ),
    (
        PRIMER,
        &[(
            19,
            "\"small_move\"",
            "\"small_move\"\ntechnique = \"calf_roll\"",
        )],
        &[("cue-technique", 19, "[[cues]]")],
    ),
    (
        FIRST_TIME,
        &[
            (3, "seconds = 10", "seconds = 11"),
            (6, "seconds = 10", "seconds = 11"),
            (7, "seconds = 20", "seconds = 18"),
        ],
        &[
            ("cue-hold-limit", 3, "seconds"),
            ("cue-hold-limit", 6, "seconds"),
        ],
    ),
    (
        FIRST_TIME,
        &[
            (2, "seconds = 24", "seconds = 54"),
            (5, "seconds = 24", "seconds = 54"),
            (29, "seconds = 30", "seconds = 20"),
            (30, "seconds = 60", "seconds = 10"),
        ],
        &[
            ("cue-area-limit", 3, "seconds"),
            ("cue-area-limit", 6, "seconds"),
        ],
    ),
    (
        FEET,
        &[
            (2, "seconds = 36", "seconds = 37"),
            (6, "seconds = 36", "seconds = 37"),
            (15, "seconds = 15", "seconds = 13"),
        ],
        &[
            ("whole-passes", 2, "seconds"),
            ("whole-passes", 6, "seconds"),
        ],
    ),
    (
        FEET,
        &[
            (3, "seconds = 14", "seconds = 16"),
            (15, "seconds = 15", "seconds = 13"),
        ],
        &[("equal-sides", 3, "side")],
    ),
    (
        FEET,
        &[(8, "\"small_move\"", "\"rest\"")],
        &[("equal-sides", 4, "side")],
    ),
    (
        PRIMER,
        &[(14, "side = \"both\"", "side = \"first\"")],
        &[("equal-sides", 14, "side = ")],
    ),
    (
        FEET,
        &[(16, " Skip it if you limit your fluids.", "")],
        &[("sip-water", 16, "text")],
    ),
    (
        FEET,
        &[(
            15,
            "Notice any change.",
            "Deliberately acknowledge physiological sensations.",
        )],
        &[("cue-grade", 15, "text")],
    ),
    // What the checks for all content find in routines too.
    (
        FEET,
        &[(15, "\"rest\"", "\"rset\"")],
        &[("choice", 15, "kind")],
    ),
    (
        FEET,
        &[(5, "\"other\"", "\"left\"")],
        &[("choice", 5, "side = ")],
    ),
    (
        FEET,
        &[(0, "\"default\"", "\"hard\"")],
        &[("choice", 0, "mode")],
    ),
    (
        FEET,
        &[(0, "id = \"sore_feet_5\"", "id = \"sore_feet_6\"")],
        &[("file-name", 0, "id")],
    ),
    (
        FEET,
        &[(0, "\"tired feet\"", "\"Desk\"")],
        &[("same-name", 0, "aliases")],
    ),
    (
        FEET,
        &[(0, "sources = [\"5\"]", "sources = []")],
        &[("source", 0, "sources")],
    ),
    (
        FEET,
        &[(0, "Ease tired feet", "Cure tired feet")],
        &[("blocked-word", 0, "goal")],
    ),
    (
        FEET,
        &[(2, "Another way: chair.", " ")],
        &[("empty-text", 2, "another_way")],
    ),
    (
        FEET,
        &[(15, "kind = \"rest\"\n", "")],
        &[("missing-field", 15, "[[cues]]")],
    ),
];

#[test]
fn each_break_of_a_routine_is_found_and_nothing_else() {
    for (file, edits, faults) in BREAKS {
        check(file, edits, faults);
    }
}

#[test]
fn every_check_of_routines_has_a_break_that_it_finds() {
    let broken = |name: &str| {
        let mut faults = BREAKS.iter().flat_map(|(_, _, faults)| *faults);
        faults.any(|(check, ..)| *check == name)
    };
    let names = ROUTINE_CHECKS.iter().map(|check| check.name);
    let without: Vec<&str> = names.filter(|name| !broken(name)).collect();
    assert_eq!(without, [""; 0]);
}

#[test]
fn a_technique_is_said_as_plainly_as_a_routine() {
    let hard = "Acknowledge physiological sensations deliberately.";
    let files = broken(FOOT, "Curl and spread your toes, slowly.", hard);
    let line = line_of(FOOT, "Curl and spread your toes, slowly.");
    assert_eq!(found(&files), [("cue-grade", line)]);
}

#[test]
fn limits_of_a_routine_hold_on_both_sides() {
    // In the usual mode a hold may have 30 seconds. Both sides get 16 more, the routine 32.
    let with = |hold: &'static str, sum: &'static str| {
        let edits = [
            (0, "seconds = 300", sum),
            (3, "seconds = 14", hold),
            (7, "seconds = 14", hold),
        ];
        found(&edited(FEET, &edits))
    };
    assert_eq!(with("seconds = 30", "seconds = 332"), []);
    let faults = with("seconds = 31", "seconds = 334");
    assert_eq!(faults.len(), 2, "{faults:?}");
    assert!(faults.iter().all(|(check, _)| *check == "cue-hold-limit"));
    // Rolling for 96, 14 and 10 seconds make 120 exactly; one pass more is too long.
    let with = |roll: &'static str, sum: &'static str| {
        let edits = [
            (0, "seconds = 300", sum),
            (2, "seconds = 36", roll),
            (6, "seconds = 36", roll),
        ];
        found(&edited(FEET, &edits))
    };
    assert_eq!(with("seconds = 96", "seconds = 420"), []);
    let faults = with("seconds = 102", "seconds = 432");
    assert_eq!(faults.len(), 2, "{faults:?}");
    assert!(faults.iter().all(|(check, _)| *check == "cue-area-limit"));
    // Characters: 119 fit a cue, 120 do not.
    let long = |chars: usize| {
        let mut files = english();
        let text = files.texts.get_mut(FEET).unwrap();
        *text = text.replace(
            "Feet flat. Wiggle your toes. Notice any change.",
            &"a".repeat(chars),
        );
        found(&files)
    };
    assert_eq!(long(119), []);
    assert_eq!(long(120).first().map(|it| it.0), Some("cue-length"));
    assert_eq!(long(120).len(), 1);
}

#[test]
fn a_huge_cue_is_a_fault_and_no_panic() {
    let edits = [(2, "seconds = 36", "seconds = 4294967295")];
    let faults = found(&edited(FEET, &edits));
    assert!(faults.iter().any(|(check, _)| *check == "routine-sum"));
    let faults = found(&edited(FEET, &[(0, "seconds = 300", "seconds = 0")]));
    assert_eq!(faults.len(), 1);
}

#[test]
fn a_routine_without_cues_is_refused() {
    let mut files = english();
    let text = files.texts.get_mut(FEET).unwrap();
    let head = place(text, 0);
    *text = text[head].replace("seconds = 300", "seconds = 0");
    assert_eq!(found(&files), [("routine-frame", 0)]);
}

#[test]
fn the_eight_routines_have_the_seconds_and_cues_of_the_dossier() {
    let library = crate::library();
    let routines = library.routines.values();
    let of = routines.map(|it| (it.id.as_str(), it.seconds(), it.cues.len()));
    // Dossier 5.1 to 5.8.
    let dossier = [
        ("ball_only_7", 420, 23),
        ("desk_upper_8", 480, 31),
        ("first_time_10", 600, 32),
        ("full_body_20", 1200, 56),
        ("hips_glutes_10", 600, 30),
        ("primer_6", 360, 20),
        ("runners_legs_15", 900, 41),
        ("sore_feet_5", 300, 17),
    ];
    assert_eq!(of.collect::<Vec<_>>(), dossier);
}

#[test]
fn the_clock_of_a_routine_is_the_sum_of_its_cues() {
    let library = crate::library();
    for routine in library.routines.values() {
        let mut next = 0;
        for (at, cue) in routine.starts() {
            assert_eq!(at, next, "{}", routine.id);
            next += cue.seconds;
        }
        assert_eq!(next, routine.seconds());
        let sections = routine.sections();
        let seconds: u32 = sections.iter().map(|it| it.seconds()).sum();
        assert_eq!(seconds, routine.seconds(), "no cue is lost in the timeline");
    }
    // Dossier 5.1, column "At".
    let feet = library.routines.values().last().unwrap();
    let starts: Vec<u32> = feet.starts().map(|(at, _)| at).collect();
    let dossier = [
        0, 20, 56, 70, 80, 90, 126, 140, 150, 160, 180, 195, 205, 225, 240, 255, 270,
    ];
    assert_eq!(starts, dossier);
}

#[test]
fn areas_come_in_the_order_of_the_dossier() {
    let library = crate::library();
    let areas = |id: &str| {
        let routine = library.routines.values().find(|it| it.id.as_str() == id);
        let areas = routine.unwrap().areas(&library).into_iter();
        areas.map(|(id, _)| id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(areas("primer_6"), ["quad", "hamstring", "mid_back", "calf"]);
    assert_eq!(areas("hips_glutes_10"), ["glute", "hip_front", "adductor"]);
}
