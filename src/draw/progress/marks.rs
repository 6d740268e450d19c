//! The signs of better, same and worse: told apart by shape and by colour.

use plotters::element::{Circle, Polygon};
use plotters::style::{Color, RGBAColor, RGBColor};

use super::MarkFeel;
use crate::draw::chart::{Area, PAPER, Painted, Place, Sign, pixels};

/// How large a sign is where there is room: half its height.
pub(super) const RADIUS: i32 = 10;
/// How large it is in a crowd.
pub(super) const RADIUS_CROWD: i32 = 7;
/// How much of a sign covers what is below it in a crowd.
const OPACITY_CROWD: f64 = 0.75;
/// How far the rim reaches that keeps a sign apart from the line and from other signs.
const RIM: i32 = 3;
/// From how many signs on they make a crowd.
const CROWD_FROM: usize = 41;
/// Signs that are nearer to each other lie on each other.
const NEAR: i32 = 14;
/// How far signs of one place are moved apart, all together.
const SPREAD_MAX: i32 = 120;

/// Blue, grey and orange differ for every kind of colour blindness.
pub(super) fn colour(feel: MarkFeel) -> RGBColor {
    match feel {
        MarkFeel::Better => RGBColor(0x00, 0x5a, 0x9c),
        MarkFeel::Same => RGBColor(0x55, 0x5c, 0x60),
        MarkFeel::Worse => RGBColor(0xad, 0x45, 0x00),
    }
}

pub(super) fn sign(feel: MarkFeel) -> Sign {
    Box::new(move |area, place| shape(area, feel, place, RADIUS, colour(feel).into()))
}

/// Whether so many signs are drawn small, and without a line from one to the next.
pub(super) fn crowd(count: usize) -> bool {
    CROWD_FROM <= count
}

/// Draws signs at their places.
pub(super) fn scatter(area: &Area, signs: &[(MarkFeel, Place)]) -> Painted {
    let crowded = crowd(signs.len());
    for (feel, place) in signs {
        if crowded {
            let colour = colour(*feel).mix(OPACITY_CROWD);
            shape(area, *feel, *place, RADIUS_CROWD, colour)?;
        } else {
            shape(area, *feel, *place, RADIUS + RIM, PAPER.into())?;
            shape(area, *feel, *place, RADIUS, colour(*feel).into())?;
        }
    }
    Ok(())
}

fn shape(area: &Area, feel: MarkFeel, (x, y): Place, radius: i32, colour: RGBAColor) -> Painted {
    let part = |of: f64| pixels(of * f64::from(radius));
    let triangle = |up: i32| {
        let (base, tip) = (y + up * part(0.75), y - up * part(1.1));
        let corners = vec![(x - part(1.15), base), (x + part(1.15), base), (x, tip)];
        area.draw(&Polygon::new(corners, colour))
    };
    match feel {
        MarkFeel::Better => triangle(1),
        MarkFeel::Same => area.draw(&Circle::new((x, y), radius, colour.filled())),
        MarkFeel::Worse => triangle(-1),
    }
}

/// Moves signs apart that would lie on each other: places in order of time, within two edges.
pub(super) fn apart(places: &mut [Place], [left, right]: [i32; 2]) {
    if crowd(places.len()) {
        return;
    }
    let mut settled = vec![false; places.len()];
    for first in 0..places.len() {
        if settled[first] {
            continue;
        }
        let (x, y) = places[first];
        let together: Vec<usize> = (first..places.len())
            .filter(|it| !settled[*it] && places[*it].1 == y && places[*it].0 - x < NEAR)
            .collect();
        let gaps = i32::try_from(together.len() - 1).unwrap_or(i32::MAX);
        let step = (SPREAD_MAX / gaps.max(1)).min(2 * RADIUS + 4);
        let wide = step.saturating_mul(gaps);
        let mut at = (x - wide / 2).min(right - wide).max(left);
        for index in together {
            settled[index] = true;
            if 0 < gaps {
                places[index].0 = at;
            }
            at += step;
        }
    }
}
