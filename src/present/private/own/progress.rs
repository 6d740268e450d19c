//! How somebody said that they feel, over time: in words, and for a picture.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::super::{Attached, Desk};
use crate::domain::{CheckIn, Feel, RegionId, RoutineId, STRENGTH_MAX, Timestamp, Word, Zone};
use crate::present::{Card, Field};

/// How many areas are named in words, those with the most check-ins, and how many of them are drawn.
const AREAS: (usize, usize) = (12, 6);
/// The same of routines.
const ROUTINES: (usize, usize) = (8, 4);
/// How many of the last ones stand in words.
const LATELY_MAX: usize = 10;
/// How many days are written under a picture.
const TICKS_MAX: u32 = 5;
/// Seconds of a day.
const DAY_SECONDS: f64 = 24.0 * 60.0 * 60.0;

/// How something came out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Tally {
    better: u32,
    same: u32,
    worse: u32,
}

impl Tally {
    fn of<'a>(check_ins: impl IntoIterator<Item = &'a CheckIn>) -> Self {
        let mut tally = Self::default();
        check_ins.into_iter().for_each(|it| tally.add(it.feel));
        tally
    }

    fn add(&mut self, feel: Feel) {
        match feel {
            Feel::Better => self.better += 1,
            Feel::Same => self.same += 1,
            Feel::Worse => self.worse += 1,
        }
    }

    fn all(self) -> u32 {
        self.better + self.same + self.worse
    }
}

/// Some of what is counted together, by what it is called.
type Groups = Vec<(String, Tally)>;

impl Desk<'_> {
    pub(super) fn progress(&self, check_ins: &[CheckIn], zone: Option<Zone>) -> Card {
        let title = self.word(Word::ProgressTitle);
        let card = match check_ins {
            [] => return self.titled(title, self.word(Word::ProgressNone)),
            [only] => {
                let line = self.check_in_line(only, zone);
                self.titled(title, self.fill(Word::ProgressOne, &[("line", &line)]))
            }
            [first, .., last] => {
                let (count, from, to) = self.span_of(check_ins, first, last, zone);
                let gaps = [
                    ("count", count.as_str()),
                    ("from", from.as_str()),
                    ("to", to.as_str()),
                ];
                self.titled(title, self.fill(Word::ProgressText, &gaps))
            }
        };
        let mut fields = vec![self.field(Word::ProgressAll, self.summary(check_ins))];
        for (heading, groups, (max, _)) in [
            (Word::ProgressByArea, self.by_area(check_ins), AREAS),
            (
                Word::ProgressByRoutine,
                self.by_routine(check_ins),
                ROUTINES,
            ),
        ] {
            let named = groups.iter().take(max);
            let mut lines: Vec<String> = named.map(|(name, it)| self.group(name, *it)).collect();
            lines.extend(self.more(groups.len(), max));
            if !lines.is_empty() {
                fields.push(self.field(heading, lines.join("\n")));
            }
        }
        if 1 < check_ins.len() {
            fields.push(self.lately(check_ins, zone));
        }
        Card {
            fields,
            footer: self.word(Word::ProgressYours),
            ..card
        }
    }

    fn titled(&self, title: String, text: String) -> Card {
        Card {
            title,
            ..Card::text(text)
        }
    }

    fn span_of(
        &self,
        check_ins: &[CheckIn],
        first: &CheckIn,
        last: &CheckIn,
        zone: Option<Zone>,
    ) -> (String, String, String) {
        let day = |it: &CheckIn| date(it.at, zone).to_string();
        (check_ins.len().to_string(), day(first), day(last))
    }

    /// Every way it was, and how strong.
    fn summary(&self, check_ins: &[CheckIn]) -> String {
        let tally = self.tally(Tally::of(check_ins));
        let mut strengths: Vec<u8> = check_ins.iter().filter_map(|it| it.strength).collect();
        strengths.sort_unstable();
        let (Some(lowest), Some(highest)) = (strengths.first(), strengths.last()) else {
            return tally;
        };
        let gaps = [
            ("lowest", lowest.to_string()),
            ("highest", highest.to_string()),
            ("middle", strengths[strengths.len() / 2].to_string()),
        ];
        let gaps = gaps.each_ref().map(|(gap, it)| (*gap, it.as_str()));
        format!("{tally}\n{}", self.fill(Word::ProgressStrength, &gaps))
    }

    fn tally(&self, it: Tally) -> String {
        let gaps = [
            ("better", it.better.to_string()),
            ("same", it.same.to_string()),
            ("worse", it.worse.to_string()),
        ];
        let gaps = gaps.each_ref().map(|(gap, it)| (*gap, it.as_str()));
        self.fill(Word::ProgressTally, &gaps)
    }

    fn group(&self, name: &str, it: Tally) -> String {
        let gaps = [("name", name), ("tally", &self.tally(it))];
        self.fill(Word::ProgressGroup, &gaps)
    }

    /// By what the routines of sessions are for.
    fn by_area(&self, check_ins: &[CheckIn]) -> Groups {
        let mut groups: BTreeMap<&RegionId, Tally> = BTreeMap::new();
        for it in check_ins {
            for region in self.areas_of(&it.routine) {
                groups.entry(region).or_default().add(it.feel);
            }
        }
        let named = groups.into_iter().filter_map(|(region, tally)| {
            Some((self.library.regions.get(region)?.name.clone(), tally))
        });
        most(named.collect())
    }

    fn areas_of(&self, routine: &RoutineId) -> BTreeSet<&RegionId> {
        let cues = self.library.routines.get(routine).map(|it| it.cues.iter());
        let techniques = cues
            .into_iter()
            .flatten()
            .filter_map(|it| it.technique.as_ref());
        let techniques = techniques.filter_map(|it| self.library.techniques.get(it));
        techniques.map(|it| &it.region).collect()
    }

    fn by_routine(&self, check_ins: &[CheckIn]) -> Groups {
        let mut groups: BTreeMap<&RoutineId, Tally> = BTreeMap::new();
        for it in check_ins {
            groups.entry(&it.routine).or_default().add(it.feel);
        }
        let named = groups
            .into_iter()
            .map(|(it, tally)| (self.routine_name(it), tally));
        most(named.collect())
    }

    /// One that is not there any more goes by its id.
    fn routine_name(&self, it: &RoutineId) -> String {
        let routine = self.library.routines.get(it);
        routine.map_or_else(|| it.to_string(), |it| it.name.clone())
    }

    /// The last ones, the newest first.
    fn lately(&self, check_ins: &[CheckIn], zone: Option<Zone>) -> Field {
        let last = check_ins.iter().rev().take(LATELY_MAX);
        let mut lines: Vec<String> = last.map(|it| self.check_in_line(it, zone)).collect();
        lines.extend(self.more(check_ins.len(), LATELY_MAX));
        self.field(Word::ProgressLately, lines.join("\n"))
    }

    /// How many are not named of so many.
    fn more(&self, all: usize, named: usize) -> Option<String> {
        let more = all.checked_sub(named).filter(|it| *it != 0)?;
        Some(self.fill(Word::ProgressMore, &[("count", &more.to_string())]))
    }

    fn check_in_line(&self, it: &CheckIn, zone: Option<Zone>) -> String {
        let (day, routine) = (
            date(it.at, zone).to_string(),
            self.routine_name(&it.routine),
        );
        let feel = self.word(feel(it.feel));
        let strength = it.strength.map(|it| it.to_string());
        let gaps = [
            ("date", day.as_str()),
            ("feel", feel.as_str()),
            ("routine", routine.as_str()),
        ];
        match &strength {
            None => self.fill(Word::ProgressLineBare, &gaps),
            Some(strength) => {
                let strength = [("strength", strength.as_str())];
                self.fill(Word::ProgressLine, &[&gaps[..], &strength].concat())
            }
        }
    }

    /// What the picture is drawn of; none where there is too little to see.
    pub(super) fn progress_sketch(
        &self,
        check_ins: &[CheckIn],
        zone: Option<Zone>,
    ) -> Option<Attached> {
        let [first, .., last] = check_ins else {
            return None;
        };
        let (count, from, to) = self.span_of(check_ins, first, last, zone);
        let tally = self.tally(Tally::of(check_ins));
        let gaps = [
            ("count", count.as_str()),
            ("from", from.as_str()),
            ("to", to.as_str()),
            ("tally", tally.as_str()),
        ];
        let dots = check_ins.iter().map(|it| Dot {
            day: days(first.at, it.at),
            feel: it.feel,
            strength: it.strength.map(|it| it.min(STRENGTH_MAX)),
        });
        let bars = |heading: Word, groups: Groups, (_, max): (usize, usize)| {
            groups.into_iter().take(max).map(move |(name, it)| Bar {
                heading: self.word(heading),
                name,
                better: it.better,
                same: it.same,
                worse: it.worse,
            })
        };
        let by_area = bars(Word::ProgressByArea, self.by_area(check_ins), AREAS);
        let by_routine = bars(
            Word::ProgressByRoutine,
            self.by_routine(check_ins),
            ROUTINES,
        );
        Some(Attached::Progress {
            alt: self.fill(Word::ProgressAlt, &gaps),
            progress: Box::new(ProgressSketch {
                dots: dots.collect(),
                bars: by_area.chain(by_routine).collect(),
                ticks: ticks(first.at, last.at, zone),
                feels: [Feel::Better, Feel::Same, Feel::Worse].map(|it| self.word(feel(it))),
                strength: self.word(Word::ProgressAxis),
                unmarked: self.word(Word::ProgressUnmarked),
                middles: [Word::ProgressMiddleWeek, Word::ProgressMiddleWeeks]
                    .map(|it| self.word(it)),
            }),
        })
    }
}

/// Those with the most first.
fn most(mut groups: Groups) -> Groups {
    groups.sort_by_key(|(_, it)| std::cmp::Reverse(it.all()));
    groups
}

fn feel(it: Feel) -> Word {
    match it {
        Feel::Better => Word::ProgressBetter,
        Feel::Same => Word::ProgressSame,
        Feel::Worse => Word::ProgressWorse,
    }
}

/// The day of a moment where somebody lives; by UTC where they did not say.
fn date(at: Timestamp, zone: Option<Zone>) -> NaiveDate {
    zone.map_or(at.naive_utc(), |it| it.local(at)).date()
}

/// How many days lie between two moments.
fn days(from: Timestamp, to: Timestamp) -> f64 {
    (to - from).as_seconds_f64() / DAY_SECONDS
}

/// Days that are written under the picture, evenly apart, each once.
fn ticks(first: Timestamp, last: Timestamp, zone: Option<Zone>) -> Vec<(f64, String)> {
    let mut seen = BTreeSet::new();
    let steps = i32::try_from(TICKS_MAX - 1).unwrap_or(1);
    let moments = (0..=steps).map(|it| first + (last - first) * it / steps);
    let ticks = moments.filter_map(|at| {
        let day = date(at, zone);
        seen.insert(day).then(|| (days(first, at), day.to_string()))
    });
    ticks.collect()
}

/// How somebody said that they feel, as a picture of it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct ProgressSketch {
    /// Each time that they said so.
    pub dots: Vec<Dot>,
    /// How it came out by area and by routine.
    pub bars: Vec<Bar>,
    /// Days to be written below it, counted from the first.
    pub ticks: Vec<(f64, String)>,
    /// What better, same and worse are called.
    pub feels: [String; 3],
    /// What the numbers at its side are.
    pub strength: String,
    /// What those without a number are called.
    pub unmarked: String,
    /// What the line through the middle of each week, and of every four weeks, is called.
    pub middles: [String; 2],
}

/// One time that somebody said how they feel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
    /// Days since the first.
    pub day: f64,
    /// How they felt.
    pub feel: Feel,
    /// How strong it felt.
    pub strength: Option<u8>,
}

/// How it came out by one area or routine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// What stands above the first of a kind.
    pub heading: String,
    /// What it is called.
    pub name: String,
    /// How often it was better.
    pub better: u32,
    /// How often it was the same.
    pub same: u32,
    /// How often it was worse.
    pub worse: u32,
}
