//! The picture of a routine: what comes when, on which area and side, five minutes to a lane.

use std::fmt::Write;

use super::legend::{Entry, Mark, legend};
use super::timeline_marks::{INK, block, swatch};
use super::{Picture, Undrawn, card, escape, render, text, text_width};
use crate::domain::CueKind;

/// One cue of a routine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strip {
    /// How long it lasts.
    pub seconds: u32,
    /// What is done.
    pub kind: CueKind,
    /// Which side, where the area has two.
    pub side: Option<StripSide>,
    /// The area's name; empty where it is about no area.
    pub label: String,
}

/// The side that is rolled first, or the one after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StripSide {
    /// The side a person begins with.
    First,
    /// The one after it.
    Other,
}

/// What the picture says, in the reader's language.
#[derive(Clone, Debug)]
pub struct TimelineLabels {
    /// Beside the upper row: "1st".
    pub first: String,
    /// Beside the lower row: "other".
    pub other: String,
    /// Behind the last mark of the axis: "min".
    pub minutes: String,
    /// What each kind is called, in the order of [`CueKind::ALL`](crate::domain::CueKind::ALL).
    pub kinds: [String; 8],
}

/// A cue or a part of one, as far as it lies in one lane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Which strip it is of.
    pub strip: usize,
    /// Seconds from the beginning of its lane.
    pub from: u32,
    /// How long the part lasts. Never 0.
    pub seconds: u32,
}

/// How much of a routine stands in one lane at most. More would be too narrow for a phone.
pub const LANE_SECONDS_MAX: u32 = 360;

/// How much of a routine of that length stands in one lane: whole minutes, so that no lane is
/// begun for a few seconds only.
pub fn lane_seconds(total: u32) -> u32 {
    let lanes = total.div_ceil(LANE_SECONDS_MAX).max(1);
    total.div_ceil(lanes).div_ceil(60).max(1) * 60
}

const LEFT: f64 = 24.0;
const RIGHT: f64 = 776.0;
const ROW: f64 = 46.0;
const ROW_GAP: f64 = 4.0;
const DISC_ROW: f64 = 38.0;
const AXIS: f64 = 40.0;
const SMALL_PX: u32 = 22;
/// Width of a numbered disc with its line.
const DISC_WIDTH: f64 = 34.0;

/// Draws a routine.
///
/// # Errors
/// A fault of ours in what was composed.
pub fn timeline(strips: &[Strip], labels: &TimelineLabels) -> Result<Picture, Undrawn> {
    render(&timeline_svg(strips, labels))
}

/// The same picture before it is rendered.
pub fn timeline_svg(strips: &[Strip], labels: &TimelineLabels) -> String {
    let areas = areas(strips);
    let chart = Chart::new(lane_seconds(total(strips)), labels);
    let (mut inside, mut y) = (String::new(), 18.0);
    for (lane, pieces) in lanes(strips).iter().enumerate() {
        inside += &chart.lane(strips, &areas, lane as u32, pieces, y, labels);
        y += DISC_ROW + 2.0 * ROW + ROW_GAP + AXIS;
    }
    let numbered = areas.iter().enumerate();
    let numbered = numbered.map(|(index, area)| Entry::new(disc_at_left(index + 1), area));
    inside += &legend(numbered.collect(), &mut y);
    let kinds = CueKind::ALL.iter().map(|(_, kind)| kind).zip(&labels.kinds);
    let used = kinds
        .filter(|(kind, _)| strips.iter().any(|it| it.kind == **kind))
        .map(|(kind, says)| Entry::new(swatch(*kind), says));
    inside += &legend(used.collect(), &mut y);
    card(y + 10.0, &inside)
}

/// Cuts a routine into lanes; a cue across the edge of a lane stands in both.
pub fn lanes(strips: &[Strip]) -> Vec<Vec<Piece>> {
    let long = lane_seconds(total(strips));
    let mut lanes: Vec<Vec<Piece>> = Vec::new();
    let mut at = 0;
    for (strip, it) in strips.iter().enumerate() {
        let end = at + it.seconds;
        while at < end {
            let lane = (at / long) as usize;
            let lane_end = (at / long + 1) * long;
            let seconds = end.min(lane_end) - at;
            lanes.resize(lanes.len().max(lane + 1), Vec::new());
            lanes[lane].push(Piece {
                strip,
                from: at % long,
                seconds,
            });
            at += seconds;
        }
    }
    lanes
}

fn total(strips: &[Strip]) -> u32 {
    strips.iter().map(|it| it.seconds).sum()
}

/// The areas in the order in which they come.
fn areas(strips: &[Strip]) -> Vec<&str> {
    let mut areas: Vec<&str> = Vec::new();
    for strip in strips {
        if !strip.label.is_empty() && !areas.contains(&strip.label.as_str()) {
            areas.push(&strip.label);
        }
    }
    areas
}

/// Where seconds lie in the picture.
struct Chart {
    left: f64,
    per_second: f64,
    lane_seconds: u32,
}

impl Chart {
    fn new(lane_seconds: u32, labels: &TimelineLabels) -> Self {
        let widest = text_width(&labels.first, SMALL_PX).max(text_width(&labels.other, SMALL_PX));
        let left = LEFT + widest.min(200.0) + 12.0;
        // The last minute mark needs half its width behind the chart.
        Self {
            left,
            per_second: (RIGHT - 12.0 - left) / f64::from(lane_seconds),
            lane_seconds,
        }
    }

    fn x(&self, seconds: u32) -> f64 {
        self.left + f64::from(seconds) * self.per_second
    }

    fn lane(
        &self,
        strips: &[Strip],
        areas: &[&str],
        lane: u32,
        pieces: &[Piece],
        top: f64,
        labels: &TimelineLabels,
    ) -> String {
        let (first, other) = (top + DISC_ROW, top + DISC_ROW + ROW + ROW_GAP);
        let mut svg = String::new();
        let sided = pieces.iter().any(|it| strips[it.strip].side.is_some());
        if sided {
            svg += &text(LEFT, first + 31.0, SMALL_PX, &labels.first);
            svg += &text(LEFT, other + 31.0, SMALL_PX, &labels.other);
        }
        let mut before = None;
        for (index, piece) in pieces.iter().enumerate() {
            let strip = &strips[piece.strip];
            let (x, width) = (
                self.x(piece.from),
                f64::from(piece.seconds) * self.per_second,
            );
            let (y, height) = match strip.side {
                Some(StripSide::First) => (first, ROW),
                Some(StripSide::Other) => (other, ROW),
                None => (first, 2.0 * ROW + ROW_GAP),
            };
            svg += &block(strip.kind, [x, y, width, height]);
            let area = areas.iter().position(|it| *it == strip.label);
            if let Some(number) = area.filter(|_| area != before) {
                // The tail of an area from the lane above may be too short for its number.
                let stays =
                    |it: &&Piece| [&strip.label, ""].contains(&strips[it.strip].label.as_str());
                let run = pieces[index..]
                    .iter()
                    .take_while(stays)
                    .map(|it| it.seconds);
                if 0 < piece.from || DISC_WIDTH <= f64::from(run.sum::<u32>()) * self.per_second {
                    svg += &self.area_start(number + 1, x, top);
                }
            }
            before = area.or(before);
        }
        svg += &self.axis(lane, pieces, other + ROW + 4.0, labels);
        svg
    }

    fn area_start(&self, number: usize, x: f64, top: f64) -> String {
        let mut svg = format!(
            "<path d=\"M{x:.1} {}L{x:.1} {}\" stroke=\"{INK}\" stroke-width=\"3\"/>\n",
            top + 4.0,
            top + DISC_ROW
        );
        svg += &disc(number, x + 16.0, top + 17.0);
        svg
    }

    fn axis(&self, lane: u32, pieces: &[Piece], y: f64, labels: &TimelineLabels) -> String {
        let end = pieces.last().map_or(0, |it| it.from + it.seconds);
        let mut svg = format!(
            "<path d=\"M{:.1} {y}L{:.1} {y}\" stroke=\"{INK}\" stroke-width=\"2\"/>\n",
            self.left,
            self.x(end)
        );
        for minute in 0..=end / 60 {
            let (x, number) = (self.x(minute * 60), lane * self.lane_seconds / 60 + minute);
            let says =
                if minute == end / 60 && text_width(&labels.minutes, SMALL_PX) < RIGHT - x - 24.0 {
                    format!("{number} {}", labels.minutes)
                } else {
                    number.to_string()
                };
            let _ = write!(
                svg,
                "<path d=\"M{x:.1} {y}L{x:.1} {}\" stroke=\"{INK}\" stroke-width=\"2\"/>",
                y + 7.0
            );
            svg += &text(
                x - 6.0 * number.to_string().len() as f64,
                y + 27.0,
                SMALL_PX,
                &says,
            );
        }
        svg
    }
}

fn disc(number: usize, x: f64, y: f64) -> String {
    format!(
        "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"15\" fill=\"#ffffff\" stroke=\"{INK}\" stroke-width=\"2.5\"/>\
         <text x=\"{x:.1}\" y=\"{:.1}\" font-size=\"{SMALL_PX}\" text-anchor=\"middle\" fill=\"{INK}\">{}</text>\n",
        y + 8.0,
        escape(&number.to_string())
    )
}

fn disc_at_left(number: usize) -> Mark {
    Box::new(move |x, y| disc(number, x + 24.0, y))
}
