//! When two texts are the same to people: whatever the case, the accents and the marks between words.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, without accents, letters and digits only, one space between words.
pub fn fold(text: &str) -> String {
    let plain = text
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase);
    let mut folded = String::with_capacity(text.len());
    for c in plain {
        match c.is_alphanumeric() {
            true => folded.push(c),
            false if folded.ends_with(' ') || folded.is_empty() => {}
            false => folded.push(' '),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}
