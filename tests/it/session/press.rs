//! What is pressed on a cue, and twice: the host is told once, one cue is skipped, and nobody is shown how
//! to roll what is off for them.

use chrono::TimeDelta;
use unknot::domain::{
    Control, Did, OFF_FOR_TODAY, Outcome, RegionId, SeatPlace, SessionTold, Stance, TechniqueId,
    Told, Wants, What,
};

use super::group::{Group, gathering, host, member, mia, noah, screened, seat, token};
use super::{at, rolling};

const MS: TimeDelta = TimeDelta::milliseconds(1);

#[test]
fn whoever_wishes_the_host_to_know_twice_stands_there_once() {
    let mut group = Group::new(rolling(1), "19:00:10").seats(mia(), Stance::Rolls, SeatPlace::Sits);
    let told = |reached| Told::Session(SessionTold::HostTold { reached });
    assert_eq!(group.wants(mia(), Wants::TellHost), told(false));
    group.now = at("19:00:20");
    assert_eq!(group.wants(mia(), Wants::TellHost), told(false));
    assert_eq!(group.sent, [What::HostNews]);
    assert_eq!(group.gathering.stopped_since(at("19:00:10")), [mia()]);
    // Whoever has no seat any more may say so too.
    assert_eq!(group.wants(noah(), Wants::TellHost), told(false));
    assert_eq!(group.gathering.log.len(), 2);
    let since = |time| group.gathering.stopped_since(time);
    assert_eq!(since(at("19:00:10")), [mia(), noah()]);
    assert_eq!(since(at("19:00:10") + MS), [noah()]);
    assert_eq!(since(at("19:00:20")), [noah()]);
    assert_eq!(since(at("19:00:20") + MS), []);
    assert_eq!(group.sent, [What::HostNews; 2]);
}

#[test]
fn the_host_is_reached_by_whatever_they_pressed_last() {
    let (early, late) = (at("19:05"), at("19:10"));
    // Until when their token as the one who leads is good, and the one of their seat; and which is taken.
    for (lead, seated, now, expected) in [
        (None, None, at("19:00"), None),
        (Some(early), None, early - MS, Some("lead")),
        (Some(early), None, early, None),
        (None, Some(early), early - MS, Some("seat")),
        (None, Some(early), early, None),
        (Some(early), Some(late), at("19:00"), Some("seat")),
        (Some(late), Some(early), at("19:00"), Some("lead")),
        (Some(late), Some(early), early, Some("lead")),
        (Some(early), Some(late), late - MS, Some("seat")),
        (Some(early), Some(late), late, None),
    ] {
        let mut led = gathering(rolling(1));
        led.lead.token = lead.map(|it| token("lead", it));
        let mut theirs = seat(host(), Stance::Rolls, SeatPlace::Sits);
        theirs.token = seated.map(|it| token("seat", it));
        let mut other = seat(mia(), Stance::Rolls, SeatPlace::Sits);
        other.token = Some(token("mia", at("23:00")));
        led.seats.0 = vec![other, theirs];
        let found = led.lead_token(now).map(|it| it.text.as_str());
        assert_eq!(found, expected, "{lead:?}, {seated:?} at {now}");
    }
}

/// The first cue that rolls something, its technique and its area; and the first that does not.
fn cues(group: &Group) -> (usize, TechniqueId, RegionId, usize) {
    let timeline = group.gathering.timelines.first_key_value().unwrap().1;
    let rolls = |place: &usize| timeline.rolled(*place).is_some();
    let place = (0..timeline.cues.len()).find(rolls).unwrap();
    let none = (0..timeline.cues.len()).find(|it| !rolls(it)).unwrap();
    let technique = timeline.cues[place].technique.clone().unwrap();
    let region = timeline.rolled(place).unwrap().region.clone();
    (place, technique, region, none)
}

#[test]
fn nobody_is_shown_how_to_roll_what_is_off_for_them() {
    let shown = |told: Told| match told {
        Told::Session(SessionTold::HowTo(technique)) => Some(technique),
        Told::Session(SessionTold::HowToOff) => None,
        other => panic!("{other:?}"),
    };
    let rolls = |stance, outcome, off: Option<RegionId>| {
        let mut group = Group::new(rolling(1), "19:00:10").seats(mia(), stance, SeatPlace::Sits);
        let mut clearance = screened(outcome, at("18:55"));
        clearance.limits.regions.extend(off);
        group.members.insert(mia(), member(clearance));
        group
    };
    let (place, technique, region, none) = cues(&rolls(Stance::Rolls, Outcome::Clear, None));
    let (off, other) = (Some(region), Some(RegionId::new("somewhere_else")));
    let known = Some(Some(technique));
    for (stance, outcome, off, expected) in [
        (Stance::Rolls, Outcome::Clear, None, &known),
        (Stance::Rolls, Outcome::Limits, other, &known),
        (Stance::Rolls, Outcome::Limits, off.clone(), &None),
        (Stance::Rolls, Outcome::Hold, None, &None),
        (Stance::Breathes, Outcome::Clear, None, &None),
        (Stance::Asked, Outcome::Clear, None, &None),
        // Whoever watches learns how it is done.
        (Stance::Watches, Outcome::Limits, off.clone(), &known),
    ] {
        let mut group = rolls(stance, outcome, off.clone());
        let told = shown(group.wants(mia(), Wants::HowTo(place)));
        assert_eq!(told, *expected, "{stance:?}, {outcome:?}, {off:?}");
    }
    // So does whoever is not with the group.
    let mut group = rolls(Stance::Rolls, Outcome::Limits, off);
    group.members.insert(noah(), group.members[&mia()].clone());
    assert_eq!(shown(group.wants(noah(), Wants::HowTo(place))), known);
    // A cue that is for no area is off only for those who rest.
    assert_eq!(shown(group.wants(mia(), Wants::HowTo(none))), Some(None));
    let mut rests = rolls(Stance::Breathes, Outcome::Hold, None);
    assert_eq!(shown(rests.wants(mia(), Wants::HowTo(none))), None);
}

#[test]
fn an_area_that_is_off_for_today_is_shown_again_a_day_later() {
    let mut group = Group::new(rolling(1), "19:00:10")
        .knows(mia(), Outcome::Clear)
        .seats(mia(), Stance::Rolls, SeatPlace::Sits);
    let (place, ..) = cues(&group);
    group.wants(mia(), Wants::SkipArea(place));
    let until = group.now + OFF_FOR_TODAY;
    for (now, is_off) in [(group.now, true), (until - MS, true), (until, false)] {
        group.now = now;
        let told = group.wants(mia(), Wants::HowTo(place));
        let off = Told::Session(SessionTold::HowToOff);
        assert_eq!(told == off, is_off, "at {now}: {told:?}");
    }
}

#[test]
fn skip_pressed_twice_skips_one_cue_and_after_two_seconds_two() {
    let skip = Wants::Control(Control::Skip);
    for (second, cued) in [
        (at("19:00:10"), 2),
        (at("19:00:12") - MS, 2),
        (at("19:00:12"), 3),
    ] {
        for somebody_stops in [false, true] {
            let mut group = Group::new(rolling(1), "19:00:10");
            group.wants(host(), skip);
            assert_eq!(group.gathering.session.at(), Some(1));
            if somebody_stops {
                group.wants(mia(), Wants::TellHost);
            }
            group.now = second;
            let told = group.wants(host(), skip);
            let case = format!("the second at {second}, somebody stops: {somebody_stops}");
            assert_eq!(group.gathering.session.at(), Some(cued - 1), "{case}");
            let cues = group
                .sent
                .iter()
                .filter(|it| matches!(it, What::Cue { .. }));
            assert_eq!(cues.count(), cued - 1, "{case}");
            let lines = group.gathering.log.iter();
            let lines = lines.filter(|it| it.did == Did::Skipped).count();
            assert_eq!(lines, cued - 1, "{case}");
            let Told::Session(SessionTold::Panel(panel)) = told else {
                panic!("{case}: {told:?}");
            };
            assert_eq!((panel.refused, panel.session.at()), (None, Some(cued - 1)));
        }
    }
}
