//! The table of questions, written before the search was tuned to it, and how many are met.

use std::collections::BTreeMap;

use unknot::app::Lookup;
use unknot::domain::{Answer, Question, Refusal, TechniqueId};

/// A question, a tab, and what it means: a technique, `either` and several, or `none`.
const QUERIES: &str = include_str!("queries.tsv");
/// How many of the first suggestions count as found.
const NEAR: usize = 3;

/// What an answer comes to.
enum Answered {
    /// The technique itself, or its caution.
    Card(TechniqueId),
    /// Several to choose from.
    Several(Vec<TechniqueId>),
    /// None, and these are the nearest.
    Unclear(Vec<TechniqueId>),
}

#[derive(Default)]
struct Rates {
    questions: usize,
    suggested_first: usize,
    suggested_near: usize,
    answered: usize,
}

/// The rows of the table that expect a technique.
fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    QUERIES.lines().map(|row| row.split_once('\t').unwrap())
}

fn expecting_a_technique() -> impl Iterator<Item = (&'static str, &'static str)> {
    rows().filter(|(_, expected)| *expected != "none" && !expected.starts_with("either "))
}

fn answer(lookup: &Lookup, asked: &str) -> Answered {
    let question = Question::Technique {
        name: asked.to_owned(),
        tool: None,
    };
    match lookup.answer(&question) {
        Ok(Answer::Technique { technique, .. }) | Err(Refusal::OptIn { technique, .. }) => {
            Answered::Card(technique)
        }
        Err(Refusal::SeveralTechniques { among, .. }) => Answered::Several(among),
        Err(Refusal::NoTechnique { nearest, .. }) => Answered::Unclear(nearest),
        other => panic!("{asked}: {other:?}"),
    }
}

fn rates(lookup: &Lookup, misses: &mut Vec<String>) -> Rates {
    let mut rates = Rates::default();
    for (asked, expected) in expecting_a_technique() {
        rates.questions += 1;
        let suggested: Vec<&str> = (lookup.suggestions(asked).iter().take(NEAR))
            .map(|it| it.id.as_str())
            .collect();
        let first = suggested.first() == Some(&expected);
        rates.suggested_first += usize::from(first);
        rates.suggested_near += usize::from(suggested.contains(&expected));
        if !first {
            misses.push(format!("suggest\t{asked}\t{expected}\t{suggested:?}"));
        }
        match answer(lookup, asked) {
            Answered::Card(id) if id.as_str() == expected => rates.answered += 1,
            Answered::Card(id) => misses.push(format!("wrong\t{asked}\t{expected}\t{id}")),
            Answered::Several(among) => {
                misses.push(format!("several\t{asked}\t{expected}\t{among:?}"));
            }
            Answered::Unclear(near) => {
                misses.push(format!("unclear\t{asked}\t{expected}\t{near:?}"));
            }
        }
    }
    rates
}

#[test]
fn the_table_has_enough_of_every_technique() {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, expected) in expecting_a_technique() {
        *counts.entry(expected).or_default() += 1;
    }
    let library = crate::library();
    let known: Vec<&str> = library.techniques.keys().map(|id| id.as_str()).collect();
    assert_eq!(counts.keys().copied().collect::<Vec<_>>(), known);
    assert!(counts.values().all(|count| 6 <= *count), "{counts:?}");
    assert!(160 <= counts.values().sum::<usize>());
}

#[test]
fn the_rates_of_the_table() {
    let mut misses = Vec::new();
    let rates = rates(&crate::lookup(), &mut misses);
    let Rates {
        questions,
        suggested_first,
        suggested_near,
        answered,
    } = rates;
    println!(
        "{questions} questions: suggested first {suggested_first}, among {NEAR} {suggested_near}, answered {answered}"
    );
    println!("{}", misses.join("\n"));
}

#[test]
fn what_is_none_or_several_says_so() {
    let lookup = crate::lookup();
    for (asked, expected) in rows() {
        let found = match answer(&lookup, asked) {
            Answered::Card(id) => id.to_string(),
            Answered::Several(mut among) => {
                among.sort();
                let among: Vec<&str> = among.iter().map(TechniqueId::as_str).collect();
                format!("either {}", among.join(", "))
            }
            Answered::Unclear(_) => "none".to_owned(),
        };
        if (expected == "none" || expected.starts_with("either ")) && found != expected {
            println!("{asked}: {found}, not {expected}");
        }
    }
}
