//! A clearance as bytes, to be sealed, and back.
//!
//! What does not read back exactly is no clearance: nothing is guessed, filled in or left out.

use secrecy::zeroize::Zeroizing;
use serde::{Deserialize, Serialize};

use crate::domain::{Clearance, Limits, Outcome, PositionId, RegionId, Timestamp, ToolId};

/// How a clearance is written. Counted up when the fields below change.
const FORM: u32 = 1;
/// The same with `no_water_until` behind it, where there is that.
const FORM_FLAGGED: u32 = 2;

/// What is no clearance, or one that may not be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unreadable;

/// A clearance as it is written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    form: u32,
    outcome: String,
    regions: Vec<String>,
    positions: Vec<String>,
    tools: Vec<String>,
    gentle: bool,
    no_water: bool,
    rise_slow: bool,
    breath_note: bool,
    grown_up: bool,
    adult: bool,
    version: u32,
    begun_at: Timestamp,
    screened_at: Timestamp,
    until: Timestamp,
    heard_at: Timestamp,
    heals_asked_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    no_water_until: Option<Timestamp>,
}

/// Writes a clearance, or that there is none any more. One that would not read back is not written.
pub(super) fn write(clearance: Option<&Clearance>) -> Result<Zeroizing<Vec<u8>>, Unreadable> {
    let written = clearance.map(written).transpose()?;
    let bytes = bytes(written.as_ref());
    match read(&bytes)?.as_ref() == clearance {
        true => Ok(bytes),
        false => Err(Unreadable),
    }
}

/// Reads what was written, and nothing else.
pub(super) fn read(text: &[u8]) -> Result<Option<Clearance>, Unreadable> {
    let written: Option<Written> = serde_json::from_slice(text).map_err(|_| Unreadable)?;
    // What is missing, doubled or in another order would be read too; it was not written here.
    if bytes(written.as_ref()).as_slice() != text {
        return Err(Unreadable);
    }
    written.map(clearance).transpose()
}

fn bytes(written: Option<&Written>) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(serde_json::to_vec(&written).expect("texts, numbers and times can be written"))
}

fn written(it: &Clearance) -> Result<Written, Unreadable> {
    // Taken apart, so that a new field does not compile before it is kept too.
    let Clearance {
        outcome,
        limits,
        adult,
        version,
        begun_at,
        screened_at,
        until,
        heard_at,
        heals_asked_at,
        no_water_until,
    } = it;
    let Limits {
        regions,
        positions,
        tools,
        gentle,
        no_water,
        rise_slow,
        breath_note,
        grown_up,
    } = limits;
    let name = Outcome::ALL.iter().find(|(_, it)| it == outcome);
    Ok(Written {
        form: no_water_until.map_or(FORM, |_| FORM_FLAGGED),
        outcome: name.ok_or(Unreadable)?.0.to_owned(),
        regions: texts(regions.iter().map(RegionId::as_str)),
        positions: texts(positions.iter().map(PositionId::as_str)),
        tools: texts(tools.iter().map(ToolId::as_str)),
        gentle: *gentle,
        no_water: *no_water,
        rise_slow: *rise_slow,
        breath_note: *breath_note,
        grown_up: *grown_up,
        adult: *adult,
        version: *version,
        begun_at: *begun_at,
        screened_at: *screened_at,
        until: *until,
        heard_at: *heard_at,
        heals_asked_at: *heals_asked_at,
        no_water_until: *no_water_until,
    })
}

fn texts<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<String> {
    ids.map(str::to_owned).collect()
}

fn clearance(it: Written) -> Result<Clearance, Unreadable> {
    let outcome = match Outcome::ALL.iter().find(|(name, _)| *name == it.outcome) {
        // Of somebody under 13 nothing is kept.
        None | Some((_, Outcome::Exit)) => return Err(Unreadable),
        Some((_, outcome)) => *outcome,
    };
    match (it.form, it.no_water_until) {
        (FORM, None) | (FORM_FLAGGED, Some(_)) => Ok(Clearance {
            outcome,
            limits: Limits {
                regions: it.regions.into_iter().map(RegionId::new).collect(),
                positions: it.positions.into_iter().map(PositionId::new).collect(),
                tools: it.tools.into_iter().map(ToolId::new).collect(),
                gentle: it.gentle,
                no_water: it.no_water,
                rise_slow: it.rise_slow,
                breath_note: it.breath_note,
                grown_up: it.grown_up,
            },
            adult: it.adult,
            version: it.version,
            begun_at: it.begun_at,
            screened_at: it.screened_at,
            until: it.until,
            heard_at: it.heard_at,
            heals_asked_at: it.heals_asked_at,
            no_water_until: it.no_water_until,
        }),
        _ => Err(Unreadable),
    }
}
