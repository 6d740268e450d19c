//! The shape of `screening.toml`.

use serde::Deserialize;
use toml::Spanned;

use super::{Field, Texts};

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::content) struct Screening {
    pub(in crate::content) version: Field<u32>,
    pub(in crate::content) not_sure: Field<String>,
    pub(in crate::content) lists: Vec<Spanned<List>>,
    pub(in crate::content) after_ok: Field<Off>,
    pub(in crate::content) go_gentle: Field<Off>,
    pub(in crate::content) suits: Field<Suits>,
    pub(in crate::content) wishes: Vec<Spanned<Wish>>,
    pub(in crate::content) places: Vec<Spanned<Place>>,
    pub(in crate::content) outcomes: Vec<Spanned<Meaning>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::content) struct List {
    pub(in crate::content) id: Field<String>,
    pub(in crate::content) heading: Field<String>,
    pub(in crate::content) items: Vec<Spanned<Item>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::content) struct Item {
    pub(in crate::content) text: Field<String>,
    pub(in crate::content) covers: Field<String>,
    pub(in crate::content) asked_in: Field<String>,
}

/// What is off. Every field may be left out.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::content) struct Off {
    pub(in crate::content) regions: Texts,
    pub(in crate::content) positions: Texts,
    pub(in crate::content) tools: Texts,
    pub(in crate::content) gentle: Field<bool>,
    pub(in crate::content) no_water: Field<bool>,
    pub(in crate::content) rise_slow: Field<bool>,
    pub(in crate::content) breath_note: Field<bool>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::content) struct Suits {
    pub(in crate::content) heading: Field<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::content) struct Wish {
    pub(in crate::content) label: Field<String>,
    pub(in crate::content) text: Field<String>,
    pub(in crate::content) covers: Field<String>,
    pub(in crate::content) off: Field<Off>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::content) struct Place {
    pub(in crate::content) id: Field<String>,
    pub(in crate::content) name: Field<String>,
    pub(in crate::content) regions: Texts,
    pub(in crate::content) positions: Texts,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::content) struct Meaning {
    pub(in crate::content) id: Field<String>,
    pub(in crate::content) name: Field<String>,
    pub(in crate::content) text: Field<String>,
}

impl Screening {
    /// Everything that takes something out.
    pub(in crate::content) fn offs(&self) -> impl Iterator<Item = &Off> {
        let of_wishes = self
            .wishes
            .iter()
            .filter_map(|it| it.get_ref().off.as_ref());
        let own = [&self.after_ok, &self.go_gentle].into_iter().flatten();
        own.chain(of_wishes).map(Spanned::get_ref)
    }
}
