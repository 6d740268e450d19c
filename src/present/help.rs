//! What to do first, by role.

use super::technique::listed;
use super::{Card, Field};
use crate::domain::{Library, Role, Word};

pub(super) fn card(library: &Library, role: Role) -> Card {
    let words = &library.words;
    let text = |word| words.get(word).to_owned();
    let parts = [
        (Role::Member, Word::HelpMember, text(Word::HelpMemberText)),
        (Role::Host, Word::HelpHost, text(Word::HelpHostText)),
        (
            Role::Manager,
            Word::HelpManager,
            text(Word::HelpManagerText),
        ),
        (Role::Member, Word::HelpSafety, text(Word::HelpSafetyText)),
        (
            Role::Member,
            Word::HelpEmergency,
            text(Word::HelpEmergencyText),
        ),
        (Role::Member, Word::HelpPrivacy, text(Word::HelpPrivacyText)),
        (Role::Member, Word::HelpReview, review(library)),
    ];
    let theirs = parts.into_iter().filter(|(whose, _, _)| *whose <= role);
    let fields = theirs.map(|(_, name, text)| Field {
        name: words.get(name).to_owned(),
        text,
    });
    Card {
        title: words.get(Word::HelpTitle).to_owned(),
        text: words.get(Word::HelpIntro).to_owned(),
        fields: fields.collect(),
        footer: words.get(Word::Disclaimer).to_owned(),
        ..Card::default()
    }
}

/// Who has reviewed how much of it: no more may be said than the content knows.
fn review(library: &Library) -> String {
    let words = &library.words;
    let techniques = library.techniques.values();
    let by: Vec<&str> = techniques
        .filter_map(|it| it.reviewed_by.as_deref())
        .collect();
    let (reviewed, all) = (by.len(), library.techniques.len());
    let mut names = by;
    names.sort_unstable();
    names.dedup();
    let names = listed(names.into_iter());
    match reviewed {
        0 => words.get(Word::HelpReviewNone).to_owned(),
        some if some < all => {
            let gaps = [
                ("reviewed", reviewed.to_string()),
                ("all", all.to_string()),
                ("names", names),
            ];
            words.fill(
                Word::HelpReviewSome,
                &gaps.each_ref().map(|(gap, value)| (*gap, value.as_str())),
            )
        }
        _ => words.fill(Word::HelpReviewAll, &[("names", &names)]),
    }
}
