//! Draws what words say badly: where to roll, which way, what to keep off, and how a routine goes.
//!
//! Must never read a file, keep a clock or choose a word: the same values give the same bytes.

mod chart;
mod figures;
mod legend;
mod overlay;
mod palette;
mod progress;
mod technique;
mod timeline;
mod timeline_marks;
mod week;

pub use figures::{Figure, FigureFault, Figures};
pub use overlay::{Overlay, Shape};
pub use progress::{Group, Mark, MarkFeel, Progress, ProgressLabels, progress, progress_svg};
pub use technique::{Labels, technique, technique_svg};
pub use timeline::{
    LANE_SECONDS_MAX, Piece, Strip, StripSide, TimelineLabels, lane_seconds, lanes, timeline,
    timeline_svg,
};

pub use week::{Week, WeekDay, WeekLabels, week, week_svg};

use std::sync::{Arc, OnceLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

/// The only font there is: a picture looks the same on every machine.
static FONT: &[u8] = include_bytes!("../../assets/fonts/DejaVuSansCondensed.ttf");
const FONT_FAMILY: &str = "DejaVu Sans Condensed";
/// Width of every picture. Discord shows about half of it on a phone.
const WIDTH: u32 = 800;
/// The smallest text, in a picture 800 wide, that a phone still shows legibly.
const TEXT_PX_MIN: u32 = 22;
/// Width of a letter of the font, on average, as a part of its size.
const LETTER_WIDTH: f64 = 0.505;

/// A drawn picture.
#[derive(Clone, Debug)]
pub struct Picture {
    /// The PNG file. Shared, because the same picture is sent many times.
    pub png: Arc<[u8]>,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

/// Why there is no picture. A person is never told: the words of the card stand without it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Undrawn {
    /// Nobody has drawn an overlay for this technique.
    #[error("no overlay is drawn for {0}")]
    NoOverlay(String),
    /// The overlay names a figure that is not there.
    #[error("the overlay of {technique} names the figure {figure}, which is not there")]
    NoFigure {
        /// The technique drawn.
        technique: String,
        /// The figure it names.
        figure: String,
    },
    /// What was composed could not be rendered; a fault of ours.
    #[error("the picture cannot be rendered: {0}")]
    Render(String),
}

/// SVG to PNG, in process.
fn render(svg: &str) -> Result<Picture, Undrawn> {
    let failed = |says: String| Undrawn::Render(says);
    let tree = Tree::from_str(svg, options()).map_err(|error| failed(error.to_string()))?;
    let size = tree.size().to_int_size();
    let mut pixels = Pixmap::new(size.width(), size.height())
        .ok_or_else(|| failed("the picture has no area".to_owned()))?;
    resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
    let png = palette::encode(&pixels).map_err(|error| failed(error.to_string()))?;
    Ok(Picture {
        png: png.into(),
        width: size.width(),
        height: size.height(),
    })
}

fn options() -> &'static Options<'static> {
    static OPTIONS: OnceLock<Options<'static>> = OnceLock::new();
    OPTIONS.get_or_init(|| {
        let mut fonts = fontdb::Database::new();
        fonts.load_font_data(FONT.to_vec());
        Options {
            font_family: FONT_FAMILY.to_owned(),
            fontdb: Arc::new(fonts),
            ..Options::default()
        }
    })
}

/// Text as it may stand between tags and in attributes. Control characters are left out: XML has
/// no way to write most of them.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            '\u{fffe}' | '\u{ffff}' => {}
            _ if letter.is_control() => {}
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// Breaks a text into lines that fit a width, between words. A single word may stick out.
fn wrap(text: &str, size: u32, width: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line)
                if text_width(line, size) + text_width(word, size) + f64::from(size) * 0.3
                    <= width =>
            {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn text_width(text: &str, size: u32) -> f64 {
    text.chars().count() as f64 * f64::from(size) * LETTER_WIDTH
}

/// The card that everything stands on: a solid mid tone with a rim, so that it reads on Discord's
/// white as well as on its dark grey.
fn card(height: f64, inside: &str) -> String {
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" font-family="{FONT_FAMILY}">
<rect x="1.5" y="1.5" width="{}" height="{}" rx="22" fill="#dde4e1" stroke="#7d8a8a" stroke-width="3"/>
{inside}</svg>
"##,
        WIDTH - 3,
        height - 3.0,
    )
}

fn text(x: f64, y: f64, size: u32, says: &str) -> String {
    debug_assert!(TEXT_PX_MIN <= size, "too small for a phone");
    format!(
        "<text x=\"{x:.0}\" y=\"{y:.0}\" font-size=\"{size}\" fill=\"#18242b\">{}</text>\n",
        escape(says)
    )
}
