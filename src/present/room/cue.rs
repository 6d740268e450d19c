//! A cue: where it stands, what to do, how long, and what comes then.

use chrono::TimeDelta;

use super::{RoomMessage, Stage, ago, clock_time, head, name};
use crate::domain::{Cue, CueKind, Timestamp, Wants, Word};
use crate::present::Row;
use crate::present::routine::kind;

/// A hold that is longer has its halfway and its last seconds named, in seconds.
const LONG_HOLD_SECONDS: u32 = 20;
/// How many seconds the last ones are.
const LAST_SECONDS: i64 = 5;

impl Stage<'_> {
    pub(super) fn cue(&self, place: usize, missed: usize, until: Timestamp) -> RoomMessage {
        let cues = &self.board.timeline.cues;
        let Some(cue) = cues.get(place) else {
            return RoomMessage::default();
        };
        let mut lines = Vec::new();
        let mentions = match place {
            0 => self.board.mentioned.clone(),
            _ => Vec::new(),
        };
        if !mentions.is_empty() {
            let people: Vec<String> = mentions.iter().map(|it| name(*it)).collect();
            let people = people.join(" ");
            lines.push(self.fill(Word::SessionCueBegins, &[("people", &people)]));
        }
        if missed != 0 {
            let count = missed.to_string();
            lines.push(self.fill(Word::SessionCueMissed, &[("count", &count)]));
        }
        lines.push(head(self.library, cue, place, cues.len()));
        lines.push(cue.text.clone());
        lines.extend(cue.another_way.clone());
        lines.extend(self.in_the_middle(place, cue, until));
        lines.push(self.then(place, until));
        RoomMessage {
            content: lines.join("\n"),
            rows: vec![Row::Buttons(vec![
                self.button(Word::ButtonTooMuch, Wants::TooMuch(place)),
                self.button(Word::ButtonWrong, Wants::Signs(place)),
                self.button(Word::ButtonHowTo, Wants::HowTo(place)),
            ])],
            read_aloud: self.board.manner.read_aloud,
            mentions,
            card: None,
        }
    }

    /// The halfway of a long hold, and how long the other side has.
    fn in_the_middle(&self, place: usize, cue: &Cue, until: Timestamp) -> Option<String> {
        match cue.kind {
            CueKind::HoldAndBreathe if LONG_HOLD_SECONDS < cue.seconds => {
                let half = until - TimeDelta::milliseconds(i64::from(cue.seconds) * 500);
                let last = until - TimeDelta::seconds(LAST_SECONDS);
                let (half, last) = (ago(half), clock_time(last));
                let gaps = [("half", half.as_str()), ("last", last.as_str())];
                Some(self.fill(Word::SessionCueHalf, &gaps))
            }
            CueKind::SwitchSides => {
                let behind = self.board.timeline.cues.iter().skip(place + 1);
                let other = behind.take_while(|it| {
                    it.technique == cue.technique && it.side == cue.side && it.kind.presses()
                });
                let seconds: u32 = other.map(|it| it.seconds).sum();
                let seconds = seconds.to_string();
                Some(self.fill(Word::SessionCueSwitch, &[("seconds", &seconds)]))
            }
            _ => None,
        }
    }

    fn then(&self, place: usize, until: Timestamp) -> String {
        let when = ago(until);
        match self.board.timeline.cues.get(place + 1) {
            Some(next) => {
                let next = self.library.words.get(kind(next.kind));
                let gaps = [("when", when.as_str()), ("next", next)];
                self.fill(Word::SessionCueNext, &gaps)
            }
            None => self.fill(Word::SessionCueLast, &[("when", &when)]),
        }
    }
}
