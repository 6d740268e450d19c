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
        (Role::Member, Word::HelpMember, Word::HelpMemberText),
        (Role::Host, Word::HelpHost, Word::HelpHostText),
        (Role::Manager, Word::HelpManager, Word::HelpManagerText),
        (Role::Member, Word::HelpSafety, Word::HelpSafetyText),
        (Role::Member, Word::HelpEmergency, Word::HelpEmergencyText),
        (Role::Member, Word::HelpReview, Word::HelpReviewText),
    ];
    let theirs = parts.into_iter().filter(|(whose, _, _)| *whose <= role);
    Card {
        title: words.get(Word::HelpTitle).to_owned(),
        text: words.get(Word::HelpIntro).to_owned(),
        fields: theirs.map(|(_, name, text)| field(name, text)).collect(),
        footer: words.get(Word::Disclaimer).to_owned(),
        rows: Vec::new(),
    }
}
