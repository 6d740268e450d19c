//! How it was: what somebody says of themselves, and what they are told of it.

use super::super::{Desk, PrivatePress};
use crate::domain::{Feel, STRENGTH_MAX, SessionId, Wants, Word};
use crate::present::{Card, Choice, Menu, Picks, Press, Row};

/// From how strong on somebody is told to ease off (dossier 7.2).
const HARD_TO_BEAR: u8 = 7;

impl Desk<'_> {
    /// What they said is kept; how strong it is, is asked once.
    pub(super) fn check_in(&self, session: SessionId, feel: Feel, strength: Option<u8>) -> Card {
        let ease = feel == Feel::Worse || strength.is_some_and(|it| HARD_TO_BEAR <= it);
        let said = match strength {
            None => self.word(Word::CheckInAsk),
            Some(_) => self.word(Word::CheckInDone),
        };
        let text = match ease {
            true => format!("{said}\n\n{}", self.word(Word::CheckInEase)),
            false => said,
        };
        let rows = match strength {
            None => vec![Row::Menu(self.strengths(session, feel))],
            Some(_) => Vec::new(),
        };
        Card {
            rows,
            ..Card::text(text)
        }
    }

    /// 0 to 10, with the words of the scale.
    fn strengths(&self, session: SessionId, feel: Feel) -> Menu {
        let choices = (0..=STRENGTH_MAX).map(|it| Choice {
            label: it.to_string(),
            detail: self.word(strength(it)),
            value: it.to_string(),
            is_picked: false,
        });
        Menu {
            press: Press::Private(PrivatePress::In(session, Wants::Strength(feel, 0))),
            placeholder: self.word(Word::CheckInPick),
            picks: Picks::One,
            choices: choices.collect(),
        }
    }
}

/// What a number is called (dossier 7.2).
fn strength(it: u8) -> Word {
    match it {
        0 => Word::Strength0,
        1..=2 => Word::Strength1,
        3 => Word::Strength3,
        4..=5 => Word::Strength4,
        6 => Word::Strength6,
        7 => Word::Strength7,
        _ => Word::Strength8,
    }
}
