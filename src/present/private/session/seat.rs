//! What somebody is told who sits down, waits, or may only watch.

use super::super::Desk;
use crate::domain::{
    Clearance, Here, Outcome, Phase, Reach, SEATS_MAX, SessionId, Stance, Theirs, Timeline, Wants,
    Word,
};
use crate::present::room::{ago, count};
use crate::present::{Card, Field, PrivatePress, Row};

impl Desk<'_> {
    /// They are with the group: what they do there, where it is, and how their own cues reach them.
    pub(super) fn seated(&self, theirs: &Theirs) -> Card {
        let session = theirs.session.id;
        let spoken = || theirs.timelines.get(&theirs.session.language);
        let timeline = theirs.timelines.get(&theirs.language).or_else(spoken);
        let Some(timeline) = timeline else {
            return self.sentence(Word::SeatNoSession);
        };
        let mut card = match theirs.stance {
            Stance::Rolls => self.version_of(timeline, &theirs.limits),
            Stance::Breathes | Stance::Asked => self.sentence(Word::SeatBreathes),
            Stance::Watches => self.sentence(Word::SeatWatches),
        };
        card.title = self.fill(Word::SeatTitle, &[("routine", &timeline.name)]);
        card.footer = self.word(Word::Disclaimer);
        card.text = self.after_check(theirs.screened.as_ref(), card.text);
        if let Some(here) = &theirs.here {
            card.fields.insert(0, self.here(timeline, here));
        }
        if theirs.stance != Stance::Watches {
            let reach = match theirs.reach {
                Reach::ThenDirect => Word::SeatReachDirect,
                Reach::ThenNot => Word::SeatReachNot,
            };
            card.fields
                .push(self.field(Word::SeatReach, self.word(reach)));
        }
        let is_lobby = matches!(theirs.session.phase, Phase::Lobby { .. });
        let mention = (is_lobby && !theirs.mention)
            .then(|| self.wants(Word::ButtonMention, session, Wants::Mention));
        let leave = self.wants(Word::ButtonLeave, session, Wants::Leave);
        let mut buttons: Vec<_> = mention.into_iter().chain([leave]).collect();
        let screened = theirs.screened.as_ref();
        if screened.is_some_and(|it| it.outcome == Outcome::Hold) {
            card.fields.push(self.words_to_take());
            buttons.push(self.button(Word::ButtonSaidOk, PrivatePress::LiftHold));
        }
        card.rows = vec![Row::Buttons(buttons)];
        card
    }

    /// What came of a check, where they have just done one, and what follows from it here.
    fn after_check(&self, screened: Option<&Clearance>, text: String) -> String {
        match screened {
            Some(clearance) => format!("{}\n\n{text}", self.meaning(clearance.outcome)),
            None => text,
        }
    }

    /// Where the group is.
    fn here(&self, timeline: &Timeline, here: &Here) -> Field {
        let (at, of) = count(here.place, timeline.cues.len());
        let cue = timeline.cues.get(here.place);
        let text = cue.map_or("", |it| it.text.as_str());
        let gaps = [("at", at.as_str()), ("of", &of), ("text", text)];
        let text = self.fill(Word::SeatHereText, &gaps);
        let until = match here.until {
            Some(until) => self.fill(Word::SeatHereUntil, &[("when", &ago(until))]),
            None => self.word(Word::SeatHereHeld),
        };
        self.field(Word::SeatHere, format!("{text}\n{until}"))
    }

    pub(super) fn waits_for_seat(
        &self,
        session: SessionId,
        before: usize,
        screened: Option<&Clearance>,
    ) -> Card {
        let before = before.to_string();
        let leave = self.wants(Word::ButtonLeave, session, Wants::Leave);
        Card {
            text: self.after_check(screened, self.fill(Word::SeatWaits, &[("before", &before)])),
            rows: vec![Row::Buttons(vec![leave])],
            ..Card::default()
        }
    }

    pub(super) fn no_seat_left(&self, screened: Option<&Clearance>) -> Card {
        let seats = SEATS_MAX.to_string();
        let full = self.fill(Word::SeatFull, &[("seats", &seats)]);
        Card::text(self.after_check(screened, full))
    }

    /// Not today, and they may watch all the same.
    pub(super) fn only_watch(&self, session: SessionId, clearance: &Clearance) -> Card {
        let meaning = self.meaning(clearance.outcome);
        let (ends, watch) = (self.ends(clearance.until), self.word(Word::SeatOnlyWatch));
        let button = self.wants(Word::ButtonWatch, session, Wants::Watch);
        Card {
            text: format!("{meaning}\n\n{ends}\n\n{watch}"),
            rows: vec![Row::Buttons(vec![button])],
            ..Card::default()
        }
    }
}
