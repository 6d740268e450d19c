//! What goes next: what is said before what is shown, in order in each room, and never more than Discord
//! takes.

use chrono::{DateTime, TimeDelta};
use unknot::app::{Lanes, Next};
use unknot::domain::{Line, Parcel, RoomId, SessionId, Timestamp, What};

fn at(seconds: i64) -> Timestamp {
    DateTime::from_timestamp(1_900_000_000 + seconds, 0).unwrap()
}

/// A parcel of a session that has its own room.
fn parcel(session: u64, number: u32, what: What) -> Parcel {
    Parcel {
        session: SessionId::new(session),
        number,
        room: RoomId::new(session + 1_000),
        what,
        due: at(0),
        until: at(20),
    }
}

fn cue(session: u64, number: u32) -> Parcel {
    parcel(
        session,
        number,
        What::Cue {
            place: 3,
            missed: 0,
        },
    )
}

fn card(session: u64, number: u32) -> Parcel {
    parcel(session, number, What::Card)
}

/// Everything that goes at one moment, by session and number.
fn going(lanes: &mut Lanes, real_ms: u64) -> Vec<(u64, u32)> {
    let mut gone = Vec::new();
    while let Next::Deliver(it, _) = lanes.next(at(1), real_ms) {
        gone.push((it.session.get(), it.number));
    }
    gone
}

#[test]
fn a_cue_overtakes_every_card_and_every_whisper() {
    let mut lanes = Lanes::new(50);
    lanes.add(card(1, 1));
    lanes.add(parcel(2, 1, What::Whispers { place: 3 }));
    lanes.add(cue(3, 1));
    assert_eq!(going(&mut lanes, 0), [(3, 1), (2, 1), (1, 1)]);
}

#[test]
fn a_room_takes_one_at_a_time_and_in_order() {
    let mut lanes = Lanes::new(50);
    let line = What::Line(Line::Resumed { until: at(9) });
    let (first, second) = (cue(1, 1), parcel(1, 2, line));
    lanes.add(second);
    lanes.add(first);
    assert_eq!(going(&mut lanes, 0), [(1, 1)], "the other one waits");
    assert_eq!(going(&mut lanes, 5), [(0, 0); 0]);
    lanes.done(&first, 5);
    assert_eq!(going(&mut lanes, 10), [(1, 2)]);
}

#[test]
fn what_is_dropped_frees_no_room_in_which_something_is_on_its_way() {
    let mut lanes = Lanes::new(50);
    lanes.add(cue(1, 1));
    assert_eq!(going(&mut lanes, 0), [(1, 1)]);
    let mut stale = cue(1, 2);
    stale.until = at(1);
    lanes.add(stale);
    lanes.add(cue(1, 3));
    assert_eq!(lanes.next(at(1), 0), Next::Drop(stale));
    lanes.done(&stale, 5);
    assert_eq!(
        going(&mut lanes, 5),
        [(0, 0); 0],
        "the first one is on its way still"
    );
}

#[test]
fn a_cue_waits_until_it_is_kept_that_the_one_before_was_dropped() {
    let mut lanes = Lanes::new(50);
    let mut stale = cue(1, 1);
    stale.until = at(1);
    lanes.add(stale);
    lanes.add(cue(1, 2));
    lanes.add(cue(2, 1));
    assert_eq!(lanes.next(at(1), 0), Next::Drop(stale));
    assert_eq!(going(&mut lanes, 0), [(2, 1)], "other rooms do not wait");
    lanes.done(&stale, 5);
    assert_eq!(going(&mut lanes, 5), [(1, 2)]);
}

#[test]
fn the_last_moment_of_a_cue_is_the_one_before_the_next() {
    let mut lanes = Lanes::new(50);
    lanes.add(cue(1, 1));
    let before = at(20) - TimeDelta::milliseconds(1);
    assert_eq!(lanes.next(before, 0), Next::Deliver(cue(1, 1), 0));
    lanes.add(cue(2, 1));
    assert_eq!(lanes.next(at(20), 0), Next::Drop(cue(2, 1)), "never late");
}

#[test]
fn no_more_than_fifty_go_in_a_second_and_cards_leave_ten_of_them_free() {
    let mut lanes = Lanes::new(50);
    (1..=60).for_each(|session| lanes.add(card(session, 1)));
    assert_eq!(going(&mut lanes, 0).len(), 40, "the rest is kept for cues");
    (101..=120).for_each(|session| lanes.add(cue(session, 1)));
    assert_eq!(going(&mut lanes, 500).len(), 10);
    assert_eq!(lanes.next(at(1), 500), Next::Wait(Some(520)));
    assert_eq!(
        going(&mut lanes, 1_019),
        [(0, 0); 0],
        "a second is not over"
    );
    let behind = going(&mut lanes, 1_020);
    assert!(
        behind[..10].iter().all(|(session, _)| 100 < *session),
        "cues first"
    );
    // The ten cues of half a second ago count still.
    assert_eq!(behind.len(), 10 + 20);
}

#[test]
fn the_latest_card_of_a_session_is_the_only_one() {
    let mut lanes = Lanes::new(50);
    lanes.add(card(1, 1));
    lanes.add(card(2, 1));
    lanes.add(card(1, 2));
    assert_eq!(going(&mut lanes, 0), [(1, 2), (2, 1)]);
}

#[test]
fn one_more_request_waits_for_cues_and_goes_before_cards_and_leaves_ten_free() {
    let mut lanes = Lanes::new(12);
    lanes.add_request();
    lanes.add(cue(1, 1));
    lanes.add(card(2, 1));
    assert_eq!(lanes.next(at(1), 0), Next::Deliver(cue(1, 1), 0));
    assert_eq!(lanes.next(at(1), 0), Next::More);
    assert_eq!(lanes.next(at(1), 0), Next::Wait(Some(1_020)));
    lanes.add_request();
    assert_eq!(
        lanes.next(at(1), 1_019),
        Next::Wait(Some(1)),
        "what is left is kept for cues"
    );
    assert_eq!(lanes.next(at(1), 1_020), Next::More);
}

#[test]
fn what_is_shown_in_a_room_keeps_nothing_that_is_said_there_waiting() {
    let mut lanes = Lanes::new(50);
    lanes.add(card(1, 1));
    assert_eq!(going(&mut lanes, 0), [(1, 1)]);
    lanes.add(cue(1, 2));
    lanes.add(card(1, 3));
    assert_eq!(
        going(&mut lanes, 1),
        [(1, 2)],
        "the card is on its way still"
    );
}

#[test]
fn a_room_takes_no_more_than_a_card_in_a_second_and_a_quarter() {
    let mut lanes = Lanes::new(50);
    lanes.add(card(1, 1));
    assert_eq!(going(&mut lanes, 0), [(1, 1)]);
    lanes.done(&card(1, 1), 100);
    lanes.add(card(1, 2));
    assert_eq!(
        lanes.next(at(1), 200),
        Next::Wait(Some(820)),
        "a request is over"
    );
    assert_eq!(going(&mut lanes, 1_349), [(0, 0); 0]);
    assert_eq!(lanes.next(at(1), 1_349), Next::Wait(Some(1)));
    assert_eq!(going(&mut lanes, 1_350), [(1, 2)]);
}

#[test]
fn what_is_tried_again_waits_its_time_and_its_room_is_free_meanwhile() {
    let mut lanes = Lanes::new(50);
    lanes.add(cue(1, 1));
    assert_eq!(going(&mut lanes, 0), [(1, 1)]);
    lanes.again(cue(1, 1), 1, 250);
    lanes.add(cue(1, 2));
    assert_eq!(
        going(&mut lanes, 10),
        [(1, 2)],
        "it keeps no other one waiting"
    );
    assert_eq!(lanes.next(at(1), 249), Next::Wait(Some(1)));
    assert_eq!(
        lanes.next(at(1), 250),
        Next::Wait(Some(770)),
        "the other is on its way"
    );
    lanes.done(&cue(1, 2), 260);
    assert_eq!(lanes.next(at(1), 260), Next::Deliver(cue(1, 1), 1));
}

#[test]
fn a_card_that_failed_does_not_come_back_over_a_newer_one() {
    let mut lanes = Lanes::new(50);
    lanes.add(card(1, 1));
    assert_eq!(going(&mut lanes, 0), [(1, 1)]);
    lanes.add(card(1, 2));
    lanes.again(card(1, 1), 1, 50);
    assert_eq!(going(&mut lanes, 60), [(1, 2)]);
    assert!(lanes.is_empty());
}

#[test]
fn nothing_is_asked_of_a_discord_that_takes_nothing() {
    let mut lanes = Lanes::new(50);
    lanes.hold(500);
    lanes.hold(400);
    lanes.add(cue(1, 1));
    lanes.add(card(2, 1));
    lanes.add_request();
    assert_eq!(lanes.next(at(1), 499), Next::Wait(Some(1)));
    assert_eq!(lanes.next(at(1), 500), Next::Deliver(cue(1, 1), 0));
    // What has become worthless meanwhile is dropped all the same.
    lanes.hold(900);
    lanes.add(cue(3, 1));
    assert_eq!(lanes.next(at(20), 600), Next::Drop(cue(3, 1)));
}

#[test]
fn with_nothing_to_do_there_is_nothing_to_wait_for() {
    let mut lanes = Lanes::new(50);
    assert_eq!(lanes.next(at(1), 0), Next::Wait(None));
    lanes.add(cue(1, 1));
    assert_eq!(going(&mut lanes, 0), [(1, 1)]);
    assert_eq!(lanes.next(at(1), 1), Next::Wait(None));
}
