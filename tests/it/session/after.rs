//! What became of it: cues that nobody heard, and how a session ended.

use chrono::TimeDelta;
use unknot::domain::{
    Did, Ending, Gathering, Held, Input, Line, Phase, SeatPlace, Stance, Unheard, What, Word,
};
use unknot::present::{RoomMessage, Says, room};

use super::group::{Group, gathering, library, mia, seat, timeline};
use super::{GONE, REMOVED, at, lobby, over, paused, rolling};

/// Cue 1 was due at 19:01, and nobody heard it.
fn first_unsaid() -> Unheard {
    Unheard {
        since: at("19:01"),
        from: 1,
        cues: 1,
    }
}

/// A cue that was due then never reached the room, as is known at that time.
fn unsaid(group: &mut Group, time: &str, place: usize, due: &str) -> bool {
    group.now = at(time);
    let mut gathering = group.gathering.clone();
    let changes = gathering.unsaid(group.now, place, at(due));
    let is_counted = !changes.is_empty();
    group.keep(changes);
    assert_eq!(group.gathering.unheard, gathering.unheard, "it is kept");
    assert_eq!(group.gathering.session, gathering.session, "it is kept");
    is_counted
}

#[test]
fn cues_that_nobody_heard_are_counted_from_the_first_of_them() {
    let mut group = Group::new(rolling(2), "19:01:10");
    assert!(unsaid(&mut group, "19:01:10", 1, "19:01"));
    assert_eq!(group.gathering.unheard, Some(first_unsaid()));
    group.gathering.session.phase = rolling(3);
    assert!(unsaid(&mut group, "19:01:40", 2, "19:01:30"));
    let two = Unheard {
        cues: 2,
        ..first_unsaid()
    };
    assert_eq!(group.gathering.unheard, Some(two));
    assert_eq!(group.gathering.session.phase, rolling(3), "it rolls on");
    assert_eq!(group.sent, []);
}

#[test]
fn a_cue_that_was_skipped_or_is_not_due_as_planned_is_not_counted() {
    for (phase, place, due, is_counted) in [
        (rolling(2), 1, "19:01", true),
        (rolling(2), 1, "19:00:59.999", false),
        (rolling(2), 1, "19:01:00.001", false),
        // It is said yet, or again.
        (rolling(1), 1, "19:01", false),
        (rolling(2), 2, "19:01:30", false),
        (lobby(), 0, "19:00", false),
        (paused(70, 2), 1, "19:01", false),
        (over(), 1, "19:01", false),
    ] {
        for before in [None, Some(first_unsaid())] {
            let mut group = Group::new(phase, "19:01:10");
            group.gathering.unheard = before;
            let counted = unsaid(&mut group, "19:01:10", place, due);
            assert_eq!(counted, is_counted, "{phase:?}: {place} due at {due}");
            let is_same = group.gathering.unheard == before;
            assert_eq!(is_same, !is_counted, "{phase:?}: {place} due at {due}");
        }
    }
}

#[test]
fn two_minutes_of_cues_that_nobody_heard_hold_it_at_the_first_of_them() {
    let four = || {
        let mut group = Group::new(rolling(5), "19:03");
        group.gathering.unheard = Some(Unheard {
            cues: 3,
            ..first_unsaid()
        });
        group
    };
    let mut group = four();
    unsaid(&mut group, "19:02:59.999", 3, "19:02");
    assert_eq!(group.gathering.session.phase, rolling(5));
    assert_eq!(group.gathering.unheard.map(|it| it.cues), Some(4));
    assert_eq!(group.sent, []);
    let mut group = four();
    unsaid(&mut group, "19:03", 3, "19:02");
    let (why, resume_by) = (Held::Outage, at("19:33"));
    let held = Phase::Paused {
        elapsed: TimeDelta::seconds(60),
        cued: 1,
        resume_by,
        why,
    };
    assert_eq!(group.gathering.session.phase, held);
    assert_eq!(group.gathering.unheard, None, "they are said again");
    let line = What::Line(Line::Held { why, resume_by });
    assert_eq!(group.sent, [line, What::HostNews, What::Card]);
    let log: Vec<Did> = group.gathering.log.iter().map(|it| it.did).collect();
    assert_eq!(log, [Did::Held(why)]);
    // A host goes on, and it is the first of them that is said.
    group.befalls("19:10", Input::Resume);
    let cue = What::Cue {
        place: 1,
        missed: 0,
    };
    assert!(group.sent.contains(&cue), "{:?}", group.sent);
}

fn said(gathering: &Gathering, says: &Says) -> RoomMessage {
    room(library(), &gathering.board().unwrap(), says)
}

#[test]
fn the_next_cue_says_how_many_nobody_heard() {
    let gathering = gathering(rolling(3));
    let cue = |missed| {
        let (place, until) = (2, at("19:02"));
        let says = Says::Cue {
            place,
            missed,
            until,
        };
        said(&gathering, &says).content
    };
    let words = &library().words;
    let line = |count: &str| words.fill(Word::SessionCueMissed, &[("count", count)]);
    for (missed, count) in [(1, "1"), (2, "2"), (12, "12")] {
        assert!(line(count).contains(count));
        let lines = cue(missed);
        assert_eq!(lines.lines().next(), Some(line(count).as_str()));
    }
    let rest = format!("{}\n{}", line("2"), cue(0));
    assert_eq!(cue(2), rest, "and nothing else of it is another");
}

/// How it ended, how many cues were said, for how many seconds, and what has to be sent of it.
type End = (Ending, usize, i64, Vec<What>);

fn ends(phase: Phase, time: &str, input: Input, tidy: bool) -> End {
    let mut group = Group::new(phase, time);
    group.gathering.manner.tidy = tidy;
    group.befalls(time, input);
    let Phase::Over {
        ending,
        at: ended_at,
        cued,
        rolled,
    } = group.gathering.session.phase
    else {
        panic!("{:?}", group.gathering.session.phase);
    };
    assert_eq!(ended_at, at(time));
    (ending, cued, rolled.num_seconds(), group.sent)
}

#[test]
fn what_was_rolled_is_said_at_the_end_and_nothing_is_where_nothing_was() {
    let held_before_the_first = Phase::Paused {
        elapsed: TimeDelta::zero(),
        cued: 0,
        resume_by: at("19:30"),
        why: Held::Outage,
    };
    let (stop, wake) = (Input::Stop, Input::Wake);
    let (stopped, too_long) = (Ending::Stopped, Ending::HeldTooLong);
    let card = || vec![What::Card];
    let recap = || vec![What::Recap, What::Tidy, What::Card];
    let table: [(Phase, &str, Input, End); 11] = [
        (lobby(), "18:59", stop, (stopped, 0, 0, card())),
        (rolling(0), "19:00", stop, (stopped, 0, 0, card())),
        (rolling(1), "19:00", stop, (stopped, 1, 0, recap())),
        (rolling(2), "19:01:10", stop, (stopped, 2, 70, recap())),
        (paused(70, 2), "19:20", stop, (stopped, 2, 70, recap())),
        (paused(70, 2), "19:30", wake, (too_long, 2, 70, recap())),
        (
            held_before_the_first,
            "19:30",
            wake,
            (too_long, 0, 0, card()),
        ),
        (rolling(6), "19:05", wake, (Ending::Done, 6, 300, recap())),
        // However late that is seen, nobody rolled for longer.
        (rolling(6), "23:00", wake, (Ending::Done, 6, 300, recap())),
        (
            rolling(2),
            "19:01:10",
            GONE,
            (Ending::RoomGone, 2, 70, vec![What::HostNews]),
        ),
        (
            rolling(2),
            "19:01:10",
            REMOVED,
            (Ending::Removed, 2, 70, vec![What::HostNews]),
        ),
    ];
    for (phase, time, input, mut expected) in table {
        let case = format!("{phase:?} at {time}: {input:?}");
        assert_eq!(ends(phase, time, input, true), expected, "{case}");
        expected.3.retain(|it| *it != What::Tidy);
        assert_eq!(ends(phase, time, input, false), expected, "{case}");
    }
}

#[test]
fn the_end_of_a_session_that_was_stopped_names_what_was_come_to() {
    let timeline = timeline("full_body_20");
    let areas = |places: std::ops::Range<usize>| -> Vec<&str> {
        let rolled = places.filter_map(|it| timeline.rolled(it));
        rolled.map(|it| it.area.as_str()).collect()
    };
    let first = (0..).find(|it| timeline.rolled(*it).is_some()).unwrap();
    for cued in [2, first, first + 1, timeline.cues.len()] {
        let mut stopped = gathering(rolling(cued));
        stopped.session.phase = Phase::Over {
            ending: Ending::Stopped,
            at: at("19:02"),
            cued,
            rolled: TimeDelta::seconds(65),
        };
        stopped.seats.0 = vec![seat(mia(), Stance::Rolls, SeatPlace::Sits)];
        let card = said(&stopped, &Says::Recap).card.unwrap();
        let words = &library().words;
        assert_eq!(card.text, words.get(Word::RecapTextStopped));
        let field = |name| {
            let name = words.get(name);
            let found = card.fields.iter().find(|it| it.name == name);
            found.unwrap().text.as_str()
        };
        assert!(field(Word::RecapHow).contains("1:05"));
        let named = field(Word::RecapWhat);
        let come_to = areas(0..cued);
        let is_none = named == words.get(Word::RecapWhatNone);
        assert_eq!(is_none, come_to.is_empty(), "{cued}: {named}");
        for area in &come_to {
            assert_eq!(named.matches(area).count(), 1, "{cued}: {area} in {named}");
        }
        for area in areas(cued..timeline.cues.len()) {
            let is_named = named.contains(area);
            assert!(!is_named || come_to.contains(&area), "{cued}: {area}");
        }
    }
}
