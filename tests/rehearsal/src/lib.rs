//! Discord on loopback, in memory: for rehearsals by people, for tests and for load.
//!
//! ```text
//!   people (tests, load) ─┐                       ┌─▶ gateway (WebSocket) ─▶ bot
//!                         ├─▶ hub ─▶ world ─▶ out ─┤
//!   page (browser) ───────┤   (one mutex, plain)  └─▶ news ─▶ page, people
//!   rest (bot, TLS) ──────┘
//! ```
//!
//! The world is one plain value; whoever changes it leaves behind what is to be told, and the hub tells it.
//! Nothing here imports the bot.

#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod clock;
pub mod population;
pub mod world;

mod cast;
pub mod hub;
pub mod people;

pub mod page;
pub mod rest;

pub mod faults;
pub mod ledger;
pub mod limits;
pub mod openapi;

pub mod gateway;
pub mod tls;

use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::clock::Clock;
use crate::faults::Faults;
use crate::gateway::rules::Rules;
use crate::gateway::{Gateway, Timer};
use crate::hub::{Hub, WorldSource};
use crate::ledger::{Post, Request};
use crate::limits::Buckets;
use crate::openapi::Description;
use crate::population::Population;
use crate::tls::{Certificate, CertificateFault};
use crate::world::World;
use crate::world::beginnings::ids;
use crate::world::happening::PageEvent;

/// How often the world looks for what has run out. Ours: short beside the three seconds, long beside a change.
const SWEEP_EVERY: Duration = Duration::from_millis(50);

/// How a rehearsal is to be.
#[derive(Clone, Debug)]
pub struct Options {
    /// How many times as fast as real time.
    pub speed: u32,
    /// Port of the chat page; 0 takes any.
    pub page_port: u16,
    /// Port of REST over TLS; 0 takes any.
    pub rest_port: u16,
    /// Guilds beside the club, for load.
    pub guilds: usize,
    /// The bot's token, without `Bot `.
    pub token: String,
    /// The application's id.
    pub application_id: u64,
    /// The bot user's id; for newer applications the same number.
    pub user_id: u64,
    /// The rules of the gateway; Discord's unless changed.
    pub rules: Rules,
    /// Whether the 50 requests a second of a bot are enforced, as Discord does.
    pub global_limit: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            speed: 1,
            page_port: 0,
            rest_port: 0,
            guilds: 0,
            // Shaped like Discord's, since libraries look at the parts: the user id in base64, then two made-up ones.
            token: String::from(
                "MTEwMDAwMDAwMDAwMDAwMDAwMQ.UmVoZW.cmVoZWFyc2FsLXRva2VuLW9wZW5zLW5vdGhpbmc",
            ),
            application_id: ids::BOT,
            user_id: ids::BOT,
            rules: Rules::default(),
            global_limit: true,
        }
    }
}

/// Why a rehearsal could not begin.
#[derive(Debug, thiserror::Error)]
pub enum StartFault {
    /// A port could not be had.
    #[error("a port of the loopback could not be opened")]
    Port(#[from] io::Error),
    /// The certificate could not be made.
    #[error("the certificate could not be made")]
    Certificate(#[from] CertificateFault),
}

/// A running Discord; dropping it ends it.
pub struct Rehearsal {
    hub: Arc<Hub>,
    certificate: Certificate,
    rest_addr: SocketAddr,
    plain_addr: SocketAddr,
    page_addr: SocketAddr,
    token: String,
    speed: u32,
    openapi_line: Option<String>,
    /// Servers and the sweep, which end with this.
    _tasks: JoinSet<()>,
}

impl Rehearsal {
    /// Begins with everything at its default, on free ports.
    pub async fn start() -> Result<Rehearsal, StartFault> {
        Rehearsal::start_with(Options::default()).await
    }

    /// Begins.
    pub async fn start_with(options: Options) -> Result<Rehearsal, StartFault> {
        let Options {
            speed,
            token,
            application_id,
            user_id,
            ..
        } = options.clone();
        let population = Population::new(options.guilds);
        let mut world = World::empty(
            Clock::new(speed),
            token.clone(),
            application_id,
            user_id,
            population,
        );
        world.furnish();
        let world = Arc::new(Mutex::new(world));
        let faults = Faults::new();
        let source = Arc::new(WorldSource(Arc::clone(&world)));
        let gateway =
            Gateway::start_with(source, faults.clone(), options.rules, Timer::real()).await?;
        let (description, openapi_line) = load_description();
        let limits = match options.global_limit {
            true => Buckets::new(),
            false => Buckets::without_global(),
        };
        let limits = limits.hurried(speed);
        let hub = Arc::new(Hub::new(world, gateway, faults, description, limits));

        let certificate = Certificate::make()?;
        let rest = bind(options.rest_port).await?;
        let plain = bind(0).await?;
        let page = bind(options.page_port).await?;
        let page_addr = page.local_addr()?;
        hub.change(|world| world.files_at = format!("http://{page_addr}"));
        let (rest_addr, plain_addr) = (rest.local_addr()?, plain.local_addr()?);
        let mut tasks = JoinSet::new();
        let api = rest::router(Arc::clone(&hub));
        tasks.spawn(serve(certificate.listen(rest), api.clone()));
        tasks.spawn(serve(plain, api));
        tasks.spawn(serve(page, page::router(Arc::clone(&hub), page_addr)));
        tasks.spawn(sweep(Arc::clone(&hub)));
        tasks.spawn(announce_bot(Arc::clone(&hub)));
        Ok(Rehearsal {
            hub,
            certificate,
            rest_addr,
            plain_addr,
            page_addr,
            token,
            speed,
            openapi_line,
            _tasks: tasks,
        })
    }

    /// Where REST is, over TLS, for names that the certificate is good for.
    pub fn rest_addr(&self) -> SocketAddr {
        self.rest_addr
    }

    /// The same REST without TLS.
    pub fn plain_addr(&self) -> SocketAddr {
        self.plain_addr
    }

    /// Where the chat page is.
    pub fn page_url(&self) -> String {
        format!("http://{}", self.page_addr)
    }

    /// The authority to trust, as PEM.
    pub fn ca_pem(&self) -> &str {
        self.certificate.ca_pem()
    }

    /// Writes the authority to a file.
    pub fn write_ca(&self, path: &Path) -> io::Result<()> {
        std::fs::write(path, self.ca_pem())
    }

    /// The gateway, to watch it or to make it misbehave.
    pub fn gateway(&self) -> &Gateway {
        &self.hub.gateway
    }

    /// The bot's token, without `Bot `.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// How many times as fast as real time this Discord runs.
    pub fn speed(&self) -> u32 {
        self.speed
    }

    /// The moment from which its clock runs at that speed, in milliseconds since 1970.
    pub fn started_at_ms(&self) -> u64 {
        self.hub.change(|world| world.clock.started_at_ms())
    }

    /// What is to go wrong.
    pub fn faults(&self) -> &Faults {
        &self.hub.faults
    }

    /// The last requests, oldest first.
    pub fn requests(&self) -> Vec<Request> {
        self.hub.ledger().requests()
    }

    /// The last messages that the bot has sent into rooms, oldest first, each as often as it was sent.
    pub fn posts(&self) -> Vec<Post> {
        self.hub.ledger().posts()
    }

    /// How often each status was answered.
    pub fn by_status(&self) -> BTreeMap<u16, u64> {
        self.hub.ledger().by_status()
    }

    /// How often each route was asked.
    pub fn by_route(&self) -> BTreeMap<String, u64> {
        self.hub.ledger().by_route()
    }

    /// Every departure from Discord's own description that was seen, of the bot or of the stand-in.
    pub fn violations(&self) -> Vec<String> {
        self.hub.ledger().violations()
    }

    /// How many messages left it to Discord's default whom they ping; a careful bot has none.
    pub fn unguarded(&self) -> u64 {
        self.hub.ledger().unguarded()
    }

    /// One line that says why nothing is checked against Discord's own description, if nothing is.
    pub fn openapi_line(&self) -> Option<&str> {
        self.openapi_line.as_deref()
    }

    /// Looks at the world, for what no accessor tells.
    pub fn look<T>(&self, look: impl FnOnce(&World) -> T) -> T {
        self.hub.look(look)
    }

    /// Changes the world by hand; dispatches go out as usual.
    pub fn change<T>(&self, change: impl FnOnce(&mut World) -> T) -> T {
        self.hub.change(change)
    }

    /// The commands the bot has registered everywhere, as REST gives them.
    pub fn commands(&self) -> Value {
        self.hub.look(|world| world.commands_json(None, None))
    }
}

/// Loads what `DISCORD_OPENAPI` names, or says in a line why not.
fn load_description() -> (Option<Description>, Option<String>) {
    let Some(path) = std::env::var_os("DISCORD_OPENAPI") else {
        let line = "DISCORD_OPENAPI is not set: requests and answers are not checked against Discord's description";
        return (None, Some(line.to_owned()));
    };
    match Description::load(&path) {
        Ok(description) => (Some(description), None),
        Err(fault) => {
            let path = path.display();
            (
                None,
                Some(format!(
                    "DISCORD_OPENAPI names {path}, which cannot be used: {fault}"
                )),
            )
        }
    }
}

async fn bind(port: u16) -> io::Result<TcpListener> {
    TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], port))).await
}

async fn serve<L>(listener: L, app: axum::Router)
where
    L: axum::serve::Listener,
    L::Addr: std::fmt::Debug,
{
    if let Err(error) = axum::serve(listener, app).await {
        tracing::error!(%error, "a server of the rehearsal ended");
    }
}

/// Ends what has run out: unanswered interactions, dead tokens, events that nobody started.
async fn sweep(hub: Arc<Hub>) {
    let mut ticks = tokio::time::interval(SWEEP_EVERY);
    loop {
        ticks.tick().await;
        hub.change(|world| {
            world.sweep(Instant::now());
            world.sweep_events();
        });
    }
}

/// Tells the pages when the bot comes and goes.
async fn announce_bot(hub: Arc<Hub>) {
    let mut online = hub.gateway.subscribe_online();
    while online.changed().await.is_ok() {
        let is_online = *online.borrow_and_update();
        hub.tell_pages(PageEvent::Bot { is_online });
    }
}
