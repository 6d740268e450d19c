//! When the next one is due, and what becomes of it then.

use chrono::{Days, TimeDelta};

use super::{A_DAY_MAX, AFTER_SESSIONS_A_DAY_MAX, EVERY_MINUTES_MIN, Reminders, TimeOfDay};
use crate::domain::{Member, Outcome, ReminderId, SessionId, Timestamp, UserId, Zone};

/// For how long one is current: behind that it is dropped, not sent late. Ours.
const CURRENT_FOR: TimeDelta = TimeDelta::minutes(30);
/// The same for the question on the next day, whose signs may be those of harm: it is worth more than being
/// punctual. Ours.
const CHECK_IN_CURRENT_FOR: TimeDelta = TimeDelta::hours(6);
/// Over how many seconds those are spread that many asked for at one time of day. Ours.
const SPREAD_SECONDS: u64 = 300;
/// When one is looked at again that waits for an hour which clocks have shown before. Ours.
const LOOKED_AGAIN_AFTER: TimeDelta = TimeDelta::minutes(1);
/// How long one can be tried again without its coming twice: Discord knows it by its nonce for the past few
/// minutes (Discord docs, resources/message, create-message, `enforce_nonce`).
const NONCE_LASTS: TimeDelta = TimeDelta::minutes(3);
/// How long a session has to be for a reminder after it (dossier 6.5).
const SESSION_MIN: TimeDelta = TimeDelta::minutes(10);

/// Why somebody is written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Occasion {
    /// It is one of the times of day that they named.
    ThroughDay,
    /// They were with a group some time ago.
    AfterSession,
    /// They asked for it to come again later.
    Snoozed,
    /// They were with a group yesterday, and are asked how it feels.
    CheckIn,
}

impl Occasion {
    /// Every one, with its name.
    pub const ALL: &[(&str, Occasion)] = &[
        ("through_day", Occasion::ThroughDay),
        ("after_session", Occasion::AfterSession),
        ("snoozed", Occasion::Snoozed),
        ("check_in", Occasion::CheckIn),
    ];

    /// Whether it is one to drink.
    pub fn is_drink(self) -> bool {
        self != Occasion::CheckIn
    }
}

/// Whether somebody may be reminded to drink.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drinks {
    /// Nothing they said speaks against it.
    Fine,
    /// They limit what they drink, or would rather not be prompted (dossier 6.3).
    NoWater,
    /// Their check ended before it asked them that.
    Unfinished,
}

impl Drinks {
    /// What is known of somebody. A flag counts for as long as it is kept.
    pub fn of(member: Option<&Member>, now: Timestamp) -> Self {
        let Some(it) = member.and_then(|it| it.clearance.as_ref()) else {
            return Drinks::Fine;
        };
        let is_flagged = it.no_water_until.is_some_and(|it| now < it);
        match it.outcome {
            _ if it.limits.no_water || is_flagged => Drinks::NoWater,
            Outcome::Clear | Outcome::Limits => Drinks::Fine,
            _ if it.until <= now => Drinks::Fine,
            _ => Drinks::Unfinished,
        }
    }
}

/// One that is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reminder {
    /// Why.
    pub occasion: Occasion,
    /// When.
    pub at: Timestamp,
    /// After which session; none for those through the day.
    pub session: Option<SessionId>,
}

/// One that is due, with what has to be known to weigh it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueReminder {
    /// Which.
    pub id: ReminderId,
    /// To whom.
    pub user: UserId,
    /// What is kept of them.
    pub member: Member,
    /// What is due.
    pub reminder: Reminder,
    /// Since when it is being sent, where it is.
    pub sending: Option<Timestamp>,
    /// What else they were sent in the last day or so, and what else is on its way to them.
    pub sent: Vec<Sent>,
}

/// One that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Why.
    pub occasion: Occasion,
    /// When.
    pub at: Timestamp,
}

/// What becomes of one that is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weighed {
    /// It is sent.
    Send,
    /// It is not, and never will be.
    Drop(Dropped),
    /// It waits until then.
    Later(Timestamp),
}

/// Why one is not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dropped {
    /// It came too late.
    Stale,
    /// It lies in quiet hours.
    Quiet,
    /// Another one was sent less than an hour ago.
    TooSoon,
    /// As many as may be were sent that day.
    Enough,
    /// They do not want it any more, or may not be reminded to drink.
    Unwanted,
    /// It may have been sent, and can no more be tried again without coming twice.
    Doubtful,
}

impl Dropped {
    /// Every reason, with its name.
    pub const ALL: &[(&str, Dropped)] = &[
        ("stale", Dropped::Stale),
        ("quiet", Dropped::Quiet),
        ("too_soon", Dropped::TooSoon),
        ("enough", Dropped::Enough),
        ("unwanted", Dropped::Unwanted),
        ("doubtful", Dropped::Doubtful),
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        let named = Self::ALL.iter().find(|(_, it)| *it == self);
        named.expect("every reason has a name").0
    }
}

impl DueReminder {
    /// What becomes of it.
    pub fn weigh(&self, now: Timestamp) -> Weighed {
        if self.sending.is_some_and(|at| at + NONCE_LASTS <= now) {
            return Weighed::Drop(Dropped::Doubtful);
        }
        let drinks = Drinks::of(Some(&self.member), now);
        match (self.member.reminders, self.member.zone) {
            (Some(it), Some(zone)) => it.weigh(self.reminder, zone, drinks, &self.sent, now),
            _ => Weighed::Drop(Dropped::Unwanted),
        }
    }
}

impl Reminders {
    /// When the next one through the day is due behind a moment, for somebody who lives there. Those of many
    /// who named one time are spread over some minutes.
    pub fn next_through_day(
        &self,
        user: UserId,
        zone: Zone,
        behind: Timestamp,
    ) -> Option<Timestamp> {
        let through = self.through_day?;
        let today = zone.local(behind).date();
        // Yesterday's go on past midnight.
        let days = (0..4).filter_map(|it| today.pred_opt()?.checked_add_days(Days::new(it)));
        let times = self.times();
        let at = days.flat_map(|day| {
            times.iter().map(move |time| {
                let is_next_day = *time < through.from;
                let day = day + Days::new(is_next_day.into());
                self.spread(user, zone, zone.instant(day.and_time(time.time())))
            })
        });
        at.filter(|it| behind < *it).min()
    }

    /// When they are asked how it feels, on the day after a moment; where that is quiet, once that ends.
    pub fn next_check_in(&self, user: UserId, zone: Zone, behind: Timestamp) -> Option<Timestamp> {
        let time = self.check_in?;
        let tomorrow = zone.local(behind).date() + Days::new(1);
        let at = zone.instant(tomorrow.and_time(time.time()));
        let at = match self.is_quiet(zone, at) {
            true => self.quiet_ends(zone, at),
            false => at,
        };
        Some(self.spread(user, zone, at))
    }

    /// Whether one that is due then comes, as far as can be told before.
    pub fn comes(&self, occasion: Occasion, at: Timestamp, zone: Zone, drinks: Drinks) -> bool {
        let is_late = occasion.is_drink() && self.is_quiet(zone, at);
        self.wants(occasion, drinks) && !is_late
    }

    fn wants(&self, occasion: Occasion, drinks: Drinks) -> bool {
        let may_drink = drinks == Drinks::Fine;
        match occasion {
            Occasion::ThroughDay => self.through_day.is_some() && may_drink,
            Occasion::AfterSession => self.after_minutes.is_some() && may_drink,
            Occasion::Snoozed => self.is_on() && may_drink,
            Occasion::CheckIn => self.check_in.is_some(),
        }
    }

    fn is_quiet(&self, zone: Zone, at: Timestamp) -> bool {
        self.quiet.holds(TimeOfDay::of(zone.local(at)))
    }

    /// A little behind that, so that many who named one time are told one after the other; but never because of
    /// that in quiet hours.
    fn spread(&self, user: UserId, zone: Zone, at: Timestamp) -> Timestamp {
        let later = at + own_seconds(user);
        match self.is_quiet(zone, later) {
            true => at,
            false => later,
        }
    }

    /// What becomes of one that is due by now, for somebody who lives there and was sent these before.
    pub fn weigh(
        &self,
        due: Reminder,
        zone: Zone,
        drinks: Drinks,
        sent: &[Sent],
        now: Timestamp,
    ) -> Weighed {
        let stale_at = match due.occasion.is_drink() {
            true => due.at + CURRENT_FOR,
            // What is due in quiet hours waits for their end.
            false if self.is_quiet(zone, due.at) => {
                self.quiet_ends(zone, due.at) + CHECK_IN_CURRENT_FOR
            }
            false => due.at + CHECK_IN_CURRENT_FOR,
        };
        let last = sent.iter().map(|it| it.at).max();
        let apart = TimeDelta::minutes(EVERY_MINUTES_MIN.into());
        let again = last.map(|it| it + apart).filter(|it| now < *it);
        if !self.wants(due.occasion, drinks) {
            Weighed::Drop(Dropped::Unwanted)
        } else if self.is_quiet(zone, now) {
            match due.occasion.is_drink() {
                true => Weighed::Drop(Dropped::Quiet),
                false => Weighed::Later(self.quiet_ends(zone, now)),
            }
        } else if stale_at <= now {
            Weighed::Drop(Dropped::Stale)
        } else if let Some(again) = again {
            match again < stale_at {
                true => Weighed::Later(again),
                false => Weighed::Drop(Dropped::TooSoon),
            }
        } else if is_enough(due.occasion, zone, sent, now) {
            Weighed::Drop(Dropped::Enough)
        } else {
            Weighed::Send
        }
    }

    /// When the quiet hours end that it is in now.
    fn quiet_ends(&self, zone: Zone, now: Timestamp) -> Timestamp {
        let local = zone.local(now);
        let to = self.quiet.to;
        let day = match TimeOfDay::of(local) < to {
            true => local.date(),
            false => local.date() + Days::new(1),
        };
        let ends = zone.instant(day.and_time(to.time()));
        // In an hour that clocks show twice it may have been there before.
        match ends <= now {
            true => now + LOOKED_AGAIN_AFTER,
            false => ends,
        }
    }
}

/// Whether as many were sent on this day as may be: those after sessions count apart from all others.
fn is_enough(occasion: Occasion, zone: Zone, sent: &[Sent], now: Timestamp) -> bool {
    let today = zone.local(now).date();
    let after = |it: Occasion| it == Occasion::AfterSession;
    let max = match occasion {
        Occasion::CheckIn => return false,
        Occasion::AfterSession => AFTER_SESSIONS_A_DAY_MAX,
        Occasion::ThroughDay | Occasion::Snoozed => A_DAY_MAX,
    };
    let counts = |it: &&Sent| {
        let is_like = it.occasion.is_drink() && after(it.occasion) == after(occasion);
        is_like && zone.local(it.at).date() == today
    };
    max <= sent.iter().filter(counts).count()
}

/// Whether a session of that length asks for a reminder after it.
pub fn session_reminds(length: TimeDelta) -> bool {
    SESSION_MIN <= length
}

/// How much later than many others somebody is reminded.
fn own_seconds(user: UserId) -> TimeDelta {
    // FNV-1a; neighbours are told one after the other.
    let hash = user
        .get()
        .to_le_bytes()
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        });
    TimeDelta::seconds((hash % SPREAD_SECONDS).cast_signed())
}
