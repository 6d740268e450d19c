//! Those who were with a session are reminded after it, where they asked for that: by command before, or by the
//! button of the recap.

use chrono::TimeDelta;
use unknot::app::{Conductor, Presence};
use unknot::domain::{
    Change, Control, DueReminder, Gathering, Language, Limits, Member, Occasion, Outcome,
    Reminders, SeatPlace, Span, Stance, TimeOfDay, Timestamp, UserId, Wants, Zone,
};

use super::group::{gathering, host, member, mia, noah, screened, seat};
use super::turns::Place;
use super::{at, rolling};

/// A session of so many seconds, which Mia and Noah roll; it is about to end.
async fn ends_after(seconds: u32) -> Place {
    let mut long: Gathering = gathering(rolling(6));
    long.session.plan = vec![seconds / 6; 6];
    let place = Place::new(long).await;
    let seat = Change::Seat {
        session: unknot::domain::SessionId::new(1),
        seat: Box::new(seat(noah(), Stance::Watches, SeatPlace::Sits)),
    };
    place.store().commit(at("18:57"), vec![seat]).await.unwrap();
    place
}

fn asked() -> Reminders {
    Reminders {
        after_minutes: Some(90),
        check_in: TimeOfDay::from_minutes(9 * 60),
        ..Reminders::none(Language::English)
    }
}

fn in_berlin(reminders: Option<Reminders>) -> Member {
    Member {
        zone: Zone::named("Europe/Berlin"),
        reminders,
        ..member(screened(Outcome::Clear, at("18:55")))
    }
}

async fn keep(place: &Place, user: UserId, member: Member) {
    let keep = Change::Keep { user, member };
    place.store().commit(at("18:57"), vec![keep]).await.unwrap();
}

async fn wake(place: &Place, now: Timestamp) {
    let conductor = Conductor::new(place.store());
    conductor.wake(now, &Presence::default()).await.unwrap();
}

/// What is due to anybody from then on: to whom, why, and when.
async fn due(place: &Place) -> Vec<(UserId, Occasion, Timestamp)> {
    let all = place
        .store()
        .due_reminders(at("23:59") + TimeDelta::days(9), 99)
        .await
        .unwrap();
    let due = |it: &DueReminder| (it.user, it.reminder.occasion, it.reminder.at);
    let mut due: Vec<_> = all.iter().map(due).collect();
    due.sort();
    due
}

#[tokio::test]
async fn a_session_of_ten_minutes_reminds_whoever_asked_for_it_and_a_shorter_one_nobody() {
    for (seconds, reminds) in [(594, false), (600, true)] {
        let place = ends_after(seconds).await;
        keep(&place, mia(), in_berlin(Some(asked()))).await;
        keep(&place, noah(), in_berlin(None)).await;
        let ends = at("19:00") + TimeDelta::seconds(seconds.into());
        wake(&place, ends - TimeDelta::milliseconds(1)).await;
        assert_eq!(due(&place).await, [], "it still goes on");
        wake(&place, ends).await;
        wake(&place, ends + TimeDelta::seconds(1)).await;
        let due = due(&place).await;
        match reminds {
            false => assert_eq!(due, []),
            true => {
                let [(_, after, drink), (_, check_in, question)] = due.as_slice() else {
                    panic!("one of each, once: {due:?}")
                };
                assert_eq!(
                    (*after, *drink),
                    (Occasion::AfterSession, ends + TimeDelta::minutes(90))
                );
                assert_eq!(*check_in, Occasion::CheckIn);
                // Nine in the morning in Berlin.
                let nine: Timestamp = "2026-01-06T08:00:00Z".parse().unwrap();
                assert!(
                    nine <= *question && *question < nine + TimeDelta::minutes(5),
                    "{question}"
                );
                assert!(due.iter().all(|(user, ..)| *user == mia()));
            }
        }
    }
}

#[tokio::test]
async fn nobody_is_reminded_without_a_time_zone_and_whoever_left_is_not_either() {
    let place = ends_after(600).await;
    let nowhere = Member {
        zone: None,
        ..in_berlin(Some(asked()))
    };
    keep(&place, mia(), nowhere).await;
    keep(&place, noah(), in_berlin(Some(asked()))).await;
    let server = Some(unknot::domain::ServerId::new(2));
    place.asks(noah(), server, Wants::Leave).await;
    wake(&place, at("19:10")).await;
    assert_eq!(due(&place).await, []);
}

#[tokio::test]
async fn a_session_that_a_host_ends_reminds_too_and_the_button_of_the_recap_does_once_it_is_over() {
    let place = ends_after(600).await;
    let server = Some(unknot::domain::ServerId::new(2));
    keep(&place, noah(), in_berlin(Some(asked()))).await;
    keep(&place, mia(), in_berlin(None)).await;
    // Half a minute in, by the clock of those who ask.
    place
        .asks(host(), server, Wants::Control(Control::Stop))
        .await;
    assert_eq!(due(&place).await, [], "it was too short");
    let place = ends_after(600).await;
    keep(&place, mia(), in_berlin(None)).await;
    wake(&place, at("19:10")).await;
    assert_eq!(due(&place).await, []);
    let told = place.asks(mia(), server, Wants::Remind).await.card;
    assert!(told.for_its_owner().text.starts_with("On."), "{told:?}");
    let ends = at("19:10");
    assert_eq!(
        due(&place).await,
        [(mia(), Occasion::AfterSession, ends + TimeDelta::minutes(90))]
    );
    let kept = place.store().member(mia()).await.unwrap().unwrap();
    assert_eq!(kept.reminders.unwrap().after_minutes, Some(90));
    // Pressed again, it does not come twice.
    place.asks(mia(), server, Wants::Remind).await;
    assert_eq!(due(&place).await.len(), 1);
}

#[tokio::test]
async fn whoever_limits_what_they_drink_gets_no_reminder_from_the_recap_and_is_told_why() {
    let place = ends_after(600).await;
    let limits = Limits {
        no_water: true,
        ..Limits::default()
    };
    let mut flagged = in_berlin(None);
    flagged.clearance.as_mut().unwrap().limits = limits;
    flagged.clearance.as_mut().unwrap().outcome = Outcome::Limits;
    keep(&place, mia(), flagged.clone()).await;
    wake(&place, at("19:10")).await;
    let server = Some(unknot::domain::ServerId::new(2));
    let told = place.asks(mia(), server, Wants::Remind).await.card;
    assert!(
        told.for_its_owner()
            .text
            .starts_with("I do not remind you to drink:"),
        "{told:?}"
    );
    assert_eq!(due(&place).await, []);
    assert_eq!(place.store().member(mia()).await.unwrap(), Some(flagged));
}

#[tokio::test]
async fn the_question_of_the_next_day_waits_for_quiet_hours_to_end_and_comes_once_for_the_last_session()
 {
    let place = ends_after(600).await;
    let late = Reminders {
        after_minutes: None,
        quiet: Span {
            from: TimeOfDay::from_minutes(21 * 60).unwrap(),
            to: TimeOfDay::from_minutes(10 * 60).unwrap(),
        },
        ..asked()
    };
    keep(&place, mia(), in_berlin(Some(late))).await;
    wake(&place, at("19:10")).await;
    let [(_, _, nine)] = due(&place).await.try_into().expect("one question");
    let conductor = Conductor::new(place.store());
    let (notes, _) = conductor.remind(nine).await.unwrap();
    assert_eq!(notes, [], "quiet until ten");
    let ten: Timestamp = "2026-01-06T09:00:00Z".parse().unwrap();
    let (notes, _) = conductor
        .remind(ten - TimeDelta::milliseconds(1))
        .await
        .unwrap();
    assert_eq!(notes, []);
    let (notes, _) = conductor.remind(ten).await.unwrap();
    assert_eq!(notes.len(), 1);
    assert_eq!(notes[0].reminder.session.map(|it| it.get()), Some(1));
}
