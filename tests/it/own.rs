//! What is somebody's own: to see, to take along, to delete, and how they said that they feel, over time.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use serde_json::Value;
use unknot::app::sketched;
use unknot::domain::{
    Change, CheckIn, Feel, Hydrate, Intent, Limits, Member, Outcome, Own, RoutineId, SessionId,
    Timestamp, UserId,
};
use unknot::present::{Attached, Card, Press, PrivateCard, Request};

use crate::reminding::house::{House, at, library, mia, noah, screened, through_day, zone};
use crate::session::group::gathering;

const NOON: &str = "2026-01-05T11:10:00Z";

/// So many, a day apart from a year before now on, of two routines in turn; every third without a number.
fn check_ins(count: u64) -> Vec<CheckIn> {
    let check_in = |it: u64| {
        let place = usize::try_from(it).unwrap();
        let days = i64::try_from(it).unwrap();
        CheckIn {
            session: SessionId::new(10 + it),
            routine: RoutineId::new(["sore_feet_5", "full_body_20"][place % 2]),
            at: at("2025-02-01T22:30:00Z") + TimeDelta::hours(16 * days),
            feel: Feel::ALL[place % 3].1,
            strength: (place % 3 != 2).then(|| u8::try_from(it % 11).unwrap()),
        }
    };
    (0..count).map(check_in).collect()
}

/// In which Mia, who lives in Berlin and may roll, has said so often how she feels.
async fn said(count: u64) -> House {
    let house = House::empty(NOON);
    let clear = screened(Outcome::Clear, Limits::default(), house.now);
    house
        .keep(
            mia(),
            Member {
                clearance: Some(clear),
                zone: zone("Europe/Berlin"),
                ..Member::default()
            },
        )
        .await;
    let mut changes = Vec::new();
    for it in check_ins(count) {
        let mut opened = gathering(crate::session::lobby());
        opened.session.id = it.session;
        opened.session.room = unknot::domain::RoomId::new(it.session.get());
        changes.push(Change::Open(Box::new(opened)));
        changes.push(Change::CheckIn {
            user: mia(),
            check_in: Box::new(it),
        });
    }
    house.store().commit(house.now, changes).await.unwrap();
    house
}

async fn own(house: &House, user: UserId, own: Own) -> PrivateCard {
    house.card(user, Request::Own(own)).await
}

fn words(card: &Card) -> String {
    let fields = card
        .fields
        .iter()
        .map(|it| format!("\n{}: {}", it.name, it.text));
    format!("{}{}", card.text, fields.collect::<String>())
}

/// In words, those of both routines.
fn names_every_area(card: &Card) {
    let mut areas = BTreeSet::new();
    for routine in ["sore_feet_5", "full_body_20"] {
        let cues = &library().routines[&RoutineId::new(routine)].cues;
        let techniques = cues.iter().filter_map(|it| it.technique.as_ref());
        areas.extend(techniques.map(|it| &library().techniques[it].region));
    }
    let by_area = card.fields.iter().find(|it| it.name == "By area").unwrap();
    assert_eq!(by_area.text.lines().count(), areas.len());
    for area in areas {
        let name = &library().regions[area].name;
        assert!(by_area.text.contains(name), "{name} in {}", by_area.text);
    }
}

#[tokio::test]
async fn progress_says_something_for_none_for_one_and_for_five_hundred() {
    let house = said(0).await;
    let card = own(&house, mia(), Own::Progress).await;
    assert!(
        words(card.for_its_owner()).starts_with("You have not said yet"),
        "{card:?}"
    );
    assert_eq!(card.attached(), None);

    let house = said(1).await;
    let card = own(&house, mia(), Own::Progress).await;
    let text = words(card.for_its_owner());
    // Half past ten in the evening in London is tomorrow nowhere near, but half past eleven in Berlin.
    assert!(
        text.starts_with("You have said it once: 2025-02-01: better, 0 of 10, "),
        "{text}"
    );
    assert_eq!(card.attached(), None, "one is no picture");

    let house = said(500).await;
    let card = own(&house, mia(), Own::Progress).await;
    let text = words(card.for_its_owner());
    let last = check_ins(500).pop().unwrap().at;
    let last = zone("Europe/Berlin").unwrap().local(last).date();
    assert!(
        text.starts_with(&format!(
            "You have said it 500 times, from 2025-02-01 to {last}."
        )),
        "{text}"
    );
    assert!(text.contains("better 167, same 167, worse 166"), "{text}");
    assert!(
        text.contains("How strong it felt: 0 to 10 of 10, 5 in the middle."),
        "{text}"
    );
    assert!(text.contains("and 490 more"), "{text}");
    let Some(Attached::Progress { progress, alt }) = card.attached() else {
        panic!("a picture: {card:?}")
    };
    assert_eq!(progress.dots.len(), 500);
    assert!(
        alt.contains("500 times") && alt.chars().count() <= 1024,
        "{alt}"
    );
    // Every bar holds what the words say.
    for bar in &progress.bars {
        let line = format!(
            "{}: better {}, same {}, worse {}",
            bar.name, bar.better, bar.same, bar.worse
        );
        assert!(text.contains(&line), "{line} in {text}");
    }
    names_every_area(card.for_its_owner());
    let drawn = progress.bars.iter().filter(|it| it.heading == "By area");
    assert_eq!(drawn.count(), 6, "those with the most");
    assert!(progress.ticks.len() <= 6 && progress.ticks.is_sorted_by(|one, other| one.0 < other.0));
    let drawn = sketched(card.attached().unwrap().clone())
        .await
        .expect("it is drawn");
    assert_eq!(
        (drawn.name, &drawn.bytes[1..4]),
        ("progress.png", b"PNG".as_slice())
    );
    assert_eq!(drawn.alt.as_ref(), Some(alt));
}

#[tokio::test]
async fn a_week_is_drawn_as_it_is_told() {
    let house = lived_in().await;
    let status = Request::Hydrate(Box::new(Hydrate::Status));
    let card = house.card(mia(), status).await;
    let Some(Attached::Week { week, alt }) = card.attached() else {
        panic!("a picture: {card:?}")
    };
    let days: Vec<_> = week
        .days
        .iter()
        .map(|it| (it.drinks, it.reminders))
        .collect();
    assert_eq!(
        days,
        [(0, 0), (0, 0), (0, 0), (0, 0), (0, 0), (0, 0), (1, 1)]
    );
    assert_eq!(week.days[6].name, "Mon 5");
    assert!(alt.contains("Monday 5: drinks 1, reminders 1"), "{alt}");
    let drawn = sketched(card.attached().unwrap().clone())
        .await
        .expect("it is drawn");
    assert_eq!(
        (drawn.name, &drawn.bytes[1..4]),
        ("week.png", b"PNG".as_slice())
    );
}

#[tokio::test]
async fn what_two_said_is_each_ones_own() {
    let house = said(2).await;
    let text = words(own(&house, noah(), Own::Progress).await.for_its_owner());
    assert!(text.starts_with("You have not said yet"), "{text}");
    let card = own(&house, noah(), Own::Export).await;
    assert_eq!(
        card.for_its_owner().text,
        "Right now I keep nothing about you."
    );
    assert_eq!(card.attached(), None);
}

/// In which there is something of Mia in every table.
async fn lived_in() -> House {
    let mut house = said(3).await;
    let mut member = house.member(mia()).await.unwrap();
    let region = unknot::domain::RegionId::new("calf");
    member
        .resting
        .insert(region, house.now + TimeDelta::hours(9));
    house.keep(mia(), member).await;
    house.mia(through_day()).await;
    house.mia(Hydrate::Log).await;
    assert_eq!(house.lives_through(TimeDelta::hours(3)).await.len(), 1);
    let session = SessionId::new(10);
    let seat = crate::session::group::seat(
        mia(),
        unknot::domain::Stance::Breathes,
        unknot::domain::SeatPlace::Sits,
    );
    let line = unknot::domain::LogLine {
        at: house.now,
        who: Some(mia()),
        did: unknot::domain::Did::ToldOfStopping,
    };
    let lead = unknot::domain::Lead {
        user: Some(mia()),
        token: None,
        language: unknot::domain::Language::English,
    };
    let changes = vec![
        Change::Seat {
            session,
            seat: Box::new(seat),
        },
        Change::Log { session, line },
        Change::Lead {
            session: SessionId::new(11),
            lead,
        },
    ];
    house.store().commit(house.now, changes).await.unwrap();
    house
}

async fn exported(house: &House) -> Value {
    let card = own(house, mia(), Own::Export).await;
    let Some(Attached::File { name, text }) = card.attached() else {
        panic!("a file: {card:?}")
    };
    assert_eq!(*name, "unknot.json");
    serde_json::from_str(text).expect("it is JSON")
}

#[tokio::test]
async fn the_export_has_everything_of_whoever_asks() {
    let house = lived_in().await;
    let mut json = exported(&house).await;
    let due = json["reminders_to_come"].as_array().unwrap().len();
    let came = json["reminders_that_came"].as_array().unwrap().len();
    assert_eq!((due, came), (1, 1));
    for moment in ["reminders_to_come", "reminders_that_came"] {
        // Mia's own few minutes behind the hour.
        json[moment] = Value::Null;
    }
    insta::assert_snapshot!(format!("{json:#}"));
}

#[tokio::test]
async fn what_is_kept_is_counted_in_plain_words() {
    let house = lived_in().await;
    let text = words(own(&house, mia(), Own::Show).await.for_its_owner());
    for line in [
        "Time zone: Europe/Berlin",
        "Areas off for today: 1",
        "Reminders to come: 1",
        "Reminders that came: 1",
        "Drinks logged: 1",
        "Times that you said how you feel: 3",
        "Sessions in which you have or had a place: 1",
        "Sessions that you lead or led: 1",
        "Lines of yours in the logs of sessions: 1",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
    let text = words(own(&house, noah(), Own::Show).await.for_its_owner());
    assert!(
        text.starts_with("Right now I keep nothing about you."),
        "{text}"
    );
    assert!(!text.contains("Of you, right now"), "{text}");
}

#[tokio::test]
async fn deletion_asks_first_and_then_nothing_anywhere_names_them() {
    let house = lived_in().await;
    let before = house.every_trace_of_one();
    assert!(
        10 <= before.len(),
        "her key in each table, and what is sealed: {}",
        before.len()
    );
    assert_eq!(house.found(&before), before.len());
    let asked = own(&house, mia(), Own::Delete).await;
    let rows = format!("{:?}", asked.for_its_owner().rows);
    assert!(rows.contains("Delete everything"), "{rows}");
    assert_eq!(house.found(&before), before.len(), "to ask deletes nothing");
    let held = house.store().holdings(mia()).await.unwrap();
    let ([led], [(logged, line)]) = (held.led.as_slice(), held.done.as_slice()) else {
        panic!("she led one, and did something: {held:?}")
    };
    assert_eq!((led.lead.user, line.who), (Some(mia()), Some(mia())));
    let delete = Press::request("1.delete-everything", &[]).unwrap();
    assert_eq!(delete, Request::Intent(Intent::Forget));
    house.says(mia(), delete).await;
    assert_eq!(house.found(&before), 0, "searched in every file");
    let held = house.store().holdings(mia()).await.unwrap();
    assert!(held.is_nothing() && held.due.is_empty() && held.diary.sent.is_empty());
    assert!(held.diary.drinks.is_empty() && held.check_ins.is_empty());
    assert_eq!(house.next().await, None);
    // Nor does what is sealed of the session, which no key leads to.
    let led = house.store().gathering(led.session).await.unwrap().unwrap();
    assert_eq!(led.lead.user, None);
    assert!(led.seats.of(mia()).is_none());
    let logged = house.store().gathering(*logged).await.unwrap().unwrap();
    let whose: Vec<_> = logged.log.iter().map(|it| it.who).collect();
    assert_eq!(whose, [None], "the line stays, and is nobody's");
}

#[tokio::test]
async fn whoever_only_led_a_session_sees_that_and_is_told_that_it_was_deleted() {
    let house = lived_in().await;
    let nothing = "There was nothing to delete.";
    let delete = || Press::request("1.delete-everything", &[]).unwrap();
    assert!(house.says(noah(), delete()).await.text.starts_with(nothing));
    let mut opened = gathering(crate::session::lobby());
    opened.session.id = SessionId::new(4_711);
    opened.session.room = unknot::domain::RoomId::new(4_711);
    opened.lead.user = Some(noah());
    let opened = vec![Change::Open(Box::new(opened))];
    house.store().commit(house.now, opened).await.unwrap();
    let text = words(own(&house, noah(), Own::Show).await.for_its_owner());
    assert!(
        text.starts_with("Right now I keep your places in sessions")
            && text.contains("Sessions that you lead or led: 1"),
        "{text}"
    );
    let told = house.says(noah(), delete()).await.text;
    assert!(told.contains("deleted all of it"), "{told}");
    assert!(house.says(noah(), delete()).await.text.starts_with(nothing));
}

#[tokio::test]
async fn drinks_and_reminders_that_came_are_kept_for_thirty_days() {
    let house = lived_in().await;
    let drank: Timestamp = house.store().holdings(mia()).await.unwrap().diary.drinks[0];
    let days = TimeDelta::days(30);
    house
        .store()
        .sweep(drank + days - TimeDelta::milliseconds(1))
        .await
        .unwrap();
    assert_eq!(
        house.store().holdings(mia()).await.unwrap().diary.drinks,
        [drank]
    );
    house.store().sweep(drank + days).await.unwrap();
    let diary = house.store().holdings(mia()).await.unwrap().diary;
    assert_eq!((diary.drinks.len(), diary.sent.len()), (0, 1));
    house
        .store()
        .sweep(drank + days + TimeDelta::hours(3))
        .await
        .unwrap();
    assert_eq!(house.store().holdings(mia()).await.unwrap().diary.sent, []);
}
