//! Every way through the pages: each leads to an outcome, and every page on it comes back from its buttons.

use std::collections::BTreeSet;

use chrono::DateTime;
use unknot::domain::{
    Age, Asker, Begun, Change, Clearance, Intent, Library, Member, Outcome, Page, PlaceId, Pressed,
    RegionId, Timestamp, Told, Unfinished, UserId, Venue, decide,
};
use unknot::present::{Action, Signet};

pub(super) const MIA: u64 = 1_001;

pub(super) fn at(seconds: i64) -> Timestamp {
    DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
}

pub(super) fn mia() -> UserId {
    UserId::new(MIA)
}

/// Somebody, and what is kept of them.
pub(super) struct Patient<'a> {
    pub(super) library: &'a Library,
    pub(super) member: Option<Member>,
    pub(super) venue: Option<Venue>,
    pub(super) now: Timestamp,
}

impl<'a> Patient<'a> {
    pub(super) fn new(library: &'a Library) -> Self {
        Self {
            library,
            member: None,
            venue: None,
            now: at(0),
        }
    }

    /// What they are told, everything that changes being kept.
    pub(super) fn wants(&mut self, intent: Intent) -> Told {
        let (member, now) = (self.member.as_ref(), self.now);
        let asker = Asker {
            user: mia(),
            member,
            venue: self.venue,
            now,
        };
        let decision = decide(self.library, asker, intent);
        match decision.changes.into_iter().next() {
            Some(Change::Keep { member, .. }) => self.member = Some(member),
            Some(Change::Forget { .. }) => self.member = None,
            Some(Change::Settle { server, settings }) => {
                let id = self.venue.map(|it| it.id);
                assert_eq!(id, Some(server), "in no other server");
                self.venue = Some(Venue {
                    id: server,
                    settings,
                });
            }
            Some(other) => panic!("nothing of a session: {other:?}"),
            None => {}
        }
        decision.told
    }

    pub(super) fn begins(&mut self) -> Unfinished {
        page(self.wants(Intent::Agree { dm_consent: true }))
    }

    pub(super) fn presses(&mut self, unfinished: Unfinished, pressed: Pressed) -> Told {
        self.wants(Intent::Press(Box::new(unfinished), pressed))
    }

    /// Answers all pages from here on with "none".
    pub(super) fn is_well(&mut self, mut unfinished: Unfinished) -> Told {
        loop {
            let pressed = match unfinished.page() {
                Some(Page::Age) => Pressed::Aged(Age::Adult),
                Some(Page::Suits) => Pressed::Next,
                _ => Pressed::NoneOfThese,
            };
            match self.presses(unfinished, pressed) {
                Told::Page(next) => unfinished = *next,
                told => return told,
            }
        }
    }

    /// Answers with "none" up to this page.
    pub(super) fn gets_to(&mut self, page_wanted: Page) -> Unfinished {
        let mut unfinished = self.begins();
        while unfinished.page() != Some(page_wanted) {
            let pressed = match unfinished.page() {
                Some(Page::Age) => Pressed::Aged(Age::Adult),
                _ => Pressed::NoneOfThese,
            };
            unfinished = page(self.presses(unfinished, pressed));
        }
        unfinished
    }

    /// What is kept of their check.
    pub(super) fn clearance(&mut self) -> &mut Clearance {
        self.member.as_mut().unwrap().clearance.as_mut().unwrap()
    }

    pub(super) fn outcome(&self) -> Option<Outcome> {
        self.member
            .as_ref()?
            .clearance
            .as_ref()
            .map(|it| it.outcome)
    }
}

pub(super) fn page(told: Told) -> Unfinished {
    match told {
        Told::Page(unfinished) => *unfinished,
        other => panic!("a page, not {other:?}"),
    }
}

/// What the buttons and menus of a page can do, with a few picks to stand for all.
fn presses(unfinished: &Unfinished) -> Vec<(Action, Vec<&'static str>, Pressed)> {
    let plain = |action, pressed| (action, vec![], pressed);
    let back = plain(Action::Back, Pressed::Back);
    let mut all = vec![back, plain(Action::Cancel, Pressed::Cancel)];
    match unfinished.page() {
        None => {}
        Some(Page::Age) => {
            for age in [Age::Under13, Age::From13To17, Age::Adult] {
                all.push(plain(Action::Aged(age), Pressed::Aged(age)));
            }
        }
        Some(Page::Suits) => {
            let wishes = BTreeSet::from(["A2".to_owned(), "T3".to_owned()]);
            all.push((Action::Wishes, vec!["0", "1"], Pressed::Wishes(wishes)));
            all.push((Action::Wishes, vec![], Pressed::Wishes(BTreeSet::new())));
            all.push(plain(Action::Next, Pressed::Next));
        }
        Some(Page::Areas) => {
            let regions = BTreeSet::from([RegionId::new("calf"), RegionId::new("chest")]);
            let places = BTreeSet::from([PlaceId::new("wrist_or_hand")]);
            all.push((
                Action::Regions,
                vec!["chest", "calf"],
                Pressed::Regions(regions),
            ));
            all.push((Action::Regions, vec![], Pressed::Regions(BTreeSet::new())));
            all.push((
                Action::Places,
                vec!["wrist_or_hand"],
                Pressed::Places(places),
            ));
            all.push(plain(Action::NoneOfThese, Pressed::NoneOfThese));
            all.push(plain(Action::OneOrMore, Pressed::OneOrMore));
            all.push(plain(Action::Next, Pressed::Next));
        }
        Some(_) => {
            all.push(plain(Action::NoneOfThese, Pressed::NoneOfThese));
            all.push(plain(Action::OneOrMore, Pressed::OneOrMore));
            all.push(plain(Action::SaidOk, Pressed::SaidOk));
        }
    }
    all
}

/// Every page there is on any way through, however often somebody goes back.
fn every_page(library: &Library, begun: Begun) -> Vec<Unfinished> {
    let first = Unfinished::begin(begun, &library.screening, at(0), true, true);
    let mut all = vec![first];
    let mut seen = 0;
    while seen < all.len() {
        let page = all[seen].clone();
        seen += 1;
        for (_, _, pressed) in presses(&page) {
            let next = page.clone().press(pressed);
            all.extend(next.filter(|it| !all.contains(it)));
        }
    }
    all
}

#[test]
fn every_page_comes_back_from_every_button_it_can_have() {
    let library = crate::library();
    let signet = Signet::new([7; 32]);
    let (mut pages, mut buttons, mut asked) = (0, 0, BTreeSet::new());
    for begun in [Begun::Whole, Begun::AfterOk, Begun::Lists, Begun::Seen] {
        for page in every_page(&library, begun) {
            pages += 1;
            asked.extend(page.page());
            for (action, picked, pressed) in presses(&page) {
                buttons += 1;
                let token = signet.sign(&library, mia(), &page, action);
                let custom_id = format!("1.check.{token}");
                assert!(custom_id.len() <= 100, "{custom_id}");
                let picked: Vec<String> = picked.into_iter().map(str::to_owned).collect();
                let back = signet.open(&library, mia(), &token, &picked);
                assert_eq!(back, Intent::Press(Box::new(page.clone()), pressed));
            }
        }
    }
    assert_eq!(asked.len(), Page::ALL.len(), "every page is reached");
    insta::assert_snapshot!(format!("{pages} pages, {buttons} buttons"), @"7643 pages, 36607 buttons");
}

#[test]
fn every_way_leads_on_or_to_an_outcome_and_what_is_kept_is_what_the_sheet_comes_to() {
    let library = crate::library();
    let mut kept = BTreeSet::new();
    for page in every_page(&library, Begun::Whole) {
        for (_, _, pressed) in presses(&page) {
            let mut patient = Patient::new(&library);
            let told = patient.presses(page.clone(), pressed.clone());
            let next = page.clone().press(pressed.clone());
            let verdict = next.map(|it| library.screening.verdict(&library.regions, &it.answers));
            let came_to = verdict.and_then(|it| it.outcome());
            let context = || format!("{pressed:?} on {page:?}");
            match (&told, came_to) {
                (Told::Stop(Outcome::Exit), Some(Outcome::Exit)) => {
                    assert_eq!(patient.outcome(), None, "{}", context());
                }
                (Told::Stop(_) | Told::Waits(..) | Told::Rolls(_), Some(outcome)) => {
                    assert_eq!(patient.outcome(), Some(outcome), "{}", context());
                    kept.insert(outcome);
                }
                (Told::Page(_) | Told::Cancelled | Told::Fresh(_) | Told::Consent { .. }, _) => {
                    assert_eq!(patient.outcome(), None, "{}", context());
                }
                other => panic!("{other:?}: {}", context()),
            }
        }
    }
    let expected = [
        Outcome::Clear,
        Outcome::Limits,
        Outcome::NotToday,
        Outcome::Hold,
        Outcome::Emergency,
    ];
    assert_eq!(kept, BTreeSet::from(expected));
}

#[test]
fn back_leads_all_the_way_to_the_start_and_nothing_is_answered_any_more() {
    let library = crate::library();
    for page in every_page(&library, Begun::Whole) {
        let mut back = page;
        while let Some(before) = back.clone().press(Pressed::Back) {
            assert_ne!(before, back, "it gets somewhere");
            back = before;
        }
        let first = Unfinished::begin(Begun::Whole, &library.screening, at(0), true, true);
        assert_eq!(back, first);
    }
}
