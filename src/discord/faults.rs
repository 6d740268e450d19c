//! What can go wrong between us and Discord, in the few kinds that somebody acts on.

use std::time::Duration;

use poise::serenity_prelude::{self as serenity, GatewayError, HttpError};

/// Why something did not arrive. No variant carries text from a request: it might hold a token.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Undelivered {
    /// There is nobody to deliver to any more, or it has been delivered.
    #[error("the interaction is over (code {0})")]
    Gone(isize),
    /// It may work in a moment.
    #[error("Discord could not take it just now (status {0})")]
    Later(u16),
    /// We sent something wrong.
    #[error("Discord refused what was sent (status {status}, code {code})")]
    Bug {
        /// HTTP status.
        status: u16,
        /// Discord's own code.
        code: isize,
    },
}

/// How long one try may take: two of them and the wait between fit Discord's 3 seconds.
pub(super) const TRY_TIMEOUT: Duration = Duration::from_millis(1_300);
/// How long to wait before the one repeat that the deadline leaves room for.
pub(super) const LATER: Duration = Duration::from_millis(300);

/// The answer was already there: a repeat after a cut-off, or a replayed event
/// (Discord docs, topics/opcodes-and-status-codes, JSON error codes).
pub(super) const ALREADY_ACKNOWLEDGED: isize = 40060;
/// The interaction is unknown: its 3 seconds are over.
const UNKNOWN_INTERACTION: isize = 10062;
/// The interaction's token is over 15 minutes old.
const INVALID_WEBHOOK_TOKEN: isize = 50027;
/// The message or its webhook was deleted.
const UNKNOWN_MESSAGE: isize = 10008;
const UNKNOWN_WEBHOOK: isize = 10015;

impl From<serenity::Error> for Undelivered {
    fn from(error: serenity::Error) -> Self {
        let serenity::Error::Http(error) = error else {
            return Undelivered::Bug { status: 0, code: 0 };
        };
        match error {
            HttpError::UnsuccessfulRequest(response) => {
                let (status, code) = (response.status_code.as_u16(), response.error.code);
                match (status, code) {
                    (
                        _,
                        ALREADY_ACKNOWLEDGED
                        | UNKNOWN_INTERACTION
                        | INVALID_WEBHOOK_TOKEN
                        | UNKNOWN_MESSAGE
                        | UNKNOWN_WEBHOOK,
                    ) => Undelivered::Gone(code),
                    (429 | 500..=599, _) => Undelivered::Later(status),
                    _ => Undelivered::Bug { status, code },
                }
            }
            // Cut off, timed out, or no connection: nothing says that it was wrong.
            _ => Undelivered::Later(0),
        }
    }
}

/// Waits between tries at the start, before giving up: a restart of Discord's takes seconds.
const TRIES_AGAIN: &[Duration] = &[
    Duration::from_millis(500),
    Duration::from_secs(2),
    Duration::from_secs(5),
];

/// Tries again while what is wrong may pass.
pub(super) async fn patiently<T, Try>(attempt: impl Fn() -> Try) -> Result<T, RunFault>
where
    Try: Future<Output = Result<T, RunFault>>,
{
    for wait in TRIES_AGAIN {
        match attempt().await {
            Err(fault) if fault.may_pass() => {
                tracing::warn!(%fault, wait_ms = wait.as_millis() as u64, "trying again");
                tokio::time::sleep(*wait).await;
            }
            done => return done,
        }
    }
    attempt().await
}

/// Why the bot cannot run. One clear line each.
#[derive(Debug, thiserror::Error)]
pub enum RunFault {
    /// 401, or close code 4004.
    #[error(
        "Discord refused the token: it is wrong or was reset. Copy the one under Bot → Reset Token in the Developer \
         Portal into DISCORD_TOKEN"
    )]
    TokenRefused,
    /// 403 on the bot's own commands.
    #[error(
        "Discord does not let this application manage its commands (code {0}). Check in the Developer Portal that the \
         application is yours, and add it again with the link that `unknot invite` prints"
    )]
    CommandsForbidden(isize),
    /// 400 on the bot's own commands.
    #[error("Discord refused the commands as they are (code {0}): this is a fault in this version")]
    CommandsRefused(isize),
    /// Close code 4013 or 4014.
    #[error("Discord refused the gateway intents: this is a fault in this version")]
    IntentsRefused,
    /// More servers than the shards may have: Discord would close each with 4011.
    #[error(
        "SHARDS asks for {asked}, and Discord recommends {recommended}: that many servers do not fit. Use `auto`"
    )]
    TooFewShards {
        /// As set.
        asked: u32,
        /// As Discord says.
        recommended: u32,
    },
    /// Another try would make Discord reset the token (Discord docs, events/gateway, session start limit).
    #[error(
        "Discord allows {remaining} more connections today, and {needed} are needed. Try again in {hours} hours"
    )]
    StartsUsedUp {
        /// What is left.
        remaining: u64,
        /// How many shards start here.
        needed: u64,
        /// Until it is full again, rounded up.
        hours: u64,
    },
    /// No answer, or an answer that makes no sense.
    #[error("Discord cannot be reached ({0}). Check the network and https://discordstatus.com")]
    Unreachable(String),
    /// The certificate of the stand-in cannot be used.
    #[error("the stand-in's certificate cannot be used: {0}")]
    Certificate(String),
}

impl RunFault {
    /// Whether another try may find it gone.
    pub(super) fn may_pass(&self) -> bool {
        matches!(self, RunFault::Unreachable(_))
    }

    /// Names a fault met before or while the connection stands.
    pub(super) fn of(error: &serenity::Error) -> Self {
        match error {
            serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) => {
                match response.status_code.as_u16() {
                    401 => RunFault::TokenRefused,
                    status => RunFault::Unreachable(format!("status {status}")),
                }
            }
            serenity::Error::Http(HttpError::InvalidHeader(_)) => RunFault::TokenRefused,
            serenity::Error::Gateway(GatewayError::InvalidAuthentication) => RunFault::TokenRefused,
            serenity::Error::Gateway(
                GatewayError::InvalidGatewayIntents | GatewayError::DisallowedGatewayIntents,
            ) => RunFault::IntentsRefused,
            // Neither names a route, so no token can be in it.
            serenity::Error::Gateway(error) => RunFault::Unreachable(error.to_string()),
            _ => RunFault::Unreachable("no connection".to_owned()),
        }
    }

    /// Names a fault met while the commands were synced.
    pub(super) fn of_commands(error: &serenity::Error) -> Self {
        match error {
            serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) => {
                match response.status_code.as_u16() {
                    403 => RunFault::CommandsForbidden(response.error.code),
                    400 => RunFault::CommandsRefused(response.error.code),
                    _ => RunFault::of(error),
                }
            }
            _ => RunFault::of(error),
        }
    }
}
