//! The picture of a person's week: what was drunk, and which reminders came.
//!
//! Must never judge: no goal, no streak, no comparison.

use plotters::coord::CoordTranslate;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::{RangedCoordf64, RangedCoordu32};
use plotters::style::{Color, RGBColor};

use super::chart::{
    Align, Area, LEFT, Painted, Panel, RIGHT, SMALL_PX, Sign, axis, block, guide, label, legend,
    measured, panel, shortened, stacked, upwards,
};
use super::{Picture, Undrawn, render};

/// What a person logged in a week, and what the bot sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Week {
    /// In the order in which they stand. The picture is made for seven.
    pub days: Vec<WeekDay>,
    /// What the picture says, in the reader's language.
    pub labels: WeekLabels,
}

/// One day of a [`Week`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekDay {
    /// Stands below the bars: "Tue 24".
    pub name: String,
    /// How many drinks were logged.
    pub drinks: u32,
    /// How many reminders came.
    pub reminders: u32,
}

/// What the picture of a week says, in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekLabels {
    /// What the first bar of a day counts.
    pub drinks: String,
    /// What the second bar of a day counts.
    pub reminders: String,
}

const DRINKS: RGBColor = RGBColor(0x00, 0x5a, 0x9c);
const REMINDERS: RGBColor = RGBColor(0x96, 0x60, 0x0a);

/// How far the axis reaches at least, so that one drink does not look like a flood.
const COUNT_MIN: u32 = 4;
/// How many marks the axis has at most.
const MARKS_MAX: usize = 6;
/// A larger number is wider than its bar.
const NUMBER_MAX: u32 = 999;
/// Room for the number on the highest bar.
const TOP: i32 = 34;
const BOTTOM: i32 = TOP + 290;
const HEIGHT: i32 = BOTTOM + 52;
/// Which part of a day's column a bar takes.
const BAR: f64 = 0.42;
/// Which part of a day's column is free at its left, and at its right.
const MARGIN: f64 = 0.06;

/// Draws a week.
///
/// # Errors
/// A fault of ours in what was composed.
pub fn week(week: &Week) -> Result<Picture, Undrawn> {
    render(&week_svg(week)?)
}

/// The same picture before it is rendered.
///
/// # Errors
/// A fault of ours in what was composed.
pub fn week_svg(week: &Week) -> Result<String, Undrawn> {
    let sign = |colour: RGBColor| -> Sign {
        Box::new(move |area, (x, y)| {
            block(area, (x - 12, y - 12), (x + 12, y + 12), colour.filled())
        })
    };
    let legend = legend(&[
        (sign(DRINKS), &week.labels.drinks),
        (sign(REMINDERS), &week.labels.reminders),
    ])?;
    Ok(stacked(&[bars(&week.days)?, legend]))
}

fn bars(days: &[WeekDay]) -> Result<Panel, Undrawn> {
    let chart = Chart::new(days);
    let mut texts = String::new();
    for (mark, y) in chart.marks() {
        let place = (chart.left - 10, y + 8);
        texts += &label(place, SMALL_PX, Align::End, &mark.to_string());
    }
    for (index, day) in days.iter().enumerate() {
        let (middle, room) = chart.column(index);
        let name = shortened(&day.name, SMALL_PX, room - 6);
        texts += &label((middle, BOTTOM + 34), SMALL_PX, Align::Middle, &name);
    }
    for bar in chart.bars(days) {
        let place = ((bar.from + bar.to) / 2, bar.top - 8);
        texts += &label(place, SMALL_PX, Align::Middle, &number(bar.count));
    }
    panel("days", HEIGHT, &texts, |area| chart.paint(area, days))
}

fn number(count: u32) -> String {
    if NUMBER_MAX < count {
        return "1k+".to_owned();
    }
    count.to_string()
}

/// One bar, in pixels. It stands on the axis.
struct Bar {
    from: i32,
    to: i32,
    top: i32,
    count: u32,
    colour: RGBColor,
}

/// Where days and counts lie in the picture.
struct Chart {
    left: i32,
    axes: Cartesian2d<RangedCoordf64, RangedCoordu32>,
}

impl Chart {
    fn new(days: &[WeekDay]) -> Self {
        let counts = days.iter().map(|it| it.drinks.max(it.reminders));
        let most = counts.max().unwrap_or(0).max(COUNT_MIN);
        let widest = measured(&most.to_string(), SMALL_PX);
        let left = LEFT + widest + 12;
        let columns = days.len().max(1) as f64;
        let axes = Cartesian2d::new(0.0..columns, 0..most, (left..RIGHT, upwards(TOP, BOTTOM)));
        Self { left, axes }
    }

    /// The marks of the axis: whole numbers, with their heights.
    fn marks(&self) -> Vec<(u32, i32)> {
        let marks = self.axes.y_spec().key_points(MARKS_MAX);
        let height = |mark| self.axes.translate(&(0.0, mark)).1;
        marks.into_iter().map(|it| (it, height(it))).collect()
    }

    /// The middle of a day's column, and how wide it is.
    fn column(&self, index: usize) -> (i32, i32) {
        let at = |x: f64| self.axes.translate(&(x, 0)).0;
        let from = index as f64;
        (at(from + 0.5), at(from + 1.0) - at(from))
    }

    fn bars(&self, days: &[WeekDay]) -> Vec<Bar> {
        let bar = |from: f64, count: u32, colour: RGBColor| {
            let (left, top) = self.axes.translate(&(from, count));
            let (to, _) = self.axes.translate(&(from + BAR, 0));
            Bar {
                from: left + 1,
                to: to - 1,
                top,
                count,
                colour,
            }
        };
        let mut bars = Vec::new();
        for (index, day) in days.iter().enumerate() {
            let from = index as f64 + MARGIN;
            bars.push(bar(from, day.drinks, DRINKS));
            bars.push(bar(
                1.0 - 2.0 * MARGIN - BAR + from,
                day.reminders,
                REMINDERS,
            ));
        }
        bars
    }

    fn paint(&self, area: &Area, days: &[WeekDay]) -> Painted {
        for (_, y) in self.marks() {
            guide(area, (self.left, y), (RIGHT, y))?;
        }
        for bar in self.bars(days) {
            let (from, to) = ((bar.from, bar.top), (bar.to, BOTTOM));
            block(area, from, to, bar.colour.filled())?;
        }
        axis(area, (self.left, BOTTOM), (RIGHT, BOTTOM))
    }
}
