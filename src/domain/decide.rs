//! What somebody's press or command comes to: what they are told, and what of them is kept.
//!
//! Pure: it reads no store, and asks no clock. A stop that asks for help comes before everything.

use super::clearance::whole_seconds;
use super::hydration::due_anew;
use super::{
    Age, Begun, Change, Clearance, HEALING_ASKED_AFTER, Kept, Library, Limits, Member, Outcome,
    Pressed, REPEATED_AFTER, Reminders, Role, RoutineId, Stale, Standing, Timestamp, Told,
    Unfinished, UserId, Venue, Verdict, Wanted, standing,
};

/// What somebody wants of what is kept of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intent {
    /// Be screened.
    Start,
    /// Begin, having read what is kept.
    Agree {
        /// Whether private cues may come by direct message.
        dm_consent: bool,
    },
    /// Not begin.
    NotNow,
    /// Go on with what they have filled in. It was signed for them.
    Press(Box<Unfinished>, Pressed),
    /// Say that something of what is urgent fits: on this page, or on one that cannot be read. Whoever
    /// pressed it is stopped, since nobody but them could.
    NeedHelp(Option<Box<Unfinished>>),
    /// Go on with a page that cannot go on.
    GoOn(Stale),
    /// Say that somebody has seen them and said that it is safe, a day after a stop.
    Seen,
    /// Say that nobody has, or that they are not sure.
    NotSeen,
    /// Say that a professional agreed, some time after a hold.
    LiftHold,
    /// Know what is known of them.
    Status,
    /// Have it deleted.
    Forget,
    /// See their own version of a routine.
    MyVersion(RoutineId),
    /// The same, nothing being new.
    NothingNew(RoutineId),
    /// The same, with areas that have not healed.
    NotHealed(RoutineId),
    /// Say that something is new, or may be.
    SomethingNew,
    /// Know in which time zone they are reminded, or say it, as it was typed.
    Zone(Option<String>),
    /// Know what is set in the server, or set it. What is left out stays as it is.
    Settings {
        /// What they may do there.
        role: Role,
        /// What is to be set.
        wanted: Wanted,
    },
}

impl Intent {
    /// Whether what is set in the server counts for it. Where it does not, nothing there is read, so that
    /// nothing there can keep anybody from what is theirs.
    pub fn looks_at_the_server(&self) -> bool {
        !matches!(
            self,
            Intent::NeedHelp(_) | Intent::Status | Intent::Forget | Intent::Zone(_)
        )
    }
}

/// What it comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What they are told.
    pub told: Told,
    /// What changes in what is kept, in order. All of it happens, or nothing.
    pub changes: Vec<Change>,
}

/// Who asks, what is kept of them, where they ask, and when it is.
#[derive(Clone, Copy, Debug)]
pub struct Asker<'a> {
    /// Who.
    pub user: UserId,
    /// What is kept of them.
    pub member: Option<&'a Member>,
    /// In which server; none in direct messages.
    pub venue: Option<Venue>,
    /// When.
    pub now: Timestamp,
}

/// What an intent comes to.
pub fn decide(library: &Library, asker: Asker<'_>, intent: Intent) -> Decision {
    let standing = asker.standing(library);
    match (intent, standing) {
        // What is theirs to know and to delete is so at any time.
        (Intent::Forget, _) => Decision {
            told: Told::Forgotten {
                was_known: asker.member.is_some(),
            },
            changes: vec![Change::Forget { user: asker.user }],
        },
        (Intent::Status, _) => Decision::tell(Told::Status {
            member: asker.member.cloned(),
            now: asker.now,
        }),
        // Not about them at all, so no stop of theirs is said in its place.
        (Intent::Settings { role, wanted }, _) => asker.settings(role, wanted),
        (Intent::Zone(typed), _) => asker.zone(typed),
        (Intent::NeedHelp(page), _) => {
            let outcome = Outcome::Emergency;
            // What they said on the way here counts, where it can be read.
            let (consent, stop) = match page {
                Some(page) => (page.dm_consent, asker.given_on(&page, library, outcome)),
                None => {
                    let (consent, is_adult) = asker.known();
                    (consent, asker.clearance(library, outcome, is_adult))
                }
            };
            asker.keep(Told::Stop(outcome), consent, stop)
        }
        (_, Standing::Stopped { outcome, .. }) => Decision::tell(Told::Stop(outcome)),
        (intent, standing) => asker.unstopped(library, intent, standing),
    }
}

impl Decision {
    /// Tells something, and changes nothing.
    pub fn tell(told: Told) -> Self {
        Self {
            told,
            changes: Vec::new(),
        }
    }
}

impl Asker<'_> {
    pub(super) fn standing(&self, library: &Library) -> Standing<'_> {
        let clearance = self.member.and_then(|it| it.clearance.as_ref());
        standing(clearance, library.screening.version, self.now)
    }

    /// Where no stop stands in the way.
    fn unstopped(&self, library: &Library, intent: Intent, standing: Standing<'_>) -> Decision {
        let was_stopped = matches!(standing, Standing::AskedIfSeen(_));
        match intent {
            Intent::Press(unfinished, pressed) => {
                // Whoever was stopped goes on only from having been seen.
                let goes_on = !was_stopped || unfinished.begun == Begun::Seen;
                match (goes_on, unfinished.is_open(self.now)) {
                    (true, true) => self.pressed(library, *unfinished, pressed),
                    (false, _) => Decision::tell(Told::IfSeen),
                    // The card of a hold is pressed when somebody has been asked, days later.
                    (true, false) if pressed == Pressed::SaidOk => self.lift_hold(library),
                    (true, false) => Decision::tell(Told::Fresh(Stale::Old)),
                }
            }
            Intent::Seen if was_stopped => self.begin(library, Begun::Seen),
            Intent::NotSeen if was_stopped => Decision::tell(Told::StopStays),
            Intent::NotNow => Decision::tell(Told::NotNow),
            _ if was_stopped => Decision::tell(Told::IfSeen),
            Intent::Seen | Intent::NotSeen => Decision::tell(Told::Fresh(Stale::Old)),
            Intent::GoOn(stale) => Decision::tell(Told::Fresh(stale)),
            Intent::LiftHold => self.lift_hold(library),
            Intent::Agree { dm_consent } => {
                let begun = Begun::Whole;
                Decision::tell(Told::Page(self.unfinished(library, begun, dm_consent)))
            }
            Intent::MyVersion(_) | Intent::NothingNew(_) | Intent::NotHealed(_)
                if !self.is_admitted() =>
            {
                Decision::tell(Told::AdultsOnly)
            }
            Intent::MyVersion(routine) => self.version(library, routine),
            Intent::NothingNew(routine) => self.nothing_new(library, routine),
            Intent::NotHealed(routine) => self.not_healed(library, routine),
            Intent::SomethingNew => self.something_new(library),
            // All that is left are those that were answered before.
            Intent::Start
            | Intent::NeedHelp(_)
            | Intent::Status
            | Intent::Forget
            | Intent::Zone(_)
            | Intent::Settings { .. } => Decision::tell(self.consent()),
        }
    }

    /// Whether they agreed to direct messages, and said that they are 18 or over, as far as is known.
    pub(super) fn known(&self) -> (bool, bool) {
        let known = self.member.map(|it| (it.dm_consent, it.is_adult()));
        known.unwrap_or_default()
    }

    fn unfinished(&self, library: &Library, begun: Begun, dm_consent: bool) -> Box<Unfinished> {
        let (_, is_adult) = self.known();
        let questionnaire = &library.screening;
        let unfinished = Unfinished::begin(begun, questionnaire, self.now, dm_consent, is_adult);
        Box::new(unfinished)
    }

    /// Begins for somebody who has agreed before. Whoever only said where they live, or what to be reminded of,
    /// has not.
    pub(super) fn begin(&self, library: &Library, begun: Begun) -> Decision {
        match self.member.filter(|it| Kept::of(Some(it)) != Kept::Wishes) {
            None => Decision::tell(self.consent()),
            Some(it) => {
                let unfinished = self.unfinished(library, begun, it.dm_consent);
                Decision::tell(Told::Page(unfinished))
            }
        }
    }

    /// A professional agreed, some time after a hold. Where that was long ago, they are asked again what
    /// a professional has to be asked about: something may have come to it (dossier 3.7, more than 30 days).
    fn lift_hold(&self, library: &Library) -> Decision {
        match self.standing(library) {
            Standing::Held(it) if it.screened_at + REPEATED_AFTER <= self.now => {
                self.begin(library, Begun::Seen)
            }
            Standing::Held(_) => self.begin(library, Begun::AfterOk),
            _ => Decision::tell(Told::Fresh(Stale::Old)),
        }
    }

    fn pressed(&self, library: &Library, unfinished: Unfinished, pressed: Pressed) -> Decision {
        if pressed == Pressed::Cancel {
            return Decision::tell(Told::Cancelled);
        }
        // Before the first page lies what is kept.
        let is_first = unfinished.page() == unfinished.pages().next();
        if pressed == Pressed::Back && is_first {
            return Decision::tell(self.consent());
        }
        let Some(next) = unfinished.press(pressed) else {
            return Decision::tell(Told::Fresh(Stale::Old));
        };
        let verdict = library.screening.verdict(&library.regions, &next.answers);
        match verdict {
            Verdict::Asks(_) => Decision::tell(Told::Page(Box::new(next))),
            Verdict::Stops(Outcome::Exit) => Decision {
                told: Told::Stop(Outcome::Exit),
                changes: vec![Change::Forget { user: self.user }],
            },
            Verdict::Stops(outcome) => {
                let kept = self.member.and_then(|it| it.clearance.as_ref());
                let is_stricter = kept.is_none_or(|it| it.outcome <= outcome);
                if self.has_overtaken(&next) && !is_stricter {
                    return Decision::tell(Told::Fresh(Stale::Old));
                }
                let consent = next.dm_consent;
                let stop = self.given_on(&next, library, outcome);
                let told = match outcome {
                    Outcome::Hold | Outcome::NotToday => Told::Waits(stop.clone(), Box::new(next)),
                    _ => Told::Stop(outcome),
                };
                self.keep(told, consent, stop)
            }
            Verdict::Rolls(limits) => self.rolls(library, &next, limits),
        }
    }

    /// They filled in everything, and may roll within these limits.
    fn rolls(&self, library: &Library, filled_in: &Unfinished, limits: Limits) -> Decision {
        if self.has_overtaken(filled_in) {
            return Decision::tell(Told::Fresh(Stale::Old));
        }
        let limits = match filled_in.begun {
            Begun::Seen => limits.and(&library.screening.after_ok),
            Begun::Whole | Begun::AfterOk | Begun::Lists => limits,
        };
        let outcome = match limits.count() {
            true => Outcome::Limits,
            false => Outcome::Clear,
        };
        let mut clearance = self.given_on(filled_in, library, outcome);
        clearance.limits = limits;
        let skipped = filled_in.answers.areas.as_ref();
        if skipped.is_some_and(|it| !it.names_nothing()) {
            clearance.heals_asked_at = Some(self.now + HEALING_ASKED_AFTER);
        }
        if filled_in.begun == Begun::Lists {
            // The other lists were not asked: what they said to them has to count still.
            let Standing::Rolls(before, _) = self.standing(library) else {
                return Decision::tell(Told::Fresh(Stale::Old));
            };
            clearance.limits = clearance.limits.and(&before.limits);
            clearance.heals_asked_at = before.heals_asked_at;
            clearance.outcome = clearance.outcome.max(before.outcome);
            clearance.adult = before.adult;
            clearance.until = clearance.until.min(before.until);
        }
        self.keep(
            Told::Rolls(clearance.clone()),
            filled_in.dm_consent,
            clearance,
        )
    }

    /// Whether something newer than this check is kept that did not come from it: what somebody has said
    /// since counts more than an older page.
    fn has_overtaken(&self, page: &Unfinished) -> bool {
        let kept = self.member.and_then(|it| it.clearance.as_ref());
        kept.is_some_and(|it| {
            page.started_at < whole_seconds(it.screened_at) && it.begun_at != page.started_at
        })
    }

    /// What a page comes to, without limits.
    fn given_on(&self, page: &Unfinished, library: &Library, outcome: Outcome) -> Clearance {
        let is_adult = page.answers.age == Some(Age::Adult);
        Clearance {
            begun_at: page.started_at,
            ..self.clearance(library, outcome, is_adult)
        }
    }

    /// A clearance that begins now, without limits.
    pub(super) fn clearance(
        &self,
        library: &Library,
        outcome: Outcome,
        is_adult: bool,
    ) -> Clearance {
        let version = library.screening.version;
        // Whoever rolls was asked what they drink; a stop ends before that, and takes nothing back.
        let asks_no_more = !matches!(outcome, Outcome::Clear | Outcome::Limits);
        let before = self.member.and_then(|it| it.clearance.as_ref());
        let flagged_until = before.and_then(Clearance::flagged_until);
        Clearance {
            no_water_until: flagged_until.filter(|it| asks_no_more && self.now < *it),
            ..Clearance::new(outcome, Limits::default(), is_adult, version, self.now)
        }
    }

    pub(super) fn keep(&self, told: Told, dm_consent: bool, clearance: Clearance) -> Decision {
        let (user, no_water) = (self.user, clearance.limits.no_water);
        let mut member = Member {
            dm_consent,
            clearance: Some(clearance),
            ..self.member.cloned().unwrap_or_default()
        };
        let mut due = Vec::new();
        if no_water {
            // For good: the wish outlives the clearance that it came with.
            member.reminders = member.reminders.map(Reminders::without_drinks);
            due = due_anew(user, &member, self.now);
        }
        Decision {
            told,
            changes: [vec![Change::Keep { user, member }], due].concat(),
        }
    }

    /// They, with this clearance in place of the one that is kept, and what keeps it.
    pub(super) fn with(&self, clearance: Clearance) -> (Member, Change) {
        let member = Member {
            clearance: Some(clearance),
            ..self.member.cloned().unwrap_or_default()
        };
        let keep = Change::Keep {
            user: self.user,
            member: member.clone(),
        };
        (member, keep)
    }
}
