//! The picture of a person's check-ins: how each one felt, over time, and how it went by area.
//!
//! Must never judge: it shows what was said, and draws no trend that nobody told.

mod groups;
mod marks;
mod middle;
mod times;

use super::chart::{DARK, Sign, legend, stacked};
use super::{Picture, Undrawn, render};
use plotters::element::PathElement;
use plotters::style::Color;

/// What a person said in their check-ins.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// The check-ins shown, in any order.
    pub marks: Vec<Mark>,
    /// How they came out by area and by routine. They stand in this order.
    pub groups: Vec<Group>,
    /// The marks of the time axis: days since the first day shown, and what stands there. Six fit.
    pub ticks: Vec<(f64, String)>,
    /// What the picture says, in the reader's language.
    pub labels: ProgressLabels,
}

/// One check-in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// Days since the first day shown. One without a finite number is not drawn.
    pub day: f64,
    /// How it felt.
    pub feel: MarkFeel,
    /// How strong it feels, from 0 to 10, where a number was given.
    pub strength: Option<u8>,
}

/// How an area felt after a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkFeel {
    /// Better than before.
    Better,
    /// As before.
    Same,
    /// Worse than before.
    Worse,
}

impl MarkFeel {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::Better, Self::Same, Self::Worse];
}

/// How the check-ins of one area or routine came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Stands above the first group that has it: "By area".
    pub heading: Option<String>,
    /// The area or the routine.
    pub name: String,
    /// How many felt better.
    pub better: u32,
    /// How many felt the same.
    pub same: u32,
    /// How many felt worse.
    pub worse: u32,
}

/// What the picture of check-ins says, in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgressLabels {
    /// What the triangle upwards means.
    pub better: String,
    /// What the circle means.
    pub same: String,
    /// What the triangle downwards means.
    pub worse: String,
    /// Above the chart: "How strong it feels, 0 to 10".
    pub strength: String,
    /// Above the check-ins without a number: "No number given".
    pub unmarked: String,
    /// What the line means where it shows weeks: "Middle of each week".
    pub middle_week: String,
    /// What the line means over a long time: "Middle of every 4 weeks".
    pub middle_four_weeks: String,
}

/// Draws the check-ins.
///
/// # Errors
/// A fault of ours in what was composed.
pub fn progress(progress: &Progress) -> Result<Picture, Undrawn> {
    render(&progress_svg(progress)?)
}

/// The same picture before it is rendered.
///
/// # Errors
/// A fault of ours in what was composed.
pub fn progress_svg(progress: &Progress) -> Result<String, Undrawn> {
    let labels = &progress.labels;
    let mut panels = times::panels(progress)?;
    let mut entries: Vec<(Sign, &str)> = vec![
        (marks::sign(MarkFeel::Better), &labels.better),
        (marks::sign(MarkFeel::Same), &labels.same),
        (marks::sign(MarkFeel::Worse), &labels.worse),
    ];
    match middle::weeks(&progress.marks) {
        Some(1) => entries.push((line(), &labels.middle_week)),
        Some(_) => entries.push((line(), &labels.middle_four_weeks)),
        None => {}
    }
    panels.push(legend(&entries)?);
    panels.extend(groups::panel(&progress.groups)?);
    Ok(stacked(&panels))
}

/// The sign of the line through the middle.
fn line() -> Sign {
    Box::new(|area, (x, y)| {
        let ends = vec![(x - 16, y), (x + 16, y)];
        area.draw(&PathElement::new(ends, DARK.stroke_width(middle::LINE_PX)))
    })
}
