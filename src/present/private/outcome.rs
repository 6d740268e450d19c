//! What a screening came to, in words.

use super::{Action, Desk, PrivatePress};
use crate::domain::{Clearance, Library, Limits, Mode, Outcome, Timestamp, Unfinished, Word};
use crate::present::technique::listed;
use crate::present::{Card, Field, Row};

impl Desk<'_> {
    /// What an outcome means.
    pub(super) fn meaning(&self, outcome: Outcome) -> String {
        let meaning = self.library.screening.outcomes.get(&outcome);
        meaning.map_or_else(String::new, |it| it.text.clone())
    }

    /// Why there is no version of a routine for them, and the way on.
    pub(super) fn no_version(&self, clearance: &Clearance) -> Card {
        let card = Card::text(self.meaning(clearance.outcome));
        match clearance.outcome {
            Outcome::Hold => Card {
                fields: vec![self.words_to_take()],
                rows: vec![Row::Buttons(vec![
                    self.button(Word::ButtonSaidOk, PrivatePress::LiftHold),
                ])],
                ..card
            },
            _ => Card::text(format!("{}\n\n{}", card.text, self.ends(clearance.until))),
        }
    }

    /// A hold, with what to ask a clinician, or "not today", with its end; both with the way on.
    pub(super) fn waits(&self, clearance: &Clearance, unfinished: &Unfinished) -> Card {
        let mut card = Card::text(self.meaning(clearance.outcome));
        let back = self.signed(Word::ButtonGoBack, unfinished, Action::Back);
        let mut buttons = Vec::new();
        match clearance.outcome {
            Outcome::Hold => {
                card.fields.push(self.words_to_take());
                buttons.push(self.signed(Word::ButtonSaidOk, unfinished, Action::SaidOk));
            }
            _ => card.text = format!("{}\n\n{}", card.text, self.ends(clearance.until)),
        }
        buttons.push(back);
        card.rows = vec![Row::Buttons(buttons)];
        card.footer = self.word(Word::Disclaimer);
        card
    }

    /// When "not today" ends.
    pub(super) fn ends(&self, at: Timestamp) -> String {
        let when = until(at);
        self.library
            .words
            .fill(Word::NotTodayUntil, &[("when", &when)])
    }

    /// What to show a doctor, nurse, midwife, physio or pharmacist.
    pub(super) fn words_to_take(&self) -> Field {
        self.field(Word::HoldWords, self.word(Word::HoldWordsText))
    }

    /// They may roll: what is off, until when, and what now.
    pub(super) fn rolls(&self, clearance: &Clearance) -> Card {
        let mut fields = self.limits(&clearance.limits);
        fields.push(self.until(clearance));
        fields.push(self.field(Word::OutcomeNext, self.word(Word::OutcomeNextText)));
        Card {
            text: self.meaning(clearance.outcome),
            fields,
            footer: self.word(Word::Disclaimer),
            ..Card::default()
        }
    }

    /// Until when a clearance counts.
    pub(super) fn until(&self, clearance: &Clearance) -> Field {
        let when = format!("<t:{}:D>", clearance.until.timestamp());
        let text = (self.library.words).fill(Word::OutcomeUntilText, &[("when", &when)]);
        self.field(Word::OutcomeUntil, text)
    }

    /// What is off, a field each; none where nothing is.
    pub(super) fn limits(&self, limits: &Limits) -> Vec<Field> {
        let library = self.library;
        let regions = limits.regions.iter();
        let regions = regions.filter_map(|id| Some(library.regions.get(id)?.name.as_str()));
        let positions = limits.positions.iter();
        let positions = positions.filter_map(|id| Some(library.positions.get(id)?.name.as_str()));
        let tools = library
            .tools
            .iter()
            .filter(|it| limits.tools.contains(&it.id));
        // A position may have a comma in its name.
        let positions: Vec<&str> = positions.collect();
        let mut all = vec![
            (Word::LimitsAreas, listed(regions)),
            (Word::LimitsPositions, positions.join("; ")),
            (Word::LimitsTools, listed(tools.map(|it| it.short.as_str()))),
        ];
        if limits.gentle {
            let gentle = crate::present::routine::mode(&library.words, Mode::Gentle);
            all.push((Word::LimitsGentle, gentle));
        }
        all.push((Word::LimitsNotes, self.notes(limits)));
        let said = all.into_iter().filter(|(_, text)| !text.is_empty());
        said.map(|(name, text)| self.field(name, text)).collect()
    }

    /// What somebody is told besides.
    fn notes(&self, limits: &Limits) -> String {
        let notes = [
            (limits.grown_up, Word::NoteGrownUp),
            (limits.rise_slow, Word::NoteRiseSlow),
            (limits.breath_note, Word::NoteBreath),
            (limits.no_water, Word::NoteNoWater),
        ];
        let notes = notes.into_iter().filter(|(is_on, _)| *is_on);
        let notes: Vec<String> = notes.map(|(_, note)| self.word(note)).collect();
        notes.join("\n")
    }

    /// Asked a day after a stop. The emergency line stands below, in case it is not over.
    pub(super) fn if_seen(&self) -> Card {
        let buttons = vec![
            self.button(Word::ButtonSaidOk, PrivatePress::Seen),
            self.button(Word::ButtonNotNow, PrivatePress::NotSeen),
        ];
        let (asked, hint) = (self.word(Word::IfSeen), self.word(Word::IfSeenHint));
        let line = self.word(Word::Emergency);
        Card {
            text: format!("**{asked}**\n\n{hint}\n\n{line}"),
            rows: vec![Row::Buttons(buttons)],
            ..Card::default()
        }
    }

    pub(super) fn stop_stays(&self) -> Card {
        let (stays, same_day) = (self.word(Word::StopStays), self.meaning(Outcome::SameDay));
        Card::text(format!("{stays}\n\n{same_day}"))
    }
}

/// The emergency line first and alone in bold, the same-day line below it (dossier 3.6, list U). Without
/// a title, which would stand above it, and without a button: nothing is asked any more.
pub(super) fn emergency(library: &Library) -> Card {
    let line = library.words.get(Word::Emergency);
    let meaning = |outcome| library.screening.outcomes.get(&outcome);
    let parts = [Outcome::SameDay, Outcome::Emergency].into_iter();
    let parts = parts.filter_map(meaning).map(|it| it.text.as_str());
    let parts: Vec<&str> = std::iter::once(line).chain(parts).collect();
    Card::text(parts.join("\n\n"))
}

/// A moment as Discord shows it in the reader's own time, with how long from now.
pub(super) fn until(at: Timestamp) -> String {
    format!("<t:{}:R>", at.timestamp())
}
