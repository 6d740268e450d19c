//! What is kept of somebody's drinks and reminders, and their last days.

use chrono::{Days, NaiveDate, NaiveDateTime};

use crate::domain::{Occasion, Sent, Timestamp, Zone};

/// How many days are shown.
pub const DAYS_SHOWN: u64 = 7;

/// What is kept of somebody's drinks and reminders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diary {
    /// What they were sent, the oldest first, and what is on its way to them.
    pub sent: Vec<Sent>,
    /// When they logged a drink, the oldest first.
    pub drinks: Vec<Timestamp>,
    /// What is due to them and not yet on its way, and when.
    pub due: Vec<(Occasion, Timestamp)>,
}

/// One day of somebody's week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DiaryDay {
    /// Which, where they live.
    pub date: NaiveDate,
    /// How many drinks they logged.
    pub drinks: u32,
    /// How many reminders to drink came.
    pub reminders: u32,
}

impl Diary {
    /// The last [`DAYS_SHOWN`] days up to now, where somebody lives; by UTC where they did not say.
    pub fn week(&self, zone: Option<Zone>, now: Timestamp) -> Vec<DiaryDay> {
        let date = |at| local(zone, at).date();
        let count = |times: &mut dyn Iterator<Item = Timestamp>, day| {
            let those = times.filter(|it| date(*it) == day).count();
            u32::try_from(those).unwrap_or(u32::MAX)
        };
        let days = (0..DAYS_SHOWN).rev();
        let days = days.filter_map(|ago| date(now).checked_sub_days(Days::new(ago)));
        let all = days.map(|date| DiaryDay {
            date,
            drinks: count(&mut self.drinks.iter().copied(), date),
            reminders: count(&mut self.reminders(), date),
        });
        all.collect()
    }

    /// When reminders to drink came.
    fn reminders(&self) -> impl Iterator<Item = Timestamp> {
        let drinks = self.sent.iter().filter(|it| it.occasion.is_drink());
        drinks.map(|it| it.at)
    }
}

/// What clocks show where somebody lives; by UTC where they did not say.
pub(super) fn local(zone: Option<Zone>, at: Timestamp) -> NaiveDateTime {
    zone.map_or(at.naive_utc(), |it| it.local(at))
}
