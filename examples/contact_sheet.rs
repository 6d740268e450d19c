//! Draws every technique into a folder, for a trainer who has changed a figure:
//! `cargo run --example contact_sheet -- /tmp/pictures [CONTENT_FOLDER]`.

use std::path::PathBuf;

use anyhow::Context;
use unknot::content;
use unknot::domain::Library;
use unknot::draw::{self, Figures, Labels, Overlay};

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
    Ok(())
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
