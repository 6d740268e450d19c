//! Draws every technique into a folder, for a trainer who has changed a figure:
//! `cargo run --example contact_sheet -- /tmp/pictures [CONTENT_FOLDER]`.

use std::path::PathBuf;

use anyhow::Context;
use unknot::content;
use unknot::domain::CueKind;
use unknot::domain::Library;
use unknot::draw::{self, Figures, Labels, Overlay, Strip, StripSide, TimelineLabels};

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1).map(PathBuf::from);
    let folder = arguments.next().context("say into which folder")?;
    let files = match arguments.next() {
        Some(from) => content::from_dir(&from).map_err(said)?,
        None => content::embedded(),
    };
    let library = content::load(&files).map_err(said)?;
    let figures = Figures::read(&files.figures).map_err(said)?;
    std::fs::create_dir_all(&folder)?;
    for (technique, overlay) in &figures.overlays {
        let picture = draw::technique(&figures, technique, &labels(&library, overlay))?;
        std::fs::write(folder.join(format!("{technique}.png")), &picture.png)?;
        println!("{technique}: {} bytes", picture.png.len());
    }
    for minutes in [5, 20] {
        let picture = draw::timeline(&routine(minutes), &timeline_labels())?;
        std::fs::write(folder.join(format!("routine_{minutes}.png")), &picture.png)?;
        println!("routine of {minutes} minutes: {} bytes", picture.png.len());
    }
    Ok(())
}

/// A made-up routine, to see how its picture comes out.
fn routine(minutes: usize) -> Vec<Strip> {
    let areas = [
        "sole of the foot",
        "back of the lower leg",
        "front of the thigh",
        "buttock",
        "mid and upper back",
        "between shoulder blade and spine",
        "forearm",
        "palm",
    ];
    let mut strips = vec![strip(20, CueKind::GetReady, None, "")];
    for area in areas.iter().take(minutes * 2 / 5) {
        let sides = [Some(StripSide::First), Some(StripSide::Other)];
        strips.push(strip(15, CueKind::GetReady, None, area));
        for side in sides {
            strips.push(strip(36, CueKind::RollSlowly, side, area));
            strips.push(strip(15, CueKind::HoldAndBreathe, side, area));
            strips.push(strip(10, CueKind::SmallMove, side, area));
            if side == Some(StripSide::First) {
                strips.push(strip(10, CueKind::SwitchSides, None, area));
            }
        }
    }
    strips.push(strip(15, CueKind::SipWater, None, ""));
    strips.push(strip(10, CueKind::Rest, None, ""));
    strips.push(strip(20, CueKind::FinishCheckIn, None, ""));
    strips
}

fn strip(seconds: u32, kind: CueKind, side: Option<StripSide>, label: &str) -> Strip {
    Strip {
        seconds,
        kind,
        side,
        label: label.to_owned(),
    }
}

fn timeline_labels() -> TimelineLabels {
    let kinds = [
        "Get ready",
        "Roll slowly",
        "Hold and breathe",
        "Small move",
        "Switch sides",
        "Rest",
        "Sip of water",
        "Check in",
    ];
    TimelineLabels {
        first: "1st".to_owned(),
        other: "other".to_owned(),
        minutes: "min".to_owned(),
        kinds: kinds.map(str::to_owned),
    }
}

fn labels(library: &Library, overlay: &Overlay) -> Labels {
    let region = library.regions.get(&overlay.region);
    Labels {
        area: region.map(|it| it.name.clone()).unwrap_or_default(),
        path: "Roll here, slowly".to_owned(),
        keep_off: "Keep off".to_owned(),
        rest: "Rest here".to_owned(),
        either_side: "Same on the other side".to_owned(),
    }
}

fn said<T: ToString>(faults: Vec<T>) -> anyhow::Error {
    let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
    anyhow::anyhow!(faults.join("\n"))
}
