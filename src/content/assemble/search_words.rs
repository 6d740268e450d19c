//! Makes the words that search has to know.

use toml::Spanned;

use super::Needs;
use crate::content::schema::{self, Search};
use crate::domain::{Group, RegionId, SearchWords};

impl Needs<'_, Search> {
    pub(super) fn search_words(&mut self) -> SearchWords {
        let it = &self.sheet.value;
        SearchWords {
            filler: self.list(0, "filler", &it.filler),
            aside: self.list(0, "aside", &it.aside),
            unlike: self.list(0, "unlike", &it.unlike),
            emergency: self.list(0, "emergency", &it.emergency),
            groups: self.groups(&it.groups),
            joints: self.groups(&it.joints),
        }
    }

    fn groups(&mut self, groups: &[Spanned<schema::Group>]) -> Vec<Group> {
        let groups = groups.iter().map(|group| {
            let (line, group) = (self.sheet.line(group), group.get_ref());
            let regions = self.list(line, "regions", &group.regions).into_iter();
            Group {
                names: self.list(line, "names", &group.names),
                regions: regions.map(RegionId::new).collect(),
            }
        });
        groups.collect()
    }
}
