//! Every chart, whatever it is given: legible, inside its card, and drawn again the same.

use std::sync::Arc;

use resvg::usvg::roxmltree::Document;
use resvg::usvg::{self, Options, Tree, fontdb};
use unknot::draw::{progress, progress_svg, week};

use super::{
    HOSTILE, LOOKS, REMINDERS, group, labels, many, number, pictures, points, shown, ten, texts,
    usual,
};

const FONT: &[u8] = include_bytes!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/assets/fonts/DejaVuSansCondensed.ttf"
));
/// A phone on the road loads it at once.
const PNG_BYTES_MAX: usize = 80_000;

fn options() -> Options<'static> {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(FONT.to_vec());
    Options {
        fontdb: Arc::new(fonts),
        ..Options::default()
    }
}

/// Where the texts of a picture lie: left, top, right and bottom, as the font has them.
fn text_boxes(group: &usvg::Group, into: &mut Vec<[f32; 4]>) {
    for node in group.children() {
        match node {
            usvg::Node::Group(group) => text_boxes(group, into),
            usvg::Node::Text(text) => {
                let it = text.abs_bounding_box();
                into.push([it.left(), it.top(), it.right(), it.bottom()]);
            }
            _ => {}
        }
    }
}

#[test]
fn no_text_leaves_the_picture_touches_another_or_is_too_small() {
    let options = options();
    for (name, svg) in pictures() {
        let tree = Tree::from_str(&svg, &options).unwrap_or_else(|it| panic!("{name}: {it}"));
        let (width, height) = (tree.size().width(), tree.size().height());
        assert!(
            (width - 800.0).abs() < 0.1 && height < 1400.0,
            "{name}: {height}"
        );
        let mut texts = Vec::new();
        text_boxes(tree.root(), &mut texts);
        assert!(!texts.is_empty(), "{name}");
        for (index, it) in texts.iter().enumerate() {
            let inside = 10.0 <= it[0] && it[2] <= width - 10.0 && 0.0 < it[1] && it[3] < height;
            assert!(inside, "{name}: {it:?} of {height}");
            let touched = texts[..index].iter().find(|other| {
                it[0] < other[2]
                    && other[0] < it[2]
                    && it[1] < other[3] - 4.0
                    && other[1] < it[3] - 4.0
            });
            assert_eq!(touched, None, "{name}: {it:?}");
        }
        let document = Document::parse(&svg).unwrap();
        for it in document.descendants().filter(|it| it.has_tag_name("text")) {
            assert!(22.0 <= number(&it, "font-size"), "{name}: {:?}", it.text());
        }
    }
}

#[test]
fn no_number_and_no_shape_leaves_the_card() {
    for (name, svg) in pictures() {
        let document = Document::parse(&svg).unwrap();
        for node in document.descendants() {
            let xs: Vec<f64> = match node.tag_name().name() {
                "polygon" | "polyline" => points(&node).iter().map(|it| it.0).collect(),
                "circle" => vec![number(&node, "cx")],
                "rect" => vec![
                    number(&node, "x"),
                    number(&node, "x") + number(&node, "width"),
                ],
                _ => Vec::new(),
            };
            assert!(
                xs.iter().all(|it| (1.0..=799.0).contains(it)),
                "{name}: {xs:?}"
            );
        }
    }
}

#[test]
fn every_sign_and_bar_stands_out_from_the_card() {
    let light = |colour: [f64; 3]| {
        let part = |it: f64| {
            if it <= 0.04045 {
                it / 12.92
            } else {
                ((it + 0.055) / 1.055).powf(2.4)
            }
        };
        colour
            .map(|it| part(it / 255.0))
            .iter()
            .zip([0.2126, 0.7152, 0.0722])
            .map(|(it, of)| it * of)
            .sum::<f64>()
    };
    let paper = [221.0, 228.0, 225.0];
    let mut seen = 0;
    for (name, svg) in pictures() {
        let document = Document::parse(&svg).unwrap();
        for node in document.descendants() {
            let colours = LOOKS.iter().map(|it| it.1).chain([REMINDERS]);
            let Some(colour) = node
                .attribute("fill")
                .filter(|it| colours.clone().any(|one| one == *it))
            else {
                continue;
            };
            let opacity = number(&node, "opacity");
            let channel =
                |at: usize| f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap());
            let mixed =
                [0, 1, 2].map(|it| channel(1 + 2 * it) * opacity + paper[it] * (1.0 - opacity));
            let contrast = (light(paper) + 0.05) / (light(mixed) + 0.05);
            assert!(
                3.0 <= contrast,
                "{name}: {colour} at {opacity} has {contrast:.2}"
            );
            seen += 1;
        }
    }
    assert!(1000 < seen);
}

#[test]
fn words_stay_words_and_letters_without_a_shape_leave_no_hole() {
    let mut it = shown(
        many(3, 9.0),
        vec![group(HOSTILE, "a💪b \u{6f22}", [1, 1, 1])],
    );
    it.labels = labels(HOSTILE);
    let svg = progress_svg(&it).unwrap();
    assert!(!svg.contains("<image"), "{svg}");
    assert!(svg.contains("&lt;/text&gt;&lt;image"));
    assert!(texts(&svg, "groups").contains(&"ab".to_owned()));
    it.groups[0].name = "\u{6f22}\u{5b57}".to_owned();
    let nothing_left = progress_svg(&it).unwrap();
    assert!(texts(&nothing_left, "groups").contains(&"…".to_owned()));
    it.groups[0].name = "Cua\u{301}driceps".to_owned();
    let accent = progress_svg(&it).unwrap();
    assert!(texts(&accent, "groups").contains(&"Cua\u{301}driceps".to_owned()));
}

#[test]
fn charts_render_small_and_the_same_again() {
    let mut it = shown(many(500, 364.0), ten());
    it.ticks = vec![(0.0, "1 Sep".to_owned()), (364.0, "31 Aug".to_owned())];
    let (year, again) = (progress(&it).unwrap(), progress(&it).unwrap());
    assert_eq!(year.png, again.png);
    assert!(year.png.len() <= PNG_BYTES_MAX, "{} bytes", year.png.len());
    it.groups.truncate(2);
    assert!(
        progress(&it).unwrap().height < year.height,
        "fewer groups take less room"
    );
    let (days, again) = (week(&usual()).unwrap(), week(&usual()).unwrap());
    assert_eq!((days.width, days.png), (800, again.png));
}
