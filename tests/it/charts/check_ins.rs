//! The chart of check-ins: each of them once, at its place, and bars to scale.

use resvg::usvg::roxmltree::Document;
use unknot::draw::{Group, Mark, MarkFeel, progress, progress_svg};

use super::{
    LOOKS, boxes, group, joins, many, mark, middles, near, number, of, shown, signs, ten, texts,
};

#[test]
fn every_check_in_is_drawn_once_with_its_shape_in_its_colour() {
    for count in [1, 2, 12, 40, 60, 500] {
        let marks = many(count, 300.0);
        let svg = progress_svg(&shown(marks.clone(), Vec::new())).unwrap();
        for (panel, with_number) in [("strengths", true), ("unmarked", false)] {
            let given = marks
                .iter()
                .filter(|it| it.strength.is_some() == with_number);
            let given: Vec<MarkFeel> = given.map(|it| it.feel).collect();
            let drawn: Vec<MarkFeel> = signs(&svg, panel).iter().map(|it| it.0).collect();
            assert_eq!(drawn, given, "{count} in {panel}");
        }
    }
}

#[test]
fn a_sign_stands_at_its_day_and_its_strength() {
    let strengths = [(0.0, 0), (10.0, 10), (30.0, 5), (40.0, 255)];
    let marks = strengths
        .map(|(day, it)| mark(day, MarkFeel::Same, it))
        .to_vec();
    let signs = signs(
        &progress_svg(&shown(marks, Vec::new())).unwrap(),
        "strengths",
    );
    let [low, high, half, beyond] = signs[..] else {
        panic!("four signs")
    };
    assert!(near(half.2, f64::midpoint(low.2, high.2)), "{signs:?}");
    assert!(high.2 + 200.0 < low.2, "10 is high above 0");
    assert!(near(beyond.2, high.2), "there is nothing above 10");
    assert!(
        near((high.1 - low.1) * 2.0, half.1 - high.1),
        "20 days are twice 10"
    );
}

#[test]
fn check_ins_of_one_place_do_not_hide_each_other() {
    for count in [2, 5, 40] {
        for strength in [Some(4), None] {
            let marks = vec![mark(3.0, MarkFeel::Better, strength); count];
            let svg = progress_svg(&shown(marks, Vec::new())).unwrap();
            let panel = if strength.is_some() {
                "strengths"
            } else {
                "unmarked"
            };
            let signs = signs(&svg, panel);
            let apart = signs.windows(2).map(|it| it[1].1 - it[0].1);
            let least = if count <= 5 { 20.0 } else { 3.0 };
            assert!(apart.min_by(f64::total_cmp).unwrap() >= least, "{count}");
            assert!(
                signs.iter().all(|it| (24.0..=776.0).contains(&it.1)),
                "{count}"
            );
        }
    }
}

#[test]
fn forty_are_joined_and_forty_one_have_a_middle() {
    let some = |count: usize| {
        let marks = (0..count)
            .map(|it| mark(it as f64, MarkFeel::Worse, 5))
            .collect();
        progress_svg(&shown(marks, Vec::new())).unwrap()
    };
    assert!(
        joins(&some(1)).is_empty(),
        "one has nothing to be joined with"
    );
    let (few, crowd) = (some(40), some(41));
    assert_eq!(joins(&few)[0].len(), 40);
    assert_eq!((joins(&few).len(), middles(&few).len()), (1, 0));
    assert_eq!((joins(&crowd).len(), middles(&crowd).len()), (0, 1));
    assert!(!texts(&few, "legend").contains(&"Middle of each week".to_owned()));
    assert!(texts(&crowd, "legend").contains(&"Middle of each week".to_owned()));
}

#[test]
fn check_ins_of_the_last_day_stay_in_the_chart() {
    let mut marks = vec![mark(9.0, MarkFeel::Better, 4); 39];
    marks.push(mark(0.0, MarkFeel::Better, 4));
    let svg = progress_svg(&shown(marks, Vec::new())).unwrap();
    let last = signs(&svg, "strengths")
        .iter()
        .map(|it| it.1)
        .reduce(f64::max);
    assert_eq!(last, Some(766.0), "half a sign from the edge");
}

#[test]
fn the_join_follows_time_whatever_the_order_given() {
    let marks = [(9.0, 2), (0.0, 8), (4.0, 5)];
    let marks = marks
        .map(|(day, it)| mark(day, MarkFeel::Same, it))
        .to_vec();
    let join = joins(&progress_svg(&shown(marks, Vec::new())).unwrap()).remove(0);
    assert!(
        join.is_sorted_by(|one, other| one.0 < other.0 && one.1 < other.1),
        "{join:?}"
    );
}

#[test]
fn the_middle_is_the_median_of_each_week() {
    // Two weeks of 21 each: the outliers would pull a mean away from 8, and from 2.5.
    let first = [[8; 11].as_slice(), &[0; 10]].concat();
    let other = [[2; 11].as_slice(), &[3], &[10; 9]].concat();
    let mut marks = Vec::new();
    for (week, strengths) in [first, other].iter().enumerate() {
        for (index, it) in strengths.iter().enumerate() {
            let day = week as f64 * 7.0 + index as f64 / 3.0;
            marks.push(mark(day, MarkFeel::Same, *it));
        }
    }
    marks.push(mark(8.0, MarkFeel::Same, 10));
    let svg = progress_svg(&shown(marks, Vec::new())).unwrap();
    let line = middles(&svg).remove(0);
    let signs = signs(&svg, "strengths");
    let height = |value: f64| {
        let edge = |it: &dyn Fn(f64, f64) -> f64| signs.iter().map(|it| it.2).reduce(it).unwrap();
        let (ten, zero) = (edge(&f64::min), edge(&f64::max));
        zero - (zero - ten) * value / 10.0
    };
    assert_eq!(line.len(), 2);
    assert!(near(line[0].1, height(8.0)), "{line:?}");
    assert!(near(line[1].1, height(2.5)), "{line:?}");
}

#[test]
fn beyond_26_weeks_the_middle_is_of_four_weeks_and_a_pause_interrupts_it() {
    let over = |last: f64| {
        let mut marks: Vec<Mark> = (0..60)
            .map(|it| mark(f64::from(it), MarkFeel::Same, 5))
            .collect();
        marks.push(mark(last, MarkFeel::Same, 5));
        progress_svg(&shown(marks, Vec::new())).unwrap()
    };
    let says = |svg: &str| texts(svg, "legend")[3].clone();
    assert_eq!(says(&over(182.0)), "Middle of each week");
    assert_eq!(says(&over(182.5)), "Middle of every 4 weeks");
    let runs = middles(&over(182.5));
    assert_eq!(runs.len(), 2, "before the pause and after it: {runs:?}");
    assert_eq!(runs[0].len(), 3, "60 days are three times four weeks");
}

#[test]
fn the_parts_of_a_bar_are_in_proportion_and_say_their_numbers() {
    let groups = vec![
        group("By area", "Calf", [40, 20, 10]),
        group("By area", "Foot", [7, 0, 21]),
        group("By routine", "Short", [0, 0, 0]),
        group("", "Long", [1, 2, 3]),
    ];
    let svg = progress_svg(&shown(Vec::new(), groups.clone())).unwrap();
    let parts = LOOKS.map(|(_, colour)| boxes(&svg, "groups", colour));
    let counts = [vec![40, 7, 1], vec![20, 2], vec![10, 21, 3]];
    let per_one = parts[0][0][2] / 40.0;
    assert!(2.0 < per_one, "{per_one}");
    for (parts, counts) in parts.iter().zip(&counts) {
        assert_eq!(parts.len(), counts.len(), "nothing is drawn for 0");
        for (part, count) in parts.iter().zip(counts) {
            assert!(
                near(part[2], f64::from(*count) * per_one),
                "{part:?} for {count}"
            );
        }
    }
    let ends = parts[0][0][0] + parts[0][0][2];
    assert!(
        (ends..ends + 4.0).contains(&parts[1][0][0]),
        "the next part follows"
    );
    let mut expected = Vec::new();
    for it in &groups {
        let first = expected
            .iter()
            .all(|said| Some(said) != it.heading.as_ref());
        expected.extend(it.heading.clone().filter(|_| first));
        expected.push(it.name.clone());
        expected.extend([it.better, it.same, it.worse].map(|it| it.to_string()));
    }
    assert_eq!(texts(&svg, "groups"), expected);
}

#[test]
fn one_in_thousands_is_still_seen() {
    let groups = vec![group("", "Calf", [9000, 1, 0])];
    let svg = progress_svg(&shown(Vec::new(), groups)).unwrap();
    assert!(2.0 <= boxes(&svg, "groups", LOOKS[1].1)[0][2]);
}

#[test]
fn what_is_not_there_takes_no_room() {
    let panels = |marks: &[Mark], groups: Vec<Group>| {
        let svg = progress_svg(&shown(marks.to_vec(), groups)).unwrap();
        let there = |it: &&str| svg.contains(&format!("class=\"{it}\""));
        ["strengths", "unmarked", "groups"]
            .into_iter()
            .filter(there)
            .collect::<Vec<_>>()
    };
    let (with, without) = (
        mark(0.0, MarkFeel::Same, 3),
        mark(0.0, MarkFeel::Same, None),
    );
    assert_eq!(panels(&[with], Vec::new()), ["strengths"]);
    assert_eq!(panels(&[without], Vec::new()), ["unmarked"]);
    assert_eq!(
        panels(&[with, without], ten()),
        ["strengths", "unmarked", "groups"]
    );
    assert_eq!(panels(&[], Vec::new()), ["strengths"], "an empty chart");
}

#[test]
fn a_long_name_is_cut_and_a_short_one_is_not() {
    let long = "Descarga completa de piernas y pies después de correr";
    let groups = vec![group("", "Cuello", [1, 1, 1]), group("", long, [1, 1, 1])];
    let svg = progress_svg(&shown(Vec::new(), groups)).unwrap();
    let texts = texts(&svg, "groups");
    assert!(texts.contains(&"Cuello".to_owned()));
    let cut = texts.iter().find(|it| it.ends_with('…')).unwrap();
    let kept = cut.trim_end_matches('…');
    assert!(
        long.starts_with(kept) && 20 <= kept.chars().count(),
        "{cut}"
    );
}

#[test]
fn ticks_stand_below_their_day_and_give_way_to_each_other() {
    let mut it = shown(
        vec![mark(0.0, MarkFeel::Same, 5), mark(10.0, MarkFeel::Same, 5)],
        Vec::new(),
    );
    it.ticks = vec![
        (10.0, "last".to_owned()),
        (5.0, "middle".to_owned()),
        (5.1, "too near".to_owned()),
    ];
    let svg = progress_svg(&it).unwrap();
    assert_eq!(texts(&svg, "ticks"), ["middle", "last"]);
    let document = Document::parse(&svg).unwrap();
    let all = of(&document, "ticks")
        .into_iter()
        .filter(|it| it.has_tag_name("text"));
    let xs: Vec<f64> = all.map(|it| number(&it, "x")).collect();
    let signs = signs(&svg, "strengths");
    assert!(near(xs[0], f64::midpoint(signs[0].1, signs[1].1)), "{xs:?}");
    assert!(
        (xs[1] - signs[1].1).abs() < 12.0,
        "the last may be moved inwards: {xs:?}"
    );
}

#[test]
fn days_out_of_this_world_do_no_harm() {
    let days = [
        f64::NAN,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::MAX,
        f64::MIN,
        0.0,
        -5.0,
        1e-300,
    ];
    let marks = days.map(|day| mark(day, MarkFeel::Better, 3)).to_vec();
    let mut it = shown(marks, vec![group("", "", [0; 3])]);
    it.ticks = days.map(|day| (day, "day".to_owned())).to_vec();
    let picture = progress(&it).unwrap();
    assert_eq!(picture.width, 800);
    let signs = signs(&progress_svg(&it).unwrap(), "strengths");
    assert_eq!(signs.len(), 5, "those that are finite");
    assert!(
        signs.iter().all(|it| 64.0 <= it.1 && it.1 <= 776.0),
        "{signs:?}"
    );
    assert!(signs[0].1 < 100.0 && 700.0 < signs[4].1, "{signs:?}");
    it.marks = vec![mark(f64::MAX, MarkFeel::Worse, 3); 50];
    progress(&it).unwrap();
}
