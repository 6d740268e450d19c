//! The commands, held against the limits: their descriptions, and what can be chosen in them.

use super::{CHOICE_NAME, CHOICE_VALUE, CHOICES, DESCRIPTION, LimitFault, Measure};
use crate::domain::{Library, Word};

/// What Discord would refuse of the commands: their descriptions, and what can be chosen in them.
pub(super) fn of_commands(library: &Library) -> Vec<LimitFault> {
    let mut measure = Measure::new("the list of commands");
    let described = |word: &&Word| word.key().starts_with("command.");
    for word in Word::ALL.iter().filter(described) {
        let part = format!("`{}`", word.key());
        measure.text(&part, library.words.get(*word), DESCRIPTION);
    }
    let tools = &library.tools;
    measure.count("the choice of tools", tools.len(), CHOICES);
    for tool in tools {
        let part = format!("the name of the tool `{}`", tool.id);
        measure.text(&part, &tool.short, CHOICE_NAME);
        let part = format!("the id of the tool `{}`", tool.id);
        measure.text(&part, tool.id.as_str(), CHOICE_VALUE);
    }
    measure.count("the choice of areas", library.regions.len(), CHOICES);
    for (id, region) in &library.regions {
        let part = format!("the name of the area `{id}`");
        measure.text(&part, &region.name, CHOICE_NAME);
    }
    for technique in library.techniques.values() {
        let part = format!("the name of the technique `{}`", technique.id);
        measure.text(&part, &technique.name, CHOICE_NAME);
        let part = format!("the id of the technique `{}`", technique.id);
        measure.text(&part, technique.id.as_str(), CHOICE_VALUE);
    }
    super::routines::choices(&mut measure, library);
    measure.faults
}
