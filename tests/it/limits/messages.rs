//! What a room gets and what one person is told of a session: on both sides of each limit, and within them
//! all in every language.

use unknot::domain::{Library, UserId, Word};
use unknot::present::limits::{faults, of_card, of_message, private_cards, session_cards};
use unknot::present::{Card, RoomMessage, Row};

use super::{a, button, names, with_fields};

/// So much is said, and nothing is shown.
fn message(content: usize) -> RoomMessage {
    RoomMessage {
        content: a(content),
        ..RoomMessage::default()
    }
}

#[test]
fn what_is_said_in_a_room_holds_its_limit_on_both_sides() {
    let found = |it: &RoomMessage| names(&of_message("a message", it));
    assert_eq!(found(&message(0)), ["content"], "nothing at all");
    assert_eq!(found(&message(1)), [""; 0]);
    assert_eq!(found(&message(2000)), [""; 0]);
    assert_eq!(found(&message(2001)), ["content"]);
    let mentions = |count| RoomMessage {
        mentions: vec![UserId::new(1); count],
        ..message(1)
    };
    assert_eq!(found(&mentions(100)), [""; 0]);
    assert_eq!(found(&mentions(101)), ["mentions"]);
}

#[test]
fn a_card_and_buttons_in_a_room_are_measured_like_any_other() {
    let found = |it: &RoomMessage| names(&of_message("a message", it));
    let with = |card: Card| RoomMessage {
        card: Some(card),
        ..message(0)
    };
    assert_eq!(
        found(&with(Card::text("text"))),
        [""; 0],
        "a card is enough"
    );
    assert_eq!(found(&with(with_fields(1, 1, 1024))), [""; 0]);
    assert_eq!(found(&with(with_fields(1, 1, 1025))), ["field-text"]);
    let buttons = |count| RoomMessage {
        rows: vec![Row::Buttons(vec![button(1, 1); count])],
        ..message(1)
    };
    assert_eq!(found(&buttons(5)), [""; 0]);
    assert_eq!(found(&buttons(6)), ["buttons"]);
    let rows = |count| RoomMessage {
        rows: vec![Row::Buttons(vec![button(1, 1)]); count],
        ..message(1)
    };
    assert_eq!(found(&rows(5)), [""; 0]);
    assert_eq!(found(&rows(6)), ["rows"]);
}

#[test]
fn every_message_and_every_card_fits_in_every_language() {
    for (language, library) in crate::libraries() {
        let found = faults(&library);
        assert_eq!(found, [], "in {language:?}");
    }
}

#[test]
fn a_word_that_makes_a_message_too_long_is_found_before_anybody_reads_it() {
    // A word of a room, and of one person, each much too long.
    for key in [
        unknot::domain::Word::SessionCueMissed,
        unknot::domain::Word::SessionHeldOutage,
        unknot::domain::Word::SessionResumed,
        unknot::domain::Word::RecapThere,
        unknot::domain::Word::SessionWaiting,
        unknot::domain::Word::SeatReachNot,
        unknot::domain::Word::SignsCallText,
        unknot::domain::Word::LogLineWho,
        unknot::domain::Word::WhisperBreathe,
        unknot::domain::Word::HostNewsStopped,
    ] {
        let english = crate::library();
        let words = unknot::domain::Word::ALL.iter().map(|word| {
            let text = english.words.get(*word).to_owned();
            if *word == key { a(4100) } else { text }
        });
        let words = unknot::domain::Words::new(words.collect());
        let library = Library { words, ..english };
        assert!(!faults(&library).is_empty(), "{}", key.key());
    }
}

#[test]
fn a_list_of_more_sessions_than_a_card_holds_is_cut_and_says_so() {
    for library in crate::libraries().values() {
        let cards = session_cards(library).into_iter();
        let mut lists = cards.filter(|(name, _)| name.starts_with("the list of 100"));
        assert!(
            lists.all(|(name, card)| {
                let card = card.for_its_owner();
                of_card(&name, card).is_empty() && card.text.ends_with('…')
            }),
            "whole lines, and a sign that there are more"
        );
    }
}

#[test]
fn a_list_of_as_many_series_as_a_server_may_have_is_whole() {
    for (language, library) in crate::libraries() {
        let (told, listed) = (private_cards(&library), session_cards(&library));
        let is_meant = |name: &str| {
            let of_few = ["the list of 0 and of 25 ", "the list of 1 and of 25 "];
            name == "25 to choose" || of_few.iter().any(|it| name.starts_with(it))
        };
        let lists = told.into_iter().chain(listed);
        let lists: Vec<_> = lists.filter(|(name, _)| is_meant(name)).collect();
        assert!(3 <= lists.len(), "in {language:?}");
        for (name, card) in lists {
            let card = card.for_its_owner();
            assert_eq!(of_card(&name, card), [], "in {language:?}");
            // One that ends in the middle says so with this.
            let text = &card.text;
            assert!(!text.ends_with('…'), "{name} in {language:?}: {text}");
            let lines = text.lines().filter(|it| it.contains(":F>"));
            assert_eq!(lines.count(), 25, "{name} in {language:?}: {text}");
            // Every reason stands once, and each series leads to its own.
            for (word, mark, count) in [
                (Word::SeriesNoEventDenied, '¹', 9),
                (Word::SeriesNoEventFull, '²', 8),
                (Word::SeriesNoEventRefused, '³', 8),
            ] {
                let why = format!("{mark} {}", library.words.get(word));
                assert_eq!(text.matches(&why).count(), 1, "{name}: {text}");
                assert_eq!(text.matches(mark).count(), count + 1, "{name}: {text}");
            }
        }
    }
}

#[test]
fn a_list_of_too_much_says_what_is_going_on_and_what_is_to_come() {
    for (language, library) in crate::libraries() {
        let cards = session_cards(&library).into_iter();
        let mut lists = cards.filter(|(name, _)| name.starts_with("the list of 100 and of 25 "));
        let (name, card) = lists.next().expect("it is measured");
        let card = card.for_its_owner();
        assert_eq!(of_card(&name, card), [], "in {language:?}");
        let coming = library.words.get(Word::SeriesComing);
        let (going_on, to_come) = card.text.split_once(coming).unwrap();
        assert!(going_on.contains('…') && to_come.ends_with('…'), "{name}");
        let lines = |text: &str| text.lines().filter(|it| it.starts_with("**")).count();
        assert!(
            10 <= lines(going_on) && 10 <= lines(to_come),
            "{name} in {language:?}"
        );
    }
}
