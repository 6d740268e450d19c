//! The content as it is, and the checks on copies of it that were broken on purpose.

mod blocked;
mod breaks;
mod languages;
mod lengths;
mod names;
mod reading;
mod routines;
mod screening;
mod topics;

use unknot::content::{ContentFault, Files, embedded, load};

const FOOT: &str = "en/techniques/foot_roll.toml";
const IT_BAND: &str = "en/techniques/outer_thigh_roll.toml";
const NECK: &str = "en/techniques/neck_base_rest.toml";
const REGIONS: &str = "en/regions.toml";
const TOOLS: &str = "en/tools.toml";
const SWAPS: &str = "en/swaps.toml";
const WORDS: &str = "en/words.toml";
const WHAT: &str = "en/topics/what_it_is.toml";
const SEARCH: &str = "en/search.toml";

/// A copy of the English content.
fn english() -> Files {
    let mut files = embedded();
    crate::keep_english(&mut files);
    files
}

/// A copy of the English content in which `from` became `to` in one file.
fn broken(file: &str, from: &str, to: &str) -> Files {
    let mut files = english();
    plant(&mut files, file, from, to);
    files
}

fn plant(files: &mut Files, file: &str, from: &str, to: &str) {
    let text = files.texts.get_mut(file).unwrap();
    assert_eq!(
        text.matches(from).count(),
        1,
        "`{from}` stands once in {file}"
    );
    *text = text.replace(from, to);
}

fn faults(files: &Files) -> Vec<ContentFault> {
    load(files)
        .map(|_| Vec::new())
        .unwrap_or_else(|faults| faults)
}

/// The faults in short: check and line.
fn found(files: &Files) -> Vec<(&'static str, usize)> {
    faults(files)
        .into_iter()
        .map(|fault| (fault.check, fault.line))
        .collect()
}

fn line_of(file: &str, text: &str) -> usize {
    let files = embedded();
    1 + files.texts[file]
        .lines()
        .position(|line| line.contains(text))
        .unwrap()
}

#[test]
fn the_content_built_in_has_no_fault() {
    assert_eq!(faults(&embedded()), []);
}

#[test]
fn the_techniques_have_the_seconds_of_the_dossier() {
    let library = crate::library();
    let seconds: Vec<_> = (library.techniques.values())
        .map(|it| (it.id.as_str(), it.side_seconds(), it.total_seconds()))
        .collect();
    // Dossier 4.2, "per side" and "both sides incl. 10 s switch".
    let dossier = [
        ("adductor_roll", 60, 130),
        ("calf_roll", 60, 130),
        ("foot_roll", 60, 130),
        ("forearm_roll", 45, 100),
        ("front_hip_press", 45, 100),
        ("glute_roll", 60, 130),
        ("hamstring_roll", 75, 160),
        ("lat_roll", 45, 100),
        ("low_back_wall", 45, 100),
        ("neck_base_rest", 45, 45),
        ("outer_calf_roll", 45, 100),
        ("outer_thigh_roll", 75, 160),
        ("palm_roll", 45, 100),
        ("pec_press", 45, 100),
        ("piriformis_p", 60, 130),
        ("quad_roll", 75, 160),
        ("rear_shoulder_press", 45, 100),
        ("rhomboid_press", 45, 100),
        ("shin_roll", 45, 100),
        ("tfl_press", 45, 100),
        ("triceps_roll", 45, 100),
        ("upper_back_roll", 60, 60),
        ("upper_trap_press", 45, 100),
    ];
    assert_eq!(seconds, dossier);
}

#[test]
fn there_are_the_twenty_regions_and_five_swaps_of_the_dossier() {
    let library = crate::library();
    assert_eq!((library.regions.len(), library.swaps.len()), (20, 5));
}

#[test]
fn a_technique_without_keep_off_is_refused() {
    let mut files = english();
    let text = files.texts.get_mut(FOOT).unwrap();
    let start = text.find("keep_off = [").unwrap();
    let end = start + text[start..].find(']').unwrap() + 1;
    text.replace_range(start..end, "keep_off = []");
    assert_eq!(found(&files), [("keep-off", line_of(FOOT, "keep_off"))]);
}

#[test]
fn limits_hold_on_both_sides() {
    let seconds = |hold: &str| found(&broken(FOOT, "seconds = 14", hold));
    assert_eq!(seconds("seconds = 30"), []);
    assert_eq!(
        seconds("seconds = 31"),
        [("hold-limit", line_of(FOOT, "seconds = 14"))]
    );

    let pace = |inches: &str| found(&broken(FOOT, "inches = 6", inches));
    assert_eq!(pace("inches = 5"), []);
    assert_eq!(
        pace("inches = 7"),
        [("pace-limit", line_of(FOOT, "pass_seconds = 6"))]
    );

    // 6 seconds a pass, a hold of 14 and a move of 10: 16 passes make 120 seconds exactly.
    let area = |passes: &str| found(&broken(FOOT, "passes = 6", passes));
    assert_eq!(area("passes = 16"), []);
    assert_eq!(
        area("passes = 17"),
        [("area-limit", line_of(FOOT, "passes = 6"))]
    );
}

#[test]
fn a_cue_stays_under_120_characters() {
    let cue = |chars: usize| {
        let text = format!("cue = \"{}\"", "a".repeat(chars));
        found(&broken(
            FOOT,
            "cue = \"Stop on one tender spot. Press gently.\"",
            &text,
        ))
    };
    assert_eq!(cue(119), []);
    assert_eq!(cue(120), [("cue-length", line_of(FOOT, "cue = \"Stop"))]);
}

#[test]
fn all_faults_of_one_file_come_at_once() {
    let mut files = english();
    plant(
        &mut files,
        FOOT,
        "name = \"Foot roll\"",
        "nmae = \"Foot roll\"",
    );
    plant(&mut files, FOOT, "passes = 6", "passes = \"six\"");
    plant(&mut files, FOOT, "seconds = 14", "seconds = 44");
    plant(&mut files, FOOT, "sides = \"each\"", "sides = \"left\"");
    let expected = [
        ("missing-field", 0),
        ("field", line_of(FOOT, "name = \"Foot roll\"")),
        ("choice", line_of(FOOT, "sides")),
        ("missing-field", line_of(FOOT, "[path]")),
        ("field", line_of(FOOT, "passes")),
        ("hold-limit", line_of(FOOT, "seconds = 14")),
    ];
    assert_eq!(found(&files), expected);
}

#[test]
fn a_missing_file_and_a_stray_file_are_said() {
    let mut files = english();
    files.texts.remove(SWAPS);
    files
        .texts
        .insert("en/technique/foot.toml".into(), String::new());
    let faults = faults(&files);
    let says = |file: &str| {
        faults
            .iter()
            .filter(|it| it.file == file)
            .map(|it| it.check)
            .collect::<Vec<_>>()
    };
    assert_eq!(says(SWAPS), ["file-place"]);
    assert_eq!(says("en/technique/foot.toml"), ["file-place"]);
}

#[test]
fn a_word_with_a_gap_it_does_not_have_is_refused() {
    let files = broken(
        WORDS,
        "called “{asked}”.\"\nnearest_pick",
        "called “{aksed}”.\"\nnearest_pick",
    );
    assert_eq!(found(&files), [("words", line_of(WORDS, "no_technique ="))]);
}

#[test]
fn a_huge_number_is_a_fault_and_no_panic() {
    let files = broken(FOOT, "pass_seconds = 6", "pass_seconds = 4294967295");
    assert!(
        found(&files)
            .iter()
            .any(|(check, _)| *check == "area-limit")
    );
    let files = broken(TOOLS, "offered = false\n", "offered = 3\n");
    assert!(found(&files).iter().any(|(check, _)| *check == "field"));
}

#[test]
fn a_fault_reads_alone() {
    let faults = faults(&broken(FOOT, "region = \"foot\"", "region = \"fot\""));
    insta::assert_snapshot!(faults[0], @r#"
    en/techniques/foot_roll.toml:13: there is no region `fot` [known-region]
        Did you mean `foot`? There are: foot, calf, shin, hamstring, quad, adductor, outer_thigh, glute, hip_front, low_back, mid_back, side_back, chest, upper_trap, shoulder_blade, rear_shoulder, upper_arm, forearm, hand, neck.
    "#);
}
