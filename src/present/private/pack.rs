//! A page that is half filled in as a few bytes, and back. What does not come back whole does not come back.

use std::collections::BTreeSet;

use chrono::DateTime;

use super::signet::fingerprint;
use crate::domain::{
    Age, Answers, Begun, Checked, Library, Picked, Said, Skipped, Timestamp, Unfinished,
};

/// How many bytes a page takes.
pub(super) const PACKED_BYTES: usize = 28;
/// How the bytes are laid out.
const LAYOUT: u8 = 1;
/// How many areas, places or wishes there can be: a bit each. Menus hold fewer, and content with more
/// entries than a menu holds never starts.
const BITS_MAX: usize = 32;

/// The page as bytes. Areas, places and wishes are bits in the order of the content.
pub(super) fn pack(library: &Library, it: &Unfinished) -> [u8; PACKED_BYTES] {
    let screening = &library.screening;
    let (answers, picked) = (&it.answers, &it.picked);
    let skipped = answers.areas.as_ref();
    let regions = skipped.map_or(&picked.regions, |it| &it.regions);
    let places = skipped.map_or(&picked.places, |it| &it.places);
    let wishes = answers.suits.as_ref().unwrap_or(&picked.wishes);
    let covers = screening.wishes.iter().map(|it| &it.statement.covers);
    // Whole seconds, which is all that 24 hours need; before 1970 and after 2106 nobody is screened.
    let started_at = u32::try_from(it.started_at.timestamp()).unwrap_or_default();
    let mut bytes = Vec::with_capacity(PACKED_BYTES);
    bytes.push(LAYOUT);
    bytes.extend(answers.version.to_le_bytes());
    bytes.extend(names(library));
    bytes.extend(started_at.to_le_bytes());
    bytes.extend([
        begun_code(it.begun),
        u8::from(it.dm_consent)
            | u8::from(picked.one_or_more) << 1
            | u8::from(answers.suits.is_some()) << 2,
        code(AGES, answers.age.as_ref()) | code(SAID, answers.right_now.as_ref()) << 4,
        code(CHECKED, answers.check_first.as_ref()) | code(SAID, answers.not_today.as_ref()) << 4,
        code(SAID, answers.go_gentle.as_ref()) | code(SAID, skipped.map(|it| &it.said)) << 4,
    ]);
    bytes.extend(bits(library.regions.keys(), regions).to_le_bytes());
    bytes.extend(bits(screening.places.keys(), places).to_le_bytes());
    bytes.extend(bits(covers, wishes).to_le_bytes());
    bytes
        .try_into()
        .expect("the parts above are as long as that")
}

/// The page of these bytes, if it belongs to this content.
pub(super) fn unpack(library: &Library, bytes: &[u8; PACKED_BYTES]) -> Option<Unfinished> {
    let screening = &library.screening;
    let word = |at: usize| {
        let four = bytes[at..at + 4].try_into();
        u32::from_le_bytes(four.expect("four bytes are four bytes"))
    };
    let is_ours =
        bytes[0] == LAYOUT && word(1) == screening.version && bytes[5..7] == names(library);
    if !is_ours {
        return None;
    }
    let [begun, flags, first, second, third] =
        [bytes[11], bytes[12], bytes[13], bytes[14], bytes[15]];
    let covers = screening.wishes.iter().map(|it| &it.statement.covers);
    let mut picked = Picked {
        one_or_more: flags & 2 != 0,
        regions: named(library.regions.keys(), word(16)),
        places: named(screening.places.keys(), word(20)),
        wishes: named(covers, word(24)),
    };
    let skipped = value(SAID, third >> 4)?.map(|said| Skipped {
        said,
        regions: std::mem::take(&mut picked.regions),
        places: std::mem::take(&mut picked.places),
    });
    let answers = Answers {
        version: screening.version,
        age: value(AGES, first & 15)?,
        right_now: value(SAID, first >> 4)?,
        check_first: value(CHECKED, second & 15)?,
        not_today: value(SAID, second >> 4)?,
        go_gentle: value(SAID, third & 15)?,
        areas: skipped,
        suits: (flags & 4 != 0).then(|| std::mem::take(&mut picked.wishes)),
    };
    let started_at: Timestamp = DateTime::from_timestamp(i64::from(word(7)), 0)?;
    Some(Unfinished {
        begun: begun_of(begun)?,
        started_at,
        dm_consent: flags & 1 != 0,
        answers,
        picked,
    })
}

const AGES: &[Age] = &[Age::Under13, Age::From13To17, Age::Adult];
const SAID: &[Said] = &[Said::None, Said::OneOrMore];
const CHECKED: &[Checked] = &[Checked::None, Checked::OneOrMore, Checked::SaidOk];
const BEGUN: &[Begun] = &[Begun::Whole, Begun::AfterOk, Begun::Lists, Begun::Seen];

/// 0 where there is none, else its place from 1.
fn code<T: PartialEq>(all: &[T], one: Option<&T>) -> u8 {
    let place = one.and_then(|one| all.iter().position(|it| it == one));
    place.map_or(0, |place| u8::try_from(place + 1).expect("a handful"))
}

/// What [`code`] was given; none where it was never one of its.
fn value<T: Copy>(all: &[T], code: u8) -> Option<Option<T>> {
    match code {
        0 => Some(None),
        code => all.get(usize::from(code) - 1).map(|it| Some(*it)),
    }
}

fn begun_code(begun: Begun) -> u8 {
    code(BEGUN, Some(&begun))
}

fn begun_of(code: u8) -> Option<Begun> {
    value(BEGUN, code).flatten()
}

fn bits<'a, T: Ord + 'a>(all: impl Iterator<Item = &'a T>, chosen: &BTreeSet<T>) -> u32 {
    let all = all.take(BITS_MAX).enumerate();
    all.filter(|(_, it)| chosen.contains(it))
        .fold(0, |bits, (place, _)| bits | 1 << place)
}

fn named<'a, T: Ord + Clone + 'a>(all: impl Iterator<Item = &'a T>, bits: u32) -> BTreeSet<T> {
    let all = all.take(BITS_MAX).enumerate();
    all.filter(|(place, _)| bits >> place & 1 == 1)
        .map(|(_, it)| it.clone())
        .collect()
}

/// What the bits stand for, in short.
fn names(library: &Library) -> [u8; 2] {
    let screening = &library.screening;
    let regions = library.regions.keys().map(|it| it.as_str());
    let places = screening.places.keys().map(|it| it.as_str());
    let wishes = screening
        .wishes
        .iter()
        .map(|it| it.statement.covers.as_str());
    fingerprint(regions.chain(places).chain(wishes))
}
