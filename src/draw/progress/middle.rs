//! The line through a crowd of check-ins: the median of each week, or of every four weeks.

use std::collections::BTreeMap;

use super::{Mark, marks};

/// How thick the line is.
pub(super) const LINE_PX: u32 = 4;

const WEEK: f64 = 7.0;
/// Over a longer time single weeks would zigzag.
const WEEKS_MAX: f64 = 26.0;

/// How many weeks one point of the line stands for. None where there is no line.
pub(super) fn weeks(all: &[Mark]) -> Option<u32> {
    let days: Vec<f64> = numbered(all).map(|(day, _)| day).collect();
    if !marks::crowd(days.len()) {
        return None;
    }
    let first = days.iter().copied().fold(f64::INFINITY, f64::min);
    let last = days.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let many = WEEKS_MAX * WEEK < last - first;
    Some(if many { 4 } else { 1 })
}

/// The line: days and medians. It is interrupted where a week, or four, had no check-in.
pub(super) fn runs(all: &[Mark]) -> Vec<Vec<(f64, f64)>> {
    let Some(weeks) = weeks(all) else {
        return Vec::new();
    };
    let long = f64::from(weeks) * WEEK;
    let mut spans: BTreeMap<i64, Vec<(f64, u8)>> = BTreeMap::new();
    for (day, strength) in numbered(all) {
        let span = (day / long).floor() as i64;
        spans.entry(span).or_default().push((day, strength));
    }
    let mut runs: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut before = None;
    for (span, members) in spans {
        if before != Some(span - 1) {
            runs.push(Vec::new());
        }
        before = Some(span);
        if let Some(run) = runs.last_mut() {
            run.push((mean_day(&members), median(members)));
        }
    }
    runs
}

fn numbered(all: &[Mark]) -> impl Iterator<Item = (f64, u8)> {
    let finite = all.iter().filter(|it| it.day.is_finite());
    finite.filter_map(|it| Some((it.day, it.strength?)))
}

fn mean_day(members: &[(f64, u8)]) -> f64 {
    let days: f64 = members.iter().map(|(day, _)| day).sum();
    days / members.len() as f64
}

fn median(members: Vec<(f64, u8)>) -> f64 {
    let mut strengths: Vec<u8> = members.into_iter().map(|(_, it)| it).collect();
    strengths.sort_unstable();
    let (lower, upper) = ((strengths.len() - 1) / 2, strengths.len() / 2);
    (f64::from(strengths[lower]) + f64::from(strengths[upper])) / 2.0
}
