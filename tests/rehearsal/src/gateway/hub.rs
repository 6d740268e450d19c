//! All sessions and connections of the gateway, behind one lock.
//!
//! It knows who is connected and decides who may identify or resume.
//! It never waits and never calls the world with the lock held.

use std::{
    hash::{BuildHasher, RandomState},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use serde_json::json;
use tokio::sync::{Notify, mpsc::UnboundedSender, watch};
use twilight_model::gateway::{CloseCode, Intents};

use crate::faults::Faults;
use crate::gateway::{
    Dispatch, SessionStartLimit, Source, Tally, Timer,
    payload::{self, Identify, Resume},
    rules::{self, IDENTIFY_DAY, Rules},
    session::{Next, Session, Shard, Unresumable},
    state::{Admission, Connection, Control, Denied, State, closed},
};

/// How many frames a connection takes at a time, so that control frames get their turn. Ours.
const FRAMES_AT_ONCE: usize = 64;

/// What all connections share.
pub(super) struct Hub {
    pub(super) source: Arc<dyn Source>,
    pub(super) faults: Faults,
    pub(super) rules: Rules,
    pub(super) timer: Timer,
    pub(super) url: String,
    pub(super) tally: watch::Sender<Tally>,
    pub(super) online: watch::Sender<bool>,
    heartbeats_ignored: AtomicBool,
    state: Mutex<State>,
}

impl Hub {
    pub(super) fn new(
        source: Arc<dyn Source>,
        faults: Faults,
        rules: Rules,
        timer: Timer,
        url: String,
    ) -> Hub {
        Hub {
            source,
            faults,
            rules,
            timer,
            url,
            tally: watch::Sender::new(Tally::default()),
            online: watch::Sender::new(false),
            heartbeats_ignored: AtomicBool::new(false),
            state: Mutex::default(),
        }
    }

    // What the connections do.

    /// Registers a connection and gives it its number.
    pub(super) fn connect(&self, controls: UnboundedSender<Control>, wake: Arc<Notify>) -> u64 {
        let mut state = self.state();
        state.connections_made += 1;
        let id = state.connections_made;
        let connection = Connection {
            controls,
            wake,
            session: None,
        };
        state.connections.insert(id, connection);
        self.tell(&state, |tally| tally.connections += 1);
        id
    }

    /// Forgets a connection; its session waits to be resumed.
    pub(super) fn disconnect(&self, id: u64) {
        let mut state = self.state();
        state.detach(id, self.timer.now());
        state.connections.remove(&id);
        self.tell(&state, |_| {});
    }

    /// Forgets the session of a connection for good.
    pub(super) fn end_session(&self, id: u64) {
        let mut state = self.state();
        if let Some(session) = state.detach(id, self.timer.now()) {
            state.sessions.remove(&session);
        }
        self.tell(&state, |_| {});
    }

    /// Has a connection's writer do something.
    pub(super) fn control(&self, id: u64, control: Control) {
        if let Some(connection) = self.state().connections.get(&id) {
            connection.order(control);
        }
    }

    /// Closes one connection, and ends its session if the code says so.
    pub(super) fn close(&self, id: u64, code: u16, reason: &'static str) {
        let mut state = self.state();
        state.close(id, code, reason, self.timer.now());
        self.tell(&state, |_| {});
    }

    /// Counts a heartbeat; says whether it is to be answered.
    pub(super) fn heartbeat(&self) -> bool {
        self.tally.send_modify(|tally| tally.heartbeats += 1);
        !self.heartbeats_ignored.load(Ordering::Relaxed)
    }

    /// Whether a connection carries a session.
    pub(super) fn is_identified(&self, id: u64) -> bool {
        let state = self.state();
        state
            .connections
            .get(&id)
            .is_some_and(|connection| connection.session.is_some())
    }

    /// What a connection is to send next.
    pub(super) fn next(&self, id: u64) -> Next {
        match self.state().session_of(id) {
            Some(session) => session.next(FRAMES_AT_ONCE),
            None => Next::Nothing,
        }
    }

    /// Makes the GUILD_CREATE that a connection has room for.
    pub(super) fn introduce(&self, id: u64, guild: u64, intents: Intents) {
        let data = self.source.guild_create(guild, intents);
        if let Some(session) = self.state().session_of(id) {
            session.introduce(guild, data);
        }
    }

    /// Starts a session, or says why not.
    pub(super) fn identify(&self, id: u64, identify: &Identify) -> Admission {
        let guilds = self.source.guild_ids();
        let (shard, intents) = self.examine(identify, &guilds)?;
        let guilds: Vec<u64> = guilds
            .into_iter()
            .filter(|guild| shard.carries(*guild))
            .collect();
        // Asked of the world before the lock is taken: the world may be waiting for that lock.
        let mut ready = self.ready(identify, &guilds);
        let now = self.timer.now();
        let mut state = self.state();
        state.forget_old_sessions(now);
        if let Err(denied) = state.identified.admit(shard, &self.rules, now) {
            if state.identified.token_is_reset {
                state.close_all(CloseCode::AuthenticationFailed as u16, now);
                state.sessions.clear();
            }
            self.tell(&state, |tally| tally.invalid += 1);
            return Err(denied);
        }
        let session_id = session_id(state.connections_made);
        let mut session = Session::new(shard, intents, &guilds);
        ready["session_id"] = json!(session_id);
        session.push("READY", &ready.to_string());
        state.sessions.insert(session_id.clone(), session);
        state.attach(id, session_id);
        self.tell(&state, |tally| tally.identifies += 1);
        Ok(())
    }

    /// Goes on with a session, or says why not.
    pub(super) fn resume(&self, id: u64, resume: &Resume) -> Admission {
        self.check_token(&resume.token)?;
        let now = self.timer.now();
        let mut state = self.state();
        state.forget_old_sessions(now);
        let rewound = match state.sessions.get_mut(&resume.session_id) {
            Some(session) => session.rewind(resume.seq),
            None => Err(Unresumable::Forgotten),
        };
        match rewound {
            Ok(()) => {}
            Err(Unresumable::Forgotten) => {
                state.end(&resume.session_id);
                self.tell(&state, |tally| tally.invalid += 1);
                return Err(Denied::Invalid);
            }
            Err(Unresumable::NeverSent) => {
                state.end(&resume.session_id);
                self.tell(&state, |_| {});
                return Err(closed(CloseCode::InvalidSequence, "Invalid seq."));
            }
        }
        state.attach(id, resume.session_id.clone());
        if let Some(session) = state.session_of(id) {
            session.push("RESUMED", "{}");
        }
        self.tell(&state, |tally| tally.resumes += 1);
        Ok(())
    }

    // What the rehearsal does.

    /// Queues a dispatch for everyone who wants it.
    pub(super) fn dispatch(&self, dispatch: &Dispatch) {
        let mut state = self.state();
        let State {
            sessions,
            connections,
            ..
        } = &mut *state;
        let mut overfull = Vec::new();
        for (id, session) in sessions.iter_mut() {
            if !session.wants(dispatch) {
                continue;
            }
            session.hear(dispatch);
            if session.is_overfull() {
                overfull.push(id.clone());
            } else if let Some(connection) = session.connection.and_then(|id| connections.get(&id))
            {
                connection.wake.notify_one();
            }
        }
        if overfull.is_empty() {
            return;
        }
        for id in overfull {
            tracing::warn!("a client does not read what it is sent; its session is given up");
            state.end(&id);
        }
        self.tell(&state, |_| {});
    }

    /// Asks every client to reconnect.
    pub(super) fn ask_to_reconnect(&self) {
        for connection in self.state().connections.values() {
            connection.order(Control::Say(payload::reconnect()));
        }
    }

    /// Invalidates every session that is connected.
    pub(super) fn invalidate(&self, resumable: bool) {
        let now = self.timer.now();
        let mut state = self.state();
        for id in state.identified_connections() {
            let session = state.detach(id, now);
            if let (Some(session), false) = (session, resumable) {
                state.sessions.remove(&session);
            }
            state.connections[&id].order(Control::Say(payload::invalid_session(resumable)));
        }
        self.tell(&state, |_| {});
    }

    /// Closes every connection.
    pub(super) fn close_all(&self, code: u16) {
        let mut state = self.state();
        state.close_all(code, self.timer.now());
        self.tell(&state, |_| {});
    }

    /// Cuts every connection.
    pub(super) fn cut_all(&self) {
        let now = self.timer.now();
        let mut state = self.state();
        for id in state.identified_connections() {
            state.detach(id, now);
        }
        for connection in state.connections.values() {
            connection.order(Control::Cut);
        }
        self.tell(&state, |_| {});
    }

    pub(super) fn ignore_heartbeats(&self, ignore: bool) {
        self.heartbeats_ignored.store(ignore, Ordering::Relaxed);
    }

    pub(super) fn session_start_limit(&self) -> SessionStartLimit {
        let now = self.timer.now();
        let mut state = self.state();
        state.identified.turn_day(now);
        let reset_after = (state.identified.day_began + IDENTIFY_DAY).saturating_sub(now);
        SessionStartLimit {
            total: self.rules.identifies_a_day,
            remaining: self
                .rules
                .identifies_a_day
                .saturating_sub(state.identified.today),
            reset_after: u64::try_from(reset_after.as_millis()).unwrap_or(u64::MAX),
            max_concurrency: self.rules.max_concurrency,
        }
    }

    // What both need.

    fn examine(&self, identify: &Identify, guilds: &[u64]) -> Result<(Shard, Intents), Denied> {
        self.check_token(&identify.token)?;
        let Some(intents) = Intents::from_bits(identify.intents) else {
            return Err(closed(CloseCode::InvalidIntents, "Invalid intent(s)."));
        };
        if intents.intersects(rules::PRIVILEGED.difference(self.rules.granted_intents)) {
            return Err(closed(
                CloseCode::DisallowedIntents,
                "Disallowed intent(s).",
            ));
        }
        let [number, of] = identify.shard.unwrap_or([0, 1]);
        if of <= number {
            return Err(closed(CloseCode::InvalidShard, "Invalid shard."));
        }
        let shard = Shard { number, of };
        let carried = guilds.iter().filter(|guild| shard.carries(**guild)).count();
        if self.rules.guilds_a_shard_max < carried {
            return Err(closed(CloseCode::ShardingRequired, "Sharding required."));
        }
        Ok((shard, intents))
    }

    fn check_token(&self, token: &str) -> Admission {
        // Discord takes the token with or without the word that REST needs; serenity sends it with.
        let token = token.strip_prefix("Bot ").unwrap_or(token);
        if token != self.source.token() || self.state().identified.token_is_reset {
            return Err(closed(
                CloseCode::AuthenticationFailed,
                "Authentication failed.",
            ));
        }
        Ok(())
    }

    /// Discord docs, events/gateway-events, "Ready Event Fields".
    ///
    /// The session's id is still to be put in.
    fn ready(&self, identify: &Identify, guilds: &[u64]) -> serde_json::Value {
        let guilds: Vec<_> = guilds
            .iter()
            .map(|guild| json!({"id": guild.to_string(), "unavailable": true}))
            .collect();
        let mut ready = json!({
            "v": rules::VERSION,
            "user": self.source.ready_user(),
            "guilds": guilds,
            "session_id": null,
            "resume_gateway_url": self.url,
            "application": {"id": self.source.application_id().to_string(), "flags": 0},
        });
        if let Some(shard) = identify.shard {
            ready["shard"] = json!(shard);
        }
        ready
    }

    /// Changes the tally and whether anyone is online, while the state they describe is held.
    fn tell(&self, state: &State, change: impl FnOnce(&mut Tally)) {
        let online = state
            .sessions
            .values()
            .filter(|session| session.connection.is_some())
            .count();
        self.tally.send_modify(|tally| {
            change(tally);
            tally.online = online;
        });
        self.online.send_if_modified(|was| {
            let changed = *was != (online != 0);
            *was = online != 0;
            changed
        });
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A panic under the lock is a bug of the stand-in; the others may still say goodbye.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A name for a session that no other run will use.
fn session_id(connections_made: u64) -> String {
    let dice = RandomState::new();
    let (left, right) = (dice.hash_one(connections_made), dice.hash_one("session"));
    format!("{left:016x}{right:016x}")
}
