//! Everything that is kept of somebody, as a file that programs read too. PRIVACY.md says what each line means.

use serde_json::{Value, json};

use crate::domain::{
    CheckIn, Clearance, Did, Feel, Holdings, Lead, LogLine, Member, Occasion, Outcome, OwnLead,
    OwnSeat, Reminder, Reminders, SeatPlace, Sent, SessionId, Span, Stance, ThroughDay, TimeOfDay,
    Timestamp,
};

/// Which file it is: another number where what is there is called otherwise.
const FORMAT: u32 = 1;
/// Seconds of a day.
const DAY_SECONDS: i64 = 24 * 60 * 60;

/// All of it. Discord's numbers are texts, since many programs read long numbers wrong.
pub(super) fn json(it: &Holdings, now: Timestamp) -> String {
    // Taken apart, so that what is kept more of does not compile before it stands here too.
    let Holdings {
        user,
        member,
        used_day,
        due,
        diary,
        check_ins,
        seats,
        led,
        done,
    } = it;
    let used = used_day.and_then(|it| Timestamp::from_timestamp(it * DAY_SECONDS, 0));
    let all = json!({
        "format": FORMAT,
        "made_at": time(now),
        "account": user.get().to_string(),
        "last_heard_of": used.map(|it| it.date_naive().to_string()),
        "member": member.as_ref().map(self::member),
        "reminders_to_come": due.iter().map(reminder).collect::<Vec<_>>(),
        "reminders_that_came": diary.sent.iter().map(sent).collect::<Vec<_>>(),
        "drinks_logged": diary.drinks.iter().map(|it| time(*it)).collect::<Vec<_>>(),
        "check_ins": check_ins.iter().map(check_in).collect::<Vec<_>>(),
        "seats": seats.iter().map(seat).collect::<Vec<_>>(),
        "sessions_led": led.iter().map(self::led).collect::<Vec<_>>(),
        "log_lines": done.iter().map(|(session, line)| log_line(*session, line)).collect::<Vec<_>>(),
    });
    format!("{all:#}\n")
}

fn member(it: &Member) -> Value {
    let Member {
        dm_consent,
        clearance,
        resting,
        zone,
        reminders,
    } = it;
    let resting = resting
        .iter()
        .map(|(region, until)| (region.to_string(), json!(time(*until))));
    json!({
        "agreed_to_private_cues": dm_consent,
        "time_zone": zone.map(|it| it.name()),
        "check": clearance.as_ref().map(self::clearance),
        "areas_off_until": resting.collect::<serde_json::Map<_, _>>(),
        "reminders": reminders.as_ref().map(self::reminders),
    })
}

fn clearance(it: &Clearance) -> Value {
    let Clearance {
        outcome,
        limits,
        adult,
        version,
        begun_at,
        screened_at,
        until,
        heard_at,
        heals_asked_at,
        no_water_until,
    } = it;
    let names = |all: &mut dyn Iterator<Item = String>| all.collect::<Vec<_>>();
    json!({
        "outcome": name(Outcome::ALL, outcome),
        "areas_off": names(&mut limits.regions.iter().map(ToString::to_string)),
        "positions_off": names(&mut limits.positions.iter().map(ToString::to_string)),
        "tools_off": names(&mut limits.tools.iter().map(ToString::to_string)),
        "gentle": limits.gentle,
        "no_drink_prompts": limits.no_water,
        "rise_slowly": limits.rise_slow,
        "breathing_note": limits.breath_note,
        "with_a_grown_up": limits.grown_up,
        "said_18_and_over": adult,
        "questionnaire": version,
        "begun_at": time(*begun_at),
        "screened_at": time(*screened_at),
        "until": time(*until),
        "last_asked_at": time(*heard_at),
        "healing_asked_at": heals_asked_at.map(time),
        "no_drink_prompts_until": no_water_until.map(time),
    })
}

fn reminders(it: &Reminders) -> Value {
    let Reminders {
        language,
        after_minutes,
        through_day,
        quiet,
        check_in,
        is_closed,
    } = it;
    let through_day = through_day.map(|ThroughDay { every_minutes, from, to }| {
        json!({ "every_minutes": every_minutes, "from": from.to_string(), "to": to.to_string() })
    });
    let Span { from, to } = quiet;
    json!({
        "language": language.code(),
        "minutes_after_sessions": after_minutes,
        "through_day": through_day,
        "quiet_hours": { "from": from.to_string(), "to": to.to_string() },
        "next_day_question_at": check_in.map(|it: TimeOfDay| it.to_string()),
        "ended_for_closed_messages": is_closed,
    })
}

fn reminder(it: &Reminder) -> Value {
    let Reminder {
        occasion,
        at,
        session,
    } = it;
    json!({
        "occasion": name(Occasion::ALL, occasion),
        "at": time(*at),
        "session": session.map(id),
    })
}

fn sent(it: &Sent) -> Value {
    json!({ "occasion": name(Occasion::ALL, &it.occasion), "at": time(it.at) })
}

fn check_in(it: &CheckIn) -> Value {
    let CheckIn {
        session,
        routine,
        at,
        feel,
        strength,
    } = it;
    json!({
        "session": id(*session),
        "routine": routine.to_string(),
        "at": time(*at),
        "feel": name(Feel::ALL, feel),
        "strength": strength,
    })
}

fn seat(it: &OwnSeat) -> Value {
    let seat = &it.seat;
    let sore = seat.sore.iter().map(ToString::to_string);
    json!({
        "session": id(it.session),
        "server": it.server.get().to_string(),
        "channel": it.room.get().to_string(),
        "routine": it.routine.to_string(),
        "opened_at": time(it.opened_at),
        "ended_at": it.ended_at.map(time),
        "stance": name(Stance::ALL, &seat.stance),
        "place": name(SeatPlace::ALL, &seat.place),
        "language": seat.language.code(),
        "asked_to_be_mentioned": seat.mention,
        // What it is, is a secret between Discord and the bot.
        "last_press_can_be_answered_until": seat.token.as_ref().map(|it| time(it.until)),
        "direct_messages_closed": seat.dms_closed,
        "seconds_in_the_channel": seat.attended_seconds,
        "too_much_pressed_for": sore.collect::<Vec<_>>(),
    })
}

fn led(it: &OwnLead) -> Value {
    let Lead {
        user: _,
        token,
        language,
    } = &it.lead;
    json!({
        "session": id(it.session),
        "language": language.code(),
        "last_press_can_be_answered_until": token.as_ref().map(|it| time(it.until)),
    })
}

fn log_line(session: SessionId, it: &LogLine) -> Value {
    json!({ "session": id(session), "at": time(it.at), "did": name(Did::ALL, &it.did) })
}

fn id(session: SessionId) -> String {
    session.get().to_string()
}

fn time(at: Timestamp) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Millis, true)
}

/// What something is called in the file.
fn name<T: PartialEq>(all: &[(&'static str, T)], it: &T) -> &'static str {
    let named = all.iter().find(|(_, other)| other == it);
    named.map_or("unknown", |(name, _)| name)
}
