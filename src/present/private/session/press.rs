//! What somebody is told who presses a button of a cue (dossier 3.8).
//!
//! No button names a sign: what is pressed says what to do, never why.

use super::super::{Desk, PrivatePress, outcome};
use crate::domain::{
    Area, Outcome, SECOND_STEP_AFTER, SessionId, THIRD_STEP_AFTER, TechniqueId, TooMuch, Wants,
    Word,
};
use crate::present::room::ago;
use crate::present::{Card, Choice, Field, Menu, Picks, Press, Row};

impl Desk<'_> {
    /// The three steps around a sore spot, each with when it comes.
    pub(super) fn too_much(&self, it: &TooMuch) -> Card {
        let (second, third) = (
            ago(it.at + SECOND_STEP_AFTER),
            ago(it.at + THIRD_STEP_AFTER),
        );
        let gaps = [("second", second.as_str()), ("third", third.as_str())];
        let steps = self.fill(Word::TooMuchText, &gaps);
        let text = match &it.area {
            None => steps,
            Some(area) => {
                let again = self.fill(Word::TooMuchAgain, &[("area", area)]);
                format!("{steps}\n\n{again}")
            }
        };
        let buttons = vec![
            self.wants(Word::ButtonSkipArea, it.session, Wants::SkipArea(it.place)),
            self.wants(Word::ButtonWrong, it.session, Wants::Signs(it.place)),
        ];
        Card {
            text,
            rows: vec![Row::Buttons(buttons)],
            ..Card::default()
        }
    }

    /// The emergency line first and alone, then every sign, grouped by what to do.
    pub(in crate::present) fn signs(&self, session: SessionId, place: usize) -> Card {
        let buttons = vec![
            self.wants(Word::ButtonHelpNow, session, Wants::HelpNow),
            self.wants(Word::ButtonAdvice, session, Wants::AdviceToday),
            self.wants(Word::ButtonSkipArea, session, Wants::SkipArea(place)),
            self.wants(Word::ButtonTellHost, session, Wants::TellHost),
        ];
        Card {
            fields: self.sign_fields(),
            rows: vec![Row::Buttons(buttons)],
            ..self.sentence(Word::Emergency)
        }
    }

    /// Every sign as text, grouped by what to do.
    pub(in crate::present::private) fn sign_fields(&self) -> Vec<Field> {
        let groups = [
            (Word::SignsCall, Word::SignsCallText),
            (Word::SignsToday, Word::SignsTodayText),
            (Word::SignsSkip, Word::SignsSkipText),
            (Word::SignsFree, Word::SignsFreeText),
        ];
        let fields = groups.map(|(name, text)| self.field(name, self.word(text)));
        fields.into()
    }

    /// Where to get help, and nothing that is asked.
    pub(super) fn help(&self, session: SessionId) -> Card {
        Card {
            rows: self.tell_host(session),
            ..outcome::emergency(self.library)
        }
    }

    pub(in crate::present) fn advice(&self, session: SessionId) -> Card {
        let (same_day, stays) = (self.meaning(Outcome::SameDay), self.word(Word::AdviceText));
        Card {
            rows: self.tell_host(session),
            ..Card::text(format!("{stays}\n\n{same_day}"))
        }
    }

    pub(super) fn area_off(&self, session: SessionId, area: &str, kept: bool) -> Card {
        let text = match kept {
            true => Word::AreaOffText,
            false => Word::AreaOffNotKept,
        };
        Card {
            rows: self.tell_host(session),
            ..Card::text(self.fill(text, &[("area", area)]))
        }
    }

    /// Which area is off from now on, of those that were rolled.
    pub(super) fn which_area(&self, session: SessionId, areas: &[Area]) -> Card {
        let text = match areas {
            [] => Word::AreaOffNone,
            _ => Word::AreaOffWhich,
        };
        let mut rows: Vec<Row> = self.area_menu(session, areas).into_iter().collect();
        rows.extend(self.tell_host(session));
        Card {
            rows,
            ..self.sentence(text)
        }
    }

    /// A menu of areas, where there are any.
    pub(super) fn area_menu(&self, session: SessionId, areas: &[Area]) -> Option<Row> {
        let choices = areas.iter().map(|it| Choice {
            label: it.name.clone(),
            detail: String::new(),
            value: it.place.to_string(),
            is_picked: false,
        });
        let menu = Menu {
            // Which one comes with what is picked.
            press: Press::Private(PrivatePress::In(session, Wants::SkipArea(0))),
            placeholder: self.word(Word::AreaOffPick),
            picks: Picks::One,
            choices: choices.collect(),
        };
        (!areas.is_empty()).then_some(Row::Menu(menu))
    }

    /// The card of a technique, or how to take one's time where a cue has none.
    pub(super) fn how_to(&self, technique: Option<&TechniqueId>) -> Card {
        let known = technique.filter(|it| self.library.techniques.contains_key(*it));
        match known {
            Some(id) => Card {
                picture: None,
                ..crate::present::technique::card(self.library, id, None)
            },
            None => self.sentence(Word::HowToNone),
        }
    }
}
