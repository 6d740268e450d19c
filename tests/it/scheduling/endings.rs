//! Discord's own events end as their sessions do, and no session ends because of one.

use chrono::TimeDelta;
use unknot::app::Unkept;
use unknot::domain::{EventNews, EventState, Phase, Which};

use super::desk::Desk;
use super::keeper::{kept, monday, next_tuesday, opens_at, seconds, tuesday};
use super::place::next_session;

/// The session of the first Tuesday has begun, its event not yet.
async fn begun() -> Desk {
    let mut desk = kept().await;
    let session = next_session(&desk.place.only_series().await);
    desk.looks(opens_at()).await;
    desk.place.mia_joins(session).await;
    desk.place.wakes(tuesday()).await;
    desk
}

#[tokio::test]
async fn an_event_is_under_way_with_its_session_and_ends_with_it() {
    let mut desk = begun().await;
    assert_eq!(desk.looks(tuesday()).await, ["turn Active"]);
    let session = desk.place.in_room().await.unwrap();
    desk.place.stops(session).await;
    assert_eq!(desk.looks(tuesday() + seconds(1)).await, ["turn Completed"]);
    assert_eq!(
        desk.place.wanted().await,
        [(EventState::Scheduled, next_tuesday())]
    );
}

#[tokio::test]
async fn an_event_goes_no_way_that_discord_does_not_know() {
    // It begins and ends while nobody can reach Discord.
    let mut desk = begun().await;
    let session = desk.place.in_room().await.unwrap();
    desk.place.stops(session).await;
    assert_eq!(
        desk.looks(tuesday()).await,
        ["turn Active", "turn Completed"]
    );
    // One that was begun there by hand, and is cancelled here, is ended.
    let mut desk = kept().await;
    let mut seen = desk.discord.all_now().remove(0);
    seen.state = EventState::Active;
    desk.discord.has(seen);
    desk.place.hears_of(EventNews::Is(seen)).await;
    desk.place.cancels(None, Which::All).await;
    assert_eq!(desk.looks(monday() + seconds(1)).await, ["turn Completed"]);
    assert_eq!(desk.place.events().await, []);
    assert_eq!(desk.looks(monday() + seconds(60)).await, [""; 0]);
}

#[tokio::test]
async fn a_session_that_has_begun_goes_on_whatever_becomes_of_its_event() {
    for how in [Unkept::Denied, Unkept::Missing, Unkept::Bug, Unkept::Full] {
        let mut desk = begun().await;
        let session = desk.place.in_room().await.unwrap();
        desk.discord.refuses("turn", how);
        assert_eq!(desk.looks(tuesday()).await, ["turn Active"], "{how:?}");
        for later in [1, 10, 20] {
            assert_eq!(
                desk.looks(tuesday() + seconds(later)).await,
                [""; 0],
                "{how:?}"
            );
        }
        let phase = desk.place.session(session).await.unwrap().session.phase;
        assert!(matches!(phase, Phase::Rolling { .. }), "{how:?}: {phase:?}");
        // Its end is tried once too, unless nothing is there to end.
        desk.place.stops(session).await;
        let ends = desk.looks(tuesday() + seconds(30)).await;
        assert_eq!(
            ends.len(),
            usize::from(how != Unkept::Missing),
            "{how:?}: {ends:?}"
        );
        assert_eq!(
            desk.looks(tuesday() + seconds(60)).await,
            [""; 0],
            "{how:?}"
        );
        assert_eq!(
            desk.place.wanted().await,
            [(EventState::Scheduled, next_tuesday())]
        );
    }
}

#[tokio::test]
async fn an_event_is_given_up_a_day_after_its_session() {
    let day = TimeDelta::days(1);
    let mut desk = kept().await;
    desk.place.cancels(None, Which::All).await;
    desk.discord.refuses("turn", Unkept::Later { after: None });
    assert_eq!(desk.looks(tuesday() + day).await, ["turn Cancelled"]);
    assert_eq!(desk.place.events().await.len(), 1);
    assert_eq!(desk.looks(tuesday() + day + seconds(10)).await, [""; 0]);
    assert_eq!(desk.place.events().await, [], "Discord has cleared it away");
}
