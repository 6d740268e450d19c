//! What a text holds besides words: gaps to be filled, and numbers.

use crate::domain::{Language, fold};

/// The names between braces.
pub(super) fn gaps(text: &str) -> impl Iterator<Item = &str> {
    let behind = text.split('{').skip(1);
    behind.map(|it| it.split_once('}').map_or(it, |(gap, _)| gap))
}

/// The numbers, in order, in digits or in words up to ten: three fingers are a dose too. Decimals get a
/// point, whatever the language writes there.
pub(super) fn numbers(language: Language, text: &str) -> Vec<String> {
    let tokens = tokens(text);
    let number = |token: &str| match token.starts_with(|c: char| c.is_ascii_digit()) {
        // "1st" is 1.
        true => {
            let digits = token.trim_end_matches(|c: char| !c.is_ascii_digit());
            Some(digits.replace(',', "."))
        }
        false => spelled(language, token).map(|it| it.to_string()),
    };
    tokens.into_iter().filter_map(number).collect()
}

/// From two, because one is also an article.
fn spelled(language: Language, word: &str) -> Option<u32> {
    let words: &[(&str, u32)] = match language {
        Language::English => &[
            ("two", 2),
            ("twice", 2),
            ("three", 3),
            ("four", 4),
            ("five", 5),
            ("six", 6),
            ("seven", 7),
            ("eight", 8),
            ("nine", 9),
            ("ten", 10),
        ],
        Language::Spanish => &[
            ("dos", 2),
            ("tres", 3),
            ("cuatro", 4),
            ("cinco", 5),
            ("seis", 6),
            ("siete", 7),
            ("ocho", 8),
            ("nueve", 9),
            ("diez", 10),
        ],
    };
    let folded = fold(word);
    let found = words.iter().find(|(it, _)| *it == folded);
    found.map(|(_, number)| *number)
}

/// Words and numbers; a point or a comma between two digits belongs to the number.
fn tokens(text: &str) -> Vec<&str> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let digit = |i: usize| chars.get(i).is_some_and(|(_, c)| c.is_ascii_digit());
    let is_part = |i: usize| match chars[i].1 {
        '.' | ',' => 0 < i && digit(i - 1) && digit(i + 1),
        c => c.is_alphanumeric(),
    };
    let mut tokens = Vec::new();
    let mut start = None;
    for i in 0..chars.len() {
        match (is_part(i), start) {
            (true, None) => start = Some(chars[i].0),
            (false, Some(from)) => {
                tokens.push(&text[from..chars[i].0]);
                start = None;
            }
            _ => {}
        }
    }
    tokens.extend(start.map(|from| &text[from..]));
    tokens
}
