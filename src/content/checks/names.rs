//! Checks that every name means exactly one thing.

use std::collections::BTreeMap;

use toml::Spanned;

use super::super::schema::{Draft, Field};
use super::super::sheet::Sheet;
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
    fn ids<'a, T, I>(
        sheet: &'a Sheet<T>,
        items: &'a [Spanned<I>],
        id: fn(&I) -> &Field<String>,
    ) -> Vec<(&'a str, usize, &'a str)> {
        let ids = items.iter().filter_map(|item| id(item.get_ref()).as_ref());
        ids.map(|id| (sheet.file.as_str(), sheet.line(id), id.get_ref().as_str()))
            .collect()
    }
    let mut all = ids(&draft.regions, &draft.regions.value.regions, |it| &it.id);
    all.extend(ids(&draft.tools, &draft.tools.value.tools, |it| &it.id));
    all.extend(ids(&draft.tools, &draft.tools.value.positions, |it| &it.id));
    all.extend(ids(&draft.swaps, &draft.swaps.value.swaps, |it| &it.id));
    all
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
    let regions = || {
        draft
            .regions
            .value
            .regions
            .iter()
            .filter_map(|it| it.get_ref().id.as_ref())
    };
    let known: Vec<&str> = regions().map(|id| id.get_ref().as_str()).collect();
    for sheet in &draft.techniques {
        known_or(found, sheet, sheet.value.region.iter(), "region", &known);
    }
    for region in &draft.regions.value.regions {
        known_or(
            found,
            &draft.regions,
            each(&region.get_ref().neighbours),
            "region",
            &known,
        );
    }
}

pub(super) fn known_tool(draft: &Draft, found: &mut Findings<'_>) {
    let tools = draft
        .tools
        .value
        .tools
        .iter()
        .filter_map(|it| it.get_ref().id.as_ref());
    let known: Vec<&str> = tools.map(|id| id.get_ref().as_str()).collect();
    for sheet in &draft.techniques {
        let named = sheet
            .value
            .ways
            .iter()
            .flat_map(|way| each(&way.get_ref().tools));
        known_or(found, sheet, named, "tool", &known);
    }
}

pub(super) fn known_position(draft: &Draft, found: &mut Findings<'_>) {
    let positions = draft
        .tools
        .value
        .positions
        .iter()
        .filter_map(|it| it.get_ref().id.as_ref());
    let known: Vec<&str> = positions.map(|id| id.get_ref().as_str()).collect();
    for sheet in &draft.techniques {
        let named = sheet
            .value
            .ways
            .iter()
            .flat_map(|way| each(&way.get_ref().positions));
        known_or(found, sheet, named, "position", &known);
    }
}

pub(super) fn known_swap(draft: &Draft, found: &mut Findings<'_>) {
    let swaps = draft
        .swaps
        .value
        .swaps
        .iter()
        .filter_map(|it| it.get_ref().id.as_ref());
    let known: Vec<&str> = swaps.map(|id| id.get_ref().as_str()).collect();
    for sheet in &draft.techniques {
        known_or(
            found,
            sheet,
            sheet.value.swap.iter(),
            "move without pressure",
            &known,
        );
    }
}

pub(super) fn choice(draft: &Draft, found: &mut Findings<'_>) {
    for sheet in &draft.techniques {
        known_or(
            found,
            sheet,
            sheet.value.sides.iter(),
            "choice for sides",
            SIDES,
        );
        let levels = sheet
            .value
            .ways
            .iter()
            .filter_map(|way| way.get_ref().level.as_ref());
        known_or(found, sheet, levels, "level", LEVELS);
    }
}

fn known_or<'a, T>(
    found: &mut Findings<'_>,
    sheet: &Sheet<T>,
    named: impl Iterator<Item = &'a Spanned<String>>,
    kind: &str,
    known: &[&str],
) {
    for name in named.filter(|name| !known.contains(&name.get_ref().as_str())) {
        let says = format!("there is no {kind} `{}`", name.get_ref());
        let nearest = known.iter().max_by(|a, b| {
            let likeness = |it: &str| strsim::jaro_winkler(it, name.get_ref());
            likeness(a).total_cmp(&likeness(b))
        });
        let meant = nearest
            .map(|it| format!("Did you mean `{it}`? "))
            .unwrap_or_default();
        found.at(
            sheet,
            name,
            says,
            format!("{meant}There are: {}.", known.join(", ")),
        );
    }
}
