//! Brings the content into the program, at the start and again at each SIGHUP.
//!
//! Must never let faulty content in: what is in use stays in use.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::anyhow;
use tokio::sync::watch;
use unknot::app::Lookups;
use unknot::content::{self, ContentFault};
use unknot::domain::{Language, Library};
use unknot::draw::{FigureFault, Figures};
use unknot::present::limits;

use crate::stop::Hangups;

/// The content of a folder, or what was built in, ready to answer.
pub(crate) fn lookups(dir: Option<&Path>) -> anyhow::Result<Lookups> {
    let (libraries, figures) = content(dir)?;
    Ok(Lookups::new(libraries, figures))
}

/// What there is, for a log line or a person: how much of it in which languages.
pub(crate) fn summary<'a>(
    libraries: impl IntoIterator<Item = (&'a Language, &'a Library)>,
) -> String {
    let of = |(language, it): (&Language, &Library)| {
        let (techniques, routines) = (it.techniques.len(), it.routines.len());
        let topics = it.topics.len();
        let code = language.code();
        format!("{code}: {techniques} techniques, {routines} routines, {topics} topics")
    };
    libraries.into_iter().map(of).collect::<Vec<_>>().join("; ")
}

/// Takes new content at each SIGHUP, and keeps the old where the new is faulty.
pub(crate) async fn reload(
    mut hangups: Hangups,
    dir: Option<PathBuf>,
    newest: watch::Sender<Arc<Lookups>>,
) {
    loop {
        hangups.next().await;
        let dir = dir.clone();
        // Reading and checking takes its time; those who answer have others to look after.
        let loaded = tokio::task::spawn_blocking(move || lookups(dir.as_deref())).await;
        match loaded.unwrap_or_else(|panic| Err(panic.into())) {
            Ok(lookups) => {
                let content = summary(lookups.libraries());
                newest.send_replace(Arc::new(lookups));
                tracing::info!(content, "content loaded anew");
            }
            Err(fault) => {
                tracing::error!(fault = format!("{fault:#}"), "the old content stays in use");
            }
        }
    }
}

/// The content of a folder, or what was built in. Faulty content never goes further than this.
pub(crate) fn content(
    dir: Option<&Path>,
) -> anyhow::Result<(BTreeMap<Language, Library>, Figures)> {
    let files = match dir {
        Some(dir) => content::from_dir(dir).map_err(|faults| content_error(dir, &faults))?,
        None => content::embedded(),
    };
    let dir = dir.unwrap_or(Path::new("content"));
    let libraries = content::load(&files).map_err(|faults| content_error(dir, &faults))?;
    // What only shows once cards are made of it: no one field is at fault, so no line is named.
    let of_cards = |(language, library): (&Language, &Library)| {
        let of_card = |it: limits::LimitFault| ContentFault {
            file: language.code().to_owned(),
            line: 0,
            check: it.limit.name,
            says: it.to_string(),
            right: it.right(),
        };
        let faults = limits::faults(library).into_iter();
        faults.map(of_card).collect::<Vec<_>>()
    };
    let mut faults: Vec<ContentFault> = libraries.iter().flat_map(of_cards).collect();
    let figures = Figures::read(&files.figures).unwrap_or_else(|found| {
        faults.extend(found.iter().map(of_figure));
        Figures::default()
    });
    match faults.as_slice() {
        [] => Ok((libraries, figures)),
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
