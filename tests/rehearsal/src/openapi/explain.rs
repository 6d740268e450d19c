//! A validator's findings, turned into lines that name the real fault.
//!
//! Of a union it tells about the branch that was meant: "valid under none of seven" helps nobody.

use jsonschema::{ValidationError, error::ValidationErrorKind};

use crate::openapi::exemption::{Side, is_exempt};

/// The faults behind one finding, without those that are exempt.
pub(super) fn explain(side: Side, error: &ValidationError<'_>) -> Vec<String> {
    match error.kind() {
        ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
            explain_union(side, error, context)
        }
        _ => {
            let place = error.instance_path().as_str();
            if is_exempt(side, place, &keyword(error.kind())) {
                return Vec::new();
            }
            vec![format!(
                "at {:?}: {error}",
                if place.is_empty() { "/" } else { place }
            )]
        }
    }
}

/// The keyword that is broken, as the table of exemptions names it.
fn keyword(kind: &ValidationErrorKind) -> String {
    match kind {
        ValidationErrorKind::Required { property } => {
            format!("required {}", property.as_str().unwrap_or_default())
        }
        other => other.keyword().to_owned(),
    }
}

/// Chooses the branch that was meant, and tells what is wrong with it.
///
/// The branch whose `type` fits is the one; among several, the one with the fewest faults.
/// A branch whose every fault is exempt was satisfied, and then there is nothing to tell.
fn explain_union(
    side: Side,
    error: &ValidationError<'_>,
    branches: &[Vec<ValidationError<'static>>],
) -> Vec<String> {
    let place = error.instance_path().as_str();
    let meant = branches
        .iter()
        .map(|branch| {
            let faults: Vec<String> = branch
                .iter()
                .flat_map(|error| explain(side, error))
                .collect();
            (
                branch.iter().any(|error| is_other_kind(place, error)),
                faults,
            )
        })
        .min_by_key(|(is_other, faults)| (!faults.is_empty(), *is_other, faults.len()));
    match meant {
        Some((true, faults)) if !faults.is_empty() => {
            vec![format!(
                "at {place:?}: fits no kind that is described ({})",
                faults.join("; ")
            )]
        }
        Some((_, faults)) => faults,
        None => vec![format!("at {place:?}: {error}")],
    }
}

/// Whether a branch was not meant: the value itself, or its `type`, is of another kind.
fn is_other_kind(place: &str, error: &ValidationError<'_>) -> bool {
    let at = error.instance_path().as_str();
    match error.kind() {
        ValidationErrorKind::Type { .. } => at == place,
        ValidationErrorKind::Enum { .. } | ValidationErrorKind::Constant { .. } => {
            at.strip_prefix(place) == Some("/type")
        }
        _ => false,
    }
}
