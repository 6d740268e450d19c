//! The way to Discord: clients, shards, and a clean end.

use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use poise::serenity_prelude::{
    ApplicationId, BotGateway, ClientBuilder, GatewayIntents, Http, HttpBuilder, Permissions,
    UserId,
};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::{OnceCell, RwLock, mpsc, watch};
use tokio::task::JoinHandle;

use super::delivery::Wire;
use super::events::Events;
use super::faults::{RunFault, patiently};
use super::inbound::{House, Inbound};
use crate::app::{Courier, Keeper, Lookups, Opened, Pace, Permits, Rounds};

/// What is asked for on the gateway. None is privileged, and no message is ever read.
///
/// Servers, and who is in which voice channel; interactions need no intent.
const INTENTS: GatewayIntents = GatewayIntents::GUILDS
    .union(GatewayIntents::GUILD_VOICE_STATES)
    .union(GatewayIntents::GUILD_SCHEDULED_EVENTS);
/// What the bot may do in a server: write where a session is. The chat of a voice channel is closed to
/// whoever may not connect (Discord docs, topics/permissions). To answer whoever uses it needs none.
const PERMISSIONS: Permissions = Permissions::VIEW_CHANNEL
    .union(Permissions::CONNECT)
    .union(Permissions::SEND_MESSAGES)
    .union(Permissions::EMBED_LINKS)
    .union(Permissions::SEND_TTS_MESSAGES)
    .union(Permissions::CREATE_EVENTS);
/// How long to wait for a connection. serenity sets no time-out of its own.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How long to wait for an answer, uploads included.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(30);
/// How long a stop waits for answers under way: as long as anyone waits for them.
const STOP_TIMEOUT: Duration = Duration::from_secs(3);

/// Discord recommends a shard for 1,000 servers and closes one of more than 2,500 (Discord docs,
/// events/gateway, sharding): with a third of what is recommended, servers are certain not to fit.
const SHARDS_RECOMMENDED_TO_NEEDED: u32 = 3;
const MILLISECONDS_AN_HOUR: u64 = 3_600_000;

/// Where Discord is and who we are to it.
#[derive(Debug)]
pub struct Connection {
    /// The bot's token.
    pub token: SecretString,
    /// Which shards this process runs.
    pub shards: Shards,
    /// How many requests Discord takes of this bot in a second.
    pub requests_max: usize,
    /// A stand-in on this computer in place of Discord.
    pub stand_in: Option<StandIn>,
}

/// Which part of the servers a process looks after (Discord docs, events/gateway, sharding).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shards {
    /// As many as Discord recommends, all of them here.
    Auto,
    /// This many, all of them here.
    Total(u32),
    /// Some of them; other processes have the rest.
    Range {
        /// The first one here, counted from 0.
        first: u32,
        /// The last one here.
        last: u32,
        /// How many there are in all processes.
        total: u32,
    },
}

/// Discord's place taken by a program on this computer.
#[derive(Clone, Debug)]
pub struct StandIn {
    /// Where it listens. Always loopback: the command line refuses anything else.
    pub addr: SocketAddr,
    /// The certificate to trust, as PEM.
    pub ca_pem: Vec<u8>,
}

/// Connects, answers from the newest of `lookups` and as `opened` until `stop` resolves, and leaves cleanly.
///
/// # Errors
/// Why it cannot run, or can no longer.
pub async fn run(
    connection: &Connection,
    lookups: watch::Receiver<Arc<Lookups>>,
    opened: Opened,
    stop: impl Future<Output = ()>,
) -> Result<(), RunFault> {
    let transport = transport(connection.stand_in.as_ref())?;
    let http = |limiter_off| -> Http {
        HttpBuilder::new(connection.token.expose_secret())
            .client(transport.clone())
            .ratelimiter_disabled(limiter_off)
            .build()
    };
    let mut limited = http(false);
    let pace = pace(connection, &mut limited);
    let mut stop = pin!(stop);
    let gateway = tokio::select! {
        gateway = gateway(&limited) => gateway?,
        () = &mut stop => return Ok(()),
    };
    let shards = shards_here(connection.shards, &gateway)?;
    let (unfit, mut found_unfit) = mpsc::channel(1);
    let under_way = Arc::new(RwLock::new(()));
    let callbacks = Arc::new(http(true));
    let me = Arc::new(OnceCell::new());
    let house = House {
        lookups: lookups.clone(),
        callbacks: Arc::clone(&callbacks),
        http: OnceCell::new(),
        turns: Arc::clone(&opened.turns),
        presence: Arc::clone(&opened.presence),
        me: Arc::clone(&me),
    };
    let inbound = Inbound {
        house,
        options: Inbound::options(),
        shard_manager: OnceCell::new(),
        is_ready: OnceCell::new(),
        unfit,
        under_way: Arc::clone(&under_way),
    };
    let client = ClientBuilder::new_with_http(limited, INTENTS).framework(inbound);
    let mut client = client.await.map_err(|error| RunFault::of(&error))?;
    let shard_manager = Arc::clone(&client.shard_manager);
    let senders = senders(&client.http, callbacks, me, opened, lookups, pace);
    let ended = tokio::select! {
        // serenity counts the end of this range in.
        ended = client.start_shard_range(shards.first..shards.last, shards.total) => {
            ended.map_err(|error| RunFault::of(&error))
        }
        Some(fault) = found_unfit.recv() => Err(fault),
        () = stop => Ok(()),
    };
    shard_manager.shutdown_all().await;
    // What it still had to say stays in the outbox.
    senders.iter().for_each(JoinHandle::abort);
    let_go(&under_way).await;
    ended
}

/// Begins to send: what sessions have to say, Discord's own events, and reminders.
fn senders(
    http: &Arc<Http>,
    callbacks: Arc<Http>,
    me: Arc<OnceCell<UserId>>,
    opened: Opened,
    lookups: watch::Receiver<Arc<Lookups>>,
    pace: Pace,
) -> [JoinHandle<()>; 3] {
    let Opened {
        turns,
        outbox,
        clock,
        ..
    } = opened;
    let keeper = Keeper {
        calendar: Events::new(http, me),
        store: outbox.store(),
        turns: Arc::clone(&turns),
        permits: pace.permits.clone(),
        lookups: lookups.clone(),
        clock: Arc::clone(&clock),
    };
    let rounds = Rounds {
        delivery: Wire::new(http, Arc::clone(&callbacks)),
        store: outbox.store(),
        turns: Arc::clone(&turns),
        permits: pace.permits.clone(),
        lookups: lookups.clone(),
        clock: Arc::clone(&clock),
    };
    let wire = Wire::new(http, callbacks);
    let courier = Courier::start(outbox, turns, clock, lookups, wire, pace);
    [courier, keeper.start(), rounds.start()]
}

/// Asked first, because serenity would go on without an answer to where the gateway is.
async fn gateway(http: &Http) -> Result<BotGateway, RunFault> {
    let ask = || async {
        let gateway = http.get_bot_gateway().await;
        gateway.map_err(|error| RunFault::of(&error))
    };
    patiently(ask).await
}

/// Waits for the last answer under way.
async fn let_go(under_way: &RwLock<()>) {
    // Free when it has let go.
    let free = tokio::time::timeout(STOP_TIMEOUT, under_way.write()).await;
    if free.is_err() {
        tracing::warn!("stopped before every answer was delivered");
    }
}

/// How the courier may send: it hears of it when Discord takes nothing more from us at all.
fn pace(connection: &Connection, http: &mut Http) -> Pace {
    let (held, holds) = mpsc::unbounded_channel();
    if let Some(limiter) = &mut http.ratelimiter {
        limiter.set_ratelimit_callback(Box::new(move |it| {
            // One bucket that is full is serenity's to wait for; all of them are ours.
            if it.global {
                // Nobody listens only once the house closes.
                _ = held.send(it.timeout);
            }
        }));
    }
    let (permits, asked) = Permits::new();
    Pace {
        requests_max: connection.requests_max,
        holds,
        permits,
        asked,
    }
}

/// Which shards run here, both ends included.
struct ShardsHere {
    first: u32,
    last: u32,
    total: u32,
}

/// What Discord would only say by closing connections is said before they are opened.
fn shards_here(shards: Shards, gateway: &BotGateway) -> Result<ShardsHere, RunFault> {
    let (first, last, total) = match shards {
        Shards::Auto => (0, gateway.shards.max(1) - 1, gateway.shards.max(1)),
        Shards::Total(total) => (0, total - 1, total),
        Shards::Range { first, last, total } => (first, last, total),
    };
    if total * SHARDS_RECOMMENDED_TO_NEEDED < gateway.shards {
        return Err(RunFault::TooFewShards {
            asked: total,
            recommended: gateway.shards,
        });
    }
    let needed = u64::from(last - first) + 1;
    let limit = &gateway.session_start_limit;
    if limit.remaining < needed {
        let hours = limit.reset_after.div_ceil(MILLISECONDS_AN_HOUR);
        return Err(RunFault::StartsUsedUp {
            remaining: limit.remaining,
            needed,
            hours,
        });
    }
    Ok(ShardsHere { first, last, total })
}

/// The link that adds the bot to a server or an account, with the least scopes and permissions.
///
/// # Errors
/// When Discord does not say which application the token belongs to.
pub async fn invite_link(connection: &Connection) -> Result<String, RunFault> {
    let transport = transport(connection.stand_in.as_ref())?;
    let http = HttpBuilder::new(connection.token.expose_secret())
        .client(transport)
        .build();
    let application = http.get_current_application_info().await;
    let application = application.map_err(|error| RunFault::of(&error))?;
    Ok(link(application.id))
}

fn link(application_id: ApplicationId) -> String {
    let permissions = PERMISSIONS.bits();
    format!(
        "https://discord.com/oauth2/authorize?client_id={application_id}&scope=bot+applications.commands&permissions={permissions}"
    )
}

/// One HTTP client for everything, so that connections are shared.
fn transport(stand_in: Option<&StandIn>) -> Result<reqwest::Client, RunFault> {
    let builder = reqwest::Client::builder()
        .use_rustls_tls()
        .tcp_nodelay(true)
        .connect_timeout(CONNECT_TIMEOUT)
        .timeout(ANSWER_TIMEOUT);
    let builder = match stand_in {
        None => builder,
        Some(stand_in) => {
            let unusable = |error: reqwest::Error| RunFault::Certificate(error.to_string());
            let ca = reqwest::Certificate::from_pem(&stand_in.ca_pem).map_err(unusable)?;
            builder
                .no_proxy()
                .resolve("discord.com", stand_in.addr)
                .tls_built_in_root_certs(false)
                .add_root_certificate(ca)
        }
    };
    builder
        .build()
        .map_err(|error| RunFault::Certificate(error.to_string()))
}
