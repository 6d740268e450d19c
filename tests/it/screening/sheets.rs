//! All sheets of answers there can be, with holes, each held against the rules.

use std::collections::BTreeSet;

use unknot::domain::{Age, Answers, Checked, Library, Page, RegionId, Said, Verdict};

use super::{VERSION, nowhere, reached, skipping, verdict};

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
    let items: Vec<&str> = (library.screening.wishes.iter())
        .map(|it| it.statement.covers.as_str())
        .collect();
    let wishes = items.len();
    let mut suits = vec![None];
    suits.extend((0..1_usize << wishes).map(|bits| {
        let on = (0..wishes).filter(|wish| bits & 1 << wish != 0);
        Some(
            on.map(|wish| items[wish].to_owned())
                .collect::<BTreeSet<String>>(),
        )
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
                                version: VERSION,
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
            (Verdict::Rolls(_), None) => {}
            (Verdict::Rolls(_), Some(_)) => panic!("{answers:?} has a hole"),
            (Verdict::Stops(outcome), _) => assert!(!outcome.permits_rolling(), "{answers:?}"),
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
    for wish in &library.screening.wishes {
        let item = &wish.statement.covers;
        all.push(with(&|it| {
            _ = it.suits.as_mut().unwrap().insert(item.clone())
        }));
    }
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
