//! Discord's gateway, version 10, over a plain WebSocket.
//!
//! It knows sessions, sequence numbers and intents; what happens in the world it is only told.
//! It never blocks the teller: a dispatch is queued, and each connection sends at its client's pace.

mod connection;
mod hub;
mod payload;
pub mod rules;
mod session;
mod state;
mod timer;

#[cfg(test)]
mod tests;

use std::{io, net::SocketAddr, sync::Arc};

use tokio::{
    net::TcpListener,
    sync::watch,
    task::{AbortHandle, JoinSet},
};
use twilight_model::gateway::Intents;

use crate::faults::{DispatchFault, Faults};
use crate::gateway::{hub::Hub, rules::Rules};

pub use crate::gateway::timer::{Hand, Timer};

/// Something that happened and that clients may want to hear.
#[derive(Clone, Debug)]
pub struct Dispatch {
    /// Its name, such as `MESSAGE_CREATE`.
    pub event: &'static str,
    /// Which shards it concerns.
    pub scope: Scope,
    /// A session hears it if it asked for any of these; with none given, every session does.
    pub intents: Intents,
    /// The JSON of `d`.
    pub data: Arc<str>,
}

/// Which shards a dispatch concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The shard that carries this guild.
    Guild(u64),
    /// Shard 0, which carries direct messages.
    Direct,
    /// All of them.
    EveryShard,
}

/// What the gateway asks of the world.
///
/// It is asked without any of the gateway's locks held, so that the world may dispatch while it holds its own.
pub trait Source: Send + Sync + 'static {
    /// The bot's token, without `Bot `.
    fn token(&self) -> String;
    /// The bot's user object.
    fn ready_user(&self) -> serde_json::Value;
    /// The application's id.
    fn application_id(&self) -> u64;
    /// The guilds the bot is in.
    fn guild_ids(&self) -> Vec<u64>;
    /// The `d` of a GUILD_CREATE, made when asked for; none if the bot is not in that guild.
    fn guild_create(&self, guild_id: u64, intents: Intents) -> Option<Arc<str>>;
}

/// What has happened at the gateway so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Sockets opened by clients.
    pub connections: u64,
    /// Identifies that led to READY.
    pub identifies: u64,
    /// Resumes that led to RESUMED.
    pub resumes: u64,
    /// Identifies and resumes answered with "invalid session" (op 9).
    pub invalid: u64,
    /// Heartbeats heard.
    pub heartbeats: u64,
    /// Sessions that are connected now.
    pub online: usize,
}

/// How many identifies are left.
///
/// Discord docs, events/gateway, "Session Start Limit Object".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionStartLimit {
    /// Identifies a day.
    pub total: u64,
    /// Identifies left today.
    pub remaining: u64,
    /// Milliseconds until the count starts again.
    pub reset_after: u64,
    /// Shards that may identify within 5 seconds.
    pub max_concurrency: u64,
}

/// The running gateway; dropping it cuts every connection.
pub struct Gateway {
    hub: Arc<Hub>,
    accepting: AbortHandle,
}

impl Gateway {
    /// Listens on a free port of the loopback, by Discord's rules and in real time.
    pub async fn start(source: Arc<dyn Source>, faults: Faults) -> io::Result<Gateway> {
        Gateway::start_with(source, faults, Rules::default(), Timer::real()).await
    }

    /// Listens on a free port of the loopback, by these rules and this clock.
    pub async fn start_with(
        source: Arc<dyn Source>,
        faults: Faults,
        rules: Rules,
        timer: Timer,
    ) -> io::Result<Gateway> {
        let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await?;
        let url = format!("ws://{}", listener.local_addr()?);
        let hub = Arc::new(Hub::new(source, faults, rules, timer, url));
        let accepting = tokio::spawn(accept(listener, Arc::clone(&hub))).abort_handle();
        Ok(Gateway { hub, accepting })
    }

    /// Where clients connect: `ws://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        self.hub.url.clone()
    }

    /// Tells every session that wants to know, connected or waiting to be resumed.
    pub fn dispatch(&self, dispatch: Dispatch) {
        match self.hub.faults.take_dispatch(dispatch.event) {
            Some(DispatchFault::Drop) => {}
            Some(DispatchFault::Replay) => {
                self.hub.dispatch(&dispatch);
                self.hub.dispatch(&dispatch);
            }
            None => self.hub.dispatch(&dispatch),
        }
    }

    /// How many sessions are connected and have had READY.
    pub fn sessions(&self) -> usize {
        self.tally().online
    }

    /// Waits until at least one session has had READY.
    pub async fn ready(&self) {
        // The sender lives in the hub that we hold, so the wait cannot be cut short.
        let _ = self
            .subscribe_tally()
            .wait_for(|tally| tally.online != 0)
            .await;
    }

    /// Whether at least one session is connected, now and later.
    pub fn subscribe_online(&self) -> watch::Receiver<bool> {
        self.hub.online.subscribe()
    }

    /// What has happened so far.
    pub fn tally(&self) -> Tally {
        *self.hub.tally.borrow()
    }

    /// What has happened so far, now and later.
    pub fn subscribe_tally(&self) -> watch::Receiver<Tally> {
        self.hub.tally.subscribe()
    }

    /// What `GET /gateway/bot` says about identifies left.
    pub fn session_start_limit(&self) -> SessionStartLimit {
        self.hub.session_start_limit()
    }

    /// Asks every client to reconnect and resume (op 7).
    pub fn ask_to_reconnect(&self) {
        self.hub.ask_to_reconnect();
    }

    /// Tells every client that its session is invalid (op 9).
    ///
    /// If not resumable, the sessions are gone at once.
    pub fn invalidate(&self, resumable: bool) {
        self.hub.invalidate(resumable);
    }

    /// Closes every connection with this code.
    pub fn close(&self, code: u16) {
        self.hub.close_all(code);
    }

    /// Cuts every connection without a close frame; the sessions can be resumed.
    pub fn drop_connections(&self) {
        self.hub.cut_all();
    }

    /// From now on heartbeats get no answer, or get one again.
    pub fn stop_answering_heartbeats(&self, stop: bool) {
        self.hub.ignore_heartbeats(stop);
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// Takes connections until aborted; the set of their tasks ends with this one.
async fn accept(listener: TcpListener, hub: Arc<Hub>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((tcp, _)) => {
                    connections.spawn(connection::serve(Arc::clone(&hub), tcp));
                }
                Err(error) => {
                    tracing::warn!(%error, "could not accept a connection");
                    tokio::task::yield_now().await;
                }
            },
            Some(_) = connections.join_next() => {}
        }
    }
}
