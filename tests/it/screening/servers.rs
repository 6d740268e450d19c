//! What is set in a server, who may set it, and that a server for adults is one.

use unknot::app::Conductor;
use unknot::domain::{
    Age, Change, Intent, Library, Outcome, Page, Pressed, Role, STOP_LASTS, Server, ServerId,
    ServerNews, Told, Venue, Wanted, decide,
};
use unknot::domain::{Asker, NEWS_ASKED_AFTER};
use unknot::present::Request;
use unknot::store::{Key, Store};

use super::later::{SECOND, routine, version};
use super::stops::fits;
use super::walk::{Patient, at, mia, page};

const OPEN: Server = Server {
    adults_only: false,
    host_role: None,
    read_aloud: false,
    tidy: false,
    zone: None,
    room: None,
    lobby_minutes: None,
    language: None,
};
const GROWN_UP: Server = Server {
    adults_only: true,
    ..OPEN
};

fn wanted(adults_only: Option<bool>) -> Wanted {
    Wanted {
        adults_only,
        ..Wanted::default()
    }
}

fn club() -> ServerId {
    ServerId::new(1_100_000_000_000_000_001)
}

fn in_a_server(settings: Server) -> Option<Venue> {
    let id = club();
    Some(Venue { id, settings })
}

/// Somebody of this age whom nothing stops.
fn aged(library: &Library, age: Age) -> Patient<'_> {
    let mut patient = Patient::new(library);
    let first = patient.begins();
    let next = page(patient.presses(first, Pressed::Aged(age)));
    assert!(matches!(patient.is_well(next), Told::Rolls(_)));
    patient
}

fn versions() -> [Intent; 3] {
    [
        Intent::MyVersion(routine()),
        Intent::NothingNew(routine()),
        Intent::NotHealed(routine()),
    ]
}

#[test]
fn in_a_server_for_adults_only_who_said_so_has_a_version() {
    let library = crate::library();
    for (age, server, is_shown) in [
        (Age::Adult, Some(GROWN_UP), true),
        (Age::Adult, Some(OPEN), true),
        (Age::Adult, None, true),
        (Age::From13To17, Some(GROWN_UP), false),
        (Age::From13To17, Some(OPEN), true),
        (Age::From13To17, None, true),
    ] {
        for intent in versions() {
            let mut patient = aged(&library, age);
            patient.venue = server.and_then(in_a_server);
            patient.now = at(0) + NEWS_ASKED_AFTER - SECOND;
            let kept = patient.member.clone();
            let told = patient.wants(intent.clone());
            let context = format!("{age:?} in {server:?}: {intent:?}");
            match is_shown {
                true => assert!(matches!(told, Told::Version { .. }), "{context}: {told:?}"),
                false => {
                    assert_eq!(told, Told::AdultsOnly, "{context}");
                    assert_eq!(patient.member, kept, "{context}: nothing is kept of it");
                }
            }
        }
    }
}

#[test]
fn who_never_said_how_old_they_are_is_told_before_any_page() {
    let library = crate::library();
    let mut patient = Patient::new(&library);
    patient.venue = in_a_server(OPEN);
    assert_eq!(version(&mut patient, at(0)), Told::NeedsCheck);
    patient.venue = in_a_server(GROWN_UP);
    for intent in versions() {
        assert_eq!(patient.wants(intent), Told::AdultsOnly);
    }
    let grown_up = aged(&library, Age::Adult);
    assert!(GROWN_UP.admits(grown_up.member.as_ref()));
    assert!(!GROWN_UP.admits(None) && OPEN.admits(None));
}

#[test]
fn an_adult_s_clearance_that_has_ended_means_the_check_and_not_a_refusal() {
    let library = crate::library();
    let mut patient = aged(&library, Age::Adult);
    patient.venue = in_a_server(GROWN_UP);
    let until = patient.clearance().until;
    assert_eq!(version(&mut patient, until), Told::NeedsCheck);
    // Swept, nothing is known of their age any more.
    patient.member.as_mut().unwrap().clearance = None;
    assert_eq!(version(&mut patient, until), Told::AdultsOnly);
}

#[test]
fn help_is_told_before_an_age_is_asked_for() {
    let library = crate::library();
    for age in [Age::From13To17, Age::Adult] {
        let mut patient = Patient::new(&library);
        let first = patient.begins();
        let urgent = page(patient.presses(first, Pressed::Aged(age)));
        patient.presses(urgent, Pressed::OneOrMore);
        patient.venue = in_a_server(GROWN_UP);
        for intent in versions() {
            let told = patient.wants(intent);
            assert_eq!(told, Told::Stop(Outcome::Emergency));
        }
        patient.now = at(0) + STOP_LASTS;
        for intent in versions() {
            assert_eq!(patient.wants(intent), Told::IfSeen);
        }
    }
}

#[test]
fn the_consent_says_whether_the_server_is_for_adults() {
    let library = crate::library();
    let mut patient = Patient::new(&library);
    for (venue, adults_only) in [
        (None, false),
        (in_a_server(OPEN), false),
        (in_a_server(GROWN_UP), true),
    ] {
        patient.venue = venue;
        let consent = Told::Consent { adults_only };
        assert_eq!(patient.wants(Intent::Start), consent);
        let first = patient.begins();
        assert_eq!(patient.presses(first, Pressed::Back), consent);
    }
}

/// What it comes to, and what is set afterwards where something is to be.
fn settings(venue: Option<Venue>, role: Role, adults_only: Option<bool>) -> (Told, Option<Server>) {
    let library = crate::library();
    let asker = Asker {
        user: mia(),
        member: None,
        venue,
        now: at(0),
    };
    let wanted = wanted(adults_only);
    let decision = decide(&library, asker, Intent::Settings { role, wanted });
    let set = decision.changes.into_iter().next().map(|it| match it {
        Change::Settle { server, settings } if server == club() => settings,
        other => panic!("{other:?}"),
    });
    (decision.told, set)
}

#[test]
fn a_manager_sees_what_is_set_and_changes_it() {
    let told = |is, was| Told::Settings { is, was };
    for (before, wanted, is, is_changed) in [
        (OPEN, None, OPEN, false),
        (GROWN_UP, None, GROWN_UP, false),
        (OPEN, Some(true), GROWN_UP, true),
        (GROWN_UP, Some(true), GROWN_UP, false),
        (GROWN_UP, Some(false), OPEN, true),
        (OPEN, Some(false), OPEN, false),
    ] {
        let came_to = settings(in_a_server(before), Role::Manager, wanted);
        let expected = (told(is, wanted.and(Some(before))), is_changed.then_some(is));
        assert_eq!(came_to, expected, "{before:?} {wanted:?}");
    }
}

#[test]
fn nobody_else_sees_or_changes_anything_and_neither_does_anybody_outside_a_server() {
    for wanted in [None, Some(true), Some(false)] {
        for role in [Role::Member, Role::Host] {
            let came_to = settings(in_a_server(GROWN_UP), role, wanted);
            assert_eq!(came_to, (Told::NoManager, None), "{role:?} {wanted:?}");
        }
        for role in [Role::Member, Role::Host, Role::Manager] {
            let came_to = settings(None, role, wanted);
            assert_eq!(came_to, (Told::NoServer, None), "{role:?} {wanted:?}");
        }
    }
}

#[test]
fn a_manager_s_own_stop_is_not_in_the_way_of_their_server() {
    let library = crate::library();
    let (mut patient, _) = fits(&library, Page::RightNow);
    patient.venue = in_a_server(OPEN);
    let intent = Intent::Settings {
        role: Role::Manager,
        wanted: wanted(Some(true)),
    };
    assert!(matches!(patient.wants(intent), Told::Settings { .. }));
    assert_eq!(patient.venue, in_a_server(GROWN_UP));
    assert_eq!(patient.outcome(), Some(Outcome::Emergency), "and it stays");
}

#[test]
fn a_shard_that_begins_tells_who_left_and_speaks_for_no_other_shard() {
    // The number of the shard stands above the lowest 22 bits.
    let [of_0, also_of_0, of_1] = [2 << 22, 4 << 22, 3 << 22].map(ServerId::new);
    let known = [of_0, also_of_0, of_1];
    let begins = |shard, shards, here: &[ServerId]| {
        let here = here.to_vec();
        let news = ServerNews::All {
            shard,
            shards,
            here,
        };
        news.sort(&known)
    };
    assert_eq!(begins(0, 2, &[of_0]), (vec![also_of_0], vec![of_0]));
    assert_eq!(begins(1, 2, &[of_1]), (vec![], vec![of_1]));
    assert_eq!(begins(1, 2, &[]), (vec![of_1], vec![]));
    assert_eq!(begins(0, 1, &[of_1]), (vec![of_0, also_of_0], vec![of_1]));
    let new = ServerId::new(8 << 22);
    assert_eq!(begins(0, 2, &[new, of_0, also_of_0]).0, []);
    assert_eq!(begins(0, 0, &[]), (vec![], vec![]), "no shards, no news");
}

#[tokio::test]
async fn a_turn_knows_what_is_set_in_its_server_and_in_no_other() {
    let library = crate::library();
    let key = Key::from_hex(&"ab".repeat(32)).unwrap();
    let conductor = Conductor::new(Store::in_memory(&key).unwrap());
    let text = async |server, intent| {
        let asked = crate::asked(mia(), server, Request::Intent(intent));
        let turned = conductor.turn(&library, asked, at(0)).await;
        turned.card.for_its_owner().text.clone()
    };
    let set = |adults_only| Intent::Settings {
        role: Role::Manager,
        wanted: wanted(adults_only),
    };
    let saved = text(Some(club()), set(Some(true))).await;
    assert!(saved.starts_with("Saved."), "{saved}");
    let mine = || Intent::MyVersion(routine());
    let told = text(Some(club()), mine()).await;
    assert!(told.starts_with("Group sessions in this server"), "{told}");
    for elsewhere in [None, Some(ServerId::new(7))] {
        let told = text(elsewhere, mine()).await;
        assert!(told.starts_with("Do the private check first."), "{told}");
    }
    // Left and back again, nothing has changed.
    let news = [ServerNews::Left(club()), ServerNews::Here(club())];
    for news in news {
        conductor.hear(at(0), news).await.unwrap();
    }
    let told = text(Some(club()), set(Some(true))).await;
    assert!(told.starts_with("It was set like this before"), "{told}");
}
