//! Reminders, what somebody asked for of them, and what they log: for their eyes alone.
//!
//! No amount unless it is asked for, no goal and no streak (dossier 6.2 and 6.4).

pub(in crate::present) mod every;

use chrono::Datelike;

use super::{Attached, Desk, PrivateCard, PrivatePress};
use crate::domain::{
    A_DAY_MAX, AFTER_MINUTES, AFTER_SESSIONS_A_DAY_MAX, DiaryDay, Drinks, Dropped,
    EVERY_MINUTES_MIN, HydrationTold, Library, NotSo, Occasion, Reminder, Reminders, Span,
    ThroughDay, Timestamp, Wants, Word, Zone,
};
use crate::present::private::session::NO_CUE;
use crate::present::room::ago;
use crate::present::schedule::{moment, weekday};
use crate::present::{Card, Field, Row, quote};

/// How many letters of a weekday stand in a picture.
const DAY_LETTERS: usize = 3;

/// A reminder, with what its owner may do about it.
pub fn reminder(library: &Library, it: &Reminder) -> PrivateCard {
    // Nothing on it is signed: whoever presses it, it is theirs.
    PrivateCard::unsigned(library, |desk| desk.reminder(it))
}

impl Desk<'_> {
    fn reminder(&self, it: &Reminder) -> Card {
        let stop = self.button(Word::ButtonStopReminders, PrivatePress::StopReminders);
        let text = match it.occasion {
            Occasion::ThroughDay | Occasion::Snoozed => Word::HydrationDrink,
            Occasion::AfterSession => Word::HydrationDrinkAfter,
            Occasion::CheckIn => return self.next_day(it),
        };
        let had = PrivatePress::Had(it.at.timestamp_millis());
        let buttons = vec![
            self.button(Word::ButtonHadDrink, had),
            self.button(Word::ButtonSnooze, PrivatePress::Snooze),
            self.button(Word::ButtonHowMuch, PrivatePress::HowMuch),
            stop,
        ];
        Card {
            rows: vec![Row::Buttons(buttons)],
            ..self.sentence(text)
        }
    }

    /// The signs of harm as text, with the buttons of *Something is wrong*.
    fn next_day(&self, it: &Reminder) -> Card {
        let stop = self.button(Word::ButtonStopReminders, PrivatePress::StopReminders);
        let question = self.word(Word::HydrationNextDay);
        let Some(session) = it.session else {
            return Card {
                rows: vec![Row::Buttons(vec![stop])],
                ..Card::text(question)
            };
        };
        let buttons = [
            (Word::ButtonHelpNow, Wants::HelpNow),
            (Word::ButtonAdvice, Wants::AdviceToday),
            (Word::ButtonSkipArea, Wants::SkipArea(NO_CUE)),
        ];
        let buttons =
            buttons.map(|(label, wants)| self.button(label, PrivatePress::In(session, wants)));
        Card {
            fields: self.sign_fields(),
            rows: vec![Row::Buttons(buttons.into()), Row::Buttons(vec![stop])],
            ..Card::text(question)
        }
    }

    pub(super) fn hydration(&self, told: &HydrationTold) -> Card {
        match told {
            HydrationTold::On {
                reminders,
                zone,
                next,
                had_ended,
            } => {
                let fields = self.what_is_on(reminders, *zone, *next);
                let on = self.word(Word::HydrationOn);
                let text = match had_ended {
                    true => format!("{on}\n\n{}", self.word(Word::HydrationHadEnded)),
                    false => on,
                };
                Card {
                    title: self.word(Word::HydrationTitle),
                    fields,
                    ..Card::text(text)
                }
            }
            HydrationTold::NoDrinks { drinks, kept, zone } => {
                let kept = kept.as_ref().map(|it| self.what_is_on(it, *zone, None));
                Card {
                    title: self.word(Word::HydrationTitle),
                    fields: kept.unwrap_or_default(),
                    ..self.sentence(why_not(*drinks))
                }
            }
            HydrationTold::NotSo(not_so) => Card::text(self.not_so(not_so)),
            HydrationTold::Off { was_on: true } => self.sentence(Word::HydrationOff),
            HydrationTold::Off { was_on: false } => self.sentence(Word::HydrationOffAlready),
            HydrationTold::Status {
                reminders,
                drinks,
                zone,
                next,
                week,
            } => self.hydration_status(reminders.as_ref(), *drinks, (*zone, *next), week),
            HydrationTold::Logged { today, is_full } => {
                let says = match is_full {
                    true => Word::HydrationLoggedFull,
                    false => Word::HydrationLogged,
                };
                Card::text(self.fill(says, &[("today", &today.to_string())]))
            }
            HydrationTold::Had => self.sentence(Word::HydrationHad),
            HydrationTold::NotLogged => self.sentence(Word::HydrationNotLogged),
            HydrationTold::Snoozed { at } => {
                let when = format!("<t:{}:t>", at.timestamp());
                Card::text(self.fill(Word::HydrationSnoozed, &[("when", &when)]))
            }
            HydrationTold::NotAgain(why) => self.sentence(match why {
                Dropped::Quiet => Word::HydrationNotAgainQuiet,
                Dropped::Enough | Dropped::TooSoon => Word::HydrationNotAgainEnough,
                Dropped::Unwanted | Dropped::Stale | Dropped::Doubtful => {
                    Word::HydrationNotAgainOff
                }
            }),
            HydrationTold::HowMuch => self.sentence(Word::HydrationHowMuch),
        }
    }

    /// Everything that somebody asked for, a field for each.
    fn what_is_on(
        &self,
        it: &Reminders,
        zone: Option<Zone>,
        next: Option<Timestamp>,
    ) -> Vec<Field> {
        // Taken apart, so that a new wish does not compile before it is shown too.
        let Reminders {
            language: _,
            after_minutes,
            through_day,
            quiet,
            check_in,
            is_closed: _,
        } = it;
        let mut fields = Vec::new();
        if let Some(minutes) = after_minutes {
            let (minutes, max) = (minutes.to_string(), AFTER_SESSIONS_A_DAY_MAX.to_string());
            let gaps = [("minutes", minutes.as_str()), ("max", max.as_str())];
            let text = self.fill(Word::HydrationAfterText, &gaps);
            fields.push(self.field(Word::HydrationAfter, text));
        }
        if let Some(through) = through_day {
            let text = self.through_day(it, *through);
            fields.push(self.field(Word::HydrationThroughDay, text));
        }
        if let Some(at) = check_in {
            let text = self.fill(Word::HydrationCheckInText, &[("at", &at.to_string())]);
            fields.push(self.field(Word::HydrationCheckIn, text));
        }
        let text = self.span(Word::HydrationQuietText, *quiet);
        fields.push(self.field(Word::HydrationQuiet, text));
        let zone = zone.map_or_else(
            || self.word(Word::HydrationZoneNone),
            |it| it.name().to_owned(),
        );
        fields.push(self.field(Word::HydrationZone, zone));
        if let Some(at) = next {
            let (when, countdown) = (moment(at), ago(at));
            let gaps = [("when", when.as_str()), ("countdown", countdown.as_str())];
            let text = self.fill(Word::HydrationNextText, &gaps);
            fields.push(self.field(Word::HydrationNext, text));
        }
        fields
    }

    fn through_day(&self, it: &Reminders, through: ThroughDay) -> String {
        let times: Vec<String> = it.times().iter().map(ToString::to_string).collect();
        let gaps = [
            ("minutes", through.every_minutes.to_string()),
            ("from", through.from.to_string()),
            ("to", through.to.to_string()),
            ("times", times.join(", ")),
        ];
        let gaps = gaps.each_ref().map(|(name, it)| (*name, it.as_str()));
        self.fill(Word::HydrationThroughDayText, &gaps)
    }

    fn span(&self, word: Word, span: Span) -> String {
        let (from, to) = (span.from.to_string(), span.to.to_string());
        self.fill(word, &[("from", &from), ("to", &to)])
    }

    fn not_so(&self, it: &NotSo) -> String {
        let fill = |word, gaps: &[(&str, usize)]| {
            let gaps: Vec<(&str, String)> = gaps
                .iter()
                .map(|(gap, it)| (*gap, it.to_string()))
                .collect();
            let gaps: Vec<(&str, &str)> =
                gaps.iter().map(|(gap, it)| (*gap, it.as_str())).collect();
            self.fill(word, &gaps)
        };
        match it {
            NotSo::After { minutes } => {
                let (min, max) = (*AFTER_MINUTES.start(), *AFTER_MINUTES.end());
                let gaps = [("minutes", *minutes), ("min", min), ("max", max)];
                fill(
                    Word::HydrationNotAfter,
                    &gaps.map(|(gap, it)| (gap, it.into())),
                )
            }
            NotSo::TooOften { minutes } => {
                let gaps = [("minutes", *minutes), ("min", EVERY_MINUTES_MIN)];
                fill(
                    Word::HydrationNotOften,
                    &gaps.map(|(gap, it)| (gap, it.into())),
                )
            }
            NotSo::TooMany {
                times,
                fits_minutes,
            } => {
                let fits = usize::from(*fits_minutes);
                let gaps = [("times", *times), ("max", A_DAY_MAX), ("fits", fits)];
                fill(Word::HydrationNotMany, &gaps)
            }
            NotSo::AllQuiet { quiet } => self.span(Word::HydrationNotQuiet, *quiet),
            NotSo::NoTime { typed } => {
                self.fill(Word::HydrationNotATime, &[("typed", &quote(typed))])
            }
        }
    }

    fn hydration_status(
        &self,
        reminders: Option<&Reminders>,
        drinks: Drinks,
        (zone, next): (Option<Zone>, Option<Timestamp>),
        week: &[DiaryDay],
    ) -> Card {
        let reminders = reminders.filter(|it| it.is_any());
        let text = match (drinks, reminders) {
            (Drinks::Fine, Some(_)) => Word::HydrationStatusOn,
            (Drinks::Fine, None) => Word::HydrationStatusOff,
            (drinks, _) => why_not(drinks),
        };
        let fields = reminders.map(|it| self.what_is_on(it, zone, next));
        let mut fields = fields.unwrap_or_default();
        fields.push(self.field(Word::HydrationWeek, self.week_lines(week).join("\n")));
        Card {
            title: self.word(Word::HydrationTitle),
            fields,
            ..self.sentence(text)
        }
    }

    /// A week in words, a line for each day.
    fn week_lines(&self, week: &[DiaryDay]) -> Vec<String> {
        let line = |it: &DiaryDay| {
            let day = format!(
                "{} {}",
                self.word(weekday(it.date.weekday())),
                it.date.day()
            );
            let (drinks, reminders) = (it.drinks.to_string(), it.reminders.to_string());
            let gaps = [
                ("day", day.as_str()),
                ("drinks", drinks.as_str()),
                ("reminders", reminders.as_str()),
            ];
            self.fill(Word::HydrationWeekLine, &gaps)
        };
        week.iter().map(line).collect()
    }

    /// The picture that goes with what they are told, where there is one.
    pub(super) fn hydration_sketch(&self, told: &HydrationTold) -> Option<Attached> {
        let HydrationTold::Status { week, .. } = told else {
            return None;
        };
        let days = week.iter().map(|it| {
            let name: String = self
                .word(weekday(it.date.weekday()))
                .chars()
                .take(DAY_LETTERS)
                .collect();
            WeekDay {
                name: format!("{name} {}", it.date.day()),
                drinks: it.drinks,
                reminders: it.reminders,
            }
        });
        Some(Attached::Week {
            alt: self.fill(
                Word::HydrationWeekAlt,
                &[("days", &self.week_lines(week).join(". "))],
            ),
            week: WeekSketch {
                days: days.collect(),
                drinks: self.word(Word::HydrationWeekDrinks),
                reminders: self.word(Word::HydrationWeekReminders),
            },
        })
    }
}

/// Why somebody is not reminded to drink.
fn why_not(drinks: Drinks) -> Word {
    match drinks {
        Drinks::Unfinished => Word::HydrationUnfinished,
        Drinks::NoWater | Drinks::Fine => Word::HydrationNoWater,
    }
}

/// A week, as a picture of it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekSketch {
    /// Its days, today last.
    pub days: Vec<WeekDay>,
    /// What its bars of drinks are called.
    pub drinks: String,
    /// What its bars of reminders are called.
    pub reminders: String,
}

/// A day of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekDay {
    /// What it is called, in short.
    pub name: String,
    /// How many drinks were logged.
    pub drinks: u32,
    /// How many reminders came.
    pub reminders: u32,
}
