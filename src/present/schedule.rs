//! When sessions are, in words: local times, repeats, what a typed time was understood as, and the choices
//! that are offered as somebody types. Pure.

use chrono::{Datelike, NaiveDateTime, TimeDelta, Weekday};

use super::limits::CHOICE_NAME;
use super::room::{ago, room_name};
use crate::domain::{
    Hour, Library, Listed, Read, Repeat, RoutineId, Rule, Timestamp, Unread, Word, Words, Zone,
    read,
};

/// How many choices Discord shows (docs, interactions/receiving-and-responding, autocomplete).
const CHOICES_MAX: usize = 25;
/// How many sessions of one series are offered: the next ones, whatever else there is.
const OF_ONE_MAX: usize = 4;
/// How a local time is written where Discord writes none: alike in every language, and read back.
const LOCAL: &str = "%Y-%m-%d %H:%M";
/// How a day is.
const DAY: &str = "%Y-%m-%d";

/// One entry that is offered while somebody types: what they read, and what comes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What stands there.
    pub label: String,
    /// What is sent back.
    pub value: String,
}

/// A moment as Discord shows it, to each reader in their own time.
pub(super) fn moment(at: Timestamp) -> String {
    format!("<t:{}:F>", at.timestamp())
}

/// A local time, with its weekday.
pub(super) fn local(words: &Words, at: NaiveDateTime) -> String {
    let weekday = words.get(weekday(at.weekday()));
    let date = at.format(LOCAL).to_string();
    let gaps = [("weekday", weekday), ("date", date.as_str())];
    words.fill(Word::LocalMoment, &gaps)
}

/// What a day of the week is called.
pub(super) fn weekday(weekday: Weekday) -> Word {
    match weekday {
        Weekday::Mon => Word::Monday,
        Weekday::Tue => Word::Tuesday,
        Weekday::Wed => Word::Wednesday,
        Weekday::Thu => Word::Thursday,
        Weekday::Fri => Word::Friday,
        Weekday::Sat => Word::Saturday,
        Weekday::Sun => Word::Sunday,
    }
}

/// How often something comes back, with its weekday: "every Tuesday".
pub(super) fn repeats(words: &Words, rule: &Rule) -> String {
    let day = words.get(weekday(rule.first().weekday()));
    match rule.repeat() {
        Repeat::None => words.get(Word::RepeatNone).to_owned(),
        Repeat::Daily => words.get(Word::RepeatDaily).to_owned(),
        Repeat::Weekdays => words.get(Word::RepeatWeekdays).to_owned(),
        Repeat::Weekly => words.fill(Word::RepeatWeekly, &[("weekday", day)]),
        Repeat::Fortnightly => words.fill(Word::RepeatFortnightly, &[("weekday", day)]),
        Repeat::Monthly => {
            let nth = words.get(match rule.nth() {
                1 => Word::NthFirst,
                2 => Word::NthSecond,
                3 => Word::NthThird,
                4 => Word::NthFourth,
                _ => Word::NthLast,
            });
            words.fill(Word::RepeatMonthly, &[("nth", nth), ("weekday", day)])
        }
    }
}

/// How often, without a day: as it stands in the list to choose from.
pub fn repeat(library: &Library, repeat: Repeat) -> &str {
    named(&library.words, repeat)
}

/// Why a typed time is none, with what would be one.
pub(super) fn unread(words: &Words, unread: Unread) -> String {
    let with = |word, gaps: &[(&str, &str)]| words.fill(word, gaps);
    let day = |it: chrono::NaiveDate| it.format(DAY).to_string();
    match unread {
        Unread::Empty => words.get(Word::UnreadEmpty).to_owned(),
        Unread::Nonsense => words.get(Word::UnreadNonsense).to_owned(),
        Unread::NoSuchDay => words.get(Word::UnreadNoDay).to_owned(),
        Unread::NoSuchTime => words.get(Word::UnreadNoTime).to_owned(),
        Unread::NoSuchRepeat => words.get(Word::UnreadNoRepeat).to_owned(),
        Unread::NoTime { day: it } => with(Word::UnreadTimeMissing, &[("day", &day(it))]),
        Unread::Past { at } => with(Word::UnreadPast, &[("when", &moment(at))]),
        Unread::TooFar { at } => with(Word::UnreadTooFar, &[("when", &moment(at))]),
        Unread::TwoDays { one, other } => {
            let gaps = [("one", &*day(one)), ("other", &*day(other))];
            with(Word::UnreadTwoDays, &gaps)
        }
        Unread::TwoRepeats { one, other } => {
            let (one, other) = (named(words, one), named(words, other));
            with(Word::UnreadTwoDays, &[("one", one), ("other", other)])
        }
        Unread::OtherWeekday { day: it } => {
            let name = words.get(weekday(it.weekday()));
            let gaps = [("day", &*day(it)), ("weekday", name)];
            with(Word::UnreadOtherWeekday, &gaps)
        }
        Unread::SeveralDays => words.get(Word::UnreadSeveralDays).to_owned(),
        Unread::SeveralTimes => words.get(Word::UnreadSeveralTimes).to_owned(),
    }
}

/// How often, in words that name no day.
pub(super) fn named(words: &Words, repeat: Repeat) -> &str {
    words.get(match repeat {
        Repeat::None => Word::RepeatNone,
        Repeat::Daily => Word::RepeatDaily,
        Repeat::Weekdays => Word::RepeatWeekdays,
        Repeat::Weekly => Word::RepeatChoiceWeekly,
        Repeat::Fortnightly => Word::RepeatChoiceFortnightly,
        Repeat::Monthly => Word::RepeatChoiceMonthly,
    })
}

/// How a typed time is understood, to choose from. In a server without a zone it says what is missing.
pub fn when_offers(
    library: &Library,
    typed: &str,
    zone: Option<Zone>,
    now: Timestamp,
) -> Vec<Offer> {
    let words = &library.words;
    let Some(zone) = zone else {
        return vec![offer(words.get(Word::WhenNeedsZone), typed)];
    };
    if typed.trim().is_empty() {
        let examples = [Word::WhenToday, Word::WhenTomorrow, Word::WhenWeekly];
        let examples = examples.into_iter().map(|it| words.get(it));
        let read = examples.filter_map(|it| Some((read(it, now, zone).ok()?, it)));
        return read
            .map(|(read, it)| offer(&understood(words, &read, zone, now), it))
            .collect();
    }
    let label = match read(typed, now, zone) {
        Ok(read) => understood(words, &read, zone, now),
        Err(it) => plain(words, it, zone),
    };
    vec![offer(&label, typed)]
}

/// A typed time as it was read: local time, zone, how far away, and how often.
fn understood(words: &Words, read: &Read, zone: Zone, now: Timestamp) -> String {
    let (local, zone_label) = (local(words, read.local), zone.label(read.at));
    let countdown = countdown(words, read.at - now);
    let mut gaps = vec![
        ("local", local.as_str()),
        ("zone", &zone_label),
        ("countdown", &countdown),
    ];
    let choice = match read.repeat {
        None | Some(Repeat::None) => words.fill(Word::WhenChoice, &gaps),
        Some(repeat) => {
            let repeat = repeats(words, &Rule::new(zone, read.local, repeat));
            gaps.push(("repeat", &repeat));
            words.fill(Word::WhenChoiceRepeats, &gaps)
        }
    };
    match read.hour {
        Hour::Plain => choice,
        Hour::Skipped { fires_at } => {
            let at = zone.local(fires_at).format("%H:%M").to_string();
            words.fill(Word::WhenSkipped, &[("choice", &choice), ("at", &at)])
        }
        Hour::Repeated { .. } => words.fill(Word::WhenTwice, &[("choice", &choice)]),
    }
}

/// Why a typed time is none, where Discord shows no moments.
fn plain(words: &Words, it: Unread, zone: Zone) -> String {
    let when = |at| local(words, zone.local(at));
    match it {
        Unread::Past { at } => words.fill(Word::UnreadPast, &[("when", &when(at))]),
        Unread::TooFar { at } => words.fill(Word::UnreadTooFar, &[("when", &when(at))]),
        it => unread(words, it),
    }
}

/// How far away, roughly.
fn countdown(words: &Words, left: TimeDelta) -> String {
    let (word, count) = match left.num_minutes() {
        minutes if minutes < 120 => (Word::InMinutes, minutes.max(1)),
        minutes if minutes < 48 * 60 => (Word::InHours, minutes / 60),
        minutes => (Word::InDays, minutes / (24 * 60)),
    };
    words.fill(word, &[("count", &count.to_string())])
}

/// Sessions that are to come, to choose from: the next of each series first, and then the ones behind those.
/// What comes back names the series and what its rule says.
pub fn series_offers(
    library: &Library,
    typed: &str,
    all: &[Listed],
    zone: Option<Zone>,
    now: Timestamp,
) -> Vec<Offer> {
    let words = &library.words;
    let typed = typed.to_lowercase();
    let mut offers = Vec::new();
    for listed in all {
        let series = &listed.series;
        let zone = zone.unwrap_or(series.rule.zone());
        for (rank, it) in series.coming(now).take(OF_ONE_MAX).enumerate() {
            let at = local(words, zone.local(it.at));
            let mut gaps = vec![("routine", listed.name.as_str()), ("at", &at)];
            let repeat = repeats(words, &series.rule);
            let label = match series.rule.repeat() {
                Repeat::None => words.fill(Word::SeriesChoice, &gaps),
                _ => {
                    gaps.push(("repeat", &repeat));
                    words.fill(Word::SeriesChoiceRepeats, &gaps)
                }
            };
            if label.to_lowercase().contains(&typed) {
                let seconds = it.local.and_utc().timestamp();
                let value = format!("{}/{seconds}", listed.id().get());
                offers.push((rank, it.at, offer(&label, &value)));
            }
        }
    }
    offers.sort_by_key(|(rank, at, _)| (*rank, *at));
    let offers = offers.into_iter().map(|(_, _, it)| it);
    offers.take(CHOICES_MAX).collect()
}

fn offer(label: &str, value: &str) -> Offer {
    let cut = |it: &str| it.chars().take(CHOICE_NAME.max).collect::<String>();
    // Discord takes none that is empty.
    let value = match value.trim() {
        "" => label,
        value => value,
    };
    Offer {
        label: cut(label),
        value: cut(value),
    }
}

/// What Discord's own event for a session of this routine says: its name, and what it is.
pub fn event(library: &Library, routine: &RoutineId) -> (String, String) {
    let Some(routine) = library.routines.get(routine) else {
        return (routine.to_string(), String::new());
    };
    let words = &library.words;
    let length = super::routine::length_of(words, routine.seconds());
    let timeline = crate::domain::Timeline::compile(library, routine);
    let gaps = [
        ("goal", timeline.goal.as_str()),
        ("length", &length),
        ("kit", &timeline.kit),
    ];
    (routine.name.clone(), words.fill(Word::EventText, &gaps))
}

/// A series in a list of what is scheduled: what, where, when, and how often.
pub(super) fn line(words: &Words, listed: &Listed) -> String {
    let series = &listed.series;
    let (room, at) = (room_name(series.room), series.next.occurrence.at);
    let (when, countdown) = (moment(at), ago(at));
    let gaps = [
        ("routine", listed.name.as_str()),
        ("room", &room),
        ("at", &when),
        ("countdown", &countdown),
    ];
    let line = words.fill(Word::SeriesLine, &gaps);
    match series.rule.repeat() {
        Repeat::None => line,
        _ => {
            let repeat = capital(&repeats(words, &series.rule));
            let gaps = [("line", line.as_str()), ("repeat", &repeat)];
            words.fill(Word::SeriesLineRepeats, &gaps)
        }
    }
}

/// The same with a capital letter, to begin a sentence.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
