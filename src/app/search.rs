//! Finds techniques in people's own words: any case, any accents, a slip of the finger or two.
//!
//! A wrong card can hurt somebody, so a technique is found only where the whole question is
//! accounted for and nothing else is as likely. Everything less than that is a suggestion.

use std::collections::BTreeSet;

use super::index::{Entry, FOUND, Index, Matched, SUGGESTED, TIE, names};
use super::phrase::{Phrase, Reading, Vocabulary};
use crate::domain::{self, Library, Region, RegionId, TechniqueId, fold};

/// What a region's words count beside a technique's own.
const WEIGHT_REGION: f64 = 0.95;

/// Every phrase that finds a technique, or a region that has none.
#[derive(Debug)]
pub(super) struct TechniqueIndex {
    index: Index<Target>,
    groups: Vec<Group>,
    joints: Vec<Group>,
}

/// A word that leads to regions: several that it may mean, or those around a joint.
#[derive(Debug)]
struct Group {
    phrases: Vec<Phrase>,
    members: Vec<TechniqueId>,
}

/// What a question means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found<'a> {
    /// This technique, and no other is as likely.
    Technique(&'a TechniqueId),
    /// Several are as likely as each other.
    Several(Vec<&'a TechniqueId>),
    /// A region that no technique is for.
    NothingFor(&'a RegionId),
    /// Nothing for certain.
    Unclear,
}

#[derive(Debug)]
enum Target {
    Technique(TechniqueId),
    /// A region without a technique. The others are found through their techniques.
    Region(RegionId),
}

impl TechniqueIndex {
    /// Takes ids, names and aliases, of techniques and of regions.
    pub(super) fn new(library: &Library) -> Self {
        let mut words = Vocabulary::new(&library.search_words);
        let mut entries = Vec::new();
        for technique in library.techniques.values() {
            let own = names(technique.id.as_str(), &technique.name, &technique.aliases);
            let mut phrases: Vec<Phrase> = own.map(|text| words.phrase(text, 1.0)).collect();
            if let Some(region) = library.regions.get(&technique.region) {
                let region = region_names(&technique.region, region);
                phrases.extend(region.map(|text| words.phrase(text, WEIGHT_REGION)));
            }
            let target = Target::Technique(technique.id.clone());
            entries.push(Entry::new(target, phrases).held_back(technique.opt_in));
        }
        let taught: BTreeSet<&RegionId> =
            (library.techniques.values()).map(|it| &it.region).collect();
        let untaught = (library.regions.iter()).filter(|(id, _)| !taught.contains(id));
        for (id, region) in untaught {
            let phrases = region_names(id, region).map(|text| words.phrase(text, 1.0));
            let entry = Entry::new(Target::Region(id.clone()), phrases.collect());
            entries.push(entry.held_back(true));
        }
        let groups = groups(library, &library.search_words.groups, &mut words);
        let joints = self::groups(library, &library.search_words.joints, &mut words);
        Self {
            index: Index::new(words, entries),
            groups,
            joints,
        }
    }

    /// What was meant, if it is clear.
    pub(super) fn find(&self, asked: &str) -> Found<'_> {
        let found = self.find_whole(asked);
        match self.index.vocabulary.without_asides(asked) {
            Some(less) if found == Found::Unclear => self.find_whole(&less),
            _ => found,
        }
    }

    fn find_whole(&self, asked: &str) -> Found<'_> {
        let matched = self.index.matched(asked, Reading::Whole);
        if matched.asked.is_cut {
            return said_held_back(&matched);
        }
        // A region's id is a name like its others.
        if let Some(Target::Technique(id)) = matched.of_id() {
            return Found::Technique(id);
        }
        let (best, likely) = matched.best(Entry::meant);
        if let Some(group) = self.group(&matched, best) {
            return Found::Several(group.members.iter().collect());
        }
        if best < FOUND {
            return said_held_back(&matched);
        }
        let mut techniques = Vec::new();
        for target in likely {
            match target {
                // Nothing is taught for it, so whatever is as likely may be the wrong place.
                Target::Region(id) => return Found::NothingFor(id),
                Target::Technique(id) => techniques.push(id),
            }
        }
        match techniques.as_slice() {
            [id] => Found::Technique(id),
            _ => Found::Several(techniques),
        }
    }

    /// The techniques around a joint that is named anywhere in a question.
    pub(super) fn around_joint(&self, asked: &str) -> Option<&[TechniqueId]> {
        let matched = self.index.matched(asked, Reading::Whole);
        // A slip away from a joint is another word: "rodillo" is no "rodilla".
        let is_said = |it: &Phrase| it.is_said_rightly(&matched.asked);
        let mut joints = self.joints.iter();
        let joint = joints.find(|it| it.phrases.iter().any(is_said))?;
        Some(&joint.members)
    }

    /// All techniques, the likeliest first.
    pub(super) fn nearest(&self, asked: &str) -> impl Iterator<Item = &TechniqueId> {
        let (ranked, _) = self.ranked(asked);
        ranked.into_iter().map(|(_, id)| id)
    }

    /// What fits a question that is still being typed; everything while nothing has been typed, and
    /// nothing that fits less well than a region without a technique.
    pub(super) fn suggest(&self, typed: &str) -> impl Iterator<Item = &TechniqueId> {
        let (ranked, untaught) = self.ranked(typed);
        let least = match fold(typed).is_empty() {
            true => 0.0,
            false => SUGGESTED.max(untaught - TIE),
        };
        let ranked = ranked.into_iter();
        ranked
            .filter(move |(score, _)| least <= *score)
            .map(|(_, id)| id)
    }

    /// Techniques with their scores, and the score of the likeliest region without one.
    fn ranked(&self, asked: &str) -> (Vec<(f64, &TechniqueId)>, f64) {
        let (mut techniques, mut untaught) = (Vec::new(), 0.0_f64);
        let ranked = self.index.ranked(asked, |entry, asked| {
            let first = entry.is_held_back && 0.0 < entry.said(asked);
            // Its caution comes before whatever else the question may be about.
            entry.likely(asked) + f64::from(u8::from(first))
        });
        for (score, target) in ranked {
            match target {
                Target::Technique(id) => techniques.push((score, id)),
                Target::Region(_) => untaught = untaught.max(score),
            }
        }
        (techniques, untaught)
    }

    /// The group that was meant, where no technique is likelier.
    fn group(&self, matched: &Matched<'_, Target>, best: f64) -> Option<&Group> {
        let least = best.max(FOUND);
        let is_meant = |it: &Phrase| least <= it.meant(&matched.asked);
        let mut groups = self.groups.iter();
        groups.find(|it| it.phrases.iter().any(is_meant))
    }
}

/// What is held back and named by a longer question, such as "knots in my neck".
fn said_held_back<'a>(matched: &Matched<'a, Target>) -> Found<'a> {
    let held_back = matched.entries.iter().filter(|it| it.is_held_back);
    let said = held_back.map(|it| (it.said(&matched.asked), &it.target));
    let said = said.filter(|(said, _)| 0.0 < *said);
    // The first of equals: either way it is a refusal.
    let most = said.reduce(|a, b| if a.0 < b.0 { b } else { a });
    match most {
        None => Found::Unclear,
        Some((_, Target::Region(id))) => Found::NothingFor(id),
        Some((_, Target::Technique(id))) => Found::Technique(id),
    }
}

/// Words that lead to regions, as they lead to what is taught there, region by region.
fn groups(library: &Library, groups: &[domain::Group], words: &mut Vocabulary) -> Vec<Group> {
    let members = |regions: &[RegionId]| {
        let of_regions = regions
            .iter()
            .flat_map(|id| library.techniques_for(Some(id), None));
        of_regions.map(|it| it.id.clone()).collect::<Vec<_>>()
    };
    let groups = groups.iter().map(|group| Group {
        phrases: (group.names.iter())
            .map(|it| words.phrase(it, 1.0))
            .collect(),
        members: members(&group.regions),
    });
    groups.filter(|it| !it.members.is_empty()).collect()
}

/// Everything a region is called.
fn region_names<'a>(id: &'a RegionId, region: &'a Region) -> impl Iterator<Item = &'a str> {
    names(id.as_str(), &region.name, &region.aliases)
}
