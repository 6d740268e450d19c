//! The check-ins over time: those with a number by how strong it feels, the others below.

use plotters::coord::CoordTranslate;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::RangedCoordf64;
use plotters::element::PathElement;
use plotters::style::{Color, RGBColor};

use super::{Mark, MarkFeel, Progress, marks, middle};
use crate::draw::Undrawn;
use crate::draw::chart::{
    Align, Area, DARK, LEFT, Painted, Panel, Place, RIGHT, SMALL_PX, axis, block, guide, label,
    measured, panel, shortened, upwards,
};

const PLOT_LEFT: i32 = LEFT + 40;
const PLOT_HEIGHT: i32 = 290;
const STRENGTH_MAX: u8 = 10;
/// Marks of the axis of strength: every other number.
const STRENGTHS: usize = 6;
/// A caption with its line.
const CAPTION: i32 = 34;
/// A row of check-ins without a number.
const LANE: i32 = 30;
const LANE_CROWD: i32 = 22;
const BAND: RGBColor = RGBColor(0xe8, 0xed, 0xeb);
/// Free at either end of the time axis, as a part of it, so that no sign leaves the chart.
const MARGIN: f64 = 0.025;
/// Days beyond are a fault of the caller, and are drawn at the edge.
const DAY_LIMIT: f64 = 1e6;
const TICK_ROOM: i32 = 180;
const TICK_GAP: i32 = 12;

/// Draws the two charts that share the time axis, as far as there is something in them.
pub(super) fn panels(progress: &Progress) -> Result<Vec<Panel>, Undrawn> {
    let marks = in_time(&progress.marks);
    let time = Time::new(&marks, &progress.ticks);
    let (numbered, unmarked): (Vec<Mark>, Vec<Mark>) =
        marks.iter().partition(|it| it.strength.is_some());
    let mut panels = Vec::new();
    if !numbered.is_empty() || unmarked.is_empty() {
        panels.push(plot(&numbered, &time, &progress.labels.strength)?);
    }
    if !unmarked.is_empty() {
        panels.push(strip(&unmarked, &time, &progress.labels.unmarked)?);
    }
    if !time.ticks.is_empty() {
        panels.push(ticks(&time)?);
    }
    Ok(panels)
}

/// The marks that have a place, in the order in which they came.
fn in_time(marks: &[Mark]) -> Vec<Mark> {
    let finite = marks.iter().filter(|it| it.day.is_finite());
    let mut marks: Vec<Mark> = finite
        .map(|it| Mark {
            day: it.day.clamp(-DAY_LIMIT, DAY_LIMIT),
            ..*it
        })
        .collect();
    marks.sort_by(|one, other| one.day.total_cmp(&other.day));
    marks
}

/// Where days lie, and what stands below them.
struct Time {
    from: f64,
    to: f64,
    ticks: Vec<(f64, String)>,
}

impl Time {
    fn new(marks: &[Mark], ticks: &[(f64, String)]) -> Self {
        let finite = ticks.iter().filter(|(day, _)| day.is_finite());
        let mut ticks: Vec<(f64, String)> = finite
            .map(|(day, says)| (day.clamp(-DAY_LIMIT, DAY_LIMIT), says.clone()))
            .collect();
        ticks.sort_by(|one, other| one.0.total_cmp(&other.0));
        let days = marks.iter().map(|it| it.day);
        let days: Vec<f64> = days.chain(ticks.iter().map(|it| it.0)).collect();
        let first = days.iter().copied().fold(f64::INFINITY, f64::min);
        let last = days.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let (from, to) = if days.is_empty() {
            (0.0, 1.0)
        } else if last - first < 1.0 {
            // A single day stands in the middle.
            let middle = f64::midpoint(first, last);
            (middle - 1.0, middle + 1.0)
        } else {
            let margin = (last - first) * MARGIN;
            (first - margin, last + margin)
        };
        Self { from, to, ticks }
    }

    /// The charts' axes: time, and how strong it feels.
    fn axes(&self, top: i32, bottom: i32) -> Cartesian2d<RangedCoordf64, RangedCoordf64> {
        let strengths = 0.0..f64::from(STRENGTH_MAX);
        Cartesian2d::new(
            self.from..self.to,
            strengths,
            (PLOT_LEFT..RIGHT, upwards(top, bottom)),
        )
    }

    fn x(&self, day: f64) -> i32 {
        self.axes(0, 1).translate(&(day, 0.0)).0
    }

    fn paint_ticks(&self, area: &Area, top: i32, bottom: i32) -> Painted {
        let mut days = self.ticks.iter().map(|(day, _)| self.x(*day));
        days.try_for_each(|x| guide(area, (x, top), (x, bottom)))
    }
}

fn plot(numbered: &[Mark], time: &Time, caption: &str) -> Result<Panel, Undrawn> {
    let (top, bottom) = (CAPTION + 16, CAPTION + 16 + PLOT_HEIGHT);
    let axes = time.axes(top, bottom);
    let caption = shortened(caption, SMALL_PX, RIGHT - LEFT);
    let mut texts = label((LEFT, 22), SMALL_PX, Align::Start, &caption);
    let strengths = axes.y_spec().key_points(STRENGTHS);
    let heights: Vec<i32> = (strengths.iter())
        .map(|it| axes.translate(&(time.from, *it)).1)
        .collect();
    for (strength, y) in strengths.iter().zip(&heights) {
        let place = (PLOT_LEFT - 12, y + 8);
        texts += &label(place, SMALL_PX, Align::End, &format!("{strength:.0}"));
    }
    let place = |it: &Mark| {
        let strength = f64::from(it.strength.unwrap_or(0).min(STRENGTH_MAX));
        axes.translate(&(it.day, strength))
    };
    let mut places: Vec<Place> = numbered.iter().map(place).collect();
    marks::apart(
        &mut places,
        [PLOT_LEFT + marks::RADIUS, RIGHT - marks::RADIUS],
    );
    let runs = middle::runs(numbered).into_iter();
    let runs = runs.map(|run| run.iter().map(|it| axes.translate(it)).collect());
    let runs: Vec<Vec<Place>> = runs.collect();
    panel("strengths", bottom + 18, &texts, |area| {
        time.paint_ticks(area, top, bottom + 18)?;
        for y in &heights {
            guide(area, (PLOT_LEFT, *y), (RIGHT, *y))?;
        }
        axis(area, (PLOT_LEFT, bottom), (RIGHT, bottom))?;
        if !marks::crowd(places.len()) {
            join(area, &places)?;
        }
        marks::scatter(area, &signs(numbered, &places))?;
        runs.iter().try_for_each(|run| paint_middle(area, run))
    })
}

fn signs(marks: &[Mark], places: &[Place]) -> Vec<(MarkFeel, Place)> {
    let feels = marks.iter().map(|it| it.feel);
    feels.zip(places.iter().copied()).collect()
}

/// The thin line from one check-in to the next.
fn join(area: &Area, places: &[Place]) -> Painted {
    if places.len() < 2 {
        return Ok(());
    }
    let line = DARK.mix(0.5).stroke_width(2);
    area.draw(&PathElement::new(places.to_vec(), line))
}

/// The thick line through the middle. A single point becomes a dash.
fn paint_middle(area: &Area, run: &[Place]) -> Painted {
    let line = match run {
        [(x, y)] => vec![(x - 8, *y), (x + 8, *y)],
        _ => run.to_vec(),
    };
    area.draw(&PathElement::new(line, DARK.stroke_width(middle::LINE_PX)))
}

/// The check-ins without a number. A crowd stands in three rows, so that each can be seen.
fn strip(unmarked: &[Mark], time: &Time, caption: &str) -> Result<Panel, Undrawn> {
    let crowded = marks::crowd(unmarked.len());
    let (lane, lanes) = if crowded { (LANE_CROWD, 3) } else { (LANE, 1) };
    let bottom = CAPTION + lane * lanes + 8;
    let row = |feel| match feel {
        _ if !crowded => 0,
        MarkFeel::Better => 0,
        MarkFeel::Same => 1,
        MarkFeel::Worse => 2,
    };
    let place = |it: &Mark| {
        let y = CAPTION + row(it.feel) * lane + lane / 2 + 2;
        (time.x(it.day), y)
    };
    let mut places: Vec<Place> = unmarked.iter().map(place).collect();
    marks::apart(
        &mut places,
        [PLOT_LEFT + marks::RADIUS, RIGHT - marks::RADIUS],
    );
    let caption = shortened(caption, SMALL_PX, RIGHT - PLOT_LEFT - 24);
    let caption = label((PLOT_LEFT + 12, 25), SMALL_PX, Align::Start, &caption);
    panel("unmarked", bottom, &caption, |area| {
        block(area, (PLOT_LEFT, 0), (RIGHT, bottom), BAND.filled())?;
        time.paint_ticks(area, CAPTION, bottom)?;
        marks::scatter(area, &signs(unmarked, &places))
    })
}

/// What stands below the time axis. A text that would touch the one before it is left out.
fn ticks(time: &Time) -> Result<Panel, Undrawn> {
    let (mut texts, mut free_from) = (String::new(), i32::MIN);
    for (day, says) in &time.ticks {
        let says = shortened(says, SMALL_PX, TICK_ROOM);
        let half = measured(&says, SMALL_PX) / 2 + 1;
        let x = time.x(*day).clamp(LEFT + half, RIGHT - half);
        if free_from <= x - half {
            texts += &label((x, 30), SMALL_PX, Align::Middle, &says);
            free_from = x + half + TICK_GAP;
        }
    }
    panel("ticks", 46, &texts, |area| time.paint_ticks(area, 0, 8))
}
