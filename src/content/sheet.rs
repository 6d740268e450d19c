//! One TOML file as a value whose places in the file are known, read past its faults.
//!
//! Must never stop at the first fault: a trainer mends a file once, not line by line.

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer};

use super::ContentFault;

/// A file and what stands in it.
#[derive(Debug)]
pub(super) struct Sheet<T> {
    pub(super) file: String,
    text: String,
    pub(super) value: T,
}

impl<T: DeserializeOwned + Default> Sheet<T> {
    /// Reads one file. What cannot be read is left out of the value and becomes a fault.
    pub(super) fn read(file: &str, text: &str, faults: &mut Vec<ContentFault>) -> Self {
        let mut sheet = Sheet {
            file: file.to_owned(),
            text: text.to_owned(),
            value: T::default(),
        };
        let (mut table, errors) = DeTable::parse_recoverable(text);
        if !errors.is_empty() {
            for error in errors {
                let line = error.span().map_or(0, |span| line_at(text, span.start));
                let right =
                    "Texts stand in double quotes, lists in square brackets, one entry a line.";
                faults.push(sheet.fault(line, "syntax", error.message(), right));
            }
            return sheet;
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
            let line = place.as_ref().map_or(0, |span| line_at(text, span.start));
            faults.push(sheet.fault(line, "field", error.message(), ""));
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
        line_at(&self.text, value.span().start)
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

fn line_at(text: &str, byte: usize) -> usize {
    1 + text
        .bytes()
        .take(byte)
        .filter(|byte| *byte == b'\n')
        .count()
}

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
