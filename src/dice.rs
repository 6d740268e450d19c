//! The only random numbers. Nothing that decides may use them.

use std::fmt::Write;

/// This machine gives no random numbers, so nothing can be sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this machine gives no random numbers")]
pub(crate) struct NoDice;

/// Bytes that nobody can guess, for keys and for sealing.
pub(crate) fn secret<const N: usize>() -> Result<[u8; N], NoDice> {
    let mut bytes = [0; N];
    #[expect(clippy::disallowed_methods, reason = "this is where dice are rolled")]
    match getrandom::fill(&mut bytes) {
        Ok(()) => Ok(bytes),
        Err(_) => Err(NoDice),
    }
}

/// A short name for something that went wrong, to find it in the log: "7Q2F".
///
/// Letters and digits that are not mistaken for each other when read aloud.
pub(crate) fn reference() -> String {
    const SIGNS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    let mut bytes = [0; 4];
    let mut reference = String::new();
    #[expect(clippy::disallowed_methods, reason = "this is where dice are rolled")]
    match getrandom::fill(&mut bytes) {
        Ok(()) => bytes
            .iter()
            .for_each(|byte| reference.push(char::from(SIGNS[usize::from(byte % 32)]))),
        // Without random numbers a reference is still due; every such fault shares this one.
        Err(error) => _ = write!(reference, "RAND-{error}"),
    }
    reference
}
