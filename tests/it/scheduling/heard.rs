//! What people do to Discord's own events is done here: each thing that can be heard, in each state.
//!
//! All that comes of it is kept in a real store, so that what is asserted is what stands there afterwards.

use chrono::TimeDelta;
use unknot::domain::{
    Ending, EventId, EventState, Hung, Phase, Repeat, RoomId, SeenEvent, SeriesId, Timestamp, Zone,
};

use super::hung::{
    Kept, heard, hung, in_lobby, in_state, moved_to, now, opened, seen, single_in_lobby,
};
use super::series::{LEAD, first, tuesdays};

fn second() -> Timestamp {
    first().at + TimeDelta::days(7)
}

fn third() -> Timestamp {
    first().at + TimeDelta::days(14)
}

fn is_stopped(kept: &Kept) -> bool {
    let stopped = |it: &Phase| {
        matches!(
            it,
            Phase::Over {
                ending: Ending::Stopped,
                ..
            }
        )
    };
    kept.phase.as_ref().is_some_and(stopped)
}

const SCHEDULED: EventState = EventState::Scheduled;

#[tokio::test]
async fn whoever_cancels_or_deletes_an_event_cancels_its_session_alone() {
    for seen in [None, in_state(&hung(), EventState::Cancelled)] {
        let kept = heard(hung(), seen, now()).await;
        assert_eq!(kept.series_at(), [second()]);
        assert_eq!(kept.events(), [(0, SCHEDULED, second())]);
        assert_eq!(kept.phase, None);
    }
}

#[tokio::test]
async fn what_should_have_been_by_then_was_cancelled_by_nobody() {
    let last = first().at - TimeDelta::milliseconds(1);
    let kept = heard(hung(), None, last).await;
    assert_eq!(kept.series_at(), [second()]);
    let kept = heard(hung(), None, first().at).await;
    assert_eq!(
        kept.series_at(),
        [first().at],
        "it opens late, or is missed"
    );
    assert_eq!(kept.events(), []);
    // A lobby is open to the moment at which it begins.
    assert!(is_stopped(&heard(in_lobby(), None, last).await));
    let kept = heard(in_lobby(), None, first().at).await;
    assert_eq!(kept.phase, Kept::before(&in_lobby()).phase);
}

#[tokio::test]
async fn what_we_are_about_to_end_is_not_cancelled_by_its_disappearance() {
    for wants in [
        EventState::Active,
        EventState::Completed,
        EventState::Cancelled,
    ] {
        let mut hung = in_lobby();
        hung.event.wants = wants;
        let lobby = Kept::before(&hung).phase;
        let kept = heard(hung, None, now()).await;
        assert_eq!(kept.series_at(), [second()]);
        assert_eq!(kept.events(), [(6, SCHEDULED, second())], "{wants:?}");
        assert_eq!(kept.phase, lobby, "{wants:?}");
    }
}

#[tokio::test]
async fn whoever_deletes_the_event_of_an_open_lobby_closes_it_and_the_next_one_stays() {
    let kept = heard(in_lobby(), None, now()).await;
    assert!(is_stopped(&kept), "{kept:?}");
    assert_eq!(kept.events(), [(6, SCHEDULED, second())]);
    assert_eq!(kept.series_at(), [second()]);
    // Nothing of a single session is left.
    let kept = heard(single_in_lobby(), None, now()).await;
    assert!(is_stopped(&kept), "{kept:?}");
    assert_eq!((kept.series_at(), kept.events()), (vec![], vec![]));
}

#[tokio::test]
async fn a_session_that_is_under_way_is_led_by_its_host_and_by_no_event() {
    let rolling = Phase::Rolling {
        anchor: now() - TimeDelta::seconds(5),
        cued: 1,
    };
    let mut hung = in_lobby();
    hung.gathering = Some(opened(&hung.event, rolling));
    for seen in [
        None,
        in_state(&hung, EventState::Cancelled),
        in_state(&hung, EventState::Completed),
        in_state(&hung, EventState::Active),
        moved_to(&hung, first().at + TimeDelta::hours(1)),
    ] {
        let kept = heard(hung.clone(), seen, now()).await;
        assert_eq!(kept.phase, Some(rolling), "{seen:?}");
    }
}

#[tokio::test]
async fn one_that_was_cancelled_here_is_cancelled_no_second_time() {
    let mut hung = hung();
    let without = tuesdays().without(first().local, now(), LEAD).unwrap();
    hung.series = Some(without.clone());
    let kept = heard(hung, None, now()).await;
    assert_eq!(kept.series_at(), [second()]);
    let mut hung = self::hung();
    // The second one, which was left out, and is not the next.
    let second_local = tuesdays().coming(now()).nth(1).unwrap();
    let series = tuesdays().without(second_local.local, now(), LEAD).unwrap();
    hung.event.local = second_local.local;
    hung.event.at = second_local.at;
    hung.event.session = series.session(second_local.local);
    hung.series = Some(series.clone());
    let kept = heard(hung, None, now()).await;
    assert_eq!(kept.series, [series]);
    assert_eq!(kept.events(), []);
}

#[tokio::test]
async fn an_event_that_was_ended_there_is_known_no_more_and_nothing_else_changes() {
    for hung in [hung(), in_lobby()] {
        let before = Kept::before(&hung);
        let kept = heard(hung.clone(), in_state(&hung, EventState::Completed), now()).await;
        assert_eq!(kept.series, before.series);
        assert_eq!(kept.phase, before.phase);
        assert_eq!(kept.events, before.events[1..]);
    }
}

#[tokio::test]
async fn an_event_that_was_begun_by_hand_is_under_way_and_its_session_as_before() {
    for (wants, expected) in [
        (EventState::Scheduled, EventState::Active),
        (EventState::Active, EventState::Active),
        (EventState::Completed, EventState::Completed),
        (EventState::Cancelled, EventState::Cancelled),
    ] {
        let mut hung = hung();
        hung.event.wants = wants;
        let active = in_state(&hung, EventState::Active);
        let kept = heard(hung, active, now()).await;
        let is = Some((EventId::new(5), EventState::Active));
        assert_eq!(kept.events[0].is, is);
        assert_eq!(kept.events(), [(5, expected, first().at)], "{wants:?}");
        assert_eq!(kept.series, [tuesdays()]);
    }
}

#[tokio::test]
async fn an_event_that_stands_as_it_should_changes_nothing() {
    let fine = TimeDelta::milliseconds(999);
    for (at, room) in [
        (first().at, Some(RoomId::new(2))),
        // Discord cuts off what is finer than a second.
        (first().at + fine, Some(RoomId::new(2))),
        // Elsewhere, as events may be that are in no channel.
        (first().at, None),
    ] {
        let hung = hung();
        let seen = SeenEvent {
            at,
            room,
            ..seen(&hung)
        };
        let before = Kept::before(&hung);
        assert_eq!(heard(hung, Some(seen), now()).await, before, "{seen:?}");
    }
}

#[tokio::test]
async fn a_session_is_moved_with_its_event_and_the_others_stay() {
    let hour_later = first().at + TimeDelta::hours(1);
    let a_second = first().at + TimeDelta::seconds(1);
    let other = RoomId::new(9);
    for (at, room, room_is) in [
        (hour_later, Some(RoomId::new(2)), RoomId::new(2)),
        (a_second, None, RoomId::new(2)),
        (first().at, Some(other), other),
        (hour_later, Some(other), other),
    ] {
        let hung = hung();
        let seen = SeenEvent {
            at,
            room,
            ..seen(&hung)
        };
        let kept = heard(hung, Some(seen), now()).await;
        assert_eq!(kept.series_at(), [at, second()]);
        assert_eq!(
            (kept.series[0].room, kept.series[1].room),
            (room_is, RoomId::new(2))
        );
        assert_eq!(kept.series[0].rule.repeat(), Repeat::None);
        assert_eq!(kept.series[1].id, tuesdays().id);
        assert_eq!(kept.series[1].coming(now()).next().unwrap().at, second());
        // The event goes with it; nothing has to be written there.
        assert_eq!(
            kept.events(),
            [(5, SCHEDULED, at), (0, SCHEDULED, second())]
        );
        assert_eq!(kept.events[0].room, room_is);
        assert!(!kept.events[0].has_work());
        let own = &kept.series[0];
        assert_eq!(
            kept.events[0].session,
            own.session(own.next.occurrence.local)
        );
    }
}

#[tokio::test]
async fn what_we_have_yet_to_write_counts_more_than_what_is_heard() {
    let mut stale = hung();
    stale.event.is_stale = true;
    let mut all = vec![stale];
    for wants in [
        EventState::Active,
        EventState::Completed,
        EventState::Cancelled,
    ] {
        let mut hung = hung();
        hung.event.wants = wants;
        all.push(hung);
    }
    for hung in all {
        let before = Kept::before(&hung);
        let moved = moved_to(&hung, first().at + TimeDelta::hours(1));
        assert_eq!(heard(hung, moved, now()).await, before);
    }
}

#[tokio::test]
async fn nothing_is_moved_into_the_past() {
    let before = Kept::before(&hung());
    let kept = heard(hung(), moved_to(&hung(), now()), now()).await;
    assert_eq!(kept, before);
    let at = now() + TimeDelta::seconds(1);
    let kept = heard(hung(), moved_to(&hung(), at), now()).await;
    assert_eq!(kept.series_at(), [at, second()]);
    assert_eq!(
        kept.series[0].next.opens_at,
        now(),
        "its lobby opens at once"
    );
}

#[tokio::test]
async fn an_open_lobby_closes_where_its_event_is_moved_and_opens_again_then() {
    let at = first().at + TimeDelta::hours(1);
    let kept = heard(in_lobby(), moved_to(&in_lobby(), at), now()).await;
    assert!(is_stopped(&kept), "{kept:?}");
    assert_eq!(kept.series_at(), [at, second()]);
    assert_eq!(
        kept.events(),
        [(5, SCHEDULED, at), (6, SCHEDULED, second())]
    );
    // The rest of the series opens nothing in its place.
    let rest: Vec<Timestamp> = kept.series[1]
        .coming(now())
        .map(|it| it.at)
        .take(2)
        .collect();
    assert_eq!(rest, [second(), third()]);
}

#[tokio::test]
async fn a_single_session_is_moved_out_of_its_lobby_and_leaves_nothing_behind() {
    let at = first().at + TimeDelta::hours(1);
    let kept = heard(single_in_lobby(), moved_to(&single_in_lobby(), at), now()).await;
    assert!(is_stopped(&kept), "{kept:?}");
    assert_eq!(
        kept.series_at(),
        [at],
        "one session, and that at its new time"
    );
    assert_eq!(kept.events(), [(5, SCHEDULED, at)]);
}

#[tokio::test]
async fn a_session_may_be_moved_again_and_back() {
    let (hour, day) = (TimeDelta::hours(1), TimeDelta::days(1));
    let mut hung = hung();
    let mut names = vec![hung.event.session];
    for at in [first().at + hour, first().at + day, first().at] {
        let seen = moved_to(&hung, at);
        let kept = heard(hung, seen, now()).await;
        let own = kept
            .series
            .iter()
            .find(|it| it.next.occurrence.at == at)
            .unwrap();
        let event = kept.events.iter().find(|it| it.is.is_some()).unwrap();
        assert_eq!((event.series, event.at), (own.id, at));
        assert!(
            !names.contains(&event.session),
            "it opens no session that was"
        );
        names.push(event.session);
        hung = Hung {
            event: event.clone(),
            series: Some(own.clone()),
            gathering: None,
        };
    }
    assert_eq!(hung.series.unwrap().rule.zone(), Zone::UTC);
    assert_ne!(hung.event.series, SeriesId::new(77));
}
