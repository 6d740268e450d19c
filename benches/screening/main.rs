//! What the private check costs: `cargo bench --bench screening`. Presses, words and time to the end of it
//! for a healthy person, and every sheet of answers judged.

#![allow(clippy::disallowed_methods, reason = "a bench is a clock")]
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a bench that fails says so"
)]

use std::collections::BTreeSet;
use std::hint::black_box;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta};
use unknot::app::{Asked, Came, Conductor};
use unknot::content::{embedded, load};
use unknot::domain::{
    Age, Answers, Badge, Checked, Intent, Language, Library, PlaceId, RegionId, Role, Said,
    Skipped, Timestamp, UserId,
};
use unknot::present::{Card, Press, PrivateCard, Request, Row};
use unknot::store::{DataFolder, Key};

/// Everything that a healthy person presses behind the command.
const TO_CLEAR: &[&str] = &[
    "I agree",
    "18 and over",
    "None of these",
    "None of these",
    "None of these",
    "None of these",
    "None of these",
    "Next",
];
/// How many people walk through it.
const PEOPLE: u64 = 500;
/// Words a minute that adults read silently (Brysbaert 2019, Journal of Memory and Language 109, 104047).
const WORDS_A_MINUTE: usize = 238;

#[tokio::main]
async fn main() {
    let mut libraries = load(&embedded()).unwrap();
    let library = libraries.remove(&Language::English).unwrap();
    println!("| figure | value |");
    println!("|---|---|");
    walk(&library).await;
    judge(&library);
}

/// What somebody asks for in direct messages.
fn asked(user: UserId, request: Request) -> Asked {
    let badge = Badge {
        role: Role::Member,
        roles: Vec::new(),
    };
    Asked {
        user,
        server: None,
        came: Came {
            token: String::new(),
            language: Language::English,
            badge,
        },
        request,
    }
}

async fn walk(library: &Library) {
    let folder = tempfile::tempdir().unwrap();
    let key = Key::from_hex(&"5e".repeat(32)).unwrap();
    let data = DataFolder::open(&folder.path().join("data")).unwrap();
    let conductor = Conductor::new(data.store(Some(&key)).unwrap());
    let (mut presses, mut turns, mut words, mut marked) = (0, Vec::new(), 0, 0);
    for person in 1..=PEOPLE {
        let user = UserId::new(person);
        let start = asked(user, Request::Intent(Intent::Start));
        let mut card = conductor.turn(library, start, now()).await.card;
        (presses, words, marked) = (0, words_on(card.for_its_owner()), 0);
        for label in TO_CLEAR {
            let asked = asked(user, request(&card, label));
            let started = Instant::now();
            card = conductor.turn(library, asked, now()).await.card;
            turns.push(started.elapsed());
            presses += 1;
            words += words_on(card.for_its_owner());
            marked += marked_on(card.for_its_owner());
        }
        assert!(
            card.for_its_owner()
                .text
                .starts_with("Nothing here stops you today.")
        );
    }
    turns.sort_unstable();
    let at = |part: usize| milliseconds(turns[(turns.len() - 1) * part / 100]);
    let together = turns.iter().sum::<Duration>() / u32::try_from(PEOPLE).unwrap();
    println!("| presses from the consent card to `clear` | {presses} |");
    println!("| words on those pages | {words} |");
    let seconds = words * 60 / WORDS_A_MINUTE;
    println!("| seconds to read all of them at {WORDS_A_MINUTE} words a minute | {seconds} |");
    let skimmed = marked * 60 / WORDS_A_MINUTE;
    println!("| words in bold and in titles | {marked} |");
    println!("| seconds to skim those alone | {skimmed} |");
    println!(
        "| a turn, database on disk: p50 / p99, ms | {} / {} |",
        at(50),
        at(99)
    );
    println!(
        "| all turns to `clear` together, ms | {} |",
        milliseconds(together)
    );
}

fn now() -> Timestamp {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000)
}

fn milliseconds(it: Duration) -> String {
    format!("{:.3}", it.as_secs_f64() * 1_000.0)
}

/// What the button of that label sends.
fn request(card: &PrivateCard, label: &str) -> Request {
    let rows = card.for_its_owner().rows.iter();
    let mut buttons = rows.flat_map(|row| match row {
        Row::Buttons(buttons) => buttons.as_slice(),
        Row::Menu(_) => &[],
    });
    let button = buttons.find(|it| it.label == label).unwrap();
    Press::request(&button.press.encode(), &[]).unwrap()
}

fn words_on(card: &Card) -> usize {
    let fields = card.fields.iter().flat_map(|it| [&it.name, &it.text]);
    let texts = [&card.title, &card.text].into_iter().chain(fields);
    texts.map(|it| it.split_whitespace().count()).sum()
}

/// Words that the eye is led to: titles, and what is in bold.
fn marked_on(card: &Card) -> usize {
    let bold = card.text.split("**").skip(1).step_by(2);
    let marked = bold.chain([card.title.as_str()]);
    marked.map(|it| it.split_whitespace().count()).sum()
}

/// Judges every sheet: all lists with holes, no area, each alone, every wish in every combination.
fn judge(library: &Library) {
    let sheets = sheets(library);
    let started = Instant::now();
    for sheet in &sheets {
        black_box(library.screening.verdict(&library.regions, sheet));
    }
    let took = started.elapsed();
    println!("| verdicts | {} |", sheets.len());
    println!("| all of them, ms | {} |", milliseconds(took));
    let each = took.as_secs_f64() * 1e9 / sheets.len() as f64;
    println!("| one of them, ns | {each:.0} |");
}

fn sheets(library: &Library) -> Vec<Answers> {
    let said = [None, Some(Said::None), Some(Said::OneOrMore)];
    let checked = [
        None,
        Some(Checked::None),
        Some(Checked::OneOrMore),
        Some(Checked::SaidOk),
    ];
    let ages = [
        None,
        Some(Age::Under13),
        Some(Age::From13To17),
        Some(Age::Adult),
    ];
    let (areas, suits) = (areas(library), suits(library));
    let mut all = Vec::new();
    for age in ages {
        for right_now in said {
            for check_first in checked {
                for (not_today, go_gentle) in said.iter().flat_map(|one| said.map(|it| (*one, it)))
                {
                    for (areas, suits) in areas
                        .iter()
                        .flat_map(|it| suits.iter().map(move |wish| (it, wish)))
                    {
                        all.push(Answers {
                            version: library.screening.version,
                            age,
                            right_now,
                            check_first,
                            not_today,
                            go_gentle,
                            areas: areas.clone(),
                            suits: suits.clone(),
                        });
                    }
                }
            }
        }
    }
    all
}

fn areas(library: &Library) -> Vec<Option<Skipped>> {
    let skipped = |said, region: Option<&RegionId>, place: Option<&PlaceId>| {
        Some(Skipped {
            said,
            regions: region.cloned().into_iter().collect(),
            places: place.cloned().into_iter().collect(),
        })
    };
    let mut all = vec![
        None,
        skipped(Said::None, None, None),
        skipped(Said::OneOrMore, None, None),
    ];
    let regions = library.regions.keys();
    all.extend(regions.map(|it| skipped(Said::OneOrMore, Some(it), None)));
    let places = library.screening.places.keys();
    all.extend(places.map(|it| skipped(Said::OneOrMore, None, Some(it))));
    all
}

fn suits(library: &Library) -> Vec<Option<BTreeSet<String>>> {
    let wishes = &library.screening.wishes;
    let some = (0..1_usize << wishes.len()).map(|bits| {
        let wishes = wishes.iter().enumerate();
        let wished = wishes.filter(|(place, _)| bits >> place & 1 == 1);
        Some(wished.map(|(_, it)| it.statement.covers.clone()).collect())
    });
    std::iter::once(None).chain(some).collect()
}
