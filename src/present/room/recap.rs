//! The end of a session: who was there, how long, what was done, and how it was.

use super::{RoomMessage, Stage, name};
use crate::domain::{Ending, Feel, Phase, Wants, Word};
use crate::present::routine::length_of;
use crate::present::technique::listed;
use crate::present::{Card, Field, Row};

/// From how many seconds on somebody's time in the voice channel is named.
const THERE_SECONDS_MIN: u32 = 60;

impl Stage<'_> {
    pub(super) fn recap(&self) -> RoomMessage {
        let (board, timeline) = (self.board, self.board.timeline);
        let routine = [("routine", timeline.name.as_str())];
        let (title, text) = match board.session.phase {
            Phase::Over {
                ending: Ending::Done,
                ..
            } => (Word::RecapTitle, Word::RecapText),
            _ => (Word::RecapTitleStopped, Word::RecapTextStopped),
        };
        // What was come to, and no more.
        let (cued, seconds) = match board.session.phase {
            Phase::Over { cued, rolled, .. } => (cued, rolled.num_seconds()),
            _ => (0, 0),
        };
        let mut areas: Vec<&str> = Vec::new();
        for rolled in (0..cued).filter_map(|place| timeline.rolled(place)) {
            if !areas.contains(&rolled.area.as_str()) {
                areas.push(&rolled.area);
            }
        }
        let areas = match areas.is_empty() {
            true => self.word(Word::RecapWhatNone),
            false => listed(areas.into_iter()),
        };
        let card = Card {
            title: self.fill(title, &routine),
            text: self.word(text),
            fields: vec![
                self.were_with_us(),
                self.field(
                    Word::RecapHow,
                    length_of(
                        &self.library.words,
                        u32::try_from(seconds).unwrap_or_default(),
                    ),
                ),
                self.field(Word::RecapWhat, areas),
                self.field(Word::RecapAsk, self.word(Word::RecapAskText)),
            ],
            footer: self.word(Word::Disclaimer),
            ..Card::default()
        };
        let last = board.session.plan.len().saturating_sub(1);
        let rows = vec![
            Row::Buttons(vec![
                self.button(Word::ButtonBetter, Wants::Feel(Feel::Better)),
                self.button(Word::ButtonSame, Wants::Feel(Feel::Same)),
                self.button(Word::ButtonWorse, Wants::Feel(Feel::Worse)),
            ]),
            Row::Buttons(vec![
                self.button(Word::ButtonWrong, Wants::Signs(last)),
                self.button(Word::ButtonRemind, Wants::Remind),
            ]),
        ];
        RoomMessage {
            card: Some(card),
            rows,
            ..RoomMessage::default()
        }
    }

    /// Who was with the group, and how long those were in the voice channel who were there.
    fn were_with_us(&self) -> Field {
        let line = |(user, seconds): &(_, u32)| {
            let who = name(*user);
            if *seconds < THERE_SECONDS_MIN {
                return who;
            }
            let minutes = (seconds / 60).to_string();
            let gaps = [("who", who.as_str()), ("minutes", &minutes)];
            self.fill(Word::RecapThere, &gaps)
        };
        let lines: Vec<String> = self.board.with_us.iter().map(line).collect();
        let text = match lines.as_slice() {
            [] => self.word(Word::SessionNobody),
            lines => lines.join(", "),
        };
        let was_seen = |it: &(_, u32)| THERE_SECONDS_MIN <= it.1;
        let text = match self.board.with_us.iter().any(was_seen) {
            true => format!("{text}\n{}", self.word(Word::RecapThereNote)),
            false => text,
        };
        self.field(Word::SessionWithUs, text)
    }
}
