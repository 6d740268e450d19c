//! What the signs of a picture mean, in two columns below it.

use super::{WIDTH, text, wrap};

/// Draws a sign: its left edge and its middle line are given.
pub(super) type Mark = Box<dyn Fn(f64, f64) -> String>;

/// A sign and what it means.
pub(super) struct Entry {
    mark: Mark,
    says: String,
}

impl Entry {
    pub(super) fn new(mark: Mark, says: &str) -> Self {
        Self {
            mark,
            says: says.to_owned(),
        }
    }
}

const LEFT: f64 = 24.0;
const TEXT_PX: u32 = 25;
const LINE: f64 = 38.0;
const MORE_LINE: f64 = 30.0;
const MARK_WIDTH: f64 = 62.0;
const COLUMNS: usize = 2;

/// Draws a legend from `y` on, and moves `y` below it. Long texts break into lines.
pub(super) fn legend(entries: Vec<Entry>, y: &mut f64) -> String {
    let column = (f64::from(WIDTH) - LEFT) / COLUMNS as f64;
    let mut svg = String::new();
    for row in entries.chunks(COLUMNS) {
        let mut lines_max = 1;
        for (index, entry) in row.iter().enumerate() {
            let x = LEFT + index as f64 * column;
            svg += &(entry.mark)(x, *y + LINE / 2.0);
            let lines = wrap(&entry.says, TEXT_PX, column - MARK_WIDTH - 8.0);
            for (line, says) in lines.iter().enumerate() {
                let down = 28.0 + line as f64 * MORE_LINE;
                svg += &text(x + MARK_WIDTH, *y + down, TEXT_PX, says);
            }
            lines_max = lines_max.max(lines.len());
        }
        *y += LINE + (lines_max - 1) as f64 * MORE_LINE;
    }
    *y += 6.0;
    svg
}
