//! Checks that every name means exactly one thing.

use std::collections::BTreeMap;

use toml::Spanned;

use super::super::schema::{Draft, Field};
use super::super::sheet::{Sheet, meant};
use super::{Findings, each};

/// The words that `sides` may be.
pub(in crate::content) const SIDES: &[&str] = &["each", "both"];
/// The words that `level` may be.
pub(in crate::content) const LEVELS: &[&str] = &["easier", "standard", "harder"];

pub(super) fn file_name(draft: &Draft, found: &mut Findings<'_>) {
    for sheet in &draft.techniques {
        let stem = sheet
            .file
            .rsplit('/')
            .next()
            .and_then(|name| name.strip_suffix(".toml"))
            .unwrap_or_default();
        for id in sheet.value.id.iter().filter(|id| id.get_ref() != stem) {
            let says = format!(
                "the id is `{}` but the file is named `{stem}.toml`",
                id.get_ref()
            );
            found.at(
                sheet,
                id,
                says,
                format!("Name the file `{}.toml`, or the id `{stem}`.", id.get_ref()),
            );
        }
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
    let mut taken: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for sheet in &draft.techniques {
        let technique = &sheet.value;
        let mut own = Vec::new();
        for name in technique
            .id
            .iter()
            .chain(&technique.name)
            .chain(each(&technique.aliases))
        {
            let folded = name.get_ref().to_lowercase();
            if own.contains(&folded) {
                found.at(
                    sheet,
                    name,
                    format!("`{}` stands here twice", name.get_ref()),
                    "Take one of them out.",
                );
            } else if let Some((file, line)) = taken.get(&folded) {
                let says = format!("`{}` already means something else", name.get_ref());
                found.at(
                    sheet,
                    name,
                    says,
                    format!("It stands at {file}:{line}. Choose another word here."),
                );
            }
            own.push(folded.clone());
            taken
                .entry(folded)
                .or_insert_with(|| (sheet.file.clone(), sheet.line(name)));
        }
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

pub(super) fn known_region(draft: &Draft, found: &mut Findings<'_>) {
    let sheet = &draft.regions;
    let known = Known::ids("region", sheet, &sheet.value.regions, |it| &it.id);
    for technique in &draft.techniques {
        known.or_fault(found, technique, technique.value.region.iter());
    }
    for region in &sheet.value.regions {
        known.or_fault(found, sheet, each(&region.get_ref().neighbours));
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

pub(super) fn choice(draft: &Draft, found: &mut Findings<'_>) {
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
