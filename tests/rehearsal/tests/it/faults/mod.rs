//! Every fault that the stand-in can play, seen to reach serenity: the library whose handling of it the bot stands on.
//!
//! serenity believes that it talks to `https://discord.com`, so its own limiter and its own TLS are in the path.

mod gateway;
mod misfortunes;
mod requests;

use std::time::Duration;

use serenity::{
    all::{ChannelId, CreateMessage, Event, GatewayIntents, Http, HttpBuilder, HttpError, Message},
    async_trait,
    client::{ClientBuilder, Context, RawEventHandler},
};
use tokio::{
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    task::JoinHandle,
};
use unknot_rehearsal::{Rehearsal, people::Room};

use crate::stage::soon;

/// What the bot of these tests asks to hear.
const EVERYDAY: GatewayIntents = GatewayIntents::GUILDS
    .union(GatewayIntents::GUILD_MESSAGES)
    .union(GatewayIntents::GUILD_VOICE_STATES)
    .union(GatewayIntents::GUILD_SCHEDULED_EVENTS)
    .union(GatewayIntents::DIRECT_MESSAGES);

/// serenity's REST client, which finds the stand-in under Discord's name.
pub(crate) fn http(rehearsal: &Rehearsal) -> Http {
    http_with_patience(rehearsal, Duration::from_secs(20))
}

/// The same, giving up on an answer after this long.
fn http_with_patience(rehearsal: &Rehearsal, patience: Duration) -> Http {
    let ca = reqwest::Certificate::from_pem(rehearsal.ca_pem().as_bytes()).unwrap();
    let client = reqwest::Client::builder()
        .add_root_certificate(ca)
        .resolve("discord.com", rehearsal.rest_addr())
        .no_proxy()
        .timeout(patience)
        .build()
        .unwrap();
    HttpBuilder::new(rehearsal.token()).client(client).build()
}

/// A serenity bot that writes down every event it is given.
pub(crate) struct Bot {
    pub(crate) http: Http,
    events: UnboundedReceiver<Event>,
    running: JoinHandle<serenity::Result<()>>,
}

struct Scribe(UnboundedSender<Event>);

#[async_trait]
impl RawEventHandler for Scribe {
    async fn raw_event(&self, _context: Context, event: Event) {
        let _ = self.0.send(event);
    }
}

impl Bot {
    pub(crate) async fn start(rehearsal: &Rehearsal, intents: GatewayIntents) -> Bot {
        let (scribe, events) = unbounded_channel();
        let mut client = ClientBuilder::new_with_http(http(rehearsal), intents)
            .raw_event_handler(Scribe(scribe))
            .await
            .unwrap();
        Bot {
            http: http(rehearsal),
            events,
            running: tokio::spawn(async move { client.start().await }),
        }
    }

    /// A bot that has met the club.
    pub(crate) async fn online(rehearsal: &Rehearsal) -> Bot {
        let mut bot = Bot::start(rehearsal, EVERYDAY).await;
        bot.hears(|event| matches!(event, Event::Ready(_)).then_some(()))
            .await;
        bot.hears(|event| matches!(event, Event::GuildCreate(_)).then_some(()))
            .await;
        bot
    }

    /// The next event that fits.
    pub(crate) async fn hears<T>(&mut self, fits: impl Fn(&Event) -> Option<T>) -> T {
        soon(async {
            loop {
                let event = self.events.recv().await.expect("the bot is running");
                if let Some(found) = fits(&event) {
                    return found;
                }
            }
        })
        .await
    }

    /// The id of the next message.
    async fn hears_message(&mut self) -> u64 {
        self.hears(|event| match event {
            Event::MessageCreate(created) => Some(created.message.id.get()),
            _ => None,
        })
        .await
    }

    /// The bot gives up, and says why.
    async fn gives_up(mut self) -> serenity::Error {
        soon(&mut self.running).await.unwrap().unwrap_err()
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        self.running.abort();
    }
}

/// Sends a message as the bot does.
pub(crate) async fn say(http: &Http, room: Room) -> serenity::Result<Message> {
    let message = CreateMessage::new().content("roll");
    soon(ChannelId::new(room.0).send_message(http, message)).await
}

/// The HTTP status and Discord's code in an error; a body that is not Discord's has the code -1.
fn refusal(error: &serenity::Error) -> (u16, isize) {
    match error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(refused)) => {
            (refused.status_code.as_u16(), refused.error.code)
        }
        other => panic!("expected a refusal, got {other:?}"),
    }
}

/// The failure below HTTP in an error: no answer came.
fn silence(error: &serenity::Error) -> &reqwest::Error {
    match error {
        serenity::Error::Http(HttpError::Request(failed)) => failed,
        other => panic!("expected no answer, got {other:?}"),
    }
}

/// How many requests to send a message have come.
fn messages_asked(rehearsal: &Rehearsal) -> u64 {
    let route = "POST /channels/{id}/messages";
    rehearsal.by_route().get(route).copied().unwrap_or_default()
}
