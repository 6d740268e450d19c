//! What is marked on a figure for one technique: the rolling path, the zones to keep off, rest points.

use resvg::usvg::roxmltree::Node;

use super::figures::{path_data, view};
use crate::domain::{RegionId, Sides};

/// The marks of one technique, in the places of its figure.
#[derive(Clone, Debug)]
pub struct Overlay {
    /// The figure it is drawn on.
    pub figure: String,
    /// The region that is filled in.
    pub region: RegionId,
    /// Whether one side is marked for either, or both at once.
    pub sides: Sides,
    /// The part of the figure that is shown: left, top, width, height.
    pub view: [f64; 4],
    /// Where the tool goes, there and back.
    pub rolls: Vec<Shape>,
    /// What must not be pressed.
    pub keep_off: Vec<Shape>,
    /// Where to rest without rolling.
    pub rests: Vec<(f64, f64)>,
}

/// A line or an outline.
#[derive(Clone, Debug)]
pub struct Shape {
    /// Path data with absolute places.
    pub data: String,
    /// The places in it, ends and handles, in order. Never fewer than two.
    pub places: Vec<(f64, f64)>,
}

impl Overlay {
    pub(super) fn read(root: Node<'_, '_>) -> Result<Self, String> {
        let said = |name: &str| root.attribute(name).ok_or(format!("{name} is missing"));
        let mut read = Self {
            figure: said("data-figure")?.to_owned(),
            region: RegionId::new(said("data-region")?),
            sides: match said("data-sides")? {
                "each" => Sides::Each,
                "both" => Sides::Both,
                other => return Err(format!("data-sides is each or both, not `{other}`")),
            },
            view: view(root)?,
            rolls: Vec::new(),
            keep_off: Vec::new(),
            rests: Vec::new(),
        };
        for node in root.children().filter(Node::is_element) {
            match node.attribute("class") {
                Some("roll") => read.rolls.push(Shape::read(node)?),
                Some("keep-off") => read.keep_off.push(Shape::read(node)?),
                Some("rest") => {
                    let [x, y] = numbers(node, ["cx", "cy"])?;
                    read.rests.push((x, y));
                }
                class => {
                    return Err(format!(
                        "a mark has the class {class:?}; known are roll, keep-off and rest"
                    ));
                }
            }
        }
        if read.rolls.is_empty() && read.rests.is_empty() {
            return Err("there is neither a rolling path nor a place to rest".to_owned());
        }
        if read.keep_off.is_empty() {
            return Err("nothing is marked as keep-off".to_owned());
        }
        Ok(read)
    }

    /// A place on the side that is marked.
    pub(super) fn first_place(&self) -> (f64, f64) {
        let roll = self.rolls.first().and_then(|it| it.places.first());
        *roll.or(self.rests.first()).unwrap_or(&(0.0, 0.0))
    }
}

impl Shape {
    fn read(node: Node<'_, '_>) -> Result<Self, String> {
        let data = match node.tag_name().name() {
            "ellipse" => {
                let [x, y, wide, high] = numbers(node, ["cx", "cy", "rx", "ry"])?;
                ellipse(x, y, wide, high)
            }
            "circle" => {
                let [x, y, radius] = numbers(node, ["cx", "cy", "r"])?;
                ellipse(x, y, radius, radius)
            }
            _ => path_data(node)?,
        };
        let places = places(&data);
        if places.len() < 2 {
            return Err(format!("`{data}` has fewer than two places"));
        }
        Ok(Self { data, places })
    }

    /// The middle of the box around it.
    pub(super) fn middle(&self) -> (f64, f64) {
        let [left, top, right, bottom] = self.bounds();
        (f64::midpoint(left, right), f64::midpoint(top, bottom))
    }

    /// Left, top, right and bottom of the box around its places.
    pub fn bounds(&self) -> [f64; 4] {
        let edge = |pick: fn(&(f64, f64)) -> f64, better: fn(f64, f64) -> f64| {
            self.places.iter().map(pick).reduce(better).unwrap_or(0.0)
        };
        [
            edge(|it| it.0, f64::min),
            edge(|it| it.1, f64::min),
            edge(|it| it.0, f64::max),
            edge(|it| it.1, f64::max),
        ]
    }
}

fn numbers<const N: usize>(node: Node<'_, '_>, names: [&str; N]) -> Result<[f64; N], String> {
    let mut read = [0.0; N];
    for (number, name) in read.iter_mut().zip(names) {
        let text = node.attribute(name).unwrap_or_default();
        *number = text
            .parse()
            .ok()
            .filter(|it: &f64| it.is_finite())
            .ok_or_else(|| format!("{name} is a number, not `{text}`"))?;
    }
    Ok(read)
}

/// An ellipse as four curves.
fn ellipse(x: f64, y: f64, wide: f64, high: f64) -> String {
    /// How far the handles of a quarter circle stand from its ends.
    const HANDLE: f64 = 0.5523;
    let (a, b) = (wide * HANDLE, high * HANDLE);
    let (left, right, top, bottom) = (x - wide, x + wide, y - high, y + high);
    format!(
        "M{left:.2} {y:.2}C{left:.2} {:.2} {:.2} {top:.2} {x:.2} {top:.2}\
         C{:.2} {top:.2} {right:.2} {:.2} {right:.2} {y:.2}\
         C{right:.2} {:.2} {:.2} {bottom:.2} {x:.2} {bottom:.2}\
         C{:.2} {bottom:.2} {left:.2} {:.2} {left:.2} {y:.2}Z",
        y - b,
        x - a,
        x + a,
        y - b,
        y + b,
        x + a,
        x - a,
        y + b,
    )
}

/// Whether path data has only commands whose numbers are places, as pairs.
pub(super) fn is_absolute_path(data: &str) -> bool {
    let known = |letter: char| "MLCQZ0123456789. ,-\n".contains(letter);
    let numbers = split_numbers(data);
    data.starts_with('M')
        && data.chars().all(known)
        && numbers.iter().all(|it| it.parse::<f64>().is_ok())
        && numbers.len().is_multiple_of(2)
        && 4 <= numbers.len()
}

fn places(data: &str) -> Vec<(f64, f64)> {
    let numbers: Vec<f64> = split_numbers(data)
        .iter()
        .filter_map(|it| it.parse().ok())
        .collect();
    numbers
        .chunks_exact(2)
        .map(|pair| (pair[0], pair[1]))
        .collect()
}

fn split_numbers(data: &str) -> Vec<&str> {
    data.split(|letter: char| {
        letter.is_ascii_alphabetic() || letter.is_whitespace() || letter == ','
    })
    .filter(|it| !it.is_empty())
    .collect()
}
