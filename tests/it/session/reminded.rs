//! Those who were with a session are reminded after it, where they asked for that: by command before, or by the
//! button of the recap.

use chrono::TimeDelta;
use unknot::app::{Conductor, Presence};
use unknot::domain::{
    Change, Control, DueReminder, Gathering, Language, Limits, Member, Occasion, Outcome, Reminder,
    Reminders, SeatPlace, SessionId, Span, Stance, TimeOfDay, Timestamp, UserId, Wants, Zone,
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

/// After an evening in Berlin nothing is quiet before eleven.
fn late() -> Reminders {
    Reminders {
        quiet: Span {
            from: TimeOfDay::from_minutes(23 * 60).unwrap(),
            ..Span::QUIET
        },
        ..Reminders::none(Language::English)
    }
}

fn asked() -> Reminders {
    Reminders {
        after_minutes: Some(90),
        check_in: TimeOfDay::from_minutes(9 * 60),
        ..late()
    }
}

/// Nine in the morning in Berlin, and a little behind it.
fn is_nine(it: Timestamp) -> bool {
    let nine: Timestamp = "2026-01-06T08:00:00Z".parse().unwrap();
    nine <= it && it < nine + TimeDelta::minutes(5)
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
async fn a_session_of_ten_minutes_reminds_to_drink_and_any_that_somebody_rolled_asks_on_the_next_day()
 {
    for (seconds, reminds) in [(594, false), (600, true)] {
        let place = ends_after(seconds).await;
        keep(&place, mia(), in_berlin(Some(asked()))).await;
        // Noah watches.
        keep(&place, noah(), in_berlin(Some(asked()))).await;
        let ends = at("19:00") + TimeDelta::seconds(seconds.into());
        wake(&place, ends - TimeDelta::milliseconds(1)).await;
        assert_eq!(due(&place).await, [], "it still goes on");
        wake(&place, ends).await;
        wake(&place, ends + TimeDelta::seconds(1)).await;
        let mut due = due(&place).await;
        let questions = due.extract_if(.., |it| it.1 == Occasion::CheckIn);
        let [(user, _, question)] = questions.collect::<Vec<_>>().try_into().expect("one, once");
        assert!(user == mia() && is_nine(question), "{question}");
        let drink = |user| (user, Occasion::AfterSession, ends + TimeDelta::minutes(90));
        match reminds {
            false => assert_eq!(due, []),
            true => assert_eq!(due, [drink(mia()), drink(noah())]),
        }
    }
}

#[tokio::test]
async fn one_that_would_fall_in_quiet_hours_is_not_promised() {
    let place = ends_after(600).await;
    let quiet_at_nine = Reminders {
        quiet: Span::QUIET,
        ..asked()
    };
    keep(&place, mia(), in_berlin(Some(quiet_at_nine))).await;
    wake(&place, at("19:10")).await;
    let due = due(&place).await;
    assert!(due.iter().all(|it| it.1 == Occasion::CheckIn), "{due:?}");
    assert_eq!(due.len(), 1);
}

#[tokio::test]
async fn whoever_says_in_time_where_they_live_is_reminded_and_nobody_else_of_no_zone() {
    for says_it in [true, false] {
        let place = ends_after(600).await;
        let nowhere = Member {
            zone: None,
            ..in_berlin(Some(asked()))
        };
        keep(&place, mia(), nowhere).await;
        wake(&place, at("19:10")).await;
        if says_it {
            keep(&place, mia(), in_berlin(Some(asked()))).await;
        }
        let conductor = Conductor::new(place.store());
        let (notes, _) = conductor.remind(at("20:40")).await.unwrap();
        drop(conductor);
        assert_eq!(notes.len(), usize::from(says_it));
        assert_eq!(due(&place).await.len(), usize::from(says_it));
    }
}

#[tokio::test]
async fn whoever_leaves_while_they_roll_is_asked_on_the_next_day_all_the_same() {
    let server = Some(unknot::domain::ServerId::new(2));
    let place = ends_after(600).await;
    for user in [mia(), noah()] {
        keep(&place, user, in_berlin(Some(asked()))).await;
        place.asks(user, server, Wants::Leave).await;
    }
    // Noah only watched.
    let [(user, occasion, question)] = due(&place).await.try_into().expect("one");
    assert_eq!((user, occasion), (mia(), Occasion::CheckIn));
    assert!(is_nine(question), "{question}");
    wake(&place, at("19:10")).await;
    assert_eq!(due(&place).await.len(), 1, "the end adds nothing");
    // Before it began there was nothing to ask about.
    let place = Place::new(gathering(super::lobby())).await;
    keep(&place, mia(), in_berlin(Some(asked()))).await;
    place.asks(mia(), server, Wants::Leave).await;
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
    keep(&place, mia(), in_berlin(Some(late()))).await;
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
async fn the_question_of_the_next_day_comes_once_for_the_last_session_of_each_day() {
    let place = ends_after(600).await;
    keep(&place, mia(), in_berlin(Some(asked()))).await;
    let question = |session, at| Change::Remind {
        user: mia(),
        reminder: Reminder {
            occasion: Occasion::CheckIn,
            at,
            session: Some(SessionId::new(session)),
        },
    };
    // Of yesterday, which was not asked yet, and of this morning.
    let reminders = in_berlin(Some(asked())).reminders.unwrap();
    let berlin = Zone::named("Europe/Berlin").unwrap();
    let next = |behind| reminders.next_check_in(mia(), berlin, behind).unwrap();
    let (yesterdays, todays) = (next(at("18:00") - TimeDelta::days(1)), next(at("18:00")));
    let waiting = vec![question(8, yesterdays), question(9, todays)];
    place.store().commit(at("18:58"), waiting).await.unwrap();
    wake(&place, at("19:10")).await;
    let all = (place.store()).due_reminders(todays, 9).await.unwrap();
    let of = |it: &DueReminder| (it.reminder.occasion, it.reminder.session.unwrap().get());
    let all: Vec<_> = all.iter().map(of).collect();
    let (question, drink) = (Occasion::CheckIn, Occasion::AfterSession);
    assert_eq!(all, [(question, 8), (drink, 1), (question, 1)]);
    let conductor = Conductor::new(place.store());
    let (notes, _) = conductor.remind(todays).await.unwrap();
    assert_eq!(notes.len(), 1, "the others are too late");
    assert_eq!(notes[0].reminder.session.map(|it| it.get()), Some(1));
}
