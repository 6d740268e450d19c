//! The sessions and connections themselves, and who may identify when.
//!
//! It is plain data: it knows no lock, no clock and no socket; time is told.

use std::{collections::HashMap, sync::Arc, time::Duration};

use tokio::sync::{Notify, mpsc::UnboundedSender};
use twilight_model::gateway::CloseCode;

use crate::gateway::{
    payload::Refused,
    rules::{self, IDENTIFY_DAY, Rules, SESSION_KEPT},
    session::{Session, Shard},
};

/// Everything behind the hub's lock.
#[derive(Default)]
pub(super) struct State {
    pub(super) sessions: HashMap<String, Session>,
    pub(super) connections: HashMap<u64, Connection>,
    pub(super) connections_made: u64,
    pub(super) identified: Identified,
}

/// A socket and the session it carries, if any.
pub(super) struct Connection {
    pub(super) controls: UnboundedSender<Control>,
    pub(super) wake: Arc<Notify>,
    pub(super) session: Option<String>,
}

/// What the limits on identifies need to remember.
#[derive(Default)]
pub(super) struct Identified {
    /// When each concurrency key was last used.
    last: HashMap<u64, Duration>,
    pub(super) today: u64,
    pub(super) day_began: Duration,
    /// Set when the day's identifies ran out: Discord resets the token then.
    pub(super) token_is_reset: bool,
}

/// What a connection's writer is to do besides sending what its session has to say.
#[derive(Debug)]
pub(super) enum Control {
    /// Send this frame.
    Say(String),
    /// Close with this code and reason.
    Close(u16, &'static str),
    /// Go away without a word.
    Cut,
}

/// What becomes of an identify or resume.
pub(super) type Admission = Result<(), Denied>;

/// Why an identify or resume led nowhere.
#[derive(Debug)]
pub(super) enum Denied {
    /// Op 9 with `false`: begin again.
    Invalid,
    /// The connection is closed.
    Closed(Refused),
}

impl Connection {
    pub(super) fn order(&self, control: Control) {
        // A connection that is ending hears nothing any more, and that is all right.
        let _ = self.controls.send(control);
    }
}

impl State {
    pub(super) fn session_of(&mut self, connection: u64) -> Option<&mut Session> {
        let session = self.connections.get(&connection)?.session.as_ref()?;
        self.sessions.get_mut(session)
    }

    pub(super) fn identified_connections(&self) -> Vec<u64> {
        self.connections
            .iter()
            .filter(|(_, connection)| connection.session.is_some())
            .map(|(id, _)| *id)
            .collect()
    }

    /// Puts a session on a connection, and cuts the connection that carried it before.
    pub(super) fn attach(&mut self, id: u64, session_id: String) {
        let Some(session) = self.sessions.get_mut(&session_id) else {
            return;
        };
        if let Some(before) = session.connection.replace(id)
            && let Some(before) = self.connections.get_mut(&before)
        {
            before.session = None;
            before.order(Control::Cut);
        }
        if let Some(connection) = self.connections.get_mut(&id) {
            connection.session = Some(session_id);
            connection.wake.notify_one();
        }
    }

    /// Takes the session off a connection; it waits to be resumed.
    pub(super) fn detach(&mut self, id: u64, now: Duration) -> Option<String> {
        let session_id = self.connections.get_mut(&id)?.session.take()?;
        if let Some(session) = self.sessions.get_mut(&session_id) {
            session.connection = None;
            session.gone_at = now;
        }
        Some(session_id)
    }

    /// Forgets a session and cuts the connection that carries it.
    pub(super) fn end(&mut self, session_id: &str) {
        let Some(session) = self.sessions.remove(session_id) else {
            return;
        };
        if let Some(connection) = session
            .connection
            .and_then(|id| self.connections.get_mut(&id))
        {
            connection.session = None;
            connection.order(Control::Cut);
        }
    }

    pub(super) fn close(&mut self, id: u64, code: u16, reason: &'static str, now: Duration) {
        if let Some(session) = self.detach(id, now)
            && !rules::survives_close(code)
        {
            self.sessions.remove(&session);
        }
        if let Some(connection) = self.connections.get(&id) {
            connection.order(Control::Close(code, reason));
        }
    }

    pub(super) fn close_all(&mut self, code: u16, now: Duration) {
        let ids: Vec<u64> = self.connections.keys().copied().collect();
        for id in ids {
            self.close(id, code, "", now);
        }
    }

    pub(super) fn forget_old_sessions(&mut self, now: Duration) {
        self.sessions.retain(|_, session| {
            session.connection.is_some() || now < session.gone_at + SESSION_KEPT
        });
    }
}

impl Identified {
    /// Discord docs, events/gateway, "Identifying" and "Max Concurrency".
    pub(super) fn admit(&mut self, shard: Shard, rules: &Rules, now: Duration) -> Admission {
        self.turn_day(now);
        if rules.identifies_a_day <= self.today {
            self.token_is_reset = true;
            return Err(closed(
                CloseCode::AuthenticationFailed,
                "Authentication failed.",
            ));
        }
        let key = shard.number % rules.max_concurrency.max(1);
        if let Some(last) = self.last.get(&key)
            && now < *last + rules.identify_window
        {
            return Err(Denied::Invalid);
        }
        self.last.insert(key, now);
        self.today += 1;
        Ok(())
    }

    pub(super) fn turn_day(&mut self, now: Duration) {
        if self.day_began + IDENTIFY_DAY <= now {
            self.day_began = now;
            self.today = 0;
        }
    }
}

pub(super) fn closed(code: CloseCode, reason: &'static str) -> Denied {
    Denied::Closed(Refused { code, reason })
}
