//! Draws every picture into a folder, for a trainer who has changed a figure or a routine:
//! `cargo run --example contact_sheet -- FOLDER [CONTENT_FOLDER]`.

use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use unknot::app::{Lookup, Lookups};
use unknot::content;
use unknot::domain::Language;
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
    let libraries = content::load(&files).map_err(said)?;
    let figures = Figures::read(&files.figures).map_err(said)?;
    let languages: Vec<Language> = libraries.keys().copied().collect();
    let lookups = Lookups::new(libraries, figures);
    for language in languages {
        let folder = folder.join(language.code());
        std::fs::create_dir_all(&folder)?;
        draw_all(lookups.speaking([language]), &folder).await?;
    }
    Ok(())
}

/// Every picture of one language.
async fn draw_all(lookup: &Lookup, folder: &Path) -> anyhow::Result<()> {
    let library = lookup.library();
    let techniques = library.techniques.keys().cloned().map(Drawn::Technique);
    let routines = library.routines.keys().cloned().map(Drawn::Routine);
    for drawn in techniques.chain(routines) {
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
