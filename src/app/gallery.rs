//! The pictures of the content, drawn once in the background and kept.
//!
//! Must never draw while somebody waits: who asks gets what is there, or waits for the one that is
//! being drawn.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use tokio::sync::SetOnce;

use crate::domain::{Cue, CueKind, Library, RegionId, Routine, RoutineId, Side, TechniqueId, Word};
use crate::draw::{self, Figures, Labels, Picture, Strip, StripSide, TimelineLabels, Undrawn};
use crate::present::{Drawn, kind_word};

/// A PNG file, or nothing where it could not be drawn.
type Slot = SetOnce<Option<Arc<[u8]>>>;

/// Every picture there is or will be in a moment.
#[derive(Debug, Default)]
pub struct Gallery {
    slots: Arc<BTreeMap<Drawn, Slot>>,
}

impl Gallery {
    /// A place for each picture, and what is to be drawn into it.
    pub(super) fn prepare(library: &Library, figures: &Figures) -> (Self, Drawing) {
        let techniques = library.techniques.values();
        let techniques = techniques.filter(|it| figures.overlays.contains_key(&it.id));
        let of_techniques = techniques.map(|it| Order::Technique {
            id: it.id.clone(),
            labels: labels(library, &it.region),
        });
        let of_routines = library.routines.values().map(|it| Order::Routine {
            id: it.id.clone(),
            strips: strips(library, it),
            labels: timeline_labels(library),
        });
        let orders: Vec<Order> = of_techniques.chain(of_routines).collect();
        let slots = orders.iter().map(|order| (order.drawn(), Slot::new()));
        let slots: Arc<BTreeMap<Drawn, Slot>> = Arc::new(slots.collect());
        let drawing = Drawing {
            slots: Arc::clone(&slots),
            orders,
        };
        (Self { slots }, drawing)
    }

    /// The picture, as soon as it is drawn; nothing where there is none.
    pub async fn picture(&self, of: &Drawn) -> Option<Arc<[u8]>> {
        self.slots.get(of)?.wait().await.clone()
    }
}

/// Pictures that are still to be drawn.
pub(super) struct Drawing {
    slots: Arc<BTreeMap<Drawn, Slot>>,
    orders: Vec<Order>,
}

impl Drawing {
    /// Draws all of them, which takes a while.
    pub(super) fn draw(&self, figures: &Figures) {
        for order in &self.orders {
            let of = order.drawn();
            // A panic is our bug, and costs one picture.
            let picture = match catch_unwind(AssertUnwindSafe(|| order.draw(figures))) {
                Ok(Ok(picture)) => Some(picture.png),
                Ok(Err(fault)) => {
                    tracing::error!(picture = of.file_name(), %fault, "a picture could not be drawn");
                    None
                }
                Err(_) => None,
            };
            _ = self.slots.get(&of).map(|slot| slot.set(picture));
        }
    }
}

/// Everything that one picture is drawn of.
enum Order {
    Technique {
        id: TechniqueId,
        labels: Labels,
    },
    Routine {
        id: RoutineId,
        strips: Vec<Strip>,
        labels: TimelineLabels,
    },
}

impl Order {
    fn drawn(&self) -> Drawn {
        match self {
            Order::Technique { id, .. } => Drawn::Technique(id.clone()),
            Order::Routine { id, .. } => Drawn::Routine(id.clone()),
        }
    }

    fn draw(&self, figures: &Figures) -> Result<Picture, Undrawn> {
        match self {
            Order::Technique { id, labels } => draw::technique(figures, id, labels),
            Order::Routine { strips, labels, .. } => draw::timeline(strips, labels),
        }
    }
}

fn labels(library: &Library, region: &RegionId) -> Labels {
    let text = |word| library.words.get(word).to_owned();
    let region = library.regions.get(region);
    Labels {
        area: region.map_or_else(String::new, |region| region.name.clone()),
        path: text(Word::PicturePath),
        keep_off: text(Word::PictureKeepOff),
        rest: text(Word::PictureRest),
        either_side: text(Word::PictureEitherSide),
    }
}

fn timeline_labels(library: &Library) -> TimelineLabels {
    let text = |word| library.words.get(word).to_owned();
    TimelineLabels {
        first: text(Word::PictureFirst),
        other: text(Word::PictureOther),
        minutes: text(Word::PictureMinutes),
        kinds: CueKind::ALL.map(|(_, kind)| text(kind_word(kind))),
    }
}

/// The cues of a routine, as its timeline draws them.
fn strips(library: &Library, routine: &Routine) -> Vec<Strip> {
    let area = |technique: &TechniqueId| {
        let technique = library.techniques.get(technique)?;
        Some(library.regions.get(&technique.region)?.name.clone())
    };
    let strip = |cue: &Cue| Strip {
        seconds: cue.seconds,
        kind: cue.kind,
        side: match cue.side {
            Some(Side::First) => Some(StripSide::First),
            Some(Side::Other) => Some(StripSide::Other),
            Some(Side::Both) | None => None,
        },
        label: cue.technique.as_ref().and_then(area).unwrap_or_default(),
    };
    routine.cues.iter().map(strip).collect()
}
