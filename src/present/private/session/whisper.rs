//! A cue as one member does it, told beside the cue that the room hears.

use super::super::{PrivateCard, PrivatePress};
use crate::domain::{Does, Library, Rolled, SessionId, Step, Timeline, Timestamp, Wants, Word};
use crate::present::room::{ago, count};
use crate::present::technique::joined;
use crate::present::{Button, Card, Press, Row};

/// A cue that one member does in a way of their own.
#[derive(Clone, Copy, Debug)]
pub struct OwnCue<'a> {
    /// In which session.
    pub session: SessionId,
    /// What is said there, in what they read.
    pub timeline: &'a Timeline,
    /// Which cue, counted from 0.
    pub place: usize,
    /// Until when it is the current one.
    pub until: Timestamp,
    /// Whether they were promised direct messages, and none gets through.
    pub dms_failed: bool,
}

/// One member's own version of a cue.
pub fn whisper(library: &Library, own: OwnCue<'_>, steps: &[&Step<'_>]) -> PrivateCard {
    let words = &library.words;
    let OwnCue {
        timeline, place, ..
    } = own;
    let rolled = timeline.rolled(place);
    let does = steps.iter().find(|it| it.does != Does::Breathe);
    let mut lines = Vec::new();
    match does.map(|it| &it.does) {
        None | Some(Does::Breathe) => lines.push(words.get(Word::WhisperBreathe).to_owned()),
        Some(Does::AsSaid) => {
            let cue = timeline.cues.get(place);
            lines.extend(cue.map(|it| it.text.clone()));
        }
        Some(Does::Instead(swap)) => {
            if let Some(swap) = timeline.swaps.get(*swap) {
                let gaps = [("move", swap.name.as_str()), ("text", &swap.text)];
                lines.push(words.fill(Word::WhisperInstead, &gaps));
                lines.extend(swap.note.clone().filter(|it| !it.is_empty()));
            }
        }
        Some(Does::Another { way, tools, .. }) => {
            let names = tools.iter().filter_map(|id| timeline.tools.get(*id));
            let names = joined(library, Word::ListOr, names.map(String::as_str));
            lines.extend(rolled.and_then(|it| another(library, it, *way, &names)));
        }
    }
    if let (Some(step), 1..) = (does, steps.len().saturating_sub(1)) {
        let seconds = step.seconds.to_string();
        lines.push(words.fill(Word::WhisperGently, &[("seconds", &seconds)]));
    }
    told(library, own, &lines.join("\n"))
}

/// A cue for whoever rests and breathes.
pub fn breathe_whisper(library: &Library, own: OwnCue<'_>) -> PrivateCard {
    told(library, own, library.words.get(Word::WhisperBreathe))
}

/// Another way of a technique, and how to get there.
fn another(library: &Library, rolled: &Rolled, way: usize, tools: &str) -> Option<String> {
    let way = rolled.ways.get(way)?;
    let gaps = [("way", way.name.as_str()), ("tools", tools)];
    let line = library.words.fill(Word::WhisperAnother, &gaps);
    Some(match &way.start {
        None => line,
        Some(start) => format!("{line}\n{start}"),
    })
}

fn told(library: &Library, own: OwnCue<'_>, text: &str) -> PrivateCard {
    let words = &library.words;
    let OwnCue { session, place, .. } = own;
    let (at, of) = count(place, own.timeline.cues.len());
    let head = words.fill(Word::WhisperHead, &[("at", at.as_str()), ("of", &of)]);
    let until = words.fill(Word::WhisperUntil, &[("when", &ago(own.until))]);
    let mut text = format!("{head}\n{text}\n{until}");
    if own.dms_failed {
        text = format!("{text}\n{}", words.get(Word::WhisperDmsFailed));
    }
    let button = |label, wants| Button {
        label: words.get(label).to_owned(),
        press: Press::Private(PrivatePress::In(session, wants)),
    };
    let buttons = vec![
        button(Word::ButtonTooMuch, Wants::TooMuch(place)),
        button(Word::ButtonWrong, Wants::Signs(place)),
    ];
    PrivateCard::plain(Card {
        text,
        rows: vec![Row::Buttons(buttons)],
        ..Card::default()
    })
}
