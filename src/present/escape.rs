//! Puts people's own text into ours without letting it do anything.

/// How much of somebody's text is shown back to them.
const QUOTE_CHARS_MAX: usize = 80;

/// Text that somebody typed, safe to stand in a sentence: one line, cut to a length, no markdown,
/// no mention, and kept from turning the direction of the words around it.
pub fn quote(text: &str) -> String {
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut shown: String = line
        .chars()
        .filter(visible)
        .take(QUOTE_CHARS_MAX)
        .flat_map(escaped)
        .collect();
    if QUOTE_CHARS_MAX < line.chars().filter(visible).count() {
        shown.push('…');
    }
    // First strong isolate and its end: right-to-left text stays inside its quotation marks.
    format!("\u{2068}{shown}\u{2069}")
}

/// Whether nothing of it would be seen.
pub(super) fn is_blank(text: &str) -> bool {
    !text.chars().any(|c| visible(&c) && !c.is_whitespace())
}

fn visible(c: &char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// The character, with a backslash where markdown would read it.
fn escaped(c: char) -> impl Iterator<Item = char> {
    let marked = c.is_ascii_punctuation()
        && !matches!(
            c,
            '\'' | '"' | ',' | '.' | '?' | '!' | ';' | '/' | '%' | '&' | '=' | '$'
        );
    marked.then_some('\\').into_iter().chain(std::iter::once(c))
}
