//! What a session does with whatever befalls it: each way it can go, on both sides of every line.

use chrono::TimeDelta;
use unknot::domain::{Ending, Input, PAUSE_MAX, Phase};

use super::{GONE, REMOVED, SHUT, at, hear, hold, lobby, over, paused, rolling, session, unsaid};

#[test]
fn a_lobby_begins_on_time_or_late_and_after_an_outage_not_by_itself() {
    let wake = Input::Wake;
    hold(&[
        (lobby(), "18:00", wake, ""),
        (lobby(), "18:59:59.999", wake, ""),
        (
            lobby(),
            "19:00",
            wake,
            "cue 0 from 19:00:00 to 19:01:00, missed 0, then 1 said since 19:00:00",
        ),
        (
            lobby(),
            "19:00:59.999",
            wake,
            "cue 0 from 19:00:00 to 19:01:00, missed 0, then 1 said since 19:00:00",
        ),
        (
            lobby(),
            "19:01",
            wake,
            "cue 0 from 19:01:00 to 19:02:00, missed 0, then 1 said since 19:01:00",
        ),
        (
            lobby(),
            "19:02",
            wake,
            "cue 0 from 19:02:00 to 19:03:00, missed 0, then 1 said since 19:02:00",
        ),
        (
            lobby(),
            "19:02:00.001",
            wake,
            "held Outage, then Outage at 0 ms with 0 said, until 19:32:00.001",
        ),
    ]);
}

#[test]
fn nothing_but_an_end_can_be_done_to_a_lobby() {
    hold(&[
        (lobby(), "18:59", Input::Pause, "refused: NotBegun"),
        (lobby(), "18:59", Input::Skip, "refused: NotBegun"),
        (lobby(), "18:59", Input::Resume, "refused: NotHeld"),
        (
            lobby(),
            "18:59",
            Input::Stop,
            "over Stopped, then Stopped at 18:59:00",
        ),
        (lobby(), "18:59", SHUT, "over Shut, then Shut at 18:59:00"),
        (
            lobby(),
            "18:59",
            GONE,
            "over RoomGone, then RoomGone at 18:59:00",
        ),
        (
            lobby(),
            "18:59",
            REMOVED,
            "over Removed, then Removed at 18:59:00",
        ),
    ]);
}

#[test]
fn a_wake_says_the_cue_that_is_current_and_counts_what_was_missed() {
    let cases = [
        ("19:00:59.999", ""),
        ("19:01", "cue 1 from 19:01:00 to 19:01:30, missed 0, then 2"),
        (
            "19:01:29.999",
            "cue 1 from 19:01:00 to 19:01:30, missed 0, then 2",
        ),
        (
            "19:01:30",
            "cue 2 from 19:01:30 to 19:02:00, missed 1, then 3",
        ),
        ("19:02", "cue 3 from 19:02:00 to 19:03:00, missed 2, then 4"),
        ("19:03", "cue 4 from 19:03:00 to 19:04:00, missed 3, then 5"),
    ];
    for (time, expected) in cases {
        let expected = match expected {
            "" => String::new(),
            cue => format!("{cue} said since 19:00:00"),
        };
        assert_eq!(hear(rolling(1), time, Input::Wake), expected, "at {time}");
    }
    let held = "held Outage, then Outage at 60000 ms with 1 said, until 19:33:00.001";
    assert_eq!(hear(rolling(1), "19:03:00.001", Input::Wake), held);
}

#[test]
fn a_session_ends_when_its_last_cue_does_however_late_that_is_seen() {
    let wake = Input::Wake;
    hold(&[
        (rolling(6), "19:04:59.999", wake, ""),
        (
            rolling(6),
            "19:05",
            wake,
            "over Done, then Done at 19:05:00",
        ),
        (
            rolling(6),
            "23:00",
            wake,
            "over Done, then Done at 23:00:00",
        ),
        (
            rolling(5),
            "19:04:59.999",
            wake,
            "cue 5 from 19:04:00 to 19:05:00, missed 0, then 6 said since 19:00:00",
        ),
        (
            rolling(5),
            "19:05",
            wake,
            "over Done, then Done at 19:05:00",
        ),
        (
            rolling(4),
            "19:05",
            wake,
            "over Done, then Done at 19:05:00",
        ),
        (
            rolling(5),
            "19:06:00.001",
            wake,
            "held Outage, then Outage at 240000 ms with 5 said, until 19:36:00.001",
        ),
    ]);
}

#[test]
fn a_pause_keeps_how_far_it_was_and_takes_no_cue_away() {
    let held = |at: &str, until: &str| {
        format!("held ByHost, then ByHost at {at} ms with 1 said, until {until}")
    };
    let cases = [
        ("19:00:20", held("20000", "19:30:20")),
        ("19:00:59.999", held("59999", "19:30:59.999")),
        ("19:01", held("60000", "19:31:00")),
        ("19:01:10", held("60000", "19:31:10")),
        ("19:20", held("60000", "19:50:00")),
        ("18:59:59", held("0", "19:29:59")),
    ];
    for (time, expected) in cases {
        assert_eq!(hear(rolling(1), time, Input::Pause), expected, "at {time}");
    }
    hold(&[
        (paused(20, 1), "19:01", Input::Pause, "refused: IsHeld"),
        (paused(20, 1), "19:01", Input::Skip, "refused: IsHeld"),
    ]);
}

#[test]
fn whoever_goes_on_does_so_where_it_was_held() {
    let resume = Input::Resume;
    hold(&[
        (rolling(1), "19:00:10", resume, "refused: NotHeld"),
        (
            paused(20, 1),
            "19:10",
            resume,
            "goes on until 19:10:40, then 1 said since 19:09:40",
        ),
        (
            paused(60, 1),
            "19:10",
            resume,
            "cue 1 from 19:10:00 to 19:10:30, missed 0, then 2 said since 19:09:00",
        ),
        (
            paused(0, 0),
            "19:10",
            resume,
            "cue 0 from 19:10:00 to 19:11:00, missed 0, then 1 said since 19:10:00",
        ),
        (
            paused(299, 6),
            "19:10",
            resume,
            "goes on until 19:10:01, then 6 said since 19:05:01",
        ),
        (
            paused(300, 6),
            "19:10",
            resume,
            "over Done, then Done at 19:10:00",
        ),
    ]);
}

#[test]
fn a_session_that_is_held_for_half_an_hour_is_over() {
    let end = "over HeldTooLong, then HeldTooLong at 19:30:00";
    hold(&[
        (paused(20, 1), "19:29:59.999", Input::Wake, ""),
        (paused(20, 1), "19:30", Input::Wake, end),
        // Nobody was woken, and a host is there: they may.
        (
            paused(20, 1),
            "19:31",
            Input::Resume,
            "goes on until 19:31:40, then 1 said since 19:30:40",
        ),
    ]);
    assert_eq!(PAUSE_MAX, TimeDelta::minutes(30));
}

#[test]
fn whoever_skips_hears_the_next_cue_at_once_and_whole() {
    let skip = Input::Skip;
    hold(&[
        (
            rolling(1),
            "19:00:20",
            skip,
            "cue 1 from 19:00:20 to 19:00:50, missed 0, then 2 said since 18:59:20",
        ),
        (
            rolling(1),
            "19:01:40",
            skip,
            "cue 1 from 19:01:40 to 19:02:10, missed 0, then 2 said since 19:00:40",
        ),
        (
            rolling(1),
            "19:20",
            skip,
            "cue 1 from 19:20:00 to 19:20:30, missed 0, then 2 said since 19:19:00",
        ),
        (
            rolling(5),
            "19:03:01",
            skip,
            "cue 5 from 19:03:01 to 19:04:01, missed 0, then 6 said since 18:59:01",
        ),
        (
            rolling(6),
            "19:04:10",
            skip,
            "over Done, then Done at 19:04:10",
        ),
    ]);
}

#[test]
fn a_room_that_is_shut_holds_it_at_the_cue_that_nobody_heard() {
    let (held, time) = ("held Shut, then Shut at", "19:01:10");
    let until = "until 19:31:10";
    hold(&[
        (
            rolling(2),
            time,
            SHUT,
            &format!("{held} 70000 ms with 2 said, {until}"),
        ),
        (
            rolling(2),
            time,
            unsaid(1),
            &format!("{held} 60000 ms with 1 said, {until}"),
        ),
        (
            rolling(2),
            time,
            unsaid(0),
            &format!("{held} 0 ms with 0 said, {until}"),
        ),
        // What was never said cannot have been lost.
        (
            rolling(2),
            time,
            unsaid(5),
            &format!("{held} 70000 ms with 2 said, {until}"),
        ),
        (
            rolling(1),
            time,
            SHUT,
            &format!("{held} 60000 ms with 1 said, {until}"),
        ),
        (
            rolling(2),
            time,
            GONE,
            "over RoomGone, then RoomGone at 19:01:10",
        ),
        (
            rolling(2),
            time,
            REMOVED,
            "over Removed, then Removed at 19:01:10",
        ),
    ]);
}

#[test]
fn a_cue_that_is_lost_while_a_host_holds_it_is_said_once_they_go_on() {
    let (held, until) = ("held Shut, then Shut at", "until 19:30:00");
    hold(&[
        (paused(70, 2), "19:10", SHUT, ""),
        (paused(70, 2), "19:10", unsaid(2), ""),
        (
            paused(70, 2),
            "19:10",
            unsaid(1),
            &format!("{held} 60000 ms with 1 said, {until}"),
        ),
        (
            paused(70, 2),
            "19:10",
            unsaid(0),
            &format!("{held} 0 ms with 0 said, {until}"),
        ),
        (
            paused(70, 2),
            "19:10",
            GONE,
            "over RoomGone, then RoomGone at 19:10:00",
        ),
    ]);
    let mut session = session(paused(70, 2));
    session.step(at("19:10"), unsaid(1)).unwrap();
    let again = "cue 1 from 19:11:00 to 19:11:30, missed 0, then 2 said since 19:10:00";
    assert_eq!(hear(session.phase, "19:11", Input::Resume), again);
}

#[test]
fn a_host_may_stop_it_at_any_time_and_over_is_for_ever() {
    let stop = Input::Stop;
    let stopped = "over Stopped, then Stopped at 19:01:10";
    hold(&[
        (rolling(2), "19:01:10", stop, stopped),
        (paused(20, 1), "19:01:10", stop, stopped),
        (over(), "19:06", stop, "refused: IsOver"),
        (over(), "19:06", Input::Pause, "refused: IsOver"),
        (over(), "19:06", Input::Resume, "refused: IsOver"),
        (over(), "19:06", Input::Skip, "refused: IsOver"),
        (over(), "19:06", Input::Wake, ""),
        (over(), "19:06", SHUT, ""),
        (over(), "19:06", unsaid(0), ""),
        (over(), "19:06", GONE, ""),
        (over(), "19:06", REMOVED, ""),
    ]);
}

#[test]
fn it_says_when_it_has_to_be_woken_when_it_ends_and_where_it_is() {
    // The phase, when it is woken, when it ends, and the cue that the group is at.
    type Row = (
        Phase,
        Option<&'static str>,
        Option<&'static str>,
        Option<usize>,
    );
    let table: [Row; 9] = [
        (lobby(), Some("19:00"), Some("19:05"), None),
        (rolling(0), Some("19:00"), Some("19:05"), None),
        (rolling(1), Some("19:01"), Some("19:05"), Some(0)),
        (rolling(5), Some("19:04"), Some("19:05"), Some(4)),
        (rolling(6), Some("19:05"), Some("19:05"), Some(5)),
        (paused(0, 0), Some("19:30"), None, None),
        (paused(20, 1), Some("19:30"), None, Some(0)),
        (paused(300, 6), Some("19:30"), None, Some(5)),
        (over(), None, None, None),
    ];
    for (phase, woken, ends, place) in table {
        let session = session(phase);
        assert_eq!(session.next_deadline(), woken.map(at), "{phase:?}");
        assert_eq!(session.ends_at(), ends.map(at), "{phase:?}");
        assert_eq!(session.at(), place, "{phase:?}");
        assert_eq!(session.is_over(), phase == over(), "{phase:?}");
        assert_eq!(session.length(), TimeDelta::minutes(5));
    }
}

#[test]
fn a_room_is_told_of_an_end_only_where_it_can_be() {
    let told = Ending::ALL.iter().filter(|(_, it)| it.can_be_told());
    let told: Vec<&str> = told.map(|(name, _)| *name).collect();
    assert_eq!(
        told,
        ["done", "stopped", "held_too_long", "nobody_came", "missed"]
    );
}
