//! The charts of a week and of check-ins: that everything given is drawn, once, to scale, legibly.

mod cards;
mod check_ins;
mod weeks;

use resvg::usvg::roxmltree::{Document, Node};
use unknot::draw::{
    Group, Mark, MarkFeel, Progress, ProgressLabels, Week, WeekDay, WeekLabels, progress_svg,
    week_svg,
};

const HOSTILE: &str = "</text><image href=\"x\"/>&amp;'\u{0}\u{fffe}\u{202e} 🏃\u{200d}♀️💪 Ñandú";

const DRINKS: &str = "#005A9C";
const REMINDERS: &str = "#96600A";
const LOOKS: [(MarkFeel, &str); 3] = [
    (MarkFeel::Better, "#005A9C"),
    (MarkFeel::Same, "#555C60"),
    (MarkFeel::Worse, "#AD4500"),
];

fn days(counts: &[(u32, u32)]) -> Week {
    let names = [
        "lun 23", "mar 24", "mié 25", "jue 26", "vie 27", "sáb 28", "dom 29",
    ];
    let days = counts.iter().zip(names.iter().cycle());
    let day = |((drinks, reminders), name): (&(u32, u32), &&str)| WeekDay {
        name: (*name).to_owned(),
        drinks: *drinks,
        reminders: *reminders,
    };
    Week {
        days: days.map(day).collect(),
        labels: WeekLabels {
            drinks: "Drinks logged".to_owned(),
            reminders: "Reminders".to_owned(),
        },
    }
}

fn usual() -> Week {
    days(&[(3, 4), (5, 4), (2, 3), (0, 4), (8, 5), (1, 0), (4, 2)])
}

fn labels(says: &str) -> ProgressLabels {
    let says = |word: &str| {
        if says.is_empty() {
            word.to_owned()
        } else {
            says.to_owned()
        }
    };
    ProgressLabels {
        better: says("Better"),
        same: says("Same"),
        worse: says("Worse"),
        strength: says("How strong it feels, 0 to 10"),
        unmarked: says("No number given"),
        middle_week: says("Middle of each week"),
        middle_four_weeks: says("Middle of every 4 weeks"),
    }
}

fn shown(marks: Vec<Mark>, groups: Vec<Group>) -> Progress {
    Progress {
        marks,
        groups,
        ticks: Vec::new(),
        labels: labels(""),
    }
}

fn mark(day: f64, feel: MarkFeel, strength: impl Into<Option<u8>>) -> Mark {
    Mark {
        day,
        feel,
        strength: strength.into(),
    }
}

/// So many check-ins, spread evenly; every fourth has no number.
fn many(count: u32, span: f64) -> Vec<Mark> {
    let one = |it: u32| {
        let strength = u8::try_from(it * 7 % 11).unwrap();
        let day = f64::from(it) * span / f64::from(count);
        let feel = MarkFeel::ALL[it as usize % 3];
        mark(day, feel, (!it.is_multiple_of(4)).then_some(strength))
    };
    (0..count).map(one).collect()
}

fn group(heading: &str, name: &str, counts: [u32; 3]) -> Group {
    Group {
        heading: (!heading.is_empty()).then(|| heading.to_owned()),
        name: name.to_owned(),
        better: counts[0],
        same: counts[1],
        worse: counts[2],
    }
}

fn ten() -> Vec<Group> {
    let long = "Descarga completa de piernas y pies después de correr por la montaña";
    let group = |it: u32| {
        group(
            ["By area", "By routine"][it as usize / 5],
            long,
            [it * 3, it, 2],
        )
    };
    (0..10).map(group).collect()
}

/// Pictures that could go wrong, each with its name.
fn pictures() -> Vec<(String, String)> {
    let mut all = Vec::new();
    let weeks = [
        ("empty", days(&[(0, 0); 7])),
        ("usual", usual()),
        ("hundred", days(&[(100, 100); 7])),
        ("flood", days(&[(u32::MAX, 1000); 7])),
        ("no days", days(&[])),
    ];
    for (name, it) in weeks {
        all.push((format!("week: {name}"), week_svg(&it).unwrap()));
    }
    let mut hostile = usual();
    hostile.days[0].name = HOSTILE.repeat(9);
    hostile.labels.drinks = HOSTILE.repeat(9);
    all.push(("week: hostile".to_owned(), week_svg(&hostile).unwrap()));
    for count in [0, 1, 2, 12, 40, 60, 500] {
        let mut it = shown(many(count, 364.0), ten());
        it.ticks = (0..6)
            .map(|it| (f64::from(it) * 70.0, format!("{it} sept.")))
            .collect();
        all.push((format!("{count} check-ins"), progress_svg(&it).unwrap()));
        it.marks.iter_mut().for_each(|it| it.strength = None);
        it.groups.clear();
        all.push((format!("{count} without"), progress_svg(&it).unwrap()));
    }
    let wide = "W".repeat(300);
    for says in [HOSTILE, &wide, &HOSTILE.repeat(40), "\u{6f22}\u{5b57}"] {
        let mut it = shown(many(50, 9.0), vec![group(says, says, [u32::MAX; 3])]);
        it.labels = labels(says);
        it.ticks = (0..6)
            .map(|day| (f64::from(day), says.to_owned()))
            .collect();
        all.push((format!("says {says}"), progress_svg(&it).unwrap()));
    }
    all
}

/// The elements of one panel.
fn of<'a>(document: &'a Document, panel: &str) -> Vec<Node<'a, 'a>> {
    let mut all = document.descendants();
    let panel = all.find(|it| it.attribute("class") == Some(panel));
    panel.map_or_else(Vec::new, |it| {
        it.descendants().filter(Node::is_element).collect()
    })
}

fn number(node: &Node, name: &str) -> f64 {
    node.attribute(name).unwrap().parse().unwrap()
}

fn points(node: &Node) -> Vec<(f64, f64)> {
    let pairs = node.attribute("points").unwrap().split_whitespace();
    let pair = |it: &str| {
        let (x, y) = it.split_once(',').unwrap();
        (x.parse().unwrap(), y.parse().unwrap())
    };
    pairs.map(pair).collect()
}

/// How a check-in felt, by the shape of its sign, and the middle of the sign from left to right.
fn sign(node: &Node) -> (MarkFeel, f64, f64) {
    if node.has_tag_name("circle") {
        return (MarkFeel::Same, number(node, "cx"), number(node, "cy"));
    }
    let corners = points(node);
    let [base, _, tip] = corners[..] else {
        panic!("three corners")
    };
    let feel = if tip.1 < base.1 {
        MarkFeel::Better
    } else {
        MarkFeel::Worse
    };
    (feel, tip.0, tip.1 + (base.1 - tip.1) * 0.6)
}

/// The signs of one panel. Fails where shape and colour disagree.
fn signs(svg: &str, panel: &str) -> Vec<(MarkFeel, f64, f64)> {
    let document = Document::parse(svg).unwrap();
    let mut signs = Vec::new();
    for node in of(&document, panel) {
        let look = LOOKS
            .iter()
            .find(|(_, it)| node.attribute("fill") == Some(it));
        let is_sign = node.has_tag_name("circle") || node.has_tag_name("polygon");
        if let Some((feel, _)) = look.filter(|_| is_sign) {
            assert_eq!(sign(&node).0, *feel, "shape and colour say the same");
            signs.push(sign(&node));
        }
    }
    signs
}

fn texts(svg: &str, panel: &str) -> Vec<String> {
    let document = Document::parse(svg).unwrap();
    let all = of(&document, panel)
        .into_iter()
        .filter(|it| it.has_tag_name("text"));
    all.map(|it| it.text().unwrap_or_default().to_owned())
        .collect()
}

/// The boxes of one colour: left, top, width and height.
fn boxes(svg: &str, panel: &str, colour: &str) -> Vec<[f64; 4]> {
    let document = Document::parse(svg).unwrap();
    let all = of(&document, panel)
        .into_iter()
        .filter(|it| it.has_tag_name("rect"));
    let all = all.filter(|it| it.attribute("fill") == Some(colour));
    all.map(|it| ["x", "y", "width", "height"].map(|name| number(&it, name)))
        .collect()
}

/// The lines of one thickness.
fn lines(svg: &str, thickness: &str, opacity: &str) -> Vec<Vec<(f64, f64)>> {
    let document = Document::parse(svg).unwrap();
    let all = of(&document, "strengths").into_iter().filter(|it| {
        it.has_tag_name("polyline")
            && it.attribute("stroke-width") == Some(thickness)
            && it.attribute("opacity") == Some(opacity)
    });
    all.map(|it| points(&it)).collect()
}

fn joins(svg: &str) -> Vec<Vec<(f64, f64)>> {
    lines(svg, "2", "0.5")
}

fn middles(svg: &str) -> Vec<Vec<(f64, f64)>> {
    lines(svg, "4", "1")
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1.01
}
