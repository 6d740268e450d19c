//! The screening: whatever is answered, nobody rolls who should not, and nobody slips through a hole.

mod kept;
mod later;
mod servers;
mod sheets;
mod signed;
mod stops;
mod told;
mod walk;

use std::collections::BTreeSet;

use unknot::domain::{
    Age, Answers, Checked, Library, Limits, Outcome, Page, PlaceId, RegionId, Said, Skipped,
    Verdict,
};

/// The version of the questionnaire that is answered here.
const VERSION: u32 = 1;

fn verdict(library: &Library, answers: &Answers) -> Verdict {
    library.screening.verdict(&library.regions, answers)
}

fn nowhere(said: Said) -> Skipped {
    Skipped {
        said,
        regions: BTreeSet::new(),
        places: BTreeSet::new(),
    }
}

/// Grown up, and none of anything.
fn healthy() -> Answers {
    Answers {
        version: VERSION,
        age: Some(Age::Adult),
        right_now: Some(Said::None),
        check_first: Some(Checked::None),
        not_today: Some(Said::None),
        go_gentle: Some(Said::None),
        areas: Some(nowhere(Said::None)),
        suits: Some(BTreeSet::new()),
    }
}

fn skipping(regions: &[&str], places: &[&str]) -> Option<Skipped> {
    Some(Skipped {
        said: Said::OneOrMore,
        regions: regions.iter().map(|id| RegionId::new(*id)).collect(),
        places: places.iter().map(|id| PlaceId::new(*id)).collect(),
    })
}

/// The wish that covers an item.
fn wishing(item: &str) -> Option<BTreeSet<String>> {
    Some([item.to_owned()].into())
}

fn reached(library: &Library, answers: &Answers) -> (Outcome, Limits) {
    let verdict = verdict(library, answers);
    match (verdict.outcome(), verdict) {
        (Some(outcome), Verdict::Rolls(limits)) => (outcome, limits),
        (Some(outcome), Verdict::Stops(_)) => (outcome, Limits::default()),
        (_, asks) => panic!("{asks:?}"),
    }
}

#[test]
fn the_strictest_list_wins_and_nothing_is_asked_behind_it() {
    let library = crate::library();
    let stopped = |change: fn(&mut Answers)| {
        let mut answers = Answers {
            version: VERSION,
            age: Some(Age::Adult),
            ..Answers::default()
        };
        change(&mut answers);
        reached(&library, &answers).0
    };
    assert_eq!(stopped(|it| it.age = Some(Age::Under13)), Outcome::Exit);
    assert_eq!(
        stopped(|it| it.right_now = Some(Said::OneOrMore)),
        Outcome::Emergency
    );
    let sick = Answers {
        right_now: Some(Said::OneOrMore),
        check_first: Some(Checked::SaidOk),
        not_today: Some(Said::OneOrMore),
        ..healthy()
    };
    assert_eq!(reached(&library, &sick).0, Outcome::Emergency);
    let held = Answers {
        check_first: Some(Checked::OneOrMore),
        not_today: Some(Said::OneOrMore),
        ..healthy()
    };
    assert_eq!(
        reached(&library, &held).0,
        Outcome::Hold,
        "fever on warfarin"
    );
    let later = Answers {
        check_first: Some(Checked::SaidOk),
        not_today: Some(Said::OneOrMore),
        ..healthy()
    };
    assert_eq!(reached(&library, &later).0, Outcome::NotToday);
}

/// What a healthy grown-up's answers come to with one change.
fn case(library: &Library, change: impl Fn(&mut Answers)) -> (Outcome, Limits) {
    let mut answers = healthy();
    change(&mut answers);
    reached(library, &answers)
}

fn regions(limits: &Limits) -> Vec<&str> {
    limits.regions.iter().map(RegionId::as_str).collect()
}

#[test]
fn ages_and_wishes_come_out_as_the_dossier_says() {
    let library = crate::library();
    let (outcome, limits) = case(&library, |_| {});
    assert_eq!(
        (outcome, limits),
        (Outcome::Clear, Limits::default()),
        "no to everything"
    );
    let (outcome, limits) = case(&library, |it| it.age = Some(Age::From13To17));
    assert!(limits.gentle && limits.grown_up);
    assert_eq!(outcome, Outcome::Limits, "16 years old");
    let (_, young) = case(&library, |it| it.age = Some(Age::From13To17));
    let (outcome, gentle) = case(&library, |it| it.go_gentle = Some(Said::OneOrMore));
    assert_eq!(
        (outcome, &gentle),
        (Outcome::Limits, &library.screening.go_gentle),
        "fibromyalgia"
    );
    assert!(
        young.permit_no_more_than(&gentle),
        "13 to 17 is on the same list"
    );
    let off: Vec<&str> = gentle.regions.iter().map(RegionId::as_str).collect();
    assert_eq!(
        off,
        ["low_back", "neck", "upper_trap"],
        "hypermobile, not vascular"
    );
    let (outcome, limits) = case(&library, |it| it.suits = wishing("T3"));
    assert_eq!((outcome, limits.no_water), (Outcome::Clear, true));
    let (outcome, limits) = case(&library, |it| it.suits = wishing("H2"));
    assert_eq!(
        (outcome, limits.rise_slow, limits.breath_note),
        (Outcome::Limits, true, true),
        "controlled blood pressure"
    );
    let (outcome, limits) = case(&library, |it| it.suits = wishing("A1"));
    assert_eq!(
        (outcome, limits.rise_slow),
        (Outcome::Clear, true),
        "70 years old"
    );
    let (outcome, limits) = case(&library, |it| it.suits = wishing("A2"));
    assert_eq!(
        (outcome, limits.positions.len()),
        (Outcome::Limits, 6),
        "cannot get to the floor"
    );
    let (outcome, limits) = case(&library, |it| it.suits = wishing("T4"));
    assert_eq!(
        (outcome, limits.tools.len()),
        (Outcome::Limits, 3),
        "roller and stick are fine"
    );
}

#[test]
fn skipped_areas_take_what_is_around_them_along() {
    let library = crate::library();
    let (_, limits) = case(&library, |it| it.areas = skipping(&["hamstring"], &[]));
    assert_eq!(
        regions(&limits),
        ["adductor", "calf", "glute", "hamstring"],
        "new strain"
    );
    let (_, limits) = case(&library, |it| it.areas = skipping(&[], &["knee"]));
    assert_eq!(
        regions(&limits),
        ["calf", "hamstring", "quad", "shin"],
        "knee flare"
    );
    assert_eq!(limits.positions.len(), 1, "no kneeling");
    let (_, limits) = case(&library, |it| it.areas = skipping(&[], &["wrist_or_hand"]));
    assert_eq!(regions(&limits), ["forearm", "hand"]);
    let (outcome, _) = case(&library, |it| it.areas = Some(nowhere(Said::OneOrMore)));
    assert_eq!(outcome, Outcome::Hold, "rash but area not named");
}

#[test]
fn what_a_professional_agreed_to_leaves_only_what_the_dossier_names() {
    let library = crate::library();
    // What a professional said is OK leaves only what the dossier names.
    let (outcome, limits) = case(&library, |it| it.check_first = Some(Checked::SaidOk));
    assert_eq!(outcome, Outcome::Limits);
    assert!(limits.gentle && limits.rise_slow);
    let positions: Vec<&str> = (library.positions.keys())
        .filter(|id| !limits.positions.contains(id))
        .map(|id| id.as_str())
        .collect();
    assert_eq!(
        positions,
        ["chair", "wall"],
        "nobody lies, kneels or leans on the hands"
    );
    let on: Vec<&str> = (library.regions.keys())
        .filter(|id| !limits.regions.contains(id))
        .map(RegionId::as_str)
        .collect();
    assert_eq!(
        on,
        [
            "foot",
            "forearm",
            "glute",
            "hand",
            "rear_shoulder",
            "upper_arm",
            "upper_trap"
        ]
    );
}

#[test]
fn an_area_or_a_wish_that_nobody_knows_lets_nobody_through() {
    let library = crate::library();
    let unknown = [skipping(&["elbow"], &[]), skipping(&[], &["tail"])];
    for areas in unknown {
        let answers = Answers { areas, ..healthy() };
        assert_eq!(reached(&library, &answers).0, Outcome::Hold);
    }
    let answers = Answers {
        suits: wishing("X9"),
        ..healthy()
    };
    assert_eq!(verdict(&library, &answers), Verdict::Asks(Page::Suits));
    let old = Answers {
        version: VERSION + 1,
        ..healthy()
    };
    assert_eq!(
        verdict(&library, &old),
        Verdict::Asks(Page::Age),
        "another version"
    );
}
