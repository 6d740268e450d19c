//! What the charts share: areas that plotters draws on, texts that are measured, and the legend.
//!
//! Must never know what a chart is about.

use std::ops::{Range, RangeInclusive};

use plotters::backend::SVGBackend;
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{PathElement, Rectangle};
use plotters::style::{Color, RGBColor, ShapeStyle};
use resvg::usvg::{Node, Tree};

use super::timeline_marks::INK;
use super::{FONT_FAMILY, TEXT_PX_MIN, Undrawn, WIDTH, card, escape, options, text_width};

/// The left and the right edge of all that is drawn on a card.
pub(super) const LEFT: i32 = 24;
pub(super) const RIGHT: i32 = 776;
/// Size of the numbers and names of a chart.
pub(super) const SMALL_PX: u32 = TEXT_PX_MIN;
/// Size of the legend and of headings.
pub(super) const LARGE_PX: u32 = 25;
/// The colour of texts and axes.
pub(super) const DARK: RGBColor = RGBColor(0x18, 0x24, 0x2b);
/// The colour of the card itself: keeps apart what would touch.
pub(super) const PAPER: RGBColor = RGBColor(0xdd, 0xe4, 0xe1);
/// Lines that only guide the eye.
const GUIDE: RGBColor = RGBColor(0xb4, 0xc0, 0xbc);

/// No text is looked at any further. It would not fit the picture.
const LETTERS_MAX: usize = 120;
/// Join the letter before them, and have no shape alone.
const ACCENTS: RangeInclusive<char> = '\u{300}'..='\u{36f}';

/// What plotters draws on; places are pixels.
pub(super) type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
pub(super) type Place = (i32, i32);
pub(super) type Painted = Result<(), DrawingAreaErrorKind<std::io::Error>>;
/// Draws the sign of a legend's entry around a place.
pub(super) type Sign = Box<dyn Fn(&Area, Place) -> Painted>;

/// A part of a picture, as wide as the card.
pub(super) struct Panel {
    svg: String,
    height: i32,
}

/// Draws a panel: what plotters paints, and texts over it.
pub(super) fn panel(
    class: &str,
    height: i32,
    texts: &str,
    paint: impl FnOnce(&Area) -> Painted,
) -> Result<Panel, Undrawn> {
    let mut svg = format!("<g class=\"{class}\">\n");
    let size = (WIDTH, height.unsigned_abs());
    let mut shapes = String::new();
    let area = SVGBackend::with_string(&mut shapes, size).into_drawing_area();
    let painted = paint(&area).and_then(|()| area.present());
    painted.map_err(|error| Undrawn::Render(error.to_string()))?;
    drop(area);
    svg += &shapes;
    svg += texts;
    svg += "</g>\n";
    Ok(Panel { svg, height })
}

/// The card with its panels, one below the other.
pub(super) fn stacked(panels: &[Panel]) -> String {
    let (mut inside, mut y) = (String::new(), 20);
    for panel in panels {
        inside += &format!("<g transform=\"translate(0 {y})\">\n{}</g>\n", panel.svg);
        y += panel.height;
    }
    card(f64::from(y + 16), &inside)
}

/// The pixels of an axis that points up. Pixels count downwards.
pub(super) fn upwards(top: i32, bottom: i32) -> Range<i32> {
    bottom..top
}

/// A thin line that only guides the eye.
pub(super) fn guide(area: &Area, from: Place, to: Place) -> Painted {
    area.draw(&PathElement::new(vec![from, to], GUIDE.stroke_width(2)))
}

/// A line of an axis.
pub(super) fn axis(area: &Area, from: Place, to: Place) -> Painted {
    area.draw(&PathElement::new(vec![from, to], DARK.stroke_width(2)))
}

/// A filled box. One without width or height is not drawn.
pub(super) fn block(area: &Area, from: Place, to: Place, style: ShapeStyle) -> Painted {
    if from.0 == to.0 || from.1 == to.1 {
        return Ok(());
    }
    area.draw(&Rectangle::new([from, to], style))
}

/// Which part of a text stands at the place given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// A text on its base line.
pub(super) fn label((x, y): Place, size: u32, align: Align, says: &str) -> String {
    let anchor = match align {
        Align::Start => "start",
        Align::Middle => "middle",
        Align::End => "end",
    };
    format!(
        "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" text-anchor=\"{anchor}\" fill=\"{INK}\">{}</text>\n",
        escape(says)
    )
}

/// How wide a text comes out, in whole pixels. Asks the font: names may hold any letters.
pub(super) fn measured(says: &str, size: u32) -> i32 {
    let width = match laid_out(says, size) {
        Some(tree) => f64::from(tree.root().abs_bounding_box().width()),
        None => text_width(says, size),
    };
    pixels(width.ceil())
}

/// A text alone, with the letters of the font at their places.
fn laid_out(says: &str, size: u32) -> Option<Tree> {
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\" font-family=\"{FONT_FAMILY}\"><text font-size=\"{size}\">{}</text></svg>",
        escape(says)
    );
    Tree::from_str(&svg, options()).ok()
}

/// Whether the font has a letter. One that it does not have would leave a hole.
fn has_shape(letter: char) -> bool {
    let tree = laid_out(letter.encode_utf8(&mut [0; 4]), SMALL_PX);
    let has_shape = |it: &Node| matches!(it, Node::Text(text) if text.flattened().has_children());
    tree.is_some_and(|it| it.root().children().iter().any(has_shape))
}

/// The nearest whole pixel.
pub(super) fn pixels(value: f64) -> i32 {
    value.round() as i32
}

/// A text in one line, cut to the room there is. Letters that the font does not have are left out.
pub(super) fn shortened(says: &str, size: u32, room: i32) -> String {
    let (mut letters, mut whole) = (Vec::new(), true);
    for (index, letter) in says.chars().enumerate() {
        if index == LETTERS_MAX {
            whole = false;
            break;
        }
        if letter.is_ascii() || ACCENTS.contains(&letter) || has_shape(letter) {
            letters.push(letter);
        }
    }
    let line: String = letters.iter().collect();
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let hidden = line.is_empty() && !says.trim().is_empty();
    if whole && !hidden && measured(&line, size) <= room {
        return line;
    }
    let cut = |count: &usize| {
        let kept: String = line.chars().take(*count).collect();
        format!("{}…", kept.trim_end())
    };
    let counts: Vec<usize> = (1..=line.chars().count()).collect();
    let fitting = counts.partition_point(|it| measured(&cut(it), size) <= room);
    cut(&fitting)
}

const SIGN_WIDTH: i32 = 44;
const LEGEND_LINE: i32 = 40;
const ENTRY_GAP: i32 = 36;

/// What the signs mean, as many in a line as fit.
pub(super) fn legend(entries: &[(Sign, &str)]) -> Result<Panel, Undrawn> {
    let (mut x, mut y) = (LEFT, LEGEND_LINE / 2);
    let (mut texts, mut places) = (String::new(), Vec::new());
    for (_, says) in entries {
        let says = shortened(says, LARGE_PX, RIGHT - LEFT - SIGN_WIDTH);
        let width = SIGN_WIDTH + measured(&says, LARGE_PX);
        if LEFT < x && RIGHT < x + width {
            (x, y) = (LEFT, y + LEGEND_LINE);
        }
        places.push((x + SIGN_WIDTH / 2 - 5, y));
        texts += &label((x + SIGN_WIDTH, y + 9), LARGE_PX, Align::Start, &says);
        x += width + ENTRY_GAP;
    }
    panel("legend", y + LEGEND_LINE / 2, &texts, |area| {
        let mut signs = entries.iter().zip(places);
        signs.try_for_each(|((sign, _), place)| sign(area, place))
    })
}
