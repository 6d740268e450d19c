//! What one person is told about a session, as cards.

mod after;
pub(in crate::present) mod every;
pub(super) mod host;
mod press;
mod seat;
mod whisper;

pub(in crate::present::private) use after::NO_CUE;
pub use host::{host_news, listing};
pub use whisper::{OwnCue, breathe_whisper, whisper};

use super::{Desk, PrivatePress};
use crate::domain::{SessionId, SessionTold, Wants, Word};
use crate::present::room::room_name;
use crate::present::{Button, Card, Row};

impl Desk<'_> {
    pub(super) fn session(&self, told: &SessionTold) -> Card {
        match told {
            SessionTold::Seated(theirs) => self.seated(theirs),
            SessionTold::Waits {
                session,
                before,
                screened,
            } => self.waits_for_seat(*session, *before, screened.as_ref()),
            SessionTold::Full { screened } => self.no_seat_left(screened.as_ref()),
            SessionTold::IsOver => self.sentence(Word::SeatOver),
            SessionTold::NoSession => self.sentence(Word::SeatNoSession),
            SessionTold::OnlyWatch { session, clearance } => self.only_watch(*session, clearance),
            SessionTold::Left => self.sentence(Word::SeatLeft),
            SessionTold::WasNotIn => self.sentence(Word::SeatWasNotIn),
            SessionTold::Mentioned => self.sentence(Word::SeatMentioned),
            SessionTold::TooMuch(it) => self.too_much(it),
            SessionTold::Signs { session, place } => self.signs(*session, *place),
            SessionTold::Help(session) => self.help(*session),
            SessionTold::Advice(session) => self.advice(*session),
            SessionTold::AreaOff {
                session,
                area,
                kept,
            } => self.area_off(*session, area, *kept),
            SessionTold::WhichArea { session, areas } => self.which_area(*session, areas),
            SessionTold::HostTold { reached } => self.sentence(match reached {
                true => Word::HostToldReached,
                false => Word::HostToldLater,
            }),
            SessionTold::HowToOff => self.sentence(Word::HowToOff),
            SessionTold::HowTo(technique) => self.how_to(technique.as_ref()),
            SessionTold::CheckIn {
                session,
                feel,
                strength,
                areas,
            } => self.check_in(*session, *feel, *strength, areas),
            SessionTold::CheckInNotKept { session, feel } => self.not_kept(*session, *feel),
            SessionTold::OnlyHosts => self.sentence(Word::OnlyHosts),
            SessionTold::Panel(panel) => host::panel(self.library, panel),
            SessionTold::RoomTaken { room } => {
                let room = room_name(*room);
                Card::text(self.fill(Word::RoomTaken, &[("room", &room)]))
            }
            SessionTold::Lacks { room, missing } => self.lacks(*room, missing),
            SessionTold::WhichRoom => self.sentence(Word::WhichRoom),
            SessionTold::Listed {
                sessions,
                series,
                choose,
            } => self.listed_sessions(sessions, series, *choose),
        }
    }

    pub(super) fn fill(&self, word: Word, gaps: &[(&str, &str)]) -> String {
        self.library.words.fill(word, gaps)
    }

    fn wants(&self, label: Word, session: SessionId, wants: Wants) -> Button {
        self.button(label, PrivatePress::In(session, wants))
    }

    /// The one button that is left where somebody stopped.
    fn tell_host(&self, session: SessionId) -> Vec<Row> {
        let tell = self.wants(Word::ButtonTellHost, session, Wants::TellHost);
        vec![Row::Buttons(vec![tell])]
    }
}
