//! Cues, as they stand in a room.

/// Which cue a message is, counted from 0: it says so itself, `**3 of 17**`.
pub(crate) fn place(content: &str) -> Option<usize> {
    let head = content.lines().find(|it| it.starts_with("**"))?;
    let (at, _) = head.trim_start_matches('*').split_once(" of ")?;
    at.parse::<usize>().ok()?.checked_sub(1)
}
