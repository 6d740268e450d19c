//! One bar for each area or routine: how its check-ins came out, with the numbers behind it.

use plotters::style::Color;

use super::{Group, MarkFeel, marks};
use crate::draw::Undrawn;
use crate::draw::chart::{
    Align, Area, LARGE_PX, LEFT, Painted, Panel, RIGHT, SMALL_PX, axis, block, label, measured,
    pixels, shortened,
};

const HEADING: i32 = 52;
const ROW: i32 = 42;
const BAR: i32 = 28;
/// What keeps the parts of a bar apart.
const PART_GAP: i32 = 2;
/// A part that is there can be seen.
const PART_MIN: i32 = 3;
const NAME_MAX: i32 = 300;
const NUMBER_MIN: i32 = 40;

/// Draws the groups. Without any there is no panel.
pub(super) fn panel(groups: &[Group]) -> Result<Option<Panel>, Undrawn> {
    if groups.is_empty() {
        return Ok(None);
    }
    let chart = Chart::new(groups);
    let mut texts = String::new();
    let (mut y, mut tops, mut headings) = (0, Vec::new(), Vec::new());
    let mut under = None;
    for (index, group) in groups.iter().enumerate() {
        let heading = group.heading.as_deref();
        if index == 0 || (heading.is_some() && heading != under) {
            let room = chart.number(0) - LEFT - NUMBER_MIN;
            let says = shortened(heading.unwrap_or_default(), LARGE_PX, room);
            texts += &label((LEFT, y + 36), LARGE_PX, Align::Start, &says);
            headings.push(y + 28);
            y += HEADING;
        }
        under = heading.or(under);
        texts += &chart.texts(group, y + ROW / 2 + 8);
        tops.push(y);
        y += ROW;
    }
    let painted = |area: &Area| {
        for place in headings {
            chart.paint_heading(area, place)?;
        }
        let mut rows = groups.iter().zip(&tops);
        rows.try_for_each(|(group, top)| chart.paint(area, group, *top))
    };
    crate::draw::chart::panel("groups", y + 4, &texts, painted).map(Some)
}

fn counts(group: &Group) -> [u32; 3] {
    [group.better, group.same, group.worse]
}

fn total(group: &Group) -> u64 {
    counts(group).into_iter().map(u64::from).sum()
}

/// Where names, bars and numbers lie.
struct Chart {
    names: i32,
    left: i32,
    per_one: f64,
    column: i32,
}

impl Chart {
    fn new(groups: &[Group]) -> Self {
        let largest = groups.iter().flat_map(counts).max().unwrap_or(0);
        let column = measured(&largest.to_string(), SMALL_PX).max(NUMBER_MIN - 12) + 12;
        let cut = |it: &Group| measured(&shortened(&it.name, SMALL_PX, NAME_MAX), SMALL_PX);
        let names = groups.iter().map(cut).max().unwrap_or(0);
        let left = LEFT + names + 14;
        let width = RIGHT - 3 * column - 12 - 2 * PART_GAP - 3 * PART_MIN - left;
        let most = groups.iter().map(total).max().unwrap_or(0).max(1);
        Self {
            names,
            left,
            per_one: f64::from(width) / most as f64,
            column,
        }
    }

    /// The middle of a column of numbers.
    fn number(&self, index: i32) -> i32 {
        RIGHT - (3 - index) * self.column + self.column / 2
    }

    fn texts(&self, group: &Group, y: i32) -> String {
        let name = shortened(&group.name, SMALL_PX, self.names);
        let mut svg = label((LEFT, y), SMALL_PX, Align::Start, &name);
        for (column, count) in (0..).zip(counts(group)) {
            let place = (self.number(column), y);
            svg += &label(place, SMALL_PX, Align::Middle, &count.to_string());
        }
        svg
    }

    /// The signs above the numbers say what they count.
    fn paint_heading(&self, area: &Area, y: i32) -> Painted {
        let mut columns = (0..).zip(MarkFeel::ALL);
        columns.try_for_each(|(column, feel)| marks::sign(feel)(area, (self.number(column), y)))
    }

    fn paint(&self, area: &Area, group: &Group, top: i32) -> Painted {
        let (from, to) = (top + (ROW - BAR) / 2, top + (ROW + BAR) / 2);
        let mut left = self.left;
        for (feel, count) in MarkFeel::ALL.into_iter().zip(counts(group)) {
            if count == 0 {
                continue;
            }
            let wide = pixels(f64::from(count) * self.per_one).max(PART_MIN);
            let colour = marks::colour(feel).filled();
            block(area, (left, from), (left + wide, to), colour)?;
            left += wide + PART_GAP;
        }
        axis(area, (self.left - 1, top), (self.left - 1, top + ROW))
    }
}
