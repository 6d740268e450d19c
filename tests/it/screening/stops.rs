//! Stops and holds: stored at the press, lifted by what may lift them, and by nothing else.

use chrono::TimeDelta;
use unknot::domain::{
    Age, Begun, Intent, Library, NOT_TODAY_LASTS, Outcome, Page, Pressed, STOP_LASTS, Stale, Told,
};

use super::later::{SECOND, routine, version};
use super::walk::{Patient, at, page};

/// Somebody at this page who says that something on it fits.
pub(super) fn fits(library: &Library, asked: Page) -> (Patient<'_>, Told) {
    let mut patient = Patient::new(library);
    let asked = patient.gets_to(asked);
    let told = patient.presses(asked, Pressed::OneOrMore);
    (patient, told)
}

/// Somebody who has to ask a professional first, and the card that says so.
fn held(library: &Library) -> (Patient<'_>, unknot::domain::Unfinished) {
    let (patient, told) = fits(library, Page::CheckFirst);
    match told {
        Told::Waits(_, held) => (patient, *held),
        told => panic!("a hold, not {told:?}"),
    }
}

fn stopped(library: &Library) -> Patient<'_> {
    let (patient, told) = fits(library, Page::RightNow);
    assert_eq!(told, Told::Stop(Outcome::Emergency));
    patient
}

#[test]
fn nothing_gets_round_an_emergency_for_a_day() {
    let library = crate::library();
    let before = Patient::new(&library).gets_to(Page::Suits);
    let intents = [
        Intent::Start,
        Intent::Agree { dm_consent: true },
        Intent::NotNow,
        Intent::Press(Box::new(before.clone()), Pressed::Next),
        Intent::Press(Box::new(before), Pressed::Cancel),
        Intent::GoOn(Stale::Old),
        Intent::Seen,
        Intent::NotSeen,
        Intent::LiftHold,
        Intent::MyVersion(routine()),
        Intent::NothingNew(routine()),
        Intent::NotHealed(routine()),
        Intent::SomethingNew,
    ];
    for intent in intents {
        let mut patient = stopped(&library);
        let kept = patient.member.clone();
        patient.now = at(0) + STOP_LASTS - SECOND;
        assert_eq!(
            patient.wants(intent.clone()),
            Told::Stop(Outcome::Emergency),
            "{intent:?}"
        );
        assert_eq!(patient.member, kept, "{intent:?}");
    }
}

#[test]
fn a_day_after_a_stop_they_are_asked_whether_they_have_been_seen() {
    let library = crate::library();
    let mut patient = stopped(&library);
    patient.now = at(0) + STOP_LASTS;
    let agree = Intent::Agree { dm_consent: true };
    for intent in [
        Intent::Start,
        agree,
        Intent::LiftHold,
        Intent::MyVersion(routine()),
    ] {
        assert_eq!(patient.wants(intent.clone()), Told::IfSeen, "{intent:?}");
    }
    let whole = Patient::new(&library).gets_to(Page::RightNow);
    let whole = Intent::Press(Box::new(whole), Pressed::NoneOfThese);
    assert_eq!(
        patient.wants(whole),
        Told::IfSeen,
        "no older page gets round it"
    );
    assert_eq!(patient.wants(Intent::NotSeen), Told::StopStays);
    assert_eq!(patient.wants(Intent::Start), Told::IfSeen, "it stays");
    // Seen: what was OK was that stop, so everything is asked, and the general limits are on.
    let begun = page(patient.wants(Intent::Seen));
    assert_eq!(begun.begun, Begun::Seen);
    assert_eq!(begun.pages().collect::<Vec<_>>(), Page::ALL);
    let Told::Rolls(clearance) = patient.is_well(begun) else {
        panic!("they may roll");
    };
    assert!(
        clearance
            .limits
            .permit_no_more_than(&library.screening.after_ok)
    );
    assert_eq!(clearance.outcome, Outcome::Limits);
}

#[test]
fn a_stop_outlives_another_version_and_ends_with_its_months() {
    let library = crate::library();
    let mut patient = stopped(&library);
    patient.clearance().version += 1;
    assert_eq!(patient.wants(Intent::Start), Told::Stop(Outcome::Emergency));
    patient.now = at(0) + STOP_LASTS;
    assert_eq!(patient.wants(Intent::Start), Told::IfSeen);
    patient.now = patient.clearance().until;
    assert_eq!(
        patient.wants(Intent::Start),
        Told::Consent { adults_only: false }
    );
}

#[test]
fn forgetting_takes_a_stop_along() {
    let library = crate::library();
    let mut patient = stopped(&library);
    assert_eq!(
        patient.wants(Intent::Forget),
        Told::Forgotten { was_known: true }
    );
    assert_eq!(patient.member, None);
    assert_eq!(
        patient.wants(Intent::Forget),
        Told::Forgotten { was_known: false }
    );
    assert_eq!(
        patient.wants(Intent::Start),
        Told::Consent { adults_only: false }
    );
}

#[test]
fn a_hold_is_stored_at_the_press_and_lifted_by_a_professional_s_word() {
    let library = crate::library();
    let (mut patient, held) = held(&library);
    assert_eq!(patient.outcome(), Some(Outcome::Hold));
    let kept = patient.clearance().clone();
    assert_eq!(version(&mut patient, at(1)), Told::NoVersion(kept));
    // From the card itself.
    let next = page(patient.presses(held, Pressed::SaidOk));
    assert_eq!(next.page(), Some(Page::NotToday), "the rest is still asked");
    assert_eq!(
        patient.outcome(),
        Some(Outcome::Hold),
        "and it holds until then"
    );
    assert!(matches!(patient.is_well(next), Told::Rolls(_)));
    // Weeks later, from the status: what is urgent is asked again too.
    let (mut patient, _) = fits(&library, Page::CheckFirst);
    patient.now = at(0) + TimeDelta::weeks(3);
    let mut asked = page(patient.wants(Intent::LiftHold));
    assert_eq!(asked.pages().collect::<Vec<_>>().len(), Page::ALL.len() - 1);
    asked = page(patient.presses(asked, Pressed::Aged(Age::Adult)));
    assert_eq!(asked.page(), Some(Page::RightNow));
    let Told::Rolls(clearance) = patient.is_well(asked) else {
        panic!("they may roll");
    };
    assert!(
        clearance
            .limits
            .permit_no_more_than(&library.screening.after_ok)
    );
}

#[test]
fn an_area_that_is_not_named_is_a_hold_with_a_way_back() {
    let library = crate::library();
    let mut patient = Patient::new(&library);
    let areas = patient.gets_to(Page::Areas);
    let opened = page(patient.presses(areas, Pressed::OneOrMore));
    assert_eq!(patient.member, None, "not before they go on without one");
    let Told::Waits(clearance, held) = patient.presses(opened.clone(), Pressed::Next) else {
        panic!("a hold");
    };
    assert_eq!(clearance.outcome, Outcome::Hold);
    let back = page(patient.presses((*held).clone(), Pressed::Back));
    assert_eq!(back, opened);
    let suits = page(patient.presses(*held, Pressed::SaidOk));
    let Told::Rolls(clearance) = patient.is_well(suits) else {
        panic!("they may roll");
    };
    assert!(
        clearance
            .limits
            .permit_no_more_than(&library.screening.after_ok)
    );
}

#[test]
fn not_today_ends_by_itself() {
    let library = crate::library();
    let (mut patient, _) = fits(&library, Page::NotToday);
    let kept = patient.clearance().clone();
    let last = at(0) + NOT_TODAY_LASTS - SECOND;
    assert_eq!(version(&mut patient, last), Told::NoVersion(kept));
    assert_eq!(
        version(&mut patient, at(0) + NOT_TODAY_LASTS),
        Told::NeedsCheck
    );
}

/// Somebody with a check that stands before its last page, begun at the first second, and another that is
/// begun a second later and answered here.
fn with_an_older_page(library: &Library) -> (Patient<'_>, unknot::domain::Unfinished) {
    let older = Patient::new(library).gets_to(Page::Suits);
    let mut patient = Patient::new(library);
    patient.now = at(1);
    (patient, older)
}

#[test]
fn an_older_page_takes_the_place_of_nothing_newer() {
    let library = crate::library();
    for asked in [Page::CheckFirst, Page::NotToday] {
        let (mut patient, older) = with_an_older_page(&library);
        let newer = patient.gets_to(asked);
        patient.presses(newer, Pressed::OneOrMore);
        let kept = patient.member.clone();
        patient.now = at(2);
        let told = patient.presses(older, Pressed::Next);
        assert_eq!(told, Told::Fresh(Stale::Old), "{asked:?}");
        assert_eq!(patient.member, kept);
        // A check that is begun afterwards is about how they are now.
        let first = patient.begins();
        assert!(matches!(patient.is_well(first), Told::Rolls(_)));
    }
    // Nor does it take limits away that were picked since.
    let (mut patient, older) = with_an_older_page(&library);
    let areas = patient.gets_to(Page::Areas);
    let calf = Pressed::Regions([unknot::domain::RegionId::new("calf")].into());
    let picked = page(patient.presses(areas, calf));
    let suits = page(patient.presses(picked, Pressed::Next));
    patient.is_well(suits);
    patient.now = at(2);
    assert_eq!(
        patient.presses(older, Pressed::Next),
        Told::Fresh(Stale::Old)
    );
    assert_eq!(patient.outcome(), Some(Outcome::Limits));
    // Nor what was said of news.
    let mut patient = Patient::new(&library);
    let first = patient.begins();
    patient.is_well(first);
    let older = patient.gets_to(Page::Suits);
    patient.now = at(1);
    let begun = page(patient.wants(Intent::SomethingNew));
    assert_eq!(
        patient.presses(older, Pressed::Next),
        Told::Fresh(Stale::Old)
    );
    patient.now = at(60);
    assert!(
        matches!(patient.is_well(begun), Told::Rolls(_)),
        "its own check does"
    );
}

#[test]
fn an_older_page_makes_no_newer_stop_milder() {
    let library = crate::library();
    let older = Patient::new(&library).gets_to(Page::NotToday);
    let mut patient = Patient::new(&library);
    patient.now = at(1);
    let newer = patient.gets_to(Page::CheckFirst);
    patient.presses(newer, Pressed::OneOrMore);
    patient.now = at(2);
    let told = patient.presses(older, Pressed::OneOrMore);
    assert_eq!(told, Told::Fresh(Stale::Old));
    assert_eq!(patient.outcome(), Some(Outcome::Hold));
    // A stricter one is taken from wherever it comes.
    let older = Patient::new(&library).gets_to(Page::CheckFirst);
    let mut patient = Patient::new(&library);
    patient.now = at(1);
    let newer = patient.gets_to(Page::NotToday);
    patient.presses(newer, Pressed::OneOrMore);
    patient.now = at(2);
    assert!(matches!(
        patient.presses(older, Pressed::OneOrMore),
        Told::Waits(..)
    ));
    assert_eq!(patient.outcome(), Some(Outcome::Hold));
}

#[test]
fn an_earlier_ok_lifts_no_later_hold() {
    let library = crate::library();
    let (mut patient, held) = held(&library);
    let said_ok = page(patient.presses(held, Pressed::SaidOk));
    patient.now = at(60);
    let newer = patient.gets_to(Page::CheckFirst);
    patient.presses(newer, Pressed::OneOrMore);
    assert_eq!(patient.is_well(said_ok), Told::Fresh(Stale::Old));
    assert_eq!(patient.outcome(), Some(Outcome::Hold));
}

#[test]
fn the_card_of_a_hold_works_when_a_professional_was_asked_days_later() {
    let library = crate::library();
    let (mut patient, held) = held(&library);
    patient.now = at(0) + TimeDelta::days(3);
    let begun = page(patient.presses(held.clone(), Pressed::SaidOk));
    assert_eq!(begun.begun, Begun::AfterOk);
    assert_eq!(
        patient.presses(held.clone(), Pressed::Back),
        Told::Fresh(Stale::Old)
    );
    // Long afterwards something else may have come to it.
    patient.now = at(0) + unknot::domain::REPEATED_AFTER;
    let begun = page(patient.presses(held, Pressed::SaidOk));
    assert!(begun.pages().any(|it| it == Page::CheckFirst));
    let Told::Rolls(clearance) = patient.is_well(begun) else {
        panic!("they may roll");
    };
    assert!(
        clearance
            .limits
            .permit_no_more_than(&library.screening.after_ok)
    );
}

#[test]
fn what_was_given_while_the_clock_was_wrong_counts_no_more_but_for_a_stop() {
    let library = crate::library();
    let mut patient = Patient::new(&library);
    patient.now = at(0) + TimeDelta::days(900);
    let first = patient.begins();
    assert!(matches!(patient.is_well(first), Told::Rolls(_)));
    let given = patient.now;
    assert!(matches!(
        version(&mut patient, given - TimeDelta::hours(1)),
        Told::Version { .. }
    ));
    assert_eq!(version(&mut patient, at(0)), Told::NeedsCheck);
    let mut patient = stopped(&library);
    assert_eq!(
        version(&mut patient, at(0) - TimeDelta::days(9)),
        Told::Stop(Outcome::Emergency)
    );
}

#[test]
fn going_back_from_a_hold_or_not_today_takes_it_back() {
    let library = crate::library();
    for asked in [Page::CheckFirst, Page::NotToday] {
        let mut patient = Patient::new(&library);
        let asked = patient.gets_to(asked);
        patient.now = at(60);
        let Told::Waits(_, waits) = patient.presses(asked.clone(), Pressed::OneOrMore) else {
            panic!("it waits");
        };
        let back = page(patient.presses(*waits, Pressed::Back));
        assert_eq!(back.page(), asked.page());
        assert!(matches!(patient.is_well(back), Told::Rolls(_)));
        assert_eq!(patient.outcome(), Some(Outcome::Clear));
    }
}

#[test]
fn a_stop_among_the_repeated_lists_leads_to_all_of_them() {
    let library = crate::library();
    let mut patient = super::later::skipping(&library);
    let lists = page(version(
        &mut patient,
        at(0) + unknot::domain::REPEATED_AFTER,
    ));
    let lists = page(patient.presses(lists, Pressed::NoneOfThese));
    let Told::Waits(_, held) = patient.presses(lists, Pressed::OneOrMore) else {
        panic!("a hold");
    };
    for pressed in [Pressed::SaidOk, Pressed::Back] {
        let mut patient = Patient {
            member: patient.member.clone(),
            ..Patient::new(&library)
        };
        patient.now = at(0) + unknot::domain::REPEATED_AFTER + SECOND;
        let next = page(patient.presses((*held).clone(), pressed.clone()));
        assert_ne!(next.begun, Begun::Lists);
        assert!(
            !next.answers.has(Page::Areas),
            "what was off has to be said again"
        );
        let told = patient.is_well(next);
        assert!(matches!(told, Told::Rolls(_)), "{pressed:?}: {told:?}");
    }
}
