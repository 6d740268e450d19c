//! What is kept of somebody, in plain words, to take along and to delete.

pub(in crate::present) mod every;
mod export;
mod progress;

pub use progress::{Bar, Dot, ProgressSketch};

use super::{Attached, Desk, PrivatePress};
use crate::domain::{Clearance, Holdings, Kept, OwnTold, Word};
use crate::present::{Card, Row};

/// Seconds of a day.
const DAY_SECONDS: i64 = 24 * 60 * 60;

impl Desk<'_> {
    pub(super) fn own(&self, told: &OwnTold) -> Card {
        match told {
            OwnTold::Shown(holdings) => self.privacy(holdings),
            OwnTold::Export { holdings, .. } if holdings.is_nothing() => {
                self.sentence(Word::PrivacyNothing)
            }
            OwnTold::Export { .. } => self.sentence(Word::PrivacyExport),
            OwnTold::Delete => {
                let delete =
                    self.button(Word::ButtonDeleteEverything, PrivatePress::DeleteEverything);
                Card {
                    rows: vec![Row::Buttons(vec![delete])],
                    ..self.sentence(Word::PrivacyDelete)
                }
            }
            OwnTold::Progress { check_ins, zone } => self.progress(check_ins, *zone),
        }
    }

    /// The file that goes with what they are told, where there is one.
    pub(super) fn own_file(&self, told: &OwnTold) -> Option<Attached> {
        match told {
            OwnTold::Export { holdings, now } if !holdings.is_nothing() => Some(Attached::File {
                name: "unknot.json",
                text: export::json(holdings, *now),
            }),
            OwnTold::Progress { check_ins, zone } => self.progress_sketch(check_ins, *zone),
            OwnTold::Shown(_) | OwnTold::Export { .. } | OwnTold::Delete => None,
        }
    }

    /// What is kept about anybody, and what of it about them.
    fn privacy(&self, holdings: &Holdings) -> Card {
        let clearance = holdings
            .member
            .as_ref()
            .and_then(|it| it.clearance.as_ref());
        let is_flag_alone = clearance.is_some_and(Clearance::is_flag_alone);
        let theirs = match holdings.kept() {
            Kept::Nothing if holdings.is_nothing() => Word::PrivacyNothing,
            Kept::Nothing => Word::PrivacyPlaces,
            Kept::Wishes => Word::PrivacyWishes,
            Kept::Name => Word::PrivacyName,
            Kept::Check if is_flag_alone => Word::PrivacyFluids,
            Kept::Check => Word::PrivacySomething,
        };
        let parts = [
            (Word::PrivacyCheck, Word::PrivacyCheckText),
            (Word::PrivacyWho, Word::PrivacyWhoText),
            (Word::PrivacySessions, Word::PrivacySessionsText),
            (Word::PrivacyReminders, Word::PrivacyRemindersText),
            (Word::PrivacyHalf, Word::PrivacyHalfText),
            (Word::PrivacyGone, Word::PrivacyGoneText),
            (Word::PrivacyOthers, Word::PrivacyOthersText),
            (Word::PrivacyReads, Word::PrivacyReadsText),
        ];
        let lines = self.yours(holdings);
        let yours = (!lines.is_empty()).then(|| self.field(Word::PrivacyYours, lines.join("\n")));
        let parts = parts.map(|(name, text)| self.field(name, self.word(text)));
        Card {
            title: self.word(Word::PrivacyTitle),
            text: self.word(theirs),
            fields: yours.into_iter().chain(parts).collect(),
            footer: self.word(Word::PrivacyMore),
            ..Card::default()
        }
    }

    /// A line for each kind of what is kept of them.
    fn yours(&self, it: &Holdings) -> Vec<String> {
        let mut lines = Vec::new();
        if let Some(day) = it.used_day {
            // At noon, so that it is the same day wherever they read it.
            let when = format!("<t:{}:D>", day * DAY_SECONDS + DAY_SECONDS / 2);
            lines.push(self.fill(Word::PrivacyYoursUsed, &[("when", &when)]));
        }
        let clearance = it.member.as_ref().and_then(|it| it.clearance.as_ref());
        if let Some(clearance) = clearance.filter(|it| !it.is_flag_alone()) {
            let when = format!("<t:{}:f>", clearance.until.timestamp());
            lines.push(self.fill(Word::PrivacyYoursCheck, &[("when", &when)]));
        }
        if let Some(zone) = it.member.as_ref().and_then(|it| it.zone) {
            lines.push(self.fill(Word::PrivacyYoursZone, &[("zone", zone.name())]));
        }
        let resting = it.member.as_ref().map_or(0, |it| it.resting.len());
        let counts = [
            (Word::PrivacyYoursResting, resting),
            (Word::PrivacyYoursDue, it.due.len()),
            (Word::PrivacyYoursCame, it.diary.sent.len()),
            (Word::PrivacyYoursDrinks, it.diary.drinks.len()),
            (Word::PrivacyYoursCheckIns, it.check_ins.len()),
            (Word::PrivacyYoursSeats, it.seats.len()),
            (Word::PrivacyYoursLed, it.led.len()),
            (Word::PrivacyYoursDone, it.done.len()),
        ];
        let counted = counts.into_iter().filter(|(_, count)| *count != 0);
        lines
            .extend(counted.map(|(word, count)| self.fill(word, &[("count", &count.to_string())])));
        lines
    }
}
