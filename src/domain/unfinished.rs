//! A screening that is half filled in. It is kept nowhere: it rides in its own buttons.
//!
//! Every press gives another one, or none where it does not belong to the page: a press that is
//! not understood never counts as an answer.

use std::collections::BTreeSet;

use chrono::TimeDelta;

use super::clearance::whole_seconds;
use super::{
    Age, Answers, Checked, Page, PlaceId, Questionnaire, RegionId, Said, Skipped, Timestamp,
};

/// How long a half-finished screening may wait for its next press (PRODUCT, journey 2).
pub const UNFINISHED_LASTS: TimeDelta = TimeDelta::hours(24);

/// What somebody has filled in, and what they are picking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfinished {
    /// Why it was begun, which says what is asked.
    pub begun: Begun,
    /// When they agreed to it, in whole seconds.
    pub started_at: Timestamp,
    /// Whether private cues may come by direct message during sessions.
    pub dm_consent: bool,
    /// What was answered.
    pub answers: Answers,
    /// What is picked on the page that is being asked, and not taken yet.
    pub picked: Picked,
}

/// Why a screening was begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begun {
    /// Everything is asked.
    Whole,
    /// A professional said it is OK: what they had to be asked about is not asked again.
    AfterOk,
    /// Somebody has seen them after a stop: everything is asked, and the general limits are on as after a
    /// professional's word. What was OK was that stop, and nothing else.
    Seen,
    /// What is urgent, what a professional has to be asked about, and what passes. The limits that
    /// they have stay on (dossier 3.7, more than 30 days).
    Lists,
}

/// What is picked and not taken yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picked {
    /// Whether they pressed that something fits.
    pub one_or_more: bool,
    /// Areas.
    pub regions: BTreeSet<RegionId>,
    /// Joints and other places.
    pub places: BTreeSet<PlaceId>,
    /// Wishes, by the item that each covers.
    pub wishes: BTreeSet<String>,
}

/// What can be pressed on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pressed {
    /// An age band.
    Aged(Age),
    /// None of these.
    NoneOfThese,
    /// One or more.
    OneOrMore,
    /// Areas, in place of those picked before.
    Regions(BTreeSet<RegionId>),
    /// Places, in place of those picked before.
    Places(BTreeSet<PlaceId>),
    /// Wishes, in place of those picked before.
    Wishes(BTreeSet<String>),
    /// What is picked is all of it.
    Next,
    /// The page before.
    Back,
    /// A professional said it is OK.
    SaidOk,
    /// They would rather not go on.
    Cancel,
}

impl Unfinished {
    /// One that begins now, under this questionnaire. An adult is who said so before; that is asked
    /// again wherever everything is.
    pub fn begin(
        begun: Begun,
        questionnaire: &Questionnaire,
        now: Timestamp,
        dm_consent: bool,
        is_adult: bool,
    ) -> Self {
        let mut answers = Answers {
            version: questionnaire.version,
            ..Answers::default()
        };
        match begun {
            Begun::Whole | Begun::Seen => {}
            Begun::AfterOk => answers.check_first = Some(Checked::SaidOk),
            Begun::Lists => {
                answers.age = Some(match is_adult {
                    true => Age::Adult,
                    false => Age::From13To17,
                });
                answers.go_gentle = Some(Said::None);
                answers.areas = Some(nothing_to_skip());
                answers.suits = Some(BTreeSet::new());
            }
        }
        Self {
            begun,
            started_at: whole_seconds(now),
            dm_consent,
            answers,
            picked: Picked::default(),
        }
    }

    /// Whether it may still go on. A moment before its start is one that our clock never showed.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.started_at <= now && now < self.started_at + UNFINISHED_LASTS
    }

    /// The pages that are asked, in order.
    pub fn pages(&self) -> impl DoubleEndedIterator<Item = Page> + use<> {
        let begun = self.begun;
        let is_asked = move |page: &Page| match begun {
            Begun::Whole | Begun::Seen => true,
            Begun::AfterOk => *page != Page::CheckFirst,
            Begun::Lists => matches!(page, Page::RightNow | Page::CheckFirst | Page::NotToday),
        };
        Page::ALL.iter().copied().filter(is_asked)
    }

    /// The page that is being asked: the first that is not answered. None once all are.
    pub fn page(&self) -> Option<Page> {
        self.pages().find(|page| !self.answers.has(*page))
    }

    /// Where the page stands among those that are asked, counted from 1, and how many there are.
    pub fn progress(&self, page: Page) -> (usize, usize) {
        let before = self.pages().take_while(|it| *it < page).count();
        (before + 1, self.pages().count())
    }

    /// The page before this one, or before the outcome where all are answered. None at the first.
    fn page_before(&self) -> Option<Page> {
        let mut answered = self.pages().take_while(|it| self.answers.has(*it));
        let mut before = None;
        for page in answered.by_ref() {
            before = Some(page);
        }
        before
    }

    /// What it is after a press; none where the press does not belong to what is being asked, and where
    /// nothing lies before it.
    pub fn press(mut self, pressed: Pressed) -> Option<Self> {
        let page = self.page();
        match (pressed, page) {
            (Pressed::Aged(age), Some(Page::Age)) => self.answers.age = Some(age),
            (Pressed::NoneOfThese, Some(page)) => self.answer(page, Said::None)?,
            (Pressed::OneOrMore, Some(Page::Areas)) => self.picked.one_or_more = true,
            (Pressed::OneOrMore, Some(page)) => self.answer(page, Said::OneOrMore)?,
            (Pressed::Regions(regions), Some(Page::Areas)) => self.picked.regions = regions,
            (Pressed::Places(places), Some(Page::Areas)) => self.picked.places = places,
            (Pressed::Wishes(wishes), Some(Page::Suits)) => self.picked.wishes = wishes,
            (Pressed::Next, Some(Page::Areas)) => self.take_areas(),
            (Pressed::Next, Some(Page::Suits)) => {
                self.answers.suits = Some(std::mem::take(&mut self.picked.wishes));
            }
            (Pressed::Back, _) => self.go_back()?,
            (Pressed::SaidOk, _) => self.lift_hold()?,
            _ => return None,
        }
        Some(self)
    }

    fn answer(&mut self, page: Page, said: Said) -> Option<()> {
        match page {
            Page::RightNow => self.answers.right_now = Some(said),
            Page::CheckFirst => {
                self.answers.check_first = Some(match said {
                    Said::None => Checked::None,
                    Said::OneOrMore => Checked::OneOrMore,
                });
            }
            Page::NotToday => self.answers.not_today = Some(said),
            Page::GoGentle => self.answers.go_gentle = Some(said),
            // Whoever picked something said with it that something fits.
            Page::Areas if self.picked == Picked::default() => {
                self.answers.areas = Some(nothing_to_skip());
            }
            Page::Age | Page::Areas | Page::Suits => return None,
        }
        Some(())
    }

    /// Whoever goes on from here said that something fits, and perhaps where. Nowhere is a hold.
    fn take_areas(&mut self) {
        let picked = std::mem::take(&mut self.picked);
        self.answers.areas = Some(Skipped {
            said: Said::OneOrMore,
            regions: picked.regions,
            places: picked.places,
        });
    }

    /// Back to the page before, with what was picked on it; its answer is asked for again.
    fn go_back(&mut self) -> Option<()> {
        // On the page of areas, what was opened is closed first.
        if self.page() == Some(Page::Areas) && self.picked != Picked::default() {
            self.picked = Picked::default();
            return Some(());
        }
        let page = self.page_before()?;
        if self.waits_at(page) {
            self.ask_everything(Begun::Whole);
        }
        self.picked = Picked::default();
        let answers = &mut self.answers;
        match page {
            Page::Age => answers.age = None,
            Page::RightNow => answers.right_now = None,
            Page::CheckFirst => answers.check_first = None,
            Page::NotToday => answers.not_today = None,
            Page::GoGentle => answers.go_gentle = None,
            Page::Suits => self.picked.wishes = answers.suits.take().unwrap_or_default(),
            Page::Areas => {
                let skipped = answers.areas.take().unwrap_or_else(nothing_to_skip);
                self.picked.one_or_more = skipped.said == Said::OneOrMore;
                self.picked.regions = skipped.regions;
                self.picked.places = skipped.places;
            }
        }
        Some(())
    }

    /// The one hold that stands here is lifted: the list of what a professional has to be asked about, or
    /// a reason to skip an area that was not named. The general limits take its place.
    fn lift_hold(&mut self) -> Option<()> {
        let (is_unnamed, is_held) = (self.waits_at(Page::Areas), self.waits_at(Page::CheckFirst));
        if !is_unnamed && !is_held {
            return None;
        }
        if is_unnamed {
            self.answers.areas = Some(nothing_to_skip());
        }
        self.answers.check_first = Some(Checked::SaidOk);
        self.ask_everything(Begun::AfterOk);
        Some(())
    }

    /// Whether this page has come to a hold or to "not today".
    fn waits_at(&self, page: Page) -> bool {
        let answers = &self.answers;
        match page {
            Page::CheckFirst => answers.check_first == Some(Checked::OneOrMore),
            Page::NotToday => answers.not_today == Some(Said::OneOrMore),
            Page::Areas => {
                let unnamed = |it: &Skipped| it.said == Said::OneOrMore && it.names_nothing();
                answers.areas.as_ref().is_some_and(unnamed)
            }
            Page::Age | Page::RightNow | Page::GoGentle | Page::Suits => false,
        }
    }

    /// Where only some lists were asked, the others are too from here on: the limits that they stood for
    /// went when the stop took their place.
    fn ask_everything(&mut self, begun: Begun) {
        if self.begun == Begun::Lists {
            self.begun = begun;
            self.answers.go_gentle = None;
            self.answers.areas = None;
            self.answers.suits = None;
        }
    }
}

fn nothing_to_skip() -> Skipped {
    Skipped {
        said: Said::None,
        regions: BTreeSet::new(),
        places: BTreeSet::new(),
    }
}
