//! Finds techniques in people's own words: any case, any accents, a slip of the finger or two.
//!
//! A wrong card can hurt somebody, so a technique is found only where the whole question is
//! accounted for and nothing else is as likely. Everything less than that is a suggestion.

use std::collections::BTreeSet;

use super::groups::GROUPS;
use super::phrase::{Asked, Phrase, Reading, Words, without_asides};
use crate::domain::{Library, Region, RegionId, Technique, TechniqueId, fold};

/// From this score on it is what was meant. Two words out of three are not enough of a phrase.
pub(super) const FOUND: f64 = 0.7;
/// From this score on a technique is worth a suggestion.
pub(super) const SUGGESTED: f64 = 0.4;
/// Scores this close are equally likely.
pub(super) const TIE: f64 = 0.01;
/// What a region's words count beside a technique's own.
const WEIGHT_REGION: f64 = 0.95;
/// What it counts when it takes several phrases to account for a question.
const WEIGHT_TOGETHER: f64 = 0.85;
/// Every phrase that finds a technique, or a region that has none, folded.
#[derive(Debug)]
pub struct Index {
    /// Each word once, however many phrases have it: likeness is worked out once a word.
    words: Vec<String>,
    entries: Vec<Entry<Target>>,
    groups: Vec<Group>,
}

/// A word for several regions at once, such as "shoulder".
#[derive(Debug)]
struct Group {
    phrases: Vec<Phrase>,
    members: Vec<TechniqueId>,
}

/// What a question means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found<'a> {
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

/// What is found, and by which phrases.
#[derive(Debug)]
pub(super) struct Entry<T> {
    pub(super) target: T,
    /// Whether naming it at all is enough: nothing is taught there, or only after a caution. Then no
    /// other card may come in its place.
    is_held_back: bool,
    pub(super) phrases: Vec<Phrase>,
    /// The words of all its phrases.
    words: Vec<usize>,
}

impl Index {
    /// Takes ids, names and aliases, of techniques and of regions.
    pub fn new(library: &Library) -> Self {
        let mut words = Words::default();
        let mut entries = Vec::new();
        for technique in library.techniques.values() {
            let own = names(technique.id.as_str(), &technique.name, &technique.aliases);
            let mut phrases: Vec<Phrase> = own.map(|text| words.phrase(text, 1.0)).collect();
            if let Some(region) = library.regions.get(&technique.region) {
                let region = region_names(&technique.region, region);
                phrases.extend(region.map(|text| words.phrase(text, WEIGHT_REGION)));
            }
            let target = Target::Technique(technique.id.clone());
            entries.push(Entry::new(target, technique.opt_in, phrases));
        }
        let taught: BTreeSet<&RegionId> =
            (library.techniques.values()).map(|it| &it.region).collect();
        for (id, region) in library
            .regions
            .iter()
            .filter(|(id, _)| !taught.contains(id))
        {
            let phrases = region_names(id, region).map(|text| words.phrase(text, 1.0));
            entries.push(Entry::new(
                Target::Region(id.clone()),
                true,
                phrases.collect(),
            ));
        }
        let groups = groups(library, &mut words);
        Self {
            words: words.in_order(),
            entries,
            groups,
        }
    }

    /// What was meant, if it is clear.
    pub fn find(&self, asked: &str) -> Found<'_> {
        let found = self.find_whole(asked);
        match without_asides(asked) {
            Some(less) if found == Found::Unclear => self.find_whole(&less),
            _ => found,
        }
    }

    fn find_whole(&self, asked: &str) -> Found<'_> {
        let asked = self.hold_against(asked, Reading::Whole);
        if asked.is_cut {
            return self.said_held_back(&asked);
        }
        if let Some(id) = self.of_id(&asked) {
            return Found::Technique(id);
        }
        let scored: Vec<(f64, &Target)> = (self.entries.iter())
            .map(|entry| (entry.meant(&asked), &entry.target))
            .collect();
        let best = scored.iter().map(|(score, _)| *score).fold(0.0, f64::max);
        if let Some(group) = self.group(&asked, best) {
            return Found::Several(group.members.iter().collect());
        }
        if best < FOUND {
            return self.said_held_back(&asked);
        }
        let mut techniques = Vec::new();
        for (_, target) in scored.iter().filter(|(score, _)| best - score < TIE) {
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

    /// All techniques, the likeliest first.
    pub fn nearest(&self, asked: &str) -> impl Iterator<Item = &TechniqueId> {
        let (ranked, _) = self.ranked(asked);
        ranked.into_iter().map(|(_, id)| id)
    }

    /// What fits a question that is still being typed; everything while nothing has been typed, and
    /// nothing that fits less well than a region without a technique.
    pub fn suggest(&self, typed: &str) -> impl Iterator<Item = &TechniqueId> {
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
        let asked = self.hold_against(asked, Reading::Typing);
        let (mut ranked, mut untaught) = (Vec::new(), 0.0_f64);
        for entry in &self.entries {
            let mut score = entry.likely(&asked);
            // Its caution comes before whatever else the question may be about.
            if entry.is_held_back && 0.0 < entry.said(&asked) {
                score += 1.0;
            }
            match &entry.target {
                Target::Technique(id) => ranked.push((score, id)),
                Target::Region(_) => untaught = untaught.max(score),
            }
        }
        ranked.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        (ranked, untaught)
    }

    /// The technique whose id this is.
    fn of_id(&self, asked: &Asked) -> Option<&TechniqueId> {
        self.entries.iter().find_map(|entry| match &entry.target {
            // The id is the first phrase.
            Target::Technique(id) if entry.phrases[0].folded == asked.folded => Some(id),
            _ => None,
        })
    }

    /// The group that was meant, where no technique is likelier.
    fn group(&self, asked: &Asked, best: f64) -> Option<&Group> {
        let least = best.max(FOUND);
        let mut groups = self.groups.iter();
        groups.find(|it| it.phrases.iter().any(|it| least <= it.meant(asked)))
    }

    /// What is held back and named by a longer question, such as "knots in my neck".
    fn said_held_back(&self, asked: &Asked) -> Found<'_> {
        let held_back = self.entries.iter().filter(|it| it.is_held_back);
        let said = held_back.map(|it| (it.said(asked), &it.target));
        let said = said.filter(|(said, _)| 0.0 < *said);
        // The first of equals: either way it is a refusal.
        let most = said.reduce(|a, b| if a.0 < b.0 { b } else { a });
        match most {
            None => Found::Unclear,
            Some((_, Target::Region(id))) => Found::NothingFor(id),
            Some((_, Target::Technique(id))) => Found::Technique(id),
        }
    }

    fn hold_against(&self, asked: &str, reading: Reading) -> Asked {
        Asked::new(asked, &self.words, reading)
    }
}

fn groups(library: &Library, words: &mut Words) -> Vec<Group> {
    let techniques = library.techniques.values();
    let members = |regions: &[&str]| {
        let of_regions = |it: &&Technique| regions.contains(&it.region.as_str());
        let members = techniques.clone().filter(of_regions);
        members.map(|it| it.id.clone()).collect::<Vec<_>>()
    };
    let groups = GROUPS.iter().map(|(names, regions)| Group {
        phrases: names.iter().map(|it| words.phrase(it, 1.0)).collect(),
        members: members(regions),
    });
    groups.filter(|it| !it.members.is_empty()).collect()
}

/// Everything a region is called.
fn region_names<'a>(id: &'a RegionId, region: &'a Region) -> impl Iterator<Item = &'a str> {
    names(id.as_str(), &region.name, &region.aliases)
}

/// The id first, then the name as a whole, its parts ("Outer thigh roll (IT band area)" is also the
/// outer thigh roll), and the aliases.
pub(super) fn names<'a>(
    id: &'a str,
    name: &'a str,
    aliases: &'a [String],
) -> impl Iterator<Item = &'a str> {
    let parts = name.split(['(', ')', ',']).map(str::trim);
    let parts = parts.filter(move |part| !part.is_empty() && *part != name);
    let aliases = aliases.iter().map(String::as_str);
    [id, name].into_iter().chain(parts).chain(aliases)
}

impl<T> Entry<T> {
    pub(super) fn new(target: T, is_held_back: bool, phrases: Vec<Phrase>) -> Self {
        let words: BTreeSet<usize> = phrases.iter().flat_map(|it| it.words.clone()).collect();
        Self {
            target,
            is_held_back,
            phrases,
            words: words.into_iter().collect(),
        }
    }

    /// How surely this was meant: by one phrase, or by several that account for every word of the
    /// question, as in "the arch of my foot".
    pub(super) fn meant(&self, asked: &Asked) -> f64 {
        let best = |score: f64, phrase: &Phrase| score.max(phrase.meant(asked));
        let by_phrase = self.phrases.iter().fold(0.0, best);
        let said: Vec<usize> = self
            .said_phrases(asked)
            .flat_map(|it| &it.words)
            .copied()
            .collect();
        match asked.has_only(&said) {
            true => by_phrase.max(WEIGHT_TOGETHER * asked.fit(&said)),
            false => by_phrase,
        }
    }

    /// How much of the question is a whole phrase of this one.
    fn said(&self, asked: &Asked) -> f64 {
        let best = |score: f64, phrase: &Phrase| score.max(asked.fit(&phrase.words));
        self.said_phrases(asked).fold(0.0, best)
    }

    fn said_phrases(&self, asked: &Asked) -> impl Iterator<Item = &Phrase> {
        let said = |it: &&Phrase| it.words.iter().all(|word| 0.0 < asked.best(*word));
        self.phrases.iter().filter(said)
    }

    /// How well the best phrase fits, or all of them together, while words are being typed.
    pub(super) fn likely(&self, asked: &Asked) -> f64 {
        let best = |score: f64, phrase: &Phrase| score.max(phrase.likely(asked));
        let by_phrase = self.phrases.iter().fold(0.0, best);
        match asked.touches(&self.words) {
            true => by_phrase.max(WEIGHT_TOGETHER * asked.fit(&self.words)),
            false => by_phrase,
        }
    }
}
