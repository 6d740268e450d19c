//! The pictures of the content, drawn once in the background and kept.
//!
//! Must never draw while somebody waits: who asks gets what is there, or waits for the one that is
//! being drawn.

use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::sync::SetOnce;

use crate::domain::{Library, TechniqueId, Word};
use crate::draw::{self, Figures, Labels};
use crate::present::Drawn;

/// A PNG file, or nothing where it could not be drawn.
type Slot = SetOnce<Option<Arc<[u8]>>>;

/// Every picture there is or will be in a moment.
#[derive(Debug, Default)]
pub struct Gallery {
    slots: Arc<BTreeMap<Drawn, Slot>>,
}

impl Gallery {
    /// Begins to draw, on a thread of its own.
    pub fn open(library: &Library, figures: Figures) -> Self {
        let of_techniques = library.techniques.values().map(|technique| {
            let labels = labels(library, technique.region.as_str());
            (technique.id.clone(), labels)
        });
        let orders: Vec<(TechniqueId, Labels)> = of_techniques
            .filter(|(id, _)| figures.overlays.contains_key(id))
            .collect();
        let drawn = orders.iter().map(|(id, _)| Drawn::Technique(id.clone()));
        let slots: BTreeMap<Drawn, Slot> = drawn.map(|it| (it, Slot::new())).collect();
        let slots = Arc::new(slots);
        let filled = Arc::clone(&slots);
        std::thread::spawn(move || fill(&filled, &figures, &orders));
        Self { slots }
    }

    /// The picture, as soon as it is drawn; nothing where there is none.
    pub async fn picture(&self, of: &Drawn) -> Option<Arc<[u8]>> {
        self.slots.get(of)?.wait().await.clone()
    }
}

fn fill(slots: &BTreeMap<Drawn, Slot>, figures: &Figures, orders: &[(TechniqueId, Labels)]) {
    for (id, labels) in orders {
        let picture = match draw::technique(figures, id, labels) {
            Ok(picture) => Some(picture.png),
            Err(fault) => {
                tracing::error!(technique = %id, %fault, "a picture could not be drawn");
                None
            }
        };
        let slot = slots.get(&Drawn::Technique(id.clone()));
        _ = slot.map(|slot| slot.set(picture));
    }
    tracing::debug!(pictures = orders.len(), "pictures drawn");
}

fn labels(library: &Library, region: &str) -> Labels {
    let text = |word| library.words.get(word).to_owned();
    let region = library.regions.iter().find(|(id, _)| id.as_str() == region);
    Labels {
        area: region.map_or_else(String::new, |(_, region)| region.name.clone()),
        path: text(Word::PicturePath),
        keep_off: text(Word::PictureKeepOff),
        rest: text(Word::PictureRest),
        either_side: text(Word::PictureEitherSide),
    }
}
