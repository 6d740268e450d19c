//! One thing that is wrong with the content: what, where, and what would be right.

use std::fmt;

/// A fault in a content file, worded for the trainer who edits it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ContentFault {
    /// The file, as a path below the content folder; empty where it is that folder itself.
    pub file: String,
    /// The line, counted from 1; 0 where the fault is the whole file.
    pub line: usize,
    /// The check that found it.
    pub check: &'static str,
    /// What is wrong.
    pub says: String,
    /// What would be right.
    pub right: String,
}

impl fmt::Display for ContentFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.line != 0 {
            write!(f, ":{}", self.line)?;
        }
        write!(f, ": {} [{}]", self.says, self.check)?;
        if !self.right.is_empty() {
            write!(f, "\n    {}", self.right)?;
        }
        Ok(())
    }
}
