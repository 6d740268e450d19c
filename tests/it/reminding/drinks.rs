//! Who is not reminded to drink because of what they said in a check, and until when.

use chrono::TimeDelta;
use unknot::domain::{
    Age, Begun, Hydrate, Intent, Limits, Member, Outcome, Own, Page, Pressed, Timestamp,
    Unfinished, Wished,
};
use unknot::present::Request;

use super::house::{House, after_sessions, library, mia, noah, screened, through_day, zone};

/// Ten past noon in Berlin, in winter.
const NOON: &str = "2026-01-05T11:10:00Z";

/// The last press of a check in which nothing fits but that they limit what they drink.
fn limits_fluids(now: Timestamp) -> Intent {
    filled_in(now, &["T3"])
}

/// The last press of a check in which nothing fits but these wishes.
fn filled_in(now: Timestamp, wishes: &[&str]) -> Intent {
    let mut page = until_page(now, Page::Suits);
    let wishes = wishes.iter().map(|it| (*it).to_owned());
    page = page.press(Pressed::Wishes(wishes.collect())).unwrap();
    Intent::Press(Box::new(page), Pressed::Next)
}

/// The press that says that something speaks against rolling today.
fn not_today(now: Timestamp) -> Intent {
    Intent::Press(
        Box::new(until_page(now, Page::NotToday)),
        Pressed::OneOrMore,
    )
}

/// A check in which nothing fits up to this page.
fn until_page(now: Timestamp, until: Page) -> Unfinished {
    let screening = &library().screening;
    let mut page = Unfinished::begin(Begun::Whole, screening, now, true, false);
    while page.page() != Some(until) {
        let pressed = match page.page() {
            Some(Page::Age) => Pressed::Aged(Age::Adult),
            _ => Pressed::NoneOfThese,
        };
        page = page.press(pressed).unwrap();
    }
    page
}

#[tokio::test]
async fn whoever_limits_what_they_drink_is_told_why_and_nothing_of_the_wish_is_kept() {
    let house = House::new(NOON).await;
    let limits = Limits {
        no_water: true,
        ..Limits::default()
    };
    let flagged = Member {
        clearance: Some(screened(Outcome::Limits, limits, house.now)),
        zone: zone("Europe/Berlin"),
        ..Member::default()
    };
    house.keep(mia(), flagged.clone()).await;
    let only_quiet = Wished {
        quiet_from: Some("22:00".to_owned()),
        ..Wished::default()
    };
    for wants in [through_day(), Hydrate::On(Wished::default())] {
        let told = house.mia(wants).await;
        assert!(told.starts_with("I do not remind you to drink:"), "{told}");
        assert_eq!(house.member(mia()).await.unwrap(), flagged);
    }
    // Where nothing is on, quiet hours alone would turn one on; they are kept, and nothing is on.
    let told = house.mia(Hydrate::On(only_quiet)).await;
    assert!(told.starts_with("I do not remind you to drink:"), "{told}");
    let kept = house.member(mia()).await.unwrap().reminders.unwrap();
    assert!(!kept.is_any(), "{kept:?}");
    // What is no reminder to drink is theirs all the same.
    let told = house.mia(after_sessions()).await;
    assert!(
        told.starts_with("I do not remind you to drink:") && told.contains("The day after"),
        "{told}"
    );
    assert!(told.contains("Time zone: Europe/Berlin"), "{told}");
    let kept = house.member(mia()).await.unwrap().reminders.unwrap();
    assert!(!kept.is_on() && kept.check_in.is_some());
    let status = house.mia(Hydrate::Status).await;
    assert!(
        status.starts_with("I do not remind you to drink:"),
        "{status}"
    );
    // To somebody else it says nothing of the sort.
    house.lives(noah(), "Berlin").await;
    assert!(house.tells(noah(), through_day()).await.starts_with("On."));
}

#[tokio::test]
async fn a_check_that_ended_before_it_asked_has_reminders_wait_until_it_is_done() {
    for outcome in [
        Outcome::Hold,
        Outcome::NotToday,
        Outcome::SameDay,
        Outcome::Emergency,
    ] {
        let mut house = House::new(NOON).await;
        house.mia(through_day()).await;
        let mut member = house.member(mia()).await.unwrap();
        member.clearance = Some(screened(outcome, Limits::default(), house.now));
        house.keep(mia(), member.clone()).await;
        assert_eq!(
            house.lives_through(TimeDelta::hours(4)).await,
            [],
            "{outcome:?}"
        );
        let told = house.mia(through_day()).await;
        assert!(
            told.starts_with("I do not remind you to drink yet:"),
            "{told}"
        );
        member.clearance = Some(screened(Outcome::Clear, Limits::default(), house.now));
        house.keep(mia(), member).await;
        assert_eq!(
            house.lives_through(TimeDelta::hours(2)).await.len(),
            1,
            "{outcome:?}"
        );
    }
}

#[tokio::test]
async fn a_check_that_finds_a_limit_ends_reminders_for_good() {
    let mut house = House::new(NOON).await;
    house.mia(through_day()).await;
    house.mia(after_sessions()).await;
    house
        .says(mia(), Request::Intent(limits_fluids(house.now)))
        .await;
    let kept = house.member(mia()).await.unwrap();
    assert!(kept.clearance.as_ref().unwrap().limits.no_water);
    let reminders = kept.reminders.unwrap();
    assert!(
        !reminders.is_on() && reminders.check_in.is_some(),
        "{reminders:?}"
    );
    // Once the clearance is gone, so is the flag; the reminders do not come back.
    house
        .keep(
            mia(),
            Member {
                clearance: None,
                ..kept
            },
        )
        .await;
    assert_eq!(house.lives_through(TimeDelta::days(2)).await, []);
}

#[tokio::test]
async fn a_check_that_ends_before_it_asks_takes_nothing_back_of_what_they_drink() {
    let mut house = House::new(NOON).await;
    let first = house.now;
    house
        .says(mia(), Request::Intent(limits_fluids(first)))
        .await;
    let flag = house.member(mia()).await.unwrap().clearance.unwrap();
    assert!(flag.limits.no_water, "{flag:?}");
    // A day later they are not to roll for a day.
    house.now += TimeDelta::days(1);
    house
        .says(mia(), Request::Intent(not_today(house.now)))
        .await;
    let stop = house.member(mia()).await.unwrap().clearance.unwrap();
    assert_eq!(stop.outcome, Outcome::NotToday);
    assert_eq!(stop.no_water_until, Some(flag.until));
    // Once that has ended, nothing else is kept of it.
    house.store().sweep(stop.until).await.unwrap();
    let left = house.member(mia()).await.unwrap().clearance.unwrap();
    assert!(left.is_flag_alone() && !left.adult, "{left:?}");
    assert_eq!(left.no_water_until, Some(flag.until));
    house
        .store()
        .sweep(stop.until + TimeDelta::hours(1))
        .await
        .unwrap();
    let told = house.says(mia(), Request::Own(Own::Show)).await;
    assert!(
        told.text.contains("only that you limit what you drink"),
        "{}",
        told.text
    );
    let fields = format!("{:?}", told.fields);
    assert!(!fields.contains("Your check, until"), "{fields}");
    for (now, is_refused) in [
        (stop.until, true),
        (flag.until - TimeDelta::milliseconds(1), true),
        (flag.until, false),
    ] {
        house.now = now;
        let told = house.mia(through_day()).await;
        let refused = told.starts_with("I do not remind you to drink:");
        assert_eq!(refused, is_refused, "{now}: {told}");
        // They have to be asked everything anew all the same.
        let status = house
            .says(mia(), Request::Intent(Intent::Status))
            .await
            .text;
        assert!(!status.contains("Nothing here stops you"), "{status}");
    }
    house.store().sweep(flag.until).await.unwrap();
    assert_eq!(house.member(mia()).await.unwrap().clearance, None);
}

#[tokio::test]
async fn a_whole_check_that_finds_nothing_ends_what_an_earlier_one_found() {
    let mut house = House::new(NOON).await;
    house
        .says(mia(), Request::Intent(limits_fluids(house.now)))
        .await;
    house.now += TimeDelta::days(1);
    house
        .says(mia(), Request::Intent(not_today(house.now)))
        .await;
    house.now += TimeDelta::days(2);
    let clear = filled_in(house.now, &[]);
    house.says(mia(), Request::Intent(clear)).await;
    let clearance = house.member(mia()).await.unwrap().clearance.unwrap();
    assert_eq!(
        (clearance.outcome, clearance.no_water_until),
        (Outcome::Clear, None)
    );
    assert!(house.mia(through_day()).await.starts_with("On."));
}
