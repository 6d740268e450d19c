//! Whole turns on a real database: who leads from where, what is counted of cues that nobody heard, and that
//! whoever says that something is wrong is answered whatever broke.

use tempfile::TempDir;
use unknot::app::{Conductor, Fate, Presence};
use unknot::domain::{
    Change, Control, Gathering, Outcome, Parcel, Role, SeatPlace, ServerId, SessionId, Stance,
    Timestamp, Unheard, UserId, Wants, What, Word,
};
use unknot::present::{PrivateCard, Request};
use unknot::store::{Key, Store};

use super::group::{gathering, host, library, member, mia, screened, seat};
use super::{at, lobby, rolling};

/// A session in which Mia rolls, on a disk.
pub(super) struct Place {
    folder: TempDir,
    session: SessionId,
}

impl Place {
    /// Begun at 19:00, the first cue having been said.
    async fn begun() -> Self {
        Self::new(gathering(rolling(1))).await
    }

    pub(super) async fn new(mut opened: Gathering) -> Self {
        let place = Self {
            folder: tempfile::tempdir().unwrap(),
            session: opened.session.id,
        };
        let phase = opened.session.phase;
        opened.session.phase = lobby();
        let mut run = opened.session.clone();
        run.phase = phase;
        let changes = vec![
            Change::Keep {
                user: mia(),
                member: member(screened(Outcome::Clear, at("18:55"))),
            },
            Change::Open(Box::new(opened)),
            Change::Seat {
                session: place.session,
                seat: Box::new(seat(mia(), Stance::Rolls, SeatPlace::Sits)),
            },
            Change::Run(Box::new(run)),
        ];
        place.store().commit(at("18:56"), changes).await.unwrap();
        place
    }

    pub(super) fn store(&self) -> Store {
        let key = Key::from_hex(&"ab".repeat(32)).unwrap();
        Store::open(&self.folder.path().join("data"), &key).unwrap()
    }

    /// Somebody has been at the database.
    fn spoil(&self, sql: &str) {
        let path = self.folder.path().join("data/unknot.db");
        let database = rusqlite::Connection::open(path).unwrap();
        database
            .pragma_update(None, "foreign_keys", sql.starts_with("DELETE"))
            .unwrap();
        database.execute_batch(sql).unwrap();
    }

    async fn kept(&self) -> Option<Gathering> {
        self.store().gathering(self.session).await.unwrap()
    }

    /// What comes of what somebody wants: what they are told, and what has to be sent.
    pub(super) async fn asks(
        &self,
        user: UserId,
        server: Option<ServerId>,
        wants: Wants,
    ) -> Answer {
        let role = match user == host() {
            true => Role::Manager,
            false => Role::Member,
        };
        let session = self.session;
        let asked = crate::asked_as(role, user, server, Request::In { session, wants });
        let conductor = Conductor::new(self.store());
        let turned = conductor.turn(library(), asked, at("19:00:30")).await;
        Answer {
            card: turned.card,
            parcels: turned.parcels,
        }
    }
}

pub(super) struct Answer {
    pub(super) card: PrivateCard,
    parcels: Vec<Parcel>,
}

const EVERY_CONTROL: [Control; 5] = [
    Control::Look,
    Control::Pause,
    Control::Resume,
    Control::Skip,
    Control::Stop,
];

#[tokio::test]
async fn nobody_leads_a_session_from_another_server_or_from_none() {
    let place = Place::begun().await;
    let before = place.kept().await.unwrap();
    let only_hosts = library().words.get(Word::OnlyHosts);
    let other = ServerId::new(before.session.server.get() + 1);
    for server in [Some(other), None] {
        for control in EVERY_CONTROL {
            let told = place.asks(host(), server, Wants::Control(control)).await;
            let case = format!("{control:?} from {server:?}");
            assert_eq!(told.card.for_its_owner().text, only_hosts, "{case}");
            assert_eq!(told.parcels, [], "{case}");
            assert_eq!(place.kept().await.as_ref(), Some(&before), "{case}");
        }
    }
    // From their own one they do; and only they.
    let server = Some(before.session.server);
    let told = place
        .asks(mia(), server, Wants::Control(Control::Stop))
        .await;
    assert_eq!(told.card.for_its_owner().text, only_hosts);
    assert_eq!(place.kept().await.as_ref(), Some(&before));
    let told = place
        .asks(host(), server, Wants::Control(Control::Stop))
        .await;
    assert_ne!(told.card.for_its_owner().text, only_hosts);
    assert!(place.kept().await.unwrap().session.is_over());
}

/// What may have become of the database, and whether a stop can be kept in it all the same.
const BROKEN: &[(&str, bool)] = &[
    ("", true),
    ("DELETE FROM session", true),
    ("DELETE FROM clearance", true),
    ("DELETE FROM member", true),
    ("UPDATE session SET lead_sealed = x'00'", true),
    ("UPDATE session SET plan = 'nonsense'", true),
    ("UPDATE clearance SET sealed = x'00'", true),
    ("UPDATE member SET dm_consent_sealed = x'00'", true),
    (
        "UPDATE clearance SET sealed = x'00'; UPDATE session SET lead_sealed = x'00'",
        true,
    ),
    ("DROP TABLE server", true),
    ("DROP TABLE seat", true),
    ("DROP TABLE host_log", true),
    ("DROP TABLE timeline", true),
    ("DROP TABLE reminder", true),
    ("DROP TABLE diary_line", true),
    ("DROP TABLE reminder_wish", false),
    ("DROP TABLE clearance", false),
    ("DROP TABLE member", false),
];

#[tokio::test]
async fn whoever_says_that_something_is_wrong_is_answered_whatever_broke() {
    let words = &library().words;
    let (emergency, stop) = (words.get(Word::Emergency), words.get(Word::AdviceText));
    assert!(stop.starts_with("Stop."));
    for (sql, is_kept) in BROKEN {
        for (wants, begins, outcome) in [
            (Wants::Signs(0), emergency, None),
            (Wants::HelpNow, emergency, Some(Outcome::Emergency)),
            (Wants::AdviceToday, stop, Some(Outcome::SameDay)),
        ] {
            let place = Place::begun().await;
            let server = place.kept().await.map(|it| it.session.server);
            place.spoil(sql);
            let case = format!("{wants:?} after {sql}");
            let told = place.asks(mia(), server, wants).await.card;
            assert!(!told.is_fault(), "{case}");
            let text = told.for_its_owner().text.as_str();
            assert!(text.starts_with(begins), "{case}: {text}");
            if wants == Wants::Signs(0) {
                assert_eq!(text, emergency, "{case}: alone");
                assert_eq!(told.for_its_owner().fields.len(), 4, "{case}");
            }
            let Some(outcome) = outcome else { continue };
            let kept = place.store().member(mia()).await;
            let kept = kept.map(|it| it.and_then(|it| it.clearance).map(|it| it.outcome));
            match is_kept {
                true => assert_eq!(kept, Ok(Some(outcome)), "{case}"),
                false => assert!(kept.is_err(), "{case}"),
            }
        }
    }
}

#[tokio::test]
async fn what_leads_nowhere_says_that_it_broke() {
    // The other side: what is no cry for help is no card that looks like an answer.
    let place = Place::begun().await;
    let server = place.kept().await.map(|it| it.session.server);
    place.spoil("UPDATE clearance SET sealed = x'00'");
    let told = place.asks(mia(), server, Wants::HowTo(0)).await.card;
    assert!(told.is_fault());
    place.spoil("DELETE FROM session");
    place.spoil("DELETE FROM member");
    let told = place.asks(mia(), server, Wants::HowTo(0)).await.card;
    let words = &library().words;
    assert_eq!(told.for_its_owner().text, words.get(Word::SeatNoSession));
}

/// Wakes it, and lets what becomes of the cue be this.
async fn cue(place: &Place, time: Timestamp, fate: Fate) {
    let conductor = Conductor::new(place.store());
    let presence = Presence::default();
    let parcels = conductor.wake(time, &presence).await.unwrap();
    let is_cue = |it: &&Parcel| matches!(it.what, What::Cue { .. });
    let parcel = *parcels.iter().find(is_cue).expect("a cue is due");
    conductor.settle(time, vec![(parcel, fate)]).await.unwrap();
    let left = conductor.outbox().await.unwrap();
    assert!(!left.contains(&parcel), "it is sent no more");
}

#[tokio::test]
async fn what_nobody_heard_is_kept_until_a_cue_is_heard() {
    let place = Place::new(gathering(rolling(1))).await;
    let unheard = async || place.kept().await.unwrap().unheard;
    cue(&place, at("19:01"), Fate::Dropped).await;
    let one = Unheard {
        since: at("19:01"),
        from: 1,
        cues: 1,
    };
    assert_eq!(unheard().await, Some(one));
    cue(&place, at("19:01:30"), Fate::Dropped).await;
    assert_eq!(unheard().await, Some(Unheard { cues: 2, ..one }));
    let posted = Fate::Posted(unknot::domain::MessageId::new(5));
    cue(&place, at("19:02"), posted).await;
    assert_eq!(unheard().await, None);
    // It is counted anew from the next one that nobody heard.
    cue(&place, at("19:03"), Fate::Dropped).await;
    let anew = Unheard {
        since: at("19:03"),
        from: 4,
        cues: 1,
    };
    assert_eq!(unheard().await, Some(anew));
}
