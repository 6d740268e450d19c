//! The cards of routines, to be held against the limits like all the others.

use super::{CHOICE_NAME, CHOICE_VALUE, MENU, Measure};
use crate::domain::{Answer, Library, Refusal, RoutineId, Sourced};

/// What is suggested while a routine's name is typed.
pub(super) fn choices(measure: &mut Measure<'_>, library: &Library) {
    for routine in library.routines.values() {
        let part = format!("the name of the routine `{}`", routine.id);
        measure.text(&part, &routine.name, CHOICE_NAME);
        let part = format!("the id of the routine `{}`", routine.id);
        measure.text(&part, routine.id.as_str(), CHOICE_VALUE);
    }
}

/// Every answer there can be, with the name of its card.
pub(in crate::present) fn answers(library: &Library) -> Vec<(String, Answer)> {
    let list = ("the list of routines".to_owned(), Answer::Routines);
    let cards = library.routines.keys().map(|id| {
        let place = format!("the card of the routine `{id}`");
        (place, Answer::Routine(id.clone()))
    });
    let sources = library.routines.keys().map(|id| {
        let place = format!("the sources of the routine `{id}`");
        (place, Answer::Sources(Sourced::Routine(id.clone())))
    });
    std::iter::once(list).chain(cards).chain(sources).collect()
}

/// Every refusal there can be.
pub(in crate::present) fn refusals(library: &Library, asked: &str) -> Vec<Refusal> {
    let ids: Vec<RoutineId> = library.routines.keys().cloned().collect();
    let near = |nearest: &[RoutineId]| Refusal::NoRoutine {
        asked: asked.to_owned(),
        nearest: nearest.to_vec(),
    };
    let none = std::iter::once(near(&[]));
    none.chain(ids.chunks(MENU.max).map(near)).collect()
}
