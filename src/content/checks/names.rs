//! Checks that every name means exactly one thing.

use std::collections::BTreeMap;

use toml::Spanned;

use super::super::schema::{Draft, Field};
use super::super::sheet::{Sheet, meant};
use super::{Findings, each, topics};
use crate::domain::{CueKind, Mode, Side, fold};

/// The words that `sides` may be.
pub(in crate::content) const SIDES: &[&str] = &["each", "both"];
/// The words that `level` may be.
pub(in crate::content) const LEVELS: &[&str] = &["easier", "standard", "harder"];

pub(super) fn file_name(draft: &Draft, found: &mut Findings<'_>) {
    for sheet in &draft.techniques {
        named_after(found, sheet, &sheet.value.id);
    }
    for sheet in &draft.routines {
        named_after(found, sheet, &sheet.value.id);
    }
    for sheet in &draft.topics {
        named_after(found, sheet, &sheet.value.id);
    }
}

fn named_after<T>(found: &mut Findings<'_>, sheet: &Sheet<T>, id: &Field<String>) {
    let name = sheet.file.rsplit('/').next();
    let stem = name.and_then(|name| name.strip_suffix(".toml"));
    let stem = stem.unwrap_or_default();
    for id in id.iter().filter(|id| id.get_ref() != stem) {
        let says = format!(
            "the id is `{}` but the file is named `{stem}.toml`",
            id.get_ref()
        );
        let right = format!("Name the file `{}.toml`, or the id `{stem}`.", id.get_ref());
        found.at(sheet, id, says, right);
    }
}

pub(super) fn id_form(draft: &Draft, found: &mut Findings<'_>) {
    // Ids travel in buttons, where 100 characters are all there is.
    let well_formed = |id: &str| {
        (1..=ID_CHARS_MAX).contains(&id.len())
            && id
                .bytes()
                .all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_'))
    };
    let mut look = |file: &str, line: usize, id: &str| {
        if !well_formed(id) {
            let right = format!(
                "Use 1 to {ID_CHARS_MAX} lower-case letters, digits and underscores, such as `foot_roll`."
            );
            found.push(file, line, format!("`{id}` cannot be an id"), right);
        }
    };
    for sheet in &draft.techniques {
        sheet
            .value
            .id
            .iter()
            .for_each(|id| look(&sheet.file, sheet.line(id), id.get_ref()));
    }
    for sheet in &draft.routines {
        let ids = sheet.value.id.iter();
        ids.for_each(|id| look(&sheet.file, sheet.line(id), id.get_ref()));
    }
    for sheet in &draft.topics {
        let id = sheet.value.id.iter();
        id.for_each(|id| look(&sheet.file, sheet.line(id), id.get_ref()));
    }
    for (file, line, id) in defined(draft) {
        look(file, line, id);
    }
}

/// The longest id: two of them and their separators fit a button (100 characters, Discord docs, components/reference).
const ID_CHARS_MAX: usize = 32;

/// The ids of regions, tools, positions and swaps with their places.
fn defined(draft: &Draft) -> Vec<(&str, usize, &str)> {
    let mut all = ids(&draft.regions, &draft.regions.value.regions, |it| &it.id);
    all.extend(ids(&draft.tools, &draft.tools.value.tools, |it| &it.id));
    all.extend(ids(&draft.tools, &draft.tools.value.positions, |it| &it.id));
    all.extend(ids(&draft.swaps, &draft.swaps.value.swaps, |it| &it.id));
    let screening = &draft.screening;
    all.extend(ids(screening, &screening.value.places, |it| &it.id));
    all.extend(ids(screening, &screening.value.outcomes, |it| &it.id));
    all
}

/// The ids of a list with file and line.
fn ids<'a, T, I>(
    sheet: &'a Sheet<T>,
    items: &'a [Spanned<I>],
    id: fn(&I) -> &Field<String>,
) -> Vec<(&'a str, usize, &'a str)> {
    let ids = items.iter().filter_map(|item| id(item.get_ref()).as_ref());
    ids.map(|id| (sheet.file.as_str(), sheet.line(id), id.get_ref().as_str()))
        .collect()
}

pub(super) fn same_name(draft: &Draft, found: &mut Findings<'_>) {
    let mut taken = Taken::default();
    for sheet in &draft.techniques {
        let it = &sheet.value;
        // An id and the name it was made of are one name to search.
        let together = it.id.iter().chain(&it.name);
        taken.take(found, sheet, together, each(&it.aliases));
    }
    let mut taken = Taken::default();
    for sheet in &draft.routines {
        let it = &sheet.value;
        let together = it.id.iter().chain(&it.name);
        taken.take(found, sheet, together, each(&it.aliases));
    }
    // Areas and tools are choices too, and Discord takes no two of the same name.
    let mut taken = Taken::default();
    for region in draft.regions.value.regions.iter().map(|it| it.get_ref()) {
        let own = region.id.iter().chain(&region.name);
        taken.take(found, &draft.regions, own, std::iter::empty());
    }
    let mut taken = Taken::default();
    for tool in draft.tools.value.tools.iter().map(|it| it.get_ref()) {
        let own = tool.id.iter().chain(&tool.name).chain(&tool.short);
        taken.take(found, &draft.tools, own, std::iter::empty());
    }
    let mut taken = Taken::default();
    for sheet in &draft.topics {
        let own = sheet.value.id.iter().chain(&sheet.value.title);
        taken.take(found, sheet, own, topics::names(&sheet.value));
    }
    let mut taken = Taken::default();
    for group in draft.search.value.leading() {
        taken.take(found, &draft.search, std::iter::empty(), each(&group.names));
    }
    let mut ids: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (file, line, id) in defined(draft) {
        if let Some(first) = ids.insert((file, id), line) {
            found.push(
                file,
                line,
                format!("`{id}` is already defined"),
                format!("It stands at {file}:{first}."),
            );
        }
    }
}

/// The names that already mean something, as search reads them, and where they stand.
#[derive(Default)]
struct Taken {
    places: BTreeMap<String, (String, usize)>,
}

impl Taken {
    /// Takes the names of one thing. Those that go together (an id and a name) may be the same;
    /// the others (its aliases) may not, and none may belong to another thing.
    fn take<'n, T>(
        &mut self,
        found: &mut Findings<'_>,
        sheet: &Sheet<T>,
        together: impl Iterator<Item = &'n Spanned<String>>,
        others: impl Iterator<Item = &'n Spanned<String>>,
    ) {
        let mut own: Vec<(String, usize)> = Vec::new();
        let names = together.map(|name| (name, false));
        for (name, alone) in names.chain(others.map(|name| (name, true))) {
            let folded = fold(name.get_ref());
            // What search reads as nothing is for `empty-text` to say.
            if folded.is_empty() {
                continue;
            }
            if let Some((file, line)) = self.places.get(&folded) {
                let says = format!("`{}` already means something else", name.get_ref());
                let right = format!("It stands at {file}:{line}. Choose another word here.");
                found.at(sheet, name, says, right);
            } else if alone && own.iter().any(|(it, _)| *it == folded) {
                let says = format!("`{}` stands here twice", name.get_ref());
                found.at(sheet, name, says, "Take one of them out.");
            }
            own.push((folded, sheet.line(name)));
        }
        for (folded, line) in own {
            self.places
                .entry(folded)
                .or_insert_with(|| (sheet.file.clone(), line));
        }
    }
}

pub(super) fn known_region(draft: &Draft, found: &mut Findings<'_>) {
    let sheet = &draft.regions;
    let known = Known::ids("region", sheet, &sheet.value.regions, |it| &it.id);
    for technique in &draft.techniques {
        known.or_fault(found, technique, technique.value.region.iter());
    }
    for region in &sheet.value.regions {
        known.or_fault(found, sheet, each(&region.get_ref().neighbours));
    }
    let search = &draft.search;
    for group in search.value.leading() {
        known.or_fault(found, search, each(&group.regions));
    }
    let screening = &draft.screening;
    for place in screening.value.places.iter().map(|it| it.get_ref()) {
        known.or_fault(found, screening, each(&place.regions));
    }
    for off in screening.value.offs() {
        known.or_fault(found, screening, each(&off.regions));
    }
}

pub(super) fn known_tool(draft: &Draft, found: &mut Findings<'_>) {
    let sheet = &draft.tools;
    let known = Known::ids("tool", sheet, &sheet.value.tools, |it| &it.id);
    for technique in &draft.techniques {
        let ways = technique.value.ways.iter();
        known.or_fault(
            found,
            technique,
            ways.flat_map(|it| each(&it.get_ref().tools)),
        );
    }
    for off in draft.screening.value.offs() {
        known.or_fault(found, &draft.screening, each(&off.tools));
    }
}

pub(super) fn known_position(draft: &Draft, found: &mut Findings<'_>) {
    let sheet = &draft.tools;
    let known = Known::ids("position", sheet, &sheet.value.positions, |it| &it.id);
    for technique in &draft.techniques {
        let ways = technique.value.ways.iter();
        known.or_fault(
            found,
            technique,
            ways.flat_map(|it| each(&it.get_ref().positions)),
        );
    }
    for routine in &draft.routines {
        known.or_fault(found, routine, each(&routine.value.positions));
    }
    let screening = &draft.screening;
    for place in screening.value.places.iter().map(|it| it.get_ref()) {
        known.or_fault(found, screening, each(&place.positions));
    }
    for off in screening.value.offs() {
        known.or_fault(found, screening, each(&off.positions));
    }
}

pub(super) fn known_swap(draft: &Draft, found: &mut Findings<'_>) {
    let sheet = &draft.swaps;
    let known = Known::ids("move without pressure", sheet, &sheet.value.swaps, |it| {
        &it.id
    });
    for technique in &draft.techniques {
        known.or_fault(found, technique, technique.value.swap.iter());
    }
}

pub(super) fn known_technique(draft: &Draft, found: &mut Findings<'_>) {
    let ids = (draft.techniques.iter()).filter_map(|it| it.value.id.as_ref());
    let names = ids.map(|id| id.get_ref().as_str()).collect();
    // Where one could not be read in full, its id may be in the part that is missing.
    let is_read = draft.techniques.iter().all(|it| it.is_read);
    let known = Known {
        kind: "technique",
        names,
        lacks: Box::new(move |_| is_read),
    };
    for sheet in &draft.routines {
        let cues = sheet.value.cues.iter();
        let named = cues.filter_map(|it| it.get_ref().technique.as_ref());
        known.or_fault(found, sheet, named);
    }
}

pub(super) fn neighbours(draft: &Draft, found: &mut Findings<'_>) {
    let sheet = &draft.regions;
    for region in sheet.value.regions.iter().map(|it| it.get_ref()) {
        let own = region.id.as_ref().map(|id| id.get_ref().as_str());
        let mut before: Vec<&str> = Vec::new();
        for neighbour in each(&region.neighbours) {
            let name = neighbour.get_ref().as_str();
            if own == Some(name) {
                let says = format!("`{name}` is its own neighbour");
                found.at(sheet, neighbour, says, "Name the areas beside it.");
            } else if before.contains(&name) {
                let says = format!("`{name}` stands here twice");
                found.at(sheet, neighbour, says, "Take one of them out.");
            }
            before.push(name);
        }
    }
}

pub(super) fn choice(draft: &Draft, found: &mut Findings<'_>) {
    for topic in &draft.topics {
        Known::choice("kind of topic", topics::KINDS).or_fault(
            found,
            topic,
            topic.value.kind.iter(),
        );
    }
    for technique in &draft.techniques {
        Known::choice("choice for sides", SIDES).or_fault(
            found,
            technique,
            technique.value.sides.iter(),
        );
        let levels = technique
            .value
            .ways
            .iter()
            .filter_map(|way| way.get_ref().level.as_ref());
        Known::choice("level", LEVELS).or_fault(found, technique, levels);
    }
    let modes: Vec<&str> = Mode::ALL.iter().map(|(name, _)| *name).collect();
    let kinds: Vec<&str> = CueKind::ALL.iter().map(|(name, _)| *name).collect();
    let sides: Vec<&str> = Side::ALL.iter().map(|(name, _)| *name).collect();
    for sheet in &draft.routines {
        let cues = || sheet.value.cues.iter().map(|it| it.get_ref());
        Known::choice("mode", &modes).or_fault(found, sheet, sheet.value.mode.iter());
        let named = cues().filter_map(|it| it.kind.as_ref());
        Known::choice("kind", &kinds).or_fault(found, sheet, named);
        let named = cues().filter_map(|it| it.side.as_ref());
        Known::choice("side", &sides).or_fault(found, sheet, named);
    }
}

/// The names that there are of one kind.
struct Known<'a> {
    kind: &'static str,
    names: Vec<&'a str>,
    /// Whether a name that is not among them is missing for certain.
    lacks: Box<dyn Fn(&str) -> bool + 'a>,
}

impl<'a> Known<'a> {
    fn ids<T, I>(
        kind: &'static str,
        sheet: &'a Sheet<T>,
        items: &'a [Spanned<I>],
        id: fn(&I) -> &Field<String>,
    ) -> Self {
        let names = ids(sheet, items, id)
            .into_iter()
            .map(|(_, _, id)| id)
            .collect();
        Known {
            kind,
            names,
            lacks: Box::new(|name| sheet.lacks(name)),
        }
    }

    fn choice(kind: &'static str, names: &'a [&'a str]) -> Self {
        Known {
            kind,
            names: names.to_vec(),
            lacks: Box::new(|_| true),
        }
    }

    fn or_fault<'n, T>(
        &self,
        found: &mut Findings<'_>,
        sheet: &Sheet<T>,
        named: impl Iterator<Item = &'n Spanned<String>>,
    ) {
        let unknown = |name: &&Spanned<String>| {
            !self.names.contains(&name.get_ref().as_str()) && (self.lacks)(name.get_ref())
        };
        for name in named.filter(unknown) {
            let says = format!("there is no {} `{}`", self.kind, name.get_ref());
            found.at(sheet, name, says, meant(name.get_ref(), &self.names));
        }
    }
}
