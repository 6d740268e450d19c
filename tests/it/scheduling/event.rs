//! Discord's own events: what stands there against what is wanted, and when something has to be done.

use unknot::domain::{EventFault, EventId, EventState, NativeEvent, RoomId, RoutineId, SeriesId};

use super::series::{first, tuesdays};

use EventState::{Active, Cancelled, Completed, Scheduled};

fn event(is: Option<EventState>, wants: EventState) -> NativeEvent {
    let series = tuesdays();
    NativeEvent {
        session: series.session(first().local),
        series: series.id,
        local: first().local,
        server: series.server,
        room: series.room,
        language: series.language,
        routine: series.routine,
        at: first().at,
        wants,
        is: is.map(|it| (EventId::new(5), it)),
        is_stale: false,
        fault: None,
    }
}

#[test]
fn what_is_not_yet_as_it_should_be_is_worked_on_until_nothing_is_left_to_do() {
    // What it is, what it is to be; whether there is something to do, and whether never again.
    let table = [
        (None, Scheduled, true, false),
        (None, Active, false, true),
        (None, Completed, false, true),
        (None, Cancelled, false, true),
        (Some(Scheduled), Scheduled, false, false),
        (Some(Scheduled), Active, true, false),
        (Some(Scheduled), Completed, true, false),
        (Some(Scheduled), Cancelled, true, false),
        (Some(Active), Scheduled, true, false),
        (Some(Active), Active, false, false),
        (Some(Active), Completed, true, false),
        (Some(Active), Cancelled, true, false),
        (Some(Completed), Scheduled, true, false),
        (Some(Completed), Active, true, false),
        (Some(Completed), Completed, false, true),
        (Some(Completed), Cancelled, true, false),
        (Some(Cancelled), Scheduled, true, false),
        (Some(Cancelled), Active, true, false),
        (Some(Cancelled), Completed, true, false),
        (Some(Cancelled), Cancelled, false, true),
    ];
    for (is, wants, has_work, is_settled) in table {
        let it = event(is, wants);
        let case = format!("{is:?} → {wants:?}");
        assert_eq!(it.has_work(), has_work, "{case}");
        assert_eq!(it.is_settled(), is_settled, "{case}");
        let stale = NativeEvent {
            is_stale: true,
            ..it
        };
        assert_eq!(stale.has_work(), has_work || is.is_some(), "{case}");
    }
}

#[test]
fn one_that_was_refused_is_tried_no_second_time_unless_it_stands_there() {
    for (_, fault) in EventFault::ALL {
        let fault = Some(*fault);
        let refused = NativeEvent {
            fault,
            ..event(None, Scheduled)
        };
        assert!(!refused.has_work());
        assert!(!refused.is_settled(), "why is still said");
        let ends = NativeEvent {
            fault,
            ..event(Some(Scheduled), Cancelled)
        };
        assert!(ends.has_work());
    }
}

#[test]
fn what_nobody_wants_any_more_is_taken_away_again() {
    for (is, wants, is_settled) in [
        (None, Cancelled, true),
        (Some(Scheduled), Cancelled, false),
        (Some(Active), Cancelled, false),
        (Some(Completed), Completed, true),
        (Some(Cancelled), Cancelled, true),
    ] {
        let after = NativeEvent::after(event(is, Scheduled), None);
        assert_eq!(after, event(is, wants), "{is:?}");
        assert_eq!(after.is_settled(), is_settled, "{is:?}");
    }
}

#[test]
fn what_was_written_is_kept_over_what_was_wanted_meanwhile() {
    let written = NativeEvent {
        fault: Some(EventFault::Denied),
        ..event(Some(Scheduled), Scheduled)
    };
    // Nothing was wanted meanwhile but to end it.
    let wanted = NativeEvent {
        is_stale: true,
        ..event(None, Cancelled)
    };
    let after = NativeEvent::after(written.clone(), Some(wanted.clone()));
    assert_eq!(
        after,
        NativeEvent {
            wants: Cancelled,
            ..written.clone()
        }
    );
    // A fault that has passed is none any more.
    let wanted = NativeEvent {
        fault: Some(EventFault::Full),
        ..wanted
    };
    let fine = event(Some(Scheduled), Scheduled);
    assert_eq!(NativeEvent::after(fine, Some(wanted)).fault, None);
}

#[test]
fn whatever_was_to_be_otherwise_by_then_is_written_anew() {
    let written = event(Some(Scheduled), Scheduled);
    let plain = event(None, Scheduled);
    let is_stale = |wanted: NativeEvent| {
        let after = NativeEvent::after(written.clone(), Some(wanted.clone()));
        let expected = NativeEvent {
            is: written.is,
            is_stale: after.is_stale,
            ..wanted
        };
        assert_eq!(after, expected, "what was wanted stays");
        after.is_stale
    };
    assert!(!is_stale(plain.clone()));
    let at = plain.at + chrono::TimeDelta::milliseconds(1);
    assert!(is_stale(NativeEvent {
        at,
        ..plain.clone()
    }));
    let room = RoomId::new(9);
    assert!(is_stale(NativeEvent {
        room,
        ..plain.clone()
    }));
    let routine = RoutineId::new("full_body_20");
    assert!(is_stale(NativeEvent {
        routine,
        ..plain.clone()
    }));
    // What does not stand there needs no writing.
    let series = SeriesId::new(9);
    assert!(!is_stale(NativeEvent { series, ..plain }));
}

#[test]
fn an_event_that_is_over_stays_so() {
    let over: Vec<&str> = EventState::ALL
        .iter()
        .filter(|(_, it)| it.is_over())
        .map(|(name, _)| *name)
        .collect();
    assert_eq!(over, ["completed", "cancelled"]);
}
