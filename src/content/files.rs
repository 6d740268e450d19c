//! Where the content comes from: the folder that was built in, or one on disk.

use std::collections::BTreeMap;
use std::path::Path;

use include_dir::{Dir, include_dir};

use super::ContentFault;

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/content");

/// The largest content file that is read. A text of this size is a mistake, not a lesson.
const FILE_BYTES_MAX: u64 = 1 << 20;
/// The deepest folder below the content folder that is looked into.
const FOLDER_DEPTH_MAX: usize = 4;

/// The texts of all content files, by path below the content folder, with `/` between folders.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// Path and text. Public so that tests and tools can plant faults in a copy.
    pub texts: BTreeMap<String, String>,
    /// The drawn bodies and what is marked on them: path and SVG, of everything below `figures/`.
    pub figures: BTreeMap<String, String>,
}

impl Files {
    /// Where a file belongs by its path; nothing is read of what belongs nowhere.
    fn place(&mut self, path: &str) -> Option<&mut BTreeMap<String, String>> {
        if path.ends_with(".toml") {
            Some(&mut self.texts)
        } else if path.starts_with("figures/") && path.ends_with(".svg") {
            Some(&mut self.figures)
        } else {
            None
        }
    }
}

/// The content that was built into the program.
pub fn embedded() -> Files {
    let mut files = Files::default();
    gather_embedded(&EMBEDDED, &mut files);
    files
}

fn gather_embedded(dir: &Dir<'_>, files: &mut Files) {
    for file in dir.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        if let (Some(place), Some(text)) = (files.place(&path), file.contents_utf8()) {
            place.insert(path, text.to_owned());
        }
    }
    dir.dirs().for_each(|dir| gather_embedded(dir, files));
}

/// The content of a folder on disk. A folder without figures is shown with those built in: who
/// rewrites the texts need not draw.
///
/// # Errors
/// Every file or folder that cannot be read.
pub fn from_dir(dir: &Path) -> Result<Files, Vec<ContentFault>> {
    let mut files = Files::default();
    let mut faults = Vec::new();
    gather(dir, "", 0, &mut files, &mut faults);
    if files.figures.is_empty() {
        files.figures = embedded().figures;
    }
    if faults.is_empty() {
        Ok(files)
    } else {
        Err(faults)
    }
}

fn gather(
    dir: &Path,
    below: &str,
    depth: usize,
    files: &mut Files,
    faults: &mut Vec<ContentFault>,
) {
    let entries =
        match std::fs::read_dir(dir).and_then(|entries| entries.collect::<Result<Vec<_>, _>>()) {
            Ok(entries) => entries,
            Err(error) => {
                return faults.push(unreadable(
                    below.to_owned(),
                    &format!("this folder cannot be read: {error}"),
                ));
            }
        };
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if below.is_empty() {
            name.clone()
        } else {
            format!("{below}/{name}")
        };
        if name.starts_with('.') {
            continue;
        }
        if entry.path().is_dir() {
            if depth < FOLDER_DEPTH_MAX {
                gather(&entry.path(), &path, depth + 1, files, faults);
            }
        } else if let Some(place) = files.place(&path) {
            match read_text(&entry.path()) {
                Ok(text) => {
                    place.insert(path, text);
                }
                Err(says) => faults.push(unreadable(path, &says)),
            }
        }
    }
}

fn read_text(path: &Path) -> Result<String, String> {
    let bytes = std::fs::metadata(path)
        .map_err(|error| format!("this file cannot be read: {error}"))?
        .len();
    if FILE_BYTES_MAX < bytes {
        return Err(format!(
            "this file has {bytes} bytes; at most {FILE_BYTES_MAX} are read"
        ));
    }
    std::fs::read_to_string(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::InvalidData => "this file is not UTF-8 text".to_owned(),
        _ => format!("this file cannot be read: {error}"),
    })
}

fn unreadable(file: String, says: &str) -> ContentFault {
    ContentFault {
        file,
        line: 0,
        check: "readable",
        says: says.to_owned(),
        right: String::new(),
    }
}
