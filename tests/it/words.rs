//! Filling the gaps of texts.

use unknot::domain::{Word, Words};

fn words(text: &str) -> Words {
    Words::new(Word::ALL.iter().map(|_| text.to_owned()).collect())
}

#[test]
fn gaps_are_filled_once_and_never_by_what_was_filled_in() {
    let fill = |text: &str, asked: &str| words(text).fill(Word::NoTechnique, &[("asked", asked)]);
    assert_eq!(fill("I do not know {asked}.", "x"), "I do not know x.");
    assert_eq!(fill("{asked} and {asked}", "x"), "x and x");
    assert_eq!(
        fill("know {asked}", "{asked} {other}"),
        "know {asked} {other}"
    );
    assert_eq!(
        fill("know {other}{asked}", "x"),
        "know x",
        "a gap without a value is empty"
    );
    assert_eq!(fill("an open { brace", "x"), "an open  brace");
}

#[test]
fn keys_are_unique() {
    let mut keys: Vec<&str> = Word::ALL.iter().map(|word| word.key()).collect();
    keys.sort_unstable();
    let all = keys.len();
    keys.dedup();
    assert_eq!(keys.len(), all);
}
