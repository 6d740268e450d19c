//! The card of a session: the lobby before it, how far it is, and that it is over.

use super::{RoomMessage, Stage, ago, clock_time, count, held, name};
use crate::domain::{Ending, Library, Origin, Phase, Timestamp, Wants, Word};
use crate::present::routine::{length_of, mode, start};
use crate::present::{Button, Card, Field, Press, PrivatePress, Row};

/// How many pieces the bar of progress has.
const BAR_PIECES: usize = 16;

impl Stage<'_> {
    pub(super) fn card(&self) -> RoomMessage {
        let (text, fields, rows) = match self.board.session.phase {
            Phase::Lobby { starts_at } => {
                let goal = [("goal", self.board.timeline.goal.as_str())];
                let text = self.fill(Word::SessionLobbyText, &goal);
                let text = match self.board.manner.origin {
                    Origin::SeriesLate => format!("{}\n\n{text}", self.word(Word::LobbyLate)),
                    Origin::Host | Origin::Series => text,
                };
                let start_check = Button {
                    label: self.word(Word::ButtonStartCheck),
                    press: Press::Private(PrivatePress::Start),
                };
                let buttons = self.doors().into_iter().chain([start_check]);
                let rows = vec![Row::Buttons(buttons.collect())];
                (text, self.lobby(starts_at), rows)
            }
            Phase::Rolling { .. } => {
                let rows = vec![Row::Buttons(self.doors())];
                (self.progress(), self.under_way(), rows)
            }
            Phase::Paused { why, resume_by, .. } => {
                let (progress, why) = (self.progress(), held(self.library, why, resume_by));
                let rows = vec![Row::Buttons(self.doors())];
                (format!("{why}\n\n{progress}"), self.under_way(), rows)
            }
            Phase::Over { ending, .. } => {
                let text = over(self.library, ending);
                (text, vec![self.with_us()], Vec::new())
            }
        };
        let card = Card {
            title: self.board.timeline.name.clone(),
            text,
            fields,
            footer: self.word(Word::Disclaimer),
            ..Card::default()
        };
        RoomMessage {
            card: Some(card),
            rows,
            ..RoomMessage::default()
        }
    }

    /// The ways in.
    fn doors(&self) -> Vec<Button> {
        vec![
            self.button(Word::ButtonJoin, Wants::Join),
            self.button(Word::ButtonWatch, Wants::Watch),
        ]
    }

    fn lobby(&self, starts_at: Timestamp) -> Vec<Field> {
        let (words, timeline) = (&self.library.words, self.board.timeline);
        let (starts, countdown) = (clock_time(starts_at), ago(starts_at));
        let ends_at = self.board.session.ends_at();
        let end = ends_at.map_or_else(String::new, clock_time);
        let ends = ends_at.map_or_else(String::new, ago);
        let gaps = [
            ("start", starts.as_str()),
            ("countdown", &countdown),
            ("end", &end),
            ("ends", &ends),
        ];
        let positions: Vec<&str> = timeline
            .positions
            .iter()
            .map(|(_, it)| it.as_str())
            .collect();
        let positions = positions.join("; ");
        let mut fields = vec![
            self.field(
                Word::SessionStarts,
                self.fill(Word::SessionStartsText, &gaps),
            ),
            self.field(Word::RoutineLength, length_of(words, timeline.seconds())),
            self.field(Word::RoutineKit, timeline.kit.clone()),
            self.field(
                Word::RoutinePositions,
                words.fill(Word::RoutinePositionsText, &[("positions", &positions)]),
            ),
            self.field(Word::RoutineMode, mode(words, timeline.mode)),
            self.field(Word::RoutineStart, start(words, timeline.mode)),
            self.with_us(),
        ];
        if let Some(lead) = self.board.lead {
            let before_last = fields.len() - 1;
            fields.insert(before_last, self.field(Word::SessionLead, name(lead)));
        }
        if let Some(note) = &timeline.note {
            fields.insert(5, self.field(Word::RoutineNote, note.clone()));
        }
        fields
    }

    /// How far the group is, as a bar and in words.
    fn progress(&self) -> String {
        let of = self.board.session.plan.len();
        let said = self.board.session.at().map_or(0, |it| it + 1);
        let full = (BAR_PIECES * said)
            .checked_div(of)
            .unwrap_or_default()
            .min(BAR_PIECES);
        let bar = format!("`{}{}`", "█".repeat(full), "░".repeat(BAR_PIECES - full));
        let (at, of) = (said.to_string(), of.to_string());
        let gaps = [("bar", bar.as_str()), ("at", &at), ("of", &of)];
        self.fill(Word::SessionProgress, &gaps)
    }

    fn under_way(&self) -> Vec<Field> {
        let cues = &self.board.timeline.cues;
        let mut fields = Vec::new();
        if let Some(now) = self.board.session.at().and_then(|at| cues.get(at)) {
            fields.push(self.field(Word::SessionNow, now.text.clone()));
        }
        let next = match self.next() {
            Some(next) => next.text.clone(),
            None => self.word(Word::SessionNextNone),
        };
        fields.push(self.field(Word::SessionNext, next));
        if let Some(end) = self.board.session.ends_at() {
            let (at, countdown) = (clock_time(end), ago(end));
            let gaps = [("end", at.as_str()), ("countdown", &countdown)];
            fields.push(self.field(Word::SessionEnds, self.fill(Word::SessionEndsText, &gaps)));
        }
        fields.push(self.with_us());
        fields
    }

    /// Who is with the group. Whoever rolls, breathes or watches looks alike.
    fn with_us(&self) -> Field {
        let names = self.board.with_us.iter().map(|(user, _)| name(*user));
        let names: Vec<String> = names.collect();
        let mut text = match names.as_slice() {
            [] => self.word(Word::SessionNobody),
            names => names.join(" "),
        };
        if self.board.waiting != 0 {
            let (count, _) = count(self.board.waiting - 1, 0);
            let waiting = self.fill(Word::SessionWaiting, &[("count", &count)]);
            text = format!("{text}\n{waiting}");
        }
        self.field(Word::SessionWithUs, text)
    }

    pub(super) fn field(&self, name: Word, text: impl Into<String>) -> Field {
        Field {
            name: self.word(name),
            text: text.into(),
        }
    }
}

/// How a session ended.
pub(in crate::present) fn over(library: &Library, ending: Ending) -> String {
    let word = match ending {
        Ending::Done => Word::SessionOverDone,
        Ending::Stopped => Word::SessionOverStopped,
        Ending::HeldTooLong => Word::SessionOverHeld,
        Ending::Shut => Word::SessionOverShut,
        Ending::RoomGone => Word::SessionOverRoomGone,
        Ending::Removed => Word::SessionOverRemoved,
        Ending::NobodyCame => Word::SessionOverNobody,
        Ending::Missed => Word::SessionOverMissed,
    };
    library.words.get(word).to_owned()
}
