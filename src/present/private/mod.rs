//! Cards for one pair of eyes. Pure, and without Discord.
//!
//! A [`PrivateCard`] is no [`Card`] and does not become one: what is sent to a room is made of cards,
//! so a private one cannot be sent there.

mod every;
mod hydration;
mod outcome;
mod own;
mod pack;
mod page;
mod press;
mod schedule;
mod session;
mod settings;
mod signet;
mod status;
mod version;

pub(super) use every::cards;
pub use hydration::{WeekDay, WeekSketch, reminder};
pub use own::{Bar, Dot, ProgressSketch};
pub use press::{Help, PrivatePress, Request};
pub(super) use session::every::cards as session_cards;
pub use session::{OwnCue, breathe_whisper, host_news, listing, whisper};
pub use signet::{Action, Signet};

use super::{Button, Card, Field, Press, Row};
use crate::domain::{Library, Outcome, Stale, Told, Unfinished, UserId, Word};

/// A card that only the person it is about may see.
#[derive(Clone, Debug, PartialEq)]
pub struct PrivateCard {
    card: Card,
    kind: Kind,
    attached: Option<Attached>,
}

/// What goes with a private card as a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Attached {
    /// A picture of somebody's week.
    Week {
        /// What it is drawn of.
        week: WeekSketch,
        /// What it shows, in words. At most 1024 characters (Discord docs, resources/message, attachment).
        alt: String,
    },
    /// A picture of how somebody said that they feel.
    Progress {
        /// What it is drawn of.
        progress: Box<ProgressSketch>,
        /// What it shows, in words. At most 1024 characters, as above.
        alt: String,
    },
    /// A text.
    File {
        /// What it is called.
        name: &'static str,
        /// What is in it.
        text: String,
    },
}

/// What a private card does, as far as its place depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Tells something.
    Tells,
    /// Asks for health matters.
    Asks,
    /// Says that we broke.
    Fault,
}

impl PrivateCard {
    /// What to show its owner, in their direct messages or where nobody else sees it.
    pub fn for_its_owner(&self) -> &Card {
        &self.card
    }

    /// What goes with it as a file.
    pub fn attached(&self) -> Option<&Attached> {
        self.attached.as_ref()
    }

    /// Whether it asks for health matters, so that it goes to the direct messages where it can.
    pub fn asks(&self) -> bool {
        self.kind == Kind::Asks
    }

    /// The same, led by why it stands here.
    #[must_use]
    pub fn led_by(mut self, words: &str) -> Self {
        self.card.text = format!("{words}\n\n{}", self.card.text);
        self
    }

    /// The same, with this below it.
    #[must_use]
    pub fn followed_by(mut self, words: &str) -> Self {
        self.card.text = format!("{}\n\n{words}", self.card.text);
        self
    }

    /// One text, such as where the rest was sent.
    pub fn text(text: impl Into<String>) -> Self {
        Self::plain(Card::text(text))
    }

    /// A fault of ours. The reference finds it in the log. It stands beside the page it was met on, which
    /// is nowhere else.
    pub fn fault(library: &Library, reference: &str) -> Self {
        Self {
            card: super::fault(library, reference),
            kind: Kind::Fault,
            attached: None,
        }
    }

    /// The same, as it was worded already.
    pub fn of_fault(card: &Card) -> Self {
        Self {
            card: card.clone(),
            kind: Kind::Fault,
            attached: None,
        }
    }

    /// What is said in any case to whoever needs help.
    pub fn help(library: &Library, help: Help) -> Self {
        Self::unsigned(library, |desk| match help {
            Help::Emergency => outcome::emergency(library),
            Help::Advice(session) => desk.advice(session),
            Help::Signs(session, place) => desk.signs(session, place),
        })
    }

    /// A card on which nothing is signed, since nothing on it is a page of the check.
    fn unsigned(library: &Library, card: impl FnOnce(Desk<'_>) -> Card) -> Self {
        Self::plain(card(Desk {
            library,
            signet: &Signet::new([0; 32]),
            user: UserId::new(0),
        }))
    }

    /// Whether it says that we broke.
    pub fn is_fault(&self) -> bool {
        self.kind == Kind::Fault
    }

    fn plain(card: Card) -> Self {
        Self {
            card,
            kind: Kind::Tells,
            attached: None,
        }
    }
}

/// What somebody is told, as a card whose buttons are theirs.
pub fn told(library: &Library, signet: &Signet, user: UserId, told: &Told) -> PrivateCard {
    let desk = Desk {
        library,
        signet,
        user,
    };
    let card = desk.card(told);
    let kind = match told {
        Told::Consent { .. } | Told::Page(_) | Told::IfSeen => Kind::Asks,
        _ => Kind::Tells,
    };
    let attached = match told {
        Told::Hydration(told) => desk.hydration_sketch(told),
        Told::Own(told) => desk.own_file(told),
        _ => None,
    };
    PrivateCard {
        card,
        kind,
        attached,
    }
}

/// Makes the cards of one person.
#[derive(Clone, Copy)]
struct Desk<'a> {
    library: &'a Library,
    signet: &'a Signet,
    user: UserId,
}

impl Desk<'_> {
    fn card(&self, told: &Told) -> Card {
        match told {
            Told::Consent { adults_only } => self.consent(*adults_only),
            Told::Page(unfinished) => self.page(unfinished),
            Told::Stop(Outcome::Emergency | Outcome::SameDay) => outcome::emergency(self.library),
            Told::Stop(outcome) => Card::text(self.meaning(*outcome)),
            Told::Waits(clearance, unfinished) => self.waits(clearance, unfinished),
            Told::Rolls(clearance) => self.rolls(clearance),
            Told::NotNow => self.sentence(Word::ScreeningNotNow),
            Told::Cancelled => self.sentence(Word::ScreeningCancelled),
            Told::Fresh(stale) => self.fresh(*stale),
            Told::IfSeen => self.if_seen(),
            Told::StopStays => self.stop_stays(),
            Told::Status { member, now } => self.status(member.as_ref(), *now),
            Told::Forgotten { was_known } => self.forgotten(*was_known),
            Told::News(before) => self.news(before),
            Told::Healing { before, limits } => self.healing(before, limits),
            Told::Version { routine, limits } => self.version(routine, limits),
            Told::NoVersion(clearance) => self.no_version(clearance),
            Told::NeedsCheck => Card {
                rows: vec![Row::Buttons(vec![self.start_button()])],
                ..self.sentence(Word::NoVersionNeedsCheck)
            },
            Told::AdultsOnly => Card {
                rows: vec![Row::Buttons(vec![self.start_button()])],
                ..self.sentence(Word::AdultsOnly)
            },
            Told::Settings { is, was } => self.settings(is, was.as_ref()),
            Told::NoManager => self.sentence(Word::SettingsNoManager),
            Told::NoServer => self.sentence(Word::SettingsNoServer),
            Told::Session(told) => self.session(told),
            Told::Series(told) => self.series(told),
            Told::Hydration(told) => self.hydration(told),
            Told::Own(told) => self.own(told),
            Told::Zone { zone, is_new, now } => self.zone(*zone, *is_new, *now),
            Told::WhichZone { typed, among } => self.which_zone(typed, among),
        }
    }

    fn word(&self, word: Word) -> String {
        self.library.words.get(word).to_owned()
    }

    fn sentence(&self, word: Word) -> Card {
        Card::text(self.word(word))
    }

    fn field(&self, name: Word, text: impl Into<String>) -> Field {
        Field {
            name: self.word(name),
            text: text.into(),
        }
    }

    fn button(&self, label: Word, press: PrivatePress) -> Button {
        Button {
            label: self.word(label),
            press: Press::Private(press),
        }
    }

    /// A button that goes on with this page.
    fn signed(&self, label: Word, unfinished: &Unfinished, action: Action) -> Button {
        self.button(label, self.press(unfinished, action))
    }

    fn press(&self, unfinished: &Unfinished, action: Action) -> PrivatePress {
        let token = self
            .signet
            .sign(self.library, self.user, unfinished, action);
        PrivatePress::Signed(token)
    }

    fn start_button(&self) -> Button {
        self.button(Word::ButtonStartCheck, PrivatePress::Start)
    }

    fn fresh(&self, stale: Stale) -> Card {
        let says = match stale {
            Stale::Old => Word::ScreeningOld,
            Stale::OtherVersion => Word::ScreeningOtherVersion,
            Stale::NotTheirs => Word::ScreeningNotTheirs,
        };
        Card {
            rows: vec![Row::Buttons(vec![self.start_button()])],
            ..self.sentence(says)
        }
    }
}
