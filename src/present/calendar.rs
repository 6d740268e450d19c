//! What is scheduled, as a file that calendars read (RFC 5545).
//!
//! Each session is an event of its own, in UTC: cancelled and moved ones need no exceptions, and no reader has
//! to know a zone's changes as well as we do.

use chrono::{Months, TimeDelta};
use icalendar::{Calendar, Component, Event, EventLike};

use super::Card;
use super::schedule::event;
use crate::domain::{Library, Series, Timestamp, Word};

/// How far ahead the file goes.
const AHEAD: Months = Months::new(12);
/// How many sessions it holds at most: 25 series of one a week each fit.
const EVENTS_MAX: usize = 1_500;

/// All sessions that are to come in a server.
pub fn calendar(library: &Library, all: &[Series], now: Timestamp) -> String {
    let until = now.checked_add_months(AHEAD).unwrap_or(now);
    let mut calendar = Calendar::new();
    let sessions = all.iter().flat_map(|series| {
        let coming = series.coming(now).take_while(|it| it.at <= until);
        coming.map(move |it| (series, it))
    });
    for (series, it) in sessions.take(EVENTS_MAX) {
        let (name, description) = event(library, &series.routine);
        let routine = library.routines.get(&series.routine);
        let seconds = routine.map_or(0, |it| it.seconds());
        let ends = it.at + TimeDelta::seconds(seconds.into());
        let (server, room) = (series.server.get(), series.room.get());
        let link = format!("https://discord.com/channels/{server}/{room}");
        let session = series.session(it.local).get();
        let mut event = Event::new();
        event
            // The same session keeps its name, so that opening the file again doubles nothing.
            .uid(&format!("{session}@unknot"))
            .timestamp(now)
            .summary(&name)
            .description(&description)
            .location(&link)
            .starts(it.at)
            .ends(ends);
        event.add_property("URL", &link);
        calendar.push(event.done());
    }
    calendar.to_string()
}

/// What goes with the file; or what is said where there is nothing to put into it.
pub fn calendar_card(library: &Library, is_empty: bool) -> Card {
    let words = &library.words;
    let says = match is_empty {
        true => Word::NoSeries,
        false => Word::CalendarText,
    };
    Card {
        title: words.get(Word::CalendarTitle).to_owned(),
        ..Card::text(words.get(says))
    }
}
