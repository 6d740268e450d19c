//! What is known of somebody, in plain words.

use super::{Desk, PrivatePress};
use crate::domain::{Clearance, Member, Outcome, Standing, Timestamp, Word, standing};
use crate::present::{Card, Row};

impl Desk<'_> {
    /// What the bot knows of them, until when, and how to change it.
    pub(super) fn status(&self, member: Option<&Member>, now: Timestamp) -> Card {
        let clearance = member.and_then(|it| it.clearance.as_ref());
        let version = self.library.screening.version;
        let card = match standing(clearance, version, now) {
            Standing::Unscreened => Card {
                rows: vec![Row::Buttons(vec![self.start_button()])],
                ..self.sentence(Word::StatusNothing)
            },
            Standing::Stopped { until, .. } => {
                let when = format!("<t:{}:f>", until.timestamp());
                let after = self
                    .library
                    .words
                    .fill(Word::StatusStopped, &[("when", &when)]);
                let mut card = super::outcome::emergency(self.library);
                card.text = format!("{}\n\n{after}", card.text);
                // Nothing stands above the emergency line, and nothing is asked below it.
                return card;
            }
            Standing::AskedIfSeen(_) => Card {
                rows: vec![Row::Buttons(vec![self.start_button()])],
                ..self.sentence(Word::StatusStoppedLonger)
            },
            Standing::Held(it) => {
                let said_ok = self.button(Word::ButtonSaidOk, PrivatePress::LiftHold);
                Card {
                    fields: vec![self.words_to_take(), self.until(it)],
                    rows: vec![Row::Buttons(vec![said_ok, self.start_button()])],
                    ..self.since(it)
                }
            }
            Standing::NotToday(it) => Card {
                text: format!("{}\n\n{}", self.since(it).text, self.ends(it.until)),
                ..Card::default()
            },
            Standing::Rolls(it, _) => {
                let mut fields = self.limits(&it.limits);
                fields.push(self.until(it));
                Card {
                    fields,
                    rows: vec![Row::Buttons(vec![self.start_button()])],
                    ..self.since(it)
                }
            }
        };
        self.with_what_else(card, member)
    }

    fn since(&self, clearance: &Clearance) -> Card {
        let meaning = self.library.screening.outcomes.get(&clearance.outcome);
        let name = meaning.map_or("", |it| it.name.as_str());
        let when = format!("<t:{}:D>", clearance.screened_at.timestamp());
        let gaps = [("outcome", name), ("when", &when)];
        let since = self.library.words.fill(Word::StatusSince, &gaps);
        let text = match clearance.outcome {
            Outcome::Hold => format!("{since}\n\n{}", self.meaning(Outcome::Hold)),
            _ => since,
        };
        Card::text(text)
    }

    /// What else is known of somebody who is known.
    fn with_what_else(&self, mut card: Card, member: Option<&Member>) -> Card {
        card.title = self.word(Word::StatusTitle);
        if let Some(member) = member {
            let adult = match member.is_adult() {
                true => Word::StatusAdultYes,
                false => Word::StatusAdultNo,
            };
            let dms = match member.dm_consent {
                true => Word::StatusDmsYes,
                false => Word::StatusDmsNo,
            };
            card.fields
                .push(self.field(Word::StatusAdult, self.word(adult)));
            card.fields
                .push(self.field(Word::StatusDms, self.word(dms)));
        }
        let change = self.word(Word::StatusChangeText);
        card.fields.push(self.field(Word::StatusChange, change));
        card
    }

    pub(super) fn forgotten(&self, was_known: bool) -> Card {
        match was_known {
            false => self.sentence(Word::NothingToForget),
            true => {
                let (done, care) = (self.word(Word::Forgotten), self.word(Word::ForgottenCare));
                Card::text(format!("{done}\n\n{care}"))
            }
        }
    }
}
