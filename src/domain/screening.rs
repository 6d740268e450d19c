//! The private safety screening: lists that are answered as a whole, so that no answer ever says which
//! statement fits (dossier 3.6).
//!
//! Total, and failing closed: a page that is not answered is asked, and never counts as "none". Knows
//! nobody, no clock and no place to store anything.

use std::collections::{BTreeMap, BTreeSet};

use super::{Limits, PlaceId, PositionId, Region, RegionId};

/// What a screening asks, as the content has it.
#[derive(Debug)]
pub struct Questionnaire {
    /// A clearance from another version is void (dossier 3.7).
    pub version: u32,
    /// Stands on every page: not to know is the safer answer (dossier 3.2 rule 1).
    pub not_sure: String,
    /// Every list that is answered as a whole.
    pub lists: BTreeMap<Page, Statements>,
    /// What stays off once a professional said it is OK, because nobody knows which statement fitted
    /// (dossier 3.6, the general set).
    pub after_ok: Limits,
    /// What going gentle means (dossier 3.6, list G).
    pub go_gentle: Limits,
    /// The question above the wishes.
    pub suits: String,
    /// What somebody may prefer, in the order of the list.
    pub wishes: Vec<Wish>,
    /// Joints and other places that are no areas of ours.
    pub places: BTreeMap<PlaceId, Place>,
    /// What each outcome is called, and what it means.
    pub outcomes: BTreeMap<Outcome, Meaning>,
}

/// A list and its heading.
#[derive(Debug)]
pub struct Statements {
    /// The question above the list.
    pub heading: String,
    /// What may fit, each with the item of the dossier that it covers (section 3.4).
    pub items: Vec<Statement>,
}

/// One thing that may fit.
#[derive(Debug)]
pub struct Statement {
    /// What the member reads.
    pub text: String,
    /// The item of the dossier.
    pub covers: String,
    /// A list before this one that asks for the same: whoever said "none" to it is not asked again.
    pub asked_in: Option<Page>,
}

/// A wish, and what it takes out.
#[derive(Debug)]
pub struct Wish {
    /// The wish in short, as it is picked. Never a reason for it: what is picked is sent.
    pub label: String,
    /// What the member reads, and the item of the dossier.
    pub statement: Statement,
    /// What it takes out.
    pub limits: Limits,
}

/// A joint, or another place that is no area of ours: what is off around it (dossier data, `joints`).
#[derive(Debug)]
pub struct Place {
    /// What people call it.
    pub name: String,
    /// The areas that are off.
    pub regions: Vec<RegionId>,
    /// The positions that are off.
    pub positions: Vec<PositionId>,
}

/// An outcome in words.
#[derive(Debug)]
pub struct Meaning {
    /// What it is called (dossier 3.1). Never above the emergency line, which stands first and alone.
    pub name: String,
    /// What it means and what happens now.
    pub text: String,
}

/// The pages, in the order in which they are asked (PRODUCT, journey 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Page {
    /// The age band.
    Age,
    /// List U: help is needed now or today.
    RightNow,
    /// List W: a professional first.
    CheckFirst,
    /// List N: not today.
    NotToday,
    /// List G: gentle mode.
    GoGentle,
    /// List Z: areas to skip.
    Areas,
    /// List P: preferences.
    Suits,
}

impl Page {
    /// Every page, in order.
    pub const ALL: &[Page] = &[
        Page::Age,
        Page::RightNow,
        Page::CheckFirst,
        Page::NotToday,
        Page::GoGentle,
        Page::Areas,
        Page::Suits,
    ];
}

/// How old somebody says they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// Too young for Discord.
    Under13,
    /// Gentle, with a grown-up near.
    From13To17,
    /// Grown up.
    Adult,
}

/// How a list was answered. Not sure is one or more ([`Questionnaire::not_sure`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// None of these.
    None,
    /// One or more.
    OneOrMore,
}

/// How the list of what a professional has to be asked about was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Checked {
    /// None of these.
    None,
    /// One or more, and nobody has been asked.
    OneOrMore,
    /// One or more, and a professional said it is OK.
    SaidOk,
}

/// Which areas and places are to be skipped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Whether any reason fits.
    pub said: Said,
    /// Areas.
    pub regions: BTreeSet<RegionId>,
    /// Joints and other places.
    pub places: BTreeSet<PlaceId>,
}

/// Everything somebody has answered so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// The version that was answered; answers to another one count for nothing.
    pub version: u32,
    /// The age band.
    pub age: Option<Age>,
    /// List U.
    pub right_now: Option<Said>,
    /// List W.
    pub check_first: Option<Checked>,
    /// List N.
    pub not_today: Option<Said>,
    /// List G.
    pub go_gentle: Option<Said>,
    /// List Z.
    pub areas: Option<Skipped>,
    /// List P: the wishes, by the item that each covers.
    pub suits: Option<BTreeSet<String>>,
}

impl Skipped {
    /// Whether no area and no place is named.
    pub fn names_nothing(&self) -> bool {
        self.regions.is_empty() && self.places.is_empty()
    }
}

impl Answers {
    /// Whether "none" was said to a whole list. What a professional was asked about is not none.
    fn said_none(&self, page: Page) -> bool {
        match page {
            Page::RightNow => self.right_now == Some(Said::None),
            Page::CheckFirst => self.check_first == Some(Checked::None),
            Page::NotToday => self.not_today == Some(Said::None),
            Page::GoGentle => self.go_gentle == Some(Said::None),
            Page::Age | Page::Areas | Page::Suits => false,
        }
    }

    /// Whether this page was answered.
    pub fn has(&self, page: Page) -> bool {
        match page {
            Page::Age => self.age.is_some(),
            Page::RightNow => self.right_now.is_some(),
            Page::CheckFirst => self.check_first.is_some(),
            Page::NotToday => self.not_today.is_some(),
            Page::GoGentle => self.go_gentle.is_some(),
            Page::Areas => self.areas.is_some(),
            Page::Suits => self.suits.is_some(),
        }
    }
}

/// What a screening comes to, the stricter the greater (dossier 3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Nothing stops them today.
    Clear,
    /// With some changes.
    Limits,
    /// A short-lived reason.
    NotToday,
    /// A professional first.
    Hold,
    /// Advice today. No list leads here: list U prints this text below the emergency's, and is stored as
    /// that (dossier 3.6); the stop signs of a session do (3.8).
    SameDay,
    /// Help now.
    Emergency,
    /// Under 13: nothing is kept.
    Exit,
}

impl Outcome {
    /// Every outcome, as the content names it.
    pub const ALL: &[(&str, Outcome)] = &[
        ("clear", Outcome::Clear),
        ("limits", Outcome::Limits),
        ("not_today", Outcome::NotToday),
        ("hold", Outcome::Hold),
        ("same_day", Outcome::SameDay),
        ("emergency", Outcome::Emergency),
        ("exit", Outcome::Exit),
    ];

    /// Whether anything may be rolled.
    pub fn permits_rolling(self) -> bool {
        matches!(self, Outcome::Clear | Outcome::Limits)
    }
}

/// Where somebody is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// This page comes next.
    Asks(Page),
    /// Nothing may be rolled, so nothing is said of limits.
    Stops(Outcome),
    /// They may roll, within these limits.
    Rolls(Limits),
}

impl Verdict {
    /// What it came to, once it did.
    pub fn outcome(&self) -> Option<Outcome> {
        match self {
            Verdict::Asks(_) => None,
            Verdict::Stops(outcome) => Some(*outcome),
            Verdict::Rolls(limits) if limits.count() => Some(Outcome::Limits),
            Verdict::Rolls(_) => Some(Outcome::Clear),
        }
    }
}

/// What one page comes to.
enum Judged {
    Unanswered,
    Stops(Outcome),
    Leaves(Limits),
}

impl Questionnaire {
    /// What somebody reads on a page: everything on the list but what they have said "none" to.
    pub fn statements<'a>(
        &'a self,
        page: Page,
        answers: &'a Answers,
    ) -> impl Iterator<Item = &'a Statement> {
        let list = self.lists.get(&page);
        let items = list.into_iter().flat_map(|it| &it.items);
        items.filter(|it| !it.asked_in.is_some_and(|page| answers.said_none(page)))
    }

    /// What the answers come to: the strictest stop of all that was answered, else the first page that
    /// was not, else everything that is off together (dossier 3.1).
    pub fn verdict(&self, regions: &BTreeMap<RegionId, Region>, answers: &Answers) -> Verdict {
        if answers.version != self.version {
            return Verdict::Asks(Page::Age);
        }
        let (mut strictest, mut unanswered) = (None, None);
        let mut limits = Limits::default();
        for page in Page::ALL {
            match self.judge(*page, regions, answers) {
                Judged::Unanswered => _ = unanswered.get_or_insert(*page),
                Judged::Stops(outcome) => strictest = strictest.max(Some(outcome)),
                Judged::Leaves(more) => limits = limits.and(&more),
            }
        }
        match (strictest, unanswered) {
            (Some(outcome), _) => Verdict::Stops(outcome),
            (None, Some(page)) => Verdict::Asks(page),
            (None, None) => Verdict::Rolls(limits),
        }
    }

    fn judge(&self, page: Page, regions: &BTreeMap<RegionId, Region>, answers: &Answers) -> Judged {
        let list = |said, one_or_more| match said {
            None => Judged::Unanswered,
            Some(Said::None) => Judged::Leaves(Limits::default()),
            Some(Said::OneOrMore) => one_or_more,
        };
        match page {
            Page::Age => match answers.age {
                None => Judged::Unanswered,
                Some(Age::Under13) => Judged::Stops(Outcome::Exit),
                // Their age is on the list of what is gone gentle for.
                Some(Age::From13To17) => Judged::Leaves(Limits {
                    grown_up: true,
                    ..self.go_gentle.clone()
                }),
                Some(Age::Adult) => Judged::Leaves(Limits::default()),
            },
            Page::RightNow => list(answers.right_now, Judged::Stops(Outcome::Emergency)),
            Page::CheckFirst => match answers.check_first {
                None => Judged::Unanswered,
                Some(Checked::None) => Judged::Leaves(Limits::default()),
                Some(Checked::OneOrMore) => Judged::Stops(Outcome::Hold),
                Some(Checked::SaidOk) => Judged::Leaves(self.after_ok.clone()),
            },
            Page::NotToday => list(answers.not_today, Judged::Stops(Outcome::NotToday)),
            Page::GoGentle => list(answers.go_gentle, Judged::Leaves(self.go_gentle.clone())),
            Page::Areas => match &answers.areas {
                None => Judged::Unanswered,
                Some(skipped) => match self.skipped(regions, skipped) {
                    None => Judged::Stops(Outcome::Hold),
                    Some(limits) => Judged::Leaves(limits),
                },
            },
            Page::Suits => self.wished(answers.suits.as_ref()),
        }
    }

    /// What the wishes take out. One that nobody knows may have taken something out: it is asked again.
    fn wished(&self, wishes: Option<&BTreeSet<String>>) -> Judged {
        let limits = |item: &String| {
            let mut known = self.wishes.iter();
            known
                .find(|it| it.statement.covers == *item)
                .map(|it| &it.limits)
        };
        let all = wishes.and_then(|it| it.iter().map(limits).collect::<Option<Vec<_>>>());
        all.map_or(Judged::Unanswered, |all| {
            Judged::Leaves(all.into_iter().fold(Limits::default(), Limits::and))
        })
    }

    /// What is off for the areas that were picked; nothing where a reason fits and no area was named,
    /// or one that nobody knows: an unnamed problem cannot be worked around (dossier 3.2 rule 2).
    ///
    /// Neighbours always go along: no answer says whether it is an injury, where they have to (3.2 rule 5).
    fn skipped(&self, regions: &BTreeMap<RegionId, Region>, skipped: &Skipped) -> Option<Limits> {
        if skipped.said == Said::OneOrMore && skipped.names_nothing() {
            return None;
        }
        let mut limits = Limits::default();
        for id in &skipped.regions {
            limits.regions.insert(id.clone());
            limits
                .regions
                .extend(regions.get(id)?.neighbours.iter().cloned());
        }
        for id in &skipped.places {
            let place = self.places.get(id)?;
            if place.regions.is_empty() && place.positions.is_empty() {
                return None;
            }
            limits.regions.extend(place.regions.iter().cloned());
            limits.positions.extend(place.positions.iter().cloned());
        }
        Some(limits)
    }
}
