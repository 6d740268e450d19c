//! The bot to compare with: twilight, nothing but a fixed text for every interaction.

use std::sync::Arc;

use twilight_gateway::{ConfigBuilder, Event, EventTypeFlags, Intents, Shard, StreamExt as _};
use twilight_http::Client;
use twilight_model::application::interaction::InteractionType;
use twilight_model::channel::message::MessageFlags;
use twilight_model::http::interaction::{
    InteractionResponse, InteractionResponseData, InteractionResponseType,
};

/// The environment variable that turns the bench into this bot; its value is where REST listens.
pub(crate) const MARK: &str = "UNKNOT_BENCH_BARE_BOT";

/// Runs until it is killed.
pub(crate) fn run() {
    rustls::crypto::ring::default_provider()
        .install_default()
        .unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(answer());
}

async fn answer() {
    let token = std::env::var("DISCORD_TOKEN").unwrap();
    let rest = std::env::var(MARK).unwrap();
    // The certificate comes in through SSL_CERT_FILE.
    let http = Arc::new(
        Client::builder()
            .token(token.clone())
            .proxy(rest, false)
            .ratelimiter(None)
            .build(),
    );
    let gateway = http
        .gateway()
        .authed()
        .await
        .unwrap()
        .model()
        .await
        .unwrap();
    let config = ConfigBuilder::new(token, Intents::GUILDS)
        .proxy_url(gateway.url)
        .build();
    // One bucket of all shards, as a bot of one process has.
    let ids = twilight_gateway::bucket(0, 1, gateway.shards);
    let shards = ids.map(|id| Shard::with_config(id, config.clone()));
    let shards: Vec<_> = shards
        .map(|shard| tokio::spawn(listen(shard, Arc::clone(&http))))
        .collect();
    for shard in shards {
        shard.await.unwrap();
    }
}

async fn listen(mut shard: Shard, http: Arc<Client>) {
    let wanted =
        EventTypeFlags::READY | EventTypeFlags::GUILD_CREATE | EventTypeFlags::INTERACTION_CREATE;
    while let Some(event) = shard.next_event(wanted).await {
        match event {
            Ok(Event::InteractionCreate(interaction)) => {
                let http = Arc::clone(&http);
                tokio::spawn(async move {
                    let response = response(interaction.kind);
                    let id = interaction.application_id;
                    let client = http.interaction(id);
                    let sent =
                        client.create_response(interaction.id, &interaction.token, &response);
                    sent.await.unwrap();
                });
            }
            Ok(_) => {}
            Err(error) => eprintln!("bare bot: {error}"),
        }
    }
}

fn response(kind: InteractionType) -> InteractionResponse {
    let (kind, data) = match kind {
        InteractionType::ApplicationCommandAutocomplete => (
            InteractionResponseType::ApplicationCommandAutocompleteResult,
            InteractionResponseData {
                choices: Some(Vec::new()),
                ..InteractionResponseData::default()
            },
        ),
        _ => (
            InteractionResponseType::ChannelMessageWithSource,
            InteractionResponseData {
                content: Some("Roll slowly.".to_owned()),
                flags: Some(MessageFlags::EPHEMERAL),
                ..InteractionResponseData::default()
            },
        ),
    };
    InteractionResponse {
        kind,
        data: Some(data),
    }
}
