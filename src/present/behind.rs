//! What stands behind the buttons of a technique card: other levels, a sore spot, and a timer.

use super::technique::{bullets, menu, way_line};
use super::{Button, Card, Field, Press, Row};
use crate::domain::{Level, Library, SWITCH_SECONDS, Sides, Technique, TechniqueId, Way, Word};

/// Time to get into position before a timer starts, in seconds.
const READY_SECONDS: i64 = 15;

/// A lighter and a stronger way, with how to get there.
pub(super) fn levels(library: &Library, technique: &Technique) -> Card {
    let of = |level: Level, text: &str| {
        let ways = technique.ways.iter().filter(|way| way.level == level);
        let ways = ways.map(|way| way_with_start(library, way));
        let lines: Vec<String> = std::iter::once(text.to_owned()).chain(ways).collect();
        lines.join("\n")
    };
    let fields = vec![
        (Word::FieldEasier, of(Level::Easier, &technique.easier)),
        (Word::FieldHarder, of(Level::Harder, &technique.harder)),
        (Word::FieldStop, library.words.get(Word::Stop).to_owned()),
    ];
    aside(
        library,
        technique,
        Word::LevelsTitle,
        Word::LevelsText,
        fields,
    )
}

fn way_with_start(library: &Library, way: &Way) -> String {
    let line = way_line(library, way);
    match &way.start {
        Some(start) => format!("{line}\n{start}"),
        None => line,
    }
}

/// Around a sore spot and back (dossier 3.8, "Too much"), and where else to go.
pub(super) fn too_painful(library: &Library, technique: &Technique) -> Card {
    let words = &library.words;
    let fields = vec![
        (Word::FieldTooPainful, technique.too_painful.clone()),
        (Word::FieldStop, words.get(Word::Stop).to_owned()),
    ];
    let mut card = aside(
        library,
        technique,
        Word::TooPainfulTitle,
        Word::TooPainfulText,
        fields,
    );
    let related = library.related(technique);
    if !related.is_empty() {
        let heading = words.get(Word::RelatedPick);
        card.rows
            .insert(0, menu(Press::PickTechnique, heading, &related));
    }
    card
}

/// A timer that the reader's own Discord counts down: each line says until when.
pub(super) fn how_long(library: &Library, technique: &Technique, asked_at: i64) -> Card {
    let words = &library.words;
    let mut at = asked_at.saturating_add(READY_SECONDS);
    let mut lines = vec![words.fill(Word::HowLongReady, &[("when", &countdown(at))])];
    let mut line = |word: Word, side: Word, seconds: u32| {
        at = at.saturating_add(i64::from(seconds));
        let gaps = [
            ("side", words.get(side)),
            ("seconds", &seconds.to_string()),
            ("when", &countdown(at)),
        ];
        lines.push(words.fill(word, &gaps));
    };
    let sides: &[Word] = match technique.sides {
        Sides::Each => &[Word::SideFirst, Word::SideOther],
        Sides::Both => &[Word::SideBoth],
    };
    for (i, side) in sides.iter().enumerate() {
        if i != 0 {
            line(Word::HowLongSwitch, *side, SWITCH_SECONDS);
        }
        if let Some(path) = &technique.path {
            line(Word::HowLongRoll, *side, path.roll_seconds());
        }
        line(Word::HowLongHold, *side, technique.hold.seconds);
        if let Some(small_move) = &technique.small_move {
            line(Word::HowLongMove, *side, small_move.seconds);
        }
    }
    lines.push(words.get(Word::HowLongEnd).to_owned());
    let fields = vec![
        (Word::FieldKeepOff, bullets(&technique.keep_off)),
        (Word::FieldStop, words.get(Word::Stop).to_owned()),
    ];
    let mut card = aside(
        library,
        technique,
        Word::HowLongTitle,
        Word::HowLongText,
        fields,
    );
    card.text = lines.join("\n");
    let again = Button {
        label: words.get(Word::ButtonAgain).to_owned(),
        press: Press::HowLong(technique.id.clone()),
    };
    if let Some(Row::Buttons(buttons)) = card.rows.last_mut() {
        buttons.insert(0, again);
    }
    card
}

/// A moment as Discord counts down to it (Discord docs, reference, timestamp styles).
fn countdown(at: i64) -> String {
    format!("<t:{at}:R>")
}

/// A card beside the technique's own, with the way back.
fn aside(
    library: &Library,
    technique: &Technique,
    title: Word,
    text: Word,
    fields: Vec<(Word, String)>,
) -> Card {
    let words = &library.words;
    let field = |(name, text)| Field {
        name: words.get(name).to_owned(),
        text,
    };
    Card {
        title: words.fill(title, &[("technique", &technique.name)]),
        text: words.get(text).to_owned(),
        fields: fields.into_iter().map(field).collect(),
        footer: words.get(Word::Disclaimer).to_owned(),
        rows: vec![Row::Buttons(vec![back(library, &technique.id)])],
        ..Card::default()
    }
}

/// The way back to a card that has been read.
pub(super) fn back(library: &Library, id: &TechniqueId) -> Button {
    Button {
        label: library.words.get(Word::ButtonBack).to_owned(),
        press: Press::Read(id.clone()),
    }
}
