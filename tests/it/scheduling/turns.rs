//! Whole turns on a disk: lobbies open by themselves, in time, late or not at all.

use chrono::TimeDelta;
use unknot::domain::{
    Change, Ending, EventState, Gathering, Intent, LATE_LOBBY, LATE_MAX, MISSED_TOLD_MAX, Origin,
    Parcel, Phase, Role, RoomId, RoutineId, Series, SeriesId, SessionId, Timestamp, Wanted, What,
    Word,
};
use unknot::present::{Request, Says, room as in_words};

use super::at;
use super::place::{Place, library, millisecond, next_session, whats};

/// Monday noon in Berlin.
pub(super) fn monday() -> Timestamp {
    at("2026-11-30T11:00:00Z")
}

/// Tuesday, 18:30 in Berlin.
pub(super) fn tuesday() -> Timestamp {
    at("2026-12-01T17:30:00Z")
}

pub(super) fn next_tuesday() -> Timestamp {
    tuesday() + TimeDelta::days(7)
}

pub(super) fn opens_at() -> Timestamp {
    tuesday() - TimeDelta::minutes(15)
}

/// A session every Tuesday at 18:30, with its event.
pub(super) async fn tuesdays() -> Place {
    let place = Place::new(monday()).await;
    let told = place.schedules(77, "every tuesday 18:30").await;
    assert!(told.starts_with("Scheduled: Sore feet"), "{told}");
    place.keeps_events().await;
    place
}

/// One session on Tuesday at 18:30, with its event.
pub(super) async fn one_tuesday() -> Place {
    let place = Place::new(monday()).await;
    place.schedules(77, "tuesday 18:30").await;
    place.keeps_events().await;
    place
}

pub(super) async fn phase(place: &Place, session: SessionId) -> Phase {
    place.session(session).await.unwrap().session.phase
}

pub(super) fn is_over(phase: Phase, how: Ending) -> bool {
    matches!(phase, Phase::Over { ending, .. } if ending == how)
}

/// What stands on the card of a session.
pub(super) fn card(gathering: &Gathering) -> String {
    let card = in_words(library(), &gathering.board().unwrap(), &Says::Card);
    card.card.unwrap().text
}

pub(super) fn is_card_and_invite(parcels: &[Parcel]) -> bool {
    whats(parcels) == [What::Card, What::Invite]
}

#[tokio::test]
async fn a_lobby_opens_at_its_lead_and_the_next_session_is_ahead() {
    let mut place = tuesdays().await;
    let series = place.only_series().await;
    let session = next_session(&series);
    assert_eq!(place.next_wake().await, Some(opens_at()));
    assert_eq!(place.wakes(opens_at() - millisecond()).await, []);
    assert_eq!(place.in_room().await, None);
    let sent = place.wakes(opens_at()).await;
    assert!(is_card_and_invite(&sent), "{sent:?}");
    assert_eq!(place.in_room().await, Some(session));
    let opened = place.session(session).await.unwrap();
    assert_eq!(
        opened.session.phase,
        Phase::Lobby {
            starts_at: tuesday()
        }
    );
    assert_eq!(opened.manner.origin, Origin::Series);
    assert_eq!(opened.lead.user, None, "it is led by whoever takes it over");
    let late = library().words.get(Word::LobbyLate);
    assert!(!card(&opened).contains(late));
    // The next one, with an event of its own.
    assert_eq!(place.only_series().await.next.occurrence.at, next_tuesday());
    let wanted = [
        (EventState::Scheduled, tuesday()),
        (EventState::Scheduled, next_tuesday()),
    ];
    assert_eq!(place.wanted().await, wanted);
    assert_eq!(place.next_wake().await, Some(tuesday()));
}

#[tokio::test]
async fn a_lobby_opens_as_long_before_as_the_server_has_set() {
    let mut place = tuesdays().await;
    let settle = Intent::Settings {
        role: Role::Manager,
        wanted: Wanted {
            lobby_minutes: Some(60),
            ..Default::default()
        },
    };
    place.host_asks(Request::Intent(settle)).await;
    let hour_before = tuesday() - TimeDelta::hours(1);
    assert_eq!(place.next_wake().await, Some(hour_before));
    assert_eq!(place.wakes(hour_before - millisecond()).await, []);
    assert!(is_card_and_invite(&place.wakes(hour_before).await));
    let ahead = place.only_series().await.next;
    assert_eq!(ahead.opens_at, next_tuesday() - TimeDelta::hours(1));
}

#[tokio::test]
async fn a_session_begins_at_the_second_where_somebody_came_and_not_where_nobody_did() {
    let mut place = tuesdays().await;
    let session = next_session(&place.only_series().await);
    place.wakes(opens_at()).await;
    let mut deserted = place.killed();
    place.mia_joins(session).await;
    assert_eq!(place.next_wake().await, Some(tuesday()));
    assert_eq!(place.wakes(tuesday() - millisecond()).await, []);
    let sent = whats(&place.wakes(tuesday()).await);
    assert_eq!(
        sent[0],
        What::Cue {
            place: 0,
            missed: 0
        }
    );
    let anchor = tuesday();
    assert_eq!(
        phase(&place, session).await,
        Phase::Rolling { anchor, cued: 1 }
    );
    assert_eq!(place.wanted().await[0], (EventState::Active, tuesday()));
    // Nobody came: no cue is said to an empty room.
    let sent = whats(&deserted.wakes(tuesday()).await);
    assert_eq!(sent, [What::Card]);
    assert!(is_over(phase(&deserted, session).await, Ending::NobodyCame));
    assert_eq!(
        deserted.wanted().await[0],
        (EventState::Cancelled, tuesday())
    );
    assert_eq!(
        deserted.next_wake().await,
        Some(next_tuesday() - TimeDelta::minutes(15))
    );
}

#[tokio::test]
async fn a_lobby_that_opens_late_says_so() {
    let half_a_minute = TimeDelta::seconds(30);
    let last = tuesday() + LATE_MAX;
    for (now, starts_at, is_late) in [
        (opens_at() + half_a_minute, tuesday(), false),
        (opens_at() + half_a_minute + millisecond(), tuesday(), true),
        (tuesday() - LATE_LOBBY, tuesday(), true),
        (
            tuesday() - LATE_LOBBY + millisecond(),
            tuesday() + millisecond(),
            true,
        ),
        (tuesday(), tuesday() + LATE_LOBBY, true),
        (last, last + LATE_LOBBY, true),
    ] {
        let mut place = tuesdays().await;
        let session = next_session(&place.only_series().await);
        let sent = place.wakes(now).await;
        assert!(is_card_and_invite(&sent), "at {now}: {sent:?}");
        let opened = place.session(session).await.unwrap();
        assert_eq!(opened.session.phase, Phase::Lobby { starts_at }, "at {now}");
        let late = library().words.get(Word::LobbyLate);
        assert_eq!(card(&opened).contains(late), is_late, "at {now}");
        // It begins then, with whoever came.
        place.mia_joins(session).await;
        let sent = whats(&place.wakes(starts_at).await);
        assert_eq!(
            sent[0],
            What::Cue {
                place: 0,
                missed: 0
            },
            "at {now}"
        );
        assert_eq!(place.only_series().await.next.occurrence.at, next_tuesday());
    }
}

#[tokio::test]
async fn a_session_that_was_missed_is_said_once_and_never_held() {
    let mut place = tuesdays().await;
    let session = next_session(&place.only_series().await);
    let now = tuesday() + LATE_MAX + millisecond();
    let sent = place.wakes(now).await;
    assert_eq!(whats(&sent), [What::Card]);
    let missed = place.session(session).await.unwrap();
    assert!(is_over(missed.session.phase, Ending::Missed));
    let says = library().words.get(Word::SessionOverMissed);
    assert!(card(&missed).contains(says), "{}", card(&missed));
    assert_eq!(place.only_series().await.next.occurrence.at, next_tuesday());
    let wanted = [
        (EventState::Cancelled, tuesday()),
        (EventState::Scheduled, next_tuesday()),
    ];
    assert_eq!(place.wanted().await, wanted);
    // Once, however often the bot starts.
    assert_eq!(place.wakes(now).await, []);
    assert_eq!(place.wakes(now + TimeDelta::hours(1)).await, []);
    assert_eq!(place.sessions_ever(), 1);
    assert_eq!(place.outbox().await, sent);
}

#[tokio::test]
async fn after_weeks_away_the_last_missed_session_is_named_while_anybody_may_wonder() {
    let weeks = |count: i64| tuesday() + TimeDelta::days(7 * count);
    for (now, is_said) in [
        (weeks(3) + MISSED_TOLD_MAX - millisecond(), true),
        (weeks(3) + LATE_MAX + millisecond(), true),
        // That of this week opens, and of the one before nobody wonders.
        (weeks(2) + LATE_MAX, false),
    ] {
        let mut place = tuesdays().await;
        let sent = place.wakes(now).await;
        assert_eq!(!sent.is_empty(), is_said, "at {now}");
        assert_eq!(place.sessions_ever(), 1, "at {now}: one for all of them");
        let next = place.only_series().await.next;
        assert!(now - LATE_MAX <= next.occurrence.at, "at {now}: {next:?}");
        place.passes(now).await;
        assert_eq!(place.series().await.len(), 1);
    }
    // A single one, a week later: nobody waits there any more.
    for (now, count) in [
        (tuesday() + MISSED_TOLD_MAX - millisecond(), 1),
        (tuesday() + MISSED_TOLD_MAX, 0),
    ] {
        let mut place = one_tuesday().await;
        assert_eq!(place.wakes(now).await.len(), count, "at {now}");
        assert_eq!(place.series().await, []);
        assert_eq!(place.sessions_ever(), 1);
        assert_eq!(place.next_wake().await, None);
    }
}

#[tokio::test]
async fn a_session_waits_for_its_room_and_opens_when_that_is_free() {
    let mut place = tuesdays().await;
    let session = next_session(&place.only_series().await);
    place.now = opens_at() - TimeDelta::minutes(1);
    place.opens(500, 60 * 60).await;
    assert_eq!(place.wakes(opens_at()).await, []);
    let again = opens_at() + TimeDelta::seconds(10);
    assert_eq!(place.next_wake().await, Some(again));
    assert_eq!(place.wakes(again - millisecond()).await, []);
    assert_eq!(place.wakes(again).await, []);
    assert_eq!(place.in_room().await, Some(SessionId::new(500)));
    place.stops(SessionId::new(500)).await;
    let sent = place.wakes(place.next_wake().await.unwrap()).await;
    assert!(is_card_and_invite(&sent), "{sent:?}");
    assert_eq!(place.in_room().await, Some(session));
    let starts_at = tuesday();
    assert_eq!(phase(&place, session).await, Phase::Lobby { starts_at });
}

#[tokio::test]
async fn a_room_that_is_never_free_has_the_session_missed_and_not_tried_for_ever() {
    let mut place = tuesdays().await;
    let session = next_session(&place.only_series().await);
    place.now = opens_at() - TimeDelta::minutes(1);
    place.opens(500, 60 * 60).await;
    let sent = place.passes(tuesday() + LATE_MAX).await;
    assert_eq!(sent, []);
    assert_eq!(place.session(session).await, None);
    let sent = place
        .passes(tuesday() + LATE_MAX + TimeDelta::seconds(10))
        .await;
    assert_eq!(sent.len(), 1, "{sent:?}");
    assert!(is_over(phase(&place, session).await, Ending::Missed));
    assert_eq!(
        place.in_room().await,
        Some(SessionId::new(500)),
        "it goes on"
    );
    assert_eq!(place.only_series().await.next.occurrence.at, next_tuesday());
}

#[tokio::test]
async fn the_same_command_and_the_same_moment_do_nothing_twice() {
    let mut place = Place::new(monday()).await;
    let first = place.schedules(77, "every tuesday 18:30").await;
    assert_eq!(place.schedules(77, "every tuesday 18:30").await, first);
    assert_eq!(place.events().await.len(), 1);
    let series = place.only_series().await;
    assert_eq!(place.wakes(opens_at()).await.len(), 2);
    for seconds in [0, 0, 1, 60] {
        let now = opens_at() + TimeDelta::seconds(seconds);
        assert_eq!(place.wakes(now).await, [], "after {seconds} s");
    }
    assert_eq!(place.sessions_ever(), 1);
    assert_eq!(place.in_room().await, Some(next_session(&series)));
}

#[tokio::test]
async fn a_routine_that_the_content_has_no_more_opens_nothing_and_its_event_goes() {
    let mut place = tuesdays().await;
    let gone = Series {
        routine: RoutineId::new("gone"),
        ..place.only_series().await
    };
    place.commit(vec![Change::PutSeries(Box::new(gone))]).await;
    assert_eq!(place.wakes(opens_at()).await, []);
    assert_eq!(place.sessions_ever(), 0);
    assert_eq!(place.only_series().await.next.occurrence.at, next_tuesday());
    let wanted = [
        (EventState::Cancelled, tuesday()),
        (EventState::Scheduled, next_tuesday()),
    ];
    assert_eq!(place.wanted().await, wanted);
}

#[tokio::test]
async fn one_series_that_breaks_keeps_nothing_from_the_others() {
    let mut place = tuesdays().await;
    let broken = place.only_series().await;
    let other = Series {
        id: SeriesId::new(78),
        room: RoomId::new(4),
        ..broken.clone()
    };
    let session = next_session(&other);
    // What it is called stands there already, so its session cannot be kept.
    place.commit(other.begun()).await;
    place.now = opens_at() - TimeDelta::seconds(90);
    place.opens(next_session(&broken).get(), 60 * 60).await;
    place.stops(next_session(&broken)).await;
    let sent = place.wakes(opens_at()).await;
    assert!(is_card_and_invite(&sent), "{sent:?}");
    assert!(sent.iter().all(|it| it.session == session));
    assert_eq!(
        place.next_wake().await,
        Some(opens_at() + TimeDelta::seconds(1))
    );
}
