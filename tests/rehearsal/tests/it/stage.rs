//! A rehearsal and a twilight client for it: what every test here needs first.

use std::{future::Future, sync::Once, time::Duration};

use serde_json::{Value, json};
use tokio::sync::oneshot;
use twilight_gateway::{
    ConfigBuilder, Event, EventTypeFlags, Intents, Shard, ShardId, StreamExt, queue::Queue,
};
use twilight_http::{Client, error::ErrorType, response::ResponseFuture};
use twilight_model::{
    application::{command::Command, interaction::Interaction},
    http::interaction::{InteractionResponse, InteractionResponseData, InteractionResponseType},
    id::{
        Id,
        marker::{ApplicationMarker, ChannelMarker, GuildMarker},
    },
};
use unknot_rehearsal::{Options, Rehearsal, gateway::rules::Rules, people::Room};

/// Nothing that works takes this long.
pub(crate) const GUARD: Duration = Duration::from_secs(30);

/// What a bot that reads and speaks asks to hear.
pub(crate) const EVERYDAY: Intents = Intents::GUILDS
    .union(Intents::GUILD_MESSAGES)
    .union(Intents::GUILD_VOICE_STATES)
    .union(Intents::GUILD_SCHEDULED_EVENTS)
    .union(Intents::DIRECT_MESSAGES);

/// Waits for something that has to happen.
pub(crate) async fn soon<T>(happening: impl Future<Output = T>) -> T {
    tokio::time::timeout(GUARD, happening)
        .await
        .expect("what was waited for happens")
}

/// A rehearsal in which shards may identify as often as they like.
pub(crate) async fn rehearsal() -> Rehearsal {
    rehearsal_with(Options::default()).await
}

/// A rehearsal in which shards may identify as often as they like, otherwise as told.
pub(crate) async fn rehearsal_with(options: Options) -> Rehearsal {
    static PROVIDER: Once = Once::new();
    PROVIDER.call_once(|| {
        // twilight asks the process for its cryptography even where it speaks plainly.
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
    let rules = Rules {
        identify_window: Duration::ZERO,
        ..options.rules.clone()
    };
    Rehearsal::start_with(Options { rules, ..options })
        .await
        .unwrap()
}

/// No word was said, by client or stand-in, that Discord's description does not know.
///
/// Without a description nothing was looked for, and the list is empty.
pub(crate) fn nothing_was_amiss(rehearsal: &Rehearsal) {
    assert_eq!(rehearsal.violations(), [""; 0]);
}

/// A twilight bot: a shard and a REST client.
pub(crate) struct Bot {
    pub(crate) http: Client,
    pub(crate) shard: Shard<AtOnce>,
    pub(crate) app: Id<ApplicationMarker>,
}

/// Lets every shard identify at once; the pace is the gateway's to judge.
#[derive(Debug)]
pub(crate) struct AtOnce;

impl Queue for AtOnce {
    fn enqueue(&self, _shard: u32) -> oneshot::Receiver<()> {
        let (go, ready) = oneshot::channel();
        let _ = go.send(());
        ready
    }
}

pub(crate) fn shard_of(rehearsal: &Rehearsal, intents: Intents, id: ShardId) -> Shard<AtOnce> {
    shard_with_token(rehearsal, rehearsal.token(), intents, id)
}

pub(crate) fn shard_with_token(
    rehearsal: &Rehearsal,
    token: &str,
    intents: Intents,
    id: ShardId,
) -> Shard<AtOnce> {
    let config = ConfigBuilder::new(token.to_owned(), intents)
        .proxy_url(rehearsal.gateway().url())
        .queue(AtOnce)
        .build();
    Shard::with_config(id, config)
}

/// A REST client that leaves limits to the caller.
pub(crate) fn http(rehearsal: &Rehearsal) -> Client {
    Client::builder()
        .token(rehearsal.token().to_owned())
        .proxy(rehearsal.plain_addr().to_string(), true)
        .ratelimiter(None)
        .build()
}

/// The next event that fits.
pub(crate) async fn hear<T>(shard: &mut Shard<AtOnce>, fits: impl Fn(Event) -> Option<T>) -> T {
    soon(async {
        loop {
            match shard.next_event(EventTypeFlags::all()).await {
                Some(Ok(event)) => {
                    if let Some(found) = fits(event) {
                        return found;
                    }
                }
                // A connection that was cut on purpose is an error here, and the shard connects again.
                Some(Err(_)) => {}
                None => panic!("the shard has closed for good: {:?}", shard.state()),
            }
        }
    })
    .await
}

impl Bot {
    /// A bot that has had READY and the club's GUILD_CREATE.
    pub(crate) async fn online(rehearsal: &Rehearsal, intents: Intents) -> Bot {
        let mut shard = shard_of(rehearsal, intents, ShardId::ONE);
        let app = hear(&mut shard, |event| match event {
            Event::Ready(ready) => Some(ready.application.id),
            _ => None,
        })
        .await;
        if intents.contains(Intents::GUILDS) {
            hear(&mut shard, |event| {
                matches!(event, Event::GuildCreate(_)).then_some(())
            })
            .await;
        }
        let http = http(rehearsal);
        Bot { http, shard, app }
    }

    /// A bot that has registered these commands.
    pub(crate) async fn with_commands(rehearsal: &Rehearsal, commands: &[Command]) -> Bot {
        let bot = Bot::online(rehearsal, EVERYDAY).await;
        let interactions = bot.http.interaction(bot.app);
        interactions.set_global_commands(commands).await.unwrap();
        bot
    }

    /// The next interaction.
    pub(crate) async fn interaction(&mut self) -> Interaction {
        hear(&mut self.shard, |event| match event {
            Event::InteractionCreate(interaction) => Some(interaction.0),
            _ => None,
        })
        .await
    }

    /// The next interaction, answered.
    pub(crate) async fn answer(&mut self, response: &InteractionResponse) -> Interaction {
        let interaction = self.interaction().await;
        self.respond(&interaction, response).await.unwrap();
        interaction
    }

    /// Answers an interaction.
    pub(crate) async fn respond(
        &self,
        to: &Interaction,
        response: &InteractionResponse,
    ) -> Result<(), twilight_http::Error> {
        let interactions = self.http.interaction(self.app);
        interactions
            .create_response(to.id, &to.token, response)
            .await
            .map(drop)
    }
}

/// A command; what twilight insists on and Discord would add is added.
pub(crate) fn command(mut definition: Value) -> Command {
    definition["version"] = json!("1");
    if definition.get("type").is_none() {
        definition["type"] = json!(1);
    }
    if definition.get("description").is_none() {
        definition["description"] = json!("A command");
    }
    serde_json::from_value(definition).unwrap()
}

/// A message in answer to an interaction.
pub(crate) fn message(content: &str) -> InteractionResponse {
    of_kind(
        InteractionResponseType::ChannelMessageWithSource,
        json!({"content": content}),
    )
}

/// An answer of this kind with this data.
pub(crate) fn of_kind(kind: InteractionResponseType, data: Value) -> InteractionResponse {
    let data: InteractionResponseData = serde_json::from_value(data).unwrap();
    InteractionResponse {
        kind,
        data: Some(data),
    }
}

pub(crate) fn channel(room: Room) -> Id<ChannelMarker> {
    Id::new(room.0)
}

pub(crate) fn guild(rehearsal: &Rehearsal) -> Id<GuildMarker> {
    Id::new(rehearsal.guild())
}

/// The status and Discord's code of a request that has to be refused.
pub(crate) async fn refusal<T: Unpin>(
    request: impl IntoFuture<IntoFuture = ResponseFuture<T>>,
) -> (u16, u64)
where
    ResponseFuture<T>: Future<Output = Result<twilight_http::Response<T>, twilight_http::Error>>,
{
    match request.into_future().await {
        Ok(response) => panic!("expected a refusal, got {}", response.status()),
        Err(error) => code_of(&error),
    }
}

/// The status and Discord's code in an error.
pub(crate) fn code_of(error: &twilight_http::Error) -> (u16, u64) {
    match error.kind() {
        ErrorType::Response { body, status, .. } => {
            let body: Value = serde_json::from_slice(body).unwrap_or_default();
            (status.get(), body["code"].as_u64().unwrap_or_default())
        }
        other => panic!("expected a refusal, got {other:?}"),
    }
}
