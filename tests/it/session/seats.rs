//! Seats by example: the last one and the one after it, and whose an empty seat is.

use std::collections::BTreeSet;

use unknot::domain::{
    Language, SEATS_MAX, Seat, SeatPlace, Seats, Stance, Token, UserId, WAITING_MAX,
};

use super::at;

fn seat(who: usize, place: SeatPlace) -> Seat {
    Seat {
        user: user(who),
        stance: Stance::Rolls,
        place,
        language: Language::English,
        mention: false,
        token: None,
        dms_closed: false,
        attended_seconds: 0,
        sore: BTreeSet::new(),
    }
}

fn user(who: usize) -> UserId {
    UserId::new(who.try_into().unwrap())
}

/// So many who sit, behind them so many who wait; called by number, from 1.
fn seats(sit: usize, wait: usize) -> Seats {
    let sit = (0..sit).map(|_| SeatPlace::Sits);
    let all = sit.chain((0..wait).map(|_| SeatPlace::Waits));
    Seats((1..).zip(all).map(|(who, it)| seat(who, it)).collect())
}

#[test]
fn the_last_seat_is_taken_and_then_the_last_place_in_the_list() {
    let table = [
        (0, 0, Some(SeatPlace::Sits)),
        (SEATS_MAX - 1, 0, Some(SeatPlace::Sits)),
        (SEATS_MAX, 0, Some(SeatPlace::Waits)),
        (SEATS_MAX, WAITING_MAX - 1, Some(SeatPlace::Waits)),
        (SEATS_MAX, WAITING_MAX, None),
        // An empty seat is theirs who wait.
        (SEATS_MAX - 1, 1, Some(SeatPlace::Waits)),
        (SEATS_MAX - 1, WAITING_MAX, None),
    ];
    for (sit, wait, expected) in table {
        let place = seats(sit, wait).room_for(user(99));
        assert_eq!(place, expected, "{sit} sit and {wait} wait");
    }
}

#[test]
fn nobody_is_in_their_own_way() {
    let full = seats(SEATS_MAX, WAITING_MAX);
    assert_eq!(full.room_for(user(99)), None);
    assert_eq!(full.room_for(user(SEATS_MAX + 1)), Some(SeatPlace::Waits));
    let full = seats(SEATS_MAX, 0);
    assert_eq!(full.room_for(user(SEATS_MAX)), Some(SeatPlace::Sits));
}

#[test]
fn whoever_is_being_checked_takes_no_seat_yet() {
    let mut seats = seats(SEATS_MAX - 1, 0);
    seats.0.push(seat(99, SeatPlace::Checking));
    assert_eq!(seats.room_for(user(98)), Some(SeatPlace::Sits));
    assert_eq!(seats.room_for(user(99)), Some(SeatPlace::Sits));
    seats.0.push(seat(98, SeatPlace::MovedUp));
    assert_eq!(seats.room_for(user(99)), Some(SeatPlace::Waits));
    assert_eq!(seats.with_us().len(), SEATS_MAX);
}

#[test]
fn the_first_in_the_list_moves_up_when_a_seat_is_left() {
    let mut seats = seats(SEATS_MAX, 2);
    let (first, second) = (SEATS_MAX + 1, SEATS_MAX + 2);
    assert_eq!((seats.before(user(first)), seats.waiting()), (0, 2));
    assert_eq!(seats.before(user(second)), 1);
    assert_eq!(seats.leave(user(99)), None, "nobody left");
    assert_eq!(seats.leave(user(3)), Some(seat(first, SeatPlace::MovedUp)));
    assert_eq!((seats.before(user(second)), seats.waiting()), (0, 1));
    assert_eq!(seats.leave(user(second)), None, "they only waited");
    assert_eq!((seats.waiting(), seats.with_us().len()), (0, SEATS_MAX));
    assert_eq!(seats.leave(user(1)), None, "nobody waits");
}

#[test]
fn what_lets_us_answer_somebody_is_never_printed() {
    let token = Token {
        text: "secret".to_owned(),
        until: at("19:00"),
    };
    assert_eq!(format!("{token:?}"), "Token(…)");
}
