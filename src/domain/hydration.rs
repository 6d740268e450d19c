//! Who is reminded to drink, and what they log of it: theirs alone, by their own wish, and ended with one press.
//!
//! No amount, no goal, no streak (dossier 6.2). Pure.

mod diary;

use super::{
    Asker, Change, Decision, Drinks, Dropped, Gathering, Language, Member, NotSo, Occasion, Phase,
    Reminder, Reminders, SNOOZED_FOR, SessionId, Timestamp, Told, UserId, Visit, Weighed, Wished,
    Zone, session_reminds,
};

use self::diary::local;
pub use self::diary::{DAYS_SHOWN, Diary, DiaryDay};

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
    },
    /// They are not reminded to drink, and why.
    NoDrinks {
        /// Why.
        drinks: Drinks,
        /// What is kept of what they wanted: the question on the next day, where they asked for that too.
        kept: Option<Reminders>,
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
        match wants {
            Hydrate::On(wished) => self.remind_on(language, &wished),
            Hydrate::Off => self.remind_off(language),
            Hydrate::Status => Decision::hydration(HydrationTold::Status {
                reminders: self.reminders(),
                drinks: Drinks::of(self.member, self.now),
                zone: self.zone_of(),
                next: diary.next,
                week: diary.week(self.zone_of(), self.now),
            }),
            Hydrate::Log => self.log_drink(diary, language),
            // Of whom nothing is kept any more, nothing is kept because of an old button.
            Hydrate::Had(due) => Decision {
                told: Told::Hydration(HydrationTold::Had),
                changes: match self.member {
                    None => Vec::new(),
                    Some(_) => self.drank(language, due),
                },
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
        let is_refused = drinks != Drinks::Fine && wished.asks_to_drink();
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
            },
            (false, false) => HydrationTold::Off {
                was_on: is.is_any(),
            },
            (false, true) => HydrationTold::On {
                reminders: wanted,
                zone: self.zone_of(),
                next: next(&changes),
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
                *at = at.iter().copied().chain(next(&due)).min();
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

/// What is due to somebody from now on, in place of what was: what they did not ask for goes, and what comes
/// through the day is due at the next of their times.
pub(super) fn due_anew(user: UserId, member: &Member, now: Timestamp) -> Vec<Change> {
    let Some(reminders) = member.reminders else {
        return Vec::new();
    };
    let stays = |occasion| match occasion {
        Occasion::ThroughDay => false,
        Occasion::AfterSession => reminders.after_minutes.is_some(),
        Occasion::Snoozed => reminders.is_on(),
        Occasion::CheckIn => reminders.check_in.is_some(),
    };
    let all = Occasion::ALL.iter().map(|(_, occasion)| *occasion);
    let goes = all.filter(|it| !stays(*it));
    let goes = goes.map(|occasion| Change::RemindNoMore { user, occasion });
    goes.chain(through_day(user, member, now)).collect()
}

/// What ends because somebody's direct messages are closed. They are told of it when they next ask for anything.
pub fn reminders_ended(user: UserId, mut member: Member) -> Vec<Change> {
    member.reminders = member.reminders.map(|it| Reminders {
        is_closed: true,
        ..it.ended()
    });
    // No moment counts, since nothing is due any more.
    let ended = due_anew(user, &member, Timestamp::UNIX_EPOCH);
    [vec![Change::Keep { user, member }], ended].concat()
}

/// The next one through the day.
pub fn through_day(user: UserId, member: &Member, now: Timestamp) -> Option<Change> {
    let at = (member.reminders)?.next_through_day(user, member.zone?, now)?;
    let reminder = Reminder {
        occasion: Occasion::ThroughDay,
        at,
        session: None,
    };
    Some(Change::Remind { user, reminder })
}

/// What is due to somebody because a session that they were with is over: if it was long enough, and what is
/// still to come.
pub fn after(user: UserId, member: &Member, gathering: &Gathering, now: Timestamp) -> Vec<Change> {
    let (Phase::Over { at, rolled, .. }, Some(reminders), Some(zone)) =
        (gathering.session.phase, member.reminders, member.zone)
    else {
        return Vec::new();
    };
    if !session_reminds(rolled) {
        return Vec::new();
    }
    let session: Option<SessionId> = Some(gathering.session.id);
    let minutes = reminders.after_minutes;
    let drink = minutes.map(|it| {
        (
            Occasion::AfterSession,
            at + chrono::TimeDelta::minutes(it.into()),
        )
    });
    let check_in = reminders.next_check_in(user, zone, at);
    let check_in = check_in.map(|at| (Occasion::CheckIn, at));
    let due = drink.into_iter().chain(check_in);
    let due = due.filter(|(_, at)| now < *at);
    due.map(|(occasion, at)| Change::Remind {
        user,
        reminder: Reminder {
            occasion,
            at,
            session,
        },
    })
    .collect()
}

/// When the first of what is due because of this is.
fn next(changes: &[Change]) -> Option<Timestamp> {
    let due = changes.iter().filter_map(|it| match it {
        Change::Remind { reminder, .. } => Some(reminder.at),
        _ => None,
    });
    due.min()
}
