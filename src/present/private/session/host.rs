//! What whoever leads has before them. It says of nobody what they do with the group.

use super::super::{Desk, PrivateCard, PrivatePress};
use crate::domain::{
    Control, Did, Held, Library, Listed, Listing, LogLine, Panel, Permit, Phase, Refused, RoomId,
    Session, UserId, Wants, Word,
};
use crate::present::limits::TEXT;
use crate::present::room::card::over;
use crate::present::room::{ago, clock_time, count, held, name, room_name};
use crate::present::technique::listed;
use crate::present::{Button, Card, Field, Press, Row};

/// Stands where a list has more than a card can hold.
const MORE: &str = "…";

fn refused(refused: Refused) -> Word {
    match refused {
        Refused::NotBegun => Word::RefusedNotBegun,
        Refused::IsHeld => Word::RefusedIsHeld,
        Refused::NotHeld => Word::RefusedNotHeld,
        Refused::IsOver => Word::RefusedIsOver,
    }
}

impl Desk<'_> {
    pub(super) fn lacks(&self, channel: RoomId, missing: &[Permit]) -> Card {
        let names = missing.iter().map(|it| {
            self.library.words.get(match it {
                Permit::View => Word::PermitView,
                Permit::Connect => Word::PermitConnect,
                Permit::Send => Word::PermitSend,
                Permit::Embed => Word::PermitEmbed,
                Permit::ReadAloud => Word::PermitReadAloud,
                Permit::Events => Word::PermitEvents,
            })
        });
        let (room, missing) = (room_name(channel), listed(names));
        let gaps = [("room", room.as_str()), ("missing", &missing)];
        Card::text(self.fill(Word::Lacks, &gaps))
    }

    pub(super) fn listed_sessions(
        &self,
        sessions: &[Listing],
        series: &[Listed],
        choose: bool,
    ) -> Card {
        let lines = sessions.iter().map(|it| {
            let (room, phase) = (room_name(it.session.room), phase(self.library, &it.session));
            let gaps = [
                ("routine", it.name.as_str()),
                ("room", &room),
                ("phase", &phase),
            ];
            self.fill(Word::ListLine, &gaps)
        });
        let head = match choose {
            true => format!("{}\n\n", self.word(Word::ListChoose)),
            false => String::new(),
        };
        // However many there are, what is to come has its half.
        let room = match series {
            [] => TEXT.max,
            _ => TEXT.max / 2,
        };
        let text = match sessions {
            [] => self.word(Word::ListNone),
            _ => with_lines(head, lines, room),
        };
        Card {
            title: self.word(Word::ListTitle),
            ..Card::text(self.with_coming(text, series))
        }
    }
}

impl Desk<'_> {
    /// What is going on, and what is to come below it.
    fn with_coming(&self, text: String, series: &[Listed]) -> String {
        if series.is_empty() {
            return text;
        }
        let calendar = self.word(Word::ListCalendar);
        let head = format!(
            "{text}\n\n**{}**\n{calendar}\n",
            self.word(Word::SeriesComing)
        );
        with_lines(head, self.series_lines(series).into_iter(), TEXT.max)
    }
}

/// A text with as many of these lines behind it as there is room for in so many characters.
pub(in crate::present) fn with_lines(
    mut text: String,
    lines: impl Iterator<Item = String>,
    chars_max: usize,
) -> String {
    let mut lines = lines.peekable();
    let taken = text.chars().count() + MORE.chars().count();
    let mut room = chars_max.saturating_sub(taken);
    while let Some(line) = lines.next_if(|it| it.chars().count() < room) {
        room -= line.chars().count() + 1;
        text.push_str(&line);
        text.push('\n');
    }
    match lines.next() {
        Some(_) => text.push_str(MORE),
        None => text.truncate(text.trim_end().len()),
    }
    text
}

/// The session as it is, what was done to it, and what can be done now.
pub(super) fn panel(library: &Library, panel: &Panel) -> Card {
    let words = &library.words;
    let session = &panel.session;
    let in_room = words.fill(Word::PanelRoom, &[("room", &room_name(session.room))]);
    let reminder = words.get(Word::PanelReminder);
    let text = format!("{}\n{in_room}\n\n{reminder}", phase(library, session));
    let text = match panel.refused {
        Some(it) => format!("**{}**\n\n{text}", words.get(refused(it))),
        None => text,
    };
    let lines: Vec<String> = panel.log.iter().map(|it| line(library, it)).collect();
    let log = Field {
        name: words.get(Word::PanelLog).to_owned(),
        text: lines.join("\n"),
    };
    let controls: &[(Word, Control)] = match session.phase {
        // What was drawn in the lobby is of use once it has begun.
        Phase::Lobby { .. } | Phase::Rolling { .. } => &[
            (Word::ButtonPause, Control::Pause),
            (Word::ButtonSkip, Control::Skip),
            (Word::ButtonStop, Control::Stop),
            (Word::ButtonLook, Control::Look),
        ],
        Phase::Paused { .. } => &[
            (Word::ButtonResume, Control::Resume),
            (Word::ButtonStop, Control::Stop),
            (Word::ButtonLook, Control::Look),
        ],
        Phase::Over { .. } => &[],
    };
    let buttons = controls.iter().map(|(label, control)| Button {
        label: words.get(*label).to_owned(),
        press: Press::Private(PrivatePress::In(session.id, Wants::Control(*control))),
    });
    let buttons: Vec<Button> = buttons.collect();
    Card {
        title: words.fill(Word::PanelTitle, &[("routine", &panel.name)]),
        text,
        fields: match panel.log.is_empty() {
            true => Vec::new(),
            false => vec![log],
        },
        rows: match buttons.is_empty() {
            true => Vec::new(),
            false => vec![Row::Buttons(buttons)],
        },
        ..Card::default()
    }
}

/// What whoever leads has to know: who wished them to know that they stopped, and the panel.
pub fn host_news(library: &Library, panel: &Panel, stopped: &[UserId]) -> PrivateCard {
    let card = PrivateCard::plain(self::panel(library, panel));
    let lines = stopped.iter().map(|who| {
        let who = name(*who);
        library.words.fill(Word::HostNewsStopped, &[("who", &who)])
    });
    let lines: Vec<String> = lines.collect();
    match lines.is_empty() {
        true => card,
        false => card.led_by(&lines.join("\n")),
    }
}

/// A session in a list to choose from, in one line.
pub fn listing(library: &Library, listing: &Listing) -> String {
    let words = &library.words;
    let phase = match (listing.session.phase, listing.session.at()) {
        (Phase::Paused { .. }, _) => words.get(Word::ListHeld).to_owned(),
        (_, Some(at)) => {
            let (at, of) = count(at, listing.session.plan.len());
            words.fill(Word::ListRolling, &[("at", at.as_str()), ("of", &of)])
        }
        (_, None) => words.get(Word::ListLobby).to_owned(),
    };
    let gaps = [("routine", listing.name.as_str()), ("phase", &phase)];
    words.fill(Word::ListChoice, &gaps)
}

/// Where a session is, in words.
fn phase(library: &Library, session: &Session) -> String {
    let words = &library.words;
    match session.phase {
        Phase::Lobby { starts_at } => words.fill(Word::PhaseLobby, &[("when", &ago(starts_at))]),
        Phase::Rolling { .. } => match (session.at(), session.ends_at()) {
            (Some(at), Some(end)) => {
                let (at, of) = count(at, session.plan.len());
                let end = ago(end);
                let gaps = [("at", at.as_str()), ("of", &of), ("end", &end)];
                words.fill(Word::PhaseRolling, &gaps)
            }
            _ => words.get(Word::PhaseBegins).to_owned(),
        },
        Phase::Paused { why, resume_by, .. } => held(library, why, resume_by),
        Phase::Over { ending, .. } => over(library, ending),
    }
}

fn line(library: &Library, line: &LogLine) -> String {
    let words = &library.words;
    let what = match line.did {
        Did::Opened => words.get(Word::DidOpened).to_owned(),
        Did::Paused | Did::Held(Held::ByHost) => words.get(Word::DidPaused).to_owned(),
        Did::Resumed => words.get(Word::DidResumed).to_owned(),
        Did::Skipped => words.get(Word::DidSkipped).to_owned(),
        Did::Stopped => words.get(Word::DidStopped).to_owned(),
        Did::Held(Held::Outage) => words.get(Word::DidHeldOutage).to_owned(),
        Did::Held(Held::Shut) => words.get(Word::DidHeldShut).to_owned(),
        Did::Ended(ending) => over(library, ending),
        Did::ToldOfStopping => words.get(Word::DidTold).to_owned(),
    };
    let when = clock_time(line.at);
    let mut gaps = vec![("when", when.as_str()), ("what", what.as_str())];
    let Some(who) = line.who.map(name) else {
        return words.fill(Word::LogLine, &gaps);
    };
    gaps.push(("who", &who));
    words.fill(Word::LogLineWho, &gaps)
}
