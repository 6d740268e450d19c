//! A bot that reminds Mia and others as time passes. It dies after every turn, and is told what became of what it
//! sent.

use std::sync::OnceLock;

use chrono::TimeDelta;
use rusqlite::types::Value;
use tempfile::TempDir;
use unknot::app::{Conductor, Note, NoteFate};
use unknot::domain::{
    Change, Clearance, Hydrate, Intent, Library, Limits, Member, Outcome, Timestamp, UserId,
    Wished, Zone,
};
use unknot::present::{Card, PrivateCard, Request};
use unknot::store::{Key, Store};

use crate::store::disk::traces_in;

pub(crate) fn library() -> &'static Library {
    static LIBRARY: OnceLock<Library> = OnceLock::new();
    LIBRARY.get_or_init(crate::library)
}

pub(crate) fn mia() -> UserId {
    UserId::new(1)
}

pub(crate) fn noah() -> UserId {
    UserId::new(2)
}

pub(crate) fn at(time: &str) -> Timestamp {
    time.parse().unwrap()
}

pub(crate) fn zone(name: &str) -> Option<Zone> {
    Some(Zone::named(name).unwrap())
}

/// Of somebody who was screened then, with these limits.
pub(crate) fn screened(outcome: Outcome, limits: Limits, then: Timestamp) -> Clearance {
    Clearance::new(outcome, limits, true, library().screening.version, then)
}

pub(crate) struct House {
    folder: TempDir,
    pub(crate) now: Timestamp,
}

impl House {
    /// In which Mia lives in Berlin, and nothing else is known.
    pub(crate) async fn new(now: &str) -> House {
        let house = House::empty(now);
        house.lives(mia(), "Europe/Berlin").await;
        house
    }

    /// In which nobody is known.
    pub(crate) fn empty(now: &str) -> House {
        House {
            folder: tempfile::tempdir().unwrap(),
            now: at(now),
        }
    }

    pub(crate) fn store(&self) -> Store {
        let key = Key::from_hex(&"ab".repeat(32)).unwrap();
        Store::open(&self.folder.path().join("data"), &key).unwrap()
    }

    /// A bot that has just started.
    pub(crate) fn conductor(&self) -> Conductor {
        Conductor::new(self.store())
    }

    pub(crate) async fn lives(&self, user: UserId, zone: &str) {
        let wants = Intent::Zone(Some(zone.to_owned()));
        let told = self.says(user, Request::Intent(wants)).await;
        assert!(told.text.starts_with("Saved"), "{}", told.text);
    }

    pub(crate) async fn keep(&self, user: UserId, member: Member) {
        let keep = Change::Keep { user, member };
        self.store().commit(self.now, vec![keep]).await.unwrap();
    }

    pub(crate) async fn member(&self, user: UserId) -> Option<Member> {
        self.store().member(user).await.unwrap()
    }

    /// Whatever names the only one who is reminded in any table, or is sealed beside their name.
    pub(crate) fn every_trace_of_one(&self) -> Vec<Vec<u8>> {
        let database = rusqlite::Connection::open(self.data("unknot.db")).unwrap();
        let tables = "SELECT m.name, c.name FROM sqlite_schema AS m, pragma_table_info(m.name) AS c
                      WHERE m.type = 'table' AND c.name IN ('member_key', 'lead_key')";
        let mut statement = database.prepare(tables).unwrap();
        let tables = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
        let tables: Vec<(String, String)> = tables.unwrap().map(Result::unwrap).collect();
        assert_eq!(
            tables.len(),
            9,
            "{tables:?}: is something of somebody in a new one?"
        );
        let key = Self::key_of(&database);
        let mut traces = Vec::new();
        for (table, column) in tables {
            let sql = format!("SELECT * FROM {table} WHERE {column} = ?1");
            let mut statement = database.prepare(&sql).unwrap();
            let names = statement.column_names().into_iter().map(str::to_owned);
            // What is said in a session is nobody's.
            let theirs = names.enumerate().filter(|(_, name)| name != "timeline_key");
            let theirs: Vec<usize> = theirs.map(|(place, _)| place).collect();
            let mut rows = statement.query([&key]).unwrap();
            let before = traces.len();
            while let Some(row) = rows.next().unwrap() {
                let values = theirs.iter().map(|it| row.get::<_, Value>(*it).unwrap());
                traces.extend(values.filter_map(|it| match it {
                    Value::Blob(bytes) if 16 < bytes.len() => Some(bytes),
                    _ => None,
                }));
            }
            assert!(before < traces.len(), "something of theirs in {table}");
        }
        traces.sort();
        traces.dedup();
        traces
    }

    /// What the only one who is reminded is called in the tables.
    fn key_of(database: &rusqlite::Connection) -> Vec<u8> {
        database
            .query_row("SELECT member_key FROM reminder_wish", [], |row| row.get(0))
            .unwrap()
    }

    /// How many of these have left a trace in any file.
    pub(crate) fn found(&self, traces: &[Vec<u8>]) -> usize {
        let files = std::fs::read_dir(self.data("")).unwrap();
        let bytes = files.flat_map(|it| std::fs::read(it.unwrap().path()).unwrap());
        traces_in(&bytes.collect::<Vec<u8>>(), traces)
    }

    fn data(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join("data").join(name)
    }

    /// When the next reminder is looked at.
    pub(crate) async fn next(&self) -> Option<Timestamp> {
        self.store().next_reminder().await.unwrap()
    }

    /// What somebody is told who asks for this.
    pub(crate) async fn says(&self, user: UserId, request: Request) -> Card {
        self.card(user, request).await.for_its_owner().clone()
    }

    pub(crate) async fn card(&self, user: UserId, request: Request) -> PrivateCard {
        let asked = crate::asked(user, None, request);
        let card = self.conductor().turn(library(), asked, self.now).await.card;
        assert!(!card.is_fault(), "{:?}", card.for_its_owner());
        card
    }

    /// What Mia is told, with every field.
    pub(crate) async fn mia(&self, wants: Hydrate) -> String {
        self.tells(mia(), wants).await
    }

    pub(crate) async fn tells(&self, user: UserId, wants: Hydrate) -> String {
        let card = self.says(user, Request::Hydrate(Box::new(wants))).await;
        let fields = card.fields.iter();
        let fields = fields.map(|it| format!("\n{}: {}", it.name, it.text));
        card.text + &fields.collect::<String>()
    }

    /// Those that are to be sent by now, until none is left to be weighed.
    pub(crate) async fn due(&self) -> Vec<Note> {
        let mut all = Vec::new();
        loop {
            let (notes, is_any) = self.conductor().remind(self.now).await.unwrap();
            all.extend(notes);
            if !is_any {
                return all;
            }
        }
    }

    /// Whether one that is on its way may still be sent.
    pub(crate) async fn is_current(&self, note: &Note) -> bool {
        note.is_current(&self.store(), self.now).await.unwrap()
    }

    pub(crate) async fn fared(&self, notes: &[Note], fate: NoteFate) {
        let fates = notes.iter().map(|it| (*it, fate)).collect();
        self.conductor().reminded(self.now, fates).await.unwrap();
    }

    /// Lets that much time pass, looking each second as a bot does where something is due, and sends what is.
    /// Those that were sent.
    pub(crate) async fn lives_through(&mut self, time: TimeDelta) -> Vec<Note> {
        let end = self.now + time;
        let mut all = Vec::new();
        while let Some(next) = self.next().await {
            if end < next {
                break;
            }
            self.now = self.now.max(next);
            let notes = self.due().await;
            self.fared(&notes, NoteFate::Sent).await;
            all.extend(notes);
        }
        self.now = end;
        all
    }
}

/// Reminders every two hours from ten to six.
pub(crate) fn through_day() -> Hydrate {
    Hydrate::On(Wished {
        every: Some(120),
        from: Some("10:00".to_owned()),
        to: Some("18:00".to_owned()),
        ..Wished::default()
    })
}

/// Reminders after sessions, and the question on the next day.
pub(crate) fn after_sessions() -> Hydrate {
    Hydrate::On(Wished {
        after_sessions: Some(true),
        next_day: Some(true),
        ..Wished::default()
    })
}

/// When these were sent, as clocks show it there.
pub(crate) fn local(notes: &[Note], zone: &str) -> Vec<String> {
    let zone = Zone::named(zone).unwrap();
    let local = |it: &Note| zone.local(it.at).format("%m-%d %H:%M").to_string();
    notes.iter().map(local).collect()
}
