//! Where the description and the world disagree, and why that is let pass.
//!
//! It knows a short table; every line of it has a reason, or it goes.

/// Which way a body travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// From the client.
    Request,
    /// From the stand-in.
    Answer,
    /// From the stand-in, with status 429.
    TooMany,
}

/// A fault that is not counted.
#[derive(Debug)]
pub struct Exemption {
    /// Which way the body travels.
    pub side: Side,
    /// The end of the place in the body; `*` fits any one step.
    pub at: &'static str,
    /// The schema keyword that is broken; for a missing property, `required` and its name.
    pub keyword: &'static str,
    /// Why it is let pass.
    pub why: &'static str,
}

/// Every fault that is not counted.
pub const EXEMPTIONS: &[Exemption] = &[
    Exemption {
        side: Side::Request,
        at: "attachments/*/id",
        keyword: "type",
        why: "serenity writes attachment ids as integers and Discord takes both",
    },
    Exemption {
        side: Side::Request,
        at: "default_member_permissions",
        keyword: "type",
        why: "Discord's page on commands gives permissions as a string, as libraries send them, where the description says integer",
    },
    Exemption {
        side: Side::Answer,
        at: "_errors/*/code",
        keyword: "type",
        why: "Discord's page on errors shows words such as BASE_TYPE_REQUIRED where the description says integer",
    },
    Exemption {
        side: Side::Answer,
        at: "resource/type",
        keyword: "enum",
        why: "a deferral asked for its response gets one of type 5, as Discord's page has it; the description stops at 4, 7 and 12",
    },
    Exemption {
        side: Side::Answer,
        at: "resource",
        keyword: "required message",
        why: "Discord's page gives a message only to the callback types that make one",
    },
    Exemption {
        side: Side::TooMany,
        at: "",
        keyword: "required code",
        why: "Discord's page on rate limits gives a 429 a code for some limits only, and shows it without",
    },
];

impl Exemption {
    fn fits(&self, side: Side, place: &str, keyword: &str) -> bool {
        let given: Vec<&str> = place.split('/').collect();
        let wanted: Vec<&str> = self.at.split('/').collect();
        let Some(start) = given.len().checked_sub(wanted.len()) else {
            return false;
        };
        let ends_so = wanted
            .iter()
            .zip(&given[start..])
            .all(|(wanted, given)| *wanted == "*" || wanted == given);
        self.side == side && self.keyword == keyword && ends_so
    }
}

/// Whether a fault at this place is let pass.
pub(super) fn is_exempt(side: Side, place: &str, keyword: &str) -> bool {
    EXEMPTIONS
        .iter()
        .any(|exemption| exemption.fits(side, place, keyword))
}
