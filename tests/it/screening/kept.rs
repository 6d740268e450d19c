//! Turns on a real database in memory: what is decided is kept, and what is kept decides.

use std::sync::Arc;

use tokio::sync::watch;
use unknot::app::{Conductor, Lookups};
use unknot::clock::Clock;
use unknot::domain::{Intent, Language, Library, ServerId, UserId};
use unknot::draw::Figures;
use unknot::present::{Button, Card, Press, PrivateCard, Request, Row};
use unknot::store::{Key, Store};

use super::walk::{at, mia};

/// Somebody at the conductor's, and what they see.
struct Caller<'a> {
    conductor: &'a Conductor,
    library: &'a Library,
    user: UserId,
    server: Option<ServerId>,
    now: i64,
}

fn conductor() -> Conductor {
    let key = Key::from_hex(&"ab".repeat(32)).unwrap();
    Conductor::new(Store::in_memory(&key).unwrap())
}

impl<'a> Caller<'a> {
    fn new(conductor: &'a Conductor, library: &'a Library) -> Self {
        let (user, now) = (mia(), 0);
        Self {
            conductor,
            library,
            user,
            server: None,
            now,
        }
    }

    async fn asks(&self, request: Request) -> PrivateCard {
        let now = at(self.now);
        let asked = crate::asked(self.user, self.server, request);
        self.conductor.turn(self.library, asked, now).await.card
    }

    async fn wants(&self, intent: Intent) -> PrivateCard {
        self.asks(Request::Intent(intent)).await
    }

    /// Presses the button of that label, as Discord would send it back.
    async fn presses(&self, card: &PrivateCard, label: &str) -> PrivateCard {
        let button = buttons(card.for_its_owner()).find(|it| it.label == label);
        let button = button.unwrap_or_else(|| panic!("no {label} on {card:#?}"));
        let request = Press::request(&button.press.encode(), &[]);
        self.asks(request.expect("a private button")).await
    }

    async fn goes(&self, mut card: PrivateCard, labels: &[&str]) -> PrivateCard {
        for label in labels {
            card = self.presses(&card, label).await;
        }
        card
    }

    async fn status(&self) -> String {
        self.wants(Intent::Status)
            .await
            .for_its_owner()
            .text
            .clone()
    }
}

fn buttons(card: &Card) -> impl Iterator<Item = &Button> {
    card.rows.iter().flat_map(|row| match row {
        Row::Buttons(buttons) => buttons.as_slice(),
        Row::Menu(_) => &[],
    })
}

fn first_line(card: &PrivateCard) -> &str {
    card.for_its_owner().text.lines().next().unwrap()
}

#[tokio::test]
async fn what_one_turn_keeps_the_next_one_knows() {
    let (conductor, library) = (conductor(), crate::library());
    let mia = Caller::new(&conductor, &library);
    let consent = mia.wants(Intent::Start).await;
    let to_hold = ["I agree", "18 and over", "None of these", "One or more"];
    let hold = mia.goes(consent, &to_hold).await;
    assert!(first_line(&hold).starts_with("Please check first."));
    assert!(mia.status().await.starts_with("**Please check first**"));
    let noor = Caller {
        user: UserId::new(2),
        ..Caller::new(&conductor, &library)
    };
    assert!(
        noor.status().await.starts_with("There is no check"),
        "hers alone"
    );
}

#[tokio::test]
async fn an_emergency_holds_against_pages_that_were_open_before() {
    let (conductor, library) = (conductor(), crate::library());
    let mut mia = Caller::new(&conductor, &library);
    let consent = mia.wants(Intent::Start).await;
    let wishes = mia.goes(consent.clone(), &["I agree", "18 and over"]).await;
    let last = ["None of these"; 5];
    let wishes = mia.goes(wishes, &last).await;
    let urgent = mia.goes(consent.clone(), &["I agree", "18 and over"]).await;
    let stop = mia.presses(&urgent, "One or more").await;
    let line = first_line(&stop).to_owned();
    assert!(line.starts_with("**Call your local emergency number now"));
    mia.now = 24 * 60 * 60 - 1;
    for (card, label) in [
        (&wishes, "Next"),
        (&wishes, "Back"),
        (&consent, "I agree"),
        (&urgent, "None of these"),
    ] {
        assert_eq!(first_line(&mia.presses(card, label).await), line, "{label}");
    }
    // A day later the pages are too old, and the question is whether anybody has seen her.
    mia.now += 1;
    for (card, label) in [(&wishes, "Next"), (&consent, "I agree")] {
        let asked = mia.presses(card, label).await;
        assert!(
            first_line(&asked).starts_with("**Have you been seen"),
            "{label}"
        );
    }
}

#[tokio::test]
async fn a_page_of_mia_s_in_noor_s_hands_clears_nobody() {
    let (conductor, library) = (conductor(), crate::library());
    let mia = Caller::new(&conductor, &library);
    let noor = Caller {
        user: UserId::new(2),
        ..Caller::new(&conductor, &library)
    };
    let consent = mia.wants(Intent::Start).await;
    let wishes = mia.goes(consent, &["I agree", "18 and over"]).await;
    let wishes = mia.goes(wishes, &["None of these"; 5]).await;
    let told = noor.presses(&wishes, "Next").await;
    assert!(first_line(&told).starts_with("This page was not made for you"));
    for caller in [&mia, &noor] {
        assert!(caller.status().await.starts_with("There is no check"));
    }
}

#[tokio::test]
async fn made_up_buttons_are_answered_kindly() {
    let (conductor, library) = (conductor(), crate::library());
    let mia = Caller::new(&conductor, &library);
    for token in ["", ".", "x.help.y", "AAAA.ok", "é", "=.next"] {
        let token = token.to_owned();
        let told = mia
            .asks(Request::Signed {
                token: token.clone(),
                picked: vec!["calf".to_owned()],
            })
            .await;
        let text = first_line(&told);
        assert!(
            text.starts_with("This page was not made for you"),
            "{token}: {text}"
        );
        let labels: Vec<&str> = buttons(told.for_its_owner())
            .map(|it| it.label.as_str())
            .collect();
        assert_eq!(labels, ["Start check"]);
    }
    let token = "AAAA.help".to_owned();
    let picked = Vec::new();
    let told = mia.asks(Request::Signed { token, picked }).await;
    assert!(first_line(&told).starts_with("**Call your local emergency number now"));
    // Whose page it was cannot be read, who pressed it can: it is theirs.
    assert!(
        mia.status()
            .await
            .starts_with("**Call your local emergency number now")
    );
}

#[tokio::test]
async fn whoever_needs_help_is_told_where_to_get_it_though_nothing_can_be_read_or_kept() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("data");
    let key = Key::from_hex(&"ab".repeat(32)).unwrap();
    let library = crate::library();
    let conductor = Conductor::new(Store::open(&dir, &key).unwrap());
    let consent = Caller::new(&conductor, &library).wants(Intent::Start).await;
    let ways = ["I agree", "18 and over"];
    let urgent = Caller::new(&conductor, &library).goes(consent, &ways).await;
    let hold = ["None of these", "One or more"];
    Caller::new(&conductor, &library)
        .goes(urgent.clone(), &hold)
        .await;
    drop(conductor);
    // Somebody has been at the database.
    let database = rusqlite::Connection::open(dir.join("unknot.db")).unwrap();
    let spoilt = database
        .execute("UPDATE clearance SET sealed = x'00'", [])
        .unwrap();
    assert_eq!(spoilt, 1);
    drop(database);
    let conductor = Conductor::new(Store::open(&dir, &key).unwrap());
    let mia = Caller::new(&conductor, &library);
    assert!(
        mia.status()
            .await
            .starts_with("Something went wrong on my side.")
    );
    let page = mia.presses(&urgent, "None of these").await;
    assert!(
        first_line(&page).starts_with("Something went wrong on my side."),
        "nobody goes on"
    );
    let stop = mia.presses(&urgent, "One or more").await;
    assert!(first_line(&stop).starts_with("**Call your local emergency number now"));
    // And what does not open can be deleted.
    let done = mia.wants(Intent::Forget).await;
    assert!(first_line(&done).starts_with("Done. I have deleted all of it"));
    assert!(mia.status().await.starts_with("There is no check"));
}

#[tokio::test]
async fn whoever_needs_help_is_told_in_time_though_the_disk_keeps_everybody_waiting() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("data");
    let key = Key::from_hex(&"ab".repeat(32)).unwrap();
    let lookups = Arc::new(Lookups::new(crate::libraries(), Figures::default()));
    let (_newest, newest) = watch::channel(Arc::clone(&lookups));
    let conductor = Conductor::new(Store::open(&dir, &key).unwrap());
    let turns = conductor.start(Clock::new(), newest).turns;
    let ask = async |token: &str| {
        let request = Request::Signed {
            token: token.to_owned(),
            picked: Vec::new(),
        };
        let spoken = vec![Language::English];
        let asked = crate::asked(mia(), None, request);
        turns.ask(Arc::clone(&lookups), spoken, asked).await
    };
    // Somebody else writes, and does not end.
    let database = rusqlite::Connection::open(dir.join("unknot.db")).unwrap();
    database.execute_batch("BEGIN IMMEDIATE").unwrap();
    let told = ask("made-up.help").await;
    assert!(first_line(&told).starts_with("**Call your local emergency number now"));
    let nothing = database.query_row("SELECT count(*) FROM member", [], |row| row.get(0));
    assert_eq!(nothing, Ok(0), "it was said before it could be kept");
    // And it is kept once it can be: the next turn comes after it.
    database.execute_batch("ROLLBACK").unwrap();
    let status = Request::Intent(Intent::Status);
    let spoken = vec![Language::English];
    let asked = crate::asked(mia(), None, status);
    let status = turns.ask(Arc::clone(&lookups), spoken, asked).await;
    assert!(first_line(&status).starts_with("**Call your local emergency number now"));
}

#[tokio::test]
async fn what_is_set_in_a_server_keeps_nobody_from_what_is_theirs() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("data");
    let key = Key::from_hex(&"ab".repeat(32)).unwrap();
    let library = crate::library();
    drop(Store::open(&dir, &key).unwrap());
    let database = rusqlite::Connection::open(dir.join("unknot.db")).unwrap();
    database.execute_batch("DROP TABLE server").unwrap();
    drop(database);
    let conductor = Conductor::new(Store::open(&dir, &key).unwrap());
    let mia = Caller {
        server: Some(ServerId::new(7)),
        ..Caller::new(&conductor, &library)
    };
    for intent in [Intent::Status, Intent::Forget] {
        assert!(!mia.wants(intent.clone()).await.is_fault(), "{intent:?}");
    }
    let start = mia.wants(Intent::Start).await;
    assert!(start.is_fault(), "whom groups are for here is not known");
}
