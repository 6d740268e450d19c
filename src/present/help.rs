//! What to do first, by role.

use super::{Card, Field};
use crate::domain::{Library, Role, Word};

pub(super) fn card(library: &Library, role: Role) -> Card {
    let words = &library.words;
    let field = |name, text| Field {
        name: words.get(name).to_owned(),
        text: words.get(text).to_owned(),
    };
    let parts = [
        (Role::Member, field(Word::HelpMember, Word::HelpMemberText)),
        (Role::Host, field(Word::HelpHost, Word::HelpHostText)),
        (
            Role::Manager,
            field(Word::HelpManager, Word::HelpManagerText),
        ),
        (Role::Member, field(Word::HelpSafety, Word::HelpSafetyText)),
        (Role::Member, field(Word::HelpReview, Word::HelpReviewText)),
    ];
    Card {
        title: words.get(Word::HelpTitle).to_owned(),
        text: words.get(Word::HelpIntro).to_owned(),
        fields: parts
            .into_iter()
            .filter(|(whose, _)| *whose <= role)
            .map(|(_, field)| field)
            .collect(),
        footer: words.get(Word::Disclaimer).to_owned(),
        rows: Vec::new(),
    }
}
