//! Pixels to a PNG with a palette: flat drawings have few colours, and a third of the bytes will do.

use std::collections::BTreeMap;

use png::{BitDepth, ColorType, Compression, Encoder, EncodingError};
use resvg::tiny_skia::Pixmap;

/// What one byte of a pixel can name.
const COLOURS_MAX: usize = 256;

/// Red, green, blue and how opaque it is.
type Colour = [u8; 4];

/// Writes the PNG. Only the rarest shades at the rims of shapes move to their neighbours.
pub(super) fn encode(pixels: &Pixmap) -> Result<Vec<u8>, EncodingError> {
    let colours: Vec<Colour> = (pixels.pixels().iter())
        .map(|it| it.demultiply())
        .map(|it| [it.red(), it.green(), it.blue(), it.alpha()])
        .collect();
    let mut counts: BTreeMap<Colour, usize> = BTreeMap::new();
    for run in colours.chunk_by(|one, next| one == next) {
        *counts.entry(run[0]).or_default() += run.len();
    }
    let palette = most_used(&counts);
    let names: BTreeMap<Colour, u8> = (counts.keys())
        .map(|colour| (*colour, nearest(&palette, *colour)))
        .collect();
    let mut bytes = Vec::with_capacity(colours.len());
    for run in colours.chunk_by(|one, next| one == next) {
        bytes.resize(bytes.len() + run.len(), names[&run[0]]);
    }
    write(pixels.width(), pixels.height(), &palette, &bytes)
}

fn most_used(counts: &BTreeMap<Colour, usize>) -> Vec<Colour> {
    let mut colours: Vec<(usize, Colour)> =
        counts.iter().map(|(it, count)| (*count, *it)).collect();
    colours.sort_unstable_by(|one, other| other.cmp(one));
    colours.truncate(COLOURS_MAX);
    colours.into_iter().map(|(_, colour)| colour).collect()
}

fn nearest(palette: &[Colour], colour: Colour) -> u8 {
    let distance = |other: &Colour| -> u32 {
        let parts = other.iter().zip(colour);
        parts
            .map(|(one, other)| u32::from(one.abs_diff(other)).pow(2))
            .sum()
    };
    let nearest = palette
        .iter()
        .enumerate()
        .min_by_key(|(_, it)| distance(it));
    nearest.map_or(0, |(index, _)| index as u8)
}

fn write(
    width: u32,
    height: u32,
    palette: &[Colour],
    bytes: &[u8],
) -> Result<Vec<u8>, EncodingError> {
    let mut png = Vec::new();
    let mut encoder = Encoder::new(&mut png, width, height);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Balanced);
    encoder.set_palette(
        palette
            .iter()
            .flat_map(|it| [it[0], it[1], it[2]])
            .collect::<Vec<_>>(),
    );
    encoder.set_trns(palette.iter().map(|it| it[3]).collect::<Vec<_>>());
    let mut writer = encoder.write_header()?;
    writer.write_image_data(bytes)?;
    writer.finish()?;
    Ok(png)
}
