//! What somebody is told about series of sessions, and about time zones.

pub(in crate::present) mod every;

use super::session::host::with_lines;
use super::{Desk, PrivatePress};
use crate::domain::{
    EventFault, Hour, Listed, Repeat, RoomId, SERIES_MAX, Series, SeriesTold, Timestamp, Which,
    Word, Zone,
};
use crate::present::limits::TEXT;
use crate::present::room::{ago, room_name};
use crate::present::schedule::{capital, line, local, moment, named, repeats, unread};
use crate::present::technique::listed as list;
use crate::present::{Button, Card, Press, Row, quote};

/// What leads from a series to why it has no event; as many as there are reasons.
const MARKS: [char; 3] = ['¹', '²', '³'];

impl Desk<'_> {
    pub(super) fn series(&self, told: &SeriesTold) -> Card {
        let words = &self.library.words;
        match told {
            SeriesTold::Scheduled {
                listed,
                zone,
                hour,
                has_event,
            } => self.scheduled(listed, *zone, *hour, *has_event),
            SeriesTold::NeedsZone { may_set: true } => self.sentence(Word::NeedsZoneManager),
            SeriesTold::NeedsZone { may_set: false } => self.sentence(Word::NeedsZone),
            SeriesTold::Unread { unread: it, .. } => {
                let nothing = self.word(Word::UnreadNothing);
                Card::text(format!("{} {nothing}", unread(words, *it)))
            }
            SeriesTold::TwoRepeats { typed, chosen } => {
                let gaps = [
                    ("typed", named(words, *typed)),
                    ("chosen", named(words, *chosen)),
                ];
                Card::text(self.fill(Word::TwoRepeats, &gaps))
            }
            SeriesTold::MovesOnce => self.sentence(Word::MovesOnce),
            SeriesTold::Overlaps {
                name,
                room,
                at,
                other_at,
            } => self.overlaps(name, *room, *at, *other_at),
            SeriesTold::TooMany => {
                let max = SERIES_MAX.to_string();
                Card::text(self.fill(Word::TooManySeries, &[("max", &max)]))
            }
            SeriesTold::WhichOne { listed, local, at } => {
                let value = format!("{}/{}", listed.id().get(), local.and_utc().timestamp());
                self.which_one(listed, &value, *at)
            }
            SeriesTold::CancelledOne { name, at, next } => self.cancelled_one(name, *at, *next),
            SeriesTold::CancelledAll { name } => {
                Card::text(self.fill(Word::CancelledAll, &[("routine", name)]))
            }
            SeriesTold::Moved {
                name,
                from,
                to,
                hour,
                ..
            } => self.moved(name, *from, *to, *hour),
            SeriesTold::Changed { before, listed } => {
                let at = moment(listed.series.next.occurrence.at);
                let gaps = [
                    ("before", before.as_str()),
                    ("routine", &listed.name),
                    ("at", &at),
                ];
                Card::text(self.fill(Word::ChangedRoutine, &gaps))
            }
            SeriesTold::NoSuch => self.sentence(Word::NoSuchSeries),
            SeriesTold::Choose(all) if all.is_empty() => self.sentence(Word::NoSeries),
            SeriesTold::Choose(all) => {
                let head = format!("{}\n\n", self.word(Word::ChooseSeries));
                let lines = self.series_lines(all).into_iter();
                Card::text(with_lines(head, lines, TEXT.max))
            }
        }
    }

    fn overlaps(&self, name: &str, room: RoomId, at: Timestamp, other_at: Timestamp) -> Card {
        let (room, at, other) = (room_name(room), moment(at), moment(other_at));
        let gaps = [
            ("at", at.as_str()),
            ("room", &room),
            ("name", name),
            ("other", &other),
        ];
        Card::text(self.fill(Word::Overlaps, &gaps))
    }

    fn moved(&self, name: &str, from: Timestamp, to: Timestamp, hour: Hour) -> Card {
        let (from, to) = (moment(from), moment(to));
        let gaps = [("routine", name), ("from", &from), ("to", &to)];
        let text = self.fill(Word::MovedOne, &gaps);
        Card::text(match self.clocks(hour) {
            Some(note) => format!("{text}\n\n{note}"),
            None => text,
        })
    }

    fn scheduled(&self, listed: &Listed, zone: Zone, hour: Hour, has_event: bool) -> Card {
        let words = &self.library.words;
        let Series {
            room, rule, next, ..
        } = &listed.series;
        let at = next.occurrence.at;
        let (when, countdown) = (moment(at), ago(at));
        let there = local(words, zone.local(at));
        let gaps = [
            ("when", when.as_str()),
            ("countdown", &countdown),
            ("local", &there),
            ("zone", zone.name()),
        ];
        let event = match has_event {
            true => Word::ScheduledEventText,
            false => Word::ScheduledNoEvent,
        };
        let opens = ago(next.opens_at);
        let mut fields = vec![
            self.field(Word::ScheduledRoom, room_name(*room)),
            self.field(
                Word::ScheduledLobby,
                self.fill(Word::ScheduledLobbyText, &[("when", &opens)]),
            ),
            self.field(Word::ScheduledEvent, self.word(event)),
        ];
        if rule.repeat() != Repeat::None {
            let (repeat, end) = (capital(&repeats(words, rule)), day(rule.ends_at()));
            let gaps = [("repeat", repeat.as_str()), ("end", &end)];
            let until = self.fill(Word::ScheduledUntil, &gaps);
            fields.insert(0, self.field(Word::ScheduledRepeat, until));
        }
        if let Some(note) = self.clocks(hour) {
            fields.insert(0, self.field(Word::ScheduledClock, note));
        }
        Card {
            title: self.fill(Word::ScheduledTitle, &[("routine", &listed.name)]),
            fields,
            ..Card::text(self.fill(Word::ScheduledWhen, &gaps))
        }
    }

    /// What the clocks do at a time that is no plain one.
    fn clocks(&self, hour: Hour) -> Option<String> {
        match hour {
            Hour::Plain => None,
            Hour::Skipped { fires_at } => {
                let when = moment(fires_at);
                Some(self.fill(Word::ScheduledSkipped, &[("when", &when)]))
            }
            Hour::Repeated { first, .. } => {
                let when = moment(first);
                Some(self.fill(Word::ScheduledTwice, &[("when", &when)]))
            }
        }
    }

    fn which_one(&self, listed: &Listed, value: &str, at: Timestamp) -> Card {
        let repeat = repeats(&self.library.words, &listed.series.rule);
        let at = moment(at);
        let gaps = [
            ("routine", listed.name.as_str()),
            ("at", &at),
            ("repeat", &repeat),
        ];
        let button = |label, which| Button {
            label: self.word(label),
            press: Press::Private(PrivatePress::CancelSeries(value.to_owned(), which)),
        };
        Card {
            rows: vec![Row::Buttons(vec![
                button(Word::ButtonOnlyOne, Which::One),
                button(Word::ButtonAllOfThem, Which::All),
            ])],
            ..Card::text(self.fill(Word::WhichOne, &gaps))
        }
    }

    fn cancelled_one(&self, name: &str, at: Timestamp, next: Option<Timestamp>) -> Card {
        let at = moment(at);
        let mut gaps = vec![("routine", name), ("at", at.as_str())];
        let Some(next) = next.map(moment) else {
            return Card::text(self.fill(Word::CancelledLast, &gaps));
        };
        gaps.push(("next", &next));
        Card::text(self.fill(Word::CancelledOne, &gaps))
    }

    /// Series in a list, a line each. Why Discord keeps no event for some of them stands once below all of
    /// them, so that as many as a server may have fit a card.
    pub(super) fn series_lines(&self, all: &[Listed]) -> Vec<String> {
        let faults = EventFault::ALL.iter().map(|(_, fault)| *fault);
        let has = |fault| all.iter().any(|it| it.fault == Some(fault));
        let marked: Vec<(EventFault, char)> = faults.filter(|it| has(*it)).zip(MARKS).collect();
        let series = all.iter().map(|it| {
            let line = line(&self.library.words, it);
            match marked.iter().find(|(fault, _)| it.fault == Some(*fault)) {
                Some((_, mark)) => format!("{line} {mark}"),
                None => line,
            }
        });
        let reasons = marked.iter().map(|(fault, mark)| {
            let why = self.word(match fault {
                EventFault::Denied => Word::SeriesNoEventDenied,
                EventFault::Full => Word::SeriesNoEventFull,
                EventFault::Refused => Word::SeriesNoEventRefused,
            });
            format!("{mark} {why}")
        });
        series.chain(reasons).collect()
    }

    /// In which time zone somebody lives.
    pub(super) fn zone(&self, zone: Option<Zone>, is_new: bool, now: Timestamp) -> Card {
        let text = match zone {
            None => self.word(Word::ZoneNone),
            Some(zone) => {
                let (label, there) = (zone.label(now), zone.local(now).format("%H:%M").to_string());
                let word = match is_new {
                    true => Word::ZoneSaved,
                    false => Word::ZoneIs,
                };
                self.fill(word, &[("zone", &label), ("local", &there)])
            }
        };
        Card {
            title: self.word(Word::ZoneTitle),
            ..Card::text(text)
        }
    }

    /// No zone is called that, or several are.
    pub(super) fn which_zone(&self, typed: &str, among: &[String]) -> Card {
        let typed = quote(typed);
        let mut gaps = vec![("typed", typed.as_str())];
        if among.is_empty() {
            return Card::text(self.fill(Word::ZoneUnknown, &gaps));
        }
        let among = list(among.iter().map(String::as_str));
        gaps.push(("among", &among));
        Card::text(self.fill(Word::ZoneSeveral, &gaps))
    }
}

/// A day, as Discord shows it.
fn day(at: Timestamp) -> String {
    format!("<t:{}:D>", at.timestamp())
}
