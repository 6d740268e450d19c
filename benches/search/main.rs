//! What a question costs: `cargo bench --bench search`. Microseconds for each question of the table
//! that the search is tested with, at the content built in and at a library of 5,000 techniques.

#![allow(clippy::disallowed_methods, reason = "a bench is a clock")]
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a bench that fails says so"
)]

use std::hint::black_box;
use std::time::Instant;

use unknot::app::Lookup;
use unknot::content::{embedded, load};
use unknot::domain::{Language, Library, Question, TechniqueId};

/// A question, a tab, and what it means.
const QUERIES: &str = include_str!("../../tests/it/search/queries.tsv");
/// The large library.
const MANY: usize = 5_000;
/// What the copies are called beside the names of the content, so that their words differ too.
const SYLLABLES: [&str; 12] = [
    "ba", "dor", "fi", "gul", "ke", "lam", "mo", "nir", "pa", "ros", "tu", "vel",
];

fn main() {
    println!("| techniques | what | median µs | p99 µs |");
    println!("|---|---|---|---|");
    for (library, rounds) in [(english(), 20), (grown(english()), 2)] {
        let techniques = library.techniques.len();
        let lookup = Lookup::new(library);
        let answer = |asked: &str| {
            let name = asked.to_owned();
            let _ = black_box(lookup.answer(&Question::Technique { name, tool: None }));
        };
        let suggest = |asked: &str| {
            black_box(lookup.suggestions(asked));
        };
        print(techniques, "answer", times(rounds, answer));
        print(techniques, "suggestions", times(rounds, suggest));
    }
}

/// The content built in, in English.
fn english() -> Library {
    let mut libraries = load(&embedded()).unwrap();
    libraries.remove(&Language::English).unwrap()
}

/// The content, and copies of it with names of their own, until there are many.
fn grown(mut library: Library) -> Library {
    let models = english().techniques.into_keys();
    let models: Vec<TechniqueId> = models.collect();
    let mut copy = 0;
    while library.techniques.len() < MANY {
        // A technique cannot be cloned, so each round loads the content once more.
        let mut fresh = english().techniques;
        for id in models.iter().take(MANY - library.techniques.len()) {
            let mut technique = fresh.remove(id).unwrap();
            let mark = word(copy);
            technique.id = TechniqueId::new(format!("{id}_{mark}"));
            technique.name = format!("{} {mark}", technique.name);
            for alias in &mut technique.aliases {
                *alias = format!("{alias} {mark}");
            }
            library.techniques.insert(technique.id.clone(), technique);
            copy += 1;
        }
    }
    library
}

/// A word for each number.
fn word(number: usize) -> String {
    let digits = [
        number % 12,
        number / 12 % 12,
        number / 144 % 12,
        number / 1728,
    ];
    digits.iter().map(|it| SYLLABLES[*it]).collect()
}

/// Microseconds of each question, in order.
fn times(rounds: usize, ask: impl Fn(&str)) -> Vec<f64> {
    let queries = || QUERIES.lines().filter_map(|row| row.split('\t').next());
    queries().for_each(&ask);
    let mut times: Vec<f64> = (0..rounds)
        .flat_map(|_| queries())
        .map(|asked| {
            let start = Instant::now();
            ask(asked);
            start.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times
}

fn print(techniques: usize, what: &str, times: Vec<f64>) {
    let (median, p99) = (times[times.len() / 2], times[times.len() * 99 / 100]);
    println!("| {techniques} | {what} | {median:.0} | {p99:.0} |");
}
