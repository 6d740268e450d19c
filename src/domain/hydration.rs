//! Who is reminded to drink, and what they log of it: theirs alone, by their own wish, and ended with one press.
//!
//! No amount, no goal, no streak (dossier 6.2). Pure.

mod diary;
mod due;

use super::{
    Asker, Change, Decision, Drinks, Dropped, Gathering, Language, Member, NotSo, Occasion,
    Reminder, Reminders, SNOOZED_FOR, Timestamp, Told, Visit, Weighed, Wished, Zone,
};

use self::diary::local;
pub use self::diary::{DAYS_SHOWN, Diary, DiaryDay};
pub(super) use self::due::due_anew;
pub use self::due::{after, after_leaving, reminders_ended, through_day};

/// How many drinks somebody can log in a day; more are answered, and not kept. Ours.
const LOGGED_A_DAY_MAX: usize = 100;
/// What somebody wants of reminders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hydrate {
    /// To be reminded.
    On(Wished),
    /// Not to be any more, of anything.
    Off,
    /// To know what is on, and see their week.
    Status,
    /// To log a drink.
    Log,
    /// To log one, at a reminder that was due then.
    Had(Timestamp),
    /// To be reminded once more, later.
    Snooze,
    /// To know how much.
    HowMuch,
}

/// What somebody is told of their reminders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HydrationTold {
    /// They are reminded like this from now on.
    On {
        /// Like this.
        reminders: Reminders,
        /// Where they live; nothing comes before that is known.
        zone: Option<Zone>,
        /// When the next one comes, where that is known.
        next: Option<Timestamp>,
        /// Whether they had ended because of closed direct messages, which they did not know yet.
        had_ended: bool,
    },
    /// They are not reminded to drink, and why.
    NoDrinks {
        /// Why.
        drinks: Drinks,
        /// What is kept of what they wanted: the question on the next day, where they asked for that too.
        kept: Option<Reminders>,
        /// Where they live.
        zone: Option<Zone>,
    },
    /// What they want is not allowed. Nothing was changed.
    NotSo(NotSo),
    /// Nothing comes any more.
    Off {
        /// Whether anything was on.
        was_on: bool,
    },
    /// What is on, and their week.
    Status {
        /// What they asked for, where they did.
        reminders: Option<Reminders>,
        /// Whether they may be reminded to drink.
        drinks: Drinks,
        /// Where they live.
        zone: Option<Zone>,
        /// When the next one comes.
        next: Option<Timestamp>,
        /// Their week, today last.
        week: Vec<DiaryDay>,
    },
    /// A drink is logged.
    Logged {
        /// How many there are today.
        today: usize,
        /// Whether that is as many as are kept, so that this one was not.
        is_full: bool,
    },
    /// A drink is logged, at a reminder.
    Had,
    /// It is not, since nothing is kept of them any more.
    NotLogged,
    /// It comes once more.
    Snoozed {
        /// When.
        at: Timestamp,
    },
    /// It does not come once more.
    NotAgain(Dropped),
    /// How much is plenty.
    HowMuch,
}

impl Asker<'_> {
    /// What comes of what somebody wants of reminders.
    pub fn hydrate(&self, diary: &Diary, language: Language, wants: Hydrate) -> Decision {
        let mut decision = self.hydrated(diary, language, wants);
        let user = self.user;
        decision
            .changes
            .extend(self.member.map(|_| Change::Heard { user }));
        decision
    }

    fn hydrated(&self, diary: &Diary, language: Language, wants: Hydrate) -> Decision {
        match wants {
            Hydrate::On(wished) => self.remind_on(language, &wished),
            Hydrate::Off => self.remind_off(language),
            Hydrate::Status => self.hydration_status(diary),
            Hydrate::Log => self.log_drink(diary, language),
            // Of whom nothing is kept any more, nothing is kept because of an old button.
            Hydrate::Had(_) if self.member.is_none() => {
                Decision::hydration(HydrationTold::NotLogged)
            }
            Hydrate::Had(due) => Decision {
                told: Told::Hydration(HydrationTold::Had),
                changes: self.drank(language, due),
            },
            Hydrate::Snooze => self.snooze(diary),
            Hydrate::HowMuch => Decision::hydration(HydrationTold::HowMuch),
        }
    }

    fn reminders(&self) -> Option<Reminders> {
        self.member.and_then(|it| it.reminders)
    }

    fn zone_of(&self) -> Option<Zone> {
        self.member.and_then(|it| it.zone)
    }

    fn hydration_status(&self, diary: &Diary) -> Decision {
        let (reminders, zone) = (self.reminders(), self.zone_of());
        let drinks = Drinks::of(self.member, self.now);
        let comes = |(occasion, at): &(Occasion, Timestamp)| {
            reminders
                .zip(zone)
                .is_some_and(|(it, zone)| it.comes(*occasion, *at, zone, drinks))
        };
        let due = diary.due.iter().copied().filter(comes);
        Decision::hydration(HydrationTold::Status {
            reminders,
            drinks,
            zone,
            next: due.map(|(_, at)| at).min(),
            week: diary.week(zone, self.now),
        })
    }

    fn remind_on(&self, language: Language, wished: &Wished) -> Decision {
        let is = Reminders {
            language,
            ..self.reminders().unwrap_or(Reminders::none(language))
        };
        let mut wanted = match wished.on(is) {
            Ok(wanted) => wanted,
            Err(not_so) => return Decision::hydration(HydrationTold::NotSo(not_so)),
        };
        let drinks = Drinks::of(self.member, self.now);
        // Also what is on only because nothing else was asked for.
        let asks_to_drink = wished.asks_to_drink() || (wanted.is_on() && !is.is_on());
        let is_refused = drinks != Drinks::Fine && asks_to_drink;
        if is_refused {
            wanted.after_minutes = is.after_minutes;
            wanted.through_day = is.through_day;
        }
        let changes = match is_refused && wanted == is {
            true => Vec::new(),
            false => self.remind_like(wanted),
        };
        let told = match (is_refused, wanted.is_any()) {
            (true, _) => HydrationTold::NoDrinks {
                drinks,
                kept: wanted.check_in.map(|_| wanted),
                zone: self.zone_of(),
            },
            (false, false) => HydrationTold::Off {
                was_on: is.is_any(),
            },
            (false, true) => HydrationTold::On {
                reminders: wanted,
                zone: self.zone_of(),
                next: self.next(&changes),
                had_ended: is.is_closed,
            },
        };
        Decision {
            told: Told::Hydration(told),
            changes,
        }
    }

    fn remind_off(&self, language: Language) -> Decision {
        let is = self.reminders();
        let changes = match is {
            None => Vec::new(),
            Some(_) => self.remind_like(Reminders::none(language)),
        };
        Decision {
            told: Told::Hydration(HydrationTold::Off {
                was_on: is.is_some_and(|it| it.is_any()),
            }),
            changes,
        }
    }

    /// When the first of what is due because of this comes; nothing does before it is known where they live.
    fn next(&self, changes: &[Change]) -> Option<Timestamp> {
        let due = changes.iter().filter_map(|it| match it {
            Change::Remind { reminder, .. } => Some(reminder.at),
            _ => None,
        });
        due.min().filter(|_| self.zone_of().is_some())
    }

    /// Keeps what they asked for, with what is due because of it.
    fn remind_like(&self, reminders: Reminders) -> Vec<Change> {
        let member = Member {
            reminders: Some(reminders),
            ..self.member.cloned().unwrap_or_default()
        };
        let due = due_anew(self.user, &member, self.now);
        let keep = Change::Keep {
            user: self.user,
            member,
        };
        [vec![keep], due].concat()
    }

    /// Reminds somebody after sessions from now on, and after this one.
    pub(super) fn remind(&self, gathering: &Gathering, visit: &Visit) -> Decision {
        let wished = Wished {
            after_sessions: Some(true),
            ..Wished::default()
        };
        let mut decision = self.remind_on(visit.language, &wished);
        let kept = decision.changes.iter().find_map(|it| match it {
            Change::Keep { member, .. } => Some(member.clone()),
            _ => None,
        });
        if let Some(member) = kept {
            let due = after(self.user, &member, gathering, self.now);
            if let Told::Hydration(HydrationTold::On { next: at, .. }) = &mut decision.told {
                *at = at.iter().copied().chain(self.next(&due)).min();
            }
            decision.changes.extend(due);
        }
        decision
    }

    fn log_drink(&self, diary: &Diary, language: Language) -> Decision {
        let date = |at| local(self.zone_of(), at).date();
        let today = date(self.now);
        let before = diary.drinks.iter().filter(|it| date(**it) == today);
        let before = before.count();
        let is_full = LOGGED_A_DAY_MAX <= before;
        let changes = match is_full {
            true => Vec::new(),
            false => self.drank(language, self.now),
        };
        Decision {
            told: Told::Hydration(HydrationTold::Logged {
                today: before + changes.len().min(1),
                is_full,
            }),
            changes,
        }
    }

    /// Keeps a drink; of whom nothing was kept, also what they read, and that they asked for nothing else.
    fn drank(&self, language: Language, at: Timestamp) -> Vec<Change> {
        let drank = Change::Drank {
            user: self.user,
            at,
        };
        match self.member {
            Some(_) => vec![drank],
            None => [self.remind_like(Reminders::none(language)), vec![drank]].concat(),
        }
    }

    fn snooze(&self, diary: &Diary) -> Decision {
        let at = self.now + SNOOZED_FOR;
        let reminder = Reminder {
            occasion: Occasion::Snoozed,
            at,
            session: None,
        };
        let (Some(reminders), Some(zone)) = (self.reminders(), self.zone_of()) else {
            return Decision::hydration(HydrationTold::NotAgain(Dropped::Unwanted));
        };
        let drinks = Drinks::of(self.member, self.now);
        match reminders.weigh(reminder, zone, drinks, &diary.sent, at) {
            Weighed::Drop(why) => Decision::hydration(HydrationTold::NotAgain(why)),
            Weighed::Send | Weighed::Later(_) => Decision {
                told: Told::Hydration(HydrationTold::Snoozed { at }),
                changes: vec![Change::Remind {
                    user: self.user,
                    reminder,
                }],
            },
        }
    }
}

impl Decision {
    fn hydration(told: HydrationTold) -> Self {
        Self::tell(Told::Hydration(told))
    }
}
