//! Pages that are not what they seem: old, changed, somebody else's, made up. Never a wrong clearance.

use unknot::content::{embedded, load};
use unknot::domain::{
    Intent, Language, Library, Page, Pressed, Stale, Told, UNFINISHED_LASTS, UserId,
};
use unknot::present::{Action, Press, Request, Signet};

use super::walk::{Patient, at, mia};

fn signet() -> Signet {
    Signet::new([7; 32])
}

/// A page at the list of what is urgent, and one of its buttons.
fn button(library: &Library, action: Action) -> String {
    let page = Patient::new(library).gets_to(Page::RightNow);
    signet().sign(library, mia(), &page, action)
}

/// The content with something else in it, checks aside.
fn with(from: &str, to: &str) -> Library {
    let mut files = embedded();
    crate::keep_english(&mut files);
    let sheet = files.texts.get_mut("en/screening.toml").unwrap();
    assert!(sheet.contains(from));
    *sheet = sheet.replacen(from, to, 1);
    load(&files).unwrap().remove(&Language::English).unwrap()
}

#[test]
fn somebody_else_s_page_is_not_theirs() {
    let library = crate::library();
    let token = button(&library, Action::NoneOfThese);
    let noor = UserId::new(super::walk::MIA + 1);
    let opened = signet().open(&library, noor, &token, &[]);
    assert_eq!(opened, Intent::GoOn(Stale::NotTheirs));
    let other_key = Signet::new([8; 32]);
    let opened = other_key.open(&library, mia(), &token, &[]);
    assert_eq!(
        opened,
        Intent::GoOn(Stale::NotTheirs),
        "nor after the key was changed"
    );
}

#[test]
fn a_page_with_any_character_changed_is_not_theirs() {
    let library = crate::library();
    let token = button(&library, Action::NoneOfThese);
    let text = token.split('.').next().unwrap();
    for place in 0..text.len() {
        let changed = match &text[place..=place] {
            "A" => "B",
            _ => "A",
        };
        let forged = format!("{}{changed}{}.none", &text[..place], &text[place + 1..]);
        let opened = signet().open(&library, mia(), &forged, &[]);
        assert_eq!(opened, Intent::GoOn(Stale::NotTheirs), "{place}");
    }
    for forged in [
        text.to_owned(),
        format!("{text}.ok"),
        format!("{text}.next"),
        format!("{}.none", &text[..text.len() - 2]),
        format!("{text}AA.none"),
        "none".to_owned(),
        ".".to_owned(),
        String::new(),
        "é.none".to_owned(),
    ] {
        let opened = signet().open(&library, mia(), &forged, &[]);
        assert_eq!(opened, Intent::GoOn(Stale::NotTheirs), "{forged}");
    }
}

#[test]
fn whoever_needs_help_is_heard_on_any_page() {
    let library = crate::library();
    let token = button(&library, Action::NeedHelp);
    let heard = |library: &Library, user, token: &str| signet().open(library, user, token, &[]);
    let page = Patient::new(&library).gets_to(Page::RightNow);
    let on_theirs = Intent::NeedHelp(Some(Box::new(page)));
    assert_eq!(heard(&library, mia(), &token), on_theirs);
    let changed = with("version = 1", "version = 2");
    let unread = Intent::NeedHelp(None);
    assert_eq!(
        heard(&changed, mia(), &token),
        unread,
        "on a page of another version"
    );
    assert_eq!(heard(&library, UserId::new(5), &token), unread);
    assert_eq!(heard(&library, mia(), "made-up.help"), unread);
    // However old the page is, they are told, and stopped.
    for intent in [on_theirs, unread] {
        let mut patient = Patient::new(&library);
        patient.now = at(0) + UNFINISHED_LASTS * 2;
        assert!(matches!(patient.wants(intent), Told::Stop(_)));
        assert!(patient.member.is_some());
    }
}

#[test]
fn what_was_said_on_the_way_to_an_emergency_is_kept_with_it() {
    let library = crate::library();
    let mut patient = Patient::new(&library);
    let page = patient.gets_to(Page::RightNow);
    patient.wants(Intent::NeedHelp(Some(Box::new(page.clone()))));
    let kept = patient.member.clone().unwrap();
    assert!(kept.dm_consent && kept.is_adult());
    // Who takes it back has taken it back.
    let mut younger = page;
    younger.dm_consent = false;
    younger.answers.age = Some(unknot::domain::Age::From13To17);
    patient.wants(Intent::NeedHelp(Some(Box::new(younger))));
    let kept = patient.member.clone().unwrap();
    assert!(!kept.dm_consent && !kept.is_adult());
    // Where the page cannot be read, what was known stays.
    patient.wants(Intent::NeedHelp(None));
    assert_eq!(patient.member.clone().unwrap().dm_consent, kept.dm_consent);
}

#[test]
fn a_page_of_other_questions_cannot_go_on() {
    let library = crate::library();
    let token = button(&library, Action::NoneOfThese);
    let opened = |library: &Library| signet().open(library, mia(), &token, &[]);
    assert!(matches!(opened(&library), Intent::Press(..)));
    let newer = with("version = 1", "version = 2");
    assert_eq!(opened(&newer), Intent::GoOn(Stale::OtherVersion));
    // The bits would stand for other places: seen although nobody changed the version.
    let elbow = "[[places]]\nid = \"elbow\"";
    let ear = "[[places]]\nid = \"ear\"\nname = \"ear\"\nregions = [\"neck\"]\npositions = []";
    let more = with(elbow, &format!("{ear}\n\n{elbow}"));
    assert_eq!(opened(&more), Intent::GoOn(Stale::OtherVersion));
}

#[test]
fn a_pick_that_is_not_on_offer_cannot_go_on() {
    let library = crate::library();
    let areas = Patient::new(&library).gets_to(Page::Areas);
    let suits = Patient::new(&library).gets_to(Page::Suits);
    for (page, action, picked) in [
        (&areas, Action::Regions, "third_arm"),
        (&areas, Action::Places, "calf"),
        (&suits, Action::Wishes, "5"),
        (&suits, Action::Wishes, "T3"),
    ] {
        let token = signet().sign(&library, mia(), page, action);
        let opened = signet().open(&library, mia(), &token, &[picked.to_owned()]);
        assert_eq!(opened, Intent::GoOn(Stale::OtherVersion), "{picked}");
    }
}

#[test]
fn a_page_goes_on_for_a_day_and_no_moment_longer() {
    let library = crate::library();
    let mut patient = Patient::new(&library);
    let page = patient.gets_to(Page::Suits);
    patient.now = at(0) + UNFINISHED_LASTS - chrono::TimeDelta::seconds(1);
    assert!(matches!(
        patient.presses(page.clone(), Pressed::Next),
        Told::Rolls(_)
    ));
    let mut patient = Patient::new(&library);
    patient.now = at(0) + UNFINISHED_LASTS;
    assert_eq!(
        patient.presses(page.clone(), Pressed::Next),
        Told::Fresh(Stale::Old)
    );
    patient.now = at(-1);
    assert_eq!(
        patient.presses(page, Pressed::Next),
        Told::Fresh(Stale::Old),
        "from the future"
    );
    assert_eq!(patient.member, None);
}

#[test]
fn a_press_that_the_page_does_not_have_is_no_answer() {
    let library = crate::library();
    let mut patient = Patient::new(&library);
    let urgent = patient.gets_to(Page::RightNow);
    for pressed in [Pressed::Next, Pressed::SaidOk, Pressed::Wishes([].into())] {
        let told = patient.presses(urgent.clone(), pressed.clone());
        assert_eq!(told, Told::Fresh(Stale::Old), "{pressed:?}");
    }
}

#[test]
fn private_presses_are_read_and_others_are_not() {
    let read = |custom_id: &str| Press::request(custom_id, &[]);
    assert_eq!(read("1.check-start"), Some(Request::Intent(Intent::Start)));
    let agree = Intent::Agree { dm_consent: false };
    assert_eq!(read("1.check-agree-no-dms"), Some(Request::Intent(agree)));
    for other in [
        "2.check-start",
        "1.check-started",
        "1.check-start.x",
        "1.open.calf_roll",
        "",
        "1",
    ] {
        assert_eq!(read(other), None, "{other}");
    }
}
