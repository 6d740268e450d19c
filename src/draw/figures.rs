//! The drawn bodies and what is marked on them, read once from the files in `content/figures/`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use resvg::usvg::roxmltree::{Document, Node};

use super::overlay::{Overlay, is_absolute_path};
use crate::domain::{RegionId, TechniqueId};

const OVERLAYS: &str = "figures/techniques/";
const FIGURES: &str = "figures/";

/// All figures and overlays, checked against each other.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// By name: `body_front`.
    pub figures: BTreeMap<String, Figure>,
    /// By technique.
    pub overlays: BTreeMap<TechniqueId, Overlay>,
}

/// A body or a part of one.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Left, top, width and height of what is drawn.
    pub view: [f64; 4],
    /// The silhouette, as path data.
    pub outline: String,
    /// Path data of each region; both sides in one.
    pub regions: BTreeMap<RegionId, String>,
    /// Thin lines that help to find the place: bones, creases, the spine.
    pub details: Vec<String>,
    /// A whole body, with a left and a right half about the middle of its view.
    pub is_whole: bool,
}

/// What is wrong with one figure file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FigureFault {
    /// Path below the content folder.
    pub file: String,
    /// What is wrong, for the trainer who edits it.
    pub says: String,
}

impl fmt::Display for FigureFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} [figure]", self.file, self.says)
    }
}

impl Figures {
    /// Reads the figures out of texts by path below the content folder.
    ///
    /// # Errors
    /// Every fault in every file at once.
    pub fn read(texts: &BTreeMap<String, String>) -> Result<Self, Vec<FigureFault>> {
        let (mut read, mut faults) = (Self::default(), Vec::new());
        for (file, text) in texts {
            if let Err(says) = read.add(file, text) {
                faults.push(FigureFault {
                    file: file.clone(),
                    says,
                });
            }
        }
        for (technique, overlay) in &read.overlays {
            let file = format!("{FIGURES}{}.svg", overlay.figure);
            // A figure that is there and faulty is named already.
            if !texts.contains_key(&file) {
                faults.push(FigureFault {
                    file: format!("{OVERLAYS}{technique}.svg"),
                    says: format!("there is no figure `{}`", overlay.figure),
                });
            }
        }
        faults.sort();
        if faults.is_empty() {
            Ok(read)
        } else {
            Err(faults)
        }
    }

    fn add(&mut self, file: &str, text: &str) -> Result<(), String> {
        let document = Document::parse(text).map_err(|error| format!("not SVG: {error}"))?;
        let root = document.root_element();
        if let Some(id) = stem(file, OVERLAYS) {
            let overlay = Overlay::read(root)?;
            self.overlays.insert(TechniqueId::new(id), overlay);
        } else if let Some(name) = stem(file, FIGURES) {
            self.figures.insert(name.to_owned(), Figure::read(root)?);
        }
        Ok(())
    }

    /// The whole body that shows a region, for a look at where on the body it is.
    pub(super) fn whole_with(&self, region: &RegionId) -> Option<&Figure> {
        (self.figures.values()).find(|it| it.is_whole && it.regions.contains_key(region))
    }
}

impl Figure {
    fn read(root: Node<'_, '_>) -> Result<Self, String> {
        let mut outline = None;
        let (mut regions, mut details) = (BTreeMap::new(), Vec::new());
        let mut ids = BTreeSet::new();
        for node in root.children().filter(Node::is_element) {
            let data = path_data(node)?;
            match (node.attribute("class"), node.attribute("id")) {
                (Some("outline"), _) => outline = Some(data),
                (Some("detail"), _) => details.push(data),
                (Some("region"), Some(id)) if ids.insert(id) => {
                    regions.insert(RegionId::new(id), data);
                }
                (Some("region"), Some(id)) => return Err(format!("`{id}` has two paths")),
                (Some("region"), None) => return Err("a region has no id".to_owned()),
                (class, _) => return Err(format!("a path has the class {class:?}")),
            }
        }
        Ok(Self {
            view: view(root)?,
            outline: outline.ok_or("there is no path of class `outline`")?,
            regions,
            details,
            is_whole: root.attribute("data-whole") == Some("true"),
        })
    }
}

fn stem<'a>(file: &'a str, folder: &str) -> Option<&'a str> {
    file.strip_prefix(folder)?.strip_suffix(".svg")
}

pub(super) fn view(root: Node<'_, '_>) -> Result<[f64; 4], String> {
    let text = root.attribute("viewBox").ok_or("viewBox is missing")?;
    let numbers: Result<Vec<f64>, _> = text.split_whitespace().map(str::parse).collect();
    match numbers.ok().and_then(|it| <[f64; 4]>::try_from(it).ok()) {
        Some(view) if 0.0 < view[2] && 0.0 < view[3] && view.iter().all(|it| it.is_finite()) => {
            Ok(view)
        }
        _ => Err(format!("viewBox is four numbers, not `{text}`")),
    }
}

pub(super) fn path_data(node: Node<'_, '_>) -> Result<String, String> {
    let name = node.tag_name().name();
    if name != "path" {
        return Err(format!("`{name}` is not known here; draw a `path`"));
    }
    let data = node.attribute("d").ok_or("a path has no `d`")?;
    if !is_absolute_path(data) {
        return Err(format!(
            "only M, L, C, Q and Z with absolute places are read in a path, not `{}`",
            data.chars().take(60).collect::<String>()
        ));
    }
    Ok(data.to_owned())
}
