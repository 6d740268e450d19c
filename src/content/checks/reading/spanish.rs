//! How many years of school a Spanish text asks for, by Crawford's formula.
//!
//! Counted here: `textstat` knows English only, and what `readsight` calls Crawford is another formula.
//! Spanish is written as it is spoken, so its syllables can be counted by rule.

/// Crawford 1989, "Fórmula y gráfico para determinar la comprensibilidad de textos de nivel primario en
/// castellano" (Lectura y Vida 10:4): years of school, by sentences and syllables for 100 words.
pub(super) fn crawford(text: &str) -> f64 {
    let words: Vec<&str> = words(text).collect();
    if words.is_empty() {
        return 0.0;
    }
    let for_100 = |count: usize| count as f64 * 100.0 / words.len() as f64;
    let syllables = words.iter().map(|word| syllables(word)).sum();
    -0.205 * for_100(sentences(text)) + 0.049 * for_100(syllables) - 3.407
}

/// Words and numbers; a number counts as a word of one syllable.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty())
}

/// Stretches with a word in them, up to a full stop or its like. One at least.
fn sentences(text: &str) -> usize {
    let parts = text.split(['.', '!', '?', ':', ';']);
    parts.filter(|it| words(it).next().is_some()).count().max(1)
}

/// One for each vowel that is sounded by itself: two strong ones side by side are, and a weak one with
/// an accent is.
fn syllables(word: &str) -> usize {
    let word = word.to_lowercase();
    let chars: Vec<char> = word.chars().collect();
    let (mut count, mut before) = (0, None);
    for (i, c) in chars.iter().copied().enumerate() {
        let next = chars.get(i + 1).copied();
        match sound(c, i.checked_sub(1).map(|i| chars[i]), next) {
            Some(vowel) => {
                count += usize::from(before.is_none_or(|it| is_apart(it, vowel)));
                before = Some(vowel);
            }
            // A silent h keeps nothing apart: "prohibir" is.
            None if c == 'h' && before.is_some() => {}
            None => before = None,
        }
    }
    count.max(1)
}

/// The vowel that is heard, if it is one: none in "que" and "gui", and an i for the y of "muy".
fn sound(c: char, before: Option<char>, next: Option<char>) -> Option<char> {
    let is_soft = next.is_some_and(|it| "eiéí".contains(it));
    match c {
        'u' if matches!(before, Some('q' | 'g')) && is_soft => None,
        'y' if next.is_none() => Some('i'),
        _ => "aeiouáéíóúü".contains(c).then_some(c),
    }
}

fn is_apart(before: char, vowel: char) -> bool {
    let is_strong = |it| "aeoáéó".contains(it);
    let is_accented = |it| "íú".contains(it);
    is_strong(before) && is_strong(vowel) || is_accented(before) || is_accented(vowel)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_counted_as_they_are_sounded() {
        for (word, count) in [
            ("pie", 1),
            ("rueda", 2),
            ("despacio", 3),
            ("caída", 3),
            ("pantorrilla", 4),
            ("que", 1),
            ("aguanta", 3),
            ("muy", 1),
            ("rodilla", 3),
            ("aérea", 4),
            ("ahí", 2),
            ("10", 1),
        ] {
            assert_eq!(syllables(word), count, "{word}");
        }
    }

    #[test]
    fn the_formula_is_crawfords() {
        // 4 words, 1 sentence, 7 syllables.
        let grade = crawford("Rueda despacio el pie.");
        let expected = -0.205 * 25.0 + 0.049 * 175.0 - 3.407;
        assert!((grade - expected).abs() < 1e-9, "{grade}");
    }
}
