//! Where a session is, as columns and back.
//!
//! Each phase fills the columns that it needs, and no others; anything else is no phase.

use chrono::TimeDelta;

use super::StoreFault;
use super::rows::{millis, moment};
use super::sessions::{unread_session, unwritten};
use super::slip::{name, named};
use crate::domain::{Ending, Held, Phase};

const LOBBY: &str = "lobby";
const ROLLING: &str = "rolling";
const PAUSED: &str = "paused";
const OVER: &str = "over";

/// The columns of a phase.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) name: String,
    pub(super) starts_at: Option<i64>,
    pub(super) anchor_at: Option<i64>,
    pub(super) cued: Option<i64>,
    pub(super) elapsed: Option<i64>,
    pub(super) resume_by_at: Option<i64>,
    pub(super) held: Option<String>,
    pub(super) ending: Option<String>,
    pub(super) ended_at: Option<i64>,
    pub(super) ended_cued: Option<i64>,
    /// In milliseconds.
    pub(super) ended_rolled: Option<i64>,
}

/// A phase as columns.
pub(super) fn columns(phase: Phase) -> Result<Columns, StoreFault> {
    let called = |name: &str| Columns {
        name: name.to_owned(),
        ..Columns::default()
    };
    Ok(match phase {
        Phase::Lobby { starts_at } => Columns {
            starts_at: Some(millis(starts_at)),
            ..called(LOBBY)
        },
        Phase::Rolling { anchor, cued } => Columns {
            anchor_at: Some(millis(anchor)),
            cued: Some(count(cued)?),
            ..called(ROLLING)
        },
        Phase::Paused {
            elapsed,
            cued,
            resume_by,
            why,
        } => Columns {
            elapsed: Some(elapsed.num_milliseconds()),
            cued: Some(count(cued)?),
            resume_by_at: Some(millis(resume_by)),
            held: Some(held(why)?),
            ..called(PAUSED)
        },
        Phase::Over {
            ending,
            at,
            cued,
            rolled,
        } => {
            let ending = name(Ending::ALL, &ending).map_err(|_| unwritten())?;
            Columns {
                ending: Some(ending.to_owned()),
                ended_at: Some(millis(at)),
                ended_cued: Some(count(cued)?),
                ended_rolled: Some(rolled.num_milliseconds()),
                ..called(OVER)
            }
        }
    })
}

/// Columns as a phase.
pub(super) fn phase(columns: Columns) -> Result<Phase, StoreFault> {
    let there = |it: Option<i64>| it.ok_or_else(unread_session);
    let text = |it: Option<String>| it.ok_or_else(unread_session);
    match columns.name.as_str() {
        LOBBY => Ok(Phase::Lobby {
            starts_at: moment(there(columns.starts_at)?)?,
        }),
        ROLLING => Ok(Phase::Rolling {
            anchor: moment(there(columns.anchor_at)?)?,
            cued: counted(there(columns.cued)?)?,
        }),
        PAUSED => {
            let elapsed = TimeDelta::try_milliseconds(there(columns.elapsed)?);
            Ok(Phase::Paused {
                elapsed: elapsed.ok_or_else(unread_session)?,
                cued: counted(there(columns.cued)?)?,
                resume_by: moment(there(columns.resume_by_at)?)?,
                why: why(&text(columns.held)?)?,
            })
        }
        OVER => {
            let ending = named(Ending::ALL, &text(columns.ending)?);
            // Those that ended before this was kept, or did not open, have come to nothing.
            let rolled = TimeDelta::try_milliseconds(columns.ended_rolled.unwrap_or_default());
            Ok(Phase::Over {
                ending: ending.map_err(|_| unread_session())?,
                at: moment(there(columns.ended_at)?)?,
                cued: counted(columns.ended_cued.unwrap_or_default())?,
                rolled: rolled.ok_or_else(unread_session)?,
            })
        }
        _ => Err(unread_session()),
    }
}

/// What a reason to be held is called.
pub(super) fn held(why: Held) -> Result<String, StoreFault> {
    let name = name(Held::ALL, &why).map_err(|_| unwritten())?;
    Ok(name.to_owned())
}

/// The reason to be held that is called so.
pub(super) fn why(held: &str) -> Result<Held, StoreFault> {
    named(Held::ALL, held).map_err(|_| unread_session())
}

/// A place in a list, as SQLite counts.
pub(super) fn count(place: usize) -> Result<i64, StoreFault> {
    i64::try_from(place).map_err(|_| unwritten())
}

/// A place in a list, as it was counted.
pub(super) fn counted(place: i64) -> Result<usize, StoreFault> {
    usize::try_from(place).map_err(|_| unread_session())
}
