//! The bot is killed around a scheduled session: no lobby opens twice, nothing begins twice, and nothing that
//! was to be said is lost.

use chrono::TimeDelta;
use unknot::app::{Conductor, Fate, Presence};
use unknot::domain::{LATE_MAX, Parcel, Phase, SessionId, Timestamp, What};

use super::at;
use super::place::{Place, lookups, next_session, posted, whats};

fn tuesday() -> Timestamp {
    at("2026-12-01T17:30:00Z")
}

fn opens_at() -> Timestamp {
    tuesday() - TimeDelta::minutes(15)
}

/// A session every Tuesday at 18:30 in Berlin, and what the next one is called.
async fn tuesdays() -> (Place, SessionId) {
    let place = Place::new(at("2026-11-30T11:00:00Z")).await;
    place.schedules(77, "every tuesday 18:30").await;
    let session = next_session(&place.only_series().await);
    (place, session)
}

/// What is due by then is kept, and the bot is killed at once: nothing has left it, and no file of its was
/// closed. What it would have sent, and what stands on the disk.
async fn dies_at(place: &Place, now: Timestamp) -> (Vec<Parcel>, Place) {
    let conductor: Conductor = place.conductor();
    let mut parcels = conductor.wake(now, &Presence::default()).await.unwrap();
    parcels.extend(conductor.wake_series(lookups(), now).await.unwrap());
    let mut left = place.killed();
    left.now = now;
    drop(conductor);
    (parcels, left)
}

/// What was kept and not sent is sent now: with the same numbers, by which Discord knows it again.
async fn has_in_outbox(place: &Place, parcels: &[Parcel]) {
    let mut parcels = parcels.to_vec();
    let mut left = place.outbox().await;
    parcels.sort_by_key(|it| it.number);
    left.sort_by_key(|it| it.number);
    assert_eq!(left, parcels);
}

#[tokio::test]
async fn killed_before_its_lobby_opens_it_opens_once_afterwards() {
    let (place, session) = tuesdays().await;
    for (back_at, count) in [
        (opens_at(), 2),
        (tuesday(), 2),
        (tuesday() + LATE_MAX, 2),
        (tuesday() + LATE_MAX + TimeDelta::milliseconds(1), 1),
    ] {
        let mut place = place.killed();
        let mut sent = place.wakes(back_at).await;
        assert_eq!(sent.len(), count, "at {back_at}");
        sent.extend(place.wakes(back_at).await);
        assert_eq!(
            sent.len(),
            count,
            "at {back_at}: the second start does nothing"
        );
        assert_eq!(place.sessions_ever(), 1, "at {back_at}");
        assert!(place.session(session).await.is_some(), "at {back_at}");
    }
}

#[tokio::test]
async fn killed_once_its_lobby_is_kept_it_is_shown_afterwards_and_opens_no_second_time() {
    let (place, session) = tuesdays().await;
    let (parcels, mut place) = dies_at(&place, opens_at()).await;
    assert_eq!(whats(&parcels), [What::Card, What::Invite]);
    assert_eq!(place.wakes(opens_at()).await, []);
    assert_eq!(place.wakes(opens_at() + TimeDelta::seconds(40)).await, []);
    has_in_outbox(&place, &parcels).await;
    assert_eq!(place.sessions_ever(), 1);
    let starts_at = tuesday();
    let phase = place.session(session).await.unwrap().session.phase;
    assert_eq!(phase, Phase::Lobby { starts_at });
    // Its card arrives, and the bot is killed before that is kept: the same card again, and no other.
    let arrived = place.killed();
    has_in_outbox(&arrived, &parcels).await;
    place.settles(parcels[0], posted(9)).await;
    has_in_outbox(&place, &parcels[1..]).await;
    place.settles(parcels[1], Fate::Done).await;
    assert_eq!(place.outbox().await, []);
    // What is settled twice, as by the try of the one that died, changes nothing.
    place.settles(parcels[0], posted(9)).await;
    assert_eq!(place.outbox().await, []);
    let card = place.session(session).await.unwrap().card.unwrap();
    assert_eq!(card.message.get(), 9);
}

#[tokio::test]
async fn killed_as_it_begins_it_begins_once() {
    let (mut place, session) = tuesdays().await;
    for parcel in place.wakes(opens_at()).await {
        place.settles(parcel, Fate::Done).await;
    }
    place.mia_joins(session).await;
    for parcel in place.outbox().await {
        place.settles(parcel, Fate::Done).await;
    }
    let before = place.killed();
    let (parcels, mut place) = dies_at(&place, tuesday()).await;
    let cue = What::Cue {
        place: 0,
        missed: 0,
    };
    assert_eq!(whats(&parcels)[0], cue);
    assert_eq!(place.wakes(tuesday()).await, []);
    assert_eq!(place.wakes(tuesday() + TimeDelta::seconds(1)).await, []);
    has_in_outbox(&place, &parcels).await;
    let (anchor, cued) = (tuesday(), 1);
    let phase = place.session(session).await.unwrap().session.phase;
    assert_eq!(phase, Phase::Rolling { anchor, cued });
    assert_eq!(place.sessions_ever(), 1);
    // Killed a moment earlier, before anything of it was kept: the same cue, with the same number.
    let mut place = before;
    let late = tuesday() + TimeDelta::seconds(5);
    let again = place.wakes(late).await;
    let first = |all: &[Parcel]| all.iter().find(|it| it.what == cue).copied();
    assert_eq!(first(&again), first(&parcels));
    let phase = place.session(session).await.unwrap().session.phase;
    assert_eq!(
        phase,
        Phase::Rolling { anchor, cued },
        "its lateness does not add up"
    );
}

#[tokio::test]
async fn killed_once_it_was_missed_that_is_said_once() {
    let (place, session) = tuesdays().await;
    let now = tuesday() + TimeDelta::hours(1);
    let (parcels, mut place) = dies_at(&place, now).await;
    assert_eq!(whats(&parcels), [What::Card]);
    assert_eq!(place.wakes(now).await, []);
    has_in_outbox(&place, &parcels).await;
    assert_eq!(place.sessions_ever(), 1);
    place.settles(parcels[0], posted(9)).await;
    assert_eq!(place.wakes(now + TimeDelta::hours(1)).await, []);
    assert_eq!(place.outbox().await, []);
    assert!(place.session(session).await.unwrap().session.is_over());
}

#[tokio::test]
async fn killed_at_every_step_of_a_week_it_holds_each_session_once() {
    let (mut place, first) = tuesdays().await;
    let end = tuesday() + TimeDelta::days(7) + TimeDelta::hours(1);
    let mut invited = Vec::new();
    let mut cues = Vec::new();
    let mut kills = 0;
    while let Some(due) = place.next_wake().await.filter(|it| *it <= end) {
        let due = due.max(place.now);
        kills += 1;
        assert!(kills < 200, "it does not come to an end");
        // It dies with all in hand, and whatever is sent comes from the outbox of the next one.
        let (_, left) = dies_at(&place, due).await;
        place = left;
        for parcel in place.outbox().await {
            match parcel.what {
                What::Invite => invited.push(parcel.session),
                What::Cue { place, .. } => cues.push((parcel.session, place)),
                _ => {}
            }
            place.settles(parcel, Fate::Done).await;
        }
        if place.in_room().await == Some(first) && cues.is_empty() {
            place.mia_joins(first).await;
        }
    }
    assert_eq!(invited.len(), 2, "{invited:?}");
    assert_eq!(invited[0], first);
    let places: Vec<usize> = cues.iter().map(|(_, place)| *place).collect();
    assert_eq!(places, (0..places.len()).collect::<Vec<_>>());
    assert!(cues.iter().all(|(session, _)| *session == first));
    let plan = place.session(first).await.unwrap().session.plan;
    assert_eq!(places.len(), plan.len(), "to its end");
    assert_eq!(place.sessions_ever(), 2);
}
