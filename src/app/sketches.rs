//! Pictures of what is somebody's own, drawn when they ask for them and kept by nobody.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::domain::Feel;
use crate::draw::{self, Picture, Undrawn};
use crate::present::{Attached, Bar, Dot, ProgressSketch, WeekSketch};

/// A file that goes with a private card.
#[derive(Clone, Debug)]
pub struct Sketched {
    /// What it is called.
    pub name: &'static str,
    /// What is in it.
    pub bytes: Arc<[u8]>,
    /// What it shows, in words; none for what is text itself.
    pub alt: Option<String>,
}

/// The file, drawn beside everything that waits. The card says the same in words where it cannot be drawn.
pub async fn sketched(attached: Attached) -> Option<Sketched> {
    let drawn =
        tokio::task::spawn_blocking(move || catch_unwind(AssertUnwindSafe(|| draw(&attached))));
    match drawn.await.ok()?.ok()? {
        Ok(sketched) => Some(sketched),
        Err(fault) => {
            tracing::error!(%fault, "a picture of somebody's own could not be drawn");
            None
        }
    }
}

fn draw(attached: &Attached) -> Result<Sketched, Undrawn> {
    let (name, picture, alt) = match attached {
        Attached::Week { week, alt } => ("week.png", self::week(week)?, alt),
        Attached::Progress { progress, alt } => ("progress.png", self::progress(progress)?, alt),
        Attached::File { name, text } => {
            return Ok(Sketched {
                name,
                bytes: text.as_bytes().into(),
                alt: None,
            });
        }
    };
    Ok(Sketched {
        name,
        bytes: picture.png,
        alt: Some(alt.clone()),
    })
}

fn week(week: &WeekSketch) -> Result<Picture, Undrawn> {
    let days = week.days.iter().map(|it| draw::WeekDay {
        name: it.name.clone(),
        drinks: it.drinks,
        reminders: it.reminders,
    });
    draw::week(&draw::Week {
        days: days.collect(),
        labels: draw::WeekLabels {
            drinks: week.drinks.clone(),
            reminders: week.reminders.clone(),
        },
    })
}

fn progress(it: &ProgressSketch) -> Result<Picture, Undrawn> {
    let mark = |it: &Dot| draw::Mark {
        day: it.day,
        feel: match it.feel {
            Feel::Better => draw::MarkFeel::Better,
            Feel::Same => draw::MarkFeel::Same,
            Feel::Worse => draw::MarkFeel::Worse,
        },
        strength: it.strength,
    };
    let group = |it: &Bar| draw::Group {
        heading: Some(it.heading.clone()),
        name: it.name.clone(),
        better: it.better,
        same: it.same,
        worse: it.worse,
    };
    let [better, same, worse] = it.feels.clone();
    let [middle_week, middle_four_weeks] = it.middles.clone();
    draw::progress(&draw::Progress {
        marks: it.dots.iter().map(mark).collect(),
        groups: it.bars.iter().map(group).collect(),
        ticks: it.ticks.clone(),
        labels: draw::ProgressLabels {
            better,
            same,
            worse,
            strength: it.strength.clone(),
            unmarked: it.unmarked.clone(),
            middle_week,
            middle_four_weeks,
        },
    })
}
