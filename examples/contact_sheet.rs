//! Draws every picture into a folder, for a trainer who has changed a figure or a routine:
//! `cargo run --example contact_sheet -- FOLDER [CONTENT_FOLDER]`.

use std::path::PathBuf;

use anyhow::{Context, anyhow};
use unknot::app::Lookup;
use unknot::content;
use unknot::draw::Figures;
use unknot::present::Drawn;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1).map(PathBuf::from);
    let folder = arguments.next().context("say into which folder")?;
    let files = match arguments.next() {
        Some(from) => content::from_dir(&from).map_err(said)?,
        None => content::embedded(),
    };
    let library = content::load(&files).map_err(said)?;
    let figures = Figures::read(&files.figures).map_err(said)?;
    let techniques = library.techniques.keys().cloned().map(Drawn::Technique);
    let routines = library.routines.keys().cloned().map(Drawn::Routine);
    let all: Vec<Drawn> = techniques.chain(routines).collect();
    let lookup = Lookup::with_pictures(library, figures);
    std::fs::create_dir_all(&folder)?;
    for drawn in all {
        let name = drawn.file_name();
        let Some(png) = lookup.gallery().picture(&drawn).await else {
            println!("{name}: there is no drawing for it");
            continue;
        };
        std::fs::write(folder.join(&name), &png)?;
        println!("{name}: {} bytes", png.len());
    }
    Ok(())
}

fn said<T: ToString>(faults: Vec<T>) -> anyhow::Error {
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    anyhow!("{}", lines.join("\n"))
}
