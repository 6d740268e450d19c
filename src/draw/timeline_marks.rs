//! How each kind of cue is told apart: by colour, by lightness, and by a sign of its own.

use crate::domain::CueKind;

pub(super) const INK: &str = "#18242b";

/// Fill, colour of the sign, and the sign in a box from -10 to 10.
fn look(kind: CueKind) -> (&'static str, &'static str, &'static str) {
    match kind {
        CueKind::GetReady => ("#b9c3c6", INK, "M-5 -8L6 0L-5 8"),
        CueKind::RollSlowly => (
            "#175a85",
            "#ffffff",
            "M-10 0L10 0M-5 -5L-10 0L-5 5M5 -5L10 0L5 5",
        ),
        CueKind::HoldAndBreathe => (
            "#f2b24d",
            INK,
            "M-8 0C-8 -10.6 8 -10.6 8 0C8 10.6 -8 10.6 -8 0ZM-1.5 0L1.5 0",
        ),
        CueKind::SmallMove => ("#93c7a2", INK, "M-10 2C-7 -7 -4 -7 0 0C4 7 7 7 10 -2"),
        CueKind::SwitchSides => (
            "#ffffff",
            INK,
            "M-4 9L-4 -9M-8 -4L-4 -9L0 -4M5 -9L5 9M1 4L5 9L9 4",
        ),
        CueKind::Rest => ("#f1e7d6", INK, "M-4 -7L-4 7M4 -7L4 7"),
        CueKind::SipWater => (
            "#bfe3f2",
            INK,
            "M0 -9C4 -3 7 0 7 4C7 10 -7 10 -7 4C-7 0 -4 -3 0 -9Z",
        ),
        CueKind::FinishCheckIn => ("#3d474d", "#ffffff", "M-8 1L-2 7L8 -7"),
    }
}

/// A block of the chart: left, top, width, height.
pub(super) fn block(kind: CueKind, [x, y, width, height]: [f64; 4]) -> String {
    let (fill, stroke, sign) = look(kind);
    let scale = ((width - 6.0) / 20.0).clamp(0.0, 1.15);
    let dashes = if kind == CueKind::Rest {
        " stroke-dasharray=\"6 4\""
    } else {
        ""
    };
    let mut svg = format!(
        "<rect class=\"block\" x=\"{:.2}\" y=\"{y:.2}\" width=\"{:.2}\" height=\"{height:.2}\" rx=\"4\" fill=\"{fill}\" stroke=\"{INK}\" stroke-width=\"1.6\"{dashes}/>",
        x + 0.8,
        (width - 1.6).max(0.8),
    );
    if 0.35 <= scale {
        svg += &format!(
            "<path d=\"{sign}\" transform=\"translate({:.2} {:.2}) scale({scale:.2})\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"3\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>",
            x + width / 2.0,
            y + height / 2.0,
        );
    }
    svg.push('\n');
    svg
}

/// The same for the legend.
pub(super) fn swatch(kind: CueKind) -> Box<dyn Fn(f64, f64) -> String> {
    Box::new(move |x, y| block(kind, [x, y - 16.0, 48.0, 32.0]))
}
