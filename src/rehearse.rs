//! `unknot rehearse`: a Discord of our own, the bot in it as a process of its own, and a chat page.
//!
//! Killing the bot does not kill Discord; it is started again. Neither a real token nor
//! real members ever come here.

use std::path::PathBuf;
use std::pin::pin;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use anyhow::Context;
use secrecy::ExposeSecret;
use tokio::process::{Child, Command};
use unknot::store::Key;
use unknot_rehearsal::{Options, Rehearsal, StartFault};

/// Where the page is unless somebody asks for another place: easy to find again after a restart.
const PAGE_PORT: u16 = 4400;
/// How long the bot may take to end by itself.
const END_TIMEOUT: Duration = Duration::from_secs(5);
/// How long to wait before the bot is started again: long enough to read why it ended.
const START_AGAIN: Duration = Duration::from_secs(1);

#[derive(clap::Args)]
pub(crate) struct RehearseArgs {
    /// The page's port; 0 takes any that is free.
    #[arg(long, value_name = "N")]
    port: Option<u16>,
    /// How many times as fast as real time.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=60))]
    speed: u32,
}

/// What the bot is given. As long as the rehearsal lasts, so that it knows its members when it is
/// started again.
struct Props {
    ca: PathBuf,
    data_dir: PathBuf,
    key: Key,
}

/// Runs until it is asked to stop.
pub(crate) async fn rehearse(args: &RehearseArgs) -> anyhow::Result<()> {
    let stop = crate::stop::asked(false).context("signals cannot be listened for")?;
    let rehearsal = start(args).await?;
    let folder = tempfile::tempdir().context("no folder for the rehearsal could be made")?;
    let props = Props {
        ca: folder.path().join("ca.pem"),
        data_dir: folder.path().join("data"),
        key: Key::fresh()?,
    };
    rehearsal
        .write_ca(&props.ca)
        .context("the certificate could not be written")?;
    println!("The rehearsal is open: {}", rehearsal.page_url());
    if let Some(line) = rehearsal.openapi_line() {
        println!("{line}");
    }
    println!("Press Ctrl-C to end it.");
    keep_running(&rehearsal, &props, stop).await?;
    println!("The rehearsal is over.");
    Ok(())
}

async fn start(args: &RehearseArgs) -> anyhow::Result<Rehearsal> {
    let options = |page_port| Options {
        page_port,
        speed: args.speed,
        ..Options::default()
    };
    let port = args.port.unwrap_or(PAGE_PORT);
    match Rehearsal::start_with(options(port)).await {
        // Nobody asked for this very port: another one does.
        Err(StartFault::Port(_)) if args.port.is_none() => Rehearsal::start_with(options(0))
            .await
            .context("the rehearsal could not start"),
        started => started
            .with_context(|| format!("the rehearsal could not start with the page on port {port}")),
    }
}

/// Starts the bot, again and again, until it is time to stop.
async fn keep_running(
    rehearsal: &Rehearsal,
    props: &Props,
    stop: impl Future<Output = ()>,
) -> anyhow::Result<()> {
    let mut stop = pin!(stop);
    loop {
        let mut bot = start_bot(rehearsal, props)?;
        // Held here, because waiting for a child closes a pipe that it still has.
        let pipe = bot.stdin.take();
        println!("The bot runs as process {}.", bot.id().unwrap_or_default());
        tokio::select! {
            biased;
            () = &mut stop => {
                drop(pipe);
                return end(bot).await;
            }
            status = bot.wait() => {
                let status = status.context("the bot's process was lost")?;
                println!("The bot has ended ({}). It starts again.", how(status));
            }
        }
        tokio::select! {
            () = &mut stop => return Ok(()),
            () = tokio::time::sleep(START_AGAIN) => {}
        }
    }
}

/// Lets the bot end by itself, so that what it still has to say is said.
async fn end(mut bot: Child) -> anyhow::Result<()> {
    match tokio::time::timeout(END_TIMEOUT, bot.wait()).await {
        Ok(status) => status.map(|_| ()).context("the bot's process was lost"),
        Err(_) => bot.kill().await.context("the bot could not be ended"),
    }
}

fn how(status: ExitStatus) -> String {
    // A signal has no code; its name stands in what std prints.
    status
        .code()
        .map_or_else(|| status.to_string(), |code| format!("exit code {code}"))
}

/// Starts the bot as a process of its own. Its standard input is a pipe that it listens to: when
/// this program ends, in whatever way, the pipe closes and the bot ends too.
fn start_bot(rehearsal: &Rehearsal, props: &Props) -> anyhow::Result<Child> {
    let program = std::env::current_exe().context("this program cannot find itself")?;
    Command::new(program)
        .args(["run", "--until-stdin-ends", "--stand-in"])
        .arg(rehearsal.rest_addr().to_string())
        .arg("--stand-in-ca")
        .arg(&props.ca)
        // One clock for Discord and the bot, however often it starts.
        .arg("--clock")
        .arg(format!(
            "{}/{}",
            rehearsal.started_at_ms(),
            rehearsal.speed()
        ))
        // The environment wins over .env, so neither a real token nor real members ever come here.
        .env("DISCORD_TOKEN", rehearsal.token())
        .env("DATA_DIR", &props.data_dir)
        .env("UNKNOT_KEY", props.key.hex().expose_secret())
        .stdin(Stdio::piped())
        .spawn()
        .context("the bot could not be started")
}
