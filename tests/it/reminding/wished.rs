//! What somebody types, made into what they asked for.

use unknot::domain::{Language, NotSo, Reminders, ThroughDay, Wished};

fn none() -> Reminders {
    Reminders::none(Language::English)
}

#[test]
fn times_of_day_are_read_as_people_write_them() {
    for (typed, minutes) in [
        ("9", 540),
        ("09:30", 570),
        ("9.30", 570),
        ("0930", 570),
        ("18h30", 1_110),
        ("7pm", 1_140),
        ("7 pm", 1_140),
        ("12am", 0),
        ("midnight", 0),
        ("24:00", 0),
        ("noon", 720),
        ("half past six", 390),
        ("a las 9", 540),
        ("las seis y media", 390),
        ("23:59", 1_439),
    ] {
        let wished = Wished {
            quiet_from: Some(typed.to_owned()),
            after_sessions: Some(true),
            ..Wished::default()
        };
        let read = wished.on(none()).map(|it| it.quiet.from.minutes());
        assert_eq!(read, Ok(minutes), "{typed}");
    }
    for typed in [
        "",
        "25:00",
        "9:60",
        "13am",
        "0pm",
        "soon",
        "tue 9:00",
        "9:00 10:00",
        "9:00:30",
        "-1",
        "9am9",
    ] {
        let wished = Wished {
            from: Some(typed.to_owned()),
            ..Wished::default()
        };
        let typed = typed.to_owned();
        assert_eq!(wished.on(none()), Err(NotSo::NoTime { typed }));
    }
}

#[test]
fn what_is_left_out_stays_as_it_is_and_nothing_at_all_means_after_sessions() {
    let default = Wished::default();
    let is = default.on(none()).unwrap();
    assert_eq!(
        is,
        Reminders {
            after_minutes: Some(90),
            ..none()
        }
    );
    let every = Wished {
        every: Some(90),
        ..default.clone()
    };
    let with_day = every.on(is).unwrap();
    assert_eq!(with_day.after_minutes, Some(90), "stays");
    let through: Vec<String> = with_day.times().iter().map(ToString::to_string).collect();
    assert_eq!(
        through,
        ["10:00", "11:30", "13:00", "14:30", "16:00", "17:30"]
    );
    assert_eq!(default.on(with_day), Ok(with_day), "what is on stays on");
    let not_after = Wished {
        after_sessions: Some(false),
        ..default.clone()
    };
    let only_day = not_after.on(with_day).unwrap();
    assert_eq!(
        only_day,
        Reminders {
            after_minutes: None,
            ..with_day
        }
    );
    assert_eq!(
        not_after.on(none()),
        Ok(none()),
        "they asked for nothing else"
    );
    let later = Wished {
        to: Some("16:00".to_owned()),
        ..default.clone()
    };
    let kept = later.on(only_day).unwrap().through_day.unwrap();
    let before = only_day.through_day.unwrap();
    assert_eq!(
        kept,
        ThroughDay {
            to: kept.to,
            ..before
        }
    );
    assert_eq!(kept.to.to_string(), "16:00");
    let asked = Wished {
        next_day_at: Some("7:30".to_owned()),
        ..default
    };
    let asked = asked.on(none()).unwrap();
    assert_eq!(asked.check_in.unwrap().to_string(), "07:30");
    assert_eq!(
        asked.after_minutes, None,
        "to be asked is no wish to be reminded"
    );
}
