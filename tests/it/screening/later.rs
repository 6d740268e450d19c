//! What a clearance is worth later: how long it counts, what is asked again, and what no start gets round.

use chrono::TimeDelta;
use unknot::domain::{
    Age, Answers, Before, Begun, Checked, HEALING_ASKED_AFTER, Intent, Library, NEWS_ASKED_AFTER,
    Outcome, Page, Pressed, REPEATED_AFTER, RegionId, RoutineId, Said, Stale, Timestamp, Told,
};

use super::stops::fits;
use super::walk::{Patient, at, page};

pub(super) const SECOND: TimeDelta = TimeDelta::seconds(1);

pub(super) fn routine() -> RoutineId {
    RoutineId::new("sore_feet_5")
}

fn clear(library: &Library) -> Patient<'_> {
    let mut patient = Patient::new(library);
    let first = patient.begins();
    assert!(matches!(patient.is_well(first), Told::Rolls(_)));
    patient
}

/// Somebody who skips the calf.
pub(super) fn skipping(library: &Library) -> Patient<'_> {
    let mut patient = Patient::new(library);
    let areas = patient.gets_to(Page::Areas);
    let calf = Pressed::Regions([RegionId::new("calf")].into());
    let picked = page(patient.presses(areas, calf));
    let suits = page(patient.presses(picked, Pressed::Next));
    assert!(matches!(patient.is_well(suits), Told::Rolls(_)));
    patient
}

/// What they are told who look for their version then.
pub(super) fn version(patient: &mut Patient<'_>, now: Timestamp) -> Told {
    patient.now = now;
    patient.wants(Intent::MyVersion(routine()))
}

#[test]
fn an_area_is_asked_for_unless_none_was_said_to_the_same() {
    let library = crate::library();
    let shown = |change: &dyn Fn(&mut Answers)| {
        let mut answers = Patient::new(&library).gets_to(Page::Areas).answers;
        change(&mut answers);
        let statements = library.screening.statements(Page::Areas, &answers);
        let covers = statements.map(|it| it.covers.as_str());
        covers.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(shown(&|_| {}), "SK1 SK2 SK4 SK5 N1");
    let gentle = shown(&|it| it.go_gentle = Some(Said::OneOrMore));
    assert_eq!(gentle, "SK1 SK2 SK4 SK5 N1 N3 B4 CA2 CA3 J1 O3 N2");
    let said_ok = shown(&|it| it.check_first = Some(Checked::SaidOk));
    assert_eq!(said_ok, "SK1 SK2 SK4 SK5 N1 O1 O4 O5 SK3 CA1 F1");
    let nothing_said = shown(&|it| *it = Answers::default());
    assert_eq!(
        nothing_said.split(' ').count(),
        18,
        "whoever skipped a list is asked all of it"
    );
}

#[test]
fn a_clearance_counts_for_its_months_and_no_moment_longer() {
    let library = crate::library();
    for (mut patient, until) in [
        (clear(&library), "2027-07-15 08:00:00 UTC"),
        (skipping(&library), "2027-04-15 08:00:00 UTC"),
    ] {
        let clearance = patient.clearance().clone();
        assert_eq!(clearance.screened_at.to_string(), "2027-01-15 08:00:00 UTC");
        assert_eq!(clearance.until.to_string(), until);
        let told = version(&mut patient, clearance.until - SECOND);
        assert!(
            matches!(told, Told::Page(_)),
            "its lists are asked again: {told:?}"
        );
        assert_eq!(version(&mut patient, clearance.until), Told::NeedsCheck);
    }
}

#[test]
fn another_version_of_the_questions_voids_a_clearance_and_a_hold() {
    let library = crate::library();
    let (held, _) = fits(&library, Page::CheckFirst);
    for mut patient in [clear(&library), held] {
        patient.clearance().version += 1;
        assert_eq!(version(&mut patient, at(1)), Told::NeedsCheck);
    }
}

#[test]
fn anything_new_is_asked_before_a_version_and_not_at_every_look() {
    let library = crate::library();
    let mut patient = clear(&library);
    let shown = Told::Version {
        routine: routine(),
        limits: unknot::domain::Limits::default(),
    };
    assert_eq!(
        version(&mut patient, at(0) + NEWS_ASKED_AFTER - SECOND),
        shown
    );
    assert_eq!(
        version(&mut patient, at(0) + NEWS_ASKED_AFTER),
        Told::News(Before::Version(routine()))
    );
    assert_eq!(patient.wants(Intent::NothingNew(routine())), shown);
    let heard = patient.now;
    assert_eq!(
        version(&mut patient, heard + NEWS_ASKED_AFTER - SECOND),
        shown
    );
    assert_eq!(
        version(&mut patient, heard + NEWS_ASKED_AFTER),
        Told::News(Before::Version(routine()))
    );
}

#[test]
fn something_new_voids_the_clearance_at_once_and_asks_everything() {
    let library = crate::library();
    let mut patient = clear(&library);
    patient.now = at(0) + NEWS_ASKED_AFTER;
    let asked = page(patient.wants(Intent::SomethingNew));
    assert_eq!((asked.begun, asked.page()), (Begun::Whole, Some(Page::Age)));
    let now = patient.now;
    assert_eq!(
        version(&mut patient, now),
        Told::NeedsCheck,
        "whatever becomes of the check"
    );
    assert!(matches!(
        patient.wants(Intent::NothingNew(routine())),
        Told::NeedsCheck
    ));
}

#[test]
fn after_two_weeks_they_are_asked_whether_it_is_over() {
    let library = crate::library();
    let mut patient = skipping(&library);
    let due = at(0) + HEALING_ASKED_AFTER;
    assert_eq!(
        version(&mut patient, due - SECOND),
        Told::News(Before::Version(routine()))
    );
    assert!(matches!(version(&mut patient, due), Told::Healing { .. }));
    assert!(
        matches!(
            patient.wants(Intent::NothingNew(routine())),
            Told::Healing { .. }
        ),
        "no way round it"
    );
    assert_eq!(
        patient.wants(Intent::NotHealed(routine())),
        Told::News(Before::Version(routine()))
    );
    assert_eq!(
        version(&mut patient, due + HEALING_ASKED_AFTER - SECOND),
        Told::News(Before::Version(routine()))
    );
    assert!(matches!(
        version(&mut patient, due + HEALING_ASKED_AFTER),
        Told::Healing { .. }
    ));
    // Whoever skips nothing is not asked.
    assert_eq!(
        version(&mut clear(&library), due),
        Told::News(Before::Version(routine()))
    );
}

#[test]
fn after_a_month_without_a_word_two_lists_are_repeated_and_the_limits_stay() {
    let library = crate::library();
    let mut patient = skipping(&library);
    let before = patient.clearance().clone();
    patient.wants(Intent::NothingNew(routine()));
    assert!(matches!(
        version(&mut patient, at(0) + REPEATED_AFTER - SECOND),
        Told::Healing { .. }
    ));
    let lists = page(version(&mut patient, at(0) + REPEATED_AFTER));
    let asked: Vec<Page> = lists.pages().collect();
    assert_eq!(asked, [Page::RightNow, Page::CheckFirst, Page::NotToday]);
    assert!(
        matches!(patient.wants(Intent::NothingNew(routine())), Told::Page(_)),
        "no way round it"
    );
    let Told::Rolls(after) = patient.is_well(lists.clone()) else {
        panic!("they may roll");
    };
    assert_eq!(
        (&after.limits, after.outcome),
        (&before.limits, Outcome::Limits)
    );
    assert_eq!(
        (after.until, after.adult),
        (before.until, before.adult),
        "not a day longer"
    );
    assert_eq!(after.heard_at, patient.now);
    // Whoever has them forgotten meanwhile has limits that nobody knows any more.
    patient.wants(Intent::Forget);
    assert_eq!(patient.is_well(lists), Told::Fresh(Stale::Old));
    assert_eq!(patient.member, None);
}

#[test]
fn who_is_under_18_is_not_taken_for_an_adult_later() {
    let library = crate::library();
    let mut patient = Patient::new(&library);
    let first = patient.begins();
    let next = page(patient.presses(first, Pressed::Aged(Age::From13To17)));
    let Told::Rolls(clearance) = patient.is_well(next) else {
        panic!("they may roll");
    };
    assert!(!clearance.adult && clearance.limits.gentle && clearance.limits.grown_up);
    let lists = page(version(&mut patient, at(0) + REPEATED_AFTER));
    let Told::Rolls(after) = patient.is_well(lists) else {
        panic!("they may roll");
    };
    assert!(!after.adult && after.limits.grown_up);
}

#[test]
fn under_13_takes_along_what_was_kept() {
    let library = crate::library();
    let mut patient = clear(&library);
    let first = patient.begins();
    let told = patient.presses(first, Pressed::Aged(Age::Under13));
    assert_eq!(told, Told::Stop(Outcome::Exit));
    assert_eq!(patient.member, None);
}

#[test]
fn cancelling_leaves_everything_as_it_was() {
    let library = crate::library();
    let mut patient = skipping(&library);
    let kept = patient.member.clone();
    let areas = patient.gets_to(Page::Areas);
    assert_eq!(patient.presses(areas, Pressed::Cancel), Told::Cancelled);
    assert_eq!(patient.wants(Intent::NotNow), Told::NotNow);
    assert_eq!(patient.member, kept);
}
