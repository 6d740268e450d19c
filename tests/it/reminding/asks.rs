//! What somebody asks for of reminders, what they are told, and what is kept of it.

use chrono::TimeDelta;
use unknot::app::NoteFate;
use unknot::domain::{
    Hydrate, Intent, Language, Limits, Member, Occasion, Outcome, Own, Reminders,
};
use unknot::present::{Press, Request};

use super::house::{House, at, local, mia, noah, screened, through_day};

/// Ten past noon in Berlin, in winter.
const NOON: &str = "2026-01-05T11:10:00Z";

fn none() -> Reminders {
    Reminders::none(Language::English)
}

/// Asks as a button does.
fn pressed(custom_id: &str) -> Request {
    Press::request(custom_id, &[]).expect("a private button")
}

#[tokio::test]
async fn reminders_begin_at_the_next_time_of_day_and_end_at_once() {
    let mut house = House::new(NOON).await;
    let told = house.mia(through_day()).await;
    assert!(told.contains("10:00, 12:00, 14:00, 16:00, 18:00"), "{told}");
    assert!(
        told.contains("Europe/Berlin") && told.contains("Next: <t:"),
        "{told}"
    );
    assert!(told.contains("If you limit your fluids"), "{told}");
    let notes = house.lives_through(TimeDelta::hours(4)).await;
    let times = local(&notes, "Europe/Berlin");
    assert_eq!(times.len(), 2, "{times:?}");
    assert!(
        times[0].starts_with("01-05 14:0") && times[1].starts_with("01-05 16:0"),
        "{times:?}"
    );
    let told = house.says(mia(), pressed("1.drink-stop")).await.text;
    assert!(told.starts_with("Off."), "{told}");
    assert_eq!(house.next().await, None);
    assert_eq!(house.member(mia()).await.unwrap().reminders, Some(none()));
    assert!(house.mia(Hydrate::Off).await.starts_with("Nothing was on."));
}

#[tokio::test]
async fn without_a_time_zone_the_wish_is_kept_and_nothing_comes_until_there_is_one() {
    let house = House::empty(NOON);
    let told = house.mia(through_day()).await;
    assert!(told.contains("`/timezone`"), "{told}");
    assert_eq!(house.next().await, None);
    house.lives(mia(), "New York").await;
    // Six in the morning there.
    let next = house.next().await.unwrap();
    let (ten, minutes) = (at("2026-01-05T15:00:00Z"), TimeDelta::minutes(5));
    assert!(ten <= next && next < ten + minutes, "{next}");
    house.lives(mia(), "Berlin").await;
    let next = house.next().await.unwrap();
    let two = at("2026-01-05T13:00:00Z");
    assert!(
        two <= next && next < two + minutes,
        "the old one is gone: {next}"
    );
}

#[tokio::test]
async fn a_drink_is_logged_once_for_each_reminder_and_as_often_as_they_say_by_command() {
    let mut house = House::new(NOON).await;
    house.mia(through_day()).await;
    let notes = house
        .lives_through(TimeDelta::hours(2) + TimeDelta::minutes(10))
        .await;
    let [note] = notes.as_slice() else {
        panic!("{notes:?}")
    };
    let had = format!("1.drink-had.{}", note.reminder.at.timestamp_millis());
    for _ in 0..2 {
        assert_eq!(
            house.says(mia(), pressed(&had)).await.text,
            "Logged, for you alone."
        );
    }
    let status = house.mia(Hydrate::Status).await;
    assert!(
        status.contains("Monday 5: drinks 1, reminders 1"),
        "{status}"
    );
    assert!(
        status.contains("Tuesday 30: drinks 0, reminders 0\nWednesday 31:"),
        "{status}"
    );
    for count in 2..=100 {
        house.now += TimeDelta::seconds(1);
        let told = house.mia(Hydrate::Log).await;
        assert!(told.contains(&format!("Drinks today: {count}.")), "{told}");
    }
    house.now += TimeDelta::seconds(1);
    let told = house.mia(Hydrate::Log).await;
    assert!(told.contains("100") && told.contains("not kept"), "{told}");
    // Past midnight in Berlin.
    house.now = at("2026-01-05T23:00:00Z");
    assert!(house.mia(Hydrate::Log).await.contains("Drinks today: 1."));
    assert!(
        house
            .tells(noah(), Hydrate::Status)
            .await
            .contains("drinks 0"),
        "theirs alone"
    );
}

#[tokio::test]
async fn a_snoozed_one_comes_an_hour_later_and_counts() {
    let mut house = House::new(NOON).await;
    house.mia(through_day()).await;
    let notes = house
        .lives_through(TimeDelta::hours(2) + TimeDelta::minutes(10))
        .await;
    assert_eq!(notes.len(), 1);
    let told = house.says(mia(), pressed("1.drink-snooze")).await.text;
    let again = house.now + TimeDelta::hours(1);
    assert_eq!(told, format!("Once more at <t:{}:t>.", again.timestamp()));
    let notes = house.lives_through(TimeDelta::hours(1)).await;
    assert_eq!(notes.len(), 1);
    assert_eq!(
        (notes[0].reminder.occasion, notes[0].at),
        (Occasion::Snoozed, again)
    );
    // The next of the day is due an hour behind it at the earliest, too late to be current.
    let notes = house.lives_through(TimeDelta::hours(1)).await;
    assert!(
        notes.iter().all(|it| again + TimeDelta::hours(1) <= it.at),
        "{notes:?}"
    );
    // At a quarter past eight in the evening an hour later is quiet.
    house.now = at("2026-01-05T19:15:00Z");
    let told = house.says(mia(), pressed("1.drink-snooze")).await.text;
    assert!(told.contains("quiet hours"), "{told}");
    house.mia(Hydrate::Off).await;
    let told = house.says(mia(), pressed("1.drink-snooze")).await.text;
    assert!(told.starts_with("Reminders are off."), "{told}");
}

#[tokio::test]
async fn an_amount_is_named_only_where_it_is_asked_for() {
    let house = House::new(NOON).await;
    let told = house.says(mia(), pressed("1.drink-how-much")).await.text;
    assert!(
        told.contains("200 to 250 mL") && told.contains("follow your own plan"),
        "{told}"
    );
    for wants in [through_day(), Hydrate::Status, Hydrate::Log, Hydrate::Off] {
        let told = house.mia(wants.clone()).await;
        assert!(
            !told.contains("mL") && !told.contains("oz"),
            "{wants:?}: {told}"
        );
    }
}

#[tokio::test]
async fn an_old_button_of_somebody_who_was_forgotten_keeps_nothing() {
    let house = House::new(NOON).await;
    house.mia(through_day()).await;
    house.says(mia(), Request::Intent(Intent::Forget)).await;
    assert_eq!(house.next().await, None);
    for press in [
        "1.drink-had.1767610800000",
        "1.drink-snooze",
        "1.drink-stop",
        "1.drink-how-much",
    ] {
        house.says(mia(), pressed(press)).await;
        assert_eq!(house.member(mia()).await, None, "{press}");
    }
}

#[tokio::test]
async fn whoever_only_asked_for_reminders_has_not_agreed_to_the_check() {
    let house = House::empty(NOON);
    house.mia(Hydrate::Log).await;
    let card = house.card(mia(), Request::Intent(Intent::Start)).await;
    let page = &card.for_its_owner().rows;
    assert!(format!("{page:?}").contains("Agree"), "{page:?}");
    let told = house.says(mia(), Request::Own(Own::Show)).await.text;
    assert!(told.contains("reminders"), "{told}");
}

#[tokio::test]
async fn what_would_be_dropped_is_not_said_to_come_next() {
    let mut house = House::new(NOON).await;
    house.mia(through_day()).await;
    assert!(house.mia(Hydrate::Status).await.contains("Next: <t:"));
    // Their check ends before it asks what they drink: nothing comes, and the question stays.
    let hold = screened(Outcome::Hold, Limits::default(), house.now);
    let held = Member {
        clearance: Some(hold),
        ..house.member(mia()).await.unwrap()
    };
    house.keep(mia(), held).await;
    let status = house.mia(Hydrate::Status).await;
    assert!(!status.contains("Next:"), "{status}");
    assert!(house.next().await.is_some(), "what was due is there still");
    assert_eq!(house.lives_through(TimeDelta::hours(2)).await, []);
}

#[tokio::test]
async fn whoever_uses_their_reminders_is_not_forgotten_and_one_that_does_not_arrive_is_no_use() {
    let mut house = House::new(NOON).await;
    house.mia(through_day()).await;
    let days = TimeDelta::days;
    let used = |house: &House| {
        let store = house.store();
        async move { store.holdings(mia()).await.unwrap().used_day.unwrap() }
    };
    let first = used(&house).await;
    for (after, wants) in [
        (1, Hydrate::Status),
        (2, Hydrate::Log),
        (3, Hydrate::Had(house.now)),
        (4, Hydrate::Snooze),
        (5, Hydrate::HowMuch),
    ] {
        house.now = at(NOON) + days(after);
        house.mia(wants).await;
        assert_eq!(used(&house).await, first + after);
    }
    house.now += days(1);
    let notes = house.lives_through(days(1)).await;
    assert!(!notes.is_empty());
    house.fared(&notes[..1], NoteFate::Closed).await;
    assert_eq!(used(&house).await, first + 5, "to be written to is no use");
    assert!(
        !house
            .member(mia())
            .await
            .unwrap()
            .reminders
            .unwrap()
            .is_any()
    );
}
