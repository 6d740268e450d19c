//! Log lines on standard error. Must never let a token, an answer or a user id through.

use std::io::IsTerminal;

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use unknot::settings::{LogFormat, Settings};

/// Libraries whose lines may hold addresses with interaction tokens or whole events.
const TALKATIVE: &[&str] = &[
    "serenity",
    "poise",
    "reqwest",
    "hyper",
    "hyper_util",
    "h2",
    "tungstenite",
    "tokio_tungstenite",
];

/// Starts logging as the settings ask, for our own lines; talkative libraries stay silent whatever is asked.
pub(crate) fn start(settings: &Settings) {
    let asked: Targets = settings
        .log
        .parse()
        .expect("the settings were read, so the filter can be");
    let silenced = TALKATIVE.iter().map(|target| (*target, LevelFilter::OFF));
    let filter = asked.with_targets(silenced);
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    match settings.log_format {
        LogFormat::Text => tracing_subscriber::registry()
            .with(lines.with_target(false))
            .with(filter)
            .init(),
        LogFormat::Json => tracing_subscriber::registry()
            .with(lines.json())
            .with(filter)
            .init(),
    }
}
