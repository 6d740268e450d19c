//! What is due to somebody because of what they asked for, and because of a session.

use chrono::TimeDelta;

use crate::domain::{
    Change, Drinks, Gathering, Member, Occasion, Phase, Reminder, Reminders, Stance, Timestamp,
    UserId, session_reminds,
};

/// What is due to somebody from now on, in place of what was: what they did not ask for goes, and what comes
/// through the day is due at the next of their times.
pub(in crate::domain) fn due_anew(user: UserId, member: &Member, now: Timestamp) -> Vec<Change> {
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
/// It is not heard of them by that.
pub fn reminders_ended(user: UserId, mut member: Member) -> Vec<Change> {
    member.reminders = member.reminders.map(|it| Reminders {
        is_closed: true,
        ..it.ended()
    });
    let wish = member
        .reminders
        .map(|reminders| Change::Wish { user, reminders });
    // No moment counts, since nothing is due any more.
    let ended = due_anew(user, &member, Timestamp::UNIX_EPOCH);
    wish.into_iter().chain(ended).collect()
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

/// What is due to somebody because a session that they were with is over: one to drink where it was long enough,
/// the question on the next day where they rolled. Only what is still to come, and would not be dropped then.
pub fn after(user: UserId, member: &Member, gathering: &Gathering, now: Timestamp) -> Vec<Change> {
    let Phase::Over { at, rolled, .. } = gathering.session.phase else {
        return Vec::new();
    };
    let Some(reminders) = member.reminders else {
        return Vec::new();
    };
    let minutes = reminders.after_minutes.filter(|_| session_reminds(rolled));
    let drink = minutes.map(|it| Reminder {
        occasion: Occasion::AfterSession,
        at: at + TimeDelta::minutes(it.into()),
        session: Some(gathering.session.id),
    });
    let due = drink
        .into_iter()
        .chain(check_in(user, member, gathering, at));
    let drinks = Drinks::of(Some(member), now);
    // Where nobody knows yet where they live, they may say so in time.
    let comes = |it: &Reminder| {
        now < it.at
            && (member.zone).is_none_or(|zone| reminders.comes(it.occasion, it.at, zone, drinks))
    };
    let due = due.filter(comes);
    due.map(|reminder| Change::Remind { user, reminder })
        .collect()
}

/// What is due to somebody because they leave a session in which they rolled: the question on the next day, since
/// it may be what they left for.
pub fn after_leaving(
    user: UserId,
    member: &Member,
    gathering: &Gathering,
    now: Timestamp,
) -> Option<Change> {
    let is_begun = matches!(
        gathering.session.phase,
        Phase::Rolling { .. } | Phase::Paused { .. }
    );
    let reminder = check_in(user, member, gathering, now).filter(|_| is_begun)?;
    Some(Change::Remind { user, reminder })
}

/// The question on the next day, for whoever rolled.
fn check_in(
    user: UserId,
    member: &Member,
    gathering: &Gathering,
    behind: Timestamp,
) -> Option<Reminder> {
    let seat = gathering.seats.of(user)?;
    let rolled = seat.place.is_in() && seat.stance == Stance::Rolls;
    let at = (member.reminders?).next_check_in(user, member.zone?, behind)?;
    rolled.then_some(Reminder {
        occasion: Occasion::CheckIn,
        at,
        session: Some(gathering.session.id),
    })
}
