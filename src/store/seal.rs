//! Names members, and seals what only they may know.
//!
//! What is sealed opens in its own place only: another row, another column or one bit more, and it does
//! not. Its length says nothing. Knows no table.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use secrecy::ExposeSecret;
use secrecy::zeroize::Zeroizing;

use super::StoreFault;
use super::key::{KEY_BYTES, Key, Secret, Use, hmac};
use crate::dice;
use crate::domain::{SessionId, UserId};

/// A random nonce of this length may be drawn for as many messages as there will ever be
/// (draft-irtf-cfrg-xchacha, section 2.1).
const NONCE_BYTES: usize = 24;
/// In front of what is sealed stands how much of it is meant; what follows is padding.
const LENGTH_BYTES: usize = 4;

/// The only name a member has in any table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct MemberKey(pub(super) [u8; KEY_BYTES]);

/// Where something sealed stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// `member.user_sealed`
    User,
    /// `member.dm_consent_sealed`
    DmConsent,
    /// `member.resting_sealed`
    Resting,
    /// `clearance.sealed`
    Clearance,
    /// `session.lead_sealed`
    Lead(SessionId),
    /// `seat.sealed`
    Seat(SessionId),
    /// `host_log.sealed`, in the line of this number.
    LogLine(SessionId, u32),
    /// `check_in.sealed`
    CheckIn(SessionId),
    /// `seal.sealed`
    Seal,
}

impl Place {
    /// Stands in every database: a changed label is a lost database. None is the beginning of another.
    fn label(self) -> &'static [u8] {
        match self {
            Place::User => b"member.user",
            Place::DmConsent => b"member.dm_consent",
            Place::Resting => b"member.resting",
            Place::Clearance => b"clearance",
            Place::Lead(_) => b"session.lead",
            Place::Seat(_) => b"seat",
            Place::LogLine(..) => b"host_log",
            Place::CheckIn(_) => b"check_in",
            Place::Seal => b"seal",
        }
    }

    /// Which of the rows there, beside whose it is.
    fn row(self) -> Vec<u8> {
        match self {
            Place::User | Place::DmConsent | Place::Resting | Place::Clearance | Place::Seal => {
                Vec::new()
            }
            Place::Lead(session) | Place::Seat(session) | Place::CheckIn(session) => {
                session.get().to_le_bytes().to_vec()
            }
            Place::LogLine(session, number) => {
                let session = session.get().to_le_bytes();
                [session.as_slice(), &number.to_le_bytes()].concat()
            }
        }
    }

    /// What is sealed is as long as the next multiple of this.
    ///
    /// A clearance with every area, position and tool off fits once, so that all are of one length. So
    /// does everything else.
    fn block(self) -> usize {
        match self {
            Place::User | Place::Seal => 32,
            Place::DmConsent => 16,
            Place::LogLine(..) => 128,
            Place::CheckIn(_) => 256,
            Place::Lead(_) => 1024,
            Place::Clearance | Place::Resting | Place::Seat(_) => 2048,
        }
    }
}

/// What does not open: it was sealed with another key or for another place, or was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shut;

/// The keys that name and seal.
pub(super) struct Sealer {
    naming: Secret,
    sealing: Secret,
}

impl Sealer {
    pub(super) fn new(key: &Key) -> Self {
        Self {
            naming: key.derive(Use::Name),
            sealing: key.derive(Use::Seal),
        }
    }

    /// What somebody is called in the tables.
    pub(super) fn name(&self, user: UserId) -> MemberKey {
        MemberKey(*hmac(&self.naming, &user.get().to_le_bytes()).expose_secret())
    }

    /// Seals for this place in this member's rows. Whatever belongs to nobody has no member.
    pub(super) fn seal(
        &self,
        place: Place,
        member: Option<&MemberKey>,
        plain: &[u8],
    ) -> Result<Vec<u8>, StoreFault> {
        let nonce: [u8; NONCE_BYTES] = dice::secret().map_err(StoreFault::new)?;
        let payload = Payload {
            msg: &padded(plain, place.block()),
            aad: &bound_to(place, member),
        };
        let sealed = self.cipher().encrypt(&XNonce::from(nonce), payload);
        let sealed = sealed.expect("what is kept is far shorter than a cipher allows");
        Ok([&nonce, sealed.as_slice()].concat())
    }

    /// Opens what was sealed for this very place.
    pub(super) fn open(
        &self,
        place: Place,
        member: Option<&MemberKey>,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, Shut> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE_BYTES>().ok_or(Shut)?;
        let payload = Payload {
            msg: sealed,
            aad: &bound_to(place, member),
        };
        let padded = self.cipher().decrypt(&XNonce::from(*nonce), payload);
        unpadded(&Zeroizing::new(padded.map_err(|_| Shut)?)).ok_or(Shut)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(self.sealing.expose_secret().into())
    }
}

/// What a sealed value is bound to. No label is the beginning of another, and what follows one is always
/// of one length, so no two places read alike.
fn bound_to(place: Place, member: Option<&MemberKey>) -> Vec<u8> {
    let nobody = [0; KEY_BYTES];
    let member = member.map_or(&nobody, |it| &it.0);
    [place.label(), member, &place.row()].concat()
}

fn padded(plain: &[u8], block: usize) -> Zeroizing<Vec<u8>> {
    let length = u32::try_from(plain.len()).expect("what is kept is far shorter");
    let total = (LENGTH_BYTES + plain.len()).next_multiple_of(block);
    let mut padded = Zeroizing::new(Vec::with_capacity(total));
    padded.extend(length.to_le_bytes());
    padded.extend(plain);
    padded.resize(total, 0);
    padded
}

fn unpadded(padded: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (length, rest) = padded.split_first_chunk::<LENGTH_BYTES>()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    let (plain, padding) = rest.split_at_checked(length)?;
    let is_padding = padding.iter().all(|byte| *byte == 0);
    is_padding.then(|| Zeroizing::new(plain.to_vec()))
}
