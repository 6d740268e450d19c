//! What is due is sent once, at the hour of whoever asked for it, and ends where it does not arrive.

use chrono::TimeDelta;
use unknot::app::{Note, NoteFate};
use unknot::domain::{Hydrate, Occasion, Wished};
use unknot::present::Request;

use super::house::{House, at, local, mia, noah, through_day};

/// Ten past noon in Berlin, in winter.
const NOON: &str = "2026-01-05T11:10:00Z";

#[tokio::test]
async fn two_members_of_different_zones_keep_their_hours_across_a_clock_change() {
    // From the eve of Berlin's change to the morning after New York's.
    let mut house = House::empty("2026-10-24T12:00:00Z");
    house.lives(mia(), "Berlin").await;
    house.lives(noah(), "New York").await;
    house.mia(through_day()).await;
    house.tells(noah(), through_day()).await;
    let notes = house.lives_through(TimeDelta::days(10)).await;
    for (user, zone, days) in [
        (mia(), "Europe/Berlin", 10),
        (noah(), "America/New_York", 10),
    ] {
        let mut theirs = notes.clone();
        theirs.retain(|it| it.user == user);
        let times = local(&theirs, zone);
        let hours: Vec<&str> = times.iter().map(|it| &it[6..8]).collect();
        for hour in ["10", "12", "14", "16", "18"] {
            let count = hours.iter().filter(|it| **it == hour).count();
            assert!(
                (days - 1..=days).contains(&count),
                "{zone} {hour}: {times:?}"
            );
        }
        let minutes = times.iter().map(|it| it[9..].parse::<u32>().unwrap());
        assert!(minutes.max() < Some(6), "{times:?}");
        assert_eq!(
            hours
                .iter()
                .filter(|it| !["10", "12", "14", "16", "18"].contains(it))
                .count(),
            0
        );
        for pair in theirs.windows(2) {
            assert!(
                TimeDelta::hours(1) <= pair[1].at - pair[0].at,
                "never two within an hour"
            );
        }
    }
    // Ten in the morning of the day after both changes: six hours apart again, five in between.
    let first = |user, day: &str| {
        let at = notes.iter().filter(|it| it.user == user).map(|it| it.at);
        at.filter(|it| it.to_string().starts_with(day))
            .min()
            .unwrap()
    };
    let apart = |day| (first(noah(), day) - first(mia(), day)).num_minutes();
    assert!(
        (295..=305).contains(&apart("2026-10-27")),
        "{}",
        apart("2026-10-27")
    );
    assert!(
        (355..=365).contains(&apart("2026-11-02")),
        "{}",
        apart("2026-11-02")
    );
}

#[tokio::test]
async fn what_was_due_while_no_bot_was_there_is_dropped_and_the_next_one_comes() {
    let mut house = House::new(NOON).await;
    house.mia(through_day()).await;
    let due = house.next().await.unwrap();
    let current = TimeDelta::minutes(30);
    house.now = due + current;
    assert_eq!(house.due().await, [], "half an hour late");
    let next = house.next().await.unwrap();
    assert_eq!(next, due + TimeDelta::hours(2));
    house.now = next + current - TimeDelta::milliseconds(1);
    assert_eq!(house.due().await.len(), 1, "a little less");
}

#[tokio::test]
async fn one_whose_fate_nobody_told_is_sent_again_as_the_same_and_never_after_three_minutes() {
    let mut house = House::new(NOON).await;
    house.mia(through_day()).await;
    house.now = house.next().await.unwrap();
    let began = house.now;
    let [note] = house.due().await.try_into().expect("one");
    for seconds in [1, 59] {
        house.now = began + TimeDelta::seconds(seconds);
        assert_eq!(house.due().await, [], "it is on its way");
    }
    for seconds in [60, 120] {
        house.now = began + TimeDelta::seconds(seconds);
        let again = Note {
            is_again: true,
            ..note
        };
        assert_eq!(
            house.due().await,
            [again],
            "the same one, of the same moment"
        );
    }
    house.now = began + TimeDelta::seconds(180);
    assert_eq!(house.due().await, []);
    // Whether it came or not, it counts as if it had.
    let status = house.mia(Hydrate::Status).await;
    assert!(
        status.contains("Monday 5: drinks 0, reminders 1"),
        "{status}"
    );
    // Somebody says so after all: that counts no second time.
    house.fared(&[note], NoteFate::Sent).await;
    let status = house.mia(Hydrate::Status).await;
    assert!(
        status.contains("Monday 5: drinks 0, reminders 1"),
        "{status}"
    );
    assert_eq!(
        house.lives_through(TimeDelta::hours(2)).await.len(),
        1,
        "the next one comes"
    );
}

#[tokio::test]
async fn one_that_may_work_in_a_moment_is_tried_again_then() {
    let mut house = House::new(NOON).await;
    house.mia(through_day()).await;
    house.now = house.next().await.unwrap();
    let notes = house.due().await;
    let again = house.now + TimeDelta::seconds(90);
    house.fared(&notes, NoteFate::Later(again)).await;
    house.now = again - TimeDelta::milliseconds(1);
    assert_eq!(house.due().await, []);
    house.now = again;
    let [again] = house.due().await.try_into().expect("one");
    assert_eq!((again.id, again.at), (notes[0].id, notes[0].at));
    house.fared(&notes, NoteFate::Dropped).await;
    assert_eq!(house.lives_through(TimeDelta::minutes(30)).await, []);
}

#[tokio::test]
async fn closed_direct_messages_end_reminders_which_is_said_once_at_whatever_they_ask_next() {
    let mut house = House::new(NOON).await;
    house.mia(through_day()).await;
    house.now = house.next().await.unwrap();
    let notes = house.due().await;
    house.fared(&notes, NoteFate::Closed).await;
    assert_eq!(house.next().await, None, "nothing more comes");
    let zone = || Request::Intent(unknot::domain::Intent::Zone(None));
    // Nobody else is told.
    assert!(!house.says(noah(), zone()).await.text.contains("have ended"));
    // What leads to help stands alone, and uses it up for nobody.
    let help = Request::Intent(unknot::domain::Intent::NeedHelp(None));
    let told = house.says(mia(), help).await;
    assert!(!format!("{told:?}").contains("have ended"), "{told:?}");
    let told = house.says(mia(), zone()).await.text;
    assert!(
        told.contains("Europe/Berlin") && told.contains("Your reminders have ended"),
        "{told}"
    );
    assert!(
        !house.says(mia(), zone()).await.text.contains("have ended"),
        "once"
    );
}

#[tokio::test]
async fn to_turn_them_on_again_says_it_by_itself() {
    let mut house = House::new(NOON).await;
    house.mia(through_day()).await;
    house.now = house.next().await.unwrap();
    let notes = house.due().await;
    house.fared(&notes, NoteFate::Closed).await;
    let told = house.mia(through_day()).await;
    assert!(
        told.starts_with("On.") && told.contains("They had ended: Discord did not let me"),
        "{told}"
    );
    assert!(!house.mia(Hydrate::Status).await.contains("have ended"));
    assert_eq!(house.lives_through(TimeDelta::hours(3)).await.len(), 1);
}

#[tokio::test]
async fn at_most_eight_a_day_whatever_is_snoozed() {
    let mut house = House::new("2026-01-05T07:00:00Z").await;
    let every_hour = Hydrate::On(Wished {
        every: Some(60),
        from: Some("8:00".to_owned()),
        to: Some("15:00".to_owned()),
        ..Wished::default()
    });
    house.mia(every_hour).await;
    let notes = house.lives_through(TimeDelta::hours(8)).await;
    assert_eq!(notes.len(), 8, "{:?}", local(&notes, "Europe/Berlin"));
    let press = unknot::present::Press::request("1.drink-snooze", &[]).unwrap();
    let told = house.says(mia(), press).await.text;
    assert!(told.contains("As many as may come in a day"), "{told}");
    assert_eq!(house.lives_through(TimeDelta::hours(8)).await, []);
}

#[tokio::test]
async fn what_is_due_to_many_goes_in_batches_and_to_each_once() {
    let mut house = House::empty(NOON);
    for user in 1_000..1_100 {
        let user = unknot::domain::UserId::new(user);
        house.lives(user, "Berlin").await;
        house.tells(user, through_day()).await;
    }
    house.now = at("2026-01-05T13:06:00Z");
    let conductor = house.conductor();
    let (first, is_any) = conductor.remind(house.now).await.unwrap();
    assert_eq!((first.len(), is_any), (64, true));
    let (second, is_any) = conductor.remind(house.now).await.unwrap();
    assert_eq!((second.len(), is_any), (36, true));
    let (third, is_any) = conductor.remind(house.now).await.unwrap();
    assert_eq!((third.len(), is_any), (0, false));
    let mut users: Vec<_> = first.iter().chain(&second).map(|it| it.user).collect();
    users.sort();
    users.dedup();
    assert_eq!(users.len(), 100);
    assert!(
        first
            .iter()
            .all(|it| it.reminder.occasion == Occasion::ThroughDay)
    );
    // Those of one hour are spread over minutes.
    let mut due: Vec<_> = first
        .iter()
        .chain(&second)
        .map(|it| it.reminder.at)
        .collect();
    due.sort();
    assert!(
        TimeDelta::minutes(3) < due[99] - due[0],
        "{:?}",
        due[99] - due[0]
    );
}

/// Mia's next reminder through the day, which is to be sent by now.
async fn one_on_its_way(house: &mut House) -> Note {
    house.mia(through_day()).await;
    house.now = house.next().await.unwrap();
    let [note] = house.due().await.try_into().expect("one");
    assert!(house.is_current(&note).await);
    note
}

#[tokio::test]
async fn one_that_waited_for_leave_is_not_sent_once_it_was_stopped() {
    let mut house = House::new(NOON).await;
    let note = one_on_its_way(&mut house).await;
    house.mia(Hydrate::Off).await;
    assert!(!house.is_current(&note).await);
    house.fared(&[note], NoteFate::Unsent(house.now)).await;
    assert_eq!(house.next().await, None);
    // What is asked for anew is another one, which the fate of the first does not touch.
    house.mia(through_day()).await;
    assert!(!house.is_current(&note).await);
    let next = house.next().await;
    house.fared(&[note], NoteFate::Dropped).await;
    assert!(next.is_some() && house.next().await == next);
}

#[tokio::test]
async fn one_that_waited_for_leave_until_quiet_hours_is_dropped_and_counts_for_nothing() {
    let mut house = House::new(NOON).await;
    let quiet = Hydrate::On(Wished {
        quiet_from: Some("14:30".to_owned()),
        ..Wished::default()
    });
    house.mia(quiet).await;
    // At two in the afternoon and some minutes, in Berlin.
    let note = one_on_its_way(&mut house).await;
    house.now = at("2026-01-05T13:29:59Z");
    assert!(
        !house.is_current(&note).await,
        "nobody knows whether it came"
    );
    house.fared(&[note], NoteFate::Unsent(house.now)).await;
    let [note] = house.due().await.try_into().expect("weighed anew");
    assert!(house.is_current(&note).await, "a second before");
    house.now = at("2026-01-05T13:30:00Z");
    assert!(!house.is_current(&note).await, "quiet");
    house.fared(&[note], NoteFate::Unsent(house.now)).await;
    assert_eq!(house.due().await, []);
    let status = house.mia(Hydrate::Status).await;
    assert!(status.contains("reminders 0"), "{status}");
}

#[tokio::test]
async fn one_that_may_be_there_stays_so_until_it_is_known() {
    let mut house = House::new(NOON).await;
    let note = one_on_its_way(&mut house).await;
    house.fared(&[note], NoteFate::Later(house.now)).await;
    let [again] = house.due().await.try_into().expect("tried again");
    assert_eq!((again.at, again.is_again), (note.at, true));
    // No leave was given this time, and it may be there still.
    house.fared(&[again], NoteFate::Unsent(house.now)).await;
    house.now = note.at + TimeDelta::minutes(3) - TimeDelta::milliseconds(1);
    assert!(house.is_current(&again).await);
    house.now = note.at + TimeDelta::minutes(3);
    assert!(!house.is_current(&again).await);
    assert_eq!(house.due().await, []);
    let status = house.mia(Hydrate::Status).await;
    assert!(status.contains("reminders 1"), "it counts: {status}");
}
