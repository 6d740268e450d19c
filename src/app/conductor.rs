//! Everything that is kept of somebody changes here, one turn at a time.
//!
//! A turn reads what it needs, lets `domain` decide, keeps what was decided, and only then says so.
//! Must never log who asked or what came out. Remembers nothing between turns.

use std::sync::Arc;
use std::time::Duration;

use secrecy::ExposeSecret;
use tokio::sync::{mpsc, oneshot};

use super::Lookups;
use crate::clock::Clock;
use crate::dice;
use crate::domain::{
    Asker, Change, Decision, Intent, Language, Library, ServerId, ServerNews, Timestamp, Told,
    UserId, Venue, decide,
};
use crate::present::{self, PrivateCard, Request, Signet};
use crate::store::{Store, StoreFault};

/// How many turns may wait to be taken; whoever comes then waits to be let in.
const QUEUE_MAX: usize = 1_000;
/// How long somebody who needs help waits for their turn: half of what Discord waits for an answer.
const HELP_TIMEOUT: Duration = Duration::from_millis(1_500);
/// How often what has ended is deleted.
const SWEPT_EVERY: Duration = Duration::from_secs(60 * 60);

/// Takes turns.
pub struct Conductor {
    store: Store,
    signet: Signet,
}

/// Where turns are asked for.
#[derive(Debug)]
pub struct Turns {
    queue: mpsc::Sender<Waiting>,
}

/// What waits for its turn.
enum Waiting {
    Turn(Turn),
    News(ServerNews),
}

/// What somebody wants, and where they wait for it.
struct Turn {
    lookups: Arc<Lookups>,
    spoken: Vec<Language>,
    user: UserId,
    server: Option<ServerId>,
    request: Request,
    answer: oneshot::Sender<PrivateCard>,
}

impl Conductor {
    /// Takes turns on this store.
    pub fn new(store: Store) -> Self {
        let signet = Signet::new(*store.press_key().expose_secret());
        Self { store, signet }
    }

    /// Begins to take turns, one after the other, until nobody can ask for one any more.
    pub fn start(self, clock: Clock) -> Turns {
        let (queue, waiting) = mpsc::channel(QUEUE_MAX);
        tokio::spawn(run(Arc::new(self), clock, waiting));
        Turns { queue }
    }

    /// One turn: what somebody asked for, in a server or not, at that moment. Never fails: where we broke,
    /// it says so.
    pub async fn turn(
        &self,
        library: &Library,
        user: UserId,
        server: Option<ServerId>,
        now: Timestamp,
        request: Request,
    ) -> PrivateCard {
        // Whoever needs help is told where to get it, whether or not anything can be kept.
        let needs_help = request.needs_help();
        let intent = match request {
            Request::Intent(intent) => intent,
            Request::Signed { token, picked } => self.signet.open(library, user, &token, &picked),
            _ => Intent::Status,
        };
        match self.decided(library, user, server, now, intent).await {
            Ok(told) => present::told(library, &self.signet, user, &told),
            Err(fault) => {
                let reference = log(&fault);
                broken(library, &reference, needs_help)
            }
        }
    }

    /// Reads, decides, and keeps what was decided.
    async fn decided(
        &self,
        library: &Library,
        user: UserId,
        server: Option<ServerId>,
        now: Timestamp,
        intent: Intent,
    ) -> Result<Told, StoreFault> {
        let read = match intent {
            // Not about them, so nothing of them is read.
            Intent::Settings { .. } => Ok(None),
            _ => self.store.member(user).await,
        };
        let member = match (read, &intent) {
            // What does not open can be deleted all the same.
            (Err(fault), Intent::Forget) => {
                log(&fault);
                let change = Change::Forget { user };
                self.store.commit(now, vec![change]).await?;
                return Ok(Told::Forgotten { was_known: true });
            }
            // A stop is kept in place of what does not open.
            (Err(fault), Intent::NeedHelp(_)) => {
                log(&fault);
                None
            }
            (read, _) => read?,
        };
        let member = member.as_ref();
        let venue = match server.filter(|_| intent.looks_at_the_server()) {
            None => None,
            Some(id) => {
                let settings = self.store.server(id).await?.unwrap_or_default();
                Some(Venue { id, settings })
            }
        };
        let asker = Asker {
            user,
            member,
            venue,
            now,
        };
        let Decision { told, changes } = decide(library, asker, intent);
        if !changes.is_empty() {
            self.store.commit(now, changes).await?;
        }
        Ok(told)
    }

    async fn take(&self, turn: Turn, now: Timestamp) {
        let library = turn.lookups.speaking(turn.spoken).library();
        let card = self.turn(library, turn.user, turn.server, now, turn.request);
        // Whoever asked may have gone.
        _ = turn.answer.send(card.await);
    }

    /// Keeps what was heard of servers.
    pub async fn hear(&self, now: Timestamp, news: ServerNews) -> Result<(), StoreFault> {
        let known = match news {
            ServerNews::All { .. } => self.store.servers().await?,
            ServerNews::Left(_) | ServerNews::Here(_) => Vec::new(),
        };
        let (left, here) = news.sort(&known);
        if !left.is_empty() {
            let servers = self.store.left(now, left).await?;
            if servers != 0 {
                tracing::info!(
                    servers,
                    "removed from servers; what is set there goes in 30 days"
                );
            }
        }
        if !here.is_empty() {
            let servers = self.store.is_back(here).await?;
            if servers != 0 {
                tracing::info!(servers, "back in servers; what is set there stays");
            }
        }
        Ok(())
    }
}

impl Turns {
    /// What somebody is told who asks for this.
    pub async fn ask(
        &self,
        lookups: Arc<Lookups>,
        spoken: Vec<Language>,
        user: UserId,
        server: Option<ServerId>,
        request: Request,
    ) -> PrivateCard {
        let (answer, answered) = oneshot::channel();
        let needs_help = request.needs_help();
        let asked = Turn {
            lookups: Arc::clone(&lookups),
            spoken: spoken.clone(),
            user,
            server,
            request,
            answer,
        };
        // A turn that broke drops its answer; so does a house that is closing.
        let turn = async {
            self.queue.send(Waiting::Turn(asked)).await.ok()?;
            answered.await.ok()
        };
        let library = lookups.speaking(spoken).library();
        let card = match needs_help {
            false => turn.await,
            // Whatever keeps the turn, which goes on: they are told while Discord still waits.
            true => {
                let told = tokio::time::timeout(HELP_TIMEOUT, turn).await;
                told.unwrap_or_default()
            }
        };
        card.unwrap_or_else(|| {
            let reference = dice::reference();
            tracing::error!(
                reference,
                "a turn broke or is late, or the house is closing"
            );
            broken(library, &reference, needs_help)
        })
    }

    /// Has it kept what was heard of servers, after what was asked for before.
    pub async fn note(&self, news: ServerNews) {
        // A house that is closing hears it again when it opens.
        _ = self.queue.send(Waiting::News(news)).await;
    }
}

/// Takes the turns that are asked for, and every hour deletes what has ended.
async fn run(conductor: Arc<Conductor>, clock: Clock, mut waiting: mpsc::Receiver<Waiting>) {
    let mut sweep = tokio::time::interval(SWEPT_EVERY);
    loop {
        let next = tokio::select! {
            next = waiting.recv() => next,
            _ = sweep.tick() => {
                // Beside the turns, which the store lets in between: nobody waits for a sweep.
                tokio::spawn(swept(Arc::clone(&conductor), clock.now()));
                continue;
            }
        };
        let Some(next) = next else { return };
        let (conductor, now) = (Arc::clone(&conductor), clock.now());
        // On a task of its own, so that a turn that breaks breaks alone. The next one waits for it.
        let taken = tokio::spawn(async move {
            match next {
                Waiting::Turn(turn) => conductor.take(turn, now).await,
                Waiting::News(news) => {
                    if let Err(fault) = conductor.hear(now, news).await {
                        log(&fault);
                    }
                }
            }
        });
        _ = taken.await;
    }
}

/// Deletes what has ended by now.
async fn swept(conductor: Arc<Conductor>, now: Timestamp) {
    match conductor.store.sweep(now).await {
        Ok(0) => {}
        Ok(deleted) => tracing::info!(deleted, "what has ended was deleted"),
        Err(fault) => _ = log(&fault),
    }
}

/// What is said where we broke: where to get help to whoever needs it, to everybody else that we did.
fn broken(library: &Library, reference: &str, needs_help: bool) -> PrivateCard {
    match needs_help {
        true => PrivateCard::help(library),
        false => PrivateCard::fault(library, reference),
    }
}

/// Logs what broke, once, and gives the reference under which it stands in the log.
fn log(fault: &StoreFault) -> String {
    let reference = dice::reference();
    tracing::error!(reference, %fault, "what is kept could not be read or written");
    reference
}
