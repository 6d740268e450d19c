//! Simulation (b), played: sessions with people in them, through everything that can befall them.

use chrono::TimeDelta;
use unknot::domain::{Control, RoomId, SessionId, Wants};

use super::house::House;
use super::{Marks, seeds_of};
use crate::library;

/// How many worlds are played unless `WORLDS` says otherwise.
const WORLDS: u64 = 40;

/// What has to be reached over all worlds.
const REACHED: &[&str] = &[
    "429 on a cue",
    "an outage of more than two minutes",
    "channel deleted",
    "clock jump forward",
    "crash between commit and delivery",
    "crash between delivery and settlement",
    "host gone",
    "outage",
    "pause across a cue",
    "skip at the last cue",
    "the clock stands still",
    "waiting list moving up",
];

#[tokio::test]
async fn no_cue_is_said_twice_and_none_is_lost_that_could_be_said() {
    let library = library();
    let mut marks = Marks::new(REACHED);
    let seeds = seeds_of(WORLDS);
    let are_enough = seeds.start + WORLDS <= seeds.end;
    for seed in seeds {
        play(seed, &library, &mut marks).await;
    }
    if are_enough {
        marks.were_all_reached();
    }
}

/// One world: two sessions, in which people come and go until both are over.
async fn play(seed: u64, library: &unknot::domain::Library, marks: &mut Marks) {
    let mut house = House::open(seed, library, marks, 40).await;
    let rooms = [RoomId::new(1), RoomId::new(2)];
    for (number, room) in rooms.into_iter().enumerate() {
        let starts_in = u32::try_from(1 + house.dice.below(60)).unwrap();
        let id = 5_000 + u64::try_from(number).unwrap();
        house.start(id, room, starts_in).await;
    }
    let crowded = house.dice.is_one_in(3);
    if crowded {
        for person in 1..=30 {
            house
                .wants(person, SessionId::new(5_000), Wants::Join)
                .await;
        }
    }
    // Every step is some seconds long; a session of five minutes with pauses is over by then.
    for _ in 0..60 {
        let step = house.dice.between(0, 15_000);
        let until = house.now + TimeDelta::milliseconds(step);
        house.pass(until).await;
        befall(&mut house).await;
    }
    // Nobody does anything any more: what is held ends by itself.
    let until = house.now + TimeDelta::minutes(45);
    house.pass(until).await;
    house.holds_at_the_end().await;
}

/// One thing that happens.
async fn befall(house: &mut House<'_>) {
    let session = SessionId::new(house.dice.pick(&[5_000, 5_001]));
    let person = u64::try_from(house.dice.between(1, 40)).unwrap();
    let place = house.dice.below(17);
    match house.dice.below(40) {
        0..=9 => house.wants(person, session, Wants::Join).await,
        10..=11 => house.wants(person, session, Wants::Watch).await,
        12..=14 => house.wants(person, session, Wants::Leave).await,
        15 => house.wants(person, session, Wants::TooMuch(place)).await,
        16 => house.wants(person, session, Wants::HelpNow).await,
        17 => house.wants(person, session, Wants::TellHost).await,
        18..=19 => {
            house.control(0, session, Control::Pause).await;
            house.marks.reach("pause across a cue");
        }
        20..=24 => {
            // The one who opened it has gone; another host takes over.
            house.marks.reach("host gone");
            house.control(1, session, Control::Resume).await;
        }
        25 => skip_to_the_end(house, session).await,
        26 => house.control(0, session, Control::Skip).await,
        27 if house.dice.is_one_in(6) => house.control(0, session, Control::Stop).await,
        28 => house.refuse(30),
        29..=30 => house.restart().await,
        31 => {
            let seconds = house.dice.between(1, 60);
            house.be_away(seconds).await;
        }
        32 if house.dice.is_one_in(4) => house.be_away(180).await,
        33 if house.dice.is_one_in(10) => {
            let room = RoomId::new(1 + session.get() - 5_000);
            let is_heard = house.dice.is_one_in(2);
            house.delete_room(room, is_heard).await;
        }
        34 => {
            house.marks.reach("clock jump forward");
            house.be_away(7).await;
        }
        35 => {
            house.marks.reach("the clock stands still");
            let until = house.now;
            house.pass(until).await;
        }
        _ => {}
    }
}

/// Skips until nothing is left.
async fn skip_to_the_end(house: &mut House<'_>, session: SessionId) {
    if !house.dice.is_one_in(8) {
        return;
    }
    for _ in 0..=house.cues() {
        house.control(0, session, Control::Skip).await;
        let until = house.now + TimeDelta::milliseconds(5);
        house.pass(until).await;
    }
    house.marks.reach("skip at the last cue");
}
