//! What stands sealed beside sessions, as bytes and back: a seat, who leads, a line of the log, how
//! somebody feels, and which areas rest.
//!
//! What does not read back exactly is nothing of it: nothing is guessed, filled in or left out.

use std::collections::BTreeMap;

use secrecy::zeroize::Zeroizing;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::kept::Unreadable;
use crate::domain::{
    CheckIn, Did, Feel, Language, Lead, RegionId, RoutineId, Seat, SeatPlace, SessionId, Stance,
    Timestamp, Token, UserId,
};

/// How these are written. Counted up when the fields of any of them change.
const FORM: u32 = 1;

/// Something that is written, and read back.
pub(super) trait Slip: PartialEq + Sized {
    /// As it is written.
    type Written: Serialize + DeserializeOwned;

    fn to_written(&self) -> Result<Self::Written, Unreadable>;

    fn from_written(written: Self::Written) -> Result<Self, Unreadable>;
}

/// A slip with the form it was written in.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Formed<W> {
    form: u32,
    it: W,
}

/// Writes it. What would not read back is not written.
pub(super) fn write<S: Slip>(it: &S) -> Result<Zeroizing<Vec<u8>>, Unreadable> {
    let bytes = bytes(&Formed {
        form: FORM,
        it: it.to_written()?,
    });
    match read::<S>(&bytes)? == *it {
        true => Ok(bytes),
        false => Err(Unreadable),
    }
}

/// Reads what was written, and nothing else.
pub(super) fn read<S: Slip>(text: &[u8]) -> Result<S, Unreadable> {
    let formed: Formed<S::Written> = serde_json::from_slice(text).map_err(|_| Unreadable)?;
    // What is missing, doubled or in another order would be read too; it was not written here.
    match formed.form == FORM && bytes(&formed).as_slice() == text {
        true => S::from_written(formed.it),
        false => Err(Unreadable),
    }
}

fn bytes<W: Serialize>(formed: &Formed<W>) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(serde_json::to_vec(formed).expect("texts, numbers and times can be written"))
}

/// The name of something in its table of names.
pub(super) fn name<T: PartialEq>(
    all: &[(&'static str, T)],
    it: &T,
) -> Result<&'static str, Unreadable> {
    let found = all.iter().find(|(_, other)| other == it);
    found.map(|(name, _)| *name).ok_or(Unreadable)
}

/// What has that name in its table of names.
pub(super) fn named<T: Copy>(all: &[(&str, T)], name: &str) -> Result<T, Unreadable> {
    let found = all.iter().find(|(it, _)| *it == name);
    found.map(|(_, it)| *it).ok_or(Unreadable)
}

/// The language of that code.
pub(super) fn language(code: &str) -> Result<Language, Unreadable> {
    let found = Language::ALL.iter().find(|it| it.code() == code);
    found.copied().ok_or(Unreadable)
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenToken {
    text: String,
    until: Timestamp,
}

fn token_to(token: Option<&Token>) -> Option<WrittenToken> {
    token.map(|Token { text, until }| WrittenToken {
        text: text.clone(),
        until: *until,
    })
}

fn token_from(written: Option<WrittenToken>) -> Option<Token> {
    written.map(|WrittenToken { text, until }| Token { text, until })
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenSeat {
    user: u64,
    stance: String,
    place: String,
    language: String,
    mention: bool,
    token: Option<WrittenToken>,
    dms_closed: bool,
    sore: Vec<String>,
}

/// A seat but for how long they were there, which is counted beside it: that is always 0 here.
impl Slip for Seat {
    type Written = WrittenSeat;

    fn to_written(&self) -> Result<WrittenSeat, Unreadable> {
        // Taken apart, so that a new field does not compile before it is kept too.
        let Seat {
            user,
            stance,
            place,
            language,
            mention,
            token,
            dms_closed,
            attended_seconds: _,
            sore,
        } = self;
        Ok(WrittenSeat {
            user: user.get(),
            stance: name(Stance::ALL, stance)?.to_owned(),
            place: name(SeatPlace::ALL, place)?.to_owned(),
            language: language.code().to_owned(),
            mention: *mention,
            token: token_to(token.as_ref()),
            dms_closed: *dms_closed,
            sore: sore.iter().map(|it| it.as_str().to_owned()).collect(),
        })
    }

    fn from_written(it: WrittenSeat) -> Result<Self, Unreadable> {
        Ok(Seat {
            user: UserId::new(it.user),
            stance: named(Stance::ALL, &it.stance)?,
            place: named(SeatPlace::ALL, &it.place)?,
            language: language(&it.language)?,
            mention: it.mention,
            token: token_from(it.token),
            dms_closed: it.dms_closed,
            attended_seconds: 0,
            sore: it.sore.into_iter().map(RegionId::new).collect(),
        })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenLead {
    user: Option<u64>,
    token: Option<WrittenToken>,
    language: String,
}

impl Slip for Lead {
    type Written = WrittenLead;

    fn to_written(&self) -> Result<WrittenLead, Unreadable> {
        let Lead {
            user,
            token,
            language,
        } = self;
        Ok(WrittenLead {
            user: user.map(UserId::get),
            token: token_to(token.as_ref()),
            language: language.code().to_owned(),
        })
    }

    fn from_written(it: WrittenLead) -> Result<Self, Unreadable> {
        Ok(Lead {
            user: it.user.map(UserId::new),
            token: token_from(it.token),
            language: language(&it.language)?,
        })
    }
}

/// What stands in a line of the log, beside when.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Done {
    pub(super) did: Did,
    pub(super) who: Option<UserId>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenDone {
    did: String,
    who: Option<u64>,
}

impl Slip for Done {
    type Written = WrittenDone;

    fn to_written(&self) -> Result<WrittenDone, Unreadable> {
        let Done { did, who } = self;
        Ok(WrittenDone {
            did: name(Did::ALL, did)?.to_owned(),
            who: who.map(UserId::get),
        })
    }

    fn from_written(it: WrittenDone) -> Result<Self, Unreadable> {
        Ok(Done {
            did: named(Did::ALL, &it.did)?,
            who: it.who.map(UserId::new),
        })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenCheckIn {
    session: u64,
    routine: String,
    at: Timestamp,
    feel: String,
    strength: Option<u8>,
}

impl Slip for CheckIn {
    type Written = WrittenCheckIn;

    fn to_written(&self) -> Result<WrittenCheckIn, Unreadable> {
        let CheckIn {
            session,
            routine,
            at,
            feel,
            strength,
        } = self;
        Ok(WrittenCheckIn {
            session: session.get(),
            routine: routine.as_str().to_owned(),
            at: *at,
            feel: name(Feel::ALL, feel)?.to_owned(),
            strength: *strength,
        })
    }

    fn from_written(it: WrittenCheckIn) -> Result<Self, Unreadable> {
        Ok(CheckIn {
            session: SessionId::new(it.session),
            routine: RoutineId::new(it.routine),
            at: it.at,
            feel: named(Feel::ALL, &it.feel)?,
            strength: it.strength,
        })
    }
}

/// Areas that are off for today, and until when.
pub(super) type Resting = BTreeMap<RegionId, Timestamp>;

impl Slip for Resting {
    type Written = BTreeMap<String, Timestamp>;

    fn to_written(&self) -> Result<Self::Written, Unreadable> {
        let resting = self.iter();
        Ok(resting
            .map(|(it, at)| (it.as_str().to_owned(), *at))
            .collect())
    }

    fn from_written(it: Self::Written) -> Result<Self, Unreadable> {
        Ok(it
            .into_iter()
            .map(|(it, at)| (RegionId::new(it), at))
            .collect())
    }
}
