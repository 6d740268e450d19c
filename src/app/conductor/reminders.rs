//! Turns about reminders: what somebody wants of them, which are due, and what became of those that were sent.

use std::collections::BTreeMap;

use chrono::TimeDelta;

use super::Conductor;
use crate::app::turns::log;
use crate::domain::{
    Asker, Change, DAYS_SHOWN, Decision, DueReminder, Hydrate, HydrationTold, Language, Occasion,
    Phase, Reminder, ReminderId, Sent, Timestamp, Told, UserId, Weighed, after, reminders_ended,
    through_day,
};
use crate::store::{Store, StoreFault};

/// How many reminders are weighed in one turn; those behind them in the next.
const WEIGHED_MAX: usize = 64;
/// After how long one is sent again of which nobody said what became of it. Ours: a request is given up well
/// before.
const SENT_AGAIN_AFTER: TimeDelta = TimeDelta::seconds(60);

/// A reminder that is to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note {
    /// Which.
    pub id: ReminderId,
    /// To whom.
    pub user: UserId,
    /// What they read.
    pub language: Language,
    /// Of what.
    pub reminder: Reminder,
    /// Since when it is being sent.
    pub at: Timestamp,
    /// Whether it may be there already, since nobody said what became of it when it was sent before.
    pub is_again: bool,
}

/// What became of a reminder that was to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteFate {
    /// It is there.
    Sent,
    /// Their direct messages are closed.
    Closed,
    /// It could not be sent, for a reason that concerns it alone.
    Dropped,
    /// It may work in a moment, at the earliest then. It may be there all the same.
    Later(Timestamp),
    /// Nothing was sent, and it is weighed anew then.
    Unsent(Timestamp),
}

impl Note {
    /// Whether it may still be sent, once it has waited for leave: whoever stopped their reminders meanwhile,
    /// or sleeps by now, is let be.
    pub async fn is_current(&self, store: &Store, now: Timestamp) -> Result<bool, StoreFault> {
        let reminder = store.reminder(now, self.id).await?;
        Ok(reminder.is_some_and(|it| it.weigh(now) == Weighed::Send))
    }
}

/// How many of those that were due went which way.
#[derive(Clone, Debug, Default)]
struct Tally {
    sent: usize,
    later: usize,
    dropped: BTreeMap<&'static str, usize>,
}

impl Conductor {
    /// What somebody wants of reminders.
    pub(super) async fn hydrate(
        &self,
        user: UserId,
        language: Language,
        now: Timestamp,
        wants: Hydrate,
    ) -> Result<Decision, StoreFault> {
        let member = self.store.member(user).await?;
        // A day more, since theirs may have begun before ours.
        let days = TimeDelta::days(i64::try_from(DAYS_SHOWN).unwrap_or(i64::MAX) + 1);
        let diary = self.store.diary(user, now - days).await?;
        let asker = Asker {
            user,
            member: member.as_ref(),
            venue: None,
            now,
        };
        Ok(asker.hydrate(&diary, language, wants))
    }

    /// Weighs some of the reminders that are due. Those that are to be sent, and whether there was anything.
    pub async fn remind(&self, now: Timestamp) -> Result<(Vec<Note>, bool), StoreFault> {
        let due = self.store.due_reminders(now, WEIGHED_MAX).await?;
        let is_any = !due.is_empty();
        let (mut notes, mut changes) = (Vec::new(), Vec::new());
        let mut tally = Tally::default();
        // What is sent to somebody in this turn counts for what else is due to them in it.
        let mut sent_now: BTreeMap<UserId, Vec<Sent>> = BTreeMap::new();
        for mut it in due {
            let sent_now = sent_now.entry(it.user).or_default();
            it.sent.extend(sent_now.iter().copied());
            match it.weigh(now) {
                Weighed::Send => {
                    // One that is sent again keeps the moment at which it was first.
                    let at = it.sending.unwrap_or(now);
                    let occasion = it.reminder.occasion;
                    sent_now.push(Sent { occasion, at });
                    notes.extend(note(&it, at));
                    changes.push(Change::Reminding {
                        reminder: it.id,
                        at,
                        again_at: now + SENT_AGAIN_AFTER,
                    });
                    tally.sent += 1;
                }
                Weighed::Later(at) => {
                    let reminder = it.id;
                    changes.push(Change::RemindLater {
                        reminder,
                        at,
                        is_tried: it.sending.is_some(),
                    });
                    tally.later += 1;
                    continue;
                }
                Weighed::Drop(why) => {
                    changes.push(match it.sending {
                        // It may be there: that counts as if it were.
                        Some(at) => reminded(it.id, it.user, it.reminder, at),
                        None => Change::RemindNot(it.id),
                    });
                    *tally.dropped.entry(why.name()).or_default() += 1;
                }
            }
            if it.reminder.occasion == Occasion::ThroughDay && it.sending.is_none() {
                changes.extend(through_day(it.user, &it.member, now));
            }
        }
        self.keep(now, changes).await?;
        tally.log();
        Ok((notes, is_any))
    }

    /// Keeps what became of reminders.
    pub async fn reminded(
        &self,
        now: Timestamp,
        fates: Vec<(Note, NoteFate)>,
    ) -> Result<(), StoreFault> {
        let mut changes = Vec::new();
        let mut ended = 0_usize;
        for (note, fate) in fates {
            match fate {
                NoteFate::Sent => {
                    changes.push(reminded(note.id, note.user, note.reminder, note.at));
                }
                NoteFate::Dropped => changes.push(Change::RemindNot(note.id)),
                NoteFate::Later(at) | NoteFate::Unsent(at) => changes.push(Change::RemindLater {
                    reminder: note.id,
                    at,
                    is_tried: note.is_again || matches!(fate, NoteFate::Later(_)),
                }),
                NoteFate::Closed => {
                    changes.push(Change::RemindNot(note.id));
                    // What does not open any more is not reminded either.
                    let member = self.store.member(note.user).await;
                    if let Ok(Some(member)) = member.inspect_err(|fault| _ = log(fault)) {
                        changes.extend(reminders_ended(note.user, member));
                        ended += 1;
                    }
                }
            }
        }
        self.keep(now, changes).await?;
        if ended != 0 {
            tracing::info!(ended, "reminders ended where direct messages are closed");
        }
        Ok(())
    }

    /// What is due to those who were with a session, once it is over because of these.
    pub(super) async fn remind_after(
        &self,
        now: Timestamp,
        changes: &[Change],
    ) -> Result<Vec<Change>, StoreFault> {
        let mut due = Vec::new();
        for change in changes {
            let Change::Run(session) = change else {
                continue;
            };
            if !matches!(session.phase, Phase::Over { .. }) {
                continue;
            }
            let Some(mut gathering) = self.store.gathering(session.id).await? else {
                continue;
            };
            if matches!(gathering.session.phase, Phase::Over { .. }) {
                continue;
            }
            gathering.session = (**session).clone();
            let users = gathering.seats.with_us();
            let members = self.store.members(users.clone()).await?;
            for (user, member) in users.into_iter().zip(members) {
                due.extend(member.map_or_else(Vec::new, |it| after(user, &it, &gathering, now)));
            }
        }
        Ok(due)
    }

    /// Whether somebody is told, below what they are told, that their reminders have ended, which they do not
    /// know yet.
    pub(super) async fn tell_closed(&self, user: UserId, decision: &mut Decision) -> bool {
        let says_it_itself = matches!(
            decision.told,
            Told::Stop(_) | Told::Forgotten { .. } | Told::Hydration(HydrationTold::On { .. })
        );
        if says_it_itself {
            return false;
        }
        let is_closed = self.store.is_closed(user).await;
        let is_closed = is_closed.inspect_err(|fault| _ = log(fault));
        if is_closed != Ok(true) {
            return false;
        }
        decision.changes.push(Change::ClosedSaid { user });
        true
    }
}

impl Tally {
    /// Says how many went which way, where there were any. Nobody is named.
    fn log(&self) {
        let dropped: Vec<String> = self
            .dropped
            .iter()
            .map(|(why, n)| format!("{why}={n}"))
            .collect();
        let (sent, later, dropped) = (self.sent, self.later, dropped.join(" "));
        if 0 < sent + later || !dropped.is_empty() {
            tracing::info!(sent, later, dropped, "reminders were due");
        }
    }
}

fn note(due: &DueReminder, at: Timestamp) -> Option<Note> {
    Some(Note {
        id: due.id,
        user: due.user,
        language: due.member.reminders?.language,
        reminder: due.reminder,
        at,
        is_again: due.sending.is_some(),
    })
}

fn reminded(reminder: ReminderId, user: UserId, it: Reminder, at: Timestamp) -> Change {
    let occasion = it.occasion;
    Change::Reminded {
        reminder,
        user,
        sent: Sent { occasion, at },
    }
}
