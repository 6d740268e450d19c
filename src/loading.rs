//! Brings the content into the program, at the start and again at each SIGHUP.
//!
//! Must never let faulty content in: what is in use stays in use.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::anyhow;
use tokio::sync::watch;
use unknot::app::Lookup;
use unknot::content::{self, ContentFault};
use unknot::domain::Library;
use unknot::draw::{FigureFault, Figures};
use unknot::present::limits;

use crate::stop::Hangups;

/// The content of a folder, or what was built in, ready to answer.
pub(crate) fn lookup(dir: Option<&Path>) -> anyhow::Result<Lookup> {
    let (library, figures) = content(dir)?;
    Ok(Lookup::with_pictures(library, figures))
}

/// Takes new content at each SIGHUP, and keeps the old where the new is faulty.
pub(crate) async fn reload(
    mut hangups: Hangups,
    dir: Option<PathBuf>,
    newest: watch::Sender<Arc<Lookup>>,
) {
    loop {
        hangups.next().await;
        match lookup(dir.as_deref()) {
            Ok(lookup) => {
                let techniques = lookup.library().techniques.len();
                newest.send_replace(Arc::new(lookup));
                tracing::info!(techniques, "content loaded anew");
            }
            Err(fault) => {
                tracing::error!(fault = format!("{fault:#}"), "the old content stays in use");
            }
        }
    }
}

/// The content of a folder, or what was built in. Faulty content never goes further than this.
pub(crate) fn content(dir: Option<&Path>) -> anyhow::Result<(Library, Figures)> {
    let files = match dir {
        Some(dir) => content::from_dir(dir).map_err(|faults| content_error(dir, &faults))?,
        None => content::embedded(),
    };
    let dir = dir.unwrap_or(Path::new("content"));
    let library = content::load(&files).map_err(|faults| content_error(dir, &faults))?;
    // What only shows once cards are made of it: no one field is at fault, so no line is named.
    let of_card = |it: &limits::LimitFault| ContentFault {
        file: String::new(),
        line: 0,
        check: it.limit.name,
        says: it.to_string(),
        right: it.right(),
    };
    let mut faults: Vec<ContentFault> = limits::faults(&library).iter().map(of_card).collect();
    let figures = Figures::read(&files.figures).unwrap_or_else(|found| {
        faults.extend(found.iter().map(of_figure));
        Figures::default()
    });
    match faults.as_slice() {
        [] => Ok((library, figures)),
        faults => Err(content_error(dir, faults)),
    }
}

/// A fault in a drawing is a fault in the content.
fn of_figure(fault: &FigureFault) -> ContentFault {
    ContentFault {
        file: fault.file.clone(),
        line: 0,
        check: "figure",
        says: fault.says.clone(),
        right: String::new(),
    }
}

fn content_error(dir: &Path, faults: &[ContentFault]) -> anyhow::Error {
    let count = match faults.len() {
        1 => "1 fault".to_owned(),
        n => format!("{n} faults"),
    };
    let lines: Vec<String> = faults
        .iter()
        .map(|fault| match fault.file.as_str() {
            "" => format!("{}{fault}", dir.display()),
            _ => format!("{}/{fault}", dir.display()),
        })
        .collect();
    anyhow!("{count} in the content\n{}", lines.join("\n"))
}
