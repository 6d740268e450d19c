//! How strong it feels at the end: from 8 on an area has to be stopped (dossier 7.2), and which one is asked.

use unknot::domain::{
    Area, Feel, Outcome, RegionId, SEVERE, SeatPlace, SessionTold, Stance, Told, Wants, Word,
};
use unknot::present::Row;

use super::group::{Group, card, library, mia, noah};
use super::{over, rolling};

/// Mia has rolled to the end.
fn ended() -> Group {
    Group::new(over(), "19:10")
        .knows(mia(), Outcome::Clear)
        .seats(mia(), Stance::Rolls, SeatPlace::Sits)
}

/// The cues that were said and are the first for their area, with that area.
fn rolled(group: &Group) -> Vec<(usize, RegionId, String)> {
    let timeline = group.gathering.timelines.first_key_value().unwrap().1;
    let mut all: Vec<(usize, RegionId, String)> = Vec::new();
    for place in 0..group.gathering.session.cued() {
        let Some(it) = timeline.rolled(place) else {
            continue;
        };
        if all.iter().all(|(_, region, _)| *region != it.region) {
            all.push((place, it.region.clone(), it.area.clone()));
        }
    }
    assert!(!all.is_empty(), "something was rolled");
    all
}

fn asked(told: Told) -> Vec<Area> {
    match told {
        Told::Session(
            SessionTold::CheckIn { areas, .. } | SessionTold::WhichArea { areas, .. },
        ) => areas,
        other => panic!("{other:?}"),
    }
}

#[test]
fn from_eight_on_the_areas_that_were_rolled_are_asked_for() {
    let mut group = ended();
    let expected: Vec<Area> = rolled(&group)
        .into_iter()
        .map(|(place, _, name)| Area { place, name })
        .collect();
    for feel in [Feel::Better, Feel::Same, Feel::Worse] {
        assert_eq!(asked(group.wants(mia(), Wants::Feel(feel))), []);
        for strength in 0..=10 {
            let areas = asked(group.wants(mia(), Wants::Strength(feel, strength)));
            let is_asked = SEVERE <= strength;
            let expected = if is_asked {
                expected.clone()
            } else {
                Vec::new()
            };
            assert_eq!(areas, expected, "{strength}");
        }
    }
}

#[test]
fn the_area_that_is_picked_is_off_and_not_offered_again() {
    let mut group = ended();
    let all = rolled(&group);
    let severe = Wants::Strength(Feel::Worse, SEVERE);
    for (at, (place, region, name)) in all.iter().enumerate() {
        assert_eq!(asked(group.wants(mia(), severe)).len(), all.len() - at);
        let told = group.wants(mia(), Wants::SkipArea(*place));
        let off = SessionTold::AreaOff {
            session: group.gathering.session.id,
            area: name.clone(),
            kept: true,
        };
        assert_eq!(told, Told::Session(off));
        assert!(group.members[&mia()].resting.contains_key(region));
    }
    assert_eq!(asked(group.wants(mia(), severe)), []);
}

#[test]
fn a_cue_for_no_area_asks_which_of_those_that_were_said() {
    let mut group = Group::new(rolling(1), "19:00:10")
        .knows(mia(), Outcome::Clear)
        .seats(mia(), Stance::Rolls, SeatPlace::Sits);
    let timeline = group.gathering.timelines.first_key_value().unwrap().1;
    let behind = timeline.cues.len();
    for cued in 0..=6 {
        group.gathering.session.phase = if cued == 0 {
            super::lobby()
        } else {
            rolling(cued)
        };
        let places: Vec<usize> = asked(group.wants(mia(), Wants::SkipArea(behind)))
            .iter()
            .map(|it| it.place)
            .collect();
        assert!(places.iter().all(|it| *it < cued), "{places:?} of {cued}");
        if cued == 6 {
            let all: Vec<usize> = rolled(&group).iter().map(|(place, ..)| *place).collect();
            assert_eq!(places, all);
        }
    }
    // Whoever has no seat rolls unseen, if at all.
    assert_eq!(
        asked(group.wants(noah(), Wants::SkipArea(behind))).len(),
        rolled(&group).len()
    );
}

#[test]
fn what_is_advised_depends_on_how_strong_it_is() {
    let words = &library().words;
    let (ease, stop) = (words.get(Word::CheckInEase), words.get(Word::CheckInStop));
    let mut group = ended();
    for (feel, strength, advice) in [
        (Feel::Better, None, None),
        (Feel::Worse, None, Some(ease)),
        (Feel::Better, Some(6), None),
        (Feel::Worse, Some(6), Some(ease)),
        (Feel::Better, Some(7), Some(ease)),
        (Feel::Better, Some(8), Some(stop)),
        (Feel::Worse, Some(10), Some(stop)),
    ] {
        let wants = strength.map_or(Wants::Feel(feel), |it| Wants::Strength(feel, it));
        let read = card(&group.wants(mia(), wants));
        let case = format!("{feel:?}, {strength:?}: {}", read.text);
        for text in [ease, stop] {
            assert_eq!(read.text.contains(text), advice == Some(text), "{case}");
        }
        let buttons = read.rows.iter().filter(|it| matches!(it, Row::Buttons(_)));
        assert_eq!(
            buttons.count() == 1,
            advice.is_some(),
            "the way to the signs: {case}"
        );
        let menus = read.rows.iter().filter(|it| matches!(it, Row::Menu(_)));
        let is_asked = strength.is_none_or(|it| SEVERE <= it);
        assert_eq!(menus.count() == 1, is_asked, "{case}");
    }
    // Of whom nothing is kept is helped all the same.
    group.members.clear();
    for (feel, helped) in [
        (Feel::Better, false),
        (Feel::Same, false),
        (Feel::Worse, true),
    ] {
        let read = card(&group.wants(mia(), Wants::Feel(feel)));
        assert_eq!(read.text.contains(ease), helped, "{feel:?}");
        assert!(read.text.contains(words.get(Word::CheckInNotKept)));
    }
}
