//! The chart of a week: the numbers given, and bars to scale.

use resvg::usvg::roxmltree::Document;
use unknot::draw::week_svg;

use super::{DRINKS, REMINDERS, boxes, days, near, number, of, texts, usual};

#[test]
fn a_week_shows_the_numbers_given_on_bars_to_scale() {
    let week = usual();
    let svg = week_svg(&week).unwrap();
    let drinks: Vec<u32> = week.days.iter().map(|it| it.drinks).collect();
    let reminders: Vec<u32> = week.days.iter().map(|it| it.reminders).collect();
    for (colour, counts) in [(DRINKS, drinks), (REMINDERS, reminders)] {
        let bars = boxes(&svg, "days", colour);
        let counts: Vec<u32> = counts.into_iter().filter(|it| 0 < *it).collect();
        assert_eq!(bars.len(), counts.len(), "no bar for 0");
        for (bar, count) in bars.iter().zip(counts) {
            assert!(
                near(bar[3], f64::from(count) * 290.0 / 8.0),
                "{bar:?} for {count}"
            );
        }
    }
    let marks = ["0", "2", "4", "6", "8"].map(str::to_owned);
    let names = week.days.iter().map(|it| it.name.clone());
    let numbers = week
        .days
        .iter()
        .flat_map(|it| [it.drinks.to_string(), it.reminders.to_string()]);
    let expected: Vec<String> = marks.into_iter().chain(names).chain(numbers).collect();
    assert_eq!(texts(&svg, "days"), expected);
    assert_eq!(texts(&svg, "legend"), ["Drinks logged", "Reminders"]);
}

#[test]
fn the_number_of_a_bar_stands_right_above_it() {
    let svg = week_svg(&days(&[(3, 8)])).unwrap();
    let document = Document::parse(&svg).unwrap();
    for (colour, says) in [(DRINKS, "3"), (REMINDERS, "8")] {
        let [x, y, width, _] = boxes(&svg, "days", colour)[0];
        let mut all = of(&document, "days")
            .into_iter()
            .filter(|it| it.text() == Some(says));
        // The axis has an 8 too.
        let above = all.next_back().unwrap();
        assert!(near(number(&above, "x"), x + width / 2.0), "{says}");
        assert!((y - 16.0..y).contains(&number(&above, "y")), "{says}");
    }
}

#[test]
fn a_week_without_anything_has_an_axis_up_to_four_and_zeros() {
    let svg = week_svg(&days(&[(0, 0); 7])).unwrap();
    assert_eq!(
        boxes(&svg, "days", DRINKS).len() + boxes(&svg, "days", REMINDERS).len(),
        0
    );
    let texts = texts(&svg, "days");
    assert_eq!(texts[..5], ["0", "1", "2", "3", "4"]);
    assert_eq!(texts[12..], ["0"; 14]);
}

#[test]
fn a_number_is_never_wider_than_its_column() {
    let svg = week_svg(&days(&[(999, 1000)])).unwrap();
    let texts = texts(&svg, "days");
    assert!(
        texts.ends_with(&["999".to_owned(), "1k+".to_owned()]),
        "{texts:?}"
    );
}
