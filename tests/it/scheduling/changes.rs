//! Whole turns on a disk: what hosts do, what is done at Discord, and that the bot is removed, before a session
//! opens and while its lobby is open.

use chrono::TimeDelta;
use unknot::domain::{
    Change, Ending, EventId, EventNews, EventState, LATE_MAX, Origin, RoutineId, SeenEvent,
    SeriesWants, ServerId, ServerNews, Timestamp, What, Which,
};

use super::at;
use super::place::{club, millisecond, named, next_session, seen, settings, whats};
use super::turns::{
    is_card_and_invite, is_over, next_tuesday, one_tuesday, opens_at, phase, tuesday, tuesdays,
};

#[tokio::test]
async fn what_a_host_changes_before_it_opens_is_what_opens() {
    let mut place = tuesdays().await;
    let routine = RoutineId::new("full_body_20");
    let told = place
        .of_series(None, SeriesWants::Roll(routine.clone()))
        .await;
    assert!(told.contains("no longer Sore feet"), "{told}");
    let due = place.keeps_events().await;
    assert_eq!(due[0].routine, routine, "it is written at Discord");
    let session = next_session(&place.only_series().await);
    place.wakes(opens_at()).await;
    let opened = place.session(session).await.unwrap();
    assert_eq!(opened.session.routine, routine);
    assert_eq!(
        place.only_series().await.routine,
        routine,
        "the next one too"
    );
}

#[tokio::test]
async fn what_was_cancelled_before_it_opens_does_not_open() {
    let mut place = tuesdays().await;
    let told = place.cancels(None, Which::All).await;
    assert!(told.contains("Nothing of it is to come."), "{told}");
    assert_eq!(place.wanted().await, [(EventState::Cancelled, tuesday())]);
    assert_eq!(place.passes(next_tuesday()).await, []);
    assert_eq!((place.series().await.len(), place.sessions_ever()), (0, 0));
    // One alone: the one behind it is next.
    let place = tuesdays().await;
    place.cancels(None, Which::One).await;
    let wanted = [
        (EventState::Cancelled, tuesday()),
        (EventState::Scheduled, next_tuesday()),
    ];
    assert_eq!(place.wanted().await, wanted);
    assert_eq!(
        place.next_wake().await,
        Some(next_tuesday() - TimeDelta::minutes(15))
    );
    let coming = place.only_series().await;
    assert_eq!(coming.coming(place.now).next().unwrap().at, next_tuesday());
    // One that is not the next: it is passed over.
    let mut place = tuesdays().await;
    let series = place.only_series().await;
    let told = place
        .cancels(named(&series, 1, place.now), Which::One)
        .await;
    assert!(
        told.contains(&format!("<t:{}:F>", next_tuesday().timestamp())),
        "{told}"
    );
    let sent = place.passes(next_tuesday() + TimeDelta::days(1)).await;
    let cards = sent.iter().filter(|(_, it)| it.what == What::Invite);
    assert_eq!(cards.count(), 1, "{sent:?}");
    let third = next_tuesday() + TimeDelta::days(7);
    assert_eq!(place.only_series().await.next.occurrence.at, third);
    place.passes(third).await;
    assert!(place.only_series().await.cancelled.is_empty());
}

#[tokio::test]
async fn whoever_cancels_a_session_whose_lobby_is_open_closes_it() {
    let mut place = tuesdays().await;
    let series = place.only_series().await;
    let session = next_session(&series);
    place.wakes(opens_at()).await;
    place.keeps_events().await;
    for which in [Which::One, Which::All] {
        let mut place = place.killed();
        place.mia_joins(session).await;
        let told = place.cancels(named(&series, 0, place.now), which).await;
        assert!(told.contains("Cancelled: Sore feet"), "{told}");
        assert!(
            is_over(phase(&place, session).await, Ending::Stopped),
            "{which:?}"
        );
        assert_eq!(
            place.wanted().await[0],
            (EventState::Cancelled, tuesday()),
            "{which:?}"
        );
        let sent = place.passes(tuesday() + TimeDelta::hours(1)).await;
        assert_eq!(sent, [], "{which:?}: nothing is said to anybody");
        let left = place.series().await;
        let left: Vec<Timestamp> = left.iter().map(|it| it.next.occurrence.at).collect();
        match which {
            Which::One => assert_eq!(left, [next_tuesday()]),
            _ => assert!(left.is_empty()),
        }
    }
    // All of them, whichever was named: nothing of it is to come.
    place.cancels(None, Which::All).await;
    assert!(is_over(phase(&place, session).await, Ending::Stopped));
    assert_eq!(place.series().await, []);
}

#[tokio::test]
async fn whoever_moves_a_session_whose_lobby_is_open_closes_it_and_it_opens_again_then() {
    let mut place = tuesdays().await;
    let series = place.only_series().await;
    let session = next_session(&series);
    place.wakes(opens_at()).await;
    place.keeps_events().await;
    let wants = SeriesWants::Move("tuesday 20:00".to_owned());
    let told = place.of_series(named(&series, 0, place.now), wants).await;
    assert!(told.contains("Moved: Sore feet"), "{told}");
    assert!(is_over(phase(&place, session).await, Ending::Stopped));
    let to = at("2026-12-01T19:00:00Z");
    let wanted = [
        (EventState::Scheduled, to),
        (EventState::Scheduled, next_tuesday()),
    ];
    assert_eq!(place.wanted().await, wanted);
    let sent = place.passes(to - TimeDelta::minutes(1)).await;
    let invites: Vec<Timestamp> = sent
        .iter()
        .filter(|(_, it)| it.what == What::Invite)
        .map(|(at, _)| *at)
        .collect();
    assert_eq!(invites, [to - TimeDelta::minutes(15)]);
    assert_eq!(place.sessions_ever(), 2);
}

#[tokio::test]
async fn a_session_that_was_moved_opens_then_and_not_when_it_was_to_be() {
    let mut place = tuesdays().await;
    let wants = SeriesWants::Move("wednesday 19:00".to_owned());
    place.of_series(None, wants).await;
    let to = at("2026-12-02T18:00:00Z");
    let sent = place
        .passes(to - TimeDelta::minutes(15) - millisecond())
        .await;
    assert_eq!(sent, []);
    let sent = place.passes(to - TimeDelta::minutes(15)).await;
    assert_eq!(sent.len(), 2, "{sent:?}");
    let sent = place.passes(next_tuesday() - TimeDelta::minutes(15)).await;
    let invites = sent.iter().filter(|(_, it)| it.what == What::Invite);
    assert_eq!(invites.count(), 1, "the others stay");
    assert_eq!(place.sessions_ever(), 2);
}

#[tokio::test]
async fn what_is_done_to_an_event_at_discord_is_what_opens() {
    let mut place = tuesdays().await;
    let event = place.events().await.remove(0);
    let to = tuesday() + TimeDelta::hours(2);
    let moved = SeenEvent {
        at: to,
        ..seen(&event)
    };
    place.hears_of(EventNews::Is(moved)).await;
    // Heard twice, as the gateway may say it.
    place.hears_of(EventNews::Is(moved)).await;
    assert_eq!(place.series().await.len(), 2);
    let sent = place.passes(to - TimeDelta::minutes(15)).await;
    assert_eq!(sent.len(), 2, "{sent:?}");
    assert!(
        sent.iter()
            .all(|(at, _)| *at == to - TimeDelta::minutes(15))
    );
    // Deleted while its lobby is open.
    let session = place.in_room().await.unwrap();
    place.hears_of(EventNews::Deleted(moved.event)).await;
    assert!(is_over(phase(&place, session).await, Ending::Stopped));
    assert_eq!(place.only_series().await.next.occurrence.at, next_tuesday());
}

#[tokio::test]
async fn a_single_session_that_is_moved_out_of_its_lobby_opens_once_more_and_no_oftener() {
    let mut place = one_tuesday().await;
    let session = next_session(&place.only_series().await);
    place.wakes(opens_at()).await;
    assert_eq!(place.in_room().await, Some(session));
    let event = place.events().await.remove(0);
    let to = tuesday() + TimeDelta::hours(2);
    let sent = place
        .hears_of(EventNews::Is(SeenEvent {
            at: to,
            ..seen(&event)
        }))
        .await;
    assert_eq!(whats(&sent), [What::Card], "the lobby is closed");
    let sent = place.passes(to).await;
    let invites: Vec<Timestamp> = sent
        .iter()
        .filter(|(_, it)| it.what == What::Invite)
        .map(|(at, _)| *at)
        .collect();
    assert_eq!(invites, [to - TimeDelta::minutes(15)]);
    assert_eq!(place.sessions_ever(), 2);
    assert_eq!(place.next_wake().await, None);
}

#[tokio::test]
async fn what_was_missed_of_events_while_the_bot_was_away_is_made_up_for() {
    let place = tuesdays().await;
    let event = place.events().await.remove(0);
    let stranger = SeenEvent {
        event: EventId::new(1),
        ..seen(&event)
    };
    let all = |events| EventNews::All {
        server: club(),
        events,
    };
    place.hears_of(all(vec![stranger, seen(&event)])).await;
    assert_eq!(place.only_series().await.next.occurrence.at, tuesday());
    let other = EventNews::All {
        server: ServerId::new(9),
        events: vec![],
    };
    place.hears_of(other).await;
    assert_eq!(place.only_series().await.next.occurrence.at, tuesday());
    place.hears_of(all(vec![stranger])).await;
    assert_eq!(place.only_series().await.next.occurrence.at, next_tuesday());
    // The next one has yet to be added there, so that it is not there says nothing.
    place.hears_of(all(vec![])).await;
    assert_eq!(place.only_series().await.next.occurrence.at, next_tuesday());
}

/// What Discord calls an event that it made then.
fn called(made_at: Timestamp) -> EventId {
    let since = made_at.timestamp_millis() - 1_420_070_400_000;
    EventId::new(since.cast_unsigned() << 22 | 7)
}

#[tokio::test]
async fn a_list_that_was_made_before_an_event_was_does_not_cancel_its_session() {
    for (age, is_there) in [
        (TimeDelta::zero(), true),
        (TimeDelta::minutes(1) - millisecond(), true),
        (TimeDelta::minutes(1), false),
    ] {
        let place = tuesdays().await;
        let mut event = place.events().await.remove(0);
        let is = (called(place.now - age), EventState::Scheduled);
        event.is = Some(is);
        place.commit(vec![Change::PutEvent(Box::new(event))]).await;
        let list = EventNews::All {
            server: club(),
            events: vec![],
        };
        place.hears_of(list).await;
        let next = place.only_series().await.next.occurrence.at;
        assert_eq!(next == tuesday(), is_there, "{age}");
    }
}

#[tokio::test]
async fn in_a_server_that_the_bot_was_removed_from_nothing_opens_until_it_is_back() {
    for (back_at, how) in [
        (opens_at(), Some(Origin::Series)),
        (tuesday(), Some(Origin::SeriesLate)),
        (tuesday() + LATE_MAX + millisecond(), None),
    ] {
        let mut place = tuesdays().await;
        let session = next_session(&place.only_series().await);
        place.hears(ServerNews::Left(club())).await;
        assert_eq!(place.next_wake().await, None);
        assert_eq!(place.wakes(back_at).await, [], "at {back_at}");
        assert_eq!(place.sessions_ever(), 0);
        place.hears(ServerNews::Here(club())).await;
        let sent = place.wakes(back_at).await;
        let opened = place.session(session).await.unwrap();
        match how {
            Some(how) => {
                assert!(is_card_and_invite(&sent), "at {back_at}: {sent:?}");
                assert_eq!(opened.manner.origin, how, "at {back_at}");
            }
            None => {
                assert_eq!(whats(&sent), [What::Card], "at {back_at}");
                assert!(is_over(opened.session.phase, Ending::Missed));
            }
        }
        assert_eq!(place.only_series().await.next.occurrence.at, next_tuesday());
    }
}

#[tokio::test]
async fn an_open_lobby_is_over_where_the_bot_is_removed_and_the_next_one_waits_for_it() {
    let mut place = tuesdays().await;
    let session = next_session(&place.only_series().await);
    place.wakes(opens_at()).await;
    place.hears(ServerNews::Left(club())).await;
    assert!(is_over(phase(&place, session).await, Ending::Removed));
    assert_eq!(place.next_wake().await, None);
    let all = ServerNews::All {
        shard: 0,
        shards: 1,
        here: vec![club()],
    };
    place.hears(all).await;
    assert_eq!(
        place.next_wake().await,
        Some(next_tuesday() - TimeDelta::minutes(15))
    );
    assert_eq!(
        place.store().server(club()).await.unwrap(),
        Some(settings())
    );
}
