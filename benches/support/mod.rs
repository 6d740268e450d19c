//! What benches share: a bot as a process, and figures as Markdown.

pub(crate) mod process;
pub(crate) mod table;
