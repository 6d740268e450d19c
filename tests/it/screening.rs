//! The screening: whatever is answered, nobody rolls who should not, and nobody slips through a hole.

use std::collections::BTreeSet;

use unknot::domain::{
    Age, Answers, Checked, Library, Limits, Outcome, Page, PlaceId, RegionId, Said, Skipped,
    Verdict,
};

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
fn wishing(library: &Library, item: &str) -> Option<BTreeSet<usize>> {
    let mut wishes = library.screening.wishes.iter();
    let wish = wishes.position(|it| it.statement.covers == item);
    Some([wish.unwrap()].into())
}

fn reached(library: &Library, answers: &Answers) -> (Outcome, Limits) {
    match verdict(library, answers) {
        Verdict::Reached { outcome, limits } => (outcome, limits),
        Verdict::Asks(page) => panic!("{page:?} is still asked"),
    }
}

/// Every way to answer, with holes: all lists, no area, each area and each place alone, every wish.
fn every_sheet(library: &Library) -> Vec<Answers> {
    let said = [None, Some(Said::None), Some(Said::OneOrMore)];
    let mut areas = vec![
        None,
        Some(nowhere(Said::None)),
        Some(nowhere(Said::OneOrMore)),
    ];
    areas.extend(
        library
            .regions
            .keys()
            .map(|id| skipping(&[id.as_str()], &[])),
    );
    let places = library.screening.places.keys();
    areas.extend(places.map(|id| skipping(&[], &[id.as_str()])));
    let wishes = library.screening.wishes.len();
    let mut suits = vec![None];
    suits.extend((0..1_usize << wishes).map(|bits| {
        let on = (0..wishes).filter(|wish| bits & 1 << wish != 0);
        Some(on.collect::<BTreeSet<usize>>())
    }));
    let checked = [
        None,
        Some(Checked::None),
        Some(Checked::OneOrMore),
        Some(Checked::SaidOk),
    ];
    let ages = [
        None,
        Some(Age::Under13),
        Some(Age::From13To17),
        Some(Age::Adult),
    ];
    let mut all = Vec::new();
    for age in ages {
        for right_now in said {
            for check_first in checked {
                for not_today in said {
                    for go_gentle in said {
                        for areas in &areas {
                            all.extend(suits.iter().map(|suits| Answers {
                                age,
                                right_now,
                                check_first,
                                not_today,
                                go_gentle,
                                areas: areas.clone(),
                                suits: suits.clone(),
                            }));
                        }
                    }
                }
            }
        }
    }
    all
}

/// The first page that is not answered.
fn first_hole(answers: &Answers) -> Option<Page> {
    let is_answered = [
        answers.age.is_some(),
        answers.right_now.is_some(),
        answers.check_first.is_some(),
        answers.not_today.is_some(),
        answers.go_gentle.is_some(),
        answers.areas.is_some(),
        answers.suits.is_some(),
    ];
    let mut pages = Page::ALL.iter().zip(is_answered);
    pages.find(|(_, is)| !is).map(|(page, _)| *page)
}

#[test]
fn whoever_leaves_a_page_out_is_asked_it_or_stopped_before_it() {
    let library = crate::library();
    for answers in every_sheet(&library) {
        match (verdict(&library, &answers), first_hole(&answers)) {
            (Verdict::Asks(page), hole) => assert_eq!(Some(page), hole, "{answers:?}"),
            (Verdict::Reached { .. }, None) => {}
            (Verdict::Reached { outcome, .. }, Some(_)) => {
                assert!(!outcome.permits_rolling(), "{answers:?}");
            }
        }
    }
}

/// The same answers with one thing more that fits.
fn one_more(library: &Library, answers: &Answers) -> Vec<Answers> {
    let with = |change: &dyn Fn(&mut Answers)| {
        let mut more = answers.clone();
        change(&mut more);
        more
    };
    let mut all = vec![
        with(&|it| it.right_now = Some(Said::OneOrMore)),
        with(&|it| it.check_first = Some(Checked::OneOrMore)),
        with(&|it| it.not_today = Some(Said::OneOrMore)),
        with(&|it| it.go_gentle = Some(Said::OneOrMore)),
    ];
    if answers.check_first == Some(Checked::None) {
        all.push(with(&|it| it.check_first = Some(Checked::SaidOk)));
    }
    if answers.age == Some(Age::Adult) {
        all.push(with(&|it| it.age = Some(Age::From13To17)));
    }
    let also = |it: &mut Answers, region: &RegionId| {
        let areas = it.areas.as_mut().unwrap();
        areas.said = Said::OneOrMore;
        areas.regions.insert(region.clone());
    };
    // A reason that fits and no area is stricter by itself; naming one is an answer, not one reason more.
    let named = answers.areas.as_ref().unwrap();
    if named.said == Said::None || !named.regions.is_empty() || !named.places.is_empty() {
        all.extend(library.regions.keys().map(|id| with(&|it| also(it, id))));
    }
    let wishes = 0..library.screening.wishes.len();
    all.extend(wishes.map(|wish| with(&|it| _ = it.suits.as_mut().unwrap().insert(wish))));
    all
}

#[test]
fn one_more_thing_that_fits_never_permits_more() {
    let library = crate::library();
    let whole = every_sheet(&library).into_iter();
    let whole = whole
        .filter(|it| first_hole(it).is_none() && it.suits.as_ref().is_some_and(|it| it.len() < 2));
    let mut held = 0;
    for answers in whole {
        let (outcome, limits) = reached(&library, &answers);
        for more in one_more(&library, &answers) {
            let (then, off) = reached(&library, &more);
            assert!(outcome <= then, "{answers:?} then {more:?}");
            if outcome.permits_rolling() && then.permits_rolling() {
                assert!(
                    off.permit_no_more_than(&limits),
                    "{answers:?} then {more:?}"
                );
            }
            held += 1;
        }
    }
    assert!(100_000 < held, "{held} pairs");
}

#[test]
fn the_strictest_list_wins_and_nothing_is_asked_behind_it() {
    let library = crate::library();
    let stopped = |change: fn(&mut Answers)| {
        let mut answers = Answers {
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

#[test]
fn the_cases_of_the_dossier_come_out_as_strict_or_stricter() {
    let library = crate::library();
    let case = |change: &dyn Fn(&mut Answers)| {
        let mut answers = healthy();
        change(&mut answers);
        reached(&library, &answers)
    };
    let (outcome, limits) = case(&|_| {});
    assert_eq!(
        (outcome, limits),
        (Outcome::Clear, Limits::default()),
        "no to everything"
    );
    let (outcome, limits) = case(&|it| it.age = Some(Age::From13To17));
    assert!(limits.gentle && limits.grown_up);
    assert_eq!(outcome, Outcome::Limits, "16 years old");
    // "Fluid limit only" and controlled blood pressure change nothing that is rolled.
    let (outcome, limits) = case(&|it| it.suits = wishing(&library, "T3"));
    assert_eq!((outcome, limits.no_water), (Outcome::Clear, true));
    let (outcome, limits) = case(&|it| it.suits = wishing(&library, "H2"));
    assert_eq!((outcome, limits.rise_slow), (Outcome::Clear, true));
    let (outcome, limits) = case(&|it| it.suits = wishing(&library, "A2"));
    assert_eq!(
        (outcome, limits.positions.len()),
        (Outcome::Limits, 6),
        "cannot get to the floor"
    );
    let (outcome, limits) = case(&|it| it.suits = wishing(&library, "T4"));
    assert_eq!(
        (outcome, limits.tools.len()),
        (Outcome::Limits, 3),
        "roller and stick are fine"
    );

    let regions = |limits: &Limits| -> Vec<String> {
        limits.regions.iter().map(ToString::to_string).collect()
    };
    let (_, limits) = case(&|it| it.areas = skipping(&["hamstring"], &[]));
    assert_eq!(
        regions(&limits),
        ["adductor", "calf", "glute", "hamstring"],
        "new strain"
    );
    let (_, limits) = case(&|it| it.areas = skipping(&[], &["knee"]));
    assert_eq!(
        regions(&limits),
        ["calf", "hamstring", "quad", "shin"],
        "knee flare"
    );
    assert_eq!(limits.positions.len(), 1, "no kneeling");
    let (_, limits) = case(&|it| it.areas = skipping(&[], &["wrist_or_hand"]));
    assert_eq!(regions(&limits), ["forearm", "hand"]);
    let (outcome, _) = case(&|it| it.areas = Some(nowhere(Said::OneOrMore)));
    assert_eq!(outcome, Outcome::Hold, "rash but area not named");

    // What a professional said is OK leaves only what the dossier names.
    let (outcome, limits) = case(&|it| it.check_first = Some(Checked::SaidOk));
    assert_eq!(outcome, Outcome::Limits);
    assert!(limits.gentle && limits.rise_slow);
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
        suits: Some([99].into()),
        ..healthy()
    };
    assert_eq!(verdict(&library, &answers), Verdict::Asks(Page::Suits));
}
