//! The table of questions, written before the search was tuned to it, and how many are met.

use std::collections::BTreeMap;

use unknot::app::Lookup;
use unknot::domain::{Answer, Language, Question, Refusal, TechniqueId};

/// The questions of one language, and what is met of them.
struct Table {
    language: Language,
    /// A question, a tab, and what it means: a technique, `either` and several, `joint`, or `none`.
    queries: &'static str,
    reached: Rates,
    /// What is not met, in the order of the table, and why.
    misses: &'static [(&'static str, &'static str)],
}

const OTHERS_FIT: &str = "answered, but not suggested first: other names fit what is typed";

const TABLES: &[Table] = &[
    Table {
        language: Language::English,
        queries: include_str!("queries.tsv"),
        reached: Rates {
            questions: 345,
            suggested_first: 344,
            suggested_near: 344,
            answered: 343,
        },
        misses: &[
            (
                "ball under my foot",
                "says how and not only where, so it is offered and not answered",
            ),
            (
                "clavs",
                "two slips in five letters; as many would make other words of it",
            ),
        ],
    },
    Table {
        language: Language::Spanish,
        queries: include_str!("queries.es.tsv"),
        reached: Rates {
            questions: 398,
            suggested_first: 394,
            suggested_near: 398,
            answered: 398,
        },
        misses: &[
            ("culo", OTHERS_FIT),
            ("letra P", OTHERS_FIT),
            ("la letra p", OTHERS_FIT),
            ("zona dorsal", OTHERS_FIT),
        ],
    },
];

/// How many of the first suggestions count as found.
const NEAR: usize = 3;

/// What an answer comes to.
enum Answered {
    /// The technique itself, or its caution.
    Card(TechniqueId),
    /// Several to choose from.
    Several(Vec<TechniqueId>),
    /// None, and these are around the joint that was named.
    Joint(Vec<TechniqueId>),
    /// None, and these are the nearest.
    Unclear(Vec<TechniqueId>),
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Rates {
    questions: usize,
    suggested_first: usize,
    suggested_near: usize,
    answered: usize,
}

impl Table {
    fn rows(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.queries
            .lines()
            .map(|row| row.split_once('\t').unwrap())
    }

    /// The rows that expect a technique.
    fn expecting_a_technique(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.rows().filter(|(_, expected)| is_technique(expected))
    }

    fn lookup(&self) -> Lookup {
        let mut libraries = crate::libraries();
        Lookup::new(libraries.remove(&self.language).unwrap())
    }
}

fn is_technique(expected: &str) -> bool {
    !["none", "joint"].contains(&expected) && !expected.starts_with("either ")
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
        Err(Refusal::Joint { around, .. }) => Answered::Joint(around),
        other => panic!("{asked}: {other:?}"),
    }
}

/// Counts, and says what is wrong: another card, or a question left without what it means.
fn rates(table: &Table) -> (Rates, Vec<String>, Vec<&'static str>) {
    let lookup = &table.lookup();
    let (mut rates, mut wrong, mut missed) = (Rates::default(), Vec::new(), Vec::new());
    for (asked, expected) in table.expecting_a_technique() {
        let suggested: Vec<&str> = (lookup.suggestions(asked).iter().take(NEAR))
            .map(|it| it.id.as_str())
            .collect();
        let is_first = suggested.first() == Some(&expected);
        let answered = match answer(lookup, asked) {
            Answered::Card(id) if id.as_str() == expected => true,
            Answered::Card(id) => {
                wrong.push(format!("“{asked}”: {id}, not {expected}"));
                false
            }
            Answered::Several(offered) | Answered::Joint(offered) | Answered::Unclear(offered) => {
                if !offered.iter().any(|it| it.as_str() == expected) {
                    wrong.push(format!("“{asked}”: {expected} is not among {offered:?}"));
                }
                false
            }
        };
        rates.questions += 1;
        rates.suggested_first += usize::from(is_first);
        rates.suggested_near += usize::from(suggested.contains(&expected));
        rates.answered += usize::from(answered);
        if !is_first || !answered {
            missed.push(asked);
        }
    }
    (rates, wrong, missed)
}

#[test]
fn the_tables_have_enough_of_every_technique() {
    for table in TABLES {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, expected) in table.expecting_a_technique() {
            *counts.entry(expected).or_default() += 1;
        }
        let library = crate::library();
        let known: Vec<&str> = library.techniques.keys().map(|id| id.as_str()).collect();
        assert_eq!(counts.keys().copied().collect::<Vec<_>>(), known);
        assert!(counts.values().all(|count| 6 <= *count), "{counts:?}");
        assert!(160 <= counts.values().sum::<usize>());
    }
}

#[test]
fn the_rates_of_the_tables_are_kept_and_no_card_is_wrong() {
    for table in TABLES {
        let (rates, wrong, missed) = rates(table);
        println!("{:?}: {rates:?}", table.language);
        assert_eq!(wrong, [""; 0]);
        let known: Vec<&str> = table.misses.iter().map(|(asked, _)| *asked).collect();
        assert_eq!(missed, known);
        assert_eq!(rates, table.reached);
    }
}

#[test]
fn what_means_several_or_none_gets_no_card() {
    for table in TABLES {
        let lookup = table.lookup();
        let rows = table.rows().filter(|(_, expected)| !is_technique(expected));
        let wrong: Vec<String> = rows
            .map(|(asked, expected)| (asked, expected, in_words(answer(&lookup, asked))))
            .filter(|(_, expected, found)| found != expected)
            .map(|(asked, expected, found)| format!("“{asked}”: {found}, not {expected}"))
            .collect();
        assert_eq!(wrong, [""; 0]);
    }
}

/// As the table has it.
fn in_words(answered: Answered) -> String {
    match answered {
        Answered::Card(id) => id.to_string(),
        Answered::Several(mut among) => {
            among.sort();
            let among: Vec<&str> = among.iter().map(TechniqueId::as_str).collect();
            format!("either {}", among.join(", "))
        }
        Answered::Joint(_) => "joint".to_owned(),
        Answered::Unclear(_) => "none".to_owned(),
    }
}
