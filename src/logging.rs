//! Log lines on standard error. Must never let a token, an answer or a user id through.

use std::io::IsTerminal;

use tracing_subscriber::Layer;
use tracing_subscriber::filter::{FilterExt, Targets, filter_fn};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use unknot::settings::{LogFormat, Settings};

/// Libraries whose lines may hold addresses with interaction tokens, or whole events. They stay
/// silent whatever is asked for, by whatever path.
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

/// Starts logging as the settings ask.
pub(crate) fn start(settings: &Settings) {
    let asked: Targets = settings
        .log
        .parse()
        .expect("the settings were read, so the filter can be");
    let filter = asked.and(filter_fn(|line| !is_talkative(line.target())));
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let registry = tracing_subscriber::registry();
    match settings.log_format {
        LogFormat::Text => {
            let colours = std::io::stderr().is_terminal();
            let lines = lines.with_ansi(colours).with_target(false);
            registry.with(lines.with_filter(filter)).init();
        }
        LogFormat::Json => registry.with(lines.json().with_filter(filter)).init(),
    }
}

fn is_talkative(target: &str) -> bool {
    TALKATIVE.iter().any(|library| {
        let below = target.strip_prefix(library);
        below.is_some_and(|below| below.is_empty() || below.starts_with("::"))
    })
}
