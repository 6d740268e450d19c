//! What is asked of the table of sessions: opening one, where it is, and who is to be woken when.
//!
//! Times are kept in whole milliseconds; finer parts are cut off. Knows of nobody but who leads, sealed.

use rusqlite::{OptionalExtension, Row, params};

use super::StoreFault;
use super::connection::fault;
use super::phases::{self, Columns, count, counted};
use super::rows::{Rows, millis, moment, unreadable};
use super::seal::{MemberKey, Place, Sealer};
use super::servers::row_id;
use super::slip;
use super::timelines::TimelineKey;
use crate::domain::{
    Gathering, Language, Lead, Manner, MessageId, Origin, RoomId, RoutineId, Seats, ServerId,
    Session, SessionId, Shown, Timestamp, Unheard,
};

/// A row of the table, before what is sealed in it is opened.
struct Kept {
    session: Session,
    manner: Manner,
    sent: u32,
    card: Option<Shown>,
    timelines: TimelineKey,
    lead_sealed: Vec<u8>,
    opened_at: Timestamp,
    unheard: Option<Unheard>,
}

const COLUMNS: &str = "session_id, server_id, room_id, language, routine_id, plan,
    phase, starts_at, anchor_at, cued, elapsed, resume_by_at, held, ending, ended_at,
    read_aloud, tidy, sent, card_message_id, card_at, timeline_key, lead_sealed,
    ended_cued, ended_rolled, opened_at, unheard_since_at, unheard_from, unheard_cues, origin";

/// Opens a session.
const OPEN: &str =
    "INSERT INTO session (session_id, server_id, room_id, language, routine_id, plan,
    phase, starts_at, anchor_at, cued, elapsed, resume_by_at, held, ending, ended_at,
    wake_at, read_aloud, tidy, sent, card_message_id, card_at, timeline_key,
    lead_sealed, has_tokens, opened_at, ended_cued, ended_rolled, origin, lead_key)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16,
    ?17, ?18, ?19, ?20, ?21, ?22, ?23, 1, ?24, ?25, ?26, ?27, ?28)";

impl Rows<'_> {
    /// A session is there from now on.
    pub(super) fn open_session(&self, it: &Gathering) -> Result<(), StoreFault> {
        // Taken apart, so that a new field does not compile before it is kept too.
        let Gathering {
            session,
            timelines,
            manner:
                Manner {
                    read_aloud,
                    tidy,
                    origin,
                },
            seats,
            lead,
            log,
            sent,
            card,
            opened_at,
            unheard,
        } = it;
        if !seats.0.is_empty() || !log.is_empty() || unheard.is_some() {
            return Err(StoreFault::new("a session begins with nobody in it"));
        }
        let Session {
            id,
            server,
            room,
            language,
            routine,
            plan,
            phase,
        } = session;
        let origin = slip::name(Origin::ALL, origin).map_err(|_| unwritten())?;
        let card = card.map(|Shown { message, at }| (message.get().cast_signed(), millis(at)));
        let plan = serde_json::to_string(plan).expect("numbers can be written");
        let timelines = self.put_timelines(timelines)?;
        let phase = phases::columns(*phase)?;
        let (lead_sealed, lead_key) = (self.seal_lead(*id, lead)?, self.lead_key(lead));
        self.execute(
            OPEN,
            params![
                session_row(*id),
                row_id(*server),
                room.get().cast_signed(),
                language.code(),
                routine.as_str(),
                plan,
                phase.name,
                phase.starts_at,
                phase.anchor_at,
                phase.cued,
                phase.elapsed,
                phase.resume_by_at,
                phase.held,
                phase.ending,
                phase.ended_at,
                session.next_deadline().map(millis),
                read_aloud,
                tidy,
                sent,
                card.map(|(message, _)| message),
                card.map(|(_, at)| at),
                timelines,
                lead_sealed,
                millis(*opened_at),
                phase.ended_cued,
                phase.ended_rolled,
                origin,
                lead_key,
            ],
        )
        .map(|_| ())
        .map_err(fault)
    }

    /// These cues of a session never reached its room.
    pub(super) fn unheard(
        &self,
        session: SessionId,
        unheard: Option<Unheard>,
    ) -> Result<(), StoreFault> {
        let from = unheard.map(|it| count(it.from)).transpose()?;
        let cues = unheard.map(|it| count(it.cues)).transpose()?;
        self.execute(
            "UPDATE session SET unheard_since_at = ?2, unheard_from = ?3, unheard_cues = ?4
                 WHERE session_id = ?1 AND unheard_cues IS NOT ?4",
            params![
                session_row(session),
                unheard.map(|it| millis(it.since)),
                from,
                cues
            ],
        )
        .map(|_| ())
        .map_err(fault)
    }

    /// A session is in this phase from now on. What else it is never changes.
    pub(super) fn run_session(&self, session: &Session) -> Result<(), StoreFault> {
        let phase = phases::columns(session.phase)?;
        let changed = self.execute(
            "UPDATE session SET phase = ?2, starts_at = ?3, anchor_at = ?4, cued = ?5, elapsed = ?6,
             resume_by_at = ?7, held = ?8, ending = ?9, ended_at = ?10, wake_at = ?11,
             ended_cued = ?12, ended_rolled = ?13
             WHERE session_id = ?1",
            params![
                session_row(session.id),
                phase.name,
                phase.starts_at,
                phase.anchor_at,
                phase.cued,
                phase.elapsed,
                phase.resume_by_at,
                phase.held,
                phase.ending,
                phase.ended_at,
                session.next_deadline().map(millis),
                phase.ended_cued,
                phase.ended_rolled,
            ],
        );
        is_there(changed.map_err(fault)?)
    }

    /// Somebody leads a session from now on.
    pub(super) fn lead(&self, session: SessionId, lead: &Lead) -> Result<(), StoreFault> {
        let changed = self.execute(
            "UPDATE session SET lead_sealed = ?2, lead_key = ?3, has_tokens = 1
             WHERE session_id = ?1",
            params![
                session_row(session),
                self.seal_lead(session, lead)?,
                self.lead_key(lead),
            ],
        );
        is_there(changed.map_err(fault)?)
    }

    /// Whatever they lead is led by nobody.
    pub(super) fn forget_lead(&self, key: &MemberKey) -> Result<(), StoreFault> {
        let sql = "SELECT session_id, language FROM session WHERE lead_key = ?1";
        let mut statement = self.prepare(sql).map_err(fault)?;
        let read = statement.query_map([key.0], |row| Ok((session_id(row.get(0)?), row.get(1)?)));
        let led: Result<Vec<(SessionId, String)>, _> = read.and_then(Iterator::collect);
        for (session, spoken) in led.map_err(fault)? {
            let lead = Lead {
                user: None,
                token: None,
                language: slip::language(&spoken).map_err(|_| unread_session())?,
            };
            self.lead(session, &lead)?;
        }
        Ok(())
    }

    fn lead_key(&self, lead: &Lead) -> Option<[u8; 32]> {
        lead.user.map(|it| self.sealer.name(it).0)
    }

    /// A card stands in a room. Where the session is gone, nothing is left to be shown.
    pub(super) fn show(&self, session: SessionId, shown: Shown) -> Result<(), StoreFault> {
        let Shown { message, at } = shown;
        self.execute(
            "UPDATE session SET card_message_id = ?2, card_at = ?3 WHERE session_id = ?1",
            params![
                session_row(session),
                message.get().cast_signed(),
                millis(at)
            ],
        )
        .map(|_| ())
        .map_err(fault)
    }

    /// A session with everything; nothing where there is none of that id.
    pub(super) fn gathering(&self, session: SessionId) -> Result<Option<Gathering>, StoreFault> {
        let sql = format!("SELECT {COLUMNS} FROM session WHERE session_id = ?1");
        let kept = self
            .query_row(&sql, [session_row(session)], kept)
            .optional();
        let Some(kept) = kept.map_err(fault)? else {
            return Ok(None);
        };
        let Kept {
            session,
            manner,
            sent,
            card,
            timelines,
            lead_sealed,
            opened_at,
            unheard,
        } = kept?;
        Ok(Some(Gathering {
            lead: self.open_lead(session.id, &lead_sealed)?,
            timelines: self.timelines(&timelines)?,
            manner,
            seats: Seats(self.seats(session.id)?),
            log: self.log(session.id)?,
            sent,
            card,
            opened_at,
            unheard,
            session,
        }))
    }

    /// The sessions of a server that are not over, in the order in which they were opened.
    pub(super) fn gatherings(&self, server: ServerId) -> Result<Vec<Gathering>, StoreFault> {
        let mut found = Vec::new();
        for session in self.sessions_of(&[server])? {
            match self.gathering(session) {
                Ok(gathering) => found.extend(gathering),
                // The others are not to go missing because of it.
                Err(fault) if is_unread(&fault) => {
                    tracing::error!(%fault, "a session does not open");
                }
                Err(fault) => return Err(fault),
            }
        }
        Ok(found)
    }

    pub(super) fn seal_lead(&self, session: SessionId, it: &Lead) -> Result<Vec<u8>, StoreFault> {
        let written = slip::write(it).map_err(|_| unwritten())?;
        self.sealer.seal(Place::Lead(session), None, &written)
    }

    pub(super) fn open_lead(&self, session: SessionId, it: &[u8]) -> Result<Lead, StoreFault> {
        open_lead(self.sealer, session, it)
    }
}

/// Who leads a session.
pub(super) fn open_lead(
    sealer: &Sealer,
    session: SessionId,
    sealed: &[u8],
) -> Result<Lead, StoreFault> {
    let opened = sealer.open(Place::Lead(session), None, sealed);
    slip::read(&opened.map_err(|_| unreadable())?).map_err(|_| unreadable())
}

/// What SQLite has of a row; then whether that is a session.
fn kept(row: &Row<'_>) -> rusqlite::Result<Result<Kept, StoreFault>> {
    let columns = Columns {
        name: row.get(6)?,
        starts_at: row.get(7)?,
        anchor_at: row.get(8)?,
        cued: row.get(9)?,
        elapsed: row.get(10)?,
        resume_by_at: row.get(11)?,
        held: row.get(12)?,
        ending: row.get(13)?,
        ended_at: row.get(14)?,
        ended_cued: row.get(22)?,
        ended_rolled: row.get(23)?,
    };
    let opened_at: i64 = row.get(24)?;
    let unheard: (Option<i64>, Option<i64>, Option<i64>) =
        (row.get(25)?, row.get(26)?, row.get(27)?);
    let (language, plan): (String, String) = (row.get(3)?, row.get(5)?);
    let card: (Option<i64>, Option<i64>) = (row.get(18)?, row.get(19)?);
    let id = session_id(row.get(0)?);
    let server = ServerId::new(row.get::<_, i64>(1)?.cast_unsigned());
    let room = RoomId::new(row.get::<_, i64>(2)?.cast_unsigned());
    let routine = RoutineId::new(row.get::<_, String>(4)?);
    let (read_aloud, tidy) = (row.get(15)?, row.get(16)?);
    let origin: String = row.get(28)?;
    let (sent, timelines, lead_sealed) = (row.get(17)?, row.get(20)?, row.get(21)?);
    let kept = || {
        let language: Language = slip::language(&language).map_err(|_| unread_session())?;
        Ok(Kept {
            session: Session {
                id,
                server,
                room,
                language,
                routine,
                plan: serde_json::from_str(&plan).map_err(|_| unread_session())?,
                phase: phases::phase(columns)?,
            },
            manner: Manner {
                read_aloud,
                tidy,
                origin: slip::named(Origin::ALL, &origin).map_err(|_| unread_session())?,
            },
            sent,
            card: match card {
                (Some(message), Some(at)) => Some(Shown {
                    message: MessageId::new(message.cast_unsigned()),
                    at: moment(at)?,
                }),
                _ => None,
            },
            timelines,
            lead_sealed,
            opened_at: moment(opened_at)?,
            unheard: match unheard {
                (Some(since), Some(from), Some(cues)) => Some(Unheard {
                    since: moment(since)?,
                    from: counted(from)?,
                    cues: counted(cues)?,
                }),
                _ => None,
            },
        })
    };
    Ok(kept())
}

/// A session has to be there for what was changed in it.
pub(super) fn is_there(changed: usize) -> Result<(), StoreFault> {
    match changed {
        0 => Err(StoreFault::new("there is no such session")),
        _ => Ok(()),
    }
}

/// What does not read is none of ours.
pub(super) fn unread_session() -> StoreFault {
    StoreFault::new("what is kept of a session does not read")
}

/// Whether it is what was kept that is at fault, and not whatever keeps it.
pub(super) fn is_unread(fault: &StoreFault) -> bool {
    [unreadable(), unread_session()].contains(fault)
}

/// What is not written, since it would not read back.
pub(super) fn unwritten() -> StoreFault {
    StoreFault::new("what belongs to a session would not read back, so it is not kept")
}

/// SQLite counts with a sign; no bit is lost.
pub(super) fn session_row(session: SessionId) -> i64 {
    session.get().cast_signed()
}

pub(super) fn session_id(row: i64) -> SessionId {
    SessionId::new(row.cast_unsigned())
}
