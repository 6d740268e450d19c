//! Signs what somebody has filled in, so that it can ride in their own buttons, and reads it again.
//!
//! Total: whatever comes back is a page of theirs, or the reason why it is not. What is signed holds
//! areas, wishes and how whole lists were answered; never which statement fits.

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

use super::pack::{self, PACKED_BYTES};
use crate::domain::{Age, Intent, Library, Pressed, Stale, Unfinished, UserId};

/// How much of the signature rides along: 96 bits, which nobody guesses at one try a press.
const TAG_BYTES: usize = 12;
/// Says that one of what is urgent fits. It is heard even where the page cannot go on.
pub(super) const NEED_HELP: &str = "help";

/// Signs for everybody.
pub struct Signet {
    key: [u8; 32],
}

/// What a signed button does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Takes an age band.
    Aged(Age),
    /// None of these.
    NoneOfThese,
    /// One or more.
    OneOrMore,
    /// One or more of what is urgent.
    NeedHelp,
    /// Picks areas.
    Regions,
    /// Picks joints and other places.
    Places,
    /// Picks wishes.
    Wishes,
    /// Goes on with what is picked.
    Next,
    /// Goes a page back.
    Back,
    /// A professional said it is OK.
    SaidOk,
    /// Ends it.
    Cancel,
}

/// Every action with its name in a button.
const ACTIONS: &[(&str, Action)] = &[
    ("under-13", Action::Aged(Age::Under13)),
    ("13-to-17", Action::Aged(Age::From13To17)),
    ("adult", Action::Aged(Age::Adult)),
    ("none", Action::NoneOfThese),
    ("more", Action::OneOrMore),
    (NEED_HELP, Action::NeedHelp),
    ("regions", Action::Regions),
    ("places", Action::Places),
    ("wishes", Action::Wishes),
    ("next", Action::Next),
    ("back", Action::Back),
    ("ok", Action::SaidOk),
    ("cancel", Action::Cancel),
];

impl Signet {
    /// Signs with this key.
    pub fn new(key: [u8; 32]) -> Self {
        Self { key }
    }

    /// What a button carries that does this to that page, for this person alone.
    pub fn sign(
        &self,
        library: &Library,
        user: UserId,
        unfinished: &Unfinished,
        action: Action,
    ) -> String {
        let name = ACTIONS.iter().find(|(_, it)| *it == action);
        let (name, _) = name.expect("every action has a name");
        let mut bytes = pack::pack(library, unfinished).to_vec();
        let tag = self.tag(user, &bytes, name).finalize().into_bytes();
        bytes.extend_from_slice(&tag[..TAG_BYTES]);
        format!("{}.{name}", URL_SAFE_NO_PAD.encode(bytes))
    }

    /// What somebody wants who pressed a button that carries this.
    pub fn open(&self, library: &Library, user: UserId, token: &str, picked: &[String]) -> Intent {
        let (text, name) = token.rsplit_once('.').unwrap_or((token, ""));
        let is_theirs = |bytes: &Vec<u8>| self.is_signed(user, bytes, name);
        let bytes = URL_SAFE_NO_PAD.decode(text).ok().filter(is_theirs);
        let Some(bytes) = bytes else {
            return cannot_go_on(name, Stale::NotTheirs);
        };
        let known = ACTIONS.iter().find(|(it, _)| *it == name);
        let packed = bytes[..PACKED_BYTES].try_into();
        let packed: [u8; PACKED_BYTES] = packed.expect("its length was seen with its signature");
        let unfinished = pack::unpack(library, &packed);
        let pressed = known.and_then(|(_, action)| pressed(library, *action, picked));
        match (unfinished, pressed) {
            (Some(unfinished), Some(pressed)) => match name {
                NEED_HELP => Intent::NeedHelp(Some(Box::new(unfinished))),
                _ => Intent::Press(Box::new(unfinished), pressed),
            },
            _ => cannot_go_on(name, Stale::OtherVersion),
        }
    }

    fn tag(&self, user: UserId, bytes: &[u8], name: &str) -> Hmac<Sha256> {
        let mac = <Hmac<Sha256> as Mac>::new_from_slice(&self.key);
        let mut mac = mac.expect("a key of any length will do");
        mac.update(&user.get().to_le_bytes());
        mac.update(bytes);
        mac.update(name.as_bytes());
        mac
    }

    fn is_signed(&self, user: UserId, bytes: &[u8], name: &str) -> bool {
        bytes.len() == PACKED_BYTES + TAG_BYTES && {
            let (packed, tag) = bytes.split_at(PACKED_BYTES);
            let mac = self.tag(user, packed, name);
            mac.verify_truncated_left(tag).is_ok()
        }
    }
}

/// Whoever needs help gets it, whatever the page is worth.
fn cannot_go_on(name: &str, stale: Stale) -> Intent {
    match name {
        NEED_HELP => Intent::NeedHelp(None),
        _ => Intent::GoOn(stale),
    }
}

/// What is pressed, with what is picked; none where that is not there any more.
fn pressed(library: &Library, action: Action, picked: &[String]) -> Option<Pressed> {
    let screening = &library.screening;
    Some(match action {
        Action::Aged(age) => Pressed::Aged(age),
        Action::NoneOfThese => Pressed::NoneOfThese,
        Action::OneOrMore | Action::NeedHelp => Pressed::OneOrMore,
        Action::Regions => Pressed::Regions(among(library.regions.keys(), picked)?),
        Action::Places => Pressed::Places(among(screening.places.keys(), picked)?),
        Action::Wishes => {
            // By their place: what a wish covers may be a reason for it, and is not sent.
            let wish = |value: &String| {
                let place: usize = value.parse().ok()?;
                Some(screening.wishes.get(place)?.statement.covers.clone())
            };
            Pressed::Wishes(picked.iter().map(wish).collect::<Option<_>>()?)
        }
        Action::Next => Pressed::Next,
        Action::Back => Pressed::Back,
        Action::SaidOk => Pressed::SaidOk,
        Action::Cancel => Pressed::Cancel,
    })
}

/// Those ids that are picked; none where one of them is not there.
fn among<'a, Id: ToString + Clone + Ord + 'a>(
    ids: impl Iterator<Item = &'a Id> + Clone,
    picked: &[String],
) -> Option<BTreeSet<Id>> {
    let named = |value: &String| ids.clone().find(|id| id.to_string() == *value).cloned();
    picked.iter().map(named).collect()
}

/// A short name for the lists that bits stand for: another list has another one.
pub(super) fn fingerprint<'a>(names: impl Iterator<Item = &'a str>) -> [u8; 2] {
    let mut digest = Sha256::new();
    for name in names {
        digest.update(name.as_bytes());
        digest.update([0]);
    }
    let digest = digest.finalize();
    [digest[0], digest[1]]
}
