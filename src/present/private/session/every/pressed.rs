//! What the buttons of a cue, and of the end, come to: each at its longest.

use super::super::super::every::now;
use super::{PLACE_LONGEST, id};
use crate::domain::{Area, Feel, Library, STRENGTH_MAX, SessionTold, TechniqueId, TooMuch};

/// What the buttons of a cue, and of the end, come to.
pub(super) fn cards(library: &Library) -> Vec<(String, SessionTold)> {
    let (session, place) = (id(), PLACE_LONGEST);
    let areas = library.regions.values().map(|it| it.name.clone());
    let area = areas
        .max_by_key(|it| it.chars().count())
        .unwrap_or_default();
    let mut all = vec![
        ("signs".to_owned(), SessionTold::Signs { session, place }),
        ("help now".to_owned(), SessionTold::Help(session)),
        ("advice today".to_owned(), SessionTold::Advice(session)),
        ("how to, none".to_owned(), SessionTold::HowTo(None)),
    ];
    for area in [None, Some(&area)] {
        let too_much = TooMuch {
            session,
            place,
            area: area.cloned(),
            at: now(),
        };
        all.push(("too much".to_owned(), SessionTold::TooMuch(too_much)));
    }
    for kept in [true, false] {
        let off = SessionTold::AreaOff {
            session,
            area: area.clone(),
            kept,
        };
        all.push(("an area that is off".to_owned(), off));
    }
    // Each of its own name at most, and the menu takes as many as Discord lets it.
    let areas: Vec<Area> = library
        .regions
        .values()
        .zip(1..)
        .map(|(it, back)| Area {
            place: place - back,
            name: it.name.clone(),
        })
        .collect();
    for areas in [Vec::new(), areas.clone()] {
        let which = SessionTold::WhichArea { session, areas };
        all.push(("which area".to_owned(), which));
    }
    let how = |id: &TechniqueId| {
        let technique = Some(id.clone());
        (format!("how to, `{id}`"), SessionTold::HowTo(technique))
    };
    all.extend(library.techniques.keys().map(how));
    for (name, feel) in Feel::ALL {
        for strength in [None, Some(STRENGTH_MAX)] {
            let check_in = SessionTold::CheckIn {
                session,
                feel: *feel,
                strength,
                areas: strength.map(|_| areas.clone()).unwrap_or_default(),
            };
            all.push((format!("the check-in {name}"), check_in));
        }
        let feel = *feel;
        let not_kept = SessionTold::CheckInNotKept { session, feel };
        all.push((format!("the check-in {name}, not kept"), not_kept));
    }
    all
}
