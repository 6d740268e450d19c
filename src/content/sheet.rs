//! One TOML file as a value whose places in the file are known, read past its faults.
//!
//! Must never stop at the first fault: a trainer mends a file once, not line by line.

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer};

use super::ContentFault;
use super::lines::Lines;

/// A file and what stands in it.
#[derive(Debug)]
pub(super) struct Sheet<T> {
    pub(super) file: String,
    text: String,
    lines: Lines,
    /// False where the file is not TOML: then the value holds what could be recovered.
    pub(super) is_read: bool,
    pub(super) value: T,
}

impl<T: DeserializeOwned + Default> Sheet<T> {
    /// Reads one file. What cannot be read is left out of the value and becomes a fault.
    pub(super) fn read(file: &str, text: &str, faults: &mut Vec<ContentFault>) -> Self {
        let mut sheet = Sheet {
            file: file.to_owned(),
            text: text.to_owned(),
            lines: Lines::of(text),
            is_read: false,
            value: T::default(),
        };
        let (mut table, errors) = DeTable::parse_recoverable(text);
        sheet.is_read = errors.is_empty();
        for (line, says) in not_following(&sheet.lines, &errors) {
            let right =
                "Texts stand in double quotes, lists in square brackets with commas between.";
            faults.push(sheet.fault(line, "syntax", &says, right));
        }
        loop {
            let error = match T::deserialize(Deserializer::from(table.clone())) {
                Ok(value) => {
                    sheet.value = value;
                    return sheet;
                }
                Err(error) => error,
            };
            let place = error.span();
            let line = place.as_ref().map_or(0, |span| sheet.lines.at(span.start));
            // In a file that is not TOML a wrong field may only follow from that.
            if sheet.is_read {
                let (says, right) = field_fault(error.message());
                faults.push(sheet.fault(line, "field", &says, &right));
            }
            // Take the faulty entry out and read on. Each turn takes one entry, so this ends.
            if !place.is_some_and(|span| take_out(table.get_mut(), span.start)) {
                return sheet;
            }
        }
    }
}

impl<T> Sheet<T> {
    /// The line, from 1, on which a value stands.
    pub(super) fn line<V>(&self, value: &Spanned<V>) -> usize {
        self.lines.at(value.span().start)
    }

    /// Whether a name is missing for certain: where not all could be recovered, the text decides.
    pub(super) fn lacks(&self, name: &str) -> bool {
        self.is_read || !self.text.contains(&format!("\"{name}\""))
    }

    fn fault(&self, line: usize, check: &'static str, says: &str, right: &str) -> ContentFault {
        let says = says.lines().next().unwrap_or_default().to_owned();
        ContentFault {
            file: self.file.clone(),
            line,
            check,
            says,
            right: right.to_owned(),
        }
    }
}

/// The syntax errors, one a line, up to the first list that is not closed: what the parser finds
/// behind it only follows from it.
fn not_following(lines: &Lines, errors: &[toml::de::Error]) -> Vec<(usize, String)> {
    let place = |error: &toml::de::Error| error.span().map_or(0, |span| lines.at(span.start));
    let mut errors: Vec<(usize, String)> = errors
        .iter()
        .map(|error| (place(error), error.message().to_owned()))
        .collect();
    errors.sort();
    errors.dedup_by_key(|(line, _)| *line);
    let unclosed = errors.iter().position(|(_, says)| says.contains("array"));
    errors.truncate(unclosed.map_or(errors.len(), |unclosed| unclosed + 1));
    errors
}

/// What serde says of a field, in a trainer's words.
fn field_fault(message: &str) -> (String, String) {
    let names: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    match names.as_slice() {
        [unknown, known @ ..] if message.starts_with("unknown field") => (
            format!("there is no field `{unknown}`"),
            meant(unknown, known),
        ),
        _ => kind_fault(message).unwrap_or_else(|| (message.to_owned(), String::new())),
    }
}

/// What serde expects, what that is to a trainer, and how it is written.
const KINDS: &[(&str, &str, &str)] = &[
    (
        "u32",
        "a whole number",
        "Write it in digits, without quotes: 6.",
    ),
    ("a string", "a text", "Write it in double quotes: \"…\"."),
    (
        "a boolean",
        "`true` or `false`",
        "Write the one word, without quotes.",
    ),
    (
        "a sequence",
        "a list",
        "Write it in square brackets: [\"…\", \"…\"].",
    ),
    (
        "a map",
        "a table",
        "content/README.md shows every table on an example.",
    ),
    (
        "struct ",
        "a table",
        "content/README.md shows every table on an example.",
    ),
];

/// What serde calls a value that it found, and what that is to a trainer.
const FOUND: &[(&str, &str)] = &[
    ("string", "a text"),
    ("integer", "a number"),
    ("floating point", "a number with a fraction"),
    ("boolean", "`true` or `false`"),
    ("sequence", "a list"),
    ("map", "a table or a date"),
];

/// A value of the wrong kind, or a number that does not fit, in a trainer's words.
fn kind_fault(message: &str) -> Option<(String, String)> {
    let (found, expected) = message
        .strip_prefix("invalid type: ")
        .or_else(|| message.strip_prefix("invalid value: "))?
        .rsplit_once(", expected ")?;
    let (_, needed, right) = KINDS.iter().find(|(it, ..)| expected.starts_with(it))?;
    if message.starts_with("invalid value: ") {
        let number = found.split('`').nth(1).unwrap_or(found);
        let says = format!("{number} is too small or too large here");
        return Some((says, "Write a whole number above 0.".to_owned()));
    }
    let (_, given) = FOUND.iter().find(|(it, _)| found.starts_with(it))?;
    let says = format!("{needed} is needed here, not {given}");
    Some((says, (*right).to_owned()))
}

/// A hint at what may have been meant, and all there is.
pub(super) fn meant(name: &str, known: &[&str]) -> String {
    let likeness = |it: &str| strsim::jaro_winkler(it, name);
    let nearest = known
        .iter()
        .max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    let meant = nearest
        .filter(|it| LIKENESS_MEANT <= likeness(it))
        .map(|it| format!("Did you mean `{it}`? "));
    format!(
        "{}There are: {}.",
        meant.unwrap_or_default(),
        known.join(", ")
    )
}

/// From this likeness on (Jaro-Winkler, 0 to 1) a name is a slip of another.
const LIKENESS_MEANT: f64 = 0.8;

/// Takes the smallest entry that holds this byte out of the table.
fn take_out(table: &mut DeTable<'_>, byte: usize) -> bool {
    let found = table
        .iter()
        .find(|(key, value)| key.span().contains(&byte) || value.span().contains(&byte));
    let Some(key) = found.map(|(key, _)| key.clone()) else {
        return table
            .iter_mut()
            .any(|(_, value)| take_out_inside(value, byte));
    };
    let inside = !key.span().contains(&byte)
        && table
            .get_mut(&key)
            .is_some_and(|value| take_out_inside(value, byte));
    inside || table.remove(&key).is_some()
}

fn take_out_inside(value: &mut Spanned<DeValue<'_>>, byte: usize) -> bool {
    match value.get_mut() {
        DeValue::Table(table) => take_out(table, byte),
        DeValue::Array(array) => {
            if array
                .iter_mut()
                .any(|element| take_out_inside(element, byte))
            {
                return true;
            }
            let before = array.len();
            *array = array
                .iter()
                .filter(|it| !it.span().contains(&byte))
                .cloned()
                .collect();
            array.len() < before
        }
        _ => false,
    }
}
