//! Who rolls: nobody without a clearance that counts, however they came to their seat.

use chrono::TimeDelta;
use unknot::domain::{
    Asker, Before, Clearance, Doing, Intent, Limits, Member, OFF_FOR_TODAY, Outcome, RegionId,
    STOP_LASTS, SeatPlace, SessionTold, Stance, Told, Wants, What, Word, decide,
};

use super::group::{Group, card, library, member, mia, noah, screened};
use super::{at, lobby, rolling};

const MS: TimeDelta = TimeDelta::milliseconds(1);

/// She said "something new", and nothing more.
fn void() -> Member {
    let before = member(screened(Outcome::Clear, at("18:55")));
    let asker = Asker {
        user: mia(),
        member: Some(&before),
        venue: None,
        now: at("18:59"),
    };
    let decision = decide(library(), asker, Intent::SomethingNew);
    match decision.changes.as_slice() {
        [unknot::domain::Change::Keep { member, .. }] => member.clone(),
        other => panic!("{other:?}"),
    }
}

/// Screened at 18:55, and changed.
fn with(outcome: Outcome, change: impl FnOnce(&mut Clearance)) -> Option<Member> {
    let mut clearance = screened(outcome, at("18:55"));
    change(&mut clearance);
    Some(member(clearance))
}

/// What may be known of somebody at 19:00, and what they do then who came to roll.
fn everybody() -> Vec<(&'static str, Option<Member>, Stance)> {
    let (now, hour) = (at("19:00"), TimeDelta::hours(1));
    let as_it_is = |_: &mut Clearance| {};
    vec![
        ("unknown", None, Stance::Breathes),
        ("swept", Some(Member::default()), Stance::Breathes),
        ("void", Some(void()), Stance::Breathes),
        ("clear", with(Outcome::Clear, as_it_is), Stance::Rolls),
        ("limits", with(Outcome::Limits, as_it_is), Stance::Rolls),
        ("held", with(Outcome::Hold, as_it_is), Stance::Breathes),
        (
            "not today",
            with(Outcome::NotToday, as_it_is),
            Stance::Watches,
        ),
        (
            "sent home today",
            with(Outcome::SameDay, as_it_is),
            Stance::Watches,
        ),
        (
            "an emergency",
            with(Outcome::Emergency, as_it_is),
            Stance::Watches,
        ),
        (
            "an emergency a day ago",
            with(Outcome::Emergency, |it| it.screened_at = now - STOP_LASTS),
            Stance::Watches,
        ),
        (
            "counts a moment longer",
            with(Outcome::Clear, |it| it.until = now + MS),
            Stance::Rolls,
        ),
        (
            "has just ended",
            with(Outcome::Clear, |it| it.until = now),
            Stance::Breathes,
        ),
        (
            "from a clock an hour ahead",
            with(Outcome::Clear, |it| it.heard_at = now + hour),
            Stance::Rolls,
        ),
        (
            "from a clock further ahead",
            with(Outcome::Clear, |it| it.heard_at = now + hour + MS),
            Stance::Breathes,
        ),
    ]
}

#[test]
fn whoever_moves_up_is_told_to_roll_only_with_a_clearance_that_counts() {
    for (name, member, expected) in everybody() {
        for phase in [lobby(), rolling(1)] {
            let mut group = Group::new(phase, "19:00")
                .crowded()
                .seats(noah(), Stance::Rolls, SeatPlace::Sits)
                .seats(mia(), Stance::Rolls, SeatPlace::Waits);
            group.members.extend(member.clone().map(|it| (mia(), it)));
            group.wants(noah(), Wants::Leave);
            assert_eq!(
                group.stance(mia()),
                Some((Stance::Rolls, SeatPlace::MovedUp))
            );
            assert!(group.sent.contains(&What::MovedUp), "{name}");
            let theirs = group.theirs(mia());
            assert_eq!(theirs.stance, expected, "{name}");
            // And that is what is read: no version, but what one does who rests or watches.
            let card = card(&Told::Session(SessionTold::Seated(Box::new(theirs))));
            let text = card.text.as_str();
            let (rests, watches) = (Word::SeatBreathes, Word::SeatWatches);
            let says = [rests, watches].map(|it| text == library().words.get(it));
            let rolls = expected == Stance::Rolls;
            let expected = [expected == Stance::Breathes, expected == Stance::Watches];
            assert_eq!(says, expected, "{name}: {text}");
            assert_eq!(rolls, says == [false, false], "{name}: {text}");
        }
    }
}

#[test]
fn whoever_moves_up_and_did_not_come_to_roll_is_not_told_to() {
    for (stance, expected) in [
        (Stance::Rolls, Stance::Rolls),
        (Stance::Asked, Stance::Breathes),
        (Stance::Breathes, Stance::Breathes),
        (Stance::Watches, Stance::Watches),
    ] {
        let group = Group::new(lobby(), "18:59")
            .knows(mia(), Outcome::Clear)
            .seats(mia(), stance, SeatPlace::MovedUp);
        assert_eq!(group.theirs(mia()).stance, expected, "came as {stance:?}");
    }
}

#[test]
fn whoever_rolls_does_so_within_what_is_off_for_good_and_for_today() {
    let (calf, foot) = (RegionId::new("calf"), RegionId::new("foot"));
    let mut group = Group::new(rolling(1), "19:00").seats(mia(), Stance::Rolls, SeatPlace::Sits);
    let mut clearance = screened(Outcome::Limits, at("18:55"));
    clearance.limits.regions.insert(calf.clone());
    let mut resting = member(clearance);
    resting.resting.insert(foot.clone(), at("19:05"));
    group.members.insert(mia(), resting);
    let off = |group: &Group| match group.doing(mia()) {
        Doing::Rolls(limits) => limits.regions.into_iter().collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    group.now = at("19:05") - MS;
    assert_eq!(off(&group), [calf.clone(), foot]);
    group.now = at("19:05");
    assert_eq!(off(&group), [calf]);
    assert!(OFF_FOR_TODAY > TimeDelta::minutes(5));
}

fn is_seated(told: &Told, stance: Stance) -> bool {
    match told {
        Told::Session(SessionTold::Seated(theirs)) => theirs.stance == stance,
        _ => false,
    }
}

#[test]
fn a_watcher_who_wants_to_roll_rests_until_their_check_is_done() {
    let mut group = Group::new(rolling(1), "19:00:30");
    let told = group.wants(mia(), Wants::Watch);
    assert!(is_seated(&told, Stance::Watches), "{told:?}");
    assert_eq!(group.doing(mia()), Doing::Nothing);
    let told = group.wants(mia(), Wants::Join);
    assert!(matches!(told, Told::Consent { .. }), "{told:?}");
    assert_eq!(group.stance(mia()), Some((Stance::Asked, SeatPlace::Sits)));
    assert_eq!(group.doing(mia()), Doing::Breathes);
    // Whoever cancels keeps nothing, so they rest on.
    let asker = |asker: Asker<'_>, _| decide(library(), asker, Intent::NotNow);
    let decision = group.asks(mia(), asker);
    assert_eq!((decision.told, decision.changes), (Told::NotNow, vec![]));
    assert_eq!(group.doing(mia()), Doing::Breathes);
    let clear = screened(Outcome::Clear, group.now);
    let told = group.checked(mia(), clear).unwrap();
    assert!(is_seated(&told, Stance::Rolls), "{told:?}");
    assert_eq!(group.doing(mia()), Doing::Rolls(Limits::default()));
    assert_eq!(group.stance(mia()), Some((Stance::Rolls, SeatPlace::Sits)));
}

#[test]
fn a_check_that_ends_in_a_hold_lets_them_rest_and_a_watcher_goes_on_watching() {
    let asked = || Group::new(rolling(1), "19:00:30").seats(mia(), Stance::Asked, SeatPlace::Sits);
    let mut group = asked();
    let told = group.checked(mia(), screened(Outcome::Hold, group.now));
    assert!(is_seated(&told.unwrap(), Stance::Breathes));
    assert_eq!(group.doing(mia()), Doing::Breathes);
    let mut group = asked();
    group.wants(mia(), Wants::Watch);
    assert_eq!(
        group.checked(mia(), screened(Outcome::Clear, group.now)),
        None
    );
    assert_eq!(group.doing(mia()), Doing::Nothing);
}

#[test]
fn whoever_rolled_and_says_that_something_is_new_rests_until_it_was_asked() {
    let mut group = Group::new(rolling(1), "19:00:30").knows(mia(), Outcome::Clear);
    group.gathering.opened_at = at("18:55");
    assert!(is_seated(&group.wants(mia(), Wants::Join), Stance::Rolls));
    let told = group.wants(mia(), Wants::SomethingNew);
    assert!(matches!(told, Told::Page(_)), "{told:?}");
    assert_eq!(group.stance(mia()), Some((Stance::Asked, SeatPlace::Sits)));
    assert_eq!(group.doing(mia()), Doing::Breathes);
    // No card that was open before lets her roll: what it stands on counts no more.
    for wants in [Wants::NothingNew, Wants::NotHealed, Wants::Join] {
        let told = group.wants(mia(), wants);
        assert!(matches!(told, Told::Page(_)), "{wants:?}: {told:?}");
        assert_eq!(group.doing(mia()), Doing::Breathes, "{wants:?}");
    }
    group.now = at("19:01");
    let told = group.checked(mia(), screened(Outcome::Clear, group.now));
    assert!(is_seated(&told.unwrap(), Stance::Rolls));
    assert_eq!(group.doing(mia()), Doing::Rolls(Limits::default()));
}

#[test]
fn in_a_server_for_adults_a_check_that_says_otherwise_ends_at_the_door_or_in_watching() {
    for (place, adults_only, adult) in [
        (SeatPlace::Checking, true, false),
        (SeatPlace::Checking, true, true),
        (SeatPlace::Checking, false, false),
        (SeatPlace::Sits, true, false),
        (SeatPlace::Sits, true, true),
        (SeatPlace::Sits, false, false),
    ] {
        let case = format!("{place:?}, adults only {adults_only}, adult {adult}");
        let mut group = Group::new(lobby(), "18:59").seats(mia(), Stance::Asked, place);
        group.settings.adults_only = adults_only;
        let before = group.gathering.seats.with_us();
        let mut clearance = screened(Outcome::Clear, group.now);
        clearance.adult = adult;
        let told = group.checked(mia(), clearance).expect(&case);
        match (adults_only && !adult, place) {
            (false, _) => {
                assert!(is_seated(&told, Stance::Rolls), "{case}: {told:?}");
                assert_eq!(group.gathering.seats.with_us(), [mia()], "{case}");
            }
            (true, SeatPlace::Checking) => {
                assert_eq!(
                    (told, group.stance(mia())),
                    (Told::AdultsOnly, None),
                    "{case}"
                );
            }
            (true, _) => {
                assert_eq!(told, Told::AdultsOnly, "{case}");
                assert_eq!(group.doing(mia()), Doing::Nothing, "{case}");
                // Nobody sees a difference: who is with the group is the same, and no card is shown anew.
                assert_eq!(group.gathering.seats.with_us(), before, "{case}");
                assert_eq!(group.sent, [], "{case}");
            }
        }
    }
}

#[test]
fn before_every_session_one_card_is_asked_unless_it_was_heard_since_it_was_opened() {
    let news = |group: &Group| Told::News(Before::Session(group.gathering.session.id));
    let heard = |time| {
        let mut group = Group::new(lobby(), "18:59");
        group
            .members
            .insert(mia(), member(screened(Outcome::Clear, time)));
        group
    };
    let mut group = heard(at("18:50") - MS);
    let told = group.wants(mia(), Wants::Join);
    assert_eq!((told, group.stance(mia())), (news(&group), None));
    assert!(is_seated(
        &group.wants(mia(), Wants::NothingNew),
        Stance::Rolls
    ));
    assert_eq!(group.stance(mia()), Some((Stance::Rolls, SeatPlace::Sits)));
    // What she said at 18:59 counts for what was opened by then, and not for the next one.
    group.now = at("19:20");
    for (opened_at, is_asked) in [
        (at("18:59"), false),
        (at("18:59") + MS, true),
        (at("19:10"), true),
    ] {
        let mut next = heard(at("18:59"));
        next.members.clone_from(&group.members);
        (next.now, next.gathering.opened_at) = (group.now, opened_at);
        let told = next.wants(mia(), Wants::Join);
        match is_asked {
            true => assert_eq!(told, news(&next), "opened at {opened_at}"),
            false => assert!(is_seated(&told, Stance::Rolls), "opened at {opened_at}"),
        }
    }
    for time in [at("18:50"), at("18:55")] {
        let told = heard(time).wants(mia(), Wants::Join);
        assert!(is_seated(&told, Stance::Rolls), "heard at {time}: {told:?}");
    }
}

#[test]
fn whoever_leaves_frees_a_seat_until_the_session_is_over() {
    use unknot::domain::Change;
    for (phase, is_over) in [(lobby(), false), (rolling(1), false), (super::over(), true)] {
        let group = Group::new(phase, "19:05")
            .crowded()
            .seats(noah(), Stance::Rolls, SeatPlace::Sits)
            .seats(mia(), Stance::Rolls, SeatPlace::Waits);
        let changes = group.decides(noah(), Wants::Leave).changes;
        let left = |it: &Change| matches!(it, Change::Unseat { user, .. } if *user == noah());
        assert!(left(&changes[0]), "{changes:?}");
        let moved_up = |it: &Change| match it {
            Change::Seat { seat, .. } => seat.user == mia() && seat.place == SeatPlace::MovedUp,
            _ => false,
        };
        let is_told = |it: &Change| matches!(it, Change::Send(it) if it.what == What::MovedUp);
        let found = [changes.iter().any(moved_up), changes.iter().any(is_told)];
        assert_eq!(found, [!is_over; 2], "{phase:?}");
        assert_eq!(changes.len() == 1, is_over, "{changes:?}");
    }
}
