//! The command line: wires the rooms together, and says in one line what went wrong.

use std::io::IsTerminal;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, anyhow, bail};
use clap::{Args, Parser, Subcommand};
use tokio::sync::watch;
use unknot::app::Conductor;
use unknot::clock::{Clock, Pace};
use unknot::discord::{self, Connection, Shards, StandIn};
use unknot::settings::{Needs, Settings, SettingsFault};
use unknot::store::{Copying, DataFolder, Store, Whereabouts, back_up};

mod environment;
mod loading;
mod logging;
#[cfg(feature = "rehearsal")]
mod rehearse;
mod stop;

/// Unknot teaches a Discord community to roll sore muscles, safely and together.
#[derive(Parser)]
#[command(version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Go live: connect to Discord and answer.
    Run(RunArgs),
    /// Rehearse on this computer: a chat page in the browser, no Discord account needed.
    #[cfg(feature = "rehearsal")]
    Rehearse(rehearse::RehearseArgs),
    /// Check settings and content, and say exactly what is wrong and where.
    Check {
        /// A content folder; without it, CONTENT_DIR or the content built in.
        dir: Option<PathBuf>,
    },
    /// Print the link that adds the bot to a server, with the least permissions.
    Invite(StandInArgs),
    /// Copy what is kept into a new file, also while the bot runs. The key is not copied.
    Backup {
        /// The file, which must not be there yet.
        file: PathBuf,
    },
    /// The key that everything kept is sealed with.
    #[command(subcommand)]
    Key(KeyCommand),
}

#[derive(Subcommand)]
enum KeyCommand {
    /// Make a new key and seal everything anew with it. The bot must not be running.
    Rotate,
}

#[derive(Args)]
struct RunArgs {
    #[command(flatten)]
    stand_in: StandInArgs,
    /// Run the clock of a rehearsal: from that millisecond since 1970 on, so many times as fast.
    #[arg(long, hide = true, value_name = "MS/SPEED", value_parser = pace)]
    clock: Option<Pace>,
    /// Stop when standard input ends, so that a program that started this one never leaves it behind.
    #[arg(long, hide = true)]
    until_stdin_ends: bool,
}

#[derive(Args)]
struct StandInArgs {
    /// Talk to a Discord stand-in at this loopback address.
    #[arg(long, value_name = "ADDR", requires = "stand_in_ca", value_parser = loopback)]
    stand_in: Option<SocketAddr>,
    /// The stand-in's certificate, a PEM file.
    #[arg(long, value_name = "FILE", requires = "stand_in")]
    stand_in_ca: Option<PathBuf>,
}

fn pace(text: &str) -> Result<Pace, String> {
    let parts = text.split_once('/');
    let read = parts.and_then(|(from_ms, speed)| {
        Some(Pace {
            from_ms: from_ms.parse().ok()?,
            speed: speed.parse().ok()?,
        })
    });
    read.ok_or_else(|| "milliseconds since 1970 and a speed are needed, such as 0/60".to_owned())
}

fn loopback(text: &str) -> Result<SocketAddr, String> {
    match text.parse::<SocketAddr>() {
        Ok(addr) if addr.ip().is_loopback() => Ok(addr),
        Ok(_) => Err("a stand-in is only ever on this computer, such as 127.0.0.1:8443".to_owned()),
        Err(_) => Err("an address and a port are needed, such as 127.0.0.1:8443".to_owned()),
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    match obey(cli.command).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("unknot: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn obey(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Run(args) => run(&args).await,
        #[cfg(feature = "rehearsal")]
        Command::Rehearse(args) => rehearse::rehearse(&args).await,
        Command::Check { dir } => check(dir),
        Command::Invite(stand_in) => {
            let connection = connection(&settings(Needs::Token)?, &stand_in)?;
            println!("{}", discord::invite_link(&connection).await?);
            Ok(())
        }
        Command::Backup { file } => backup(&file),
        Command::Key(KeyCommand::Rotate) => rotate_key(),
    }
}

async fn run(args: &RunArgs) -> anyhow::Result<()> {
    let stop = stop::asked(args.until_stdin_ends).context("signals cannot be listened for")?;
    let settings = settings(Needs::Token)?;
    logging::start(&settings);
    let connection = connection(&settings, &args.stand_in)?;
    let hangups = stop::Hangups::listen().context("signals cannot be listened for")?;
    let lookups = loading::lookups(settings.content_dir.as_deref())?;
    let content = loading::summary(lookups.libraries());
    tracing::info!(content, "content loaded");
    let store = open_store(&settings)?;
    let (newest, lookups) = watch::channel(Arc::new(lookups));
    tokio::spawn(loading::reload(hangups, settings.content_dir, newest));
    if let Shards::Range { .. } = settings.shards {
        tracing::warn!(
            "what is kept is not shared between processes, and direct messages arrive where shard 0 is: \
             run all shards in one process, or the private check splits"
        );
    }
    let clock = args.clock.map_or_else(Clock::new, Clock::running);
    let opened = Conductor::new(store).start(clock, lookups.clone());
    discord::run(&connection, lookups, opened, stop).await?;
    tracing::info!("stopped");
    Ok(())
}

fn open_store(settings: &Settings) -> anyhow::Result<Store> {
    let store = DataFolder::open(&settings.data_dir)?.store(settings.key.as_ref())?;
    tracing::info!(dir = %settings.data_dir.display(), "data folder open");
    Ok(store)
}

fn backup(file: &Path) -> anyhow::Result<()> {
    let settings = settings(Needs::Nothing)?;
    let shows = std::io::stderr().is_terminal();
    let copied = back_up(&settings.data_dir, file, |Copying { done, of }| {
        if shows {
            eprint!("\r{done} of {of} pages");
        }
    });
    if shows {
        eprintln!();
    }
    let copied = copied?;
    let key = match copied.key {
        Some(key) => format!("the file {}", key.display()),
        None => "UNKNOT_KEY".to_owned(),
    };
    println!(
        "{}: {} bytes. The key is not in it: keep {key} in another place.",
        file.display(),
        copied.bytes
    );
    Ok(())
}

fn rotate_key() -> anyhow::Result<()> {
    let settings = settings(Needs::Nothing)?;
    let dir = settings.data_dir.display();
    let rotated = DataFolder::existing(&settings.data_dir)?.rotate(settings.key.as_ref())?;
    let members = match rotated.members {
        1 => "1 member was".to_owned(),
        n => format!("{n} members were"),
    };
    match rotated.key {
        Whereabouts::InPlace => println!("{dir}: {members} sealed anew, with a new key."),
        Whereabouts::ToBeMoved(file) => println!(
            "{dir}: {members} sealed anew. The new key is in {}: put it into UNKNOT_KEY, then delete that file.",
            file.display()
        ),
    }
    Ok(())
}

/// Both at once: a wrong setting does not hide wrong content, nor the other way round.
fn check(dir: Option<PathBuf>) -> anyhow::Result<()> {
    let (settings, faults) = Settings::read(&environment::read()?, Needs::Nothing);
    let dir = dir.or(settings.content_dir);
    let libraries = loading::content(dir.as_deref()).map(|(libraries, _)| libraries);
    if !faults.is_empty() {
        let settings = settings_error(&faults);
        match libraries {
            Ok(_) => return Err(settings),
            Err(content) => bail!("{settings}\nunknot: {content:#}"),
        }
    }
    let summary = loading::summary(&libraries?);
    let whose = dir.map_or("the content built in".to_owned(), |dir| {
        dir.display().to_string()
    });
    println!("{whose}: nothing wrong. {summary}.");
    Ok(())
}

/// The settings, or every fault in them.
fn settings(needs: Needs) -> anyhow::Result<Settings> {
    let (settings, faults) = Settings::read(&environment::read()?, needs);
    if faults.is_empty() {
        Ok(settings)
    } else {
        Err(settings_error(&faults))
    }
}

fn settings_error(faults: &[SettingsFault]) -> anyhow::Error {
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    anyhow!("{}", lines.join("\n        "))
}

fn connection(settings: &Settings, args: &StandInArgs) -> anyhow::Result<Connection> {
    let stand_in = match (args.stand_in, &args.stand_in_ca) {
        (Some(addr), Some(file)) => {
            let ca_pem =
                std::fs::read(file).with_context(|| format!("--stand-in-ca {}", file.display()))?;
            Some(StandIn { addr, ca_pem })
        }
        _ => None,
    };
    let token = settings
        .token
        .clone()
        .expect("it was needed, and no fault was found");
    Ok(Connection {
        token,
        shards: settings.shards,
        requests_max: settings.requests_a_second,
        stand_in,
    })
}
