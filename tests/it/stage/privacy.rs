//! Nobody but the member learns what came of a check: not from the disk, not from the log, not from a room.

use std::path::Path;

use serde_json::json;
use unknot::domain::Outcome;
use unknot_rehearsal::Options;
use unknot_rehearsal::people::Person;

use super::Stage;
use super::screening::{TO_CLEAR, press, start};

/// What each of five people presses, and the words that only they may read.
const WAYS: &[(&[&str], &str)] = &[
    (TO_CLEAR, "Nothing here stops you today"),
    (
        &[
            "I agree",
            "13 to 17",
            "None of these",
            "None of these",
            "None of these",
            "One or more",
            "None of these",
            "Next",
        ],
        "You can roll, with some changes",
    ),
    (
        &[
            "I agree",
            "18 and over",
            "None of these",
            "None of these",
            "One or more",
        ],
        "Rest up",
    ),
    (
        &["I agree", "18 and over", "None of these", "One or more"],
        "Show a doctor, nurse, midwife",
    ),
    (
        &["I agree", "18 and over", "One or more"],
        "Call your local emergency number now",
    ),
    (&["I agree", "Under 13"], "This bot is not for under 13s"),
];

/// Every file below the data folder, as it is now.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(folder.join("data")).unwrap();
    entries
        .map(|entry| {
            let path = entry.unwrap().path();
            (path.display().to_string(), std::fs::read(&path).unwrap())
        })
        .collect()
}

fn holds(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|it| it == what)
}

/// What may stand nowhere on the disk: who somebody is, and what came out. Nothing of three letters,
/// which what is sealed holds by chance.
fn secrets(people: &[Person]) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for person in people {
        let id = person.id();
        all.push((format!("{id}"), id.to_string().into_bytes()));
        all.push((format!("{id} as bytes"), id.to_le_bytes().to_vec()));
        all.push((format!("{id} as bytes, turned"), id.to_be_bytes().to_vec()));
    }
    // Half of "clearance", which is what the table is called.
    let outcomes = Outcome::ALL.iter().map(|(name, _)| *name);
    let outcomes = outcomes.map(|it| if it == "clear" { "\"clear\"" } else { it });
    let words = outcomes.chain(["gentle", "calf", "hands_load", "grown_up"]);
    all.extend(words.map(|it| (it.to_owned(), it.as_bytes().to_vec())));
    all
}

#[tokio::test]
async fn what_came_of_a_check_is_found_nowhere_but_with_its_owner() {
    // With everything in the log that it can hold.
    let mut stage = Stage::with(Options::default(), &[("LOG", "trace")]).await;
    stage.bot.until_logged("\"ready\"").await;
    let lounge = stage.rehearsal.text_room();
    let voice = stage.rehearsal.voice_room();
    let people = [
        stage.rehearsal.member(0),
        stage.rehearsal.member(1),
        stage.rehearsal.member(2),
        stage.rehearsal.host(),
        stage.rehearsal.owner(),
    ];
    // The last way is walked by the first of them again, who had nothing stop her.
    let walkers = people.iter().chain([&people[0]]);
    for (person, (buttons, says)) in walkers.zip(WAYS) {
        let consent = start(&stage, person).await;
        let end = press(person, consent, buttons).await;
        assert!(end.text().contains(says), "{says}: {}", end.text());
        person.command(lounge, "screening status", json!({})).await;
        person.command(voice, "privacy show", json!({})).await;
    }
    // Before and after the log of the database was written back.
    let mut found = files(stage.folder.path());
    assert!(
        found.iter().any(|(name, _)| name.ends_with("-wal")),
        "its log is there"
    );
    for (person, (_, says)) in people.iter().chain([&people[0]]).zip(WAYS) {
        for other in people.iter().filter(|it| it.id() != person.id()) {
            for room in [lounge, voice, stage.rehearsal.dm(person)] {
                let seen = other.sees(room).into_iter();
                let of_person = seen.filter(|it| it.text().contains(says));
                // What others had themselves came out otherwise: theirs does not say this.
                assert_eq!(
                    of_person.count(),
                    0,
                    "{} reads of {}",
                    other.name(),
                    person.name()
                );
            }
        }
    }
    stage.bot.signal("TERM");
    let Stage { bot, folder, .. } = stage;
    let (code, log) = bot.ended().await;
    assert_eq!(code, Some(0));
    found.extend(files(folder.path()));
    for (what, bytes) in secrets(&people) {
        for (file, content) in &found {
            assert!(!holds(content, &bytes), "{file} holds {what}");
        }
    }
    for (name, _) in Outcome::ALL {
        let says_so = |it: &str| {
            it.split(|c: char| !c.is_alphanumeric() && c != '_')
                .any(|it| it == *name)
        };
        assert!(!says_so(&log), "the log says {name}:\n{log}");
    }
    for person in &people {
        assert!(
            !log.contains(&person.id().to_string()),
            "the log names {}",
            person.name()
        );
        assert!(
            !log.contains(&person.name()),
            "the log names {}",
            person.name()
        );
    }
}
