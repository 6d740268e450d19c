//! How it was: what somebody says of themselves, and what they are told of it.

use super::super::{Desk, PrivatePress};
use crate::domain::{Area, Feel, SEVERE, STRENGTH_MAX, SessionId, Wants, Word};
use crate::present::{Card, Choice, Menu, Picks, Press, Row};

/// From how strong on somebody is told to ease off (dossier 7.2).
const HARD_TO_BEAR: u8 = 7;
/// A place behind every cue: what is said of the whole session is said of none.
pub(in crate::present::private) const NO_CUE: usize = 9_999;

impl Desk<'_> {
    /// What they said is kept; how strong it is, is asked once.
    pub(super) fn check_in(
        &self,
        session: SessionId,
        feel: Feel,
        strength: Option<u8>,
        areas: &[Area],
    ) -> Card {
        let (said, menu) = match strength {
            None => (
                Word::CheckInAsk,
                Some(Row::Menu(self.strengths(session, feel))),
            ),
            Some(_) => (Word::CheckInDone, self.area_menu(session, areas)),
        };
        let advice = match strength {
            Some(SEVERE..) => Some(Word::CheckInStop),
            Some(HARD_TO_BEAR..) => Some(Word::CheckInEase),
            _ if feel == Feel::Worse => Some(Word::CheckInEase),
            _ => None,
        };
        self.advised(session, said, advice, menu)
    }

    /// Nothing of it is kept; what may help is said all the same.
    pub(super) fn not_kept(&self, session: SessionId, feel: Feel) -> Card {
        let advice = (feel == Feel::Worse).then_some(Word::CheckInEase);
        self.advised(session, Word::CheckInNotKept, advice, None)
    }

    /// What may help stands first, and with it the way to the signs.
    fn advised(
        &self,
        session: SessionId,
        said: Word,
        advice: Option<Word>,
        menu: Option<Row>,
    ) -> Card {
        let mut said = self.word(said);
        if advice == Some(Word::CheckInStop) && menu.is_some() {
            said = format!("{}\n\n{said}", self.word(Word::CheckInStopPick));
        }
        let mut rows: Vec<Row> = menu.into_iter().collect();
        let text = match advice {
            Some(advice) => {
                let wrong = self.wants(Word::ButtonWrong, session, Wants::Signs(NO_CUE));
                rows.push(Row::Buttons(vec![wrong]));
                format!("{}\n\n{said}", self.word(advice))
            }
            None => said,
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
