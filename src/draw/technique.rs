//! The picture of a technique: where it is on the body, where the tool goes, what to keep off.

use std::fmt::Write;

use super::figures::{Figure, Figures};
use super::legend::{Entry, legend};
use super::overlay::{Overlay, Shape};
use super::{Picture, Undrawn, card, escape, render};
use crate::domain::{RegionId, Sides, TechniqueId};

/// What the legend says, in the reader's language.
#[derive(Clone, Debug)]
pub struct Labels {
    /// The area that the technique is for; its name fits well here.
    pub area: String,
    /// The rolling path: "Roll here, slowly, both ways".
    pub path: String,
    /// The zones to keep off: "Keep off".
    pub keep_off: String,
    /// A place to rest without rolling: "Rest here, no rolling".
    pub rest: String,
    /// Said where the body has two of it and one is marked: "Same on the other side".
    pub either_side: String,
}

/// The window with the close view: left, top, width, height.
const WINDOW: [f64; 4] = [236.0, 20.0, 544.0, 540.0];
/// The small whole body beside it.
const WHOLE: [f64; 4] = [20.0, 20.0, 204.0, 540.0];
const LEGEND_TOP: f64 = 576.0;

const SKIN: &str = "#d9cfc3";
const INK: &str = "#4d585e";
const FAINT: &str = "#8b8984";
const AREA: &str = "#f2b24d";
const AREA_RIM: &str = "#8f5c05";
const PATH: &str = "#0a4468";
const STOP: &str = "#a3151c";

/// Draws a technique.
///
/// # Errors
/// There is no overlay or figure for it.
pub fn technique(
    figures: &Figures,
    technique: &TechniqueId,
    labels: &Labels,
) -> Result<Picture, Undrawn> {
    render(&technique_svg(figures, technique, labels)?)
}

/// The same picture before it is rendered.
///
/// # Errors
/// There is no overlay or figure for it.
pub fn technique_svg(
    figures: &Figures,
    technique: &TechniqueId,
    labels: &Labels,
) -> Result<String, Undrawn> {
    let overlay = (figures.overlays.get(technique))
        .ok_or_else(|| Undrawn::NoOverlay(technique.to_string()))?;
    let figure = (figures.figures.get(&overlay.figure)).ok_or_else(|| Undrawn::NoFigure {
        technique: technique.to_string(),
        figure: overlay.figure.clone(),
    })?;
    let half = half_marked(figure, overlay);
    let mut inside = DEFINITIONS.to_owned();
    inside += &window(figure, overlay, &overlay.region, half);
    let whole = if figure.is_whole {
        Some(figure)
    } else {
        figures.whole_with(&overlay.region)
    };
    if let Some(whole) = whole {
        let frame = figure.is_whole.then_some(overlay.view);
        inside += &whole_body(whole, &overlay.region, half, frame);
    }
    let mut bottom = LEGEND_TOP;
    inside += &legend(entries(overlay, labels), &mut bottom);
    Ok(card(bottom + 8.0, &inside))
}

/// Hatching is drawn in pixels of the picture, so that it is equally coarse in every view.
const DEFINITIONS: &str = r##"<defs>
<marker id="tip" viewBox="0 0 10 10" refX="6" refY="5" markerWidth="3.4" markerHeight="3.4" orient="auto-start-reverse"><path d="M0 0L10 5L0 10Z" fill="#0a4468"/></marker>
</defs>
"##;

/// Which half of a whole body is marked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Left,
    Right,
    Both,
}

fn half_marked(figure: &Figure, overlay: &Overlay) -> Half {
    let middle = figure.view[0] + figure.view[2] / 2.0;
    match overlay.sides {
        Sides::Both => Half::Both,
        Sides::Each if figure.is_whole && middle <= overlay.first_place().0 => Half::Right,
        Sides::Each => Half::Left,
    }
}

/// The close view with all marks.
fn window(figure: &Figure, overlay: &Overlay, region: &RegionId, half: Half) -> String {
    let [left, top, width, height] = WINDOW;
    // Sizes of strokes and marks are given in pixels; `unit` is one pixel in the figure's measure.
    let unit = (overlay.view[2] / width).max(overlay.view[3] / height);
    let mut inside = body(figure, region, half, unit, "near");
    for zone in &overlay.keep_off {
        inside += &keep_off(zone, unit);
    }
    for roll in &overlay.rolls {
        inside += &rolling_path(roll, unit);
    }
    for (x, y) in &overlay.rests {
        inside += &rest(*x, *y, unit);
    }
    let view = shown(overlay.view, WINDOW);
    format!(
        "<clipPath id=\"window\"><rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" rx=\"14\"/></clipPath>\n\
         <rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" rx=\"14\" fill=\"#f6f7f4\"/>\n\
         <g clip-path=\"url(#window)\"><svg x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" viewBox=\"{view}\">\n{inside}</svg></g>\n"
    )
}

/// The view grown to the shape of its window, so that nothing of the window stays empty.
fn shown(view: [f64; 4], window: [f64; 4]) -> String {
    let unit = (view[2] / window[2]).max(view[3] / window[3]);
    let (width, height) = (window[2] * unit, window[3] * unit);
    let left = view[0] + (view[2] - width) / 2.0;
    let top = view[1] + (view[3] - height) / 2.0;
    format!("{left:.2} {top:.2} {width:.2} {height:.2}")
}

/// The silhouette with the area of the technique filled in.
fn body(figure: &Figure, region: &RegionId, half: Half, unit: f64, name: &str) -> String {
    let [left, top, width, height] = figure.view;
    let (from, across) = match (figure.is_whole, half) {
        (true, Half::Left) => (left, width / 2.0),
        (true, Half::Right) => (left + width / 2.0, width / 2.0),
        _ => (left, width),
    };
    let outline = escape(&figure.outline);
    let mut svg = format!(
        "<clipPath id=\"{name}-body\"><path d=\"{outline}\"/></clipPath>\
         <clipPath id=\"{name}-half\" clip-path=\"url(#{name}-body)\"><rect x=\"{from}\" y=\"{top}\" width=\"{across}\" height=\"{height}\"/></clipPath>\n\
         <path d=\"{outline}\" fill=\"{SKIN}\"/>\n"
    );
    if let Some(data) = figure.regions.get(region) {
        let _ = writeln!(
            svg,
            "<path class=\"area\" d=\"{}\" clip-path=\"url(#{name}-half)\" fill=\"{AREA}\" stroke=\"{AREA_RIM}\" stroke-width=\"{:.2}\"/>",
            escape(data),
            unit * 3.0
        );
    }
    for data in &figure.details {
        let _ = writeln!(
            svg,
            "<path d=\"{}\" fill=\"none\" stroke=\"{FAINT}\" stroke-width=\"{:.2}\" stroke-linecap=\"round\"/>",
            escape(data),
            unit * 2.2
        );
    }
    let _ = writeln!(
        svg,
        "<path d=\"{outline}\" fill=\"none\" stroke=\"{INK}\" stroke-width=\"{:.2}\" stroke-linejoin=\"round\"/>",
        unit * 3.0
    );
    svg
}

fn whole_body(figure: &Figure, region: &RegionId, half: Half, frame: Option<[f64; 4]>) -> String {
    let [left, top, width, height] = WHOLE;
    let unit = (figure.view[2] / width).max(figure.view[3] / height);
    let mut inside = body(figure, region, half, unit * 0.7, "whole");
    if let Some([x, y, wide, high]) = frame {
        let _ = writeln!(
            inside,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{high}\" rx=\"{0:.2}\" fill=\"none\" stroke=\"{PATH}\" stroke-width=\"{0:.2}\"/>",
            unit * 3.0
        );
    }
    let view = figure.view.map(|it| it.to_string()).join(" ");
    format!(
        "<svg x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" viewBox=\"{view}\">\n{inside}</svg>\n"
    )
}

/// A zone to keep off: hatched, rimmed, and crossed out, so that it does not hang on its colour.
fn keep_off(zone: &Shape, unit: f64) -> String {
    let data = escape(&zone.data);
    let (x, y) = zone.middle();
    let (step, arm) = (unit * 11.0, unit * 11.0);
    // Each zone brings its own hatching, because a pattern is measured in the figure's units.
    let id = format!("hatch{:.0}x{:.0}", x * 10.0, y * 10.0).replace('-', "n");
    format!(
        "<pattern id=\"{id}\" width=\"{step:.2}\" height=\"{step:.2}\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect width=\"{:.2}\" height=\"{step:.2}\" fill=\"{STOP}\"/></pattern>\n\
         <g class=\"keep-off\"><path d=\"{data}\" fill=\"#fbe9e6\" fill-opacity=\"0.75\"/>\
         <path d=\"{data}\" fill=\"url(#{id})\" stroke=\"{STOP}\" stroke-width=\"{:.2}\" stroke-linejoin=\"round\"/>\
         <circle cx=\"{x:.2}\" cy=\"{y:.2}\" r=\"{:.2}\" fill=\"#ffffff\" stroke=\"{STOP}\" stroke-width=\"{:.2}\"/>\
         <path d=\"M{:.2} {:.2}L{:.2} {:.2}M{:.2} {:.2}L{:.2} {:.2}\" stroke=\"{STOP}\" stroke-width=\"{:.2}\" stroke-linecap=\"round\"/></g>\n",
        unit * 4.0,
        unit * 2.5,
        unit * 17.0,
        unit * 3.0,
        x - arm * 0.7,
        y - arm * 0.7,
        x + arm * 0.7,
        y + arm * 0.7,
        x - arm * 0.7,
        y + arm * 0.7,
        x + arm * 0.7,
        y - arm * 0.7,
        unit * 5.0,
    )
}

/// The rolling path: a cased line with a tip at each end.
fn rolling_path(roll: &Shape, unit: f64) -> String {
    let data = escape(&roll.data);
    format!(
        "<g class=\"roll\" fill=\"none\" stroke-linecap=\"round\" stroke-linejoin=\"round\">\
         <path d=\"{data}\" stroke=\"#ffffff\" stroke-width=\"{:.2}\" stroke-opacity=\"0.9\"/>\
         <path d=\"{data}\" stroke=\"{PATH}\" stroke-width=\"{:.2}\" marker-start=\"url(#tip)\" marker-end=\"url(#tip)\"/></g>\n",
        unit * 17.0,
        unit * 9.0
    )
}

/// A place to rest: a ring and a dot, without any arrow.
fn rest(x: f64, y: f64, unit: f64) -> String {
    format!(
        "<g class=\"rest\"><circle cx=\"{x}\" cy=\"{y}\" r=\"{:.2}\" fill=\"#ffffff\" stroke=\"{PATH}\" stroke-width=\"{:.2}\"/>\
         <circle cx=\"{x}\" cy=\"{y}\" r=\"{:.2}\" fill=\"{PATH}\"/></g>\n",
        unit * 17.0,
        unit * 5.0,
        unit * 8.0
    )
}

/// What the marks mean; only those that are there.
fn entries(overlay: &Overlay, labels: &Labels) -> Vec<Entry> {
    let mut entries = vec![Entry::new(Box::new(area_swatch), &labels.area)];
    if !overlay.rolls.is_empty() {
        entries.push(Entry::new(Box::new(path_swatch), &labels.path));
    }
    if !overlay.rests.is_empty() {
        let mark = |x: f64, y: f64| rest(x + 24.0, y, 0.85);
        entries.push(Entry::new(Box::new(mark), &labels.rest));
    }
    entries.push(Entry::new(Box::new(keep_off_swatch), &labels.keep_off));
    if overlay.sides == Sides::Each {
        entries.push(Entry::new(Box::new(both_sides), &labels.either_side));
    }
    entries
}

fn area_swatch(x: f64, y: f64) -> String {
    format!(
        "<rect x=\"{x}\" y=\"{}\" width=\"48\" height=\"30\" rx=\"6\" fill=\"{AREA}\" stroke=\"{AREA_RIM}\" stroke-width=\"3\"/>\n",
        y - 15.0
    )
}

fn path_swatch(x: f64, y: f64) -> String {
    let line = Shape {
        data: format!("M{} {y}L{} {y}", x + 6.0, x + 46.0),
        places: Vec::new(),
    };
    rolling_path(&line, 0.55)
}

fn keep_off_swatch(x: f64, y: f64) -> String {
    let (right, top, bottom) = (x + 48.0, y - 15.0, y + 15.0);
    let zone = Shape {
        data: format!("M{x} {top}L{right} {top}L{right} {bottom}L{x} {bottom}Z"),
        places: vec![(x, top), (right, bottom)],
    };
    keep_off(&zone, 0.85)
}

/// The marked side filled, the other one open.
fn both_sides(x: f64, y: f64) -> String {
    format!(
        "<circle cx=\"{}\" cy=\"{y}\" r=\"10\" fill=\"{AREA}\" stroke=\"{AREA_RIM}\" stroke-width=\"3\"/>\
         <circle cx=\"{}\" cy=\"{y}\" r=\"10\" fill=\"none\" stroke=\"{AREA_RIM}\" stroke-width=\"3\" stroke-dasharray=\"5 4\"/>\n",
        x + 11.0,
        x + 37.0
    )
}
