//! Every private card there can be, each at its longest, to be measured and read.
//!
//! Must never leave one out: a card that nobody measured is one that Discord may refuse.

use chrono::DateTime;

use super::{PrivateCard, Signet, told};
use crate::domain::{
    Before, Begun, Checked, Clearance, Language, Library, Limits, Member, Outcome, Page, Picked,
    Pressed, RoleId, RoomId, RoutineId, Said, Server, Stale, Timestamp, Told, Unfinished, UserId,
    Zone,
};

/// A moment with as many digits as they have until the year 2286, in seconds since 1970.
const NOW_LONGEST: i64 = 9_999_999_999;
/// The longest number that somebody on Discord can have.
const USER_LONGEST: u64 = u64::MAX;

/// Every private card, with its name.
pub(in crate::present) fn cards(library: &Library) -> Vec<(String, PrivateCard)> {
    let signet = Signet::new([0; 32]);
    let user = UserId::new(USER_LONGEST);
    let all = all(library).into_iter();
    let told = all.map(|(name, it)| (name, told(library, &signet, user, &it)));
    told.chain(super::hydration::every::reminders(library))
        .collect()
}

fn all(library: &Library) -> Vec<(String, Told)> {
    let mut all = pages(library);
    all.extend(outcomes(library));
    all.extend(statuses(library));
    all.extend(versions(library));
    all.extend(servers());
    all.extend(super::schedule::every::schedules(library));
    all.extend(super::hydration::every::hydration());
    all.extend(super::own::every::own(library));
    let plain = [
        ("the consent", Told::Consent { adults_only: false }),
        ("not now", Told::NotNow),
        ("cancelled", Told::Cancelled),
        ("an old page", Told::Fresh(Stale::Old)),
        (
            "a page of another version",
            Told::Fresh(Stale::OtherVersion),
        ),
        ("a page of somebody else", Told::Fresh(Stale::NotTheirs)),
        ("a day after a stop", Told::IfSeen),
        ("a stop that stays", Told::StopStays),
        ("forgotten", Told::Forgotten { was_known: true }),
        ("nothing to forget", Told::Forgotten { was_known: false }),
        ("no version before the check", Told::NeedsCheck),
    ];
    all.extend(plain.map(|(name, told)| (name.to_owned(), told)));
    all.iter().for_each(|(_, told)| known(told));
    all
}

pub(super) fn now() -> Timestamp {
    DateTime::from_timestamp(NOW_LONGEST, 0).unwrap_or_default()
}

/// One that is at this page, all before it being answered with "none".
fn at(library: &Library, begun: Begun, page: Page) -> Unfinished {
    let mut unfinished = Unfinished::begin(begun, &library.screening, now(), true, true);
    while let Some(asked) = unfinished.page().filter(|it| *it != page) {
        let pressed = match asked {
            Page::Age => Pressed::Aged(crate::domain::Age::Adult),
            Page::Suits => Pressed::Next,
            _ => Pressed::NoneOfThese,
        };
        unfinished = unfinished
            .press(pressed)
            .expect("each page takes its own press");
    }
    unfinished
}

/// Everything that can be picked.
fn everything(library: &Library) -> Picked {
    let wishes = library.screening.wishes.iter();
    Picked {
        one_or_more: true,
        regions: library.regions.keys().cloned().collect(),
        places: library.screening.places.keys().cloned().collect(),
        wishes: wishes.map(|it| it.statement.covers.clone()).collect(),
    }
}

fn pages(library: &Library) -> Vec<(String, Told)> {
    let page = |name: &str, unfinished| (name.to_owned(), Told::Page(Box::new(unfinished)));
    let names = [
        "age",
        "right now",
        "check first",
        "not today",
        "go gentle",
        "areas",
        "suits",
    ];
    let whole = names.iter().zip(Page::ALL);
    let mut all: Vec<(String, Told)> = whole
        .map(|(name, it)| page(&format!("the page {name}"), at(library, Begun::Whole, *it)))
        .collect();
    all.push(page(
        "the lists anew",
        at(library, Begun::Lists, Page::RightNow),
    ));
    all.push(page(
        "after a professional said OK",
        at(library, Begun::AfterOk, Page::NotToday),
    ));
    let mut opened = at(library, Begun::Whole, Page::Areas);
    // What was said "none" to is not asked again: here nothing was.
    opened.answers.check_first = Some(Checked::SaidOk);
    opened.answers.go_gentle = Some(Said::OneOrMore);
    opened.picked.one_or_more = true;
    all.push(page("areas with nothing picked", opened.clone()));
    opened.picked = everything(library);
    all.push(page("areas with everything picked", opened));
    let mut wishing = at(library, Begun::Whole, Page::Suits);
    wishing.picked.wishes = everything(library).wishes;
    all.push(page("suits with everything picked", wishing));
    all
}

/// As much off as can be.
pub(super) fn most(library: &Library) -> Limits {
    Limits {
        regions: library.regions.keys().cloned().collect(),
        positions: library.positions.keys().cloned().collect(),
        tools: library.tools.iter().map(|it| it.id.clone()).collect(),
        gentle: true,
        no_water: true,
        rise_slow: true,
        breath_note: true,
        grown_up: true,
    }
}

pub(super) fn clearance(library: &Library, outcome: Outcome, limits: Limits) -> Clearance {
    let version = library.screening.version;
    Clearance::new(outcome, limits, true, version, now())
}

fn outcomes(library: &Library) -> Vec<(String, Told)> {
    let none = Limits::default;
    let mut held = at(library, Begun::Whole, Page::CheckFirst);
    held.answers.check_first = Some(Checked::OneOrMore);
    let mut ill = at(library, Begun::Whole, Page::NotToday);
    ill.answers.not_today = Some(Said::OneOrMore);
    let screening = &library.screening;
    let rolls = |limits: &Limits| Told::Rolls(clearance(library, Outcome::Limits, limits.clone()));
    let grown_up = Limits {
        grown_up: true,
        ..screening.go_gentle.clone()
    };
    let all = [
        ("an emergency", Told::Stop(Outcome::Emergency)),
        ("under 13", Told::Stop(Outcome::Exit)),
        (
            "a hold",
            Told::Waits(clearance(library, Outcome::Hold, none()), Box::new(held)),
        ),
        (
            "not today",
            Told::Waits(clearance(library, Outcome::NotToday, none()), Box::new(ill)),
        ),
        (
            "clear",
            Told::Rolls(clearance(library, Outcome::Clear, none())),
        ),
        (
            "limits after a professional said OK",
            rolls(&screening.after_ok),
        ),
        ("limits of somebody young", rolls(&grown_up)),
        ("as many limits as can be", rolls(&most(library))),
    ];
    all.map(|(name, told)| (name.to_owned(), told)).into()
}

fn statuses(library: &Library) -> Vec<(String, Told)> {
    // Both agreed to and grown up, or neither.
    let status = |outcome, limits, dm_consent, hours| {
        let mut clearance = clearance(library, outcome, limits);
        clearance.adult = dm_consent;
        Told::Status {
            now: clearance.screened_at + chrono::TimeDelta::hours(hours),
            member: Some(Member {
                dm_consent,
                clearance: Some(clearance),
                ..Member::default()
            }),
        }
    };
    let none = Limits::default;
    let unknown = Told::Status {
        member: None,
        now: now(),
    };
    let all = [
        ("the status of nobody", unknown),
        (
            "the status of a clear one",
            status(Outcome::Clear, none(), true, 1),
        ),
        (
            "the status with limits",
            status(Outcome::Limits, most(library), false, 1),
        ),
        (
            "the status of a hold",
            status(Outcome::Hold, none(), true, 1),
        ),
        (
            "the status of not today",
            status(Outcome::NotToday, none(), true, 1),
        ),
        (
            "the status of an emergency",
            status(Outcome::Emergency, none(), true, 1),
        ),
        (
            "the status a day after",
            status(Outcome::Emergency, none(), true, 24),
        ),
    ];
    all.map(|(name, told)| (name.to_owned(), told)).into()
}

fn versions(library: &Library) -> Vec<(String, Told)> {
    let screening = &library.screening;
    let limits = [
        ("without limits", Limits::default()),
        ("going gentle", screening.go_gentle.clone()),
        ("after a professional said OK", screening.after_ok.clone()),
        ("with as many limits as can be", most(library)),
    ];
    let of_routine = |routine: &RoutineId| {
        let routine = routine.clone();
        limits.clone().map(|(name, limits)| {
            let routine = routine.clone();
            (
                format!("`{routine}` {name}"),
                Told::Version { routine, limits },
            )
        })
    };
    let mut all: Vec<(String, Told)> = library.routines.keys().flat_map(of_routine).collect();
    for routine in library.routines.keys().take(1) {
        let (routine, limits) = (routine.clone(), most(library));
        all.push((
            "the question for news".to_owned(),
            Told::News(Before::Version(routine.clone())),
        ));
        all.push((
            "the question whether it is over".to_owned(),
            Told::Healing {
                before: Before::Version(routine),
                limits,
            },
        ));
    }
    for (name, outcome) in [("a hold", Outcome::Hold), ("not today", Outcome::NotToday)] {
        let stop = clearance(library, outcome, Limits::default());
        all.push((format!("no version for {name}"), Told::NoVersion(stop)));
    }
    let gone = Told::Version {
        routine: RoutineId::new("gone"),
        limits: Limits::default(),
    };
    all.push(("a routine that is gone".to_owned(), gone));
    all
}

fn servers() -> Vec<(String, Told)> {
    let open = Server::default();
    let grown_up = Server {
        adults_only: true,
        host_role: Some(RoleId::new(u64::MAX)),
        read_aloud: true,
        tidy: true,
        zone: Zone::named("America/Argentina/ComodRivadavia"),
        room: Some(RoomId::new(u64::MAX)),
        lobby_minutes: Some(60),
        language: Some(Language::Spanish),
    };
    let settings = |is, was| Told::Settings { is, was };
    let all = [
        (
            "the consent where groups are for adults only",
            Told::Consent { adults_only: true },
        ),
        ("adults only", Told::AdultsOnly),
        ("the settings", settings(open, None)),
        (
            "the settings that were changed",
            settings(grown_up, Some(open)),
        ),
        (
            "the settings that were set already",
            settings(grown_up, Some(grown_up)),
        ),
        ("the settings for others", Told::NoManager),
        ("the settings outside a server", Told::NoServer),
    ];
    all.map(|(name, told)| (name.to_owned(), told)).into()
}

/// Does nothing, and stops compiling when something to tell is added: then add it to [`all`] too. What is
/// told of sessions and of schedules is beside them.
fn known(told: &Told) {
    match told {
        Told::Consent { .. }
        | Told::Page(_)
        | Told::Stop(_)
        | Told::Waits(..)
        | Told::Rolls(_)
        | Told::NotNow
        | Told::Cancelled
        | Told::Fresh(_)
        | Told::IfSeen
        | Told::StopStays
        | Told::Status { .. }
        | Told::Forgotten { .. }
        | Told::News(_)
        | Told::Healing { .. }
        | Told::Version { .. }
        | Told::NoVersion(_)
        | Told::NeedsCheck
        | Told::AdultsOnly
        | Told::Settings { .. }
        | Told::NoManager
        | Told::NoServer
        | Told::Session(_)
        | Told::Series(_)
        | Told::Hydration(_)
        | Told::Own(_)
        | Told::Zone { .. }
        | Told::WhichZone { .. } => {}
    }
}
